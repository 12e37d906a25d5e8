package main

import (
	"fmt"
	"slices"
	"strings"

	"onrecord/graph"
	"onrecord/graph/interop"
)

// showDraft prints a draft for people to read, or as a file to import.
func (a *app) showDraft(path string, d *graph.Draft) error {
	if a.json {
		return interop.WriteDraft(a.out, d)
	}
	fmt.Fprintf(a.out, "%s: %d names, %d statements, %d commitments\n", path, len(d.Nodes), len(d.Statements), len(d.Commitments))
	for i := range d.Statements {
		a.showStatement(&d.Statements[i])
	}
	for i := range d.Commitments {
		a.showCommitment(d, &d.Commitments[i])
	}
	for i := range d.Relations {
		switch r := &d.Relations[i]; r.Type {
		case graph.OmittedFrom, graph.IncludedIn:
			a.showPresence(d, r)
		case graph.PossiblySameAs:
			fmt.Fprintf(a.out, "\n%s is possibly %s\n", r.From, r.To)
		}
	}
	return nil
}

func (a *app) showStatement(s *graph.StatementDraft) {
	if s.SourceKind == graph.Narrator {
		return // a sentence of the document, shown with what it expresses
	}
	fmt.Fprintf(a.out, "\n%s (%s) %s: %s, %s, confidence %.2f\n", orUnknown(s.Speaker), s.SpeakerAs, s.Cue, s.QuoteType, s.Act, s.Confidence)
	if len(s.Chain) > 1 {
		fmt.Fprintf(a.out, "  told by %s\n", strings.Join(s.Chain[1:], ", "))
	}
	a.showEvidence(s.Evidence)
}

func orUnknown(id string) string {
	if id == "" {
		return "?"
	}
	return id
}

func (a *app) showEvidence(list []graph.EvidenceDraft) {
	for _, e := range list {
		fmt.Fprintf(a.out, "  [%d, %d) %s\n", *e.Start, *e.End, e.Exact)
	}
}

// waysOut are what somebody may do about a commitment but make it, each with
// the words in which a summary says so. What it is follows behind a colon: it
// may be a deed ("send troops") or a thing ("a timetable").
var waysOut = []struct {
	by            graph.RelationType
	does, summary string
}{
	{graph.Declined, "refuses", "refusal to "},
	{graph.Denies, "denies having promised", "denied promise to "},
	{graph.Withdrew, "takes back", "withdrawn promise to "},
	{"", "pledges not to", "not to "},
}

func (a *app) showCommitment(d *graph.Draft, c *graph.CommitmentDraft) {
	if onlyNamed(d, c) {
		return // shown with what became of it
	}
	who, does, what := outcome(d, c)
	fmt.Fprintf(a.out, "\n%s %s: %s (%s, confidence %.2f)\n", orUnknown(strings.Join(who, ", ")), does, what, c.Strength, c.Confidence)
	for _, line := range []struct{ name, value string }{
		{"how much", c.Quantity},
		{"to", strings.Join(c.OwedTo, ", ")},
		{"for", strings.Join(c.Beneficiaries, ", ")},
		{"with", strings.Join(c.Forces, ", ")},
		{"where", strings.Join(c.Places, ", ")},
		{"until", c.Deadline},
	} {
		if line.value != "" {
			fmt.Fprintf(a.out, "  %s %s\n", line.name, line.value)
		}
	}
	for _, k := range c.Conditions {
		for _, e := range k.Evidence {
			fmt.Fprintf(a.out, "  if (%s) %s\n", strings.ToLower(string(k.Kind)), e.Exact)
		}
	}
	a.showEvidence(c.Evidence)
}

const propPolarity = "polarity"

// outcome says who did what about which commitment: made it, unless they did
// something else.
func outcome(d *graph.Draft, c *graph.CommitmentDraft) (who []string, does, what string) {
	for _, o := range waysOut {
		who = nil
		for i := range d.Relations {
			if r := &d.Relations[i]; r.To == c.ID && r.Type == o.by {
				who = append(who, r.From)
			}
		}
		what, worded := strings.CutPrefix(c.Summary, o.summary)
		not := o.by == "" && slices.ContainsFunc(c.Facts, func(f graph.FactDraft) bool { return f.Property == propPolarity })
		switch {
		case len(who) > 0:
			return who, o.does, what
		case worded || not:
			return c.PledgedBy, o.does, what
		}
	}
	return c.PledgedBy, "pledges", c.Summary
}

// onlyNamed: the text does not say that anybody undertook it, only what became
// of it in a document: "a timetable" was omitted. There are no more words of it
// than the thing's name.
func onlyNamed(d *graph.Draft, c *graph.CommitmentDraft) bool {
	if c.Action != "" || len(c.PledgedBy) > 0 {
		return false
	}
	if _, does, _ := outcome(d, c); does != "pledges" {
		return false
	}
	return slices.ContainsFunc(d.Relations, func(r graph.RelationDraft) bool {
		return r.From == c.ID && (r.Type == graph.OmittedFrom || r.Type == graph.IncludedIn)
	})
}

// called is a commitment as its text words it: the thing's name with its
// article, or the deed.
func called(d *graph.Draft, c *graph.CommitmentDraft) string {
	if onlyNamed(d, c) && len(c.Evidence) > 0 {
		return strings.Join(strings.Fields(c.Evidence[0].Exact), " ")
	}
	return c.Summary
}

func (a *app) showPresence(d *graph.Draft, r *graph.RelationDraft) {
	in := r.To
	for i := range d.Documents {
		if d.Documents[i].ID == r.To {
			in = d.Documents[i].Title
		}
	}
	status := "is in"
	switch {
	case r.Type == graph.OmittedFrom:
		status = "was omitted from"
	case r.TextStatus != "" && r.TextStatus != graph.Present:
		status = "was " + strings.ToLower(string(r.TextStatus)) + " in"
	}
	for i := range d.Commitments {
		if c := &d.Commitments[i]; c.ID == r.From {
			fmt.Fprintf(a.out, "\n\"%s\" %s \"%s\"\n", called(d, c), status, in)
			a.showEvidence(r.Evidence)
		}
	}
}
