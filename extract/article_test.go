package extract_test

import (
	"bytes"
	"context"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"onrecord/extract"
	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/graph/text"
	"onrecord/seeds"
	"onrecord/store/mem"
)

func read(t testing.TB, name string) string {
	t.Helper()
	b, err := fs.ReadFile(seeds.Files(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func newExtractor(t testing.TB) *extract.Extractor {
	t.Helper()
	x, err := extract.New()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// speakersAt gives who a draft holds to have said the words at [start, end).
func speakersAt(t *testing.T, source string, d *graph.Draft, s text.Span) []string {
	t.Helper()
	var out []string
	for i := range d.Statements {
		st := &d.Statements[i]
		for _, e := range st.Evidence {
			if e.Document != "" && !strings.Contains(e.Document, "paris-security") && !strings.Contains(e.Document, "western-allies") {
				continue
			}
			at, err := spanOf(source, e)
			if err != nil {
				t.Fatal(err)
			}
			if at.Contains(s) {
				out = append(out, st.Speaker)
			}
		}
	}
	return out
}

func spanOf(source string, e graph.EvidenceDraft) (text.Span, error) {
	if e.Start != nil {
		return text.NewIndex(source).SpanOfRunes(source, *e.Start, *e.End)
	}
	return text.FindOne(source, e.Exact, e.Prefix, e.Suffix)
}

// TestTheFoundingArticleIsReadAsAPersonReadsIt: every passage in quotation
// marks has the speaker the curated annotation gives it, but for one at most.
func TestTheFoundingArticleIsReadAsAPersonReadsIt(t *testing.T) {
	source := read(t, seeds.Article)
	curated, err := interop.Decode(strings.NewReader(read(t, seeds.Annotation)), interop.Options{FS: seeds.Files()})
	if err != nil {
		t.Fatal(err)
	}
	got, err := newExtractor(t).Extract(context.Background(), graph.DocumentDraft{Text: &source}, nil)
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	quotes := text.Quotations(source)
	for _, q := range quotes {
		want := speakersAt(t, source, curated, q.Inner)
		have := speakersAt(t, source, got, q.Inner)
		if slices.ContainsFunc(have, func(id string) bool { return id != "" && slices.Contains(want, id) }) {
			right++
		} else {
			t.Logf("%s: have %v, want %v", q.Outer.In(source), have, want)
		}
	}
	if len(quotes) < 19 || right < len(quotes)-1 {
		t.Errorf("%d of %d quotations have the right speaker", right, len(quotes))
	}
}

// TestTheDraftPassesTheGate: every span is the very characters of the text.
func TestTheDraftPassesTheGate(t *testing.T) {
	source := read(t, seeds.Article)
	d, err := newExtractor(t).Extract(context.Background(), graph.DocumentDraft{Text: &source}, nil)
	if err != nil {
		t.Fatal(err)
	}
	g, err := graph.Open(mem.New())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Verify(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if d.Origin != graph.Extracted || d.Review != graph.Pending {
		t.Errorf("the draft is %s, %s", d.Origin, d.Review)
	}
	d.Statements[0].Evidence[0].Exact += "."
	if _, err := g.Verify(context.Background(), d); err == nil {
		t.Error("a changed character passed")
	}
}

func TestPredictionsAreOneLineAStatement(t *testing.T) {
	var out bytes.Buffer
	if err := newExtractor(t).Predictions(&out, "a", "“Élan,” said Ann Reed."); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"doc_id":"a"`, `"spans":[[0,7]]`, `"speaker_text":"Ann Reed"`, `"speaker_start":13`, `"cls":"speech"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s lacks %s", out.String(), want)
		}
	}
	if strings.Count(out.String(), "\n") != 1 {
		t.Errorf("not one line: %s", out.String())
	}
}
