package speech

import (
	"strings"

	"onrecord/extract/cues"
	"onrecord/extract/grammar"
)

// contentEnd finds where content that begins at item start ends.
func (c *clause) contentEnd(start, i int) int {
	parens := 0
	for k := start; k < len(c.Items); k++ {
		it := &c.Items[k]
		switch {
		case it.Quote >= 0:
			if b := it.Closing(); k > start-1 && (b == '.' || b == '?' || b == '!') && it.Size > 2 && !c.continuesAfter(k) {
				return k + 1
			}
			if it.Closing() == ',' && it.Size > 3 && c.newCueAt(k+1, i, true) {
				return k + 1
			}
			if k == start && c.wholeQuote(k) {
				return k + 1
			}
			if n := c.At(k + 1); i >= 0 && c.cues[i].verb != nil && c.cues[i].verb.Lemma == "call" && (n.Adverb() || n.Is("and") && (c.At(k+2).Verb() || c.At(k+2).Adverb()) || n.Is("in") || n.Tag == "IN" && !n.Is("of", "for")) && n.Quote < 0 && c.At(k+2).Quote < 0 {
				return k + 1
			}
		case it.Is("("):
			parens++
		case it.Is(")"):
			if parens == 0 {
				return k
			}
			parens--
		case it.Is(";"):
			return k
		case it.Is(".", "?", "!") && k+1 < len(c.Items) && c.Items[k+1].Quote < 0:
			return k
		case k == start:
		case it.Comma() && c.newCueAt(k+1, i, true), it.Is("according") && c.At(k+1).Is("to"):
			return k
		case it.Is("whereas"), it.Dash() && c.At(k+1).Is("though", "although", "but"), it.Comma() && c.At(k+1).Is("whereas"):
			return k
		case it.Comma() && k > start+4 && c.aside(k+1):
			return k
		case it.Is("and", "then") && c.announces(k+1):
			return k
		case it.Comma() && c.At(k+1).Is("but") && (c.At(k+2).Tag == "PRP" || c.At(k+2).Tag == "DT" || c.At(k+2).Tag == "NNP" || c.At(k+2).Tag == "VBD" || c.At(k+2).Tag == "VBZ" || c.At(k+2).Tag == "WP"):
			return k
		case it.Is("and", "but", "while", "as", "though", "although") && it.Tag != "" && c.newCueAt(k+1, i, false):
			return k
		case it.Dash() && c.newCueAt(k+1, i, true):
			return k
		}
	}
	end := len(c.Items)
	return c.trimTail(start, end)
}

