package graph

import (
	"cmp"
	"maps"
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// This file keeps what came with a statement or commitment and is reviewed with
// it. With what something came never changes, so one entry lists all that came
// with a node in one transaction, and is never written again.

// mostDerived bounds how many things one entry lists, so that its value stays
// far below what a store takes.
const mostDerived = 4096

// encodeDerived lists assertions and facts that came with a node, in the order of
// their numbers, each told by how far it is from the one before it.
func encodeDerived(node Ref, list []idCell) []byte {
	e := &encoder{b: make([]byte, 0, 4*len(list))}
	last := list[0].ref
	for _, c := range list {
		step := uint64(c.ref-last) << 1
		near := c.ref
		if c.class == keys.ClassFact {
			step, near = step|1, node
		}
		e.uint(step)
		e.int(int64(near) - int64(c.owner))
		last = c.ref
	}
	return e.b
}

func decodeDerived(node, first Ref, b []byte) ([]idCell, error) {
	var out []idCell
	last := first
	for d := newDecoder(b); len(d.b) > 0; {
		step := d.uint()
		c := idCell{class: keys.ClassAssertion, ref: last + Ref(step>>1)}
		near := c.ref
		if step&1 != 0 {
			c.class, near = keys.ClassFact, node
		}
		if c.owner = Ref(int64(near) - d.int()); d.err != nil {
			return nil, d.err
		}
		last = c.ref
		out = append(out, c)
	}
	return out, nil
}

// writeDerived writes what this transaction made that came with a node.
func (t *txn) writeDerived() error {
	by := map[Ref][]idCell{}
	for ref, s := range t.assertions {
		if s.was == nil && s.now.Via != 0 {
			by[s.now.Via] = append(by[s.now.Via], idCell{keys.ClassAssertion, ref, s.now.Relation})
		}
	}
	for ref, s := range t.facts {
		if s.was == nil && s.now.Via != 0 {
			by[s.now.Via] = append(by[s.now.Via], idCell{keys.ClassFact, ref, s.now.Node})
		}
	}
	for _, node := range slices.Sorted(maps.Keys(by)) {
		slices.SortFunc(by[node], func(a, b idCell) int { return cmp.Compare(a.ref, b.ref) })
		for list := range slices.Chunk(by[node], mostDerived) {
			if err := t.w.Add(keys.Derived(uint64(node), uint64(list[0].ref)), encodeDerived(node, list)); err != nil {
				return err
			}
		}
	}
	return nil
}

// derivedFrom reads all that came with a node, in the order of recording.
func derivedFrom(r *cells.Reader, node Ref) ([]idCell, error) {
	var (
		out []idCell
		bad error
	)
	err := r.Scan(prefixRange(keys.DerivedFrom(uint64(node))), func(c cells.Cell) bool {
		var list []idCell
		list, bad = derivedIn(c)
		out = append(out, list...)
		return bad == nil
	})
	return out, firstError(bad, err)
}

func derivedIn(c cells.Cell) ([]idCell, error) {
	node, first, ok := keys.ParseDerived(c.Key)
	if !ok {
		return nil, corrupt("a key of what came with a node is malformed")
	}
	return decodeDerived(Ref(node), Ref(first), c.Value)
}
