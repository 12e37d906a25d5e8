package graph

import (
	"context"
	"errors"
	"sync"

	"onrecord/graph/segments"
	"onrecord/store"
)

// merger folds large segments beside the transactions, in one goroutine that
// is there only while there is something to fold.
type merger struct {
	ctx    context.Context
	cancel context.CancelFunc
	one    sync.Mutex // one fold at a time, whoever asks for it

	mu      sync.Mutex
	running bool
	again   bool // a commit came while it ran
	closed  bool
	done    sync.WaitGroup
	failed  error // of the last run
}

func newMerger() *merger {
	ctx, cancel := context.WithCancel(context.Background())
	return &merger{ctx: ctx, cancel: cancel}
}

// wake starts folding, unless that goes on already.
func (g *Graph) wake() {
	m := g.merge
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed || m.running {
		m.again = m.running
		return
	}
	m.running = true
	m.done.Add(1)
	go func() {
		defer m.done.Done()
		for {
			err := g.MergeSegments(m.ctx)
			if err != nil && m.ctx.Err() == nil && !errors.Is(err, store.ErrClosed) {
				g.log.Error("search segments were not folded; the next transaction tries again", "error", err)
			}
			m.mu.Lock()
			m.failed = err
			if !m.again || err != nil {
				m.running, m.again = false, false
				m.mu.Unlock()
				return
			}
			m.again = false
			m.mu.Unlock()
		}
	}()
}

// MergeSegments folds the segments of the search index until there is nothing
// left to fold. Graphs do that by themselves; this waits for it.
func (g *Graph) MergeSegments(ctx context.Context) error {
	g.merge.one.Lock()
	defer g.merge.one.Unlock()
	return segments.Merge(ctx, g.store)
}

// Close ends what the graph does beside its callers, and gives the error of the
// last of it. The store is to be closed after that.
func (g *Graph) Close() error {
	m := g.merge
	m.mu.Lock()
	m.closed = true
	m.mu.Unlock()
	m.cancel()
	m.done.Wait()
	if errors.Is(m.failed, context.Canceled) {
		return nil
	}
	return m.failed
}
