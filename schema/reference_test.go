package schema_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"onrecord/schema"
)

// TestAnswersMatchTheReference executes the queries of testdata, and some whose
// types and views mix, by graphql.Execute as well: one resolver call for each
// parent must give what one call for all of them gives.
func TestAnswersMatchTheReference(t *testing.T) {
	w := seeded(t)
	requests := map[string]schema.Request{
		"mixed": {Query: `{ relations(first: 60) { nodes {
			label from { id label facts { property value } relationCounts { count } ... on Actor { name } }
			to { __typename label relations(first: 2, direction: IN) { totalCount nodes { type from { label } } } } } } }`},
		"failing": {Query: `{ a: node(id: "state:france") { ... on State { statements(first: -1) { nodes { id } } } }
			b: people(first: 2) { nodes { id commitments(filter: {owedTo: "person:nobody"}) { nodes { id } } } } }`},
		"views": {Query: `{ now: commitments { nodes { id state } } then: commitments(asOf: "2000-01-01T00:00:00Z") { nodes { id } }
			past: node(id: "state:ukraine", validAt: "1999") { relationCounts { type count } } }`},
	}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var r schema.Request
		for _, f := range a.Files {
			switch f.Name {
			case "query.graphql":
				r.Query = string(f.Data)
			case "variables.json":
				r.Variables = f.Data
			}
		}
		requests[filepath.Base(file)] = r
	}
	for name, r := range requests {
		t.Run(name, func(t *testing.T) {
			want, err := w.Reference(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(outcome(t, raw), outcome(t, []byte(w.send(t, r)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// outcome is the data of a response and how many errors it has.
func outcome(t *testing.T, body []byte) any {
	t.Helper()
	var r struct {
		Data   any
		Errors []any
	}
	if err := json.Unmarshal(body, &r); err != nil {
		t.Fatal(err)
	}
	return map[string]any{"data": r.Data, "errors": len(r.Errors)}
}
