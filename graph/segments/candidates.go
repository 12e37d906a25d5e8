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

// marks is the memory of one search: which seeds each unit of a segment has, and
// what comes of them.
type marks struct {
	list    []posting // a segment's
	spare   []posting
	units   []uint32
	marked  []marked
	weights weights
	found   []candidate
	ranks   []float64
}

// posting says that a unit has a seed: the unit, and in the last seedBits the place
// of the seed.
type posting uint64

const seedBits = 8

func (p posting) unit() uint32 { return uint32(p >> seedBits) }
func (p posting) seed() uint32 { return 1 << (p & (1<<seedBits - 1)) }

// marked is a unit with its seeds.
type marked struct {
	unit, seeds uint32
}

var pool = sync.Pool{New: func() any { return &marks{} }}

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
	m := pool.Get().(*marks)
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
			return nil, err
		}
		for i := range m.marked {
			top = max(top, w.of(m.marked[i].seeds|m.behind(i)))
		}
		floor = max(floor, worthKeeping*top)
		for i := range m.marked {
			here, next := m.marked[i].seeds, m.behind(i)
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
				seg: seg, unit: m.marked[i].unit, here: uint64(here), next: uint64(next), pair: next&^here != 0,
				looked: 1<<len(seeds) - 1, rank: rank,
			})
			if len(out) == 2*keep {
				var lightest float64
				out, lightest = m.best(out, keep)
				floor = max(floor, lightest+tiny)
			}
		}
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
func (m *marks) best(list []candidate, keep int) (_ []candidate, least float64) {
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

// mark reads the seeds' postings of one segment, and gathers those of each unit.
func (r *Reader) mark(m *marks, seg int, seeds []term, budget *int) error {
	head := r.segs[seg].head
	m.list = m.list[:0]
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
		for _, u := range m.units {
			if u >= head.units {
				return errBlock
			}
			if u >= head.nodes {
				m.list = append(m.list, posting(u)<<seedBits|posting(i))
			}
		}
	}
	m.sort(head.units)
	m.gather()
	return nil
}

// digit is how many bits of a unit are sorted by at a time.
const digit = 8

// sort puts the postings in the order of their units, all of which are below a bound.
// It goes digit by digit: the units of many words lie far apart, and to reach for
// each in an array of all would wait for memory each time.
func (m *marks) sort(bound uint32) {
	n := len(m.list)
	m.spare = slices.Grow(m.spare[:0], n)[:n]
	for shift := seedBits; bound > 0; shift, bound = shift+digit, bound>>digit {
		var ends [1<<digit + 1]int32
		for _, p := range m.list {
			ends[p>>shift&(1<<digit-1)+1]++
		}
		for d := range 1 << digit {
			ends[d+1] += ends[d]
		}
		for _, p := range m.list {
			d := p >> shift & (1<<digit - 1)
			m.spare[ends[d]] = p
			ends[d]++
		}
		m.list, m.spare = m.spare, m.list
	}
}

// gather makes one of the postings of each unit.
func (m *marks) gather() {
	m.marked = m.marked[:0]
	for _, p := range m.list {
		if n := len(m.marked); n > 0 && m.marked[n-1].unit == p.unit() {
			m.marked[n-1].seeds |= p.seed()
			continue
		}
		m.marked = append(m.marked, marked{p.unit(), p.seed()})
	}
}

// behind gives the seeds of the unit right behind the i-th that is marked.
func (m *marks) behind(i int) uint32 {
	if i+1 < len(m.marked) && m.marked[i+1].unit == m.marked[i].unit+1 {
		return m.marked[i+1].seeds
	}
	return 0
}
