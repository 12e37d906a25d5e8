package names_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/extract/names"
	"onrecord/graph"
	"onrecord/graph/text"
)

// index is a small ActorIndex that counts its questions.
type index struct {
	actors []graph.KnownActor
	office map[graph.Office][]string
	calls  int
	short  bool
	err    error
}

func (x *index) Named(_ context.Context, names []string) ([][]graph.KnownActor, error) {
	x.calls++
	out := make([][]graph.KnownActor, len(names))
	for i, n := range names {
		for _, a := range x.actors {
			if slices.ContainsFunc(append([]string{a.Name}, a.Aliases...), func(s string) bool { return text.NameKey(s) == text.NameKey(n) }) && len(out[i]) < graph.MostBearers {
				out[i] = append(out[i], a)
			}
		}
	}
	if x.short {
		out = out[1:]
	}
	return out, x.err
}

func (x *index) Holding(_ context.Context, offices []graph.Office) ([][]graph.KnownActor, error) {
	x.calls++
	out := make([][]graph.KnownActor, len(offices))
	for i, o := range offices {
		for _, id := range x.office[o] {
			for _, a := range x.actors {
				if a.ID == id {
					out[i] = append(out[i], a)
				}
			}
		}
	}
	return out, nil
}

func newIndex() *index {
	return &index{
		actors: []graph.KnownActor{
			{ID: "state:norway", Kind: graph.State, Name: "Kingdom of Norway", Aliases: []string{"Norway"}},
			{ID: "place:norway", Kind: graph.Place, Name: "Norway"},
			{ID: "state:denmark", Kind: graph.State, Name: "Denmark"},
			{ID: "organization:nato", Kind: graph.Organization, Name: "North Atlantic Treaty Organization"},
			{ID: "person:siri-lund", Kind: graph.Person, Name: "Siri Lund", Aliases: []string{"Lund"}},
			{ID: "person:karin-moe", Kind: graph.Person, Name: "Karin Moe", Aliases: []string{"Moe"}},
			{ID: "person:erik-moe", Kind: graph.Person, Name: "Erik Moe"},
			{ID: "person:jan-vik", Kind: graph.Person, Name: "Jan Vik"},
			{ID: "person:jan-vik-2", Kind: graph.Person, Name: "Jan Vik"},
			{ID: "person:quorra-zed", Kind: graph.Person, Name: "Quorra Zed"},
			{ID: "organization:quorra-zed-fans", Kind: graph.Organization, Name: "Zed Fans"},
		},
		office: map[graph.Office][]string{
			{Title: "prime minister", Of: "state:norway", On: "2026-01-06"}:    {"person:karin-moe"},
			{Title: "president", Of: "state:norway", On: "2026-01-06"}:         {"person:siri-lund"},
			{Title: "foreign minister", Of: "state:denmark", On: "2026-01-06"}: {"person:jan-vik", "person:erik-moe"},
		},
	}
}

const linked = `Norwegian Prime Minister Moe met NATO envoys, Siri Lund and Jan Vik. Mr. Hansen and Quorra Zed stayed away.

The Norwegian president left, and the Danish foreign minister slept. Norway agreed.`

func TestLink(t *testing.T) {
	b, x := find(t, linked), newIndex()
	if err := b.Link(t.Context(), x, "2026-01-06"); err != nil {
		t.Fatal(err)
	}
	if x.calls != 2 {
		t.Errorf("%d questions, want one for names and one for offices", x.calls)
	}
	got := map[string]string{}
	for _, e := range b.Entities {
		got[e.Name] = e.ID
		for _, c := range e.Candidates {
			got[e.Name] += "? " + c.ID
		}
	}
	want := map[string]string{
		"Moe": "person:karin-moe", "NATO": "organization:nato", "Siri Lund": "person:siri-lund", "Jan Vik": "? person:jan-vik? person:jan-vik-2", "Hansen": "",
		"Quorra Zed": "person:quorra-zed", "Norway": "state:norway",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("links (-want +got):\n%s", d)
	}
	// Nobody in the document is the president; the index knows her, and she is
	// named there.
	if e := b.Resolve(place(t, linked, "The Norwegian president"), nil); e == nil || e.ID != "person:siri-lund" || e.Name != "Siri Lund" {
		t.Errorf("the president is %s", named(e))
	}
	// Two held it: nobody.
	if e := b.Resolve(place(t, linked, "the Danish foreign minister"), nil); e != nil {
		t.Errorf("the foreign minister is %s", named(e))
	}
}

func TestAnOfficeBringsWhoTheDocumentDoesNotName(t *testing.T) {
	const source = "Norway’s president left. The Norwegian president slept."
	b := find(t, source)
	if err := b.Link(t.Context(), newIndex(), "2026-01-06"); err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(b.Entities, func(e *names.Entity) bool { return e.ID == "person:siri-lund" }) {
		t.Error("listed before somebody asked")
	}
	e := b.Resolve(place(t, source, "The Norwegian president"), nil)
	if e == nil || e.ID != "person:siri-lund" || len(e.Mentions) != 0 || !slices.Contains(b.Entities, e) {
		t.Fatalf("the president is %s", named(e))
	}
	if other := b.Resolve(place(t, source, "Norway’s president"), nil); other != e {
		t.Errorf("Norway’s president is %s", named(other))
	}
	b = find(t, source)
	if err := b.Link(t.Context(), newIndex(), "2020"); err != nil {
		t.Fatal(err)
	}
	if e := b.Resolve(place(t, source, "The Norwegian president"), nil); e != nil {
		t.Errorf("in 2020 the president was %s", named(e))
	}
}

