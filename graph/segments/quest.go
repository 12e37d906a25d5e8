package segments

import (
	"cmp"
	"math/bits"
	"slices"
)

// Quest is the search for the passages of one quote. It is asked for a few of
// them at a time, and does no more than it is asked for: mostly the first
// passages are those that were sought.
type Quest struct {
	r       *Reader
	words   int     // of the quote
	terms   []term  // each word and pair once, the rarest first
	seeds   int     // of them found the candidates
	whole   float64 // what all words weigh, also those that occur nowhere
	unasked float64 // what those weigh that are too common to be among the terms
	nowhere uint64  // bit i: the i-th word occurs nowhere
	apart   uint64  // bit i: nowhere right behind the one before
	least   int     // pairs that a passage must have, each counted once, of those among the terms
	spare   int     // pairs that are not counted
	lookups int     // that may still be made
	step    int     // of steps, the next
	most    int     // about so many will be asked for

	found    []candidate // still to be given, the best first
	wanted   int         // so many of them; the others were passed over
	again    bool        // they have come again
	heaviest float64     // the largest share of what was given
	top      float64     // the largest rank of what was found
	taken    map[unitOf]bool
	begun    bool // the first was given
	cursor   cursor
	ready    []Hit // of a long quote, all of them
	together bool  // all that is given is asked for at once
}

// unitOf names a unit of one of the segments.
type unitOf struct {
	seg  int
	unit uint32
}

// Quest begins the search for the passages of a quote that have at least so many
// of its pairs of words in a row. About so many of them will be asked for. A
// long quote is looked for in parts, whatever its pairs.
func (r *Reader) Quest(query []string, least, most int) (*Quest, error) {
	switch {
	case len(query) == 0 || most <= 0 || r.units == 0:
		return &Quest{r: r}, nil
	case len(query) <= bagWords:
		return r.bag(query, least, most)
	}
	hits, err := r.long(query, most)
	return &Quest{r: r, ready: hits}, err
}

// More gives the next passages, at most so many, the best of them first; none
// when there are no more. Those that surely have less of the words than worth
// times the share of the best one given are passed over, until the search is
// widened. Where only is given, it says by the words found, and by those of them
// that stand right behind the one before, whether a passage is wanted.
func (q *Quest) More(most int, worth float64, only func(found, follows uint64) bool) ([]Hit, error) {
	if q.ready != nil {
		out := q.ready[:min(most, len(q.ready))]
		q.ready = q.ready[len(out):]
		return out, nil
	}
	// Who has a share w of the words has at least 2w-1 of the pairs; the rank is
	// of both.
	least := (3*worth - 1) / 2 * q.top
	enough := func(c *candidate, words uint64) bool {
		return worth <= 0 || c.rank >= least && q.share(words) >= worth*q.heaviest
	}
	want := func(c *candidate, pair bool) bool {
		words, follows := q.wordsOf(c, pair)
		return enough(c, words) && q.pairsOf(c) >= q.least && (only == nil || only(words, follows))
	}
	q.sift(want)
	var out []Hit
	for len(out) < most && q.wanted > 0 {
		alone, err := q.refine(most)
		if err != nil {
			return nil, err
		}
		if q.wanted == 0 {
			break
		}
		c := &q.found[0]
		q.found, q.wanted = q.found[1:], q.wanted-1
		h, good, err := q.hit(c, want)
		if err != nil {
			return nil, err
		}
		if good {
			out = append(out, h)
		}
		if alone && good {
			break // mostly that is the one
		}
	}
	// What was found in two passages may have turned out to be in one.
	slices.SortStableFunc(out, func(a, b Hit) int { return -cmp.Compare(a.Score, b.Score) })
	return out, nil
}

// sift leaves those of the candidates that are wanted in front, in their order.
func (q *Quest) sift(want func(_ *candidate, pair bool) bool) {
	n := 0
	for i := range q.found[:q.wanted] {
		if want(&q.found[i], true) {
			q.found[n], q.found[i] = q.found[i], q.found[n]
			n++
		}
	}
	q.wanted = n
}

// refine looks for the terms that are no seeds, in the next candidates and all
// that are like them: those tell them apart. Where the first stands alone, there
// is nothing to tell.
func (q *Quest) refine(most int) (alone bool, err error) {
	first := !q.begun && !q.together
	q.begun = true
	if q.found[0].refined || q.lookups <= 0 || q.seeds == len(q.terms) {
		return false, nil
	}
	n, floor := 0, alike*q.found[0].rank
	for n < q.wanted && (n < most && !first || n < mostAlike && q.found[n].rank >= floor) {
		n++
	}
	if n == 1 && first {
		return true, nil
	}
	block := q.found[:n]
	slices.SortFunc(block, func(a, b candidate) int { return cmp.Or(a.seg-b.seg, cmp.Compare(a.unit, b.unit)) })
	if block, err = q.refineBy(block, true); err != nil {
		return false, err
	}
	if block, err = q.refineBy(block, false); err != nil {
		return false, err
	}
	q.found, q.wanted = slices.Delete(q.found, len(block), n), q.wanted-n+len(block)
	for i := range block {
		block[i].refined = true
	}
	slices.SortFunc(block, byRank)
	return false, nil
}

