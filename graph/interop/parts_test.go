package interop_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/bench/corpus"
	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/store/badger"
)

// archive is a made archive as one file: first who speaks in it, then each
// document with what was said there.
func archive(t *testing.T, statements int) []byte {
	t.Helper()
	var all bytes.Buffer
	for d := range corpus.New(2, statements).Drafts(1) {
		var one bytes.Buffer
		if err := interop.WriteDraft(&one, d); err != nil {
			t.Fatal(err)
		}
		_, lines, _ := bytes.Cut(one.Bytes(), []byte("\n"))
		if all.Len() == 0 {
			lines = one.Bytes()
		}
		all.Write(lines)
	}
	return all.Bytes()
}

// opened opens the graph in a folder whose store writes runs often; closing it
// is the test's.
func opened(t *testing.T, dir string) (g *graph.Graph, done func()) {
	t.Helper()
	s, err := badger.Open(badger.Options{Dir: dir, Memory: 2 << 20, Reserve: 1})
	if err != nil {
		t.Fatal(err)
	}
	g, err = graph.Open(s, graph.WithClock(func() time.Time { return time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC) }))
	if err != nil {
		t.Fatal(err)
	}
	return g, func() {
		if err := errors.Join(g.Close(), s.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

// inParts imports a file as if it were large.
func inParts(ctx context.Context, g *graph.Graph, r io.Reader, tell func(interop.Progress)) (graph.Receipt, error) {
	return interop.ImportInParts(ctx, g, r, 60<<10, 20<<10, 60<<10, interop.Options{Progress: tell})
}

func history(t *testing.T, g *graph.Graph) string {
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

// TestInterruptedImport: an import that was interrupted, or whose file turned
// out wrong, leaves the old graph; given again, with the mistake corrected, it
// goes on where it was, and the graph is the one that an import in one go
// gives. A file that is another one up to there is read from its start.
func TestInterruptedImport(t *testing.T) {
	file := archive(t, 900)
	want, done := opened(t, t.TempDir())
	whole, err := inParts(t.Context(), want, bytes.NewReader(file), nil)
	if err != nil {
		t.Fatal(err)
	}
	wanted := history(t, want)
	done()
	if whole.Transactions < 20 {
		t.Fatalf("only %d transactions: this test shows nothing", whole.Transactions)
	}
	last := bytes.LastIndexByte(bytes.TrimSpace(file), '\n') + 1
	wrong := append(bytes.Clone(file[:last]), []byte(`{"record":"node","id":"person:x","kind":"PERSON"}`)...)
	other := bytes.Replace(file, []byte("document:c-3"), []byte("document:x-3"), -1)
	for name, c := range map[string]struct {
		first, second func(ctx context.Context, g *graph.Graph, tell func(interop.Progress)) error
		resumed       bool
	}{
		"cancelled": {
			func(ctx context.Context, g *graph.Graph, _ func(interop.Progress)) error {
				ctx, cancel := context.WithCancel(ctx)
				_, err := inParts(ctx, g, bytes.NewReader(file), func(p interop.Progress) {
					if p.Transactions > 3*whole.Transactions/4 {
						cancel()
					}
				})
				return err
			}, nil, true,
		},
		"the last line is wrong": {
			func(ctx context.Context, g *graph.Graph, _ func(interop.Progress)) error {
				_, err := inParts(ctx, g, bytes.NewReader(wrong), nil)
				if err == nil || !strings.Contains(err.Error(), "line ") {
					t.Errorf("the error names no line: %v", err)
				}
				return err
			}, nil, true,
		},
		"another file": {
			func(ctx context.Context, g *graph.Graph, _ func(interop.Progress)) error {
				_, err := inParts(ctx, g, bytes.NewReader(append(bytes.Clone(other), wrong[last:]...)), nil)
				return err
			}, nil, false,
		},
		"a pipe": {
			func(ctx context.Context, g *graph.Graph, _ func(interop.Progress)) error {
				_, err := inParts(ctx, g, bytes.NewReader(wrong), nil)
				return err
			},
			func(ctx context.Context, g *graph.Graph, tell func(interop.Progress)) error {
				_, err := inParts(ctx, g, io.MultiReader(bytes.NewReader(file)), tell)
				return err
			}, false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			g, done := opened(t, dir)
			if err := c.first(t.Context(), g, nil); err == nil {
				t.Fatal("the first import succeeded")
			}
			s, err := g.Session(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if seq, _, _ := s.Head(); seq != 0 {
				t.Errorf("a failed import left transaction %d", seq)
			}
			s.Close()
			done()
			g, done = opened(t, dir)
			defer done()
			began := -1
			tell := func(p interop.Progress) {
				if began < 0 {
					began = p.Transactions
				}
			}
			if c.second == nil {
				_, err = inParts(t.Context(), g, bytes.NewReader(file), tell)
			} else {
				err = c.second(t.Context(), g, tell)
			}
			if err != nil {
				t.Fatal(err)
			}
			if (began > 1) != c.resumed {
				t.Errorf("the second import began with transaction %d; resumed should be %v", began, c.resumed)
			}
			if d := cmp.Diff(wanted, history(t, g)); d != "" {
				t.Errorf("it is another history (-in one go +interrupted):\n%.2000s", d)
			}
		})
	}
}

// TestParts: where a draft is cut, and what a line may name.
func TestParts(t *testing.T) {
	g, done := opened(t, t.TempDir())
	defer done()
	file := archive(t, 200)
	early := []byte(`{"record":"merge","into":"person:speaker-1","from":"person:late","reason":"x"}` + "\n")
	late := []byte(`{"record":"node","id":"person:late","kind":"PERSON","name":"Late"}` + "\n")
	_, err := inParts(t.Context(), g, bytes.NewReader(bytes.Join([][]byte{early, file, late}, nil)), nil)
	if !errors.Is(err, &graph.Error{Code: graph.CodeBadFormat}) { // the header is not first
		t.Errorf("a header in the middle: %v", err)
	}
	at := bytes.IndexByte(file, '\n') + 1
	_, err = inParts(t.Context(), g, bytes.NewReader(bytes.Join([][]byte{file[:at], early, file[at:], late}, nil)), nil)
	if !errors.Is(err, &graph.Error{Code: graph.CodeNotFound}) || !strings.Contains(err.Error(), "must stand before it") || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a line that names what comes much later: %v", err)
	}
	// A small file has one part.
	small := []byte(`{"record":"header","format":"onrecord-draft/1","origin":"CURATED"}` + "\n")
	r, err := inParts(t.Context(), g, bytes.NewReader(bytes.Join([][]byte{small, []byte(`{"record":"node","id":"person:speaker-1","kind":"PERSON","name":"Early"}` + "\n"), early, late}, nil)), nil)
	if err != nil || r.Transactions != 0 || r.Seq != 1 {
		t.Errorf("a small file: %+v, %v", r, err)
	}
	_, err = interop.ImportInParts(t.Context(), g, bytes.NewReader(file), 1<<10, 1<<10, 1<<10, interop.Options{IdempotencyKey: "k"})
	if !errors.Is(err, &graph.Error{Code: graph.CodeBadInput}) {
		t.Errorf("an idempotency key for a large file: %v", err)
	}
}
