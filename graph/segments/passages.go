package segments

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"sync"
)

// Hit is a place where the words of a quote may stand.
type Hit struct {
	Document uint64  // the document's number
	Passage  int     // the ordinal of its passage, from 0
	Start    int     // bytes of the canonical text: the passage, with the next one
	End      int     // where the words go on into it
	Score    float64 // the share of the quote's words found, the rare ones weighing more: 0 to 1
}

// The bounds of one search for passages.
const (
	mostSeeds   = 32      // words that find candidates
	fewestSeeds = 2       // those are read however common they are, up to seedBudget
	moreSeeds   = 4       // so many are read up to moreUnits
	moreUnits   = 80_000  // units in all
	seedUnits   = 8_000   // units beyond which further words only refine
	seedBudget  = 600_000 // units that are read at most
	mostTied    = 160     // candidates of a quote of common words
	mostRefined = 8       // common words that refine
	bagWords    = 48      // a longer quote is asked for in parts
	partWords   = 24
	mostParts   = 12
)

// Passages gives the passages in which most of a quote's words stand, the best
// first, at most so many. The words are those of Words, in order. A passage is
// taken together with the next one, since a quote may straddle two.
func (r *Reader) Passages(query []string, most int) ([]Hit, error) {
	if len(query) == 0 || most <= 0 || r.units == 0 {
		return nil, nil
	}
	if len(query) <= bagWords {
		return r.bag(query, most)
	}
	return r.long(query, most)
}

