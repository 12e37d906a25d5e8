package segments

import (
	"container/list"
	"sync"

	"onrecord/graph/keys"
	"onrecord/store"
)

// DefaultCache is how many bytes of blocks a graph keeps in memory.
const DefaultCache = 128 << 20

// Cache keeps the directories and blocks that were read last, for all readers
// of a store, and the heads of the newest state. What is kept under a segment's
// number and generation never changes. It is safe for concurrent use; a nil one
// is empty and stays so.
type Cache struct {
	mu    sync.Mutex
	most  int
	size  int
	held  map[blockID]*list.Element
	order list.List // of *cached, the last used first
	token store.Token
	heads []*head
}

// blockID names a block; directory is one of them.
type blockID struct {
	segment    uint64
	generation uint32
	block      uint32
}

type cached struct {
	id   blockID
	data []byte
	dir  *directory
	cost int
}

// NewCache gives a cache of so many bytes.
func NewCache(most int) *Cache { return &Cache{most: most, held: map[blockID]*list.Element{}} }

// getAll looks several blocks up; what is not there stays nil.
func (c *Cache) getAll(ids []blockID, out []*cached) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, id := range ids {
		if e, ok := c.held[id]; ok {
			c.order.MoveToFront(e)
			out[i] = e.Value.(*cached)
		}
	}
}

// get looks one block up.
func (c *Cache) get(id blockID) *cached {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.held[id]
	if !ok {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached)
}

func (c *Cache) put(b *cached) {
	if c == nil || b.cost > c.most {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, there := c.held[b.id]; there {
		return
	}
	c.held[b.id] = c.order.PushFront(b)
	for c.size += b.cost; c.size > c.most; {
		e := c.order.Back()
		old := c.order.Remove(e).(*cached)
		delete(c.held, old.id)
		c.size -= old.cost
	}
}

// Clear forgets everything: words were removed from the store.
func (c *Cache) Clear() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.held)
	c.order.Init()
	c.size, c.heads, c.token = 0, nil, 0
}

// headsAt gives the heads of a state, if they are at hand.
func (c *Cache) headsAt(t store.Token) []*head {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.heads == nil || c.token != t {
		return nil
	}
	return c.heads
}

func (c *Cache) keepHeads(t store.Token, hs []*head) {
	if c == nil || hs == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if t >= c.token {
		c.token, c.heads = t, hs
	}
}

func blockKey(id blockID) []byte { return keys.SegmentBlock(id.segment, id.block) }
