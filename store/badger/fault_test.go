package badger

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	badgerdb "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"

	"onrecord/store"
)

// written is what fill writes: value i at key i.
func writtenKey(i int) []byte { return fmt.Appendf(nil, "key %05d", i) }

// writtenValue is noise, so that a table holds it as it is and a flipped bit
// there is a flipped bit in a value.
func writtenValue(i int) []byte {
	value := make([]byte, 500)
	rand.NewChaCha8([32]byte{byte(i), byte(i >> 8)}).Read(value) //nolint:errcheck // it never fails
	return value
}

const written = 200

func fill(t *testing.T, s *Store, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		_, err := s.Update(context.Background(), func(tx store.Tx) error { return tx.Set(writtenKey(i), writtenValue(i)) })
		if err != nil {
			t.Fatalf("Update: %v", err)
		}
	}
}

// readAll checks everything that fill wrote.
func readAll(s *Store) error { return holds(s, writtenValue) }

func holds(s *Store, want func(i int) []byte) error {
	snap, err := s.Snapshot()
	if err != nil {
		return err
	}
	defer snap.Release()
	for i := range written {
		value, err := snap.Get(writtenKey(i))
		if err != nil || !bytes.Equal(value, want(i)) {
			return fmt.Errorf("key %d has %q, %w", i, value, err)
		}
	}
	return nil
}

