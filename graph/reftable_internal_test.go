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

// TestNodeTableRemembers: what is asked for leads to the node there is, or to none;
// what was asked for lately is not asked for again, and nothing twice in one round.
func TestNodeTableRemembers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var table nodeTable
		nodes := map[Ref]*Node{}
		read := func(refs []Ref) []*Node {
			out := make([]*Node, len(refs))
			for i, ref := range refs {
				if out[i] = nodes[ref]; out[i] == nil && ref%7 != 0 { // of some numbers there is no node
					out[i] = &Node{Ref: ref}
					nodes[ref] = out[i]
				}
			}
			return out
		}
		asked := map[Ref]bool{}
		for range rapid.IntRange(1, 40).Draw(t, "rounds") {
			refs := rapid.SliceOfN(rapid.Map(rapid.Uint64Range(0, 5000), func(n uint64) Ref { return Ref(n) }), 0, 300).Draw(t, "refs")
			out, lately := make([]*Node, len(refs)), table.n > 0 && table.n+len(refs) <= mostMet
			missing := table.find(refs, out)
			again := map[Ref]bool{}
			for _, ref := range missing {
				if ref == 0 || again[ref] || lately && asked[ref] && len(asked) < mostMet {
					t.Fatalf("%d is asked for again", ref)
				}
				again[ref], asked[ref] = true, true
			}
			table.fill(missing, read(missing), refs, out)
			for i, ref := range refs {
				if out[i] != nodes[ref] || ref != 0 && !asked[ref] {
					t.Fatalf("%d leads to %v, not to %v", ref, out[i], nodes[ref])
				}
			}
			if len(table.slots) > 4*mostMet || 2*table.n > len(table.slots) {
				t.Fatalf("%d slots for %d nodes", len(table.slots), table.n)
			}
		}
	})
}
