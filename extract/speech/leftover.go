package speech

import (
	"strings"

	"onrecord/extract/cues"
	"onrecord/extract/grammar"
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
		alone := c.alone()
		switch {
		case alone && c.goOn(k):
		case !alone && (c.title(k) || c.At(k+1).Is("by") && it.Closing() == ','):
		case it.Size >= 4 || alone || c.At(k-1).Is(":"):
			c.fragment(k, alone)
		}
	}
}

// alone: the sentence is nothing but quotations, and an “Indeed,” perhaps.
func (c *clause) alone() bool {
	i := 0
	if (c.At(0).Adverb() || c.At(0).Tag == "CC") && c.At(1).Is(",", ":") {
		i = 2
	}
	for ; i < len(c.Items); i++ {
		if x := &c.Items[i]; x.Quote < 0 && !x.Stop() && !x.Is(":", ",") && !x.Dash() {
			return false
		}
	}
	return true
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

// fragment makes a statement of a quotation inside a sentence without a cue:
// whoever is the subject of the nearest verb before it said it.
func (c *clause) fragment(k int, alone bool) {
	if alone {
		c.carried(k)
		return
	}
	if k == 0 && c.Items[k].Size > 4 && c.goOnWhole() {
		return
	}
	q, start := cue{Group: grammar.Group{First: k, End: k}}, k
	src := c.beforeColon(k)
	if !src.OK() {
		var v int
		if src, v = c.actor(k, &q); v >= 0 {
			if (grammar.Be[q.lemma] || c.At(src.A).Is("that", "this", "it")) && c.goOnWhole() {
				return
			}
			if !grammar.Be[q.lemma] && k-v < 12 && !c.besides(v, k) {
				start = v + 1
			}
		}
	}
	if !src.OK() && c.goOnWhole() {
		return
	}
	c.add(&q, cues.Speech, [][2]int{{start, c.fragmentEnd(k)}}, src, 0.35, false)
}

// actor finds the nearest verb before item k that has a subject, makes it the
// cue, and gives both; -1 where there is none.
func (c *clause) actor(k int, q *cue) (grammar.Mention, int) {
	for v := k - 1; v >= 0 && !c.Claimed[v]; v-- {
		it := &c.Items[v]
		if !it.Verb() || it.Quote >= 0 {
			continue
		}
		g := c.Group(grammar.Group{Head: v, End: v + 1, Ing: it.Tag == "VBG"})
		q.First, q.End, q.lemma = g.First, v+1, it.Lower
		if src := c.Subject(&g); src.OK() {
			return src, v
		}
	}
	return grammar.Mention{}, -1
}

// fragmentEnd finds where what begins with the quotation at k ends.
func (c *clause) fragmentEnd(k int) int {
	end := k + 1
	if b := c.Items[k].Closing(); b != '.' && b != '?' && b != '!' && (b != ',' || c.listed(k)) {
		end = c.contentEnd(k, -1)
	}
	for end > k+1 && !c.Free(k, end) {
		end--
	}
	return end
}

// beforeColon finds the speaker in "Name: “...”".
func (c *clause) beforeColon(k int) grammar.Mention {
	if k < 2 || !c.Items[k-1].Is(":") {
		return grammar.Mention{}
	}
	for i := 1; i < k-2; i++ {
		// The mayor, who runs the harbour: “...”
		if !c.Items[i].Comma() {
			continue
		}
		if a, ok := c.NounPhraseLeft(i - 1); ok && a == 0 && c.At(i+1).Is("who", "whose") && c.Apposition(i+1, k-1) {
			return c.MentionOf(0, i)
		}
		break
	}
	a, ok := c.NounPhraseLeft(k - 2)
	if !ok || a > 0 && !c.Items[a-1].Dash() && !c.Items[a-1].Is("from", "by") && !c.Items[a-1].Stop() {
		return grammar.Mention{}
	}
	return c.MentionOf(a, k-1)
}

// listed: the quotation at k is a member of “A,” “B” and “C”.
func (c *clause) listed(k int) bool {
	n := c.At(k + 1)
	return n.Quote >= 0 || n.Is("and", "or") && c.At(k+2).Quote >= 0
}

// besides: the quotation at k is not the object of the verb at v but stands
// with another: took credit for “...”, coined a phrase, “...”
func (c *clause) besides(v, k int) bool {
	p := c.At(k - 1)
	return p.Comma() || (p.Tag == "IN" || p.Tag == "TO") && c.NounPhraseRight(v+1) == k-1
}
