package trace

import (
	"slices"
	"strings"

	"onrecord/graph/text"
)

// part is a stretch of the document the quote has words of: numbers of words.
type part struct {
	first, last int32
	step        int // the step it begins with
}

// result says what became of the words.
func (m *matcher) result(a *alignment) *Result {
	r := &Result{Score: a.score, Span: a.span}
	parts := m.parts(a)
	for _, p := range parts {
		r.Parts = append(r.Parts, text.Span{Start: m.words[p.first].start, End: m.words[p.last].end})
	}
	r.Diff = m.diff(a)
	var openStart, openEnd bool
	r.Cuts, openStart, openEnd = m.cuts(a, parts)
	for i, s := range a.steps {
		if s.q >= 0 && a.marks[i] != same && !m.q.inserted[s.q] {
			r.missing++
		}
	}
	r.Verdict = m.verdict(a, r, openStart && m.q.openStart || openEnd && m.q.openEnd)
	return r
}

// parts divides the steps where another part begins.
func (m *matcher) parts(a *alignment) []part {
	var out []part
	fresh, seen := true, none
	for i, s := range a.steps {
		if a.marks[i] == elided || a.marks[i] == reporter {
			fresh = true
			continue
		}
		if s.s < 0 || s.q < 0 && m.leapt(a, i) {
			continue
		}
		if fresh || a.joins[i] || s.s != seen+1 {
			out = append(out, part{s.s, s.s, i})
			fresh = false
		}
		out[len(out)-1].last = s.s
		seen = s.s
	}
	return out
}

// verdict gives the gravest that applies.
func (m *matcher) verdict(a *alignment, r *Result, open bool) Verdict {
	altered := slices.Contains(a.marks, changed)
	switch {
	case m.flips(a):
		return NegationFlipped
	case len(a.joins) > 0:
		return Spliced
	case altered:
		return Altered
	case slices.ContainsFunc(r.Cuts, func(c Cut) bool { return !slices.Contains(c.Loss, LossOther) }):
		return Truncated
	case len(r.Parts) == 1 && r.Parts[0].In(m.doc.Text) == m.q.Text:
		if open {
			return Elided
		}
		return Verbatim
	case open || len(r.Parts) > 1 || m.hasGaps():
		return Elided
	}
	return Normalized
}

// flips reports whether a negation was added, dropped or moved.
func (m *matcher) flips(a *alignment) bool {
	if m.borrows(a) {
		return true
	}
	kept := m.keptSentences(a)
	for i := 0; i < len(a.steps); {
		if a.marks[i] == same {
			i++
			continue
		}
		var given, source []string
		var swallowed []string
		if i == 0 {
			source = m.before(a)
		}
		for ; i < len(a.steps) && a.marks[i] != same; i++ {
			s := a.steps[i]
			switch a.marks[i] {
			case elided:
				if w := m.words[s.s]; m.id[s.s] >= 0 && kept(w) {
					swallowed = append(swallowed, w.key)
				}
			case changed:
				if s.q >= 0 {
					given = append(given, m.q.words[s.q].key)
				}
				if s.s >= 0 && (s.q >= 0 || !m.leapt(a, i)) {
					source = append(source, m.words[s.s].key)
				}
			case bracket:
				given = append(given, m.q.words[s.q].key)
				if s.s >= 0 {
					source = append(source, m.words[s.s].key)
				}
			}
		}
		if opposed(given, append(source, swallowed...)) {
			return true
		}
	}
	return false
}

// before gives the negation that the words the quote begins with stand in the
// place of, though the alignment begins after it: the ends cost nothing, so "one"
// of "No one" is aligned alone, and "Nobody" not at all with "no one".
func (m *matcher) before(a *alignment) []string {
	first := slices.IndexFunc(a.steps, func(s step) bool { return s.s >= 0 })
	if first < 0 || a.steps[first].s == 0 {
		return nil
	}
	at := a.steps[first].s
	word, start := m.words[at-1].key, m.words[at].start
	if m.doc.sentence(m.words[at-1].start) != m.doc.sentence(start) {
		return nil
	}
	switch {
	case word == "no" && m.words[at].key == "one" && a.marks[first] == changed:
		return []string{word}
	case word == "nobody" && first == 2 && m.q.words[0].key == "no" && m.q.words[1].key == "one":
		return []string{word}
	}
	return nil
}

