package runs

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"onrecord/store"
)

// Options says where the runs of a load are and what lies beneath it.
type Options struct {
	// Dir is the folder of the runs. It is made when the first is written.
	// Without it everything stays in memory.
	Dir string
	// Budget is about how many bytes the table in memory may have; there are at
	// most two of them.
	Budget int
	// Base is what is read where the load wrote nothing; nil is nothing.
	Base store.Reader
	// State names what the load goes on top of. Marks of a load upon another
	// state are worth nothing.
	State string
	// Room, if set, says whether so many bytes may be written to the disk.
	Room func(bytes uint64) error
	// Step, if set, is called before each step that reaches the disk; an error
	// stops there, as a crash would.
	Step func(what string) error
}

// Writes is the writes of one load. It is a store.Load.
type Writes struct {
	o       Options
	resumed []byte
	note    []byte // of the last mark
	next    int    // number of the next run
	last    *spill // the last that was begun

	base sync.Mutex // a reader serves one at a time

	mu      sync.RWMutex
	table   *table
	writing *spill // the table before, until its run is there
	spare   *table // the one before that, to be used again
	runs    []*run // the oldest first
	found   *table // what was read from runs lately: the newest write of its keys
	buf     []byte
	ended   bool
	failed  error // why a run could not be written
}

// spill is a table that is being written to a run.
type spill struct {
	table   *table
	list    []ordered
	sorted  chan struct{} // closed when list is there
	note    []byte        // of the checkpoint to write, if any
	marked  bool
	written chan struct{} // closed when the run is there, or is not to be had
}

var _ store.Load = (*Writes)(nil)

// Begin begins a load, where an earlier one left off if that left a mark that
// accept takes.
func Begin(o Options, accept func(note []byte) bool) (*Writes, error) {
	w := &Writes{o: o, table: newTable(o.Budget), found: newTable(0), next: 1}
	if err := w.resume(accept); err != nil {
		return nil, err
	}
	return w, nil
}

// Resumed implements store.Load.
func (w *Writes) Resumed() []byte { return w.resumed }

// Due implements store.Load.
func (w *Writes) Due() bool { return w.o.Dir != "" && w.table.bytes() >= w.o.Budget }

// Mark implements store.Load.
func (w *Writes) Mark(note []byte) error {
	w.note = append([]byte{}, note...)
	if !w.Due() {
		return nil
	}
	return w.rotate(true)
}

// check is called under the lock.
func (w *Writes) check() error {
	if w.ended {
		return &store.Error{Code: store.CodeClosed, Message: "the load has ended: it must not be used outside its closure"}
	}
	return nil
}

// Set implements store.Tx.
func (w *Writes) Set(key, value []byte) error {
	if err := store.CheckEntry(key, value); err != nil {
		return err
	}
	return w.put(key, value, false)
}

// Delete implements store.Tx.
func (w *Writes) Delete(key []byte) error {
	if err := store.CheckKey(key); err != nil {
		return err
	}
	return w.put(key, nil, true)
}

func (w *Writes) put(key, value []byte, deleted bool) error {
	// Without marks memory is bounded too, but nothing can be taken up again.
	if w.Due() && w.table.bytes() >= 2*w.o.Budget {
		if err := w.rotate(false); err != nil {
			return err
		}
	}
	hash := hashOf(key)
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.check(); err != nil {
		return err
	}
	w.table.put(key, value, deleted, hash)
	return nil
}

// rotate begins an empty table and has the full one written in the background.
func (w *Writes) rotate(marked bool) error {
	if err := w.settle(); err != nil {
		return err
	}
	s := &spill{table: w.table, note: w.note, marked: marked, sorted: make(chan struct{}), written: make(chan struct{})}
	number := w.next
	w.next++
	w.mu.Lock()
	w.found.renew(s.table)
	w.writing, w.table, w.spare = s, w.empty(), nil
	w.mu.Unlock()
	w.last = s
	go w.spill(s, number)
	return nil
}

// empty gives an empty table.
func (w *Writes) empty() *table {
	if w.spare == nil {
		return newTable(w.o.Budget)
	}
	w.spare.reset()
	return w.spare
}

