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
	if !c.nested && c.screenplay() {
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
	if !c.nested {
		c.leftover()
		c.remember()
	}
}

// remember keeps who the sentence was about.
func (c *clause) remember() {
	c.said = spoke{sentence: c.Index, colon: c.endsWithColon()}
	if m := c.announcer(); m.OK() {
		c.said.span, c.said.announces = m.Span, true
		return
	}
	m := c.protagonist()
	if c.said.colon && !m.OK() {
		m = c.lastSubject()
	}
	c.said.span = m.Span
}

func (c *clause) endsWithColon() bool { return len(c.Items) > 1 && c.Items[len(c.Items)-1].Is(":") }

// announcer is the subject of a verb of speech without content, after which
// the next sentence brings the words: "Smith agreed." "he declared:"
func (c *clause) announcer() grammar.Mention {
	for i := range c.cues {
		q := &c.cues[i]
		if q.done || q.kind != verbCue || q.Ing || q.Infinitive || q.Passive || c.Claimed[q.Head] || c.reportingSense(q) == nil {
			continue
		}
		if end := c.At(c.Adverbials(q.End)); !c.At(q.End).Stop() && !(end.Is(":") && c.said.colon) {
			continue
		}
		if m := c.SubjectAt(q.First, 0); m.OK() {
			return m
		}
	}
	return grammar.Mention{}
}

// protagonist is the person who is the subject of the first verb.
func (c *clause) protagonist() grammar.Mention {
	for i := range c.Items {
		it := &c.Items[i]
		if c.Claimed[i] || it.Quote >= 0 {
			break
		}
		if it.Finite() {
			g := c.Group(grammar.Group{Head: i, End: i + 1})
			if m := c.SubjectAt(g.First, 0); m.OK() && (c.At(m.A).Tag == "PRP" || strings.HasPrefix(c.At(m.B-1).Tag, "NNP")) {
				return m
			}
			break
		}
	}
	return grammar.Mention{}
}

// lastSubject is the subject of the last verb that has one.
func (c *clause) lastSubject() grammar.Mention {
	for i := len(c.Items) - 1; i >= 0; i-- {
		if !c.Items[i].Finite() || c.Items[i].Quote >= 0 || c.Claimed[i] {
			continue
		}
		g := c.Group(grammar.Group{Head: i, End: i + 1})
		if m := c.SubjectAt(g.First, 0); m.OK() {
			return m
		}
	}
	return grammar.Mention{}
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
