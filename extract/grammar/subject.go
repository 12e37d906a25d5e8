package grammar

import (
	"strings"

	"onrecord/graph/text"
)

// A Mention is who does or says something, as written: items [A, B), with any
// apposition. An empty one is nobody.
type Mention struct {
	A, B int
	Span text.Span
}

// OK: there is a mention.
func (m Mention) OK() bool { return m.Span.Len() > 0 }

// MentionOf makes a mention of items [a, b), without what cannot belong to a
// name: time, adverbs, commas.
func (c *Clause) MentionOf(a, b int) Mention {
	for a < b && (c.Items[a].Time && c.Items[a].Tag != "PRP" || c.Items[a].Tag == "CC" || c.Items[a].Adverb() || c.Items[a].Comma()) {
		a++
	}
	for a < b && (c.Items[b-1].Time || c.Items[b-1].Adverb() && !c.Items[b-1].Is("else") || c.Items[b-1].Comma()) && b-1 > a {
		b--
	}
	for b-1 > a+1 && (c.Items[b-1].Tag == "VBN" || c.Items[b-1].Tag == "VBD") && strings.HasPrefix(c.Items[b-2].Tag, "NN") {
		b--
	}
	if a >= b || a+1 == b && (c.Items[a].Time || c.Items[a].Is("there", "it's")) {
		return Mention{}
	}
	return Mention{a, b, c.Span(a, b)}
}

// Subject finds who does what a verb group says; of a passive, nobody.
func (c *Clause) Subject(g *Group) Mention {
	switch {
	case g.Passive:
		return Mention{}
	case g.Ing || g.Infinitive:
		return c.Governor(g)
	}
	return c.SubjectAt(g.First, 0)
}

// SubjectAt finds the subject of the verb group that begins at item v.
func (c *Clause) SubjectAt(v, depth int) Mention {
	j := c.BeforeTime(v - 1)
	if j < 0 || depth > 4 {
		return Mention{}
	}
	it := &c.Items[j]
	switch {
	case it.Is("who", "which", "that", "whom") && it.Tag != "NN":
		if it.Is("that") && j > 0 && c.Items[j-1].Verb() {
			return Mention{}
		}
		return c.MentionOf(j, j+1)
	case it.Comma() || it.Dash() || it.Is(")"):
		return c.beforeApposition(j)
	case it.Tag == "CC":
		return c.sharedSubject(j, depth)
	}
	if a, ok := c.NounPhraseLeft(j); ok {
		return c.MentionOf(a, j+1)
	}
	return Mention{}
}

// BeforeTime skips adverbs and time to the left: "Brook later Thursday".
func (c *Clause) BeforeTime(j int) int {
	for j >= 0 && c.Items[j].Quote < 0 {
		it := &c.Items[j]
		switch {
		case it.Adverb() && !it.Is("so") || it.Time:
			j--
		case it.Is("on", "in", "of", "since") && j+1 < len(c.Items) && c.Items[j+1].Time:
			j--
		case it.Tag == "CD" && c.At(j+1).Time && c.At(j+2).Is("ago", "later", "earlier"), it.Is("a", "than") && c.At(j+1).Time, it.Is("than") && c.At(j+1).Tag == "CD":
			j--
		default:
			return j
		}
	}
	return j
}

// sharedSubject: a verb after "and" has the subject of the verb before it.
func (c *Clause) sharedSubject(j, depth int) Mention {
	for k := j - 1; k >= 0; k-- {
		if c.Claimed[k] || c.Items[k].Quote >= 0 {
			continue
		}
		if c.Items[k].Finite() || c.Items[k].Tag == "VBN" && (Be[c.At(k-1).Lower] || c.At(k-1).Tag == "PRP" || c.At(k-1).Tag == "NNP") {
			q := c.Group(Group{Head: k, End: k + 1})
			if m := c.SubjectAt(q.First, depth+1); m.OK() {
				return m
			}
		}
	}
	return Mention{}
}

// beforeApposition: NP, apposition or relative clause, verb.
func (c *Clause) beforeApposition(j int) Mention {
	closing := &c.Items[j]
	if j > 0 && c.Items[j-1].Quote >= 0 && c.Items[j-1].Size > 5 {
		return Mention{}
	}
	for k := j - 1; k > 0 && j-k < 45; k-- {
		it := &c.Items[k]
		if it.Stop() || it.Quote >= 0 && it.Size > 12 {
			return Mention{}
		}
		open := closing.Comma() && it.Comma() || closing.Dash() && it.Dash() || closing.Is(")") && it.Is("(")
		if !open || !c.Apposition(k+1, j) {
			continue
		}
		if !c.Items[k-1].Noun() && !c.Items[k-1].Is(")") {
			continue
		}
		if c.Items[k-1].Is(")") {
			m := c.beforeApposition(k - 1)
			if m.OK() {
				return c.Widen(m, j)
			}
			continue
		}
		if a, ok := c.NounPhraseLeft(k - 1); ok {
			if a > 1 && c.Items[a-1].Comma() && c.Items[a].Tag != "NNP" && strings.HasPrefix(c.Items[a-2].Tag, "NNP") && !c.Items[a-2].Time {
				// NAME, the chairman, for example, said.
				if outer, ok := c.NounPhraseLeft(a - 2); ok {
					a = outer
				}
			}
			if m := c.MentionOf(a, k); m.OK() {
				return c.Widen(m, j)
			}
		}
	}
	return Mention{}
}

func (c *Clause) Widen(m Mention, b int) Mention {
	m.B = b
	m.Span.End = c.Items[b-1].To
	return m
}

// Apposition says whether items [a, b) can stand between a name and its verb.
func (c *Clause) Apposition(a, b int) bool {
	if a >= b {
		return false
	}
	f := &c.Items[a]
	if f.Is("who", "whose", "which", "whom", "where", "when", "as", "like", "himself", "herself") || f.Tag == "VBN" || f.Tag == "VBG" {
		return true
	}
	if f.Tag == "VBD" || f.Tag == "CC" && b-a < 12 && b < len(c.Items) {
		return true
	}
	for i := a; i < b; i++ {
		if c.Items[i].Is("who", "which", "that", "whose", "where") {
			return true
		}
		if it := &c.Items[i]; it.Finite() && (it.Tag != "VBD" || Auxiliaries[it.Lower]) {
			return false
		}
	}
	return true
}

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
	for k := q.First - 1; k >= 0; k-- {
		it := &c.Items[k]
		if it.Quote >= 0 || c.Claimed[k] || !it.Finite() {
			continue
		}
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
