package badger

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"onrecord/store"
)

// overlap is a store whose next group waits on its way to the disk, and what an
// update does meanwhile.
type overlap struct {
	s      *Store
	begun  chan struct{} // the group is on its way
	arrive chan error    // how it ends
}

func newOverlap(t *testing.T, dir string) *overlap {
	o := &overlap{s: mustOpen(t, small(dir)), begun: make(chan struct{}), arrive: make(chan error)}
	var once sync.Once
	o.s.interrupt = func(int) (err error) {
		once.Do(func() {
			close(o.begun)
			err = <-o.arrive
		})
		return err
	}
	return o
}

// update runs one, and gives the error it will end with. fn runs before update
// returns.
func (o *overlap) update(fn func(tx store.Tx) error) <-chan error {
	ran, ended := make(chan struct{}), make(chan error, 1)
	var once sync.Once
	go func() {
		_, err := o.s.Update(context.Background(), func(tx store.Tx) error {
			defer once.Do(func() { close(ran) })
			return fn(tx)
		})
		ended <- err
	}()
	<-ran
	return ended
}

func put(tx store.Tx) error { return tx.Set([]byte("a"), []byte("first")) }

// over writes what it finds of put.
func over(tx store.Tx) error {
	found, err := tx.Get([]byte("a"))
	return errors.Join(err, tx.Set([]byte("b"), append(found, " and second"...)))
}

// read gives what there is at the keys of put and over.
func (o *overlap) read(t *testing.T) string {
	t.Helper()
	snap, err := o.s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Release()
	got, err := snap.GetMany([][]byte{[]byte("a"), []byte("b")})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s, %s", got[0], got[1])
}

// While a group is on its way to the disk, updates run over what it writes, and
// none of it is seen by readers or acknowledged before it is there.
func TestGroupsOverlap(t *testing.T) {
	t.Parallel()
	o := newOverlap(t, t.TempDir())
	first := o.update(put)
	<-o.begun
	second := o.update(over)
	refused := errors.New("refused by what it found")
	third := o.update(func(tx store.Tx) error {
		if found, err := tx.Get([]byte("b")); err != nil || string(found) != "first and second" {
			return fmt.Errorf("it finds %q, %w", found, err)
		}
		return refused
	})
	if got := o.read(t); got != ", " {
		t.Errorf("readers see %q of groups that are not on the disk", got)
	}
	for name, ended := range map[string]<-chan error{"first": first, "second": second, "third": third} {
		select {
		case err := <-ended:
			t.Errorf("the %s update ended before its writes were on the disk: %v", name, err)
		default:
		}
	}
	o.arrive <- nil
	if err := errors.Join(<-first, <-second); err != nil {
		t.Error(err)
	}
	if err := <-third; !errors.Is(err, refused) {
		t.Errorf("the third update: %v", err)
	}
	if got := o.read(t); got != "first, first and second" {
		t.Errorf("readers see %q", got)
	}
	if st := o.s.Stats(); st.Groups != 2 || st.Commits != 2 {
		t.Errorf("%+v; want 2 groups", st)
	}
	if err := o.s.Close(); err != nil {
		t.Fatal(err)
	}
}

// What ran over the writes of a group that fails, fails with it.
func TestGroupsFailTogether(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := newOverlap(t, dir)
	first := o.update(put)
	<-o.begun
	second := o.update(over)
	o.arrive <- errCrash
	for _, ended := range []<-chan error{first, second} {
		if err := <-ended; !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("an update over what failed: %v", err)
		}
	}
	if got := o.read(t); got != ", " {
		t.Errorf("readers see %q of what failed", got)
	}
	if _, err := o.s.Update(context.Background(), put); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("the next update: %v", err)
	}
	if err := o.s.Close(); err != nil {
		t.Fatal(err)
	}
	again := &overlap{s: mustOpen(t, small(dir))}
	if got := again.read(t); got != ", " {
		t.Errorf("after opening again, readers see %q", got)
	}
	if err := again.s.Close(); err != nil {
		t.Fatal(err)
	}
}

// A store that is closed sees those through that had their turn, and a load waits
// for them.
func TestOverlapEnds(t *testing.T) {
	t.Parallel()
	o := newOverlap(t, t.TempDir())
	first := o.update(put)
	<-o.begun
	second := o.update(over)
	loaded := make(chan error, 1)
	go func() {
		_, err := o.s.Load(context.Background(), store.LoadOptions{}, func(tx store.Load) error {
			found, err := tx.Get([]byte("b"))
			return errors.Join(err, tx.Set([]byte("a"), found))
		})
		loaded <- err
	}()
	o.arrive <- nil
	if err := errors.Join(<-first, <-second, <-loaded); err != nil {
		t.Error(err)
	}
	if got := o.read(t); got != "first and second, first and second" {
		t.Errorf("after the load, readers see %q", got)
	}
	if err := o.s.Close(); err != nil {
		t.Fatal(err)
	}

	last := newOverlap(t, t.TempDir())
	first = last.update(put)
	<-last.begun
	second = last.update(over)
	closed := make(chan error, 1)
	go func() { closed <- last.s.Close() }()
	last.arrive <- nil
	if err := errors.Join(<-first, <-second, <-closed); err != nil {
		t.Error(err)
	}
}
