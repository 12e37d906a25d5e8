package badger

import (
	"errors"
	"math"

	badgerdb "github.com/dgraph-io/badger/v4"

	"onrecord/store/internal/overlay"
)

// settle makes the state after Open whole: versions newer than the last record
// belong to a group that was never finished, so what was there before is
// written over them, as a group of its own. If that is interrupted too, the
// next Open does it again.
func (s *Store) settle(witnessBehind bool) error {
	writes, top, err := s.unfinished()
	if err != nil {
		return unavailable("what a crash left cannot be read", err)
	}
	if top > s.last.seq {
		if err := s.room(uint64(writes.Bytes())); err != nil {
			return err
		}
		s.options.Logger.Warn("removing what an unfinished commit left", "keys", writes.Len())
		return s.write(top+1, writes)
	}
	if witnessBehind {
		if err := s.witness.write(s.last); err != nil {
			return unavailable("the witness cannot be written", err)
		}
	}
	return nil
}

// unfinished collects the keys with versions after the last record, each with
// the value it had then, and the highest timestamp seen.
func (s *Store) unfinished() (*overlay.Writes, uint64, error) {
	top := s.last.seq
	writes := &overlay.Writes{}
	all := s.db.NewTransactionAt(math.MaxUint64, false)
	defer all.Discard()
	old := s.reader(s.last.seq)
	defer old.txn.Discard()

	opt := badgerdb.IteratorOptions{AllVersions: true, SinceTs: s.last.seq}
	it := all.NewIterator(opt)
	defer it.Close()
	var previous []byte
	for it.Rewind(); it.Valid(); it.Next() {
		item := it.Item()
		top = max(top, item.Version())
		key := item.Key()
		if key[0] != spaceUser || string(key) == string(previous) {
			continue
		}
		previous = append(previous[:0], key...)
		user := append([]byte(nil), key[1:]...)
		value, err := old.get(user)
		if err != nil && !errors.Is(err, badgerdb.ErrKeyNotFound) {
			return nil, 0, err
		}
		writes.Put(user, value, err != nil)
	}
	return writes, top, nil
}
