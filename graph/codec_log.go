package graph

import (
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"

	"onrecord/store"
)

// Entries of the log say the same names and fields over and over: compressed,
// they take a seventh of the disk. What is hashed, exported and replayed are
// the canonical bytes all the same. A first byte says how the rest is kept.
const (
	entryPlain  = 0
	entryPacked = 1
)

// maxEntry is the longest entry, in canonical bytes. It bounds what a damaged
// frame can ask for.
const maxEntry = store.MaxUpdate

// packer compresses and reads entries. Its tables are worth keeping between
// transactions.
type packer struct {
	in  *zstd.Encoder
	out *zstd.Decoder
}

var packers = sync.Pool{New: func() any { return newPacker() }}

// newPacker makes no goroutines. The window is what one transaction of a load
// takes; a larger one costs memory and finds little more.
func newPacker() *packer {
	in, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
		zstd.WithWindowSize(512<<10), zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(false))
	if err != nil {
		panic(err) // only where an option is out of its range
	}
	out, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxEntry), zstd.WithDecoderLowmem(true))
	if err != nil {
		panic(err) // as above
	}
	return &packer{in: in, out: out}
}

func packEntry(seq Seq, raw []byte) ([]byte, error) {
	if len(raw) > maxEntry {
		return nil, &store.Error{Code: store.CodeTooLarge, Message: fmt.Sprintf("transaction %d takes %d bytes of the log; the limit is %d: write it in parts", seq, len(raw), maxEntry)}
	}
	p := packers.Get().(*packer)
	defer packers.Put(p)
	packed := p.in.EncodeAll(raw, append(make([]byte, 0, 64+len(raw)/4), entryPacked))
	if len(packed) <= len(raw) {
		return packed, nil
	}
	return append([]byte{entryPlain}, raw...), nil
}

func unpackEntry(seq Seq, packed []byte) ([]byte, error) {
	switch {
	case len(packed) == 0:
	case packed[0] == entryPlain:
		return packed[1:], nil
	case packed[0] == entryPacked:
		p := packers.Get().(*packer)
		defer packers.Put(p)
		raw, err := p.out.DecodeAll(packed[1:], nil)
		if err != nil {
			return nil, corrupt("log entry %d cannot be decompressed (%v)", seq, err)
		}
		return raw, nil
	}
	return nil, corrupt("log entry %d is kept in no known form", seq)
}