// TestASurnameIsNoLink: it gives candidates only, and so does a name that too
// many bear to know that there is just one.
func TestASurnameIsNoLink(t *testing.T) {
	x := &index{actors: []graph.KnownActor{{ID: "person:dag-berg", Kind: graph.Person, Name: "Dag Berg", Aliases: []string{"Berg"}}}}
	b := find(t, "Mr. Berg left.")
	if err := b.Link(t.Context(), x, ""); err != nil {
		t.Fatal(err)
	}
	if e := b.Entities[0]; e.ID != "" || len(e.Candidates) != 1 {
		t.Errorf("linked to %q, candidates %v", e.ID, e.Candidates)
	}
	x.actors = nil
	for i := range 12 {
		kind := graph.Place
		if i == 3 {
			kind = graph.Person
		}
		x.actors = append(x.actors, graph.KnownActor{ID: fmt.Sprintf("x:%02d", i), Kind: kind, Name: "Dag Berg"})
	}
	b = find(t, "Mr. Dag Berg left.")
	if err := b.Link(t.Context(), x, ""); err != nil {
		t.Fatal(err)
	}
	if e := b.Entities[0]; e.ID != "" {
		t.Errorf("linked to %q, though not all who bear the name were told", e.ID)
	}
}

func TestLinkReportsWhatTheIndexSays(t *testing.T) {
	b, broken := find(t, linked), errors.New("broken")
	if err := b.Link(t.Context(), &index{err: broken}, ""); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if err := b.Link(t.Context(), &index{short: true}, ""); !errors.Is(err, &graph.Error{Code: graph.CodeBadInput}) {
		t.Errorf("got %v", err)
	}
	if err := b.Link(t.Context(), nil, ""); err != nil {
		t.Error(err)
	}
}

// TestNamesakes: who is somebody else by all that both sides show is a
// candidate; one word in common, or nothing shown, is a link.
func TestNamesakes(t *testing.T) {
	for _, c := range []struct {
		source string
		roles  []string
		linked bool
	}{
		{"John Smith, the chief executive of Acme Bank, left.", []string{"Prime Minister of Norway", "member of NATO"}, false},
		{"John Smith, the chief executive of Acme Bank, left.", []string{"chairman of Acme Bank"}, true},
		{"John Smith, the chief executive of Acme Bank, left.", []string{"chief executive of Quill Line"}, false}, // a rank is no role
		{"John Smith, the chief executive of Acme Bank, left.", nil, true},
		{"John Smith left.", []string{"Prime Minister of Norway"}, true},
		{"John Smith, a fisherman, left.", []string{"Prime Minister of Norway"}, false},
		{"John Smith, a fisherman, left.", []string{"fisherman"}, true},
		{"British lawmaker John Smith left.", []string{"Foreign Minister of the United Kingdom"}, true},
		{"British lawmaker John Smith left.", []string{"governor of the United States"}, false},
		{"John Smith, the president of NATO, left.", []string{"member of North Atlantic Treaty Organization"}, true},
		{"Former Prime Minister John Smith left.", []string{"prime minister of Norway"}, true},
	} {
		b := find(t, c.source)
		x := &index{actors: []graph.KnownActor{{ID: "person:known", Kind: graph.Person, Name: "John Smith", Roles: c.roles}}}
		if err := b.Link(t.Context(), x, ""); err != nil {
			t.Fatal(err)
		}
		var smith *names.Entity
		for _, e := range b.Entities {
			if e.Name == "John Smith" {
				smith = e
			}
		}
		if smith == nil {
			t.Errorf("%q: nobody is named", c.source)
			continue
		}
		if c.linked != (smith.ID == "person:known") || !c.linked && len(smith.Candidates) != 1 {
			t.Errorf("%q beside %q: linked to %q, candidates %v", c.source, c.roles, smith.ID, smith.Candidates)
		}
	}
}

// TestOfficesAreShown: each office has the words that show it.
func TestOfficesAreShown(t *testing.T) {
	for _, c := range []struct{ source, words, title, of string }{
		{"On Monday French President Emmanuel Quill left.", "French President Emmanuel Quill", "president", "France"},
		{"Later Anna Holm, the Norwegian foreign minister, left.", "Anna Holm, the Norwegian foreign minister", "foreign minister", "Norway"},
		{"Acme Bank grew. Then John Smith, the chief executive of Acme Bank, left.", "John Smith, the chief executive of Acme Bank", "chief executive", "Acme Bank"},
		{"They met President Siri Lund of Norway.", "President Siri Lund of Norway", "president", "Norway"},
		{"The president of Norway, Siri Lund, left. Siri Lund, the president of Norway, slept.", "The president of Norway, Siri Lund", "president", "Norway"},
	} {
		found := false
		for _, e := range find(t, c.source).Entities {
			for _, o := range e.Offices {
				found = true
				of := ""
				if o.Of != nil {
					of = o.Of.Name
				}
				if got := o.Span.In(c.source); got != c.words || o.Title != c.title || of != c.of || len(e.Offices) != 1 {
					t.Errorf("%q: %s of %q shown by %q (%d offices), want %s of %s by %q", c.source, o.Title, of, got, len(e.Offices), c.title, c.of, c.words)
				}
			}
		}
		if !found {
			t.Errorf("%q: no office", c.source)
		}
	}
}
