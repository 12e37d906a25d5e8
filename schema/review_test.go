package schema_test

import (
	"fmt"
	"strings"
	"testing"
)

// What an extractor proposed is accepted, rejected and corrected by people.
// To correct is: reject or retract what is wrong, and enter what is right; of a
// speaker that is one relation, of a commitment's properties one fact.
func TestProposalsAreReviewed(t *testing.T) {
	w, _ := reading(t)
	w.data(t, ingestQuery, input(t, map[string]any{"title": "Talks", "text": "Ann says: It ends.\nAnn vows: I will go.\nBob: Hush.\n"}))
	has := func(body string, want ...string) {
		t.Helper()
		for _, s := range want {
			if !strings.Contains(body, s) {
				t.Errorf("no %s in %s", s, body)
			}
		}
	}
	exact := func(words string) string {
		return fmt.Sprintf(`[{document: "document:talks", exact: %q}]`, words)
	}
	look := func() string {
		return w.data(t, `{
			said: node(id: "statement:said") { review ... on Statement { origin confidence speaker { id } stated: relations(types: [STATED]) { nodes { id review origin: assertions { origin review confidence } } } } }
			vow: node(id: "commitment:i-will-go") { review ... on Commitment { state strength pledgedBy { id } } } }`)
	}
	before := look()
	has(before,
		`"said":{"review":"PENDING","origin":"EXTRACTED","confidence":0.8,"speaker":{"id":"person:ann"}`,
		`"review":"PENDING","origin":[{"origin":"EXTRACTED","review":"PENDING","confidence":0.8}]`,
		`"vow":{"review":"PENDING","state":"PROPOSED","strength":"DECLARED_INTENT"`)
	waiting := `{ statements(filter: {review: [PENDING]}) { totalCount } }`
	has(w.data(t, waiting), `"totalCount":3`)

	// Accepted: with the statement its speaker, with the promise its pledgor and
	// strength, which then drive its state.
	w.data(t, `mutation { a: review(id: "statement:said", status: ACCEPTED, reason: "heard it") { transaction } b: review(id: "commitment:i-will-go", status: ACCEPTED) { transaction } }`)
	after := look()
	has(after, `"said":{"review":"ACCEPTED"`, `"review":"ACCEPTED","origin":[{"origin":"EXTRACTED","review":"ACCEPTED","confidence":0.8}]`, `"vow":{"review":"ACCEPTED","state":"DETACHED","strength":"DECLARED_INTENT"`)
	has(w.data(t, waiting), `"totalCount":2`)

	// Rejected: no list shows it unless it is asked for, and it can be taken back.
	w.data(t, `mutation { review(id: "commitment:i-will-go", status: REJECTED, reason: "irony") { transaction } }`)
	has(w.data(t, `{ shown: commitments { totalCount } hidden: commitments(filter: {review: [REJECTED]}) { totalCount } }`), `"shown":{"totalCount":0},"hidden":{"totalCount":1}`)
	w.data(t, `mutation { review(id: "commitment:i-will-go", status: ACCEPTED) { transaction } }`)

	// A wrong speaker: the relation is rejected and the right one entered. The
	// statement shows the new one; its words and its id stay.
	stated := read[string](t, after, "said", "stated", "nodes", 0, "id")
	w.data(t, fmt.Sprintf(`mutation {
		a: review(id: %q, status: REJECTED, reason: "it was Bob") { transaction }
		b: relate(input: {type: STATED, from: "person:bob", to: "statement:said", evidence: %s}) { transaction } }`, stated, exact("It ends.")))
	has(look(), `"said":{"review":"ACCEPTED","origin":"EXTRACTED","confidence":0.8,"speaker":{"id":"person:bob"}`)

	// A wrong property of a promise: the right one is entered under its id.
	w.data(t, `mutation { putNode(input: {kind: COMMITMENT, id: "commitment:i-will-go", commitment: {summary: "I will go.", pledgedBy: ["person:ann"], strength: SIGNED_POLITICAL, evidence: `+exact("I will go.")+`}}) { transaction } }`)
	has(look(), `"vow":{"review":"ACCEPTED","state":"DETACHED","strength":"SIGNED_POLITICAL"`)

	// Wrong words: the statement cannot be changed; it is retracted, and the right
	// one gets an id of its own.
	right := func(id string) string {
		return `mutation { putNode(input: {kind: STATEMENT, id: "` + id + `", statement: {quoteType: DIRECT, speaker: "person:bob", evidence: ` + exact("ends") + `}}) { transaction } }`
	}
	if got := w.ask(t, right("statement:said")); codes(t, got) != "ALREADY_EXISTS" || !strings.Contains(got, "id of its own") {
		t.Error(got)
	}
	w.data(t, `mutation { retract(id: "statement:said", reason: "one word too many") { transaction } }`)
	w.data(t, right("statement:said-rightly"))
	has(w.data(t, `{ statements(filter: {speaker: "person:bob"}) { nodes { id review } } }`), `[{"id":"statement:said-rightly","review":"ACCEPTED"}`)

	// What people took back does not come again with the next copy of the text.
	w.data(t, ingestQuery, input(t, map[string]any{"title": "Copy", "publisher": "Mirror", "text": "Ann says: It ends.\nAnn vows: I will go.\nBob: Hush.\n"}))
	has(w.data(t, `{ node(id: "statement:said") { review ... on Statement { document { id } } } }`), `"id":"document:talks"`)
}
