package grammar

import (
	"onrecord/extract/words"
	"onrecord/graph/text"
)

// A Clause is a sentence under analysis.
type Clause struct {
	Text     *words.Text
	Index    int // of the sentence
	Sentence words.Sentence
	Items    []Item
	Claimed  []bool // items that belong to something found; subjects stand outside it
	none     Item   // what stands outside the sentence
}

// NewClause makes a clause of a sentence of the text.
func NewClause(t *words.Text, index int) *Clause {
	c := &Clause{Text: t, Index: index, Sentence: t.Sentences[index], none: Item{Quote: -1}}
	c.Items = itemsOf(t, c.Sentence)
	c.Claimed = make([]bool, len(c.Items))
	return c
}

// At is the item at i; outside the sentence it is one that is nothing.
func (c *Clause) At(i int) *Item {
	if i < 0 || i >= len(c.Items) {
		return &c.none
	}
	return &c.Items[i]
}

// Free: nothing claims items [a, b) yet.
func (c *Clause) Free(a, b int) bool {
	for i := a; i < b; i++ {
		if c.Claimed[i] {
			return false
		}
	}
	return true
}

// Span is the bytes of items [a, b), without the marks at either end that
// belong to the sentence around it.
func (c *Clause) Span(a, b int) text.Span {
	for a < b && (c.Items[a].Comma() || c.Items[a].Dash() || c.Items[a].Stop() || c.Items[a].Is(":", "(", ")")) {
		a++
	}
	for b > a && (c.Items[b-1].Comma() || c.Items[b-1].Dash() || c.Items[b-1].Stop() || c.Items[b-1].Is(":", "(")) {
		b--
	}
	if a >= b {
		return text.Span{}
	}
	return text.Span{Start: c.Items[a].Start, End: c.Items[b-1].To}
}

// ClauseAt: a clause with a finite verb begins at k.
func (c *Clause) ClauseAt(k int) bool {
	it := c.At(k)
	if !(Nominal(it) || it.Tag == "PRP" || it.Tag == "EX" || it.Tag == "RB" || it.Tag == "IN" && !it.Is("as", "by", "that", "than") || it.Tag == "WP" || it.Tag == "WRB" || it.Is("if", "no", "not")) {
		return false
	}
	if it.Tag == "IN" && c.At(k+1).Tag == "VBG" {
		return false
	}
	relative := false
	for i := k + 1; i < len(c.Items); i++ {
		x := &c.Items[i]
		switch {
		case x.Stop() || x.Is(":"):
			return false
		case x.Is("who", "which") || x.Is("that") && x.Tag == "WDT":
			relative = true
		case x.Finite() || x.Tag == "VBN" && i == k+1 && it.Tag == "PRP" || Be[x.Lower]:
			if !relative {
				return true
			}
			relative = false
		case x.Tag == "IN" && x.Is("because", "after", "when", "while", "if", "as", "since") && i > k+1 && !c.Items[i-1].Comma() && it.Tag != "IN":
			return false
		}
	}
	return false
}
