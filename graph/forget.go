package graph

import (
	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/graph/segments"
	"onrecord/store"
)

// forgetWords takes nodes whose text was removed out of the segments. What a
// node is or was named stays findable.
func (t *txn) forgetWords(gone map[Ref]bool) error {
	refs := make(map[uint64]bool, len(gone))
	named := make(map[uint64]nodeWords, len(gone))
	for _, ref := range sortedRefs(gone) {
		words := nodeWords{}
		if s, loaded := t.nodes[ref]; loaded {
			words.addNames(s.now)
		}
		if err := eachVersion(t.tx, ref, func(n *Node) { words.addNames(n) }); err != nil {
			return err
		}
		refs[uint64(ref)], named[uint64(ref)] = true, words
	}
	return segments.Forget(t.tx, refs, func(ref uint64, word string) bool { return named[ref][word] })
}

// eachVersion calls fn for all that a node's record was and is.
func eachVersion(r store.Reader, ref Ref, fn func(*Node)) error {
	return cells.Versions(r, prefixRange(keys.Node(uint64(ref))), func(v cells.Version) error {
		n, err := decodeNode(ref, v.Value)
		if err == nil {
			fn(n)
		}
		return err
	})
}