// borrows reports whether a negation of the quote stands in the document, but
// in another sentence than the word that the quote has after it.
func (m *matcher) borrows(a *alignment) bool {
	for i, s := range a.steps {
		if s.q < 0 || s.s < 0 || a.marks[i] != same || !negates(m.q.words[s.q].key) {
			continue
		}
		for n := i + 1; n < len(a.steps); n++ {
			next := a.steps[n]
			if next.q >= 0 && next.s < 0 || a.marks[n] == elided {
				break
			}
			if next.q >= 0 {
				if next.q == s.q+1 && next.s > s.s+1 && m.crosses(s.s, next.s) {
					return true
				}
				break
			}
		}
	}
	return false
}

// keptSentences tells whether the quote has words of the sentence, or of the
// quotation in it, that a word stands in.
func (m *matcher) keptSentences(a *alignment) func(word) bool {
	if !slices.Contains(a.marks, elided) {
		return func(word) bool { return false }
	}
	kept := map[text.Span]bool{}
	for i, s := range a.steps {
		if s.s >= 0 && a.marks[i] != elided && a.marks[i] != reporter {
			kept[m.doc.sentence(m.words[s.s].start)] = true
		}
	}
	return func(w word) bool { return kept[m.doc.sentence(w.start)] }
}

// diff shows the quote and the document's words beside each other.
func (m *matcher) diff(a *alignment) []DiffSpan {
	b := &differ{m: m, parts: m.parts(a)}
	kinds := b.kinds(a)
	for i := 0; i < len(a.steps); {
		end, at := i, none
		kind := kinds[i]
		for end < len(a.steps) && kinds[end] == kind && (end == i || !a.joins[end]) {
			now := a.steps[end].s
			if now >= 0 && at >= 0 && now != at+1 {
				break
			}
			at = max(at, now)
			end++
		}
		b.add(a, i, end, kind)
		i = end
	}
	return b.out
}

// kind is what steps in one span of the difference have in common.
type kind uint8

const (
	equalSpan kind = iota
	changedSpan
	gapSpan
	leapSpan
)

// differ builds the difference.
type differ struct {
	m     *matcher
	parts []part
	at    int // the part the next word of the document is in
	last  int // the last step of the span that is added
	given int32
	out   []DiffSpan
}

// kinds gives the kind of each step. A contraction of which one half was changed is
// shown as changed whole.
func (b *differ) kinds(a *alignment) []kind {
	out := make([]kind, len(a.steps))
	for i := range a.steps {
		out[i] = b.kind(a, i)
		if i == 0 || out[i] == out[i-1] || max(out[i], out[i-1]) != changedSpan {
			continue
		}
		before, now := a.steps[i-1], a.steps[i]
		if now.q > 0 && before.q == now.q-1 && b.m.q.words[before.q].tied || now.s > 0 && before.s == now.s-1 && b.m.words[before.s].tied {
			out[i-1], out[i] = changedSpan, changedSpan
		}
	}
	return out
}

func (b *differ) kind(a *alignment, i int) kind {
	switch a.marks[i] {
	case same:
		return equalSpan
	case changed:
		if a.steps[i].q < 0 && b.m.leapt(a, i) {
			return leapSpan
		}
		return changedSpan
	}
	return gapSpan
}

// add appends the span of steps [from, to).
func (b *differ) add(a *alignment, from, to int, kind kind) {
	d := DiffSpan{Op: Equal, Gap: kind == gapSpan}
	b.last = to - 1
	q1, q2, s1, s2 := none, none, none, none
	for _, s := range a.steps[from:to] {
		if s.q >= 0 {
			if q1 < 0 {
				q1 = s.q
			}
			q2 = s.q
		}
		if s.s >= 0 {
			if s1 < 0 {
				s1 = s.s
			}
			s2 = s.s
		}
	}
	if kind == leapSpan {
		return
	}
	if q1 >= 0 {
		b.ellipsis(q1)
		d.Given = b.m.q.Text[b.giveStart(q1):b.giveEnd(q2)]
		b.given = q2 + 1
	} else if kind == gapSpan {
		d.Given = b.takeEllipsis(b.given)
	}
	if s1 >= 0 && !b.m.broken(s1, s2) && s2-s1 < farWords && !(kind == gapSpan && b.leaps(a, to)) || s1 >= 0 && kind != gapSpan {
		d.Span = b.sourceSpan(s1, s2, kind)
		d.Source = d.Span.In(b.m.doc.Text)
	}
	d.Op = opOf(kind, d.Given, d.Source)
	if d.Given == "" && d.Source == "" {
		return
	}
	if kind == equalSpan && q2 >= 0 {
		// An ellipsis inside words that are the same, with nothing left out.
		b.equal(d, a.steps[from:to])
		return
	}
	b.out = append(b.out, d)
}

