package changes

import (
	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
	"onrecord/graph/text"
)

// What is done to a text, and what it has not.

// passive reads "X was omitted from the text", "the clause was watered down in
// the final draft".
func (r *reader) passive(i int, k kind, g group) {
	next, ok := r.particle(i, k)
	if !ok {
		return
	}
	if r.At(next - 1).Is("into") {
		next-- // "written into the text"
	}
	a, b, before := r.what(g.first)
	if a >= b {
		return
	}
	c := Change{What: r.Span(a, b), Before: before, Status: k.status}
	doc, end := r.source(next, prepositionsOf(k)...)
	if r.At(i).Lower == "replaced" {
		if with, _ := r.with(next); with && r.strongerAfter(next) {
			c.Status = graph.Strengthened
		} else if !with {
			return
		}
	}
	if doc.Len() == 0 && (k.whole || k.status == graph.Weakened) {
		// The text itself, or a part of one that is named with it.
		if doc = r.opening(a); doc.Len() == 0 {
			if doc = r.document(a, b); doc.Len() == 0 {
				doc = c.Before
			}
		}
		end = r.clauseEnd(next)
	}
	if before.Len() == 0 && end > 0 {
		c.Before = r.earlier(end)
	}
	sure := 0.8
	if doc.Len() == 0 && k.status == graph.Omitted && len(k.after) > 0 {
		// "had been taken out, a diplomat said of the final text"
		doc, end = r.sourceBehind(next)
		sure = 0.5
	}
	if doc.Len() == 0 {
		if doc = r.portion(a, b); doc.Len() == 0 {
			return
		}
		end, sure = r.clauseEnd(next), 0.5
	}
	c.Document = doc
	r.add(c, a, max(end, next), sure)
}

// portion gives the text that was named last where items [a, b) are a part of
// one that says not of which; the part itself where none was named.
func (r *reader) portion(a, b int) text.Span {
	p := phrases.Right(r.Clause, a)
	if !p.OK() || p.B > b {
		return text.Span{}
	}
	named := false
	for i := p.A; i < p.B; i++ {
		named = named || portions[r.At(i).Lower] // "the word guarantee"
	}
	if !named {
		return text.Span{}
	}
	if doc := r.namedBefore(); doc.Len() > 0 {
		return doc
	}
	return r.Span(p.A, p.B)
}

// back is how many sentences before are searched for the text whose part it is.
const back = 2

// namedBefore gives the text that the sentences before name last. A sentence
// is asked once.
func (r *reader) namedBefore() text.Span {
	if r.before.sentence != r.Index {
		r.before = before{r.Index, r.lastNamed()}
	}
	return r.before.doc
}

// before is the text that the sentences before one name last.
type before struct {
	sentence int
	doc      text.Span
}

func (r *reader) lastNamed() text.Span {
	for i := r.Index - 1; i >= 0 && i >= r.Index-back; i-- {
		segments := phrases.Segments(r.text, i)
		for n := len(segments) - 1; n >= 0 && n >= len(segments)-back; n-- {
			s := &reader{finder: r.finder, Clause: segments[n]}
			if doc := s.document(0, len(s.Items)); doc.Len() > 0 {
				return doc
			}
		}
	}
	return text.Span{}
}

// opening gives the text that the words before item a name: "In the new
// protocol, the paragraph on visits was strengthened".
func (r *reader) opening(a int) text.Span {
	if a < 2 || !r.At(a-1).Comma() {
		return text.Span{}
	}
	for k := a - 2; k >= 0 && k > a-10; k-- {
		if r.At(k).Is("in", "from") {
			return r.document(k+1, a-1)
		}
	}
	return text.Span{}
}

// clauseEnd is where the clause that goes on at k ends.
func (r *reader) clauseEnd(k int) int {
	for k < len(r.Items) && !r.At(k).Comma() && !r.At(k).Stop() && !r.At(k).Finite() && !r.At(k).Is("but", "and", "because", "while") {
		k++
	}
	return k
}

// earlier finds where the words stood before, in what follows: "which was part
// of the initial draft", "despite being in the first version".
func (r *reader) earlier(k int) text.Span {
	for i := k; i < len(r.Items) && i < k+12; i++ {
		if it := r.At(i); it.Is("which", "despite", "although", "though", "unlike") || it.Is("after", "having") {
			return r.document(i+1, min(len(r.Items), i+14))
		}
	}
	return text.Span{}
}

// with: the wording that came instead is named.
func (r *reader) with(k int) (bool, int) {
	for i := k; i < len(r.Items) && i < k+3; i++ {
		if r.At(i).Is("with", "by") {
			return true, i + 1
		}
	}
	return false, 0
}

func (r *reader) strongerAfter(k int) bool {
	for i := k; i < len(r.Items); i++ {
		if stronger[r.At(i).Lower] {
			return true
		}
	}
	return false
}

