package schema

import (
	"onrecord/graph"
	"onrecord/schema/plan"
)

func (b *builder) evidences() {
	b.object("Evidence", "A span of a document: the very characters, where they stand, and what stands around them. Offsets are half open and count in the document's canonical text.", nil, []field{
		{name: "document", typ: "Document", about: "The document.", get: plan.Value(func(e *graph.Evidence) any { return e.Document })},
		{name: "exact", typ: "String!", about: "The very characters of the document; empty when it was redacted.", get: plan.String(func(e *graph.Evidence) string { return e.Exact })},
		{name: "prefix", typ: "String!", about: "Up to 32 characters before.", get: plan.String(func(e *graph.Evidence) string { return e.Prefix })},
		{name: "suffix", typ: "String!", about: "Up to 32 characters after.", get: plan.String(func(e *graph.Evidence) string { return e.Suffix })},
		{name: "start", typ: "Int!", about: "Where it begins, in Unicode code points.", get: plan.Int(func(e *graph.Evidence) int { return int(e.Span.RuneStart) })},
		{name: "end", typ: "Int!", about: "Where it ends, in Unicode code points.", get: plan.Int(func(e *graph.Evidence) int { return int(e.Span.RuneEnd) })},
		{name: "startUtf16", typ: "Int!", about: "Where it begins, in UTF-16 units, as browsers count; 0 when the document was redacted.", get: plan.Int(func(e *graph.Evidence) int { return e.StartUTF16 })},
		{name: "endUtf16", typ: "Int!", about: "Where it ends, in UTF-16 units; 0 when the document was redacted.", get: plan.Int(func(e *graph.Evidence) int { return e.EndUTF16 })},
		{name: "sentence", typ: "String!", about: "The sentence or sentences that it stands in.", get: plan.String(func(e *graph.Evidence) string { return e.Sentence })},
		{name: "insideQuotes", typ: "Boolean!", about: "Whether it stands wholly between quotation marks.", get: plan.Bool(func(e *graph.Evidence) bool { return e.InsideQuotes })},
		{name: "redacted", typ: "Boolean!", about: "Whether the words were removed from the store; only the offsets are left.", get: plan.Bool(func(e *graph.Evidence) bool { return e.Redacted })},
	})
}
