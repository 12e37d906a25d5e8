package badger

import "onrecord/store/internal/overlay"

// What updates ask for again and again (the end of a log, totals, the counts of
// whoever is written about) is what the update before them wrote or read. A look
// into Badger's tables for it costs more than all else an update does with it, so
// the committer keeps what updates read of late. Every write goes through the
// committer: what it keeps is what the last published group left there.

const (
	// recentBytes bounds what is kept.
	recentBytes = 8 << 20
	// recentLargest is the largest value that is kept: chunks of texts are not.
	recentLargest = 4 << 10
	// recentEntry is what an entry takes beside its key and value, roughly.
	recentEntry = 128
)

// recent is the values that were read of late, by key.
type recent struct {
	values map[string]*recentValue
	bytes  int
	round  int // how often room was made
}

type recentValue struct {
	value []byte
	asked int // the last round in which it was asked for again
}

func (v *recentValue) size(key []byte) int { return len(key) + len(v.value) + recentEntry }

// get gives a value that is kept. It is not to be changed.
func (c *recent) get(key []byte) ([]byte, bool) {
	v := c.values[string(key)]
	if v == nil {
		return nil, false
	}
	v.asked = c.round
	return v.value, true
}

// keep keeps a value, which must not be changed afterwards.
func (c *recent) keep(key, value []byte) {
	if len(value) > recentLargest {
		return
	}
	if c.values == nil {
		c.values = map[string]*recentValue{}
	}
	v := &recentValue{value: value}
	if c.bytes+v.size(key) > recentBytes {
		c.makeRoom()
	}
	if old := c.values[string(key)]; old != nil {
		c.bytes -= old.size(key)
	}
	v.asked = c.round - 1
	c.values[string(key)] = v
	c.bytes += v.size(key)
}

// makeRoom forgets what was not asked for again since the last time; everything,
// where that is too little.
func (c *recent) makeRoom() {
	for key, v := range c.values {
		if v.asked < c.round {
			delete(c.values, key)
			c.bytes -= v.size([]byte(key))
		}
	}
	if c.bytes > recentBytes/2 {
		clear(c.values)
		c.bytes = 0
	}
	c.round++
}

// follow takes over what a group that was published wrote at the keys that are
// kept. Most of what is written is never asked for.
func (c *recent) follow(group *overlay.Writes) {
	group.Each(func(key, value []byte, deleted bool) bool {
		v := c.values[string(key)]
		if v == nil {
			return true
		}
		c.bytes -= v.size(key)
		if deleted || len(value) > recentLargest {
			delete(c.values, string(key))
			return true
		}
		v.value = value
		c.bytes += v.size(key)
		return true
	})
}

// clear forgets everything.
func (c *recent) clear() { *c = recent{} }

// recalling is the reader of updates: it looks at what is kept first.
type recalling struct {
	*reader
	recent *recent
}

// Get implements store.Reader.
func (r recalling) Get(key []byte) ([]byte, error) {
	if v, ok := r.recent.get(key); ok {
		return copied(v), nil
	}
	v, err := r.reader.Get(key)
	if err == nil {
		r.recent.keep(key, copied(v))
	}
	return v, err
}

// GetMany implements store.Reader.
func (r recalling) GetMany(keys [][]byte) ([][]byte, error) {
	if len(keys) == 1 { // as most often: no lists are needed
		if v, ok := r.recent.get(keys[0]); ok {
			return [][]byte{copied(v)}, nil
		}
		return r.read(keys)
	}
	values := make([][]byte, len(keys))
	var rest [][]byte
	var at []int
	for i, key := range keys {
		if v, ok := r.recent.get(key); ok {
			values[i] = copied(v)
		} else {
			rest, at = append(rest, key), append(at, i)
		}
	}
	if len(rest) == 0 {
		return values, nil
	}
	found, err := r.read(rest)
	if err != nil {
		return nil, err
	}
	for i, v := range found {
		values[at[i]] = v
	}
	return values, nil
}

// read reads what is not kept, and keeps it.
func (r recalling) read(keys [][]byte) ([][]byte, error) {
	found, err := r.reader.GetMany(keys)
	if err != nil {
		return nil, err
	}
	for i, v := range found {
		if v != nil {
			r.recent.keep(keys[i], copied(v))
		}
	}
	return found, nil
}

// copied is a slice of its own, never nil.
func copied(v []byte) []byte { return append(make([]byte, 0, len(v)), v...) }
