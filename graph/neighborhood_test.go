package graph_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/store/mem"
)

// around is a neighbourhood in ids.
type around struct {
	Nodes, Relations []string
	Truncated        bool
	LeftOut          []string
}

func aroundOf(s *graph.Subgraph) around {
	out := around{Nodes: nodeIDs(s.Nodes), Relations: relationIDs(s.Relations), Truncated: s.Truncated}
	for _, l := range s.LeftOut {
		out.LeftOut = append(out.LeftOut, fmt.Sprintf("%s %s %d", l.Node.ID, l.Type, l.Count))
	}
	return out
}

// naive walks the chart breadth first.
func (m *chart) naive(starts []*graph.Node, q graph.NeighborhoodQuery) around {
	var (
		out    around
		nodes  []*graph.Node
		in     = map[graph.Ref]bool{}
		walked = map[graph.Ref]bool{}
		met    []chartStep
	)
	include := func(n *graph.Node) bool {
		if len(nodes) == q.Limit {
			out.Truncated = true
			return false
		}
		nodes, in[n.Ref] = append(nodes, n), true
		return true
	}
	follows := func(s chartStep) bool {
		return (q.Direction == graph.Both || q.Direction == s.dir) && !slices.Contains(q.ExcludeTypes, s.rel.Type) &&
			(len(q.Types) == 0 || slices.Contains(q.Types, s.rel.Type))
	}
	belongs := func(n *graph.Node) bool {
		return n.Visible() && (len(q.Kinds) == 0 || slices.Contains(q.Kinds, n.Kind))
	}
	for _, n := range starts {
		if !in[n.Ref] {
			include(n)
		}
	}
	for from, depth := 0, 0; depth < q.Depth; depth++ {
		level := nodes[from:]
		from = len(nodes)
		full := false
		for _, n := range level {
			walked[n.Ref] = true
			count := 0
			for _, s := range m.at(n.Ref) {
				if !follows(s) {
					continue
				}
				if count++; count > q.Limit {
					out.Truncated = true
					break
				}
				met = append(met, s)
				if far := m.nodes[s.far]; !full && !in[s.far] && belongs(far) {
					full = !include(far)
				}
			}
		}
	}
	inAnswer := map[graph.Ref]bool{}
	for _, s := range met {
		if in[s.from] && in[s.to] && s.from != s.to && !inAnswer[s.rel.Ref] {
			inAnswer[s.rel.Ref] = true
			out.Relations = append(out.Relations, s.rel.ID)
		}
	}
	out.Nodes = nodeIDs(nodes)
	for _, n := range nodes {
		left := map[graph.RelationType]int{}
		for _, s := range m.at(n.Ref) {
			never := walked[n.Ref] && (s.from == s.to || !in[s.far] && !belongs(m.nodes[s.far]))
			if follows(s) && !inAnswer[s.rel.Ref] && !never {
				left[s.rel.Type]++
			}
		}
		for _, r := range graph.Ontology {
			if left[r.Type] > 0 {
				out.LeftOut = append(out.LeftOut, fmt.Sprintf("%s %s %d", n.ID, r.Type, left[r.Type]))
			}
		}
	}
	return out
}

func TestNeighborhoodIsBreadthFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, ids := randomTerrain(t)
		valid := validOf(t)
		v := viewAt(t, w, valid)
		q := graph.NeighborhoodQuery{
			IDs:       rapid.SliceOfN(rapid.SampledFrom(ids), 1, 3).Draw(t, "ids"),
			Depth:     rapid.IntRange(0, 5).Draw(t, "depth"),
			Limit:     rapid.IntRange(1, 12).Draw(t, "limit"),
			Direction: rapid.SampledFrom([]graph.Direction{graph.Outgoing, graph.Incoming, graph.Both}).Draw(t, "direction"),
		}
		if rapid.Bool().Draw(t, "narrow") {
			q.Kinds = rapid.SliceOfN(rapid.SampledFrom([]graph.NodeKind{graph.Person, graph.State, graph.Statement, graph.Event}), 1, 2).Draw(t, "kinds")
			q.ExcludeTypes = []graph.RelationType{graph.ReportedIn, graph.About}
		}
		got, err := v.Neighborhood(q)
		if err != nil {
			t.Fatal(err)
		}
		m := chartOf(t, v, valid)
		starts, err := v.NodesByID(q.IDs)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range starts {
			m.nodes[n.Ref] = n
		}
		want, have := m.naive(starts, q), aroundOf(got)
		if want.Truncated {
			// What was met beyond the limit was not looked at: it counts.
			want.LeftOut, have.LeftOut = nil, nil
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Fatalf("(-want +got)\n%s", diff)
		}
	})
}

