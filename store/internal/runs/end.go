package runs

import (
	"errors"
	"os"
)

// End ends the writing and waits for the last run; every later call of a
// store.Load's methods fails.
func (w *Writes) End() error {
	err := w.settle()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended = true
	return err
}

// Spilled says that there are more writes than memory took.
func (w *Writes) Spilled() bool { return len(w.runs) > 0 }

// Size gives about how much there is to write: keys that were written several
// times may count several times.
func (w *Writes) Size() (keys int, bytes int64) {
	keys, bytes = w.table.live, int64(len(w.table.data))
	for _, r := range w.runs {
		keys, bytes = keys+r.Keys, bytes+r.Bytes
	}
	return keys, bytes
}

// Each calls yield, after End, for every write in the order of the keys, until
// it returns an error. The slices are good until it returns.
func (w *Writes) Each(yield func(key, value []byte, deleted bool) error) error {
	return w.EachOver(nil, yield)
}

// EachOver is Each with what lies beneath: below gives it in the order of the
// keys, and not ok at its end. What was written over is left out, and slices
// are good until below is called again.
func (w *Writes) EachOver(below func() (key, value []byte, ok bool, err error), yield func(key, value []byte, deleted bool) error) error {
	layers := []layer{w.table.walk(w.table.all(), nil, nil, false)}
	for i := len(w.runs) - 1; i >= 0; i-- {
		c, err := w.runs[i].walk()
		if err != nil {
			return failure(err)
		}
		layers = append(layers, c)
	}
	if below != nil {
		p := &pulled{pull: below}
		if err := p.next(); err != nil {
			return failure(err)
		}
		layers = append(layers, p)
	}
	m := newMerge(layers, false)
	for e, ok := m.peek(); ok; e, ok = m.peek() {
		if err := yield(e.key, e.value, e.deleted); err != nil {
			return err
		}
		if err := m.next(); err != nil {
			return failure(err)
		}
	}
	return nil
}

// pulled is a walk over what lies beneath.
type pulled struct {
	pull func() (key, value []byte, ok bool, err error)
	now  entry
	ok   bool
}

func (p *pulled) peek() (entry, bool) { return p.now, p.ok }

func (p *pulled) next() (err error) {
	p.now.key, p.now.value, p.ok, err = p.pull()
	return err
}

// Close gives the files back. They are removed, unless they are to be kept and
// a load can go on with them.
func (w *Writes) Close(keep bool) error {
	if w.last != nil {
		<-w.last.written
	}
	var err error
	for _, r := range w.runs {
		err = errors.Join(err, r.f.Close())
	}
	if w.o.Dir == "" || keep && Left(w.o.Dir) != "" {
		return err
	}
	return errors.Join(err, os.RemoveAll(w.o.Dir))
}
