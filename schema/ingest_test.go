package schema_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"onrecord/graph"
	"onrecord/graph/text"
	"onrecord/schema"
	"onrecord/store/mem"
)

// plays is an extractor of plays: "Ann: It ends." is a statement by a person,
// "Ann vows: I will go." a commitment too. "Ann misquotes: No." is one whose
// words are not in the text.
type plays struct{ calls int }

func (x *plays) Extract(_ context.Context, doc graph.DocumentDraft, _ graph.ActorIndex) (*graph.Draft, error) {
	x.calls++
	d := &graph.Draft{}
	seen := map[string]bool{}
	for line := range strings.Lines(*doc.Text) {
		head, words, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if !ok {
			continue
		}
		if head == "Nobody" {
			return nil, errors.New("a secret of the extractor")
		}
		name, verb, _ := strings.Cut(head, " ")
		who := graph.IDPrefix(graph.Person) + text.Slug(name)
		if !seen[who] {
			seen[who] = true
			d.Nodes = append(d.Nodes, graph.NodeDraft{ID: who, Kind: graph.Person, Name: name})
		}
		proof := []graph.EvidenceDraft{{Document: doc.ID, Exact: words, Prefix: head + ": "}}
		s := graph.StatementDraft{Evidence: proof, QuoteType: graph.Direct, Speaker: who, SpeakerAs: name, Standing: graph.Standing{Confidence: 0.8}}
		switch verb {
		case "vows":
			d.Commitments = append(d.Commitments, graph.CommitmentDraft{ID: "commitment:" + text.Slug(words), Summary: words, PledgedBy: []string{who}, Strength: graph.DeclaredIntent, Evidence: proof})
			s.ID = "statement:vow"
			s.Expresses = []string{"commitment:" + text.Slug(words)}
		case "misquotes":
			s.Evidence = []graph.EvidenceDraft{{Document: doc.ID, Exact: words + " Or so."}}
		case "says":
			s.ID = "statement:said"
		}
		d.Statements = append(d.Statements, s)
	}
	return d, nil
}

func reading(t testing.TB) (*world, *plays) {
	t.Helper()
	x := &plays{}
	return worldOver(t, mem.New(), schema.Options{Extractor: x, Pages: readSheet}), x
}

// readSheet reads pages of a kind of their own: a line of what the page says
// of itself, then its text.
func readSheet(raw []byte) (graph.DocumentDraft, error) {
	head, words, ok := strings.Cut(string(raw), "\n")
	said := strings.Split(head, "|")
	if !ok || len(said) != 5 {
		return graph.DocumentDraft{}, &graph.Error{Code: "NO_ARTICLE", Message: "no article", Path: "input.text"}
	}
	return graph.DocumentDraft{Title: said[0], Publisher: said[1], PublishedAt: said[2], Language: said[3], URL: said[4], Text: &words, Original: raw}, nil
}

