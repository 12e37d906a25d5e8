package storetest

import (
	"bytes"
	"slices"
	"testing"

	"onrecord/store"
)

// An empty value is a value, a missing key is none, a deleted one neither.
func testValues(t *testing.T, s store.Store) {
	update(t, s, func(tx store.Tx) error {
		for _, err := range []error{
			tx.Set([]byte("empty"), []byte{}),
			tx.Set([]byte("nil"), nil),
			tx.Set([]byte("full"), []byte("x")),
			tx.Set([]byte("gone"), []byte("y")),
			tx.Delete([]byte("never there")),
		} {
			if err != nil {
				return err
			}
		}
		want(t, tx, "nil", "")
		return nil
	})
	update(t, s, func(tx store.Tx) error { return tx.Delete([]byte("gone")) })
	snap := snapshot(t, s)
	want(t, snap, "empty", "")
	want(t, snap, "nil", "")
	want(t, snap, "full", "x")
	wantNone(t, snap, "gone")
	wantNone(t, snap, "never there")
	wantNone(t, snap, "ful")
	wantNone(t, snap, "fulll")
	values, err := snap.GetMany([][]byte{[]byte("empty"), []byte("gone"), []byte("nil")})
	if err != nil || len(values) != 3 || values[0] == nil || values[1] != nil || values[2] == nil {
		t.Errorf("GetMany(empty, gone, nil) = %#v, %v; want empty, nil, empty", values, err)
	}
	equal(t, "Scan", []string{"empty=", "full=x", "nil="}, scan(t, snap, store.Range{}))
	equal(t, "KeysOnly", []string{"empty", "full", "nil"}, scan(t, snap, store.Range{KeysOnly: true}))
}

// hostileKeys are in order: every byte may stand anywhere in a key.
var hostileKeys = []string{
	"\x00", "\x00\x00", "\x00\x01", "\x00\xff", "\x01", "\x01g", "\x02", "\x02k", "!badger!", "!badger!txn",
	"a", "a\x00", "a\x00\x00\x00\x00\x00\x00\x00\x01", "a\x00\xff", "aa", "a\xff", "a\xff\xff\xff\xff\xff\xff\xff\xff", "b",
	"\xff", "\xff\x00", "\xff\xff", "\xff\xff\xff\xff\xff\xff\xff\xff\xff",
}

// Keys of any bytes come back in lexical order, forwards and backwards.
func testOrder(t *testing.T, s store.Store) {
	kv := []string{}
	keys := []string{}
	for i, k := range hostileKeys {
		kv = append(kv, hostileKeys[(i*7)%len(hostileKeys)], "v")
		keys = append(keys, k)
	}
	put(t, s, kv...)
	back := slices.Clone(keys)
	slices.Reverse(back)
	snap := snapshot(t, s)
	equal(t, "forward", keys, scan(t, snap, store.Range{KeysOnly: true}))
	equal(t, "backward", back, scan(t, snap, store.Range{KeysOnly: true, Reverse: true}))
	for i, k := range keys {
		want(t, snap, k, "v")
		equal(t, "from "+k, keys[i:], scan(t, snap, store.Range{Start: []byte(k), KeysOnly: true}))
		equal(t, "to "+k, keys[:i], scan(t, snap, store.Range{End: []byte(k), KeysOnly: true}))
		equal(t, "back from "+k, back[len(keys)-i:], scan(t, snap, store.Range{End: []byte(k), KeysOnly: true, Reverse: true}))
	}
	equal(t, "prefix", []string{"a", "a\x00", "a\x00\x00\x00\x00\x00\x00\x00\x01", "a\x00\xff", "aa", "a\xff", "a\xff\xff\xff\xff\xff\xff\xff\xff"},
		scan(t, snap, withKeysOnly(store.Prefix([]byte("a")))))
	equal(t, "last prefix", []string{"\xff\xff", "\xff\xff\xff\xff\xff\xff\xff\xff\xff"},
		scan(t, snap, withKeysOnly(store.Prefix([]byte("\xff\xff")))))
}

func withKeysOnly(r store.Range) store.Range {
	r.KeysOnly = true
	return r
}

// Bounds, limits, direction, and stopping early.
func testRanges(t *testing.T, s store.Store) {
	put(t, s, "a", "1", "b", "2", "c", "3", "d", "4", "e", "5")
	snap := snapshot(t, s)
	b := func(s string) []byte { return []byte(s) }
	for _, c := range []struct {
		name string
		r    store.Range
		want []string
	}{
		{"start is inclusive, end exclusive", store.Range{Start: b("b"), End: b("d")}, []string{"b=2", "c=3"}},
		{"the same backwards", store.Range{Start: b("b"), End: b("d"), Reverse: true}, []string{"c=3", "b=2"}},
		{"bounds between keys", store.Range{Start: b("aa"), End: b("dd")}, []string{"b=2", "c=3", "d=4"}},
		{"the same backwards", store.Range{Start: b("aa"), End: b("dd"), Reverse: true}, []string{"d=4", "c=3", "b=2"}},
		{"limit", store.Range{Start: b("b"), Limit: 2}, []string{"b=2", "c=3"}},
		{"limit backwards", store.Range{Reverse: true, Limit: 2}, []string{"e=5", "d=4"}},
		{"limit beyond the end", store.Range{Start: b("d"), Limit: 9}, []string{"d=4", "e=5"}},
		{"empty range", store.Range{Start: b("c"), End: b("c")}, []string{}},
		{"end before start", store.Range{Start: b("d"), End: b("b")}, []string{}},
		{"end before start backwards", store.Range{Start: b("d"), End: b("b"), Reverse: true}, []string{}},
		{"nothing there", store.Range{Start: b("f")}, []string{}},
		{"keys only", store.Range{Start: b("d"), KeysOnly: true}, []string{"d", "e"}},
	} {
		equal(t, c.name, c.want, scan(t, snap, c.r))
		many := c.r
		if many.Limit == 0 {
			many.Limit = 100
		}
		equal(t, c.name+" (ScanMany)", [][]string{c.want}, scanMany(t, snap, many))
	}
	seen := 0
	if err := snap.Scan(store.Range{}, func(_, _ []byte) bool { seen++; return seen < 2 }); err != nil || seen != 2 {
		t.Errorf("a scan stopped at its second entry yielded %d, %v", seen, err)
	}
	// A scan may read while it runs.
	err := snap.Scan(store.Range{Limit: 2}, func(key, value []byte) bool {
		want(t, snap, string(key), string(value))
		equal(t, "inner", []string{"e=5"}, scan(t, snap, store.Range{Reverse: true, Limit: 1}))
		return true
	})
	if err != nil {
		t.Errorf("a scan with reads inside: %v", err)
	}
}

