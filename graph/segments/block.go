package segments

import (
	"cmp"
	"encoding/binary"

	"onrecord/store"
)

// A block of words is a run of entries, sorted by word and first unit, behind
// them where every sixteenth begins, so that a word is found by halving. An
// entry is a word, as far as it differs from the one before, and a piece of its
// postings: at most pieceUnits units, the first as it is, the others as
// distances. A word has as many entries as it has pieces, over as many blocks
// as they take; the first says how many units there are in all.
const (
	blockBytes   = 16 << 10
	pieceUnits   = 128
	restartEvery = 16
)

func corrupt(what string) error { return &store.Error{Code: store.CodeCorrupt, Message: what} }

var errBlock = corrupt("a block of a search segment cannot be read")

// wordBlock builds one block.
type wordBlock struct {
	b        []byte
	last     string
	restarts []uint16
	entries  int
}

func (w *wordBlock) add(word string, total int, units []uint32) {
	shared := 0
	if w.entries%restartEvery == 0 {
		w.restarts = append(w.restarts, uint16(len(w.b)))
	} else {
		for shared < len(word) && shared < len(w.last) && word[shared] == w.last[shared] {
			shared++
		}
	}
	w.b = binary.AppendUvarint(w.b, uint64(shared))
	w.b = binary.AppendUvarint(w.b, uint64(len(word)-shared))
	w.b = append(w.b, word[shared:]...)
	// The total is told apart only where it says more than the count.
	told := total != 0 && total != len(units)
	head := uint64(len(units)) << 2
	if total != 0 {
		head |= 1
	}
	if told {
		head |= 2
	}
	w.b = binary.AppendUvarint(w.b, head)
	if told {
		w.b = binary.AppendUvarint(w.b, uint64(total))
	}
	var data [pieceUnits * binary.MaxVarintLen32]byte
	d := data[:0]
	last := uint32(0)
	for _, u := range units {
		d = binary.AppendUvarint(d, uint64(u-last))
		last = u
	}
	w.b = binary.AppendUvarint(w.b, uint64(len(d)))
	w.b = append(w.b, d...)
	w.last = word
	w.entries++
}

// done gives the block and begins another.
func (w *wordBlock) done() []byte {
	b := w.b
	for _, r := range w.restarts {
		b = binary.LittleEndian.AppendUint16(b, r)
	}
	b = binary.LittleEndian.AppendUint16(b, uint16(len(w.restarts)))
	*w = wordBlock{}
	return b
}

// entries walks a block.
type entries struct {
	b    []byte // the entries left
	word []byte
	// The present entry.
	total int // units of the word in all; 0 where it began before
	count int
	data  []byte
	err   error
}

// blockParts takes the restarts off a block.
func blockParts(b []byte) (body, restarts []byte, err error) {
	if len(b) < 2 {
		return nil, nil, errBlock
	}
	n := 2 * int(binary.LittleEndian.Uint16(b[len(b)-2:]))
	if n+2 > len(b) {
		return nil, nil, errBlock
	}
	return b[:len(b)-2-n], b[len(b)-2-n : len(b)-2], nil
}

// openBlock stands before the first entry of a block.
func openBlock(b []byte) entries {
	body, _, err := blockParts(b)
	return entries{b: body, err: err}
}

// seekBlock stands before the first entry that may hold the unit of the word.
func seekBlock(b []byte, word string, unit uint32) entries {
	body, restarts, err := blockParts(b)
	if err != nil {
		return entries{err: err}
	}
	low, high := 0, len(restarts)/2
	for low+1 < high {
		mid := (low + high) / 2
		at := int(binary.LittleEndian.Uint16(restarts[2*mid:]))
		if at > len(body) {
			return entries{err: errBlock}
		}
		before, ok := begins(body[at:], word, unit)
		if !ok {
			return entries{err: errBlock}
		}
		if before {
			low = mid
		} else {
			high = mid
		}
	}
	at := 0
	if len(restarts) > 0 {
		at = int(binary.LittleEndian.Uint16(restarts[2*low:]))
	}
	if at > len(body) {
		return entries{err: errBlock}
	}
	return entries{b: body[at:]}
}

// begins says whether the entry of a restart lies at or before a unit of a word;
// of unit 0, whether it lies before the word.
func begins(b []byte, word string, unit uint32) (before, ok bool) {
	size, k := binary.Uvarint(b[min(1, len(b)):])
	if k <= 0 || b[0] != 0 || size > uint64(len(b)-1-k) {
		return false, false
	}
	switch c := cmp.Compare(string(b[1+k:1+k+int(size)]), word); {
	case c != 0 || unit == 0:
		return c < 0, true
	}
	e := entries{b: b}
	return e.next() && e.first() <= unit, e.err == nil
}

// next goes to the next entry.
func (e *entries) next() bool {
	if len(e.b) == 0 || e.err != nil {
		return false
	}
	shared, suffix := e.uvarint(), e.uvarint()
	if e.err != nil || shared > uint64(len(e.word)) || suffix > uint64(len(e.b)) {
		e.err = errBlock
		return false
	}
	e.word = append(e.word[:shared], e.b[:suffix]...)
	e.b = e.b[suffix:]
	head := e.uvarint()
	e.count, e.total = int(head>>2), 0
	if head&1 != 0 {
		e.total = e.count
	}
	if head&2 != 0 {
		e.total = int(e.uvarint())
	}
	size := e.uvarint()
	if e.err != nil || size > uint64(len(e.b)) || head>>2 > size {
		e.err = errBlock
		return false
	}
	e.data, e.b = e.b[:size], e.b[size:]
	return true
}

func (e *entries) uvarint() uint64 {
	if len(e.b) > 0 && e.b[0] < 0x80 {
		n := e.b[0]
		e.b = e.b[1:]
		return uint64(n)
	}
	n, k := binary.Uvarint(e.b)
	if k <= 0 {
		e.err = errBlock
		return 0
	}
	e.b = e.b[k:]
	return n
}

// first is the first unit of the piece.
func (e *entries) first() uint32 {
	n, _ := binary.Uvarint(e.data)
	return uint32(n)
}

// units appends the units of the piece.
func (e *entries) units(to []uint32) ([]uint32, error) {
	d, last := e.data, uint64(0)
	for range e.count {
		n, k := uint64(0), 1
		if len(d) > 0 && d[0] < 0x80 {
			n = uint64(d[0])
		} else if n, k = binary.Uvarint(d); k <= 0 {
			return to, errBlock
		}
		d = d[k:]
		last += n
		to = append(to, uint32(last))
	}
	return to, nil
}
