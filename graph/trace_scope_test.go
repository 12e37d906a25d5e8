package graph_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/store/mem"
)

// TestSearchedIsKeptAsItIsCounted: what is added to an earlier count is what a
// graph that was just opened counts, whatever was done in between and however
// long nobody asked; so it is of views of the past.
func TestSearchedIsKeptAsItIsCounted(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newTerrain(t, mem.New())
		known := 0
		id := func(n int) string { return fmt.Sprintf("document:d%d", n) }
		found := map[int]bool{}
		gone := map[int]bool{} // redacted, merged or rejected
		pick := func() (int, bool) {
			if known == 0 {
				return 0, false
			}
			n := rapid.IntRange(0, known-1).Draw(r, "which")
			return n, !gone[n]
		}
		bring := func(n int, text *string) {
			w.apply(graph.Draft{Documents: []graph.DocumentDraft{{
				ID: id(n), Title: fmt.Sprint("Paper ", n), Publisher: fmt.Sprint("Press ", n), Text: text,
				Language:    rapid.SampledFrom([]string{"", "en", "uk", "fr"}).Draw(r, "language"),
				PublishedAt: rapid.SampledFrom([]string{"", "2019", "2020-05", "2020-05-07", "2024-01-01"}).Draw(r, "published"),
			}}})
		}
		r.Repeat(map[string]func(*rapid.T){
			"bring": func(*rapid.T) {
				words := fmt.Sprintf("Paper number %d says this.", known)
				if rapid.Bool().Draw(r, "same words") {
					words = "The same words in all."
				}
				bring(known, &words)
				known++
			},
			"cite": func(*rapid.T) { bring(known, nil); known++ },
			"find": func(*rapid.T) { // the text of one that was cited, which may be part of another by now
				n, _ := pick()
				if known == 0 || found[n] {
					return
				}
				found[n] = true
				words := fmt.Sprintf("Paper number %d was found.", n)
				v, err := w.g.Verify(t.Context(), &graph.Draft{Origin: graph.Curated, Documents: []graph.DocumentDraft{{ID: id(n), Title: fmt.Sprint("Paper ", n), Publisher: fmt.Sprint("Press ", n), Text: &words}}})
				if err == nil {
					_, _ = w.g.Apply(t.Context(), v, graph.Request{}) // refused where it has a text
				}
			},
			"name": func(*rapid.T) {
				w.apply(graph.Draft{Nodes: []graph.NodeDraft{{ID: "person:p", Kind: graph.Person, Name: "P"}}})
			},
			"reject": func(*rapid.T) {
				if n, ok := pick(); ok {
					w.reject(id(n))
					gone[n] = true
				}
			},
			"merge": func(*rapid.T) {
				a, ok := pick()
				b, also := pick()
				if !ok || !also || a == b {
					return
				}
				// A text does not go into a citation.
				if _, err := w.g.Merge(t.Context(), graph.MergeChange{Into: id(a), From: id(b), Reason: "test"}, graph.Request{}); err == nil {
					gone[b] = true
				}
			},
			"redact": func(*rapid.T) {
				if n, ok := pick(); ok {
					if _, err := w.g.Redact(t.Context(), graph.RedactChange{Document: id(n), Reason: "test"}, graph.Request{}); err == nil {
						gone[n] = true
					}
				}
			},
			"": func(r *rapid.T) {
				if !rapid.Bool().Draw(r, "ask") {
					return
				}
				fresh, err := graph.Open(w.s)
				if err != nil {
					r.Fatal(err)
				}
				seq := w.view().Seq()
				at := graph.Seq(rapid.Uint64Range(uint64(seq)/2, uint64(seq)).Draw(r, "as of"))
				for _, at := range []graph.Seq{seq, at} {
					got, err := w.session().ViewAt(at).Searched()
					if err != nil {
						r.Fatal(err)
					}
					s, err := fresh.Session(t.Context())
					if err != nil {
						r.Fatal(err)
					}
					want, err := s.ViewAt(at).Searched()
					if err != nil {
						r.Fatal(err)
					}
					if diff := cmp.Diff(want, got); diff != "" {
						r.Fatalf("as of %d of %d (-counted +kept)\n%s", at, seq, diff)
					}
				}
			},
		})
	})
}
