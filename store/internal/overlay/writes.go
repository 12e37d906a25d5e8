package overlay

import "onrecord/store/internal/sorted"

// Writes is a set of pending writes. The zero Writes is empty.
type Writes struct {
	m     sorted.Map[write]
	bytes int
}

// write is one pending write. by tells the writes of one transaction from
// those that were there when it began, since only its own count against its
// limits.
type write struct {
	value   []byte
	deleted bool
	by      *Tx
}

// Len is the number of keys written.
func (w *Writes) Len() int { return w.m.Len() }

// Bytes is the size of all keys and values; a key that was written by several
// transactions may count several times.
func (w *Writes) Bytes() int { return w.bytes }

// Copy is a set of the same writes; what is done with either leaves the other
// alone, also at the same time.
func (w *Writes) Copy() *Writes { return &Writes{m: w.m.Copy(), bytes: w.bytes} }

// Each calls yield for every write in key order until it returns false. The
// slices are the set's own and must not be changed.
func (w *Writes) Each(yield func(key, value []byte, deleted bool) bool) {
	frozen := w.m.Copy()
	it := frozen.Iter(nil, nil, false)
	for key, e, ok := it.Next(); ok; key, e, ok = it.Next() {
		if !yield(key, e.value, e.deleted) {
			return
		}
	}
}

// Put adds a write from outside any transaction. The slices are kept.
func (w *Writes) Put(key, value []byte, deleted bool) {
	w.m.Set(key, write{value: value, deleted: deleted})
	w.bytes += len(key) + len(value)
}
