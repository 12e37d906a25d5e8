package graph

import (
	"bytes"
	"context"
	"fmt"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/store"
)

// deep replays the log into an empty store and compares what came of it.
// Search segments are left out: which words they hold depends on what was
// redacted since. Blobs are too: they were handed over.
func (c *checker) deep(ctx context.Context, into store.Store) error {
	again := &Graph{store: into, now: c.session.graph.now, log: c.session.graph.log, merge: newMerger()}
	err := c.session.Log(1, func(seq Seq, raw []byte) error {
		e, err := DecodeEntry(raw)
		if err != nil {
			return err
		}
		shas, err := e.Blobs()
		if err != nil {
			return err
		}
		var blobs []Blob
		for _, sha := range shas {
			b, err := c.session.Blob(sha)
			if err != nil {
				return err
			}
			blobs = append(blobs, b)
		}
		if _, err := again.Replay(ctx, raw, blobs); err != nil {
			return fmt.Errorf("replay of entry %d: %w", seq, err)
		}
		return nil
	})
	if err != nil {
		return c.soft(FaultReplay, "log", err)
	}
	other, err := into.Snapshot()
	if err != nil {
		return err
	}
	defer other.Release()
	for _, prefix := range [][]byte{{cells.CurrentPrefix}, {cells.HistoryPrefix}, keys.MetaPrefix(""), keys.Tally(0)[:1], keys.LogFrom(0)[:1], keys.LogTimes()} {
		if err := c.same(prefix, other); err != nil {
			return err
		}
	}
	return nil
}

// same walks a range of both stores in step.
func (c *checker) same(prefix []byte, other store.Reader) error {
	mine, replayed := &cursor{r: c.session.snap, rest: store.Prefix(prefix)}, &cursor{r: other, rest: store.Prefix(prefix)}
	for {
		if err := c.session.stop(); err != nil {
			return err
		}
		a, err := mine.peek()
		if err != nil {
			return err
		}
		b, err := replayed.peek()
		if err != nil {
			return err
		}
		switch {
		case a == nil && b == nil:
			return nil
		case b == nil || a != nil && bytes.Compare(a.Key, b.Key) < 0:
			c.find(FaultReplay, storedKey(a.Key), "a replay does not give it")
			mine.drop()
		case a == nil || bytes.Compare(a.Key, b.Key) > 0:
			c.find(FaultReplay, storedKey(b.Key), "a replay gives it, but it is not there")
			replayed.drop()
		default:
			if !bytes.Equal(a.Value, b.Value) {
				c.find(FaultReplay, storedKey(a.Key), "a replay gives another value")
			}
			mine.drop()
			replayed.drop()
		}
	}
}

func storedKey(k []byte) string {
	s, _ := keys.Decode(k)
	return s.String()
}

// cursor reads a range page by page.
type cursor struct {
	r     store.Reader
	rest  store.Range
	ready []store.Entry
	done  bool
}

func (c *cursor) peek() (*store.Entry, error) {
	if len(c.ready) == 0 && !c.done {
		c.rest.Limit = 512
		got, err := c.r.ScanMany([]store.Range{c.rest})
		if err != nil {
			return nil, err
		}
		c.ready = got[0]
		c.done = len(c.ready) < c.rest.Limit
		if n := len(c.ready); n > 0 {
			c.rest.Start = append(bytes.Clone(c.ready[n-1].Key), 0)
		}
	}
	if len(c.ready) == 0 {
		return nil, nil
	}
	return &c.ready[0], nil
}

func (c *cursor) drop() { c.ready = c.ready[1:] }
