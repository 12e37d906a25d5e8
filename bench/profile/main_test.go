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
	namesNoFile(t, out)
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
	namesNoFile(t, guide)
}

// namesNoFile looks at the fields, and at the bytes for a file every profile here
// would name.
func namesNoFile(t *testing.T, name string) {
	t.Helper()
	p, err := read(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range p.Mapping {
		if m.File != "" || m.BuildID != "" {
			t.Errorf("%s is of the program %q, %q", name, m.File, m.BuildID)
		}
	}
	for _, f := range p.Function {
		if f.Filename != "" {
			t.Fatalf("%s says that %s is in %s", name, f.Name, f.Filename)
		}
	}
	for _, file := range []string{"/proc.go", "/main.go", "/main_test.go"} {
		if strings.Contains(unzipped(t, name), file) {
			t.Errorf("%s is left in %s", file, name)
		}
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
