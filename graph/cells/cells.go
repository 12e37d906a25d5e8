package cells

import (
	"encoding/binary"
	"errors"
	"fmt"

	"onrecord/store"
)

// The two ranges of the store that cells live in.
const (
	CurrentPrefix = 'C'
	HistoryPrefix = 'H'
)

// Seq is the number of a transaction: 1 is the first, 0 is before all of them.
type Seq uint64

// Cell is one entry as a reader sees it.
type Cell struct {
	Key   []byte
	Value []byte
	Began Seq
}

// Range is a stretch of cell keys; see store.Range. A start may be a key with
// a zero byte appended ("after this key"); an end may not.
type Range = store.Range

func currentKey(key []byte) []byte { return appendCurrent(make([]byte, 0, len(key)+1), key) }

func historyKey(key []byte, ended Seq) []byte {
	return appendHistory(make([]byte, 0, len(key)+9), key, ended)
}

func encode(began Seq, value []byte) []byte {
	return appendValue(make([]byte, 0, len(value)+binary.MaxVarintLen64), began, value)
}

func appendCurrent(b, key []byte) []byte { return append(append(b, CurrentPrefix), key...) }

func appendHistory(b, key []byte, ended Seq) []byte {
	return binary.BigEndian.AppendUint64(append(append(b, HistoryPrefix), key...), uint64(ended))
}

func appendValue(b []byte, began Seq, value []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(began)), value...)
}

// Split takes a stored value apart: the transaction that began the cell, and
// what it holds. It is false for what no writer wrote.
func Split(raw []byte) (Seq, []byte, bool) {
	began, n := binary.Uvarint(raw)
	if n <= 0 {
		return 0, nil, false
	}
	return Seq(began), raw[n:], true
}

func decode(key, raw []byte) (Seq, []byte, error) {
	began, value, ok := Split(raw)
	if !ok {
		return 0, nil, &store.Error{Code: store.CodeCorrupt, Message: fmt.Sprintf("the cell at %q does not say when it began", key)}
	}
	return began, value, nil
}

// Reader reads the cells of one store reader as of one transaction.
type Reader struct {
	r    store.Reader
	at   Seq
	past bool
}

// NewReader reads as of transaction at. head is the newest transaction the
// store reader shows; reading at head or beyond is reading the present.
func NewReader(r store.Reader, at, head Seq) *Reader {
	return &Reader{r: r, at: at, past: at < head}
}

// Get returns the cell at key, or store.ErrNotFound.
func (r *Reader) Get(key []byte) (Cell, error) {
	got, err := r.GetMany([][]byte{key})
	if err != nil {
		return Cell{}, err
	}
	if got[0].Key == nil {
		return Cell{}, store.ErrNotFound
	}
	return got[0], nil
}

// GetMany returns one cell a key; a missing one has a nil Key. It costs one
// round trip in the present and at most two in the past.
func (r *Reader) GetMany(keys [][]byte) ([]Cell, error) {
	out := make([]Cell, len(keys))
	if len(keys) == 0 {
		return out, nil
	}
	values, err := r.r.GetMany(currentKeys(keys))
	if err != nil {
		return nil, err
	}
	var missing []int
	for i, v := range values {
		if v == nil {
			missing = append(missing, i)
			continue
		}
		began, value, err := decode(keys[i], v)
		if err != nil {
			return nil, err
		}
		if began > r.at {
			missing = append(missing, i)
			continue
		}
		out[i] = Cell{Key: keys[i], Value: value, Began: began}
	}
	if !r.past || len(missing) == 0 {
		return out, nil
	}
	return out, r.fillFromHistory(keys, missing, out)
}

// currentKeys are many at once, in one piece of memory.
func currentKeys(keys [][]byte) [][]byte {
	size := 0
	for _, k := range keys {
		size += 1 + len(k)
	}
	all := make([]byte, 0, size)
	out := make([][]byte, len(keys))
	for i, k := range keys {
		from := len(all)
		all = appendCurrent(all, k)
		out[i] = all[from:len(all):len(all)]
	}
	return out
}

// fillFromHistory looks up the version that had not ended at r.at: the first
// history entry of the key whose end lies after it.
func (r *Reader) fillFromHistory(keys [][]byte, missing []int, out []Cell) error {
	ranges := make([]store.Range, len(missing))
	for i, m := range missing {
		ranges[i] = store.Range{
			Start: historyKey(keys[m], r.at+1),
			End:   store.PrefixEnd(historyKey(keys[m], ^Seq(0))),
			Limit: 1,
		}
	}
	found, err := r.r.ScanMany(ranges)
	if err != nil {
		return err
	}
	for i, m := range missing {
		if len(found[i]) == 0 {
			continue
		}
		began, value, err := decode(keys[m], found[i][0].Value)
		if err != nil {
			return err
		}
		if began <= r.at {
			out[m] = Cell{Key: keys[m], Value: value, Began: began}
		}
	}
	return nil
}

// Scan calls yield for the cells of rg in order until it returns false. The
// cell's slices may be kept.
func (r *Reader) Scan(rg Range, yield func(Cell) bool) error {
	const page = 512
	left := rg.Limit
	for {
		ask := rg
		ask.Limit = page
		if rg.Limit > 0 && left < page {
			ask.Limit = left
		}
		got, err := r.ScanMany([]Range{ask})
		if err != nil {
			return err
		}
		for _, c := range got[0] {
			if !yield(c) {
				return nil
			}
		}
		if len(got[0]) < ask.Limit {
			return nil
		}
		last := got[0][len(got[0])-1].Key
		if rg.Reverse {
			rg.End = last
		} else {
			rg.Start = append(append([]byte(nil), last...), 0)
		}
		if rg.Limit > 0 {
			if left -= len(got[0]); left == 0 {
				return nil
			}
		}
	}
}

// ScanMany returns the first Limit cells of each range. In the present it is
// one round trip; in the past it takes a few more when many of the current
// cells began later.
func (r *Reader) ScanMany(ranges []Range) ([][]Cell, error) {
	if r.past {
		return r.scanPast(ranges)
	}
	raw := make([]store.Range, len(ranges))
	for i, rg := range ranges {
		if rg.Limit <= 0 {
			return nil, errors.New("cells: ScanMany needs a limit")
		}
		raw[i] = within(CurrentPrefix, rg)
	}
	got, err := r.r.ScanMany(raw)
	if err != nil {
		return nil, err
	}
	out := make([][]Cell, len(ranges))
	for i, entries := range got {
		cells := make([]Cell, 0, len(entries))
		for _, e := range entries {
			began, value, err := decode(e.Key, e.Value)
			if err != nil {
				return nil, err
			}
			cells = append(cells, Cell{Key: e.Key[1:], Value: value, Began: began})
		}
		out[i] = cells
	}
	return out, nil
}

// within places a range of cell keys in the range of the store that prefix
// names. Values are always read: they carry when a cell began.
func within(prefix byte, rg Range) store.Range {
	out := rg
	out.KeysOnly = false
	out.Start = append([]byte{prefix}, rg.Start...)
	if len(rg.End) == 0 {
		out.End = []byte{prefix + 1}
	} else {
		out.End = append([]byte{prefix}, rg.End...)
	}
	return out
}
