package graph

import (
	"encoding/binary"
	"slices"
)

// mostGathered is how many relations of a node NeighborsOf reads at once. Up to
// there a neighbour that several relations lead to is listed once; beyond, the
// list is read from the index page by page, and such a neighbour repeats.
const mostGathered = 2_000

// NeighborsOf reads, for each node, one page of the nodes that its relations of
// the wants lead to, want after want and within one by date or name. Merged nodes are
// shown as what they became, nodes that are not shown are left out, and kinds,
// unless there are none, narrow the list.
func (v *View) NeighborsOf(nodes []*Node, wants []Want, kinds []NodeKind, p Page) ([]*Connection[*Node], error) {
	fp := fingerprintOf("neighbors of", wants, kinds)
	srcs := make([]source, len(nodes))
	for i, n := range nodes {
		srcs[i] = edgeSource(n, false, wants...)
	}
	w, err := p.checkAll(srcs, fp)
	if err != nil {
		return nil, err
	}
	pinned, err := v.pinned(w)
	if err != nil {
		return nil, err
	}
	if err := pinned.gatherNeighbors(nodes, wants, srcs); err != nil {
		return nil, err
	}
	return readPages(v, srcs, p, fp, neighborAccept(kinds))
}

// gatherNeighbors replaces the sources of nodes with few relations by the
// neighbours themselves, each once.
func (v *View) gatherNeighbors(nodes []*Node, wants []Want, srcs []source) error {
	edges, err := v.Edges(nodes, wants, mostGathered)
	if err != nil {
		return err
	}
	var refs []Ref
	for _, list := range edges {
		for _, e := range list {
			refs = append(refs, e.Other)
		}
	}
	ends, err := v.Nodes(refs)
	if err != nil {
		return err
	}
	for i, list := range edges {
		mine := ends[:len(list)]
		ends = ends[len(list):]
		if len(list) >= mostGathered {
			continue
		}
		gathered := source{owner: srcs[i].owner}
		seen := map[Ref]bool{}
		for at, n := range mine {
			if n == nil || seen[n.Ref] {
				continue
			}
			seen[n.Ref] = true
			tail := binary.BigEndian.AppendUint64(nil, uint64(at))
			gathered.sorted = append(gathered.sorted, item{ref: n.Ref, tail: binary.BigEndian.AppendUint64(tail, uint64(n.Ref))})
		}
		srcs[i] = gathered
	}
	return nil
}

// neighborAccept shows what the members became, if that is shown.
func neighborAccept(kinds []NodeKind) accept[*Node] {
	return func(v *View, items []item) ([]**Node, error) {
		refs := make([]Ref, len(items))
		for i, it := range items {
			refs[i] = it.ref
		}
		nodes, err := v.Nodes(refs)
		if err != nil {
			return nil, err
		}
		out := make([]**Node, len(items))
		for i, n := range nodes {
			if n != nil && n.Visible() && (len(kinds) == 0 || slices.Contains(kinds, n.Kind)) {
				out[i] = &nodes[i]
			}
		}
		return out, nil
	}
}
