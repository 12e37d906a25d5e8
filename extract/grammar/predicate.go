package grammar

// A Predicate is what the main clause of a sentence says of its subject.
type Predicate struct {
	Subject     Mention
	First, Head int    // items: the first of the verb group, and the verb that carries the meaning
	Modal       string // will, would, could, can, may, might, must, should; ready, prepared, willing, able; empty
	Negated     bool
	Perfect     bool // with "have" after the modal: must have been
}

// subordinating are the words that open a clause in front of the main one.
var subordinating = Set("after before when whenever if while once although though as since until unless because whereas")

// Predicate finds the verb group of the main clause.
func (c *Clause) Predicate() (Predicate, bool) {
	start := c.mainStart()
	i := start
	relative := false
	for ; i < len(c.Items); i++ {
		it := &c.Items[i]
		switch {
		case it.Is("who", "which") || it.Is("that") && it.Tag == "WDT":
			relative = true
		case it.Comma():
			relative = false
		case it.Finite() && relative:
			relative = false
		case it.Finite():
			p := Predicate{First: i, Subject: c.SubjectAt(i, 0)}
			if p.Subject.OK() && p.Subject.A < start {
				p.Subject = c.MentionOf(start, p.Subject.B) // after a truce, the boats
			}
			c.readGroup(&p)
			return p, p.Head < len(c.Items)
		}
	}
	return Predicate{}, false
}

// mainStart skips "that" and a subordinate clause in front.
func (c *Clause) mainStart() int {
	i := 0
	for c.At(i).Is("that", "and", "but", "so") {
		i++
	}
	if !subordinating[c.At(i).Lower] {
		return i
	}
	for k := i; k < len(c.Items); k++ {
		if c.Items[k].Comma() {
			return k + 1
		}
	}
	return i
}

// modals are the forms that stand for one modal.
var modals = map[string]string{
	"will": "will", "'ll": "will", "wo": "will", "shall": "will", "would": "would", "'d": "would", "could": "could", "can": "can", "ca": "can",
	"may": "may", "might": "might", "must": "must", "should": "should", "ought": "should",
}

// willingness are adjectives that, with an infinitive, say what their subject
// would do.
var willingness = Set("ready prepared willing able")

// readGroup goes through the verb group from its first item to the verb that
// carries the meaning.
func (c *Clause) readGroup(p *Predicate) {
	k := p.First
	for ; k < len(c.Items); k++ {
		it := c.At(k)
		next := c.afterAdverbs(k + 1)
		switch {
		case it.Is("not", "n't", "never"):
			p.Negated = true
		case it.Is("cannot"):
			p.Modal, p.Negated = "can", true
		case it.Adverb() || it.Time:
		case modals[it.Lower] != "" && it.Tag == "MD":
			p.Modal = modals[it.Lower]
		case it.Is("to") && k > p.First:
		case Be[it.Lower] && c.At(next).Is("going", "about") && c.At(next+1).Is("to"):
			p.Modal, k = "will", next
		case Be[it.Lower] && willingness[c.At(next).Lower] && c.At(next+1).Is("to"):
			p.Modal = c.At(next).Lower
			p.Negated = p.Negated || c.negatedBetween(k, next)
			k = next
		case it.Is("have", "has", "need", "needs") && c.At(k+1).Is("to") && p.Modal == "":
			p.Modal, k = "must", k+1
		case it.Is("have", "'ve") && p.Modal != "":
			p.Perfect = true
		case Auxiliaries[it.Lower] && (c.At(next).Verb() || c.At(next).Is("been")):
			p.Negated = p.Negated || c.negatedBetween(k, next)
		default:
			p.Head = k
			return
		}
	}
	p.Head = k
}

func (c *Clause) afterAdverbs(k int) int {
	for c.At(k).Adverb() || c.At(k).Is("not", "n't") {
		k++
	}
	return k
}

func (c *Clause) negatedBetween(a, b int) bool {
	for i := a; i < b; i++ {
		if c.At(i).Is("not", "n't", "never") {
			return true
		}
	}
	return false
}
