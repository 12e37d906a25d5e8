package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"onrecord/graph"
	"onrecord/graph/text"
)

// TestPassagesCanBeReadPerfectly: a draft that says what the annotation says
// scores 1 in every row, so whatever is lost in the table is lost by reading.
// A draft that keeps all but one thing loses only the row that thing is for.
func TestPassagesCanBeReadPerfectly(t *testing.T) {
	passages := slices.Concat(passagesIn(t, shownPassages), passagesIn(t, heldOut))
	for row, spoil := range map[string]func(*graph.Draft){
		"":            func(*graph.Draft) {},
		"via":         func(d *graph.Draft) { eachSaid(d, func(s *graph.StatementDraft) { s.Chain = nil }) },
		"hedge":       func(d *graph.Draft) { eachSaid(d, func(s *graph.StatementDraft) { s.Hedges = nil }) },
		"act":         func(d *graph.Draft) { eachSaid(d, func(s *graph.StatementDraft) { s.Act = "" }) },
		"strength":    func(d *graph.Draft) { eachPledged(d, func(c *graph.CommitmentDraft) { c.Strength = "" }) },
		"action":      func(d *graph.Draft) { eachPledged(d, withoutSending) },
		"quantity":    func(d *graph.Draft) { eachPledged(d, func(c *graph.CommitmentDraft) { c.Quantity = "" }) },
		"condition":   func(d *graph.Draft) { eachPledged(d, func(c *graph.CommitmentDraft) { c.Conditions = nil }) },
		"beneficiary": func(d *graph.Draft) { eachPledged(d, func(c *graph.CommitmentDraft) { c.OwedTo = nil }) },
		"deadline":    func(d *graph.Draft) { eachPledged(d, func(c *graph.CommitmentDraft) { c.Deadline = "" }) },
		"outcome":     func(d *graph.Draft) { eachPledged(d, func(c *graph.CommitmentDraft) { c.Facts = nil }) },
		"change":      otherwise,
	} {
		total := newPassageScore()
		for i := range passages {
			p := &passages[i]
			d := oracle(t, p)
			spoil(d)
			total.add(p.want, readDraft(t, p.text, d))
		}
		for _, r := range passageRows {
			if got := total.rows[r].f1(); (got == 1) != (r != row) {
				t.Errorf("without %q, %s is %.3f: %s", row, r, got, strings.Join(total.differences[:min(3, len(total.differences))], "\n"))
			}
		}
	}
}

func eachSaid(d *graph.Draft, f func(*graph.StatementDraft)) {
	for i := range d.Statements {
		f(&d.Statements[i])
	}
}

func eachPledged(d *graph.Draft, f func(*graph.CommitmentDraft)) {
	for i := range d.Commitments {
		f(&d.Commitments[i])
	}
}

// withoutSending forgets one action and keeps the others: a value that is
// missing now and then counts as well.
func withoutSending(c *graph.CommitmentDraft) {
	if c.Action == "send" {
		c.Action = ""
	}
}

// otherwise tells every change of a document as another one.
func otherwise(d *graph.Draft) {
	for i := range d.Relations {
		switch r := &d.Relations[i]; {
		case r.TextStatus == graph.Weakened:
			r.TextStatus = graph.Strengthened
		case r.TextStatus != "" || r.Type == graph.OmittedFrom:
			r.Type, r.TextStatus = graph.IncludedIn, graph.Weakened
		}
	}
}

// oracle is the draft of somebody who has read the annotation.
func oracle(t *testing.T, p *passage) *graph.Draft {
	t.Helper()
	o := oracleDraft{t: t, text: p.text, index: text.NewIndex(p.text), draft: &graph.Draft{Documents: []graph.DocumentDraft{{ID: "document:passage", Text: &p.text}}}}
	for i := range p.want.said {
		o.said(&p.want.said[i])
	}
	for i := range p.want.pledged {
		o.pledged(i, &p.want.pledged[i])
	}
	for i := range p.want.changed {
		o.changed(i, &p.want.changed[i])
	}
	return o.draft
}

