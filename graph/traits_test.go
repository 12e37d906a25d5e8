package graph_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/store/mem"
)

// TestPledgesAreLeftOutRightly: whatever becomes of promises and of the documents
// that word, have or lack them, a pledgor's list that is narrowed by strength and
// by what omits them has those whose own fields say so, in every view; and what
// promises show of documents stays what check finds it to be.
func TestPledgesAreLeftOutRightly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newTerrain(t, mem.New())
		p := promised(w)
		var views []*graph.View
		for range rapid.IntRange(1, 7).Draw(t, "rounds") {
			p.change(t)
			views = append(views, w.view())
		}
		present := views[len(views)-1]
		for _, v := range append(views, present.AtSeq(views[0].Seq()), viewAt(t, w, "2026")) {
			p.compare(t, v)
		}
		if found := findings(t, w.g); len(found) > 0 {
			t.Fatalf("check: %v", found)
		}
	})
}

// promises are some of two pledgors, of which documents tell.
type promises struct {
	*terrain
	ids, documents []string
	held           map[string]bool
	merged         []string
}

func promised(w *terrain) *promises {
	note := noteText
	p := &promises{terrain: w, held: map[string]bool{"document:note": true}, documents: []string{"document:note"}}
	d := graph.Draft{
		Documents: []graph.DocumentDraft{{ID: "document:note", Title: "Note", Text: &note}},
		Nodes:     []graph.NodeDraft{{ID: "state:a", Kind: graph.State, Name: "A"}, {ID: "state:b", Kind: graph.State, Name: "B"}},
	}
	for i, kind := range []graph.DocumentKind{graph.DraftText, graph.Declaration, graph.Declaration, graph.Treaty} {
		id := fmt.Sprintf("document:d%d", i)
		p.documents = append(p.documents, id)
		d.Documents = append(d.Documents, graph.DocumentDraft{ID: id, Title: "Cited", DocumentKind: kind})
	}
	w.apply(d)
	return p
}

func (p *promises) change(t *rapid.T) {
	document := rapid.SampledFrom(p.documents).Draw(t, "document")
	if len(p.ids) == 0 || rapid.IntRange(0, 3).Draw(t, "a new promise") == 0 {
		p.promise(t)
		return
	}
	id := rapid.SampledFrom(p.ids).Draw(t, "promise")
	relate := func(typ graph.RelationType, from, to string) {
		if from != to {
			p.apply(graph.Draft{Relations: []graph.RelationDraft{{Type: typ, From: from, To: to, Evidence: p.words(t)}}})
		}
	}
	switch rapid.IntRange(0, 8).Draw(t, "what") {
	case 0, 1:
		relate(graph.OmittedFrom, id, document)
	case 2:
		relate(graph.IncludedIn, id, document)
	case 3:
		relate(graph.RevisionOf, document, rapid.SampledFrom(p.documents).Draw(t, "version"))
	case 4: // its text arrives, and with it what kind it is
		if !p.held[document] {
			p.held[document] = true
			text := draftText + document
			_ = p.tried(graph.Draft{Documents: []graph.DocumentDraft{{ID: document, Title: "Held", Text: &text, DocumentKind: graph.Treaty}}})
		}
	case 5:
		among := rapid.SampledFrom([][]string{p.ids, p.documents}).Draw(t, "of what")
		into, from := rapid.SampledFrom(among).Draw(t, "into"), rapid.SampledFrom(among).Draw(t, "from")
		if _, err := p.g.Merge(t.Context(), graph.MergeChange{Into: into, From: from, Reason: "test"}, graph.Request{}); err == nil {
			p.merged = append(p.merged, from)
		}
	case 6:
		if len(p.merged) > 0 {
			_, _ = p.g.Unmerge(t.Context(), graph.UnmergeChange{ID: rapid.SampledFrom(p.merged).Draw(t, "unmerged"), Reason: "test"}, graph.Request{})
		}
	case 7:
		strength := string(rapid.SampledFrom(graph.Strengths).Draw(t, "strength"))
		p.apply(graph.Draft{Facts: []graph.FactDraft{{Node: id, Property: graph.PropStrength, Value: strength, Evidence: p.words(t)}}})
	default:
		if rels := allRelations(t, p.view()); len(rels) > 0 {
			rel := rapid.SampledFrom(rels).Draw(t, "relation").ID
			status := rapid.SampledFrom(graph.Reviews).Draw(t, "review")
			_, _ = p.g.Review(t.Context(), graph.ReviewChange{ID: rel, Status: status}, graph.Request{})
		}
	}
}

