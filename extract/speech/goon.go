package speech

import (
	"onrecord/extract/cues"
	"onrecord/extract/grammar"
	"onrecord/graph/text"
)

// goOn adds a sentence that is nothing but a quotation to the statement
// before it.
func (c *clause) goOn(k int) bool {
	if c.Index == 0 || len(c.out) == 0 || c.said.announces && c.said.sentence == c.Index-1 {
		return false
	}
	last := c.lastQuoted()
	gap := c.Index - last.sentence
	end := last.Content[len(last.Content)-1]
	before := c.t.Sentences[c.Index-1]
	samePar := before.Paragraph == c.Sentence.Paragraph
	if samePar && last.left && gap == 2 && c.quotedAt(end) && c.t.Sentences[last.sentence].Paragraph == c.Sentence.Paragraph {
		gap = 1
	}
	if gap != 1 || !samePar && !c.quotedAt(end) {
		return false
	}
	last.Content = append(last.Content, c.Span(k, k+1))
	last.sentence = c.Index
	c.claim(k, k+1)
	return true
}

func (c *clause) quotedAt(s text.Span) bool {
	for i := range c.t.Quotations {
		if c.t.Quotations[i].Outer.Overlaps(s) {
			return true
		}
	}
	return false
}

// goOnWhole adds the whole sentence to what was quoted right before it: "...,"
// he said. That makes it “...”.
func (c *clause) goOnWhole() bool {
	if c.Index == 0 || len(c.out) == 0 || !c.Free(0, len(c.Items)) {
		return false
	}
	last := &c.out[len(c.out)-1]
	if !last.left || last.sentence != c.Index-1 || c.t.Sentences[c.Index-1].Paragraph != c.Sentence.Paragraph || !c.quotedAt(last.Content[0]) {
		return false
	}
	last.Content = append(last.Content, c.Span(0, len(c.Items)))
	last.sentence = c.Index
	c.claim(0, len(c.Items))
	return true
}

// carried makes a statement of a quotation that stands alone: it is the
// speaker's of the sentence before.
func (c *clause) carried(k int) {
	q := cue{Group: grammar.Group{First: k, End: k}}
	src := grammar.Mention{}
	if c.Index > 0 && c.said.sentence == c.Index-1 && (c.said.colon || c.t.Sentences[c.Index-1].Paragraph == c.Sentence.Paragraph) {
		src.Span = c.said.span
	}
	if !src.OK() {
		src.Span = c.lastSpeaker()
	}
	if !src.OK() && (c.Index == 0 || c.Items[k].Size < 3) {
		return // a headline, or a label
	}
	c.add(&q, cues.Speech, [][2]int{{k, k + 1}}, src, 0.4, true)
}

// lastSpeaker is who the text before let speak last, not more than two
// sentences ago.
func (c *clause) lastSpeaker() text.Span {
	var last *Statement
	for j := range c.out {
		o := &c.out[j]
		if c.Index-o.sentence > 2 || o.Source.Len() == 0 {
			continue
		}
		if last == nil || o.sentence > last.sentence || o.sentence == last.sentence && o.Class == cues.Speech && (last.Class != cues.Speech || o.Source.Start < last.Source.Start) {
			last = o
		}
	}
	if last == nil {
		return text.Span{}
	}
	return last.Source
}

// lastQuoted is the statement that a quotation can go on with: the one read
// last, but that one said of words in marks goes before others.
func (c *clause) lastQuoted() *Statement {
	last := &c.out[len(c.out)-1]
	for j := range c.out {
		o := &c.out[j]
		if o.left && (o.sentence >= last.sentence || o.sentence >= c.Index-2 && !last.left && last.Class != cues.Speech && c.quotedAt(o.Content[len(o.Content)-1])) {
			last = o
		}
	}
	return last
}
