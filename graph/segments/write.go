package segments

import (
	"onrecord/graph/keys"
	"onrecord/store"
)

const (
	fan = 8 // segments of a size that are folded into one
	// inTransaction is up to which level a transaction folds: 8 times 32 KiB
	// at most.
	inTransaction = 1
	// largest is the level from which on segments are left as they are.
	largest = 6
	// mostFolded bounds what one fold takes in.
	mostFolded = 4 * fan
)

// Write writes a batch as a segment of this transaction, and folds small
// segments where eight of a size have come together. due says that there is
// something for Merge to do.
func Write(tx store.Tx, b *Batch) (due bool, err error) {
	if b.Empty() {
		return false, nil
	}
	o, err := readRoll(tx)
	if err != nil {
		return false, err
	}
	if err := put(tx, o, b.writeTo); err != nil {
		return false, err
	}
	for {
		alive, rest := o.heads()
		from := ripe(alive, 0, inTransaction)
		if from == nil {
			return len(rest) > 0 || ripe(alive, inTransaction+1, largest-1) != nil, o.write(tx)
		}
		if from, err = load(tx, from[:fan]); err != nil {
			return false, err
		}
		err = put(tx, o, func(w *writer) error { return fold(tx, from, w, func() error { return nil }) })
		if err != nil {
			return false, err
		}
		for _, h := range from {
			if err := remove(tx, o, h); err != nil {
				return false, err
			}
		}
	}
}

// put writes a segment into a transaction, and enters it.
func put(tx store.Tx, o *roll, write func(*writer) error) error {
	id := o.number()
	w := newWriter(id, func(block uint32, data []byte) error { return tx.Set(keys.SegmentBlock(id, block), data) })
	if err := write(w); err != nil {
		return err
	}
	o.set(&w.head)
	return tx.Set(keys.Segment(id), w.head.encode())
}

// remove deletes a segment.
func remove(tx store.Tx, o *roll, h *head) error {
	for _, n := range h.blocks() {
		if err := tx.Delete(keys.SegmentBlock(h.id, n)); err != nil {
			return err
		}
	}
	o.drop(h.id)
	return tx.Delete(keys.Segment(h.id))
}

// ripe gives the segments of the lowest level that has enough of them to fold.
func ripe(alive []*head, from, to int) []*head {
	var levels [largest][]*head
	for _, h := range alive {
		if l := h.level(); l < largest {
			levels[l] = append(levels[l], h)
		}
	}
	for l := from; l <= to; l++ {
		if len(levels[l]) >= fan {
			most := mostFolded
			if l >= largest-2 {
				most = fan
			}
			return levels[l][:min(len(levels[l]), most)]
		}
	}
	return nil
}
