package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/graphql-go/graphql"

	"onrecord/graph"
	"onrecord/schema"
	"onrecord/schema/guard"
	"onrecord/schema/plan"
	"onrecord/store/mem"
)

// toySchema is a small schema behind the real guard and the real executor.
type toySchema struct {
	ex      *plan.Executor
	mu      sync.Mutex
	seen    []schema.Request
	written int
	entered chan struct{} // Query.wait tells that it runs
	leave   chan struct{} // and waits for this, or for its context
	left    atomic.Int32  // how many waits are over
	broken  bool          // Execute panics
}

func (t *toySchema) Execute(ctx context.Context, r schema.Request) *schema.Response {
	t.mu.Lock()
	t.seen = append(t.seen, r)
	t.mu.Unlock()
	if t.broken {
		panic("toy: secret cause")
	}
	return t.ex.Execute(ctx, plan.Request{
		Query: r.Query, OperationName: r.OperationName, Variables: r.Variables, ReadOnly: r.ReadOnly, Root: struct{}{},
	})
}

func (t *toySchema) SDL() string { return "type Query {\n  hello: String\n}\n" }

func (t *toySchema) last(tb testing.TB) schema.Request {
	tb.Helper()
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.seen) == 0 {
		tb.Fatal("nothing was executed")
	}
	return t.seen[len(t.seen)-1]
}

type coded string

func (c coded) Error() string       { return "failed with " + string(c) }
func (c coded) GraphQLCode() string { return string(c) }

func newToySchema(tb testing.TB) *toySchema {
	tb.Helper()
	t := &toySchema{entered: make(chan struct{}, 16), leave: make(chan struct{})}
	fields := plan.NewFields()
	field := func(on, name string, out graphql.Output, args graphql.FieldConfigArgument, f func(c *plan.Call) (any, error)) *graphql.Field {
		return fields.Field(on, name, &graphql.Field{Type: out, Args: args, Description: name},
			plan.Each(func(c *plan.Call, _ struct{}) (any, error) { return f(c) }))
	}
	query := graphql.Fields{
		"hello": field("Query", "hello", graphql.String, nil, func(*plan.Call) (any, error) { return "héllo", nil }),
		"long": field("Query", "long", graphql.String, nil, func(*plan.Call) (any, error) {
			return strings.Repeat("long ", 2000), nil
		}),
		"fail": field("Query", "fail", graphql.String, nil, func(*plan.Call) (any, error) { return nil, coded("TOY_FAILED") }),
		"wait": field("Query", "wait", graphql.String, nil, func(c *plan.Call) (any, error) {
			defer t.left.Add(1)
			t.entered <- struct{}{}
			select {
			case <-t.leave:
				return "waited", nil
			case <-c.Ctx.Done():
				for range 1000 { // a read that takes a moment to notice
					runtime.Gosched()
				}
				return nil, c.Ctx.Err()
			}
		}),
	}
	mutation := graphql.Fields{
		"write": field("Mutation", "write", graphql.Int, nil, func(*plan.Call) (any, error) {
			t.mu.Lock()
			defer t.mu.Unlock()
			t.written++
			return t.written, nil
		}),
	}
	s, err := graphql.NewSchema(graphql.SchemaConfig{
		Query:    graphql.NewObject(graphql.ObjectConfig{Name: "Query", Fields: query}),
		Mutation: graphql.NewObject(graphql.ObjectConfig{Name: "Mutation", Fields: mutation}),
	})
	if err != nil {
		tb.Fatal(err)
	}
	guard.Warm(&s)
	if t.ex, err = plan.New(&s, fields, guard.New(&s, guard.DefaultLimits()), plan.Options{Logger: quiet()}); err != nil {
		tb.Fatal(err)
	}
	return t
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// unreadable is a graph that cannot be read.
type unreadable struct{}

func (unreadable) Session(context.Context) (*graph.Session, error) {
	return nil, errors.New("toy: disk is gone")
}

func memGraph(tb testing.TB) *graph.Graph {
	tb.Helper()
	s := mem.New()
	tb.Cleanup(func() { _ = s.Close() })
	g, err := graph.Open(s)
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// local is what a server on this machine listens on.
var local = &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}

// public is what a server for everybody listens on.
var public = &net.TCPAddr{IP: net.IPv4zero, Port: 8080}

// serverOf makes a handler over the toy schema, with the options changed.
func serverOf(tb testing.TB, change func(o *Options)) (*Handler, *toySchema) {
	tb.Helper()
	toy := newToySchema(tb)
	o := Options{Schema: toy, Graph: memGraph(tb), Addr: local, Version: "v-test"}
	if change != nil {
		change(&o)
	}
	h, err := New(o)
	if err != nil {
		tb.Fatal(err)
	}
	return h, toy
}

// ask sends one request. Headers are name and value by turns; one named "Host" is
// the host, and an empty value takes the header away.
func ask(h http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	var reader io.Reader
	if body != "" {
		reader = strings.NewReader(body)
	}
	r := httptest.NewRequest(method, target, reader)
	r.Host = "localhost:8080"
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		switch {
		case headers[i] == "Host":
			r.Host = headers[i+1]
		case headers[i+1] == "":
			r.Header.Del(headers[i])
		default:
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func post(h http.Handler, body string, headers ...string) *httptest.ResponseRecorder {
	return ask(h, http.MethodPost, "/graphql", body, headers...)
}
