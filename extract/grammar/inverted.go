package grammar

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
	return c.Widen(m, c.appositionRight(c.parenthesisRight(c.attachedRight(b))))
}

// mostAttached is how many prepositional phrases one name can carry.
const mostAttached = 8

// attachedRight goes over the prepositional phrases of a name that ends at b:
// the mayor of Bergen in Norway.
func (c *Clause) attachedRight(b int) int {
	for more := 0; more < mostAttached && Attachable(c.At(b)) && !c.At(b).Is("on"); more++ {
		n := c.NounPhraseRight(b + 1)
		if n == b+1 || c.Items[n-1].Time {
			break
		}
		b = n
	}
	return b
}

// parenthesisRight goes over "(D-N.Y.)" at b.
func (c *Clause) parenthesisRight(b int) int {
	if c.At(b).Is("(") {
		for k := b; k < len(c.Items) && k < b+8; k++ {
			if c.Items[k].Is(")") {
				return k + 1
			}
		}
	}
	return b
}

// noApposition are words after which no apposition begins but something new.
var noApposition = Set("and but as in on at while when after during if")

// appositionRight goes over the apposition that opens with the comma at b.
func (c *Clause) appositionRight(b int) int {
	first := c.At(b + 1)
	if !c.At(b).Comma() || first.Quote >= 0 || first.Tag == "VBG" || first.Adverb() || noApposition[first.Lower] {
		return b
	}
	end := b + 1
	for end < len(c.Items) && !c.endsApposition(end) {
		end++
	}
	for end > b && (c.Items[end-1].Comma() || c.Items[end-1].Is(":")) {
		end--
	}
	if end > b+1 && c.Apposition(b+1, end) {
		return end
	}
	return b
}

// endsApposition: the item cannot belong to an apposition. A quotation can only
// as a title: author of “Harbours of the North.”
func (c *Clause) endsApposition(k int) bool {
	it := &c.Items[k]
	return it.Stop() || it.Dash() || it.Quote >= 0 && it.Size > 4 && c.Items[k-1].Tag != "IN" || it.Comma() && c.At(k+1).Tag == "VBG"
}
