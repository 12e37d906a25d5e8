package cache

import (
	"sync"
	"sync/atomic"

	"onrecord/graph/cells"
)

// Seq is the number of a transaction.
type Seq = cells.Seq

// Digest identifies a transaction and all before it.
type Digest = [32]byte

// Key names an entry.
type Key uint64

// KeyOf makes a key of what kind of thing it is and a number, of which 56 bits
// count.
func KeyOf(kind byte, n uint64) Key { return Key(uint64(kind)<<56 | n&(1<<56-1)) }

const (
	shards = 64
	marks  = 1024 // a shard
	// overhead is roughly what an entry takes beside its value.
	overhead = 96
	// A value may take this part of a shard.
	largest = 4
	// fewest is how many slots an empty shard has.
	fewest = 16
	// Commits that are told of and that no session has seen. More than these are
	// forgotten, and the session that comes finds the cache empty.
	mostAhead = 4096
)

// Cache is a bounded map that is consistent with a store. It is safe for
// concurrent use. The nil Cache keeps nothing.
type Cache struct {
	shards [shards]shard

	// floor is the transaction before which nothing is known: entries that were
	// read before it serve nobody.
	floor atomic.Uint64

	mu     sync.Mutex
	tip    point // the newest state that a session joined
	joined bool
	ahead  map[Seq]link // commits after the tip

	hits, misses atomic.Uint64
}

// point is one committed state.
type point struct {
	seq Seq
	sum Digest
}

// link is a commit that was told of: it leads from one state to the next.
type link struct{ before, after Digest }

// shard is a part of the cache under a lock of its own.
type shard struct {
	byKey atomic.Pointer[table] // changed under the lock, read without

	mu      sync.Mutex
	limit   int
	bytes   int
	clock   []*entry // nil: the place is free
	free    []int32
	hand    int
	marks   [marks]Seq // the last transaction that changed a key of this mark
	evicted uint64
}

// New makes a cache of so many bytes; nil, which keeps nothing, if there are none.
func New(bytes int64) *Cache {
	if bytes <= 0 {
		return nil
	}
	c := &Cache{ahead: map[Seq]link{}}
	for i := range c.shards {
		c.shards[i].limit = int(bytes / shards)
		c.shards[i].byKey.Store(newTable(fewest))
	}
	return c
}

// Join begins a session that reads the state after a transaction. It is false for
// a session that must do without: one of a state older than what is known.
func (c *Cache) Join(seq Seq, sum Digest) bool {
	if c == nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case !c.joined || !c.leadsTo(seq, sum):
		c.floor.Store(uint64(seq))
		c.joined = true
	case seq <= c.tip.seq:
		return seq >= Seq(c.floor.Load())
	}
	c.tip = point{seq, sum}
	for s := range c.ahead {
		if s <= seq {
			delete(c.ahead, s)
		}
	}
	return true
}

// leadsTo says whether a state is the tip, one before it, or one that the commits
// told of lead to.
func (c *Cache) leadsTo(seq Seq, sum Digest) bool {
	at := c.tip
	if seq < at.seq {
		return true
	}
	for at.seq < seq {
		next, told := c.ahead[at.seq+1]
		if !told || next.before != at.sum {
			return false
		}
		at = point{at.seq + 1, next.after}
	}
	return at.sum == sum
}

// Changed tells that transaction seq, which leads from one state to another,
// writes to keys, which may repeat. It must be called before the store shows the transaction. One
// that fails after all, or is tried again, does no harm.
func (c *Cache) Changed(seq Seq, before, after Digest, keys []Key) {
	if c == nil {
		return
	}
	c.mu.Lock()
	if len(c.ahead) >= mostAhead {
		clear(c.ahead)
	}
	c.ahead[seq] = link{before, after}
	c.mu.Unlock()
	for _, k := range keys {
		s, mark := c.at(k)
		s.mu.Lock()
		s.marks[mark] = max(s.marks[mark], seq)
		if e := s.byKey.Load().find(k); e != nil {
			s.drop(e)
		}
		s.mu.Unlock()
	}
}

