package extract

import "strings"

var attaching = set("of for from in at on with to by under behind against between about near inside into within across over like than among along around outside including")

// nounPhraseLeft gives where the noun phrase that ends at item b begins.
func (c *clause) nounPhraseLeft(b int) (int, bool) {
	if b < 0 || b >= len(c.items) {
		return 0, false
	}
	it := &c.items[b]
	if !it.noun() && !it.is("some", "many", "others", "most", "all", "both", "one", "another", "few", "these", "those", "this", "that", "each", "neither", "several", "either") && it.tag != "JJ" && it.tag != "JJS" && it.tag != "FW" && it.tag != "POS" && !(it.tag == "VBG" || it.tag == "VBN") {
		return 0, false
	}
	if (it.tag == "VBG" || it.tag == "VBN" || it.tag == "JJ") && !c.at(b-1).is("the", "a", "an", "his", "her", "their", "some", "many", "other") && !strings.HasPrefix(c.at(b-1).tag, "NN") && !strings.HasPrefix(c.at(b-1).tag, "J") {
		return 0, false
	}
	k := b
	for k > 0 {
		cur, p := &c.items[k], &c.items[k-1]
		switch {
		case cur.tag == "PRP" && !(attachable(p) && k-1 < b && c.at(k-2).noun()) && !p.is("all", "both") && !p.is("of", "and"):
			return k, true
		case p.time && !strings.HasPrefix(p.tag, "NNP") && cur.tag != "POS":
			return k, true
		case p.time && cur.tag != "POS" && !(c.at(k-2).is("the") || c.at(k-2).is("of")) && p.tag != "CD":
			return k, true
		case nominal(p) && (cur.tag != "DT" && cur.tag != "PRP$" || p.is("all", "both", "half", "of")):
			if p.quote >= 0 && !p.named() {
				return k, true
			}
			if p.tag == "VBG" || p.tag == "VBN" {
				if pp := c.at(k - 2); pp.tag != "DT" && pp.tag != "PRP$" && !strings.HasPrefix(pp.tag, "J") && pp.tag != "POS" && pp.tag != "CD" {
					return k, true
				}
			}
			k--
		case p.adverb() && c.at(k-2).tag == "DT" && strings.HasPrefix(cur.tag, "J"):
			k--
		case attachable(p) && c.headBefore(k-1):
			k -= 2
			if p.is("by") && c.items[k].tag == "VBN" {
				k--
			}
		case p.is("and", "or", "&") && c.coordinates(k-1):
			k -= 2
		case p.is(")") && c.parenthesis(k-1) > 0:
			k = c.parenthesis(k-1) - 1
		case p.is("and", "or") && c.at(k-2).is(")") && c.parenthesis(k-2) > 0:
			k = c.parenthesis(k-2) - 1
		case p.is("and", "or") && strings.HasPrefix(c.at(k-2).tag, "JJ") && (strings.HasPrefix(cur.tag, "J") || strings.HasPrefix(cur.tag, "N")):
			k -= 2
		case p.comma() && c.lists(k-1, b):
			k -= 2
		case p.verb():
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
func (c *clause) parenthesis(j int) int {
	for o := j - 1; o > 0 && j-o < 7; o-- {
		if c.items[o].is("(") {
			if c.items[o-1].noun() {
				return o
			}
			return 0
		}
	}
	return 0
}

func attachable(p *item) bool {
	return attaching[p.lower] && (p.tag == "IN" || p.tag == "TO" || p.tag == "VBG")
}

func nominal(p *item) bool {
	switch p.tag {
	case "DT", "PDT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "PRP$", "POS", "VBG", "VBN", "FW", "$", quoted:
		return !p.is("that")
	}
	return p.is("&", "#", "other")
}

// headBefore: the preposition at p follows a noun (or "led", "those") that it
// can belong to.
func (c *clause) headBefore(p int) bool {
	h := c.at(p - 1)
	if c.items[p].is("by") && h.tag == "VBN" {
		return c.at(p - 2).noun()
	}
	if h.time {
		return false
	}
	return strings.HasPrefix(h.tag, "NN") || h.tag == "CD" || h.is("some", "many", "most", "all", "one", "both", "those", "several", "few", "none", "another", "others", "each", "any", "neither", "much", "half") && h.quote < 0
}

// coordinates: what stands before "and" at p is a noun phrase of the same
// subject, not the end of another clause.
func (c *clause) coordinates(p int) bool {
	if !c.at(p-1).noun() || c.at(p-1).time {
		return false
	}
	for i := p - 1; i >= 0; i-- {
		it := &c.items[i]
		if it.verb() && it.tag != "VBG" && it.tag != "VBN" {
			return false
		}
		if it.is("that", "because", "while", "if", "when", ";", ":") || it.quote >= 0 && it.size > 5 || c.claimed[i] {
			return true
		}
	}
	return true
}

// lists: the comma at p separates members of "A, B and C".
func (c *clause) lists(p, b int) bool {
	if !c.at(p-1).noun() || !c.coordinates(p) {
		return false
	}
	for i := p + 1; i < b; i++ {
		if c.items[i].is("and", "or") {
			return c.items[i-1].noun() && i-p < 8
		}
		if c.items[i].verb() {
			return false
		}
	}
	return false
}

// relativeBefore: the verb at v belongs to a relative clause without commas;
// it gives the noun before it.
func (c *clause) relativeBefore(v int) (int, bool) {
	for i := v; i > 0 && v-i < 9; i-- {
		it := &c.items[i]
		if it.is("who", "which") || it.is("that") && it.tag == "WDT" {
			if strings.HasPrefix(c.items[i-1].tag, "NN") || c.items[i-1].is("those", "people", "some", "many") {
				return i - 1, true
			}
			return 0, false
		}
		if it.comma() || it.quote >= 0 || it.stop() {
			return 0, false
		}
	}
	return 0, false
}
