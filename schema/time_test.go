package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const ceasefire = `node(id: "event:ceasefire" %s) { ... on Event { status date conditionOf { nodes { id state conditions { state event { status } } } } } }`

// TestAsOfReachesBelow: an accepted ceasefire detaches what depended on it alone,
// a pending one nothing, and the instant before is unchanged.
func TestAsOfReachesBelow(t *testing.T) {
	w := seeded(t)
	query := func(when string) string { return "{ " + fmt.Sprintf(ceasefire, when) + " }" }
	before := w.data(t, query(""))
	const second = `{"record": "document", "id": "document:second", "title": "Truce", "documentKind": "NEWS_ARTICLE", "language": "en", "text": "The ceasefire took effect on Monday."}`
	const fact = `{"record": "fact", "node": "event:ceasefire", "property": "status", "value": "OCCURRED", "evidence": [{"document": "document:second", "exact": "The ceasefire took effect"}]%s}`
	w.add(t, second, fmt.Sprintf(fact, `, "review": "PENDING"`))
	if got := w.data(t, query("")); got != before {
		t.Errorf("a pending fact moved something: %s", cmp.Diff(before, got))
	}
	pending := read[string](t, w.data(t, `{ statistics { recordedTo } }`), "statistics", "recordedTo")
	id := read[string](t, w.data(t, `{ node(id: "event:ceasefire") { facts(review: [PENDING]) { id } } }`), "node", "facts", 0, "id")
	w.data(t, `mutation($id: ID!) { review(id: $id, status: ACCEPTED) { transaction } }`, fmt.Sprintf(`{"id": %q}`, id))
	after := w.data(t, query(""))
	if !strings.Contains(after, `"status":"OCCURRED"`) || !strings.Contains(after, `"DETACHED"`) || strings.Contains(after, `"CONDITIONAL"`) {
		t.Errorf("after the ceasefire: %s", after)
	}
	if got := w.data(t, query(fmt.Sprintf(", asOf: %q", pending))); got != before {
		t.Errorf("the instant before has changed: %s", cmp.Diff(before, got))
	}
	if got := w.data(t, query(`, asOf: "2999-01-01T00:00:00+02:00"`)); got != after {
		t.Errorf("the future is not the present: %s", cmp.Diff(after, got))
	}
	both := w.data(t, fmt.Sprintf("{ then: "+ceasefire+" now: "+ceasefire+" }", fmt.Sprintf(", asOf: %q", pending), ""))
	want := strings.Replace(before, `"node"`, `"then"`, 1)
	want = strings.TrimSuffix(want, "}}") + strings.Replace(strings.TrimPrefix(after, `{"data":{`), `"node"`, `,"now"`, 1)
	if both != want {
		t.Errorf("two views in one request mix: %s", cmp.Diff(want, both))
	}
}

func TestValidAtReachesBelow(t *testing.T) {
	w := newWorld(t)
	w.add(t,
		`{"record": "document", "id": "document:d", "title": "D", "language": "en", "text": "Ann was minister. Ben is minister."}`,
		`{"record": "node", "id": "person:ann", "kind": "PERSON", "name": "Ann"}`,
		`{"record": "node", "id": "person:ben", "kind": "PERSON", "name": "Ben"}`,
		`{"record": "node", "id": "organization:o", "kind": "ORGANIZATION", "name": "O"}`,
		`{"record": "relation", "type": "MEMBER_OF", "from": "person:ann", "to": "organization:o", "validTo": "2020-06", "evidence": [{"document": "document:d", "exact": "Ann was minister."}]}`,
		`{"record": "relation", "type": "MEMBER_OF", "from": "person:ben", "to": "organization:o", "validFrom": "2020-07", "evidence": [{"document": "document:d", "exact": "Ben is minister."}]}`,
		`{"record": "relation", "type": "HOLDS_OFFICE", "from": "person:ann", "to": "organization:o", "role": "head", "validTo": "2020-06", "evidence": [{"document": "document:d", "exact": "Ann was minister."}]}`,
	)
	members := func(when string) string {
		body := w.data(t, `{ organizations `+when+` { nodes { relationCounts { type count } members { totalCount nodes { id ... on Person { offices { role of { id } } } } } } } }`)
		return strings.TrimPrefix(body, `{"data":{"organizations":{"nodes":[`)
	}
	for _, c := range []struct{ when, has, hasNot string }{
		{`(validAt: "2019")`, `"person:ann","offices":[{"role":"head"`, "person:ben"},
		{`(validAt: "2021-01-01")`, "person:ben", "person:ann"},
		{`(validAt: "2020")`, "person:ann", "person:nobody"},
		{``, `"totalCount":2`, "person:nobody"},
	} {
		if got := members(c.when); !strings.Contains(got, c.has) || strings.Contains(got, c.hasNot) {
			t.Errorf("%s: %s", c.when, got)
		}
	}
}

