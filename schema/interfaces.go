package schema

import (
	"onrecord/graph"
	"onrecord/schema/plan"
)

// nodeFields are the fields of the interface Node. All types take this list, so
// that the planner resolves a field for nodes of all kinds in one call. A
// relation is a node as well: id, kind, label and time it has, facts and
// relations of its own it has not.
func (b *builder) nodeFields() []field {
	return []field{
		{name: "id", typ: "ID!", about: "Names the node for good: kind, colon, and a readable slug or a generated part. The id of a node that was merged into another leads to that other.", get: plan.String(idOf)},
		{name: "kind", typ: "NodeKind!", about: "What the node is.", get: plan.String(func(p any) string {
			if n, ok := p.(*graph.Node); ok {
				return string(n.Kind)
			}
			return string(graph.RelationNode)
		})},
		{name: "label", typ: "String!", about: "What to show for the node, in the reader's language (Accept-Language) where it has a name in it: a name, a title, a summary, the beginning of what was said, or a relation as a sentence.", get: b.label()},
		{name: "recordedAt", typ: "DateTime!", about: "When the node came into the graph.", get: moment(func(p any) graph.Micros {
			if n, ok := p.(*graph.Node); ok {
				return n.RecordedAt
			}
			return relationOf(p).RecordedAt
		})},
		{name: "review", typ: "ReviewStatus!", about: "What people made of it; for a relation, of all its assertions together.", get: plan.String(func(p any) string {
			if n, ok := p.(*graph.Node); ok {
				return string(n.Review)
			}
			return string(relationOf(p).Review)
		})},
		{name: "retractedAt", typ: "DateTime", about: "When it was taken back; null while it stands. Lists leave out what was taken back; its id still finds it.", get: moment(func(p any) graph.Micros {
			if n, ok := p.(*graph.Node); ok {
				return n.RetractedAt
			}
			return relationOf(p).RetractedAt
		})},
		{
			name: "facts", typ: "[Fact!]!", about: "Properties with the evidence of each, oldest first, at most 1,000.", get: b.factsOf(),
			args: []arg{{"review", "[ReviewStatus!]", "Only facts of these reviews, those taken back among them; without it all that stand and were not rejected.", nil}},
		},
		{name: "relationCounts", typ: "[RelationCount!]!", about: "How many relations the node has, by type and direction.", get: load(b, func(_ *plan.Call, e *env, parents []any) ([]any, error) {
			nodes, at, out := onlyNodes(parents)
			counts, err := e.view.Counts(nodes)
			if err != nil {
				return nil, err
			}
			for j, i := range at {
				out[i] = counts[j]
			}
			return out, nil
		})},
		{
			name: "relations", typ: "RelationConnection", about: "The node's relations, by type and then by the date or name of the far end; null for a relation.",
			args: with([]arg{
				{"types", "[RelationType!]", "Only these types; without it all.", nil},
				{"direction", "Direction", "Which way to follow them.", "BOTH"},
				{"review", "[ReviewStatus!]", "Only relations of these reviews, those taken back among them; without it all that stand and were not rejected.", nil},
			}, bothWays),
			get: load(b, func(c *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
				a := args(c.Args)
				q := graph.RelationQuery{
					Types: many[graph.RelationType](a, "types"), Direction: one[graph.Direction](a, "direction"), Review: many[graph.ReviewStatus](a, "review"),
				}
				pages, err := e.view.RelationsOf(parents, q, a.page())
				return pagesOf(c, e, pages, err)
			}),
		},
	}
}

