package badger

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	badgerdb "github.com/dgraph-io/badger/v4"

	"onrecord/store"
	"onrecord/store/internal/runs"
)

// A load gathers its writes beside the database (package runs), so nothing of
// one that fails is ever in it. At its end they go one of two ways, in the
// order of their keys:
//
//   - into tables of a fresh database, together with what there is already,
//     which then takes the place of the old (fresh.go), where the load is much
//     larger than what there is and nobody reads;
//   - into the live database, in many Badger transactions at one timestamp that
//     readers move to when the last of them, which carries the record, is on
//     disk. What a crash leaves of that is swept at the next Open.
const loadName = "load"

// Load implements store.Store.
func (s *Store) Load(ctx context.Context, o store.LoadOptions, fn func(store.Load) error) (token store.Token, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	r := newRequest()
	r.alone = true
	if !s.queue.put(r) {
		return 0, errClosed()
	}
	cancelled := ctx.Done()
	for {
		select {
		case <-cancelled:
			if r.leave(abandoned) {
				return 0, ctx.Err()
			}
			cancelled = nil
		case <-r.turn:
			defer func() { r.ran <- nil }() // also when fn panics
			return s.load(o, fn)
		case out := <-r.done:
			return out.token, out.err
		}
	}
}

// load is Load, by the one who has the turn.
func (s *Store) load(o store.LoadOptions, fn func(store.Load) error) (token store.Token, err error) {
	if s.failed != nil {
		return 0, s.failed
	}
	base := s.reader(s.last.seq)
	defer func() { base.txn.Discard() }()
	w, err := s.gather(base, o)
	if err != nil {
		return 0, err
	}
	done := false
	defer func() {
		// A load that failed may go on at its last mark.
		if e := w.Close(!done); e != nil && err == nil {
			s.options.Logger.Warn("the files of a load could not be removed", "error", e)
		}
	}()
	if err := fn(w); err != nil {
		return 0, errors.Join(w.End(), err)
	}
	if err := w.End(); err != nil {
		return 0, err
	}
	keys, bytes := w.Size()
	if keys > 0 {
		if err := s.land(w, base, bytes); err != nil {
			return 0, err
		}
		s.commits.Add(1)
		s.groups.Add(1)
		s.bytes.Add(uint64(bytes))
	}
	done = true
	return store.Token(s.last.seq), nil
}

// gather begins to hold the writes of a load over what there is.
func (s *Store) gather(base *reader, o store.LoadOptions) (*runs.Writes, error) {
	opt := runs.Options{
		Dir: filepath.Join(s.options.Dir, loadName), Budget: int(s.options.Memory / 6),
		State: s.last.name(), Room: s.room, Step: s.step,
	}
	if s.last.seq > 0 {
		opt.Base = base
	}
	return runs.Begin(opt, o.Accept)
}

// name tells states apart.
func (r record) name() string { return fmt.Sprintf("%d %x", r.seq, r.digest) }

// clearLoad removes what an interrupted load left, unless a load can go on
// there.
func clearLoad(dir string, last record) error {
	name := filepath.Join(dir, loadName)
	if runs.Left(name) == last.name() {
		return nil
	}
	return os.RemoveAll(name)
}

// land brings the writes of a load into the database.
func (s *Store) land(w *runs.Writes, base *reader, bytes int64) error {
	if w.Spilled() && s.outgrown(bytes) {
		landed, err := s.refound(w, base, bytes)
		if landed || err != nil {
			return err
		}
	}
	return s.pour(w, bytes)
}

// outgrown says that so many bytes are much more than what there is.
func (s *Store) outgrown(bytes int64) bool {
	var there int64
	for _, t := range s.db.Tables() {
		there += int64(t.UncompressedSize)
	}
	return there <= bytes/2
}

// pour writes a load into the live database.
func (s *Store) pour(w *runs.Writes, bytes int64) error {
	if err := s.room(uint64(bytes)); err != nil {
		return err
	}
	following := s.last.following(s.last.seq+1, 0)
	c := &chunks{s: s, seq: following.next.seq}
	err := w.Each(func(key, value []byte, deleted bool) error {
		following.add(key, value, deleted)
		return c.add(&badgerdb.Entry{Key: userKey(key), Value: append([]byte{}, value...)}, deleted)
	})
	next := following.record()
	if err = c.finish(next, err); err != nil {
		s.failed = unavailable("a load failed half way; close the store and open it again", err)
		return s.failed
	}
	return s.acknowledge(next)
}

// acknowledge brings what was written to the disk, and the witness of it, and
// shows it to readers.
func (s *Store) acknowledge(next record) error {
	if err := s.testify(next); err != nil {
		s.failed = unavailable("a commit could not be brought to the disk; close the store and open it again", err)
		return s.failed
	}
	s.publish(next)
	return nil
}

// testify brings what was written to the disk and makes r the newest record of
// the witness. Both are waited for at the same time.
func (s *Store) testify(r record) error {
	synced := make(chan error, 1)
	go func() { synced <- s.logs.sync() }()
	err := s.witness.promise(r)
	if err = errors.Join(err, <-synced); err != nil {
		return err
	}
	return s.witness.keep()
}
