package graph

import "math/bits"

// refTable is a set of numbers, each with another one. Walks look into it for
// every relation they meet, so it is a plain table with open addressing: several
// times as fast as a map. The zero Ref is in no table.
type refTable struct {
	slots []refPair
	n     int
	shift uint8
}

type refPair struct{ key, value Ref }

func newRefTable(size int) *refTable {
	log := max(bits.Len(uint(2*size)), 4)
	return &refTable{slots: make([]refPair, 1<<log), shift: uint8(64 - log)}
}

func (t *refTable) at(key Ref) *refPair {
	for i := int(uint64(key) * 0x9e3779b97f4a7c15 >> t.shift); ; i++ {
		if i == len(t.slots) {
			i = 0
		}
		if p := &t.slots[i]; p.key == key || p.key == 0 {
			return p
		}
	}
}

func (t *refTable) get(key Ref) (Ref, bool) {
	p := t.at(key)
	return p.value, p.key != 0
}

func (t *refTable) has(key Ref) bool { return t.at(key).key != 0 }

// put sets the value of a number. It is false where the number was there.
func (t *refTable) put(key, value Ref) bool {
	p := t.at(key)
	fresh := p.key == 0
	*p = refPair{key, value}
	if fresh {
		if t.n++; 2*t.n > len(t.slots) {
			t.grow()
		}
	}
	return fresh
}

func (t *refTable) grow() {
	old := t.slots
	t.slots, t.shift = make([]refPair, 2*len(old)), t.shift-1
	for _, p := range old {
		if p.key != 0 {
			*t.at(p.key) = p
		}
	}
}
