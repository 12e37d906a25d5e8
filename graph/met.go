package graph

import "math/bits"

// nodeTable remembers the nodes that a view gave: fields of one answer ask for
// the same ones again and again (both ends of each relation, the document of each
// statement), and to find them here takes no lock. It is a table with open
// addressing that begins anew when it is full, so that a view that goes over a
// whole graph remembers no more than its last nodes.
type nodeTable struct {
	slots []metNode
	n     int
}

type metNode struct {
	ref  Ref
	node *Node
}

const (
	fewMet  = 16
	mostMet = 2048
)

// at finds the slot of a number, or the free one where it belongs.
func (t *nodeTable) at(ref Ref) *metNode {
	mask := len(t.slots) - 1
	for i := int(uint64(ref) * 0x9e3779b97f4a7c15 >> (64 - bits.Len(uint(mask)))); ; i++ {
		if p := &t.slots[i&mask]; p.ref == ref || p.ref == 0 {
			return p
		}
	}
}

// find fills in what is known of the numbers and gives those that are not; 0 is
// no number.
func (t *nodeTable) find(refs []Ref, out []*Node) []Ref {
	var missing []Ref
	for i, ref := range refs {
		if ref == 0 {
			continue
		}
		if t.n > 0 {
			if out[i] = t.at(ref).node; out[i] != nil {
				continue
			}
		}
		if missing == nil {
			missing = make([]Ref, 0, len(refs)-i)
		}
		missing = append(missing, ref)
	}
	return missing
}

// put remembers the node that a number leads to, unless there is none.
func (t *nodeTable) put(ref Ref, n *Node) {
	if n == nil {
		return
	}
	if 2*t.n >= len(t.slots) {
		t.grow(0)
	}
	p := t.at(ref)
	if p.ref == 0 {
		t.n++
	}
	*p = metNode{ref, n}
}

// room makes room for so many more at once.
func (t *nodeTable) room(more int) {
	if 2*(t.n+more) > len(t.slots) {
		t.grow(more)
	}
}

// grow makes room for so many more.
func (t *nodeTable) grow(more int) {
	old := t.slots
	if t.n >= mostMet {
		old = nil
	}
	size := max(fewMet, 2*len(old))
	for size < 2*(len(old)/2+min(more, mostMet)) {
		size *= 2
	}
	t.slots, t.n = make([]metNode, size), 0
	for _, p := range old {
		if p.ref != 0 {
			*t.at(p.ref) = p
			t.n++
		}
	}
}
