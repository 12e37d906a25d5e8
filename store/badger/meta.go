package badger

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"onrecord/store/internal/overlay"
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

// follow is the record of the group of writes at seq after r. The digest
// covers the one before, the sequence number and every write with its length,
// in key order.
func (r record) follow(seq uint64, writes *overlay.Writes) record {
	h := sha256.New()
	h.Write(r.digest[:])
	frame := binary.BigEndian.AppendUint64(nil, seq)
	frame = binary.AppendUvarint(frame, uint64(writes.Len()))
	writes.Each(func(key, value []byte, deleted bool) bool {
		op := byte('s')
		if deleted {
			op = 'd'
		}
		frame = append(frame, op)
		frame = binary.AppendUvarint(frame, uint64(len(key)))
		frame = binary.AppendUvarint(frame, uint64(len(value)))
		h.Write(frame)
		h.Write(key)
		h.Write(value)
		frame = frame[:0]
		return true
	})
	h.Write(frame)
	next := record{seq: seq, previous: r.digest}
	h.Sum(next.digest[:0])
	return next
}
