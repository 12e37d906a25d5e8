package storetest

import (
	"context"
	"encoding/binary"
	"errors"
	"sync"
	"testing"

	"onrecord/store"
)

// add adds n to the number at key.
func add(tx store.Tx, key string, n uint64) error {
	value, err := tx.Get([]byte(key))
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err == nil {
		n += binary.BigEndian.Uint64(value)
	}
	return tx.Set([]byte(key), binary.BigEndian.AppendUint64(nil, n))
}

func number(t *testing.T, r store.Reader, key string) uint64 {
	t.Helper()
	value, err := r.Get([]byte(key))
	if err != nil || len(value) != 8 {
		t.Errorf("the number at %q is %x, %v", key, value, err)
		return 0
	}
	return binary.BigEndian.Uint64(value)
}

// Many writers add to one counter, some of them in vain; no addition is lost
// and no failed one counts. What is acknowledged is visible.
func testCounter(t *testing.T, s store.Store) {
	const writers, each = 16, 20
	mine := errors.New("mine")
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			var last store.Token
			for i := range each {
				fails := (w+i)%4 == 0
				token, err := s.Update(context.Background(), func(tx store.Tx) error {
					if err := add(tx, "n", 1); err != nil || !fails {
						return err
					}
					return mine
				})
				if fails {
					if !errors.Is(err, mine) {
						t.Errorf("a failing update returned %v", err)
					}
					continue
				}
				if err != nil {
					t.Errorf("Update: %v", err)
					return
				}
				snap, err := s.Snapshot()
				if err != nil {
					t.Errorf("Snapshot: %v", err)
					return
				}
				if token <= last || snap.Token() < token {
					t.Errorf("token %d after %d, the snapshot's is %d", token, last, snap.Token())
				}
				last = token
				snap.Release()
			}
		})
	}
	wg.Wait()
	if got, want := number(t, snapshot(t, s), "n"), uint64(writers*each*3/4); got != want {
		t.Errorf("the counter is %d, want %d", got, want)
	}
}

// Writers move amounts between accounts while readers sum them up: no snapshot
// and no update sees a half.
func testInvariant(t *testing.T, s store.Store) {
	const total = 1000
	update(t, s, func(tx store.Tx) error {
		return errors.Join(add(tx, "a", total), add(tx, "z", 0))
	})
	check := func(r store.Reader) {
		if a, z := number(t, r, "a"), number(t, r, "z"); a+z != total {
			t.Errorf("a reader saw %d + %d", a, z)
		}
	}
	var writers, readers sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				snap, err := s.Snapshot()
				if err != nil {
					t.Errorf("Snapshot: %v", err)
					return
				}
				check(snap)
				snap.Release()
			}
		})
	}
	for range 8 {
		writers.Go(func() {
			for range 20 {
				_, err := s.Update(context.Background(), func(tx store.Tx) error {
					check(tx)
					return errors.Join(add(tx, "a", ^uint64(0)), add(tx, "z", 1))
				})
				if err != nil {
					t.Errorf("Update: %v", err)
				}
			}
		})
	}
	writers.Wait()
	close(stop)
	readers.Wait()
	equal(t, "moved", uint64(160), number(t, snapshot(t, s), "z"))
}

// A cancelled context ends the wait for the turn, and nothing else.
func testCancel(t *testing.T, s store.Store) {
	ctx, cancel := context.WithCancel(context.Background())
	inside, cancelled := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		first := true
		_, err := s.Update(ctx, func(tx store.Tx) error {
			if first {
				first = false
				close(inside)
				<-cancelled
			}
			return tx.Set([]byte("first"), nil)
		})
		if err != nil {
			t.Errorf("an update cancelled in its middle: %v", err)
		}
	})
	<-inside
	waiting := make(chan error)
	go func() {
		_, err := s.Update(ctx, func(tx store.Tx) error { return tx.Set([]byte("second"), nil) })
		waiting <- err
	}()
	cancel()
	if err := <-waiting; !errors.Is(err, context.Canceled) {
		t.Errorf("an update cancelled while it waited: %v", err)
	}
	close(cancelled)
	wg.Wait()
	if _, err := s.Update(ctx, func(tx store.Tx) error { return tx.Set([]byte("third"), nil) }); !errors.Is(err, context.Canceled) {
		t.Errorf("an update cancelled beforehand: %v", err)
	}
	equal(t, "after", []string{"first="}, scan(t, snapshot(t, s), store.Range{}))
}

// Close waits for the running update and refuses the rest.
func testClosed(t *testing.T, s store.Store) {
	inside, finish := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		first := true
		_, err := s.Update(context.Background(), func(tx store.Tx) error {
			if first {
				first = false
				close(inside)
				<-finish
			}
			return tx.Set([]byte("a"), nil)
		})
		if err != nil {
			t.Errorf("the update that ran when the store was closed: %v", err)
		}
	})
	<-inside
	wg.Go(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	close(finish)
	wg.Wait()
	_, err := s.Update(context.Background(), func(tx store.Tx) error { return tx.Set([]byte("b"), nil) })
	wantCode(t, "Update after Close", err, store.ErrClosed)
	_, err = s.Snapshot()
	wantCode(t, "Snapshot after Close", err, store.ErrClosed)
	wantCode(t, "Close after Close", s.Close(), store.ErrClosed)
}
