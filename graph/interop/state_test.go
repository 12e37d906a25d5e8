package interop_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/graph/interop"
)

func TestStateRoundTrip(t *testing.T) {
	for name, make := range map[string]func(testing.TB) *graph.Graph{"empty": emptyGraph, "seed": seeded, "lived": lived, "redacted": redacted} {
		t.Run(name, func(t *testing.T) {
			want := exportState(t, make(t))
			g := emptyGraph(t)
			_, err := interop.Import(t.Context(), g, strings.NewReader(want), interop.Options{Name: "state"})
			if err != nil {
				for _, e := range problems(err) {
					t.Error(e)
				}
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(exportState(t, g), "\n")); diff != "" {
				t.Errorf("exported again (-first +second):\n%s", diff)
			}
		})
	}
}

func seeded(t testing.TB) *graph.Graph {
	g := emptyGraph(t)
	importSeed(t, g)
	return g
}

func TestStateLeavesOutWhatWasRetracted(t *testing.T) {
	g := lived(t)
	const kept = `"from":"event:ceasefire","to":"state:ukraine"`
	if !strings.Contains(exportState(t, g), kept) {
		t.Error("a relation is not there")
	}
	r, err := g.Relate(t.Context(), graph.RelationDraft{
		Type: graph.LocatedIn, From: "event:ceasefire", To: "state:ukraine", Evidence: []graph.EvidenceDraft{{Document: "document:second", Exact: "A truce"}},
	}, graph.Request{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Retract(t.Context(), graph.RetractChange{ID: r.ID, Reason: "x"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	got := exportState(t, g)
	if strings.Contains(got, kept) {
		t.Error("a retracted relation is there")
	}
	if strings.Contains(got, "macron-danish-sovereignty") {
		t.Error("a retracted statement, or what came with it, is there")
	}
	if !strings.Contains(got, `"review":"DISPUTED"`) || !strings.Contains(got, `"reason":"could"`) {
		t.Error("the review of a commitment is not there")
	}
}

func TestMergeThenUnmergeLeavesNoTraceInTheState(t *testing.T) {
	g := lived(t)
	want := exportState(t, g)
	ctx := t.Context()
	if _, err := g.Merge(ctx, graph.MergeChange{Into: "person:emmanuel-macron", From: "person:keir-starmer", Reason: "a mistake"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	if exportState(t, g) == want {
		t.Fatal("a merge does not show")
	}
	if _, err := g.Unmerge(ctx, graph.UnmergeChange{ID: "person:keir-starmer", Reason: "two men"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, exportState(t, g)); diff != "" {
		t.Error(diff)
	}
}
