package graph

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"onrecord/graph/segments"
	"onrecord/graph/text"
	"onrecord/graph/trace"
)

// This file traces quotes: who said the words, where they stand, and what was
// changed on the way. Package trace compares a quote with a text; the files
// trace_*.go find the texts (trace_candidates.go), the statement at a place
// (trace_place.go), whether it was the claimed speaker (trace_attribution.go,
// trace_claim.go), where else the same words stand (trace_occurrences.go) and
// how much was searched (trace_scope.go).
//
// A match tells how a quote differs from a document, never whether it is true.

// Attribution says whether the words are of the person they were given to.
//
//	NOT_CLAIMED    nobody was named with the quote
//	CONFIRMED      the person named is the speaker of the statement, or the words
//	               are of a source nobody names and the quote calls it the same
//	RELAYED        the person named passed on somebody else's words
//	MISATTRIBUTED  somebody else said it; of a spliced quote, a part of it
//	UNRESOLVED     somebody said it of whom the graph cannot tell whether it is the
//	               one named: nobody on record bears the name or holds the office,
//	               and it is no full name of another person
//	UNNAMED        a source that is not named said it, the document in its own
//	               voice, or no statement is recorded at the place
//
// Who is named is found by name or alias in any script, and by office on the
// day of the document. "The president", of no state that is named, is a speaker
// who holds that office anywhere. Where several bear the name, any of them confirms. A name
// that nobody bears is compared with the speaker's names, and with the speaker
// as the document words it, word by word: all words of the name must be among
// them. A title is also looked for beside the speaker's name: "Transport Minister
// Ingrid Dahl", "Per Holm, the union leader". A deputy, former or acting one is
// another.
type Attribution string

// The attributions.
const (
	NotClaimed    Attribution = "NOT_CLAIMED"
	Confirmed     Attribution = "CONFIRMED"
	Relayed       Attribution = "RELAYED"
	Misattributed Attribution = "MISATTRIBUTED"
	UnnamedSource Attribution = "UNNAMED"
	Unresolved    Attribution = "UNRESOLVED"
)

// TraceResult is what became of one quote. Without matches nothing that was
// searched comes close; Searched tells how much that was.
type TraceResult struct {
	View    *View
	Query   string
	Claim   Claim
	Matches []*TraceMatch
	// Threshold is the score below which nothing is a match.
	Threshold float64
}

// TraceMatch is one place that words the quote, or nearly.
type TraceMatch struct {
	Verdict     trace.Verdict
	Score       float64
	Attribution Attribution
	Document    *Node
	Statement   *Node // nil: the words stand outside every statement
	Speaker     *Node
	// OtherSpeakers said the other parts of a spliced quote.
	OtherSpeakers []*Node
	Evidence      Span   // from the first to the last word
	Parts         []Span // in the order of the quote
	Diff          []trace.DiffSpan
	Cuts          []TraceCut
	// InsideQuotes: all parts are somebody's very words, not the reporter's. What
	// a reporter says between them does not count.
	InsideQuotes bool

	words  string   // those of the document, folded
	copied []copied // the same by document; a splice may have two
}

// copied is what a match has from one document: its words, part by part, and
// where they stand.
type copied struct {
	parts    []string
	evidence Span
}

// TraceCut is what the sentence says beside the quote.
type TraceCut struct {
	Span Span
	Loss []trace.Loss
}

// Bounds of tracing.
const (
	MostTraced    = 50  // matches of one quote
	MostQuoted    = 200 // quotations of one draft
	mostDraft     = 1 << 20
	mostTogether  = 25 // quotes that are traced in the same round trips
	scareQuote    = 2  // words; so few between quotation marks are no quotation
	mostClaimed   = 200
	variantsOfOne = 20
)

// Trace finds the places that word a quote, the likest first: the very words
// before altered ones, then by score, then those of the claimed speaker, then
// words inside quotation marks, then the earliest document. speaker may be
// empty. The same words of the same speaker are one match, in the earliest
// document; Occurrences gives all. Conflicting wordings, and the same words of
// several speakers, are all listed.
func (v *View) Trace(quote, speaker string, first int) (*TraceResult, error) {
	if first < 1 || first > MostTraced {
		return nil, errorf(CodeBadPage, "trace gives 1 to %d matches, not %d: change first", MostTraced, first)
	}
	if e := checkWords("the speaker", speaker, mostClaimed, false); e != nil {
		return nil, e
	}
	q, err := newTraced(quote)
	if err != nil {
		return nil, err
	}
	claim, err := v.claim(speaker)
	if err != nil {
		return nil, err
	}
	got, err := v.traceTogether([]*traced{q}, claim, first)
	if err != nil {
		return nil, err
	}
	return got[0], nil
}

