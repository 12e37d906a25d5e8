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
	case it.Comma() || it.Dash() || it.Is(")") || it.endsWithComma():
		return c.beforeApposition(j, 0)
	case it.Tag == "CC":
		return c.sharedSubject(j, depth)
	}
	if a, ok := c.NounPhraseLeft(j); ok {
		return c.MentionOf(a, j+1)
	}
	if !it.Verb() {
		return Mention{}
	}
	// The crew who had come would sail.
	if noun, ok := c.relativeBefore(j); ok {
		if a, ok := c.NounPhraseLeft(noun); ok {
			return c.MentionOf(a, j+1)
		}
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

// mostVerbs is how many verbs are asked for their subject before nobody is: no
// sentence that can be read needs more, and one without sense must not take
// forever.
const mostVerbs = 3

// sharedSubject: a verb after "and" has the subject of the verb before it.
func (c *Clause) sharedSubject(j, depth int) Mention {
	for k, tried := j-1, 0; k >= 0 && tried < mostVerbs; k-- {
		if c.Claimed[k] || c.Items[k].Quote >= 0 {
			continue
		}
		if c.Items[k].Finite() || c.Items[k].Tag == "VBN" && (Be[c.At(k-1).Lower] || c.At(k-1).Tag == "PRP" || c.At(k-1).Tag == "NNP") {
			tried++
			q := c.Group(Group{Head: k, End: k + 1})
			if m := c.SubjectAt(q.First, depth+1); m.OK() {
				return m
			}
		}
	}
	return Mention{}
}
