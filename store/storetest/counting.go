package storetest

import (
	"context"
	"sync/atomic"

	"onrecord/store"
)

// Counter is a store that counts the round trips to the one it wraps, those of
// snapshots and of updates together.
type Counter struct {
	s      store.Store
	counts counts
}

type counts struct{ gets, getManys, scans, scanManys, keys, ranges, snapshots, updates atomic.Int64 }

// Counts is a number of calls of each kind.
type Counts struct {
	Get, GetMany, Scan, ScanMany int
	Keys                         int // asked for in Get and GetMany
	Ranges                       int // asked for in Scan and ScanMany
	Snapshots, Updates           int // opened; closures run
}

// RoundTrips is the number of calls that read.
func (c Counts) RoundTrips() int { return c.Get + c.GetMany + c.Scan + c.ScanMany }

// Counting wraps a store.
func Counting(s store.Store) *Counter { return &Counter{s: s} }

// Take returns what was counted since the last Take.
func (c *Counter) Take() Counts {
	n := &c.counts
	take := func(a *atomic.Int64) int { return int(a.Swap(0)) }
	return Counts{
		Get: take(&n.gets), GetMany: take(&n.getManys), Scan: take(&n.scans), ScanMany: take(&n.scanManys),
		Keys: take(&n.keys), Ranges: take(&n.ranges), Snapshots: take(&n.snapshots), Updates: take(&n.updates),
	}
}

// Snapshot implements store.Store.
func (c *Counter) Snapshot() (store.Snapshot, error) {
	snap, err := c.s.Snapshot()
	if err != nil {
		return nil, err
	}
	c.counts.snapshots.Add(1)
	return countedSnapshot{countedReader{snap, &c.counts}, snap}, nil
}

// Update implements store.Store.
func (c *Counter) Update(ctx context.Context, fn func(store.Tx) error) (store.Token, error) {
	return c.s.Update(ctx, func(tx store.Tx) error {
		c.counts.updates.Add(1)
		return fn(countedTx{countedReader{tx, &c.counts}, tx})
	})
}

// Load implements store.Store.
func (c *Counter) Load(ctx context.Context, o store.LoadOptions, fn func(store.Load) error) (store.Token, error) {
	return c.s.Load(ctx, o, func(l store.Load) error {
		c.counts.updates.Add(1)
		return fn(countedLoad{countedTx{countedReader{l, &c.counts}, l}, l})
	})
}

// Close implements store.Store.
func (c *Counter) Close() error { return c.s.Close() }

type countedReader struct {
	r store.Reader
	n *counts
}

// Get implements store.Reader.
func (c countedReader) Get(key []byte) ([]byte, error) {
	c.n.gets.Add(1)
	c.n.keys.Add(1)
	return c.r.Get(key)
}

// GetMany implements store.Reader.
func (c countedReader) GetMany(keys [][]byte) ([][]byte, error) {
	c.n.getManys.Add(1)
	c.n.keys.Add(int64(len(keys)))
	return c.r.GetMany(keys)
}

// Scan implements store.Reader.
func (c countedReader) Scan(r store.Range, yield func(key, value []byte) bool) error {
	c.n.scans.Add(1)
	c.n.ranges.Add(1)
	return c.r.Scan(r, yield)
}

// ScanMany implements store.Reader.
func (c countedReader) ScanMany(rs []store.Range) ([][]store.Entry, error) {
	c.n.scanManys.Add(1)
	c.n.ranges.Add(int64(len(rs)))
	return c.r.ScanMany(rs)
}

type countedSnapshot struct {
	countedReader
	snap store.Snapshot
}

// Token implements store.Snapshot.
func (c countedSnapshot) Token() store.Token { return c.snap.Token() }

// Release implements store.Snapshot.
func (c countedSnapshot) Release() { c.snap.Release() }

type countedTx struct {
	countedReader
	tx store.Tx
}

// Set implements store.Tx.
func (c countedTx) Set(key, value []byte) error { return c.tx.Set(key, value) }

// Delete implements store.Tx.
func (c countedTx) Delete(key []byte) error { return c.tx.Delete(key) }

type countedLoad struct {
	countedTx
	load store.Load
}

// Resumed implements store.Load.
func (c countedLoad) Resumed() []byte { return c.load.Resumed() }

// Due implements store.Load.
func (c countedLoad) Due() bool { return c.load.Due() }

// Mark implements store.Load.
func (c countedLoad) Mark(note []byte) error { return c.load.Mark(note) }
