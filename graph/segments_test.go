package graph_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/graph/keys"
	"onrecord/store"
	"onrecord/store/mem"
)

// largeTexts gives a graph with enough text that segments wait to be folded.
func largeTexts(t *testing.T, s store.Store) *graph.Graph {
	t.Helper()
	g, err := graph.Open(s)
	noError(t, err)
	t.Cleanup(func() { noError(t, g.Close()) })
	for i := range 9 {
		var b strings.Builder
		for j := range 6000 {
			fmt.Fprintf(&b, "word%d common%d ", i*6000+j, j%50)
		}
		body := b.String()
		applyDraft(t, g, &graph.Draft{Documents: []graph.DocumentDraft{{ID: fmt.Sprintf("document:d%d", i), Title: fmt.Sprintf("Title %d", i), Text: &body}}})
	}
	return g
}

func segmentCount(t *testing.T, s store.Store) int {
	t.Helper()
	snap, err := s.Snapshot()
	noError(t, err)
	defer snap.Release()
	n := 0
	noError(t, snap.Scan(store.Prefix(keys.Segments()), func(_, _ []byte) bool { n++; return true }))
	return n - 1 // the number of the next one
}

func soundIndex(t *testing.T, g *graph.Graph) {
	t.Helper()
	all, _ := checkAll(t, g, graph.CheckOptions{})
	for _, f := range all {
		t.Error(f)
	}
}

// settled is how many segments may be left of the texts here when nothing is to be
// folded: two of each of three sizes.
const settled = 6

// TestLargeSegmentsAreFolded beside the transactions, and a redaction reaches
// what was folded.
func TestLargeSegmentsAreFolded(t *testing.T) {
	s := mem.New()
	g := largeTexts(t, s)
	noError(t, g.MergeSegments(t.Context()))
	if n := segmentCount(t, s); n > settled {
		t.Errorf("%d segments", n)
	}
	if d := cmp.Diff([]string{"document:d3"}, found(t, g, time.Now(), "word18001")[0]); d != "" {
		t.Error(d)
	}
	soundIndex(t, g)
	_, err := g.Redact(t.Context(), graph.RedactChange{Document: "document:d3", Reason: "x"}, graph.Request{})
	noError(t, err)
	for words, want := range map[string][]string{"word18001": nil, "title 3": {"document:d3"}, "word24001": {"document:d4"}} {
		if d := cmp.Diff(want, found(t, g, time.Now(), words)[0]); d != "" {
			t.Errorf("%s: %s", words, d)
		}
	}
	for w := range postedWords(t, s) {
		if w == "word18001" {
			t.Fatalf("%s is left", w)
		}
	}
	soundIndex(t, g)
}

// TestRebuiltIndexes say what they said, whatever became of the old one.
func TestRebuiltIndexes(t *testing.T) {
	g, sound := busyGraph(t)
	defer g.Close()
	for name, prefix := range map[string][][]byte{
		"as it was":    nil,
		"no heads":     {keys.Segments()},
		"no blocks":    {keys.AllSegmentBlocks()},
		"nothing":      {keys.Segments(), keys.AllSegmentBlocks()},
		"older format": {keys.Segments()},
	} {
		t.Run(name, func(t *testing.T) {
			s := copyOf(t, sound)
			_, err := s.Update(t.Context(), func(tx store.Tx) error {
				for _, p := range prefix {
					var gone [][]byte
					noError(t, tx.Scan(store.Prefix(p), func(k, _ []byte) bool { gone = append(gone, slices.Clone(k)); return true }))
					for _, k := range gone {
						noError(t, tx.Delete(k))
					}
				}
				if name == "older format" {
					noError(t, tx.Set(keys.Segment(1<<6|3), []byte(`{"level":0,"bytes":12}`)))
				}
				return nil
			})
			noError(t, err)
			g, err := graph.Open(s)
			noError(t, err)
			noError(t, g.RebuildIndex(t.Context()))
			soundIndex(t, g)
			if got := found(t, g, time.Now(), "ceasefire")[0]; len(got) == 0 {
				t.Error("nothing is found")
			}
			applyDraft(t, g, &graph.Draft{Nodes: []graph.NodeDraft{{ID: "person:late", Kind: graph.Person, Name: "Zuleika Late"}}})
			if d := cmp.Diff([]string{"person:late"}, found(t, g, time.Now(), "zuleika")[0]); d != "" {
				t.Error(d)
			}
			soundIndex(t, g)
		})
	}
}

// failing is a store whose updates fail after so many.
type failing struct {
	store.Store
	left int
}

var errPulled = errors.New("the plug was pulled")

func (f *failing) Update(ctx context.Context, fn func(store.Tx) error) (store.Token, error) {
	if f.left--; f.left < 0 {
		return 0, errPulled
	}
	return f.Store.Update(ctx, fn)
}

// TestCutMerges leaves what there was or what came of it, wherever a merge or a
// rebuild is cut short, and the next one tidies up.
func TestCutMerges(t *testing.T) {
	whole := mem.New()
	g := largeTexts(t, whole)
	for name, run := range map[string]func(*graph.Graph) error{
		"merge":   func(g *graph.Graph) error { return g.MergeSegments(context.Background()) },
		"rebuild": func(g *graph.Graph) error { return g.RebuildIndex(context.Background()) },
	} {
		for updates := 0; ; updates++ {
			f := &failing{copyOf(t, whole), updates}
			cut, err := graph.Open(f)
			noError(t, err)
			err = run(cut)
			if err != nil && !errors.Is(err, errPulled) {
				t.Fatal(err)
			}
			again, err2 := graph.Open(f.Store)
			noError(t, err2)
			if d := cmp.Diff([]string{"document:d3"}, found(t, again, time.Now(), "word18001")[0]); d != "" {
				t.Fatalf("%s cut after %d updates: %s", name, updates, d)
			}
			if updates == 2 {
				soundIndex(t, again)
			}
			noError(t, again.MergeSegments(t.Context()))
			if n := segmentCount(t, f.Store); n > settled {
				t.Errorf("%s cut after %d updates: %d segments, at most %d wanted", name, updates, n, settled)
			}
			if err == nil {
				soundIndex(t, again)
				break
			}
		}
	}
	noError(t, g.MergeSegments(t.Context()))
}
