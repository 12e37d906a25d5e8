package extract

import (
	"strings"

	"onrecord/graph/text"
)

// A mention is who a statement comes from, as written. a and b are its items;
// the name itself ends at head, before any apposition.
type mention struct {
	a, b int
	span text.Span
}

func (m mention) ok() bool { return m.span.Len() > 0 }

func (c *clause) mention(a, b int) mention {
	for a < b && (c.items[a].time && c.items[a].tag != "PRP" || c.items[a].tag == "CC" || c.items[a].adverb() || c.items[a].comma()) {
		a++
	}
	for a < b && (c.items[b-1].time || c.items[b-1].adverb() && !c.items[b-1].is("else") || c.items[b-1].comma()) && b-1 > a {
		b--
	}
	for b-1 > a+1 && (c.items[b-1].tag == "VBN" || c.items[b-1].tag == "VBD") && strings.HasPrefix(c.items[b-2].tag, "NN") {
		b--
	}
	if a >= b || a+1 == b && (c.items[a].time || c.items[a].is("there", "it's")) {
		return mention{}
	}
	return mention{a, b, c.span(a, b)}
}

// subject finds who does what the cue says.
func (c *clause) subject(q *cue) mention {
	switch {
	case q.kind == nounCue:
		return c.possessor(q)
	case q.passive:
		return mention{}
	case q.ing || q.infinitive:
		return c.governor(q)
	}
	return c.subjectAt(q.first, 0)
}

// subjectAt finds the subject of the verb group that begins at item v.
func (c *clause) subjectAt(v, depth int) mention {
	j := c.beforeTime(v - 1)
	if j < 0 || depth > 4 {
		return mention{}
	}
	it := &c.items[j]
	switch {
	case it.is("who", "which", "that", "whom") && it.tag != "NN":
		if it.is("that") && j > 0 && c.items[j-1].verb() {
			return mention{}
		}
		return c.mention(j, j+1)
	case it.comma() || it.dash() || it.is(")"):
		return c.beforeApposition(j)
	case it.tag == "CC":
		return c.sharedSubject(j, depth)
	}
	if a, ok := c.nounPhraseLeft(j); ok {
		return c.mention(a, j+1)
	}
	return mention{}
}

// beforeTime skips adverbs and time to the left: "Brook later Thursday".
func (c *clause) beforeTime(j int) int {
	for j >= 0 && c.items[j].quote < 0 {
		it := &c.items[j]
		switch {
		case it.adverb() && !it.is("so") || it.time:
			j--
		case it.is("on", "in", "of", "since") && j+1 < len(c.items) && c.items[j+1].time:
			j--
		case it.tag == "CD" && c.at(j+1).time && c.at(j+2).is("ago", "later", "earlier"), it.is("a", "than") && c.at(j+1).time, it.is("than") && c.at(j+1).tag == "CD":
			j--
		default:
			return j
		}
	}
	return j
}

// sharedSubject: a verb after "and" has the subject of the verb before it.
func (c *clause) sharedSubject(j, depth int) mention {
	for k := j - 1; k >= 0; k-- {
		if c.claimed[k] || c.items[k].quote >= 0 {
			continue
		}
		if c.items[k].finite() || c.items[k].tag == "VBN" && (be[c.at(k-1).lower] || c.at(k-1).tag == "PRP" || c.at(k-1).tag == "NNP") {
			q := c.group(cue{head: k, end: k + 1})
			if m := c.subjectAt(q.first, depth+1); m.ok() {
				return m
			}
		}
	}
	return mention{}
}

// beforeApposition: NP, apposition or relative clause, verb.
func (c *clause) beforeApposition(j int) mention {
	closing := &c.items[j]
	if j > 0 && c.items[j-1].quote >= 0 && c.items[j-1].size > 5 {
		return mention{}
	}
	for k := j - 1; k > 0 && j-k < 45; k-- {
		it := &c.items[k]
		if it.stop() || it.quote >= 0 && it.size > 12 {
			return mention{}
		}
		open := closing.comma() && it.comma() || closing.dash() && it.dash() || closing.is(")") && it.is("(")
		if !open || !c.apposition(k+1, j) {
			continue
		}
		if !c.items[k-1].noun() && !c.items[k-1].is(")") {
			continue
		}
		if c.items[k-1].is(")") {
			m := c.beforeApposition(k - 1)
			if m.ok() {
				return c.widen(m, j)
			}
			continue
		}
		if a, ok := c.nounPhraseLeft(k - 1); ok {
			if a > 1 && c.items[a-1].comma() && c.items[a].tag != "NNP" && strings.HasPrefix(c.items[a-2].tag, "NNP") && !c.items[a-2].time {
				// NAME, the chairman, for example, said.
				if outer, ok := c.nounPhraseLeft(a - 2); ok {
					a = outer
				}
			}
			if m := c.mention(a, k); m.ok() {
				return c.widen(m, j)
			}
		}
	}
	return mention{}
}

