package segments_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph/segments"
	"onrecord/store"
	"onrecord/store/mem"
)

// naive is what the segments should say.
type naive struct {
	nodes map[string]map[uint64]bool // word, nodes
	texts map[uint64]string
}

func (n *naive) postings(word string) []uint64 {
	out := map[uint64]bool{}
	maps.Copy(out, n.nodes[word])
	for ref, text := range n.texts {
		for w := range segments.Words(text) {
			if w == word {
				out[ref] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(out))
}

func write(t testing.TB, s store.Store, b *segments.Batch) {
	t.Helper()
	_, err := s.Update(context.Background(), func(tx store.Tx) error {
		_, err := segments.Write(tx, b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func reading(t testing.TB, s store.Store, c *segments.Cache, do func(*segments.Reader)) {
	t.Helper()
	snap, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Release()
	r, err := segments.NewReader(snap, c)
	if err != nil {
		t.Fatal(err)
	}
	do(r)
}

func inspect(t testing.TB, s store.Store, n *naive) {
	t.Helper()
	snap, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Release()
	err = segments.Inspect(snap, func(ref uint64) (string, bool, error) {
		body, ok := n.texts[ref]
		return body, ok, nil
	}, func(ref uint64, what string) { t.Errorf("%d: %s", ref, what) })
	if err != nil {
		t.Fatal(err)
	}
}

// zipf makes words of which some are common.
type zipf struct {
	r *rand.Rand
	z *rand.Zipf
}

func newZipf(seed uint64, vocabulary uint64) *zipf {
	r := rand.New(rand.NewPCG(seed, 1))
	return &zipf{r, rand.NewZipf(r, 1.07, 8, vocabulary-1)}
}

func spell(n uint64) string {
	const sounds = "tanerilosumekadovipeguzafi"
	var b strings.Builder
	for n += 3; n > 0; n /= 13 {
		b.WriteString(sounds[2*(n%13) : 2*(n%13)+2])
	}
	return b.String()
}

func (z *zipf) words(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = spell(z.z.Uint64())
	}
	return out
}

// TestSegmentsSayWhatANaiveMapSays: whatever was written, folded, forgotten and
// rebuilt, in whatever order.
func TestSegmentsSayWhatANaiveMapSays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := mem.New()
		cache := segments.NewCache(rapid.SampledFrom([]int{0, 4 << 10, 1 << 20}).Draw(rt, "cache"))
		n := &naive{nodes: map[string]map[uint64]bool{}, texts: map[uint64]string{}}
		z := newZipf(rapid.Uint64().Draw(rt, "seed"), 300)
		next := uint64(1)
		add := func(b *segments.Batch) {
			for range rapid.IntRange(1, 3).Draw(rt, "things") {
				next += uint64(rapid.IntRange(1, 1000).Draw(rt, "gap"))
				body := strings.Join(z.words(rapid.SampledFrom([]int{0, 3, 40, 200, 9000}).Draw(rt, "length")), " ")
				if rapid.Bool().Draw(rt, "document") {
					n.texts[next] = body
					b.AddDocument(next, body)
					continue
				}
				set := map[string]bool{}
				for w := range segments.Words(body) {
					set[w] = true
					if n.nodes[w] == nil {
						n.nodes[w] = map[uint64]bool{}
					}
					n.nodes[w][next] = true
				}
				b.AddNode(next, set)
			}
		}
		for range rapid.IntRange(1, 30).Draw(rt, "steps") {
			switch rapid.IntRange(0, 9).Draw(rt, "step") {
			default:
				b := segments.NewBatch()
				add(b)
				write(t, s, b)
			case 0:
				if err := segments.Merge(t.Context(), s); err != nil {
					rt.Fatal(err)
				}
			case 1:
				gone := map[uint64]bool{}
				for ref := range n.texts {
					if z.r.IntN(3) == 0 {
						gone[ref] = true
						delete(n.texts, ref)
					}
				}
				for w, refs := range n.nodes {
					for ref := range refs {
						if ref%5 == 0 && w[0] != 't' {
							gone[ref] = true
							delete(refs, ref)
						} else if ref%5 == 0 {
							gone[ref] = true
						}
					}
				}
				_, err := s.Update(t.Context(), func(tx store.Tx) error {
					return segments.Forget(tx, gone, func(_ uint64, w string) bool { return w[0] == 't' })
				})
				if err != nil {
					rt.Fatal(err)
				}
			}
			reading(t, s, cache, func(r *segments.Reader) {
				for _, rank := range []uint64{0, 1, 5, 40, 250, uint64(z.r.IntN(300))} {
					w := spell(rank)
					got, err := r.Postings([]string{"never", w})
					if err != nil {
						rt.Fatal(err)
					}
					if d := cmp.Diff([][]uint64{nil, n.postings(w)}, got); d != "" && len(got[1])+len(n.postings(w)) > 0 {
						rt.Fatalf("%s (-want +got):\n%s", w, d)
					}
				}
			})
		}
		inspect(t, s, n)
	})
}

// TestAWholePassageIsFound: the words of a passage lead to it, to the bytes where
// they stand, also over the border of two.
func TestAWholePassageIsFound(t *testing.T) {
	s, z := mem.New(), newZipf(7, 5000)
	texts := map[uint64]string{}
	for ref := uint64(1); ref <= 400; ref++ {
		texts[ref] = strings.Join(z.words(60+z.r.IntN(140)), " ")
		b := segments.NewBatch()
		b.AddDocument(ref, texts[ref])
		b.AddNode(ref+1000, map[string]bool{"statement": true})
		write(t, s, b)
	}
	if err := segments.Merge(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	cache := segments.NewCache(1 << 20)
	reading(t, s, cache, func(r *segments.Reader) {
		for ref, text := range texts {
			all := slices.Collect(segments.Words(text))
			from := z.r.IntN(len(all) - 12)
			hits, err := r.Passages(all[from:from+12], 3)
			if err != nil {
				t.Fatal(err)
			}
			if len(hits) == 0 || hits[0].Document != ref || hits[0].Score < 0.99 {
				t.Fatalf("%v is found at %v", all[from:from+12], hits)
			}
			// A word that both passages have may be taken from either.
			at := strings.Index(text, strings.Join(all[from:from+12], " "))
			if end := at + len(strings.Join(all[from:from+12], " ")); at >= hits[0].End || end <= hits[0].Start {
				t.Fatalf("%q at %d to %d is looked for at %v", all[from:from+12], at, end, hits[0])
			}
		}
	})
}

func TestPassagesOfNothing(t *testing.T) {
	s := mem.New()
	reading(t, s, nil, func(r *segments.Reader) {
		if hits, err := r.Passages([]string{"word"}, 8); err != nil || hits != nil {
			t.Fatal(hits, err)
		}
	})
	b := segments.NewBatch()
	b.AddDocument(1, "A word stands here.")
	write(t, s, b)
	reading(t, s, nil, func(r *segments.Reader) {
		for _, q := range [][]string{nil, {"never"}} {
			if hits, err := r.Passages(q, 8); err != nil || hits != nil {
				t.Fatal(hits, err)
			}
		}
		for _, c := range []struct {
			words []string
			occur bool
		}{{nil, true}, {[]string{"word", "here"}, true}, {[]string{"word", "never"}, false}} {
			if occur, err := r.Occur(c.words); occur != c.occur || err != nil {
				t.Errorf("%q occur: %v, %v", c.words, occur, err)
			}
		}
		hits, err := r.Passages([]string{"stands"}, 8)
		if d := cmp.Diff([]segments.Hit{{Document: 1, End: len("A word stands here."), Score: 1, Found: ^uint64(0), Follows: ^uint64(0)}}, hits); d != "" || err != nil {
			t.Fatal(d, err)
		}
	})
}

// meddling is a store in which something happens before the nth update.
type meddling struct {
	store.Store
	at   int
	then func(store.Store)
}

func (m *meddling) Update(ctx context.Context, fn func(store.Tx) error) (store.Token, error) {
	if m.at--; m.at == 0 {
		m.then(m.Store)
	}
	return m.Store.Update(ctx, fn)
}

// TestAMergeMeetsARedaction: what was removed while a merge worked does not come
// back with it.
func TestAMergeMeetsARedaction(t *testing.T) {
	for at := 1; at <= 5; at++ {
		s, z := mem.New(), newZipf(3, 2000)
		n := &naive{texts: map[uint64]string{}}
		for ref := uint64(1); ref <= 9; ref++ {
			n.texts[ref] = strings.Join(z.words(20_000), " ") + " only" + spell(ref+90_000)
			b := segments.NewBatch()
			b.AddDocument(ref, n.texts[ref])
			write(t, s, b)
		}
		secret := "only" + spell(4+90_000)
		err := segments.Merge(t.Context(), &meddling{s, at, func(s store.Store) {
			delete(n.texts, 4)
			_, err := s.Update(context.Background(), func(tx store.Tx) error {
				return segments.Forget(tx, map[uint64]bool{4: true}, func(uint64, string) bool { return false })
			})
			if err != nil {
				t.Error(err)
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		if _, kept := n.texts[4]; kept && at == 1 {
			t.Fatal("nothing was merged")
		}
		inspect(t, s, n)
		snap, err := s.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer snap.Release()
		if err := segments.Vocabulary(snap, func(w string) {
			if _, kept := n.texts[4]; w == secret && !kept {
				t.Errorf("at %d, %s is back", at, w)
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLongAndShortQuotes: a whole speech is found by its parts, two common words
// by where they meet.
func TestLongAndShortQuotes(t *testing.T) {
	s, z := mem.New(), newZipf(5, 5000)
	b := segments.NewBatch()
	var speech []string
	for ref := uint64(1); ref <= 60; ref++ {
		words := z.words(3000)
		if ref == 17 {
			words = z.words(100_000)
			speech = words
		}
		if ref == 23 {
			words[1500], words[1501] = "mostly", "rarely"
		}
		words[7], words[2000] = "mostly", "rarely"
		b.AddDocument(ref, strings.Join(words, " "))
	}
	write(t, s, b)
	reading(t, s, nil, func(r *segments.Reader) {
		hits, err := r.Passages(mangle(z, speech, 0.2), 8)
		if err != nil || len(hits) == 0 || hits[0].Document != 17 {
			t.Errorf("the speech is found at %v, %v", hits, err)
		}
		hits, err = r.Passages([]string{"mostly", "rarely"}, 8)
		if err != nil || len(hits) == 0 || hits[0].Document != 23 || hits[0].Score < 0.99 {
			t.Errorf("two words are found at %v, %v", hits, err)
		}
	})
}

// TestDamagedBlocks are errors, never panics.
func TestDamagedBlocks(t *testing.T) {
	s, z := mem.New(), newZipf(9, 3000)
	for ref := uint64(1); ref <= 5; ref++ {
		b := segments.NewBatch()
		b.AddNode(ref+100, map[string]bool{"name": true})
		b.AddDocument(ref, strings.Join(z.words(3000), " "))
		write(t, s, b)
	}
	type pair struct{ k, v []byte }
	var all []pair
	snap, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if err := snap.Scan(store.Range{}, func(k, v []byte) bool {
		all = append(all, pair{slices.Clone(k), slices.Clone(v)})
		return true
	}); err != nil {
		t.Fatal(err)
	}
	snap.Release()
	for range 400 {
		p := all[z.r.IntN(len(all))]
		bad := slices.Clone(p.v)
		if z.r.IntN(4) == 0 {
			bad = bad[:z.r.IntN(len(bad)+1)]
		} else if len(bad) > 0 {
			bad[z.r.IntN(len(bad))] ^= byte(1 + z.r.IntN(255))
		}
		set := func(v []byte) {
			_, err := s.Update(t.Context(), func(tx store.Tx) error { return tx.Set(p.k, v) })
			if err != nil {
				t.Fatal(err)
			}
		}
		set(bad)
		snap, err := s.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		if r, err := segments.NewReader(snap, nil); err == nil {
			words := z.words(12)
			_, _ = r.Postings(words)
			_, _ = r.Passages(words, 8)
		}
		_ = segments.Inspect(snap, func(uint64) (string, bool, error) { return "", false, nil }, func(uint64, string) {})
		snap.Release()
		set(p.v)
	}
}
