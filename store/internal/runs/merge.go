package runs

import "bytes"

// layer is a walk over one set of writes in the order of their keys.
type layer interface {
	peek() (e entry, ok bool)
	next() error
}

// merge walks over several layers, of which an earlier one hides what later
// ones have at the same key. It is a heap of them, the next key on top.
type merge struct {
	heap    []ranked
	reverse bool
	last    []byte
}

type ranked struct {
	layer
	now  entry
	rank int
}

func newMerge(layers []layer, reverse bool) *merge {
	m := &merge{reverse: reverse}
	for i, l := range layers {
		if e, ok := l.peek(); ok {
			m.heap = append(m.heap, ranked{layer: l, now: e, rank: i})
		}
	}
	for i := len(m.heap)/2 - 1; i >= 0; i-- {
		m.sink(i)
	}
	return m
}

func (m *merge) less(a, b *ranked) bool {
	c := bytes.Compare(a.now.key, b.now.key)
	if c == 0 {
		return a.rank < b.rank
	}
	return c < 0 != m.reverse
}

// sink brings one layer to its place below.
func (m *merge) sink(i int) {
	h := m.heap
	moving := h[i]
	for {
		child := 2*i + 1
		if child >= len(h) {
			break
		}
		if child+1 < len(h) && m.less(&h[child+1], &h[child]) {
			child++
		}
		if !m.less(&h[child], &moving) {
			break
		}
		h[i] = h[child]
		i = child
	}
	h[i] = moving
}

func (m *merge) peek() (entry, bool) {
	if len(m.heap) == 0 {
		return entry{}, false
	}
	return m.heap[0].now, true
}

// next steps past a key in all layers that have it.
func (m *merge) next() error {
	m.last = append(m.last[:0], m.heap[0].now.key...)
	for len(m.heap) > 0 && bytes.Equal(m.heap[0].now.key, m.last) {
		top := &m.heap[0]
		if err := top.next(); err != nil {
			return err
		}
		e, ok := top.peek()
		if ok {
			top.now = e
		} else {
			m.heap[0] = m.heap[len(m.heap)-1]
			m.heap = m.heap[:len(m.heap)-1]
		}
		if len(m.heap) > 0 {
			m.sink(0)
		}
	}
	return nil
}
