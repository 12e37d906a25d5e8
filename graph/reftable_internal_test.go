package graph

import (
	"testing"

	"pgregory.net/rapid"
)

func TestRefTableIsAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table, want := newRefTable(rapid.IntRange(0, 40).Draw(t, "size")), map[Ref]Ref{}
		for range rapid.IntRange(0, 200).Draw(t, "puts") {
			k := Ref(rapid.Uint64Range(1, 300).Draw(t, "key") << rapid.SampledFrom([]int{0, 20, 52}).Draw(t, "shift"))
			v := Ref(rapid.Uint64().Draw(t, "value"))
			_, known := want[k]
			if table.put(k, v) == known {
				t.Fatalf("number %d: known is %v", k, known)
			}
			want[k] = v
		}
		for k := range Ref(302) {
			for _, key := range []Ref{k << 20, k << 52, k} {
				got, ok := table.get(key)
				v, known := want[key]
				if key != 0 && (ok != known || got != v || table.has(key) != known) {
					t.Fatalf("number %d: %d, %v, want %d, %v", key, got, ok, v, known)
				}
			}
		}
	})
}