// GetMany and ScanMany answer in the order of the question, with repetitions
// and gaps.
func testMany(t *testing.T, s store.Store) {
	put(t, s, "a", "1", "b", "2", "c", "3")
	snap := snapshot(t, s)
	keys := [][]byte{[]byte("c"), []byte("x"), []byte("a"), []byte("c"), []byte("x"), []byte("b")}
	values, err := snap.GetMany(keys)
	if err != nil {
		t.Fatalf("GetMany: %v", err)
	}
	equal(t, "GetMany", [][]byte{[]byte("3"), nil, []byte("1"), []byte("3"), nil, []byte("2")}, values)
	equal(t, "keys", [][]byte{[]byte("c"), []byte("x"), []byte("a"), []byte("c"), []byte("x"), []byte("b")}, keys)
	if values, err := snap.GetMany(nil); err != nil || len(values) != 0 {
		t.Errorf("GetMany of no keys = %v, %v", values, err)
	}
	equal(t, "ScanMany", [][]string{{"b=2", "c=3"}, {}, {"c=3", "b=2"}, {"a=1"}, {"a=1"}, {"a"}}, scanMany(
		t, snap,
		store.Range{Start: []byte("b"), Limit: 9},
		store.Range{Start: []byte("d"), Limit: 9},
		store.Range{Start: []byte("aa"), Limit: 9, Reverse: true},
		store.Range{Limit: 1},
		store.Range{Limit: 1},
		store.Range{Limit: 1, KeysOnly: true},
	))
	equal(t, "ScanMany of none", [][]string{}, scanMany(t, snap))
	_, err = snap.ScanMany([]store.Range{{Limit: 1}, {}})
	wantCode(t, "ScanMany without a limit", err, store.ErrBadRange)
	_, err = snap.ScanMany([]store.Range{{Limit: -1}})
	wantCode(t, "ScanMany with a negative limit", err, store.ErrBadRange)
	err = snap.Scan(store.Range{Limit: -1}, func(_, _ []byte) bool { return true })
	wantCode(t, "Scan with a negative limit", err, store.ErrBadRange)
}

// What a reader returned is the caller's: it stays after Release and later
// writes, and scribbling on it changes nothing.
func testOwnership(t *testing.T, s store.Store) {
	put(t, s, "a", "one", "b", "two")
	snap := snapshot(t, s)
	a, err := snap.Get([]byte("a"))
	if err != nil {
		t.Fatal(err)
	}
	many, err := snap.GetMany([][]byte{[]byte("a"), []byte("a")})
	if err != nil {
		t.Fatal(err)
	}
	lists, err := snap.ScanMany([]store.Range{{Limit: 9}})
	if err != nil {
		t.Fatal(err)
	}
	many[0][0] = 'X'
	equal(t, "a repeated key's value", "one", string(many[1]))
	want(t, snap, "a", "one")
	lists[0][0].Key[0], lists[0][0].Value[0] = 'X', 'X'
	equal(t, "after scribbling", []string{"a=one", "b=two"}, scan(t, snap, store.Range{}))
	snap.Release()
	for range 20 {
		put(t, s, "a", "three", "b", "four")
	}
	equal(t, "after Release", "one two", string(a)+" "+string(lists[0][1].Value))
	if cap(lists[0][0].Key) > 1 && bytes.Equal(lists[0][0].Key[:2], []byte("Xo")) {
		t.Error("a key's slice runs on into its value")
	}
}

// What was given to a store may be reused by the caller.
func testArguments(t *testing.T, s store.Store) {
	key, value := []byte("a"), []byte("1")
	update(t, s, func(tx store.Tx) error {
		for _, c := range []byte("abc") {
			key[0], value[0] = c, c+1
			if err := tx.Set(key, value); err != nil {
				return err
			}
		}
		key[0] = 'b'
		if err := tx.Delete(key); err != nil {
			return err
		}
		key[0], value[0] = 'x', 'x'
		got, err := tx.Get([]byte("a"))
		if err != nil {
			return err
		}
		got[0] = 'Y' // the caller's own
		return nil
	})
	equal(t, "Scan", []string{"a=b", "c=d"}, scan(t, snapshot(t, s), store.Range{}))
}
