package runs

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"slices"

	"github.com/dgraph-io/ristretto/v2/z"

	"onrecord/store"
)

// A run is a file of blocks, one after the other, each a stretch of writes in
// the order of their keys:
//
//	length of what follows, CRC-32C of it: 4 bytes each
//	writes: uvarint length of the key, uvarint of twice the length of the value
//	(plus one for a deletion), key, value
const (
	blockBytes  = 8 << 10
	blockHeader = 8
)

// falsePositives is how often a filter sends a lookup to a run in vain.
const falsePositives = 0.01

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// entry is one write. Its slices are good until the walk goes on.
type entry struct {
	key, value []byte
	deleted    bool
}

// run is a run that is open for reading.
type run struct {
	Run
	f      *os.File
	firsts [][]byte // keys that blocks begin with
	blocks []int64  // where they begin
	filter *z.Bloom
}

// Run names a run: what a checkpoint keeps of it.
type Run struct {
	File  string `json:"file"`
	Size  int64  `json:"size"`
	Keys  int    `json:"keys"`
	Bytes int64  `json:"bytes"` // of keys and values
	Sum   uint32 `json:"sum"`   // CRC-32C of the blocks' headers
}

// writeRun writes what a table holds, onto stable storage.
func writeRun(name string, t *table, list []ordered) (r *run, err error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close())
		}
	}()
	r = &run{f: f, filter: z.NewBloomFilter(float64(max(len(list), 1)), falsePositives)}
	out := bufio.NewWriterSize(f, 1<<20)
	block := make([]byte, blockHeader, blockBytes+blockHeader)
	var first []byte
	flush := func() error {
		if len(block) == blockHeader {
			return nil
		}
		r.add(first, block)
		_, err := out.Write(block)
		block = block[:blockHeader]
		return err
	}
	for _, o := range list {
		key, value, it := t.keyOf(o.i), t.valueOf(o.i), &t.items[o.i]
		if len(block) > blockHeader && len(block)+len(key)+len(value) > blockBytes {
			if err := flush(); err != nil {
				return nil, err
			}
		}
		if len(block) == blockHeader {
			first = key
		}
		block = appendWrite(block, key, value, it.deleted)
		r.filter.Add(hashOf(key))
		r.Keys, r.Bytes = r.Keys+1, r.Bytes+int64(len(key)+len(value))
	}
	if err := errors.Join(flush(), out.Flush(), f.Sync()); err != nil {
		return nil, err
	}
	return r, nil
}

func appendWrite(b, key, value []byte, deleted bool) []byte {
	b = binary.AppendUvarint(b, uint64(len(key)))
	n := uint64(len(value)) << 1
	if deleted {
		n |= 1
	}
	b = binary.AppendUvarint(b, n)
	return append(append(b, key...), value...)
}

// add notes a block, whose header it fills in.
func (r *run) add(first, block []byte) {
	binary.BigEndian.PutUint32(block, uint32(len(block)-blockHeader))
	binary.BigEndian.PutUint32(block[4:], crc32.Checksum(block[blockHeader:], castagnoli))
	r.firsts, r.blocks = append(r.firsts, bytes.Clone(first)), append(r.blocks, r.Size)
	r.Size += int64(len(block))
	r.Sum = crc32.Update(r.Sum, castagnoli, block[:blockHeader])
}

