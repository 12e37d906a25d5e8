package runs

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"slices"
)

// table is a set of writes in memory. It has no pointers to them, so that the
// garbage collector has nothing to look at.
type table struct {
	data  []byte   // keys and values, as they came
	items []item   // where they are
	slots []uint32 // a hash table of items: their index and one, 0 is free
	live  int      // items that no later one replaced

	// sorted lists the items before done in order of their keys, in stretches
	// that each are at least twice as long as the next.
	sorted [][]ordered
	done   int
	looked int  // items that walks looked at one by one since the last sort
	lent   bool // a walk may still read data
}

// item is one write.
type item struct {
	at       uint64 // of the key; the value follows
	key      uint16
	deleted  bool
	replaced bool // by a later write of the same key
	value    uint32
	hash     uint32
}

// ordered is an item with the beginning of its key, which most comparisons do
// not have to look beyond.
type ordered struct {
	high, low uint64
	i         uint32
}

var seed = maphash.MakeSeed()

// hashOf is the hash of a key, the same for as long as the process lives.
func hashOf(key []byte) uint64 { return maphash.Bytes(seed, key) }

func newTable(budget int) *table {
	return &table{data: make([]byte, 0, budget+budget/8), slots: make([]uint32, 1<<16)}
}

// renew takes over what a newer table has at the keys of this one.
func (t *table) renew(newer *table) {
	for i, n := 0, len(t.items); i < n; i++ {
		if t.items[i].replaced {
			continue
		}
		key, hash := t.keyOf(uint32(i)), t.items[i].hash
		if value, deleted, ok := newer.get(key, uint64(hash)); ok {
			t.put(key, value, deleted, uint64(hash))
		}
	}
}

// reset empties the table, and keeps its memory.
func (t *table) reset() {
	clear(t.slots)
	*t = table{data: t.data[:0], items: t.items[:0], slots: t.slots}
}

func (t *table) keyOf(i uint32) []byte {
	it := &t.items[i]
	return t.data[it.at : it.at+uint64(it.key)]
}

func (t *table) valueOf(i uint32) []byte {
	it := &t.items[i]
	from := it.at + uint64(it.key)
	return t.data[from : from+uint64(it.value)]
}

// bytes is the memory the table takes, about.
func (t *table) bytes() int { return len(t.data) + 24*len(t.items) + 4*len(t.slots) }

// put adds a write.
func (t *table) put(key, value []byte, deleted bool, hash uint64) {
	if 2*len(t.items) >= len(t.slots) {
		t.grow()
	}
	n := uint32(len(t.items))
	slot := t.find(key, uint32(hash))
	if old := t.slots[slot]; old != 0 {
		t.items[old-1].replaced = true
	} else {
		t.live++
	}
	t.slots[slot] = n + 1
	t.items = append(t.items, item{at: uint64(len(t.data)), key: uint16(len(key)), value: uint32(len(value)), deleted: deleted, hash: uint32(hash)})
	t.data = append(append(t.data, key...), value...)
}

// find gives the slot of a key, or the free one where it belongs.
func (t *table) find(key []byte, hash uint32) uint32 {
	mask := uint32(len(t.slots) - 1)
	for s := hash & mask; ; s = (s + 1) & mask {
		n := t.slots[s]
		if n == 0 {
			return s
		}
		if it := &t.items[n-1]; it.hash == hash && bytes.Equal(t.keyOf(n-1), key) {
			return s
		}
	}
}

func (t *table) grow() {
	t.slots = make([]uint32, 4*len(t.slots))
	mask := uint32(len(t.slots) - 1)
	for i := range t.items {
		if t.items[i].replaced {
			continue
		}
		s := t.items[i].hash & mask
		for t.slots[s] != 0 {
			s = (s + 1) & mask
		}
		t.slots[s] = uint32(i + 1)
	}
}

// get gives the write of a key. The value is the table's own.
func (t *table) get(key []byte, hash uint64) (value []byte, deleted, ok bool) {
	n := t.slots[t.find(key, uint32(hash))]
	if n == 0 {
		return nil, false, false
	}
	return t.valueOf(n - 1), t.items[n-1].deleted, true
}

func (t *table) order(i uint32) ordered {
	key := t.keyOf(i)
	var head [16]byte
	copy(head[:], key)
	return ordered{high: binary.BigEndian.Uint64(head[:]), low: binary.BigEndian.Uint64(head[8:]), i: i}
}

func (t *table) compare(a, b ordered) int {
	switch {
	case a.high < b.high:
		return -1
	case a.high > b.high:
		return 1
	case a.low < b.low:
		return -1
	case a.low > b.low:
		return 1
	}
	return bytes.Compare(t.keyOf(a.i), t.keyOf(b.i))
}

