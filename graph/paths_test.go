package graph_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/store/mem"
)

// described writes paths as ids.
func described(paths []graph.Path) []string {
	var out []string
	for _, p := range paths {
		parts := []string{p.Nodes[0].ID}
		for i, r := range p.Relations {
			parts = append(parts, r.ID, p.Nodes[i+1].ID)
		}
		out = append(out, fmt.Sprintf("%d: %s", p.Length, strings.Join(parts, " ")))
	}
	return out
}

// exhaustive tries every simple path of the chart.
func (m *chart) exhaustive(from, to graph.Ref, q graph.PathsQuery, excluded map[graph.Ref]bool) []string {
	var all [][]graph.Ref
	var walk func(path []graph.Ref)
	walk = func(path []graph.Ref) {
		last := path[len(path)-1]
		if last == to {
			all = append(all, slices.Clone(path))
			return
		}
		if len(path) > q.MaxLength {
			return
		}
		tried := map[graph.Ref]bool{}
		for _, s := range m.at(last) {
			open := m.nodes[s.far].Visible() || s.far == to
			if open && !tried[s.far] && !excluded[s.far] && !slices.Contains(path, s.far) && !slices.Contains(q.ExcludeTypes, s.rel.Type) {
				tried[s.far] = true
				walk(append(path, s.far))
			}
		}
	}
	walk([]graph.Ref{from})
	slices.SortFunc(all, func(a, b []graph.Ref) int { return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b)) })
	all = all[:min(len(all), q.First)]
	var out []string
	for _, path := range all {
		parts := []string{m.nodes[path[0]].ID}
		for i := range path[1:] {
			parts = append(parts, m.hop(path[i], path[i+1], q), m.nodes[path[i+1]].ID)
		}
		out = append(out, fmt.Sprintf("%d: %s", len(path)-1, strings.Join(parts, " ")))
	}
	return out
}

// hop picks the relation to show between two neighbours.
func (m *chart) hop(a, b graph.Ref, q graph.PathsQuery) string {
	var best *chartStep
	for _, s := range m.at(a) {
		if s.far != b || slices.Contains(q.ExcludeTypes, s.rel.Type) {
			continue
		}
		if best == nil || cmp.Or(cmp.Compare(claims(s), claims(*best)), cmp.Compare(s.code, best.code), cmp.Compare(s.rel.Ref, best.rel.Ref)) < 0 {
			best = &s
		}
	}
	return best.rel.ID
}

func claims(s chartStep) int {
	if s.rel.Claimed {
		return 1
	}
	return 0
}

func TestPathsAreTheShortestSimpleOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, ids := randomTerrain(t)
		valid := validOf(t)
		v := viewAt(t, w, valid)
		q := graph.PathsQuery{
			From: rapid.SampledFrom(ids).Draw(t, "from"), To: rapid.SampledFrom(ids).Draw(t, "to"),
			MaxLength: rapid.IntRange(1, 7).Draw(t, "max"), First: rapid.IntRange(1, 12).Draw(t, "first"),
		}
		if rapid.Bool().Draw(t, "narrow") {
			q.ExcludeTypes = []graph.RelationType{graph.ReportedIn, graph.About}
		}
		m := chartOf(t, v, valid)
		ends, err := v.NodesByID([]string{q.From, q.To})
		if err != nil {
			t.Fatal(err)
		}
		excluded := map[graph.Ref]bool{}
		if n, err := v.NodeByID(rapid.SampledFrom(ids).Draw(t, "excluded")); err == nil && n.Ref != ends[0].Ref && n.Ref != ends[1].Ref {
			q.ExcludeIDs, excluded[n.Ref] = []string{n.ID}, true
		}
		for _, n := range ends {
			m.nodes[n.Ref] = n
		}
		got, err := v.Paths(q)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(m.exhaustive(ends[0].Ref, ends[1].Ref, q, excluded), described(got)); diff != "" {
			t.Fatalf("(-want +got)\n%s", diff)
		}
	})
}

