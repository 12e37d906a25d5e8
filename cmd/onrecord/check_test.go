package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/graph/keys"
	"onrecord/store"
	"onrecord/store/badger"
)

// TestCheckListsDamage: an index entry that is gone is listed, and the exit
// status says so.
func TestCheckListsDamage(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	s := startServe(t, data)
	if status := s.stop(); status != exitOK {
		t.Fatalf("serve ended with %d: %s", status, s.errs)
	}
	runOK(t, "check", "--data", data)
	loseIndexEntry(t, data)

	var out, errs bytes.Buffer
	status := run(context.Background(), []string{"check", "--data", data}, strings.NewReader(""), &out, &errs)
	if status != exitFailed || !strings.Contains(out.String(), "INDEX_MISSING at ") || !strings.Contains(out.String(), "things are off") {
		t.Errorf("check of a damaged store: status %d\n%s%s", status, out.String(), errs.String())
	}
}

// loseIndexEntry deletes one adjacency entry behind the graph's back.
func loseIndexEntry(t *testing.T, data string) {
	t.Helper()
	s, err := badger.Open(badger.Options{Dir: data})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Update(context.Background(), func(tx store.Tx) error {
		var gone []byte
		err := tx.Scan(store.Range{}, func(k, _ []byte) bool {
			if key, ok := keys.Decode(k); ok && key.Table.Name == "adjacency" && key.Ended == 0 {
				gone = bytes.Clone(k)
			}
			return gone == nil
		})
		if err != nil {
			return err
		}
		return tx.Delete(gone)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
