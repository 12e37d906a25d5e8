package names_test

import (
	"testing"

	"onrecord/extract/names"
	"onrecord/extract/words"
	"onrecord/graph"
	"onrecord/graph/text"
)

const source = "German Chancellor Anna Holm met Peter Dahl, 54, in Paris. The U.S. and the Harbour Workers Union sent envoys. Dahl left early, and Holm stayed. “Fine,” she said. The German chancellor went home. A spokesman for Dahl agreed."

func book(t *testing.T) *names.Book {
	t.Helper()
	r, err := words.NewReader(func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	return names.Find(r.Read(source))
}

func TestKinds(t *testing.T) {
	got := map[string]graph.NodeKind{}
	for _, e := range book(t).Entities {
		got[e.Name] = e.Kind
	}
	for name, want := range map[string]graph.NodeKind{
		"Anna Holm": graph.Person, "Peter Dahl": graph.Person, "United States": graph.State,
		"Paris": graph.Place, "Harbour Workers Union": graph.Organization,
	} {
		if got[name] != want {
			t.Errorf("%s: got %q, want %s (all: %v)", name, got[name], want, got)
		}
	}
}

func TestResolve(t *testing.T) {
	b := book(t)
	for mention, want := range map[string]string{
		"Holm": "Anna Holm", "Dahl": "Peter Dahl", "she": "Anna Holm", "The German chancellor": "Anna Holm",
		"A spokesman for Dahl": "", "The U.S.": "United States",
	} {
		at, err := text.Find(source, mention, "", "")
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if e := b.Resolve(at[len(at)-1], nil); e != nil {
			got = e.Name
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", mention, got, want)
		}
	}
}
