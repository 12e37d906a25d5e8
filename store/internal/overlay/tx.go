package overlay

import (
	"bytes"
	"errors"
	"fmt"

	"onrecord/store"
	"onrecord/store/internal/sorted"
)

// Tx is a store.Tx over a committed state and the writes pending on it.
type Tx struct {
	base   store.Reader
	m      sorted.Map[write]
	before int // bytes pending when the transaction began
	bytes  int // what this transaction wrote: keys and values
	keys   int // how many keys it wrote
	ended  bool
}

// Begin starts a transaction that reads from base through pending.
func Begin(base store.Reader, pending *Writes) *Tx {
	return &Tx{base: base, m: pending.m.Copy(), before: pending.bytes}
}

// End finishes the transaction: every later call of its methods fails. It
// returns the pending writes with the transaction's own added, and whether it
// wrote any.
func (t *Tx) End() (w Writes, wrote bool) {
	t.ended = true
	return Writes{m: t.m.Copy(), bytes: t.before + t.bytes}, t.keys > 0
}

// Bytes is the size of the keys and values this transaction wrote.
func (t *Tx) Bytes() int { return t.bytes }

func (t *Tx) check() error {
	if t.ended {
		return &store.Error{Code: store.CodeClosed, Message: "the update has ended: its Tx must not be used outside its closure"}
	}
	return nil
}

// Set implements store.Tx.
func (t *Tx) Set(key, value []byte) error {
	if err := store.CheckEntry(key, value); err != nil {
		return err
	}
	both := append(append(make([]byte, 0, len(key)+len(value)), key...), value...)
	return t.put(both[:len(key):len(key)], write{value: both[len(key):], by: t})
}

// Delete implements store.Tx.
func (t *Tx) Delete(key []byte) error {
	if err := store.CheckKey(key); err != nil {
		return err
	}
	return t.put(bytes.Clone(key), write{deleted: true, by: t})
}

// put adds a write if the update stays within its limits, and keeps the slices.
// Writing a key again replaces what it counted before.
func (t *Tx) put(key []byte, w write) error {
	if err := t.check(); err != nil {
		return err
	}
	size, keys := t.bytes+len(key)+len(w.value), t.keys+1
	if old, ok := t.m.Get(key); ok && old.by == t {
		size, keys = size-len(key)-len(old.value), keys-1
	}
	switch {
	case size > store.MaxUpdate:
		return &store.Error{Code: store.CodeTooLarge, Message: fmt.Sprintf("the update would write %d bytes; the limit is %d: split it", size, store.MaxUpdate)}
	case keys > store.MaxUpdateKeys:
		return &store.Error{Code: store.CodeTooLarge, Message: fmt.Sprintf("the update would write %d keys; the limit is %d: split it", keys, store.MaxUpdateKeys)}
	}
	t.m.Set(key, w)
	t.bytes, t.keys = size, keys
	return nil
}

// Get implements store.Reader.
func (t *Tx) Get(key []byte) ([]byte, error) {
	if err := errors.Join(t.check(), store.CheckKey(key)); err != nil {
		return nil, err
	}
	if w, ok := t.m.Get(key); ok {
		if w.deleted {
			return nil, store.ErrNotFound
		}
		return bytes.Clone(w.value), nil
	}
	return t.base.Get(key)
}

// GetMany implements store.Reader: one GetMany beneath, for the keys that are
// not pending.
func (t *Tx) GetMany(keys [][]byte) ([][]byte, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	if len(keys) == 1 { // as most often: no lists are needed
		if w, ok := t.m.Get(keys[0]); !ok {
			return t.base.GetMany(keys)
		} else if !w.deleted {
			return [][]byte{bytes.Clone(w.value)}, nil
		}
		return [][]byte{nil}, nil
	}
	values := make([][]byte, len(keys))
	var rest [][]byte
	var at []int
	for i, key := range keys {
		if err := store.CheckKey(key); err != nil {
			return nil, err
		}
		if w, ok := t.m.Get(key); !ok {
			rest, at = append(rest, key), append(at, i)
		} else if !w.deleted {
			values[i] = bytes.Clone(w.value)
		}
	}
	if len(rest) == 0 {
		return values, nil
	}
	below, err := t.base.GetMany(rest)
	if err != nil {
		return nil, err
	}
	for i, value := range below {
		values[at[i]] = value
	}
	return values, nil
}
