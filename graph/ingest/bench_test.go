package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"onrecord/graph"
	"onrecord/graph/ingest"
	"onrecord/store"
	"onrecord/store/badger"
	"onrecord/store/mem"
)

// BenchmarkIngest takes articles in: plays, so that what is measured is the
// way of what was found into the store and not the finding.
//
//	go test ./graph/ingest -run - -bench Ingest -benchtime 100x
func BenchmarkIngest(b *testing.B) {
	for _, engine := range []string{"mem", "badger"} {
		// Article after article of some 5 KB into one graph: 55 statements, 19
		// of them commitments, 34 actors, half of which others name too.
		b.Run("articles/"+engine, func(b *testing.B) {
			g, n := benchGraph(b, engine), 0
			for b.Loop() {
				n++
				benchTake(b, g, fmt.Sprintf("Article %d", n), benchPlay(n))
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(55*n), "µs/statement")
		})
		// One person who says everything, in texts four times as long each: the
		// time of a statement should not grow.
		for _, size := range []int{650, 2_600, 10_400} {
			b.Run(fmt.Sprintf("hub-%d/%s", size, engine), func(b *testing.B) {
				words := monologue(size)
				n := 0
				for b.Loop() {
					n++
					b.StopTimer()
					g := benchGraph(b, engine)
					b.StartTimer()
					benchTake(b, g, "Hub", words)
				}
				b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(size*n), "µs/statement")
			})
		}
	}
}

func benchGraph(b *testing.B, engine string) *graph.Graph {
	b.Helper()
	var s store.Store = mem.New()
	if engine == "badger" {
		var err error
		if s, err = badger.Open(badger.Options{Dir: b.TempDir()}); err != nil {
			b.Fatal(err)
		}
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	g, err := graph.Open(s)
	if err != nil {
		b.Fatal(err)
	}
	return g
}

func benchTake(b *testing.B, g *graph.Graph, title, words string) {
	b.Helper()
	x := &script{then: func(d *graph.Draft) { placed(words, d.Statements) }}
	got, err := ingest.Document(b.Context(), g, x, request(title, words))
	if err != nil {
		b.Fatal(err)
	}
	if len(got.Rejected) > 0 || got.Statements == 0 {
		b.Fatalf("%+v", got)
	}
}

// placed says where statements stand, as an extractor that read them does: to
// look for words takes as long as the text is. The words are ASCII, and each
// line ends with what is its own.
func placed(words string, list []graph.StatementDraft) {
	from := 0
	for i := range list {
		e := &list[i].Evidence[0]
		start := from + strings.Index(words[from:], e.Exact)
		end := start + len(e.Exact)
		e.Start, e.End, from = &start, &end, end
	}
}

// benchPlay is an article of its own.
func benchPlay(n int) string {
	var out strings.Builder
	for i := range 55 {
		who := fmt.Sprintf("Speaker %c", 'A'+i%17)
		if i%2 == 1 {
			who = fmt.Sprintf("Witness %d %c", n, 'A'+i/2%17)
		}
		if i%3 == 1 {
			fmt.Fprintf(&out, "%s vows: We will bring boat %d of %d to the harbour after truce %d of %d\n", who, i, n, i, n)
		} else {
			fmt.Fprintf(&out, "%s: Nobody told harbour %d of article %d that the boats would leave at dawn\n", who, i, n)
		}
	}
	return out.String()
}

// monologue is what one person says in so many sentences.
func monologue(sentences int) string {
	var out strings.Builder
	for i := range sentences {
		fmt.Fprintf(&out, "Ada Brook: The boats would leave at dawn because nobody had told the harbour number %d anything at all\n", i)
	}
	return out.String()
}
