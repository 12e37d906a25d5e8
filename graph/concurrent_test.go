package graph_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"onrecord/graph"
	"onrecord/store"
	"onrecord/store/mem"
	"onrecord/store/storetest"
)

// TestManyWritersAndReaders: writers that assert the same things at once make
// each relation once, recordedAt strictly increases, and what a reader sees
// agrees with itself.
func TestManyWritersAndReaders(t *testing.T) {
	const writers, rounds = 8, 6
	for name, s := range map[string]store.Store{"plain": mem.New(), "rerun": storetest.Rerun(mem.New())} {
		t.Run(name, func(t *testing.T) {
			stopped := time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC)
			g, err := graph.Open(s, graph.WithClock(func() time.Time { return stopped }))
			if err != nil {
				t.Fatal(err)
			}
			furnishSmall(t, g)
			var (
				wg       sync.WaitGroup
				receipts = make(chan graph.Receipt, writers*rounds*3)
				failures = make(chan error, writers*(rounds*4+1))
				done     = make(chan struct{})
				readers  sync.WaitGroup
			)
			for i := range writers {
				wg.Add(1)
				go func() {
					defer wg.Done()
					for n := range rounds {
						if err := writeRound(g, i, n, receipts); err != nil {
							failures <- err
							return
						}
					}
				}()
			}
			for range 3 {
				readers.Add(1)
				go func() {
					defer readers.Done()
					for {
						select {
						case <-done:
							return
						default:
						}
						if err := consistent(g); err != nil {
							failures <- err
							return
						}
					}
				}()
			}
			wg.Wait()
			close(done)
			readers.Wait()
			close(failures)
			close(receipts)
			for err := range failures {
				t.Error(err)
			}
			checkReceipts(t, receipts)
			checkRelations(t, g, writers, rounds)
		})
	}
}

func furnishSmall(t *testing.T, g *graph.Graph) {
	t.Helper()
	text := textOf("document:a")
	v, err := g.Verify(t.Context(), &graph.Draft{
		Origin:    graph.Curated,
		Documents: []graph.DocumentDraft{{ID: "document:a", Title: "A", Text: &text}},
		Nodes: []graph.NodeDraft{
			{ID: "person:ann", Kind: graph.Person, Name: "Ann"}, {ID: "organization:gulf", Kind: graph.Organization, Name: "Gulf"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Apply(t.Context(), v, graph.Request{}); err != nil {
		t.Fatal(err)
	}
}

// writeRound asserts a relation that every writer asserts, with evidence of its
// own, and uses a key that every writer uses.
func writeRound(g *graph.Graph, writer, round int, receipts chan<- graph.Receipt) error {
	ctx := context.Background()
	role := fmt.Sprint("role ", round)
	at := place("document:a", writer)
	r, err := g.Relate(ctx, graph.RelationDraft{Type: graph.MemberOf, From: "person:ann", To: "organization:gulf", Role: role, Evidence: at.evidence()}, graph.Request{})
	if err != nil {
		return fmt.Errorf("relate: %w", err)
	}
	receipts <- r
	// The same key for all: one of them writes, the others get its answer.
	r, err = g.PutNode(ctx, graph.PutNodeInput{Kind: graph.Person, Name: fmt.Sprint("Person ", round)}, graph.Request{IdempotencyKey: role})
	if err != nil {
		return fmt.Errorf("put: %w", err)
	}
	receipts <- r
	r, err = g.Review(ctx, graph.ReviewChange{ID: "person:ann", Status: []graph.ReviewStatus{graph.Accepted, graph.Disputed}[(writer+round)%2]}, graph.Request{})
	if err != nil {
		return fmt.Errorf("review: %w", err)
	}
	receipts <- r
	return nil
}

// consistent reads the same thing in two ways from one session.
func consistent(g *graph.Graph) error {
	s, err := g.Session(context.Background())
	if err != nil {
		return err
	}
	defer s.Close()
	v := s.Present()
	nodes, err := v.NodesByID([]string{"person:ann"})
	if err != nil {
		return err
	}
	counts, err := v.Counts(nodes)
	if err != nil {
		return err
	}
	list, err := v.RelationsOf(nodes, graph.RelationQuery{}, everything)
	if err != nil {
		return err
	}
	counted := 0
	for _, c := range counts[0] {
		counted += c.Count
	}
	if counted != len(list[0].Items) {
		return fmt.Errorf("%d relations are counted at transaction %d, %d are listed", counted, v.Seq(), len(list[0].Items))
	}
	seq, at, _ := s.Head()
	if seq > 1 {
		before, err := s.AsOf(at.Time().Add(-time.Microsecond))
		if err != nil {
			return err
		}
		if before.Seq() != seq-1 {
			return errors.New("the instant before the head is not the transaction before it")
		}
	}
	return nil
}

func checkReceipts(t *testing.T, receipts <-chan graph.Receipt) {
	t.Helper()
	at := map[graph.Seq]time.Time{}
	last := graph.Seq(0)
	for r := range receipts {
		if r.Seq == 0 {
			continue
		}
		if have, ok := at[r.Seq]; ok && (!r.Repeated && !have.Equal(r.RecordedAt)) {
			t.Errorf("transaction %d was recorded at %v and at %v", r.Seq, have, r.RecordedAt)
		}
		at[r.Seq] = r.RecordedAt
		last = max(last, r.Seq)
	}
	for seq := graph.Seq(2); seq <= last; seq++ {
		if _, ok := at[seq]; !ok {
			t.Errorf("nobody was told of transaction %d", seq)
		}
		if seq > 2 && !at[seq].After(at[seq-1]) {
			t.Errorf("transaction %d was recorded at %v, not after %v", seq, at[seq], at[seq-1])
		}
	}
}

// checkRelations: one relation a role, with an assertion of each different
// piece of evidence, and one person a key.
func checkRelations(t *testing.T, g *graph.Graph, writers, rounds int) {
	t.Helper()
	s, err := g.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	v := s.Present()
	n, err := v.NodeByID("person:ann")
	if err != nil {
		t.Fatal(err)
	}
	list, err := v.RelationsOf([]*graph.Node{n}, graph.RelationQuery{}, everything)
	if err != nil {
		t.Fatal(err)
	}
	roles := map[string]bool{}
	for _, r := range list[0].Items {
		if roles[r.Role] {
			t.Errorf("there are two relations of %s", r.Role)
		}
		roles[r.Role] = true
		a, err := v.Assertions([]graph.Ref{r.Ref}, true)
		if err != nil {
			t.Fatal(err)
		}
		if want := min(writers, 6); len(a[0]) != want { // six sentences
			t.Errorf("%s has %d assertions, want %d", r.Role, len(a[0]), want)
		}
	}
	if len(roles) != rounds {
		t.Errorf("%d relations, want %d", len(roles), rounds)
	}
	persons, err := v.Actors(graph.Person, graph.ActorFilter{Text: "person"}, everything)
	if err != nil || len(persons.Items) != rounds {
		t.Errorf("%d persons, want %d: %v", len(persons.Items), rounds, err)
	}
}
