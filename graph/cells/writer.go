package cells

import (
	"bytes"
	"encoding/binary"
	"errors"

	"onrecord/store"
)

// Writer writes the cells of one transaction. It sees its own writes.
type Writer struct {
	*Reader
	tx  store.Tx
	seq Seq
	// What is written last, laid out: a store copies what it is given.
	key, value []byte
}

// NewWriter writes as transaction seq into tx.
func NewWriter(tx store.Tx, seq Seq) *Writer {
	return &Writer{Reader: NewReader(tx, seq, seq), tx: tx, seq: seq}
}

// Seq is the transaction this writer writes as.
func (w *Writer) Seq() Seq { return w.seq }

// Put makes value the cell's content from this transaction on. What the cell
// held before moves to the history range; writing what is already there
// changes nothing.
func (w *Writer) Put(key, value []byte) error {
	old, err := w.Get(key)
	switch {
	case err == nil:
		if bytes.Equal(old.Value, value) {
			return nil
		}
		if err := w.retire(old); err != nil {
			return err
		}
	case !errors.Is(err, store.ErrNotFound):
		return err
	}
	return w.set(key, value)
}

// Add writes a cell that no transaction before this one can have written: its
// key holds a number that was given out just now, or was looked for in vain.
// It spares the read of Put.
func (w *Writer) Add(key, value []byte) error {
	return w.set(key, value)
}

func (w *Writer) set(key, value []byte) error {
	w.key = appendCurrent(w.key[:0], key)
	w.value = appendValue(w.value[:0], w.seq, value)
	return w.tx.Set(w.key, w.value)
}

// End ends the cell with this transaction; a cell that is not there has ended
// already.
func (w *Writer) End(key []byte) error {
	old, err := w.Get(key)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := w.retire(old); err != nil {
		return err
	}
	return w.tx.Delete(currentKey(key))
}

// retire keeps an old version, unless it began in this very transaction and
// nobody else ever saw it.
func (w *Writer) retire(old Cell) error {
	if old.Began == w.seq {
		return nil
	}
	w.key = appendHistory(w.key[:0], old.Key, w.seq)
	w.value = appendValue(w.value[:0], old.Began, old.Value)
	return w.tx.Set(w.key, w.value)
}

// Version is one version of a cell, current or ended.
type Version struct {
	Key   []byte
	Value []byte
	Began Seq
	Ended Seq // 0: it holds now
}

// Versions calls yield for every version of the cells in rg: first those that
// hold, in key order, then those that ended. It serves checks and redaction,
// not reads.
func Versions(r store.Reader, rg Range, yield func(Version) error) error {
	var failed error
	each := func(prefix byte) error {
		err := r.Scan(within(prefix, rg), func(k, v []byte) bool {
			version, err := decodeVersion(prefix, k, v)
			if err == nil {
				err = yield(version)
			}
			failed = err
			return err == nil
		})
		if failed != nil {
			return failed
		}
		return err
	}
	if err := each(CurrentPrefix); err != nil {
		return err
	}
	return each(HistoryPrefix)
}

func decodeVersion(prefix byte, k, v []byte) (Version, error) {
	began, value, err := decode(k, v)
	if err != nil {
		return Version{}, err
	}
	out := Version{Key: bytes.Clone(k[1:]), Value: bytes.Clone(value), Began: began}
	if prefix == HistoryPrefix {
		if len(out.Key) < 8 {
			return Version{}, &store.Error{Code: store.CodeCorrupt, Message: "a history key is too short"}
		}
		cut := len(out.Key) - 8
		out.Ended = Seq(binary.BigEndian.Uint64(out.Key[cut:]))
		out.Key = out.Key[:cut]
	}
	return out, nil
}

// Replace overwrites the content of one version in place, keeping when it began
// and ended. Only redaction may do that: it removes words from history too.
func Replace(tx store.Tx, v Version, value []byte) error {
	if v.Ended == 0 {
		return tx.Set(currentKey(v.Key), encode(v.Began, value))
	}
	return tx.Set(historyKey(v.Key, v.Ended), encode(v.Began, value))
}
