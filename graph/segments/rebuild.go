package segments

import (
	"context"
	"encoding/binary"
	"slices"

	"onrecord/graph/keys"
	"onrecord/store"
)

// Rebuild writes all segments anew from the batches that fill adds, whatever is
// stored: damaged segments, or those of an older version. Nobody sees the new
// ones until one transaction puts them in the place of the old; still may refuse
// there, when what was read is no longer what is stored.
func Rebuild(ctx context.Context, s store.Store, fill func(add func(*Batch) error) error, still func(store.Reader) error) error {
	if err := raiseCounter(ctx, s); err != nil {
		return err
	}
	var made []*head
	err := fill(func(b *Batch) error {
		if b.Empty() {
			return nil
		}
		h, err := build(ctx, s, b.writeTo)
		if err == nil {
			made = append(made, h)
		}
		return err
	})
	if err != nil {
		return err
	}
	_, err = s.Update(ctx, func(tx store.Tx) error {
		if err := still(tx); err != nil {
			return err
		}
		var old [][]byte
		err := tx.Scan(store.Prefix(keys.Segments()), func(k, _ []byte) bool {
			if keys.Last(k) != counter {
				old = append(old, slices.Clone(k))
			}
			return true
		})
		if err != nil {
			return err
		}
		for _, k := range old {
			if err := tx.Delete(k); err != nil {
				return err
			}
		}
		o, err := readRoll(tx)
		if err != nil {
			return err
		}
		o.members = nil
		for _, h := range made {
			o.set(h)
			if err := tx.Set(keys.Segment(h.id), h.encode()); err != nil {
				return err
			}
		}
		return o.write(tx)
	})
	if err != nil {
		return err
	}
	if err := sweepOthers(ctx, s); err != nil {
		return err
	}
	return Merge(ctx, s)
}

// raiseCounter makes sure that the next number is above all that are in use.
func raiseCounter(ctx context.Context, s store.Store) error {
	_, err := s.Update(ctx, func(tx store.Tx) error {
		raw, err := tx.GetMany([][]byte{keys.Segment(counter)})
		if err != nil {
			return err
		}
		o := &roll{}
		if len(raw[0]) >= 8 {
			o.last = binary.BigEndian.Uint64(raw[0])
		}
		// A head that cannot be read stays on the roll: until there are new
		// ones, searches must say that something is wrong.
		err = tx.Scan(store.Prefix(keys.Segments()), func(k, v []byte) bool {
			id := keys.Last(k)
			if h, bad := decodeHead(id, v); bad == nil {
				o.set(h)
			} else if id != counter {
				o.set(&head{id: id, state: live})
			}
			return true
		})
		if err != nil {
			return err
		}
		for _, prefix := range [][]byte{keys.Segments(), keys.AllSegmentBlocks()} {
			rg := store.Prefix(prefix)
			rg.Reverse, rg.KeysOnly = true, true
			err := tx.Scan(rg, func(k, _ []byte) bool {
				id, ok := segmentOf(k)
				if !ok || id == counter {
					return true
				}
				o.last = max(o.last, id)
				return false
			})
			if err != nil {
				return err
			}
		}
		return o.write(tx)
	})
	return err
}

// segmentOf reads the segment's number of a key of either table.
func segmentOf(k []byte) (uint64, bool) {
	if len(k) < 9 {
		return 0, false
	}
	return binary.BigEndian.Uint64(k[1:]), true
}

// sweepOthers deletes all blocks of segments that have no head.
func sweepOthers(ctx context.Context, s store.Store) error {
	for from := keys.AllSegmentBlocks(); ; {
		var gone [][]byte
		_, err := s.Update(ctx, func(tx store.Tx) error {
			gone = gone[:0]
			known := map[uint64]bool{}
			err := tx.Scan(store.Prefix(keys.Segments()), func(k, _ []byte) bool {
				known[keys.Last(k)] = true
				return true
			})
			if err != nil {
				return err
			}
			rg := store.Prefix(keys.AllSegmentBlocks())
			rg.Start, rg.KeysOnly = from, true
			err = tx.Scan(rg, func(k, _ []byte) bool {
				if id, ok := segmentOf(k); !ok || !known[id] {
					gone = append(gone, slices.Clone(k))
				}
				return len(gone) < sweepKeys
			})
			if err != nil {
				return err
			}
			for _, k := range gone {
				if err := tx.Delete(k); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(gone) < sweepKeys {
			return err
		}
		from = gone[len(gone)-1]
	}
}
