package segments

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"onrecord/graph/keys"
	"onrecord/store"
)

const (
	writeBytes = 2 << 20 // what one transaction of a merge writes
	sweepKeys  = 4096    // what one transaction of a sweep deletes
)

// Merge folds the larger segments until there are no three of a size, and
// sweeps away what earlier merges left. Readers see either what there was or
// what came of it. Only one Merge of a store may run at a time.
func Merge(ctx context.Context, s store.Store) error {
	for {
		again, err := mergeOnce(ctx, s)
		if err != nil || !again {
			return err
		}
	}
}

func mergeOnce(ctx context.Context, s store.Store) (bool, error) {
	snap, err := s.Snapshot()
	if err != nil {
		return false, err
	}
	defer snap.Release()
	alive, rest, err := heads(snap)
	if err != nil {
		return false, err
	}
	for _, h := range rest {
		if err := sweep(ctx, s, h.id); err != nil {
			return false, err
		}
	}
	from := ripeBeside(alive)
	if from == nil {
		return false, nil
	}
	h, err := build(ctx, s, func(w *writer) error { return fold(snap, from, w, ctx.Err) })
	if err != nil {
		return false, err
	}
	return true, publish(ctx, s, h, from)
}

// build writes the blocks of a segment that nobody reads until its head is
// published.
func build(ctx context.Context, s store.Store, write func(*writer) error) (*head, error) {
	var id uint64
	_, err := s.Update(ctx, func(tx store.Tx) error {
		o, err := readRoll(tx)
		if err != nil {
			return err
		}
		id = o.number()
		h := &head{id: id, state: building}
		o.set(h)
		return errors.Join(o.write(tx), tx.Set(keys.Segment(id), h.encode()))
	})
	if err != nil {
		return nil, err
	}
	type pair struct{ key, value []byte }
	var (
		queue []pair
		size  int
	)
	flush := func() error {
		_, err := s.Update(ctx, func(tx store.Tx) error {
			for _, p := range queue {
				if err := tx.Set(p.key, p.value); err != nil {
					return err
				}
			}
			return nil
		})
		queue, size = queue[:0], 0
		return err
	}
	w := newWriter(id, func(block uint32, data []byte) error {
		queue = append(queue, pair{keys.SegmentBlock(id, block), data})
		if size += len(data); size < writeBytes {
			return nil
		}
		return flush()
	})
	if err := write(w); err != nil {
		return nil, err
	}
	return &w.head, flush()
}

// publish swaps the heads, if the folded segments are as they were read; else
// the work is dropped. Their blocks are deleted after that.
func publish(ctx context.Context, s store.Store, h *head, from []*head) error {
	var same bool
	_, err := s.Update(ctx, func(tx store.Tx) error {
		same = true
		for _, f := range from {
			now, err := tx.GetMany([][]byte{keys.Segment(f.id)})
			if err != nil {
				return err
			}
			if !bytes.Equal(now[0], f.raw) {
				same = false
				return nil
			}
		}
		o, err := readRoll(tx)
		if err != nil {
			return err
		}
		o.set(h)
		for _, f := range from {
			gone := *f
			gone.state = dead
			o.set(&gone)
			if err := tx.Set(keys.Segment(f.id), gone.encode()); err != nil {
				return err
			}
		}
		return errors.Join(o.write(tx), tx.Set(keys.Segment(h.id), h.encode()))
	})
	if err != nil {
		return err
	}
	if !same {
		return sweep(ctx, s, h.id)
	}
	for _, f := range from {
		if err := sweep(ctx, s, f.id); err != nil {
			return err
		}
	}
	return nil
}

// sweep deletes a segment that nobody reads: its blocks a few thousand at a
// time, its head at last, so that one cut short is taken up again.
func sweep(ctx context.Context, s store.Store, id uint64) error {
	for done := false; !done; {
		_, err := s.Update(ctx, func(tx store.Tx) error {
			gone, err := someKeys(tx, store.Prefix(keys.SegmentBlocks(id)))
			if err != nil {
				return err
			}
			if done = len(gone) < sweepKeys; done {
				gone = append(gone, keys.Segment(id))
				o, err := readRoll(tx)
				if err != nil {
					return err
				}
				o.drop(id)
				if err := o.write(tx); err != nil {
					return err
				}
			}
			for _, k := range gone {
				if err := tx.Delete(k); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// someKeys lists the first keys of a range.
func someKeys(r store.Reader, rg store.Range) ([][]byte, error) {
	rg.KeysOnly, rg.Limit = true, sweepKeys
	var out [][]byte
	err := r.Scan(rg, func(k, _ []byte) bool {
		out = append(out, slices.Clone(k))
		return true
	})
	return out, err
}
