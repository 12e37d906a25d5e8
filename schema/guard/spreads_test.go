package guard

import "testing"

// TestFragmentsSpreadWhereTheyCan holds the rule that was rewritten to the
// specification: list and non-null types around a fragment do not matter, and
// only fragments that can never apply are refused.
func TestFragmentsSpreadWhereTheyCan(t *testing.T) {
	g := New(toySchema(t), Limits{})
	for query, possible := range map[string]bool{
		`{ node(id: "a") { ... on Person { name } } }`:                                                 true,
		`{ neighborhood(ids: ["a"]) { nodes { ... @include(if: true) { ... on Person { name } } } } }`: true,
		`{ neighborhood(ids: ["a"]) { nodes { ... { ... { ... on Node { id } } } } } }`:                true,
		`{ person(id: "a") { ... on Node { id } } }`:                                                   true,
		`{ node(id: "a") { ...p } } fragment p on Person { name }`:                                     true,
		`{ person(id: "a") { ... on Document { title } } }`:                                            false,
		`{ person(id: "a") { ... { ... on Document { title } } } }`:                                    false,
		`{ person(id: "a") { ...d } } fragment d on Document { title }`:                                false,
	} {
		_, errs := g.Prepare(query)
		if possible != (len(errs) == 0) {
			t.Errorf("%s\npossible: %v, found %v", query, possible, errs)
		}
	}
}
