package schema

import (
	"onrecord/graph"
	"onrecord/schema/plan"
)

func (b *builder) statements(node []field) {
	get := func(f func(s *graph.StatementPart) string) *plan.Resolver {
		return optional(func(n *graph.Node) string { return f(n.Statement) })
	}
	b.object("Statement", "One occurrence of an utterance in one document.", []string{"Node"}, node, []field{
		{name: "text", typ: "String!", about: "The words as the document has them; several spans are joined by \" [...] \". Empty when the document was redacted.", get: plan.String(func(n *graph.Node) string { return n.Statement.Text })},
		{name: "quoteType", typ: "QuoteType!", about: "How the words reach the reader.", get: plan.String(func(n *graph.Node) graph.QuoteType { return n.Statement.QuoteType })},
		{name: "sourceKind", typ: "SourceKind!", about: "Whom the statement comes from.", get: plan.String(func(n *graph.Node) graph.SourceKind { return n.Statement.SourceKind })},
		{name: "speaker", typ: "Actor", about: "Who said it; null when the source names nobody.", get: linked(b, func(n *graph.Node) graph.Ref { return n.Statement.Speaker })},
		{name: "speakerAs", typ: "String", about: "The speaker as written: \"he\", \"a senior official\"; null when nobody is mentioned.", get: get(func(s *graph.StatementPart) string { return s.SpeakerAs })},
		{name: "sourceDocument", typ: "Document", about: "The document that speaks, when one does: a draft, a declaration; null otherwise.", get: linked(b, func(n *graph.Node) graph.Ref { return n.Statement.SourceDocument })},
		{name: "attributionChain", typ: "[Actor!]!", about: "The speaker first, then who passed the words on.", get: load(b, func(_ *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
			refs := make([][]graph.Ref, len(parents))
			for i, n := range parents {
				refs[i] = n.Statement.Chain
			}
			return e.lists(refs)
		})},
		{name: "cue", typ: "String", about: "The reporting verb, as written; null when there is none.", get: get(func(s *graph.StatementPart) string { return s.Cue })},
		{name: "act", typ: "SpeechAct", about: "What the speaker does by saying it; null when nobody judged it.", get: get(func(s *graph.StatementPart) string { return string(s.Act) })},
		{name: "hedges", typ: "[String!]!", about: "Words that take something back, as written: \"could\", \"largely\".", get: plan.Strings(func(n *graph.Node) []string { return n.Statement.Hedges })},
		{name: "saidAt", typ: "EDTF", about: "When it was said; null when nothing is recorded.", get: prop(graph.PropSaidAt)},
		{name: "saidOn", typ: "String", about: "Where it was said, as written: \"French television\"; null when nothing is recorded.", get: prop(graph.PropSaidOn)},
		{name: "language", typ: "String", about: "The language of the words (BCP 47); null when nothing is recorded.", get: get(func(s *graph.StatementPart) string { return s.Language })},
		{name: "spokenLanguage", typ: "String", about: "The language it was said in (BCP 47); null when nothing is recorded.", get: get(func(s *graph.StatementPart) string { return s.SpokenLanguage })},
		{name: "translated", typ: "Boolean", about: "Whether the words are a translation; null when nothing is recorded.", get: plan.OptBool(func(n *graph.Node) (bool, bool) {
			if t := n.Statement.Translated; t != nil {
				return *t, true
			}
			return false, false
		})},
		{name: "about", typ: "NodeConnection", about: "What it is about.", args: forward, get: neighbors(b, nil, graph.Want{Type: graph.About, Direction: graph.Outgoing})},
		{name: "addressedTo", typ: "NodeConnection", about: "Whom it is addressed to.", args: forward, get: neighbors(b, nil, graph.Want{Type: graph.AddressedTo, Direction: graph.Outgoing})},
		{name: "document", typ: "Document", about: "The document it stands in.", get: linked(b, func(n *graph.Node) graph.Ref { return n.Statement.Document })},
		{name: "evidence", typ: "[Evidence!]!", about: "Where the words stand, in order.", get: evidence(b, func(n *graph.Node) []graph.Span { return n.Statement.Evidence })},
		{name: "commitments", typ: "CommitmentConnection", about: "The commitments it expresses.", args: forward, get: b.commitmentsOn(graph.CommitmentsOfStatement)},
		{name: "variants", typ: "StatementConnection", about: "Other wordings or translations of the same utterance.", args: forward, get: b.statementsOn(graph.VariantsOfStatement)},
		{name: "origin", typ: "Origin!", about: "How it came into the graph.", get: originOf},
		{name: "confidence", typ: "Float!", about: "How sure its origin was, above 0 and at most 1.", get: confidenceOf},
	})
}

var (
	originOf     = plan.String(func(n *graph.Node) graph.Origin { return n.Origin })
	confidenceOf = plan.Float(func(n *graph.Node) float64 { return n.Confidence })
)