// TraceAll traces every quotation of a text, in order: what stands between
// quotation marks, but for one or two words that are only called so, and for
// quotations inside others. Who said it, the text is not asked.
func (v *View) TraceAll(draft string) ([]*TraceResult, error) {
	if strings.TrimSpace(draft) == "" {
		return nil, errorf(CodeBadInput, "the text has no word: give the text whose quotations to trace")
	}
	if e := checkWords("the text", draft, mostDraft, true); e != nil {
		return nil, e
	}
	var all []*traced
	for _, q := range text.Quotations(draft) {
		words := quotedWords(draft, q)
		if q.Depth > 0 || len(wordsIn(words)) <= scareQuote {
			continue
		}
		t, err := newTraced(words)
		if err != nil {
			return nil, err
		}
		if all = append(all, t); len(all) > MostQuoted {
			return nil, errorf(CodeBudget, "the text has more than %d quotations; trace it in parts", MostQuoted)
		}
	}
	out := make([]*TraceResult, 0, len(all))
	for some := range slices.Chunk(all, mostTogether) {
		got, err := v.traceTogether(some, Claim{Outcome: ClaimNone}, defaultTraced)
		if err != nil {
			return nil, err
		}
		out = append(out, got...)
	}
	return out, nil
}

const defaultTraced = 5

// quotedWords are the words of a quotation without its marks.
func quotedWords(s string, q text.Quotation) string {
	parts := make([]string, len(q.Parts))
	for i, p := range q.Parts {
		parts[i] = p.In(s)
	}
	return strings.Join(parts, " ")
}

// traced is one quote on its way.
type traced struct {
	raw   string
	quote *trace.Quote

	reading trace.Reading   // that is looked for
	others  []trace.Reading // with contractions or without
	words   []string        // that are looked for
	bit     []int           // of each word of the quote: its place in words, or -1

	quest    *segments.Quest
	likely   []candidate // that were thought of
	heaviest float64     // of their passages
	left     int         // passages that may be thought of
	reads    int         // documents that may be read
	wide     bool        // no more passages than these are thought of
	done     bool        // there are no more

	found []*hit
}

// hit is one place in one document.
type hit struct {
	doc        *Node
	text       heldText
	source     *trace.Source
	result     *trace.Result
	statements []placed // those around
	said       *placed
	others     []*Node // who said the parts, where there are several
	second     *hit    // the rest of the quote, in another document
}

func newTraced(quote string) (*traced, error) {
	q, err := trace.Parse(quote, trace.Limits{})
	if err != nil {
		return nil, quoteFailure(err)
	}
	return &traced{raw: quote, quote: q}, nil
}

// quoteFailure says in the graph's terms why a quote cannot be traced.
func quoteFailure(err error) error {
	var e *trace.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("the quote: %w", err)
	}
	code := CodeBadInput
	if e.Code == trace.CodeControl || e.Code == trace.CodeInvalidUTF8 {
		code = CodeBadText
	}
	return &Error{Code: code, Message: e.Message, Path: "quote", Cause: err}
}

// traceTogether traces several quotes in the same round trips.
func (v *View) traceTogether(quotes []*traced, claim Claim, first int) ([]*TraceResult, error) {
	if err := v.session.stop(); err != nil {
		return nil, err
	}
	memory, _ := v.session.graph.traceMemory.Get().(*trace.Memory)
	if memory == nil {
		memory = &trace.Memory{}
	}
	defer func() {
		memory.Reset()
		v.session.graph.traceMemory.Put(memory)
	}()
	texts := &tracedTexts{view: v, docs: map[Ref]*tracedText{}, claimed: claim.Outcome != ClaimNone, memory: memory}
	if err := texts.search(quotes); err != nil {
		return nil, err
	}
	for _, q := range quotes {
		q.likeliest(first, texts.claimed)
	}
	if err := texts.place(quotes); err != nil {
		return nil, err
	}
	if err := texts.variants(quotes); err != nil {
		return nil, err
	}
	who, err := v.attributor(claim, quotes)
	if err != nil {
		return nil, err
	}
	out := make([]*TraceResult, len(quotes))
	for i, q := range quotes {
		out[i] = &TraceResult{View: v, Query: q.raw, Claim: claim, Threshold: trace.Threshold}
		for _, h := range q.found {
			m, err := h.match()
			if err != nil {
				return nil, err
			}
			m.Attribution = who.judge(h, m)
			out[i].Matches = append(out[i].Matches, m)
		}
		out[i].Matches = ranked(out[i].Matches)
		out[i].Matches = out[i].Matches[:min(len(out[i].Matches), first)]
	}
	return out, nil
}

