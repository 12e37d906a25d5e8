package grammar

import "strings"

// Possessor of a noun cue: "his concern that", "Merz's claim that"; else the
// subject of the verb before it.
func (c *Clause) Possessor(head int) Mention {
	j := head - 1
	for j >= 0 && (strings.HasPrefix(c.Items[j].Tag, "J") || c.Items[j].Tag == "NN" || c.Items[j].Tag == "VBN" || c.Items[j].Tag == "VBG" || c.Items[j].Adverb() && c.Items[j].Quote < 0) {
		j--
	}
	if j < 0 {
		return Mention{}
	}
	switch {
	case c.Items[j].Tag == "PRP$":
		return c.MentionOf(j, j+1)
	case c.Items[j].Tag == "POS" || c.Items[j].Is("'s", "'"):
		if a, ok := c.NounPhraseLeft(j - 1); j > 0 && ok {
			return c.MentionOf(a, j)
		}
	}
	for ; j >= 0 && head-j < 8; j-- {
		if c.Items[j].Verb() && !Be[c.Items[j].Lower] {
			g := c.Group(Group{Head: j, End: j + 1, Ing: c.Items[j].Tag == "VBG"})
			if g.Ing {
				return c.Governor(&g)
			}
			return c.SubjectAt(g.First, 0)
		}
	}
	return Mention{}
}

// Governor finds the subject of a participle or infinitive: the noun it
// stands with, else the subject of the clause.
func (c *Clause) Governor(q *Group) Mention {
	p := c.At(q.First - 1)
	if q.Ing && strings.HasPrefix(p.Tag, "NN") && !p.Time {
		if a, ok := c.NounPhraseLeft(q.First - 1); ok {
			if p.Is("statement", "tweet", "letter", "message", "email", "e-mail", "post", "memo", "note") && c.At(a-1).Verb() {
				g := c.Group(Group{Head: a - 1, End: a, Ing: c.At(a-1).Tag == "VBG"})
				if m := c.SubjectAt(g.First, 0); m.OK() {
					return m
				}
			}
			return c.MentionOf(a, q.First)
		}
	}
	if q.Infinitive && (p.Is("him", "her", "them", "us", "me") || strings.HasPrefix(p.Tag, "NNP") && !p.Time || p.Tag == "NNS" && !p.Time) {
		if a, ok := c.NounPhraseLeft(q.First - 1); ok && (c.At(a-1).Verb() || c.At(a-1).Is("on", "for")) {
			return c.MentionOf(a, q.First)
		}
	}
	relative := Mention{}
	for k, tried := q.First-1, 0; k >= 0 && tried < 2*mostVerbs; k-- {
		it := &c.Items[k]
		if it.Quote >= 0 || c.Claimed[k] || !it.Finite() {
			continue
		}
		tried++
		g := c.Group(Group{Head: k, End: k + 1})
		if m := c.SubjectAt(g.First, 0); m.OK() {
			if p.Comma() && c.At(m.A).Is("who", "which", "that") {
				if !relative.OK() {
					relative = m
				}
				continue
			}
			return m
		}
		if m := c.Inverted(k + 1); m.OK() && p.Comma() {
			return m
		}
	}
	if relative.OK() {
		return relative
	}
	// "Calling it a sham, Smith left": the subject comes after.
	for k := q.End; k < len(c.Items)-1 && q.First < 3; k++ {
		if c.Items[k].Comma() && !c.Claimed[k] || c.Items[k].Quote >= 0 && c.Items[k].Closing() == ',' {
			if b := c.NounPhraseRight(k + 1); b > k+1 && (c.At(b).Verb() || c.At(b).Adverb() || c.At(b).Comma()) {
				return c.MentionOf(k+1, b)
			}
		}
	}
	return Mention{}
}
