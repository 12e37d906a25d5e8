package graph_test

import (
	"bytes"
	"io/fs"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/seeds"
	"onrecord/store/mem"
)

// ceasefire is the event that six commitments of the founding article wait for.
const ceasefire = "event:ceasefire"

// states reads the state of every commitment, and the ids of those that are
// conditional on the ceasefire.
func states(t *testing.T, v *graph.View) (all map[string]graph.CommitmentState, waiting []string) {
	t.Helper()
	all = allStates(t, v)
	on, err := v.Commitments(graph.CommitmentFilter{ConditionalOn: ceasefire}, nil, everything)
	if err != nil {
		t.Fatal(err)
	}
	return all, sorted(idsOfNodes(on.Items))
}

func allStates(t *testing.T, v *graph.View) map[string]graph.CommitmentState {
	t.Helper()
	c, err := v.Commitments(graph.CommitmentFilter{}, nil, everything)
	if err != nil {
		t.Fatal(err)
	}
	terms, err := v.Terms(c.Items)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]graph.CommitmentState{}
	for _, x := range terms {
		all[x.Commitment.ID] = x.State
	}
	return all
}

// TestCeasefire: when a second document shows that the ceasefire took place and
// people accept it, exactly the pledges that wait for it are owed.
func TestCeasefire(t *testing.T) {
	raw, err := fs.ReadFile(seeds.Files(), seeds.Annotation)
	if err != nil {
		t.Fatal(err)
	}
	g, err := graph.Open(mem.New(), graph.WithClock(func() time.Time { return time.Date(2026, 1, 8, 0, 0, 0, 0, time.UTC) }))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := interop.Import(t.Context(), g, bytes.NewReader(raw), interop.Options{FS: seeds.Files()}); err != nil {
		t.Fatal(err)
	}
	now := func() (map[string]graph.CommitmentState, []string) {
		s, err := g.Session(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		return states(t, s.Present())
	}
	before, waiting := now()
	if len(waiting) != 6 {
		t.Fatalf("%d commitments are conditional on the ceasefire: %v", len(waiting), waiting)
	}
	for _, id := range waiting {
		if before[id] != graph.Conditional && before[id] != graph.Proposed {
			t.Errorf("%s is %s before the ceasefire", id, before[id])
		}
	}
	text := "A ceasefire in Ukraine took hold at dawn on Monday.\n"
	apply := func(d *graph.Draft) (graph.Receipt, string) {
		v, err := g.Verify(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		r, err := g.Apply(t.Context(), v, graph.Request{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range v.Changes() {
			if c.Fact != nil {
				return r, c.Fact.ID
			}
		}
		return r, ""
	}
	apply(&graph.Draft{Documents: []graph.DocumentDraft{{ID: "document:second", Title: "Second", Text: &text, PublishedAt: "2026-01-07"}}})
	occurred := graph.FactDraft{Node: ceasefire, Property: graph.PropStatus, Value: string(graph.Occurred), Evidence: []graph.EvidenceDraft{{Document: "document:second", Exact: "A ceasefire in Ukraine took hold"}}}

	r, fact := apply(&graph.Draft{Origin: graph.Extracted, Facts: []graph.FactDraft{occurred}})
	same := func(when string) {
		t.Helper()
		got, still := now()
		if d := cmp.Diff(before, got); d != "" || !slices.Equal(waiting, still) {
			t.Errorf("%s the states change: %s", when, d)
		}
	}
	same("while nobody has accepted it")

	flipped := map[string]graph.CommitmentState{}
	for id, s := range before {
		if flipped[id] = s; slices.Contains(waiting, id) {
			flipped[id] = graph.Detached
		}
	}
	review := func(to graph.ReviewStatus) graph.Receipt {
		t.Helper()
		out, err := g.Review(t.Context(), graph.ReviewChange{ID: fact, Status: to}, graph.Request{})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	accepted := review(graph.Accepted)
	got, still := now()
	if d := cmp.Diff(flipped, got); d != "" || !slices.Equal(waiting, still) {
		t.Errorf("once it is accepted, the six and no other are owed: %s", d)
	}

	// The instant before is what it was; the instant itself is not.
	s, err := g.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for at, want := range map[time.Time]map[string]graph.CommitmentState{
		accepted.RecordedAt.Add(-time.Microsecond): before, accepted.RecordedAt.Add(-time.Nanosecond): before,
		accepted.RecordedAt: flipped, r.RecordedAt: before,
	} {
		v, err := s.AsOf(at)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := states(t, v)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("as of %v: %s", at, d)
		}
	}
	review(graph.Disputed)
	same("once it is disputed")
	review(graph.Accepted)
	if got, _ := now(); !cmp.Equal(flipped, got) {
		t.Error("accepted again, it counts again")
	}
	review(graph.Rejected)
	same("once it is rejected")
	review(graph.Accepted)
	if _, err := g.Retract(t.Context(), graph.RetractChange{ID: fact, Reason: "a false report"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	same("once it is retracted")

	// Somebody's claim that it took place is not that it did.
	claim := occurred
	claim.AccordingTo = "statement:paris-consensus-on-security-assurances"
	apply(&graph.Draft{Origin: graph.Curated, Facts: []graph.FactDraft{claim}})
	same("when somebody merely claims it")
}
