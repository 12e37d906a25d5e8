package schema

import (
	"encoding/hex"

	"onrecord/graph"
	"onrecord/schema/plan"
)

func (b *builder) documents(node []field) {
	get := func(f func(d *graph.DocumentPart) string) *plan.Resolver {
		return optional(func(n *graph.Node) string { return f(n.Document) })
	}
	b.object("Document", "A text, held or only cited by another.", []string{"Node"}, node, []field{
		{name: "title", typ: "String!", about: "The title, or a name for a document without one.", get: plan.String(func(n *graph.Node) string { return n.Name })},
		{name: "documentKind", typ: "DocumentKind!", about: "What sort of text it is.", get: plan.String(func(n *graph.Node) graph.DocumentKind { return n.Document.Kind })},
		{name: "holding", typ: "Holding!", about: "Whether the text is stored.", get: plan.String(func(n *graph.Node) graph.Holding { return n.Document.Holding })},
		{name: "publisher", typ: "String", about: "Who published it; null when nothing is recorded.", get: get(func(d *graph.DocumentPart) string { return d.Publisher })},
		{name: "publishedAt", typ: "EDTF", about: "When it was published; null when nothing is recorded.", get: get(func(d *graph.DocumentPart) string { return d.PublishedAt })},
		{name: "language", typ: "String", about: "The language of the text (BCP 47); null when nothing is recorded.", get: get(func(d *graph.DocumentPart) string { return d.Language })},
		{name: "url", typ: "String", about: "Where it was published; null when nothing is recorded.", get: get(func(d *graph.DocumentPart) string { return d.URL })},
		{name: "sha256", typ: "String", about: "The SHA-256 of the bytes received, in hexadecimal; null when the document is only cited.", get: plan.OptString(func(n *graph.Node) (string, bool) {
			return hex.EncodeToString(n.Document.SHA256[:]), n.Document.Holding == graph.Held
		})},
		{name: "redacted", typ: "Boolean!", about: "Whether the stored text was removed: a court order, a copyright notice.", get: plan.Bool(func(n *graph.Node) bool { return n.Document.Redacted })},
		{name: "content", typ: "String", about: "The canonical text, which offsets of evidence count in; null when the document is only cited or was redacted.", get: load(b, func(_ *plan.Call, e *env, parents []*graph.Node) ([]any, error) {
			texts, err := e.view.Content(parents)
			if err != nil {
				return nil, err
			}
			out := make([]any, len(texts))
			for i, t := range texts {
				if t != nil {
					out[i] = *t
				}
			}
			return out, nil
		})},
		{name: "revisionOf", typ: "Document", about: "The version before this one; null when none is known.", get: firstEdge(b, graph.Want{Type: graph.RevisionOf, Direction: graph.Outgoing})},
		{name: "statements", typ: "StatementConnection", about: "The statements that stand in it, by position.", args: forward, get: b.statementsOn(graph.StatementsInDocument)},
		{name: "annotations", typ: "AnnotationConnection", about: "Everything whose evidence lies in it, by position.", args: forward, get: b.annotations()},
		{name: "signatories", typ: "NodeConnection", about: "Who signed it.", args: forward, get: neighbors(b, nil, graph.Want{Type: graph.Signed, Direction: graph.Incoming})},
		{name: "includes", typ: "CommitmentConnection", about: "The commitments it includes.", args: forward, get: b.commitmentsOn(graph.CommitmentsIncluded)},
		{name: "omits", typ: "CommitmentConnection", about: "The commitments it is said or seen to leave out.", args: forward, get: b.commitmentsOn(graph.CommitmentsOmitted)},
		{name: "coverage", typ: "Coverage", about: "How much of the text the graph accounts for; null when the text is not held.", get: b.coverage()},
	})
}
