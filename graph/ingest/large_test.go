package ingest_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onrecord/graph"
	"onrecord/graph/ingest"
	"onrecord/graph/text"
	"onrecord/store/badger"
)

// long is a play of a number of bytes.
func long(size int) string {
	const line = "Nothing was said for a while, and then for longer still. "
	return play + strings.Repeat(line, size/len(line)+1)[:size-len(play)]
}

func opened(t *testing.T, dir string) (*world, *badger.Store) {
	t.Helper()
	s, err := badger.Open(badger.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return worldOver(t, s), s
}

// TestCrashInALargeDocument cuts the write-ahead log of the engine where a
// crash could have: however much of a large document had reached the disk,
// nothing of it is there, or all of it when its last piece was.
func TestCrashInALargeDocument(t *testing.T) {
	if testing.Short() {
		t.Skip("copies some hundred megabytes")
	}
	dir := t.TempDir()
	w, s := opened(t, dir)
	w.take(request("Before", "Ann: First."))
	witness, err := os.ReadFile(filepath.Join(dir, "witness"))
	if err != nil {
		t.Fatal(err)
	}
	log, began := writeAhead(t, dir)
	r := request("The Talks", long(text.MaxText))
	got := w.take(r)
	if got.Document != "document:the-talks" || got.Statements != 3 || len(got.Rejected) > 0 {
		t.Fatalf("%+v", got)
	}
	if again := w.take(r); !again.AlreadyHeld {
		t.Errorf("%+v", again)
	}
	_, ended := writeAhead(t, dir)
	if ended-began < text.MaxText {
		t.Fatalf("the log grew from %d to %d", began, ended)
	}
	after := t.TempDir()
	if err := os.CopyFS(after, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, share := range []float64{0, 0.5, 0.9999, 1} {
		crashed := t.TempDir()
		if err := os.CopyFS(crashed, os.DirFS(after)); err != nil {
			t.Fatal(err)
		}
		// The witness is written last.
		if err := os.WriteFile(filepath.Join(crashed, "witness"), witness, 0o600); err != nil {
			t.Fatal(err)
		}
		cut(t, filepath.Join(crashed, log), began+int(share*float64(ended-began)))
		w, s := opened(t, crashed)
		id, held, err := ingest.Check(t.Context(), w.graph, r.Document)
		if err != nil || id != "document:the-talks" || held != (share == 1) {
			t.Errorf("with %v of the log: %s, %v, %v", share, id, held, err)
		}
		n, err := w.view().NodesByID([]string{"document:the-talks", "person:bob", "document:before"})
		if err != nil || (n[0] != nil) != held || (n[1] != nil) != held || n[2] == nil {
			t.Errorf("with %v of the log there are %v, %v", share, n, err)
		}
		if share == 0.5 {
			if got := w.take(r); got.AlreadyHeld || got.Statements != 3 || got.Transaction != "2" {
				t.Errorf("taken in again: %+v", got)
			}
		}
		w.sound()
		w.release()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// writeAhead finds the engine's newest log and how much of it is written.
func writeAhead(t *testing.T, dir string) (name string, used int) {
	t.Helper()
	logs, err := filepath.Glob(filepath.Join(dir, "db", "*.mem"))
	if err != nil || len(logs) != 1 {
		t.Fatalf("the logs are %v, %v", logs, err)
	}
	raw, err := os.ReadFile(logs[0])
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join("db", filepath.Base(logs[0])), len(bytes.TrimRight(raw, "\x00"))
}

// cut makes a log end early: what was not written yet is zero.
func cut(t *testing.T, name string, at int) {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	clear(raw[at:])
	if err := os.WriteFile(name, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestDenseDocuments: what one transaction takes is taken at once; what it does
// not is refused as a whole.
func TestDenseDocuments(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 64 MiB")
	}
	w := newWorld(t)
	words := strings.Repeat("We keep our word, she said on Monday, and so will they.\n", 150_000)
	w.x.then = func(d *graph.Draft) { d.Statements = everywhere(words, "We keep our word") }
	before := w.view().Seq()
	if got, err := ingest.Document(t.Context(), w.graph, w.x, request("The Talks", words)); !isCode(err, ingest.CodeTooLarge) {
		t.Errorf("%+v, %v", got, err)
	}
	if now := w.view(); now.Seq() != before {
		t.Error("something was written")
	}
	w.x.then = func(d *graph.Draft) { d.Statements = everywhere(words, "We keep our word")[:10_000] }
	if got := w.take(request("The Talks", words)); got.Statements != 10_000 {
		t.Errorf("%+v", got)
	}
}

// everywhere makes a statement of each occurrence.
func everywhere(words, said string) []graph.StatementDraft {
	var out []graph.StatementDraft
	for at := 0; ; {
		i := strings.Index(words[at:], said)
		if i < 0 {
			return slices.Clip(out)
		}
		from, to := at+i, at+i+len(said)
		out = append(out, graph.StatementDraft{
			QuoteType: graph.Direct, SpeakerAs: "she", Cue: "said",
			Evidence: []graph.EvidenceDraft{{Document: "document:the-talks", Exact: said, Start: &from, End: &to}},
		})
		at = to
	}
}
