package badger

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"

	"onrecord/store"
)

var errCrash = errors.New("crash")

// A group that needs several Badger transactions and is interrupted between
// them leaves nothing behind.
func TestInterruptedUpdate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := mustOpen(t, small(dir))
	fill(t, s, 0, written)
	s.interrupt = func(chunk int) error {
		if chunk == 3 {
			return errCrash
		}
		return nil
	}
	big := func(tx store.Tx) error {
		for i := range written {
			if err := errors.Join(tx.Set(writtenKey(i), make([]byte, 20<<10)), tx.Set(fmt.Appendf(nil, "new %d", i), nil)); err != nil {
				return err
			}
		}
		return tx.Delete(writtenKey(7))
	}
	_, err := s.Update(context.Background(), big)
	if !errors.Is(err, store.ErrUnavailable) || !errors.Is(err, errCrash) {
		t.Errorf("an interrupted update returned %v, want ErrUnavailable", err)
	}
	if err := readAll(s); err != nil {
		t.Errorf("reading after an interrupted update: %v", err)
	}
	if _, err := s.Update(context.Background(), big); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("the next update returned %v, want ErrUnavailable", err)
	}
	mine := errors.New("mine")
	if _, err := s.Update(context.Background(), func(store.Tx) error { return mine }); !errors.Is(err, mine) {
		t.Errorf("a failing update returned %v", err)
	}
	crashed := crash(t, dir)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, dir := range map[string]string{"closed": dir, "crashed": crashed} {
		for range 2 { // the sweep is a group like others: the next start finds nothing
			s := mustOpen(t, small(dir))
			whole(t, name, s)
			fill(t, s, 0, 3)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// whole fails unless the store has what fill wrote and nothing else.
func whole(t *testing.T, name string, s *Store) {
	t.Helper()
	if err := readAll(s); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	snap, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Release()
	n := 0
	if err := snap.Scan(store.Range{KeysOnly: true}, func(_, _ []byte) bool { n++; return true }); err != nil || n != written {
		t.Errorf("%s: %d keys, %v; want %d", name, n, err, written)
	}
}

// Killed between Badger's sync and the witness's, the group counts.
func TestWitnessBehind(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := mustOpen(t, small(dir))
	fill(t, s, 0, written-1)
	before := mustRead(t, filepath.Join(dir, "witness"))
	fill(t, s, written-1, written)
	after := crash(t, dir)
	rewrite(t, filepath.Join(after, "witness"), func([]byte) []byte { return before })
	torn := crash(t, dir)
	rewrite(t, filepath.Join(torn, "witness"), func(b []byte) []byte {
		b[100] ^= 1 // one slot is enough, whichever it is
		return b
	})
	older := crash(t, dir)
	fill(t, s, 0, 2)
	newer := mustRead(t, filepath.Join(dir, "witness"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{after, torn} {
		s := mustOpen(t, small(dir))
		if err := errors.Join(readAll(s), s.Close()); err != nil {
			t.Error(err)
		}
	}
	rewrite(t, filepath.Join(older, "witness"), func([]byte) []byte { return newer })
	refused(t, older)
	rewrite(t, filepath.Join(older, "witness"), func(b []byte) []byte { return b[:100] })
	refused(t, older)
}

// The witness may promise a group that a crash kept from the log: nobody was told
// of it. Of one that was acknowledged, or of two, that cannot be.
func TestAPromiseThatWasNotKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := mustOpen(t, small(dir))
	fill(t, s, 0, written)
	before, further := crash(t, dir), crash(t, dir)
	fill(t, s, written, written+1)
	kept := mustRead(t, filepath.Join(dir, "witness"))
	promised := slices.Clone(kept)
	for _, at := range []int{keptAt, slotSize + keptAt} {
		promised[at] = 0 // as it is until the group is acknowledged
	}
	fill(t, s, written+1, written+2)
	ahead := mustRead(t, filepath.Join(dir, "witness"))
	for _, at := range []int{keptAt, slotSize + keptAt} {
		ahead[at] = 0
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	replace := func(dir string, w []byte) {
		rewrite(t, filepath.Join(dir, "witness"), func([]byte) []byte { return w })
	}
	for name, w := range map[string][]byte{"acknowledged": kept, "two groups ahead": ahead} {
		lost := crash(t, before)
		replace(lost, w)
		t.Log(name)
		refused(t, lost)
	}
	replace(further, promised)
	s = mustOpen(t, small(further))
	whole(t, "without what was promised", s)
	// Another group takes the place of the one that is not there.
	if _, err := s.Update(context.Background(), func(tx store.Tx) error { return tx.Set([]byte("another"), []byte("one")) }); err != nil {
		t.Fatal(err)
	}
	again := crash(t, further)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{further, again} {
		s := mustOpen(t, small(dir))
		snap, err := s.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := snap.Get([]byte("another")); string(got) != "one" {
			t.Errorf("%q, %v", got, err)
		}
		snap.Release()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A disk that is nearly full refuses writes with a typed error, serves reads,
// and takes writes again when there is space.
func TestNoSpace(t *testing.T) {
	t.Parallel()
	var free atomic.Uint64
	free.Store(100 << 20)
	o := small(t.TempDir())
	o.Reserve = 10 << 20
	o.free = func(string) (uint64, error) { return free.Load(), nil }
	s := mustOpen(t, o)
	fill(t, s, 0, written)
	set := func(n int) error {
		_, err := s.Update(context.Background(), func(tx store.Tx) error {
			for i := range n {
				if err := tx.Set(fmt.Appendf(nil, "more %d", i), make([]byte, store.MaxValue)); err != nil {
					return err
				}
			}
			return nil
		})
		return err
	}
	free.Store(11 << 20)
	if err := set(1); !errors.Is(err, store.ErrNoSpace) {
		t.Errorf("an update that needs more than is free returned %v", err)
	}
	free.Store(1 << 20)
	if err := set(1); !errors.Is(err, store.ErrNoSpace) {
		t.Errorf("an update on a full disk returned %v", err)
	}
	if err := set(0); err != nil {
		t.Errorf("an update that writes nothing, on a full disk: %v", err)
	}
	mine := errors.New("mine")
	if _, err := s.Update(context.Background(), func(store.Tx) error { return mine }); !errors.Is(err, mine) {
		t.Errorf("a failing update on a full disk returned %v", err)
	}
	whole(t, "on a full disk", s)
	free.Store(100 << 20)
	if err := set(1); err != nil {
		t.Errorf("an update once there is space: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// Two may not have one directory open.
func TestLocked(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := mustOpen(t, small(dir))
	if _, err := Open(small(dir)); !errors.Is(err, store.ErrLocked) {
		t.Errorf("the second Open: %v, want ErrLocked", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := mustOpen(t, small(dir)).Close(); err != nil {
		t.Error(err)
	}
}
