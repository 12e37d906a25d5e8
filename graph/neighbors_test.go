package graph_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/store/mem"
)

// TestNeighbors: a neighbour stands once in its list however many relations lead
// to it, merged nodes as what they became, hidden ones not at all; and pages of
// several lists read together are those of each alone.
func TestNeighbors(t *testing.T) {
	w := newTerrain(t, mem.New())
	d := graph.Draft{Documents: []graph.DocumentDraft{sourceDraft("They met.")}}
	d.Nodes = []graph.NodeDraft{
		{ID: "organization:o", Kind: graph.Organization, Name: "O"},
		{ID: "organization:empty", Kind: graph.Organization, Name: "Empty"},
		{ID: "state:s", Kind: graph.State, Name: "S"},
	}
	member := func(who, role string) {
		d.Relations = append(d.Relations, graph.RelationDraft{Type: graph.MemberOf, From: who, To: "organization:o", Role: role, Evidence: quoting("They met.")})
	}
	for i := range 7 {
		id := fmt.Sprintf("person:p%d", i)
		d.Nodes = append(d.Nodes, graph.NodeDraft{ID: id, Kind: graph.Person, Name: fmt.Sprintf("P%d", i)})
		member(id, "")
	}
	member("person:p1", "chair")
	member("person:p1", "treasurer")
	member("state:s", "host")
	w.apply(d)
	w.merge("person:p2", "person:p5")
	w.reject("person:p6")

	v := w.view()
	nodes := []*graph.Node{w.node(v, "organization:empty"), w.node(v, "organization:o")}
	wants := []graph.Want{{Type: graph.MemberOf, Direction: graph.Incoming}}
	read := func(kinds []graph.NodeKind, nodes []*graph.Node, p graph.Page) []*graph.Connection[*graph.Node] {
		t.Helper()
		got, err := v.NeighborsOf(nodes, wants, kinds, p)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	people := []string{"person:p0", "person:p1", "person:p2", "person:p3", "person:p4"}
	for _, c := range []struct {
		kinds []graph.NodeKind
		want  []string
	}{{nil, append(people[:5:5], "state:s")}, {[]graph.NodeKind{graph.Person}, people}, {[]graph.NodeKind{graph.Place}, nil}} {
		pages := read(c.kinds, nodes, graph.Page{})
		if diff := cmp.Diff(c.want, nodeIDs(pages[1].Items)); diff != "" && len(c.want)+len(pages[1].Items) > 0 {
			t.Errorf("%v: %s", c.kinds, diff)
		}
		totals, err := graph.Totals(pages)
		if diff := cmp.Diff([]graph.Total{{0, true}, {len(c.want), true}}, totals); diff != "" || err != nil {
			t.Errorf("%v: %v %s", c.kinds, err, diff)
		}
	}
	var all []string
	two, after := 2, ""
	for {
		page := read(nil, nodes[1:], graph.Page{First: &two, After: after})[0]
		all = append(all, nodeIDs(page.Items)...)
		if !page.HasNext {
			break
		}
		after = page.Cursor(len(page.Items) - 1)
	}
	if diff := cmp.Diff(append(people[:5:5], "state:s"), all); diff != "" {
		t.Error(diff)
	}
	_, err := v.NeighborsOf(nodes, wants, nil, graph.Page{After: after})
	wantCode(t, err, graph.CodeBadCursor)
}
