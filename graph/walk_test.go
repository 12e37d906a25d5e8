package graph_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/graph/edtf"
	"onrecord/store"
	"onrecord/store/mem"
	"onrecord/store/storetest"
)

// tester is what testing.T and rapid.T have in common.
type tester interface {
	Helper()
	Fatalf(string, ...any)
}

// terrain is a graph that tests write drafts into.
type terrain struct {
	t tester
	g *graph.Graph
	s store.Store
}

func newTerrain(t tester, s store.Store, opts ...graph.Option) *terrain {
	t.Helper()
	now := time.Date(2026, 1, 7, 12, 0, 0, 0, time.UTC)
	g, err := graph.Open(s, append(opts, graph.WithClock(func() time.Time { return now }))...)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return &terrain{t, g, s}
}

func (w *terrain) apply(d graph.Draft) graph.Seq {
	w.t.Helper()
	if d.Origin == "" {
		d.Origin = graph.Curated
	}
	v, err := w.g.Verify(context.Background(), &d)
	if err != nil {
		w.t.Fatalf("verify: %v", err)
	}
	r, err := w.g.Apply(context.Background(), v, graph.Request{})
	if err != nil {
		w.t.Fatalf("apply: %v", err)
	}
	return r.Seq
}

func (w *terrain) reject(id string) {
	w.t.Helper()
	if _, err := w.g.Review(context.Background(), graph.ReviewChange{ID: id, Status: graph.Rejected}, graph.Request{}); err != nil {
		w.t.Fatalf("reject %s: %v", id, err)
	}
}

func (w *terrain) retract(id string) {
	w.t.Helper()
	if _, err := w.g.Retract(context.Background(), graph.RetractChange{ID: id, Reason: "test"}, graph.Request{}); err != nil {
		w.t.Fatalf("retract %s: %v", id, err)
	}
}

func (w *terrain) merge(into, from string) {
	w.t.Helper()
	if _, err := w.g.Merge(context.Background(), graph.MergeChange{Into: into, From: from, Reason: "test"}, graph.Request{}); err != nil {
		w.t.Fatalf("merge %s into %s: %v", from, into, err)
	}
}

// session opens a session; the mem engine holds nothing that must be released
// before the end of the test.
func (w *terrain) session() *graph.Session {
	w.t.Helper()
	s, err := w.g.Session(context.Background())
	if err != nil {
		w.t.Fatalf("session: %v", err)
	}
	return s
}

func (w *terrain) view() *graph.View { return w.session().Present() }

func (w *terrain) node(v *graph.View, id string) *graph.Node {
	w.t.Helper()
	n, err := v.NodeByID(id)
	if err != nil || n == nil {
		w.t.Fatalf("node %s: %v, %v", id, n, err)
	}
	return n
}

// source is the document that random worlds take their evidence from.
const sourceID = "document:source"

func quoting(words string) []graph.EvidenceDraft {
	return []graph.EvidenceDraft{{Document: sourceID, Exact: words}}
}

func sourceDraft(text string) graph.DocumentDraft {
	return graph.DocumentDraft{ID: sourceID, Title: "Source", Text: &text}
}

// star joins one person to n statements, each about an organisation.
func star(w *terrain, n int) {
	d := graph.Draft{Documents: []graph.DocumentDraft{sourceDraft("Much was said.")}}
	d.Nodes = append(d.Nodes, graph.NodeDraft{ID: "person:hub", Kind: graph.Person, Name: "Hub"})
	for i := range n {
		org := fmt.Sprintf("organization:o%d", i)
		d.Nodes = append(d.Nodes, graph.NodeDraft{ID: org, Kind: graph.Organization, Name: org})
		d.Statements = append(d.Statements, graph.StatementDraft{
			ID: fmt.Sprintf("statement:s%d", i), Evidence: quoting("said"), QuoteType: graph.Indirect, Speaker: "person:hub", About: []string{org},
		})
	}
	w.apply(d)
}

// roundTrips counts what a read of a star of a given width costs where nothing is
// kept: a cache would make one trip of two for a hub, and none of the second read.
func roundTrips(t *testing.T, width int, read func(v *graph.View) error) int {
	t.Helper()
	counter := storetest.Counting(mem.New())
	w := newTerrain(t, counter, graph.WithCache(0))
	star(w, width)
	v := w.view()
	counter.Take()
	if err := read(v); err != nil {
		t.Fatal(err)
	}
	return counter.Take().RoundTrips()
}