// settle waits for the run that is being written.
func (w *Writes) settle() error {
	if w.last != nil {
		<-w.last.written
	}
	w.mu.RLock()
	defer w.mu.RUnlock()
	return w.failed
}

func (w *Writes) spill(s *spill, number int) {
	defer close(s.written)
	s.list = s.table.all()
	close(s.sorted)
	r, err := w.write(s, number)
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil {
		w.failed = err
		return
	}
	w.runs, w.writing = append(w.runs, r), nil
	if !s.table.lent {
		w.spare = s.table
	}
	if s.marked {
		w.failed = w.checkpoint(s.note)
	}
}

func (w *Writes) write(s *spill, number int) (*run, error) {
	if w.o.Room != nil {
		if err := w.o.Room(uint64(len(s.table.data))); err != nil {
			return nil, err
		}
	}
	if err := errors.Join(os.MkdirAll(w.o.Dir, 0o700), w.step("write a run")); err != nil {
		return nil, failure(err)
	}
	name := fmt.Sprintf("run-%06d", number)
	r, err := writeRun(filepath.Join(w.o.Dir, name), s.table, s.list)
	if err != nil {
		return nil, failure(err)
	}
	r.File = name
	return r, nil
}

func (w *Writes) step(what string) error {
	if w.o.Step == nil {
		return nil
	}
	return w.o.Step(what)
}

// failure is an error of the files of a load. Nothing of it is in the store.
func failure(err error) error {
	var known *store.Error
	if errors.As(err, &known) {
		return err
	}
	return &store.Error{Code: store.CodeUnavailable, Message: "the files of the load cannot be written or read; nothing of it is in the store", Cause: err}
}

// Get implements store.Reader.
func (w *Writes) Get(key []byte) ([]byte, error) {
	got, err := w.GetMany([][]byte{key})
	if err != nil {
		return nil, err
	}
	if got[0] == nil {
		return nil, store.ErrNotFound
	}
	return got[0], nil
}

// GetMany implements store.Reader: one GetMany beneath, for the keys that the
// load did not write.
func (w *Writes) GetMany(keys [][]byte) ([][]byte, error) {
	values := make([][]byte, len(keys))
	var (
		rest [][]byte
		at   []int
	)
	if err := w.lookAll(keys, values, func(i int) { rest, at = append(rest, keys[i]), append(at, i) }); err != nil {
		return nil, err
	}
	if len(rest) == 0 || w.o.Base == nil {
		return values, nil
	}
	w.base.Lock()
	defer w.base.Unlock()
	below, err := w.o.Base.GetMany(rest)
	for i, value := range below {
		values[at[i]] = value
	}
	return values, err
}

