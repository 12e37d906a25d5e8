package schema

import (
	"onrecord/graph"
	"onrecord/schema/plan"
)

// page is one page of a connection, whatever it lists.
type page struct {
	items       []any
	cursor      func(i int) string
	hasNext     bool
	hasPrevious bool
	nodes       *graph.Connection[*graph.Node] // of lists that are counted by facets
	set         *pageSet
	at          int
}

// pageSet is the pages that one call gave. They are counted together.
type pageSet struct {
	count func(at []int) ([]graph.Total, error)
	known map[int]graph.Total
}

// edge is one member of a page with its cursor.
type edge struct {
	page *page
	at   int
}

// pagesOf makes pages of what the graph answered, and sets the view they were
// read from below the field.
func pagesOf[T any](c *plan.Call, e *env, lists []*graph.Connection[T], err error) ([]any, error) {
	if err != nil {
		return nil, err
	}
	set := &pageSet{known: map[int]graph.Total{}}
	set.count = func(at []int) ([]graph.Total, error) {
		some := make([]*graph.Connection[T], len(at))
		for i, k := range at {
			some[i] = lists[k]
		}
		return graph.Totals(some)
	}
	out := make([]any, len(lists))
	for i, l := range lists {
		p := &page{items: boxed(l.Items), cursor: l.Cursor, hasNext: l.HasNext, hasPrevious: l.HasPrevious, set: set, at: i}
		p.nodes, _ = any(l).(*graph.Connection[*graph.Node])
		out[i] = p
	}
	if len(lists) > 0 {
		e.under(c, lists[0].View)
	}
	return out, nil
}

// pageOf is pagesOf for a root field.
func pageOf[T any](c *plan.Call, e *env, l *graph.Connection[T], err error) (any, error) {
	if err != nil {
		return nil, err
	}
	out, err := pagesOf(c, e, []*graph.Connection[T]{l}, nil)
	if err != nil {
		return nil, err
	}
	return out[0], nil
}

// totals counts the lists of pages, those of one call together.
func totals(pages []*page) ([]graph.Total, error) {
	missing := map[*pageSet][]int{}
	var order []*pageSet
	for _, p := range pages {
		if _, known := p.set.known[p.at]; known {
			continue
		}
		if missing[p.set] == nil {
			order = append(order, p.set)
		}
		missing[p.set] = append(missing[p.set], p.at)
	}
	for _, set := range order {
		got, err := set.count(missing[set])
		if err != nil {
			return nil, err
		}
		for i, at := range missing[set] {
			set.known[at] = got[i]
		}
	}
	out := make([]graph.Total, len(pages))
	for i, p := range pages {
		out[i] = p.set.known[p.at]
	}
	return out, nil
}

func (b *builder) connections() {
	b.object("PageInfo", "Where a page lies in its list, as Relay defines it.", nil, []field{
		{name: "hasNextPage", typ: "Boolean!", about: "Whether members follow the last edge.", get: plan.Bool(func(p *page) bool { return p.hasNext })},
		{name: "hasPreviousPage", typ: "Boolean!", about: "Whether members precede the first edge.", get: plan.Bool(func(p *page) bool { return p.hasPrevious })},
		{name: "startCursor", typ: "String", about: "The cursor of the first edge, to read the page before it; null when the page is empty.", get: plan.OptString(func(p *page) (string, bool) {
			if len(p.items) == 0 {
				return "", false
			}
			return p.cursor(0), true
		})},
		{name: "endCursor", typ: "String", about: "The cursor of the last edge, to read the page after it; null when the page is empty.", get: plan.OptString(func(p *page) (string, bool) {
			if len(p.items) == 0 {
				return "", false
			}
			return p.cursor(len(p.items) - 1), true
		})},
	})
	shared := b.connectionFields()
	edges := edgeFields()
	for _, k := range []struct {
		member, many string
		extra        []field
	}{
		{"Node", "nodes of any kind", nil},
		{"Person", "people", nil},
		{"State", "states", nil},
		{"Organization", "organisations", nil},
		{"Group", "groups", nil},
		{"Force", "forces", nil},
		{"Place", "places", nil},
		{"Event", "events", nil},
		{"Document", "documents", nil},
		{"Statement", "statements", []field{b.statementFacets()}},
		{"Commitment", "commitments", []field{b.commitmentFacets()}},
		{"Relation", "relations", nil},
		{"Annotation", "annotations of a document", nil},
		{"Evidence", "pieces of evidence", nil},
		{"Timeline", "entries of a timeline", nil},
	} {
		member := k.member
		if member == "Timeline" {
			member = "TimelineEntry"
		}
		b.object(k.member+"Edge", "One member of a list of "+k.many+", with its cursor.", nil, edges(member))
		b.object(k.member+"Connection", "One page of a list of "+k.many+".", nil, shared(k.member+"Edge", member), k.extra)
	}
}

// edgeFields gives the fields of edges; all types share the resolvers.
func edgeFields() func(member string) []field {
	cursor := plan.String(func(e *edge) string { return e.page.cursor(e.at) })
	node := plan.Value(func(e *edge) any { return e.page.items[e.at] })
	return func(member string) []field {
		return []field{
			{name: "cursor", typ: "String!", about: "Marks this member in the list: give it as after or before. It pins the transaction the list was read at, so that later pages neither skip nor repeat.", get: cursor},
			{name: "node", typ: member, about: "The member; null when it cannot be shown.", get: node},
		}
	}
}

// connectionFields gives the fields of connections; all types share the
// resolvers.
func (b *builder) connectionFields() func(edgeType, member string) []field {
	edges := plan.Value(func(p *page) any {
		out := make([]*edge, len(p.items))
		for i := range p.items {
			out[i] = &edge{p, i}
		}
		return out
	})
	nodes := plan.Value(func(p *page) any { return p.items })
	info := plan.Value(func(p *page) any { return p })
	total := b.total(func(t graph.Total) any {
		if !t.Exact {
			return nil
		}
		return t.N
	})
	least := b.total(func(t graph.Total) any { return t.N })
	return func(edgeType, member string) []field {
		return []field{
			{name: "edges", typ: "[" + edgeType + "]", about: "The members of this page with their cursors.", get: edges},
			{name: "nodes", typ: "[" + member + "]", about: "The members of this page without their cursors.", get: nodes},
			{name: "pageInfo", typ: "PageInfo!", about: "Where this page lies in the list.", get: info},
			{name: "totalCount", typ: "Int", about: "How many members the whole list has, exact up to 10,000; null beyond. Computed only when selected.", get: total},
			{name: "totalCountAtLeast", typ: "Int", about: "How many members the whole list has, or 10,000 when it has more. Computed only when selected.", get: least},
		}
	}
}

func (b *builder) total(show func(graph.Total) any) *plan.Resolver {
	return load(b, func(_ *plan.Call, _ *env, pages []*page) ([]any, error) {
		got, err := totals(pages)
		if err != nil {
			return nil, err
		}
		out := make([]any, len(got))
		for i, t := range got {
			out[i] = show(t)
		}
		return out, nil
	})
}

var (
	forward = []arg{
		{"first", "Int", "How many members to read, 0 to 500; without it 20.", nil},
		{"after", "String", "Read what follows this cursor of the same list.", nil},
	}
	bothWays = append(forward[:2:2],
		arg{"last", "Int", "How many members to read from the end of the list, or before the cursor; 0 to 500. Not together with first.", nil},
		arg{"before", "String", "Read what precedes this cursor of the same list.", nil},
	)
)

// with puts arguments together.
func with(lists ...[]arg) []arg {
	var out []arg
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}
