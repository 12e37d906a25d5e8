package badger

import (
	"errors"
	"fmt"
	"slices"

	"github.com/dgraph-io/badger/v4/fb"
	"github.com/dgraph-io/badger/v4/options"
	"github.com/dgraph-io/badger/v4/pb"
	"github.com/dgraph-io/badger/v4/y"
	"github.com/klauspost/compress/snappy"
	"google.golang.org/protobuf/proto"
)

// Badger can check a table when it opens it, but a block that does not even
// decompress ends the process there, and it keeps all blocks of a table in
// memory while it goes. So that is done here, before.

// mostBlock bounds a block: one holds at least one entry, and no value is larger
// than store.MaxValue.
const mostBlock = 1 << 20

// errSum: a block is one, but not the one that was written.
var errSum = errors.New("its bytes do not have its checksum")

// A table is blocks, their index, the length of that in four bytes, its
// checksum, and the length of that in four.

// verifyBlocks holds every block of a table, whose index is sound, against its
// checksum. It may panic over a block that is not one.
func verifyBlocks(table []byte, c options.CompressionType) error {
	return eachBlock(table, c, verifyBlock)
}

// eachBlock gives the blocks of a table decompressed, each until the next.
func eachBlock(table []byte, c options.CompressionType, yield func(block []byte) error) error {
	end := len(table) - 4
	end -= int(y.BytesToU32(table[end:])) + 4
	size := int(y.BytesToU32(table[end:]))
	index := fb.GetRootAsTableIndex(table[end-size:end], 0)
	var (
		at   fb.BlockOffset
		room []byte
	)
	for i := range index.OffsetsLength() {
		if !index.Offsets(&at, i) {
			return errors.New("its index lacks a block")
		}
		block := table[at.Offset():][:at.Len()]
		var err error
		if block, err = decompress(block, room, c); err != nil {
			return fmt.Errorf("the block at byte %d cannot be decompressed: %w", at.Offset(), err)
		}
		if c != options.None {
			room = block
		}
		if err := yield(block); err != nil {
			return fmt.Errorf("the block at byte %d: %w", at.Offset(), err)
		}
	}
	return nil
}

// decompress gives the bytes of a block, in room where there is enough.
func decompress(block, room []byte, c options.CompressionType) ([]byte, error) {
	switch c {
	case options.None:
		return block, nil
	case options.Snappy:
		size, err := snappy.DecodedLen(block)
		if err != nil || size > mostBlock {
			return nil, errors.Join(err, fmt.Errorf("it says it has %d bytes", size))
		}
		return snappy.Decode(slices.Grow(room[:0], size)[:size], block)
	}
	return nil, fmt.Errorf("compression %d is not one that this store uses", c)
}

// verifyBlock: a block ends with its checksum and the length of that.
func verifyBlock(block []byte) error {
	end := len(block) - 4
	start := end - int(y.BytesToU32(block[end:]))
	var want pb.Checksum
	if err := proto.Unmarshal(block[start:end], &want); err != nil {
		return err
	}
	if y.VerifyChecksum(block[:start], &want) != nil {
		return errSum
	}
	return nil
}
