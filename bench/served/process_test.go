package served

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestParseStat(t *testing.T) {
	const rest = " S 17 1 1 0 -1 4194304 100 0 0 0 11 22 33 44 20 0 1 0 5 6 7"
	for _, name := range []string{"sh", "a (b) c", ") S 1 1"} {
		id, s, err := parseStat("42 (" + name + ")" + rest)
		if err != nil || id != 42 || s != (stat{parent: 17, spent: 11 + 22 + 33 + 44}) {
			t.Errorf("%q: %d, %+v, %v", name, id, s, err)
		}
	}
	for _, bad := range []string{"", "42 sh S 1", "x (sh) S 1 2", "42 (sh) S 1 2 3"} {
		if _, _, err := parseStat(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// TestAFamilyIsMeasured: what a shell started counts with it, and what a process
// that is no child spent does not.
func TestAFamilyIsMeasured(t *testing.T) {
	p, err := Start(exec.Command("sh", "-c", "sleep 60 & echo started; wait"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for !strings.Contains(p.said.String(), "started") {
		if err := p.Failed(); err != nil {
			t.Fatal(err)
		}
	}
	all, err := family([]int{p.ID()})
	if err != nil || len(all) != 2 {
		t.Errorf("%d in the family, %v", len(all), err)
	}
	if _, own := all[os.Getpid()]; own {
		t.Error("its parent is one of the family")
	}
	memory, err := Memory(p.ID())
	if err != nil || memory <= 0 {
		t.Errorf("memory %d, %v", memory, err)
	}
	for id := range all {
		if id != p.ID() {
			if err := syscall.Kill(id, syscall.SIGTERM); err != nil {
				t.Error(err)
			}
		}
	}
	<-p.Done()
	if _, err := Spent(p.ID()); err == nil {
		t.Error("a process that has ended is measured")
	}
	if own, err := Own(os.Getpid()); err != nil || own <= 0 {
		t.Errorf("own %d, %v", own, err)
	}
	if peak, err := Peak(os.Getpid()); err != nil || peak <= 0 {
		t.Errorf("peak %d, %v", peak, err)
	}
}

func TestAFailureTellsWhatWasSaid(t *testing.T) {
	p, err := Start(exec.Command("sh", "-c", "echo the disk is on fire >&2; exit 3"), nil)
	if err != nil {
		t.Fatal(err)
	}
	<-p.Done()
	if err := p.Stop(os.Interrupt); err == nil || !strings.Contains(err.Error(), "the disk is on fire") {
		t.Error(err)
	}
	if _, err := Run(t.Context(), "sh", "-c", "echo no such corpus; exit 1"); err == nil || !strings.Contains(err.Error(), "no such corpus") {
		t.Error(err)
	}
}

func TestDisk(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "a", "b"), 0o755); err != nil {
		t.Fatal(err)
	}
	before, err := Disk(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a", "b", "c"), make([]byte, 1<<20), 0o644); err != nil {
		t.Fatal(err)
	}
	after, err := Disk(dir)
	if err != nil || after-before < 1<<20 {
		t.Errorf("%d, then %d, %v", before, after, err)
	}
}