// sort brings what was written since the last sort into order.
func (t *table) sort() {
	if t.done == len(t.items) {
		return
	}
	list := make([]ordered, 0, len(t.items)-t.done)
	for i := t.done; i < len(t.items); i++ {
		if !t.items[i].replaced {
			list = append(list, t.order(uint32(i)))
		}
	}
	slices.SortFunc(list, t.compare)
	t.done, t.looked = len(t.items), 0
	t.sorted = append(t.sorted, list)
	for n := len(t.sorted); n > 1 && len(t.sorted[n-2]) < 2*len(t.sorted[n-1]); n = len(t.sorted) {
		t.sorted = append(t.sorted[:n-2], t.merge(t.sorted[n-2], t.sorted[n-1]))
	}
}

// merge makes one stretch of two, without what was replaced.
func (t *table) merge(a, b []ordered) []ordered {
	out := make([]ordered, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		from := &a
		if len(a) == 0 || len(b) > 0 && t.compare(b[0], a[0]) < 0 {
			from = &b
		}
		if !t.items[(*from)[0].i].replaced {
			out = append(out, (*from)[0])
		}
		*from = (*from)[1:]
	}
	return out
}

// all sorts everything into one stretch.
func (t *table) all() []ordered {
	t.sort()
	for n := len(t.sorted); n > 1; n = len(t.sorted) {
		t.sorted = append(t.sorted[:n-2], t.merge(t.sorted[n-2], t.sorted[n-1]))
	}
	if len(t.sorted) == 0 {
		return nil
	}
	return t.sorted[0]
}

// within lists the writes with start <= key < end in order, deletions among
// them, until so many are sets; 0 is no limit. What it gives stays as it is
// whatever is written later.
func (t *table) within(start, end []byte, reverse bool, limit int) *memory {
	t.lent = true
	out := &memory{table: table{data: t.data, items: t.items}}
	parts := t.unsorted(start, end)
	for _, list := range t.sorted {
		from := t.search(list, start)
		to := len(list)
		if len(end) > 0 {
			to = t.search(list, end)
		}
		if from < to {
			parts = append(parts, list[from:to])
		}
	}
	for sets := 0; len(parts) > 0 && (limit == 0 || sets < limit); {
		next := t.take(&parts, reverse)
		if it := &t.items[next.i]; !it.replaced {
			out.list = append(out.list, next)
			if !it.deleted {
				sets++
			}
		}
	}
	return out
}

// unsorted gives what of a range was written since the last sort. That is looked
// for one by one while it is cheaper than to sort: a walk now and then should
// not do the work of whoever writes the table out.
func (t *table) unsorted(start, end []byte) [][]ordered {
	if t.looked += len(t.items) - t.done; t.looked > 16*(len(t.items)-t.done) || len(t.items)-t.done < 64 {
		t.sort()
		return nil
	}
	var list []ordered
	for i := t.done; i < len(t.items); i++ {
		key := t.keyOf(uint32(i))
		if !t.items[i].replaced && bytes.Compare(key, start) >= 0 && (len(end) == 0 || bytes.Compare(key, end) < 0) {
			list = append(list, t.order(uint32(i)))
		}
	}
	if len(list) == 0 {
		return nil
	}
	slices.SortFunc(list, t.compare)
	return [][]ordered{list}
}

// search gives the place of the first key at or after one.
func (t *table) search(list []ordered, key []byte) int {
	n, _ := slices.BinarySearchFunc(list, key, func(o ordered, key []byte) int { return bytes.Compare(t.keyOf(o.i), key) })
	return n
}

// take removes the first of several stretches, or the last.
func (t *table) take(parts *[][]ordered, reverse bool) ordered {
	best := 0
	head := func(i int) ordered {
		p := (*parts)[i]
		if reverse {
			return p[len(p)-1]
		}
		return p[0]
	}
	for i := 1; i < len(*parts); i++ {
		if c := t.compare(head(i), head(best)); c < 0 != reverse && c != 0 {
			best = i
		}
	}
	out := head(best)
	p := (*parts)[best]
	if reverse {
		p = p[:len(p)-1]
	} else {
		p = p[1:]
	}
	if len(p) == 0 {
		*parts = slices.Delete(*parts, best, best+1)
	} else {
		(*parts)[best] = p
	}
	return out
}

// walk walks over the part of a list with start <= key < end.
func (t *table) walk(list []ordered, start, end []byte, reverse bool) *memory {
	t.lent = true
	if len(end) > 0 {
		list = list[:t.search(list, end)]
	}
	list = list[min(t.search(list, start), len(list)):]
	return &memory{table: table{data: t.data, items: t.items}, list: list, backwards: reverse}
}

// memory is a walk over writes in memory.
type memory struct {
	table
	list      []ordered
	backwards bool // from the end of the list
}

func (m *memory) peek() (e entry, ok bool) {
	if len(m.list) == 0 {
		return entry{}, false
	}
	i := m.list[0].i
	if m.backwards {
		i = m.list[len(m.list)-1].i
	}
	return entry{key: m.keyOf(i), value: m.valueOf(i), deleted: m.items[i].deleted}, true
}

func (m *memory) next() error {
	if m.backwards {
		m.list = m.list[:len(m.list)-1]
	} else {
		m.list = m.list[1:]
	}
	return nil
}
