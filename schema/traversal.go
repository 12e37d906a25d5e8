package schema

import (
	"fmt"
	"slices"

	"onrecord/graph"
	"onrecord/schema/plan"
)

// traversals declares what walks through the graph give.
func (b *builder) traversals() {
	b.object("Subgraph", "A piece of the graph.", nil, []field{
		{name: "nodes", typ: "[Node!]!", about: "Its nodes, those asked for first, then by distance.", get: plan.Value(func(s *graph.Subgraph) any { return s.Nodes })},
		{name: "relations", typ: "[Relation!]!", about: "The relations among its nodes.", get: plan.Value(func(s *graph.Subgraph) any { return s.Relations })},
		{name: "truncated", typ: "Boolean!", about: "Whether there was more within the depth than the limit allowed.", get: plan.Bool(func(s *graph.Subgraph) bool { return s.Truncated })},
		{name: "leftOut", typ: "[LeftOut!]!", about: "The relations that its nodes have and the subgraph has not, counted by node and type.", get: plan.Value(func(s *graph.Subgraph) any { return s.LeftOut })},
	})
	b.object("LeftOut", "Relations of one type that a node has and a subgraph leaves out.", nil, []field{
		{name: "node", typ: "Node", about: "The node of the subgraph.", get: plan.Value(func(l graph.LeftOut) any { return l.Node })},
		{name: "type", typ: "RelationType!", about: "The type.", get: plan.String(func(l graph.LeftOut) graph.RelationType { return l.Type })},
		{name: "count", typ: "Int!", about: "How many.", get: plan.Int(func(l graph.LeftOut) int { return l.Count })},
	})
	b.object("Path", "A way from one node to another.", nil, []field{
		{name: "nodes", typ: "[Node!]!", about: "The nodes on the way, both ends among them.", get: plan.Value(func(p graph.Path) any { return p.Nodes })},
		{name: "relations", typ: "[Relation!]!", about: "The relations on the way: each joins the node of its place and the next, in whichever direction.", get: plan.Value(func(p graph.Path) any { return p.Relations })},
		{name: "length", typ: "Int!", about: "How many relations.", get: plan.Int(func(p graph.Path) int { return p.Length })},
	})
	b.object("Link", "Two actors joined through statements, commitments or events that both are related to. It has no direction; from is the one whose id sorts first.", nil, []field{
		{name: "from", typ: "Node", about: "The one actor.", get: plan.Value(func(l graph.Link) any { return l.From })},
		{name: "to", typ: "Node", about: "The other actor.", get: plan.Value(func(l graph.Link) any { return l.To })},
		{name: "weight", typ: "Int!", about: "How many nodes join them.", get: plan.Int(func(l graph.Link) int { return l.Weight })},
		{name: "sample", typ: "[Relation!]!", about: "Some of the relations that join them, at most three.", get: plan.Value(func(l graph.Link) any { return l.Sample })},
	})
	b.object("TimelineEntry", "One date of a node or relation.", nil, []field{
		{name: "date", typ: "EDTF", about: "The date, as exact as it is recorded.", get: optional(func(t graph.TimelineEntry) string { return t.Date })},
		{name: "what", typ: "TimelineWhat!", about: "What the date tells.", get: plan.String(func(t graph.TimelineEntry) string { return string(t.What) })},
		{name: "node", typ: "Node", about: "The node or relation.", get: plan.Value(func(t graph.TimelineEntry) any { return nodeOr(t.Node, t.Relation) })},
	})
	b.object("Annotation", "A span of a document with what it is evidence of.", nil, []field{
		{name: "evidence", typ: "Evidence!", about: "The words.", get: b.annotationEvidence()},
		{name: "node", typ: "Node", about: "The statement, commitment or relation they are evidence of, or the node of a fact.", get: plan.Value(func(a graph.Annotation) any { return nodeOr(a.Node, a.Relation) })},
	})
	b.object("Coverage", "How much of a document's text the graph accounts for.", nil, []field{
		{name: "sentences", typ: "Int!", about: "How many sentences the text has, the headline among them.", get: plan.Int(func(c *graph.Coverage) int { return c.Sentences })},
		{name: "covered", typ: "Int!", about: "How many of them evidence touches.", get: plan.Int(func(c *graph.Coverage) int { return c.Covered })},
		{name: "quotations", typ: "Int!", about: "How many quotations the text has, those inside another not counted.", get: plan.Int(func(c *graph.Coverage) int { return c.Quotations })},
		{name: "attributed", typ: "Int!", about: "How many of them lie in statements with a speaker or a source document.", get: plan.Int(func(c *graph.Coverage) int { return c.Attributed })},
		{name: "uncovered", typ: "[Evidence!]!", about: "The sentences that nothing covers and the quotations that nobody is said to have said.", get: evidence(b, func(c *graph.Coverage) []graph.Span { return c.Uncovered })},
	})
}

