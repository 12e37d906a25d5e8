package speech

import (
	"strings"

	"onrecord/extract/cues"
	"onrecord/extract/grammar"
	"onrecord/graph/text"
)

// A clause is a sentence under analysis, with what may attribute in it.
type clause struct {
	*reading
	*grammar.Clause
	cues []cue
}

// sentence finds the statements of one sentence. Cues that follow their
// content claim it first, for it reaches back over everything before; then
// the others from left to right, each ending where the next begins.
func (e *reading) sentence(index int) {
	c := &clause{reading: e, Clause: grammar.NewClause(e.t, index)}
	if c.screenplay() {
		return
	}
	c.findCues()
	for i := range c.cues {
		c.according(i)
	}
	for i := len(c.cues) - 1; i >= 0; i-- {
		c.trailing(i)
	}
	for i := range c.cues {
		c.leading(i)
	}
	c.leftover()
	c.remember()
}

// remember keeps who the sentence was about.
func (c *clause) remember() {
	c.said = spoke{sentence: -1}
	for i := range c.cues {
		q := &c.cues[i]
		if q.done || q.kind != verbCue || q.Ing || q.Infinitive || q.Passive || c.Claimed[q.Head] || c.reportingSense(q) == nil || !c.At(q.End).Stop() {
			continue
		}
		if m := c.SubjectAt(q.First, 0); m.OK() {
			c.said = spoke{c.Index, m.Span, true}
			return
		}
	}
	for i := range c.Items {
		it := &c.Items[i]
		if c.Claimed[i] || it.Quote >= 0 {
			return
		}
		if it.Finite() {
			g := c.Group(grammar.Group{Head: i, End: i + 1})
			if m := c.SubjectAt(g.First, 0); m.OK() && (c.At(m.A).Tag == "PRP" || strings.HasPrefix(c.At(m.B-1).Tag, "NNP")) {
				c.said = spoke{sentence: c.Index, span: m.Span}
			}
			return
		}
	}
}

// claim marks items [a, b) as content.
func (c *clause) claim(a, b int) {
	for i := a; i < b; i++ {
		c.Claimed[i] = true
		if q := c.Items[i].Quote; q >= 0 {
			c.taken[q] = true
		}
	}
}

// add makes a statement of cue q with the content between items.
func (c *clause) add(q *cue, class cues.Class, ranges [][2]int, src grammar.Mention, confidence float64, left bool) bool {
	s := Statement{Lemma: q.lemma, Class: class, Source: src.Span, Confidence: confidence, Negated: q.Negated, Passive: q.Passive, sentence: c.Index, left: left}
	if q.First < q.End {
		s.Cue = text.Span{Start: c.Items[q.First].Start, End: c.Items[q.End-1].To}
	}
	for _, r := range ranges {
		if sp := c.Span(r[0], r[1]); sp.Len() > 0 {
			s.Content = append(s.Content, sp)
		}
	}
	if len(s.Content) == 0 {
		return false
	}
	for _, r := range ranges {
		c.claim(r[0], r[1])
	}
	q.done = true
	c.out = append(c.out, s)
	return true
}
