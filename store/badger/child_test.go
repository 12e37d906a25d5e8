package badger

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"onrecord/store"
)

// A test that needs a process to die runs this test binary again with these
// set: the directory, and what to do there.
const (
	childDir  = "ONRECORD_STORE_CHILD"
	childTask = "ONRECORD_STORE_CHILD_TASK"
)

func child(dir string) {
	s, err := Open(small(dir))
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(3)
	}
	switch os.Getenv(childTask) {
	case "write":
		err = writeForever(s)
	}
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(4)
	}
}

// startChild starts a child; its output is read from the scanner.
func startChild(t *testing.T, task, dir string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), childDir+"="+dir, childTask+"="+task)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// writeForever has four writers that each count up under a key of their own,
// with some bulk beside it, and print each number once it is acknowledged.
func writeForever(s *Store) error {
	failed := make(chan error)
	for w := range uint64(4) {
		go func() {
			for {
				var n uint64
				_, err := s.Update(context.Background(), func(tx store.Tx) error {
					var err error
					n, err = countUp(tx, w)
					return err
				})
				if err != nil {
					failed <- err
					return
				}
				fmt.Println(w, n)
			}
		}()
	}
	return <-failed
}

func counterKey(w uint64) []byte { return fmt.Appendf(nil, "counter %d", w) }

func countUp(tx store.Tx, w uint64) (uint64, error) {
	n, err := counter(tx, w)
	if err != nil {
		return 0, err
	}
	n++
	bulk := make([]byte, 20<<10)
	binary.BigEndian.PutUint64(bulk, n)
	return n, errors.Join(
		tx.Set(counterKey(w), binary.BigEndian.AppendUint64(nil, n)),
		tx.Set(fmt.Appendf(nil, "bulk %d %d", w, n%50), bulk))
}

func counter(r store.Reader, w uint64) (uint64, error) {
	value, err := r.Get(counterKey(w))
	if errors.Is(err, store.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return binary.BigEndian.Uint64(value), nil
}

// acknowledged parses a line that writeForever printed.
func acknowledged(t *testing.T, line string) (w, n uint64) {
	t.Helper()
	first, second, _ := strings.Cut(line, " ")
	w, err1 := strconv.ParseUint(first, 10, 64)
	n, err2 := strconv.ParseUint(second, 10, 64)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatalf("the child said %q", line)
	}
	return w, n
}

// What was acknowledged before a kill is there after it, every time.
func TestKill(t *testing.T) {
	t.Parallel()
	rounds := 4
	if testing.Short() {
		rounds = 2
	}
	dir := t.TempDir()
	last := map[uint64]uint64{}
	for round := range rounds {
		cmd, out := startChild(t, "write", dir)
		for lines := 0; out.Scan(); {
			w, n := acknowledged(t, out.Text())
			last[w] = max(last[w], n)
			if lines++; lines == 150*(round+1) {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := cmd.Wait(); err == nil || cmd.ProcessState.Exited() {
			t.Fatalf("the child was not killed but ended by itself: %v", err)
		}
		s := mustOpen(t, small(dir))
		snap, err := s.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		for w, acked := range last {
			n, err := counter(snap, w)
			if err != nil || n < acked {
				t.Errorf("round %d: writer %d's counter is %d, %v; %d was acknowledged", round, w, n, err, acked)
			}
			bulk, err := snap.Get(fmt.Appendf(nil, "bulk %d %d", w, n%50))
			if err != nil || binary.BigEndian.Uint64(bulk) != n {
				t.Errorf("round %d: half of writer %d's update %d is there: %v", round, w, n, err)
			}
		}
		snap.Release()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
