package speech

import (
	"strings"

	"onrecord/extract/cues"
	"onrecord/extract/grammar"
	"onrecord/graph/text"
)

// screenplay: a transcript, "NAME: what was said".
func (c *clause) screenplay() bool {
	for k := 0; k < len(c.Items) && k < 5; k++ {
		it := &c.Items[k]
		if it.Is(":") {
			if k == 0 || k+2 >= len(c.Items) {
				return false
			}
			q := cue{Group: grammar.Group{First: k, End: k + 1}, lemma: ":"}
			return c.add(&q, cues.Speech, [][2]int{{k + 1, len(c.Items)}}, c.MentionOf(0, k), 0.7, false)
		}
		if it.Quote >= 0 || !upper(it.Text) {
			return false
		}
	}
	return false
}

func upper(s string) bool {
	n := 0
	for _, r := range s {
		if r >= 'a' && r <= 'z' {
			return false
		}
		if r >= 'A' && r <= 'Z' {
			n++
		}
	}
	return n > 1
}

// leftover gives quotations that no cue took to whoever was speaking.
func (c *clause) leftover() {
	for k := 0; k < len(c.Items); k++ {
		it := &c.Items[k]
		if it.Quote < 0 || c.taken[it.Quote] || c.Claimed[k] {
			continue
		}
		alone := true
		for j := range c.Items {
			if x := &c.Items[j]; x.Quote < 0 && !x.Stop() && !x.Is(":", ",") && !x.Dash() {
				alone = false
			}
		}
		switch {
		case alone && c.goOn(k):
		case !alone && (c.title(k) || c.At(k+1).Is("by") && it.Closing() == ','):
		case it.Size >= 3 || alone:
			c.fragment(k, alone)
		}
	}
}

// title: a few words in capitals after a preposition or a possessive name a
// programme, a book or a song.
func (c *clause) title(k int) bool {
	it, p := &c.Items[k], c.At(k-1)
	if it.Size > 7 || it.Closing() == '?' || it.Closing() == '!' || p.Tag != "IN" && p.Tag != "POS" && p.Tag != "TO" && p.Tag != "DT" && !strings.HasPrefix(p.Tag, "NN") {
		return false
	}
	for _, w := range c.t.Words[it.First:it.End] {
		if len(w.Text) > 3 && w.Text[0] >= 'a' && w.Text[0] <= 'z' {
			return false
		}
	}
	return true
}

// goOn adds a sentence that is nothing but a quotation to the statement
// before it.
func (c *clause) goOn(k int) bool {
	if c.Index == 0 || len(c.out) == 0 || c.said.announces && c.said.sentence == c.Index-1 {
		return false
	}
	last := &c.out[len(c.out)-1]
	for j := range c.out {
		// The statement that ends last goes on.
		if o := &c.out[j]; o.sentence >= last.sentence && o.left {
			last = o
		}
	}
	gap := c.Index - last.sentence
	end := last.Content[len(last.Content)-1]
	before := c.t.Sentences[c.Index-1]
	samePar := before.Paragraph == c.Sentence.Paragraph
	if samePar && last.left && gap == 2 && c.quotedAt(end) {
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

// fragment makes a statement of a quotation inside a sentence without a cue:
// whoever is the subject of the nearest verb before it said it.
func (c *clause) fragment(k int, alone bool) {
	src := grammar.Mention{}
	q := cue{Group: grammar.Group{First: k, End: k}}
	start := k
	if alone {
		c.carried(k)
		return
	}
	if k == 0 && c.Items[k].Size > 4 && c.goOnWhole() {
		return
	}
	if m := c.beforeColon(k); m.OK() {
		src = m
	} else {
		for v := k - 1; v >= 0 && !c.Claimed[v]; v-- {
			it := &c.Items[v]
			if !it.Verb() || it.Quote >= 0 {
				continue
			}
			g := c.Group(grammar.Group{Head: v, End: v + 1, Ing: it.Tag == "VBG"})
			src = c.Subject(&g)
			q.First, q.End, q.lemma = g.First, v+1, it.Lower
			if src.OK() {
				if (grammar.Be[it.Lower] || c.At(src.A).Is("that", "this", "it")) && c.goOnWhole() {
					return
				}
				if !grammar.Be[it.Lower] && k-v < 12 {
					start = v + 1
				}
				break
			}
		}
	}
	if !src.OK() && c.goOnWhole() {
		return
	}
	end := k + 1
	if it := &c.Items[k]; it.Closing() != '.' && it.Closing() != '?' && it.Closing() != '!' && it.Closing() != ',' {
		end = c.contentEnd(k, -1)
	}
	for end > k+1 && !c.Free(k, end) {
		end--
	}
	c.add(&q, cues.Speech, [][2]int{{start, end}}, src, 0.35, false)
}

// beforeColon finds the speaker in "Name: “...”".
func (c *clause) beforeColon(k int) grammar.Mention {
	if k < 2 || !c.Items[k-1].Is(":") {
		return grammar.Mention{}
	}
	a, ok := c.NounPhraseLeft(k - 2)
	if !ok || a > 0 && !c.Items[a-1].Dash() && !c.Items[a-1].Is("from", "by") && !c.Items[a-1].Stop() {
		return grammar.Mention{}
	}
	return c.MentionOf(a, k-1)
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
	if c.Index > 0 && c.said.sentence == c.Index-1 && c.t.Sentences[c.Index-1].Paragraph == c.Sentence.Paragraph {
		src.Span = c.said.span
	}
	for j := len(c.out) - 1; j >= 0 && !src.OK(); j-- {
		if c.Index-c.out[j].sentence <= 2 && c.out[j].Source.Len() > 0 {
			src.Span = c.out[j].Source
			break
		}
	}
	if !src.OK() && (c.Index == 0 || c.Items[k].Size < 3) {
		return // a headline, or a label
	}
	c.add(&q, cues.Speech, [][2]int{{k, k + 1}}, src, 0.4, true)
}
