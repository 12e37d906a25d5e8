package storetest

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"onrecord/store"
)

// Keys and values are taken up to their limits and refused beyond, with
// nothing written.
func testKeyAndValueLimits(t *testing.T, s store.Store) {
	longest := append(filled(store.MaxKey-1, 0xff), 'x')
	largest := filled(store.MaxValue, 0)
	update(t, s, func(tx store.Tx) error { return tx.Set(longest, largest) })
	snap := snapshot(t, s)
	got, err := snap.Get(longest)
	if err != nil || !bytes.Equal(got, largest) {
		t.Errorf("the largest entry came back with %d bytes, %v", len(got), err)
	}
	for _, c := range []struct {
		name       string
		key, value []byte
		want       error
	}{
		{"no key", nil, []byte("v"), store.ErrBadKey},
		{"empty key", []byte{}, []byte("v"), store.ErrBadKey},
		{"long key", filled(store.MaxKey+1, 'k'), []byte("v"), store.ErrTooLarge},
		{"large value", []byte("k"), filled(store.MaxValue+1, 'v'), store.ErrTooLarge},
	} {
		_, err := s.Update(context.Background(), func(tx store.Tx) error {
			return errors.Join(tx.Set([]byte("other"), nil), tx.Set(c.key, c.value))
		})
		wantCode(t, "Set with "+c.name, err, c.want)
		if c.name == "large value" {
			continue
		}
		_, err = s.Update(context.Background(), func(tx store.Tx) error { return tx.Delete(c.key) })
		wantCode(t, "Delete with "+c.name, err, c.want)
		_, err = snap.Get(c.key)
		wantCode(t, "Get with "+c.name, err, c.want)
		_, err = snap.GetMany([][]byte{[]byte("k"), c.key})
		wantCode(t, "GetMany with "+c.name, err, c.want)
	}
	wantNone(t, snapshot(t, s), "other")
}

// An update is refused when it is too large, and one key written again and
// again is not.
func testUpdateLimits(t *testing.T, s store.Store) {
	value := filled(store.MaxValue, 'v')
	writes := 0
	_, err := s.Update(context.Background(), func(tx store.Tx) error {
		for writes = 0; writes <= store.MaxUpdate/store.MaxValue; writes++ {
			if err := tx.Set(numbered(writes), value); err != nil {
				return err
			}
		}
		return nil
	})
	wantCode(t, "an update over MaxUpdate", err, store.ErrTooLarge)
	if most := store.MaxUpdate/(store.MaxValue+len(numbered(0))) - 1; writes < most {
		t.Errorf("the update was refused after %d values, want at least %d", writes, most)
	}
	equal(t, "after", []string{}, scan(t, snapshot(t, s), store.Range{KeysOnly: true}))
	update(t, s, func(tx store.Tx) error {
		for range 2 * store.MaxUpdate / store.MaxValue {
			if err := tx.Set([]byte("same"), value); err != nil {
				return err
			}
		}
		return tx.Set([]byte("same"), []byte("small"))
	})
	want(t, snapshot(t, s), "same", "small")
}

// An update larger than an engine takes at once is still whole.
func testBigUpdate(t *testing.T, s store.Store) {
	const n = 3000
	put(t, s, string(numbered(n)), "deleted below")
	before := snapshot(t, s)
	update(t, s, func(tx store.Tx) error {
		for i := range n {
			if err := tx.Set(numbered(i), filled(4<<10, byte(i))); err != nil {
				return err
			}
		}
		return tx.Delete(numbered(n))
	})
	snap := snapshot(t, s)
	i := 0
	err := snap.Scan(store.Range{}, func(key, value []byte) bool {
		if !bytes.Equal(key, numbered(i)) || !bytes.Equal(value, filled(4<<10, byte(i))) {
			t.Errorf("entry %d is wrong: key %q, %d bytes", i, key, len(value))
			return false
		}
		i++
		return true
	})
	if err != nil || i != n {
		t.Errorf("%d entries after a big update, %v; want %d", i, err, n)
	}
	equal(t, "before", []string{string(numbered(n))}, scan(t, before, store.Range{KeysOnly: true}))
}