// promise makes a promise of one or both states, or anchors one again.
func (p *promises) promise(t *rapid.T) {
	id := fmt.Sprintf("commitment:c%d", rapid.IntRange(0, 4).Draw(t, "number"))
	if !slices.Contains(p.ids, id) {
		p.ids = append(p.ids, id)
	}
	by := rapid.SampledFrom([][]string{{"state:a"}, {"state:b"}, {"state:a", "state:b"}}).Draw(t, "by")
	p.apply(graph.Draft{Commitments: []graph.CommitmentDraft{{
		ID: id, Summary: id, PledgedBy: by, Strength: rapid.SampledFrom(graph.Strengths).Draw(t, "strength"), Evidence: p.words(t),
	}}})
}

// words are of a held document.
func (p *promises) words(t *rapid.T) []graph.EvidenceDraft {
	var out [][]graph.EvidenceDraft
	for _, d := range p.documents {
		if words := "will send troops"; p.held[d] && d != "document:note" {
			out = append(out, in(d, words))
		}
	}
	return rapid.SampledFrom(append(out, in("document:note", "The final text keeps the funds"))).Draw(t, "words")
}

func (p *promises) tried(d graph.Draft) error {
	d.Origin = graph.Curated
	v, err := p.g.Verify(context.Background(), &d)
	if err == nil {
		_, err = p.g.Apply(context.Background(), v, graph.Request{})
	}
	return err
}

// compare holds narrowed lists against the whole list and what its members say of
// themselves.
func (p *promises) compare(t *rapid.T, v *graph.View) {
	page := graph.MaxPage
	for _, state := range []string{"state:a", "state:b"} {
		all, err := v.Commitments(graph.CommitmentFilter{PledgedBy: state}, nil, graph.Page{First: &page})
		if err != nil {
			t.Fatal(err)
		}
		presences, err := v.Presences(all.Items)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range []graph.DocumentKind{"", graph.Declaration, graph.Treaty, graph.DraftText} {
			for _, firm := range [][]graph.Strength{nil, {graph.Offered}, {graph.LegallyBinding, graph.Aspiration}} {
				var want []string
				for i, n := range all.Items {
					omits := func(q *graph.TextPresence) bool {
						return q.Status == graph.Omitted && q.Document.Document.Kind == kind
					}
					if (firm == nil || slices.Contains(firm, n.Strength())) && (kind == "" || slices.ContainsFunc(presences[i], omits)) {
						want = append(want, n.Name)
					}
				}
				f := graph.CommitmentFilter{PledgedBy: state, OmittedFromKind: kind, Strength: firm}
				c, err := v.Commitments(f, nil, graph.Page{First: &page})
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, n := range c.Items {
					got = append(got, n.Name)
				}
				if d := cmp.Diff(want, got); d != "" {
					t.Fatalf("%s %s %v at %d (-want +got)\n%s", state, kind, firm, v.Seq(), d)
				}
			}
		}
	}
}

func findings(t *rapid.T, g *graph.Graph) []graph.Finding {
	var all []graph.Finding
	_, err := g.Check(t.Context(), graph.CheckOptions{Deep: mem.New()}, func(f graph.Finding) { all = append(all, f) })
	if err != nil {
		t.Fatal(err)
	}
	return all
}