// actorFields are the fields that the interface Actor has beside those of Node.
func (b *builder) actorFields() []field {
	return []field{
		{name: "name", typ: "String!", about: "The full English name, or how the source words the group.", get: plan.String(func(n *graph.Node) string { return n.Name })},
		{name: "aliases", typ: "[String!]!", about: "Other names, in other scripts and transliterations as well.", get: load(b, func(_ *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
			lists, err := e.view.Aliases(parents)
			return boxed(lists), err
		})},
		{
			name: "statements", typ: "StatementConnection", about: "What the actor said, and whose words it passed on; the latest first unless ordered otherwise.",
			args: with(statementArgs, bothWays),
			get: load(b, func(c *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
				a := args(c.Args)
				pages, err := e.view.StatementsOf(parents, graph.StatementsOfActor, statementFilter(a.object("filter")), statementOrder(a.object("orderBy")), a.page())
				return pagesOf(c, e, pages, err)
			}),
		},
		{
			name: "commitments", typ: "CommitmentConnection", about: "What the actor undertook, or what is owed to it; the earliest deadline first, those without one before.",
			args: with([]arg{
				{"filter", "CommitmentFilter", "Only commitments that match; conditions combine by AND.", nil},
				{"role", "CommitmentRole", "Which side of the commitment the actor is on.", "DEBTOR"},
				{"actingFor", "Boolean", "Also commitments of those who represent the actor or hold office in it.", false},
			}, bothWays),
			get: load(b, func(c *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
				a := args(c.Args)
				list := graph.CommitmentsOfDebtor
				if a.text("role") == "CREDITOR" {
					list = graph.CommitmentsOfCreditor
				}
				pages, err := e.view.CommitmentsOf(parents, list, commitmentFilter(a.object("filter")), a.is("actingFor"), a.page())
				return pagesOf(c, e, pages, err)
			}),
		},
	}
}

func idOf(p any) string {
	switch p := p.(type) {
	case *graph.Node:
		return p.ID
	case *graph.Relation:
		return p.ID
	}
	return ""
}

// relationOf gives a parent as a relation; one that is no relation has the
// zero value's properties.
func relationOf(p any) *graph.Relation {
	if r, ok := p.(*graph.Relation); ok {
		return r
	}
	return &graph.Relation{}
}

// onlyNodes picks the nodes among parents; out has an empty list for the rest.
func onlyNodes(parents []any) (nodes []*graph.Node, at []int, out []any) {
	out = make([]any, len(parents))
	for i, p := range parents {
		if n, ok := p.(*graph.Node); ok {
			nodes, at = append(nodes, n), append(at, i)
		} else {
			out[i] = []any{}
		}
	}
	return nodes, at, out
}

// label resolves labels. Those of relations name both ends, which are loaded
// together.
func (b *builder) label() *plan.Resolver {
	return load(b, func(_ *plan.Call, e *env, parents []any) ([]any, error) {
		out := make([]any, len(parents))
		var refs []graph.Ref
		for i, p := range parents {
			switch p := p.(type) {
			case *graph.Node:
				out[i] = e.labelOf(p)
			case *graph.Relation:
				refs = append(refs, p.From, p.To)
			}
		}
		if len(refs) == 0 {
			return out, nil
		}
		ends, err := e.view.Nodes(refs)
		if err != nil {
			return nil, err
		}
		for i, p := range parents {
			if r, ok := p.(*graph.Relation); ok {
				out[i] = e.sentence(r, ends[0], ends[1])
				ends = ends[2:]
			}
		}
		return out, nil
	})
}

// labelRunes is how much of a statement its label shows.
const labelRunes = 120

func (e *env) labelOf(n *graph.Node) string {
	if n == nil {
		return "(unknown)"
	}
	s := ""
	if n.Statement != nil {
		s = shorten(n.Statement.Text, labelRunes)
	} else {
		s = n.Label(e.view.Language())
	}
	if s == "" {
		return n.ID
	}
	return s
}

// sentence says a relation in words.
func (e *env) sentence(r *graph.Relation, from, to *graph.Node) string {
	rule, _ := graph.RuleFor(r.Type)
	s := shorten(e.labelOf(from), 60) + " " + rule.Forward + " " + shorten(e.labelOf(to), 60)
	if r.Role != "" {
		s += " (" + r.Role + ")"
	}
	return s
}

func shorten(s string, runes int) string {
	n := 0
	for i := range s {
		if n++; n > runes {
			return s[:i] + "…"
		}
	}
	return s
}
