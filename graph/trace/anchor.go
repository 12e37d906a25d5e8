package trace

import (
	"slices"
	"sort"
)

// anchor is a run of words that occurs once in both; a pair of starts.
type anchor struct{ q, s int }

// strayWords is how much further apart two anchors may be in the document than
// in the quote before they are taken for two places.
const strayWords = 400

// long aligns what is too large for one table: anchors first, then what
// lies between them.
func (m *matcher) long(qlo, qhi, slo, shi int, how mode) []step {
	n, width := qhi-qlo, shi-slo
	if n == 0 || width == 0 || n*(width+1) <= maxCells {
		return m.dense(qlo, qhi, slo, shi, how)
	}
	if how == fitted {
		if at := m.exact(qlo, qhi, slo, shi); at >= 0 {
			return pairs(nil, qlo, at, n)
		}
	}
	var out []step
	if !how.freeStart() {
		same := 0
		for same < min(n, width) && m.q.id[qlo+same] == m.id[slo+same] {
			same++
		}
		out = pairs(out, qlo, slo, same)
		qlo, slo = qlo+same, slo+same
	}
	after := 0
	if !how.freeEnd() {
		for after < min(qhi-qlo, shi-slo) && m.q.id[qhi-1-after] == m.id[shi-1-after] {
			after++
		}
		qhi, shi = qhi-after, shi-after
	}
	out = append(out, m.between(qlo, qhi, slo, shi, how)...)
	return pairs(out, qhi, shi, after)
}

// pairs appends so many words beside each other.
func pairs(out []step, q, s, n int) []step {
	for i := range n {
		out = append(out, step{int32(q + i), int32(s + i)})
	}
	return out
}

// between aligns along anchors; without any, words are taken for replaced.
func (m *matcher) between(qlo, qhi, slo, shi int, how mode) []step {
	if qlo == qhi || shi == slo || (qhi-qlo)*(shi-slo+1) <= maxCells {
		return m.dense(qlo, qhi, slo, shi, how)
	}
	anchors := m.anchors(qlo, qhi, slo, shi, how)
	if len(anchors) == 0 {
		return m.unlike(qlo, qhi, slo, shi, how)
	}
	var out []step
	first := anchors[0]
	start, ends := slo, global
	if how.freeStart() {
		start, ends = max(slo, first.s-reach(first.q-qlo)), head
	}
	out = append(out, m.part(qlo, first.q, start, first.s, ends)...)
	for i, a := range anchors {
		nq, ns, ends := qhi, shi, global
		if i+1 < len(anchors) {
			nq, ns = anchors[i+1].q, anchors[i+1].s
		} else if how.freeEnd() {
			ns, ends = min(shi, a.s+1+reach(qhi-a.q)), tail
		}
		out = append(out, step{int32(a.q), int32(a.s)})
		out = append(out, m.part(a.q+1, nq, a.s+1, ns, ends)...)
	}
	return out
}

func reach(words int) int { return words + words/2 + 16 }

// part aligns one stretch between two anchors.
func (m *matcher) part(qlo, qhi, slo, shi int, how mode) []step {
	if qlo == qhi {
		if how != global {
			return nil
		}
		return m.unlike(qlo, qhi, slo, shi, how)
	}
	return m.long(qlo, qhi, slo, shi, how)
}

// unlike drops the words of the quote and skips those of the document.
func (m *matcher) unlike(qlo, qhi, slo, shi int, how mode) []step {
	out := make([]step, 0, qhi-qlo+shi-slo)
	for i := qlo; i < qhi; i++ {
		out = append(out, step{int32(i), none})
	}
	if how == global {
		for j := slo; j < shi; j++ {
			out = append(out, step{none, int32(j)})
		}
	}
	return out
}

