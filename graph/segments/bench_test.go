package segments_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/graph/segments"
	"onrecord/store"
	"onrecord/store/badger"
)

// corpus writes documents of ten statements, each also a node of its own, in
// transactions of so many documents. It gives the texts and their size.
func corpus(tb testing.TB, s store.Store, documents, together int) (texts []string, size int) {
	tb.Helper()
	z := newZipf(11, 60_000)
	for ref := 0; ref < documents; {
		b := segments.NewBatch()
		for range together {
			var all []string
			for i := range 10 {
				words := z.words(6 + z.r.IntN(14))
				set := map[string]bool{}
				for _, w := range words {
					set[w] = true
				}
				b.AddNode(uint64(ref*11+i+2), set)
				all = append(all, words...)
			}
			body := strings.Join(all, " ")
			b.AddDocument(uint64(ref*11+1), body)
			texts, size = append(texts, body), size+len(body)
			ref++
		}
		write(tb, s, b)
	}
	if err := segments.Merge(tb.Context(), s); err != nil {
		tb.Fatal(err)
	}
	return texts, size
}

// mangle changes a share of the words.
func mangle(z *zipf, words []string, share float64) []string {
	out := slices.Clone(words)
	for range int(share * float64(len(words))) {
		i := z.r.IntN(len(out))
		switch z.r.IntN(4) {
		case 0:
			out[i] = z.words(1)[0]
		case 1:
			out = slices.Delete(out, i, i+1)
		case 2:
			out = slices.Insert(out, i, z.words(1)...)
		default:
			j := z.r.IntN(len(out))
			out[i], out[j] = out[j], out[i]
		}
	}
	return out
}

// BenchmarkPassages asks for quotes of 8 to 20 words, up to 30 % of them changed.
// ONRECORD_DOCUMENTS says how many documents of ten statements there are.
func BenchmarkPassages(b *testing.B) {
	documents := 1000
	if n := os.Getenv("ONRECORD_DOCUMENTS"); n != "" {
		if _, err := fmt.Sscan(n, &documents); err != nil {
			b.Fatal(err)
		}
	}
	s, err := badger.Open(badger.Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	began := time.Now()
	texts, size := corpus(b, s, documents, 100)
	b.Logf("%d documents, %d bytes, written in %v", documents, size, time.Since(began))
	cache := segments.NewCache(segments.DefaultCache)
	for _, share := range []float64{0, 0.15, 0.3} {
		b.Run(fmt.Sprintf("changed=%v", share), func(b *testing.B) {
			z := newZipf(99, 60_000)
			var took []time.Duration
			right := 0
			for range b.N {
				doc := z.r.IntN(len(texts))
				all := slices.Collect(segments.Words(texts[doc]))
				n := 8 + z.r.IntN(13)
				from := z.r.IntN(len(all) - n + 1)
				q := mangle(z, all[from:from+n], share)
				began := time.Now()
				reading(b, s, cache, func(r *segments.Reader) {
					hits, err := r.Passages(q, 8)
					if err != nil {
						b.Fatal(err)
					}
					if slices.ContainsFunc(hits, func(h segments.Hit) bool { return h.Document == uint64(doc*11+1) }) {
						right++
					}
				})
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-us")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-us")
			b.ReportMetric(float64(right)/float64(b.N), "right")
		})
	}
	reading(b, s, cache, func(r *segments.Reader) {
		n, units, bytes := r.Size()
		b.Logf("%d segments, %d units, %d bytes: %.2f of the text", n, units, bytes, float64(bytes)/float64(size))
	})
}
