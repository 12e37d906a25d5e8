package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
)

// Run runs the conformance suite. open returns an empty store each time and
// leaves its closing to the suite; a store that a test has closed is not
// closed again.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, s store.Store)
	}{
		{"Values", testValues},
		{"Order", testOrder},
		{"Ranges", testRanges},
		{"Many", testMany},
		{"Ownership", testOwnership},
		{"Arguments", testArguments},
		{"SnapshotIsolation", testSnapshotIsolation},
		{"Released", testReleased},
		{"OwnWrites", testOwnWrites},
		{"ScanWhileWriting", testScanWhileWriting},
		{"FailedUpdate", testFailedUpdate},
		{"PanickingUpdate", testPanickingUpdate},
		{"EndedTx", testEndedTx},
		{"Tokens", testTokens},
		{"KeyAndValueLimits", testKeyAndValueLimits},
		{"UpdateLimits", testUpdateLimits},
		{"BigUpdate", testBigUpdate},
		{"Counter", testCounter},
		{"Invariant", testInvariant},
		{"Cancel", testCancel},
		{"Closed", testClosed},
		{"Load", testLoad},
		{"FailedLoad", testFailedLoad},
		{"LargeLoad", testLargeLoad},
		{"LoadAmongUpdates", testLoadAmongUpdates},
		{"Model", testModel},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t)
			t.Cleanup(func() {
				if err := s.Close(); err != nil && !errors.Is(err, store.ErrClosed) {
					t.Errorf("Close: %v", err)
				}
			})
			c.test(t, s)
		})
	}
}

// update runs fn, which must succeed.
func update(t *testing.T, s store.Store, fn func(store.Tx) error) store.Token {
	t.Helper()
	token, err := s.Update(context.Background(), fn)
	if err != nil {
		t.Fatalf("Update: %v", err)
	}
	return token
}

// put writes keys and values, alternating.
func put(t *testing.T, s store.Store, kv ...string) store.Token {
	t.Helper()
	return update(t, s, func(tx store.Tx) error {
		for i := 0; i < len(kv); i += 2 {
			if err := tx.Set([]byte(kv[i]), []byte(kv[i+1])); err != nil {
				return err
			}
		}
		return nil
	})
}

// snapshot opens a snapshot that the test releases at its end.
func snapshot(t *testing.T, s store.Store) store.Snapshot {
	t.Helper()
	snap, err := s.Snapshot()
	if err != nil {
		t.Fatalf("Snapshot: %v", err)
	}
	t.Cleanup(snap.Release)
	return snap
}

// want fails unless Get gives value.
func want(t *testing.T, r store.Reader, key, value string) {
	t.Helper()
	got, err := r.Get([]byte(key))
	if err != nil || got == nil || string(got) != value {
		t.Errorf("Get(%q) = %q (nil: %v), %v; want %q", key, got, got == nil, err, value)
	}
}

// wantNone fails unless key is missing.
func wantNone(t *testing.T, r store.Reader, key string) {
	t.Helper()
	if got, err := r.Get([]byte(key)); !errors.Is(err, store.ErrNotFound) || got != nil {
		t.Errorf("Get(%q) = %q, %v; want ErrNotFound", key, got, err)
	}
}

// wantCode fails unless err is target and a *store.Error with words in it.
func wantCode(t *testing.T, what string, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Errorf("%s: error %v, want %v", what, err, target)
	}
}

// scan lists what Scan yields as "key=value", or "key" for keys only.
func scan(t *testing.T, r store.Reader, rg store.Range) []string {
	t.Helper()
	list := []string{}
	err := r.Scan(rg, func(key, value []byte) bool {
		list = append(list, entry(key, value))
		return true
	})
	if err != nil {
		t.Fatalf("Scan(%+v): %v", rg, err)
	}
	return list
}

// scanMany lists what ScanMany returns in the same way.
func scanMany(t *testing.T, r store.Reader, rs ...store.Range) [][]string {
	t.Helper()
	got, err := r.ScanMany(rs)
	if err != nil {
		t.Fatalf("ScanMany: %v", err)
	}
	lists := [][]string{}
	for _, entries := range got {
		list := []string{}
		for _, e := range entries {
			list = append(list, entry(e.Key, e.Value))
		}
		lists = append(lists, list)
	}
	return lists
}

func entry(key, value []byte) string {
	if value == nil {
		return string(key)
	}
	return string(key) + "=" + string(value)
}

func equal(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func numbered(i int) []byte { return fmt.Appendf(nil, "k%06d", i) }

func filled(n int, b byte) []byte { return bytes.Repeat([]byte{b}, n) }
