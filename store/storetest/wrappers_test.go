package storetest_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
	"onrecord/store/mem"
	"onrecord/store/storetest"
)

// The wrappers keep the contract.
func TestRerun(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Store { return storetest.Rerun(mem.New()) })
}

func TestCounting(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Store { return storetest.Counting(mem.New()) })
}

// Rerun runs twice, commits once, and does not rerun what failed.
func TestRerunTwice(t *testing.T) {
	s := storetest.Rerun(mem.New())
	runs := 0
	token, err := s.Update(context.Background(), func(tx store.Tx) error {
		runs++
		if _, err := tx.Get([]byte("a")); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("run %d sees the run before", runs)
		}
		return tx.Set([]byte("a"), nil)
	})
	if err != nil || runs != 2 || token != 1 {
		t.Errorf("%d runs, token %d, %v; want 2 runs, token 1", runs, token, err)
	}
	mine, runs := errors.New("mine"), 0
	if _, err := s.Update(context.Background(), func(store.Tx) error { runs++; return mine }); !errors.Is(err, mine) || runs != 1 {
		t.Errorf("a failing closure ran %d times, %v", runs, err)
	}
}

func TestCounts(t *testing.T) {
	c := storetest.Counting(mem.New())
	read := func(r store.Reader) error {
		_, err := r.GetMany([][]byte{[]byte("a"), []byte("b"), []byte("c")})
		_, missing := r.Get([]byte("a"))
		if !errors.Is(missing, store.ErrNotFound) {
			return missing
		}
		_, err2 := r.ScanMany([]store.Range{{Limit: 1}, {Limit: 2}})
		err3 := r.Scan(store.Range{}, func(_, _ []byte) bool { return true })
		return errors.Join(err, err2, err3)
	}
	snap, err := c.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Release()
	if err := read(snap); err != nil {
		t.Fatal(err)
	}
	want := storetest.Counts{Get: 1, GetMany: 1, Scan: 1, ScanMany: 1, Keys: 4, Ranges: 3, Snapshots: 1}
	got := c.Take()
	if diff := cmp.Diff(want, got); diff != "" || got.RoundTrips() != 4 {
		t.Errorf("after reading a snapshot (-want +got):\n%s", diff)
	}
	if _, err := c.Update(context.Background(), func(tx store.Tx) error { return read(tx) }); err != nil {
		t.Fatal(err)
	}
	want.Snapshots, want.Updates = 0, 1
	if diff := cmp.Diff(want, c.Take()); diff != "" {
		t.Errorf("after reading in an update (-want +got):\n%s", diff)
	}
}
