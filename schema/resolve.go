package schema

import (
	"onrecord/graph"
	"onrecord/schema/plan"
)

// load makes a resolver that answers for all parents of one Go type at once.
// Parents of another type, as a Relation among nodes, have nothing to answer
// and are null.
func load[P any](b *builder, fn func(c *plan.Call, e *env, parents []P) ([]any, error)) *plan.Resolver {
	return plan.Many(func(c *plan.Call, parents []any) ([]any, error) {
		mine := make([]P, 0, len(parents))
		for _, p := range parents {
			if own, ok := p.(P); ok {
				mine = append(mine, own)
			}
		}
		if len(mine) == 0 {
			return make([]any, len(parents)), nil
		}
		got, err := fn(c, envOf(c), mine)
		if err != nil {
			return nil, b.failure(c.Ctx, c.Field.Name(), err)
		}
		if len(got) == len(parents) {
			return got, nil
		}
		out := make([]any, len(parents))
		for i, p := range parents {
			if _, ok := p.(P); ok {
				out[i], got = got[0], got[1:]
			}
		}
		return out, nil
	})
}

// root makes a resolver of a root field, which has one parent.
func root(b *builder, fn func(c *plan.Call, e *env, a args) (any, error)) *plan.Resolver {
	return plan.Many(func(c *plan.Call, parents []any) ([]any, error) {
		out, err := fn(c, envOf(c), args(c.Args))
		if err != nil {
			return nil, b.failure(c.Ctx, c.Field.Name(), err)
		}
		return []any{out}, nil
	})
}

// optional reads a string that is null when it is empty.
func optional[P any, S ~string](get func(P) S) *plan.Resolver {
	return plan.OptString(func(p P) (string, bool) {
		s := string(get(p))
		return s, s != ""
	})
}

// moment reads an instant that is null when it is none.
func moment[P any](get func(P) graph.Micros) *plan.Resolver {
	return plan.OptString(func(p P) (string, bool) {
		m := get(p)
		return formatInstant(m.Time()), m != 0
	})
}

// boxed makes a list of results of a list of anything.
func boxed[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// shown gives a node unless it was rejected or retracted.
func shown(n *graph.Node) *graph.Node {
	if n == nil || !n.Visible() {
		return nil
	}
	return n
}

// allShown keeps the nodes that are shown.
func allShown(nodes []*graph.Node) []*graph.Node {
	out := make([]*graph.Node, 0, len(nodes))
	for _, n := range nodes {
		if shown(n) != nil {
			out = append(out, n)
		}
	}
	return out
}

// linked resolves a field that names one other node by its number.
func linked(b *builder, ref func(n *graph.Node) graph.Ref) *plan.Resolver {
	return load(b, func(c *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
		refs := make([]graph.Ref, len(parents))
		for i, p := range parents {
			refs[i] = ref(p)
		}
		return e.nodesShown(refs)
	})
}

// nodesShown reads nodes, each nil unless it is shown.
func (e *env) nodesShown(refs []graph.Ref) ([]any, error) {
	nodes, err := e.view.Nodes(refs)
	if err != nil {
		return nil, err
	}
	out := make([]any, len(nodes))
	for i, n := range nodes {
		out[i] = shown(n)
	}
	return out, nil
}

// lists reads several lists of nodes in one go, each without those that are not
// shown.
func (e *env) lists(refs [][]graph.Ref) ([]any, error) {
	var flat []graph.Ref
	for _, list := range refs {
		flat = append(flat, list...)
	}
	nodes, err := e.view.Nodes(flat)
	if err != nil {
		return nil, err
	}
	out := make([]any, len(refs))
	for i, list := range refs {
		out[i] = allShown(nodes[:len(list)])
		nodes = nodes[len(list):]
	}
	return out, nil
}

// firstEdge resolves a field that is the first node that a relation leads to.
func firstEdge(b *builder, wants ...graph.Want) *plan.Resolver {
	return load(b, func(c *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
		edges, err := e.view.Edges(parents, wants, 50)
		if err != nil {
			return nil, err
		}
		refs := make([][]graph.Ref, len(parents))
		for i, list := range edges {
			for _, edge := range list {
				refs[i] = append(refs[i], edge.Other)
			}
		}
		lists, err := e.lists(refs)
		if err != nil {
			return nil, err
		}
		for i, list := range lists {
			lists[i] = nil
			if nodes, _ := list.([]*graph.Node); len(nodes) > 0 {
				lists[i] = nodes[0]
			}
		}
		return lists, nil
	})
}

// neighbors resolves a connection of the nodes that relations lead to.
func neighbors(b *builder, kinds []graph.NodeKind, wants ...graph.Want) *plan.Resolver {
	return load(b, func(c *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
		pages, err := e.view.NeighborsOf(parents, wants, kinds, args(c.Args).page())
		return pagesOf(c, e, pages, err)
	})
}

// evidenceOf reads the words at several lists of spans in one go.
func (e *env) evidenceOf(lists [][]graph.Span) ([]any, error) {
	var flat []graph.Span
	for _, spans := range lists {
		flat = append(flat, spans...)
	}
	found, err := e.view.Evidence(flat)
	if err != nil {
		return nil, err
	}
	out := make([]any, len(lists))
	for i, spans := range lists {
		out[i] = found[:len(spans):len(spans)]
		found = found[len(spans):]
	}
	return out, nil
}

// evidence resolves a field that shows spans.
func evidence[P any](b *builder, spans func(P) []graph.Span) *plan.Resolver {
	return load(b, func(c *plan.Call, e *env, parents []P) ([]any, error) {
		lists := make([][]graph.Span, len(parents))
		for i, p := range parents {
			lists[i] = spans(p)
		}
		return e.evidenceOf(lists)
	})
}
