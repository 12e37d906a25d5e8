package badger

import (
	"bytes"
	"errors"
	"slices"

	badgerdb "github.com/dgraph-io/badger/v4"

	"onrecord/store"
)

// reader reads the state at one timestamp.
type reader struct {
	txn *badgerdb.Txn
	key []byte // scratch
}

func (s *Store) reader(seq uint64) *reader {
	return &reader{txn: s.db.NewTransactionAt(seq, false)}
}

// get returns the value, or Badger's ErrKeyNotFound.
func (r *reader) get(key []byte) ([]byte, error) {
	r.key = append(append(r.key[:0], spaceUser), key...)
	item, err := r.txn.Get(r.key)
	if err != nil {
		return nil, err
	}
	var value []byte
	err = item.Value(func(v []byte) error {
		value = append(make([]byte, 0, len(v)), v...)
		return nil
	})
	return value, err
}

// Get implements store.Reader.
func (r *reader) Get(key []byte) ([]byte, error) {
	if err := store.CheckKey(key); err != nil {
		return nil, err
	}
	value, err := r.get(key)
	if errors.Is(err, badgerdb.ErrKeyNotFound) {
		return nil, store.ErrNotFound
	}
	if err != nil {
		return nil, unavailable("badger cannot read", err)
	}
	return value, nil
}

// GetMany implements store.Reader. The keys are looked up in their order,
// which finds neighbours in the block that was just read.
func (r *reader) GetMany(keys [][]byte) ([][]byte, error) {
	if len(keys) == 1 {
		value, err := r.Get(keys[0])
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
		return [][]byte{value}, nil
	}
	order := make([]int, len(keys))
	for i, key := range keys {
		if err := store.CheckKey(key); err != nil {
			return nil, err
		}
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return bytes.Compare(keys[a], keys[b]) })
	values := make([][]byte, len(keys))
	for n, i := range order {
		if n > 0 && bytes.Equal(keys[i], keys[order[n-1]]) {
			values[i] = bytes.Clone(values[order[n-1]])
			continue
		}
		value, err := r.get(keys[i])
		if err != nil && !errors.Is(err, badgerdb.ErrKeyNotFound) {
			return nil, unavailable("badger cannot read", err)
		}
		values[i] = value
	}
	return values, nil
}

// iterators holds one iterator a direction, made when first needed: setting
// one up costs more than a short scan.
type iterators struct {
	txn               *badgerdb.Txn
	forward, backward *badgerdb.Iterator
}

func (is *iterators) get(reverse bool) *badgerdb.Iterator {
	it := &is.forward
	if reverse {
		it = &is.backward
	}
	if *it == nil {
		// Values lie beside their keys, so there is nothing to prefetch.
		*it = is.txn.NewIterator(badgerdb.IteratorOptions{Reverse: reverse})
	}
	return *it
}

func (is *iterators) close() {
	for _, it := range []*badgerdb.Iterator{is.forward, is.backward} {
		if it != nil {
			it.Close()
		}
	}
}

// Scan implements store.Reader.
func (r *reader) Scan(rg store.Range, yield func(key, value []byte) bool) error {
	if err := store.CheckRange(rg, false); err != nil {
		return err
	}
	its := &iterators{txn: r.txn}
	defer its.close()
	return scan(its.get(rg.Reverse), rg, yield)
}

// ScanMany implements store.Reader.
func (r *reader) ScanMany(rs []store.Range) ([][]store.Entry, error) {
	for _, rg := range rs {
		if err := store.CheckRange(rg, true); err != nil {
			return nil, err
		}
	}
	its := &iterators{txn: r.txn}
	defer its.close()
	lists := make([][]store.Entry, len(rs))
	for i, rg := range rs {
		err := scan(its.get(rg.Reverse), rg, func(key, value []byte) bool {
			e := store.Entry{Key: bytes.Clone(key)}
			if !rg.KeysOnly {
				e.Value = append(make([]byte, 0, len(value)), value...)
			}
			lists[i] = append(lists[i], e)
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return lists, nil
}

// scan walks over one range with an iterator of its direction.
func scan(it *badgerdb.Iterator, r store.Range, yield func(key, value []byte) bool) error {
	start, end := userKey(r.Start), []byte{spaceUser + 1}
	if len(r.End) > 0 {
		end = userKey(r.End)
	}
	if bytes.Compare(start, end) >= 0 {
		return nil
	}
	if r.Reverse {
		it.Seek(end)
		if it.Valid() && bytes.Equal(it.Item().Key(), end) {
			it.Next() // the end is exclusive
		}
	} else {
		it.Seek(start)
	}
	more := true
	for n := 0; it.Valid() && more && (r.Limit == 0 || n < r.Limit); n++ {
		item := it.Item()
		key := item.Key()
		if bytes.Compare(key, start) < 0 || bytes.Compare(key, end) >= 0 {
			return nil
		}
		if r.KeysOnly {
			more = yield(key[1:], nil)
		} else if err := item.Value(func(v []byte) error {
			if v == nil {
				v = []byte{} // Badger's iterators give nil for an empty value
			}
			more = yield(key[1:], v)
			return nil
		}); err != nil {
			return unavailable("badger cannot read", err)
		}
		if more {
			it.Next()
		}
	}
	return nil
}
