package badger

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/store"
)

// tiny is a store that writes a run of some hundred entries.
func tiny(dir string) Options {
	o := small(dir)
	o.Memory = 2 << 20
	return o
}

// loading is a load of many small batches, each with a mark, that writes over
// and deletes some of what it and others wrote.
func loading(l store.Load) error {
	from := 0
	if note := l.Resumed(); note != nil {
		fmt.Sscanf(string(note), "%d", &from) //nolint:errcheck // then it begins anew
	}
	for batch := from; batch < 40; batch++ {
		for i := range 100 {
			if err := l.Set(fmt.Appendf(nil, "load %03d %05d", i%7, batch*50+i), fmt.Appendf(nil, "%040d of %d", i, batch)); err != nil {
				return err
			}
		}
		gone := fmt.Appendf(nil, "load %03d %05d", 3, (batch-1)*50+3)
		err := errors.Join(l.Set([]byte("count"), fmt.Append(nil, batch)), l.Delete(gone), l.Delete(writtenKey(batch)), l.Set(writtenKey(batch+1), []byte("over")))
		if err := errors.Join(err, l.Mark(fmt.Append(nil, batch+1))); err != nil {
			return err
		}
	}
	return nil
}

func everythingIn(t *testing.T, s *Store) map[string]string {
	t.Helper()
	snap, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Release()
	all := map[string]string{}
	if err := snap.Scan(store.Range{}, func(k, v []byte) bool { all[string(k)] = string(v); return true }); err != nil {
		t.Fatal(err)
	}
	return all
}

func doLoad(s *Store) error {
	_, err := s.Load(context.Background(), store.LoadOptions{Accept: func([]byte) bool { return true }}, loading)
	return err
}

// ways are the ways a load reaches the database.
var ways = map[string]struct {
	before int  // keys that are there
	watch  bool // somebody reads
	memory int64
	wanted string // a step that shows which way was gone
}{
	"into an empty store":        {0, false, 2 << 20, "move the new files in"},
	"into a store that has less": {30, false, 2 << 20, "move the new files in"},
	"into a store that is read":  {30, true, 2 << 20, "chunk 0"},
	"that fits into memory":      {0, false, 24 << 20, "chunk 0"},
}

// TestLoadInterruptedAtEveryStep: whatever step a crash prevents, the store
// opens as it was before the load or as it is after, and a load that is done
// again makes it the latter.
func TestLoadInterruptedAtEveryStep(t *testing.T) {
	t.Parallel()
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			begin := func(dir string) (*Store, func()) {
				o := tiny(dir)
				o.Memory = way.memory
				s := mustOpen(t, o)
				if way.before > 0 {
					fill(t, s, 0, way.before)
				}
				if !way.watch {
					return s, func() {}
				}
				snap, err := s.Snapshot()
				if err != nil {
					t.Fatal(err)
				}
				return s, snap.Release
			}
			// Once undisturbed, to know the states and the steps.
			s, release := begin(t.TempDir())
			old := everythingIn(t, s)
			steps, mu := []string{}, sync.Mutex{}
			note := func(what string) {
				mu.Lock()
				defer mu.Unlock()
				steps = append(steps, what)
			}
			s.step = func(what string) error { note(what); return nil }
			s.interrupt = func(chunk int) error { note(fmt.Sprint("chunk ", chunk)); return nil }
			if err := doLoad(s); err != nil {
				t.Fatal(err)
			}
			want := everythingIn(t, s)
			release()
			if left, err := os.ReadDir(filepath.Join(s.options.Dir, loadName)); err == nil || len(left) > 0 {
				t.Errorf("after the load its files are still there: %v", left)
			}
			reopened := closeAndOpen(t, s)
			equalStates(t, "after closing and opening", want, everythingIn(t, reopened))
			fill(t, reopened, 0, 2) // a group on top of it
			if err := closeAndOpen(t, reopened).Close(); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(strings.Join(steps, "\n"), way.wanted) {
				t.Fatalf("the load went another way: %q", steps)
			}
			t.Logf("%d steps: %q", len(steps), steps)
			for i := range steps {
				if testing.Short() && i%3 != len(name)%3 {
					continue
				}
				interruptedLoad(t, i, begin, old, want)
			}
		})
	}
}

func closeAndOpen(t *testing.T, s *Store) *Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return mustOpen(t, s.options)
}

