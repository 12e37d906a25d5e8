package segments

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// Hit is a place where the words of a quote may stand.
type Hit struct {
	Document uint64  // the document's number
	Passage  int     // the ordinal of its passage, from 0
	Start    int     // bytes of the canonical text: the passage, with the next one
	End      int     // where the words go on into it
	Score    float64 // the share of the quote's words that stand there, or were not looked for, the rare ones weighing more: 0 to 1
	Found    uint64  // bit i: the i-th word of the quote stands there, or was not looked for
	Follows  uint64  // bit i: the i-th word stands right behind the one before, or that was not looked for
}

// The bounds of one search for passages.
const (
	mostSeeds   = 32      // words and pairs that find candidates
	fewestSeeds = 2       // at least those are read in the end, however common they are
	seedBudget  = 250_000 // units that are read at most
	manyUnits   = 8_000   // units that tell of common words: many places have the same ones
	mostTied    = 160     // candidates then
	mostLookups = 1_000   // times that a common word is looked for in a candidate
	mostTerms   = 64      // words and pairs of a quote; the most common ones are left out
	inEvery     = 20      // a word in one of so many units tells nothing
	bagWords    = 48      // a longer quote is asked for in parts
	partWords   = 24
	mostParts   = 12
	// worthKeeping is the share of the best one's weight that the seeds of a
	// candidate must have. alike is the same for those that are told apart by
	// their other words, mostAlike how many of them are.
	worthKeeping = 0.3
	alike        = 0.8
	several      = 4 // words and pairs that do not meet by chance
	fewWords     = 3
	behind       = 0.6 // of the best one's weight, what the next best may have then
	mostAlike    = 32
)

// steps is how many units are read in all, until they lead somewhere: mostly the
// rarest pairs do, which takes a few hundred.
var steps = []int{1_000, 6_000, 40_000}

// everything says of each word of a quote that it may stand there.
const everything = ^uint64(0)

// Passages gives the passages in which most of a quote's words stand, the best
// first, at most so many. The words are those of Words, in order. A passage is
// taken together with the next one, since a quote may straddle two.
func (r *Reader) Passages(query []string, most int) ([]Hit, error) {
	q, err := r.Quest(query, 0, most)
	if err != nil {
		return nil, err
	}
	q.together = true
	return q.More(most, 0, nil)
}

// long asks for parts of a long quote, from its beginning to its end, and puts
// those documents first in which most of the parts are found.
func (r *Reader) long(query []string, most int) ([]Hit, error) {
	parts := min(mostParts, len(query)/partWords)
	sums := map[uint64]float64{}
	best := map[[2]uint64]Hit{}
	for i := range parts {
		at := i * (len(query) - partWords) / max(parts-1, 1)
		q, err := r.bag(query[at:at+partWords], 0, most)
		if err != nil {
			return nil, err
		}
		q.together = true
		hits, err := q.More(most, 0, nil)
		if err != nil {
			return nil, err
		}
		top := map[uint64]float64{}
		for _, h := range hits {
			h.Found, h.Follows = everything, everything
			top[h.Document] = max(top[h.Document], h.Score)
			key := [2]uint64{h.Document, uint64(h.Passage)}
			if h.Score > best[key].Score {
				best[key] = h
			}
		}
		for doc, s := range top {
			sums[doc] += s / float64(parts)
		}
	}
	out := make([]Hit, 0, len(best))
	for _, h := range best {
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b Hit) int {
		return cmp.Or(-cmp.Compare(sums[a.Document], sums[b.Document]), cmp.Compare(a.Document, b.Document), -cmp.Compare(a.Score, b.Score), cmp.Compare(a.Passage, b.Passage))
	})
	// No document takes all the places.
	share, seen := max(1, most/4), map[uint64]int{}
	out = slices.DeleteFunc(out, func(h Hit) bool {
		seen[h.Document]++
		return seen[h.Document] > share
	})
	return out[:min(len(out), most)], nil
}

// term is a word of a quote, or two in a row, with where it was found.
type term struct {
	word  string
	pair  bool
	at    uint64 // bit i: it is, or ends with, the i-th word of the quote
	where []found
	total int
	idf   float64
}

// words tells which words of the quote it is, or has.
func (t *term) words() uint64 {
	if t.pair {
		return t.at | t.at>>1
	}
	return t.at
}

// termsOf gives the words and the pairs of a quote, each once.
func termsOf(query []string) []term {
	out := make([]term, 0, 2*len(query))
	add := func(word string, pair bool, at uint64) {
		k := slices.IndexFunc(out, func(t term) bool { return t.word == word })
		if k < 0 {
			k = len(out)
			out = append(out, term{word: word, pair: pair})
		}
		out[k].at |= at
	}
	last := ""
	for i, w := range query {
		w = Word(w)
		add(w, false, 1<<i)
		if i > 0 {
			add(string(appendPair(nil, pairOf(last, w))), true, 1<<i)
		}
		last = w
	}
	return out
}

