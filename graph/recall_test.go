package graph_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/store/mem"
	"onrecord/store/storetest"
)

// seen is what a view shows of a small graph, read in every way that may be
// answered from what is kept.
type seen struct {
	Nodes      []*graph.Node
	Edges      [][]graph.Edge
	Relations  []*graph.Relation
	Assertions [][]*graph.Assertion
	Counts     [][]graph.RelationCount
	Lists      [][]string
	Around     []string
	LeftOut    []string
	Said       []string
}

func look(t tester, v *graph.View, ids []string) seen {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%v", err)
		}
	}
	var (
		out seen
		err error
	)
	out.Nodes, err = v.NodesByID(ids)
	must(err)
	there := slices.DeleteFunc(slices.Clone(out.Nodes), func(n *graph.Node) bool { return n == nil })
	wants := []graph.Want{{Type: graph.Stated, Direction: graph.Both}, {Type: graph.AlliedWith, Direction: graph.Both}, {Type: graph.ParticipatedIn, Direction: graph.Incoming}}
	out.Edges, err = v.Edges(there, wants, 5)
	must(err)
	out.Counts, err = v.Counts(there)
	must(err)
	things, err := v.Things(ids)
	must(err)
	for i, th := range things {
		if th.Node == nil != (out.Nodes[i] == nil) {
			t.Fatalf("%s is a node one way and none the other", ids[i])
		}
	}
	first := 3
	pages, err := v.RelationsOf(there, graph.RelationQuery{}, graph.Page{First: &first})
	must(err)
	var refs []graph.Ref
	for _, p := range pages {
		for _, r := range p.Items {
			out.Relations, refs = append(out.Relations, r), append(refs, r.Ref)
		}
	}
	out.Assertions, err = v.Assertions(refs, true)
	must(err)
	lists, err := v.StatementsOf(there, graph.StatementsOfActor, graph.StatementFilter{}, nil, graph.Page{})
	must(err)
	for _, l := range lists {
		out.Lists = append(out.Lists, nodeIDs(l.Items))
	}
	around, err := v.Neighborhood(graph.NeighborhoodQuery{IDs: ids[:1], Depth: 2})
	must(err)
	out.Around = nodeIDs(around.Nodes)
	for _, l := range around.LeftOut {
		out.LeftOut = append(out.LeftOut, fmt.Sprint(l.Node.ID, l.Type, l.Count))
	}
	traced, err := v.Trace("said", "", 5)
	must(err)
	for _, m := range traced.Matches {
		by := slices.DeleteFunc([]*graph.Node{m.Statement, m.Speaker}, func(n *graph.Node) bool { return n == nil })
		out.Said = append(out.Said, fmt.Sprint(m.Document.ID, m.Verdict, nodeIDs(by)))
	}
	return out
}

// TestWhatIsKeptIsNeverStale: two graphs over one store, as two servers have it.
// Both write; one keeps what it decodes. Every session of it, old ones too, shows
// what a graph that keeps nothing shows of the same transaction.
func TestWhatIsKeptIsNeverStale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := mem.New()
		bytes := rapid.SampledFrom([]int64{1 << 22, 1 << 18, 1 << 16}).Draw(t, "cache")
		keeping, plain := newTerrain(t, s, graph.WithCache(bytes)), newTerrain(t, s, graph.WithCache(0))
		ids, kinds := furnished(t, keeping)
		type moment struct{ kept, plain *graph.View }
		var open []moment
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			w := keeping
			if rapid.IntRange(0, 3).Draw(t, "another server writes") == 0 {
				w = plain
			}
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				w.apply(graph.Draft{Relations: randomRelations(t, ids, kinds)})
			case 1:
				id := fmt.Sprintf("statement:new%d", len(ids))
				ids, kinds[id] = append(ids, id), graph.Statement
				w.apply(graph.Draft{Statements: []graph.StatementDraft{{ID: id, Evidence: quoting("said"), QuoteType: graph.Indirect, Speaker: "person:n0"}}})
			case 2:
				if _, err := w.g.PutNode(t.Context(), graph.PutNodeInput{ID: "person:n0", Kind: graph.Person, Name: fmt.Sprintf("Name %d", rapid.IntRange(0, 9).Draw(t, "name"))}, graph.Request{}); err != nil {
					t.Fatalf("rename: %v", err)
				}
			default:
				if rels := allRelations(t, w.view()); len(rels) > 0 {
					w.retract(rapid.SampledFrom(rels).Draw(t, "relation").ID)
				}
			}
			open = append(open, moment{keeping.view(), plain.view()})
			for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(open)-1), 1, 3).Draw(t, "sessions") {
				m := open[i]
				if d := cmp.Diff(look(t, m.plain, ids), look(t, m.kept, ids)); d != "" {
					t.Fatalf("transaction %d of %d (-plain +kept)\n%s", m.kept.Seq(), len(open), d)
				}
			}
		}
	})
}

