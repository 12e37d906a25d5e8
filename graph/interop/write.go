package interop

import (
	"bufio"
	"encoding/json"
	"io"

	"onrecord/graph"
)

// writer writes lines. HTML is not escaped: a file is read by people too.
type writer struct {
	b   *bufio.Writer
	enc *json.Encoder
}

func newWriter(w io.Writer) *writer {
	b := bufio.NewWriterSize(w, 64<<10)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return &writer{b: b, enc: enc}
}

func (w *writer) line(l any) error { return w.enc.Encode(l) }

func (w *writer) close() error { return w.b.Flush() }

// WriteDraft writes a draft, part by part, such that Decode gives it again.
func WriteDraft(w io.Writer, d *graph.Draft) error {
	out := newWriter(w)
	err := out.line(header{
		Record: "header", Format: DraftFormat, Origin: d.Origin, Confidence: d.Confidence, Review: d.Review, Explicit: d.Explicit,
	})
	if err != nil {
		return err
	}
	for _, p := range parts(d) {
		if err := out.part(p); err != nil {
			return err
		}
	}
	return out.close()
}

func parts(d *graph.Draft) []graph.Part {
	var all []graph.Part
	for i := range d.Documents {
		all = append(all, graph.Part{Document: &d.Documents[i]})
	}
	for i := range d.Nodes {
		all = append(all, graph.Part{Node: &d.Nodes[i]})
	}
	for i := range d.Statements {
		all = append(all, graph.Part{Statement: &d.Statements[i]})
	}
	for i := range d.Commitments {
		all = append(all, graph.Part{Commitment: &d.Commitments[i]})
	}
	for i := range d.Relations {
		all = append(all, graph.Part{Relation: &d.Relations[i]})
	}
	for i := range d.Facts {
		all = append(all, graph.Part{Fact: &d.Facts[i]})
	}
	for i := range d.Merges {
		all = append(all, graph.Part{Merge: &d.Merges[i]})
	}
	return all
}

// ExportState writes what a view shows, without history, as an explicit draft.
// Importing it into an empty store and exporting again gives the same bytes.
func ExportState(w io.Writer, v *graph.View) error {
	out := newWriter(w)
	if err := out.line(header{Record: "header", Format: DraftFormat, Explicit: true}); err != nil {
		return err
	}
	if err := v.Parts(out.part); err != nil {
		return err
	}
	return out.close()
}

func (w *writer) part(p graph.Part) error {
	switch {
	case p.Document != nil:
		return w.line(documentLine{Record: "document", DocumentDraft: *p.Document})
	case p.Node != nil:
		return w.line(nodeLine{Record: "node", NodeDraft: *p.Node})
	case p.Statement != nil:
		return w.line(statementLine{Record: "statement", StatementDraft: *p.Statement})
	case p.Commitment != nil:
		return w.line(commitmentLine{Record: "commitment", CommitmentDraft: *p.Commitment})
	case p.Relation != nil:
		return w.line(relationLine{Record: "relation", RelationDraft: *p.Relation})
	case p.Fact != nil:
		return w.line(factLine{Record: "fact", FactDraft: *p.Fact})
	case p.Merge != nil:
		return w.line(mergeLine{Record: "merge", MergeDraft: *p.Merge})
	}
	return nil
}
