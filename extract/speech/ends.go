package speech

import (
	"strings"

	"onrecord/extract/grammar"
)

// contentEnd finds where content that begins at item start ends. The cue that
// governs it is the one at index i; -1 is none.
func (c *clause) contentEnd(start, i int) int {
	parens := 0
	for k := start; k < len(c.Items); k++ {
		it := &c.Items[k]
		switch {
		case it.Quote >= 0:
			if c.endsAfterQuote(k, start, i) {
				return k + 1
			}
		case it.Is("("):
			parens++
		case it.Is(")") && parens > 0:
			parens--
		case it.Is(")", ";"), it.Is(".", "?", "!") && k+1 < len(c.Items) && c.Items[k+1].Quote < 0:
			return k
		case k > start && (c.endsAtMark(k, start, i) || c.endsAtWord(k, start, i)):
			return k
		}
	}
	return c.trimTail(start, len(c.Items))
}

// endsAfterQuote: with the quotation at k the content is complete.
func (c *clause) endsAfterQuote(k, start, i int) bool {
	it, n := &c.Items[k], c.At(k+1)
	switch b := it.Closing(); {
	case (b == '.' || b == '?' || b == '!') && it.Size > 2 && !c.continuesAfter(k):
		return true
	case n.Is("before", "after", "while") && c.At(k+2).Tag == "VBG":
		return true
	case n.Is("as") && c.At(k+2).Tag == "PRP" && c.At(k+3).Is("put", "puts", "called", "calls"):
		return true // as she put it
	case b == ',' && (it.Size > 3 || n.Tag == "VBG") && c.newCueAt(k+1, i, true):
		return true
	case k == start && c.wholeQuote(k):
		return true
	}
	return i >= 0 && c.cues[i].lemma == "call" && c.leavesName(k)
}

// leavesName: after "called it “a sham”" the sentence goes on about something
// else.
func (c *clause) leavesName(k int) bool {
	n, nn := c.At(k+1), c.At(k+2)
	if n.Quote >= 0 || nn.Quote >= 0 {
		return false
	}
	return n.Adverb() || n.Is("and") && (nn.Verb() || nn.Adverb()) || n.Tag == "IN" && !n.Is("of", "for")
}

// endsAtMark: the comma or dash at k ends the content.
func (c *clause) endsAtMark(k, start, i int) bool {
	it, n := &c.Items[k], c.At(k+1)
	switch {
	case it.Comma():
		return n.Is("whereas") || n.Is("but") && c.restarts(k+2) || c.newCueAt(k+1, i, true) || k > start+4 && c.aside(k+1)
	case it.Dash():
		return n.Is("though", "although", "but") || c.newCueAt(k+1, i, true)
	}
	return false
}

// restarts: at k, after ", but", begins a clause.
func (c *clause) restarts(k int) bool {
	switch c.At(k).Tag {
	case "PRP", "DT", "NNP", "VBD", "VBZ", "WP":
		return true
	case "JJ", "NNS", "PRP$", "CD":
		return c.ClauseAt(k)
	}
	return false
}

// endsAtWord: the word at k begins what the reporter says.
func (c *clause) endsAtWord(k, start, i int) bool {
	it := &c.Items[k]
	switch {
	case it.Is("whereas"), it.Is("according") && c.At(k+1).Is("to"):
		return true
	case it.Is("and", "then") && c.announces(k+1), it.Is("and", "but") && c.backToSubject(k, start, i):
		return true
	}
	return it.Is("and", "but", "while", "as", "though", "although") && c.newCueAt(k+1, i, false)
}

// wholeQuote: the quotation at k is all that was said; what follows tells
// when, where or what of.
func (c *clause) wholeQuote(k int) bool {
	it, n := &c.Items[k], c.At(k+1)
	if n.Is("but", "and", "though", "although") && it.Closing() == ',' && it.OpensSentence() && c.At(k-1).Is(",", ":") && !c.quotesAfter(k) {
		return true
	}
	if n.Verb() || n.Stop() || n.Is("and", "or", "but") || n.Quote >= 0 || n.To == 0 {
		return false
	}
	if it.Closing() == ',' {
		return true
	}
	if b := it.Closing(); b != '.' && b != '!' && b != '?' && !n.Time && !n.Comma() && !(n.Is("on", "in") && c.At(k+2).Time) {
		return false
	}
	return c.At(k-1).Is(",", ":") && it.OpensSentence() && it.Size > 2 && (n.Tag == "IN" || n.Tag == "TO" || n.Time || n.Adverb() || n.Comma())
}

// quotesAfter: the sentence quotes again after item k.
func (c *clause) quotesAfter(k int) bool {
	for i := k + 1; i < len(c.Items); i++ {
		if c.Items[i].Quote >= 0 {
			return true
		}
	}
	return false
}

// aside: at k, after a comma, begins what the reporter adds about the last
// words, up to the end of the sentence: ", which was passed in 2010".
func (c *clause) aside(k int) bool {
	if !c.At(k).Is("which", "who", "despite") && !(c.At(k).Is("a", "an", "something") && c.At(c.NounPhraseRight(k)).Is("that", "which", "who")) {
		return false
	}
	for ; k < len(c.Items); k++ {
		if it := &c.Items[k]; it.Comma() || it.Quote >= 0 || it.Dash() {
			return false
		}
	}
	return true
}

// continuesAfter: the sentence goes on after a quotation at k that ends with
// a full stop of its own.
func (c *clause) continuesAfter(k int) bool {
	n := c.At(k + 1)
	return n.Quote < 0 && n.To > n.Start && !n.Stop() && n.Text != "" && n.Text[0] >= 'a' && n.Text[0] <= 'z' && !c.newCueAt(k+1, -1, true)
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
