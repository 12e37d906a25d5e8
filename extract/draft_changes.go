package extract

import (
	"context"
	"strings"

	"onrecord/extract/changes"
	"onrecord/graph"
	"onrecord/graph/text"
)

// changes proposes what became of commitments in other texts: omitted from
// one, weakened in another. These texts are documents the article cites.
func (d *drafter) changes(context.Context) error {
	for i := range d.reading.Changes {
		if err := d.change(&d.reading.Changes[i]); err != nil {
			return err
		}
	}
	return nil
}

func (d *drafter) change(c *changes.Change) error {
	what, err := d.changed(c)
	if err != nil || what == "" {
		return err
	}
	in, err := d.cite(c.Document)
	if err != nil || in == "" {
		return err
	}
	words, err := d.evidence(c.Evidence)
	if err != nil {
		return err
	}
	r := graph.RelationDraft{Type: graph.IncludedIn, From: what, To: in, TextStatus: c.Status, Evidence: words, Standing: graph.Standing{Confidence: c.Confidence}}
	if c.Status == graph.Omitted {
		r.Type, r.TextStatus = graph.OmittedFrom, ""
	}
	if s := d.draftOf(c.Said); s != nil {
		r.AccordingTo = s.ID
	} else if _, err := d.narrator(c.Evidence); err != nil {
		return err
	}
	d.draft.Relations = append(d.draft.Relations, r)
	before, err := d.cite(c.Before)
	if err != nil || before == "" || before == in {
		return err
	}
	r.Type, r.To, r.TextStatus = graph.IncludedIn, before, ""
	d.draft.Relations = append(d.draft.Relations, r)
	return nil
}

// changed gives the id of the commitment a change is about. What was dropped
// need not have been found as a commitment of its own; then the words that
// name it are one: something somebody undertook, by whom the words do not say.
func (d *drafter) changed(c *changes.Change) (string, error) {
	if c.Commitment >= 0 && c.Commitment < len(d.promised) && d.promised[c.Commitment] != "" {
		return d.promised[c.Commitment], nil
	}
	if c.What.Len() == 0 {
		return "", nil
	}
	words, err := d.evidence(c.What)
	if err != nil {
		return "", err
	}
	out := graph.CommitmentDraft{
		ID: d.own(graph.Commitment, place(c.What), "changed"), Summary: described(c.What.In(d.source)), Strength: graph.DeclaredIntent,
		Evidence: words, Standing: graph.Standing{Confidence: c.Confidence},
	}
	if d.proposed[out.ID] || out.Summary == "" {
		return out.ID, nil
	}
	d.proposed[out.ID] = true
	if s := d.draftOf(c.Said); s != nil {
		out.AccordingTo = s.ID
	}
	d.draft.Commitments = append(d.draft.Commitments, out)
	return out.ID, nil
}

// cite gives the id of a document the text refers to. "The final statement"
// means one thing in this document and another in the next, so its id says in
// which it is cited.
func (d *drafter) cite(s text.Span) (string, error) {
	if s.Len() == 0 {
		return "", nil
	}
	name := described(s.In(d.source))
	slug := text.Slug(name)
	if slug == "" {
		return "", nil
	}
	if len(slug) > 60 {
		slug = strings.TrimRight(slug[:60], "-")
	}
	_, hash, _ := strings.Cut(d.own(graph.Document, slug), ":")
	id := graph.IDPrefix(graph.Document) + slug + "-" + hash[:8]
	if d.cited[id] {
		return id, nil
	}
	d.cited[id] = true
	words, err := d.evidence(s)
	if err != nil {
		return "", err
	}
	d.draft.Documents = append(d.draft.Documents, graph.DocumentDraft{
		ID: id, Title: name, DocumentKind: kindOf(name),
		Facts: []graph.FactDraft{{Property: graph.PropMention, Value: s.In(d.source), Evidence: words}},
	})
	return id, nil
}

// kindOf goes by the word that names the document.
func kindOf(name string) graph.DocumentKind {
	name = strings.ToLower(name)
	for _, k := range []struct {
		word string
		kind graph.DocumentKind
	}{
		{"joint declaration", graph.JointDeclaration},
		{"draft", graph.DraftText},
		{"declaration", graph.Declaration},
		{"treaty", graph.Treaty},
		{"accord", graph.Treaty},
		{"convention", graph.Treaty},
		{"agreement", graph.Treaty},
		{"transcript", graph.Transcript},
		{"statement", graph.StatementText},
		{"communiqu", graph.StatementText},
	} {
		if strings.Contains(name, k.word) {
			return k.kind
		}
	}
	return graph.OtherDocument
}
