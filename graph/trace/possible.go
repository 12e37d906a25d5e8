package trace

import "math"

// sign reports whether a word of the quote is a lone sign, such as % or $.
func (q *Quote) sign(i int) bool {
	return !isWord(q.words[i]) || q.words[i].end == q.words[i].start+1 && q.words[i].key == percent
}

// Possible reports whether a text can be a match of which only this is known:
// which of the quote's words stand in it, somewhere, and which of them right
// behind the one before. It spares reading texts that Match would refuse, and
// those in which hardly a content word of the quote stands.
func (r *Reading) Possible(stands, follows func(word int) bool) bool {
	q := r.quote
	stand, content, given, have := 0, 0, 0, 0
	for i := range q.words {
		there := stands(i)
		if there {
			stand++
		}
		if q.inserted[i] {
			continue
		}
		if there {
			have++
		}
		if q.content[i] {
			given++
			if there {
				content++
			}
		}
	}
	switch n := q.counted; {
	case n <= shortQuote:
		return have == n
	case n <= briefQuote:
		return have >= n-1
	}
	return stand*leastSame >= len(q.words)*ofWords && content*leastContent >= given &&
		r.inRow(follows) >= r.LeastFollowing() && r.mostScore(stands, follows) >= longThreshold*float64(q.counted)
}

// inARow says whether a word of the quote claims to follow the one before at
// once. Beside a sign that is not known, and the halves of a contraction are one
// word where they are looked for.
func (r *Reading) inARow(i int) bool {
	q := r.quote
	return i > 0 && q.gap[i] == noGap && !q.sign(i-1) && !q.sign(i) && r.At[i] != r.At[i-1]
}

// inRow counts the words that follow the one before, of those that claim it.
func (r *Reading) inRow(follows func(word int) bool) (n int) {
	for i := range r.At {
		if r.inARow(i) && follows(i) {
			n++
		}
	}
	return n
}

// mostScore is the most that words which stand there can score, by the words of
// the quote: 1 each, and where two in a row stand there apart, what the words
// between them cost at the threshold. Once they may be a reporter's, which cost
// nothing; and of the words that stand nowhere some may be similar to others.
func (r *Reading) mostScore(stands, follows func(word int) bool) float64 {
	q := r.quote
	const apart = longThreshold / 2
	with, without := apart, apart // the last word is taken, or not
	missing := 0
	for i := range q.words {
		switch {
		case q.inserted[i]:
			with, without = max(with, without), max(with, without)
		case !stands(i):
			if len(q.words[i].key) >= fewestLetters {
				missing++
			}
			with, without = math.Inf(-1), max(with, without)
		default:
			behind := with
			if r.inARow(i) && !follows(i) {
				behind -= apart
			}
			with, without = max(behind, without)+1, max(with, without)
		}
	}
	return max(with, without) + float64(min(missing, 1+q.counted/wordsToSimilar))/2
}

// LeastPairs is how many pairs of words in a row a text must have, of those in
// the quote that it does not show to be apart, for a part of the quote to stand
// there. It is told low, since some words may be merely similar.
func (r *Reading) LeastPairs() int {
	pairs := r.inRow(func(int) bool { return true })
	if r.quote.counted > briefQuote {
		return (pairs + 2) / 5
	}
	return r.LeastFollowing()
}

// LeastFollowing is the same for the whole of the quote: a word that was changed
// spoils two pairs.
func (r *Reading) LeastFollowing() int {
	q, pairs := r.quote, r.inRow(func(int) bool { return true })
	switch {
	case q.counted <= shortQuote:
		return max(pairs-1, 0) // "we will," she said, "pay"
	case q.counted <= briefQuote:
		spoilt := 2
		if q.counted >= almostLong {
			spoilt = 3
		}
		return max(pairs-spoilt, min(pairs, 1))
	}
	changed := int((1-longThreshold)*float64(len(q.words))) + 1
	return pairs - 2*changed
}

const (
	// leastSame of ofWords words must be the same for an alignment to be judged.
	leastSame, ofWords = 5, 2
	// leastContent: so many times fewer content words may stand in a text than
	// the quote has. An alignment needs half of them, but where the document
	// has fewer in that place.
	leastContent = 3
	// wordsToSimilar: so many words of a quote may have another one that stands
	// for a similar one, beside the first.
	wordsToSimilar = 10
)
