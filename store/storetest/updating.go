package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"onrecord/store"
)

// A snapshot shows what was committed before it, whatever happens next.
func testSnapshotIsolation(t *testing.T, s store.Store) {
	empty := snapshot(t, s)
	put(t, s, "a", "1", "b", "1")
	first := snapshot(t, s)
	update(t, s, func(tx store.Tx) error {
		if err := tx.Set([]byte("a"), []byte("2")); err != nil {
			return err
		}
		if err := tx.Set([]byte("aa"), []byte("2")); err != nil {
			return err
		}
		// An update that is not finished is seen by nobody.
		during, err := s.Snapshot()
		if err != nil {
			return err
		}
		defer during.Release()
		equal(t, "during the update", []string{"a=1", "b=1"}, scan(t, during, store.Range{}))
		return tx.Delete([]byte("b"))
	})
	second := snapshot(t, s)
	put(t, s, "b", "3")
	for range 50 {
		put(t, s, "a", "4")
	}
	equal(t, "empty", []string{}, scan(t, empty, store.Range{}))
	equal(t, "first", []string{"a=1", "b=1"}, scan(t, first, store.Range{}))
	equal(t, "first, backwards", []string{"b=1", "a=1"}, scan(t, first, store.Range{Reverse: true}))
	equal(t, "second", []string{"a=2", "aa=2"}, scan(t, second, store.Range{}))
	equal(t, "second, backwards", []string{"aa=2", "a=2"}, scan(t, second, store.Range{Reverse: true}))
	wantNone(t, empty, "a")
	wantNone(t, second, "b")
	want(t, first, "b", "1")
	equal(t, "now", []string{"a=4", "aa=2", "b=3"}, scan(t, snapshot(t, s), store.Range{}))
}

func testReleased(t *testing.T, s store.Store) {
	put(t, s, "a", "1")
	snap := snapshot(t, s)
	snap.Release()
	snap.Release()
	_, err := snap.Get([]byte("a"))
	wantCode(t, "Get after Release", err, store.ErrClosed)
	_, err = snap.GetMany([][]byte{[]byte("a")})
	wantCode(t, "GetMany after Release", err, store.ErrClosed)
	err = snap.Scan(store.Range{}, func(_, _ []byte) bool { return true })
	wantCode(t, "Scan after Release", err, store.ErrClosed)
	_, err = snap.ScanMany([]store.Range{{Limit: 1}})
	wantCode(t, "ScanMany after Release", err, store.ErrClosed)
}

// An update reads its own writes over the committed state.
func testOwnWrites(t *testing.T, s store.Store) {
	put(t, s, "a", "1", "c", "1", "e", "1", "g", "1", "i", "1")
	update(t, s, func(tx store.Tx) error {
		for _, err := range []error{
			tx.Set([]byte("b"), []byte("2")),
			tx.Set([]byte("c"), []byte("2")),
			tx.Delete([]byte("e")),
			tx.Delete([]byte("g")),
			tx.Set([]byte("g"), []byte("2")),
			tx.Set([]byte("h"), []byte("2")),
			tx.Delete([]byte("h")),
			tx.Set([]byte("j"), nil),
		} {
			if err != nil {
				return err
			}
		}
		want(t, tx, "a", "1")
		want(t, tx, "c", "2")
		wantNone(t, tx, "e")
		wantNone(t, tx, "h")
		want(t, tx, "j", "")
		values, err := tx.GetMany([][]byte{[]byte("j"), []byte("e"), []byte("a"), []byte("c"), []byte("h"), []byte("a")})
		if err != nil {
			return err
		}
		equal(t, "GetMany", [][]byte{{}, nil, []byte("1"), []byte("2"), nil, []byte("1")}, values)
		all := []string{"a=1", "b=2", "c=2", "g=2", "i=1", "j="}
		equal(t, "all", all, scan(t, tx, store.Range{}))
		equal(t, "backwards", []string{"j=", "i=1", "g=2", "c=2", "b=2", "a=1"}, scan(t, tx, store.Range{Reverse: true}))
		equal(t, "keys", []string{"a", "b", "c", "g", "i", "j"}, scan(t, tx, store.Range{KeysOnly: true}))
		for limit := 1; limit <= len(all); limit++ {
			equal(t, "limit", all[:limit], scan(t, tx, store.Range{Limit: limit}))
		}
		equal(t, "ScanMany", [][]string{{"g=2", "i=1"}, {"c=2", "b=2"}, {}, all}, scanMany(
			t, tx,
			store.Range{Start: []byte("d"), End: []byte("j"), Limit: 2},
			store.Range{End: []byte("f"), Reverse: true, Limit: 2},
			store.Range{Start: []byte("e"), End: []byte("g"), Limit: 2},
			store.Range{Limit: 6},
		))
		return nil
	})
	equal(t, "committed", []string{"a=1", "b=2", "c=2", "g=2", "i=1", "j="}, scan(t, snapshot(t, s), store.Range{}))
}

