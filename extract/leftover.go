package extract

import (
	"strings"

	"onrecord/extract/cues"
	"onrecord/graph/text"
)

// screenplay: a transcript, "NAME: what was said".
func (c *clause) screenplay() bool {
	for k := 0; k < len(c.items) && k < 5; k++ {
		it := &c.items[k]
		if it.is(":") {
			if k == 0 || k+2 >= len(c.items) {
				return false
			}
			q := cue{first: k, end: k + 1, lemma: ":"}
			return c.add(&q, cues.Speech, [][2]int{{k + 1, len(c.items)}}, c.mention(0, k), 0.7, false)
		}
		if it.quote >= 0 || !upper(it.text) {
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
	for k := 0; k < len(c.items); k++ {
		it := &c.items[k]
		if it.quote < 0 || c.taken[it.quote] || c.claimed[k] {
			continue
		}
		alone := true
		for j := range c.items {
			if x := &c.items[j]; x.quote < 0 && !x.stop() && !x.is(":", ",") && !x.dash() {
				alone = false
			}
		}
		switch {
		case alone && c.goOn(k):
		case !alone && (c.title(k) || c.at(k+1).is("by") && it.closing() == ','):
		case it.size >= 3 || alone:
			c.fragment(k, alone)
		}
	}
}

// title: a few words in capitals after a preposition or a possessive name a
// programme, a book or a song.
func (c *clause) title(k int) bool {
	it, p := &c.items[k], c.at(k-1)
	if it.size > 7 || it.closing() == '?' || it.closing() == '!' || p.tag != "IN" && p.tag != "POS" && p.tag != "TO" && p.tag != "DT" && !strings.HasPrefix(p.tag, "NN") {
		return false
	}
	for _, w := range c.t.Words[it.first:it.end] {
		if len(w.Text) > 3 && w.Text[0] >= 'a' && w.Text[0] <= 'z' {
			return false
		}
	}
	return true
}

// goOn adds a sentence that is nothing but a quotation to the statement
// before it.
func (c *clause) goOn(k int) bool {
	if c.index == 0 || len(c.out) == 0 || c.said.announces && c.said.sentence == c.index-1 {
		return false
	}
	last := &c.out[len(c.out)-1]
	for j := range c.out {
		// The statement that ends last goes on.
		if o := &c.out[j]; o.sentence >= last.sentence && o.left {
			last = o
		}
	}
	gap := c.index - last.sentence
	end := last.Content[len(last.Content)-1]
	before := c.t.Sentences[c.index-1]
	samePar := before.Paragraph == c.sentence.Paragraph
	if samePar && last.left && gap == 2 && c.quotedAt(end) {
		gap = 1
	}
	if gap != 1 || !samePar && !c.quotedAt(end) {
		return false
	}
	last.Content = append(last.Content, c.span(k, k+1))
	last.sentence = c.index
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
	src := mention{}
	q := cue{first: k, end: k}
	start := k
	if alone {
		c.carried(k)
		return
	}
	if k == 0 && c.items[k].size > 4 && c.goOnWhole() {
		return
	}
	if m := c.beforeColon(k); m.ok() {
		src = m
	} else {
		for v := k - 1; v >= 0 && !c.claimed[v]; v-- {
			it := &c.items[v]
			if !it.verb() || it.quote >= 0 {
				continue
			}
			g := c.group(cue{head: v, end: v + 1, ing: it.tag == "VBG"})
			src = c.subject(&g)
			q.first, q.end, q.lemma = g.first, v+1, it.lower
			if src.ok() {
				if (be[it.lower] || c.at(src.a).is("that", "this", "it")) && c.goOnWhole() {
					return
				}
				if !be[it.lower] && k-v < 12 {
					start = v + 1
				}
				break
			}
		}
	}
	if !src.ok() && c.goOnWhole() {
		return
	}
	end := k + 1
	if it := &c.items[k]; it.closing() != '.' && it.closing() != '?' && it.closing() != '!' && it.closing() != ',' {
		end = c.contentEnd(k, -1)
	}
	for end > k+1 && !c.free(k, end) {
		end--
	}
	c.add(&q, cues.Speech, [][2]int{{start, end}}, src, 0.35, false)
}

// beforeColon finds the speaker in "Name: “...”".
func (c *clause) beforeColon(k int) mention {
	if k < 2 || !c.items[k-1].is(":") {
		return mention{}
	}
	a, ok := c.nounPhraseLeft(k - 2)
	if !ok || a > 0 && !c.items[a-1].dash() && !c.items[a-1].is("from", "by") && !c.items[a-1].stop() {
		return mention{}
	}
	return c.mention(a, k-1)
}

// goOnWhole adds the whole sentence to what was quoted right before it: "...,"
// he said. That makes it “...”.
func (c *clause) goOnWhole() bool {
	if c.index == 0 || len(c.out) == 0 || !c.free(0, len(c.items)) {
		return false
	}
	last := &c.out[len(c.out)-1]
	if !last.left || last.sentence != c.index-1 || c.t.Sentences[c.index-1].Paragraph != c.sentence.Paragraph || !c.quotedAt(last.Content[0]) {
		return false
	}
	last.Content = append(last.Content, c.span(0, len(c.items)))
	last.sentence = c.index
	c.claim(0, len(c.items))
	return true
}

// carried makes a statement of a quotation that stands alone: it is the
// speaker's of the sentence before.
func (c *clause) carried(k int) {
	q := cue{first: k, end: k}
	src := mention{}
	if c.index > 0 && c.said.sentence == c.index-1 && c.t.Sentences[c.index-1].Paragraph == c.sentence.Paragraph {
		src.span = c.said.span
	}
	for j := len(c.out) - 1; j >= 0 && !src.ok(); j-- {
		if c.index-c.out[j].sentence <= 2 && c.out[j].Source.Len() > 0 {
			src.span = c.out[j].Source
			break
		}
	}
	if !src.ok() && (c.index == 0 || c.items[k].size < 3) {
		return // a headline, or a label
	}
	c.add(&q, cues.Speech, [][2]int{{k, k + 1}}, src, 0.4, true)
}
