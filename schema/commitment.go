package schema

import (
	"slices"

	"onrecord/graph"
	"onrecord/schema/plan"
)

func (b *builder) commitments(node []field) {
	b.object("Commitment", "What an actor undertook to do: one promise, however many documents report it.", []string{"Node"}, node, []field{
		{name: "summary", typ: "String!", about: "The promise in a sentence.", get: plan.String(func(n *graph.Node) string { return n.Name })},
		{name: "action", typ: "String", about: "What is to be done: deploy, monitor, fund; null when nothing is recorded.", get: prop(graph.PropAction)},
		{name: "modal", typ: "String", about: "The modal verb, as worded: \"would\", \"could\"; null when there is none.", get: prop(graph.PropModal)},
		{name: "pledgedBy", typ: "[Actor!]!", about: "Who undertook it.", get: parties(b, graph.Want{Type: graph.Pledged, Direction: graph.Incoming}, "")},
		{name: "owedTo", typ: "[Node!]!", about: "Whom it is owed to.", get: parties(b, graph.Want{Type: graph.OwedTo, Direction: graph.Outgoing}, "")},
		{name: "forces", typ: "[Force!]!", about: "The forces and capabilities it brings.", get: parties(b, graph.Want{Type: graph.ContributesTo, Direction: graph.Outgoing}, graph.Force)},
		{name: "places", typ: "[Node!]!", about: "Where it is to be done.", get: parties(b, graph.Want{Type: graph.LocatedIn, Direction: graph.Outgoing}, "")},
		{name: "conditions", typ: "[Condition!]!", about: "What it depends on: all of them, unless grouped as alternatives.", get: b.term(func(t *graph.Terms) any {
			out := make([]*graph.Condition, len(t.Conditions))
			for i := range t.Conditions {
				out[i] = &t.Conditions[i]
			}
			return out
		})},
		{name: "state", typ: "CommitmentState!", about: "Where it stands, derived at asOf and validAt.", get: b.term(func(t *graph.Terms) any { return string(t.State) })},
		{name: "strength", typ: "Strength!", about: "How firmly it was undertaken; ASPIRATION, the weakest, where no fact that is shown says.", get: plan.String((*graph.Node).Strength)},
		{name: "quantity", typ: "String", about: "How much, as worded: \"several thousand\"; null when nothing is said.", get: prop(graph.PropQuantity)},
		{name: "deadline", typ: "EDTF", about: "Until when; null when there is no deadline.", get: prop(graph.PropDeadline)},
		{name: "appearsIn", typ: "[TextPresence!]!", about: "What became of it in documents, those that include it first.", get: load(b, func(_ *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
			lists, err := e.view.Presences(parents)
			return boxed(lists), err
		})},
		{name: "statements", typ: "StatementConnection", about: "The statements that express it.", args: forward, get: b.statementsOn(graph.StatementsOfCommitment)},
		{name: "deniedIn", typ: "StatementConnection", about: "The statements that deny it. A denial never changes its state.", args: forward, get: b.statementsOn(graph.DenialsOfCommitment)},
		{name: "contested", typ: "Boolean!", about: "Whether somebody denies it.", get: b.term(func(t *graph.Terms) any { return t.Contested })},
		{name: "evidence", typ: "[Evidence!]!", about: "The words that make the promise.", get: load(b, func(c *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
			spans, err := e.view.Anchors(parents)
			if err != nil {
				return nil, err
			}
			return e.evidenceOf(spans)
		})},
		{name: "accordingTo", typ: "Statement", about: "The statement that says so; null when the document says it in its own voice.", get: linked(b, func(n *graph.Node) graph.Ref { return n.Commitment.AccordingTo })},
		{name: "origin", typ: "Origin!", about: "How it came into the graph.", get: originOf},
		{name: "confidence", typ: "Float!", about: "How sure its origin was, above 0 and at most 1.", get: confidenceOf},
	})
	b.condition()
	b.presence()
}

// parties resolves the nodes, of one kind unless it is "", that relations lead to.
// A list that shows who pledged reads nothing else of the terms.
func parties(b *builder, want graph.Want, kind graph.NodeKind) *plan.Resolver {
	return load(b, func(_ *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
		lists, err := e.view.Parties(parents, want)
		if err != nil {
			return nil, err
		}
		out := make([]any, len(lists))
		for i, list := range lists {
			if kind != "" {
				list = slices.DeleteFunc(list, func(n *graph.Node) bool { return n.Kind != kind })
			}
			out[i] = list
		}
		return out, nil
	})
}

