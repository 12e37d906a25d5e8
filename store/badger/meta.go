package badger

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
)

// Every key in Badger begins with one byte that says whose it is, so users may
// use every key there is.
const (
	spaceMeta = 0x01
	spaceUser = 0x02
)

// metaKey holds the record of the last group.
var metaKey = []byte{spaceMeta, 'g'}

func userKey(key []byte) []byte {
	return append(append(make([]byte, 0, 1+len(key)), spaceUser), key...)
}

// digest is the SHA-256 of a chain of groups.
type digest [sha256.Size]byte

// record says which group a state is the result of.
type record struct {
	seq      uint64
	digest   digest
	previous digest // digest of the group before
}

const recordSize = 8 + 2*sha256.Size

func (r record) encode() []byte {
	b := binary.BigEndian.AppendUint64(make([]byte, 0, recordSize), r.seq)
	b = append(b, r.digest[:]...)
	return append(b, r.previous[:]...)
}

func decodeRecord(b []byte) (record, error) {
	if len(b) != recordSize {
		return record{}, fmt.Errorf("the group record has %d bytes, not %d", len(b), recordSize)
	}
	r := record{seq: binary.BigEndian.Uint64(b)}
	copy(r.digest[:], b[8:])
	copy(r.previous[:], b[8+sha256.Size:])
	return r, nil
}

// following makes the record of a group write by write. The digest covers the one
// before, the sequence number and every write with its length, in key order.
type following struct {
	hash  hash.Hash
	frame []byte
	next  record
}

// following begins the record of so many writes; 0 where it is not known.
func (r record) following(seq uint64, writes int) *following {
	f := &following{hash: sha256.New(), next: record{seq: seq, previous: r.digest}}
	f.hash.Write(r.digest[:])
	f.frame = binary.BigEndian.AppendUint64(nil, seq)
	f.frame = binary.AppendUvarint(f.frame, uint64(writes))
	return f
}

func (f *following) add(key, value []byte, deleted bool) {
	op := byte('s')
	if deleted {
		op = 'd'
	}
	f.frame = append(f.frame, op)
	f.frame = binary.AppendUvarint(f.frame, uint64(len(key)))
	f.frame = binary.AppendUvarint(f.frame, uint64(len(value)))
	f.frame = append(append(f.frame, key...), value...)
	if len(f.frame) > 1<<12 {
		f.flush()
	}
}

func (f *following) flush() {
	f.hash.Write(f.frame)
	f.frame = f.frame[:0]
}

func (f *following) record() record {
	f.flush()
	f.hash.Sum(f.next.digest[:0])
	return f.next
}
