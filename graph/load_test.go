package graph_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/bench/corpus"
	"onrecord/graph"
	"onrecord/graph/keys"
	"onrecord/store"
	"onrecord/store/mem"
)

// drafts is a source of drafts that were made before.
type drafts struct {
	list []*graph.Draft
	n    int
}

func (d *drafts) Next() (*graph.Draft, []byte, error) {
	if d.n == len(d.list) {
		return nil, nil, io.EOF
	}
	d.n++
	return d.list[d.n-1], []byte{byte(d.n)}, nil
}

func (d *drafts) Resume([]byte) bool { return false }

// archive is a made archive in drafts of few documents, which name people and
// places of the first, and two drafts that name what the one before them made.
func archive(statements int) []*graph.Draft {
	var out []*graph.Draft
	for d := range corpus.New(5, statements).Drafts(2) {
		out = append(out, d)
	}
	text, found := "Ann said: “We will pay.” Bob heard it.", "We shall see."
	return append(
		out,
		&graph.Draft{
			Origin:    graph.Curated,
			Documents: []graph.DocumentDraft{{ID: "document:late", Title: "Late", Text: &text}, {ID: "document:lost", Title: "Lost"}},
			Nodes:     []graph.NodeDraft{{ID: "person:ann", Kind: graph.Person, Name: "Ann"}},
		},
		&graph.Draft{Statements: []graph.StatementDraft{{
			ID: "statement:late", Speaker: "person:ann", QuoteType: graph.Direct,
			Evidence: []graph.EvidenceDraft{{Document: "document:late", Exact: "We will pay."}},
		}}},
		&graph.Draft{
			Nodes:     []graph.NodeDraft{{ID: "person:ann", Kind: graph.Person, Aliases: []graph.Alias{{Text: "Anna"}}}, {ID: "person:bob", Kind: graph.Person, Name: "Bob"}},
			Documents: []graph.DocumentDraft{{ID: "document:lost", Title: "Lost", Text: &found}},
			Facts:     []graph.FactDraft{{Node: "statement:late", Property: "saidAt", Value: "2026-01-06", Standing: graph.Standing{Origin: graph.Curated}, Reason: "known"}},
			Relations: []graph.RelationDraft{{Type: graph.AddressedTo, From: "statement:late", To: "person:bob", Evidence: []graph.EvidenceDraft{{Document: "document:late", Exact: "Bob heard it"}}}},
		},
		&graph.Draft{Nodes: []graph.NodeDraft{{ID: "person:bob", Kind: graph.Person}}}, // changes nothing
		&graph.Draft{Merges: []graph.MergeDraft{{Into: "person:ann", From: "person:bob", Reason: "the same"}}},
	)
}

func stoppedGraph(t *testing.T) (*graph.Graph, store.Store) {
	t.Helper()
	s := mem.New()
	g, err := graph.Open(s, graph.WithClock(func() time.Time { return time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC) }))
	noError(t, err)
	t.Cleanup(func() { noError(t, g.Close()) })
	return g, s
}

// content is all that lies in a store but the search index, which may be cut
// into segments in many ways.
func content(t *testing.T, s store.Store) map[string]string {
	t.Helper()
	snap, err := s.Snapshot()
	noError(t, err)
	defer snap.Release()
	out := map[string]string{}
	noError(t, snap.Scan(store.Range{}, func(k, v []byte) bool {
		if !bytes.HasPrefix(k, keys.Segments()) && !bytes.HasPrefix(k, keys.AllSegmentBlocks()) {
			out[fmt.Sprintf("%x", k)] = string(v)
		}
		return true
	}))
	return out
}

