package ingest_test

import (
	"context"
	"errors"
	"maps"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"onrecord/graph"
	"onrecord/graph/ingest"
	"onrecord/graph/text"
	"onrecord/store"
	"onrecord/store/mem"
)

// script is an extractor of plays: "Ann: It ends." is a statement by a person,
// "Ann vows: I will go, after Truce." a commitment on a condition. It says of
// all of it that it is certain and reviewed, which nobody should believe.
type script struct {
	calls atomic.Int64
	then  func(*graph.Draft) // what else to do to the draft
	err   error
}

var sure = graph.Standing{Origin: graph.Curated, Review: graph.Accepted, Confidence: 0.75}

func (x *script) Extract(_ context.Context, doc graph.DocumentDraft, known graph.ActorIndex) (*graph.Draft, error) {
	x.calls.Add(1)
	if x.err != nil {
		return nil, x.err
	}
	doc.Language = "en"
	d := &graph.Draft{Origin: graph.Curated, Review: graph.Accepted, Documents: []graph.DocumentDraft{doc}}
	seen := map[string]bool{}
	for line := range strings.Lines(*doc.Text) {
		head, words, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if !ok {
			continue
		}
		name, vows := strings.CutSuffix(head, " vows")
		who := graph.IDPrefix(graph.Person) + text.Slug(name)
		if !seen[who] {
			seen[who] = true
			d.Nodes = append(d.Nodes, graph.NodeDraft{ID: who, Kind: graph.Person, Name: name, Standing: sure})
		}
		proof := []graph.EvidenceDraft{{Document: doc.ID, Exact: words, Prefix: head + ": "}}
		d.Statements = append(d.Statements, graph.StatementDraft{Evidence: proof, QuoteType: graph.Direct, Speaker: who, SpeakerAs: name, Standing: sure})
		if !vows {
			continue
		}
		c := graph.CommitmentDraft{Summary: words, PledgedBy: []string{who}, Strength: graph.DeclaredIntent, Evidence: proof, Standing: sure}
		if _, event, ok := strings.Cut(strings.TrimSuffix(words, "."), "after "); ok {
			id := graph.IDPrefix(graph.Event) + text.Slug(event)
			d.Nodes = append(d.Nodes, graph.NodeDraft{ID: id, Kind: graph.Event, Name: event, Standing: sure})
			c.Conditions = []graph.ConditionDraft{{Event: id, Evidence: []graph.EvidenceDraft{{Document: doc.ID, Exact: "after " + event}}}}
		}
		d.Commitments = append(d.Commitments, c)
	}
	if x.then != nil {
		x.then(d)
	}
	return d, nil
}

// world is a graph whose bytes can be looked at.
type world struct {
	*testing.T
	store store.Store
	graph *graph.Graph
	x     *script
	// sessions are to be closed before the store is.
	sessions []func()
}

func newWorld(t *testing.T) *world { return worldOver(t, mem.New()) }

func worldOver(t *testing.T, s store.Store) *world {
	t.Helper()
	var looks atomic.Int64
	g, err := graph.Open(s, graph.WithClock(func() time.Time { return time.Unix(1_800_000_000+looks.Add(1), 0) }))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, store: s, graph: g, x: &script{}}
	t.Cleanup(w.release)
	return w
}

func request(title, words string) ingest.Request {
	return ingest.Request{Document: graph.DocumentDraft{Title: title, Text: &words}, Extract: true, By: "tester"}
}

func (w *world) take(r ingest.Request) *ingest.Receipt {
	w.Helper()
	out, err := ingest.Document(w.Context(), w.graph, w.x, r)
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// refuses makes sure that a request fails with the code and leaves every byte
// of the store as it was.
func (w *world) refuses(code graph.Code, r ingest.Request) error {
	w.Helper()
	before := w.bytes()
	out, err := ingest.Document(w.Context(), w.graph, w.x, r)
	if !errors.Is(err, &graph.Error{Code: code}) {
		w.Errorf("%v, %v; want %s", out, err, code)
	}
	if !maps.Equal(before, w.bytes()) {
		w.Errorf("something was written before %v", err)
	}
	return err
}

func (w *world) bytes() map[string]string {
	w.Helper()
	snap, err := w.store.Snapshot()
	if err != nil {
		w.Fatal(err)
	}
	defer snap.Release()
	out := map[string]string{}
	if err := snap.Scan(store.Range{}, func(k, v []byte) bool { out[string(k)] = string(v); return true }); err != nil {
		w.Fatal(err)
	}
	return out
}

func (w *world) view() *graph.View {
	w.Helper()
	s, err := w.graph.Session(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	w.sessions = append(w.sessions, s.Close)
	return s.Present()
}

// release closes the sessions that views were made of.
func (w *world) release() {
	for _, end := range w.sessions {
		end()
	}
	w.sessions = nil
}

func isCode(err error, c graph.Code) bool { return errors.Is(err, &graph.Error{Code: c}) }

func (w *world) node(id string) *graph.Node {
	w.Helper()
	n, err := w.view().NodeByID(id)
	if err != nil || n == nil {
		w.Fatalf("%s: %v, %v", id, n, err)
	}
	return n
}

// sound holds the whole store against itself, its log replayed.
func (w *world) sound() {
	w.Helper()
	_, err := w.graph.Check(w.Context(), graph.CheckOptions{Deep: mem.New()}, func(f graph.Finding) { w.Errorf("check: %+v", f) })
	if err != nil {
		w.Error(err)
	}
}

// apply records what a curator knows.
func (w *world) apply(d graph.Draft) {
	w.Helper()
	d.Origin = graph.Curated
	v, err := w.graph.Verify(w.Context(), &d)
	if err == nil {
		_, err = w.graph.Apply(w.Context(), v, graph.Request{})
	}
	if err != nil {
		w.Fatal(err)
	}
}