// pairsOf counts the pairs that a candidate has, or may have.
func (q *Quest) pairsOf(c *candidate) int { return q.pairs(c.here | c.next | ^c.looked) }

// refineBy looks for the pairs or the words that are no seeds in candidates,
// which are in the order of the segments, and leaves those that may still have
// pairs enough: the others are not wanted, whatever their words.
func (q *Quest) refineBy(block []candidate, pairs bool) ([]candidate, error) {
	for i := q.seeds; i < len(q.terms) && len(block) > 0; i++ {
		if q.terms[i].pair != pairs {
			continue
		}
		if err := q.lookFor(i, block); err != nil {
			return nil, err
		}
		q.lookups -= len(block)
		if pairs {
			block = slices.DeleteFunc(block, func(c candidate) bool { return q.pairsOf(&c) < q.least })
		}
	}
	return block, nil
}

// lookFor looks for one term in candidates.
func (q *Quest) lookFor(i int, block []candidate) error {
	t := &q.terms[i]
	c := &q.cursor
	c.of(t.word)
	seg := -1
	for j := range block {
		o := &block[j]
		if o.looked>>i&1 != 0 {
			continue
		}
		o.looked |= 1 << i
		if seg != o.seg {
			seg = o.seg
			c.open(in(t.where, seg))
		}
		if c.f == nil {
			continue
		}
		here, next, err := c.has(o.unit)
		if err != nil {
			return err
		}
		if here {
			o.here |= 1 << i
		}
		if next {
			o.next |= 1 << i
		}
		if here || next && o.pair {
			o.rank += t.idf
		}
	}
	return nil
}

// hit makes a place of a document of a candidate, unless it overlaps one that
// was given or is not wanted.
func (q *Quest) hit(c *candidate, want func(_ *candidate, pair bool) bool) (h Hit, good bool, err error) {
	here, next := unitOf{c.seg, c.unit}, unitOf{c.seg, c.unit + 1}
	if q.taken == nil {
		q.taken = make(map[unitOf]bool)
	}
	if q.taken[here] || c.pair && q.taken[next] || !want(c, c.pair) {
		return h, false, nil
	}
	h, joined, err := q.r.placeOf(c)
	if err != nil {
		return h, false, err
	}
	h.Found, h.Follows = q.wordsOf(c, joined)
	if c.pair && !joined && !want(c, false) { // the next one is of another document
		return h, false, nil
	}
	h.Score = q.share(h.Found)
	q.heaviest = max(q.heaviest, h.Score)
	q.taken[here] = true
	if joined {
		q.taken[next] = true
	}
	return h, true, nil
}

// placeOf makes a place of a candidate; joined says that the next unit is part
// of it.
func (r *Reader) placeOf(c *candidate) (h Hit, joined bool, err error) {
	units := [2]uint32{c.unit, c.unit + 1}
	n := 1
	if c.pair {
		n = 2
	}
	err = r.stretches(c.seg, units[:n], func(u uint32, s stretch) {
		i := int(u - s.unit)
		switch {
		case u == c.unit:
			h = Hit{Document: s.ref, Passage: s.first + i, Start: int(s.starts[i]), End: int(s.starts[i+1])}
		case h.End > 0 && s.ref == h.Document && s.first+i == h.Passage+1:
			h.End, joined = int(s.starts[i+1]), true
		}
	})
	return h, joined, err
}

// wordsOf tells which words of the quote a candidate has, or may have, and which
// of them right behind the one before.
func (q *Quest) wordsOf(c *candidate, pair bool) (words, follows uint64) {
	has := c.here
	if pair {
		has |= c.next
	}
	words, follows = everything&^q.nowhere, everything&^q.apart
	for gone := c.looked &^ has; gone != 0; gone &= gone - 1 {
		if t := &q.terms[bits.TrailingZeros64(gone)]; t.pair {
			follows &^= t.at
		} else {
			words &^= t.at
		}
	}
	for ; has != 0; has &= has - 1 {
		words |= q.terms[bits.TrailingZeros64(has)].words()
	}
	return words, follows
}

// share is what some of the words weigh, of all.
func (q *Quest) share(words uint64) float64 {
	sum := q.unasked
	for i := range q.terms {
		if t := &q.terms[i]; !t.pair && t.at&words != 0 {
			sum += t.idf
		}
	}
	return sum / q.whole
}