// TestLoadWritesWhatApplyWrites: the same drafts give the same bytes, into an
// empty graph and into one that holds something.
func TestLoadWritesWhatApplyWrites(t *testing.T) {
	const statements = 120
	one, want := stoppedGraph(t)
	transactions, changes := 0, 0
	for _, d := range archive(statements) {
		v, err := one.Verify(t.Context(), d)
		noError(t, err)
		r, err := one.Apply(t.Context(), v, graph.Request{By: "anna"})
		noError(t, err)
		changes += r.Changes
		if r.Seq > 0 {
			transactions++
		}
	}
	for _, before := range []int{0, 4} {
		t.Run(fmt.Sprintf("after %d", before), func(t *testing.T) {
			g, got := stoppedGraph(t)
			list := archive(statements)
			first := 0
			for _, d := range list[:before] {
				v, err := g.Verify(t.Context(), d)
				noError(t, err)
				r, err := g.Apply(t.Context(), v, graph.Request{By: "anna"})
				noError(t, err)
				first += r.Changes
			}
			told := 0
			r, err := g.Load(t.Context(), &drafts{list: list[before:]}, graph.LoadOptions{By: "anna", Progress: func(graph.Receipt, []byte) { told++ }})
			noError(t, err)
			if r.Transactions != transactions-before || r.Changes != changes-first || told != len(list)-before {
				t.Errorf("%d transactions of %d, %d changes of %d, told %d times of %d", r.Transactions, transactions-before, r.Changes, changes-first, told, len(list)-before)
			}
			if d := cmp.Diff(content(t, want), content(t, got)); d != "" {
				t.Errorf("Load wrote something else (-Apply +Load):\n%.4000s", d)
			}
			soundIndex(t, g)
			for _, words := range []string{"pay", "the minister", "anna"} {
				a, b := found(t, one, time.Now(), words), found(t, g, time.Now(), words)
				if d := cmp.Diff(a, b); d != "" {
					t.Errorf("%q finds (-Apply +Load):\n%s", words, d)
				}
			}
		})
	}
}

// TestRefusedLoad: one wrong draft among many, wherever, and nothing is there.
func TestRefusedLoad(t *testing.T) {
	wrong := map[string]struct {
		draft *graph.Draft
		code  graph.Code
	}{
		"words that are not there": {&graph.Draft{Statements: []graph.StatementDraft{{
			QuoteType: graph.Direct, Evidence: []graph.EvidenceDraft{{Document: "document:c-0", Exact: "never said by anybody"}},
		}}}, graph.CodeNotInText},
		"somebody who comes later": {&graph.Draft{Merges: []graph.MergeDraft{{Into: "person:ann", From: "person:speaker-1", Reason: "x"}}}, graph.CodeNotFound},
	}
	for name, c := range wrong {
		for _, at := range []int{2, 4} {
			t.Run(fmt.Sprintf("%s, at %d", name, at), func(t *testing.T) {
				g, s := stoppedGraph(t)
				list := archive(60)
				list = append(list[:at:at], append([]*graph.Draft{c.draft}, list[at:]...)...)
				_, err := g.Load(t.Context(), &drafts{list: list}, graph.LoadOptions{})
				if !errors.Is(err, &graph.Error{Code: c.code}) {
					t.Errorf("Load: %v; want %s", err, c.code)
				}
				if left := content(t, s); len(left) > 0 {
					t.Errorf("%d keys are left", len(left))
				}
				applyDraft(t, g, &graph.Draft{Nodes: []graph.NodeDraft{{ID: "person:next", Kind: graph.Person, Name: "Next"}}})
			})
		}
	}
	t.Run("cancelled", func(t *testing.T) {
		g, s := stoppedGraph(t)
		ctx, cancel := context.WithCancel(t.Context())
		_, err := g.Load(ctx, &drafts{list: archive(60)}, graph.LoadOptions{Progress: func(graph.Receipt, []byte) { cancel() }})
		if !errors.Is(err, context.Canceled) || len(content(t, s)) > 0 {
			t.Errorf("Load: %v, %d keys", err, len(content(t, s)))
		}
	})
	t.Run("author", func(t *testing.T) {
		g, _ := stoppedGraph(t)
		_, err := g.Load(t.Context(), &drafts{}, graph.LoadOptions{By: strings.Repeat("x", 300)})
		if !errors.Is(err, &graph.Error{Code: graph.CodeBadInput}) {
			t.Errorf("Load: %v", err)
		}
	})
}
