package guard

import (
	"container/list"
	"sync"

	"github.com/graphql-go/graphql/gqlerrors"
)

// outcome is what preparing one query text led to: a document or errors.
type outcome struct {
	doc  *Document
	errs []gqlerrors.FormattedError
}

// cache keeps outcomes by the exact query text and forgets the least recently
// used ones, so that neither their number nor their estimated memory exceeds its
// bounds.
type cache struct {
	mu         sync.Mutex
	maxEntries int
	maxBytes   int
	bytes      int
	recent     *list.List // of *entry, the latest first
	entries    map[string]*list.Element
}

type entry struct {
	query  string
	weight int
	outcome
}

func newCache(maxEntries, maxBytes int) *cache {
	return &cache{maxEntries: maxEntries, maxBytes: maxBytes, recent: list.New(), entries: map[string]*list.Element{}}
}

func (c *cache) get(query string) (outcome, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	element, ok := c.entries[query]
	if !ok {
		return outcome{}, false
	}
	c.recent.MoveToFront(element)
	return element.Value.(*entry).outcome, true
}

func (c *cache) put(query string, weight int, o outcome) {
	if weight > c.maxBytes || c.maxEntries < 1 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.entries[query]; known { // another request was faster
		return
	}
	c.entries[query] = c.recent.PushFront(&entry{query, weight, o})
	c.bytes += weight
	for c.bytes > c.maxBytes || len(c.entries) > c.maxEntries {
		oldest := c.recent.Back()
		gone := c.recent.Remove(oldest).(*entry)
		delete(c.entries, gone.query)
		c.bytes -= gone.weight
	}
}
