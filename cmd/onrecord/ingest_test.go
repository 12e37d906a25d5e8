package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/schema"
)

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestIngestBar: whoever watches a batch sees how far it is; a file or a pipe
// gets no drawing, nor does a single document or --json.
func TestIngestBar(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"in/a.txt": "The mayor agreed.", "in/b.txt": "The council agreed.", "in/c.txt": "The ministry agreed."})
	in := filepath.Join(dir, "in")
	for _, c := range []struct {
		what    string
		watched bool
		args    []string
		drawn   bool
	}{
		{"a batch on a terminal", true, []string{in}, true},
		{"a batch in a pipe", false, []string{in}, false},
		{"one document on a terminal", true, []string{filepath.Join(in, "a.txt")}, false},
		{"a batch for a script", true, []string{"--json", in}, false},
	} {
		var out, errs bytes.Buffer
		a := &app{in: strings.NewReader(""), out: &out, err: &errs, watched: func(w io.Writer) bool { return c.watched && w == &errs }}
		args := append([]string{"ingest", "--no-extract", "--data", filepath.Join(t.TempDir(), "data")}, c.args...)
		if status := a.run(t.Context(), args); status != exitOK {
			t.Fatalf("%s: status %d, %s", c.what, status, errs.String())
		}
		drawn := strings.Contains(errs.String(), "reading") && strings.Contains(errs.String(), "/3)")
		if drawn != c.drawn || !drawn && errs.Len() > 0 || strings.Contains(out.String(), "reading") {
			t.Errorf("%s: drawn is %v, want %v: %q", c.what, drawn, c.drawn, errs.String())
		}
	}
	if isTerminal(&bytes.Buffer{}) {
		t.Error("a buffer is no terminal")
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close() //nolint:errcheck // nothing was written
	defer w.Close() //nolint:errcheck // nothing was written
	if isTerminal(w) {
		t.Error("a pipe is no terminal")
	}
}

// put writes the files of a test.
func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		at := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// ingestJSON runs ingest --json and gives each file's line.
func ingestJSON(t *testing.T, ctx context.Context, args ...string) (status int, lines []ingested, errs string) {
	t.Helper()
	var out, stderr bytes.Buffer
	status = run(ctx, append([]string{"ingest", "--json"}, args...), strings.NewReader(""), &out, &stderr)
	for dec := json.NewDecoder(&out); ; {
		var one ingested
		if err := dec.Decode(&one); err == io.EOF {
			return status, lines, stderr.String()
		} else if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, one)
	}
}

// outcomes says of each file by its name what became of it.
func outcomes(lines []ingested) []string {
	var all []string
	for _, l := range lines {
		what := "added"
		switch {
		case l.Error != nil:
			what = l.Error.Code
		case l.AlreadyHeld:
			what = "held"
		}
		all = append(all, filepath.Base(l.Path)+" "+what)
	}
	return all
}

// TestIngestBadFiles: every kind of bad file is told, and the good ones are in.
func TestIngestBadFiles(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{
		"in/a.txt":      "“We sail at dawn,” said Ada Brook.",
		"in/b-nul.txt":  "We sail\x00 at dawn.",
		"in/c-bytes.md": "\x01\x02\x03\x04\x05\x06",
		"in/d.txt":      "The caf\xe9 is closed.",
		"in/e.html":     "<html><body>" + strings.Repeat("<div>", 600) + "The mayor agreed.",
		"in/f.txt":      " \n",
		"in/g.txt":      strings.Repeat("We sail at dawn. ", 700_000),
		"in/h.pdf":      "%PDF-1.7",
		"in/i.TXT":      "The mayor agreed.",
		"outside.txt":   "Outside of the folder.",
	})
	for link, to := range map[string]string{"in/j.txt": "../outside.txt", "in/k.txt": "a.txt", "in/l.txt": "gone.txt", "in/m": ".."} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	data := filepath.Join(dir, "data")
	status, lines, errs := ingestJSON(t, context.Background(), "--data", data, filepath.Join(dir, "in"))
	want := []string{
		"a.txt added", "b-nul.txt BINARY", "c-bytes.md BINARY", "d.txt INVALID_UTF8", "e.html TOO_DEEP", "f.txt EMPTY",
		"g.txt TOO_LARGE", "i.TXT added", "j.txt OUTSIDE_FOLDER", "k.txt held", "l.txt UNREADABLE",
	}
	if diff := cmp.Diff(want, outcomes(lines)); diff != "" || status != exitFailed {
		t.Errorf("status %d %s (-want +got)\n%s", status, errs, diff)
	}
	if out := runOK(t, "check", "--data", data, "--deep"); !strings.Contains(out, "all is as it should be") {
		t.Error(out)
	}
}

