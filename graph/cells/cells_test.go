package cells_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph/cells"
	"onrecord/store"
	"onrecord/store/mem"
	"onrecord/store/storetest"
)

// naive is the whole content as each transaction left it.
type naive []map[string]naiveCell

type naiveCell struct {
	value string
	began cells.Seq
}

func (n naive) now() map[string]naiveCell { return n[len(n)-1] }

func (n naive) keys(at cells.Seq) []string {
	var out []string
	for k := range n[at] {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// scan is what a range must give as of a transaction.
func (n naive) scan(at cells.Seq, rg cells.Range) []cells.Cell {
	out := []cells.Cell{}
	ks := n.keys(at)
	if rg.Reverse {
		slices.Reverse(ks)
	}
	for _, k := range ks {
		if k < string(rg.Start) || len(rg.End) > 0 && k >= string(rg.End) {
			continue
		}
		if rg.Limit > 0 && len(out) == rg.Limit {
			break
		}
		c := n[at][k]
		out = append(out, cells.Cell{Key: []byte(k), Value: []byte(c.value), Began: c.began})
	}
	return out
}

// Keys end in a zero byte, so none is a proper prefix of another.
var anyKey = rapid.Custom(func(t *rapid.T) []byte {
	return []byte(rapid.StringOfN(rapid.SampledFrom([]rune("ab\x01\U0010ffff")), 1, 3, -1).Draw(t, "word") + "\x00")
})

// Bounds fall on keys, between them and just after them.
var anyBound = rapid.Custom(func(t *rapid.T) []byte {
	b := anyKey.Draw(t, "bound")
	switch rapid.IntRange(0, 3).Draw(t, "form") {
	case 0:
		return append(b, 0)
	case 1:
		return b[:len(b)-1]
	case 2:
		return nil
	}
	return b
})

// notAfterKey: "up to and including this key" is no end that Range allows.
func notAfterKey(b []byte) bool { return !bytes.HasSuffix(b, []byte{0, 0}) }

func anyRange(t *rapid.T) cells.Range {
	return cells.Range{
		Start: anyBound.Draw(t, "start"), End: anyBound.Filter(notAfterKey).Draw(t, "end"),
		Reverse: rapid.Bool().Draw(t, "reverse"), Limit: rapid.IntRange(1, 12).Draw(t, "limit"),
	}
}

func TestCellsAgreeWithACopyOfEveryTransaction(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := storetest.Rerun(mem.New())
		history := naive{{}}
		for range rapid.IntRange(1, 25).Draw(t, "transactions") {
			history = write(t, s, history)
		}
		snap, err := s.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer snap.Release()
		for at := range history {
			read(t, cells.NewReader(snap, cells.Seq(at), cells.Seq(len(history)-1)), history, cells.Seq(at))
		}
		checkVersions(t, snap, history)
	})
}

