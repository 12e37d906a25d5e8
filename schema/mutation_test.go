package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"onrecord/schema"
)

const held = `{"record": "document", "id": "document:d", "title": "D", "language": "en", "text": "Ann leads the mission. Ann said it starts on Monday, and Ann would send troops after a truce."}`

// quote is an EvidenceInput.
func quote(words string) string { return fmt.Sprintf(`{document: "document:d", exact: %q}`, words) }

func TestWritesAreReadAfterwards(t *testing.T) {
	w := newWorld(t)
	w.add(t, held)
	by := func(query string) string {
		return w.send(t, schema.Request{Query: query, By: "curator@example.org"})
	}
	first := by(`mutation { a: putNode(input: {kind: PERSON, name: "Ann", aliases: ["Анна"], idempotencyKey: "k"}) { node { id label ... on Actor { aliases } } transaction } }`)
	if want := `{"data":{"a":{"node":{"id":"person:ann","label":"Ann","aliases":["Анна"]},"transaction":"2"}}}`; first != want {
		t.Errorf("%s\nwant %s", first, want)
	}
	if again := by(`mutation { a: putNode(input: {kind: PERSON, name: "Ann", aliases: ["Анна"], idempotencyKey: "k"}) { node { id label ... on Actor { aliases } } transaction } }`); again != first {
		t.Errorf("the same key gave %s", again)
	}
	if got := by(`mutation { putNode(input: {kind: PERSON, id: "person:ann", name: "Ann", aliases: ["Анна"]}) { transaction } }`); !strings.Contains(got, `"transaction":"0"`) {
		t.Errorf("writing nothing gave %s", got)
	}
	if got := by(`mutation { putNode(input: {kind: PERSON, name: "Ann"}) { transaction } }`); !strings.Contains(got, `"ALREADY_EXISTS"`) {
		t.Errorf("another Ann gave %s", got)
	}
	// Each field is written and read before the next one.
	body := by(`mutation {
		force: putNode(input: {kind: FORCE, name: "Mission", facts: [{property: "size", value: "the mission", evidence: [` + quote("the mission") + `]}]}) { node { id ... on Force { size } } }
		truce: putNode(input: {kind: EVENT, name: "Truce"}) { node { id ... on Event { status } } }
		said: putNode(input: {kind: STATEMENT, id: "statement:s", statement: {quoteType: INDIRECT, speaker: "person:ann", cue: "said", act: ASSERT, saidAt: "2026-01", saidOn: "radio", about: ["force:mission"], evidence: [` + quote("it starts on Monday") + `]}}) {
			node { id ... on Statement { text speaker { name } saidAt saidOn about { nodes { id } } } } }
		pledge: putNode(input: {kind: COMMITMENT, id: "commitment:c", commitment: {summary: "Troops", pledgedBy: ["person:ann"], forces: ["force:mission"], strength: OFFER, deadline: "2999", conditions: [{event: "event:truce", evidence: [` + quote("after a truce") + `]}], evidence: [` + quote("Ann would send troops after a truce") + `]}}) {
			node { ... on Commitment { state strength deadline pledgedBy { name } forces { id } conditions { kind state event { id } } } } }
		leads: relate(input: {type: LEADS, from: "person:ann", to: "force:mission", accordingTo: "statement:s", confidence: 0.9, validFrom: "2026", evidence: [` + quote("Ann leads the mission") + `]}) {
			relation { id label claimed validFrom } assertion { id confidence accordingTo { id } recordedBy } transaction }
	}`)
	for _, want := range []string{
		`"size":"the mission"`, `"status":"HYPOTHETICAL"`, `"text":"it starts on Monday","speaker":{"name":"Ann"},"saidAt":"2026-01","saidOn":"radio","about":{"nodes":[{"id":"force:mission"}]}`,
		`"state":"CONDITIONAL","strength":"OFFER","deadline":"2999","pledgedBy":[{"name":"Ann"}],"forces":[{"id":"force:mission"}],"conditions":[{"kind":"PRECEDENT","state":"UNKNOWN","event":{"id":"event:truce"}}]`,
		`"label":"Ann leads Mission","claimed":true,"validFrom":"2026"`, `"confidence":0.9,"accordingTo":{"id":"statement:s"},"recordedBy":"curator@example.org"`, `"transaction":"7"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in %s", want, body)
		}
	}
	rel, assertion := read[string](t, body, "leads", "relation", "id"), read[string](t, body, "leads", "assertion", "id")
	rejected := w.data(t, fmt.Sprintf(`mutation { review(id: %q, status: REJECTED, reason: "no") { node { id kind review ... on Relation { assertions { id } all: assertions(review: [REJECTED]) { id reason } } } } }`, assertion))
	if want := fmt.Sprintf(`"id":%q,"kind":"RELATION","review":"REJECTED","assertions":[],"all":[{"id":%q,"reason":"no"}]`, rel, assertion); !strings.Contains(rejected, want) {
		t.Errorf("no %s in %s", want, rejected)
	}
	if got := w.data(t, `{ relations(filter: {types: [LEADS]}) { totalCount } hidden: relations(filter: {types: [LEADS], review: [REJECTED]}) { totalCount } }`); got != `{"data":{"relations":{"totalCount":0},"hidden":{"totalCount":1}}}` {
		t.Error(got)
	}
	retracted := w.data(t, `mutation { retract(id: "statement:s", reason: "wrong") { node { id retractedAt } } } `)
	if !strings.Contains(retracted, `"retractedAt":"2026-`) {
		t.Error(retracted)
	}
}

