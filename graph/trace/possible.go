package trace

// Len is the number of words of the quote, with those in brackets.
func (q *Quote) Len() int { return len(q.words) }

// Key is a word of the quote, folded.
func (q *Quote) Key(i int) string { return q.words[i].key }

// Sign reports whether a word of the quote is a lone sign, such as % or $.
func (q *Quote) Sign(i int) bool {
	return !isWord(q.words[i]) || q.words[i].end == q.words[i].start+1 && q.words[i].key == percent
}

// Possible reports whether a text can be a match of which only this is known:
// which of the quote's words stand in it, somewhere. It spares reading texts
// that Match would refuse, and those in which hardly a content word of the
// quote stands.
func (q *Quote) Possible(has func(word int) bool) bool {
	stand, content, given, have := 0, 0, 0, 0
	for i := range q.words {
		there := has(i)
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
	return stand*leastSame >= len(q.words)*ofWords && content*leastContent >= given
}

// LeastPairs is how many pairs of words in a row a text must have, of those in
// the quote that it does not show to be apart: for a part of the quote to stand
// there, and for the whole of it. A word that was changed spoils two. Both are
// told low, since some words may be merely similar.
func (q *Quote) LeastPairs() (part, whole int) {
	pairs := 0
	for i := 1; i < len(q.words); i++ {
		if q.gap[i] == noGap && !q.Sign(i-1) && !q.Sign(i) {
			pairs++
		}
	}
	switch {
	case q.counted <= shortQuote:
		part = max(pairs-1, 0) // "we will," she said, "pay"
		return part, part
	case q.counted <= briefQuote:
		spoilt := 2
		if q.counted >= almostLong {
			spoilt = 3
		}
		part = max(pairs-spoilt, min(pairs, 1))
		return part, part
	}
	part = (pairs + 2) / 5
	changed := int((1-longThreshold)*float64(len(q.words))) + 1
	return part, max(part, pairs-2*changed)
}

const (
	// leastSame of ofWords words must be the same for an alignment to be judged.
	leastSame, ofWords = 5, 2
	// leastContent: so many times fewer content words may stand in a text than
	// the quote has. An alignment needs half of them, but where the document
	// has fewer in that place.
	leastContent = 3
)
