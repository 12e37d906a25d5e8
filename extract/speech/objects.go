package speech

import (
	"strings"

	"onrecord/extract/grammar"
)

// objectEnd: an object, unlike a clause, ends where a participle, a
// preposition or another clause follows after a comma.
func (c *clause) objectEnd(start, end int) int {
	relative := false
	for k := start + 1; k < end; k++ {
		it := &c.Items[k]
		relative = relative || it.Quote < 0 && it.Is("who", "which", "that", "whose", "where", "how", "what", "why")
		if !relative && (it.Is("and", "but") && c.verbAfter(k+1) || it.Finite() && k == c.NounPhraseRight(start) && c.Items[k-1].Tag != "PRP") {
			return k
		}
		if !it.Comma() {
			continue
		}
		n := c.At(k + 1)
		if n.Time && c.At(k+2).Is("after", "before") {
			return k
		}
		if n.Is("but", "while", "as", "though", "although", "because", "after", "before", "when", "where", "saying", "with", "in", "on", "at", "by", "for", "after", "then", "so", "even", "rather", "not", "or", "and") && n.Quote < 0 || n.Tag == "VBG" || n.Tag == "VBN" || n.Tag == "VBD" || n.Tag == "PRP" || n.Tag == "TO" {
			if n.Is("and", "or") && (grammar.Nominal(c.At(k+2)) || c.At(k+2).Tag == "PRP$") {
				continue
			}
			return k
		}
		if (n.Tag == "DT" || n.Tag == "NNP" || n.Tag == "PRP") && c.ClauseAt(k+1) && c.plainClause(k+1, end) {
			return k
		}
	}
	return end
}

// verbAfter: at k, after adverbs, stands a verb with tense, whose subject is that
// of the verb before.
func (c *clause) verbAfter(k int) bool {
	for c.At(k).Adverb() && c.At(k).Quote < 0 {
		k++
	}
	it := c.At(k)
	return it.Quote < 0 && (it.Tag == "VBD" || it.Tag == "VBZ" || it.Tag == "MD")
}

// beforeWhen drops from the end of an object when it was said: described the
// wall in December, announced the plan on Thursday night.
func (c *clause) beforeWhen(start, end int) int {
	k := end
	for k > start+1 && c.At(k-1).Stop() {
		k--
	}
	last := k
	if c.At(start).Tag == "PRP" {
		return end // confirmed it on Friday
	}
	for k > start+1 && c.Items[k-1].Time && c.Items[k-1].Quote < 0 {
		k--
	}
	if k == last {
		return end
	}
	if c.Items[k-1].Is("on", "in", "at") && k-1 > start {
		k--
	}
	if p := &c.Items[k-1]; p.Tag == "DT" || p.Tag == "IN" || p.Tag == "POS" || p.Tag == "CD" || p.Tag == "CC" || strings.HasPrefix(p.Tag, "J") || c.At(k).Is("in") && !c.At(k+1).Time {
		return end
	}
	return k
}

// plainClause: a finite verb comes before any comma or relative pronoun.
func (c *clause) plainClause(k, end int) bool {
	for ; k < end; k++ {
		it := &c.Items[k]
		switch {
		case it.Comma() || it.Is("and", "or"):
			return false
		case it.Finite():
			return true
		}
	}
	return false
}
