package graph_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/graph/keys"
	"onrecord/store"
	"onrecord/store/mem"
)

// TestEntriesComeBack: whatever the bytes, what is packed is what is unpacked,
// and it never takes more than a byte more.
func TestEntriesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := bytes.Repeat([]byte(rapid.String().Draw(t, "some")), rapid.IntRange(0, 200).Draw(t, "times"))
		packed, err := graph.PackEntry(7, raw)
		if err != nil || len(packed) > len(raw)+1 {
			t.Fatalf("%d bytes became %d, %v", len(raw), len(packed), err)
		}
		got, err := graph.UnpackEntry(7, packed)
		if err != nil || !bytes.Equal(got, raw) {
			t.Fatalf("%q came back as %q, %v", raw, got, err)
		}
	})
}

// TestDamagedEntriesAreRefused: a frame that is cut, of another kind, or that
// promises more than an entry may hold, is an error of the store that names the
// entry.
func TestDamagedEntriesAreRefused(t *testing.T) {
	raw := []byte(strings.Repeat(`{"document":"document:paris","start":17,"end":44}`, 50))
	packed, err := graph.PackEntry(7, raw)
	noError(t, err)
	enc, err := zstd.NewWriter(nil)
	noError(t, err)
	bomb := enc.EncodeAll(make([]byte, graph.MaxEntry+1), packed[:1:1])
	for name, b := range map[string][]byte{
		"nothing":            nil,
		"half":               packed[:len(packed)/2],
		"another kind":       append([]byte{9}, packed[1:]...),
		"no frame":           append([]byte{packed[0]}, raw...),
		"larger than may be": bomb,
	} {
		if got, err := graph.UnpackEntry(7, b); !errors.Is(err, store.ErrCorrupt) || !strings.Contains(fmt.Sprint(err), "log entry 7") {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
	if _, err := graph.PackEntry(7, make([]byte, graph.MaxEntry+1)); !errors.Is(err, store.ErrTooLarge) {
		t.Errorf("an entry too long to be read again was packed: %v", err)
	}
}

// TestAnotherFormatIsRefused: a store of a version that lays things out in
// another way is not opened, and the error says what to do.
func TestAnotherFormatIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		format any
		want   string
	}{
		"the first, which had no number": {nil, "format 1, and this version reads format 3: export it"},
		"a later one":                    {graph.Format + 1, "a later version wrote it"},
	} {
		t.Run(name, func(t *testing.T) {
			_, s := busyGraph(t)
			_, err := s.Update(t.Context(), func(tx store.Tx) error {
				raw, err := tx.Get(keys.Meta("head"))
				noError(t, err)
				head := map[string]any{}
				noError(t, json.Unmarshal(raw, &head))
				if delete(head, "format"); c.format != nil {
					head["format"] = c.format
				}
				raw, err = json.Marshal(head)
				noError(t, err)
				return tx.Set(keys.Meta("head"), raw)
			})
			noError(t, err)
			if _, err := graph.Open(s); !errors.Is(err, &graph.Error{Code: graph.CodeStoreFormat}) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("opened: %v", err)
			}
		})
	}
	if _, err := graph.Open(mem.New()); err != nil {
		t.Errorf("an empty store: %v", err)
	}
}

// FuzzUnpackEntry: whatever bytes a disk gives back, unpacking them ends in an
// entry's bytes or in a typed error.
func FuzzUnpackEntry(f *testing.F) {
	packed, err := graph.PackEntry(7, []byte(strings.Repeat("said by the same speaker ", 20)))
	noError(f, err)
	f.Add(packed)
	f.Add(packed[:len(packed)-3])
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := graph.UnpackEntry(7, b); err != nil && !errors.Is(err, store.ErrCorrupt) {
			t.Fatalf("an error of no kind: %v", err)
		}
	})
}
