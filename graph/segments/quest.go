package segments

import (
	"cmp"
	"slices"
)

// Quest is the search for the passages of one quote. It is asked for a few of
// them at a time, and does no more than it is asked for: mostly the first
// passages are those that were sought.
type Quest struct {
	r       *Reader
	terms   []term  // each word once, the rarest first
	seeds   int     // of them found the candidates
	whole   float64 // what all words weigh, also those that occur nowhere
	nowhere uint64  // bit i: the i-th word occurs nowhere
	lookups int     // that may still be made

	found    []candidate // still to be given, the best first
	taken    map[unitOf]bool
	ready    []Hit // of a long quote, all of them
	together bool  // all that is given is asked for at once
}

// unitOf names a unit of one of the segments.
type unitOf struct {
	seg  int
	unit uint32
}

// Quest begins the search for the passages of a quote, about so many of which
// will be asked for.
func (r *Reader) Quest(query []string, most int) (*Quest, error) {
	switch {
	case len(query) == 0 || most <= 0 || r.units == 0:
		return &Quest{r: r}, nil
	case len(query) <= bagWords:
		return r.bag(query, most)
	}
	hits, err := r.long(query, most)
	return &Quest{r: r, ready: hits}, err
}

// More gives the next passages, at most so many, the best of them first; none
// when there are no more. Where only is given, it says by the words found
// whether a passage is wanted.
func (q *Quest) More(most int, only func(found uint64) bool) ([]Hit, error) {
	if only == nil {
		only = func(uint64) bool { return true }
	}
	if q.ready != nil {
		out := q.ready[:min(most, len(q.ready))]
		q.ready = q.ready[len(out):]
		return out, nil
	}
	if q.taken == nil {
		q.taken = make(map[unitOf]bool, 2*most)
	}
	var out []Hit
	for len(out) < most && len(q.found) > 0 {
		if err := q.refine(most); err != nil {
			return nil, err
		}
		c := &q.found[0]
		q.found = q.found[1:]
		h, good, err := q.hit(c, only)
		if err != nil {
			return nil, err
		}
		if good {
			out = append(out, h)
		}
	}
	slices.SortStableFunc(out, func(a, b Hit) int { return -cmp.Compare(a.Score, b.Score) })
	return out, nil
}

// refine looks for the words that are no seeds, in the next candidates and all
// that are like them: those words tell them apart.
func (q *Quest) refine(most int) error {
	if q.found[0].refined || q.lookups <= 0 || q.seeds == len(q.terms) {
		return nil
	}
	n, floor := 0, alike*q.found[0].score
	for n < len(q.found) && (n < most && q.together || n < mostAlike && q.found[n].score >= floor) {
		n++
	}
	block := q.found[:n]
	slices.SortFunc(block, func(a, b candidate) int { return cmp.Or(a.seg-b.seg, cmp.Compare(a.unit, b.unit)) })
	for i := q.seeds; i < len(q.terms); i++ {
		if err := q.refineBy(block, i); err != nil {
			return err
		}
		q.lookups -= n
	}
	for i := range block {
		block[i].refined = true
	}
	slices.SortFunc(block, byScore)
	return nil
}

// refineBy looks for one word in candidates, which are in the order of the
// segments.
func (q *Quest) refineBy(block []candidate, i int) error {
	t := &q.terms[i]
	c := cursor{r: q.r, word: t.word}
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
			o.alone += t.idf
		}
		if next {
			o.next |= 1 << i
		}
		if here || next && o.pair {
			o.score += t.idf
		}
	}
	return nil
}

// hit makes a place of a document of a candidate, unless it overlaps one that
// was given or is not wanted.
func (q *Quest) hit(c *candidate, only func(uint64) bool) (h Hit, good bool, err error) {
	here, next := unitOf{c.seg, c.unit}, unitOf{c.seg, c.unit + 1}
	if q.taken[here] || c.pair && q.taken[next] || !only(q.words(c, c.pair)) {
		return h, false, nil
	}
	h, joined, err := q.r.placeOf(c)
	if err != nil {
		return h, false, err
	}
	h.Score, h.Found = c.score/q.whole, q.words(c, joined)
	if c.pair && !joined { // the next one is of another document
		if h.Score = c.alone / q.whole; !only(h.Found) {
			return h, false, nil
		}
	}
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

// words tells which words of the quote a candidate has, or may have.
func (q *Quest) words(c *candidate, pair bool) uint64 {
	has := c.here
	if pair {
		has |= c.next
	}
	out := everything &^ q.nowhere
	for i := range q.terms {
		if c.looked>>i&1 != 0 && has>>i&1 == 0 {
			out &^= q.terms[i].at
		}
	}
	return out
}