// wideAsNarrow fails when a read of a wide graph costs more round trips.
func wideAsNarrow(t *testing.T, read func(v *graph.View) error) {
	t.Helper()
	narrow, wide := roundTrips(t, 2, read), roundTrips(t, 200, read)
	if narrow == 0 || wide > narrow {
		t.Errorf("%d round trips for 200, %d for 2", wide, narrow)
	}
}

func wantCode(t *testing.T, err error, code graph.Code) {
	t.Helper()
	var e *graph.Error
	if err == nil || !asError(err, &e) || e.Code != code {
		t.Errorf("got %v, want an error of code %s", err, code)
	}
}

func asError(err error, into **graph.Error) bool {
	e, ok := err.(*graph.Error)
	*into = e
	return ok
}

// randomTerrain writes a random graph in a few transactions: nodes, relations that
// the ontology allows, rejections, retractions and merges. It returns the ids
// of its nodes.
func randomTerrain(t *rapid.T) (*terrain, []string) {
	w := newTerrain(t, mem.New())
	d := graph.Draft{Documents: []graph.DocumentDraft{sourceDraft("Much was said.")}}
	kinds := map[string]graph.NodeKind{sourceID: graph.Document}
	ids := []string{sourceID}
	for i := range rapid.IntRange(2, 9).Draw(t, "nodes") {
		k := rapid.SampledFrom([]graph.NodeKind{graph.Person, graph.State, graph.Event}).Draw(t, "kind")
		id := fmt.Sprintf("%sn%d", graph.IDPrefix(k), i)
		ids, kinds[id] = append(ids, id), k
		d.Nodes = append(d.Nodes, graph.NodeDraft{ID: id, Kind: k, Name: id})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "statements") {
		id := fmt.Sprintf("statement:s%d", i)
		ids, kinds[id] = append(ids, id), graph.Statement
		d.Statements = append(d.Statements, graph.StatementDraft{ID: id, Evidence: quoting("said"), QuoteType: graph.Indirect})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "commitments") {
		id := fmt.Sprintf("commitment:c%d", i)
		ids, kinds[id] = append(ids, id), graph.Commitment
		d.Commitments = append(d.Commitments, graph.CommitmentDraft{ID: id, Summary: id, Strength: graph.Offered, Evidence: quoting("said")})
	}
	w.apply(d)
	for range rapid.IntRange(0, 3).Draw(t, "batches") {
		w.apply(graph.Draft{Relations: randomRelations(t, ids, kinds)})
	}
	w.change(t, ids, kinds)
	return w, ids
}

func randomRelations(t *rapid.T, ids []string, kinds map[string]graph.NodeKind) []graph.RelationDraft {
	var out []graph.RelationDraft
	for range rapid.IntRange(1, 20).Draw(t, "relations") {
		from, to := rapid.SampledFrom(ids).Draw(t, "from"), rapid.SampledFrom(ids).Draw(t, "to")
		var fit []graph.RelationType
		for _, r := range graph.Ontology {
			if from != to && slices.Contains(r.Domain, kinds[from]) && slices.Contains(r.Range, kinds[to]) && (!r.SameKind || kinds[from] == kinds[to]) {
				fit = append(fit, r.Type)
			}
		}
		if len(fit) == 0 {
			continue
		}
		r := graph.RelationDraft{Type: rapid.SampledFrom(fit).Draw(t, "type"), From: from, To: to, Evidence: quoting("said")}
		if rapid.IntRange(0, 3).Draw(t, "dated") == 0 {
			r.ValidFrom, r.ValidTo = "2020", rapid.SampledFrom([]string{"2021", "2025"}).Draw(t, "until")
		}
		if kinds["statement:s0"] != "" && rapid.Bool().Draw(t, "claimed") {
			r.AccordingTo = "statement:s0"
		}
		out = append(out, r)
	}
	return out
}

// change rejects, retracts and merges at random.
func (w *terrain) change(t *rapid.T, ids []string, kinds map[string]graph.NodeKind) {
	merged := map[string]bool{}
	for range rapid.IntRange(0, 6).Draw(t, "changes") {
		switch rapid.IntRange(0, 3).Draw(t, "change") {
		case 0:
			// A merged node is not acted on.
			if id := rapid.SampledFrom(ids[1:]).Draw(t, "rejected"); !merged[id] {
				w.reject(id)
			}
		case 1:
			if rels := allRelations(t, w.view()); len(rels) > 0 {
				w.reject(rapid.SampledFrom(rels).Draw(t, "relation").ID)
			}
		case 2:
			if rels := allRelations(t, w.view()); len(rels) > 0 {
				w.retract(rapid.SampledFrom(rels).Draw(t, "relation").ID)
			}
		default:
			into, from := rapid.SampledFrom(ids).Draw(t, "into"), rapid.SampledFrom(ids).Draw(t, "from")
			k := kinds[into]
			if into == from || k != kinds[from] || k == graph.Statement || k == graph.Document || merged[into] || merged[from] {
				continue
			}
			merged[from] = true
			w.merge(into, from)
		}
	}
}