func (c *clause) widen(m mention, b int) mention {
	m.b = b
	m.span.End = c.items[b-1].to
	return m
}

// apposition says whether items [a, b) can stand between a name and its verb.
func (c *clause) apposition(a, b int) bool {
	if a >= b {
		return false
	}
	f := &c.items[a]
	if f.is("who", "whose", "which", "whom", "where", "when", "as", "like", "himself", "herself") || f.tag == "VBN" || f.tag == "VBG" {
		return true
	}
	if f.tag == "VBD" || f.tag == "CC" && b-a < 12 && b < len(c.items) {
		return true
	}
	for i := a; i < b; i++ {
		if c.items[i].is("who", "which", "that", "whose", "where") {
			return true
		}
		if it := &c.items[i]; it.finite() && (it.tag != "VBD" || auxiliaries[it.lower]) {
			return false
		}
	}
	return true
}

// possessor of a noun cue: "his concern that", "Merz's claim that"; else the
// subject of the verb before it.
func (c *clause) possessor(q *cue) mention {
	j := q.head - 1
	for j >= 0 && (strings.HasPrefix(c.items[j].tag, "J") || c.items[j].tag == "NN" || c.items[j].tag == "VBN" || c.items[j].tag == "VBG" || c.items[j].adverb() && c.items[j].quote < 0) {
		j--
	}
	if j < 0 {
		return mention{}
	}
	switch {
	case c.items[j].tag == "PRP$":
		return c.mention(j, j+1)
	case c.items[j].tag == "POS" || c.items[j].is("'s", "'"):
		if a, ok := c.nounPhraseLeft(j - 1); j > 0 && ok {
			return c.mention(a, j)
		}
	}
	for ; j >= 0 && q.head-j < 8; j-- {
		if c.items[j].verb() && !be[c.items[j].lower] {
			g := c.group(cue{head: j, end: j + 1, ing: c.items[j].tag == "VBG"})
			if g.ing {
				return c.governor(&g)
			}
			return c.subjectAt(g.first, 0)
		}
	}
	return mention{}
}

// governor finds the subject of a participle or infinitive: the noun it
// stands with, else the subject of the clause.
func (c *clause) governor(q *cue) mention {
	p := c.at(q.first - 1)
	if q.ing && strings.HasPrefix(p.tag, "NN") && !p.time {
		if a, ok := c.nounPhraseLeft(q.first - 1); ok {
			if p.is("statement", "tweet", "letter", "message", "email", "e-mail", "post", "memo", "note") && c.at(a-1).verb() {
				g := c.group(cue{head: a - 1, end: a, ing: c.at(a-1).tag == "VBG"})
				if m := c.subjectAt(g.first, 0); m.ok() {
					return m
				}
			}
			return c.mention(a, q.first)
		}
	}
	if q.infinitive && (p.is("him", "her", "them", "us", "me") || strings.HasPrefix(p.tag, "NNP") && !p.time || p.tag == "NNS" && !p.time) {
		if a, ok := c.nounPhraseLeft(q.first - 1); ok && (c.at(a-1).verb() || c.at(a-1).is("on", "for")) {
			return c.mention(a, q.first)
		}
	}
	relative := mention{}
	for k := q.first - 1; k >= 0; k-- {
		it := &c.items[k]
		if it.quote >= 0 || c.claimed[k] || !it.finite() {
			continue
		}
		g := c.group(cue{head: k, end: k + 1})
		if m := c.subjectAt(g.first, 0); m.ok() {
			if p.comma() && c.at(m.a).is("who", "which", "that") {
				if !relative.ok() {
					relative = m
				}
				continue
			}
			return m
		}
		if m := c.inverted(k + 1); m.ok() && p.comma() {
			return m
		}
	}
	if relative.ok() {
		return relative
	}
	// "Calling it a sham, Smith left": the subject comes after.
	for k := q.end; k < len(c.items)-1 && q.first < 3; k++ {
		if c.items[k].comma() && !c.claimed[k] || c.items[k].quote >= 0 && c.items[k].closing() == ',' {
			if b := c.nounPhraseRight(k + 1); b > k+1 && (c.at(b).verb() || c.at(b).adverb() || c.at(b).comma()) {
				return c.mention(k+1, b)
			}
		}
	}
	return mention{}
}
