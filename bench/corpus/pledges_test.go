package corpus_test

import (
	"strings"
	"testing"

	"onrecord/bench/corpus"
	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/store/mem"
)

// TestPledgesLeaveTheRestAlone: what was measured without them can be found
// again with them.
func TestPledgesLeaveTheRestAlone(t *testing.T) {
	without, with := corpus.New(3, 500), corpus.New(3, 500, corpus.Pledges)
	for n := range without.Len() {
		a, b := without.Document(n), with.Document(n)
		if !strings.HasPrefix(b.Text, a.Text) || len(b.Text) == len(a.Text) {
			t.Fatalf("document %d: %q does not go on as %q", n, b.Text, a.Text)
		}
		for i := range a.Statements {
			if a.Statements[i] != b.Statements[i] || a.Start(i) != b.Start(i) {
				t.Fatalf("statement %d of document %d is another", i, n)
			}
		}
	}
}

func TestSaidCountsSpeakers(t *testing.T) {
	c := corpus.New(5, 1_000)
	want := map[string]int{}
	for d := range c.Documents() {
		for _, s := range d.Statements {
			want[s.Speaker]++
		}
	}
	for i, got := range c.Said() {
		if id, _ := c.Speaker(i); got != want[id] {
			t.Errorf("%s said %d, not %d", id, want[id], got)
		}
	}
}

// TestTheFilePassesTheGate: what is written for `onrecord import` is the corpus,
// pledges included.
func TestTheFilePassesTheGate(t *testing.T) {
	c := corpus.New(1, 305, corpus.Pledges)
	var whole strings.Builder
	if err := c.WriteLines(&whole); err != nil {
		t.Fatal(err)
	}
	draft, err := interop.Decode(strings.NewReader(whole.String()), interop.Options{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := graph.Open(mem.New())
	if err != nil {
		t.Fatal(err)
	}
	v, err := g.Verify(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Apply(t.Context(), v, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	s, err := g.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	want := map[corpus.Pledge]bool{}
	omitted := 0
	for n := range c.Len() {
		p := c.Pledge(n)
		want[p] = true
		if p.Final != nil && p.State == "state:state-0" && p.Final.Kind == graph.JointDeclaration {
			omitted++
		}
	}
	got, err := s.Present().Commitments(graph.CommitmentFilter{PledgedBy: "state:state-0", OmittedFromKind: graph.JointDeclaration}, nil, graph.Page{})
	if err != nil {
		t.Fatal(err)
	}
	if len(want) != c.Len() || omitted == 0 || len(got.Items) != omitted {
		t.Errorf("%d pledges, %d of which are looked for, %d found", len(want), omitted, len(got.Items))
	}
}