// write makes one transaction of random changes, in the store and in a copy.
func write(t *rapid.T, s store.Store, history naive) naive {
	type change struct {
		key, value []byte
		end        bool
	}
	var changes []change
	for range rapid.IntRange(0, 6).Draw(t, "changes") {
		changes = append(changes, change{
			key: anyKey.Draw(t, "key"), value: []byte(rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "value")),
			end: rapid.IntRange(0, 2).Draw(t, "end") == 0,
		})
	}
	seq := cells.Seq(len(history))
	_, err := s.Update(context.Background(), func(tx store.Tx) error {
		w := cells.NewWriter(tx, seq)
		for _, c := range changes {
			if c.end {
				if err := w.End(c.key); err != nil {
					return err
				}
			} else if err := w.Put(c.key, c.value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	next := map[string]naiveCell{}
	for k, c := range history.now() {
		next[k] = c
	}
	for _, c := range changes {
		have, ok := next[string(c.key)]
		switch {
		case c.end:
			delete(next, string(c.key))
		case !ok || have.value != string(c.value):
			next[string(c.key)] = naiveCell{string(c.value), seq}
		}
	}
	return append(history, next)
}

func read(t *rapid.T, r *cells.Reader, history naive, at cells.Seq) {
	ks := rapid.SliceOfN(anyKey, 0, 5).Draw(t, "keys")
	got, err := r.GetMany(ks)
	if err != nil {
		t.Fatal(err)
	}
	for i, k := range ks {
		want := cells.Cell{}
		if c, ok := history[at][string(k)]; ok {
			want = cells.Cell{Key: k, Value: []byte(c.value), Began: c.began}
		}
		equal(t, got[i], want)
		one, err := r.Get(k)
		if errors.Is(err, store.ErrNotFound) != (want.Key == nil) {
			t.Fatalf("Get(%q) as of %d: %v", k, at, err)
		}
		equal(t, one, want)
	}
	ranges := make([]cells.Range, rapid.IntRange(0, 4).Draw(t, "ranges"))
	for i := range ranges {
		ranges[i] = anyRange(t)
	}
	lists, err := r.ScanMany(ranges)
	if err != nil {
		t.Fatal(err)
	}
	for i, rg := range ranges {
		want := history.scan(at, rg)
		equalLists(t, lists[i], want)
		var seen []cells.Cell
		if err := r.Scan(rg, func(c cells.Cell) bool { seen = append(seen, c); return true }); err != nil {
			t.Fatal(err)
		}
		equalLists(t, seen, want)
		rg.Limit = 0
		seen = nil
		stop := rapid.IntRange(1, 5).Draw(t, "stop")
		if err := r.Scan(rg, func(c cells.Cell) bool { seen = append(seen, c); return len(seen) < stop }); err != nil {
			t.Fatal(err)
		}
		rg.Limit = stop
		equalLists(t, seen, history.scan(at, rg))
	}
}

// checkVersions: every version the store keeps is one that some transaction
// saw, and no other.
func checkVersions(t *rapid.T, snap store.Reader, history naive) {
	type span struct {
		key, value   string
		began, ended cells.Seq
	}
	want := map[span]bool{}
	for at := 1; at < len(history); at++ {
		for k, c := range history[at] {
			ended := cells.Seq(0)
			for later := at + 1; later < len(history); later++ {
				if history[later][k] != c {
					ended = cells.Seq(later)
					break
				}
			}
			want[span{k, c.value, c.began, ended}] = true
		}
	}
	got := map[span]bool{}
	err := cells.Versions(snap, cells.Range{}, func(v cells.Version) error {
		got[span{string(v.Key), string(v.Value), v.Began, v.Ended}] = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(span{})); d != "" {
		t.Fatal(d)
	}
}

func equal(t *rapid.T, got, want cells.Cell) {
	t.Helper()
	if !bytes.Equal(got.Key, want.Key) || (got.Key == nil) != (want.Key == nil) || !bytes.Equal(got.Value, want.Value) || got.Began != want.Began {
		t.Fatalf("got %q %q %d, want %q %q %d", got.Key, got.Value, got.Began, want.Key, want.Value, want.Began)
	}
}

func equalLists(t *rapid.T, got, want []cells.Cell) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %d cells, want %d: %v, %v", len(got), len(want), got, want)
	}
	for i := range got {
		equal(t, got[i], want[i])
	}
}

// TestRoundTripsAreBounded: what a level of a query costs does not depend on
// how wide it is, in the present or in the past.
func TestRoundTripsAreBounded(t *testing.T) {
	count := storetest.Counting(mem.New())
	const width, later = 60, 40
	key := func(i, j int) []byte { return []byte{byte(i), byte(j), 0} }
	for seq := cells.Seq(1); seq <= later; seq++ {
		_, err := count.Update(t.Context(), func(tx store.Tx) error {
			w := cells.NewWriter(tx, seq)
			for i := range width {
				if err := errors.Join(w.Put(key(i, 1), []byte{byte(seq)}), w.Put(key(i, int(seq)+1), nil)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	snap, err := count.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Release()
	ks := make([][]byte, width)
	ranges := make([]cells.Range, width)
	for i := range width {
		ks[i], ranges[i] = key(i, 1), store.Prefix([]byte{byte(i)})
		ranges[i].Limit = 5
	}
	for _, c := range []struct {
		at         cells.Seq
		gets, scan int
	}{{later, 1, 1}, {later / 2, 2, 3}, {1, 2, 3}} {
		r := cells.NewReader(snap, c.at, later)
		count.Take()
		if _, err := r.GetMany(ks); err != nil {
			t.Fatal(err)
		}
		if n := count.Take().RoundTrips(); n > c.gets {
			t.Errorf("GetMany as of %d took %d round trips, %d are allowed", c.at, n, c.gets)
		}
		got, err := r.ScanMany(ranges)
		if err != nil {
			t.Fatal(err)
		}
		if n := count.Take().RoundTrips(); n > c.scan {
			t.Errorf("ScanMany as of %d took %d round trips, %d are allowed", c.at, n, c.scan)
		}
		for i, list := range got {
			if want := min(5, int(c.at)+1); len(list) != want {
				t.Fatalf("range %d as of %d has %d cells, want %d", i, c.at, len(list), want)
			}
		}
	}
}