// furnished makes a few nodes that relations can join.
func furnished(t *rapid.T, w *terrain) ([]string, map[string]graph.NodeKind) {
	d := graph.Draft{Documents: []graph.DocumentDraft{sourceDraft("Much was said.")}}
	kinds := map[string]graph.NodeKind{}
	var ids []string
	for i := range 6 {
		k := []graph.NodeKind{graph.Person, graph.State, graph.Event}[i%3]
		id := fmt.Sprintf("%sn%d", graph.IDPrefix(k), i)
		ids, kinds[id] = append(ids, id), k
		d.Nodes = append(d.Nodes, graph.NodeDraft{ID: id, Kind: k, Name: id})
	}
	w.apply(d)
	w.apply(graph.Draft{Relations: randomRelations(t, ids, kinds)})
	return ids, kinds
}

// TestReadersSeeTheirOwnWrites, while others write and read the same nodes: what
// was acknowledged is in the next session, whatever is kept. Run it with -race:
// what is kept is shared, and nobody may change it.
func TestReadersSeeTheirOwnWrites(t *testing.T) {
	const writers, rounds, readers = 4, 15, 3
	for name, s := range map[string]*storetest.Counter{"plain": counting(), "rerun": storetest.Counting(storetest.Rerun(mem.New()))} {
		t.Run(name, func(t *testing.T) {
			w := newTerrain(t, s)
			star(w, 3)
			ids := []string{"person:hub", "organization:o0", "statement:s0"}
			var writing, reading sync.WaitGroup
			done := make(chan struct{})
			for k := range writers {
				writing.Go(func() {
					for n := range rounds {
						if err := ownWrite(t.Context(), w.g, fmt.Sprintf("statement:w%d-%d", k, n)); err != nil {
							t.Error(err)
							return
						}
					}
				})
			}
			for range readers {
				reading.Go(func() {
					for {
						select {
						case <-done:
							return
						default:
						}
						if err := agrees(t.Context(), w.g, ids); err != nil {
							t.Error(err)
							return
						}
					}
				})
			}
			writing.Wait()
			close(done)
			reading.Wait()
			if stats := w.g.CacheStats(); stats.Hits == 0 {
				t.Errorf("nothing was answered from what is kept: %+v", stats)
			}
		})
	}
}

// ownWrite adds a statement of the hub and looks for it at once: among what the
// hub said, in its count, and from the document.
func ownWrite(ctx context.Context, g *graph.Graph, id string) error {
	s := graph.StatementDraft{ID: id, Evidence: quoting("said"), QuoteType: graph.Indirect, Speaker: "person:hub"}
	if _, err := g.PutNode(ctx, graph.PutNodeInput{ID: id, Kind: graph.Statement, Statement: &s}, graph.Request{}); err != nil {
		return err
	}
	session, err := g.Session(ctx)
	if err != nil {
		return err
	}
	defer session.Close()
	v := session.Present()
	nodes, err := v.NodesByID([]string{id, "person:hub"})
	if err != nil || nodes[0] == nil {
		return fmt.Errorf("%s was acknowledged and is not there: %v", id, err)
	}
	edges, err := v.Edges(nodes, []graph.Want{{Type: graph.Stated, Direction: graph.Both}}, 1000)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(edges[1], func(e graph.Edge) bool { return e.Other == nodes[0].Ref }) {
		return fmt.Errorf("%s is not among the %d statements of its speaker", id, len(edges[1]))
	}
	counts, err := v.Counts(nodes[1:])
	if err != nil {
		return err
	}
	for _, c := range counts[0] {
		if c.Type == graph.Stated && c.Count != len(edges[1]) {
			return fmt.Errorf("%d statements of the hub are counted, %d listed", c.Count, len(edges[1]))
		}
	}
	return nil
}

// agrees reads some nodes and holds their counts against their relations.
func agrees(ctx context.Context, g *graph.Graph, ids []string) error {
	session, err := g.Session(ctx)
	if err != nil {
		return err
	}
	defer session.Close()
	v := session.Present()
	nodes, err := v.NodesByID(ids)
	if err != nil {
		return err
	}
	edges, err := v.Edges(nodes, []graph.Want{{Type: graph.Stated, Direction: graph.Outgoing}}, 1000)
	if err != nil {
		return err
	}
	counts, err := v.Counts(nodes)
	if err != nil {
		return err
	}
	n := 0
	for _, c := range counts[0] {
		if c.Type == graph.Stated && c.Direction == graph.Outgoing {
			n = c.Count
		}
	}
	if n != len(edges[0]) {
		return fmt.Errorf("transaction %d: %d statements of %s are counted, %d listed", v.Seq(), n, ids[0], len(edges[0]))
	}
	return nil
}

