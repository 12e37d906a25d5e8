package badger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	badgerdb "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"

	"onrecord/store"
)

// Whoever waits while a group is written shares the next one, and each failed
// closure is discarded alone.
func TestGroupCommit(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, small(t.TempDir()))
	inside, finish := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_, err := s.Update(context.Background(), func(tx store.Tx) error {
			close(inside)
			<-finish
			return tx.Set([]byte("first"), nil)
		})
		if err != nil {
			t.Errorf("Update: %v", err)
		}
	})
	<-inside
	const n = 40
	mine := errors.New("mine")
	for i := range n {
		wg.Go(func() {
			_, err := s.Update(context.Background(), func(tx store.Tx) error {
				switch err := tx.Set(fmt.Appendf(nil, "key %d", i), nil); i % 4 {
				case 0:
					return errors.Join(err, mine)
				case 1:
					runtime.Goexit() // as t.FailNow does
				}
				return nil
			})
			if (i%4 == 0) != errors.Is(err, mine) || (i%4 != 0 && err != nil) {
				t.Errorf("update %d: %v", i, err)
			}
		})
	}
	for queued := 0; queued < n; runtime.Gosched() {
		s.queue.mu.Lock()
		queued = len(s.queue.list)
		s.queue.mu.Unlock()
	}
	close(finish)
	wg.Wait()
	if st := s.Stats(); st.Groups != 1 || st.Commits != 1+n/2 || st.Last != 1 {
		t.Errorf("%+v; want 1 group and %d commits", st, 1+n/2)
	}
	snap, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	keys := 0
	if err := snap.Scan(store.Range{}, func(_, _ []byte) bool { keys++; return true }); err != nil || keys != 1+n/2 {
		t.Errorf("%d keys, %v; want %d", keys, err, 1+n/2)
	}
	snap.Release()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// A snapshot that was not released is refused after Close, not a crash.
