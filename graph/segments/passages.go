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
	Found    uint64  // bit i: the i-th word of the quote stands there, or was not looked for
}

// The bounds of one search for passages.
const (
	mostSeeds   = 32      // words that find candidates
	fewestSeeds = 2       // those are read however common they are, up to seedBudget
	moreSeeds   = 4       // so many are read up to moreUnits
	moreUnits   = 60_000  // units in all
	seedUnits   = 8_000   // units beyond which further words only refine
	seedBudget  = 250_000 // units that are read at most
	mostTied    = 160     // candidates of a quote of common words
	mostLookups = 1_500   // times that a common word is looked for in a candidate
	bagWords    = 48      // a longer quote is asked for in parts
	partWords   = 24
	mostParts   = 12
	// worthKeeping is the share of the best one's weight that the seeds of a
	// candidate must have. alike is the same for those that are told apart by
	// their other words, mostAlike how many of them are.
	worthKeeping = 0.3
	alike        = 0.8
	mostAlike    = 64
)

// everything says of each word of a quote that it may stand there.
const everything = ^uint64(0)

// Passages gives the passages in which most of a quote's words stand, the best
// first, at most so many. The words are those of Words, in order. A passage is
// taken together with the next one, since a quote may straddle two.
func (r *Reader) Passages(query []string, most int) ([]Hit, error) {
	q, err := r.Quest(query, most)
	if err != nil {
		return nil, err
	}
	q.together = true
	return q.More(most, nil)
}

// long asks for parts of a long quote, from its beginning to its end, and puts
// those documents first in which most of the parts are found.
func (r *Reader) long(query []string, most int) ([]Hit, error) {
	parts := min(mostParts, len(query)/partWords)
	sums := map[uint64]float64{}
	best := map[[2]uint64]Hit{}
	for i := range parts {
		at := i * (len(query) - partWords) / max(parts-1, 1)
		q, err := r.bag(query[at:at+partWords], most)
		if err != nil {
			return nil, err
		}
		q.together = true
		hits, err := q.More(most, nil)
		if err != nil {
			return nil, err
		}
		top := map[uint64]float64{}
		for _, h := range hits {
			h.Found = everything
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
	at    uint64 // bit i: it is the i-th word of the quote
	where []found
	total int
	idf   float64
}

// quest looks a quote's words up.
func (r *Reader) quest(query []string) (*Quest, error) {
	words := make([]string, 0, len(query))
	at := make([]uint64, 0, len(query))
	for i, w := range query {
		w = Word(w)
		k := slices.Index(words, w)
		if k < 0 {
			k = len(words)
			words, at = append(words, w), append(at, 0)
		}
		at[k] |= 1 << i
	}
	got, err := r.find(words)
	if err != nil {
		return nil, err
	}
	q := &Quest{r: r, terms: make([]term, 0, len(words))}
	for i, w := range words {
		t := term{word: w, at: at[i], where: got[i]}
		for _, f := range got[i] {
			t.total += f.total
		}
		t.idf = math.Log(1 + float64(r.units)/float64(max(t.total, 1)))
		q.whole += t.idf
		if t.total > 0 {
			q.terms = append(q.terms, t)
		} else {
			q.nowhere |= t.at
		}
	}
	slices.SortStableFunc(q.terms, func(a, b term) int { return cmp.Compare(a.total, b.total) })
	return q, nil
}

// candidate is a unit, perhaps with the next one, and the words found there.
type candidate struct {
	seg     int
	unit    uint32
	pair    bool    // the next one adds to it
	here    uint64  // the terms in the unit
	next    uint64  // those in the next one
	looked  uint64  // those that were looked for
	refined bool    // all of them were
	alone   float64 // what the unit's own weigh
	score   float64 // with the next one's
}

// masks is the memory of one search: which seeds each unit of a segment has.
type masks struct {
	bits    []uint32
	touched []uint32
	units   []uint32
}

var pool = sync.Pool{New: func() any { return &masks{} }}

// bag finds the candidates of a quote.
func (r *Reader) bag(query []string, most int) (*Quest, error) {
	q, err := r.quest(query)
	if err != nil || len(q.terms) == 0 {
		return q, err
	}
	seeds, sum := seedsOf(q.terms)
	keep := most + 32
	if sum > seedUnits { // common words only: many places have the same ones
		keep = max(keep, mostTied)
	}
	q.seeds, q.lookups = seeds, mostLookups
	q.found, err = r.candidates(q.terms[:seeds], keep)
	return q, err
}

// seedsOf says how many of the terms, rarest first, find candidates.
func seedsOf(terms []term) (seeds, sum int) {
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
	return seeds, sum
}

func byScore(a, b candidate) int {
	return cmp.Or(-cmp.Compare(a.score, b.score), cmp.Compare(a.seg, b.seg), cmp.Compare(a.unit, b.unit))
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
		out        []candidate
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
			score := w.of(here | next)
			if score < floor {
				continue
			}
			out = append(out, candidate{
				seg: seg, unit: u, here: uint64(here), next: uint64(next), pair: next&^here != 0,
				looked: 1<<len(seeds) - 1, alone: w.of(here), score: score,
			})
			if len(out) == 2*keep {
				out = best(out, keep)
				floor = max(floor, out[len(out)-1].score+tiny)
			}
		}
		m.reset()
		if budget <= 0 {
			break
		}
	}
	out = slices.DeleteFunc(out, func(c candidate) bool { return c.score < worthKeeping*top })
	return best(out, keep), nil
}

// tiny is less than what any word weighs.
const tiny = 1e-9

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
