package trace

// step is a word of the quote beside a word of the document; -1 is none.
type step struct{ q, s int32 }

const none = int32(-1)

// What the alignment weighs, in tenths of a common word.
const (
	functionScore = 20
	contentScore  = 30
	bracketScore  = 5
	similarScore  = 8
	otherScore    = -8
	openScore     = -12
	extendScore   = -5
	elideScore    = -3   // to begin passing words over at an ellipsis
	bracketExtend = -2   // for each word that a bracket stands for
	breakScore    = -200 // to pass over the end of what was read
	forbidden     = -4000
	never         = -1 << 28
)

// mode says which ends of the alignment are free.
type mode uint8

const (
	global mode = iota // both whole
	fitted             // the quote whole, anywhere in the words
	head               // the quote whole, up to the end of the words
	tail               // the quote whole, from the start of the words
	local              // any stretch of both
)

func (m mode) freeStart() bool { return m == fitted || m == head || m == local }
func (m mode) freeEnd() bool   { return m == fitted || m == tail || m == local }

// states of the dynamic programme; the state before is kept in two bits each.
const (
	paired  = 0 // the last step pairs two words
	dropped = 1 // ... has a word of the quote only
	skipped = 2 // ... has a word of the document only
	begin   = 3
)

// scratch is memory used again from one alignment to the next.
type scratch struct {
	rows  []int32
	trace []byte
}

// maxCells bounds one table; larger problems are divided first (anchor.go).
const maxCells = 1 << 19

// dense aligns words [qlo, qhi) of the quote with words [slo, shi) of the
// document by Gotoh's programme: affine gaps, each pair of words weighed. Steps
// before the first and after the last word that is paired are left out at free ends.
func (m *matcher) dense(qlo, qhi, slo, shi int, how mode) []step {
	n, width := qhi-qlo, shi-slo+1
	mem := &m.doc.memory.scratch
	mem.rows = sized(mem.rows, 6*width)
	mem.trace = sized(mem.trace, (n+1)*width)
	prevP, prevD, prevS := mem.rows[:width], mem.rows[width:2*width], mem.rows[2*width:3*width]
	curP, curD, curS := mem.rows[3*width:4*width], mem.rows[4*width:5*width], mem.rows[5*width:]
	m.firstRow(prevP, prevD, prevS, qlo, how)

	bestValue, bestI, bestJ := int32(never), 0, 0
	for i := 1; i <= n; i++ {
		qi := qlo + i - 1
		row := mem.trace[i*width : (i+1)*width]
		bracket := m.q.inserted[qi]
		open, extend := int32(openScore), int32(extendScore)
		if bracket {
			open, extend = 0, 0
		}
		skipOpen, skipExtend := int32(openScore), int32(extendScore)
		gapHere := noGap
		if i < n {
			gapHere = m.q.gap[qi+1]
		}
		switch gapHere {
		case ellipsisGap:
			skipOpen, skipExtend = elideScore, 0
		case bracketGap:
			skipOpen, skipExtend = elideScore, bracketExtend
		}
		for j := range width {
			var back byte
			p, d, s := int32(never), int32(never), int32(never)
			if j > 0 {
				from, value := byte(paired), prevP[j-1]
				if prevD[j-1] > value {
					from, value = dropped, prevD[j-1]
				}
				if prevS[j-1] > value {
					from, value = skipped, prevS[j-1]
				}
				if how == local && value < 0 {
					from, value = begin, 0
				}
				p = value + m.pair(qi, slo+j-1)
				back = from
				from, value = skipped, curS[j-1]+skipExtend
				if curP[j-1]+skipOpen > value {
					from, value = paired, curP[j-1]+skipOpen
				}
				if curD[j-1]+skipOpen > value {
					from, value = dropped, curD[j-1]+skipOpen
				}
				if gapHere != ellipsisGap && m.id[slo+j-1] < 0 {
					value += breakScore
				}
				s = value
				back |= from << 4
			}
			from, value := byte(dropped), prevD[j]+extend
			if prevP[j]+open > value {
				from, value = paired, prevP[j]+open
			}
			if prevS[j]+open > value {
				from, value = skipped, prevS[j]+open
			}
			d = value
			back |= from << 2
			curP[j], curD[j], curS[j], row[j] = p, d, s, back
			if how == local && p > bestValue || how != local && i == n && how.freeEnd() && max(p, d) > bestValue {
				bestValue, bestI, bestJ = max(p, d), i, j
				if how == local {
					bestValue = p
				}
			}
		}
		prevP, prevD, prevS, curP, curD, curS = curP, curD, curS, prevP, prevD, prevS
	}
	if !how.freeEnd() {
		bestI, bestJ = n, width-1
	}
	state := byte(paired)
	if how != local {
		state = bestState(prevP[bestJ], prevD[bestJ], prevS[bestJ], how.freeEnd())
	}
	return m.walk(qlo, slo, bestI, bestJ, width, state, how)
}

// firstRow fills in what passing over words before the quote costs.
func (m *matcher) firstRow(p, d, s []int32, qlo int, how mode) {
	for j := range p {
		p[j], d[j], s[j] = never, never, never
		m.doc.memory.scratch.trace[j] = begin
		switch {
		case j == 0 || how.freeStart():
			p[j] = 0
		default:
			cost := int32(openScore + (j-1)*extendScore)
			if m.q.gap[qlo] == ellipsisGap {
				cost = elideScore
			}
			s[j] = cost
			m.doc.memory.scratch.trace[j] = skipped << 4
			if j == 1 {
				m.doc.memory.scratch.trace[j] = paired << 4
			}
		}
	}
}

func bestState(p, d, s int32, free bool) byte {
	switch {
	case p >= d && (free || p >= s):
		return paired
	case free || d >= s:
		return dropped
	}
	return skipped
}

// walk follows the table back to the start.
func (m *matcher) walk(qlo, slo, i, j, width int, state byte, how mode) []step {
	out := make([]step, 0, i+8)
	for i > 0 || j > 0 {
		back := m.doc.memory.scratch.trace[i*width+j]
		switch state {
		case paired:
			if i == 0 || j == 0 {
				return reversed(out)
			}
			out = append(out, step{int32(qlo + i - 1), int32(slo + j - 1)})
			i, j = i-1, j-1
			state = back & 3
		case dropped:
			out = append(out, step{int32(qlo + i - 1), none})
			i--
			state = back >> 2 & 3
		case skipped:
			out = append(out, step{none, int32(slo + j - 1)})
			j--
			state = back >> 4 & 3
		default:
			return reversed(out)
		}
		if i == 0 && how.freeStart() || state == begin {
			break
		}
	}
	return reversed(out)
}

func reversed(s []step) []step {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
	return s
}

// pair weighs two words beside each other.
func (m *matcher) pair(qi, sj int) int32 {
	switch {
	case m.q.id[qi] == m.id[sj]:
		switch {
		case m.q.inserted[qi]:
			return bracketScore
		case m.q.content[qi]:
			return contentScore
		}
		return functionScore
	case m.id[sj] < 0 || m.q.inserted[qi]:
		return forbidden
	case similar(m.q.words[qi].key, m.words[sj].key):
		return similarScore
	}
	return otherScore
}

// sized gives a slice of that length, the old one where it is large enough.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
