package mem

import (
	"context"

	"onrecord/store"
	"onrecord/store/internal/runs"
)

// Load implements store.Store. An interrupted load is not taken up again.
func (s *Store) Load(ctx context.Context, _ store.LoadOptions, fn func(store.Load) error) (store.Token, error) {
	if err := s.take(ctx); err != nil {
		return 0, err
	}
	defer func() { s.turn <- struct{}{} }()
	if s.closed.Load() {
		return 0, errClosed()
	}
	now := s.state.Load()
	w, err := runs.Begin(runs.Options{Base: &snapshot{state: now}}, nil)
	if err != nil {
		return 0, err
	}
	defer w.End() //nolint:errcheck // nothing is written anywhere
	if err := fn(w); err != nil {
		return 0, err
	}
	if err := w.End(); err != nil {
		return 0, err
	}
	if keys, _ := w.Size(); keys > 0 {
		now, err = apply(now, w.Each)
		if err != nil {
			return 0, err
		}
		s.state.Store(now)
	}
	return now.token, nil
}
