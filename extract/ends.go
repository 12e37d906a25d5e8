package extract

import (
	"strings"

	"onrecord/extract/cues"
)

// contentEnd finds where content that begins at item start ends.
func (c *clause) contentEnd(start, i int) int {
	parens := 0
	for k := start; k < len(c.items); k++ {
		it := &c.items[k]
		switch {
		case it.quote >= 0:
			if b := it.closing(); k > start-1 && (b == '.' || b == '?' || b == '!') && it.size > 2 && !c.continuesAfter(k) {
				return k + 1
			}
			if it.closing() == ',' && it.size > 3 && c.newCueAt(k+1, i, true) {
				return k + 1
			}
			if k == start && c.wholeQuote(k) {
				return k + 1
			}
			if n := c.at(k + 1); i >= 0 && c.cues[i].verb != nil && c.cues[i].verb.Lemma == "call" && (n.adverb() || n.is("and") && (c.at(k+2).verb() || c.at(k+2).adverb()) || n.is("in") || n.tag == "IN" && !n.is("of", "for")) && n.quote < 0 && c.at(k+2).quote < 0 {
				return k + 1
			}
		case it.is("("):
			parens++
		case it.is(")"):
			if parens == 0 {
				return k
			}
			parens--
		case it.is(";"):
			return k
		case it.is(".", "?", "!") && k+1 < len(c.items) && c.items[k+1].quote < 0:
			return k
		case k == start:
		case it.comma() && c.newCueAt(k+1, i, true), it.is("according") && c.at(k+1).is("to"):
			return k
		case it.is("whereas"), it.dash() && c.at(k+1).is("though", "although", "but"), it.comma() && c.at(k+1).is("whereas"):
			return k
		case it.comma() && k > start+4 && c.aside(k+1):
			return k
		case it.is("and", "then") && c.announces(k+1):
			return k
		case it.comma() && c.at(k+1).is("but") && (c.at(k+2).tag == "PRP" || c.at(k+2).tag == "DT" || c.at(k+2).tag == "NNP" || c.at(k+2).tag == "VBD" || c.at(k+2).tag == "VBZ" || c.at(k+2).tag == "WP"):
			return k
		case it.is("and", "but", "while", "as", "though", "although") && it.tag != "" && c.newCueAt(k+1, i, false):
			return k
		case it.dash() && c.newCueAt(k+1, i, true):
			return k
		}
	}
	end := len(c.items)
	return c.trimTail(start, end)
}

// participleEnd: what a participle or a relative clause attributes ends where
// the sentence around it goes on: "Brook, recalling X, described".
func (c *clause) participleEnd(q *cue, start, end int) int {
	relative := c.at(q.first-1).is("who", "which", "that")
	inserted := q.ing && c.at(q.first-1).comma() || relative && c.at(q.first-2).comma()
	for k := start + 1; k < end; k++ {
		if !c.items[k].comma() && !(c.items[k].quote >= 0 && c.items[k].closing() == ',') {
			continue
		}
		n := k + 1
		for c.at(n).adverb() && c.at(n).quote < 0 {
			n++
		}
		if inserted && c.at(n).finite() && c.at(n).quote < 0 || q.ing && q.first < 2 && c.clauseAt(k+1) {
			if c.items[k].comma() {
				return k
			}
			return k + 1
		}
	}
	return end
}

// objectEnd: an object, unlike a clause, ends where a participle, a
// preposition or another clause follows after a comma.
func (c *clause) objectEnd(start, end int) int {
	for k := start + 1; k < end; k++ {
		if !c.items[k].comma() {
			continue
		}
		n := c.at(k + 1)
		if n.is("but", "while", "as", "though", "although", "because", "after", "before", "when", "where", "saying", "with", "in", "on", "at", "by", "for", "after", "then", "so", "even", "rather", "not", "or", "and") && n.quote < 0 || n.tag == "VBG" || n.tag == "VBN" || n.tag == "VBD" || n.tag == "PRP" || n.tag == "TO" {
			if n.is("and", "or") && (nominal(c.at(k+2)) || c.at(k+2).tag == "PRP$") {
				continue
			}
			return k
		}
		if (n.tag == "DT" || n.tag == "NNP" || n.tag == "PRP") && c.clauseAt(k+1) && c.plainClause(k+1, end) {
			return k
		}
	}
	return end
}

// plainClause: a finite verb comes before any comma or relative pronoun.
func (c *clause) plainClause(k, end int) bool {
	for ; k < end; k++ {
		it := &c.items[k]
		switch {
		case it.comma() || it.is("and", "or"):
			return false
		case it.finite():
			return true
		}
	}
	return false
}

