package schema

import (
	"onrecord/graph"
	"onrecord/graph/trace"
	"onrecord/schema/plan"
)

// traces declares what tracing a quote gives.
func (b *builder) traces() {
	b.traceEnums()
	b.object("DiffSpan", "A stretch of the quote beside the document's words for it. All given one after the other are the quote.", nil, []field{
		{name: "op", typ: "DiffOp!", about: "What turns the one into the other.", get: plan.String(func(d trace.DiffSpan) string { return d.Op.String() })},
		{name: "given", typ: "String!", about: "What the quote says; empty where only the document has words.", get: plan.String(func(d trace.DiffSpan) string { return d.Given })},
		{name: "source", typ: "String!", about: "What the document says; empty where only the quote has words.", get: plan.String(func(d trace.DiffSpan) string { return d.Source })},
	})
	b.object("Cut", "Words of the same sentence that the quote leaves out.", nil, []field{
		{name: "evidence", typ: "Evidence!", about: "The words.", get: oneSpan(b, func(c graph.TraceCut) graph.Span { return c.Span })},
		{name: "loss", typ: "[Loss!]!", about: "What is lost with them.", get: plan.Strings(func(c graph.TraceCut) []string {
			out := make([]string, len(c.Loss))
			for i, l := range c.Loss {
				out[i] = l.String()
			}
			return out
		})},
	})
	b.object("TraceMatch", "A place in a document that words the quote, or nearly.", nil, []field{
		{name: "verdict", typ: "Verdict!", about: "How the quote differs from this document.", get: plan.String(func(m *graph.TraceMatch) string { return m.Verdict.String() })},
		{name: "attribution", typ: "Attribution!", about: "Whether the words are of the speaker that was given.", get: plan.String(func(m *graph.TraceMatch) graph.Attribution { return m.Attribution })},
		{name: "score", typ: "Float!", about: "The share of the quote's words that stand there in order, 0 to 1.", get: plan.Float(func(m *graph.TraceMatch) float64 { return m.Score })},
		{name: "statement", typ: "Statement", about: "The innermost statement that holds most of the words; null when they stand outside every statement.", get: plan.Value(func(m *graph.TraceMatch) any { return m.Statement })},
		{name: "speaker", typ: "Actor", about: "Who said it; null when the source names nobody.", get: plan.Value(func(m *graph.TraceMatch) any { return m.Speaker })},
		{name: "otherSpeakers", typ: "[Actor!]!", about: "Who said the other parts of a spliced quote, where somebody else did.", get: plan.Value(func(m *graph.TraceMatch) any { return m.OtherSpeakers })},
		{name: "insideQuotes", typ: "Boolean!", about: "Whether every part stands between quotation marks: somebody's very words. What a reporter says between the parts does not count, as it does in that of evidence.", get: plan.Bool(func(m *graph.TraceMatch) bool { return m.InsideQuotes })},
		{name: "evidence", typ: "Evidence!", about: "From the first to the last of the words.", get: oneSpan(b, func(m *graph.TraceMatch) graph.Span { return m.Evidence })},
		{name: "parts", typ: "[Evidence!]!", about: "The words in the order of the quote; more than one stretch when it was spliced or elided.", get: evidence(b, func(m *graph.TraceMatch) []graph.Span { return m.Parts })},
		{name: "diff", typ: "[DiffSpan!]!", about: "Word by word: what the quote says, what the document says.", get: plan.Value(func(m *graph.TraceMatch) any { return m.Diff })},
		{name: "cuts", typ: "[Cut!]!", about: "What the same sentence goes on to say, or began with, and the quote leaves out.", get: plan.Value(func(m *graph.TraceMatch) any { return m.Cuts })},
		{name: "occurrences", typ: "EvidenceConnection", about: "The same words in this and other documents, the earliest published first.", args: forward, get: b.occurrences()},
	})
	b.object("TraceResult", "What became of one quote. No matches means that nothing that was searched comes close.", nil, []field{
		{name: "query", typ: "String!", about: "The quote, as given.", get: plan.String(func(r *graph.TraceResult) string { return r.Query })},
		{name: "matches", typ: "[TraceMatch!]!", about: "The places, the likest first. Places that are as like are all listed.", get: plan.Value(func(r *graph.TraceResult) any { return r.Matches })},
		{name: "documentsSearched", typ: "Int!", about: "How many documents were searched: those whose text is held; 100,000 stands for that many or more.", get: b.searched(func(s graph.TraceScope) any { return s.Documents })},
		{name: "searchedFrom", typ: "EDTF", about: "When the first of them was published; null when no date is recorded.", get: b.searched(func(s graph.TraceScope) any { return orNull(s.From) })},
		{name: "searchedTo", typ: "EDTF", about: "When the last of them was published; null when no date is recorded.", get: b.searched(func(s graph.TraceScope) any { return orNull(s.To) })},
		{name: "languages", typ: "[String!]!", about: "The languages of them that are recorded (BCP 47).", get: b.searched(func(s graph.TraceScope) any { return boxed(s.Languages) })},
		{name: "threshold", typ: "Float!", about: "The score below which nothing is a match.", get: plan.Float(func(r *graph.TraceResult) float64 { return r.Threshold })},
	})
}

