package segments

import (
	"slices"

	"onrecord/graph/keys"
	"onrecord/store"
)

// Forget takes nodes out of the postings of every segment, in place: the words
// of a text are most of the text. keeps says which words of a node stay, those
// it is or was named by; of its passages nothing does. It reads the whole
// vocabulary, which is all there is to say which words there were: the text is
// gone, perhaps since an earlier version of this program.
func Forget(tx store.Tx, gone map[uint64]bool, keeps func(ref uint64, word string) bool) error {
	alive, _, err := heads(tx)
	if err != nil {
		return err
	}
	for _, h := range alive {
		if err := forgetIn(tx, h, gone, keeps); err != nil {
			return err
		}
	}
	return nil
}

// forgetIn rewrites the blocks of one segment that name a node that is gone.
func forgetIn(tx store.Tx, h *head, gone map[uint64]bool, keeps func(uint64, string) bool) error {
	units := map[uint32]uint64{}
	err := eachUnit(tx, h, func(s stretch) bool {
		if gone[s.ref] {
			for i := range s.size() {
				units[s.unit+i] = s.ref
			}
		}
		return true
	})
	if err != nil || len(units) == 0 {
		return err
	}
	drop := func(word string, unit uint32) bool {
		ref, there := units[unit]
		return there && (unit >= h.nodes || !keeps(ref, word))
	}
	d, err := loadDirectory(tx, h)
	if err != nil {
		return err
	}
	changed, last := false, mark{}
	for i := range h.words {
		did, err := forgetBlock(tx, h, d, i, &last, drop)
		if err != nil {
			return err
		}
		changed = changed || did
	}
	if !changed {
		return nil
	}
	after := *h
	after.generation++
	if err := after.setDirectory(d.encode(), func(block uint32, data []byte) error {
		return tx.Set(keys.SegmentBlock(h.id, block), data)
	}); err != nil {
		return err
	}
	for n := after.parts; n < h.parts; n++ {
		if err := tx.Delete(keys.SegmentBlock(h.id, firstDirectory+n)); err != nil {
			return err
		}
	}
	return tx.Set(keys.Segment(h.id), after.encode())
}

// mark is a word and a unit of it.
type mark struct {
	word string
	unit uint32
}

// forgetBlock rewrites one block, if there is something to drop, and says in the
// directory with which word it begins then. last is where
// the block before ended: an empty one is entered behind that.
func forgetBlock(tx store.Tx, h *head, d *directory, i uint32, last *mark, drop func(string, uint32) bool) (bool, error) {
	got, err := loadBlocks(tx, h, []uint32{i})
	if err != nil {
		return false, err
	}
	var (
		out     wordBlock
		piece   []uint32
		dropped bool
		first   = *last
	)
	e := openBlock(got[0])
	for e.next() {
		if piece, err = e.units(piece[:0]); err != nil {
			return false, err
		}
		word, before := string(e.word), len(piece)
		piece = slices.DeleteFunc(piece, func(u uint32) bool { return drop(word, u) })
		dropped = dropped || len(piece) < before
		if len(piece) == 0 {
			continue
		}
		if len(out.b) == 0 {
			first = mark{word, piece[0]}
		}
		*last = mark{word, piece[0] + 1}
		total := e.total
		if total == before {
			total = len(piece)
		}
		out.add(word, total, piece)
	}
	if e.err != nil || !dropped {
		return false, e.err
	}
	d.words[i], d.firsts[i] = first.word, first.unit
	return true, tx.Set(keys.SegmentBlock(h.id, i), out.done())
}
