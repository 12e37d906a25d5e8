package ingest_test

import (
	"bytes"
	"io/fs"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/extract"
	"onrecord/graph"
	"onrecord/graph/ingest"
	"onrecord/graph/interop"
	"onrecord/seeds"
)

// TestFoundingArticle reads the founding article with the project's extractor
// beside its curated annotation, which stays what it is.
func TestFoundingArticle(t *testing.T) {
	w := newWorld(t)
	article, err := fs.ReadFile(seeds.Files(), seeds.Article)
	if err != nil {
		t.Fatal(err)
	}
	annotation, err := fs.ReadFile(seeds.Files(), seeds.Annotation)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := interop.Import(t.Context(), w.graph, bytes.NewReader(annotation), interop.Options{Name: seeds.Annotation, FS: seeds.Files()}); err != nil {
		t.Fatal(err)
	}
	before := w.curated()
	x, err := extract.New()
	if err != nil {
		t.Fatal(err)
	}
	r := request("Read by a machine", string(article))
	r.Document.Publisher = "Another copy"
	got, err := ingest.Document(t.Context(), w.graph, x, r)
	if err != nil {
		t.Fatal(err)
	}
	if got.AlreadyHeld || got.Statements < 10 || got.Actors < 10 || len(got.Rejected) > 0 {
		t.Errorf("%+v", got)
	}
	if diff := cmp.Diff(before, w.curated()); diff != "" {
		t.Error(diff)
	}
	w.sound()
}

// curated is what the graph shows of the nodes that people entered.
func (w *world) curated() map[string][]any {
	w.Helper()
	out := map[string][]any{}
	err := w.view().Parts(func(p graph.Part) error {
		var id string
		switch {
		case p.Node != nil && p.Node.Origin == graph.Curated:
			id = p.Node.ID
		case p.Statement != nil && p.Statement.Origin == graph.Curated:
			id = p.Statement.ID
		case p.Commitment != nil && p.Commitment.Origin == graph.Curated:
			id = p.Commitment.ID
		default:
			return nil
		}
		n := w.node(id)
		out[id] = []any{n.Name, n.Label("uk"), n.Label("fr"), n.Standing, settled(n), n.Statement, n.Commitment}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// settled are the properties that people vouch for; an extractor may add others.
func settled(n *graph.Node) []graph.Prop {
	return slices.DeleteFunc(slices.Clone(n.Props), func(p graph.Prop) bool { return p.Review != graph.Accepted })
}
