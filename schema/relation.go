package schema

import (
	"slices"

	"onrecord/graph"
	"onrecord/schema/plan"
)

func (b *builder) relations(node []field) {
	b.object("Relation", "One fact between two nodes: type, from, to, role and validity. Every document that says so adds an assertion.", []string{"Node"}, node, []field{
		{name: "type", typ: "RelationType!", about: "What joins the two.", get: plan.String(func(r *graph.Relation) graph.RelationType { return r.Type })},
		{name: "from", typ: "Node", about: "The one end: who does it.", get: end(b, func(r *graph.Relation) graph.Ref { return r.From })},
		{name: "to", typ: "Node", about: "The other end: to whom or what.", get: end(b, func(r *graph.Relation) graph.Ref { return r.To })},
		{name: "role", typ: "String", about: "In what role: \"son-in-law\", \"President of France\", \"host\"; null when there is none.", get: optional(func(r *graph.Relation) string { return r.Role })},
		{name: "quantity", typ: "String", about: "How much, as worded: \"approximately 20%\"; null when nothing is said.", get: optional(func(r *graph.Relation) string { return r.Quantity })},
		{name: "alternative", typ: "Int", about: "Of CONDITIONAL_ON: relations with one number are alternatives, one of which is enough; null otherwise.", get: plan.OptInt(func(r *graph.Relation) (int, bool) { return r.Alternative, r.Alternative > 0 })},
		{name: "validFrom", typ: "EDTF", about: "Since when it holds; null when nothing is recorded.", get: optional(func(r *graph.Relation) string { return r.ValidFrom })},
		{name: "validTo", typ: "EDTF", about: "Until when it holds; null when nothing is recorded, or it still does.", get: optional(func(r *graph.Relation) string { return r.ValidTo })},
		{name: "claimed", typ: "Boolean!", about: "Whether somebody says so and no document does in its own voice. What is claimed is not shown as what is.", get: plan.Bool(func(r *graph.Relation) bool { return r.Claimed })},
		{
			name: "assertions", typ: "[Assertion!]!", about: "Who says so, oldest first, at most 1,000.", get: b.assertions(),
			args: []arg{{"review", "[ReviewStatus!]", "Only assertions of these reviews, those taken back among them; without it all that stand and were not rejected.", nil}},
		},
		{name: "evidence", typ: "[Evidence!]!", about: "The words of all its assertions that stand.", get: assertedEvidence(b, func(r *graph.Relation) graph.Ref { return r.Ref })},
	})
	b.object("RelationCount", "How many relations of a type a node has in one direction.", nil, []field{
		{name: "type", typ: "RelationType!", about: "The type.", get: plan.String(func(c graph.RelationCount) graph.RelationType { return c.Type })},
		{name: "direction", typ: "Direction!", about: "OUT or IN.", get: plan.String(func(c graph.RelationCount) graph.Direction { return c.Direction })},
		{name: "count", typ: "Int!", about: "How many, those left out that were rejected or taken back.", get: plan.Int(func(c graph.RelationCount) int { return c.Count })},
	})
	b.assertion()
	b.fact()
}

func end(b *builder, ref func(*graph.Relation) graph.Ref) *plan.Resolver {
	return load(b, func(_ *plan.Call, e *env, parents []*graph.Relation) ([]any, error) {
		refs := make([]graph.Ref, len(parents))
		for i, r := range parents {
			refs[i] = ref(r)
		}
		return e.nodesShown(refs)
	})
}

// ofReviews keeps what the reviews ask for; without any the graph has already
// left out what is not shown.
func ofReviews[T any](list []T, reviews []graph.ReviewStatus, review func(T) graph.ReviewStatus) []T {
	if len(reviews) == 0 {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(x T) bool { return !slices.Contains(reviews, review(x)) })
}

func (b *builder) assertions() *plan.Resolver {
	return load(b, func(c *plan.Call, e *env, parents []*graph.Relation) ([]any, error) {
		reviews := many[graph.ReviewStatus](args(c.Args), "review")
		refs := make([]graph.Ref, len(parents))
		for i, r := range parents {
			refs[i] = r.Ref
		}
		lists, err := e.view.Assertions(refs, len(reviews) > 0)
		if err != nil {
			return nil, err
		}
		out := make([]any, len(lists))
		for i, list := range lists {
			out[i] = ofReviews(list, reviews, func(a *graph.Assertion) graph.ReviewStatus { return a.Review })
		}
		return out, nil
	})
}

