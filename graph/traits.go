package graph

// A pledgor's list of promises is narrowed by how firm they are and by what they
// are missing from. Both lie behind a commitment's own record and its relations;
// so that a list need not read them of every promise, the entry that leads from
// the pledgor to the promise tells of them. It tells enough to leave a promise
// out, never to show one: what may belong is read and looked at.

// traits are what an entry of a pledgor's list tells of the promise. The zero
// traits tell nothing.
type traits uint16

// The bits of traits: a kind of documents each, from the lowest on, as docKinds
// has them; then how firm the promise is.
const (
	traitStrength        = 10
	traitsOpen    traits = 1 << 14 // what is known does not settle what it is missing from
	traitsKnown   traits = 1 << 15
)

// traitsOf gives the traits of a commitment. They follow from its record alone.
// One that was merged into another is shown as that one, of which it tells
// nothing.
func traitsOf(n *Node) traits {
	if n == nil || n.Commitment == nil || n.MergedInto != 0 {
		return 0
	}
	t := traitsKnown | traits(n.Commitment.Missing) | traits(code(strengths, n.Strength()))<<traitStrength
	if n.mayBeCompared() {
		t |= traitsOpen
	}
	return t
}

// mayBeCompared is false for a commitment where no document that words it, or is
// said to have or lack it, has versions: comparing texts tells nothing of it.
func (n *Node) mayBeCompared() bool {
	return n != nil && (n.Commitment == nil || n.Commitment.Versioned || len(n.Members) > 0)
}

// traitFilter is what a list asks of the traits of its entries; the zero filter
// asks nothing.
type traitFilter struct {
	strengths uint8 // bits of their codes; none: all
	missing   KindSet
}

func (f *CommitmentFilter) traits() traitFilter {
	var t traitFilter
	for _, s := range f.Strength {
		t.strengths |= 1 << code(strengths, s)
	}
	if f.OmittedFromKind != "" {
		t.missing = kindsOf(f.OmittedFromKind)
	}
	return t
}

// mayPass is false where the traits leave an entry out.
func (f traitFilter) mayPass(t traits) bool {
	if t&traitsKnown == 0 {
		return true
	}
	if f.strengths != 0 && f.strengths&(1<<(t>>traitStrength&7)) == 0 {
		return false
	}
	return f.missing == 0 || t&traitsOpen != 0 || traits(f.missing)&t != 0
}

// KindSet is a set of kinds of documents, a bit each.
type KindSet uint16

func kindsOf(list ...DocumentKind) KindSet {
	var s KindSet
	for _, k := range list {
		s |= 1 << code(docKinds, k) >> 1
	}
	return s
}