func TestNeighborhoodCountsWhatALimitLeftOut(t *testing.T) {
	w := newTerrain(t, mem.New())
	star(w, 30)
	got, err := w.view().Neighborhood(graph.NeighborhoodQuery{IDs: []string{"person:hub"}, Depth: 1, Limit: 11})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Nodes) != 11 || len(got.Relations) != 10 || !got.Truncated {
		t.Fatalf("%d nodes, %d relations, truncated %v", len(got.Nodes), len(got.Relations), got.Truncated)
	}
	left := aroundOf(got).LeftOut
	if left[0] != "person:hub STATED 20" || left[1] != "statement:s0 REPORTED_IN 1" || left[2] != "statement:s0 ABOUT 1" {
		t.Errorf("left out: %v", left[:3])
	}
}

func TestMergedNodesAreOne(t *testing.T) {
	w := newTerrain(t, mem.New())
	d := graph.Draft{Documents: []graph.DocumentDraft{sourceDraft("Much was said.")}}
	for _, id := range []string{"person:a", "person:b", "person:c", "person:d"} {
		d.Nodes = append(d.Nodes, graph.NodeDraft{ID: id, Kind: graph.Person, Name: id})
	}
	for _, ends := range [][2]string{{"person:a", "person:b"}, {"person:b", "person:c"}, {"person:d", "person:a"}, {"person:d", "person:b"}} {
		d.Relations = append(d.Relations, graph.RelationDraft{Type: graph.RelatedTo, From: ends[0], To: ends[1], Evidence: quoting("said")})
	}
	w.apply(d)
	w.merge("person:a", "person:b")
	s := w.session()
	for start, want := range map[string]struct {
		nodes     []string
		relations int
	}{
		"person:b": {[]string{"person:a", "person:c", "person:d"}, 3},
		"person:d": {[]string{"person:d", "person:a", "person:c"}, 3},
	} {
		got, err := s.Present().Neighborhood(graph.NeighborhoodQuery{IDs: []string{start}, Depth: 2})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Relations) != want.relations || len(got.LeftOut) != 0 || cmp.Diff(want.nodes, nodeIDs(got.Nodes)) != "" {
			t.Errorf("from %s: %+v", start, aroundOf(got))
		}
	}
	for seq, want := range map[graph.Seq]int{1: 2, 2: 1} {
		paths, err := s.ViewAt(seq).Paths(graph.PathsQuery{From: "person:a", To: "person:c", First: 1})
		if err != nil || len(paths) != 1 || paths[0].Length != want {
			t.Errorf("as of %d: %v, %v", seq, described(paths), err)
		}
	}
}

func TestNeighborhoodSaysThatRelationsAreMissing(t *testing.T) {
	w := newTerrain(t, mem.New())
	d := graph.Draft{
		Documents: []graph.DocumentDraft{sourceDraft("Much was said.")},
		Nodes:     []graph.NodeDraft{{ID: "person:a", Kind: graph.Person, Name: "A"}, {ID: "person:b", Kind: graph.Person, Name: "B"}},
	}
	for _, typ := range []graph.RelationType{graph.RelatedTo, graph.AlliedWith, graph.Opposes, graph.PossiblySameAs} {
		d.Relations = append(d.Relations, graph.RelationDraft{Type: typ, From: "person:a", To: "person:b", Evidence: quoting("said")})
	}
	w.apply(d)
	got, err := w.view().Neighborhood(graph.NeighborhoodQuery{IDs: []string{"person:a"}, Depth: 1, Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"person:a POSSIBLY_SAME_AS 1", "person:b POSSIBLY_SAME_AS 1"}
	if len(got.Nodes) != 2 || len(got.Relations) != 3 || !got.Truncated || cmp.Diff(want, aroundOf(got).LeftOut) != "" {
		t.Errorf("%+v", aroundOf(got))
	}
}

func TestNeighborhoodReadsPastWhatIsHidden(t *testing.T) {
	w := newTerrain(t, mem.New())
	star(w, 50)
	// They come by type, STATED first, then by age.
	for _, r := range allRelations(t, w.view())[:45] {
		w.reject(r.ID)
	}
	got, err := w.view().Neighborhood(graph.NeighborhoodQuery{IDs: []string{"person:hub"}, Depth: 1, Limit: 4})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"person:hub", "statement:s45", "statement:s46", "statement:s47"}, nodeIDs(got.Nodes)); diff != "" || !got.Truncated {
		t.Errorf("truncated %v (-want +got)\n%s", got.Truncated, diff)
	}
}

