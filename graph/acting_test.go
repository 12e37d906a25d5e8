package graph_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/store/mem"
)

// TestCommitmentsOfWhoeverActs: what a state is held to by those who hold office
// in it or represent it is listed with its own, page by page, each once.
func TestCommitmentsOfWhoeverActs(t *testing.T) {
	w := newTerrain(t, mem.New())
	promise := func(id, by, deadline string) graph.CommitmentDraft {
		return graph.CommitmentDraft{ID: id, Summary: id, Strength: graph.Offered, PledgedBy: []string{by}, Deadline: deadline, Evidence: quoting("said")}
	}
	w.apply(graph.Draft{
		Documents: []graph.DocumentDraft{sourceDraft("Much was said.")},
		Nodes: []graph.NodeDraft{
			{ID: "state:norland", Kind: graph.State, Name: "Norland"},
			{ID: "person:minister", Kind: graph.Person, Name: "The Minister"},
			{ID: "person:envoy", Kind: graph.Person, Name: "The Envoy"},
			{ID: "person:neighbour", Kind: graph.Person, Name: "The Neighbour"},
		},
		Relations: []graph.RelationDraft{
			{Type: graph.HoldsOffice, From: "person:minister", To: "state:norland", Role: "minister", Evidence: quoting("said")},
			{Type: graph.Represents, From: "person:envoy", To: "state:norland", Evidence: quoting("said")},
		},
		Commitments: []graph.CommitmentDraft{
			promise("commitment:own", "state:norland", "2026-03-01"),
			promise("commitment:minister-a", "person:minister", "2026-02-01"),
			promise("commitment:minister-b", "person:minister", "2026-05-01"),
			promise("commitment:envoy", "person:envoy", "2026-04-01"),
			promise("commitment:neighbour", "person:neighbour", "2026-01-01"),
		},
	})
	v := w.view()
	for actingFor, want := range map[bool][]string{
		false: {"commitment:own"},
		true:  {"commitment:envoy", "commitment:minister-a", "commitment:minister-b", "commitment:own"},
	} {
		for _, first := range []int{1, 2, 50} {
			var got []string
			for p := (graph.Page{First: &first}); ; {
				c, err := v.CommitmentsOf([]*graph.Node{w.node(v, "state:norland")}, graph.CommitmentsOfDebtor, graph.CommitmentFilter{}, actingFor, p)
				if err != nil {
					t.Fatal(err)
				}
				for _, n := range c[0].Items {
					got = append(got, n.ID)
				}
				if !c[0].HasNext {
					break
				}
				p.After = c[0].Cursor(len(c[0].Items) - 1)
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("acting for: %t, %d a page (-want +got)\n%s", actingFor, first, diff)
			}
		}
	}
}
