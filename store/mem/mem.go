package mem

import (
	"bytes"
	"context"
	"sync/atomic"

	"onrecord/store"
	"onrecord/store/internal/overlay"
	"onrecord/store/internal/sorted"
)

// Store is a store.Store in memory.
type Store struct {
	turn   chan struct{} // holds one element while nobody updates
	state  atomic.Pointer[state]
	closed atomic.Bool
}

// state is what was committed. It is never changed; the map is read only.
type state struct {
	m     sorted.Map[[]byte]
	token store.Token
}

// New returns an empty store.
func New() *Store {
	s := &Store{turn: make(chan struct{}, 1)}
	s.state.Store(&state{})
	s.turn <- struct{}{}
	return s
}

// Snapshot implements store.Store.
func (s *Store) Snapshot() (store.Snapshot, error) {
	if s.closed.Load() {
		return nil, errClosed()
	}
	return &snapshot{state: s.state.Load()}, nil
}

// Update implements store.Store.
func (s *Store) Update(ctx context.Context, fn func(store.Tx) error) (store.Token, error) {
	if err := s.take(ctx); err != nil {
		return 0, err
	}
	// Deferred, because fn may panic.
	defer func() { s.turn <- struct{}{} }()
	if s.closed.Load() {
		return 0, errClosed()
	}
	now := s.state.Load()
	var none overlay.Writes
	tx := overlay.Begin(&snapshot{state: now}, &none)
	defer tx.End()
	if err := fn(tx); err != nil {
		return 0, err
	}
	writes, wrote := tx.End()
	if wrote {
		next, err := apply(now, func(yield func(key, value []byte, deleted bool) error) error {
			writes.Each(func(key, value []byte, deleted bool) bool { return yield(key, value, deleted) == nil })
			return nil
		})
		if err != nil {
			return 0, err
		}
		now = next
		s.state.Store(now)
	}
	return now.token, nil
}

// take takes the turn to write.
func (s *Store) take(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-s.turn:
		return nil
	}
}

// apply is the state after the writes that each gives. Only the one who holds
// the turn may copy the map; readers only read it.
func apply(old *state, each func(yield func(key, value []byte, deleted bool) error) error) (*state, error) {
	m := old.m
	next := &state{m: m.Copy(), token: old.token + 1}
	err := each(func(key, value []byte, deleted bool) error {
		if deleted {
			next.m.Delete(key)
		} else {
			next.m.Set(bytes.Clone(key), append([]byte{}, value...))
		}
		return nil
	})
	next.m = next.m.Copy() // publish: nothing is changed in place from here on
	return next, err
}

// Close implements store.Store.
func (s *Store) Close() error {
	<-s.turn
	defer func() { s.turn <- struct{}{} }()
	if s.closed.Swap(true) {
		return errClosed()
	}
	return nil
}

func errClosed() error {
	return &store.Error{Code: store.CodeClosed, Message: "the store is closed"}
}