func TestPathsAvoidWhatIsHidden(t *testing.T) {
	w := newTerrain(t, mem.New())
	star(w, 2)
	q := graph.PathsQuery{From: "organization:o0", To: "organization:o1", ExcludeTypes: []graph.RelationType{graph.ReportedIn}}
	for want, change := range []func(){func() { w.reject("person:hub") }, func() {}} {
		if got, err := w.view().Paths(q); want == 1 && (err != nil || len(got) != 0) || want == 0 && len(got) != 1 {
			t.Errorf("%v, %v", described(got), err)
		}
		change()
	}
}

func TestPathToOneself(t *testing.T) {
	w := newTerrain(t, mem.New())
	star(w, 1)
	got, err := w.view().Paths(graph.PathsQuery{From: "person:hub", To: "person:hub"})
	if err != nil || len(got) != 1 || got[0].Length != 0 || len(got[0].Nodes) != 1 || len(got[0].Relations) != 0 {
		t.Errorf("%v, %v", got, err)
	}
}

func TestPathsReadLevelByLevel(t *testing.T) {
	wideAsNarrow(t, func(v *graph.View) error {
		got, err := v.Paths(graph.PathsQuery{From: "organization:o0", To: "organization:o1", ExcludeTypes: []graph.RelationType{graph.ReportedIn}})
		if err == nil && (len(got) != 1 || got[0].Length != 4) {
			err = fmt.Errorf("%v", described(got))
		}
		return err
	})
}

// clique writes people who are all related to each other.
func clique(w *terrain, n int) {
	d := graph.Draft{Documents: []graph.DocumentDraft{sourceDraft("Much was said.")}}
	for i := range n {
		d.Nodes = append(d.Nodes, graph.NodeDraft{ID: fmt.Sprintf("person:p%d", i), Kind: graph.Person, Name: "P"})
		for j := range i {
			d.Relations = append(d.Relations, graph.RelationDraft{
				Type: graph.RelatedTo, From: fmt.Sprintf("person:p%d", j), To: fmt.Sprintf("person:p%d", i), Evidence: quoting("said"),
			})
		}
	}
	d.Nodes = append(d.Nodes, graph.NodeDraft{ID: "person:leaf", Kind: graph.Person, Name: "Leaf"})
	d.Relations = append(d.Relations, graph.RelationDraft{Type: graph.RelatedTo, From: "person:leaf", To: "person:p0", Evidence: quoting("said")})
	d.Nodes = append(d.Nodes, graph.NodeDraft{ID: "person:end", Kind: graph.Person, Name: "End"})
	d.Relations = append(d.Relations, graph.RelationDraft{Type: graph.RelatedTo, From: "person:end", To: "person:p0", Evidence: quoting("said")})
	w.apply(d)
}

func TestPathsGiveUpInsteadOfSearchingForEver(t *testing.T) {
	w := newTerrain(t, mem.New())
	clique(w, 40)
	// One path through p0; every longer walk comes back through it.
	_, err := w.view().Paths(graph.PathsQuery{From: "person:leaf", To: "person:end", MaxLength: 10})
	wantCode(t, err, graph.CodeBudget)
	got, err := w.view().Paths(graph.PathsQuery{From: "person:leaf", To: "person:end", MaxLength: 4, First: 1})
	if err != nil || len(got) != 1 || got[0].Length != 2 {
		t.Errorf("%v, %v", described(got), err)
	}
}

func TestPathsRefuse(t *testing.T) {
	w := newTerrain(t, mem.New())
	star(w, 1)
	for _, c := range []struct {
		q    graph.PathsQuery
		code graph.Code
	}{
		{graph.PathsQuery{From: "person:nobody", To: "person:hub"}, graph.CodeNotFound},
		{graph.PathsQuery{From: "person:hub", To: sourceID, MaxLength: 11}, graph.CodeBadInput},
		{graph.PathsQuery{From: "person:hub", To: sourceID, MaxLength: -1}, graph.CodeBadInput},
		{graph.PathsQuery{From: "person:hub", To: sourceID, First: 51}, graph.CodeBadInput},
		{graph.PathsQuery{From: "person:hub", To: sourceID, ExcludeIDs: []string{sourceID}}, graph.CodeBadInput},
		{graph.PathsQuery{From: "person:hub", To: sourceID, ExcludeTypes: []graph.RelationType{"KNOWS"}}, graph.CodeBadInput},
	} {
		_, err := w.view().Paths(c.q)
		wantCode(t, err, c.code)
	}
}
