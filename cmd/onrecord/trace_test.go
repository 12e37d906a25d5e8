package main

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"
)

// TestTraceColours: somebody who watches sees colours and no marks.
func TestTraceColours(t *testing.T) {
	var m traceMatch
	err := json.Unmarshal([]byte(`{"verdict": "ALTERED", "diff": [
		{"op": "EQUAL", "given": "We ", "source": "We "}, {"op": "DELETE", "given": "never ", "source": ""},
		{"op": "REPLACE", "given": "sail", "source": "sailed"}, {"op": "INSERT", "given": "", "source": "home"}
	]}`), &m)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		coloured bool
		want     string
	}{
		{false, "We [-never-] [-sail-]{+sailed+} {+home+}"},
		{true, "We \x1b[31;9mnever\x1b[0;29m \x1b[31;9msail\x1b[0;29m \x1b[32msailed\x1b[0m \x1b[32mhome\x1b[0m"},
	} {
		if got := newTracePrinter(&bytes.Buffer{}, c.coloured).diff(&m); got != c.want {
			t.Errorf("coloured %v: %q", c.coloured, got)
		}
	}
}

// TestTraceKeepsSignsAtTheirNumbers: no space is put where the passage has none.
func TestTraceKeepsSignsAtTheirNumbers(t *testing.T) {
	var m traceMatch
	err := json.Unmarshal([]byte(`{"verdict": "ALTERED", "diff": [
		{"op": "EQUAL", "given": "pay €", "source": "pay €"}, {"op": "REPLACE", "given": "400 ", "source": "40 "},
		{"op": "EQUAL", "given": "million", "source": "million"}
	]}`), &m)
	if err != nil {
		t.Fatal(err)
	}
	if got := newTracePrinter(&bytes.Buffer{}, false).diff(&m); got != "pay €[-400-]{+40+} million" {
		t.Error(got)
	}
}

// TestTraceColoursAskedAgainst: NO_COLOR and a pipe mean none.
func TestTraceColoursAskedAgainst(t *testing.T) {
	a := &app{out: &bytes.Buffer{}, watched: isTerminal}
	if a.coloured() {
		t.Error("a buffer is coloured")
	}
	a.watched = func(_ io.Writer) bool { return true }
	t.Setenv("NO_COLOR", "")
	if !a.coloured() {
		t.Error("a terminal is not")
	}
	t.Setenv("NO_COLOR", "1")
	if a.coloured() {
		t.Error("NO_COLOR is not heeded")
	}
}
