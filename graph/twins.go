package graph

import (
	"cmp"
	"math"
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// Several relations may lead from one node to the same other: under two roles,
// for two periods, or because nodes were merged. A list of nodes names such a
// node once: where its plain relation stands (without a role of its own or a
// period), else where the oldest does. Which one that is depends on the
// relations alone, so pages neither skip nor repeat.

// plain: two relations of a type that join the same nodes cannot both be plain.
func (e *edge) plain(t RelationType) bool {
	return (e.Role == "" || t == ConditionalOn && e.Role == string(Precedent)) && e.Alternative == 0 &&
		e.ValidFrom == math.MinInt64 && e.ValidTo == math.MaxInt64
}

// mayHaveTwin says whether other entries of the source may lead to the node
// and be shown in the item's stead.
func (it *item) mayHaveTwin(n *Node) bool {
	return it.src != nil && (!it.plain || len(it.src.near) > 1 || len(it.src.wants) > 1 || len(n.Members) > 0)
}

// survivors reads the nodes that items lead to, each as the one it was merged
// into, and leaves out those that another entry of the same list shows.
func (v *View) survivors(items []item) ([]*Node, error) {
	refs := make([]Ref, len(items))
	for i, it := range items {
		refs[i] = it.ref
	}
	nodes, err := v.Nodes(refs)
	if err != nil {
		return nil, err
	}
	var (
		ranges []cells.Range
		owner  []int
		want   []int
	)
	for i, n := range nodes {
		if n == nil || !items[i].mayHaveTwin(n) {
			continue
		}
		for w := range items[i].src.wants {
			for _, ref := range n.refs() {
				// Seen from the far end the list is short: a statement has few
				// speakers, an actor many statements.
				rg := prefixRange(items[i].src.wants[w].fromFarEnd(ref))
				rg.Limit = mostInList
				ranges, owner, want = append(ranges, rg), append(owner, i), append(want, w)
			}
		}
	}
	if len(ranges) == 0 {
		return nodes, nil
	}
	got, err := v.cells.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	for j, list := range got {
		i := owner[j]
		for _, c := range list {
			e, err := decodeEdge(c.Value)
			if err != nil {
				return nil, err
			}
			src := items[i].src
			if slices.Contains(src.near, e.Other) && src.lists(v, &e) && items[i].after(want[j], e.plain(src.wants[want[j]].Type), Ref(keys.Last(c.Key))) {
				nodes[i] = nil
				break
			}
		}
	}
	return nodes, nil
}

// fromFarEnd is where the relations that are wanted lie at their other end.
func (w Want) fromFarEnd(ref Ref) []byte {
	dir := keys.In
	if w.Direction == Incoming {
		dir = keys.Out
	}
	return keys.AdjacencyOf(uint64(ref), dir, ruleOf(w.Type).Code)
}

// after says whether a twin is shown in the item's stead.
func (it *item) after(want int, plain bool, rel Ref) bool {
	return cmp.Or(
		cmp.Compare(boolRank(!it.plain), boolRank(!plain)),
		cmp.Compare(it.group, want),
		cmp.Compare(it.rel, rel),
	) > 0
}