func TestMergeAndUnmerge(t *testing.T) {
	w := newWorld(t)
	w.data(t, `mutation { a: putNode(input: {kind: PERSON, name: "Ann"}) { node { id } } b: putNode(input: {kind: PERSON, name: "Anna"}) { node { id } } }`)
	if got := w.data(t, `mutation { merge(into: "person:ann", from: "person:anna", reason: "the same") { node { id ... on Actor { aliases } } } }`); got != `{"data":{"merge":{"node":{"id":"person:ann","aliases":["Anna"]}}}}` {
		t.Error(got)
	}
	if got := w.data(t, `{ node(id: "person:anna") { id } people { totalCount } }`); got != `{"data":{"node":{"id":"person:ann"},"people":{"totalCount":1}}}` {
		t.Error(got)
	}
	if got := w.data(t, `mutation { unmerge(id: "person:anna", reason: "two") { node { id } } }`); got != `{"data":{"unmerge":{"node":{"id":"person:anna"}}}}` {
		t.Error(got)
	}
}

// TestRefusalsAreTyped: whatever is wrong with a write has a stable code, and
// nothing is written.
func TestRefusalsAreTyped(t *testing.T) {
	w := newWorld(t)
	w.add(t, held, `{"record": "node", "id": "person:ann", "kind": "PERSON", "name": "Ann"}`, `{"record": "node", "id": "force:mission", "kind": "FORCE", "name": "Mission"}`)
	relate := func(more string) string {
		return `mutation { relate(input: {type: LEADS, from: "person:ann", to: "force:mission", ` + more + `}) { transaction } }`
	}
	w.data(t, `mutation { putNode(input: {kind: PLACE, name: "Here", idempotencyKey: "used"}) { transaction } }`)
	head := w.data(t, `{ statistics { logHead nodes { kind count } relations { type count } } }`)
	for _, c := range []struct{ name, query, code, message string }{
		{"one character off", relate(`evidence: [` + quote("Ann lead the mission") + `]`), "EVIDENCE_NOT_FOUND", "input.evidence[0]"},
		{"one offset off", relate(`evidence: [{document: "document:d", exact: "Ann leads", start: 1, end: 10}]`), "EVIDENCE_NOT_FOUND", ""},
		{"ambiguous", relate(`evidence: [` + quote("Ann") + `]`), "EVIDENCE_AMBIGUOUS", ""},
		{"no evidence", relate(`evidence: []`), "EVIDENCE_MISSING", ""},
		{"outside the range", strings.Replace(relate(`evidence: [`+quote("Ann leads the mission")+`]`), "force:mission", "person:ann", 1), "DOMAIN_OR_RANGE", ""},
		{"unknown end", strings.Replace(relate(`evidence: [`+quote("Ann leads the mission")+`]`), "person:ann", "person:nobody", 1), "NOT_FOUND", ""},
		{"NUL", `mutation { putNode(input: {kind: PERSON, name: "A\u0000n"}) { transaction } }`, "BAD_TEXT", ""},
		{"bad id", `mutation { putNode(input: {kind: PERSON, id: "state:x", name: "A"}) { transaction } }`, "BAD_ID", ""},
		{"several", `mutation { putNode(input: {kind: EVENT, name: "E", facts: [{property: "date", value: "soon"}, {property: "Status", value: "x", reason: "y"}]}) { transaction } }`, "BAD_INPUT", `"problems":[{`},
		{"used key", `mutation { putNode(input: {kind: PLACE, name: "There", idempotencyKey: "used"}) { transaction } }`, "IDEMPOTENCY_CONFLICT", ""},
		{"unknown to review", `mutation { review(id: "person:nobody", status: ACCEPTED) { transaction } }`, "NOT_FOUND", ""},
		{"unknown to merge", `mutation { merge(into: "person:ann", from: "person:nobody", reason: "r") { transaction } }`, "NOT_FOUND", ""},
		{"unlike to merge", `mutation { merge(into: "person:ann", from: "force:mission", reason: "r") { transaction } }`, "BAD_MERGE", ""},
		{"not merged", `mutation { unmerge(id: "person:ann", reason: "r") { transaction } }`, "BAD_MERGE", ""},
		{"a date", `mutation { relate(input: {type: LEADS, from: "person:ann", to: "force:mission", validFrom: "soon", evidence: [` + quote("Ann leads the mission") + `]}) { transaction } }`, "VALIDATION_FAILED", ""},
		{"no such filter id", `{ statements(filter: {speaker: "person:nobody"}) { nodes { id } } }`, "NOT_FOUND", "person:nobody"},
		{"too many ids", `{ nodes(ids: [` + strings.Repeat(`"x",`, 501) + `]) { id } }`, "BAD_INPUT", "500"},
		{"an instant", `{ people(asOf: "yesterday") { nodes { id } } }`, "VALIDATION_FAILED", "RFC 3339"},
		{"depth", `{ neighborhood(ids: ["person:ann"], depth: 9) { truncated } }`, "BAD_INPUT", ""},
		{"limit", `{ links(limit: 0) { weight } }`, "BAD_INPUT", ""},
		{"no documents", `{ compareDocuments(draft: "document:d", final: "person:ann") { status } }`, "NOT_FOUND", "person:ann"},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := w.ask(t, c.query)
			if got := codes(t, body); got != c.code || !strings.Contains(body, c.message) {
				t.Errorf("%s, want %s: %s", got, c.code, body)
			}
		})
	}
	if got := w.data(t, `{ statistics { logHead nodes { kind count } relations { type count } } }`); got != head {
		t.Errorf("something was written: %s, it was %s", got, head)
	}
	if w.log.Len() > 0 {
		t.Errorf("refusals were logged as faults: %s", w.log)
	}
	if got := w.send(t, schema.Request{Query: `mutation { putNode(input: {kind: PLACE, name: "X"}) { transaction } }`, ReadOnly: true}); codes(t, got) != "MUTATION_NOT_ALLOWED" {
		t.Error(got)
	}
}
