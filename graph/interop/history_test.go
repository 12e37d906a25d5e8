package interop_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/graph/interop"
)

// lived gives a graph with every kind of change in its history.
func lived(t testing.TB) *graph.Graph {
	t.Helper()
	g := emptyGraph(t)
	importSeed(t, g)
	ctx := t.Context()
	do := func(r graph.Receipt, err error) graph.Receipt {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	second := `{"record":"document","id":"document:second","title":"Second","text":"A truce <began> & holds. Paris hosted it.","original":"AP8A/g=="}
{"record":"node","id":"organization:nato-copy","kind":"ORGANIZATION","name":"NATO again"}
{"record":"node","id":"organization:nato-third","kind":"ORGANIZATION","name":"Третий"}
{"record":"relation","type":"LOCATED_IN","from":"event:ceasefire","to":"state:ukraine","evidence":[{"document":"document:second","exact":"A truce <began>"}]}
{"record":"statement","id":"statement:second","quoteType":"INDIRECT","speaker":"person:emmanuel-macron","about":["place:paris"],"evidence":[{"document":"document:second","exact":"Paris hosted it."}]}
{"record":"fact","node":"place:paris","property":"role","value":"host","evidence":[{"document":"document:second","exact":"Paris hosted it"}]}`
	do(interop.Import(ctx, g, strings.NewReader(second), interop.Options{By: "anna", IdempotencyKey: "second"}))
	do(g.Review(ctx, graph.ReviewChange{ID: "statement:second", Status: graph.Accepted}, graph.Request{By: "ben", IdempotencyKey: "r1"}))
	do(g.Review(ctx, graph.ReviewChange{ID: "statement:second", Status: graph.Accepted}, graph.Request{By: "ben", IdempotencyKey: "nothing"}))
	do(g.Review(ctx, graph.ReviewChange{ID: "commitment:several-thousand-french-troops", Status: graph.Disputed, Reason: "could"}, graph.Request{}))
	do(g.Retract(ctx, graph.RetractChange{ID: "statement:macron-danish-sovereignty", Reason: "misquoted"}, graph.Request{}))
	do(g.Merge(ctx, graph.MergeChange{Into: "organization:nato-copy", From: "organization:nato-third", Reason: "same"}, graph.Request{}))
	do(g.Merge(ctx, graph.MergeChange{Into: "organization:nato", From: "organization:nato-copy", Reason: "same"}, graph.Request{By: "anna"}))
	return g
}

func redacted(t testing.TB) *graph.Graph {
	t.Helper()
	g := lived(t)
	if _, err := g.Redact(t.Context(), graph.RedactChange{Document: "document:second", Reason: "court order"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	// A copy by another publisher comes after the redaction, and stays removed.
	copied := `{"record":"document","id":"document:copy","title":"Copy","publisher":"Other","text":"A truce <began> & holds. Paris hosted it.","original":"AP8A/g=="}`
	if _, err := interop.Import(t.Context(), g, strings.NewReader(copied), interop.Options{}); err != nil {
		t.Fatal(err)
	}
	return g
}

func export(t testing.TB, g *graph.Graph) string {
	t.Helper()
	s, err := g.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var b bytes.Buffer
	if err := interop.Export(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func exportState(t testing.TB, g *graph.Graph) string {
	t.Helper()
	s, err := g.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var b bytes.Buffer
	if err := interop.ExportState(&b, s.Present()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHistoryRoundTrip(t *testing.T) {
	for name, make := range map[string]func(testing.TB) *graph.Graph{"empty": emptyGraph, "lived": lived, "redacted": redacted} {
		t.Run(name, func(t *testing.T) {
			g := make(t)
			want := export(t, g)
			for way, r := range map[string]io.Reader{"file": strings.NewReader(want), "pipe": onlyReader{strings.NewReader(want)}} {
				again := emptyGraph(t)
				if _, err := interop.Import(t.Context(), again, r, interop.Options{}); err != nil {
					t.Fatal(way, err)
				}
				if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(export(t, again), "\n")); diff != "" {
					t.Errorf("%s: exported again (-first +second):\n%s", way, diff)
				}
				if diff := cmp.Diff(exportState(t, g), exportState(t, again)); diff != "" {
					t.Errorf("%s: state differs:\n%s", way, diff)
				}
			}
		})
	}
}

type onlyReader struct{ io.Reader }

func TestRedactedWordsAreNotExported(t *testing.T) {
	g := redacted(t)
	for what, got := range map[string]string{"history": export(t, g), "state": exportState(t, g)} {
		if strings.Contains(got, "truce <began>") || strings.Contains(got, "Paris hosted") || strings.Contains(got, "AP8A") {
			t.Errorf("the %s holds redacted words", what)
		}
		if !strings.Contains(got, "court order") {
			t.Errorf("the %s does not say why words were redacted", what)
		}
	}
}

func TestIdempotencyKeysOutliveAnImport(t *testing.T) {
	want := export(t, lived(t))
	g := emptyGraph(t)
	if _, err := interop.Import(t.Context(), g, strings.NewReader(want), interop.Options{}); err != nil {
		t.Fatal(err)
	}
	for key, seq := range map[string]graph.Seq{"r1": 3, "nothing": 0} {
		r, err := g.Review(t.Context(), graph.ReviewChange{ID: "statement:second", Status: graph.Accepted}, graph.Request{By: "ben", IdempotencyKey: key})
		if err != nil || !r.Repeated || r.Seq != seq {
			t.Errorf("key %s answered %+v, %v", key, r, err)
		}
		_, err = g.Review(t.Context(), graph.ReviewChange{ID: "statement:second", Status: graph.Rejected}, graph.Request{By: "ben", IdempotencyKey: key})
		if !errors.Is(err, &graph.Error{Code: graph.CodeIdempotency}) {
			t.Errorf("key %s was taken for another request: %v", key, err)
		}
	}
}

func TestHistoryNeedsAnEmptyStore(t *testing.T) {
	g := lived(t)
	before := export(t, g)
	_, err := interop.Import(t.Context(), g, strings.NewReader(before), interop.Options{Name: "x"})
	if !errors.Is(err, &graph.Error{Code: graph.CodeNotEmpty}) {
		t.Fatal(err)
	}
	if export(t, g) != before {
		t.Fatal("a refused import wrote something")
	}
}

// TestBrokenHistories: whatever was changed is found, and from a file nothing
// is written.
func TestBrokenHistories(t *testing.T) {
	whole := strings.SplitAfter(export(t, lived(t)), "\n")
	whole = whole[:len(whole)-1]
	find := func(part string) int {
		for i, l := range whole {
			if strings.Contains(l, part) {
				return i
			}
		}
		t.Fatalf("no line has %s", part)
		return 0
	}
	edit := func(part, from, to string) []string {
		at := find(part)
		out := append([]string{}, whole...)
		if out[at] = strings.Replace(out[at], from, to, 1); out[at] == whole[at] {
			t.Fatalf("%s has no %s", part, from)
		}
		return out
	}
	drop := func(part string) []string {
		at := find(part)
		return append(append([]string{}, whole[:at]...), whole[at+1:]...)
	}
	for _, c := range []struct {
		name  string
		lines []string
		code  graph.Code
		says  string
	}{
		{"entry changed", edit(`"seq":3,`, "ben", "bob"), graph.CodeChain, "entry 3"},
		{"entry dropped", drop(`"seq":3,`), graph.CodeChain, "after entry 2"},
		{"blob changed", edit(`A truce <began>`, "A truce", "A Truce"), graph.CodeChain, "blob"},
		{"blob dropped", drop(`A truce <began>`), graph.CodeChain, "needs blob"},
		{"blob too long", edit(`A truce <began>`, "A truce", "A truce again"), graph.CodeBadFormat, "larger"},
		{"head dropped", drop(`"record":"head"`), graph.CodeChain, "cut off"},
		{"head changed", edit(`"record":"head"`, `"digest":"`, `"digest":"0`), graph.CodeChain, "head"},
		{"cut short", whole[:len(whole)-3], graph.CodeChain, "cut off"},
		{"more after the head", append(append([]string{}, whole...), whole[1]), graph.CodeBadFormat, "last line"},
		{"unknown record", edit(`"record":"head"`, `"head"`, `"tail"`), graph.CodeBadFormat, "tail"},
		{"unknown field", edit(`"record":"head"`, `"seq"`, `"sequence"`), graph.CodeBadFormat, "sequence"},
		{"not canonical", edit(`"seq":3,`, `{"seq":3`, `{ "seq":3`), graph.CodeChain, "canonical"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := emptyGraph(t)
			_, err := interop.Import(t.Context(), g, strings.NewReader(strings.Join(c.lines, "")), interop.Options{Name: "broken.jsonl"})
			if !errors.Is(err, &graph.Error{Code: c.code}) || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "broken.jsonl: line ") {
				t.Errorf("got %v", err)
			}
			if c.name != "blob dropped" && !strings.HasSuffix(export(t, g), headOfNothing) {
				t.Error("something was written")
			}
		})
	}
}

var headOfNothing = fmt.Sprintf("{\"record\":\"head\",\"seq\":0,\"digest\":\"%064d\"}\n", 0)
