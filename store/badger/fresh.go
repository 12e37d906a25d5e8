package badger

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"

	badgerdb "github.com/dgraph-io/badger/v4"

	"onrecord/store/internal/runs"
)

// refound writes a fresh database of what there is and what a load adds, reads
// it back, and puts it in the place of the old one. landed is false, and
// nothing has changed, where somebody reads: their snapshots are of the old
// files.
func (s *Store) refound(w *runs.Writes, base *reader, bytes int64) (landed bool, err error) {
	if s.watched() {
		return false, nil
	}
	if err := s.room(uint64(bytes) / 2); err != nil { // once, in tables
		return false, err
	}
	dir := filepath.Join(s.options.Dir, freshName)
	next, err := s.build(dir, w, base)
	if err == nil {
		landed, err = s.move(dir, base, next)
	}
	if !landed {
		err = errors.Join(err, os.RemoveAll(dir))
	}
	return landed, err
}

// watched says whether there are snapshots.
func (s *Store) watched() bool {
	s.live.mu.Lock()
	defer s.live.mu.Unlock()
	return len(s.live.open) > 0
}

// build makes the tables of a fresh database.
func (s *Store) build(dir string, w *runs.Writes, base *reader) (next record, err error) {
	if err := errors.Join(os.RemoveAll(dir), makeDir(dir)); err != nil {
		return next, unavailable("the new database's folder cannot be made", err)
	}
	following := s.last.following(s.last.seq+1, 0)
	t := newTables(dir, s.options, following.next.seq, s.takeStep)
	err = s.everything(w, base, func(key, value []byte, deleted bool) error {
		following.add(key, value, deleted)
		if deleted {
			return nil
		}
		return t.add(spaceUser, key, value)
	})
	next = following.record()
	if err == nil {
		err = t.finish(next)
	}
	if err = errors.Join(err, t.close()); err != nil {
		return next, unavailable("a fresh database could not be written; nothing of the load is in the store", err)
	}
	if err := s.readable(dir, next, t.keys); err != nil {
		return next, unavailable("the fresh database is not what was written; nothing of the load is in the store", err)
	}
	return next, nil
}

// everything gives what a load wrote over what there is.
func (s *Store) everything(w *runs.Writes, base *reader, yield func(key, value []byte, deleted bool) error) error {
	if s.last.seq == 0 {
		return w.Each(yield)
	}
	it := base.txn.NewIterator(badgerdb.IteratorOptions{})
	defer it.Close()
	it.Seek([]byte{spaceUser})
	var key, value []byte
	first := true
	return w.EachOver(func() ([]byte, []byte, bool, error) {
		if !first {
			it.Next()
		}
		first = false
		if !it.ValidForPrefix([]byte{spaceUser}) {
			return nil, nil, false, nil
		}
		var err error
		key = append(key[:0], it.Item().Key()[1:]...)
		value, err = it.Item().ValueCopy(value)
		return key, value, true, err
	}, yield)
}

// readable opens a fresh database as it lies on the disk: the sums of all blocks
// are checked before, and what is left to check is that the tables are all
// there.
func (s *Store) readable(dir string, want record, keys uint64) (err error) {
	found, err := inspect(dir, s.options.engine(dir).WithLogger(nil))
	if err = errors.Join(err, found.damage()); err != nil {
		return err
	}
	fresh, err := s.openAt(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, fresh.Close()) }()
	var got uint64
	for _, t := range fresh.Tables() {
		got += uint64(t.KeyCount)
	}
	if got != keys {
		return fmt.Errorf("it has %d keys, not %d", got, keys)
	}
	r, err := readRecord(fresh, math.MaxUint64)
	if err == nil && r != want {
		err = fmt.Errorf("its record is of group %d, not %d", r.seq, want.seq)
	}
	return err
}

// move puts the fresh files in the place of the old. Until that is done nobody
// can begin to read; where somebody did before, nothing happens.
func (s *Store) move(dir string, base *reader, next record) (landed bool, err error) {
	if err := s.takeStep("close the old database"); err != nil {
		return false, unavailable("the load was stopped", err)
	}
	s.live.mu.Lock()
	defer s.live.mu.Unlock()
	if len(s.live.open) > 0 {
		return false, nil
	}
	base.txn.Discard()
	err = errors.Join(s.logs.end(), s.db.Close())
	for _, step := range exchange(s.options.Dir) {
		if err == nil {
			err = s.takeStep(step.name)
		}
		if err == nil {
			err = step.do()
		}
	}
	// Whatever happened, one of the two is the database now.
	err = errors.Join(err, s.reopen(next))
	if err == nil && s.last != next {
		err = errors.New("it is still the old one")
	}
	if err == nil {
		err = s.takeStep("write the witness")
	}
	if err == nil {
		err = s.testify(next)
	}
	if err != nil {
		s.failed = unavailable("the new files could not take the place of the old; close the store and open it again", err)
	}
	return true, s.failed
}

// reopen opens the database that is there now, and shows what it holds.
func (s *Store) reopen(next record) error {
	err := finishCompact(s.options.Dir)
	var db *badgerdb.DB
	if err == nil {
		db, err = s.openAt(filepath.Join(s.options.Dir, "db"))
	}
	if err != nil {
		s.reads.refuse()
		return err
	}
	s.db = db
	logs, err := openLogs(filepath.Join(s.options.Dir, "db"))
	if err != nil {
		s.reads.refuse()
		return err
	}
	s.logs = logs
	r, err := readRecord(db, math.MaxUint64)
	if err != nil || r != next && r != s.last {
		s.reads.refuse()
		return errors.Join(err, fmt.Errorf("the database ends with group %d, not %d", r.seq, next.seq))
	}
	s.last, s.live.published = r, r.seq
	db.SetDiscardTs(r.seq)
	return nil
}

func (s *Store) takeStep(what string) error {
	if s.step == nil {
		return nil
	}
	return s.step(what)
}
