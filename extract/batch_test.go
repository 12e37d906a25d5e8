package extract_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"onrecord/graph"
)

// articles makes n articles of some 5 KB out of the passages, in an order that
// the seed decides.
func articles(t testing.TB, n int) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/passages/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no passages: %v", err)
	}
	var passages []string
	for _, p := range paths {
		a, err := txtar.ParseFile(p)
		if err != nil {
			t.Fatal(err)
		}
		passages = append(passages, strings.TrimSpace(string(a.Files[0].Data)))
	}
	r := rand.New(rand.NewPCG(7, 11))
	out := make([]string, n)
	for i := range out {
		var b strings.Builder
		fmt.Fprintf(&b, "Report number %d\n", i)
		for b.Len() < 5<<10 {
			b.WriteString("\n" + passages[r.IntN(len(passages))] + "\n")
		}
		out[i] = b.String()
	}
	return out
}

// BenchmarkBatch reads a thousand articles of 5 KB one after the other into
// drafts. B/s is the speed; peak-MB the most memory the heap took, which does
// not depend on how long the batch is.
func BenchmarkBatch(b *testing.B) {
	x := newExtractor(b)
	batch := articles(b, 1000)
	size := 0
	for _, a := range batch {
		size += len(a)
	}
	b.SetBytes(int64(size))
	var peak uint64
	for b.Loop() {
		for i, a := range batch {
			if _, err := x.Extract(context.Background(), graph.DocumentDraft{Text: &a}, nil); err != nil {
				b.Fatal(err)
			}
			if i%50 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapInuse+m.StackInuse)
			}
		}
	}
	b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
}
