package grammar

import "strings"

var attaching = Set("of for from in at on with to by under behind against between about near inside into within across over like than among along around outside including")

// NounPhraseLeft gives where the noun phrase that ends at item b begins.
func (c *Clause) NounPhraseLeft(b int) (int, bool) {
	if b < 0 || b >= len(c.Items) {
		return 0, false
	}
	it := &c.Items[b]
	if !it.Noun() && !it.Is("some", "many", "others", "most", "all", "both", "one", "another", "few", "these", "those", "this", "that", "each", "neither", "several", "either") && it.Tag != "JJ" && it.Tag != "JJS" && it.Tag != "FW" && it.Tag != "POS" && !(it.Tag == "VBG" || it.Tag == "VBN") {
		return 0, false
	}
	if (it.Tag == "VBG" || it.Tag == "VBN" || it.Tag == "JJ") && !c.At(b-1).Is("the", "a", "an", "his", "her", "their", "some", "many", "other") && !strings.HasPrefix(c.At(b-1).Tag, "NN") && !strings.HasPrefix(c.At(b-1).Tag, "J") {
		return 0, false
	}
	k := b
	for k > 0 {
		cur, p := &c.Items[k], &c.Items[k-1]
		switch {
		case cur.Tag == "PRP" && !(Attachable(p) && k-1 < b && c.At(k-2).Noun()) && !p.Is("all", "both") && !p.Is("of", "and"):
			return k, true
		case p.Time && !strings.HasPrefix(p.Tag, "NNP") && cur.Tag != "POS":
			return k, true
		case p.Time && cur.Tag != "POS" && !(c.At(k-2).Is("the") || c.At(k-2).Is("of")) && p.Tag != "CD":
			return k, true
		case Nominal(p) && (cur.Tag != "DT" && cur.Tag != "PRP$" || p.Is("all", "both", "half", "of")):
			if p.Quote >= 0 && !p.Named() {
				return k, true
			}
			if p.Tag == "VBG" || p.Tag == "VBN" {
				if pp := c.At(k - 2); pp.Tag != "DT" && pp.Tag != "PRP$" && !strings.HasPrefix(pp.Tag, "J") && pp.Tag != "POS" && pp.Tag != "CD" {
					return k, true
				}
			}
			k--
		case p.Adverb() && c.At(k-2).Tag == "DT" && strings.HasPrefix(cur.Tag, "J"):
			k--
		case Attachable(p) && c.headBefore(k-1):
			k -= 2
			if p.Is("by") && c.Items[k].Tag == "VBN" {
				k--
			}
		case p.Is("and", "or", "&") && c.coordinates(k-1):
			k -= 2
		case p.Is(")") && c.parenthesis(k-1) > 0:
			k = c.parenthesis(k-1) - 1
		case p.Is("and", "or") && c.At(k-2).Is(")") && c.parenthesis(k-2) > 0:
			k = c.parenthesis(k-2) - 1
		case p.Is("and", "or") && strings.HasPrefix(c.At(k-2).Tag, "JJ") && (strings.HasPrefix(cur.Tag, "J") || strings.HasPrefix(cur.Tag, "N")):
			k -= 2
		case p.Comma() && c.lists(k-1, b):
			k -= 2
		case p.Verb():
			if a, ok := c.relativeBefore(k - 1); ok {
				k = a
				continue
			}
			return k, true
		default:
			return k, true
		}
	}
	return k, true
}

// parenthesis gives where "(D-N.Y.)" after a name, closed at item j, opens; 0
// where it is none.
func (c *Clause) parenthesis(j int) int {
	for o := j - 1; o > 0 && j-o < 7; o-- {
		if c.Items[o].Is("(") {
			if c.Items[o-1].Noun() {
				return o
			}
			return 0
		}
	}
	return 0
}

func Attachable(p *Item) bool {
	return attaching[p.Lower] && (p.Tag == "IN" || p.Tag == "TO" || p.Tag == "VBG")
}

func Nominal(p *Item) bool {
	switch p.Tag {
	case "DT", "PDT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "PRP$", "POS", "VBG", "VBN", "FW", "$", Quoted:
		return !p.Is("that")
	}
	return p.Is("&", "#", "other")
}

// headBefore: the preposition at p follows a noun (or "led", "those") that it
// can belong to.
func (c *Clause) headBefore(p int) bool {
	h := c.At(p - 1)
	if c.Items[p].Is("by") && h.Tag == "VBN" {
		return c.At(p - 2).Noun()
	}
	if h.Time {
		return false
	}
	return strings.HasPrefix(h.Tag, "NN") || h.Tag == "CD" || h.Is("some", "many", "most", "all", "one", "both", "those", "several", "few", "none", "another", "others", "each", "any", "neither", "much", "half") && h.Quote < 0
}

// coordinates: what stands before "and" at p is a noun phrase of the same
// subject, not the end of another clause.
func (c *Clause) coordinates(p int) bool {
	if !c.At(p-1).Noun() || c.At(p-1).Time {
		return false
	}
	for i := p - 1; i >= 0; i-- {
		it := &c.Items[i]
		if it.Verb() && it.Tag != "VBG" && it.Tag != "VBN" {
			return false
		}
		if it.Is("that", "because", "while", "if", "when", ";", ":") || it.Quote >= 0 && it.Size > 5 || c.Claimed[i] {
			return true
		}
	}
	return true
}

// lists: the comma at p separates members of "A, B and C".
func (c *Clause) lists(p, b int) bool {
	if !c.At(p-1).Noun() || !c.coordinates(p) {
		return false
	}
	for i := p + 1; i < b; i++ {
		if c.Items[i].Is("and", "or") {
			return c.Items[i-1].Noun() && i-p < 8
		}
		if c.Items[i].Verb() {
			return false
		}
	}
	return false
}

// relativeBefore: the verb at v belongs to a relative clause without commas;
// it gives the noun before it.
func (c *Clause) relativeBefore(v int) (int, bool) {
	for i := v; i > 0 && v-i < 9; i-- {
		it := &c.Items[i]
		if it.Is("who", "which") || it.Is("that") && it.Tag == "WDT" {
			if strings.HasPrefix(c.Items[i-1].Tag, "NN") || c.Items[i-1].Is("those", "people", "some", "many") {
				return i - 1, true
			}
			return 0, false
		}
		if it.Comma() || it.Quote >= 0 || it.Stop() {
			return 0, false
		}
	}
	return 0, false
}
