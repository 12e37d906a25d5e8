package sorted

import (
	"bytes"
	"math/rand/v2"
)

// Map is an ordered map. The zero Map is empty and ready to use. It must be
// duplicated by Copy, never by assignment, once both are going to be used.
type Map[V any] struct {
	root *node[V]
	mark *mark
	n    int
}

// mark says which map may change a node in place. It has a size because
// pointers to empty structs need not differ.
type mark struct{ _ byte }

type node[V any] struct {
	key         []byte
	value       V
	priority    uint32
	mark        *mark
	left, right *node[V]
}

// Copy returns a map with the same entries. Neither sees the other's later
// changes.
func (m *Map[V]) Copy() Map[V] {
	m.mark = nil // what exists is shared from here on
	return Map[V]{root: m.root, n: m.n}
}

// Len is the number of entries.
func (m *Map[V]) Len() int { return m.n }

// Get returns the value at key.
func (m *Map[V]) Get(key []byte) (value V, ok bool) {
	for n := m.root; n != nil; {
		switch c := bytes.Compare(key, n.key); {
		case c < 0:
			n = n.left
		case c > 0:
			n = n.right
		default:
			return n.value, true
		}
	}
	return value, false
}

// Set puts value at key. It keeps key, which must not be changed afterwards.
func (m *Map[V]) Set(key []byte, value V) {
	if m.mark == nil {
		m.mark = new(mark)
	}
	m.root = m.insert(m.root, key, value)
}

func (m *Map[V]) insert(n *node[V], key []byte, value V) *node[V] {
	if n == nil {
		m.n++
		return &node[V]{key: key, value: value, priority: rand.Uint32(), mark: m.mark}
	}
	n = m.own(n)
	switch c := bytes.Compare(key, n.key); {
	case c == 0:
		n.value = value
	case c < 0:
		n.left = m.insert(n.left, key, value)
		if l := n.left; l.priority > n.priority {
			n.left, l.right = l.right, n
			return l
		}
	default:
		n.right = m.insert(n.right, key, value)
		if r := n.right; r.priority > n.priority {
			n.right, r.left = r.left, n
			return r
		}
	}
	return n
}

// Delete removes key.
func (m *Map[V]) Delete(key []byte) {
	if _, ok := m.Get(key); !ok {
		return
	}
	if m.mark == nil {
		m.mark = new(mark)
	}
	m.n--
	m.root = m.remove(m.root, key)
}

func (m *Map[V]) remove(n *node[V], key []byte) *node[V] {
	c := bytes.Compare(key, n.key)
	if c == 0 {
		return m.join(n.left, n.right)
	}
	n = m.own(n)
	if c < 0 {
		n.left = m.remove(n.left, key)
	} else {
		n.right = m.remove(n.right, key)
	}
	return n
}

// join makes one tree of two, all keys of l being smaller than those of r.
func (m *Map[V]) join(l, r *node[V]) *node[V] {
	switch {
	case l == nil:
		return r
	case r == nil:
		return l
	case l.priority > r.priority:
		l = m.own(l)
		l.right = m.join(l.right, r)
		return l
	default:
		r = m.own(r)
		r.left = m.join(l, r.left)
		return r
	}
}

// own returns n if this map may change it, a copy otherwise.
func (m *Map[V]) own(n *node[V]) *node[V] {
	if n.mark == m.mark {
		return n
	}
	c := *n
	c.mark = m.mark
	return &c
}

// Iter walks over the entries with start <= key < end; an empty start or end
// is no bound. The map must not be changed meanwhile: walk over a Copy.
func (m *Map[V]) Iter(start, end []byte, reverse bool) *Iter[V] {
	it := &Iter[V]{start: start, end: end, reverse: reverse}
	for n := m.root; n != nil; {
		if reverse {
			if len(end) == 0 || bytes.Compare(n.key, end) < 0 {
				it.stack = append(it.stack, n)
				n = n.right
			} else {
				n = n.left
			}
			continue
		}
		if bytes.Compare(n.key, start) >= 0 {
			it.stack = append(it.stack, n)
			n = n.left
		} else {
			n = n.right
		}
	}
	return it
}

// Iter is a walk over a Map.
type Iter[V any] struct {
	stack      []*node[V] // the entries still to come whose far side is unvisited
	start, end []byte
	reverse    bool
}

// Peek returns the entry that Next would return.
func (it *Iter[V]) Peek() (key []byte, value V, ok bool) {
	if len(it.stack) == 0 {
		return nil, value, false
	}
	n := it.stack[len(it.stack)-1]
	if it.reverse {
		ok = bytes.Compare(n.key, it.start) >= 0
	} else {
		ok = len(it.end) == 0 || bytes.Compare(n.key, it.end) < 0
	}
	if !ok {
		it.stack = nil
		return nil, value, false
	}
	return n.key, n.value, true
}

// Next returns the next entry and steps past it.
func (it *Iter[V]) Next() (key []byte, value V, ok bool) {
	key, value, ok = it.Peek()
	if !ok {
		return key, value, ok
	}
	top := it.stack[len(it.stack)-1]
	it.stack = it.stack[:len(it.stack)-1]
	if it.reverse {
		for n := top.left; n != nil; n = n.right {
			it.stack = append(it.stack, n)
		}
	} else {
		for n := top.right; n != nil; n = n.left {
			it.stack = append(it.stack, n)
		}
	}
	return key, value, ok
}
