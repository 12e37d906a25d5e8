package badger

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const witnessName = "witness"

// The witness has two slots in sectors of their own, written in turn: one that
// is torn by a crash leaves the other, which is at most one group older. That
// costs one sync of a file whose size never changes, where a new file and a
// rename would cost three.
const (
	slotSize    = 4096
	slotMagic   = "onrecord witness 1\n"
	witnessSize = 2 * slotSize
)

// witness is the open witness file.
type witness struct {
	f    *os.File
	next int // the slot to write next
}

func encodeSlot(r record) []byte {
	b := append([]byte(slotMagic), r.encode()...)
	sum := sha256.Sum256(b)
	b = append(b, sum[:]...)
	return append(b, make([]byte, slotSize-len(b))...)
}

func decodeSlot(b []byte) (record, bool) {
	const end = len(slotMagic) + recordSize
	sum := sha256.Sum256(b[:end])
	if string(b[:len(slotMagic)]) != slotMagic || !bytes.Equal(b[end:end+sha256.Size], sum[:]) {
		return record{}, false
	}
	r, err := decodeRecord(b[len(slotMagic):end])
	return r, err == nil
}

// errNoWitness says that there is no witness file.
var errNoWitness = errors.New("there is no witness file")

// readWitness gives the newest record in the witness file of dir and the slot
// it is in.
func readWitness(dir string) (r record, slot int, err error) {
	b, err := os.ReadFile(filepath.Join(dir, witnessName))
	if errors.Is(err, fs.ErrNotExist) {
		return record{}, 0, errNoWitness
	}
	if err != nil {
		return record{}, 0, err
	}
	if len(b) != witnessSize {
		return record{}, 0, fmt.Errorf("the witness file has %d bytes, not %d", len(b), witnessSize)
	}
	first, ok0 := decodeSlot(b[:slotSize])
	second, ok1 := decodeSlot(b[slotSize:])
	switch {
	case ok1 && (!ok0 || second.seq > first.seq):
		return second, 1, nil
	case ok0:
		return first, 0, nil
	}
	return record{}, 0, errors.New("the witness file is damaged")
}

// createWitness puts a new witness file in place and opens it.
func createWitness(dir string, r record) (*witness, error) {
	name := filepath.Join(dir, witnessName)
	temp := name + ".new"
	if err := os.WriteFile(temp, bytes.Repeat(encodeSlot(r), 2), 0o600); err != nil {
		return nil, err
	}
	if err := errors.Join(syncPath(temp), os.Rename(temp, name), syncPath(dir)); err != nil {
		return nil, err
	}
	return openWitness(dir, 0)
}

// openWitness opens an existing witness whose newest record is in slot.
func openWitness(dir string, slot int) (*witness, error) {
	f, err := os.OpenFile(filepath.Join(dir, witnessName), os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	return &witness{f: f, next: 1 - slot}, nil
}

// write makes r the newest record, on stable storage.
func (w *witness) write(r record) error {
	if _, err := w.f.WriteAt(encodeSlot(r), int64(w.next)*slotSize); err != nil {
		return err
	}
	w.next = 1 - w.next
	return flushData(w.f)
}

// syncPath syncs a file or directory.
func syncPath(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
