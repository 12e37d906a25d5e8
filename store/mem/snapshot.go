package mem

import (
	"bytes"

	"onrecord/store"
)

// snapshot is a view of one state.
type snapshot struct{ state *state }

// Token implements store.Snapshot.
func (s *snapshot) Token() store.Token {
	if s.state == nil {
		return 0
	}
	return s.state.token
}

// Release implements store.Snapshot.
func (s *snapshot) Release() { s.state = nil }

func (s *snapshot) check() error {
	if s.state == nil {
		return &store.Error{Code: store.CodeClosed, Message: "the snapshot was released"}
	}
	return nil
}

// Get implements store.Reader.
func (s *snapshot) Get(key []byte) ([]byte, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if err := store.CheckKey(key); err != nil {
		return nil, err
	}
	value, ok := s.state.m.Get(key)
	if !ok {
		return nil, store.ErrNotFound
	}
	return bytes.Clone(value), nil
}

// GetMany implements store.Reader.
func (s *snapshot) GetMany(keys [][]byte) ([][]byte, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	values := make([][]byte, len(keys))
	for i, key := range keys {
		if err := store.CheckKey(key); err != nil {
			return nil, err
		}
		if value, ok := s.state.m.Get(key); ok {
			values[i] = bytes.Clone(value)
		}
	}
	return values, nil
}

// Scan implements store.Reader. yield gets copies, so that a test that
// scribbles on them harms nobody.
func (s *snapshot) Scan(r store.Range, yield func(key, value []byte) bool) error {
	if err := s.check(); err != nil {
		return err
	}
	if err := store.CheckRange(r, false); err != nil {
		return err
	}
	it := s.state.m.Iter(r.Start, r.End, r.Reverse)
	for n := 0; r.Limit == 0 || n < r.Limit; n++ {
		key, value, ok := it.Next()
		if !ok {
			return nil
		}
		if r.KeysOnly {
			value = nil
		}
		if !yield(bytes.Clone(key), bytes.Clone(value)) {
			return nil
		}
	}
	return nil
}

// ScanMany implements store.Reader.
func (s *snapshot) ScanMany(rs []store.Range) ([][]store.Entry, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	for _, r := range rs {
		if err := store.CheckRange(r, true); err != nil {
			return nil, err
		}
	}
	lists := make([][]store.Entry, len(rs))
	for i, r := range rs {
		err := s.Scan(r, func(key, value []byte) bool {
			lists[i] = append(lists[i], store.Entry{Key: key, Value: value})
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return lists, nil
}
