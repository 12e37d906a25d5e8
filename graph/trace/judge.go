package trace

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/graph/text"
)

const (
	// farWords is how many words an ellipsis may stand for in one breath.
	farWords = 60
	// leapWords is how many words may be left out unmarked before the rest
	// is another place; leapSentence how many, where a sentence ends among them.
	leapWords, leapSentence = 12, 4
	// spliceThreshold is the score below which a splice is no match.
	spliceThreshold = 0.75
)

// mark tells what a step is.
type mark uint8

const (
	same     mark = iota // the same word
	changed              // a word replaced, dropped or added
	elided               // words of the document an ellipsis or bracket stands for
	reporter             // words of a reporter between two quotations
	bracket              // a word of the quote in brackets
)

// alignment is a judged alignment.
type alignment struct {
	steps []step
	marks []mark
	joins map[int]bool // steps that begin in another place
	score float64
	span  text.Span
}

// judge scores an alignment; nil is no match.
func (m *matcher) judge(steps []step) *alignment {
	steps = m.tidy(steps)
	if len(steps) == 0 {
		return nil
	}
	a := &alignment{steps: steps, marks: make([]mark, len(steps)), joins: map[int]bool{}}
	m.mark(a)
	if !m.accept(a) {
		return nil
	}
	lo, hi := -1, 0
	for i, s := range a.steps {
		if s.s >= 0 && a.marks[i] != elided && a.marks[i] != reporter {
			w := m.words[s.s]
			if lo < 0 || w.start < lo {
				lo = w.start
			}
			hi = max(hi, w.end)
		}
	}
	a.span = text.Span{Start: lo, End: hi}
	return a
}

// tidy drops words of the document at both ends, and those that were taken
// for replaced though a sentence or quotation ends between them and the rest.
func (m *matcher) tidy(steps []step) []step {
	first, last := -1, -1
	for i, s := range steps {
		if m.same(s) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return nil
	}
	out := make([]step, 0, len(steps))
	// The last pair that still belongs to the rest, on each side.
	low, high := first, last
	next := steps[first].s
	for i := first - 1; i >= 0; i-- {
		if s := steps[i]; s.s >= 0 {
			if s.s+1 != next || m.stops(int(s.s)) {
				break
			}
			next = s.s
			if s.q >= 0 {
				low = i
			}
		}
	}
	next = steps[last].s
	for i := last + 1; i < len(steps); i++ {
		if s := steps[i]; s.s >= 0 {
			if s.s-1 != next || m.stops(int(next)) {
				break
			}
			next = s.s
			if s.q >= 0 {
				high = i
			}
		}
	}
	for i, s := range steps {
		outside := i < low || i > high
		switch {
		case outside && s.q < 0:
		case outside:
			out = append(out, step{s.q, none})
		default:
			out = append(out, s)
		}
	}
	return m.turned(out)
}

// turned takes in the word before the place where the quote begins with two words
// that the document has the other way round: "go we will" for "we go
// will" left nothing out. But "not" and "no" turn round what follows them: to
// move those is more than a turn.
func (m *matcher) turned(steps []step) []step {
	if len(steps) < 2 || !m.same(steps[0]) || steps[1].s >= 0 || steps[1].q < 0 {
		return steps
	}
	before, second := steps[0].s-1, steps[1].q
	if before < 0 || m.id[before] != m.q.id[second] || m.stops(int(before)) || m.q.inserted[second] || m.q.gap[second] != noGap {
		return steps
	}
	if key := m.q.words[second].key; key == "not" || key == "no" {
		return steps
	}
	return append([]step{{none, before}}, steps...)
}

// isTurned reports whether a step is of such two words. No other alignment
// begins with a word that only the document has.
func isTurned(steps []step, i int) bool { return i < 3 && steps[0].q < 0 }

// stops reports whether a sentence, quotation or paragraph ends or begins
// between a word and the next.
func (m *matcher) stops(j int) bool {
	if m.id[j] < 0 || j+1 >= len(m.words) || m.id[j+1] < 0 {
		return true
	}
	between := m.doc.Text[m.words[j].end:m.words[j+1].start]
	return strings.ContainsAny(between, "\n«»“”„\"") || m.sentenceEnds(j)
}

// sentenceEnds reports whether a sentence ends between a word and the next, as
// far as the marks tell.
func (m *matcher) sentenceEnds(j int) bool {
	if m.id[j] < 0 || j+1 >= len(m.words) || m.id[j+1] < 0 {
		return true
	}
	between := m.doc.Text[m.words[j].end:m.words[j+1].start]
	if between == " " {
		return false
	}
	first, _ := utf8.DecodeRuneInString(m.doc.Text[m.words[j+1].start:])
	return strings.Contains(between, "\n") || strings.ContainsAny(between, ".!?…。") && !unicode.IsLower(first)
}

