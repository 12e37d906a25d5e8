package schema

import (
	"onrecord/graph"
	"onrecord/schema/plan"
)

// contributors are the kinds that contribute to a force; commitments do so too,
// but are no contributors.
var contributors = []graph.NodeKind{graph.Person, graph.State, graph.Organization, graph.Group, graph.Force}

func (b *builder) eventsPlacesForces(node []field) {
	b.object("Force", "Troops, a mission, a hub or a capability, existing or planned.", []string{"Node"}, node, []field{
		{name: "size", typ: "String", about: "How large, as the source words it: \"several thousand\"; null when it does not say.", get: prop(graph.PropSize)},
		{name: "contributors", typ: "NodeConnection", about: "Who contributes to it.", args: forward, get: neighbors(b, contributors, graph.Want{Type: graph.ContributesTo, Direction: graph.Incoming})},
	})
	b.object("Place", "A place that is not spoken of as an actor.", []string{"Node"}, node, []field{
		{name: "partOf", typ: "Node", about: "What the place is part of; null when nothing is recorded.", get: firstEdge(b, graph.Want{Type: graph.PartOf, Direction: graph.Outgoing})},
	})
	b.object("Event", "Something that happened, is planned, or is only supposed.", []string{"Node"}, node, []field{
		{name: "status", typ: "EventStatus!", about: "Whether it took place, as accepted facts have it and seen from validAt.", get: load(b, func(_ *plan.Call, e *env, events []*graph.Node) ([]any, error) {
			out := make([]any, len(events))
			for i, n := range events {
				out[i] = string(e.view.EventStatus(n))
			}
			return out, nil
		})},
		{name: "date", typ: "EDTF", about: "When it took or takes place; null when nothing is recorded.", get: prop(graph.PropDate)},
		{name: "participants", typ: "NodeConnection", about: "Who took part.", args: forward, get: neighbors(b, nil, graph.Want{Type: graph.ParticipatedIn, Direction: graph.Incoming})},
		{name: "conditionOf", typ: "CommitmentConnection", about: "The commitments that depend on it.", args: forward, get: b.commitmentsOn(graph.CommitmentsOnCondition)},
	})
}

// commitmentsOn resolves a list of commitments that hangs on a node.
func (b *builder) commitmentsOn(list graph.CommitmentList) *plan.Resolver {
	return load(b, func(c *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
		pages, err := e.view.CommitmentsOf(parents, list, graph.CommitmentFilter{}, false, args(c.Args).page())
		return pagesOf(c, e, pages, err)
	})
}

// statementsOn resolves a list of statements that hangs on a node.
func (b *builder) statementsOn(list graph.StatementList) *plan.Resolver {
	return load(b, func(c *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
		pages, err := e.view.StatementsOf(parents, list, graph.StatementFilter{}, nil, args(c.Args).page())
		return pagesOf(c, e, pages, err)
	})
}