// nodeOr gives whichever of the two is there.
func nodeOr(n *graph.Node, r *graph.Relation) any {
	if n != nil {
		return n
	}
	return r
}

func (b *builder) annotations() *plan.Resolver {
	return load(b, func(c *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
		pages, err := e.view.Annotations(parents, args(c.Args).page())
		return pagesOf(c, e, pages, err)
	})
}

func (b *builder) annotationEvidence() *plan.Resolver {
	return load(b, func(_ *plan.Call, e *env, parents []graph.Annotation) ([]any, error) {
		spans := make([]graph.Span, len(parents))
		for i, a := range parents {
			spans[i] = a.Span
		}
		found, err := e.view.Evidence(spans)
		return boxed(found), err
	})
}

// coverage accounts for one document after the other: each is a whole text.
func (b *builder) coverage() *plan.Resolver {
	return load(b, func(_ *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
		out := make([]any, len(parents))
		for i, n := range parents {
			got, err := e.view.Coverage(n)
			if err != nil {
				return nil, err
			}
			out[i] = got
		}
		return out, nil
	})
}

func (b *builder) traversalFields() []field {
	types := arg{"types", "[RelationType!]", "Only relations of these types; without it all.", nil}
	excluded := arg{"excludeTypes", "[RelationType!]", "No relations of these types.", nil}
	return []field{
		{
			name: "neighborhood", typ: "Subgraph", about: "What lies around some nodes, with counts of what was left out.",
			args: with([]arg{
				{"ids", "[ID!]!", "Where to begin, at most 500.", nil},
				{"depth", "Int", "How many steps to go, 0 to 5.", 1},
				types, excluded,
				{"direction", "Direction", "Which way to follow relations, as seen from the nearer node.", "BOTH"},
				{"kinds", "[NodeKind!]", "Only nodes of these kinds, beside those asked for; without it all.", nil},
				{"limit", "Int", "How many nodes at most, 1 to 2,000.", 500},
			}, when),
			get: viewed(b, func(c *plan.Call, e *env, a args) (any, error) {
				q := graph.NeighborhoodQuery{
					IDs: many[string](a, "ids"), Depth: a.count("depth", 1), Types: many[graph.RelationType](a, "types"),
					ExcludeTypes: many[graph.RelationType](a, "excludeTypes"), Direction: one[graph.Direction](a, "direction"),
					Kinds: many[graph.NodeKind](a, "kinds"), NoLeftOut: !c.Field.Has("leftOut"),
					EndsOnly: endsOnly(c.Field.Below("relations")),
				}
				var err error
				if q.Limit, err = positive(a, "limit", 500); err != nil {
					return nil, err
				}
				return e.view.Neighborhood(q)
			}),
		},
		{
			name: "paths", typ: "[Path!]", about: "The shortest ways from one node to another, the shortest first.",
			args: with([]arg{
				{"from", "ID!", "Where to begin.", nil},
				{"to", "ID!", "Where to end.", nil},
				{"maxLength", "Int", "How many relations at most, 1 to 10.", 6},
				types,
				{"excludeTypes", "[RelationType!]", "No relations of these types.", []string{"REPORTED_IN", "INCLUDED_IN"}},
				{"excludeIds", "[ID!]", "No way through these nodes.", nil},
				{"first", "Int", "How many ways at most, 1 to 50.", 5},
			}, when),
			get: viewed(b, func(_ *plan.Call, e *env, a args) (any, error) {
				q := graph.PathsQuery{
					From: a.text("from"), To: a.text("to"), Types: many[graph.RelationType](a, "types"),
					ExcludeTypes: many[graph.RelationType](a, "excludeTypes"), ExcludeIDs: many[string](a, "excludeIds"),
				}
				var err error
				if q.MaxLength, err = positive(a, "maxLength", 6); err != nil {
					return nil, err
				}
				if q.First, err = positive(a, "first", 5); err != nil {
					return nil, err
				}
				return e.view.Paths(q)
			}),
		},
		{
			name: "links", typ: "[Link!]", about: "Actors joined through the statements, commitments and events they share, the heaviest link first.",
			args: with([]arg{
				{"ids", "[ID!]", "Only links that touch one of these actors; without it links among all.", nil},
				{"via", "[NodeKind!]", "What may join them; without it statements, commitments and events.", nil},
				{"limit", "Int", "How many links at most, 1 to 2,000.", 500},
			}, when),
			get: viewed(b, func(_ *plan.Call, e *env, a args) (any, error) {
				q := graph.LinksQuery{IDs: many[string](a, "ids"), Via: many[graph.NodeKind](a, "via")}
				var err error
				if q.Limit, err = positive(a, "limit", 500); err != nil {
					return nil, err
				}
				return e.view.Links(q)
			}),
		},
		{
			name: "timeline", typ: "TimelineConnection", about: "Dates in order: what was said, began, ended, was published and, if asked for, recorded.",
			args: with([]arg{
				{"about", "ID", "Only dates of this node, and of the nodes and relations it is directly related by.", nil},
				{"from", "EDTF", "Only dates on or after this one.", nil},
				{"to", "EDTF", "Only dates on or before this one.", nil},
				{"what", "[TimelineWhat!]", "Only these; without it all but RECORDED.", nil},
				asOf,
			}, forward),
			get: viewed(b, func(c *plan.Call, e *env, a args) (any, error) {
				q := graph.TimelineQuery{About: a.text("about"), From: a.text("from"), To: a.text("to"), What: many[graph.TimelineWhat](a, "what")}
				got, err := e.view.Timeline(q, a.page())
				return pageOf(c, e, got, err)
			}),
		},
		{
			name: "compareDocuments", typ: "[TextPresence!]", about: "What became of the commitments of one version in another: from the texts where both are held, and from what is reported.",
			args: []arg{
				{"draft", "ID!", "The earlier version.", nil},
				{"final", "ID!", "The later version.", nil},
				asOf,
			},
			get: viewed(b, func(_ *plan.Call, e *env, a args) (any, error) {
				docs, err := e.documentsByID(a.text("draft"), a.text("final"))
				if err != nil {
					return nil, err
				}
				return e.view.CompareDocuments(docs[0], docs[1])
			}),
		},
	}
}

// endsOnly says whether a selection of relations needs their records.
func endsOnly(relations *plan.Selection) bool {
	if relations == nil {
		return true
	}
	needless := []string{"__typename", "kind", "type", "from", "to", "role", "alternative", "claimed", "review", "assertions", "evidence"}
	return !slices.ContainsFunc(relations.Names(), func(name string) bool { return !slices.Contains(needless, name) })
}

// positive reads a size; the graph takes 0 for its default, a client may not.
func positive(a args, name string, otherwise int) (int, error) {
	n := a.count(name, otherwise)
	if n < 1 {
		return 0, &graph.Error{Code: graph.CodeBadInput, Message: fmt.Sprintf("%s is %d; it must be at least 1", name, n)}
	}
	return n, nil
}

// documentsByID finds documents that must be there.
func (e *env) documentsByID(ids ...string) ([]*graph.Node, error) {
	nodes, err := e.view.NodesByID(ids)
	if err != nil {
		return nil, err
	}
	for i, n := range nodes {
		if n == nil || n.Document == nil {
			return nil, &graph.Error{Code: graph.CodeNotFound, Message: fmt.Sprintf("there is no document %q", shorten(ids[i], 80))}
		}
	}
	return nodes, nil
}
