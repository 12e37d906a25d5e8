package runs

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
)

// checkpointName is the file that says what of a load can be taken up again.
// It is replaced as a whole, after the runs it names are on stable storage.
const checkpointName = "checkpoint"

type checkpoint struct {
	State string `json:"state"`
	Note  []byte `json:"note"`
	Runs  []Run  `json:"runs"`
}

// checkpoint notes the runs there are, at a mark. It is called under the lock.
func (w *Writes) checkpoint(note []byte) error {
	c := checkpoint{State: w.o.State, Note: note}
	for _, r := range w.runs {
		c.Runs = append(c.Runs, r.Run)
	}
	raw, err := json.Marshal(c)
	if err != nil {
		return err
	}
	if err := w.step("write the checkpoint"); err != nil {
		return failure(err)
	}
	name := filepath.Join(w.o.Dir, checkpointName)
	if err := errors.Join(os.WriteFile(name+".new", raw, 0o600), syncPath(name+".new"), syncPath(w.o.Dir)); err != nil {
		return failure(err)
	}
	if err := w.step("put the checkpoint in place"); err != nil {
		return failure(err)
	}
	if err := errors.Join(os.Rename(name+".new", name), syncPath(w.o.Dir)); err != nil {
		return failure(err)
	}
	return nil
}

func syncPath(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Left says what state an interrupted load was to go on top of: "" where none
// left anything to go on with.
func Left(dir string) string {
	c, err := readCheckpoint(dir)
	if err != nil {
		return ""
	}
	return c.State
}

func readCheckpoint(dir string) (c checkpoint, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, checkpointName))
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(raw, &c)
}

// resume takes up what an earlier load left, or clears it away: what cannot be
// read, is not whole or is not wanted is only work that must be done again.
func (w *Writes) resume(accept func([]byte) bool) error {
	c, err := readCheckpoint(w.o.Dir)
	if err == nil && c.State == w.o.State && accept != nil && accept(c.Note) && w.adopt(c) {
		return nil
	}
	if err := os.RemoveAll(w.o.Dir); err != nil {
		return failure(err)
	}
	return nil
}

func (w *Writes) adopt(c checkpoint) bool {
	for _, want := range c.Runs {
		r, err := readRun(filepath.Join(w.o.Dir, filepath.Base(want.File)), want)
		if err != nil {
			for _, r := range w.runs {
				r.f.Close() //nolint:errcheck // it was only read, and is removed
			}
			w.runs = nil
			return false
		}
		w.runs = append(w.runs, r)
	}
	w.next = len(c.Runs) + 1
	w.resumed = append([]byte{}, c.Note...)
	w.note = w.resumed
	return true
}