func allRelations(t tester, v *graph.View) []*graph.Relation {
	t.Helper()
	first := graph.MaxPage
	c, err := v.AllRelations(graph.RelationFilter{Review: []graph.ReviewStatus{graph.Pending, graph.Accepted, graph.Rejected, graph.Disputed}}, graph.Page{First: &first})
	if err != nil {
		t.Fatalf("all relations: %v", err)
	}
	if c.HasNext {
		t.Fatalf("the random graph is larger than a page")
	}
	return c.Items
}

// chart is a graph as the plainest possible reading of a view.
type chart struct {
	nodes map[graph.Ref]*graph.Node // by every number, as shown
	edges []chartEdge
}

// chartEdge is a relation that is shown, whatever its ends are.
type chartEdge struct {
	rel      *graph.Relation
	from, to graph.Ref // through merges
	code     byte
}

func chartOf(t *rapid.T, v *graph.View, valid string) *chart {
	m := &chart{nodes: map[graph.Ref]*graph.Node{}}
	get := func(r graph.Ref) graph.Ref {
		n, err := v.Nodes([]graph.Ref{r})
		if err != nil || n[0] == nil {
			t.Fatalf("node %d: %v, %v", r, n, err)
		}
		m.nodes[r], m.nodes[n[0].Ref] = n[0], n[0]
		return n[0].Ref
	}
	for _, r := range allRelations(t, alwaysView(v)) {
		rule, _ := graph.RuleFor(r.Type)
		if r.Visible() && (valid == "" || r.ValidTo != "2021") {
			m.edges = append(m.edges, chartEdge{r, get(r.From), get(r.To), rule.Code})
		}
	}
	return m
}

// alwaysView is the same view without a day of the terrain's time.
func alwaysView(v *graph.View) *graph.View { return v.Session().ViewAt(v.Seq()) }

// at gives the edges of a node as a walk meets them, in order.
func (m *chart) at(n graph.Ref) []chartStep {
	var out []chartStep
	for _, e := range m.edges {
		if e.from == n {
			out = append(out, chartStep{e, graph.Outgoing, e.to})
		}
		if e.to == n {
			out = append(out, chartStep{e, graph.Incoming, e.from})
		}
	}
	slices.SortFunc(out, func(a, b chartStep) int {
		return cmp.Or(cmp.Compare(rank(a.dir), rank(b.dir)), cmp.Compare(a.code, b.code), cmp.Compare(m.position(a), m.position(b)), cmp.Compare(a.rel.Ref, b.rel.Ref))
	})
	return out
}

// position is where in the text a document reports something; nothing else in
// a random terrain has a date to be ordered by.
func (m *chart) position(s chartStep) uint32 {
	n := m.nodes[s.from]
	switch {
	case s.dir != graph.Incoming || s.rel.Type != graph.ReportedIn:
	case n.Statement != nil:
		return n.Statement.Evidence[0].Start
	case n.Commitment != nil:
		return n.Commitment.Evidence[0].Start
	}
	return 0
}

type chartStep struct {
	chartEdge
	dir graph.Direction
	far graph.Ref
}

func rank(d graph.Direction) int {
	if d == graph.Outgoing {
		return 0
	}
	return 1
}

func validOf(t *rapid.T) string {
	if rapid.Bool().Draw(t, "dated view") {
		return "2024"
	}
	return ""
}

// viewAt makes the view that validOf chose.
func viewAt(t *rapid.T, w *terrain, valid string) *graph.View {
	s := w.session()
	head, _, _ := s.Head()
	v := s.ViewAt(graph.Seq(rapid.IntRange(1, int(head)).Draw(t, "as of")))
	if valid == "" {
		return v
	}
	d, err := edtf.Parse(valid)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return v.ValidAt(d)
}

func nodeIDs(nodes []*graph.Node) []string {
	var out []string
	for _, n := range nodes {
		out = append(out, n.ID)
	}
	return out
}

func relationIDs(rels []*graph.Relation) []string {
	var out []string
	for _, r := range rels {
		out = append(out, r.ID)
	}
	return out
}

func counting() *storetest.Counter { return storetest.Counting(mem.New()) }
