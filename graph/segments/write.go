package segments

import (
	"onrecord/graph/keys"
	"onrecord/store"
)

const (
	levelStep = 8 // a level has segments up to so many times the size of the one below
	// inTransaction is up to which level a transaction folds: 8 times 32 KiB
	// at most.
	inTransaction = 1
	fan           = 8 // segments of a level that a transaction folds
	fanBeside     = 3 // that are folded beside the transactions
	// largest is the level from which on segments are left as they are.
	largest = 7
	// mostFolded bounds what one fold takes in.
	mostFolded = 32
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
		from := ripe(alive)
		if from == nil {
			return len(rest) > 0 || ripeBeside(alive) != nil, o.write(tx)
		}
		if err := foldInto(tx, o, from, func() error { return nil }); err != nil {
			return false, err
		}
	}
}

// Settle folds what is ripe in this transaction, the large segments also, so that
// nothing is due for Merge. It is for a transaction that bears it: a load.
func Settle(tx store.Tx, stop func() error) error {
	o, err := readRoll(tx)
	if err != nil {
		return err
	}
	for {
		alive, _ := o.heads()
		from := ripeBeside(alive)
		if from == nil {
			return o.write(tx)
		}
		if err := foldInto(tx, o, from, stop); err != nil {
			return err
		}
	}
}

// foldInto folds segments within a transaction.
func foldInto(tx store.Tx, o *roll, from []*head, stop func() error) error {
	from, err := load(tx, from)
	if err != nil {
		return err
	}
	if err := put(tx, o, func(w *writer) error { return fold(tx, from, w, stop) }); err != nil {
		return err
	}
	for _, h := range from {
		if err := remove(tx, o, h); err != nil {
			return err
		}
	}
	return nil
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

// ripe gives the segments of the lowest level that a transaction has to fold.
func ripe(alive []*head) []*head {
	for l := range inTransaction + 1 {
		if of := ofLevels(alive, l, l); len(of) >= fan {
			return of[:fan]
		}
	}
	return nil
}

// ripeBeside gives the segments that are to be folded beside the transactions:
// those of the lowest level that has enough of them, with the smaller ones that
// transactions leave alone. Of large segments there are but few, since a word is
// looked for in each.
func ripeBeside(alive []*head) []*head {
	for l := inTransaction + 1; l < largest; l++ {
		if len(ofLevels(alive, l, l)) >= fanBeside {
			of := ofLevels(alive, inTransaction+1, l)
			return of[max(len(of)-mostFolded, 0):]
		}
	}
	return nil
}

// ofLevels gives the segments of some levels, in the order of their numbers.
func ofLevels(alive []*head, from, to int) (out []*head) {
	for _, h := range alive {
		if l := h.level(); l >= from && l <= to {
			out = append(out, h)
		}
	}
	return out
}
