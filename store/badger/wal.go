package badger

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
)

// A write-ahead log of Badger is a header of walHeader bytes and then entries:
//
//	meta, user meta: a byte each
//	length of key, length of value, expiry: uvarints
//	key (with the inverted timestamp as its last 8 bytes), value
//	CRC-32C of all that, big endian
//
// The rest of the file is zeros. A transaction ends with an entry marked
// walEnd; entries behind the last such mark do not count.
const (
	walHeader = 20
	walEnd    = 1 << 7
)

// walRecords lists the group records in the finished transactions of a
// write-ahead log. It stops, as Badger does, where an entry is not whole; what
// that lost is for the chain of records to tell.
func walRecords(name string) (records []record, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	in := bufio.NewReaderSize(f, 1<<20)
	if _, err := in.Discard(walHeader); err != nil {
		return nil, nil // no header, no entries
	}
	var open []record
	for {
		e, ok := readWALEntry(in)
		if !ok {
			return records, nil
		}
		switch {
		case e.meta&walEnd != 0:
			records, open = append(records, open...), nil
		case len(e.key) == len(metaKey)+8 && string(e.key[:len(metaKey)]) == string(metaKey):
			r, err := decodeRecord(e.value)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			open = append(open, r)
		}
	}
}

type walEntry struct {
	meta       byte
	key, value []byte
}

// crcReader sums what is read through it.
type crcReader struct {
	in  *bufio.Reader
	sum uint32
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func (c *crcReader) ReadByte() (byte, error) {
	b, err := c.in.ReadByte()
	c.sum = crc32.Update(c.sum, castagnoli, []byte{b})
	return b, err
}

func (c *crcReader) bytes(n uint64) ([]byte, error) {
	b := make([]byte, n)
	_, err := io.ReadFull(c.in, b)
	c.sum = crc32.Update(c.sum, castagnoli, b)
	return b, err
}

// readWALEntry reads one entry; not ok at the end and where it is damaged.
func readWALEntry(in *bufio.Reader) (e walEntry, ok bool) {
	c := &crcReader{in: in}
	var err error
	if e.meta, err = c.ReadByte(); err != nil {
		return e, false
	}
	var head [4]uint64 // user meta, length of key, length of value, expiry
	user, err := c.ReadByte()
	head[0] = uint64(user)
	for i := 1; i < len(head) && err == nil; i++ {
		head[i], err = binary.ReadUvarint(c)
	}
	const most = 4 << 20 // more than any entry has; a flipped length ends here
	if err != nil || head[1] == 0 || head[1] > most || head[2] > most {
		return e, false
	}
	if e.key, err = c.bytes(head[1]); err != nil {
		return e, false
	}
	if e.value, err = c.bytes(head[2]); err != nil {
		return e, false
	}
	var sum [4]byte
	if _, err := io.ReadFull(in, sum[:]); err != nil {
		return e, false
	}
	return e, binary.BigEndian.Uint32(sum[:]) == c.sum
}
