package segments_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"onrecord/graph/segments"
	"onrecord/store/mem"
)

// TestThePassagesWithMostPairsAreFound holds a quest that says how many pairs of
// words must be there against a look at every passage.
func TestThePassagesWithMostPairsAreFound(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 6))
	words := func(n int) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = "w" + strconv.Itoa(rng.IntN(40)*rng.IntN(40)/20)
		}
		return out
	}
	s := mem.New()
	texts := map[uint64]string{}
	for ref := uint64(1); ref <= 60; ref++ {
		texts[ref] = strings.Join(words(20+rng.IntN(120)), " ")
		b := segments.NewBatch()
		b.AddDocument(ref, texts[ref])
		write(t, s, b)
	}
	wanted := 0
	for range 200 {
		quote := words(6 + rng.IntN(7))
		const least = 2
		var hits []segments.Hit
		reading(t, s, nil, func(r *segments.Reader) { hits = everyHit(t, r, quote, least) })
		most := least
		for _, text := range texts {
			for p := range segments.Cut(text) {
				most = max(most, pairsIn(p, quote))
			}
		}
		for ref, text := range texts {
			for p := range segments.Cut(text) {
				if pairsIn(p, quote) < most {
					continue
				}
				wanted++
				if !slices.ContainsFunc(hits, func(h segments.Hit) bool {
					return h.Document == ref && h.Start <= p.Start && p.End <= h.End && follow(h.Follows, quote) >= most
				}) {
					t.Fatalf("%q: %q has %d of the pairs, and is not among %d found", quote, p.Words, most, len(hits))
				}
			}
		}
	}
	if wanted < 200 {
		t.Errorf("only %d passages had to be found", wanted)
	}
}

// everyHit asks until there is nothing more.
func everyHit(t *testing.T, r *segments.Reader, quote []string, least int) (out []segments.Hit) {
	t.Helper()
	q, err := r.Quest(quote, least, 1000)
	for more := true; more && err == nil; more, err = q.Widen(least) {
		var hits []segments.Hit
		if hits, err = q.More(1000, 0, nil); err != nil {
			break
		}
		out = append(out, hits...)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// follow counts the pairs of a quote, each once, that may stand in a passage.
func follow(follows uint64, quote []string) int {
	n := map[string]bool{}
	for i := range quote[1:] {
		if follows>>(i+1)&1 != 0 {
			n[quote[i]+" "+quote[i+1]] = true
		}
	}
	return len(n)
}

// pairsIn counts the pairs of a quote, each once, that a passage has.
func pairsIn(p segments.Passage, quote []string) int {
	has := map[string]bool{}
	for i, w := range append(slices.Clone(p.Words), p.After)[1:] {
		has[p.Words[i]+" "+w] = true
	}
	n := map[string]bool{}
	for i := range len(quote) - 1 {
		if pair := quote[i] + " " + quote[i+1]; has[pair] {
			n[pair] = true
		}
	}
	return len(n)
}
