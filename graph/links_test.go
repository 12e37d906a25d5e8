package graph_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/store/mem"
)

// naiveLinks counts common nodes pair by pair.
func (m *chart) naiveLinks(wanted map[graph.Ref]bool, q graph.LinksQuery) []string {
	actor := func(n *graph.Node) bool {
		return n.Visible() && slices.Contains([]graph.NodeKind{graph.Person, graph.State, graph.Organization, graph.Group}, n.Kind)
	}
	via := q.Via
	if len(via) == 0 {
		via = []graph.NodeKind{graph.Statement, graph.Commitment, graph.Event}
	}
	common := map[[2]string]map[graph.Ref]bool{}
	for _, joint := range m.nodes {
		if !joint.Visible() || !slices.Contains(via, joint.Kind) {
			continue
		}
		for _, a := range m.at(joint.Ref) {
			for _, b := range m.at(joint.Ref) {
				from, to := m.nodes[a.far], m.nodes[b.far]
				if !actor(from) || !actor(to) || from.ID >= to.ID || from.Ref == joint.Ref || to.Ref == joint.Ref {
					continue
				}
				if q.IDs != nil && !wanted[from.Ref] && !wanted[to.Ref] {
					continue
				}
				k := [2]string{from.ID, to.ID}
				if common[k] == nil {
					common[k] = map[graph.Ref]bool{}
				}
				common[k][joint.Ref] = true
			}
		}
	}
	var keys [][2]string
	for k := range common {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(len(common[b]), len(common[a])), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	var out []string
	for _, k := range keys[:min(len(keys), q.Limit)] {
		out = append(out, fmt.Sprintf("%s %s %d", k[0], k[1], len(common[k])))
	}
	return out
}

func TestLinksCountCommonNodes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, ids := randomTerrain(t)
		valid := validOf(t)
		v := viewAt(t, w, valid)
		q := graph.LinksQuery{Limit: rapid.IntRange(1, 20).Draw(t, "limit")}
		wanted := map[graph.Ref]bool{}
		m := chartOf(t, v, valid)
		if rapid.Bool().Draw(t, "of some") {
			q.IDs = []string{}
			nodes, err := v.NodesByID(ids)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range nodes {
				if (n.Kind == graph.Person || n.Kind == graph.State) && rapid.Bool().Draw(t, "this one") {
					q.IDs, wanted[n.Ref] = append(q.IDs, n.ID), true
				}
			}
		}
		if rapid.Bool().Draw(t, "via") {
			q.Via = rapid.SliceOfN(rapid.SampledFrom([]graph.NodeKind{graph.Event, graph.Statement, graph.State}), 1, 2).Draw(t, "kinds")
		}
		links, err := v.Links(q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range links {
			got = append(got, fmt.Sprintf("%s %s %d", l.From.ID, l.To.ID, l.Weight))
			m.checkSample(t, l)
		}
		if diff := gocmp.Diff(m.naiveLinks(wanted, q), got); diff != "" {
			t.Fatalf("(-want +got)\n%s", diff)
		}
	})
}

// checkSample holds the sample of a link to joining both ends to one node.
func (m *chart) checkSample(t *rapid.T, l graph.Link) {
	if len(l.Sample) < 2 || len(l.Sample) > 3 {
		t.Fatalf("a sample of %d", len(l.Sample))
	}
	ends := map[graph.Ref]int{}
	for _, r := range l.Sample {
		a, b := m.nodes[r.From].Ref, m.nodes[r.To].Ref
		ends[a]++
		if a != b {
			ends[b]++
		}
	}
	if ends[l.From.Ref] == 0 || ends[l.To.Ref] == 0 || len(ends) != 3 {
		t.Fatalf("%s and %s: the sample joins %v", l.From.ID, l.To.ID, ends)
	}
}

func TestHeavierLinksComeFirstAndHiddenOnesNever(t *testing.T) {
	w := newTerrain(t, mem.New())
	star(w, 3)
	w.apply(graph.Draft{Statements: []graph.StatementDraft{{
		ID: "statement:more", Evidence: quoting("Much"), QuoteType: graph.Indirect, Speaker: "person:hub", About: []string{"organization:o2"},
	}}})
	w.reject("organization:o1")
	links, err := w.view().Links(graph.LinksQuery{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range links {
		got = append(got, fmt.Sprintf("%s %s %d", l.From.ID, l.To.ID, l.Weight))
	}
	if diff := gocmp.Diff([]string{"organization:o2 person:hub 2", "organization:o0 person:hub 1"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestLinksReadLevelByLevel(t *testing.T) {
	for _, ids := range [][]string{nil, {"person:hub"}} {
		wideAsNarrow(t, func(v *graph.View) error {
			got, err := v.Links(graph.LinksQuery{IDs: ids})
			if err == nil && (len(got) < 2 || got[0].Weight != 1) {
				err = fmt.Errorf("%d links", len(got))
			}
			return err
		})
	}
}

func TestLinksRefuse(t *testing.T) {
	w := newTerrain(t, mem.New())
	star(w, 1)
	for _, c := range []struct {
		q    graph.LinksQuery
		code graph.Code
	}{
		{graph.LinksQuery{IDs: []string{"person:nobody"}}, graph.CodeNotFound},
		{graph.LinksQuery{IDs: []string{sourceID}}, graph.CodeBadInput},
		{graph.LinksQuery{Limit: 2001}, graph.CodeBadInput},
		{graph.LinksQuery{Via: []graph.NodeKind{"THING"}}, graph.CodeBadInput},
	} {
		_, err := w.view().Links(c.q)
		wantCode(t, err, c.code)
	}
}