type oracleDraft struct {
	t     *testing.T
	text  string
	index *text.Index
	draft *graph.Draft
}

// first is the first of the readings a value allows; "-" and "?" are nothing.
func first(value string) string {
	value, _, _ = strings.Cut(value, "/")
	if value == "-" || value == "?" {
		return ""
	}
	return value
}

func firsts(values []string) []string {
	var out []string
	for _, v := range values {
		if f := first(v); f != "" {
			out = append(out, f)
		}
	}
	return out
}

func (o *oracleDraft) evidence(parts ...string) []graph.EvidenceDraft {
	o.t.Helper()
	var out []graph.EvidenceDraft
	for _, part := range parts {
		at := strings.Index(o.text, part)
		start, end, err := o.index.RuneSpan(o.text, text.Span{Start: at, End: at + len(part)})
		if err != nil {
			o.t.Fatal(err)
		}
		out = append(out, graph.EvidenceDraft{Exact: part, Start: &start, End: &end})
	}
	return out
}

func (o *oracleDraft) said(s *saidLine) {
	out := graph.StatementDraft{
		Evidence: o.evidence(s.words.parts...), QuoteType: graph.QuoteType(first(s.quoteType)),
		Act: graph.SpeechAct(first(s.act)), Hedges: s.hedges, SourceKind: graph.Unnamed,
	}
	switch who := first(s.speaker); who {
	case "":
	case "document":
		out.SourceKind = graph.SourceDocument
	default:
		out.SourceKind, out.Speaker = graph.Named, who
	}
	if len(s.via) > 0 {
		out.Chain = append([]string{out.Speaker}, firsts(s.via)...)
	}
	o.draft.Statements = append(o.draft.Statements, out)
}

func (o *oracleDraft) pledged(i int, c *pledgedLine) {
	id := fmt.Sprintf("commitment:%d", i)
	out := graph.CommitmentDraft{
		ID: id, Action: first(c.action), Strength: graph.Strength(first(c.strength)), Quantity: c.quantity,
		Deadline: c.deadline, OwedTo: firsts(c.to), Evidence: o.evidence(c.words.parts...),
	}
	for _, x := range c.conditions {
		out.Conditions = append(out.Conditions, graph.ConditionDraft{Kind: graph.ConditionKind(first(x.kind)), Evidence: o.evidence(x.words)})
	}
	who := firsts(c.pledgors)
	relation := map[string]graph.RelationType{"REFUSED": graph.Declined, "DENIED": graph.Denies, "WITHDRAWN": graph.Withdrew}[c.outcome]
	if relation != "" {
		for _, a := range who {
			o.draft.Relations = append(o.draft.Relations, graph.RelationDraft{Type: relation, From: a, To: id})
		}
	}
	if c.outcome != "REFUSED" && c.outcome != "DENIED" {
		out.PledgedBy = who
	}
	if c.outcome == "NEGATED" {
		out.Facts = []graph.FactDraft{{Property: "polarity", Value: "NEGATIVE"}}
	}
	o.draft.Commitments = append(o.draft.Commitments, out)
}

func (o *oracleDraft) changed(i int, c *changedLine) {
	id, document := fmt.Sprintf("commitment:changed-%d", i), fmt.Sprintf("document:%d", i)
	o.draft.Documents = append(o.draft.Documents, graph.DocumentDraft{ID: document, Title: c.document})
	o.draft.Commitments = append(o.draft.Commitments, graph.CommitmentDraft{ID: id, Evidence: o.evidence(c.what.parts...)})
	r := graph.RelationDraft{Type: graph.IncludedIn, From: id, To: document, TextStatus: graph.TextStatus(c.status)}
	if c.status == string(graph.Omitted) {
		r.Type, r.TextStatus = graph.OmittedFrom, ""
	}
	o.draft.Relations = append(o.draft.Relations, r)
}