// term resolves where commitments stand, as their relations say. The terms of one level are
// loaded once, whichever of these fields are selected.
func (b *builder) term(get func(*graph.Terms) any) *plan.Resolver {
	return load(b, func(_ *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
		terms, err := e.termsOf(parents)
		if err != nil {
			return nil, err
		}
		out := make([]any, len(terms))
		for i, t := range terms {
			out[i] = get(t)
		}
		return out, nil
	})
}

func (b *builder) condition() {
	b.object("Condition", "What a commitment depends on.", nil, []field{
		{name: "event", typ: "Event", about: "The event; null when it is not shown.", get: plan.Value(func(c *graph.Condition) any {
			if c.Event == nil {
				return nil
			}
			return c.Event
		})},
		{name: "kind", typ: "ConditionKind!", about: "How the event bears on the commitment.", get: plan.String(func(c *graph.Condition) string {
			if c.Kind == "" {
				return string(graph.Precedent)
			}
			return string(c.Kind)
		})},
		{name: "state", typ: "ConditionState!", about: "Whether it is met, as accepted facts have it.", get: plan.String(func(c *graph.Condition) string { return string(c.State) })},
		{name: "alternative", typ: "Int", about: "Conditions with one number are alternatives of each other, one of which is enough; null: it must be met.", get: plan.OptInt(func(c *graph.Condition) (int, bool) { return c.Alternative, c.Alternative > 0 })},
		{name: "evidence", typ: "[Evidence!]!", about: "The words that make it a condition.", get: assertedEvidence(b, func(c *graph.Condition) graph.Ref { return c.Relation })},
	})
}

// assertedEvidence resolves the evidence of all visible assertions of a
// relation.
func assertedEvidence[P any](b *builder, relation func(P) graph.Ref) *plan.Resolver {
	return load(b, func(_ *plan.Call, e *env, parents []P) ([]any, error) {
		refs := make([]graph.Ref, len(parents))
		for i, p := range parents {
			refs[i] = relation(p)
		}
		lists, err := e.view.Assertions(refs, false)
		if err != nil {
			return nil, err
		}
		spans := make([][]graph.Span, len(lists))
		for i, list := range lists {
			for _, a := range list {
				spans[i] = append(spans[i], a.Evidence...)
			}
		}
		return e.evidenceOf(spans)
	})
}

func (b *builder) presence() {
	one := func(get func(*graph.TextPresence) *graph.Span) *plan.Resolver {
		return load(b, func(_ *plan.Call, e *env, parents []*graph.TextPresence) ([]any, error) {
			lists := make([][]graph.Span, len(parents))
			for i, p := range parents {
				if s := get(p); s != nil {
					lists[i] = []graph.Span{*s}
				}
			}
			out, err := e.evidenceOf(lists)
			if err != nil {
				return nil, err
			}
			for i, list := range out {
				out[i] = nil
				if found, _ := list.([]*graph.Evidence); len(found) > 0 {
					out[i] = found[0]
				}
			}
			return out, nil
		})
	}
	b.object("TextPresence", "What became of a commitment in a document, and on what grounds we say so.", nil, []field{
		{name: "commitment", typ: "Commitment", about: "The commitment.", get: plan.Value(func(p *graph.TextPresence) any { return p.Commitment })},
		{name: "document", typ: "Document", about: "The document.", get: plan.Value(func(p *graph.TextPresence) any { return p.Document })},
		{name: "status", typ: "TextStatus!", about: "What became of it there.", get: plan.String(func(p *graph.TextPresence) string { return string(p.Status) })},
		{name: "basis", typ: "Basis!", about: "COMPARED when held texts show it, REPORTED when another document says so.", get: plan.String(func(p *graph.TextPresence) string { return string(p.Basis) })},
		{name: "comparedWith", typ: "Document", about: "The other version: for OMITTED, WEAKENED and STRENGTHENED one that includes it; null when none is known.", get: plan.Value(func(p *graph.TextPresence) any { return p.ComparedWith })},
		{name: "before", typ: "Evidence", about: "The words in the other version; null when they are not held.", get: one(func(p *graph.TextPresence) *graph.Span { return p.Before })},
		{name: "after", typ: "Evidence", about: "The words in this document; null when they are not held, or it omits them.", get: one(func(p *graph.TextPresence) *graph.Span { return p.After })},
		{name: "strength", typ: "Strength", about: "How firm the commitment is in this document; null when nothing is said.", get: optional(func(p *graph.TextPresence) string { return string(p.Strength) })},
		{name: "evidence", typ: "[Evidence!]!", about: "The words that prove it, of whichever document says so.", get: evidence(b, func(p *graph.TextPresence) []graph.Span { return p.Evidence })},
	})
}
