package badger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"

	badgerdb "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/pb"
	"github.com/dgraph-io/badger/v4/table"
	"github.com/dgraph-io/badger/v4/y"
	"github.com/dgraph-io/ristretto/v2/z"
	"google.golang.org/protobuf/proto"
)

// tables writes a database as tables of Badger's lowest level and a manifest
// that lists them. Badger's StreamWriter does that too, and takes three times
// the processor for it: each entry is encoded, decoded and copied on its way.
type tables struct {
	dir  string
	opt  table.Options
	seq  uint64
	step func(what string) error

	now    *table.Builder
	key    []byte // scratch
	out    []byte // that of the table that is being written
	keys   uint64
	made   uint64     // tables begun
	failed chan error // of the table that is being written
	busy   bool       // there is one
}

// freshTable is how large the tables are: there are two of them in memory.
const freshTable = 32 << 20

func newTables(dir string, o Options, seq uint64, step func(string) error) *tables {
	opt := o.engine(dir)
	return &tables{dir: dir, seq: seq, step: step, failed: make(chan error, 1), opt: table.Options{
		TableSize: uint64(min(opt.MemTableSize, freshTable)), BlockSize: opt.BlockSize, BloomFalsePositive: opt.BloomFalsePositive,
		Compression: opt.Compression, ZSTDCompressionLevel: opt.ZSTDCompressionLevel,
		AllocPool: z.NewAllocatorPool(2),
	}}
}

// add writes an entry; keys come in their order.
func (t *tables) add(space byte, key, value []byte) error {
	if t.now != nil && t.now.ReachedCapacity() {
		if err := t.flush(); err != nil {
			return err
		}
	}
	if t.now == nil {
		t.now = table.NewTableBuilder(t.opt)
	}
	// A key ends with its timestamp, inverted, so that newer ones come first.
	t.key = append(append(t.key[:0], space), key...)
	t.key = binary.BigEndian.AppendUint64(t.key, ^t.seq)
	t.now.Add(t.key, y.ValueStruct{Value: value}, 0)
	t.keys++
	return nil
}

// flush writes the table that was begun, beside what goes on.
func (t *tables) flush() error {
	if err := t.wait(); err != nil {
		return err
	}
	if t.now == nil {
		return nil
	}
	if err := t.step("write a table"); err != nil {
		return err
	}
	b := t.now
	t.now = nil
	t.made++
	t.busy = true
	go func(name string) { t.failed <- t.write(name, b) }(table.NewFilename(t.made, t.dir))
	return nil
}

// write writes a table. Badger would write it through a mapping of the file,
// which costs a page fault a page.
func (t *tables) write(name string, b *table.Builder) error {
	defer b.Close()
	built := b.Done()
	t.out = slices.Grow(t.out[:0], built.Size)[:built.Size]
	built.Copy(t.out)
	return errors.Join(os.WriteFile(name, t.out, 0o600), syncPath(name))
}

// wait waits for the table that is being written.
func (t *tables) wait() error {
	if !t.busy {
		return nil
	}
	t.busy = false
	return <-t.failed
}

// close gives memory back.
func (t *tables) close() error {
	err := t.wait()
	if t.now != nil {
		t.now.Done() // ends those that compress its blocks
		t.now.Close()
	}
	t.opt.AllocPool.Release()
	return err
}

// finish writes what is left, the record of the group in a table of its own,
// since its key comes before all others, and the manifest.
func (t *tables) finish(r record) error {
	if err := t.flush(); err != nil {
		return err
	}
	if err := t.add(spaceMeta, metaKey[1:], r.encode()); err != nil {
		return err
	}
	if err := errors.Join(t.flush(), t.wait(), t.step("write the manifest")); err != nil {
		return err
	}
	raw, err := t.manifest()
	if err != nil {
		return err
	}
	name := filepath.Join(t.dir, badgerdb.ManifestFilename)
	return errors.Join(os.WriteFile(name, raw, 0o600), syncPath(name), syncPath(t.dir))
}

// The manifest begins with a magic word, the number of an outside format (none)
// and that of Badger's own. Sets of changes follow, each with its length and
// CRC-32C.
const manifestVersion = 8

func (t *tables) manifest() ([]byte, error) {
	set := &pb.ManifestChangeSet{}
	for id := uint64(1); id <= t.made; id++ {
		set.Changes = append(set.Changes, &pb.ManifestChange{Id: id, Op: pb.ManifestChange_CREATE, Level: lowest, Compression: uint32(t.opt.Compression)})
	}
	raw, err := proto.Marshal(set)
	if err != nil {
		return nil, fmt.Errorf("encode the manifest: %w", err)
	}
	b := append([]byte("Bdgr"), 0, 0)
	b = binary.BigEndian.AppendUint16(b, manifestVersion)
	b = binary.BigEndian.AppendUint32(b, uint32(len(raw)))
	b = binary.BigEndian.AppendUint32(b, crc32.Checksum(raw, castagnoli))
	return append(b, raw...), nil
}

// lowest is the last of Badger's levels.
const lowest = 6