// TestIngestInterrupted stops between two files, says so, and goes on from
// there.
func TestIngestInterrupted(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"in/a.txt": "The mayor agreed.", "in/c.txt": "The council agreed."})
	data := filepath.Join(dir, "data")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var out, errs bytes.Buffer
	status := run(ctx, []string{"ingest", "--data", data, filepath.Join(dir, "in", "a.txt"), "-", filepath.Join(dir, "in", "c.txt")}, cancelling{strings.NewReader("The ministry agreed."), cancel}, &out, &errs)
	if status != exitFailed || !strings.Contains(out.String(), "1 document: 1 added, 0 held already, 0 failed") || !strings.Contains(errs.String(), "interrupted: the same command goes on") {
		t.Errorf("status %d\n%s%s", status, out.String(), errs.String())
	}
	status, lines, _ := ingestJSON(t, context.Background(), "--data", data, filepath.Join(dir, "in"))
	if diff := cmp.Diff([]string{"a.txt held", "c.txt added"}, outcomes(lines)); diff != "" || status != exitOK {
		t.Errorf("again: status %d (-want +got)\n%s", status, diff)
	}
}

// cancelling is an input that is interrupted while it is read.
type cancelling struct {
	io.Reader
	cancel context.CancelFunc
}

func (c cancelling) Read(p []byte) (int, error) {
	c.cancel()
	return c.Reader.Read(p)
}

// TestIngestAgain holds memory and order: many files, then all held.
func TestIngestAgain(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{}
	for i := range 30 {
		files[fmt.Sprintf("in/%02d.txt", i)] = fmt.Sprintf("News of day %d\n\n“We sail at dawn,” said Ada Brook.", i)
	}
	put(t, dir, files)
	data, in := filepath.Join(dir, "data"), filepath.Join(dir, "in")
	if out := runOK(t, "ingest", "--data", data, in); !strings.HasPrefix(out, "30 documents: 30 added, 0 held already, 0 failed; ") {
		t.Error(out)
	}
	if out := runOK(t, "ingest", "--data", data, in); out != "30 documents: 0 added, 30 held already, 0 failed; 0 statements, 0 commitments, 0 actors" {
		t.Error(out)
	}
}

// TestIngestServed sends documents to a running server.
func TestIngestServed(t *testing.T) {
	defer http.DefaultClient.CloseIdleConnections()
	dir := t.TempDir()
	put(t, dir, map[string]string{
		"in/a.txt":  "“We sail at dawn,” said Ada Brook.",
		"in/b.txt":  " ",
		"in/c.html": `<html lang="en"><head><title>The mayor agreed</title></head><body><p>The mayor agreed, and the council did so too.</p></body></html>`,
	})
	data, in := filepath.Join(dir, "data"), filepath.Join(dir, "in")
	s := startServe(t, data, "--no-seed")
	for _, want := range [][]string{{"a.txt added", "b.txt EMPTY", "c.html added"}, {"a.txt held", "b.txt EMPTY", "c.html held"}} {
		status, lines, errs := ingestJSON(t, context.Background(), "--url", s.graphql, "--no-extract", "--publisher", "The Paper", in)
		if diff := cmp.Diff(want, outcomes(lines)); diff != "" || status != exitFailed {
			t.Errorf("status %d %s (-want +got)\n%s", status, errs, diff)
		}
	}
	// A page that is sent as a page is the same document as its file.
	for _, want := range []struct{ text, answer string }{
		{string(readFile(t, filepath.Join(in, "c.html"))), `"document":{"title":"The mayor agreed","language":"en","content":"The mayor agreed, and the council did so too."},"alreadyHeld":true`},
		{`<html><meta charset="iso-8859-1"><title>Zoë</title><body><p>The mayor agreed with Zoë, and the council did so too.</p></body></html>`, `"content":"The mayor agreed with Zoë, and the council did so too."},"alreadyHeld":false`},
		{"<html><body></body></html>", `"code":"NO_ARTICLE"`},
	} {
		variables, err := json.Marshal(map[string]any{"input": map[string]any{"title": "", "publisher": "The Paper", "mediaType": "text/html", "extract": false, "text": want.text}})
		if err != nil {
			t.Fatal(err)
		}
		answer, err := ask(t.Context(), s.graphql, "", schema.Request{Variables: variables, Query: `mutation($input: IngestDocumentInput!) { ingestDocument(input: $input) { document { title language content } alreadyHeld } }`})
		if err != nil || !strings.Contains(string(answer), want.answer) {
			t.Errorf("%s, %v; want %s", answer, err, want.answer)
		}
	}
	// What we have open ourselves nobody else can open.
	var out, errs bytes.Buffer
	if status := run(context.Background(), []string{"ingest", "--data", data, in}, strings.NewReader(""), &out, &errs); status != exitFailed || !strings.Contains(errs.String(), "--url") {
		t.Errorf("ingest into a folder that is served: status %d, %s", status, errs.String())
	}
	if status := s.stop(); status != exitOK {
		t.Fatalf("serve ended with %d: %s", status, s.errs)
	}
	// The same bytes, publisher and address are the same document here too.
	_, lines, _ := ingestJSON(t, context.Background(), "--data", data, "--publisher", "The Paper", in)
	if diff := cmp.Diff([]string{"a.txt held", "b.txt EMPTY", "c.html held"}, outcomes(lines)); diff != "" {
		t.Errorf("after the server: (-want +got)\n%s", diff)
	}
	runOK(t, "check", "--data", data)
}