// anchors gives pairs of words in order, each from a run that occurs once in
// the quote's stretch and once in the document's: long runs first, shorter
// ones where there are none.
func (m *matcher) anchors(qlo, qhi, slo, shi int, how mode) []anchor {
	for _, size := range []int{6, 4, 2, 1} {
		found := ascending(m.unique(qlo, qhi, slo, shi, size))
		if how != global {
			found = m.heaviest(found)
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// unique finds the runs of that many words.
func (m *matcher) unique(qlo, qhi, slo, shi, size int) []anchor {
	type seen struct{ q, s, inQuote, inSource int32 }
	runs := make(map[uint64]*seen, qhi-qlo)
	each(m.q.id[qlo:qhi], size, func(at int, hash uint64) {
		if r := runs[hash]; r != nil {
			r.inQuote++
			return
		}
		runs[hash] = &seen{q: int32(qlo + at), inQuote: 1}
	})
	each(m.id[slo:shi], size, func(at int, hash uint64) {
		if r := runs[hash]; r != nil {
			r.s = int32(slo + at)
			r.inSource++
		}
	})
	var out []anchor
	for _, r := range runs {
		if r.inQuote == 1 && r.inSource == 1 && slices.Equal(m.q.id[r.q:int(r.q)+size], m.id[r.s:int(r.s)+size]) {
			out = append(out, anchor{int(r.q), int(r.s)})
		}
	}
	slices.SortFunc(out, func(a, b anchor) int { return a.q - b.q })
	return out
}

// each gives the hash of every run of known words.
func each(ids []int32, size int, yield func(at int, hash uint64)) {
	for at := 0; at+size <= len(ids); at++ {
		hash := uint64(14695981039346656037)
		whole := true
		for i := at + size - 1; i >= at; i-- {
			if ids[i] <= 0 {
				at, whole = i, false
				break
			}
			hash = (hash ^ uint64(ids[i])) * 1099511628211
			hash ^= hash >> 29
		}
		if whole {
			yield(at, hash)
		}
	}
}

// ascending keeps the most anchors that are in the same order in both.
func ascending(in []anchor) []anchor {
	ends := make([]int, 0, len(in)) // ends[k]: the lowest end of k+1 in order
	before := make([]int, len(in))
	for i, a := range in {
		k := sort.Search(len(ends), func(k int) bool { return in[ends[k]].s >= a.s })
		before[i] = -1
		if k > 0 {
			before[i] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, i)
		} else {
			ends[k] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	out := make([]anchor, len(ends))
	for k, i := len(ends)-1, ends[len(ends)-1]; k >= 0; k, i = k-1, before[i] {
		out[k] = in[i]
	}
	return out
}

// heaviest keeps the longest row of anchors without a leap in the document
// that no ellipsis announces.
func (m *matcher) heaviest(in []anchor) []anchor {
	var longest []anchor
	for from, i := 0, 1; i <= len(in); i++ {
		if i < len(in) && (in[i].s-in[i-1].s <= 2*(in[i].q-in[i-1].q)+strayWords || slices.Contains(m.q.gap[in[i-1].q+1:in[i].q+1], ellipsisGap)) {
			continue
		}
		if i-from > len(longest) {
			longest = in[from:i]
		}
		from = i
	}
	return longest
}

// exact finds the words as they are by Knuth, Morris and Pratt.
func (m *matcher) exact(qlo, qhi, slo, shi int) int {
	want := m.q.id[qlo:qhi]
	back := m.back
	if len(back) != len(want) || len(want) < len(m.q.id) {
		back = failures(want)
	}
	if len(want) == len(m.q.id) {
		m.back = back
	}
	k := 0
	for j := slo; j < shi; j++ {
		for k > 0 && want[k] != m.id[j] {
			k = back[k-1]
		}
		if want[k] == m.id[j] {
			k++
		}
		if k == len(want) {
			return j + 1 - k
		}
	}
	return -1
}

// failures tells of each beginning of a run of words how many of its last
// words begin it, too.
func failures(want []int32) []int {
	back := make([]int, len(want))
	for i, k := 1, 0; i < len(want); i++ {
		for k > 0 && want[i] != want[k] {
			k = back[k-1]
		}
		if want[i] == want[k] {
			k++
		}
		back[i] = k
	}
	return back
}