// interruptedLoad stops a load before one step and looks at the files as they
// were then, and at the store as it is after.
func interruptedLoad(t *testing.T, at int, begin func(string) (*Store, func()), old, want map[string]string) {
	t.Helper()
	s, release := begin(t.TempDir())
	stopped, n, crashed, mu := errors.New("stopped"), 0, "", sync.Mutex{}
	stop := func(what string) error {
		mu.Lock()
		defer mu.Unlock()
		if n++; n <= at {
			return nil
		}
		if crashed == "" {
			crashed = crash(t, s.options.Dir)
			t.Logf("stopped before %d: %s", at, what)
		}
		return stopped
	}
	s.step = stop
	s.interrupt = func(chunk int) error { return stop(fmt.Sprint("chunk ", chunk)) }
	if err := doLoad(s); !errors.Is(err, stopped) {
		t.Fatalf("step %d: the load returned %v", at, err)
	}
	release()
	here := everythingIn(t, s)
	if !maps.Equal(here, old) && !maps.Equal(here, want) {
		t.Errorf("step %d: the store shows neither the old state nor the new", at)
	}
	o := s.options
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for what, dir := range map[string]string{"crashed": crashed, "closed": o.Dir} {
		o.Dir = dir
		s := mustOpen(t, o)
		got := everythingIn(t, s)
		if !maps.Equal(got, old) && !maps.Equal(got, want) {
			t.Errorf("step %d, %s: neither the old state nor the new; to the new:\n%.800s", at, what, cmp.Diff(want, got))
		}
		if maps.Equal(got, old) {
			if err := doLoad(s); err != nil {
				t.Fatalf("step %d, %s: loading again: %v", at, what, err)
			}
			equalStates(t, fmt.Sprintf("step %d, %s, loaded again", at, what), want, everythingIn(t, s))
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func equalStates(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%.1500s", what, diff)
	}
}

// TestLoadGoesOn: a load that failed after marks goes on at one of them in the
// next process, unless the state has changed, a file of it has, or it is not
// wanted.
func TestLoadGoesOn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		between func(t *testing.T, s *Store)
		accept  func([]byte) bool
		goesOn  bool
	}{
		"goes on":     {nil, func([]byte) bool { return true }, true},
		"not wanted":  {nil, func([]byte) bool { return false }, false},
		"nobody asks": {nil, nil, false},
		"written to":  {func(t *testing.T, s *Store) { fill(t, s, 0, 1) }, func([]byte) bool { return true }, false},
		"a damaged run": {func(t *testing.T, s *Store) {
			rewrite(t, filepath.Join(s.options.Dir, loadName, "run-000001"), func(b []byte) []byte { b[len(b)/2] ^= 4; return b })
		}, func([]byte) bool { return true }, false},
		"a cut run": {func(t *testing.T, s *Store) {
			rewrite(t, filepath.Join(s.options.Dir, loadName, "run-000001"), func(b []byte) []byte { return b[:len(b)-9] })
		}, func([]byte) bool { return true }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := mustOpen(t, tiny(t.TempDir()))
			fill(t, s, 0, 3)
			mine := errors.New("mine")
			_, err := s.Load(context.Background(), store.LoadOptions{}, func(l store.Load) error { return errors.Join(loading(l), mine) })
			if !errors.Is(err, mine) {
				t.Fatal(err)
			}
			s = closeAndOpen(t, s)
			if c.between != nil {
				c.between(t, s)
			}
			var note []byte
			_, err = s.Load(context.Background(), store.LoadOptions{Accept: c.accept}, func(l store.Load) error {
				note = l.Resumed()
				return loading(l)
			})
			if err != nil || (note != nil) != c.goesOn {
				t.Errorf("went on at %q, %v", note, err)
			}
			got := everythingIn(t, s)
			if got["count"] != "39" || got[string(writtenKey(40))] != "over" {
				t.Errorf("it is not what was loaded: count %q", got["count"])
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
	t.Run("written to and opened", func(t *testing.T) {
		t.Parallel()
		s := mustOpen(t, tiny(t.TempDir()))
		s.Load(context.Background(), store.LoadOptions{}, func(l store.Load) error { return errors.Join(loading(l), errors.New("mine")) }) //nolint:errcheck // it fails
		fill(t, s, 0, 1)
		s = closeAndOpen(t, s)
		if _, err := os.Stat(filepath.Join(s.options.Dir, loadName)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("what no load can go on with is still there: %v", err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// TestLoadNeedsRoom: a load that the disk has no room for changes nothing.
func TestLoadNeedsRoom(t *testing.T) {
	t.Parallel()
	o := tiny(t.TempDir())
	full := false
	o.free = func(string) (uint64, error) {
		if full {
			return 0, nil
		}
		return 1 << 40, nil
	}
	s := mustOpen(t, o)
	fill(t, s, 0, 3)
	old := everythingIn(t, s)
	full = true
	if err := doLoad(s); !errors.Is(err, store.ErrNoSpace) {
		t.Errorf("Load on a full disk returned %v, want ErrNoSpace", err)
	}
	full = false
	equalStates(t, "after it", old, everythingIn(t, s))
	if err := errors.Join(doLoad(s), s.Close()); err != nil {
		t.Error(err)
	}
}
