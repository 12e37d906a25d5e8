package schema_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"onrecord/schema"
	"onrecord/store"
	"onrecord/store/mem"
)

// tricky is a store that can be told to fail, and that knows how many snapshots
// are open.
type tricky struct {
	store.Store
	fail atomic.Pointer[error]
	open atomic.Int64
}

func (s *tricky) Snapshot() (store.Snapshot, error) {
	if err := s.fail.Load(); err != nil {
		return nil, *err
	}
	snap, err := s.Store.Snapshot()
	if err == nil {
		s.open.Add(1)
	}
	return &trickySnapshot{snap, s}, err
}

func (s *tricky) Update(ctx context.Context, fn func(store.Tx) error) (store.Token, error) {
	if err := s.fail.Load(); err != nil {
		return 0, *err
	}
	return s.Store.Update(ctx, fn)
}

type trickySnapshot struct {
	store.Snapshot
	s *tricky
}

func (s *trickySnapshot) Release() {
	s.s.open.Add(-1)
	s.Snapshot.Release()
}

func TestStoreFailures(t *testing.T) {
	s := &tricky{Store: mem.New()}
	w := worldOver(t, s, schema.Options{})
	for _, c := range []struct {
		err  error
		code string
	}{
		{&store.Error{Code: store.CodeNoSpace, Message: "/secret/path is full"}, "NO_SPACE"},
		{&store.Error{Code: store.CodeUnavailable, Message: "secret"}, "UNAVAILABLE"},
		{&store.Error{Code: store.CodeNotFound, Message: "secret"}, "INTERNAL"},
		{errors.New("secret"), "INTERNAL"},
	} {
		w.log.Reset()
		s.fail.Store(&c.err)
		for _, query := range []string{`{ people { nodes { id } } }`, `mutation { putNode(input: {kind: PLACE, name: "X"}) { transaction } }`} {
			body := w.ask(t, query)
			if got := codes(t, body); got != c.code || strings.Contains(body, "secret") {
				t.Errorf("%v: %s", c.err, body)
			}
		}
		if !strings.Contains(w.log.String(), "secret") && c.code != "NO_SPACE" {
			t.Errorf("%v was not logged", c.err)
		}
		s.fail.Store(nil)
	}
}

func TestSessions(t *testing.T) {
	s := &tricky{Store: mem.New()}
	w := worldOver(t, s, schema.Options{})
	was := w.store.Take()
	w.data(t, `{ __schema { queryType { name } } __typename }`)
	if now := w.store.Take(); now.Snapshots != 0 {
		t.Errorf("introspection opened %d sessions (%v before)", now.Snapshots, was)
	}
	w.data(t, `{ a: people { nodes { id } } b: people(validAt: "2020") { nodes { id } } c: states(asOf: "2020-01-01T00:00:00Z") { nodes { id } } }`)
	if now := w.store.Take(); now.Snapshots != 1 {
		t.Errorf("three root fields opened %d sessions", now.Snapshots)
	}
	w.data(t, `mutation { a: putNode(input: {kind: PLACE, name: "X"}) { node { id } } b: putNode(input: {kind: PLACE, name: "Y"}) { node { id } } }`)
	w.ask(t, `{ people(first: -1) { nodes { id } } }`)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	w.Execute(ended, schema.Request{Query: `{ people { nodes { id } } }`}).Release()
	if n := s.open.Load(); n != 0 {
		t.Errorf("%d snapshots stay open", n)
	}
}

// TestConcurrentRequests shares one schema among requests; the race detector
// watches.
func TestConcurrentRequests(t *testing.T) {
	w := seeded(t)
	want := w.data(t, `{ commitments { nodes { id state pledgedBy { label } } } }`)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			if i == 0 {
				w.ask(t, `mutation { putNode(input: {kind: PLACE, name: "X"}) { node { id } } }`)
			}
			if got := w.ask(t, `{ commitments { nodes { id state pledgedBy { label } } } }`); got != want {
				t.Errorf("%s", got)
			}
		})
	}
	group.Wait()
}

func TestSDL(t *testing.T) {
	a, b := newWorld(t).SDL(), newWorld(t).SDL()
	if a != b {
		t.Error("two schemas print differently")
	}
	for _, want := range []string{
		"type Person implements Actor & Node {",
		"scalar EDTF @specifiedBy(url: \"https://www.loc.gov/standards/datetime/\")",
		"direction: Direction = BOTH", "role: CommitmentRole = DEBTOR", "excludeTypes: [RelationType!] = [REPORTED_IN, INCLUDED_IN]",
		"first: Int = 50", "input RelateInput {", "extract: Boolean = true", "rejected: [Problem!]!", "traceAll(", "first: Int = 5", "interface Node {", "  nodes: [Node]\n",
	} {
		if !strings.Contains(a, want) {
			t.Errorf("the schema does not say %q", want)
		}
	}
	for _, later := range []string{"Subscription", "__"} {
		if strings.Contains(a, later) {
			t.Errorf("the schema says %q", later)
		}
	}
	defaults := newWorld(t).data(t, `{ __type(name: "Person") { fields { name args { name defaultValue } } } }`)
	for _, want := range []string{`{"name":"direction","defaultValue":"BOTH"}`, `{"name":"role","defaultValue":"DEBTOR"}`, `{"name":"actingFor","defaultValue":"false"}`} {
		if !strings.Contains(defaults, want) {
			t.Errorf("introspection does not say %s", want)
		}
	}
}