func TestNeighborhoodReadsLevelByLevel(t *testing.T) {
	for depth := 1; depth <= 3; depth++ {
		wideAsNarrow(t, func(v *graph.View) error {
			got, err := v.Neighborhood(graph.NeighborhoodQuery{IDs: []string{"person:hub"}, Depth: depth, Limit: 2000})
			if err == nil && got.Truncated {
				err = fmt.Errorf("truncated")
			}
			return err
		})
	}
}

func TestNeighborhoodRefuses(t *testing.T) {
	w := newTerrain(t, mem.New())
	star(w, 1)
	for _, c := range []struct {
		q    graph.NeighborhoodQuery
		code graph.Code
	}{
		{graph.NeighborhoodQuery{IDs: []string{"person:nobody"}}, graph.CodeNotFound},
		{graph.NeighborhoodQuery{IDs: []string{"person:hub"}, Depth: 6}, graph.CodeBadInput},
		{graph.NeighborhoodQuery{IDs: []string{"person:hub"}, Depth: -1}, graph.CodeBadInput},
		{graph.NeighborhoodQuery{IDs: []string{"person:hub"}, Limit: 2001}, graph.CodeBadInput},
		{graph.NeighborhoodQuery{IDs: []string{"person:hub"}, Limit: -1}, graph.CodeBadInput},
		{graph.NeighborhoodQuery{IDs: []string{"person:hub"}, Types: []graph.RelationType{"KNOWS"}}, graph.CodeBadInput},
		{graph.NeighborhoodQuery{IDs: []string{"person:hub"}, Kinds: []graph.NodeKind{"RELATION"}}, graph.CodeBadInput},
		{graph.NeighborhoodQuery{IDs: []string{"person:hub"}, Direction: "UP"}, graph.CodeBadInput},
	} {
		_, err := w.view().Neighborhood(c.q)
		wantCode(t, err, c.code)
	}
}

// TestNeighborhoodOfEnds: relations whose records are not read say of themselves
// what the records say.
func TestNeighborhoodOfEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, ids := randomTerrain(t)
		q := graph.NeighborhoodQuery{IDs: ids[:1], Depth: 3, Limit: rapid.IntRange(1, 12).Draw(t, "limit")}
		whole, err := w.view().Neighborhood(q)
		if err != nil {
			t.Fatal(err)
		}
		q.EndsOnly, q.NoLeftOut = true, true
		ends, err := w.view().Neighborhood(q)
		if err != nil {
			t.Fatal(err)
		}
		want := make([]*graph.Relation, len(whole.Relations))
		for i, r := range whole.Relations {
			want[i] = &graph.Relation{Ref: r.Ref, Type: r.Type, From: r.From, To: r.To, Role: r.Role, Alternative: r.Alternative, Review: r.Review, Claimed: r.Claimed}
		}
		if d := cmp.Diff(want, append([]*graph.Relation{}, ends.Relations...)); d != "" {
			t.Fatalf("(-records +ends)\n%s", d)
		}
		if d := cmp.Diff(nodeIDs(whole.Nodes), nodeIDs(ends.Nodes)); d != "" || ends.Truncated != whole.Truncated || len(ends.LeftOut) > 0 {
			t.Fatalf("truncated %v and %v\n%s", whole.Truncated, ends.Truncated, d)
		}
	})
}
