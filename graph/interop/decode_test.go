package interop

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"onrecord/graph"
	"onrecord/seeds"
)

const head = `{"record":"header","format":"onrecord-draft/1","origin":"CURATED","document":"document:d"}` + "\n"

func TestDecode(t *testing.T) {
	in := head + `{"record":"document","id":"document:d","title":"D","textFile":"d.txt"}

{"record":"node","id":"place:p","kind":"PLACE","name":"P 😀","facts":[{"property":"mention","value":"p","evidence":[{"exact":"p"}]}]}
{"record":"statement","quoteType":"DIRECT","evidence":[{"exact":"a"},{"document":"document:e","exact":"b","start":1,"end":2}]}
{"record":"commitment","summary":"s","strength":"OFFER","evidence":[],"conditions":[{"event":"event:e","evidence":[{"exact":"c"}]}]}
{"record":"relation","type":"LOCATED_IN","from":"place:p","to":"state:s","evidence":[{"exact":"d"}],"confidence":0.5}
{"record":"fact","node":"place:p","property":"x","value":"y","number":2.5}
{"record":"merge","into":"place:p","from":"place:q","reason":"r"}`
	got, err := Decode(strings.NewReader(in), Options{FS: fstest.MapFS{"d.txt": {Data: []byte("p a")}}})
	if err != nil {
		t.Fatal(err)
	}
	words, start, end, number := "p a", 1, 2, 2.5
	want := &graph.Draft{
		Origin:    graph.Curated,
		Documents: []graph.DocumentDraft{{ID: "document:d", Title: "D", Text: &words, Line: 2}},
		Nodes: []graph.NodeDraft{{
			ID: "place:p", Kind: graph.Place, Name: "P 😀", Line: 4,
			Facts: []graph.FactDraft{{Property: "mention", Value: "p", Evidence: []graph.EvidenceDraft{{Document: "document:d", Exact: "p"}}}},
		}},
		Statements: []graph.StatementDraft{{
			QuoteType: graph.Direct, Line: 5,
			Evidence: []graph.EvidenceDraft{{Document: "document:d", Exact: "a"}, {Document: "document:e", Exact: "b", Start: &start, End: &end}},
		}},
		Commitments: []graph.CommitmentDraft{{
			Summary: "s", Strength: graph.Offered, Evidence: []graph.EvidenceDraft{}, Line: 6,
			Conditions: []graph.ConditionDraft{{Event: "event:e", Evidence: []graph.EvidenceDraft{{Document: "document:d", Exact: "c"}}}},
		}},
		Relations: []graph.RelationDraft{{
			Type: graph.LocatedIn, From: "place:p", To: "state:s", Line: 7,
			Evidence: []graph.EvidenceDraft{{Document: "document:d", Exact: "d"}}, Standing: graph.Standing{Confidence: 0.5},
		}},
		Facts:  []graph.FactDraft{{Node: "place:p", Property: "x", Value: "y", Number: &number, Line: 8}},
		Merges: []graph.MergeDraft{{Into: "place:p", From: "place:q", Reason: "r", Line: 9}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWithoutAHeaderADraftIsImported(t *testing.T) {
	got, err := Decode(strings.NewReader(""), Options{})
	if err != nil || got.Origin != graph.Imported {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestMalformedFiles(t *testing.T) {
	node := `{"record":"node","id":"place:p","kind":"PLACE","name":"P"}`
	for _, c := range []struct{ name, in, says string }{
		{"not JSON", "hello", "line 1: not a JSON object"},
		{"byte order mark", "\ufeff" + node, "line 1: not a JSON object"},
		{"a list", "[1]", "line 1: a line is one JSON object"},
		{"a number", "1", "line 1: a line is one JSON object"},
		{"null", "null", "line 1: a line is one JSON object"},
		{"cut short", node + "\n" + node[:20], "line 2: not a JSON object"},
		{"two on a line", node + node, "line 1: there is more on the line"},
		{"rubbish after", node + "x", "line 1: there is more on the line"},
		{"no record", `{"id":"place:p"}`, "line 1: the field “record” is missing"},
		{"record null", `{"record":null}`, "line 1: the field “record” is missing"},
		{"record a number", `{"record":1}`, "line 1: the field “record” holds a number"},
		{"unknown record", node + "\n\n" + `{"record":"thing"}`, "line 3: there is no record “thing”"},
		{"unknown field", `{"record":"node","nick":"P"}`, "line 1: there is no field “nick”"},
		{"another record's field", `{"record":"node","title":"P"}`, "line 1: unknown field \"title\""},
		{"unknown nested field", `{"record":"node","facts":[{"title":"x"}]}`, "line 1: unknown field \"title\""},
		{"field in another case", `{"record":"node","Name":"P"}`, "line 1: there is no field “Name”"},
		{"field twice", `{"record":"node","name":"P","name":"Q"}`, "line 1: the field “name” is given twice"},
		{"nested field twice", `{"record":"node","facts":[{"value":"x","value":"y"}]}`, "line 1: the field “value” is given twice"},
		{"field twice by escape", `{"record":"node","name":"P","n\u0061me":"Q"}`, "line 1: the field “name” is given twice"},
		{"wrong type", `{"record":"node","name":["P"]}`, "line 1: the field"},
		{"number for an offset", `{"record":"statement","evidence":[{"exact":"x","start":1.5}]}`, "line 1: the field"},
		{"invalid UTF-8", `{"record":"node","name":"` + "\xff" + `"}`, "line 1: the line is not valid UTF-8"},
		{"NUL byte", "{\"record\":\"node\",\"name\":\"\x00\"}", "line 1: not a JSON object"},
		{"NUL escape", `{"record":"node","name":"a\u0000b"}`, "line 1: a text holds the character U+0000"},
		{"half a pair", `{"record":"node","name":"\ud83d"}`, "line 1: an escape gives half"},
		{"halves swapped", `{"record":"node","name":"\ude00\ud83d"}`, "line 1: an escape gives half"},
		{"deep", `{"record":"node","facts":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`, "line 1: lists and objects are nested"},
		{"header late", node + "\n" + head, "line 2: a header stands on the first line only"},
		{"header twice", head + head, "line 2: a header stands on the first line only"},
		{"another format", `{"record":"header","format":"onrecord-draft/9"}`, "line 1: the format “onrecord-draft/9” is not"},
		{"a history", `{"record":"header","format":"onrecord-history/1"}`, "line 1: this is a history"},
		{"text twice", `{"record":"document","title":"D","text":"x","textFile":"d.txt"}`, "line 1: text and textFile do not go together"},
		{"no such file", `{"record":"document","title":"D","textFile":"e.txt"}`, "line 1: textFile “e.txt” cannot be read"},
		{"above the folder", `{"record":"document","title":"D","textFile":"../d.txt"}`, "line 1: textFile “../d.txt” is not a plain path"},
		{"absolute", `{"record":"document","title":"D","textFile":"/d.txt"}`, "line 1: textFile “/d.txt” is not a plain path"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Decode(strings.NewReader(c.in), Options{Name: "f.jsonl", FS: fstest.MapFS{"d.txt": {Data: []byte("x")}}})
			if !errors.Is(err, &graph.Error{Code: graph.CodeBadFormat}) || !strings.HasPrefix(err.Error(), "f.jsonl: "+c.says) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestEscapesThatAreFine(t *testing.T) {
	d, err := Decode(strings.NewReader(`{"record":"node","id":"place:p","kind":"PLACE","name":"\\ud83d \ud83d\ude00 \"\\"}`), Options{})
	if err != nil || d.Nodes[0].Name != `\ud83d 😀 "\` {
		t.Errorf("got %+v, %v", d, err)
	}
}

func TestTextFileNeedsAFolder(t *testing.T) {
	_, err := Decode(strings.NewReader(`{"record":"document","title":"D","textFile":"d.txt"}`), Options{})
	if !errors.Is(err, &graph.Error{Code: graph.CodeBadFormat}) {
		t.Error(err)
	}
}

func TestLongLinesAreRefusedBeforeTheyAreHeld(t *testing.T) {
	l := newLines(&endless{}, 1<<20)
	if _, err := l.next(); !errors.Is(err, &graph.Error{Code: graph.CodeBadFormat}) || !strings.Contains(err.Error(), "line 1: the line is longer") {
		t.Error(err)
	}
	if cap(l.buf) > 4<<20 {
		t.Errorf("%d bytes were held", cap(l.buf))
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestSeedIsWrittenAsItIsRead(t *testing.T) {
	raw, err := fs.ReadFile(seeds.Files(), seeds.Annotation)
	if err != nil {
		t.Fatal(err)
	}
	roundTrip(t, raw)
}

// roundTrip writes what was read and reads it again.
func roundTrip(t *testing.T, raw []byte) {
	t.Helper()
	folder := Options{FS: seeds.Files()}
	d, err := Decode(bytes.NewReader(raw), folder)
	if err != nil {
		var known *graph.Error
		if !errors.As(err, &known) || known.Code != graph.CodeBadFormat || !strings.HasPrefix(known.Path, "line ") {
			t.Fatalf("an error without a code or line: %v", err)
		}
		return
	}
	var b bytes.Buffer
	if err := WriteDraft(&b, d); err != nil {
		t.Fatal(err)
	}
	again, err := Decode(&b, folder)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, again, cmpopts.EquateEmpty(), noLines); diff != "" {
		t.Fatal(diff)
	}
}

// Lines differ: parts are written kind by kind.
var noLines = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Line" }, cmp.Ignore())

func FuzzDecode(f *testing.F) {
	f.Add([]byte(head))
	f.Add([]byte(`{"record":"node","id":"place:p","kind":"PLACE","name":"\ud83d\ude00","aliases":[{"text":"x","label":true}]}`))
	f.Add([]byte(`{"record":"document","title":"D","text":"<&>\u2028","original":"AP8=","facts":[{"property":"p","value":"v","number":1e300}]}`))
	f.Add([]byte(`{"record":"relation","type":"ABOUT","from":"a","to":"b","evidence":[{"exact":"x","start":-1,"end":99999999999}],"via":"c"}`))
	f.Add([]byte(`{"record":"header","format":"onrecord-history/1"}` + "\n" + `{"record":"head","seq":0,"digest":""}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		roundTrip(t, raw)
		// A history of any form is refused or checked, without a panic.
		_, err := loadHistory(t.Context(), nil, bytes.NewReader(raw))
		_ = err
	})
}
