package graph

import "math/bits"

// nodeTable remembers the nodes that a view gave: fields of one answer ask for
// the same ones again and again (both ends of each relation, the document of each
// statement), and to find them here takes no lock. It also tells the repeats
// within one question. It is a table with open addressing that begins anew when it
// is full, so that a view that goes over a whole graph remembers no more than its
// last nodes.
type nodeTable struct {
	slots []metNode
	n     int
}

type metNode struct {
	ref  Ref
	node *Node // nil: there is none, or it is being read
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

// find fills in what is known of the numbers, at most mostMet, and gives those
// that are not, each once; 0 is no number. The table waits for them: fill.
func (t *nodeTable) find(refs []Ref, out []*Node) []Ref {
	if t.n+len(refs) > mostMet {
		t.slots, t.n = nil, 0
	}
	var missing []Ref
	for i, ref := range refs {
		if ref == 0 {
			continue
		}
		if 2*t.n >= len(t.slots) {
			t.grow(len(refs) - i)
		}
		p := t.at(ref)
		if p.ref != 0 {
			out[i] = p.node
			continue
		}
		p.ref = ref
		t.n++
		if missing == nil {
			missing = make([]Ref, 0, len(refs)-i)
		}
		missing = append(missing, ref)
	}
	return missing
}

// fill remembers what was missing, nil where there is no such node, and fills in
// what find left open.
func (t *nodeTable) fill(missing []Ref, nodes []*Node, refs []Ref, out []*Node) {
	for i, ref := range missing {
		t.at(ref).node = nodes[i]
	}
	for i, ref := range refs {
		if out[i] == nil && ref != 0 {
			out[i] = t.at(ref).node
		}
	}
}

// grow makes room for so many more.
func (t *nodeTable) grow(more int) {
	old := t.slots
	size := fewMet
	for size < 2*(t.n+more) {
		size *= 2
	}
	t.slots = make([]metNode, size)
	for _, p := range old {
		if p.ref != 0 {
			*t.at(p.ref) = p
		}
	}
}
