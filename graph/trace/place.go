package trace

import (
	"cmp"
	"slices"
	"strings"
)

// stretch is a range of words of the document.
type stretch struct{ lo, hi int }

// mostStretches bounds how many likely places of one quote are aligned.
const mostStretches = 32

// places aligns the whole quote at each likely place.
func (m *matcher) places() {
	n := len(m.q.words)
	if m.verbatim() && m.single {
		return
	}
	if n*(len(m.words)+1) > maxCells && n > 256 {
		m.try(m.long(0, n, 0, len(m.words), fitted))
		return
	}
	if m.hasGaps() {
		if likely := m.likely(m.q.weight/6, n); len(likely) > 0 {
			m.try(m.long(0, n, likely[0].lo, likely[len(likely)-1].hi, fitted))
		}
	}
	for _, s := range m.likely(m.q.weight*2/5, n) {
		m.placesIn(s)
	}
}

// verbatim looks for the very characters of the quote.
func (m *matcher) verbatim() bool {
	if len(m.words) == 0 {
		return false
	}
	n := len(m.q.words)
	for from, end := m.words[0].start, m.words[len(m.words)-1].end; from < end; {
		at := strings.Index(m.doc.Text[from:end], m.q.Text)
		if at < 0 {
			return false
		}
		at += from
		j, ok := slices.BinarySearchFunc(m.words, at, func(w word, at int) int { return w.start - at })
		if ok && m.id[j] < 0 {
			j++
		}
		if ok && j+n <= len(m.id) && slices.Equal(m.id[j:j+n], m.q.id) {
			m.try(pairs(nil, 0, j, n))
			return len(m.found) > 0
		}
		from = at + len(m.q.Text)
	}
	return false
}

// placesIn aligns the quote with the best place of a stretch, then with what
// is left on both sides of it.
func (m *matcher) placesIn(s stretch) {
	n := len(m.q.words)
	if len(m.found) >= 2*mostPlaces || 2*(s.hi-s.lo) < n || n*(s.hi-s.lo+1) > maxCells {
		return
	}
	have := m.have(s)
	if most := m.bound(have); !m.enough(have) || most < Threshold || m.single && most <= m.best {
		return
	}
	if at := m.exact(0, n, s.lo, s.hi); at >= 0 && !m.hasGaps() {
		m.try(pairs(nil, 0, at, n))
		m.placesIn(stretch{s.lo, at})
		m.placesIn(stretch{at + n, s.hi})
		return
	}
	steps := m.dense(0, n, s.lo, s.hi, fitted)
	from, to := extent(steps)
	if to <= from || !m.worth(steps) {
		return
	}
	m.try(steps)
	m.placesIn(stretch{s.lo, from})
	m.placesIn(stretch{to, s.hi})
}

// have counts the words of the quote that stand in a stretch in any order,
// without those in brackets.
func (m *matcher) have(s stretch) int {
	for _, id := range m.id[s.lo:s.hi] {
		if id > 0 {
			m.count[id] = 1
		}
	}
	have := 0
	for i, id := range m.q.id {
		if !m.q.inserted[i] && m.count[id] > 0 {
			have++
		}
	}
	clear(m.count)
	return have
}

// bound is the highest score where so many words of the quote stand: all others
// may have a similar one.
func (m *matcher) bound(have int) float64 {
	return float64(have+m.q.counted) / float64(2*m.q.counted)
}

// enough reports whether so many words can make a match: the others are changed.
func (m *matcher) enough(have int) bool {
	switch n := m.q.counted; {
	case n <= shortQuote:
		return have == n
	case n <= briefQuote:
		return have >= n-1
	}
	return (have+len(m.q.words)-m.q.counted)*leastSame >= len(m.q.words)*ofWords
}

// worth tells early that too few words are the same.
func (m *matcher) worth(steps []step) bool {
	same := 0
	for _, s := range steps {
		if m.same(s) {
			same++
		}
	}
	return same*leastSame >= len(m.q.words)*ofWords
}

func (m *matcher) same(s step) bool { return s.q >= 0 && s.s >= 0 && m.q.id[s.q] == m.id[s.s] }

// extent is the range of words of the document that steps touch.
func extent(steps []step) (lo, hi int) {
	lo = -1
	for _, s := range steps {
		if s.s < 0 {
			continue
		}
		if lo < 0 || int(s.s) < lo {
			lo = int(s.s)
		}
		hi = max(hi, int(s.s)+1)
	}
	return max(lo, 0), hi
}

// wordWeight is what a word says about a place.
func wordWeight(content bool) int {
	if content {
		return 3
	}
	return 1
}

// contentOf tells whether the word of a number is a content word.
func (m *matcher) contentOf(id int32) bool { return m.q.contentByID[id] }

// likely slides a frame of one and a half times the quote's length over the
// words and gives the stretches, a quote's length wider, where words of the
// quote of at least so much weight come together; the heaviest of them when there are many.
func (m *matcher) likely(need, length int) []stretch {
	need = max(need, 1)
	frame := length + length/2 + 4
	count := m.count
	defer clear(count)
	type peak struct {
		stretch
		weight int
	}
	var peaks []peak
	weight := 0
	for j, id := range m.id {
		if out := j - frame; out >= 0 {
			if old := m.id[out]; old > 0 {
				if count[old]--; count[old] == 0 {
					weight -= wordWeight(m.contentOf(old))
				}
			}
		}
		if id <= 0 {
			continue
		}
		if count[id]++; count[id] == 1 {
			weight += wordWeight(m.contentOf(id))
		}
		if weight < need {
			continue
		}
		s := stretch{max(0, j-frame-length/2), min(len(m.id), j+1+length)}
		if last := len(peaks) - 1; last >= 0 && s.lo <= peaks[last].hi && s.hi-peaks[last].lo < 8*frame+64 {
			peaks[last].hi = s.hi
			peaks[last].weight = max(peaks[last].weight, weight)
			continue
		}
		peaks = append(peaks, peak{s, weight})
	}
	if len(peaks) > mostStretches {
		slices.SortStableFunc(peaks, func(a, b peak) int { return cmp.Compare(b.weight, a.weight) })
		peaks = peaks[:mostStretches]
		slices.SortFunc(peaks, func(a, b peak) int { return cmp.Compare(a.lo, b.lo) })
	}
	out := make([]stretch, len(peaks))
	for i, p := range peaks {
		out[i] = p.stretch
	}
	return out
}
