package segments

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestPairsOfAPassage: each word with the next one, also over the border of two
// passages, but not beyond the end of the text.
func TestPairsOfAPassage(t *testing.T) {
	words := make([]string, 2*PassageWords+3)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", i)
	}
	var got, want []uint32
	sizes := []int{}
	for p := range Cut(strings.Join(words, " ")) {
		before := len(got)
		p.pairs(func(pair uint32) { got = append(got, pair) })
		sizes = append(sizes, len(got)-before)
	}
	for i := range len(words) - 1 {
		want = append(want, pairOf(words[i], words[i+1]))
	}
	if !slices.Equal(got, want) {
		t.Errorf("the pairs are %x, want %x", got, want)
	}
	if !slices.Equal(sizes, []int{PassageWords, PassageWords, 2}) {
		t.Errorf("the passages have %v pairs", sizes)
	}
}

// TestThePairsHashIsWhatIsStored: stored postings are found by these very
// numbers, so they may never change without the format's.
func TestThePairsHashIsWhatIsStored(t *testing.T) {
	for pair, want := range map[[2]string]uint32{
		{"peace", "agreement"}:   0xd528ec,
		{"only", "if"}:           0x959163,
		{"мирное", "соглашение"}: 0xab4763,
	} {
		if got := pairOf(pair[0], pair[1]); got != want {
			t.Errorf("%q: %#06x, want %#06x", pair, got, want)
		}
	}
	if pairOf("ab", "c") == pairOf("a", "bc") {
		t.Error("where the first word ends does not matter")
	}
}

// TestSortPairs: few and many, in the order of pair and passage, each once.
func TestSortPairs(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for _, n := range []int{0, 1, 100, 1 << 12, 1<<12 + 1, 50_000} {
		var list []pairAt
		for passage := range uint32(n/10 + 1) {
			for range 10 {
				list = append(list, newPairAt(rng.Uint32N(1<<pairBits)>>rng.IntN(20), passage))
			}
		}
		want := slices.Clone(list)
		slices.Sort(want)
		want = slices.Compact(want)
		if got := sortPairs(list); !slices.Equal(got, want) {
			t.Errorf("%d pairs are not sorted", len(list))
		}
	}
}

// TestEntriesAreReadAsTheyWereWritten: words of any length, shared beginnings of
// any length, one unit or many.
func TestEntriesAreReadAsTheyWereWritten(t *testing.T) {
	type entry struct {
		word  string
		total int
		units []uint32
	}
	rng := rand.New(rand.NewPCG(9, 1))
	for range 200 {
		var list []entry
		word := []byte{byte(rng.IntN(3))}
		for len(list) < 60 {
			word = append(word[:rng.IntN(len(word)+1)], []byte(strings.Repeat("z", rng.IntN(30)))...)
			word = append(word, byte('a'+rng.IntN(25)))
			e := entry{word: string(word), units: []uint32{rng.Uint32N(1 << 20)}}
			for range rng.IntN(3) * rng.IntN(60) {
				e.units = append(e.units, e.units[len(e.units)-1]+1+rng.Uint32N(1<<10))
			}
			if e.total = len(e.units); rng.IntN(3) == 0 {
				e.total = rng.IntN(2) * (1 << 20) // goes on elsewhere, or began there
			}
			list = append(list, e)
		}
		slices.SortFunc(list, func(a, b entry) int { return strings.Compare(a.word, b.word) })
		var w wordBlock
		for _, e := range list {
			w.add(e.word, e.total, e.units)
		}
		block := w.done()
		read := openBlock(block)
		for _, want := range list {
			if !read.next() {
				t.Fatalf("%q is not there: %v", want.word, read.err)
			}
			units, err := read.units(nil)
			if err != nil || string(read.word) != want.word || read.total != want.total || !slices.Equal(units, want.units) {
				t.Fatalf("%q, %d, %v is read as %q, %d, %v: %v", want.word, want.total, want.units, read.word, read.total, units, err)
			}
			if e := seekBlock(block, want.word, 0, nil); !sought(&e, want.word) {
				t.Fatalf("%q is not found by halving: %v", want.word, e.err)
			}
		}
		if read.next() || read.err != nil {
			t.Fatalf("%q follows, %v", read.word, read.err)
		}
	}
}

func sought(e *entries, word string) bool {
	for e.next() {
		if string(e.word) == word {
			return true
		}
	}
	return false
}
