package schema

import (
	"fmt"

	"onrecord/graph"
	"onrecord/graph/edtf"
	"onrecord/schema/plan"
)

var (
	asOf    = arg{"asOf", "DateTime", "Read what the graph had recorded at this instant, here and in every field below; without it the present.", nil}
	validAt = arg{"validAt", "EDTF", "Read what held in the world on this day or in this period, here and in every field below; without it whatever is recorded.", nil}
	when    = []arg{asOf, validAt}
)

// viewed makes a resolver of a root field that reads: it puts the view that asOf
// and validAt ask for under the field.
func viewed(b *builder, fn func(c *plan.Call, e *env, a args) (any, error)) *plan.Resolver {
	return root(b, func(c *plan.Call, e *env, a args) (any, error) {
		var day *edtf.Date
		if d, ok := a["validAt"].(edtf.Date); ok {
			day = &d
		}
		at, err := e.at(a.instant("asOf"), day)
		if err != nil {
			return nil, err
		}
		c.SetEnv(at)
		return fn(c, at, a)
	})
}

// mostIDs bounds the ids of nodes(ids:).
const mostIDs = 500

func (b *builder) query() {
	filter := func(typ string) arg {
		return arg{"filter", typ, "Only what matches; conditions combine by AND.", nil}
	}
	list := func(name, typ, about, filterType string, read func(v *graph.View, filter args, p graph.Page) (*graph.Connection[*graph.Node], error)) field {
		return field{name: name, typ: typ + "Connection", about: about, args: with([]arg{filter(filterType)}, when, bothWays), get: viewed(b, func(c *plan.Call, e *env, a args) (any, error) {
			got, err := read(e.view, a.object("filter"), a.page())
			return pageOf(c, e, got, err)
		})}
	}
	actors := func(name, typ, about string, kind graph.NodeKind) field {
		return list(name, typ, about+", in alphabetical order.", "ActorFilter", func(v *graph.View, f args, p graph.Page) (*graph.Connection[*graph.Node], error) {
			return v.Actors(kind, actorFilter(f), p)
		})
	}
	b.object("Query", "Where reading begins.", nil, b.byID(), []field{
		{
			name: "search", typ: "NodeConnection", about: "Nodes by name, by alias in any script, and by the words of statements and documents. All words must occur. Nodes named exactly so come first, then names that hold the words, then texts.",
			args: with([]arg{
				{"text", "String!", "What to look for.", nil},
				{"kinds", "[NodeKind!]", "Only nodes of these kinds; without it all.", nil},
			}, when, forward),
			get: viewed(b, func(c *plan.Call, e *env, a args) (any, error) {
				got, err := e.view.Search(a.text("text"), many[graph.NodeKind](a, "kinds"), a.page())
				return pageOf(c, e, got, err)
			}),
		},
		actors("people", "Person", "People", graph.Person),
		actors("states", "State", "States", graph.State),
		actors("organizations", "Organization", "Organisations", graph.Organization),
		actors("groups", "Group", "Groups", graph.Group),
		actors("forces", "Force", "Forces", graph.Force),
		actors("places", "Place", "Places", graph.Place),
		list("events", "Event", "Events by date, those without one first.", "EventFilter", func(v *graph.View, f args, p graph.Page) (*graph.Connection[*graph.Node], error) {
			return v.Events(eventFilter(f), p)
		}),
		list("documents", "Document", "Documents by when they were published, those without a date first.", "DocumentFilter", func(v *graph.View, f args, p graph.Page) (*graph.Connection[*graph.Node], error) {
			return v.Documents(documentFilter(f), p)
		}),
		{
			name: "statements", typ: "StatementConnection", about: "Statements; the latest first unless ordered otherwise, those of one document by position.",
			args: with(statementArgs, when, bothWays),
			get: viewed(b, func(c *plan.Call, e *env, a args) (any, error) {
				got, err := e.view.Statements(statementFilter(a.object("filter")), statementOrder(a.object("orderBy")), a.page())
				return pageOf(c, e, got, err)
			}),
		},
		{
			name: "commitments", typ: "CommitmentConnection", about: "Commitments; by deadline unless ordered otherwise, those without one first.",
			args: with([]arg{filter("CommitmentFilter"), {"orderBy", "CommitmentOrder", "The order of the list.", nil}}, when, bothWays),
			get: viewed(b, func(c *plan.Call, e *env, a args) (any, error) {
				got, err := e.view.Commitments(commitmentFilter(a.object("filter")), commitmentOrder(a.object("orderBy")), a.page())
				return pageOf(c, e, got, err)
			}),
		},
		{
			name: "relations", typ: "RelationConnection", about: "Relations by type.",
			args: with([]arg{filter("RelationFilter")}, when, bothWays),
			get: viewed(b, func(c *plan.Call, e *env, a args) (any, error) {
				got, err := e.view.AllRelations(relationFilter(a.object("filter")), a.page())
				return pageOf(c, e, got, err)
			}),
		},
	}, b.traceFields(), b.traversalFields(), b.statisticsField())
}

// byID declares node and nodes.
func (b *builder) byID() []field {
	return []field{
		{
			name: "node", typ: "Node", about: "A node or relation by its id; null when there is none. The id of a merged node leads to what it became. What was rejected or taken back is found by its id alone.",
			args: with([]arg{{"id", "ID!", "The id.", nil}}, when),
			get: viewed(b, func(_ *plan.Call, e *env, a args) (any, error) {
				got, err := e.things([]string{a.text("id")})
				if err != nil {
					return nil, err
				}
				return got[0], nil
			}),
		},
		{
			name: "nodes", typ: "[Node]!", about: "Nodes and relations by their ids, in the order of the ids; null where there is none.",
			args: with([]arg{{"ids", "[ID!]!", "The ids, at most 500.", nil}}, when),
			get: viewed(b, func(_ *plan.Call, e *env, a args) (any, error) {
				ids := many[string](a, "ids")
				if len(ids) > mostIDs {
					return nil, &graph.Error{Code: graph.CodeBadInput, Message: fmt.Sprintf("%d ids; the limit is %d: ask in several requests", len(ids), mostIDs)}
				}
				return e.things(ids)
			}),
		},
	}
}

// things finds the nodes and relations that ids lead to.
func (e *env) things(ids []string) ([]any, error) {
	found, err := e.view.Things(ids)
	if err != nil {
		return nil, err
	}
	out := make([]any, len(found))
	for i, t := range found {
		switch {
		case t.Node != nil:
			out[i] = t.Node
		case t.Relation != nil:
			out[i] = t.Relation
		}
	}
	return out, nil
}
