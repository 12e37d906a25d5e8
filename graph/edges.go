package graph

import (
	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

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
		ranges []cells.Range
		owner  []int
	)
	for i, n := range nodes {
		for _, w := range split(wants) {
			for _, ref := range n.refs() {
				rg := prefixRange(keys.AdjacencyOf(uint64(ref), dirCode(w.Direction), ruleOf(w.Type).Code))
				rg.Limit = limit
				ranges, owner = append(ranges, rg), append(owner, i)
			}
		}
	}
	out := make([][]Edge, len(nodes))
	if len(ranges) == 0 {
		return out, nil
	}
	got, err := v.cells.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	for j, list := range got {
		for _, c := range list {
			e, shown, err := v.edge(c)
			if err != nil {
				return nil, err
			}
			if shown {
				out[owner[j]] = append(out[owner[j]], e)
			}
		}
	}
	return out, nil
}

// edge decodes an adjacency cell and says whether this view shows it.
func (v *View) edge(c cells.Cell) (Edge, bool, error) {
	_, dir, typ, _, rel, ok := keys.ParseAdjacency(c.Key)
	if !ok {
		return Edge{}, false, corrupt("an adjacency key is malformed")
	}
	x, err := decodeEdge(c.Value)
	if err != nil {
		return Edge{}, false, err
	}
	return Edge{
		Relation: Ref(rel), Type: typeOf(typ), Direction: directionOf(dir), Other: x.Other, Review: x.Review,
		Claimed: x.Claimed, Alternative: x.Alternative, Role: x.Role,
	}, v.shows(&x), nil
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