// TestPagesAreTakenIn: the article of a page is the text, the page the
// original, and what the input says goes before what the page says.
func TestPagesAreTakenIn(t *testing.T) {
	const query = `mutation($input: IngestDocumentInput!) { ingestDocument(input: $input) {
		document { title content sha256 publisher publishedAt language url } alreadyHeld statements } }`
	const sheet = "Talks|The Page|2026-01-02|fr|https://page.example/\nAnn: It ends."
	w, _ := reading(t)
	document := func(fields map[string]any) map[string]any {
		body := w.data(t, query, input(t, fields))
		if read[bool](t, body, "ingestDocument", "alreadyHeld") || read[float64](t, body, "ingestDocument", "statements") != 1 {
			t.Error(body)
		}
		return read[map[string]any](t, body, "ingestDocument", "document")
	}
	want := map[string]any{
		"title": "Talks", "content": "Ann: It ends.", "sha256": fmt.Sprintf("%x", sha256.Sum256([]byte(sheet))), "publisher": "The Page",
		"publishedAt": "2026-01-02", "language": "fr", "url": "https://page.example/",
	}
	if diff := cmp.Diff(want, document(map[string]any{"title": " ", "text": sheet, "mediaType": "Text/HTML; charset=utf-8"})); diff != "" {
		t.Error(diff)
	}
	given := map[string]any{"title": "T", "publisher": "P", "publishedAt": "2025", "language": "en", "url": "urn:isbn:1"}
	for name, value := range given {
		want[name] = value
	}
	given["text"], given["mediaType"] = sheet, "text/html"
	if diff := cmp.Diff(want, document(given)); diff != "" {
		t.Error(diff)
	}
	s, err := w.graph.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if b, err := s.Blob(sha256.Sum256([]byte(sheet))); err != nil || string(b.Data) != sheet {
		t.Errorf("kept are %q, %v", b.Data, err)
	}
	// As plain text the same characters are the text.
	if got := document(map[string]any{"title": "T", "text": sheet, "mediaType": "text/plain"}); got["content"] != sheet {
		t.Error(got)
	}
	// A server that reads no pages says what it does read.
	bare := newWorld(t)
	body := bare.ask(t, ingestQuery, input(t, map[string]any{"title": "T", "text": sheet, "mediaType": "text/html"}))
	if codes(t, body) != "UNSUPPORTED" || !strings.Contains(body, "use text/plain\"") {
		t.Error(body)
	}
}

// TestIngestAnswers runs the steps of each archive in testdata/ingest, one
// after the other on a graph of their own, and compares the answers.
func TestIngestAnswers(t *testing.T) {
	files, err := filepath.Glob("testdata/ingest/*.txtar")
	if err != nil || len(files) < 2 {
		t.Fatalf("%d archives, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			w, _ := reading(t)
			var (
				r    schema.Request
				last string
				out  []txtar.File
			)
			for _, f := range a.Files {
				switch filepath.Ext(f.Name) {
				case ".graphql":
					r = schema.Request{Query: string(f.Data), By: "curator@example.org"}
					out = append(out, f)
				case ".variables":
					r.Variables = f.Data
					out = append(out, f)
				case ".answer":
					var got bytes.Buffer
					if err := json.Indent(&got, []byte(w.send(t, r)), "", "  "); err != nil {
						t.Fatal(err)
					}
					last = got.String() + "\n"
					if diff := cmp.Diff(strings.Split(string(f.Data), "\n"), strings.Split(last, "\n")); diff != "" && !*update {
						t.Errorf("%s: %s", f.Name, diff)
					}
					out = append(out, txtar.File{Name: f.Name, Data: []byte(last)})
				}
			}
			if *update {
				a.Files = out
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if w.log.Len() > 0 {
				t.Errorf("something was logged: %s", w.log)
			}
		})
	}
}

const ingestQuery = `mutation($input: IngestDocumentInput!) { ingestDocument(input: $input) {
	document { id sha256 content } alreadyHeld statements commitments actors rejected { code path } transaction } }`

