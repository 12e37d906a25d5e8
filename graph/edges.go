package graph

import "onrecord/graph/keys"

// Edge is a relation as seen from one of its ends, with what a list or walk
// needs to know without reading the relation's record.
type Edge struct {
	Relation    Ref
	Type        RelationType
	Direction   Direction
	Other       Ref // as stored; View.Nodes follows merges
	Review      ReviewStatus
	Claimed     bool
	Alternative int
	Role        string
}

// Want asks for the relations of a type in one direction.
type Want struct {
	Type      RelationType
	Direction Direction // Both is two wants
}

// Edges reads the visible relations of nodes, with those of the nodes merged
// into them: one list a node, in the order of wants, at most limit a want and
// member. It is one round trip.
func (v *View) Edges(nodes []*Node, wants []Want, limit int) ([][]Edge, error) {
	if err := v.session.stop(); err != nil {
		return nil, err
	}
	var (
		parts = make([]stretch, 0, 2*len(wants))
		asked = make([]stretch, 0, len(wants)*len(nodes))
		owner = make([]int, 0, len(wants)*len(nodes))
	)
	for _, w := range split(wants) {
		parts = append(parts, w.stretch(0, limit))
	}
	for i, n := range nodes {
		if n == nil {
			continue
		}
		for _, s := range parts {
			s.node = n.Ref
			asked, owner = append(asked, s), append(owner, i)
			for _, ref := range n.Members {
				s.node = ref
				asked, owner = append(asked, s), append(owner, i)
			}
		}
	}
	out := make([][]Edge, len(nodes))
	if len(asked) == 0 {
		return out, nil
	}
	got, err := v.cells.adjacent(asked)
	if err != nil {
		return nil, err
	}
	most := 0
	for _, list := range got {
		most += len(list)
	}
	all := make([]Edge, 0, most)
	for j := 0; j < len(got); {
		i, first := owner[j], len(all)
		for ; j < len(got) && owner[j] == i; j++ {
			for k := range got[j] {
				if v.showsNear(&got[j][k]) {
					all = append(all, got[j][k].Edge())
				}
			}
		}
		out[i] = all[first:len(all):len(all)]
	}
	return out, nil
}

// stretch is where a node's relations of the want lie.
func (w Want) stretch(ref Ref, limit int) stretch {
	dir, typ := dirCode(w.Direction), ruleOf(w.Type).Code
	return stretch{node: ref, from: boundOf(dir, typ), to: afterAll(dir, typ), limit: limit}
}

// split makes two wants of each that asks for both directions.
func split(wants []Want) []Want {
	out := make([]Want, 0, len(wants))
	for _, w := range wants {
		if w.Direction == Both {
			out = append(out, Want{w.Type, Outgoing}, Want{w.Type, Incoming})
			continue
		}
		out = append(out, w)
	}
	return out
}

func dirCode(d Direction) byte {
	if d == Outgoing {
		return keys.Out
	}
	return keys.In
}

// Ends of edges, in order and without repeats.
func others(edges []Edge, keep func(Edge) bool) []Ref {
	var out []Ref
	seen := map[Ref]bool{}
	for _, e := range edges {
		if keep(e) && !seen[e.Other] {
			seen[e.Other] = true
			out = append(out, e.Other)
		}
	}
	return out
}

// endsOf reads what edges lead to, in one round trip: of each list node by node,
// nil where there is none.
func (v *View) endsOf(edges [][]Edge) ([][]*Node, error) {
	var refs []Ref
	for _, list := range edges {
		for _, e := range list {
			refs = append(refs, e.Other)
		}
	}
	nodes, err := v.Nodes(refs)
	if err != nil {
		return nil, err
	}
	out := make([][]*Node, len(edges))
	for i, list := range edges {
		out[i], nodes = nodes[:len(list):len(list)], nodes[len(list):]
	}
	return out, nil
}