// crash makes a directory as a killed process leaves it: the files of a store
// that is open, copied.
func crash(t *testing.T, from string) string {
	t.Helper()
	to := t.TempDir()
	err := os.CopyFS(to, os.DirFS(from))
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// closed is the directory of a store that was filled and closed.
func closed(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	s := mustOpen(t, small(dir))
	fill(t, s, 0, written)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// files lists Badger's files that match.
func files(t *testing.T, dir, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "db", pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("no files %s in %s: %v", pattern, dir, err)
	}
	return names
}

// refused fails unless the store is refused as corrupt.
func refused(t *testing.T, dir string) {
	t.Helper()
	s, err := Open(small(dir))
	if err == nil {
		t.Errorf("the store was opened; reading it gives %v", errors.Join(readAll(s), s.Close()))
		return
	}
	if !errors.Is(err, store.ErrCorrupt) || !strings.Contains(err.Error(), dir) {
		t.Errorf("Open: %v; want ErrCorrupt that names the directory", err)
	}
}

func rewrite(t *testing.T, name string, change func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err == nil {
		err = os.WriteFile(name, change(b), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestReopen(t *testing.T) {
	t.Parallel()
	dir := closed(t)
	s := mustOpen(t, small(dir))
	if err := readAll(s); err != nil {
		t.Error(err)
	}
	// A crash leaves logs; they are copied, and the copies removed again.
	fill(t, s, 0, 3)
	after := crash(t, dir)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = mustOpen(t, small(after))
	if err := errors.Join(readAll(s), s.Close()); err != nil {
		t.Error(err)
	}
	if left, err := filepath.Glob(filepath.Join(after, "set-aside-*")); err != nil || len(left) > 0 {
		t.Errorf("copies are left after a good start: %v, %v", left, err)
	}
	st, err := os.Stat(dir)
	if err != nil || st.Mode().Perm() != 0o700 {
		t.Errorf("the directory's mode is %v, %v", st.Mode(), err)
	}
}

// A manifest that is gone or cut makes Badger delete tables: refused, and
// every file is still there, in its place or in a copy.
func TestManifestDamage(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(t *testing.T, manifest string){
		"deleted": func(t *testing.T, manifest string) {
			if err := os.Remove(manifest); err != nil {
				t.Fatal(err)
			}
		},
		"cut by 3":   func(t *testing.T, m string) { rewrite(t, m, func(b []byte) []byte { return b[:len(b)-3] }) },
		"cut to 8":   func(t *testing.T, m string) { rewrite(t, m, func(b []byte) []byte { return b[:8] }) },
		"cut to 0":   func(t *testing.T, m string) { rewrite(t, m, func(b []byte) []byte { return nil }) },
		"flipped":    func(t *testing.T, m string) { rewrite(t, m, func(b []byte) []byte { b[20] ^= 4; return b }) },
		"no version": func(t *testing.T, m string) { rewrite(t, m, func(b []byte) []byte { b[7] ^= 4; return b }) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := closed(t)
			tables := map[string][]byte{}
			for _, table := range files(t, dir, "*.sst") {
				b, err := os.ReadFile(table)
				if err != nil {
					t.Fatal(err)
				}
				tables[filepath.Base(table)] = b
			}
			damage(t, filepath.Join(dir, "db", "MANIFEST"))
			refused(t, dir)
			refused(t, dir) // nor the second time
			for table, b := range tables {
				if !kept(t, dir, table, b) {
					t.Errorf("%s is gone", table)
				}
			}
		})
	}
}

// kept says whether a file of that name and content is anywhere in dir.
func kept(t *testing.T, dir, name string, content []byte) bool {
	t.Helper()
	for _, folder := range []string{"db", "set-aside-*"} {
		names, err := filepath.Glob(filepath.Join(dir, folder, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			if b, err := os.ReadFile(n); err == nil && bytes.Equal(b, content) {
				return true
			}
		}
	}
	return false
}

func TestMissingFiles(t *testing.T) {
	t.Parallel()
	t.Run("a table", func(t *testing.T) {
		dir := closed(t)
		if err := os.Remove(files(t, dir, "*.sst")[0]); err != nil {
			t.Fatal(err)
		}
		refused(t, dir)
	})
	t.Run("everything", func(t *testing.T) {
		dir := closed(t)
		if err := os.RemoveAll(filepath.Join(dir, "db")); err != nil {
			t.Fatal(err)
		}
		refused(t, dir)
		if made, err := filepath.Glob(filepath.Join(dir, "db", "*")); err != nil || len(made) > 0 {
			t.Errorf("a refused Open made %v, %v", made, err)
		}
	})
	t.Run("all but another's", func(t *testing.T) {
		dir, other := closed(t), t.TempDir()
		s := mustOpen(t, small(other))
		fill(t, s, 0, written/2)
		fill(t, s, 0, written/2+3) // as many commits and more, but not the same
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(dir, "witness"), filepath.Join(other, "witness")); err != nil {
			t.Fatal(err)
		}
		refused(t, other)
	})
	t.Run("the witness", func(t *testing.T) {
		dir := closed(t)
		if err := os.Remove(filepath.Join(dir, "witness")); err != nil {
			t.Fatal(err)
		}
		refused(t, dir)
		o := small(dir)
		o.AcceptLoss = true
		s := mustOpen(t, o)
		if err := errors.Join(readAll(s), s.Close()); err != nil {
			t.Error(err)
		}
		s = mustOpen(t, small(dir)) // there is a witness again
		if err := errors.Join(readAll(s), s.Close()); err != nil {
			t.Error(err)
		}
	})
}

// A log that lost its end, or a record in its middle, is refused and copied.
func TestLogDamage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := mustOpen(t, small(dir))
	fill(t, s, 0, written)
	end := len(bytes.TrimRight(mustRead(t, files(t, dir, "*.mem")[0]), "\x00"))
	for name, damage := range map[string]func(b []byte) []byte{
		"cut":                   func(b []byte) []byte { return b[:end-2000] },
		"zeroed":                func(b []byte) []byte { clear(b[end-2000:]); return b },
		"flipped in the middle": func(b []byte) []byte { b[end/2] ^= 1; return b },
		"flipped at the end":    func(b []byte) []byte { b[end-3] ^= 1; return b },
		"emptied":               func([]byte) []byte { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			after := crash(t, dir)
			log := files(t, after, "*.mem")[0]
			rewrite(t, log, damage)
			damaged := mustRead(t, log)
			refused(t, after)
			if !kept(t, after, filepath.Base(log), damaged) {
				t.Error("the log as it was found is gone")
			}
		})
	}
	// Without damage the same crash loses nothing.
	after := mustOpen(t, small(crash(t, dir)))
	if err := errors.Join(readAll(after), after.Close(), s.Close()); err != nil {
		t.Error(err)
	}
}

func mustRead(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The log that is still written is whole, but what came before is not: the
// last group fits the witness, so only the chain tells.
func TestLossInTheMiddle(t *testing.T) {
	t.Parallel()
	dir := closed(t) // one table
	s := mustOpen(t, small(dir))
	fill(t, s, 0, 5) // a log
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	t.Run("the table under a log", func(t *testing.T) {
		after := crash(t, dir)
		rewrite(t, filepath.Join(after, "db", "MANIFEST"), func(b []byte) []byte { return b[:8] })
		refused(t, after)
	})
	for name, lost := range map[string]int{"the end of a log before a log": 1, "nothing": 0} {
		t.Run(name, func(t *testing.T) {
			after := crash(t, dir)
			log := files(t, after, "*.mem")[0]
			b := mustRead(t, log)
			ends := transactionEnds(b)
			if len(ends) != 5 {
				t.Fatalf("the log holds %d transactions, want 5", len(ends))
			}
			// Two logs in the place of one, the first without its last group.
			rewrite(t, log, func([]byte) []byte { return b[:ends[2-lost]] })
			next := strings.Replace(log, "1.mem", "2.mem", 1)
			if err := os.WriteFile(next, slices.Concat(b[:walHeader], b[ends[2]:]), 0o600); err != nil || next == log {
				t.Fatalf("writing %s: %v", next, err)
			}
			if lost > 0 {
				refused(t, after)
				return
			}
			s := mustOpen(t, small(after))
			if err := errors.Join(readAll(s), s.Close()); err != nil {
				t.Error(err)
			}
		})
	}
}

// transactionEnds gives the offsets behind the transactions in a log.
func transactionEnds(log []byte) (ends []int) {
	rest := bytes.NewReader(log[walHeader:])
	in := bufio.NewReader(rest)
	for {
		e, ok := readWALEntry(in)
		if !ok {
			return ends
		}
		if e.meta&walEnd != 0 {
			ends = append(ends, len(log)-rest.Len()-in.Buffered())
		}
	}
}

// A flipped bit in a table is never read as a value, and never ends the process:
// the store is refused, whether the table is compressed well, badly or not.
func TestTableDamage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		plain bool
		value func(i int) []byte
	}{
		"noise":        {value: writtenValue},
		"text":         {value: func(i int) []byte { return bytes.Repeat(fmt.Appendf(nil, "said %d times; ", i), 40) }},
		"uncompressed": {plain: true, value: writtenValue},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			o := small(dir)
			o.plain = c.plain
			s := mustOpen(t, o)
			_, err := s.Update(context.Background(), func(tx store.Tx) error {
				for i := range written {
					if err := tx.Set(writtenKey(i), c.value(i)); err != nil {
						return err
					}
				}
				return nil
			})
			if err := errors.Join(err, s.Close()); err != nil {
				t.Fatal(err)
			}
			table := files(t, dir, "*.sst")[0]
			whole := mustRead(t, table)
			if plain := len(whole) >= written*len(c.value(0)); plain != (name != "text") {
				t.Fatalf("a table of %d bytes is not what is to be tested", len(whole))
			}
			flips := 64
			if testing.Short() {
				flips = 16
			}
			for i := range flips {
				at := len(whole) * (2*i + 1) / (2 * flips)
				rewrite(t, table, func(b []byte) []byte { b[at] ^= 1 << (i % 8); return b })
				// Another reference to the same words is no damage.
				s, err := Open(o)
				if err == nil {
					err = errors.Join(holds(s, c.value), s.Close())
					if name != "text" || err != nil {
						t.Errorf("a flip at byte %d of %d went unnoticed: %v", at, len(whole), err)
					}
				} else if !errors.Is(err, store.ErrCorrupt) || !strings.Contains(err.Error(), dir) {
					t.Errorf("a flip at byte %d of %d: %v", at, len(whole), err)
				}
				if err := os.WriteFile(table, whole, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			// As it was, it is read, by a store that writes the other way too.
			o.plain = !o.plain
			s = mustOpen(t, o)
			if err := errors.Join(holds(s, c.value), s.Close()); err != nil {
				t.Error(err)
			}
		})
	}
}