func (b *builder) assertion() {
	b.object("Assertion", "One document's saying of a relation.", nil, []field{
		{name: "id", typ: "ID!", about: "Names the assertion, to review or retract it.", get: plan.String(func(a *graph.Assertion) string { return a.ID })},
		{name: "evidence", typ: "[Evidence!]!", about: "The words that say so.", get: evidence(b, func(a *graph.Assertion) []graph.Span { return a.Evidence })},
		{name: "accordingTo", typ: "Statement", about: "The statement that claims it; null when the document says it in its own voice.", get: claimant(b, func(a *graph.Assertion) graph.Ref { return a.AccordingTo })},
		{name: "origin", typ: "Origin!", about: "How it came into the graph.", get: plan.String(func(a *graph.Assertion) graph.Origin { return a.Origin })},
		{name: "confidence", typ: "Float!", about: "How sure its origin was, above 0 and at most 1.", get: plan.Float(func(a *graph.Assertion) float64 { return a.Confidence })},
		{name: "review", typ: "ReviewStatus!", about: "What people made of it.", get: plan.String(func(a *graph.Assertion) graph.ReviewStatus { return a.Review })},
		{name: "quantity", typ: "String", about: "How much, as this document words it; null when it says nothing.", get: optional(func(a *graph.Assertion) string { return a.Quantity })},
		{name: "recordedAt", typ: "DateTime!", about: "When it came into the graph.", get: moment(func(a *graph.Assertion) graph.Micros { return a.RecordedAt })},
		{name: "recordedBy", typ: "String", about: "Who recorded it; null when that is not known.", get: optional(func(a *graph.Assertion) string { return a.RecordedBy })},
		{name: "retractedAt", typ: "DateTime", about: "When it was taken back; null while it stands.", get: moment(func(a *graph.Assertion) graph.Micros { return a.RetractedAt })},
		{name: "reason", typ: "String", about: "Why it was recorded, reviewed or taken back as it was; null when nobody said.", get: optional(func(a *graph.Assertion) string { return a.Reason })},
	})
}

// claimant resolves the statement that something is according to.
func claimant[P any](b *builder, ref func(P) graph.Ref) *plan.Resolver {
	return load(b, func(_ *plan.Call, e *env, parents []P) ([]any, error) {
		refs := make([]graph.Ref, len(parents))
		for i, p := range parents {
			refs[i] = ref(p)
		}
		return e.nodesShown(refs)
	})
}

func (b *builder) factsOf() *plan.Resolver {
	return load(b, func(c *plan.Call, e *env, parents []any) ([]any, error) {
		reviews := many[graph.ReviewStatus](args(c.Args), "review")
		nodes, at, out := onlyNodes(parents)
		lists, err := e.view.Facts(nodes, len(reviews) > 0)
		if err != nil {
			return nil, err
		}
		for j, i := range at {
			out[i] = ofReviews(lists[j], reviews, func(f *graph.Fact) graph.ReviewStatus { return f.Review })
		}
		return out, nil
	})
}

func (b *builder) fact() {
	b.object("Fact", "One property of a node, as one document or one curator gives it.", nil, []field{
		{name: "id", typ: "ID!", about: "Names the fact, to review or retract it.", get: plan.String(func(f *graph.Fact) string { return f.ID })},
		{name: "property", typ: "String!", about: "The property, in lowerCamel case: status, date, size, iso3166.", get: plan.String(func(f *graph.Fact) string { return f.Property })},
		{name: "value", typ: "String!", about: "The value, as worded or as read from the evidence.", get: plan.String(func(f *graph.Fact) string { return f.Value })},
		{name: "number", typ: "Float", about: "The value as a number; null when it is none.", get: plan.OptFloat(func(f *graph.Fact) (float64, bool) {
			if f.Number == nil {
				return 0, false
			}
			return *f.Number, true
		})},
		{name: "approximate", typ: "Boolean!", about: "Whether the number is only about right.", get: plan.Bool(func(f *graph.Fact) bool { return f.Approximate })},
		{name: "evidence", typ: "[Evidence!]!", about: "The words it was read from; empty when a curator gives a reason instead.", get: evidence(b, func(f *graph.Fact) []graph.Span { return f.Evidence })},
		{name: "accordingTo", typ: "Statement", about: "The statement that claims it; null when the document says it in its own voice.", get: claimant(b, func(f *graph.Fact) graph.Ref { return f.AccordingTo })},
		{name: "origin", typ: "Origin!", about: "How it came into the graph.", get: plan.String(func(f *graph.Fact) graph.Origin { return f.Origin })},
		{name: "confidence", typ: "Float!", about: "How sure its origin was, above 0 and at most 1.", get: plan.Float(func(f *graph.Fact) float64 { return f.Confidence })},
		{name: "reason", typ: "String", about: "Why it was recorded, reviewed or taken back as it was; null when nobody said.", get: optional(func(f *graph.Fact) string { return f.Reason })},
		{name: "review", typ: "ReviewStatus!", about: "What people made of it.", get: plan.String(func(f *graph.Fact) graph.ReviewStatus { return f.Review })},
		{name: "recordedAt", typ: "DateTime!", about: "When it came into the graph.", get: moment(func(f *graph.Fact) graph.Micros { return f.RecordedAt })},
		{name: "recordedBy", typ: "String", about: "Who recorded it; null when that is not known.", get: optional(func(f *graph.Fact) string { return f.RecordedBy })},
		{name: "retractedAt", typ: "DateTime", about: "When it was taken back; null while it stands.", get: moment(func(f *graph.Fact) graph.Micros { return f.RetractedAt })},
	})
}
