package badger

import (
	"sync"

	"onrecord/store"
)

// snapshot is a reader that is counted, so that the versions it sees are kept,
// and that knows when it must not read any more: behind a closed store lies
// memory that is no longer mapped.
type snapshot struct {
	s        *Store
	r        *reader
	seq      uint64
	mu       sync.Mutex // guards released: Release may come from another goroutine
	released bool
}

// Snapshot implements store.Store.
func (s *Store) Snapshot() (store.Snapshot, error) {
	if !s.reads.enter() {
		return nil, errClosed()
	}
	defer s.reads.leave()
	seq := s.live.take()
	return &snapshot{s: s, r: s.reader(seq), seq: seq}, nil
}

// Token implements store.Snapshot.
func (s *snapshot) Token() store.Token { return store.Token(s.seq) }

// Release implements store.Snapshot.
func (s *snapshot) Release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.released {
		return
	}
	s.released = true
	s.r.txn.Discard()
	s.s.release(s.seq)
}

// enter says whether reading is allowed; leave must follow.
func (s *snapshot) enter() error {
	s.mu.Lock()
	released := s.released
	s.mu.Unlock()
	if released {
		return &store.Error{Code: store.CodeClosed, Message: "the snapshot was released"}
	}
	if !s.s.reads.enter() {
		return errClosed()
	}
	return nil
}

// Get implements store.Reader.
func (s *snapshot) Get(key []byte) ([]byte, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.s.reads.leave()
	return s.r.Get(key)
}

// GetMany implements store.Reader.
func (s *snapshot) GetMany(keys [][]byte) ([][]byte, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.s.reads.leave()
	return s.r.GetMany(keys)
}

// Scan implements store.Reader.
func (s *snapshot) Scan(r store.Range, yield func(key, value []byte) bool) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.s.reads.leave()
	return s.r.Scan(r, yield)
}

// ScanMany implements store.Reader.
func (s *snapshot) ScanMany(rs []store.Range) ([][]store.Entry, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.s.reads.leave()
	return s.r.ScanMany(rs)
}

// live knows the last published group and the snapshots that are open.
type live struct {
	mu        sync.Mutex
	published uint64
	open      map[uint64]int // snapshots by the group they read at
}

// take opens a snapshot of what is published.
func (l *live) take() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open[l.published]++
	return l.published
}

// update changes what is known and hands the oldest group that must remain
// readable to keep, under the lock, so that it never goes backwards.
func (l *live) update(change func(*live), keep func(oldest uint64)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(l)
	oldest := l.published
	for seq := range l.open {
		oldest = min(oldest, seq)
	}
	keep(oldest)
}

// gate lets readers in until it is shut, and shutting waits for those inside.
// (A lock for reading would hang when a reader inside asks to enter again.)
type gate struct {
	mu     sync.Mutex
	inside int
	shut   bool
	empty  chan struct{} // made by close, closed when nobody is inside
}

func (g *gate) enter() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut {
		return false
	}
	g.inside++
	return true
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside--
	if g.empty != nil && g.inside == 0 {
		close(g.empty)
	}
}

// refuse shuts the gate without waiting.
func (g *gate) refuse() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = true
}

func (g *gate) close() {
	g.mu.Lock()
	g.shut = true
	g.empty = make(chan struct{})
	if g.inside == 0 {
		close(g.empty)
	}
	g.mu.Unlock()
	<-g.empty
}