// participleEnd: what a participle or a relative clause attributes ends where
// the sentence around it goes on: "Brook, recalling X, described".
func (c *clause) participleEnd(q *cue, start, end int) int {
	relative := c.At(q.First-1).Is("who", "which", "that")
	inserted := q.Ing && c.At(q.First-1).Comma() || relative && c.At(q.First-2).Comma()
	for k := start + 1; k < end; k++ {
		if !c.Items[k].Comma() && !(c.Items[k].Quote >= 0 && c.Items[k].Closing() == ',') {
			continue
		}
		n := k + 1
		for c.At(n).Adverb() && c.At(n).Quote < 0 {
			n++
		}
		if inserted && c.At(n).Finite() && c.At(n).Quote < 0 || q.Ing && q.First < 2 && c.ClauseAt(k+1) {
			if c.Items[k].Comma() {
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
		if !c.Items[k].Comma() {
			continue
		}
		n := c.At(k + 1)
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

// wholeQuote: the quotation at k is all that was said; what follows tells
// when, where or what of.
func (c *clause) wholeQuote(k int) bool {
	it, n := &c.Items[k], c.At(k+1)
	if n.Verb() || n.Stop() || n.Is("and", "or", "but") || n.Quote >= 0 || n.To == 0 {
		return false
	}
	if it.Closing() == ',' {
		return true
	}
	if b := it.Closing(); b != '.' && b != '!' && b != '?' && !n.Time && !n.Comma() {
		return false
	}
	return c.At(k-1).Is(",", ":") && it.OpensSentence() && it.Size > 2 && (n.Tag == "IN" || n.Tag == "TO" || n.Time || n.Adverb() || n.Comma())
}

// aside: at k, after a comma, begins what the reporter adds about the last
// words, up to the end of the sentence: ", which was passed in 2010".
func (c *clause) aside(k int) bool {
	if !c.At(k).Is("which", "who", "despite") && !(c.At(k).Is("a", "an") && c.At(k+2).Is("that")) {
		return false
	}
	for ; k < len(c.Items); k++ {
		if it := &c.Items[k]; it.Comma() || it.Quote >= 0 || it.Dash() {
			return false
		}
	}
	return true
}

// announces: at k stands a verb and then, after a comma or colon, a whole
// quotation, whether the lexicon knows the verb or not.
func (c *clause) announces(k int) bool {
	for n := k; n < k+4; n++ {
		if it := c.At(n); it.Quote >= 0 {
			return false
		} else if it.Finite() {
			return c.At(n+1).Is(",", ":") && c.At(n+2).Quote >= 0 && c.At(n+2).OpensSentence()
		}
	}
	return false
}

// continuesAfter: the sentence goes on after a quotation at k that ends with
// a full stop of its own.
func (c *clause) continuesAfter(k int) bool {
	n := c.At(k + 1)
	return n.Quote < 0 && n.To > n.Start && !n.Stop() && n.Text != "" && n.Text[0] >= 'a' && n.Text[0] <= 'z' && !c.newCueAt(k+1, -1, true)
}

// newCueAt: at k begins the part of another cue: ", saying", "and insisted
// that", "but she added". Bare says that a comma or dash came before.
func (c *clause) newCueAt(k, self int, comma bool) bool {
	for c.At(k).Is("and", "but", "while", "as", "though", "also", "then", "later", "when", "before", "after") {
		k++
	}
	for j := range c.cues {
		q := &c.cues[j]
		if j == self || q.done || q.First < k {
			continue
		}
		if q.First > k+9 {
			return false
		}
		if q.kind == accordingCue {
			return q.First == k
		}
		if q.kind != verbCue || q.Passive || q.Infinitive {
			continue
		}
		speech := false
		for _, s := range q.verb.Senses {
			speech = speech || (s.Class == cues.Speech || s.Class == cues.Commitment) && (s.Takes("cqp") || q.First == k)
		}
		if !speech {
			return false
		}
		at, _, _ := c.contentStart(q)
		switch {
		case q.First == k && q.Ing:
			return comma && at >= 0
		case q.First == k:
			return at >= 0 && (q.form == cues.Past || q.form == cues.Third || q.form == cues.Participle || q.First < q.Head) && c.At(q.Head).Tag != "VB"
		case q.Ing && !(at >= 0 && c.At(q.First-1).Tag == "NNP"):
			return false
		}
		if q.Ing {
			a, ok := c.NounPhraseLeft(q.First - 1)
			return ok && a <= k
		}
		// A subject of its own.
		m := c.SubjectAt(q.First, 4)
		return m.OK() && m.A <= k && at >= 0 && (c.At(at).Quote >= 0 || c.At(at).Is("that") || comma || q.lemma == "say")
	}
	return false
}

var settings = grammar.Set("interview statement tweet email e-mail speech news conference briefing letter memo post call television tv twitter facebook")

// trimTail drops where it was said from the end of what was said: "in an
// interview with the radio".
func (c *clause) trimTail(start, end int) int {
	for k := end - 1; k > start+2 && k > end-14; k-- {
		it := &c.Items[k]
		if it.Quote >= 0 || it.Comma() {
			break
		}
		if it.Is("in", "during", "at") && c.At(k+1).Is("a", "an", "the", "his", "her") {
			for m := k + 2; m < k+5 && m < end; m++ {
				if settings[c.Items[m].Lower] && strings.HasPrefix(c.Items[m].Tag, "N") && c.Items[m].Is("interview", "statement", "tweet", "email", "e-mail", "conference", "briefing", "memo", "call") {
					return k
				}
			}
		}
	}
	return end
}
