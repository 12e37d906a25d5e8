package badger

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"onrecord/store/internal/overlay"
)

// A log of any bytes is read without a panic, and of a log that was cut or
// changed only records that were in it come out.
func FuzzWAL(f *testing.F) {
	log := []byte{}
	want := map[record]bool{}
	func() { // one log for all runs
		dir := f.TempDir()
		s := mustOpen(f, small(dir))
		defer func() {
			if err := s.Close(); err != nil {
				f.Error(err)
			}
		}()
		r := record{}
		for i := range uint64(4) {
			group := &overlay.Writes{}
			group.Put([]byte{byte(i)}, []byte("value"), i == 2)
			var err error
			if r, err = s.write(r, group); err != nil {
				f.Fatal(err)
			}
			want[r] = true
		}
		b, err := os.ReadFile(filepath.Join(dir, "db", "00001.mem"))
		if err != nil {
			f.Fatal(err)
		}
		log = append(bytes.TrimRight(b, "\x00"), make([]byte, 64)...)
	}()
	f.Add(uint(0), byte(0), []byte{})
	f.Add(uint(30), byte(1), []byte{})
	f.Add(uint(200), byte(0x80), []byte("more"))
	f.Fuzz(func(t *testing.T, at uint, flip byte, tail []byte) {
		b := append(bytes.Clone(log), tail...)
		b[at%uint(len(b))] ^= flip
		name := filepath.Join(t.TempDir(), "log")
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		records, err := walRecords(name)
		if err != nil {
			return
		}
		if flip == 0 && len(tail) == 0 && len(records) != len(want) {
			t.Errorf("%d records in a sound log, want %d", len(records), len(want))
		}
		for _, r := range records {
			if !want[r] && len(tail) == 0 {
				t.Errorf("a record that nobody wrote: %+v", r)
			}
		}
	})
}

// A slot is what was written, or none.
func FuzzWitness(f *testing.F) {
	good := encodeSlot(record{seq: 7, digest: digest{1}, previous: digest{2}})
	f.Add(uint(0), byte(0))
	f.Add(uint(25), byte(1))
	f.Add(uint(4000), byte(1))
	f.Fuzz(func(t *testing.T, at uint, flip byte) {
		b := bytes.Clone(good)
		b[at%slotSize] ^= flip
		r, ok := decodeSlot(b)
		sound := flip == 0 || at%slotSize >= uint(len(slotMagic)+recordSize+len(digest{}))
		if ok != sound || (ok && r != record{seq: 7, digest: digest{1}, previous: digest{2}}) {
			t.Errorf("byte %d ^ %x: %+v, %v", at%slotSize, flip, r, ok)
		}
	})
}
