package segments

import (
	"encoding/binary"
	"math"
	"sort"
	"strings"
	"sync"

	"onrecord/graph/keys"
	"onrecord/store"
)

// States of a head.
const (
	live     = 1 // searches read it
	building = 2 // a merge writes its blocks; nobody reads them
	dead     = 3 // it was folded; its blocks are on the way out
)

// Blocks of a segment are numbered by what they hold.
const (
	firstUnitBlock = 1 << 30
	firstDirectory = 1 << 31
	inlineBytes    = 2 << 10   // a directory up to here stands in the head
	directoryBytes = 256 << 10 // of one value
)

// head is what a segment's key leads to.
type head struct {
	id         uint64
	state      byte
	generation uint32 // how often words were removed from it
	bytes      int    // of its blocks
	units      uint32
	nodes      uint32 // those of nodes, which come first; the others are passages
	words      uint32 // blocks of words
	tables     uint32 // blocks of the table of units
	parts      uint32 // values that the directory takes; 0: it is inline
	inline     []byte
	raw        []byte // as it is stored
}

func (h *head) encode() []byte {
	b := []byte{h.state}
	for _, n := range []uint64{uint64(h.generation), uint64(h.bytes), uint64(h.units), uint64(h.nodes), uint64(h.words), uint64(h.tables), uint64(h.parts)} {
		b = binary.AppendUvarint(b, n)
	}
	return append(b, h.inline...)
}

func decodeHead(id uint64, raw []byte) (*head, error) {
	if len(raw) == 0 || raw[0] < live || raw[0] > dead {
		return nil, corrupt("the head of a search segment cannot be read, or an older version of this program wrote it: rebuild the search index with check --repair")
	}
	h := &head{id: id, state: raw[0], raw: raw}
	b := raw[1:]
	var n [7]uint64
	for i := range n {
		v, k := binary.Uvarint(b)
		if k <= 0 || v > math.MaxInt64 || i != 1 && v > math.MaxUint32 {
			return nil, corrupt("the head of a search segment cannot be read")
		}
		n[i], b = v, b[k:]
	}
	h.generation, h.bytes, h.units, h.nodes, h.words, h.tables, h.parts = uint32(n[0]), int(n[1]), uint32(n[2]), uint32(n[3]), uint32(n[4]), uint32(n[5]), uint32(n[6])
	if h.nodes > h.units || int(h.units) > h.bytes || h.words >= firstUnitBlock || h.tables >= firstUnitBlock || h.parts > 1<<16 {
		return nil, corrupt("the head of a search segment cannot be read")
	}
	h.inline = b
	return h, nil
}

// level is the size of a segment in steps of eight.
func (h *head) level() int {
	level := 0
	for most := 4 << 10; h.bytes > most; most *= levelStep {
		level++
	}
	return level
}

// blocks lists the numbers of all its blocks and of the directory's parts.
func (h *head) blocks() []uint32 {
	out := make([]uint32, 0, h.words+h.tables+h.parts)
	for i := range h.words {
		out = append(out, i)
	}
	for i := range h.tables {
		out = append(out, firstUnitBlock+i)
	}
	for i := range h.parts {
		out = append(out, firstDirectory+i)
	}
	return out
}

// directory says where in a segment to look.
type directory struct {
	words  []string // the first word of each block
	firsts []uint32 // and its first unit there
	tables []uint32 // the first unit of each block of the table

	mu    sync.Mutex
	known map[string]wordPlace // of words that were looked for
}

// wordPlace is where the postings of a word begin; total 0: nowhere.
type wordPlace struct {
	block, offset uint32 // the byte of the block's body behind the first entry's word
	total         int
}

// mostKnown bounds the words that a directory knows the place of.
const mostKnown = 4096

// placesOf gives those of the words whose places are known.
func (d *directory) placesOf(words []string, yield func(i int, p wordPlace, known bool)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, w := range words {
		var (
			p     wordPlace
			known bool
		)
		if !isPair(w) { // those are too many to be known
			p, known = d.known[w]
		}
		yield(i, p, known)
	}
}

