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

// TestNodeTableRemembers: a number leads to the node that was put last, or, after
// very many, to none; never to another.
func TestNodeTableRemembers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var table nodeTable
		want := map[Ref]*Node{}
		for range rapid.IntRange(1, 40).Draw(t, "puts") {
			n := rapid.IntRange(0, 300).Draw(t, "many")
			from := rapid.Uint64Range(1, 5000).Draw(t, "from")
			table.room(n)
			for i := range n {
				ref := Ref(from + uint64(i))
				want[ref] = &Node{Ref: ref}
				table.put(ref, want[ref])
			}
		}
		asked := []Ref{0, 1 << 40}
		for ref := range want {
			asked = append(asked, ref)
		}
		out := make([]*Node, len(asked))
		missing := table.find(asked, out)
		for i, n := range out {
			switch {
			case n != nil && n != want[asked[i]]:
				t.Fatalf("%d leads to %d", asked[i], n.Ref)
			case n == nil && asked[i] != 0:
				if len(missing) == 0 || missing[0] != asked[i] {
					t.Fatalf("%d is missing and not told", asked[i])
				}
				missing = missing[1:]
			}
		}
		if len(table.slots) > 4*mostMet || len(want) < mostMet/2 && table.n != len(want) {
			t.Fatalf("%d slots, %d of %d nodes", len(table.slots), table.n, len(want))
		}
	})
}
