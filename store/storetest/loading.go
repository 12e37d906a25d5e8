package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"onrecord/store"
)

func load(s store.Store, fn func(store.Load) error) (store.Token, error) {
	return s.Load(context.Background(), store.LoadOptions{}, fn)
}

// testLoad: nobody sees a load before its end, and all of it then.
func testLoad(t *testing.T, s store.Store) {
	before := put(t, s, "a", "1", "b", "2", "c", "3")
	token, err := load(s, func(l store.Load) error {
		if l.Resumed() != nil {
			t.Errorf("the load goes on at %q, where there was none", l.Resumed())
		}
		err := errors.Join(l.Set([]byte("b"), []byte("20")), l.Delete([]byte("c")), l.Set([]byte("d"), nil), l.Mark([]byte("so far")))
		want(t, l, "b", "20")
		wantNone(t, l, "c")
		equal(t, "the load sees", []string{"a=1", "b=20", "d="}, scan(t, l, store.Range{}))
		equal(t, "backwards", []string{"d=", "b=20"}, scan(t, l, store.Range{Reverse: true, Limit: 2}))
		equal(t, "others see", []string{"a=1", "b=2", "c=3"}, scan(t, snapshot(t, s), store.Range{}))
		return errors.Join(err, l.Set([]byte("b"), []byte("21")))
	})
	if err != nil || token <= before {
		t.Errorf("Load: token %d after %d, %v", token, before, err)
	}
	snap := snapshot(t, s)
	equal(t, "after the load", []string{"a=1", "b=21", "d="}, scan(t, snap, store.Range{}))
	if snap.Token() < token {
		t.Errorf("a snapshot after the load has token %d, the load %d", snap.Token(), token)
	}
	put(t, s, "b", "22")
	want(t, snapshot(t, s), "b", "22")
}

// testFailedLoad: a load that fails, panics or writes nothing leaves nothing,
// and others can write.
func testFailedLoad(t *testing.T, s store.Store) {
	before := put(t, s, "a", "1")
	mine := errors.New("mine")
	_, err := load(s, func(l store.Load) error {
		return errors.Join(l.Set([]byte("b"), nil), l.Delete([]byte("a")), l.Mark(nil), mine)
	})
	if !errors.Is(err, mine) {
		t.Errorf("a failed load returned %v", err)
	}
	func() {
		defer func() {
			if p := recover(); p != "mine" {
				t.Errorf("recovered %v", p)
			}
		}()
		load(s, func(l store.Load) error { //nolint:errcheck // it panics
			l.Set([]byte("b"), nil) //nolint:errcheck // no matter
			panic("mine")
		})
	}()
	token, err := load(s, func(store.Load) error { return nil })
	if err != nil || token != before {
		t.Errorf("an empty load: token %d, %v; want %d", token, err, before)
	}
	equal(t, "afterwards", []string{"a=1"}, scan(t, snapshot(t, s), store.Range{}))
	put(t, s, "c", "3")

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Load(ctx, store.LoadOptions{}, func(store.Load) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled load returned %v", err)
	}
	var kept store.Load
	if _, err := load(s, func(l store.Load) error { kept = l; return l.Set([]byte("d"), nil) }); err != nil {
		t.Fatal(err)
	}
	_, getErr := kept.Get([]byte("a"))
	for what, err := range map[string]error{"Set": kept.Set([]byte("e"), nil), "Get": getErr, "Scan": kept.Scan(store.Range{}, nil)} {
		wantCode(t, what+" after the load", err, store.ErrClosed)
	}
	wantCode(t, "a key that is too long", func() error {
		_, err := load(s, func(l store.Load) error { return l.Set(filled(store.MaxKey+1, 'k'), nil) })
		return err
	}(), store.ErrTooLarge)
}

// testLargeLoad: a load is larger than an update may be.
func testLargeLoad(t *testing.T, s store.Store) {
	n := store.MaxUpdate/store.MaxValue + 8
	_, err := load(s, func(l store.Load) error {
		for i := range n {
			if err := l.Set(numbered(i), filled(store.MaxValue, byte(i))); err != nil {
				return err
			}
			if i%3 == 0 {
				if err := errors.Join(l.Delete(numbered(i/3)), l.Mark(nil)); err != nil {
					return err
				}
			}
		}
		want(t, l, string(numbered(n-1)), string(filled(store.MaxValue, byte(n-1))))
		wantNone(t, l, string(numbered(0)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	snap, keys := snapshot(t, s), 0
	err = snap.Scan(store.Range{}, func(key, value []byte) bool {
		i := 0
		fmt.Sscanf(string(key), "k%d", &i) //nolint:errcheck // then it is 0
		if string(value) != string(filled(store.MaxValue, byte(i))) || i*3 < n {
			t.Errorf("%s has another value, or was deleted", key)
		}
		keys++
		return true
	})
	if wantKeys := n - (n+2)/3; err != nil || keys != wantKeys {
		t.Errorf("%d keys, %v; want %d", keys, err, wantKeys)
	}
}

// testLoadAmongUpdates: a load and updates at a time do not lose each other's
// writes, and a load can be read while it writes.
func testLoadAmongUpdates(t *testing.T, s store.Store) {
	var wg sync.WaitGroup
	add := func(tx store.Tx) error {
		got, err := tx.Get([]byte("n"))
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		return tx.Set([]byte("n"), append(got, '.'))
	}
	for range 8 {
		wg.Go(func() {
			for range 5 {
				if _, err := s.Update(context.Background(), add); err != nil {
					t.Errorf("Update: %v", err)
				}
			}
		})
		wg.Go(func() {
			_, err := load(s, func(l store.Load) error {
				var reads sync.WaitGroup
				reads.Go(func() {
					for range 50 {
						if _, err := l.GetMany([][]byte{[]byte("n"), numbered(3)}); err != nil {
							t.Errorf("GetMany: %v", err)
						}
					}
				})
				defer reads.Wait()
				for i := range 50 {
					if err := l.Set(numbered(i), numbered(i)); err != nil {
						return err
					}
				}
				return add(l)
			})
			if err != nil {
				t.Errorf("Load: %v", err)
			}
		})
	}
	wg.Wait()
	want(t, snapshot(t, s), "n", string(filled(48, '.')))
}