// A damaged table is refused even where loss is accepted: Badger would refuse it
// too, or end the process.
func TestNoLossOfTablesIsAccepted(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(b []byte) []byte{
		"a flipped bit":   func(b []byte) []byte { b[len(b)/3] ^= 1; return b },
		"blocks of zeros": func(b []byte) []byte { clear(b[:len(b)/2]); return b },
	} {
		t.Run(name, func(t *testing.T) {
			o := small(closed(t))
			o.AcceptLoss = true
			rewrite(t, files(t, o.Dir, "*.sst")[0], change)
			if _, err := Open(o); !errors.Is(err, store.ErrCorrupt) || strings.Contains(err.Error(), "--accept-loss") {
				t.Errorf("accepting the loss: %v", err)
			}
		})
	}
}

// A database that a load wrote is looked at before it takes the place of the old.
func TestFreshDamage(t *testing.T) {
	t.Parallel()
	db := filepath.Join(closed(t), "db")
	s := mustOpen(t, small(t.TempDir()))
	rewrite(t, files(t, filepath.Dir(db), "*.sst")[0], func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
	if err := s.readable(db, record{}, 0); !errors.Is(err, errSum) {
		t.Errorf("a flipped bit: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// A block is what was written, whatever bytes say so, or an error; bytes that are
// none may make the caller recover, but nothing is read beyond them.
func FuzzVerifyBlocks(f *testing.F) {
	dir := f.TempDir()
	s := mustOpen(f, small(dir))
	_, err := s.Update(context.Background(), func(tx store.Tx) error {
		return tx.Set([]byte("key"), writtenValue(1)) // each byte matters
	})
	if err := errors.Join(err, s.Close()); err != nil {
		f.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "db", "*.sst"))
	if err != nil || len(names) != 1 {
		f.Fatal(names, err)
	}
	table, err := os.ReadFile(names[0])
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint(0), byte(0))
	f.Add(uint(3), byte(1))
	f.Add(uint(17), byte(1)) // another reference to the same bytes
	words := func(table []byte) (all []byte, err error) {
		err = eachBlock(table, options.Snappy, func(block []byte) error {
			all = append(all, block...)
			return nil
		})
		return all, err
	}
	whole, err := words(table)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, at uint, flip byte) {
		b := bytes.Clone(table)
		b[at%uint(len(b))] ^= flip
		name := filepath.Join(t.TempDir(), filepath.Base(names[0]))
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := readTable(name, badgerdb.TableManifest{Compression: options.Snappy})
		if err != nil {
			if flip == 0 {
				t.Error(err)
			}
			return
		}
		if got, err := words(b); err != nil || !bytes.Equal(got, whole) {
			t.Errorf("byte %d of %d ^ %x went unnoticed: %v", at%uint(len(b)), len(b), flip, err)
		}
	})
}