// mark tells what each step is, and where another place begins.
func (m *matcher) mark(a *alignment) {
	row, prev := int32(0), none // words of the quote so far; the last word paired
	for i := 0; i < len(a.steps); {
		s := a.steps[i]
		if s.q < 0 {
			end := i
			for end < len(a.steps) && a.steps[end].q < 0 {
				end++
			}
			m.markSkipped(a, i, end, row)
			i = end
			continue
		}
		switch {
		case m.same(s) && !isTurned(a.steps, i):
			a.marks[i] = same
		case m.q.inserted[s.q]:
			a.marks[i] = bracket
		default:
			a.marks[i] = changed
		}
		if s.s >= 0 {
			if prev >= 0 && m.joined(a, i, prev) {
				a.joins[i] = true
			}
			prev = s.s
		}
		row = s.q + 1
		i++
	}
}

// markSkipped tells what a run of words only the document has is.
func (m *matcher) markSkipped(a *alignment, from, to int, row int32) {
	what := changed
	switch {
	case m.q.gap[row] != noGap:
		what = elided
	case from > 0 && to < len(a.steps) && m.reported(a.steps[from].s-1, a.steps[to-1].s+1):
		what = reporter
	}
	for i := from; i < to; i++ {
		a.marks[i] = what
	}
}

// reported reports whether only a reporter's words stand between two words,
// both of them within quotation marks in one paragraph.
func (m *matcher) reported(before, after int32) bool {
	if before < 0 || int(after) >= len(m.words) || m.id[before] < 0 || m.id[after] < 0 {
		return false
	}
	b, f := m.words[before], m.words[after]
	between := m.doc.Text[b.end:f.start]
	if f.start-b.end > 400 || strings.Contains(between, "\n") || !strings.ContainsAny(between, "«»“”„\"'‘’") {
		return false
	}
	left, ok := m.doc.quoted(text.Span{Start: b.start, End: b.end})
	if !ok {
		return false
	}
	right, ok := m.doc.quoted(text.Span{Start: f.start, End: f.end})
	if !ok || left == right {
		return false
	}
	return m.words[before+1].start >= left.End && m.words[after-1].end <= right.Start
}

// joined reports whether the word of a step is in another place than the word
// paired before it.
func (m *matcher) joined(a *alignment, i int, prev int32) bool {
	now := a.steps[i].s
	if now <= prev {
		return true
	}
	skippedWords := int(now - prev - 1)
	announced := m.q.gap[a.steps[i].q] != noGap
	for k := i - 1; k >= 0 && a.steps[k].s != prev; k-- {
		announced = announced || a.marks[k] == elided || a.marks[k] == reporter || a.steps[k].q >= 0 && m.q.gap[a.steps[k].q] != noGap
	}
	from, to := m.words[prev], m.words[now]
	first, second := m.utterance(from), m.utterance(to)
	known := first >= 0 && second >= 0
	if known && m.said[first].ID == m.said[second].ID {
		return !announced && skippedWords > leapWords
	}
	apart := known && !m.said[first].Span.Contains(text.Span{Start: to.start, End: to.end}) && !m.said[second].Span.Contains(text.Span{Start: from.start, End: from.end})
	switch {
	case apart && announced:
		return true
	case apart && skippedWords == 0:
		return strings.ContainsAny(m.doc.Text[from.end:to.start], "\n«»“”„\"")
	case apart:
		return m.crosses(prev, now) || m.doc.sentence(from.start) != m.doc.sentence(to.start)
	case skippedWords == 0:
		return false
	case announced:
		return m.far(prev, now)
	case skippedWords > leapWords:
		return true
	}
	return skippedWords > leapSentence && m.crosses(prev, now) || m.broken(prev, now)
}

// broken reports whether words between two were not read.
func (m *matcher) broken(from, to int32) bool {
	for j := from; j < to; j++ {
		if m.id[j] < 0 {
			return true
		}
	}
	return false
}

// crosses reports whether a sentence ends between two words.
func (m *matcher) crosses(from, to int32) bool {
	for j := from; j < to; j++ {
		if m.sentenceEnds(int(j)) {
			return true
		}
	}
	return false
}