// likeliest leaves the places that may be among the first when their speakers
// are known.
func (q *traced) likeliest(first int, claimed bool) {
	if most := 2*first + alsoPlaced; len(q.found) > most && !claimed {
		slices.SortStableFunc(q.found, byLikeness)
		q.found = q.found[:most]
	}
}

// match tells a hit in the terms of the graph.
func (h *hit) match() (*TraceMatch, error) {
	r := h.result
	m := &TraceMatch{
		Verdict: r.Verdict, Score: r.Score, Document: h.doc, Diff: r.Diff,
		InsideQuotes: !slices.ContainsFunc(r.Parts, func(p text.Span) bool { return !h.text.insideQuotes(p) }),
	}
	if h.said != nil {
		m.Statement, m.Speaker = h.said.statement, h.said.speaker
	}
	for _, n := range h.others {
		same := func(had *Node) bool { return sameNode(n, had) }
		if !same(m.Speaker) && !slices.ContainsFunc(m.OtherSpeakers, same) {
			m.OtherSpeakers = append(m.OtherSpeakers, n)
		}
	}
	var err error
	if m.Evidence, err = h.text.span(r.Span); err != nil {
		return nil, err
	}
	var words []string
	from := copied{evidence: m.Evidence}
	for _, p := range r.Parts {
		span, err := h.text.span(p)
		if err != nil {
			return nil, err
		}
		m.Parts = append(m.Parts, span)
		from.parts = append(from.parts, p.In(h.text.text))
		words = append(words, wordsIn(p.In(h.text.text))...)
	}
	for _, c := range r.Cuts {
		span, err := h.text.span(c.Span)
		if err != nil {
			return nil, err
		}
		m.Cuts = append(m.Cuts, TraceCut{span, c.Loss})
	}
	m.words, m.copied = strings.Join(words, " "), []copied{from}
	if h.second == nil {
		return m, nil
	}
	rest, err := h.second.match()
	if err != nil {
		return nil, err
	}
	m.Parts, m.Cuts, m.Diff = append(m.Parts, rest.Parts...), append(m.Cuts, rest.Cuts...), append(m.Diff, rest.Diff...)
	m.InsideQuotes = m.InsideQuotes && rest.InsideQuotes
	m.words, m.copied = m.words+" / "+rest.words, append(m.copied, rest.copied...)
	return m, nil
}

// ranked puts the best match first and drops those that say nothing more: the
// same words, compared alike, of the same speaker or of nobody recorded.
func ranked(list []*TraceMatch) []*TraceMatch {
	slices.SortStableFunc(list, compareMatches)
	out := list[:0]
	for _, m := range list {
		same := func(had *TraceMatch) bool {
			return had.words == m.words && class(had.Verdict) == class(m.Verdict) &&
				(m.Statement == nil || had.Statement != nil && sameNode(had.Speaker, m.Speaker) && had.Attribution == m.Attribution)
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, m)
		}
	}
	return out
}

func sameNode(a, b *Node) bool { return a == nil && b == nil || a != nil && b != nil && a.Ref == b.Ref }

func compareMatches(a, b *TraceMatch) int {
	return cmp.Or(
		cmp.Compare(class(a.Verdict), class(b.Verdict)),
		cmp.Compare(b.Score, a.Score),
		cmp.Compare(attributionRank(a.Attribution), attributionRank(b.Attribution)),
		cmp.Compare(boolRank(!a.InsideQuotes), boolRank(!b.InsideQuotes)),
		cmp.Compare(boolRank(a.Statement == nil), boolRank(b.Statement == nil)),
		cmp.Compare(a.Verdict, b.Verdict),
		comparePublished(a.Document, b.Document),
		cmp.Compare(a.Evidence.Start, b.Evidence.Start),
	)
}

// class puts verdicts together between which the score decides. The very words
// are one class however they are typed; so are all changed ones.
func class(v trace.Verdict) int {
	switch v {
	case trace.Verbatim, trace.Normalized:
		return 0
	case trace.Elided:
		return 1
	case trace.Truncated:
		return 2
	}
	return 3
}

func attributionRank(a Attribution) int {
	return slices.Index([]Attribution{NotClaimed, Confirmed, Relayed, UnnamedSource, Unresolved, Misattributed}, a)
}

// comparePublished puts the earlier document first, one without a date last.
func comparePublished(a, b *Node) int {
	x, y := a.Document.PublishedAt, b.Document.PublishedAt
	kx, ky := sortOfDate(x), sortOfDate(y)
	return cmp.Or(
		cmp.Compare(boolRank(x == ""), boolRank(y == "")),
		slices.Compare(kx[:], ky[:]),
		cmp.Compare(a.Ref, b.Ref),
	)
}
