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
//
// A slot is first a promise, which is brought to the disk at the same time as
// the group itself: after a crash either may be there without the other. Its
// last byte says that the promise was kept. That byte is not waited for: the
// next promise takes it along, and so does closing. So a promise that was not
// kept, of the last group alone, may be one that was, and the crash lost both
// the byte and what the disk said it had of the group: that is not noticed.
const (
	slotSize    = 4096
	slotMagic   = "onrecord witness 1\n"
	witnessSize = 2 * slotSize
	keptAt      = slotSize - 1 // in a slot, the byte that says that it was kept
)

// witness is the open witness file.
type witness struct {
	f     *os.File
	next  int // the slot to write next
	flush func(*os.File) error
}

// testimony is what a witness file says.
type testimony struct {
	record      // the newest
	slot   int  // that it is in
	kept   bool // and the group was acknowledged, as is known
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

// readWitness reads the witness file of dir.
func readWitness(dir string) (testimony, error) {
	b, err := os.ReadFile(filepath.Join(dir, witnessName))
	if errors.Is(err, fs.ErrNotExist) {
		return testimony{}, errNoWitness
	}
	if err != nil {
		return testimony{}, err
	}
	if len(b) != witnessSize {
		return testimony{}, fmt.Errorf("the witness file has %d bytes, not %d", len(b), witnessSize)
	}
	first, ok0 := decodeSlot(b[:slotSize])
	second, ok1 := decodeSlot(b[slotSize:])
	switch {
	case ok1 && (!ok0 || second.seq > first.seq):
		return testimony{second, 1, b[slotSize+keptAt] != 0}, nil
	case ok0:
		return testimony{first, 0, b[keptAt] != 0}, nil
	}
	return testimony{}, errors.New("the witness file is damaged")
}

// createWitness puts a new witness file in place and opens it.
func createWitness(dir string, r record) (*witness, error) {
	name := filepath.Join(dir, witnessName)
	temp := name + ".new"
	slot := encodeSlot(r)
	slot[keptAt] = 1
	if err := os.WriteFile(temp, bytes.Repeat(slot, 2), 0o600); err != nil {
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
	return &witness{f: f, next: 1 - slot, flush: flushData}, nil
}

// promise makes r the newest record, on stable storage: the group may be in the
// database.
func (w *witness) promise(r record) error {
	if _, err := w.f.WriteAt(encodeSlot(r), int64(w.next)*slotSize); err != nil {
		return err
	}
	w.next = 1 - w.next
	return w.flush(w.f)
}

// keep says that the group of the newest record is in the database.
func (w *witness) keep() error {
	_, err := w.f.WriteAt([]byte{1}, int64(1-w.next)*slotSize+keptAt)
	return err
}

// end closes the file; everything in it is then on stable storage.
func (w *witness) end() error { return errors.Join(w.flush(w.f), w.f.Close()) }

// syncPath syncs a file or directory.
func syncPath(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
