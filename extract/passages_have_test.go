package extract_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"onrecord/extract"
	"onrecord/graph"
	"onrecord/graph/text"
)

// draftPassage reads a passage as the program would read an article.
func draftPassage(t testing.TB, x *extract.Extractor, source string) *graph.Draft {
	t.Helper()
	d, err := x.Extract(context.Background(), graph.DocumentDraft{Text: &source}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// readDraft says a draft in the terms passages are annotated in.
func readDraft(t testing.TB, source string, d *graph.Draft) passageReading {
	t.Helper()
	r := draftReader{t: t, source: source, index: text.NewIndex(source), draft: d}
	var out passageReading
	for i := range d.Statements {
		out.said = append(out.said, r.said(&d.Statements[i]))
	}
	for i := range d.Commitments {
		c := &d.Commitments[i]
		changes := r.changes(c)
		out.changed = append(out.changed, changes...)
		p := r.pledged(c)
		// What a document lost or gained is a change; it is somebody's commitment
		// besides only if somebody made it.
		if len(changes) > 0 && slices.Equal(p.pledgors, []string{"?"}) {
			continue
		}
		out.pledged = append(out.pledged, p)
	}
	return out
}

type draftReader struct {
	t      testing.TB
	source string
	index  *text.Index
	draft  *graph.Draft
}

func (r *draftReader) words(evidence []graph.EvidenceDraft) passageWords {
	r.t.Helper()
	w := passageWords{tokens: map[int]bool{}}
	for _, e := range evidence {
		w.parts = append(w.parts, strings.Join(strings.Fields(e.Exact), " "))
		if e.Start == nil || e.End == nil {
			r.t.Fatalf("%q is given without its place", e.Exact)
		}
		at, err := r.index.SpanOfRunes(r.source, *e.Start, *e.End)
		if err != nil {
			r.t.Fatal(err)
		}
		if got := at.In(r.source); got != e.Exact {
			r.t.Fatalf("the evidence %q lies where the text says %q", e.Exact, got)
		}
		w.mark(r.source, at.Start, at.End)
	}
	return w
}

func (r *draftReader) said(s *graph.StatementDraft) saidLine {
	out := saidLine{
		speaker: r.speaker(s), quoteType: string(s.QuoteType), act: string(s.Act),
		hedges: s.Hedges, words: r.words(s.Evidence),
	}
	if len(s.Chain) > 1 {
		out.via = s.Chain[1:]
	}
	return out
}

func (r *draftReader) speaker(s *graph.StatementDraft) string {
	switch {
	case s.Speaker != "":
		return s.Speaker
	case s.SourceKind == graph.Narrator:
		return "narrator"
	case s.SourceKind == graph.SourceDocument:
		return "document"
	}
	return "?"
}

func (r *draftReader) pledged(c *graph.CommitmentDraft) pledgedLine {
	out := pledgedLine{
		strength: string(c.Strength), action: c.Action, quantity: c.Quantity, deadline: c.Deadline,
		words: r.words(c.Evidence),
	}
	out.outcome, out.pledgors = r.outcome(c)
	if out.outcome == "REFUSED" || out.outcome == "DENIED" {
		out.strength = "-" // what was not undertaken has none
	}
	for _, x := range c.Conditions {
		kind := x.Kind
		if kind == "" {
			kind = graph.Precedent
		}
		out.conditions = append(out.conditions, conditionLine{string(kind), r.words(x.Evidence).String()})
	}
	for _, a := range append(slices.Clone(c.OwedTo), c.Beneficiaries...) {
		if !slices.Contains(out.to, a) {
			out.to = append(out.to, a)
		}
	}
	return out
}

// outcome tells a promise from its refusal, denial and withdrawal, and whose
// it is.
func (r *draftReader) outcome(c *graph.CommitmentDraft) (string, []string) {
	for _, o := range []struct {
		relation graph.RelationType
		name     string
	}{{graph.Denies, "DENIED"}, {graph.Declined, "REFUSED"}, {graph.Withdrew, "WITHDRAWN"}} {
		if who := r.from(o.relation, c.ID); len(who) > 0 {
			return o.name, who
		}
	}
	who := c.PledgedBy
	if len(who) == 0 {
		who = []string{"?"}
	}
	for _, f := range append(slices.Clone(c.Facts), r.draft.Facts...) {
		if f.Property == "polarity" && f.Value == "NEGATIVE" && (f.Node == "" || f.Node == c.ID) {
			return "NEGATED", who
		}
	}
	return "PLEDGED", who
}

// from gives the actors a relation leads from; a statement stands for its
// speaker.
func (r *draftReader) from(relation graph.RelationType, to string) []string {
	var out []string
	for i := range r.draft.Relations {
		x := &r.draft.Relations[i]
		if to == "" || x.Type != relation || x.To != to {
			continue
		}
		who := x.From
		if n := slices.IndexFunc(r.draft.Statements, func(s graph.StatementDraft) bool { return s.ID != "" && s.ID == who }); n >= 0 {
			who = r.speaker(&r.draft.Statements[n])
		}
		if !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	return out
}

// changes are what documents are said to have done with a commitment.
func (r *draftReader) changes(c *graph.CommitmentDraft) []changedLine {
	var out []changedLine
	for i := range r.draft.Relations {
		x := &r.draft.Relations[i]
		if c.ID == "" || x.From != c.ID {
			continue
		}
		status := string(x.TextStatus)
		if x.Type == graph.OmittedFrom {
			status = string(graph.Omitted)
		}
		if !slices.Contains(passageStatuses, status) {
			continue // that a document merely has it is no change
		}
		n := slices.IndexFunc(r.draft.Documents, func(d graph.DocumentDraft) bool { return d.ID == x.To })
		if n < 0 {
			r.t.Fatalf("%s of %s, which the draft does not bring", x.Type, x.To)
		}
		out = append(out, changedLine{status: status, document: r.draft.Documents[n].Title, what: r.words(c.Evidence)})
	}
	return out
}
