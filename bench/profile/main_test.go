package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"testing"
)

// TestNothingOfTheMachineIsKept: what is joined names functions, and no file.
func TestNothingOfTheMachineIsKept(t *testing.T) {
	dir := t.TempDir()
	var in []string
	for _, name := range []string{"a", "b"} {
		in = append(in, filepath.Join(dir, name))
		f, err := os.Create(in[len(in)-1])
		if err != nil {
			t.Fatal(err)
		}
		if err := pprof.StartCPUProfile(f); err != nil {
			t.Fatal(err)
		}
		for range 20_000 {
			bytes.Repeat([]byte("work"), 1<<10)
		}
		pprof.StopCPUProfile()
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(dir, "joined")
	if err := run(append([]string{out}, in...)); err != nil {
		t.Fatal(err)
	}
	raw := unzipped(t, out)
	if _, err := read(out); err != nil {
		t.Error(err)
	}
	for _, word := range []string{".go", "/tmp", "/home", dir} {
		if strings.Contains(raw, word) {
			t.Errorf("%q is left in what was joined", word)
		}
	}
	if err := run([]string{out, filepath.Join(dir, "missing")}); err == nil {
		t.Error("a profile that is not there was joined")
	}
}

// TestTheGuideTellsNothingOfAMachine: neither does the one the program is
// compiled by.
func TestTheGuideTellsNothingOfAMachine(t *testing.T) {
	const guide = "../../cmd/onrecord/default.pgo"
	p, err := read(guide)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Sample) < 1000 {
		t.Errorf("%d samples guide the compiler", len(p.Sample))
	}
	if raw := unzipped(t, guide); strings.Contains(raw, ".go\n") || strings.Contains(raw, "/tmp") || strings.Contains(raw, "/home") {
		t.Error("the guide names files")
	}
}

func unzipped(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
