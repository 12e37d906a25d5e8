package graph

// NeighborsOf reads, for each node, one page of the nodes that its relations of
// the wants lead to, each once: want after want, and within one by date or
// name. Merged nodes are shown as what they became, those that are not visible
// are left out; kinds, unless there are none, narrow the list.
func (v *View) NeighborsOf(nodes []*Node, wants []Want, kinds []NodeKind, p Page) ([]*Connection[*Node], error) {
	pinned, err := v.forPage(p)
	if err != nil {
		return nil, err
	}
	if nodes, err = pinned.owners(nodes, v); err != nil {
		return nil, err
	}
	v = pinned
	srcs := make([]source, len(nodes))
	for i, n := range nodes {
		srcs[i] = edgeSource(n, false, wants...)
	}
	keep := eachNode(func(n *Node) bool { return n.Visible() && contains(kinds, n.Kind) })
	return readPages(v, srcs, p, v.fingerprintOf("neighbors of", wants, kinds), nodeAccept(keep))
}
