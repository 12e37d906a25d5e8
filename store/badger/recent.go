package badger

import (
	"onrecord/store/internal/overlay"
)

// What updates ask for again and again (the end of a log, totals, the counts of
// whoever is written about) is what the update before them wrote or read. A look
// into Badger's tables for it costs more than all else an update does with it, so
// the committer keeps what updates read of late. Every write goes through the
// committer: what it keeps is what the last published group left there.

const (
	// recentBytes bounds one of two generations.
	recentBytes = 4 << 20
	// recentLargest is the largest value that is kept: chunks of texts are not.
	recentLargest = 4 << 10
	// recentEntry is what an entry takes beside its key and value, roughly.
	recentEntry = 96
)

// recent is the values that were read of late, by key. What is used stays in the
// younger of two generations; when that is full, the elder is forgotten.
type recent struct {
	young, old map[string][]byte
	bytes      int // of the younger
}

// get gives a value that is kept. It is not to be changed.
func (c *recent) get(key []byte) ([]byte, bool) {
	if v, ok := c.young[string(key)]; ok {
		return v, true
	}
	v, ok := c.old[string(key)]
	if ok {
		c.keep(key, v)
	}
	return v, ok
}

// keep keeps a value, which must not be changed afterwards.
func (c *recent) keep(key, value []byte) {
	if len(value) > recentLargest {
		return
	}
	size := len(key) + len(value) + recentEntry
	if c.bytes+size > recentBytes || c.young == nil {
		c.old, c.young, c.bytes = c.young, map[string][]byte{}, 0
	}
	c.young[string(key)] = value
	c.bytes += size
}

// follow takes over what a group that was published wrote at the keys that are
// kept. Most of what is written is never asked for.
func (c *recent) follow(group *overlay.Writes) {
	group.Each(func(key, value []byte, deleted bool) bool {
		if c.drop(key) && !deleted {
			c.keep(key, value)
		}
		return true
	})
}

// drop forgets a key, and says whether it was kept.
func (c *recent) drop(key []byte) bool {
	was, young := c.young[string(key)]
	if young {
		delete(c.young, string(key))
		c.bytes -= len(key) + len(was) + recentEntry
	}
	_, old := c.old[string(key)]
	delete(c.old, string(key))
	return young || old
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
	found, err := r.reader.GetMany(rest)
	if err != nil {
		return nil, err
	}
	for i, v := range found {
		if values[at[i]] = v; v != nil {
			r.recent.keep(rest[i], copied(v))
		}
	}
	return values, nil
}

// copied is a slice of its own, never nil.
func copied(v []byte) []byte { return append(make([]byte, 0, len(v)), v...) }
