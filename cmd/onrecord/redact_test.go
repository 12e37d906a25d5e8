package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const note = `{"record":"header","format":"onrecord-draft/1","origin":"CURATED","document":"document:note"}
{"record":"document","id":"document:note","title":"A note","publishedAt":"2026-02-01","text":"The minister said: “We will certainly pay for zeppelins.”"}
{"record":"node","kind":"PERSON","id":"person:the-minister","name":"The Minister"}
{"record":"statement","quoteType":"DIRECT","speaker":"person:the-minister","speakerAs":"The minister","cue":"said","act":"PLEDGE","evidence":[{"exact":"We will certainly pay for zeppelins."}]}
`

// TestRedactedWordsLeaveTheDisk: after a redaction no file of the data folder
// has the words, neither whole nor in the search's vocabulary.
func TestRedactedWordsLeaveTheDisk(t *testing.T) {
	dir := t.TempDir()
	data, file := filepath.Join(dir, "data"), filepath.Join(dir, "note.jsonl")
	if err := os.WriteFile(file, []byte(note), 0o600); err != nil {
		t.Fatal(err)
	}
	do := func(args ...string) {
		t.Helper()
		var out bytes.Buffer
		if status := run(context.Background(), append(args, "--data", data, "--log-level", "error"), strings.NewReader(""), &out, &out); status != exitOK {
			t.Fatalf("%v ended with %d: %s", args, status, &out)
		}
	}
	do("import", file)
	words := []string{"We will certainly pay", "zeppelins", "certainly"}
	for _, w := range words {
		if len(filesWith(t, data, w)) == 0 {
			t.Fatalf("%q is in no file before: this test shows nothing", w)
		}
	}
	do("redact", "document:note", "--reason", "a court order")
	for _, w := range words {
		if found := filesWith(t, data, w); len(found) > 0 {
			t.Errorf("%q is still in %v", w, found)
		}
	}
	if len(filesWith(t, data, "person:the-minister")) == 0 {
		t.Error("what was not redacted is gone too")
	}
	do("check", "--deep")
}

func filesWith(t *testing.T, dir, words string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(name)
		if bytes.Contains(raw, []byte(words)) {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
