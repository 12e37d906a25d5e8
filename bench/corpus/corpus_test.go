package corpus_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/bench/corpus"
	"onrecord/graph"
	"onrecord/store/mem"
)

func TestItFollowsFromTheSeed(t *testing.T) {
	text := func(seed uint64, n int) string { return corpus.New(seed, 500).Document(n).Text }
	if d := cmp.Diff(text(1, 7), text(1, 7)); d != "" {
		t.Error(d)
	}
	if text(1, 7) == text(2, 7) || text(1, 7) == text(1, 8) {
		t.Error("another seed or number gives the same document")
	}
}

// TestALargerOneBeginsTheSame: what was measured at one size can be found again
// at another.
func TestALargerOneBeginsTheSame(t *testing.T) {
	small, large := corpus.New(3, 200), corpus.New(3, 100_000)
	for n := range small.Len() {
		if d := cmp.Diff(small.Document(n).Text, large.Document(n).Text); d != "" {
			t.Fatal(d)
		}
	}
}

func TestWhatItIsLike(t *testing.T) {
	const want = 5_000
	c := corpus.New(1, want)
	speakers, words := map[string]int{}, map[string]int{}
	all, taken, direct, tokens := 0, 0, 0, 0
	for d := range c.Documents() {
		for i, s := range d.Statements {
			all++
			speakers[s.Speaker]++
			if s.Origin != s.ID {
				taken++
			}
			if s.Direct {
				direct++
			}
			if !strings.Contains(d.Text, s.Words) || !strings.Contains(d.Text, s.Name) {
				t.Fatalf("%s: the words or the name are not in its text", s.ID)
			}
			if i == 0 && c.Statement(all/corpus.PerDocument, 0) != s {
				t.Fatalf("%s is another statement by itself", s.ID)
			}
		}
		for _, w := range strings.Fields(d.Text) {
			words[strings.ToLower(strings.Trim(w, "“”\".,:"))]++
			tokens++
		}
	}
	most := slices.Max(values(speakers))
	t.Logf("%d statements, %d taken over, %d direct, %d speakers (the first said %d), %d words, %d different, %d times %q",
		all, taken, direct, len(speakers), most, tokens, len(words), words["the"], "the")
	if all != want || taken < want/30 || taken > want/12 || direct < want/2 || direct > want*4/5 {
		t.Error("the shares are not what they should be")
	}
	if most < want/20 || len(speakers) < 500 || len(words) < 8_000 {
		t.Error("the frequencies are not what they should be")
	}
}

func TestItPassesTheGate(t *testing.T) {
	g, err := graph.Open(mem.New())
	if err != nil {
		t.Fatal(err)
	}
	got, err := corpus.New(1, 305).Load(t.Context(), g, 10)
	if err != nil {
		t.Fatal(err)
	}
	if got.Documents != 31 || got.Statements != 305 || got.Transactions != 5 || got.Text == 0 {
		t.Errorf("loaded %+v", got)
	}
	s, err := g.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	said, err := s.Present().NodesByID([]string{"statement:c-30-4", "statement:c-30-5"})
	if err != nil || said[0] == nil || said[1] != nil {
		t.Errorf("the last statement: %v, %v", said, err)
	}
}

func values(m map[string]int) []int {
	var out []int
	for _, n := range m {
		out = append(out, n)
	}
	return out
}
