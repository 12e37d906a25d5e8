package grammar

import "strings"

// beforeApposition: NP, apposition or relative clause, verb. The item at j
// closes the apposition.
func (c *Clause) beforeApposition(j, depth int) Mention {
	closing := &c.Items[j]
	if j > 0 && c.Items[j-1].Quote >= 0 && c.Items[j-1].Size > 5 {
		return Mention{}
	}
	for k := j - 1; k > 0 && j-k < 45; k-- {
		it := &c.Items[k]
		if it.Stop() || it.Quote >= 0 && it.Size > 12 {
			return Mention{}
		}
		if !opens(it, closing) || !c.Apposition(k+1, j) {
			continue
		}
		if m := c.described(k, depth); m.OK() {
			if closing.Quote >= 0 {
				return c.Widen(m, j+1)
			}
			return c.Widen(m, j)
		}
	}
	return Mention{}
}

// opens: the item begins what the closing one ends.
func opens(it, closing *Item) bool {
	switch {
	case closing.Dash():
		return it.Dash()
	case closing.Is(")"):
		return it.Is("(")
	}
	return it.Comma()
}

// described finds the noun phrase before an apposition that opens at item k.
func (c *Clause) described(k, depth int) Mention {
	if c.Items[k-1].Is(")") {
		if depth > 1 {
			return Mention{}
		}
		return c.beforeApposition(k-1, depth+1)
	}
	if !c.Items[k-1].Noun() {
		return Mention{}
	}
	a, ok := c.NounPhraseLeft(k - 1)
	if !ok {
		return Mention{}
	}
	return c.MentionOf(c.outermost(a), k)
}

// outermost: the noun phrase that begins at a can itself be inserted after the
// one that is meant: "Brook, 30, of Bergen, the owner, for example, said",
// "Brook, during a visit to Bergen, said".
func (c *Clause) outermost(a int) int {
	for a > 1 {
		head := -1
		it, p, pp := &c.Items[a], &c.Items[a-1], &c.Items[a-2]
		switch {
		case p.Is("during", "in", "at", "on", "of", "from", "after", "before", "with") && pp.Comma() && c.At(a-3).Noun():
			head = a - 3
		case !p.Comma() || !strings.HasPrefix(pp.Tag, "NNP") && pp.Tag != "CD" || pp.Time:
		case it.Tag != "NNP":
			head = a - 2
		case c.At(a-3).Is("of", "from") && (c.At(a-4).Comma() || strings.HasPrefix(c.At(a-4).Tag, "NNP")):
			head = a - 2 // of Bergen, Norway
		}
		outer, ok := c.NounPhraseLeft(head)
		if !ok {
			return a
		}
		a = outer
	}
	return a
}

// Widen makes a mention end at item b, with what describes it.
func (c *Clause) Widen(m Mention, b int) Mention {
	m.B = b
	m.Span.End = c.Items[b-1].To
	return m
}

// Apposition says whether items [a, b) can stand between a name and its verb.
func (c *Clause) Apposition(a, b int) bool {
	if a >= b {
		return false
	}
	f := &c.Items[a]
	if f.Is("who", "whose", "which", "whom", "where", "when", "as", "like", "himself", "herself") || f.Tag == "VBN" || f.Tag == "VBG" {
		return true
	}
	if f.Tag == "VBD" || f.Tag == "CC" && b-a < 12 && b < len(c.Items) {
		return true
	}
	for i := a; i < b; i++ {
		if c.Items[i].Is("who", "which", "that", "whose", "where") {
			return true
		}
		if it := &c.Items[i]; it.Finite() && (it.Tag != "VBD" || Auxiliaries[it.Lower]) {
			return false
		}
	}
	return true
}
