package cache

import (
	"math/bits"
	"sync/atomic"
)

// entry is one thing that is kept. Only whether it was used changes.
type entry struct {
	key   Key
	value any
	size  int
	read  Seq
	place int32 // on the clock
	used  atomic.Bool
}

// table finds entries by their keys, by open addressing. One goroutine changes it
// at a time, under the lock of its shard; any number look up meanwhile, without a
// lock, so that a processor waits for the memory of several entries at once. While
// an entry is moved a look-up may miss it, which costs a read of the store.
type table struct {
	slots []atomic.Pointer[entry]
	n     int
}

func newTable(size int) *table { return &table{slots: make([]atomic.Pointer[entry], size)} }

// home is the slot where the search for a key begins.
func (t *table) home(k Key) int {
	return int(spread(k) >> (64 - bits.Len(uint(len(t.slots)-1))))
}

// find gives the entry of a key, nil if there is none.
func (t *table) find(k Key) *entry {
	for i := t.home(k); ; i++ {
		e := t.slots[i&(len(t.slots)-1)].Load()
		if e == nil || e.key == k {
			return e
		}
	}
}

// put adds an entry, or takes the place of the one with its key. There must be
// room.
func (t *table) put(e *entry) {
	for i := t.home(e.key); ; i++ {
		slot := &t.slots[i&(len(t.slots)-1)]
		switch old := slot.Load(); {
		case old == nil:
			t.n++
		case old.key != e.key:
			continue
		}
		slot.Store(e)
		return
	}
}

// drop removes the entry of a key and moves those behind it that it kept from
// their homes.
func (t *table) drop(k Key) {
	mask := len(t.slots) - 1
	hole := t.home(k)
	for e := t.slots[hole].Load(); e.key != k; e = t.slots[hole].Load() {
		hole = (hole + 1) & mask
	}
	for i := (hole + 1) & mask; ; i = (i + 1) & mask {
		e := t.slots[i].Load()
		if e == nil {
			break
		}
		if (i-t.home(e.key))&mask >= (i-hole)&mask {
			t.slots[hole].Store(e)
			hole = i
		}
	}
	t.slots[hole].Store(nil)
	t.n--
}

// full: another entry would make searches long.
func (t *table) full() bool { return 2*(t.n+1) > len(t.slots) }

// larger is the same in twice as many slots.
func (t *table) larger() *table {
	out := newTable(2 * len(t.slots))
	for i := range t.slots {
		if e := t.slots[i].Load(); e != nil {
			out.put(e)
		}
	}
	return out
}
