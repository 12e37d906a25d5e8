package badger

import (
	"errors"
	"math"

	badgerdb "github.com/dgraph-io/badger/v4"
)

// settle makes the state after Open whole: versions newer than the last record
// belong to a group that was never finished, so what was there before is
// written over them, as a group of its own. If that is interrupted too, the
// next Open does it again. The group may be a load of any size, so nothing of
// it is held in memory.
func (s *Store) settle(witnessBehind bool) error {
	// Tables and logs know their newest version. Mostly it is that of the last
	// record, and then nothing has to be read.
	if s.db.MaxVersion() > s.last.seq {
		if swept, err := s.sweep(); swept || err != nil {
			return err
		}
	}
	if witnessBehind {
		if err := s.testify(s.last); err != nil {
			return unavailable("the witness cannot be written", err)
		}
	}
	return nil
}

// sweep writes over what is unfinished; not swept: there is nothing.
func (s *Store) sweep() (swept bool, err error) {
	keys, top := 0, s.last.seq
	var bytes int64
	err = s.unfinished(func(key, value []byte, deleted bool, version uint64) error {
		keys, bytes, top = keys+1, bytes+int64(len(key)+len(value)), max(top, version)
		return nil
	})
	if err != nil {
		return false, unavailable("what a crash left cannot be read", err)
	}
	if top == s.last.seq {
		return false, nil
	}
	if err := s.room(uint64(bytes)); err != nil {
		return false, err
	}
	s.options.Logger.Warn("removing what an unfinished commit left", "keys", keys)
	return true, s.restore(top+1, keys)
}

// restore writes what there was over what is unfinished, as the group seq.
func (s *Store) restore(seq uint64, keys int) error {
	following := s.last.following(seq, keys)
	c := &chunks{s: s, seq: seq}
	err := s.unfinished(func(key, value []byte, deleted bool, _ uint64) error {
		following.add(key, value, deleted)
		return c.add(&badgerdb.Entry{Key: userKey(key), Value: value}, deleted)
	})
	next := following.record()
	if err = c.finish(next, err); err != nil {
		return unavailable("what a crash left cannot be removed", err)
	}
	return s.acknowledge(next)
}

// unfinished gives the keys with versions after the last record, each with the
// value it had then and the highest version it has now. The value may be kept.
func (s *Store) unfinished(yield func(key, value []byte, deleted bool, version uint64) error) error {
	all := s.db.NewTransactionAt(math.MaxUint64, false)
	defer all.Discard()
	old := s.reader(s.last.seq)
	defer old.txn.Discard()

	opt := badgerdb.IteratorOptions{AllVersions: true, SinceTs: s.last.seq}
	it := all.NewIterator(opt)
	defer it.Close()
	var previous []byte
	for it.Rewind(); it.Valid(); it.Next() {
		key := it.Item().Key() // the newest version of a key comes first
		if string(key) == string(previous) {
			continue
		}
		previous = append(previous[:0], key...)
		if key[0] != spaceUser {
			continue
		}
		value, err := old.get(previous[1:])
		if err != nil && !errors.Is(err, badgerdb.ErrKeyNotFound) {
			return err
		}
		if err := yield(previous[1:], value, err != nil, it.Item().Version()); err != nil {
			return err
		}
	}
	return nil
}