// learn keeps the place of a word.
func (d *directory) learn(word string, p wordPlace) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.known == nil || len(d.known) >= mostKnown {
		d.known = map[string]wordPlace{}
	}
	d.known[strings.Clone(word)] = p
}

func (d *directory) encode() []byte {
	var b []byte
	last := ""
	for i, w := range d.words {
		shared := 0
		for shared < len(w) && shared < len(last) && w[shared] == last[shared] {
			shared++
		}
		b = binary.AppendUvarint(b, uint64(shared))
		b = binary.AppendUvarint(b, uint64(len(w)-shared))
		b = append(b, w[shared:]...)
		b = binary.AppendUvarint(b, uint64(d.firsts[i]))
		last = w
	}
	unit := uint32(0)
	for _, u := range d.tables {
		b = binary.AppendUvarint(b, uint64(u-unit))
		unit = u
	}
	return b
}

func decodeDirectory(h *head, b []byte) (*directory, error) {
	bad := corrupt("the directory of a search segment cannot be read")
	take := func() (uint64, bool) {
		n, k := binary.Uvarint(b)
		if k <= 0 {
			return 0, false
		}
		b = b[k:]
		return n, true
	}
	d, last := &directory{}, ""
	for range h.words {
		shared, ok1 := take()
		size, ok2 := take()
		if !ok1 || !ok2 || shared > uint64(len(last)) || size > uint64(len(b)) {
			return nil, bad
		}
		last = last[:shared] + string(b[:size])
		b = b[size:]
		first, ok := take()
		if !ok {
			return nil, bad
		}
		d.words, d.firsts = append(d.words, last), append(d.firsts, uint32(first))
	}
	unit := uint64(0)
	for range h.tables {
		n, ok := take()
		if !ok {
			return nil, bad
		}
		unit += n
		d.tables = append(d.tables, uint32(unit))
	}
	if len(b) > 0 {
		return nil, bad
	}
	return d, nil
}

// cost is about what a directory takes in memory, half of the words it may know
// the place of among them.
func (d *directory) cost() int {
	return 32*len(d.words) + 4*len(d.tables) + 128 + min(mostKnown/2, 64*len(d.words))*64
}

// blockOf is the block where a word's units from one on may begin; -1 is none.
func (d *directory) blockOf(word string, unit uint32) int {
	i := sort.Search(len(d.words), func(i int) bool {
		return d.words[i] > word || d.words[i] == word && d.firsts[i] > unit
	})
	return max(i-1, 0)
}

// tableOf is the block of the table that holds a unit.
func (d *directory) tableOf(unit uint32) int {
	return sort.Search(len(d.tables), func(i int) bool { return d.tables[i] > unit }) - 1
}

// loadDirectory reads a segment's directory.
func loadDirectory(r store.Reader, h *head) (*directory, error) {
	if h.parts == 0 {
		return decodeDirectory(h, h.inline)
	}
	ids := make([]uint32, h.parts)
	for i := range ids {
		ids[i] = firstDirectory + uint32(i)
	}
	got, err := loadBlocks(r, h, ids)
	if err != nil {
		return nil, err
	}
	var b []byte
	for _, p := range got {
		b = append(b, p...)
	}
	return decodeDirectory(h, b)
}

// loadBlocks reads blocks of one segment from the store.
func loadBlocks(r store.Reader, h *head, ids []uint32) ([][]byte, error) {
	ks := make([][]byte, len(ids))
	for i, n := range ids {
		ks[i] = keys.SegmentBlock(h.id, n)
	}
	got, err := r.GetMany(ks)
	if err != nil {
		return nil, err
	}
	for _, b := range got {
		if b == nil {
			return nil, errMissing
		}
	}
	return got, nil
}

var errMissing = corrupt("a block of a search segment is missing: rebuild the search index with check --repair")