// active reads "negotiators dropped the pledge from the text", "the final text
// omits any mention of Crimea", "Hungary watered down the statement".
func (r *reader) active(i int, k kind, g group) {
	next := i + 1
	separated := false
	if len(k.after) > 0 {
		if n, ok := r.particle(i, k); ok {
			next = n
		} else {
			separated = true // "left the clause out of the text"
		}
	}
	start := r.whatStart(g.first)
	subject := r.document(start, g.first)
	p := phrases.Right(r.Clause, next)
	if !p.OK() {
		return
	}
	limit := r.clauseEnd(next)
	doc, end := r.source(p.B, prepositionsOf(k)...)
	what := phrases.Full(r.Clause, next, limit, func(m int) bool {
		return doc.Len() > 0 && r.At(m+1).Start >= doc.Start && r.At(m).To <= doc.Start || separated && r.At(m).Is(k.after...)
	})
	if what = r.promised(what, limit, doc); separated && !r.At(what).Is(k.after...) {
		return
	}
	c := Change{What: r.Span(next, what), Status: k.status, Document: doc}
	switch {
	case doc.Len() > 0:
	case k.status == graph.Omitted && subject.Len() > 0 && r.At(i).Is("omit", "omits", "omitted", "omitting", "excludes", "excluded", "drops", "dropped", "removes", "removed", "deletes", "deleted", "cuts", "leaves", "left", "strips"):
		c.Document, end = subject, what
	case k.whole && (r.namesText(p) || parts[r.At(p.H).Lower]):
		if c.Document = r.document(p.A, what); c.Document.Len() == 0 {
			c.Document = subject
		}
		end = what
	case k.status == graph.Added && subject.Len() > 0:
		c.Document, end = subject, what
	}
	if c.Before.Len() == 0 {
		c.Before = r.earlier(end)
	}
	r.add(c, start, max(end, what), 0.7)
}

// promised goes on over "to V ..." behind a noun of promise.
func (r *reader) promised(b, limit int, doc text.Span) int {
	if !r.At(b).Is("to") || r.At(b+1).Tag != "VB" {
		return b
	}
	for b < limit && (doc.Len() == 0 || r.At(b+1).Start < doc.Start) {
		b++
	}
	return b
}

// replaced reads "replaced 'will' with 'may' in the final draft".
func (r *reader) replaced(i int, g group) {
	p := phrases.Phrase{A: i + 1, B: i + 1}
	for k := i + 1; k < len(r.Items) && k < i+14; k++ {
		if r.At(k).Is("with", "by") {
			p.B = k
			break
		}
		if r.At(k).Stop() || r.At(k).Comma() {
			return
		}
	}
	if p.B == i+1 {
		return
	}
	start := r.whatStart(g.first)
	doc := r.document(start, g.first)
	end := r.clauseEnd(p.B)
	for k := p.B; k < len(r.Items) && k < p.B+14; k++ {
		// The words that came instead may be verbs: the text stands behind them.
		if d, e := r.source(k, "in"); r.At(k).Is("in") && d.Len() > 0 {
			doc, end = d, e
			break
		}
	}
	status := graph.Weakened
	if was, is := r.rank(p.A, p.B), r.rank(p.B, p.B+4); r.strongerAfter(p.B) || is > was && is > 0 {
		status = graph.Strengthened
	}
	r.add(Change{What: r.Span(p.A, p.B), Document: doc, Status: status}, start, end, 0.55)
}

// noLonger reads "the text no longer mentions X", "X no longer appears in the
// text".
func (r *reader) noLonger(i int) {
	if !r.At(i - 1).Is("no") {
		return
	}
	v := i + 1
	for r.At(v).Adverb() {
		v++
	}
	use, ok := verbs[r.At(v).Lower]
	if !ok || !kinds[use.Lemma].silent {
		return
	}
	r.silentAt(v, i-1, kinds[use.Lemma], 0.8)
}

// silent reads "the text does not mention X". That it once did is only told
// where an earlier text is named too.
func (r *reader) silent(i int, g group) {
	r.silentAt(i, g.first, kinds[verbs[r.At(i).Lower].Lemma], 0.5)
}

func (r *reader) silentAt(v, first int, k kind, sure float64) {
	next, ok := r.particle(v, k)
	if !ok {
		return
	}
	if r.At(v).Is("appear", "appears", "appeared", "feature", "features", "featured") {
		doc, end := r.source(v+1, "in")
		start := r.whatStart(first)
		r.add(Change{What: r.Span(start, first), Document: doc, Before: r.earlier(max(end, 1)), Status: k.status}, start, max(end, v+1), sure)
		return
	}
	start, doc, before := r.subjectText(first)
	if r.At(next).Is("no", "any") {
		next++
	}
	p := phrases.Right(r.Clause, next)
	if doc.Len() == 0 || !p.OK() && r.At(next).Tag != "VBG" && !r.At(next).Is("to") {
		return
	}
	end := r.clauseEnd(next)
	if before.Len() == 0 {
		before = r.earlier(end)
	}
	r.add(Change{What: r.Span(next, end), Document: doc, Before: before, Status: k.status}, start, end, sure)
}

// absent reads "the pledge is absent from the final text", "missing from the
// statement was any mention of Crimea".
func (r *reader) absent(i int) {
	doc, end := r.source(i+1, "from")
	if doc.Len() == 0 {
		return
	}
	if grammar.Be[r.At(end).Lower] && r.At(end).Finite() || r.At(end).Is("is", "was", "were", "are") {
		b := end + 1
		for b < len(r.Items) && !r.At(b).Comma() && !r.At(b).Stop() {
			b++
		}
		r.add(Change{What: r.Span(end+1, b), Document: doc, Status: graph.Omitted}, i, b, 0.75)
		return
	}
	g := r.group(i)
	if g.first == i || g.negated || g.unreal {
		return
	}
	a, b, before := r.what(g.first)
	if before.Len() == 0 {
		before = r.earlier(end)
	}
	r.add(Change{What: r.Span(a, b), Document: doc, Before: before, Status: graph.Omitted}, a, end, 0.75)
}
