package cells

import (
	"bytes"
	"encoding/binary"
	"errors"

	"onrecord/store"
)

// scanPast answers ranges as of an earlier transaction by merging, for each of
// them, what the current range had begun with what the history range had not
// ended. Streams that have run dry are filled together, so the round trips do
// not grow with the number of ranges.
func (r *Reader) scanPast(ranges []Range) ([][]Cell, error) {
	merges := make([]*merge, len(ranges))
	for i, rg := range ranges {
		if rg.Limit <= 0 {
			return nil, errors.New("cells: ScanMany needs a limit")
		}
		merges[i] = r.newMerge(rg)
	}
	for {
		var dry []*stream
		for _, m := range merges {
			dry = append(dry, m.advance()...)
		}
		if len(dry) == 0 {
			break
		}
		if err := fill(r.r, dry); err != nil {
			return nil, err
		}
	}
	out := make([][]Cell, len(ranges))
	for i, m := range merges {
		out[i] = m.out
	}
	return out, nil
}

// merge is the answer to one range.
type merge struct {
	current, history *stream
	rg               Range
	out              []Cell
}

func (r *Reader) newMerge(rg Range) *merge {
	page := min(max(2*rg.Limit, 64), 256)
	return &merge{
		rg:      rg,
		current: &stream{rest: within(CurrentPrefix, rg), page: page, accept: r.acceptCurrent},
		history: &stream{rest: within(HistoryPrefix, rg), page: page, accept: func(e store.Entry) (*Cell, error) {
			c, err := r.acceptHistory(e)
			// A start made by appending a zero byte to a key ("after this key")
			// lies before that key's own versions, so the bounds are held here.
			if c != nil && (bytes.Compare(c.Key, rg.Start) < 0 || len(rg.End) > 0 && bytes.Compare(c.Key, rg.End) >= 0) {
				return nil, nil
			}
			return c, err
		}},
	}
}

// advance merges as far as what was read goes and returns the streams that
// must be filled to go on.
func (m *merge) advance() []*stream {
	for len(m.out) < m.rg.Limit {
		var dry []*stream
		for _, s := range []*stream{m.current, m.history} {
			if len(s.ready) == 0 && !s.done {
				dry = append(dry, s)
			}
		}
		if len(dry) > 0 {
			return dry
		}
		next := m.current
		switch a, b := m.current.ready, m.history.ready; {
		case len(a) == 0 && len(b) == 0:
			return nil
		case len(a) == 0 || len(b) > 0 && !before(a[0].Key, b[0].Key, m.rg.Reverse):
			next = m.history
		}
		m.out = append(m.out, next.ready[0])
		next.ready = next.ready[1:]
	}
	return nil
}

func before(a, b []byte, reverse bool) bool {
	if reverse {
		return bytes.Compare(a, b) > 0
	}
	return bytes.Compare(a, b) < 0
}

func (r *Reader) acceptCurrent(e store.Entry) (*Cell, error) {
	began, value, err := decode(e.Key, e.Value)
	if err != nil || began > r.at {
		return nil, err
	}
	return &Cell{Key: e.Key[1:], Value: value, Began: began}, nil
}

func (r *Reader) acceptHistory(e store.Entry) (*Cell, error) {
	if len(e.Key) < 9 {
		return nil, &store.Error{Code: store.CodeCorrupt, Message: "a history key is too short"}
	}
	cut := len(e.Key) - 8
	if Seq(binary.BigEndian.Uint64(e.Key[cut:])) <= r.at {
		return nil, nil
	}
	began, value, err := decode(e.Key, e.Value)
	if err != nil || began > r.at {
		return nil, err
	}
	return &Cell{Key: e.Key[1:cut], Value: value, Began: began}, nil
}

// stream is one side of a merge, read a page at a time.
type stream struct {
	rest   store.Range
	page   int
	accept func(store.Entry) (*Cell, error)
	ready  []Cell // accepted and not used yet
	done   bool
}

// fill reads the next page of each stream, in one round trip.
func fill(r store.Reader, streams []*stream) error {
	ranges := make([]store.Range, len(streams))
	for i, s := range streams {
		ranges[i] = s.rest
		ranges[i].Limit = s.page
	}
	got, err := r.ScanMany(ranges)
	if err != nil {
		return err
	}
	for i, s := range streams {
		if err := s.add(got[i]); err != nil {
			return err
		}
	}
	return nil
}

func (s *stream) add(entries []store.Entry) error {
	s.done = len(entries) < s.page
	for _, e := range entries {
		c, err := s.accept(e)
		if err != nil {
			return err
		}
		if c != nil {
			s.ready = append(s.ready, *c)
		}
	}
	if s.done {
		return nil
	}
	last := entries[len(entries)-1].Key
	if s.rest.Reverse {
		s.rest.End = last
	} else {
		s.rest.Start = append(bytes.Clone(last), 0)
	}
	return nil
}
