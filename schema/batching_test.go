package schema_test

import (
	"fmt"
	"strings"
	"testing"
)

// The fields that read the store, by what has them.
const ofNode = `
	id label kind recordedAt review
	facts { value evidence { exact document { title } } accordingTo { text } }
	relationCounts { type count }
	relations(first: 2) { totalCount totalCountAtLeast nodes { label type from { id } to { id }
		assertions { evidence { exact } accordingTo { text } } evidence { exact } } }`

const ofPerson = `
	name aliases offices { role of { label } relation { label } }
	statements(first: 2) { totalCount nodes { text document { title } } }
	commitments(first: 2) { totalCount nodes { summary state } }
	actingFor: commitments(first: 2, actingFor: true, role: CREDITOR) { totalCount nodes { summary state } }
	byName: statements(first: 2, orderBy: {field: SPEAKER, direction: ASC}) { nodes { text } }`

const ofEvent = `
	status participants(first: 3) { totalCount nodes { label } } conditionOf(first: 2) { nodes { id } }`

const ofStatement = `
	text speaker { label } sourceDocument { title } attributionChain { label } document { title } evidence { exact sentence }
	about(first: 3) { nodes { label } } addressedTo { nodes { id } } commitments { nodes { id } } variants { nodes { id } }`

const ofCommitment = `
	summary pledgedBy { label } owedTo { label } forces { label contributors { nodes { label } } } places { label }
	conditions { event { label status } state evidence { exact } } state contested
	appearsIn { status document { title } comparedWith { title } before { exact } after { exact } evidence { exact } }
	statements { nodes { text } } deniedIn { nodes { text } } evidence { exact } accordingTo { text }`

// TestRoundTripsDoNotGrowWithParents: a level costs the same round trips to the
// store however many parents it has.
func TestRoundTripsDoNotGrowWithParents(t *testing.T) {
	w := newWorld(t)
	article := "Ann and Ben met. "
	w.add(t, wide(article, 40)...)
	for _, c := range []struct{ name, query string }{
		{"people", `{ people(first: %d) { nodes { ` + ofNode + ofPerson + ` } } }`},
		{"events", `{ events(first: %d) { nodes { ` + ofNode + ofEvent + ` } } }`},
		{"statements", `{ statements(first: %d) { nodes { ` + ofNode + ofStatement + ` } } }`},
		{"commitments", `{ commitments(first: %d) { nodes { ` + ofNode + ofCommitment + ` } } }`},
		{"relations", `{ relations(first: %d, filter: {types: [STATED, PLEDGED]}) { nodes { label from { ` + ofNode + ` ... on Person { ` + ofPerson + ` } } to { label } } } }`},
	} {
		t.Run(c.name, func(t *testing.T) {
			trips := map[int]int{}
			for _, n := range []int{4, 36} {
				query := fmt.Sprintf(c.query, n)
				body := w.data(t, query) // what is read once for all is read before
				if got := strings.Count(body, `"recordedAt"`); got < n && c.name != "relations" {
					t.Fatalf("%d members, want %d", got, n)
				}
				w.store.Take()
				w.data(t, query)
				count := w.store.Take()
				trips[n] = count.RoundTrips()
				if count.Snapshots != 1 {
					t.Errorf("%d sessions for one request", count.Snapshots)
				}
			}
			if trips[4] != trips[36] {
				t.Errorf("%d round trips for 4 parents, %d for 36", trips[4], trips[36])
			}
			t.Logf("%d round trips", trips[4])
		})
	}
}

// wide makes records of n people who each make a statement and a commitment,
// hold an office and take part in an event.
func wide(article string, n int) []string {
	const doc = "document:d"
	said := make([]string, n)
	for i := range said {
		said[i] = fmt.Sprintf("P%d said W%d.", i, i)
	}
	lines := []string{
		fmt.Sprintf(`{"record": "document", "id": %q, "title": "D", "documentKind": "DRAFT", "language": "en", "text": %q}`, doc, article+strings.Join(said, " ")),
		`{"record": "document", "id": "document:e", "title": "E", "documentKind": "DECLARATION"}`,
		`{"record": "node", "id": "state:s", "kind": "STATE", "name": "S"}`,
		`{"record": "node", "id": "force:f", "kind": "FORCE", "name": "F"}`,
	}
	for i := range n {
		ev := fmt.Sprintf(`[{"document": %q, "exact": "P%d said W%d."}]`, doc, i, i)
		lines = append(lines,
			fmt.Sprintf(`{"record": "node", "id": "person:p%d", "kind": "PERSON", "name": "P %d", "facts": [{"property": "note", "value": "x", "evidence": %s}]}`, i, i, ev),
			fmt.Sprintf(`{"record": "node", "id": "event:e%d", "kind": "EVENT", "name": "E %d", "facts": [{"property": "status", "value": "PLANNED", "evidence": %s}]}`, i, i, ev),
			fmt.Sprintf(`{"record": "relation", "type": "HOLDS_OFFICE", "from": "person:p%d", "to": "state:s", "role": "r", "evidence": %s}`, i, ev),
			fmt.Sprintf(`{"record": "relation", "type": "PARTICIPATED_IN", "from": "person:p%d", "to": "event:e%d", "evidence": %s}`, i, i, ev),
			fmt.Sprintf(`{"record": "commitment", "id": "commitment:c%d", "summary": "C %d", "strength": "OFFER", "pledgedBy": ["person:p%d"], "owedTo": ["state:s"], "forces": ["force:f"], "places": ["state:s"], "conditions": [{"event": "event:e%d", "evidence": %s}], "evidence": %s}`, i, i, i, i, ev, ev),
			fmt.Sprintf(`{"record": "statement", "id": "statement:s%d", "quoteType": "INDIRECT", "speaker": "person:p%d", "about": ["state:s", "event:e%d"], "addressedTo": ["state:s"], "expresses": ["commitment:c%d"], "evidence": %s}`, i, i, i, i, ev),
			fmt.Sprintf(`{"record": "relation", "type": "INCLUDED_IN", "from": "commitment:c%d", "to": "document:d", "evidence": %s}`, i, ev),
			fmt.Sprintf(`{"record": "relation", "type": "OMITTED_FROM", "from": "commitment:c%d", "to": "document:e", "accordingTo": "statement:s%d", "evidence": %s}`, i, i, ev),
			fmt.Sprintf(`{"record": "relation", "type": "DENIES", "from": "statement:s%d", "to": "commitment:c%d", "evidence": %s}`, i, i, ev),
			fmt.Sprintf(`{"record": "relation", "type": "CONTRIBUTES_TO", "from": "person:p%d", "to": "force:f", "evidence": %s}`, i, ev),
		)
	}
	return lines
}