// wholeQuote: the quotation at k is all that was said; what follows tells
// when, where or what of.
func (c *clause) wholeQuote(k int) bool {
	it, n := &c.items[k], c.at(k+1)
	if n.verb() || n.stop() || n.is("and", "or", "but") || n.quote >= 0 || n.to == 0 {
		return false
	}
	if it.closing() == ',' {
		return true
	}
	if b := it.closing(); b != '.' && b != '!' && b != '?' && !n.time && !n.comma() {
		return false
	}
	return c.at(k-1).is(",", ":") && it.opensSentence() && it.size > 2 && (n.tag == "IN" || n.tag == "TO" || n.time || n.adverb() || n.comma())
}

// aside: at k, after a comma, begins what the reporter adds about the last
// words, up to the end of the sentence: ", which was passed in 2010".
func (c *clause) aside(k int) bool {
	if !c.at(k).is("which", "who", "despite") && !(c.at(k).is("a", "an") && c.at(k+2).is("that")) {
		return false
	}
	for ; k < len(c.items); k++ {
		if it := &c.items[k]; it.comma() || it.quote >= 0 || it.dash() {
			return false
		}
	}
	return true
}

// announces: at k stands a verb and then, after a comma or colon, a whole
// quotation, whether the lexicon knows the verb or not.
func (c *clause) announces(k int) bool {
	for n := k; n < k+4; n++ {
		if it := c.at(n); it.quote >= 0 {
			return false
		} else if it.finite() {
			return c.at(n+1).is(",", ":") && c.at(n+2).quote >= 0 && c.at(n+2).opensSentence()
		}
	}
	return false
}

// continuesAfter: the sentence goes on after a quotation at k that ends with
// a full stop of its own.
func (c *clause) continuesAfter(k int) bool {
	n := c.at(k + 1)
	return n.quote < 0 && n.to > n.start && !n.stop() && n.text != "" && n.text[0] >= 'a' && n.text[0] <= 'z' && !c.newCueAt(k+1, -1, true)
}

// newCueAt: at k begins the part of another cue: ", saying", "and insisted
// that", "but she added". Bare says that a comma or dash came before.
func (c *clause) newCueAt(k, self int, comma bool) bool {
	for c.at(k).is("and", "but", "while", "as", "though", "also", "then", "later", "when", "before", "after") {
		k++
	}
	for j := range c.cues {
		q := &c.cues[j]
		if j == self || q.done || q.first < k {
			continue
		}
		if q.first > k+9 {
			return false
		}
		if q.kind == accordingCue {
			return q.first == k
		}
		if q.kind != verbCue || q.passive || q.infinitive {
			continue
		}
		speech := false
		for _, s := range q.verb.Senses {
			speech = speech || (s.Class == cues.Speech || s.Class == cues.Commitment) && (s.Takes("cqp") || q.first == k)
		}
		if !speech {
			return false
		}
		at, _, _ := c.contentStart(q)
		switch {
		case q.first == k && q.ing:
			return comma && at >= 0
		case q.first == k:
			return at >= 0 && (q.form == cues.Past || q.form == cues.Third || q.form == cues.Participle || q.first < q.head) && c.at(q.head).tag != "VB"
		case q.ing && !(at >= 0 && c.at(q.first-1).tag == "NNP"):
			return false
		}
		if q.ing {
			a, ok := c.nounPhraseLeft(q.first - 1)
			return ok && a <= k
		}
		// A subject of its own.
		m := c.subjectAt(q.first, 4)
		return m.ok() && m.a <= k && at >= 0 && (c.at(at).quote >= 0 || c.at(at).is("that") || comma || q.lemma == "say")
	}
	return false
}

var settings = set("interview statement tweet email e-mail speech news conference briefing letter memo post call television tv twitter facebook")

// trimTail drops where it was said from the end of what was said: "in an
// interview with the radio".
func (c *clause) trimTail(start, end int) int {
	for k := end - 1; k > start+2 && k > end-14; k-- {
		it := &c.items[k]
		if it.quote >= 0 || it.comma() {
			break
		}
		if it.is("in", "during", "at") && c.at(k+1).is("a", "an", "the", "his", "her") {
			for m := k + 2; m < k+5 && m < end; m++ {
				if settings[c.items[m].lower] && strings.HasPrefix(c.items[m].tag, "N") && c.items[m].is("interview", "statement", "tweet", "email", "e-mail", "conference", "briefing", "memo", "call") {
					return k
				}
			}
		}
	}
	return end
}
