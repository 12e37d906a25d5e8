package trace

import "slices"

const (
	// mostPieces bounds the places one quote is put together from.
	mostPieces = 8
	// pieceWords is how many words in one place make a piece, and pieceWeight
	// how much they must weigh, so that "of the" elsewhere is none.
	pieceWords, pieceWeight = 3, 5
)

// splice puts the quote together from pieces in different places, each
// the best for the words that no piece before it has.
func (m *matcher) splice() []step {
	n := len(m.q.words)
	var pieces [][]step
	todo := m.segments()
	for len(todo) > 0 && len(pieces) < mostPieces {
		part := todo[0]
		todo = todo[1:]
		if part.hi-part.lo < pieceWords {
			continue
		}
		piece := m.piece(part)
		if piece == nil {
			continue
		}
		pieces = append(pieces, piece)
		first, last := int(piece[0].q), int(piece[len(piece)-1].q)
		todo = append(todo, stretch{part.lo, first}, stretch{last + 1, part.hi})
	}
	if len(pieces) < 2 {
		return nil
	}
	slices.SortFunc(pieces, func(a, b []step) int { return int(a[0].q - b[0].q) })
	var out []step
	next := int32(0)
	for _, p := range pieces {
		out = m.leave(out, next, p[0].q)
		out = m.bridge(out, p[0].s)
		out = append(out, p...)
		next = p[len(p)-1].q + 1
	}
	return m.leave(out, next, int32(n))
}

// bridge appends the few words between the last piece and the next, where
// they follow each other: they are left out of one place, not of two.
func (m *matcher) bridge(out []step, to int32) []step {
	from := none
	for i := len(out) - 1; i >= 0 && from < 0; i-- {
		from = out[i].s
	}
	if from < 0 || to <= from || to-from > farWords || m.broken(from, to) {
		return out
	}
	for s := from + 1; s < to; s++ {
		out = append(out, step{none, s})
	}
	return out
}

// segments gives what stands between the ellipses of the quote.
func (m *matcher) segments() []stretch {
	out := []stretch{{0, len(m.q.words)}}
	for i, g := range m.q.gap {
		if g == ellipsisGap {
			out[len(out)-1].hi = i
			out = append(out, stretch{i, len(m.q.words)})
		}
	}
	return out
}

// leave appends words of the quote that stand nowhere.
func (m *matcher) leave(out []step, from, to int32) []step {
	for ; from < to; from++ {
		out = append(out, step{from, none})
	}
	return out
}

// piece gives the best stretch of both for a part of the quote, or nil.
func (m *matcher) piece(part stretch) []step {
	var bestPiece []step
	most := 0
	if (part.hi-part.lo)*(len(m.words)+1) > 16*maxCells {
		bestPiece = m.long(part.lo, part.hi, 0, len(m.words), fitted)
		bestPiece, most = m.trim(bestPiece)
	} else {
		for _, s := range m.likely(pieceWeight, part.hi-part.lo) {
			if (part.hi-part.lo)*(s.hi-s.lo+1) > maxCells {
				continue
			}
			steps, weight := m.trim(m.dense(part.lo, part.hi, s.lo, s.hi, local))
			if weight > most {
				bestPiece, most = steps, weight
			}
		}
	}
	if most < pieceWeight || len(bestPiece) == 0 {
		return nil
	}
	same, plain := 0, 0
	for _, s := range bestPiece {
		switch {
		case m.same(s):
			same++
		default:
			plain++
		}
	}
	if same < pieceWords || same < 3*plain {
		return nil
	}
	return bestPiece
}

// trim drops what is not the same at both ends, and weighs the rest.
func (m *matcher) trim(steps []step) ([]step, int) {
	for len(steps) > 0 && !m.same(steps[0]) {
		steps = steps[1:]
	}
	for len(steps) > 0 && !m.same(steps[len(steps)-1]) {
		steps = steps[:len(steps)-1]
	}
	weight := 0
	for _, s := range steps {
		if m.same(s) {
			weight += wordWeight(m.q.content[s.q])
		}
	}
	return steps, weight
}
