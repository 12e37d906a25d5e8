package badger

import (
	"errors"
	"sync/atomic"

	badgerdb "github.com/dgraph-io/badger/v4"

	"onrecord/store"
)

// Store is a store.Store in a directory. Open makes one.
type Store struct {
	options Options
	lock    dirLock
	db      *badgerdb.DB
	witness *witness
	logs    *logs

	reads gate
	live  live
	queue queue
	idle  chan struct{} // closed when the committer has ended

	// The committer's own.
	last   record // the last published group
	failed error  // why nothing can be written until the store is opened again
	recent recent // what updates read of late

	commits, groups, bytes atomic.Uint64

	// interrupt, if set by a test, is called before each Badger transaction of
	// a group; an error stops the group there, as a crash would.
	interrupt func(chunk int) error
	// step, if set by a test, is called before each step of a load that
	// reaches the disk; an error stops there.
	step func(what string) error
}

var _ store.Store = (*Store)(nil)

// start begins to serve.
func (s *Store) start() {
	s.live.open = map[uint64]int{}
	s.publish(s.last)
	s.queue.wake = make(chan struct{}, 1)
	s.idle = make(chan struct{})
	go s.commitLoop()
}

// publish shows a group to the readers.
func (s *Store) publish(r record) {
	s.last = r
	s.live.update(func(l *live) { l.published = r.seq }, s.db.SetDiscardTs)
}

// release ends a snapshot of the group seq. After Close there is nothing left
// that could be discarded, and setting the mark is harmless.
func (s *Store) release(seq uint64) {
	s.live.update(func(l *live) {
		if l.open[seq]--; l.open[seq] == 0 {
			delete(l.open, seq)
		}
	}, s.db.SetDiscardTs)
}

// Close implements store.Store. Reads that are running are waited for; a
// snapshot that is still open gives store.ErrClosed from then on.
func (s *Store) Close() error {
	if !s.queue.close() {
		return errClosed()
	}
	if err := errors.Join(s.end(), s.lock.release()); err != nil {
		return unavailable("the store did not close cleanly", err)
	}
	return nil
}

// end stops a store, but keeps its lock.
func (s *Store) end() error {
	s.queue.close()
	<-s.idle
	s.reads.close()
	return errors.Join(s.logs.end(), s.db.Close(), s.witness.end())
}

// Stats is what a store has done since it was opened.
type Stats struct {
	Commits   uint64      // updates that wrote
	Groups    uint64      // commits to disk: several updates may share one
	Bytes     uint64      // keys and values written
	Last      store.Token // the last published state
	Snapshots int         // snapshots not yet released
	DiskBytes int64       // size of Badger's tables and logs, updated about once a minute
}

// Stats tells what the store has done.
func (s *Store) Stats() Stats {
	st := Stats{Commits: s.commits.Load(), Groups: s.groups.Load(), Bytes: s.bytes.Load()}
	s.live.mu.Lock()
	defer s.live.mu.Unlock()
	st.Last = store.Token(s.live.published)
	for _, n := range s.live.open {
		st.Snapshots += n
	}
	if s.reads.enter() {
		tables, logs := s.db.Size()
		st.DiskBytes = tables + logs
		s.reads.leave()
	}
	return st
}

func errClosed() error {
	return &store.Error{Code: store.CodeClosed, Message: "the store is closed"}
}
