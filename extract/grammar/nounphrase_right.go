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