// A scan sees the update's writes as they were when it was called.
func testScanWhileWriting(t *testing.T, s store.Store) {
	put(t, s, "a", "1", "c", "1", "e", "1")
	update(t, s, func(tx store.Tx) error {
		if err := tx.Set([]byte("b"), []byte("2")); err != nil {
			return err
		}
		seen := []string{}
		err := tx.Scan(store.Range{}, func(key, value []byte) bool {
			seen = append(seen, entry(key, value))
			if err := errors.Join(tx.Set([]byte("d"), []byte("3")), tx.Delete([]byte("b")), tx.Delete([]byte("e")), tx.Set([]byte("c"), []byte("3"))); err != nil {
				t.Error(err)
			}
			return true
		})
		equal(t, "seen", []string{"a=1", "b=2", "c=1", "e=1"}, seen)
		return err
	})
	equal(t, "committed", []string{"a=1", "c=3", "d=3"}, scan(t, snapshot(t, s), store.Range{}))
}

// The error of a closure comes back unchanged and nothing it wrote remains.
func testFailedUpdate(t *testing.T, s store.Store) {
	put(t, s, "a", "1")
	before := snapshot(t, s).Token()
	mine := errors.New("mine")
	_, err := s.Update(context.Background(), func(tx store.Tx) error {
		return errors.Join(tx.Set([]byte("a"), []byte("2")), tx.Set([]byte("b"), []byte("2")), mine)
	})
	if !errors.Is(err, mine) {
		t.Errorf("Update returned %v, want the closure's error", err)
	}
	if _, err := s.Update(context.Background(), func(store.Tx) error { return mine }); err != mine { //nolint:errorlint // unchanged
		t.Errorf("Update returned %v, want the closure's error unchanged", err)
	}
	snap := snapshot(t, s)
	equal(t, "after", []string{"a=1"}, scan(t, snap, store.Range{}))
	equal(t, "token", before, snap.Token())
	update(t, s, func(tx store.Tx) error {
		equal(t, "the next update sees", []string{"a=1"}, scan(t, tx, store.Range{}))
		return nil
	})
}

// A panic reaches the caller and harms nobody else.
func testPanickingUpdate(t *testing.T, s store.Store) {
	put(t, s, "a", "1")
	func() {
		defer func() {
			if got := recover(); got != "boo" {
				t.Errorf("recovered %v, want the closure's panic", got)
			}
		}()
		_, err := s.Update(context.Background(), func(tx store.Tx) error {
			if err := tx.Set([]byte("a"), []byte("2")); err != nil {
				return err
			}
			panic("boo")
		})
		t.Errorf("Update returned %v from a panicking closure", err)
	}()
	put(t, s, "b", "1")
	equal(t, "after", []string{"a=1", "b=1"}, scan(t, snapshot(t, s), store.Range{}))
}

// A Tx is of no use outside its closure.
func testEndedTx(t *testing.T, s store.Store) {
	var kept store.Tx
	update(t, s, func(tx store.Tx) error {
		kept = tx
		return tx.Set([]byte("a"), []byte("1"))
	})
	wantCode(t, "Set", kept.Set([]byte("b"), nil), store.ErrClosed)
	wantCode(t, "Delete", kept.Delete([]byte("a")), store.ErrClosed)
	_, err := kept.Get([]byte("a"))
	wantCode(t, "Get", err, store.ErrClosed)
	_, err = kept.GetMany(nil)
	wantCode(t, "GetMany", err, store.ErrClosed)
	wantCode(t, "Scan", kept.Scan(store.Range{}, nil), store.ErrClosed)
	_, err = kept.ScanMany(nil)
	wantCode(t, "ScanMany", err, store.ErrClosed)
	equal(t, "after", []string{"a=1"}, scan(t, snapshot(t, s), store.Range{}))
}

// Tokens grow with every update that writes and only then; a snapshot's token
// is at least that of every update acknowledged before.
func testTokens(t *testing.T, s store.Store) {
	if token := snapshot(t, s).Token(); token != 0 {
		t.Errorf("the token of an empty store is %d, want 0", token)
	}
	var last store.Token
	for i := range 10 {
		token := put(t, s, fmt.Sprint(i), "v")
		if token <= last {
			t.Errorf("token %d after %d", token, last)
		}
		if now := snapshot(t, s).Token(); now != token {
			t.Errorf("the snapshot's token is %d after an update to %d", now, token)
		}
		last = token
	}
	if token := update(t, s, func(tx store.Tx) error { _, err := tx.Get([]byte("1")); return err }); token != last {
		t.Errorf("an update that wrote nothing has token %d, want %d", token, last)
	}
}
