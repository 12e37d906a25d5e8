package grammar

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
		case it.Tag == "IN" && !it.Is("that", "if", "whether", "because", "while", "though", "although", "since", "unless", "than") || it.Tag == "TO" && !c.Infinitive(k+1):
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

// Infinitive: after "to", at k stands a verb, even one that is taken for a noun:
// to hand them over.
func (c *Clause) Infinitive(k int) bool {
	it, n := c.At(k), c.At(k+1)
	return it.Tag == "VB" || it.Quote < 0 && (it.Tag == "NN" || it.Tag == "VBP") && (n.Tag == "PRP" || n.Tag == "DT" || n.Tag == "PRP$")
}

// Begins: at k stands what opens content, whatever came before.
func (c *Clause) Begins(k int) bool {
	it := c.At(k)
	if it.Is("that") && it.Tag != "DT" && !c.Relative(k) || it.Quote >= 0 && it.Size > 0 {
		return true
	}
	if it.Is(",", ":") {
		return c.At(k+1).Quote >= 0 || it.Is(":") && k+1 < len(c.Items)
	}
	return false
}

// Relative: "that" at k takes up the noun before it as the subject of a verb.
func (c *Clause) Relative(k int) bool {
	return c.At(k).Tag == "WDT" && c.At(k+1).Finite() && c.At(k-1).Noun()
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