// readRun opens a run that an earlier process wrote and makes sure that it is
// whole.
func readRun(name string, want Run) (r *run, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	r = &run{Run: Run{File: want.File}, f: f, filter: z.NewBloomFilter(float64(max(want.Keys, 1)), falsePositives)}
	c := &cursor{in: bufio.NewReaderSize(f, 1<<20)}
	for err = c.load(); err == nil && len(c.block) > 0; err = c.load() {
		whole := c.raw
		for first := true; err == nil && c.at < len(c.block); first = false {
			err = c.next()
			if first && err == nil {
				r.add(c.now.key, whole)
			}
			r.filter.Add(hashOf(c.now.key))
			r.Keys, r.Bytes = r.Keys+1, r.Bytes+int64(len(c.now.key)+len(c.now.value))
		}
	}
	if err == nil && r.Run != want {
		err = corrupt(name, "it is not what was written")
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return r, nil
}

func corrupt(name, why string) error {
	return &store.Error{Code: store.CodeCorrupt, Message: fmt.Sprintf("the file %s of a load cannot be used: %s", name, why)}
}

// readBlock reads block n into buf.
func (r *run) readBlock(n int, buf *[]byte) ([]byte, error) {
	end := r.Size
	if n+1 < len(r.blocks) {
		end = r.blocks[n+1]
	}
	b := slices.Grow((*buf)[:0], int(end-r.blocks[n]))[:end-r.blocks[n]]
	*buf = b
	if _, err := r.f.ReadAt(b, r.blocks[n]); err != nil {
		return nil, err
	}
	return checkBlock(r.f.Name(), b)
}

// checkBlock gives what is behind a block's header.
func checkBlock(name string, b []byte) ([]byte, error) {
	if len(b) < blockHeader || int(binary.BigEndian.Uint32(b)) != len(b)-blockHeader ||
		binary.BigEndian.Uint32(b[4:]) != crc32.Checksum(b[blockHeader:], castagnoli) {
		return nil, corrupt(name, "a checksum does not fit")
	}
	return b[blockHeader:], nil
}

// split takes the first write off a block.
func split(b []byte) (e entry, rest []byte, ok bool) {
	k, n := binary.Uvarint(b)
	if n <= 0 {
		return e, nil, false
	}
	v, m := binary.Uvarint(b[n:])
	if m <= 0 {
		return e, nil, false
	}
	b = b[n+m:]
	size := v >> 1
	if k > uint64(len(b)) || size > uint64(len(b))-k {
		return e, nil, false
	}
	return entry{key: b[:k:k], value: b[k : k+size : k+size], deleted: v&1 == 1}, b[k+size:], true
}

// block gives the block in which a key is, if it is in the run: the last that
// does not begin after it, or -1.
func (r *run) block(key []byte) int {
	n, same := slices.BinarySearchFunc(r.firsts, key, bytes.Compare)
	if same {
		return n
	}
	return n - 1
}

// get gives the write of a key; buf is memory it may use and what it gives
// lies in.
func (r *run) get(key []byte, hash uint64, buf *[]byte) (e entry, ok bool, err error) {
	if !r.filter.Has(hash) {
		return e, false, nil
	}
	n := r.block(key)
	if n < 0 {
		return e, false, nil
	}
	b, err := r.readBlock(n, buf)
	if err != nil {
		return e, false, err
	}
	for len(b) > 0 {
		var whole bool
		if e, b, whole = split(b); !whole {
			return e, false, corrupt(r.f.Name(), "a write in it cannot be read")
		}
		if c := bytes.Compare(e.key, key); c >= 0 {
			return e, c == 0, nil
		}
	}
	return e, false, nil
}

// cursor walks over a whole run from its start.
type cursor struct {
	in    *bufio.Reader
	name  string
	raw   []byte // the block with its header
	block []byte
	at    int
	now   entry
	ok    bool
}

// walk gives a cursor that stands at the first write.
func (r *run) walk() (*cursor, error) {
	c := &cursor{in: bufio.NewReaderSize(io.NewSectionReader(r.f, 0, r.Size), 16*blockBytes), name: r.f.Name()}
	return c, c.next()
}

func (c *cursor) peek() (entry, bool) { return c.now, c.ok }

// load reads the next block; there is none when it is empty.
func (c *cursor) load() error {
	c.block, c.at = nil, 0
	head, err := c.in.Peek(blockHeader)
	if errors.Is(err, io.EOF) && len(head) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	size := blockHeader + int(binary.BigEndian.Uint32(head))
	if size > blockHeader+blockBytes+store.MaxKey+store.MaxValue {
		return corrupt(c.name, "a block of it is too long")
	}
	c.raw = slices.Grow(c.raw[:0], size)[:size]
	if _, err := io.ReadFull(c.in, c.raw); err != nil {
		return err
	}
	c.block, err = checkBlock(c.name, c.raw)
	return err
}

// next steps to the next write.
func (c *cursor) next() error {
	if c.at == len(c.block) {
		if err := c.load(); err != nil || len(c.block) == 0 {
			c.ok = false
			return err
		}
	}
	e, rest, ok := split(c.block[c.at:])
	if !ok {
		return corrupt(c.name, "a write in it cannot be read")
	}
	c.now, c.ok, c.at = e, true, len(c.block)-len(rest)
	return nil
}

// stretch is a walk over part of a run, in either direction.
type stretch struct {
	r          *run
	start, end []byte
	reverse    bool
	block      int // whose writes are in list
	buf        []byte
	list       []entry
}

func (r *run) within(start, end []byte, reverse bool) (*stretch, error) {
	s := &stretch{r: r, start: start, end: end, reverse: reverse}
	switch {
	case !reverse:
		s.block = max(r.block(start), 0)
	case len(end) == 0:
		s.block = len(r.blocks) - 1
	default:
		s.block = r.block(end)
	}
	return s, s.fill()
}

// fill reads blocks until there is something to give or the end is reached.
func (s *stretch) fill() error {
	for len(s.list) == 0 && s.block >= 0 && s.block < len(s.r.blocks) {
		first := s.r.firsts[s.block]
		if !s.reverse && len(s.end) > 0 && bytes.Compare(first, s.end) >= 0 {
			return nil
		}
		b, err := s.r.readBlock(s.block, &s.buf)
		if err != nil {
			return err
		}
		for len(b) > 0 {
			e, rest, ok := split(b)
			if !ok {
				return corrupt(s.r.f.Name(), "a write in it cannot be read")
			}
			if bytes.Compare(e.key, s.start) >= 0 && (len(s.end) == 0 || bytes.Compare(e.key, s.end) < 0) {
				s.list = append(s.list, e)
			}
			b = rest
		}
		if !s.reverse {
			s.block++
			continue
		}
		slices.Reverse(s.list)
		s.block--
		if bytes.Compare(first, s.start) < 0 {
			s.block = -1
		}
	}
	return nil
}

func (s *stretch) peek() (entry, bool) {
	if len(s.list) == 0 {
		return entry{}, false
	}
	return s.list[0], true
}

func (s *stretch) next() error {
	if s.list = s.list[1:]; len(s.list) > 0 {
		return nil
	}
	s.list = nil
	return s.fill()
}