// TestIngestRefusals tells what a server refuses of one file from what it
// refuses of all.
func TestIngestRefusals(t *testing.T) {
	defer http.DefaultClient.CloseIdleConnections()
	dir := t.TempDir()
	put(t, dir, map[string]string{"in/a.txt": "The mayor agreed.", "in/b.txt": "The council agreed."})
	const good = `{"data":{"ingestDocument":{"document":{"id":"document:x"},"alreadyHeld":false,"statements":2,"commitments":1,"actors":3,"rejected":[{"code":"EVIDENCE_NOT_FOUND","message":"m","path":null}],"transaction":"7"}}}`
	for _, c := range []struct {
		what, answer string
		want         []string
	}{
		{"good", good, []string{"a.txt added", "b.txt added"}},
		{"bad text", `{"data":{"ingestDocument":null},"errors":[{"message":"m","path":["ingestDocument"],"extensions":{"code":"BAD_TEXT"}}]}`, []string{"a.txt BAD_TEXT", "b.txt BAD_TEXT"}},
		{"too large", `{"errors":[{"message":"m","extensions":{"code":"REQUEST_TOO_LARGE"}}]}`, []string{"a.txt REQUEST_TOO_LARGE", "b.txt REQUEST_TOO_LARGE"}},
		{"no token", `{"errors":[{"message":"m","extensions":{"code":"UNAUTHORIZED"}}]}`, []string{"a.txt UNAUTHORIZED"}},
		{"disk full", `{"data":{"ingestDocument":null},"errors":[{"message":"m","path":["ingestDocument"],"extensions":{"code":"NO_SPACE"}}]}`, []string{"a.txt NO_SPACE"}},
		{"another kind of server", `{"hello":true}`, []string{"a.txt FAILED"}},
		{"no JSON", `<html>`, []string{"a.txt FAILED"}},
	} {
		var asked []map[string]any
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var body struct {
				Variables struct{ Input map[string]any }
			}
			if err := json.NewDecoder(r.Body).Decode(&body); err != nil || r.Header.Get("Authorization") != "Bearer secret" {
				t.Errorf("%s: %v, %v", c.what, err, r.Header)
			}
			asked = append(asked, body.Variables.Input)
			_, _ = io.WriteString(w, c.answer)
		}))
		status, lines, errs := ingestJSON(t, context.Background(), "--url", server.URL, "--write-token", "secret", "--language", "en", filepath.Join(dir, "in"))
		server.Close()
		if diff := cmp.Diff(c.want, outcomes(lines)); diff != "" || (status == exitOK) != (c.answer == good) {
			t.Errorf("%s: status %d %s (-want +got)\n%s", c.what, status, errs, diff)
		}
		if diff := cmp.Diff(map[string]any{"title": "The mayor agreed.", "text": "The mayor agreed.", "language": "en", "extract": true}, asked[0]); diff != "" {
			t.Errorf("%s: asked (-want +got)\n%s", c.what, diff)
		}
		if c.answer == good && (lines[0].Statements != 2 || lines[0].Document != "document:x" || len(lines[0].Rejected) != 1) {
			t.Errorf("the receipt is %+v", lines[0].Receipt)
		}
	}
}
