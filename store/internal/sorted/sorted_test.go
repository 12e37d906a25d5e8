package sorted_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/store/internal/sorted"
)

type pair struct {
	Key   string
	Value int
}

// walk lists what an iterator gives.
func walk(it *sorted.Iter[int]) []pair {
	var got []pair
	for k, v, ok := it.Next(); ok; k, v, ok = it.Next() {
		got = append(got, pair{string(k), v})
	}
	return got
}

// list is what walk should give, from the model.
func list(model map[string]int, start, end string, reverse bool) []pair {
	var want []pair
	for _, k := range slices.Sorted(maps.Keys(model)) {
		if k >= start && (end == "" || k < end) {
			want = append(want, pair{k, model[k]})
		}
	}
	if reverse {
		slices.Reverse(want)
	}
	return want
}

// Several copies of one map, changed in any order, each stay equal to their
// own model.
func TestCopiesAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.StringMatching(`[a-d]{0,3}`)
		copies := []*sorted.Map[int]{{}}
		models := []map[string]int{{}}
		for step := range rapid.IntRange(0, 80).Draw(t, "steps") {
			i := rapid.IntRange(0, len(copies)-1).Draw(t, "which")
			k := key.Draw(t, "key")
			switch rapid.IntRange(0, 5).Draw(t, "op") {
			case 0:
				c := copies[i].Copy()
				copies = append(copies, &c)
				models = append(models, maps.Clone(models[i]))
			case 1, 2:
				copies[i].Delete([]byte(k))
				delete(models[i], k)
			default:
				copies[i].Set([]byte(k), step)
				models[i][k] = step
			}
		}
		start, end := key.Draw(t, "start"), key.Draw(t, "end")
		reverse := rapid.Bool().Draw(t, "reverse")
		for i, m := range copies {
			if m.Len() != len(models[i]) {
				t.Fatalf("copy %d: Len is %d, want %d", i, m.Len(), len(models[i]))
			}
			got := walk(m.Iter([]byte(start), []byte(end), reverse))
			if diff := cmp.Diff(list(models[i], start, end, reverse), got); diff != "" {
				t.Fatalf("copy %d: [%q, %q) reverse=%v (-want +got):\n%s", i, start, end, reverse, diff)
			}
			for k, want := range models[i] {
				if v, ok := m.Get([]byte(k)); !ok || v != want {
					t.Fatalf("copy %d: Get(%q) is %d, %v; want %d", i, k, v, ok, want)
				}
			}
		}
	})
}
