package trace

import (
	"cmp"
	"slices"

	"onrecord/graph/text"
)

// mostSentences bounds the sentences whose rests are looked at.
const mostSentences = 64

// leadWords is how many words of a phrase may stand in the quote: "with the
// exception" is one lost word after two of the quote's.
const leadWords = 2

// cuts gives what the sentences of the quote have that the quote has not, in
// the order of the document, and whether words before its start or after its
// end are among them.
func (m *matcher) cuts(a *alignment, parts []part) (cuts []Cut, before, after bool) {
	var spans []text.Span
	for i, s := range a.steps { // words left out inside
		if s.s < 0 || s.q >= 0 || isTurned(a.steps, i) || a.marks[i] == reporter || m.id[s.s] < 0 || m.leapt(a, i) {
			continue
		}
		w := m.words[s.s]
		if last := len(spans) - 1; last >= 0 && i > 0 && a.steps[i-1].q < 0 && a.steps[i-1].s == s.s-1 {
			spans[last].End = w.end
		} else {
			spans = append(spans, text.Span{Start: w.start, End: w.end})
		}
	}
	kept := m.keptSentences(a)
	inner := make([]Cut, 0, len(spans))
	for _, span := range spans {
		words := appendWords(nil, m.doc.Text, span.Start, span.End)
		words = slices.DeleteFunc(words, func(w word) bool { return !kept(w) && slices.Contains(a.marks, elided) })
		for len(words) > 0 { // one cut a sentence, as for the rests
			end := m.doc.sentence(words[0].start).End
			n := slices.IndexFunc(words, func(w word) bool { return w.start >= end })
			if n <= 0 {
				n = len(words)
			}
			if c, ok := m.cut(words[:n], 0); ok {
				inner = append(inner, c)
			}
			words = words[n:]
		}
	}
	cuts = inner
	head, tail := text.Span{}, text.Span{}
	for _, p := range m.ends(parts) {
		from, to := m.words[p.first], m.words[p.last]
		for _, room := range m.rooms(text.Span{Start: from.start, End: from.end}) {
			if end := min(room.End, from.start); room.Start < end && !m.covered(parts, end) {
				head = text.Span{Start: room.Start, End: end}
				cuts = m.appendRest(cuts, head, nil, &before)
			}
		}
		for _, room := range m.rooms(text.Span{Start: to.start, End: to.end}) {
			if start := max(room.Start, to.end); start < room.End && !m.covered(parts, start) {
				tail = text.Span{Start: start, End: room.End}
				var lead []word
				if start == to.end {
					lead = m.words[max(p.first, p.last-leadWords+1) : p.last+1]
				}
				cuts = m.appendRest(cuts, tail, lead, &after)
			}
		}
	}
	slices.SortStableFunc(cuts, func(a, b Cut) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(a.Loss[0], b.Loss[0]))
	})
	return slices.CompactFunc(cuts, func(a, b Cut) bool { return a.Span == b.Span }), before, after
}

// ends gives the stretches whose first and last words end what the quote has:
// parts in one sentence are one stretch.
func (m *matcher) ends(parts []part) []part {
	sorted := slices.Clone(parts)
	slices.SortFunc(sorted, func(a, b part) int { return cmp.Compare(a.first, b.first) })
	var out []part
	for _, p := range sorted {
		if last := len(out) - 1; last >= 0 && m.doc.sentence(m.words[out[last].last].start) == m.doc.sentence(m.words[p.first].start) {
			out[last].last = max(out[last].last, p.last)
			continue
		}
		if len(out) == mostSentences {
			break
		}
		out = append(out, p)
	}
	return out
}

// covered reports whether a place lies in what the quote has.
func (m *matcher) covered(parts []part, at int) bool {
	return slices.ContainsFunc(parts, func(p part) bool { return m.words[p.first].start < at && at < m.words[p.last].end })
}

// rooms gives where the sentence of a word goes on in the same voice: the
// sentence, or, for words in quotation marks, what the sentence has in the
// same quotation and in the others beside it.
func (m *matcher) rooms(w text.Span) []text.Span {
	sentence := m.doc.sentence(w.Start)
	inner, ok := m.doc.quoted(w)
	if !ok {
		return []text.Span{sentence}
	}
	out := []text.Span{overlap(sentence, inner)}
	around := m.doc.around(w)
	for _, q := range m.doc.quotationsIn(around) {
		other := text.Span{Start: q.Inner.Start + around.Start, End: q.Inner.End + around.Start}
		if q.Depth == 0 && other != inner && !other.Contains(inner) && !inner.Contains(other) && sentence.Overlaps(other) {
			out = append(out, overlap(sentence, other))
		}
	}
	return out
}

func overlap(a, b text.Span) text.Span {
	return text.Span{Start: max(a.Start, b.Start), End: min(a.End, b.End)}
}

// appendRest appends the words of a rest, where it has any. Lead is the
// quote's own words right before it.
func (m *matcher) appendRest(cuts []Cut, rest text.Span, lead []word, found *bool) []Cut {
	words := appendWords(slices.Clone(lead), m.doc.Text, rest.Start, rest.End)
	c, ok := m.cut(words, len(lead))
	if !ok {
		return cuts
	}
	*found = true
	return append(cuts, c)
}

// cut tells what is lost with words that are left out, all after the lead.
func (m *matcher) cut(words []word, lead int) (Cut, bool) {
	if len(words) <= lead {
		return Cut{}, false
	}
	return Cut{Span: text.Span{Start: words[lead].start, End: words[len(words)-1].end}, Loss: losses(words, lead, m.doc.Text)}, true
}
