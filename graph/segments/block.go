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
	blockBytes   = 8 << 10
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
	single := len(units) == 1 && total == 1
	w.b, shared = appendLengths(w.b, shared, len(word), single)
	w.b = append(w.b, word[shared:]...)
	w.last = word
	w.entries++
	if single {
		w.b = binary.AppendUvarint(w.b, uint64(units[0]))
		return
	}
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
}

// The first byte of an entry says how much of the word before is shared, how
// much follows, and whether the word has one unit and no more, which is then all
// that follows it.
const (
	singleFlag  = 0x80
	sharedShift = 4
	mostShared  = 7  // that the byte tells
	mostSuffix  = 14 // that it tells
	longSuffix  = 15 // both lengths follow as numbers
)

// appendLengths writes how much of a word is shared, and how much follows. It
// may share less than could be.
func appendLengths(b []byte, shared, size int, single bool) (_ []byte, used int) {
	flag := byte(0)
	if single {
		flag = singleFlag
	}
	if used = min(shared, mostShared); size-used <= mostSuffix {
		return append(b, flag|byte(used<<sharedShift|(size-used))), used
	}
	b = append(b, flag|longSuffix)
	b = binary.AppendUvarint(b, uint64(shared))
	return binary.AppendUvarint(b, uint64(size-shared)), shared
}

// lengths reads them; size is how many bytes they took, 0 when they cannot be
// read.
func lengths(b []byte) (shared, suffix uint64, single bool, size int) {
	if len(b) == 0 {
		return 0, 0, false, 0
	}
	single = b[0]&singleFlag != 0
	if b[0]&longSuffix != longSuffix {
		return uint64(b[0] >> sharedShift & mostShared), uint64(b[0] & longSuffix), single, 1
	}
	shared, j := binary.Uvarint(b[1:])
	if j <= 0 {
		return 0, 0, false, 0
	}
	suffix, k := binary.Uvarint(b[1+j:])
	if k <= 0 {
		return 0, 0, false, 0
	}
	return shared, suffix, single, 1 + j + k
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
// Words are read into buf.
func seekBlock(b []byte, word string, unit uint32, buf []byte) entries {
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
	return entries{b: body[at:], word: buf[:0]}
}

// begins says whether the entry of a restart lies at or before a unit of a word;
// of unit 0, whether it lies before the word.
func begins(b []byte, word string, unit uint32) (before, ok bool) {
	shared, size, single, k := lengths(b)
	if k == 0 || shared != 0 || size > uint64(len(b)-k) {
		return false, false
	}
	switch c := cmp.Compare(string(b[k:k+int(size)]), word); {
	case c != 0 || unit == 0:
		return c < 0, true
	}
	e := entries{b: b[k+int(size):]}
	return e.piece(single) && e.first() <= unit, e.err == nil
}

// next goes to the next entry.
func (e *entries) next() bool {
	if len(e.b) == 0 || e.err != nil {
		return false
	}
	shared, suffix, single, k := lengths(e.b)
	if e.b = e.b[k:]; k == 0 || shared > uint64(len(e.word)) || suffix > uint64(len(e.b)) {
		e.err = errBlock
		return false
	}
	e.word = append(e.word[:shared], e.b[:suffix]...)
	e.b = e.b[suffix:]
	return e.piece(single)
}

// piece reads what follows the word.
func (e *entries) piece(single bool) bool {
	size := uint64(0)
	if single {
		_, k := binary.Uvarint(e.b)
		e.count, e.total, size = 1, 1, uint64(max(k, 0))
	} else {
		size = e.counts()
	}
	if e.err != nil || size == 0 || size > uint64(len(e.b)) || uint64(e.count) > size {
		e.err = errBlock
		return false
	}
	e.data, e.b = e.b[:size], e.b[size:]
	return true
}

// counts reads how many units the piece and the word have, and gives how many
// bytes the piece takes.
func (e *entries) counts() uint64 {
	head := e.uvarint()
	if head>>2 > pieceUnits {
		e.err = errBlock
	}
	e.count, e.total = int(head>>2), 0
	if head&1 != 0 {
		e.total = e.count
	}
	if head&2 != 0 {
		e.total = int(e.uvarint())
	}
	return e.uvarint()
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