// Get gives the entry of a key to a session of a transaction.
func (c *Cache) Get(k Key, at Seq) (any, bool) {
	floor := Seq(c.floor.Load())
	s, mark := c.at(k)
	e := s.byKey.Load().find(k)
	// An entry that is there was not changed since it was read; before that, only
	// the mark knows.
	if e == nil || e.read < floor || at < e.read && (at < floor || s.marked(mark) > at) {
		return nil, false
	}
	if !e.used.Load() {
		e.used.Store(true)
	}
	return e.value, true
}

// Told counts how many of what was looked up were there. To count each would cost
// more than to find it.
func (c *Cache) Told(hits, misses int) {
	c.hits.Add(uint64(hits))
	c.misses.Add(uint64(misses))
}

// Put keeps what a session of a transaction read, unless it has changed since.
func (c *Cache) Put(k Key, value any, size int, read Seq) {
	size += overhead
	s, mark := c.at(k)
	s.mu.Lock()
	defer s.mu.Unlock()
	if size > s.limit/largest || s.marks[mark] > read || read < Seq(c.floor.Load()) { // the last would serve nobody
		return
	}
	e := &entry{key: k, value: value, size: size, read: read}
	if old := s.byKey.Load().find(k); old != nil {
		e.used.Store(true)
		s.bytes -= old.size
		e.place = old.place
	} else {
		e.place = s.place()
	}
	s.clock[e.place] = e
	if t := s.byKey.Load(); t.full() {
		s.byKey.Store(t.larger())
	}
	s.byKey.Load().put(e)
	s.bytes += size
	s.shrink(e)
}

// Clear forgets all entries.
func (c *Cache) Clear() {
	if c == nil {
		return
	}
	for i := range c.shards {
		s := &c.shards[i]
		s.mu.Lock()
		s.byKey.Store(newTable(fewest))
		s.clock, s.free, s.bytes, s.hand = nil, nil, 0, 0
		s.mu.Unlock()
	}
}

// at finds the shard and the mark of a key. The table of a shard goes by the
// highest bits of what these go by the lowest of.
func (c *Cache) at(k Key) (*shard, uint32) {
	h := spread(k) ^ spread(k)>>32
	return &c.shards[h%shards], uint32(h/shards) % marks
}

func spread(k Key) uint64 { return uint64(k) * 0x9e3779b97f4a7c15 }

// marked is the last transaction that changed a key of a mark.
func (s *shard) marked(mark uint32) Seq {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.marks[mark]
}

// place gives a free place on the clock.
func (s *shard) place() int32 {
	if n := len(s.free); n > 0 {
		i := s.free[n-1]
		s.free = s.free[:n-1]
		return i
	}
	s.clock = append(s.clock, nil)
	return int32(len(s.clock) - 1)
}

func (s *shard) drop(e *entry) {
	s.byKey.Load().drop(e.key)
	s.bytes -= e.size
	s.clock[e.place] = nil
	s.free = append(s.free, e.place)
}

// shrink turns the hand of the clock until the shard fits its bound. What was
// used since the last turn is spared, and so is what was put in just now.
func (s *shard) shrink(spared *entry) {
	for s.bytes > s.limit {
		s.hand = (s.hand + 1) % len(s.clock)
		switch e := s.clock[s.hand]; {
		case e == nil || e == spared:
		case e.used.Load():
			e.used.Store(false)
		default:
			s.drop(e)
			s.evicted++
		}
	}
}

// Stats are what a cache holds and did.
type Stats struct {
	Bytes, Entries        int
	Hits, Misses, Evicted uint64
}

// Stats adds up what all parts of the cache hold and did.
func (c *Cache) Stats() Stats {
	var out Stats
	if c == nil {
		return out
	}
	out.Hits, out.Misses = c.hits.Load(), c.misses.Load()
	for i := range c.shards {
		s := &c.shards[i]
		s.mu.Lock()
		out.Bytes += s.bytes
		out.Entries += s.byKey.Load().n
		out.Evicted += s.evicted
		s.mu.Unlock()
	}
	return out
}