func TestReadAfterClose(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, small(t.TempDir()))
	fill(t, s, 0, 3)
	snap, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	var done chan error
	seen := 0
	err = snap.Scan(store.Range{}, func(_, _ []byte) bool {
		seen++
		if done != nil {
			return true
		}
		done = make(chan error, 1)
		go func() { done <- s.Close() }()
		for err := error(nil); err == nil; { // until Close has begun; the scan goes on
			_, err = s.Update(context.Background(), func(store.Tx) error { return nil })
		}
		return true
	})
	if err != nil || seen != 3 {
		t.Errorf("a scan during Close: %d entries, %v", seen, err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, err := snap.Get(writtenKey(1)); !errors.Is(err, store.ErrClosed) {
		t.Errorf("Get after Close: %v", err)
	}
	snap.Release()
}

// Compaction keeps what open snapshots see and drops what nobody does.
func TestVersionsAreDropped(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("writes 120 MB")
	}
	s := mustOpen(t, small(t.TempDir()))
	const keys = 100
	value := func(round int) []byte { return bytes.Repeat([]byte{byte(round)}, 30<<10) }
	round := func(n int) {
		_, err := s.Update(context.Background(), func(tx store.Tx) error {
			for k := range keys {
				if err := tx.Set(writtenKey(k), value(n)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	round(0)
	snap, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	for n := range 20 { // enough for tables to be compacted
		round(n + 1)
	}
	if err := s.db.Flatten(2); err != nil {
		t.Fatal(err)
	}
	for k := range keys {
		if got, err := snap.Get(writtenKey(k)); err != nil || !bytes.Equal(got, value(0)) {
			t.Fatalf("an old snapshot's key %d has changed: %v", k, err)
		}
	}
	snap.Release()
	for n := range 8 {
		round(n + 1)
	}
	if err := s.db.Flatten(2); err != nil {
		t.Fatal(err)
	}
	if n := versions(s); n > keys*15 {
		t.Errorf("%d versions of %d keys are left of %d", n, keys, keys*29)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// versions counts all versions of all keys.
func versions(s *Store) (n int) {
	txn := s.db.NewTransactionAt(math.MaxUint64, false)
	defer txn.Discard()
	it := txn.NewIterator(badgerdb.IteratorOptions{AllVersions: true})
	defer it.Close()
	for it.Rewind(); it.Valid(); it.Next() {
		n++
	}
	return n
}

// AcceptLoss goes on with what is left, keeps the copies, and is needed once.
func TestAcceptLoss(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := mustOpen(t, small(dir))
	fill(t, s, 0, written)
	after := crash(t, dir)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	log := files(t, after, "*.mem")[0]
	rewrite(t, log, func(b []byte) []byte { b[len(bytes.TrimRight(b, "\x00"))/2] ^= 1; return b })
	refused(t, after)
	o := small(after)
	o.AcceptLoss = true
	s = mustOpen(t, o)
	left := int(s.Stats().Last)
	if left == 0 || left >= written {
		t.Errorf("%d groups are left of %d", left, written)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	s = mustOpen(t, small(after)) // the witness is content now
	fill(t, s, left, written)
	if err := errors.Join(readAll(s), s.Close()); err != nil {
		t.Error(err)
	}
	if copies, err := filepath.Glob(filepath.Join(after, "set-aside-*", filepath.Base(log))); err != nil || len(copies) == 0 {
		t.Errorf("the copy of the log is gone: %v", err)
	}
	s = mustOpen(t, small(after))
	if err := errors.Join(readAll(s), s.Close()); err != nil {
		t.Error(err)
	}
}

// What a power cut or a bit flip would show, and a test cannot, is at least
// asked of Badger.
func TestEngineOptions(t *testing.T) {
	t.Parallel()
	s := mustOpen(t, small(t.TempDir()))
	o := s.db.Opts()
	// Checksums are looked at before Badger opens the tables: TestTableDamage.
	// Logs are synced by the store: TestPowerCut.
	if o.SyncWrites || o.DetectConflicts || o.Compression != options.Snappy || o.BlockCacheSize != DefaultCache {
		t.Errorf("SyncWrites %v, DetectConflicts %v, Compression %v, BlockCacheSize %d", o.SyncWrites, o.DetectConflicts, o.Compression, o.BlockCacheSize)
	}
	if o.ValueThreshold < store.MaxValue || o.NumVersionsToKeep != 1 {
		t.Errorf("ValueThreshold %d, NumVersionsToKeep %d", o.ValueThreshold, o.NumVersionsToKeep)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// When a group cannot be written, an update that failed because of what it saw
// of its group is judged by what is really there.
func TestRefusedGroup(t *testing.T) {
	t.Parallel()
	var full atomic.Bool
	o := small(t.TempDir())
	o.free = func(string) (uint64, error) {
		if full.Load() {
			return 0, nil
		}
		return 1 << 40, nil
	}
	s := mustOpen(t, o)
	inside, finish := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		_, err := s.Update(context.Background(), func(tx store.Tx) error {
			if !full.Swap(true) { // not when it runs again
				close(inside)
				<-finish
			}
			return tx.Set([]byte("first"), nil)
		})
		if !errors.Is(err, store.ErrNoSpace) {
			t.Errorf("the first update: %v, want ErrNoSpace", err)
		}
	})
	<-inside
	exists := errors.New("the name is taken")
	for range 2 {
		wg.Go(func() {
			_, err := s.Update(context.Background(), func(tx store.Tx) error {
				if _, err := tx.Get([]byte("name")); err == nil {
					return exists
				}
				return tx.Set([]byte("name"), nil)
			})
			if !errors.Is(err, store.ErrNoSpace) {
				t.Errorf("an update whose name is free: %v, want ErrNoSpace", err)
			}
		})
	}
	for queued := 0; queued < 2; runtime.Gosched() {
		s.queue.mu.Lock()
		queued = len(s.queue.list)
		s.queue.mu.Unlock()
	}
	close(finish)
	wg.Wait()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
