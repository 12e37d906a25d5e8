package schema_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/schema"
	"onrecord/seeds"
	"onrecord/store"
	"onrecord/store/mem"
	"onrecord/store/storetest"
)

// world is a graph with its schema, the store below it counted.
type world struct {
	*schema.Schema
	graph *graph.Graph
	store *storetest.Counter
	log   *bytes.Buffer
}

// newWorld opens an empty graph whose clock moves a second with each look.
func newWorld(t testing.TB) *world { return worldOver(t, mem.New(), schema.Options{}) }

func worldOver(t testing.TB, s store.Store, o schema.Options) *world {
	t.Helper()
	w := &world{store: storetest.Counting(s), log: &bytes.Buffer{}}
	start := time.Date(2026, 1, 10, 12, 0, 0, 0, time.UTC)
	var looks atomic.Int64
	var err error
	w.graph, err = graph.Open(w.store, graph.WithClock(func() time.Time { return start.Add(time.Duration(looks.Add(1)) * time.Second) }))
	if err != nil {
		t.Fatal(err)
	}
	o.Logger = slog.New(slog.NewTextHandler(w.log, nil))
	o.Version = "test"
	if w.Schema, err = schema.New(w.graph, o); err != nil {
		t.Fatal(err)
	}
	return w
}

// seeded is a world with the founding article.
func seeded(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	raw, err := fs.ReadFile(seeds.Files(), seeds.Annotation)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := interop.Import(t.Context(), w.graph, bytes.NewReader(raw), interop.Options{Name: seeds.Annotation, FS: seeds.Files()}); err != nil {
		t.Fatal(err)
	}
	return w
}

// add imports records in the draft format.
func (w *world) add(t testing.TB, lines ...string) {
	t.Helper()
	text := `{"record": "header", "format": "onrecord-draft/1", "origin": "CURATED"}` + "\n" + strings.Join(lines, "\n") + "\n"
	if _, err := interop.Import(t.Context(), w.graph, strings.NewReader(text), interop.Options{Name: "test"}); err != nil {
		t.Fatal(err)
	}
}

// ask executes a request and gives its body.
func (w *world) ask(t testing.TB, query string, variables ...string) string {
	t.Helper()
	return w.send(t, schema.Request{Query: query}, variables...)
}

func (w *world) send(t testing.TB, r schema.Request, variables ...string) string {
	t.Helper()
	if len(variables) > 0 {
		r.Variables = json.RawMessage(variables[0])
	}
	res := w.Execute(t.Context(), r)
	defer res.Release()
	if !json.Valid(res.Body) {
		t.Fatalf("the body is not JSON: %s", res.Body)
	}
	return string(res.Body)
}

// data executes a query that must not fail.
func (w *world) data(t testing.TB, query string, variables ...string) string {
	t.Helper()
	body := w.ask(t, query, variables...)
	if strings.Contains(body, `"errors"`) {
		t.Fatalf("the query failed: %s\n%s", body, query)
	}
	return body
}

// codes gives the codes of a response's errors.
func codes(t testing.TB, body string) string {
	t.Helper()
	var r struct {
		Errors []struct {
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range r.Errors {
		out = append(out, e.Extensions.Code)
	}
	return strings.Join(out, " ")
}

// read decodes one value of a body, by path.
func read[T any](t testing.TB, body string, path ...any) T {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatal(err)
	}
	for _, step := range append([]any{"data"}, path...) {
		switch s := step.(type) {
		case string:
			m, ok := v.(map[string]any)
			if !ok {
				t.Fatalf("no %v in %s", path, body)
			}
			v = m[s]
		case int:
			l, ok := v.([]any)
			if !ok || s >= len(l) {
				t.Fatalf("no %v in %s", path, body)
			}
			v = l[s]
		}
	}
	out, ok := v.(T)
	if !ok {
		t.Fatalf("%v is %T %v in %s", path, v, v, body)
	}
	return out
}
