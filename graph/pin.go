package graph

// A cursor pins the transaction its first page was read at. This file finds the
// view that the pages that follow are read from.

// checkAll checks the page for every source.
func (p Page) checkAll(sources []source, fingerprint string) (window, error) {
	w, err := p.check(fingerprint)
	if p.After == "" && p.Before == "" {
		return w, err
	}
	for _, s := range sources {
		if w, err = p.check(fingerprint + s.owner); err != nil {
			return w, err
		}
	}
	return w, nil
}

// pinned gives the view of the transaction that a cursor pins.
func (v *View) pinned(w window) (*View, error) {
	switch {
	case w.pinned == 0:
		return v, nil
	case w.pinned > v.session.head.Seq:
		return nil, errorf(CodeBadCursor, "the cursor was made at transaction %d, which this store does not have", w.pinned)
	case v.fixed && w.pinned != v.at:
		return nil, errorf(CodeBadCursor, "the cursor was made at transaction %d, and asOf asks for transaction %d: leave asOf as it was on the first page", w.pinned, v.at)
	}
	return v.AtSeq(w.pinned), nil
}

// forPage gives the view that a page is read from: the one its cursor pins, so
// that filters and owners are resolved as they were on the first page. Whether
// the cursor belongs to the list is checked when the list is known.
func (v *View) forPage(p Page) (*View, error) {
	for _, cursor := range []string{p.After, p.Before} {
		if cursor == "" {
			continue
		}
		_, at, _, err := cutCursor(cursor)
		if err != nil {
			return nil, err
		}
		return v.pinned(window{pinned: at})
	}
	return v, nil
}

// owners gives the nodes that lists hang on as a pinned view has them.
func (v *View) owners(nodes []*Node, from *View) ([]*Node, error) {
	if v == from {
		return nodes, nil
	}
	refs := make([]Ref, len(nodes))
	for i, n := range nodes {
		if n != nil {
			refs[i] = n.Ref
		}
	}
	then, err := loadNodes(v.cells, refs)
	if err != nil {
		return nil, err
	}
	for i, n := range then {
		if n == nil && nodes[i] != nil {
			return nil, errorf(CodeBadCursor, "the cursor was made before %s was recorded", quoted(nodes[i].ID))
		}
	}
	return then, nil
}
