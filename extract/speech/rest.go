package speech

import (
	"strings"

	"onrecord/extract/grammar"
)

// rest finds what content there is after a cue that follows its content. It
// is false where the content after shows that what stood before was none.
func (c *clause) rest(q *cue, k int, quote bool, start, boundary int) ([][2]int, bool) {
	if more, ok := c.more(k); ok && quote && !q.Ing {
		return more, true
	}
	j := c.Adverbials(k)
	it := c.At(j)
	if q.Ing {
		return nil, !c.Begins(j)
	}
	switch {
	case j >= len(c.Items) || it.Stop():
		if j+1 < len(c.Items) && c.Items[j+1].Quote >= 0 && quote {
			return c.quotesFrom(j + 1), true
		}
		return nil, quote || c.plausible(start, boundary)
	case it.Comma() || it.Dash() || it.Is(":") && c.At(j+1).Quote >= 0:
		if c.At(j+1).Quote >= 0 {
			if quote || c.plausible(start, boundary) || c.introduces(start, boundary, j+1) {
				return c.quotesFrom(j + 1), true
			}
			return nil, false
		}
		if quote && it.Comma() && c.predicate(j+1) {
			return [][2]int{{j + 1, c.contentEnd(j+1, -1)}}, true
		}
		if !quote && c.gerundClause(j+1) {
			return [][2]int{{j + 1, c.contentEnd(j+1, -1)}}, true
		}
		if quote || c.newCueAt(j+1, -1, true) || c.At(j+1).Tag == "VBG" || c.At(j+1).Is("according", "who", "citing") {
			return nil, quote || c.plausible(start, boundary)
		}
		// A parenthesis: the clause goes on.
		end := c.contentEnd(j+1, -1)
		if c.At(j+1).Is("and", "but") && !c.plausible(start, boundary) {
			return nil, false
		}
		return [][2]int{{j + 1, end}}, true
	case it.Quote >= 0:
		if quote && it.OpensSentence() && j > k && !c.title(j) {
			return c.quotesFrom(j), true
		}
		return nil, quote && c.At(boundary-1).Closing() != '.'
	case it.Is("that", "whether", "if"):
		return nil, false
	case quote:
		return nil, true
	}
	// Words follow that are no adverbials: content of their own, if the verb
	// can take it.
	if c.ClauseAt(k) || c.ClauseAt(j) {
		return nil, false
	}
	return nil, c.plausible(start, boundary) && (it.Tag == "IN" || it.Tag == "TO" && c.At(j+1).Tag != "VB" || it.Is("when", "while", "as"))
}

// introduces: the words [a, b) open a sentence that the quotation at k goes on
// with: In other words, he said, “the harbour is shut.”
func (c *clause) introduces(a, b, k int) bool {
	if c.At(k).OpensSentence() {
		return false
	}
	for i := a; i < b; i++ {
		if c.Items[i].Time {
			return false
		}
	}
	return true
}

// predicate: at k stands a verb whose subject is what was quoted before: “The
// boats,” she said, would sail.
func (c *clause) predicate(k int) bool {
	it := c.At(k)
	return it.Quote < 0 && (it.Tag == "MD" || it.Tag == "VBZ" || it.Tag == "VBP" || it.Tag == "VBD" && grammar.Auxiliaries[it.Lower]) && !c.newCueAt(k, -1, true)
}

// gerundClause: at k an -ing form is the subject of a verb: leaving the
// harbour would be brave.
func (c *clause) gerundClause(k int) bool {
	if c.At(k).Tag != "VBG" {
		return false
	}
	b := c.NounPhraseRight(k + 1)
	return b > k+1 && (c.At(b).Tag == "MD" || c.At(b).Tag == "VBZ" || c.At(b).Is("was", "were"))
}

// more finds the quotation that goes on after "he told reporters in Paris,".
func (c *clause) more(k int) ([][2]int, bool) {
	relative := false
	for m := k; m < len(c.Items); m++ {
		it := &c.Items[m]
		if it.Quote >= 0 && m > k && c.title(m) {
			continue
		}
		if it.Quote >= 0 {
			if p := c.At(m - 1); it.Size > 1 && (m > k && (p.Comma() || p.Stop() || p.Is(":") || strings.HasSuffix(p.Text, ".") && it.OpensSentence() || p.Quote >= 0 && p.Closing() == '.') || m == k && it.OpensSentence() && it.Size > 4) {
				more := c.quotesFrom(m)
				return more, c.Free(more[0][0], more[0][1])
			}
			return nil, false
		}
		relative = relative || it.Is("who", "whose", "which", "whom", "where") || it.Is("that") && it.Tag == "WDT"
		if m > k && it.Finite() && !relative || m > k && c.At(m-1).Comma() && c.newCueAt(m, -1, true) {
			return nil, false
		}
	}
	return nil, false
}

// quotesFrom takes the quotations from item k on as content.
func (c *clause) quotesFrom(k int) [][2]int {
	e := k
	for e < len(c.Items) && c.Items[e].Quote >= 0 {
		e++
	}
	if e < len(c.Items) && !c.Items[e].Stop() && !c.Items[e].Comma() && !c.Items[e].Dash() && c.Items[e-1].Closing() != '.' {
		e = c.contentEnd(k, -1)
	}
	return [][2]int{{k, e}}
}

// plausible: the items can be a statement by themselves: a clause, not an
// adverbial in front of the subject.
func (c *clause) plausible(a, b int) bool {
	f := c.At(a)
	sub := f.Tag == "IN" && !f.Is("that") || f.Tag == "WRB" || f.Tag == "VBG" || f.Tag == "VBN" || f.Tag == "TO"
	commas, verbs := 0, 0
	for i := a; i < b; i++ {
		it := &c.Items[i]
		if it.Comma() && i < b-1 {
			commas++
		}
		if it.Finite() || it.Quote >= 0 && (it.Size > 5 || i == a && it.Size > 2 && it.OpensSentence()) {
			verbs++
		}
	}
	if verbs == 0 {
		return false
	}
	return !sub || commas > 0
}
