package segments

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestPostingsAreGatheredByUnit holds the sorting by digits against a plain one.
func TestPostingsAreGatheredByUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bound := rapid.SampledFrom([]uint32{1, 200, 256, 257, 70_000, 1 << 24, 1<<32 - 1}).Draw(t, "bound")
		unit := rapid.OneOf(rapid.Uint32Range(0, bound-1), rapid.Uint32Range(0, min(bound-1, 9)))
		var m marks
		seeds := map[uint32]uint32{}
		for range rapid.IntRange(0, 60).Draw(t, "postings") {
			u, i := unit.Draw(t, "unit"), rapid.IntRange(0, mostSeeds-1).Draw(t, "seed")
			m.list = append(m.list, posting(u)<<seedBits|posting(i))
			seeds[u] |= 1 << i
		}
		var want []marked
		for u, s := range seeds {
			want = append(want, marked{u, s})
		}
		slices.SortFunc(want, func(a, b marked) int { return cmp.Compare(a.unit, b.unit) })

		m.sort(bound)
		m.gather()

		if diff := gocmp.Diff(want, slices.Clone(m.marked), gocmp.AllowUnexported(marked{})); diff != "" {
			t.Fatalf("units below %d (-want +got):\n%s", bound, diff)
		}
		for i, at := range m.marked {
			if got := m.behind(i); got != seeds[at.unit+1] {
				t.Fatalf("behind unit %d stand the seeds %b, want %b", at.unit, got, seeds[at.unit+1])
			}
		}
	})
}
