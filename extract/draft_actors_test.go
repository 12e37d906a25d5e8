package extract_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
)

// TestAliasesSpeakTheDocumentsLanguage: a name is in the language of the
// document it was read in, and where that is not told nothing is claimed.
func TestAliasesSpeakTheDocumentsLanguage(t *testing.T) {
	source := "Ada Brook, the mayor, agreed. “We sail at dawn,” Brook said."
	for _, language := range []string{"", "en-GB"} {
		d, err := newExtractor(t).Extract(context.Background(), graph.DocumentDraft{Text: &source, Language: language}, nil)
		if err != nil {
			t.Fatal(err)
		}
		aliases := 0
		for _, n := range d.Nodes {
			for _, a := range n.Aliases {
				aliases++
				if a.Language != language {
					t.Errorf("of a document in %q, the alias %q is in %q", language, a.Text, a.Language)
				}
			}
		}
		if aliases == 0 {
			t.Error("there is no alias")
		}
	}
}

// TestOfficesAreProposed: a title says which office somebody holds, with the
// words that say so.
func TestOfficesAreProposed(t *testing.T) {
	source := "Norwegian Prime Minister Anna Holm met Peter Dahl, the foreign minister of Finland, in Paris. Former French President Luc Martel left."
	d, err := newExtractor(t).Extract(context.Background(), graph.DocumentDraft{Text: &source}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range d.Relations {
		if r.Type == graph.HoldsOffice {
			got[r.From+" "+r.Role+" "+r.To] = r.Evidence[0].Exact
		}
	}
	want := map[string]string{
		"person:anna-holm prime minister state:norway":     "Norwegian Prime Minister Anna Holm",
		"person:peter-dahl foreign minister state:finland": "Peter Dahl, the foreign minister of Finland",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("offices (-want +got)\n%s", diff)
	}
}