// TestTheSecondReadNeedsNoStore: what was read once is answered from memory.
func TestTheSecondReadNeedsNoStore(t *testing.T) {
	s := counting()
	w := newTerrain(t, s)
	star(w, 200)
	read := func() storetest.Counts {
		s.Take()
		v := w.view()
		q := graph.NeighborhoodQuery{IDs: []string{"person:hub"}, Depth: 3}
		if got, err := v.Neighborhood(q); err != nil || len(got.Nodes) != 402 {
			t.Fatalf("%v, %v", got, err)
		}
		if _, err := v.StatementsOf([]*graph.Node{w.node(v, "person:hub")}, graph.StatementsOfActor, graph.StatementFilter{}, nil, graph.Page{}); err != nil {
			t.Fatal(err)
		}
		return s.Take()
	}
	first, again := read(), read()
	if first.RoundTrips() == 0 || again.RoundTrips() != 0 {
		t.Errorf("%d round trips, then %d", first.RoundTrips(), again.RoundTrips())
	}
}

// TestRedactedWordsAreNotKept: they are gone from memory with the commit.
func TestRedactedWordsAreNotKept(t *testing.T) {
	w := newTerrain(t, mem.New())
	star(w, 3)
	said := func(v *graph.View) string { return w.node(v, "statement:s1").Statement.Text }
	before := w.view()
	if said(before) == "" {
		t.Fatal("the statement has no words")
	}
	if _, err := w.g.Redact(t.Context(), graph.RedactChange{Document: sourceID, Reason: "test"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	after := w.view()
	if stats := w.g.CacheStats(); stats.Entries != 0 {
		t.Errorf("%d entries are kept from before", stats.Entries)
	}
	if got := said(after); got != "" {
		t.Errorf("the words are still there: %q", got)
	}
}

// TestTheCacheStaysWithinItsBound whatever is read.
func TestTheCacheStaysWithinItsBound(t *testing.T) {
	const bound = 256 << 10
	w := newTerrain(t, mem.New(), graph.WithCache(bound))
	star(w, 1500)
	v := w.view()
	for range 2 {
		if _, err := v.Neighborhood(graph.NeighborhoodQuery{IDs: []string{"person:hub"}, Depth: 3, Limit: 2000}); err != nil {
			t.Fatal(err)
		}
	}
	got := w.g.CacheStats()
	if got.Bytes > bound || got.Evicted == 0 || got.Entries == 0 {
		t.Errorf("%+v of %d bytes", got, bound)
	}
}

// TestSparseListsLoseNothing: where few entries of an index belong to a list, more
// are looked at in a round than are missing, and what was too much comes next.
func TestSparseListsLoseNothing(t *testing.T) {
	const all = 2_400
	w := newTerrain(t, mem.New())
	d := graph.Draft{Documents: []graph.DocumentDraft{sourceDraft("Much was said.")}, Nodes: []graph.NodeDraft{{ID: "person:hub", Kind: graph.Person, Name: "Hub"}}}
	var want []string
	for i := range all {
		s := graph.StatementDraft{ID: fmt.Sprintf("statement:s%d", i), Evidence: quoting("said"), QuoteType: graph.Indirect, Speaker: "person:hub"}
		if i%7 < 3 {
			s.QuoteType = graph.Mixed
			want = append(want, s.ID)
		}
		d.Statements = append(d.Statements, s)
	}
	w.apply(d)
	f := graph.StatementFilter{Speaker: "person:hub", QuoteType: graph.Mixed}
	order := &graph.StatementOrder{Field: graph.OrderSaidAt}
	first := 37
	p, got := graph.Page{First: &first}, []string(nil)
	for {
		c, err := w.view().Statements(f, order, p)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, nodeIDs(c.Items)...)
		if n, exact, err := c.Count(); err != nil || !exact || n != len(want) {
			t.Fatalf("%d are counted, exact %v, %v; want %d", n, exact, err, len(want))
		}
		if !c.HasNext {
			break
		}
		p.After = c.Cursor(len(c.Items) - 1)
	}
	slices.Sort(got)
	slices.Sort(want)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// TestWhatIsMadeIsKept: whoever wrote a node is shown it without a look into the
// store, as a graph that keeps nothing shows it.
func TestWhatIsMadeIsKept(t *testing.T) {
	s := counting()
	w, plain := newTerrain(t, s), newTerrain(t, s, graph.WithCache(0))
	star(w, 3)
	w.view()
	for id, in := range map[string]graph.PutNodeInput{
		"person:made":    {Kind: graph.Person, Name: "Made"},
		"statement:made": {ID: "statement:made", Kind: graph.Statement, Statement: &graph.StatementDraft{Evidence: quoting("Much"), QuoteType: graph.Indirect, Speaker: "person:hub", About: []string{"organization:o1"}}},
	} {
		if _, err := w.g.PutNode(t.Context(), in, graph.Request{}); err != nil {
			t.Fatal(err)
		}
		v := w.view()
		s.Take()
		got := w.node(v, id)
		if n := s.Take().RoundTrips(); n != 0 {
			t.Errorf("%s: %d round trips", id, n)
		}
		if d := cmp.Diff(plain.node(plain.view(), id), got); d != "" {
			t.Errorf("%s is shown as it is not:\n%s", id, d)
		}
	}
}