// far reports whether two words are too far apart for one ellipsis: another
// paragraph or many words, unless one quotation holds both.
func (m *matcher) far(from, to int32) bool {
	a, b := m.words[from], m.words[to]
	if to-from-1 <= farWords && !strings.Contains(m.doc.Text[a.end:b.start], "\n") {
		return false
	}
	_, within := m.doc.quoted(text.Span{Start: a.start, End: b.end})
	return !within
}

// utterance gives the smallest utterance a word stands in, or -1.
func (m *matcher) utterance(w word) int {
	found := -1
	for i, u := range m.said {
		if u.Span.Start <= w.start && w.end <= u.Span.End && (found < 0 || u.Span.Len() < m.said[found].Span.Len()) {
			found = i
		}
	}
	return found
}

// accept scores the alignment and decides whether it is a match.
func (m *matcher) accept(a *alignment) bool {
	matched, skips, changes := 0.0, 0, 0
	lost := map[int32]int{}
	for i, s := range a.steps {
		if s.q < 0 {
			if a.marks[i] == changed && !m.leapt(a, i) {
				skips++
				if id := m.id[s.s]; id > 0 && lost[id] > 0 {
					lost[id]--
				} else {
					changes++
					if id > 0 {
						lost[id]--
					}
				}
			}
			continue
		}
		if m.q.inserted[s.q] {
			continue
		}
		matched += m.wordScore(s)
		if a.marks[i] == changed && !m.same(s) {
			if lost[m.q.id[s.q]] < 0 {
				lost[m.q.id[s.q]]++
			} else {
				changes++
				lost[m.q.id[s.q]]++
			}
		}
	}
	n := m.q.counted
	a.score = matched / (float64(n) + float64(skips+len(a.joins))/2)
	switch {
	case n <= shortQuote:
		return changes == 0 && len(a.joins) == 0
	case n <= briefQuote:
		if changes > 1 && (n < almostLong || changes > 2 || a.score < briefThreshold) {
			return false
		}
		return (len(a.joins) == 0 || changes == 0) && m.joinsWell(a) && a.score >= Threshold && m.says(a)
	}
	if !m.joinsWell(a) {
		return false
	}
	return a.score >= longThreshold && m.says(a)
}

// joinsWell reports whether a splice is good enough to be shown.
func (m *matcher) joinsWell(a *alignment) bool {
	return len(a.joins) == 0 || a.score >= spliceThreshold && m.wholePieces(a)
}

// says reports whether at least half of the quote's content words stand there,
// or whether they are more than half of the document's in that place: so a
// content word put in, or put for a mere "of", sinks nothing. Words of the
// quote beyond both ends of the place count there too. Similar words do not:
// chance makes too many.
func (m *matcher) says(a *alignment) bool {
	stand, given, source, beyond, seen := 0, 0, 0, 0, false
	for i, s := range a.steps {
		if s.s >= 0 {
			if !seen { // before the place
				source += beyond
			}
			seen, beyond = true, 0
		}
		if s.q >= 0 && !m.q.inserted[s.q] && m.q.content[s.q] {
			given++
			if m.same(s) {
				stand++
			}
			if s.s < 0 {
				beyond++
			}
		}
		if s.s >= 0 && (a.marks[i] == same || a.marks[i] == changed) && m.id[s.s] >= 0 && !(s.q < 0 && m.leapt(a, i)) && !functional(m.words[s.s].key) {
			source++
		}
	}
	return 2*stand >= given || 2*stand > source+beyond
}

// wordScore is 1 for the same word and a half for a similar one.
func (m *matcher) wordScore(s step) float64 {
	switch {
	case m.same(s):
		return 1
	case s.s >= 0 && similar(m.q.words[s.q].key, m.words[s.s].key):
		return 0.5
	}
	return 0
}

// leapt reports whether a skipped word lies in the leap to another place.
func (m *matcher) leapt(a *alignment, i int) bool {
	for ; i < len(a.steps) && a.steps[i].q < 0; i++ {
	}
	for ; i < len(a.steps) && a.steps[i].s < 0; i++ {
	}
	return a.joins[i]
}

// wholePieces reports whether every piece of a splice has words enough to
// be told from chance.
func (m *matcher) wholePieces(a *alignment) bool {
	words, weight := 0, 0
	for i, s := range a.steps {
		if a.joins[i] {
			if words < pieceWords-1 || weight < pieceWeight {
				return false
			}
			words, weight = 0, 0
		}
		if m.same(s) {
			words++
			weight += wordWeight(m.q.content[s.q])
		}
	}
	return words >= pieceWords-1 && weight >= pieceWeight
}
