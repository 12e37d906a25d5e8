package corpus

import (
	"context"
	"iter"
	"time"

	"onrecord/graph"
)

// Batch is how many documents are written in one transaction where nothing
// speaks for another number.
const Batch = 100

// Loaded tells what was written.
type Loaded struct {
	Documents, Statements int
	Text                  int64 // bytes of all texts
	Transactions          int
	Took                  time.Duration
}

// Drafts gives the whole corpus as drafts of so many documents each, after one
// of the nodes they speak of.
func (c *Corpus) Drafts(documents int) iter.Seq[*graph.Draft] {
	return func(yield func(*graph.Draft) bool) {
		if !yield(c.Nodes()) {
			return
		}
		d := &graph.Draft{Origin: graph.Curated}
		for doc := range c.Documents() {
			doc.addTo(d)
			if len(d.Documents) == max(documents, 1) {
				if !yield(d) {
					return
				}
				d = &graph.Draft{Origin: graph.Curated}
			}
		}
		if len(d.Documents) > 0 {
			yield(d)
		}
	}
}

func (d *Document) addTo(draft *graph.Draft) {
	draft.Documents = append(draft.Documents, d.draft)
	draft.Statements = append(draft.Statements, d.said...)
	draft.Commitments = append(draft.Commitments, d.promised...)
	draft.Relations = append(draft.Relations, d.became...)
}

// Load writes the corpus through the evidence gate, so many documents at once.
func (c *Corpus) Load(ctx context.Context, g *graph.Graph, documents int) (Loaded, error) {
	var l Loaded
	start := time.Now()
	for d := range c.Drafts(documents) {
		v, err := g.Verify(ctx, d)
		if err != nil {
			return l, err
		}
		if _, err := g.Apply(ctx, v, graph.Request{}); err != nil {
			return l, err
		}
		l.Transactions++
		l.Documents += len(d.Documents)
		l.Statements += len(d.Statements)
		for _, doc := range d.Documents {
			if doc.Text != nil { // papers are only cited
				l.Text += int64(len(*doc.Text))
			}
		}
	}
	l.Took = time.Since(start)
	return l, nil
}