// TestCursors walks lists both ways while the graph changes, and refuses what is
// no cursor of the list.
func TestCursors(t *testing.T) {
	w := newWorld(t)
	w.add(t, wide("", 11)...)
	walk := func(list, first, after, has, cursor string, between func(int)) []string {
		var all []string
		at := ""
		for n := 0; ; n++ {
			args := fmt.Sprintf("%s: 3", first)
			if at != "" {
				args += fmt.Sprintf(", %s: %q", after, at)
			}
			body := w.data(t, fmt.Sprintf(`{ %s { edges { node { id label } cursor } pageInfo { %s %s } } }`, strings.Replace(list, "ARGS", args, 1), has, cursor))
			name := list[:strings.IndexAny(list, "(: ")]
			edges := read[[]any](t, body, name, "edges")
			ids := make([]string, len(edges))
			for i := range edges {
				ids[i] = read[string](t, body, name, "edges", i, "node", "id")
			}
			if first == "last" {
				all = append(ids, all...)
			} else {
				all = append(all, ids...)
			}
			if !read[bool](t, body, name, "pageInfo", has) {
				return all
			}
			at = read[string](t, body, name, "pageInfo", cursor)
			between(n)
		}
	}
	still := func(int) {}
	grow := func(n int) {
		w.data(t, fmt.Sprintf(`mutation { putNode(input: {kind: PERSON, name: "P %da"}) { node { id } } }`, n))
	}
	for _, list := range []string{`people(ARGS)`, `statements(ARGS)`, `relations(ARGS, filter: {types: [STATED]})`} {
		want := walk(list, "first", "after", "hasNextPage", "endCursor", still)
		if len(want) != 11 {
			t.Errorf("%s: %d members", list, len(want))
		}
		back := walk(list, "last", "before", "hasPreviousPage", "startCursor", still)
		if diff := cmp.Diff(want, back); diff != "" {
			t.Errorf("%s backward: %s", list, diff)
		}
	}
	want := walk(`people(ARGS)`, "first", "after", "hasNextPage", "endCursor", still)
	if diff := cmp.Diff(want, walk(`people(ARGS)`, "first", "after", "hasNextPage", "endCursor", grow)); diff != "" {
		t.Errorf("the pages of a list that changes: %s", diff)
	}
	cursor := read[string](t, w.data(t, `{ people(first: 1) { pageInfo { endCursor } } }`), "people", "pageInfo", "endCursor")
	for _, c := range []struct{ query, code string }{
		{`{ states(after: %q) { nodes { id } } }`, "BAD_CURSOR"},
		{`{ people(after: %q, filter: {text: "P"}) { nodes { id } } }`, "BAD_CURSOR"},
		{`{ people(first: 2) { nodes { statements(after: %q) { nodes { id } } } } }`, "BAD_CURSOR BAD_CURSOR"},
		{`{ people(before: "%.0s***") { nodes { id } } }`, "BAD_CURSOR"},
		{`{ people(after: "x%s") { nodes { id } } }`, "BAD_CURSOR"},
		{`{ people(first: -1) { nodes { id } } } # %s`, "BAD_PAGE"},
		{`{ people(first: 501) { nodes { id } } } # %s`, "BAD_PAGE"},
		{`{ people(first: 1, last: 1) { nodes { id } } } # %s`, "BAD_PAGE"},
		{`{ people(first: 2, after: null, last: null) { nodes { id } } } # %s`, ""},
		{`{ people { facets: nodes { id } } statements { facets(by: ACT, first: 0) { value } } } # %s`, "BAD_PAGE"},
	} {
		if got := codes(t, w.ask(t, fmt.Sprintf(c.query, cursor))); got != c.code {
			t.Errorf("%s: %q, want %q", c.query, got, c.code)
		}
	}
}