// lookAll fills in the values of keys that the load wrote, and names the
// others to below.
func (w *Writes) lookAll(keys, values [][]byte, below func(i int)) error {
	var inRuns []int
	w.mu.RLock()
	err := w.check()
	for i := 0; i < len(keys) && err == nil; i++ {
		if err = store.CheckKey(keys[i]); err != nil {
			break
		}
		value, deleted, ok := w.inMemory(keys[i], hashOf(keys[i]))
		switch {
		case !ok && len(w.runs) > 0:
			inRuns = append(inRuns, i)
		case !ok:
			below(i)
		case !deleted:
			values[i] = append([]byte{}, value...)
		}
	}
	w.mu.RUnlock()
	if err != nil || len(inRuns) == 0 {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, i := range inRuns {
		value, deleted, ok, err := w.inRuns(keys[i])
		switch {
		case err != nil:
			return failure(err)
		case !ok:
			below(i)
		case !deleted:
			values[i] = append([]byte{}, value...)
		}
	}
	return nil
}

// inMemory finds the newest write of a key, unless it is in the runs only.
func (w *Writes) inMemory(key []byte, hash uint64) (value []byte, deleted, ok bool) {
	if value, deleted, ok = w.table.get(key, hash); ok {
		return value, deleted, ok
	}
	if w.writing != nil {
		if value, deleted, ok = w.writing.table.get(key, hash); ok {
			return value, deleted, ok
		}
	}
	return w.found.get(key, hash)
}

// inRuns finds the newest write of a key in the runs, and keeps it at hand:
// what was asked for once in a load is mostly asked for again.
func (w *Writes) inRuns(key []byte) (value []byte, deleted, ok bool, err error) {
	hash := hashOf(key)
	// The lock was given up: a run may have come, and what was asked for with it.
	if value, deleted, ok = w.inMemory(key, hash); ok {
		return value, deleted, ok, nil
	}
	for i := len(w.runs) - 1; i >= 0; i-- {
		e, ok, err := w.runs[i].get(key, hash, &w.buf)
		if err != nil {
			return nil, false, false, err
		}
		if !ok {
			continue
		}
		if w.found.bytes() > max(w.o.Budget/8, 1<<20) {
			w.found = newTable(0)
		}
		w.found.put(key, e.value, e.deleted, hash)
		return e.value, e.deleted, true, nil
	}
	return nil, false, false, nil
}

// Scan implements store.Reader: a merge of what was written, as it is now, with
// what lies beneath.
func (w *Writes) Scan(r store.Range, yield func(key, value []byte) bool) error {
	if err := store.CheckRange(r, false); err != nil {
		return err
	}
	m, err := w.within(r)
	if err != nil {
		return failure(err)
	}
	n, more := 0, true
	emit := func(key, value []byte) bool {
		if r.KeysOnly {
			value = nil
		}
		n++
		more = yield(key, value) && n != r.Limit
		return more
	}
	var bad error
	// pending emits what was written and comes before a key; all of it for nil.
	// It says whether there was something at the key itself.
	pending := func(before []byte) (same bool) {
		for more && bad == nil {
			e, ok := m.peek()
			if !ok {
				return false
			}
			c := -1
			if before != nil {
				if c = bytes.Compare(e.key, before); r.Reverse {
					c = -c
				}
			}
			if c > 0 {
				return false
			}
			if !e.deleted {
				emit(bytes.Clone(e.key), append([]byte{}, e.value...))
			}
			bad = m.next()
			if c == 0 {
				return true
			}
		}
		return false
	}
	if w.o.Base != nil {
		below := r
		below.Limit = 0 // what was deleted hides some
		w.base.Lock()
		err := w.o.Base.Scan(below, func(key, value []byte) bool {
			if !pending(key) && more && bad == nil {
				emit(key, value)
			}
			return more && bad == nil
		})
		w.base.Unlock()
		if err != nil {
			return err
		}
	}
	pending(nil)
	if bad != nil {
		return failure(bad)
	}
	return nil
}

// ScanMany implements store.Reader.
func (w *Writes) ScanMany(rs []store.Range) ([][]store.Entry, error) {
	for _, r := range rs {
		if err := store.CheckRange(r, true); err != nil {
			return nil, err
		}
	}
	lists := make([][]store.Entry, len(rs))
	for i, r := range rs {
		err := w.Scan(r, func(key, value []byte) bool {
			e := store.Entry{Key: bytes.Clone(key)}
			if !r.KeysOnly {
				e.Value = append([]byte{}, value...)
			}
			lists[i] = append(lists[i], e)
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return lists, nil
}

// within merges what was written to a range.
func (w *Writes) within(r store.Range) (*merge, error) {
	w.mu.Lock() // a table sorts itself when it is asked
	defer w.mu.Unlock()
	if err := w.check(); err != nil {
		return nil, err
	}
	// Nothing hides what the newest layer has, so of that one the limit is
	// enough; of those below it may not be.
	layers := []layer{w.table.within(r.Start, r.End, r.Reverse, r.Limit)}
	if s := w.writing; s != nil {
		<-s.sorted
		layers = append(layers, s.table.walk(s.list, r.Start, r.End, r.Reverse))
	}
	for i := len(w.runs) - 1; i >= 0; i-- {
		s, err := w.runs[i].within(r.Start, r.End, r.Reverse)
		if err != nil {
			return nil, err
		}
		layers = append(layers, s)
	}
	return newMerge(layers, r.Reverse), nil
}
