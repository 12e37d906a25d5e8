package overlay

import (
	"bytes"

	"onrecord/store"
	"onrecord/store/internal/sorted"
)

// Scan implements store.Reader: a merge of the pending writes, as they are
// now, with what lies beneath.
func (t *Tx) Scan(r store.Range, yield func(key, value []byte) bool) error {
	if err := t.check(); err != nil {
		return err
	}
	if err := store.CheckRange(r, false); err != nil {
		return err
	}
	frozen := t.m.Copy()
	if !touches(&frozen, r) {
		return t.base.Scan(r, yield)
	}
	m := newMerge(&frozen, r, yield)
	if err := t.base.Scan(widened(&frozen, r), m.below); err != nil {
		return err
	}
	m.rest()
	return nil
}

// ScanMany implements store.Reader: one ScanMany beneath.
func (t *Tx) ScanMany(rs []store.Range) ([][]store.Entry, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	frozen := t.m.Copy()
	wide := make([]store.Range, len(rs))
	for i, r := range rs {
		if err := store.CheckRange(r, true); err != nil {
			return nil, err
		}
		wide[i] = widened(&frozen, r)
	}
	lists, err := t.base.ScanMany(wide)
	if err != nil {
		return nil, err
	}
	for i, r := range rs {
		if touches(&frozen, r) {
			lists[i] = merged(&frozen, r, lists[i])
		}
	}
	return lists, nil
}

// merged is what a range shows once the pending writes are laid over what
// lies beneath.
func merged(pending *sorted.Map[write], r store.Range, below []store.Entry) []store.Entry {
	var list []store.Entry
	m := newMerge(pending, r, func(key, value []byte) bool {
		e := store.Entry{Key: bytes.Clone(key)}
		if !r.KeysOnly {
			e.Value = bytes.Clone(value)
		}
		list = append(list, e)
		return true
	})
	for _, e := range below {
		if !m.below(e.Key, e.Value) {
			return list
		}
	}
	m.rest()
	return list
}

func touches(pending *sorted.Map[write], r store.Range) bool {
	_, _, ok := pending.Iter(r.Start, r.End, r.Reverse).Peek()
	return ok
}

// widened is the range to ask for beneath: as many entries more as the
// pending deletions may hide.
func widened(pending *sorted.Map[write], r store.Range) store.Range {
	if r.Limit == 0 {
		return r
	}
	it := pending.Iter(r.Start, r.End, r.Reverse)
	for _, w, ok := it.Next(); ok; _, w, ok = it.Next() {
		if w.deleted {
			r.Limit++
		}
	}
	return r
}

// merge lays pending writes over entries that come from beneath in order.
type merge struct {
	it    *sorted.Iter[write]
	r     store.Range
	yield func(key, value []byte) bool
	n     int  // entries yielded
	done  bool // the limit is reached or yield has had enough
}

func newMerge(pending *sorted.Map[write], r store.Range, yield func(key, value []byte) bool) *merge {
	return &merge{it: pending.Iter(r.Start, r.End, r.Reverse), r: r, yield: yield}
}

// below takes the next entry from beneath; pending ones that come before it
// go first, one at the same key replaces it.
func (m *merge) below(key, value []byte) bool {
	for !m.done {
		k, w, ok := m.it.Peek()
		if !ok {
			m.emit(key, value)
			break
		}
		c := bytes.Compare(k, key)
		if m.r.Reverse {
			c = -c
		}
		if c > 0 {
			m.emit(key, value)
			break
		}
		m.it.Next()
		m.pending(k, w)
		if c == 0 {
			break
		}
	}
	return !m.done
}

// rest emits the pending writes behind the last entry from beneath.
func (m *merge) rest() {
	for !m.done {
		k, w, ok := m.it.Next()
		if !ok {
			return
		}
		m.pending(k, w)
	}
}

func (m *merge) pending(key []byte, w write) {
	if w.deleted {
		return
	}
	// Copies: what is pending must survive whatever yield does to its arguments.
	m.emit(bytes.Clone(key), bytes.Clone(w.value))
}

func (m *merge) emit(key, value []byte) {
	if m.r.KeysOnly {
		value = nil
	}
	m.n++
	m.done = !m.yield(key, value) || m.n == m.r.Limit
}
