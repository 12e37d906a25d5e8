package badger

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"onrecord/store"
)

// disk is what of the write-ahead logs and the witness a power cut would leave at
// the least: what they held when they were synced.
type disk struct {
	t      *testing.T
	s      *Store
	dir    string
	synced map[string][]byte
	events []string

	witness []byte // as it was when it was synced
}

func watchDisk(t *testing.T, s *Store, dir string) *disk {
	d := &disk{t: t, s: s, dir: dir, synced: map[string][]byte{}}
	s.logs.flush = func(f *os.File) error {
		d.events = append(d.events, "sync")
		b, err := os.ReadFile(f.Name())
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it is in a table already
		}
		d.synced[filepath.Base(f.Name())] = b
		return err
	}
	s.witness.flush = func(f *os.File) error {
		var err error
		d.witness, err = os.ReadFile(f.Name())
		return err
	}
	s.interrupt = func(int) error {
		d.events = append(d.events, "transaction")
		return nil
	}
	return d
}

// cut makes a directory as a power cut leaves it at the worst.
func (d *disk) cut() string {
	// A log that is not the last is on its way into a table.
	for len(files(d.t, d.dir, "*.mem")) > 1 {
		runtime.Gosched()
	}
	to := crash(d.t, d.dir)
	for _, name := range files(d.t, to, "*.mem") {
		b, ok := d.synced[filepath.Base(name)]
		if !ok {
			if err := os.Remove(name); err != nil {
				d.t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(name, b, 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
	rewrite(d.t, filepath.Join(to, "witness"), func([]byte) []byte { return d.witness })
	return to
}

func big(seed int) []byte { return slices.Repeat([]byte{byte(seed)}, 300<<10) }

// TestPowerCut: whatever was acknowledged is there after a power cut that loses
// all that was not synced, also when Badger begins a new log in between.
func TestPowerCut(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := mustOpen(t, small(dir))
	d := watchDisk(t, s, dir)
	newest := files(t, dir, "*.mem")[0]
	begun, cuts := 0, 0
	for i := range 70 { // logs are full at 8 MiB
		_, err := s.Update(context.Background(), func(tx store.Tx) error { return tx.Set(writtenKey(i), big(i)) })
		if err != nil {
			t.Fatal(err)
		}
		logs := files(t, dir, "*.mem")
		fresh := logs[len(logs)-1] != newest
		newest = logs[len(logs)-1]
		if fresh {
			begun++
		}
		if !fresh && i%20 != 0 {
			continue
		}
		cuts++
		after := mustOpen(t, small(d.cut()))
		if err := errors.Join(holdsBig(after, i+1), after.Close()); err != nil {
			t.Fatalf("after a power cut behind update %d: %v", i, err)
		}
	}
	if begun < 2 || cuts < 4 {
		t.Errorf("%d logs were begun and %d cuts tried: the test does not do what it says", begun, cuts)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func holdsBig(s *Store, n int) error {
	snap, err := s.Snapshot()
	if err != nil {
		return err
	}
	defer snap.Release()
	for i := range n {
		if got, err := snap.Get(writtenKey(i)); err != nil || !slices.Equal(got, big(i)) {
			return fmt.Errorf("key %d: %d bytes, %w", i, len(got), err)
		}
	}
	return nil
}

// TestSyncsOfAGroup: a group is synced once; one of several transactions also
// before the last, which says that the group is whole.
func TestSyncsOfAGroup(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := mustOpen(t, small(dir))
	d := watchDisk(t, s, dir)
	write := func(keys int) []string {
		d.events = nil
		_, err := s.Update(context.Background(), func(tx store.Tx) error {
			for i := range keys {
				if err := tx.Set(writtenKey(i), big(i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return d.events
	}
	if got, want := write(1), []string{"transaction", "sync"}; !slices.Equal(got, want) {
		t.Errorf("a small group: %v, want %v", got, want)
	}
	got := write(60)
	last := len(got) - 1 - slices.Index(reversed(got), "transaction")
	if first := slices.Index(got, "sync"); last < 2 || got[last-1] != "sync" || got[len(got)-1] != "sync" || first < 2 {
		t.Errorf("a large group: %v; want several transactions, a sync, the last one, a sync", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func reversed(list []string) []string {
	out := slices.Clone(list)
	slices.Reverse(out)
	return out
}
