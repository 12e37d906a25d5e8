package graph

import (
	"cmp"
	"math"
	"slices"
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

// plain is the same for an entry of a node's adjacency.
func (n *neighbor) plain(t RelationType) bool { return n.more == nil || n.more.plain(t) }

// mayHaveTwin says whether other entries of the source may lead to the node
// and be shown in the item's stead.
func (it *item) mayHaveTwin(n *Node) bool {
	return it.src != nil && (!it.plain || len(it.src.near) > 1 || len(it.src.wants) > 1 || len(n.Members) > 0)
}

// survivors reads the nodes that items lead to, each as the one it was merged
// into, and leaves out those that another entry of the same list shows.
func (v *View) survivors(items []item) ([]*Node, error) {
	if err := v.session.stop(); err != nil {
		return nil, err
	}
	refs := make([]Ref, len(items))
	for i, it := range items {
		refs[i] = it.ref
	}
	nodes, err := v.readNodes(refs)
	if err != nil {
		return nil, err
	}
	var (
		asked []stretch
		owner []int
		want  []int
	)
	for i, n := range nodes {
		if n == nil || !items[i].mayHaveTwin(n) {
			continue
		}
		for w := range items[i].src.wants {
			for _, ref := range n.refs() {
				// Seen from the far end the list is short: a statement has few
				// speakers, an actor many statements.
				asked, owner, want = append(asked, items[i].src.wants[w].opposite().stretch(ref, mostInList)), append(owner, i), append(want, w)
			}
		}
	}
	if len(asked) == 0 {
		return nodes, nil
	}
	got, err := v.cells.adjacent(asked)
	if err != nil {
		return nil, err
	}
	for j, list := range got {
		i := owner[j]
		for k := range list {
			e := list[k].edge()
			src := items[i].src
			if slices.Contains(src.near, e.Other) && src.lists(v, &e) && items[i].after(want[j], e.plain(src.wants[want[j]].Type), list[k].relation()) {
				nodes[i] = nil
				break
			}
		}
	}
	return nodes, nil
}

// opposite is the want as the far end has it.
func (w Want) opposite() Want { return Want{w.Type, opposite(w.Direction)} }

// after says whether a twin is shown in the item's stead.
func (it *item) after(want int, plain bool, rel Ref) bool {
	return cmp.Or(
		cmp.Compare(boolRank(!it.plain), boolRank(!plain)),
		cmp.Compare(int(it.group), want),
		cmp.Compare(it.rel, rel),
	) > 0
}