// input makes the variables of an ingest.
func input(t testing.TB, fields map[string]any) string {
	t.Helper()
	raw, err := json.Marshal(map[string]any{"input": fields})
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestOriginalsAreKept(t *testing.T) {
	w, _ := reading(t)
	page := []byte("<p>Ann: It ends.</p>\xff")
	body := w.data(t, ingestQuery, input(t, map[string]any{"title": "T", "text": "Ann: It ends.", "original": base64.StdEncoding.EncodeToString(page)}))
	if got, want := read[string](t, body, "ingestDocument", "document", "sha256"), fmt.Sprintf("%x", sha256.Sum256(page)); got != want {
		t.Errorf("the hash is %s, want %s", got, want)
	}
	if got := read[string](t, body, "ingestDocument", "document", "content"); got != "Ann: It ends." {
		t.Errorf("the text is %q", got)
	}
	s, err := w.graph.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if b, err := s.Blob(sha256.Sum256(page)); err != nil || !bytes.Equal(b.Data, page) {
		t.Errorf("kept are %q, %v", b.Data, err)
	}
	// The same text from another page is another copy.
	body = w.data(t, ingestQuery, input(t, map[string]any{"title": "T", "text": "Ann: It ends."}))
	if read[bool](t, body, "ingestDocument", "alreadyHeld") {
		t.Error(body)
	}
}

func TestIngestRefusals(t *testing.T) {
	w, x := reading(t)
	w.data(t, ingestQuery, input(t, map[string]any{"title": "T", "text": "Ann: It ends.", "idempotencyKey": "used"}))
	head := w.data(t, `{ statistics { logHead } }`)
	for _, c := range []struct {
		name   string
		fields map[string]any
		code   string
		says   string
	}{
		{"empty", map[string]any{"text": " \n"}, "EMPTY", "white space"},
		{"NUL", map[string]any{"text": "a\x00b"}, "NUL", "byte 1"},
		{"binary", map[string]any{"text": "%PDF-1.4"}, "BINARY", "a PDF"},
		{"an id", map[string]any{"id": "person:x"}, "BAD_ID", `"path":"input"`},
		{"an id that is taken", map[string]any{"id": "document:t"}, "ALREADY_EXISTS", "another text"},
		{"an original", map[string]any{"original": "?"}, "BAD_INPUT", "base64"},
		{"another media type", map[string]any{"mediaType": "application/pdf"}, "UNSUPPORTED", "use text/plain or text/html"},
		{"no media type", map[string]any{"mediaType": "html;;"}, "UNSUPPORTED", `"path":"input.mediaType"`},
		{"a page beside a page", map[string]any{"mediaType": "text/html", "text": "a|b|||\nBob: No.", "original": "eA=="}, "BAD_INPUT", "does not go with"},
		{"a page of nothing", map[string]any{"mediaType": "text/html"}, "NO_ARTICLE", `"path":"input.text"`},
		{"a language", map[string]any{"language": "english"}, "BAD_LANGUAGE", "BCP 47"},
		{"a script for a url", map[string]any{"url": "javascript:alert(1)"}, "BAD_URL", "https://"},
		{"a script for a page's url", map[string]any{"mediaType": "text/html", "text": "a||||javascript:x\nBob: No."}, "BAD_URL", "https://"},
		{"a date", map[string]any{"publishedAt": "soon"}, "BAD_VARIABLE", "EDTF"},
		{"no title", map[string]any{"title": nil}, "BAD_VARIABLE", "title"},
		{"a key", map[string]any{"idempotencyKey": "used"}, "IDEMPOTENCY_CONFLICT", "new key"},
		{"the extractor", map[string]any{"text": "Nobody: Hush."}, "INTERNAL", "log"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fields := map[string]any{"title": "Talks", "text": "Bob: Never."}
			for k, v := range c.fields {
				fields[k] = v
			}
			body := w.ask(t, ingestQuery, input(t, fields))
			if got := codes(t, body); got != c.code || !strings.Contains(body, c.says) || strings.Contains(body, "secret") {
				t.Errorf("%s, want %s: %s", got, c.code, body)
			}
		})
	}
	if got := w.data(t, `{ statistics { logHead } }`); got != head {
		t.Errorf("something was written: %s", got)
	}
	if x.calls != 2 {
		t.Errorf("%d texts were read", x.calls)
	}
	if !strings.Contains(w.log.String(), "a secret of the extractor") {
		t.Errorf("the failure was not logged: %s", w.log)
	}
	variables := json.RawMessage(input(t, map[string]any{"title": "T", "text": "Cai: No."}))
	if got := w.send(t, schema.Request{Query: ingestQuery, Variables: variables, ReadOnly: true}); codes(t, got) != "MUTATION_NOT_ALLOWED" {
		t.Error(got)
	}
	// A server without an extractor stores documents, and says what it cannot do.
	bare := newWorld(t)
	if got := bare.ask(t, ingestQuery, string(variables)); codes(t, got) != "NO_EXTRACTOR" {
		t.Error(got)
	}
	body := bare.data(t, ingestQuery, input(t, map[string]any{"title": "T", "text": "Cai: No.", "extract": false}))
	if read[string](t, body, "ingestDocument", "document", "id") != "document:t" {
		t.Error(body)
	}
}
