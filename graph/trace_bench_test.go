package graph_test

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"onrecord/graph"
	"onrecord/graph/keys"
	"onrecord/store"
)

var scaleBench = flag.String("trace.bench", "10000", "sizes of the corpora of BenchmarkTrace, in statements, with commas between")

// BenchmarkTrace traces quotes of all kinds in corpora on disk, in a graph that
// has answered some thousand others before: its caches hold what they would. With
// -benchtime=10000x no quote of the kind "mixed" is asked twice; of the other
// kinds there are 400. p50 and p99 are of single calls, cpu-p50 and cpu-p99 what
// they take of a processor: where other work goes on, that is the honest figure. load-s is what writing the
// corpus took, index/text the bytes of the index of words, keys and values as
// given to the store, for each byte of text.
func BenchmarkTrace(b *testing.B) {
	for _, size := range strings.Split(*scaleBench, ",") {
		statements, err := strconv.Atoi(size)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("statements=%d", statements), func(b *testing.B) {
			c, s, g, loaded := loadCorpus(b, statements, true)
			index := float64(indexBytes(b, s)) / float64(loaded.Text)
			warm(b, g, newQuoteMaker(c, statements, *scaleSeed+1), min(statements/100, 10_000))
			m := newQuoteMaker(c, statements, *scaleSeed)
			const each = 400
			for _, kind := range []string{"mixed", "exact", "short", "substitute-2", "mixed-30%", "spliced-documents", "unsaid-recombined"} {
				var queries []traceQuery
				for _, k := range quoteKinds {
					if k.name == kind || kind == "mixed" {
						queries = append(queries, m.queries(k, each)...)
					}
				}
				m.rng.Shuffle(len(queries), func(i, j int) { queries[i], queries[j] = queries[j], queries[i] })
				b.Run(kind, func(b *testing.B) {
					benchTrace(b, g, queries)
					b.ReportMetric(index, "index/text")
					b.ReportMetric(loaded.Took.Seconds(), "load-s")
				})
			}
		})
	}
}

// warm asks about so many quotes of all kinds.
func warm(b *testing.B, g *graph.Graph, m *quoteMaker, about int) {
	for _, k := range quoteKinds {
		for _, q := range m.queries(k, about/len(quoteKinds)) {
			askTrace(b, g, q)
		}
	}
}

func askTrace(b *testing.B, g *graph.Graph, q traceQuery) {
	s, err := g.Session(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Present().Trace(q.given, "", 5); err != nil {
		b.Fatalf("%q: %v", q.given, err)
	}
}

func benchTrace(b *testing.B, g *graph.Graph, queries []traceQuery) {
	b.ReportAllocs()
	runtime.LockOSThread() // whose time is measured
	defer runtime.UnlockOSThread()
	var took, used []time.Duration
	for b.Loop() {
		start, cpu := time.Now(), threadTime()
		askTrace(b, g, queries[len(took)%len(queries)])
		took, used = append(took, time.Since(start)), append(used, threadTime()-cpu)
	}
	for name, list := range map[string][]time.Duration{"": took, "cpu-": used} {
		slices.Sort(list)
		for _, p := range []int{50, 99} {
			at := list[p*(len(list)-1)/100]
			b.ReportMetric(float64(at.Microseconds())/1000, fmt.Sprintf("%sp%d-ms", name, p))
		}
	}
}

// indexBytes measures what the index of words holds.
func indexBytes(tb testing.TB, s store.Store) int64 {
	tb.Helper()
	snap, err := s.Snapshot()
	if err != nil {
		tb.Fatal(err)
	}
	defer snap.Release()
	sum := int64(0)
	for _, t := range keys.Tables {
		if !strings.Contains(t.Name, "segment") && !strings.Contains(t.Name, "posting") {
			continue
		}
		err := snap.Scan(store.Prefix([]byte{t.Letter}), func(key, value []byte) bool {
			sum += int64(len(key) + len(value))
			return true
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return sum
}
