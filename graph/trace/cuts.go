package trace

import (
	"cmp"
	"slices"
	"strings"

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
				m.weigh(&c, words[:n])
				inner = append(inner, c)
			}
			words = words[n:]
		}
	}
	cuts = inner
	head, tail := text.Span{}, text.Span{}
	for _, p := range m.ends(parts) {
		from, to := m.words[p.first], m.words[p.last]
		for i, room := range m.rooms(text.Span{Start: from.start, End: from.end}) {
			if end := min(room.End, from.start); room.Start < end && !m.covered(parts, end) {
				head = text.Span{Start: room.Start, End: end}
				cuts = m.appendRest(cuts, head, nil, i > 0, &before)
			}
		}
		for i, room := range m.rooms(text.Span{Start: to.start, End: to.end}) {
			if start := max(room.Start, to.end); start < room.End && !m.covered(parts, start) {
				tail = text.Span{Start: start, End: room.End}
				var lead []word
				if start == to.end {
					lead = m.words[max(p.first, p.last-leadWords+1) : p.last+1]
				}
				cuts = m.appendRest(cuts, tail, lead, i > 0, &after)
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
// quote's own words right before it. The quote is none the poorer for what only says
// who spoke, nor for another quotation beside it that takes nothing back.
func (m *matcher) appendRest(cuts []Cut, rest text.Span, lead []word, beside bool, found *bool) []Cut {
	words := appendWords(slices.Clone(lead), m.doc.Text, rest.Start, rest.End)
	c, ok := m.cut(words, len(lead))
	if !ok {
		return cuts
	}
	*found = true
	m.weigh(&c, words[len(lead):])
	if slices.Contains(c.Loss, LossOther) && (beside || m.reports(c.Span, words[len(lead):])) {
		return cuts
	}
	return append(cuts, c)
}

// weigh adds what is lost with words that mean it only beside what the quote has.
func (m *matcher) weigh(c *Cut, words []word) {
	if extra := m.lossBeside(words); extra != 0 && !slices.Contains(c.Loss, extra) {
		c.Loss = slices.DeleteFunc(append(c.Loss, extra), func(l Loss) bool { return l == LossOther })
		slices.Sort(c.Loss)
	}
}

// lossBeside tells of "when the storm is over" beside a "will", of "only" before an
// "if" and of "far from" before a word of content.
func (m *matcher) lossBeside(words []word) Loss {
	last := words[len(words)-1]
	next := func() string {
		following := appendWords(nil, m.doc.Text, last.end, min(len(m.doc.Text), last.end+margin))
		if len(following) == 0 {
			return ""
		}
		return following[0].key
	}
	begins := words[0].key == "when" || words[0].key == "whenever" || startsWith(words, "as soon as")
	switch {
	case begins && len(words) > 2 && m.q.promises():
		return LossCondition
	case last.key == "only":
		if key := next(); conditions[key] || key == "when" || key == "after" || key == "once" {
			return LossCondition
		}
	case len(words) > 1 && startsWith(words[len(words)-2:], "far from"):
		if key := next(); key != "" && !functional(key) {
			return LossNegation
		}
	}
	return 0
}

// promises reports whether the quote says what will be.
func (q *Quote) promises() bool {
	return slices.ContainsFunc(q.words, func(w word) bool { return w.key == "will" || w.key == "shall" || w.key == "would" })
}

// mostReported is how many words "Reed told the wire on Monday" may have behind
// what he said; before it there is no bound.
const mostReported = 8

// reports reports whether a rest of a sentence, in nobody's quotation, only says
// who said it: "Reed said that", "he told the wire on Monday".
func (m *matcher) reports(rest text.Span, words []word) bool {
	if _, inside := m.doc.quoted(rest); inside {
		return false
	}
	verb := func(w word) bool { return reporting[w.key] }
	n := len(words)
	if end := m.doc.sentence(rest.Start).End; strings.Trim(m.doc.Text[min(rest.End, end):end], " .!?\"”»") == "" { // behind
		return n <= mostReported && slices.ContainsFunc(words, verb)
	}
	if words[n-1].key == "that" {
		return slices.ContainsFunc(words[max(0, n-mostReported):], verb)
	}
	return verb(words[n-1]) || startsWith(words, "according to")
}

// cut tells what is lost with words that are left out, all after the lead.
func (m *matcher) cut(words []word, lead int) (Cut, bool) {
	if len(words) <= lead {
		return Cut{}, false
	}
	return Cut{Span: text.Span{Start: words[lead].start, End: words[len(words)-1].end}, Loss: losses(words, lead, m.doc.Text)}, true
}
