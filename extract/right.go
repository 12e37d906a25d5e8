package extract

import "strings"

// nounPhraseRight gives where the noun phrase that begins at item a ends; a
// where there is none. Prepositional phrases with "of" belong to it.
func (c *clause) nounPhraseRight(a int) int {
	i := a
	head := false
	for i < len(c.items) {
		it := &c.items[i]
		switch {
		case it.tag == "PRP":
			if head {
				return i
			}
			return i + 1
		case it.time && head && it.tag != "NN" && c.at(i+1).tag != "POS":
			return i
		case (it.tag == "DT" || it.tag == "PRP$") && head:
			return i
		case nominal(it) && !(it.quote >= 0 && (head || !it.named())):
			if (it.tag == "VBG" || it.tag == "VBN") && head && !strings.HasPrefix(c.at(i+1).tag, "NN") {
				return i
			}
			head = head || it.noun()
			i++
		case it.is("&") || it.adverb() && !head && i > a && !it.time:
			i++
		case it.is("of") && head:
			n := c.nounPhraseRight(i + 1)
			if n == i+1 {
				return i
			}
			return n
		case it.is("and") && head && c.at(i+1).tag == "NNP" && c.at(i-1).tag == "NNP":
			n := c.nounPhraseRight(i + 1)
			if c.at(n).verb() {
				return i
			}
			return n
		default:
			if !head && i > a && !c.items[i-1].noun() {
				return i
			}
			return i
		}
	}
	return i
}

// inverted finds the subject that follows its verb: said Macron, the French
// president.
func (c *clause) inverted(a int) mention {
	if c.at(a).tag == "PRP" && !c.at(a).is("it", "them", "him", "me", "us") && c.at(a+1).tag != "MD" {
		return c.mention(a, a+1)
	}
	b := c.nounPhraseRight(a)
	if b == a || c.items[a].time && b == a+1 {
		return mention{}
	}
	m := c.mention(a, b)
	if !m.ok() {
		return m
	}
	// Prepositional phrases of the name, then appositions.
	for attachable(c.at(b)) && !c.at(b).is("on") {
		n := c.nounPhraseRight(b + 1)
		if n == b+1 || c.items[n-1].time {
			break
		}
		b = n
	}
	if c.at(b).is("(") {
		for k := b; k < len(c.items) && k < b+8; k++ {
			if c.items[k].is(")") {
				b = k + 1
				break
			}
		}
	}
	if c.at(b).comma() && c.at(b+1).quote < 0 {
		end := b + 1
		for end < len(c.items) && !c.items[end].stop() && !(c.items[end].quote >= 0 && c.items[end].size > 4) && !c.items[end].dash() && !(c.items[end].comma() && c.at(end+1).tag == "VBG") {
			end++
		}
		for end > b && (c.items[end-1].comma() || c.items[end-1].is(":")) {
			end--
		}
		if end > b+1 && c.items[b+1].tag != "VBG" && !c.items[b+1].adverb() && !c.items[b+1].is("and", "but", "as", "in", "on", "at", "while", "when", "after", "during", "if") && c.apposition(b+1, end) {
			b = end
		}
	}
	return c.widen(m, b)
}

// adverbials skips what stands between a verb and its content: adverbs, time,
// prepositional phrases, an insertion between commas. It stops where content
// begins for sure.
func (c *clause) adverbials(k int) int {
	for n := 0; n < 12; n++ {
		it := c.at(k)
		switch {
		case c.begins(k):
			return k
		case it.quote >= 0 || it.start == it.to:
			return k
		case it.adverb() || it.time || it.tag == "RP":
			k++
		case it.tag == "IN" && !it.is("that", "if", "whether", "because", "while", "though", "although", "since", "unless", "than") || it.tag == "TO" && c.at(k+1).tag != "VB":
			j := c.nounPhraseRight(k + 1)
			if j == k+1 {
				return k
			}
			if c.at(j-1).tag == "PRP" && c.at(j).verb() || c.at(j).finite() {
				return k
			}
			k = j
		case it.comma():
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

// begins: at k stands what opens content, whatever came before.
func (c *clause) begins(k int) bool {
	it := c.at(k)
	if it.is("that") && it.tag != "DT" || it.quote >= 0 && it.size > 0 {
		return true
	}
	if it.is(",", ":") {
		return c.at(k+1).quote >= 0 || it.is(":") && k+1 < len(c.items)
	}
	return false
}

// insertion: the comma at k opens words up to another comma, after which
// content begins for sure.
func (c *clause) insertion(k int) int {
	if c.at(k+1).tag == "VBG" {
		return k
	}
	for i := k + 1; i < len(c.items) && i < k+22; i++ {
		it := &c.items[i]
		if it.stop() || it.quote >= 0 {
			return k
		}
		if it.comma() && i > k+1 && (c.at(i+1).is("that") || c.at(i+1).quote >= 0) {
			return i
		}
		if it.finite() && !c.at(k+1).is("who", "which", "as", "when", "while") {
			return k
		}
	}
	return k
}

// clauseAt: a clause with a finite verb begins at k.
func (c *clause) clauseAt(k int) bool {
	it := c.at(k)
	if !(nominal(it) || it.tag == "PRP" || it.tag == "EX" || it.tag == "RB" || it.tag == "IN" && !it.is("as", "by", "that", "than") || it.tag == "WP" || it.tag == "WRB" || it.is("if", "no", "not")) {
		return false
	}
	if it.tag == "IN" && c.at(k+1).tag == "VBG" {
		return false
	}
	relative := false
	for i := k + 1; i < len(c.items); i++ {
		x := &c.items[i]
		switch {
		case x.stop() || x.is(":"):
			return false
		case x.is("who", "which") || x.is("that") && x.tag == "WDT":
			relative = true
		case x.finite() || x.tag == "VBN" && i == k+1 && it.tag == "PRP" || be[x.lower]:
			if !relative {
				return true
			}
			relative = false
		case x.tag == "IN" && x.is("because", "after", "when", "while", "if", "as", "since") && i > k+1 && !c.items[i-1].comma() && it.tag != "IN":
			return false
		}
	}
	return false
}
