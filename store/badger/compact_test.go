package badger

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/store"
)

var secret = []byte("the words that a court had removed")

// filesWith lists the files below a folder that hold some bytes.
func filesWith(t *testing.T, dir string, words []byte) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(name)
		if bytes.Contains(raw, words) {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// withSecret is a store in which something was written, and then deleted and
// written over: lately, or long enough ago to have sunk into the tables.
func withSecret(t *testing.T, dir string, sunk bool) {
	t.Helper()
	update := func(s *Store, fn func(store.Tx) error) {
		t.Helper()
		if _, err := s.Update(context.Background(), fn); err != nil {
			t.Fatal(err)
		}
	}
	s := mustOpen(t, small(dir))
	fill(t, s, 0, written)
	update(s, func(tx store.Tx) error {
		return errors.Join(tx.Set([]byte("gone"), secret), tx.Set(secret, nil), tx.Set([]byte("changed"), secret))
	})
	if sunk {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = mustOpen(t, small(dir))
	}
	update(s, func(tx store.Tx) error {
		return errors.Join(tx.Delete([]byte("gone")), tx.Delete(secret), tx.Delete([]byte("changed")))
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestCompactForgets(t *testing.T) {
	t.Parallel()
	for name, sunk := range map[string]bool{"in one run": false, "in two runs": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			withSecret(t, dir, sunk)
			aside := filepath.Join(dir, "set-aside-1")
			if err := errors.Join(os.Mkdir(aside, 0o700), os.WriteFile(filepath.Join(aside, "00001.mem"), secret, 0o600)); err != nil {
				t.Fatal(err)
			}
			if len(filesWith(t, dir, secret)) < 2 {
				t.Fatal("the words were gone before: this test shows nothing")
			}
			for range 2 {
				removed, err := Compact(small(dir))
				if err != nil {
					t.Fatal(err)
				}
				if found := filesWith(t, dir, secret); len(found) > 0 {
					t.Errorf("after Compact, which removed %v, the words are in %v", removed, found)
				}
				s := mustOpen(t, small(dir))
				whole(t, "compacted", s)
				if s.last.seq == 0 {
					t.Error("the groups began again from 0")
				}
				fill(t, s, 0, 3)
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
			// A kill right after a commit on top of the new files.
			s := mustOpen(t, small(dir))
			fill(t, s, 0, 3)
			crashed := crash(t, dir)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			again := mustOpen(t, small(crashed))
			whole(t, "crashed", again)
			if err := again.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestCompactNeedsTheStoreToItself(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := mustOpen(t, small(dir))
	if _, err := Compact(small(dir)); !errors.Is(err, store.ErrLocked) {
		t.Errorf("Compact of an open store returned %v, want ErrLocked", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestCompactNeedsRoom(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	withSecret(t, dir, true)
	o := small(dir)
	o.free = func(string) (uint64, error) { return o.Reserve + 1<<20, nil }
	if _, err := Compact(o); !errors.Is(err, store.ErrNoSpace) {
		t.Errorf("Compact on a full disk returned %v, want ErrNoSpace", err)
	}
	s := mustOpen(t, small(dir))
	whole(t, "refused", s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// A power cut leaves any of these behind; each opens as one whole store, and
// nothing of the other remains.
func TestInterruptedCompact(t *testing.T) {
	t.Parallel()
	rename := func(from, to string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
				t.Fatal(err)
			}
		}
	}
	duplicate := func(from, to string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.CopyFS(filepath.Join(dir, to), os.DirFS(filepath.Join(dir, from))); err != nil {
				t.Fatal(err)
			}
		}
	}
	torn := func(name string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			folder := filepath.Join(dir, name)
			if err := errors.Join(os.RemoveAll(folder), os.Mkdir(folder, 0o700), os.WriteFile(filepath.Join(folder, "000001.sst"), secret[:9], 0o600)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, steps := range map[string][]func(*testing.T, string){
		"while it copied":                  {torn(freshName)},
		"before the exchange":              {duplicate("db", freshName)},
		"between the renames":              {duplicate("db", freshName), rename("db", staleName), torn(staleName)},
		"before the old files are removed": {duplicate("db", staleName)},
		"while the old files are removed":  {torn(staleName)},
		"renamed by hand":                  {rename("db", staleName)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			withSecret(t, dir, true)
			for _, step := range steps {
				step(t, dir)
			}
			s := mustOpen(t, small(dir))
			whole(t, name, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			left, err := filepath.Glob(filepath.Join(dir, "db.*"))
			if err != nil || len(left) > 0 {
				t.Errorf("%v is left, %v", left, err)
			}
		})
	}
}

// New files without old ones prove nothing.
func TestNewFilesAloneAreNotTrusted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	withSecret(t, dir, true)
	if err := os.Rename(filepath.Join(dir, "db"), filepath.Join(dir, freshName)); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the first refusal must not lead the second Open to remove them
		_, err := Open(small(dir))
		if !errors.Is(err, store.ErrCorrupt) || !strings.Contains(err.Error(), freshName) {
			t.Errorf("Open returned %v, want ErrCorrupt", err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, freshName)); err != nil {
		t.Error(err)
	}
}