// TestCursorsPinWhatIsBelow: what is selected below a page is read at the
// transaction that its cursor pins.
func TestCursorsPinWhatIsBelow(t *testing.T) {
	w := newWorld(t)
	w.add(t, wide("", 4)...)
	cursor := read[string](t, w.data(t, `{ people(first: 1) { pageInfo { endCursor } } }`), "people", "pageInfo", "endCursor")
	query := fmt.Sprintf(`{ people(first: 1, after: %q) { totalCount nodes { label offices { of { label } } statements { totalCount nodes { about { nodes { label } } } } } } }`, cursor)
	before := w.data(t, query)
	w.data(t, `mutation { a: putNode(input: {kind: STATE, id: "state:s", name: "Renamed"}) { node { label } } b: putNode(input: {kind: PERSON, name: "Q"}) { transaction }
		c: review(id: "statement:s1", status: REJECTED) { transaction } }`)
	if diff := cmp.Diff(before, w.data(t, query)); diff != "" {
		t.Error(diff)
	}
}

// TestRejectedIsHidden: what was rejected is not shown wherever it is related,
// and is found by its id.
func TestRejectedIsHidden(t *testing.T) {
	w := newWorld(t)
	w.add(t, wide("", 2)...)
	query := `{
		person: node(id: "person:p0") { ... on Person { offices { of { id } } } }
		event: node(id: "event:e0") { ... on Event { participants { totalCount nodes { id } } } }
		statement: node(id: "statement:s0") { ... on Statement { speaker { id } attributionChain { id } about { nodes { id } } } }
		commitment: node(id: "commitment:c0") { ... on Commitment { pledgedBy { id } owedTo { id } places { id } } } }`
	shown := w.data(t, query)
	if strings.Count(shown, "state:s") != 4 || strings.Count(shown, "person:p0") != 4 {
		t.Fatalf("before: %s", shown)
	}
	w.data(t, `mutation { a: review(id: "state:s", status: REJECTED) { transaction } b: review(id: "person:p0", status: REJECTED) { transaction } }`)
	if hidden := w.data(t, query); strings.Contains(hidden, "state:s") || strings.Contains(hidden, "person:p0") {
		t.Errorf("after: %s", hidden)
	}
	if got := w.data(t, `{ node(id: "state:s") { id review } }`); got != `{"data":{"node":{"id":"state:s","review":"REJECTED"}}}` {
		t.Error(got)
	}
}

// TestTotalsAreEachLists: lists of one level are counted together, and each
// keeps its own count.
func TestTotalsAreEachLists(t *testing.T) {
	w := seeded(t)
	body := w.data(t, `{ people { nodes { statements(first: 500) { totalCount totalCountAtLeast nodes { id } } } } }`)
	counts := map[int]bool{}
	for i := range read[[]any](t, body, "people", "nodes") {
		list := read[[]any](t, body, "people", "nodes", i, "statements", "nodes")
		for _, total := range []string{"totalCount", "totalCountAtLeast"} {
			if n := int(read[float64](t, body, "people", "nodes", i, "statements", total)); n != len(list) {
				t.Errorf("person %d: %s %d, %d statements", i, total, n, len(list))
			}
		}
		counts[len(list)] = true
	}
	if len(counts) < 3 {
		t.Errorf("the lists are all alike: %v", counts)
	}
}
