package extract

import (
	"strings"

	"onrecord/extract/cues"
	"onrecord/extract/words"
	"onrecord/graph/text"
)

// A clause is a sentence under analysis.
type clause struct {
	*reading
	index    int
	sentence words.Sentence
	items    []item
	cues     []cue
	claimed  []bool // items that are content of a statement
	none     item   // what stands outside the sentence
}

// sentence finds the statements of one sentence. Cues that follow their
// content claim it first, for it reaches back over everything before; then
// the others from left to right, each ending where the next begins.
func (e *reading) sentence(index int) {
	c := &clause{reading: e, index: index, sentence: e.t.Sentences[index], none: item{quote: -1}}
	c.items = e.itemsOf(c.sentence)
	c.claimed = make([]bool, len(c.items))
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
		if q.done || q.kind != verbCue || q.ing || q.infinitive || q.passive || c.claimed[q.head] || c.reportingSense(q) == nil || !c.at(q.end).stop() {
			continue
		}
		if m := c.subjectAt(q.first, 0); m.ok() {
			c.said = spoke{c.index, m.span, true}
			return
		}
	}
	for i := range c.items {
		it := &c.items[i]
		if c.claimed[i] || it.quote >= 0 {
			return
		}
		if it.finite() {
			g := c.group(cue{head: i, end: i + 1})
			if m := c.subjectAt(g.first, 0); m.ok() && (c.at(m.a).tag == "PRP" || strings.HasPrefix(c.at(m.b-1).tag, "NNP")) {
				c.said = spoke{sentence: c.index, span: m.span}
			}
			return
		}
	}
}

// span is the bytes of items [a, b), without white space and marks that
// belong to the sentence around it.
func (c *clause) span(a, b int) text.Span {
	for a < b && (c.items[a].comma() || c.items[a].dash() || c.items[a].stop() || c.items[a].is(":", "(", ")")) {
		a++
	}
	for b > a && (c.items[b-1].comma() || c.items[b-1].dash() || c.items[b-1].stop() || c.items[b-1].is(":", "(")) {
		b--
	}
	if a >= b {
		return text.Span{}
	}
	return text.Span{Start: c.items[a].start, End: c.items[b-1].to}
}

// claim marks items [a, b) as content.
func (c *clause) claim(a, b int) {
	for i := a; i < b; i++ {
		c.claimed[i] = true
		if q := c.items[i].quote; q >= 0 {
			c.taken[q] = true
		}
	}
}

func (c *clause) free(a, b int) bool {
	for i := a; i < b; i++ {
		if c.claimed[i] {
			return false
		}
	}
	return true
}

// add makes a statement of cue q with the content between items.
func (c *clause) add(q *cue, class cues.Class, ranges [][2]int, src mention, confidence float64, left bool) bool {
	s := Statement{Lemma: q.lemma, Class: class, Source: src.span, Confidence: confidence, Negated: q.negated, Passive: q.passive, sentence: c.index, left: left}
	if q.first < q.end {
		s.Cue = text.Span{Start: c.items[q.first].start, End: c.items[q.end-1].to}
	}
	for _, r := range ranges {
		if sp := c.span(r[0], r[1]); sp.Len() > 0 {
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
