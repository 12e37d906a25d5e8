package grammar

import "strings"

// attaching are the prepositions that tie a phrase to a noun.
var attaching = Set("of for from in at on with to by under behind against between about near inside into within across over like than among along around outside including")

// NounPhraseLeft gives where the noun phrase that ends at item b begins.
func (c *Clause) NounPhraseLeft(b int) (int, bool) {
	if b < 0 || b >= len(c.Items) || !c.endsNounPhrase(b) {
		return 0, false
	}
	k := b
	for k > 0 && !c.cutsNounPhrase(k, b) {
		next := c.nounPhraseStep(k, b)
		if next == k {
			break
		}
		k = next
	}
	return k, true
}

// pronominal are words that can be a noun phrase by themselves.
var pronominal = Set("some many others most all both one another few these those this that each neither several either")

// endsNounPhrase: the item at b can be the last word of one.
func (c *Clause) endsNounPhrase(b int) bool {
	it, p := &c.Items[b], c.At(b-1)
	switch it.Tag {
	case "VBG", "VBN", "JJ":
		if it.Noun() || pronominal[it.Lower] {
			break
		}
		// The wounded, his following.
		return p.Is("the", "a", "an", "his", "her", "their", "some", "many", "other", "those") || strings.HasPrefix(p.Tag, "NN") || strings.HasPrefix(p.Tag, "J")
	case "JJS", "FW", "POS":
		return true
	}
	return it.Noun() || pronominal[it.Lower]
}

// cutsNounPhrase: what stands before item k does not belong to the noun phrase
// that goes on to item b, whatever it is.
func (c *Clause) cutsNounPhrase(k, b int) bool {
	cur, p := &c.Items[k], &c.Items[k-1]
	switch {
	case cur.Tag == "PRP" && !(Attachable(p) && k-1 < b && c.At(k-2).Noun()) && !p.Is("all", "both", "of", "and"):
		return true
	case p.Tag == "CD" && strings.HasPrefix(cur.Tag, "NNP") && len(p.Text) == 4 && c.At(k-2).Is("in", "since", "by", "until"):
		return true // In 1963 Brook
	case !p.Time || cur.Tag == "POS":
		return false
	}
	return !strings.HasPrefix(p.Tag, "NNP") || !c.At(k-2).Is("the", "of")
}

// nounPhraseStep goes from item k of a noun phrase one step to the left; k
// where the phrase begins.
func (c *Clause) nounPhraseStep(k, b int) int {
	cur, p := &c.Items[k], &c.Items[k-1]
	switch {
	case Nominal(p) && (cur.Tag != "DT" && cur.Tag != "PRP$" || p.Is("all", "both", "half", "of")):
		if p.Quote >= 0 && !p.Named() || !c.modifies(k-1) {
			return k
		}
		return k - 1
	case p.Adverb() && c.At(k-2).Tag == "DT" && strings.HasPrefix(cur.Tag, "J"):
		return k - 1
	case Attachable(p) && c.headBefore(k-1):
		if p.Is("by") && c.Items[k-2].Tag == "VBN" || postpositive(&c.Items[k-2]) {
			return k - 3
		}
		return k - 2
	case p.Is("and", "or", "&"):
		return c.acrossAnd(k)
	case p.Is(")") && c.parenthesis(k-1) > 0:
		return c.parenthesis(k-1) - 1
	case p.Comma() && c.lists(k-1, b):
		return k - 2
	case p.Verb():
		if a, ok := c.relativeBefore(k - 1); ok {
			return a
		}
	}
	return k
}

// modifies: the item at p, if it is a participle, stands before a noun as an
// adjective does.
func (c *Clause) modifies(p int) bool {
	if t := c.Items[p].Tag; t != "VBG" && t != "VBN" {
		return true
	}
	pp := c.At(p - 1)
	return pp.Tag == "DT" || pp.Tag == "PRP$" || strings.HasPrefix(pp.Tag, "J") || pp.Tag == "POS" || pp.Tag == "CD"
}

// acrossAnd goes over the "and" before item k to what it joins.
func (c *Clause) acrossAnd(k int) int {
	cur, pp := &c.Items[k], c.At(k-2)
	switch {
	case c.coordinates(k - 1):
		return k - 2
	case c.Items[k-1].Is("&"):
		return k
	case pp.Is(")") && c.parenthesis(k-2) > 0:
		return c.parenthesis(k-2) - 1
	case strings.HasPrefix(pp.Tag, "JJ") && (strings.HasPrefix(cur.Tag, "J") || strings.HasPrefix(cur.Tag, "N")):
		return k - 2
	}
	return k
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

// Attachable: the item is a preposition that can tie a phrase to the noun before
// it.
func Attachable(p *Item) bool {
	return attaching[p.Lower] && (p.Tag == "IN" || p.Tag == "TO" || p.Tag == "VBG")
}

// Nominal: the item can stand inside a noun phrase.
func Nominal(p *Item) bool {
	switch p.Tag {
	case "DT", "PDT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "PRP$", "POS", "VBG", "VBN", "FW", "$", Quoted:
		return !p.Is("that")
	}
	return p.Is("&", "#", "other")
}

// postpositive: the item can be an adjective after its noun.
func postpositive(h *Item) bool { return h.Quote < 0 && (h.Tag == "JJ" || h.Is("close")) }

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
	if postpositive(h) && c.Items[p].Is("to", "with", "of", "in", "about", "for") {
		n := c.At(p - 2) // people close to the talks
		return (n.Tag == "NN" || n.Tag == "NNS" || n.Is("those")) && !n.Time && n.Quote < 0
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