// quest looks a quote's words and pairs up.
func (r *Reader) quest(query []string, least int) (*Quest, error) {
	terms := termsOf(query)
	words := make([]string, len(terms))
	for i := range terms {
		words[i] = terms[i].word
	}
	got, err := r.find(words)
	if err != nil {
		return nil, err
	}
	q := &Quest{r: r, terms: terms[:0], words: len(query), least: least, cursor: cursor{r: r}}
	for i, t := range terms {
		t.where = got[i]
		for _, f := range t.where {
			t.total += f.total
		}
		t.idf = math.Log(1 + float64(r.units)/float64(max(t.total, 1)))
		if !t.pair {
			q.whole += t.idf
		}
		switch {
		case t.total > 0:
			q.terms = append(q.terms, t)
		case t.pair:
			q.apart |= t.at
		default:
			q.nowhere |= t.at
		}
	}
	slices.SortStableFunc(q.terms, func(a, b term) int { return cmp.Compare(a.total, b.total) })
	if len(query) > fewWords {
		q.leaveCommonOut()
	}
	asked := min(len(q.terms), mostTerms)
	for _, t := range q.terms[asked:] {
		if t.pair {
			q.spare += bits.OnesCount64(t.at)
		} else {
			q.unasked += t.idf
		}
	}
	q.terms = q.terms[:asked]
	for _, t := range q.terms {
		if t.pair {
			q.spare += bits.OnesCount64(t.at) - 1
		}
	}
	q.least -= q.spare
	return q, nil
}

// leaveCommonOut takes the words from the terms that stand nearly everywhere.
func (q *Quest) leaveCommonOut() {
	q.terms = slices.DeleteFunc(q.terms, func(t term) bool {
		common := !t.pair && t.total > q.r.units/inEvery
		if common {
			q.unasked += t.idf
		}
		return common
	})
}

// bag finds the candidates of a quote: by what is rarest of it, and where that
// leads to no passage with half of its words, by more.
func (r *Reader) bag(query []string, least, most int) (*Quest, error) {
	q, err := r.quest(query, least)
	if err != nil || len(q.terms) == 0 {
		return q, err
	}
	q.lookups, q.most = mostLookups, most
	for {
		wider, err := q.Widen(least)
		if err != nil || !wider || q.promising() {
			return q, err
		}
	}
}

// Widen looks for passages by more words, the more common ones, and says whether
// there were any left; when there are none, those that were passed over come
// again, once. Those that were given are not given again. From now on passages
// must have at least so many pairs.
func (q *Quest) Widen(least int) (bool, error) {
	q.least = max(q.least, least-q.spare)
	for q.step < len(steps) && q.seeds < len(q.terms) && !q.complete() {
		seeds, sum := q.choose(steps[q.step], q.step+1 == len(steps))
		q.step++
		if seeds <= q.seeds {
			continue
		}
		keep := q.most + 32
		if sum > manyUnits {
			keep = max(keep, mostTied)
		}
		q.seeds = seeds
		var err error
		q.found, err = q.candidates(keep)
		if q.wanted = len(q.found); q.wanted > 0 {
			q.top = q.found[0].rank
		}
		return true, err
	}
	if q.again || q.wanted == len(q.found) {
		return false, nil
	}
	slices.SortFunc(q.found, byRank)
	q.wanted, q.again = len(q.found), true
	return true, nil
}

// complete says whether every passage that has pairs enough was found: too few
// are left that were not looked for.
func (q *Quest) complete() bool { return q.least > 0 && q.pairs(everything<<q.seeds) < q.least }

// pairs counts those of some terms that are pairs.
func (q *Quest) pairs(terms uint64) (n int) {
	for i := range q.terms {
		if q.terms[i].pair && terms>>i&1 != 0 {
			n++
		}
	}
	return n
}

// choose puts those terms first that find candidates, and says how many they
// are: the rarest, up to so many units. Where more are read at last, it is for
// the pairs, until no more of them are needed.
func (q *Quest) choose(units int, last bool) (seeds, sum int) {
	pairs := q.least > 0 && last
	left, few := q.pairs(everything), 0
	chosen, others := make([]term, 0, len(q.terms)), make([]term, 0, len(q.terms))
	for i, t := range q.terms {
		most := units
		if last && few < fewestSeeds {
			most = seedBudget
		}
		wanted := i < q.seeds || !pairs || t.pair && left >= q.least
		if wanted && len(chosen) < mostSeeds && (sum+t.total <= most || last && len(chosen) == 0) {
			chosen, sum = append(chosen, t), sum+t.total
			if t.pair {
				left--
			}
			if t.pair || !pairs {
				few++
			}
			continue
		}
		others = append(others, t)
	}
	copy(q.terms, chosen)
	copy(q.terms[len(chosen):], others)
	return len(chosen), sum
}

// promising says whether the best candidate has pairs enough, and half of the
// quote's words, or by far the most of them: several rare ones do not meet by
// chance. Of very few words it must have all.
func (q *Quest) promising() bool {
	if len(q.found) == 0 {
		return false
	}
	words, has := uint64(0), q.found[0].here|q.found[0].next
	for i := range q.terms {
		if has>>i&1 != 0 {
			words |= q.terms[i].words()
		}
	}
	if q.words <= fewWords {
		return q.pairs(has) == q.pairs(everything) && bits.OnesCount64(words) == q.words
	}
	farAhead := bits.OnesCount64(has) >= several && (len(q.found) == 1 || q.found[1].rank <= behind*q.found[0].rank)
	return q.pairs(has) >= q.least && (farAhead || 2*bits.OnesCount64(words) >= q.words)
}

// in gives where a word lies in a segment.
func in(where []found, seg int) *found {
	i, ok := slices.BinarySearchFunc(where, seg, func(f found, seg int) int { return f.seg - seg })
	if !ok {
		return nil
	}
	return &where[i]
}