func (b *builder) traceEnums() {
	const says = " The document says: “The harbour will open in May, if the dredging is paid for,” she said."
	b.enum("Verdict", "How a quote differs from a document, never whether it is true."+says+" The gravest that applies is given.",
		value{"VERBATIM", "The very characters, but for outer quote marks and the punctuation at the end: “the dredging is paid for”."},
		value{"NORMALIZED", "The same words, typed in another way (case, quote marks, dashes, white space, Unicode forms, “didn’t” for “did not”): “IF the dredging is paid for”."},
		value{"ELIDED", "Words are left out where an ellipsis or a bracket shows it: “The harbour … in May, if the dredging is paid for”."},
		value{"TRUNCATED", "The words stand there, but their sentence has a negation, condition, hedge or exception that the quote leaves out: “The harbour will open in May”."},
		value{"ALTERED", "Words were changed, added or left out unmarked: “The harbour will open in June, if the dredging is paid for”."},
		value{"NEGATION_FLIPPED", "A not, never, no or without was added, dropped or moved: “The harbour will not open in May”."},
		value{"SPLICED", "Parts of two places or of two utterances are joined as if they were one: “The dredging is paid for, the harbour will open in May”."},
	)
	b.enum("Attribution", "Whether the words are of the speaker that was given with the quote, found by name in any script or by office on the day of the document. Say a document has: “We sail at dawn,” Ada Brook said, according to her envoy Jon Reed.",
		value{"NOT_CLAIMED", "No speaker was given."},
		value{"CONFIRMED", "The speaker given said it: Ada Brook. Also when the source is not named and the document calls it the same, or calls the speaker by the title given."},
		value{"RELAYED", "The speaker given passed on somebody else's words: Jon Reed."},
		value{"MISATTRIBUTED", "Somebody else said it, or a part of it: anybody on record, or somebody whose full name shares no word with the speaker's."},
		value{"UNRESOLVED", "Nobody on record bears the name given or holds the office, the document does not call the speaker so, and it is no full name of another person: whether it is the same cannot be told."},
		value{"UNNAMED", "The source is not named (“a senior official”), the document says it in its own voice, or no statement is recorded there."},
	)
	b.enum("Loss", "What is lost with words that a quote leaves out.",
		value{"NEGATION", "A negation: “not”, “never”."},
		value{"CONDITION", "A condition: “only if he is willing”."},
		value{"HEDGE", "Words that take something back: “perhaps”, “I believe”."},
		value{"EXCEPTION", "An exception: “except on Sundays”."},
		value{"OTHER", "None of these; the rest of the sentence."},
	)
	b.enum("DiffOp", "What turns words of the quote into those of the document.",
		value{"EQUAL", "Nothing: they are the same, however they are typed."},
		value{"INSERT", "Words that only the document has."},
		value{"DELETE", "Words that only the quote has."},
		value{"REPLACE", "The quote's words stand in the place of the document's. An ellipsis stands in the place of what it leaves out."},
	)
}

// traceFields declares the root fields.
func (b *builder) traceFields() []field {
	return []field{
		{
			name: "trace", typ: "TraceResult", about: "Finds who said the words, where they stand, and what was changed in them. Verdicts compare with documents, never with reality.",
			args: []arg{
				{"quote", "String!", "The words, with or without quotation marks; at most 100,000. “…” and [brackets] mark what was left out or put in.", nil},
				{"speaker", "String", "Who is said to have said it: a name in any script, or an office (“the French president”); without it nobody.", nil},
				asOf,
				{"first", "Int", "How many matches at most, 1 to 50.", 5},
			},
			get: viewed(b, func(_ *plan.Call, e *env, a args) (any, error) {
				first, err := positive(a, "first", 5)
				if err != nil {
					return nil, err
				}
				return e.view.Trace(a.text("quote"), a.text("speaker"), first)
			}),
		},
		{
			name: "traceAll", typ: "[TraceResult!]!", about: "Traces every quotation of a text, in order: what stands between quotation marks, but for one or two words and for quotations inside others. At most 200.",
			args: []arg{{"text", "String!", "The text: a draft, an article.", nil}, asOf},
			get: viewed(b, func(_ *plan.Call, e *env, a args) (any, error) {
				return e.view.TraceAll(a.text("text"))
			}),
		},
	}
}

// oneSpan resolves a field that shows one span.
func oneSpan[P any](b *builder, span func(P) graph.Span) *plan.Resolver {
	return load(b, func(_ *plan.Call, e *env, parents []P) ([]any, error) {
		spans := make([]graph.Span, len(parents))
		for i, p := range parents {
			spans[i] = span(p)
		}
		found, err := e.view.Evidence(spans)
		return boxed(found), err
	})
}

func (b *builder) occurrences() *plan.Resolver {
	return load(b, func(c *plan.Call, e *env, parents []*graph.TraceMatch) ([]any, error) {
		pages, err := e.view.Occurrences(parents, args(c.Args).page())
		return pagesOf(c, e, pages, err)
	})
}

// searched resolves a field that tells how much was searched. It is looked up
// only when asked for.
func (b *builder) searched(show func(graph.TraceScope) any) *plan.Resolver {
	return load(b, func(_ *plan.Call, e *env, parents []*graph.TraceResult) ([]any, error) {
		scope, err := e.view.Searched()
		if err != nil {
			return nil, err
		}
		out := make([]any, len(parents))
		for i := range parents {
			out[i] = show(scope)
		}
		return out, nil
	})
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