// leaps reports whether the step after a gap begins in another place.
func (b *differ) leaps(a *alignment, i int) bool {
	for ; i < len(a.steps) && a.steps[i].s < 0; i++ {
	}
	return a.joins[i]
}

func opOf(kind kind, given, source string) Op {
	switch {
	case kind == equalSpan:
		return Equal
	case given == "":
		return Insert
	case source == "":
		return Delete
	}
	return Replace
}

// equal appends same words, divided at ellipses that stand for nothing.
func (b *differ) equal(d DiffSpan, steps []step) {
	first := 0
	for i := 1; i <= len(steps); i++ {
		if i < len(steps) && b.m.q.gap[steps[i].q] != ellipsisGap {
			continue
		}
		q1, q2 := steps[first].q, steps[i-1].q
		d.Given = b.m.q.Text[b.giveStart(q1):b.giveEnd(q2)]
		d.Span = b.sourceSpan(steps[first].s, steps[i-1].s, equalSpan)
		d.Source = d.Span.In(b.m.doc.Text)
		b.out = append(b.out, d)
		if i < len(steps) {
			b.ellipsis(steps[i].q)
		}
		first = i
	}
}

// ellipsis appends an ellipsis before a word that no span has shown yet.
func (b *differ) ellipsis(q int32) {
	if given := b.takeEllipsis(q); given != "" {
		b.out = append(b.out, DiffSpan{Op: Delete, Given: given, Gap: true})
	}
}

// takeEllipsis gives the characters of the ellipsis before a word, once.
func (b *differ) takeEllipsis(q int32) string {
	if q == 0 || int(q) >= len(b.m.q.words) || b.m.q.gap[q] != ellipsisGap {
		return ""
	}
	given := b.m.q.Text[b.m.q.words[q-1].end:b.m.q.words[q].start]
	if last := len(b.out) - 1; last >= 0 && b.out[last].Gap && b.out[last].Given == given && b.given == q {
		return ""
	}
	return given
}

// giveStart is where the characters of a word of the quote begin: after the
// last white space, so that an opening mark goes with its word.
func (b *differ) giveStart(q int32) int {
	if q == 0 {
		return 0
	}
	words := b.m.q.words
	if b.m.q.gap[q] == ellipsisGap {
		return words[q].start
	}
	return opening(b.m.q.Text, words[q-1].end, words[q].start)
}

// giveEnd is where those of the next word begin.
func (b *differ) giveEnd(q int32) int {
	words := b.m.q.words
	switch {
	case int(q)+1 >= len(words):
		return len(b.m.q.Text)
	case b.m.q.gap[q+1] == ellipsisGap:
		return words[q].end
	}
	return b.giveStart(q + 1)
}

// opening gives the place after the last white space of s[from:to], or to.
func opening(s string, from, to int) int {
	if i := strings.LastIndexFunc(s[from:to], func(r rune) bool { return r < 0x80 && isSpace(byte(r)) }); i >= 0 {
		return from + i + 1
	}
	return to
}

// sourceSpan is where words of the document stand, with what follows each up
// to the next word of the same part.
func (b *differ) sourceSpan(s1, s2 int32, kind kind) text.Span {
	words := b.m.words
	if kind == gapSpan {
		return text.Span{Start: words[s1].start, End: words[s2].end}
	}
	span := text.Span{Start: words[s1].start, End: words[s2].end}
	for b.at+1 < len(b.parts) && b.parts[b.at+1].step <= b.last {
		b.at++
	}
	p := b.parts[b.at]
	if s1 > p.first {
		span.Start = opening(b.m.doc.Text, words[s1-1].end, words[s1].start)
	}
	if s2 < p.last {
		span.End = opening(b.m.doc.Text, words[s2].end, words[s2+1].start)
	}
	return span
}
