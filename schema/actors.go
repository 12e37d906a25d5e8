package schema

import (
	"onrecord/graph"
	"onrecord/schema/plan"
)

// actors declares people, states, organisations and groups.
func (b *builder) actors(node, actor []field) {
	both := []string{"Node", "Actor"}
	b.object("Person", "A human being.", both, node, actor, []field{
		{name: "offices", typ: "[Office!]!", about: "The offices the person holds or held.", get: b.offices()},
	})
	b.object("Office", "An office that a person holds or held.", nil, []field{
		{name: "role", typ: "String!", about: "The office, as the sources word it: \"President\"; empty when they say only that the person holds office.", get: plan.String(func(o *office) string { return o.relation.Role })},
		{name: "of", typ: "Node", about: "The state, organisation or group the office is in; null when it is not shown.", get: plan.Value(func(o *office) any { return o.of })},
		{name: "validFrom", typ: "EDTF", about: "Since when; null when the sources do not say.", get: optional(func(o *office) string { return o.relation.ValidFrom })},
		{name: "validTo", typ: "EDTF", about: "Until when; null when the sources do not say, or the person still holds it.", get: optional(func(o *office) string { return o.relation.ValidTo })},
		{name: "relation", typ: "Relation", about: "The relation behind it, with who says so.", get: plan.Value(func(o *office) any { return o.relation })},
	})
	b.object("State", "A country.", both, node, actor, []field{
		{name: "iso3166", typ: "String", about: "The two letters of ISO 3166-1; null when none is recorded.", get: prop(graph.PropISO3166)},
	})
	b.object("Organization", "A body with a name of its own: an alliance, a ministry, a broadcaster.", both, node, actor, []field{
		{name: "members", typ: "NodeConnection", about: "Who is a member.", args: forward, get: neighbors(b, nil, graph.Want{Type: graph.MemberOf, Direction: graph.Incoming})},
	})
	b.object("Group", "Actors as a source words them: \"the allies\", \"some European nations\". Never merged across documents.", both, node, actor, []field{
		{name: "mention", typ: "String!", about: "The words of the source.", get: plan.String(func(n *graph.Node) string {
			if m := n.Prop(graph.PropMention); m != "" {
				return m
			}
			return n.Name
		})},
		{name: "members", typ: "NodeConnection", about: "Who is known to be in the group.", args: forward, get: neighbors(b, nil, graph.Want{Type: graph.MemberOf, Direction: graph.Incoming})},
	})
}

// prop reads a property that the node's facts give; null when none does.
func prop(name string) *plan.Resolver {
	return optional(func(n *graph.Node) string { return n.Prop(name) })
}

// office is a HOLDS_OFFICE relation seen from the person.
type office struct {
	relation *graph.Relation
	of       *graph.Node
}

func (b *builder) offices() *plan.Resolver {
	return load(b, func(_ *plan.Call, e *env, people []*graph.Node) ([]any, error) {
		edges, err := e.view.Edges(people, []graph.Want{{Type: graph.HoldsOffice, Direction: graph.Outgoing}}, mostOffices)
		if err != nil {
			return nil, err
		}
		var rels, ends []graph.Ref
		for _, list := range edges {
			for _, edge := range list {
				rels, ends = append(rels, edge.Relation), append(ends, edge.Other)
			}
		}
		relations, err := e.view.Relations(rels)
		if err != nil {
			return nil, err
		}
		nodes, err := e.view.Nodes(ends)
		if err != nil {
			return nil, err
		}
		out := make([]any, len(people))
		at := 0
		for i, list := range edges {
			mine := []*office{}
			for range list {
				if relations[at] != nil {
					mine = append(mine, &office{relations[at], shown(nodes[at])})
				}
				at++
			}
			out[i] = mine
		}
		return out, nil
	})
}

// mostOffices bounds the offices of a person.
const mostOffices = 200
