package segments

import (
	"cmp"
	"math/bits"
	"slices"
	"sync"
)

// This file finds candidates: the units in which the seeds of a quote stand, those
// first in which they weigh most.

// candidate is a unit, perhaps with the next one, and the terms found there.
type candidate struct {
	seg     int
	unit    uint32
	pair    bool    // the next one adds to it
	here    uint64  // the terms in the unit
	next    uint64  // those in the next one
	looked  uint64  // those that were looked for
	refined bool    // all of them were
	rank    float64 // what the terms weigh
}

// masks is the memory of one search: which seeds each unit of a segment has, and
// what comes of them.
type masks struct {
	bits    []uint32
	touched []uint32
	units   []uint32
	weights weights
	found   []candidate
	ranks   []float64
}

var pool = sync.Pool{New: func() any { return &masks{} }}

func byRank(a, b candidate) int {
	return cmp.Or(-cmp.Compare(a.rank, b.rank), cmp.Compare(a.seg, b.seg), cmp.Compare(a.unit, b.unit))
}

// weights sums the weights of the words of a mask, eight bits at a time.
type weights [4][256]float64

func (w *weights) set(terms []term) {
	for g := 0; 8*g < len(terms); g++ {
		for m := 1; m < 256; m++ {
			low := bits.TrailingZeros(uint(m))
			w[g][m] = w[g][m&(m-1)]
			if i := 8*g + low; i < len(terms) {
				w[g][m] += terms[i].idf
			}
		}
	}
}

func (w *weights) of(m uint32) float64 {
	s := w[0][m&255]
	for g := 1; m>>(8*g) != 0 && g < 4; g++ {
		s += w[g][m>>(8*g)&255]
	}
	return s
}

// candidates gives the units in which the seeds weigh most, together with the
// next unit, that may have pairs enough.
func (q *Quest) candidates(keep int) ([]candidate, error) {
	r, seeds := q.r, q.terms[:q.seeds]
	isPair := uint32(0)
	for i := range seeds {
		if seeds[i].pair {
			isPair |= 1 << i
		}
	}
	least := q.least - q.pairs(everything<<q.seeds)
	m := pool.Get().(*masks)
	defer pool.Put(m)
	w := &m.weights
	w.set(seeds)
	budget := seedBudget
	var (
		out        = m.found[:0]
		top, floor float64
	)
	for seg := range r.segs {
		if err := r.mark(m, seg, seeds, &budget); err != nil {
			m.reset()
			return nil, err
		}
		for _, u := range m.touched {
			top = max(top, w.of(m.bits[u]|m.bits[u+1]))
		}
		floor = max(floor, worthKeeping*top)
		for _, u := range m.touched {
			here, next := m.bits[u], m.bits[u+1]
			if next&^here != 0 && here&^next == 0 {
				continue // where it adds nothing to the next one, that is found alone
			}
			if bits.OnesCount32((here|next)&isPair) < least {
				continue
			}
			rank := w.of(here | next)
			if rank < floor {
				continue
			}
			out = append(out, candidate{
				seg: seg, unit: u, here: uint64(here), next: uint64(next), pair: next&^here != 0,
				looked: 1<<len(seeds) - 1, rank: rank,
			})
			if len(out) == 2*keep {
				var lightest float64
				out, lightest = m.best(out, keep)
				floor = max(floor, lightest+tiny)
			}
		}
		m.reset()
		if budget <= 0 {
			break
		}
	}
	out = slices.DeleteFunc(out, func(c candidate) bool { return c.rank < worthKeeping*top })
	if len(out) > keep {
		out, _ = m.best(out, keep)
	}
	slices.SortFunc(out, byRank)
	m.found = out
	return slices.Clone(out), nil
}

// tiny is less than what any word weighs.
const tiny = 1e-9

// best keeps so many of the candidates, the heaviest, in the order they have, and
// says what the lightest of them weighs.
func (m *masks) best(list []candidate, keep int) (_ []candidate, least float64) {
	ranks := m.ranks[:0]
	for i := range list {
		ranks = append(ranks, list[i].rank)
	}
	m.ranks = ranks
	slices.Sort(ranks)
	alike := 0
	least = ranks[len(ranks)-keep]
	for _, r := range ranks[len(ranks)-keep:] {
		if r == least {
			alike++
		}
	}
	return slices.DeleteFunc(list, func(c candidate) bool {
		if c.rank == least {
			alike--
			return alike < 0
		}
		return c.rank < least
	}), least
}

// mark reads the seeds' postings of one segment.
func (r *Reader) mark(m *masks, seg int, seeds []term, budget *int) error {
	// One more than there are: the last unit has a next one, too.
	if n := int(r.segs[seg].head.units) + 1; len(m.bits) < n {
		m.bits = make([]uint32, n)
	}
	for i := range seeds {
		f := in(seeds[i].where, seg)
		if f == nil {
			continue
		}
		from, err := r.passages(f, seeds[i].word)
		if err != nil {
			return err
		}
		if m.units, err = r.all(&from, seeds[i].word, m.units[:0], max(*budget, pieceUnits)); err != nil {
			return err
		}
		*budget -= len(m.units)
		bit := uint32(1) << i
		for _, u := range m.units {
			if u < r.segs[seg].head.nodes {
				continue
			}
			if u >= r.segs[seg].head.units {
				return errBlock
			}
			if m.bits[u] == 0 {
				m.touched = append(m.touched, u)
			}
			m.bits[u] |= bit
		}
	}
	return nil
}

func (m *masks) reset() {
	for _, u := range m.touched {
		m.bits[u] = 0
	}
	m.touched = m.touched[:0]
}
