package badger

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	badgerdb "github.com/dgraph-io/badger/v4"
)

// Badger forgets what was deleted or written over when it happens to merge the
// tables that hold it, which for the lowest of them may be never; asking it to
// flatten its levels does not touch those either. So a store that must forget
// is written anew, and the new files take the place of the old:
//
//  1. what there is now is copied into db.new, synced, and read back;
//  2. db becomes db.old, then db.new becomes db;
//  3. db.old is removed.
//
// Whatever a crash leaves of that, finishCompact brings to one of its ends.
const (
	freshName = "db.new"
	staleName = "db.old"
)

// Compact makes a store, which nobody has open, forget: afterwards no file in
// its directory holds anything but what the store holds. Copies that were set
// aside (see Options.AcceptLoss) are removed with the rest; their folders are
// returned. It needs room on the disk for the store a second time. Until it
// returns nil the store is as it was, whole, and Compact may be called again.
func Compact(o Options) (removed []string, err error) {
	o = o.withDefaults()
	if err := makeDir(o.Dir); err != nil {
		return nil, unavailable("the directory cannot be made", err)
	}
	lock, err := lockDir(o.Dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	s, err := open(o, lock)
	if err != nil {
		return nil, err
	}
	err = s.rewrite()
	if err = errors.Join(err, s.end()); err != nil {
		return nil, errors.Join(err, os.RemoveAll(filepath.Join(o.Dir, freshName)))
	}
	for _, step := range exchange(o.Dir) {
		if err := step.do(); err != nil {
			return nil, unavailable("the new files cannot take the place of the old", err)
		}
	}
	if err := os.RemoveAll(filepath.Join(o.Dir, loadName)); err != nil {
		return nil, unavailable("what an interrupted load left cannot be removed", err)
	}
	removed, err = filepath.Glob(filepath.Join(o.Dir, "set-aside-*"))
	for _, folder := range removed {
		err = errors.Join(err, os.RemoveAll(folder))
	}
	if err = errors.Join(err, syncPath(o.Dir)); err != nil {
		return removed, unavailable("the old files cannot be removed", err)
	}
	return removed, nil
}

// rewrite copies the state of the last group into a fresh database and makes
// sure that it can be read back from there.
func (s *Store) rewrite() error {
	tables, logs := s.db.Size()
	// room asks for twice the bytes, for a log and a table.
	if err := s.room(uint64(tables+logs)/2 + uint64(s.options.Memory)); err != nil {
		return err
	}
	dir := filepath.Join(s.options.Dir, freshName)
	if err := makeDir(dir); err != nil {
		return unavailable("the new database's folder cannot be made", err)
	}
	copied, err := s.copyTo(dir)
	if err != nil {
		return unavailable("the store cannot be copied", err)
	}
	if err := s.sameIn(dir, copied); err != nil {
		return unavailable("the copy of the store is not what was copied", err)
	}
	return nil
}

func (s *Store) openAt(dir string) (*badgerdb.DB, error) {
	return badgerdb.OpenManaged(s.options.engine(dir).WithLogger(&logger{out: s.options.Logger}))
}

// copyTo writes the last group's state, all at its timestamp, and gives the
// digest of what it read.
func (s *Store) copyTo(dir string) (sum digest, err error) {
	fresh, err := s.openAt(dir)
	if err != nil {
		return sum, err
	}
	defer func() { err = errors.Join(err, fresh.Close()) }()
	to := &chunks{s: &Store{db: fresh}, seq: s.last.seq}
	sum, err = eachEntry(s.db, s.last.seq, func(key, value []byte) error {
		return to.add(badgerdb.NewEntry(key, value), false)
	})
	if err == nil && to.txn != nil {
		err = to.flush()
	}
	if err != nil && to.txn != nil {
		to.txn.Discard()
	}
	return sum, err
}

// sameIn opens the copy as it lies on the disk and compares.
func (s *Store) sameIn(dir string, want digest) (err error) {
	fresh, err := s.openAt(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, fresh.Close()) }()
	got, err := eachEntry(fresh, math.MaxUint64, func(_, _ []byte) error { return nil })
	if err != nil {
		return err
	}
	r, err := readRecord(fresh, math.MaxUint64)
	if err == nil && (got != want || r != s.last) {
		err = fmt.Errorf("its digest is %x, not %x", got, want)
	}
	return err
}

// eachEntry calls fn with all that can be read at a timestamp, the record of
// the last group among it, and gives its digest. fn may keep what it is given.
func eachEntry(db *badgerdb.DB, seq uint64, fn func(key, value []byte) error) (sum digest, err error) {
	txn := db.NewTransactionAt(seq, false)
	defer txn.Discard()
	it := txn.NewIterator(badgerdb.IteratorOptions{})
	defer it.Close()
	h := sha256.New()
	var frame []byte
	for it.Rewind(); it.Valid(); it.Next() {
		key := it.Item().KeyCopy(nil)
		value, err := it.Item().ValueCopy(nil)
		if err != nil {
			return sum, err
		}
		frame = binary.AppendUvarint(frame[:0], uint64(len(key)))
		frame = binary.AppendUvarint(frame, uint64(len(value)))
		h.Write(frame)
		h.Write(key)
		h.Write(value)
		if err := fn(key, value); err != nil {
			return sum, err
		}
	}
	h.Sum(sum[:0])
	return sum, nil
}

// exchange is the steps that put the new files in the place of the old and
// remove those.
func exchange(dir string) []exchangeStep {
	db, fresh, stale := filepath.Join(dir, "db"), filepath.Join(dir, freshName), filepath.Join(dir, staleName)
	return []exchangeStep{
		{"sync the new files", func() error { return errors.Join(syncPath(fresh), syncPath(dir)) }},
		{"move the old files away", func() error { return os.Rename(db, stale) }},
		{"move the new files in", func() error { return os.Rename(fresh, db) }},
		{"sync the directory", func() error { return syncPath(dir) }},
		{"remove the old files", func() error { return os.RemoveAll(stale) }},
	}
}

type exchangeStep struct {
	name string
	do   func() error
}

// finishCompact brings what an interrupted Compact left to an end. The old
// files are moved away only once the new ones are whole, so: while there is a
// db it is good, whichever it is; without one the new files are.
func finishCompact(dir string) error {
	db, fresh, stale := filepath.Join(dir, "db"), filepath.Join(dir, freshName), filepath.Join(dir, staleName)
	var there [3]bool
	for i, name := range []string{db, fresh, stale} {
		_, err := os.Lstat(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		there[i] = err == nil
	}
	var err error
	switch hasDB, hasFresh, hasStale := there[0], there[1], there[2]; {
	case !hasFresh && !hasStale:
		return nil
	case hasDB:
		err = errors.Join(os.RemoveAll(fresh), os.RemoveAll(stale))
	case hasFresh && hasStale:
		if err = errors.Join(os.Rename(fresh, db), syncPath(dir)); err == nil {
			err = os.RemoveAll(stale)
		}
	case hasStale:
		err = os.Rename(stale, db)
	default:
		// No crash leaves this, so nothing says that the files are whole.
		return errors.New("there is " + freshName + " without a db or a " + staleName + ": put the folder db back, or move " + freshName + " away")
	}
	return errors.Join(err, syncPath(dir))
}
