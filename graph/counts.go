package graph

import (
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// RelationCount is how many visible relations of a type a node has in one
// direction (keys.Out or keys.In).
type RelationCount struct {
	Type      RelationType
	Direction Direction
	Count     int
}

// Direction says which way a relation is followed from a node.
type Direction string

// Directions.
const (
	Outgoing Direction = "OUT"
	Incoming Direction = "IN"
	Both     Direction = "BOTH"
)

// Counts gives the relation counts of nodes without reading the relations;
// only a view of a day of the world's time has to walk them.
func (v *View) Counts(nodes []*Node) ([][]RelationCount, error) {
	if v.valid != nil {
		return v.countsByWalking(nodes)
	}
	var (
		refs  []Ref
		owner []int
	)
	for i, n := range nodes {
		for _, ref := range n.refs() {
			refs, owner = append(refs, ref), append(owner, i)
		}
	}
	lists, err := recalled(v.cells, keptCounts, refs, v.cells.counts)
	if err != nil {
		return nil, err
	}
	sums := make([]map[[2]byte]int, len(nodes))
	for j, l := range lists {
		if sums[owner[j]] == nil {
			sums[owner[j]] = make(map[[2]byte]int, len(l.list))
		}
		for _, c := range l.list {
			sums[owner[j]][[2]byte{c.dir, c.typ}] += int(c.n)
		}
	}
	return countLists(sums), nil
}

// countList is the relation counts of one node, as they are kept.
type countList struct{ list counts }

func (l *countList) size() int { return 16 * len(l.list) }

func (r *recall) counts(refs []Ref) ([]*countList, error) {
	ks := make([][]byte, len(refs))
	for i, ref := range refs {
		ks[i] = keys.Counts(uint64(ref))
	}
	got, err := r.GetMany(ks)
	if err != nil {
		return nil, err
	}
	out := make([]*countList, len(refs))
	for i, c := range got {
		list, err := decodeCounts(c.Value)
		if err != nil {
			return nil, err
		}
		out[i] = &countList{list}
	}
	return out, nil
}

// countsByWalking reads the adjacency of all nodes together, a stretch at a
// time.
func (v *View) countsByWalking(nodes []*Node) ([][]RelationCount, error) {
	const stretch = 4096
	sums := make([]map[[2]byte]int, len(nodes))
	var (
		ranges []cells.Range
		owner  []int
	)
	for i, n := range nodes {
		sums[i] = map[[2]byte]int{}
		for _, ref := range n.refs() {
			rg := prefixRange(keys.AdjacencyNode(uint64(ref)))
			rg.Limit = stretch
			ranges, owner = append(ranges, rg), append(owner, i)
		}
	}
	for len(ranges) > 0 {
		if err := v.session.stop(); err != nil {
			return nil, err
		}
		got, err := v.cells.ScanMany(ranges)
		if err != nil {
			return nil, err
		}
		left := 0
		for j, list := range got {
			if err := v.tallyShown(sums[owner[j]], list); err != nil {
				return nil, err
			}
			if len(list) == stretch {
				rg := ranges[j]
				rg.Start = append(slices.Clone(list[stretch-1].Key), 0)
				ranges[left], owner[left] = rg, owner[j]
				left++
			}
		}
		ranges, owner = ranges[:left], owner[:left]
	}
	return countLists(sums), nil
}

func (v *View) tallyShown(sum map[[2]byte]int, list []cells.Cell) error {
	for _, c := range list {
		_, dir, typ, _, _, ok := keys.ParseAdjacency(c.Key)
		if !ok {
			return corrupt("an adjacency key is malformed")
		}
		e, err := decodeEdge(c.Value)
		if err != nil {
			return err
		}
		if v.shows(&e) {
			sum[[2]byte{dir, typ}]++
		}
	}
	return nil
}

func countLists(sums []map[[2]byte]int) [][]RelationCount {
	out := make([][]RelationCount, len(sums))
	for i, sum := range sums {
		for _, rule := range Ontology {
			for _, dir := range []byte{keys.Out, keys.In} {
				if n := sum[[2]byte{dir, rule.Code}]; n > 0 {
					out[i] = append(out[i], RelationCount{rule.Type, directionOf(dir), n})
				}
			}
		}
	}
	return out
}

func directionOf(dir byte) Direction {
	if dir == keys.Out {
		return Outgoing
	}
	return Incoming
}
