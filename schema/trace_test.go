package schema_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
)

// TestTraceRefuses: what is no quote is told so, with a code.
func TestTraceRefuses(t *testing.T) {
	w := seeded(t)
	for _, c := range []struct{ name, quote, speaker, code string }{
		{"nothing", "", "", "BAD_INPUT"},
		{"white space", " \n ", "", "BAD_INPUT"},
		{"punctuation", "“… — !”", "", "BAD_INPUT"},
		{"a control character", "we sail\u0007 at dawn", "", "BAD_TEXT"},
		{"too many words", strings.Repeat("a ", 100_001), "", "BAD_INPUT"},
		{"a speaker without a word", "we sail at dawn", "—", "BAD_INPUT"},
		{"a speaker that is a speech", "we sail at dawn", strings.Repeat("x", 300), "BAD_INPUT"},
	} {
		vars, err := json.Marshal(map[string]string{"quote": c.quote, "speaker": c.speaker})
		if err != nil {
			t.Fatal(err)
		}
		body := w.ask(t, `query ($quote: String!, $speaker: String) { trace(quote: $quote, speaker: $speaker) { query } }`, string(vars))
		if got := codes(t, body); got != c.code {
			t.Errorf("%s: %q in %.300s", c.name, got, body)
		}
	}
	for first, code := range map[string]string{"0": "BAD_INPUT", "51": "BAD_PAGE"} {
		if got := codes(t, w.ask(t, `{ trace(quote: "we sail at dawn", first: `+first+`) { query } }`)); got != code {
			t.Errorf("first %s: %q", first, got)
		}
	}
	vars, err := json.Marshal(map[string]string{"text": strings.Repeat("“We sail at dawn,” she said. ", 201)})
	if err != nil {
		t.Fatal(err)
	}
	if got := codes(t, w.ask(t, `query ($text: String!) { traceAll(text: $text) { query } }`, string(vars))); got != "BUDGET_EXCEEDED" {
		t.Errorf("201 quotations: %q", got)
	}
}

// TestTracePagesOccurrences: the same words in several documents, the earliest
// first, page by page, and none of a document whose text was removed.
func TestTracePagesOccurrences(t *testing.T) {
	w := newWorld(t)
	then := "" // when only c and a were there
	for _, d := range []string{"c 2025-03-03", "a 2025-03-01", "b 2025-03-02", "x"} {
		id, day, _ := strings.Cut(d, " ")
		date := ""
		if day != "" {
			date = `, "publishedAt": "` + day + `"`
		}
		if id == "b" {
			then = read[string](t, w.data(t, `{ statistics { recordedTo } }`), "statistics", "recordedTo")
		}
		w.add(t, `{"record": "document", "id": "document:`+id+`", "title": "`+id+`", "text": "`+id+` reports: “We sail at dawn, whatever comes.”"`+date+`}`)
	}
	order := func(body string) string {
		out := ""
		for _, n := range read[[]any](t, body, "trace", "matches", 0, "occurrences", "nodes") {
			out += n.(map[string]any)["document"].(map[string]any)["title"].(string) + " "
		}
		return out
	}
	const query = `query ($after: String, $asOf: DateTime) { trace(quote: "We sail at dawn, whatever comes", asOf: $asOf) {
		documentsSearched
		matches { evidence { document { title } } occurrences(first: 3, after: $after) { totalCount pageInfo { endCursor hasNextPage } nodes { exact document { title } } } }
	} }`
	body := w.data(t, query)
	if got := order(body); got != "a b c " {
		t.Errorf("first page: %q", got)
	}
	if n := read[float64](t, body, "trace", "matches", 0, "occurrences", "totalCount"); n != 4 {
		t.Errorf("%v occurrences", n)
	}
	if all := read[[]any](t, body, "trace", "matches"); len(all) != 1 {
		t.Errorf("the same words of nobody on record are %d matches", len(all))
	}
	cursor := read[string](t, body, "trace", "matches", 0, "occurrences", "pageInfo", "endCursor")
	if got := order(w.data(t, query, `{"after": "`+cursor+`"}`)); got != "x " {
		t.Errorf("second page: %q", got)
	}
	past := w.data(t, query, `{"asOf": "`+then+`"}`)
	if got := order(past); got != "a c " {
		t.Errorf("as of then: %q", got)
	}
	if n := read[float64](t, past, "trace", "documentsSearched"); n != 2 {
		t.Errorf("as of then %v documents were searched", n)
	}
	if _, err := w.graph.Redact(t.Context(), graph.RedactChange{Document: "document:a", Reason: "a court order"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	body = w.data(t, query)
	if got := order(body); got != "b c x " {
		t.Errorf("after the redaction: %q", got)
	}
	if n := read[float64](t, body, "trace", "documentsSearched"); n != 3 {
		t.Errorf("after the redaction %v documents were searched", n)
	}
}

// TestTraceOccurrencesInOtherPrint: "didn't" and "did not" are the same words, and
// so are 1500 and 1,500; "do not" is another.
func TestTraceOccurrencesInOtherPrint(t *testing.T) {
	w := newWorld(t)
	for i, words := range []string{
		"We did not send 1500 boats to the strait", "We didn't send 1500 boats to the strait", "We did not send 1,500 boats to the strait",
		"We do not send 1500 boats to the strait", "To the strait we send 1500 boats, which we did not",
	} {
		w.add(t, fmt.Sprintf(`{"record": "document", "id": "document:%d", "title": "%[1]d", "publishedAt": "2025-03-0%d", "text": "The minister said: “%s.”"}`, i, i+1, words))
	}
	for _, quote := range []string{"We did not send 1500 boats to the strait", "We didn’t send 1500 boats to the strait"} {
		body := w.data(t, `query($q: String!) { trace(quote: $q, first: 1) { matches { occurrences(first: 9) { nodes { exact } } } } }`, `{"q": "`+quote+`"}`)
		var told []any
		for _, n := range read[[]any](t, body, "trace", "matches", 0, "occurrences", "nodes") {
			told = append(told, n.(map[string]any)["exact"])
		}
		want := []any{"We did not send 1500 boats to the strait", "We didn't send 1500 boats to the strait", "We did not send 1,500 boats to the strait"}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Errorf("%q (-want +got):\n%s", quote, diff)
		}
	}
}
