package grammar

import "strings"

// NounPhraseRight gives where the noun phrase that begins at item a ends; a
// where there is none. Prepositional phrases with "of" belong to it.
func (c *Clause) NounPhraseRight(a int) int {
	i := a
	head := false
	for i < len(c.Items) {
		it := &c.Items[i]
		switch {
		case it.Tag == "PRP":
			if head {
				return i
			}
			return i + 1
		case it.Time && head && it.Tag != "NN" && c.At(i+1).Tag != "POS":
			return i
		case (it.Tag == "DT" || it.Tag == "PRP$") && head:
			return i
		case Nominal(it) && !(it.Quote >= 0 && (head || !it.Named())):
			if (it.Tag == "VBG" || it.Tag == "VBN") && head && !strings.HasPrefix(c.At(i+1).Tag, "NN") {
				return i
			}
			head = head || it.Noun()
			i++
		case it.Is("&") || it.Adverb() && !head && i > a && !it.Time:
			i++
		case it.Is("of") && head:
			n := c.NounPhraseRight(i + 1)
			if n == i+1 {
				return i
			}
			return n
		case it.Is("and") && head && c.At(i+1).Tag == "NNP" && c.At(i-1).Tag == "NNP":
			n := c.NounPhraseRight(i + 1)
			if c.At(n).Verb() {
				return i
			}
			return n
		default:
			if !head && i > a && !c.Items[i-1].Noun() {
				return i
			}
			return i
		}
	}
	return i
}

// Inverted finds the subject that follows its verb: said Macron, the French
// president.
func (c *Clause) Inverted(a int) Mention {
	if c.At(a).Tag == "PRP" && !c.At(a).Is("it", "them", "him", "me", "us") && c.At(a+1).Tag != "MD" {
		return c.MentionOf(a, a+1)
	}
	b := c.NounPhraseRight(a)
	if b == a || c.Items[a].Time && b == a+1 {
		return Mention{}
	}
	m := c.MentionOf(a, b)
	if !m.OK() {
		return m
	}
	// Prepositional phrases of the name, then appositions.
	for Attachable(c.At(b)) && !c.At(b).Is("on") {
		n := c.NounPhraseRight(b + 1)
		if n == b+1 || c.Items[n-1].Time {
			break
		}
		b = n
	}
	if c.At(b).Is("(") {
		for k := b; k < len(c.Items) && k < b+8; k++ {
			if c.Items[k].Is(")") {
				b = k + 1
				break
			}
		}
	}
	if c.At(b).Comma() && c.At(b+1).Quote < 0 {
		end := b + 1
		for end < len(c.Items) && !c.Items[end].Stop() && !(c.Items[end].Quote >= 0 && c.Items[end].Size > 4) && !c.Items[end].Dash() && !(c.Items[end].Comma() && c.At(end+1).Tag == "VBG") {
			end++
		}
		for end > b && (c.Items[end-1].Comma() || c.Items[end-1].Is(":")) {
			end--
		}
		if end > b+1 && c.Items[b+1].Tag != "VBG" && !c.Items[b+1].Adverb() && !c.Items[b+1].Is("and", "but", "as", "in", "on", "at", "while", "when", "after", "during", "if") && c.Apposition(b+1, end) {
			b = end
		}
	}
	return c.Widen(m, b)
}

// Adverbials skips what stands between a verb and its content: adverbs, time,
// prepositional phrases, an insertion between commas. It stops where content
// Begins for sure.
func (c *Clause) Adverbials(k int) int {
	for n := 0; n < 12; n++ {
		it := c.At(k)
		switch {
		case c.Begins(k):
			return k
		case it.Quote >= 0 || it.Start == it.To:
			return k
		case it.Adverb() || it.Time || it.Tag == "RP":
			k++
		case it.Tag == "IN" && !it.Is("that", "if", "whether", "because", "while", "though", "although", "since", "unless", "than") || it.Tag == "TO" && c.At(k+1).Tag != "VB":
			j := c.NounPhraseRight(k + 1)
			if j == k+1 {
				return k
			}
			if c.At(j-1).Tag == "PRP" && c.At(j).Verb() || c.At(j).Finite() {
				return k
			}
			k = j
		case it.Comma():
			j := c.insertion(k)
			if j == k {
				return k
			}
			k = j
		default:
			return k
		}
	}
	return k
}

// Begins: at k stands what opens content, whatever came before.
func (c *Clause) Begins(k int) bool {
	it := c.At(k)
	if it.Is("that") && it.Tag != "DT" || it.Quote >= 0 && it.Size > 0 {
		return true
	}
	if it.Is(",", ":") {
		return c.At(k+1).Quote >= 0 || it.Is(":") && k+1 < len(c.Items)
	}
	return false
}

// insertion: the comma at k opens words up to another comma, after which
// content begins for sure.
func (c *Clause) insertion(k int) int {
	if c.At(k+1).Tag == "VBG" {
		return k
	}
	for i := k + 1; i < len(c.Items) && i < k+22; i++ {
		it := &c.Items[i]
		if it.Stop() || it.Quote >= 0 {
			return k
		}
		if it.Comma() && i > k+1 && (c.At(i+1).Is("that") || c.At(i+1).Quote >= 0) {
			return i
		}
		if it.Finite() && !c.At(k+1).Is("who", "which", "as", "when", "while") {
			return k
		}
	}
	return k
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