// long asks for parts of a long quote, from its beginning to its end, and puts
// those documents first in which most of the parts are found.
func (r *Reader) long(query []string, most int) ([]Hit, error) {
	parts := min(mostParts, len(query)/partWords)
	sums := map[uint64]float64{}
	best := map[[2]uint64]Hit{}
	for i := range parts {
		at := i * (len(query) - partWords) / max(parts-1, 1)
		hits, err := r.bag(query[at:at+partWords], most)
		if err != nil {
			return nil, err
		}
		top := map[uint64]float64{}
		for _, h := range hits {
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

// term is a word of a quote with where it was found.
type term struct {
	word  string
	where []found
	total int
	idf   float64
}

// terms looks a quote's words up, each once, the rarest first. The whole is what
// all of them weigh, also those that occur nowhere.
func (r *Reader) terms(query []string) (out []term, whole float64, err error) {
	words := make([]string, 0, len(query))
	for _, w := range query {
		if w = Word(w); !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	got, err := r.find(words)
	if err != nil {
		return nil, 0, err
	}
	for i, w := range words {
		t := term{word: w, where: got[i]}
		for _, f := range got[i] {
			t.total += f.total
		}
		t.idf = math.Log(1 + float64(r.units)/float64(max(t.total, 1)))
		whole += t.idf
		if t.total > 0 {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b term) int { return cmp.Compare(a.total, b.total) })
	return out, whole, nil
}

// candidate is a unit, perhaps with the next one, and the seeds found there.
type candidate struct {
	seg   int
	unit  uint32
	here  uint32  // the seeds in the unit
	alone float64 // what the unit's own weigh
	score float64 // with the next one's
	extra float64 // of the words that refine
	pair  bool    // the next one adds to it
}

// masks is the memory of one search: which seeds each unit of a segment has.
type masks struct {
	bits    []uint32
	touched []uint32
	units   []uint32
}

var pool = sync.Pool{New: func() any { return &masks{} }}

func (r *Reader) bag(query []string, most int) ([]Hit, error) {
	terms, whole, err := r.terms(query)
	if err != nil || len(terms) == 0 {
		return nil, err
	}
	seeds, sum := 0, 0
	for seeds < min(len(terms), mostSeeds) {
		most := seedUnits
		if seeds < fewestSeeds {
			most = seedBudget
		} else if seeds < moreSeeds {
			most = moreUnits
		}
		if seeds > 0 && sum+terms[seeds].total > most {
			break
		}
		sum += terms[seeds].total
		seeds++
	}
	keep := max(4*most, 32)
	if sum > seedUnits { // common words only: many places have the same ones
		keep = max(keep, mostTied)
	}
	found, err := r.candidates(terms[:seeds], keep)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	if err := r.refine(found, terms[seeds:min(len(terms), seeds+mostRefined)]); err != nil {
		return nil, err
	}
	slices.SortFunc(found, byScore)
	return r.hits(found, most, whole)
}

func byScore(a, b candidate) int {
	return cmp.Or(-cmp.Compare(a.score+a.extra, b.score+b.extra), cmp.Compare(a.seg, b.seg), cmp.Compare(a.unit, b.unit))
}

// weights sums the weights of the words of a mask, eight bits at a time.
type weights [4][256]float64

func newWeights(terms []term) *weights {
	w := &weights{}
	for g := 0; 8*g < len(terms); g++ {
		for m := 1; m < 256; m++ {
			low := bits.TrailingZeros(uint(m))
			w[g][m] = w[g][m&(m-1)]
			if i := 8*g + low; i < len(terms) {
				w[g][m] += terms[i].idf
			}
		}
	}
	return w
}

func (w *weights) of(m uint32) float64 {
	s := w[0][m&255]
	for g := 1; m>>(8*g) != 0 && g < 4; g++ {
		s += w[g][m>>(8*g)&255]
	}
	return s
}

// candidates gives the units in which the seeds weigh most, together with the
// next unit.
func (r *Reader) candidates(seeds []term, keep int) ([]candidate, error) {
	m := pool.Get().(*masks)
	defer pool.Put(m)
	w := newWeights(seeds)
	budget := seedBudget
	var (
		out   []candidate
		floor float64
	)
	for seg := range r.segs {
		if err := r.mark(m, seg, seeds, &budget); err != nil {
			m.reset()
			return nil, err
		}
		for _, u := range m.touched {
			c := candidate{seg: seg, unit: u, here: m.bits[u]}
			c.alone = w.of(c.here)
			c.score = c.alone
			// Where the unit adds nothing to the next, that one is found alone.
			if next := m.bits[u+1]; next&^c.here != 0 {
				if c.here&^next == 0 {
					continue
				}
				c.pair = true
				c.score = w.of(c.here | next)
			}
			if c.score <= floor {
				continue
			}
			if out = append(out, c); len(out) == 4*keep {
				out = best(out, keep)
				floor = out[len(out)-1].score
			}
		}
		m.reset()
		if budget <= 0 {
			break
		}
	}
	return best(out, keep), nil
}

func best(c []candidate, keep int) []candidate {
	slices.SortFunc(c, byScore)
	return c[:min(len(c), keep)]
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

// in gives where a word lies in a segment.
func in(where []found, seg int) *found {
	i, ok := slices.BinarySearchFunc(where, seg, func(f found, seg int) int { return f.seg - seg })
	if !ok {
		return nil
	}
	return &where[i]
}

// refine adds to candidates what common words weigh that stand there too.
func (r *Reader) refine(found []candidate, common []term) error {
	for i := range common {
		for j := range found {
			c := &found[j]
			f := in(common[i].where, c.seg)
			if f == nil {
				continue
			}
			here, next, err := r.has(f, common[i].word, c.unit)
			if err != nil {
				return err
			}
			if here || next && c.pair {
				c.extra += common[i].idf
			}
		}
	}
	return nil
}

// has says whether a word stands in a unit and in the next.
func (r *Reader) has(f *found, word string, unit uint32) (here, next bool, err error) {
	s := r.segs[f.seg]
	block := uint32(s.dir.blockOf(word, unit+1))
	if block < f.block {
		return false, false, nil
	}
	got, err := r.load([]place{{f.seg, block}})
	if err != nil {
		return false, false, err
	}
	var piece [pieceUnits]uint32
	look := func(e *entries) error {
		units, err := e.units(piece[:0])
		if err == nil {
			_, a := slices.BinarySearch(units, unit)
			_, b := slices.BinarySearch(units, unit+1)
			here, next = here || a, next || b
		}
		return err
	}
	e := seekBlock(got[0], word, unit)
	held := entries{}
	for e.next() && string(e.word) <= word {
		if string(e.word) < word {
			continue
		}
		if e.first() > unit+1 {
			break
		}
		if held.count > 0 && e.first() > unit {
			if err := look(&held); err != nil {
				return false, false, err
			}
		}
		held = e
	}
	if e.err != nil {
		return false, false, e.err
	}
	if held.count > 0 {
		err = look(&held)
	}
	return here, next, err
}

// hits makes places of documents of the best candidates. What overlaps a better
// one is left out.
func (r *Reader) hits(found []candidate, most int, whole float64) ([]Hit, error) {
	type taken struct {
		seg  int
		unit uint32
	}
	seen := map[taken]bool{}
	var out []Hit
	for _, c := range found {
		if len(out) == 2*most {
			break
		}
		if seen[taken{c.seg, c.unit}] || c.pair && seen[taken{c.seg, c.unit + 1}] {
			continue
		}
		units := []uint32{c.unit}
		if c.pair {
			units = append(units, c.unit+1)
		}
		h, joined := Hit{}, false
		err := r.stretches(c.seg, units, func(u uint32, s stretch) {
			i := int(u - s.unit)
			switch {
			case u == c.unit:
				h = Hit{Document: s.ref, Passage: s.first + i, Start: int(s.starts[i]), End: int(s.starts[i+1])}
			case h.End > 0 && s.ref == h.Document && s.first+i == h.Passage+1:
				h.End, joined = int(s.starts[i+1]), true
			}
		})
		if err != nil {
			return nil, err
		}
		h.Score = (c.score + c.extra) / whole
		if c.pair && !joined { // the next one is of another document
			h.Score = (c.alone + c.extra) / whole
		}
		seen[taken{c.seg, c.unit}] = true
		if joined {
			seen[taken{c.seg, c.unit + 1}] = true
		}
		out = append(out, h)
	}
	slices.SortStableFunc(out, func(a, b Hit) int { return -cmp.Compare(a.Score, b.Score) })
	return out[:min(len(out), most)], nil
}
