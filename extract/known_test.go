package extract_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"onrecord/extract"
	"onrecord/extract/names"
	"onrecord/extract/words"
	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/graph/text"
	"onrecord/seeds"
)

func knownSeeds(t *testing.T) (*graph.Draft, *extract.Known) {
	t.Helper()
	d, err := interop.Decode(strings.NewReader(read(t, seeds.Annotation)), interop.Options{FS: seeds.Files()})
	if err != nil {
		t.Fatal(err)
	}
	return d, extract.NewKnown(d)
}

func ids(actors []graph.KnownActor) string {
	var out []string
	for _, a := range actors {
		out = append(out, a.ID)
	}
	return strings.Join(out, " ")
}

func TestKnownAnswersByNameAndOffice(t *testing.T) {
	_, k := knownSeeds(t)
	ask := []string{"macron", "ЗЕЛЕНСЬКИЙ", "USA", "nobody", ""}
	found, err := k.Named(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"person:emmanuel-macron", "person:volodymyr-zelensky", "state:united-states", "", ""} {
		if got := ids(found[i]); got != want {
			t.Errorf("%s: %q, want %q", ask[i], got, want)
		}
	}
	held, err := k.Holding(t.Context(), []graph.Office{
		{Title: "president", Of: "state:france", On: "2026-01-06"}, {Title: "prime minister", Of: "state:united-kingdom"}, {Title: "president", Of: "state:united-kingdom"}, {Title: "president", Of: "state:germany"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"person:emmanuel-macron", "person:keir-starmer", "", ""} {
		if got := ids(held[i]); got != want {
			t.Errorf("office %d: %q, want %q", i, got, want)
		}
	}
	if _, err := k.Holding(t.Context(), []graph.Office{{Title: "president", Of: "state:france", On: "soon"}}); !errors.Is(err, &graph.Error{Code: graph.CodeBadDate}) {
		t.Errorf("a day that is none: %v", err)
	}
}

// TestKnownTellsRoles: of people, what was not taken back or only claimed.
func TestKnownTellsRoles(t *testing.T) {
	d := &graph.Draft{
		Nodes: []graph.NodeDraft{
			{ID: "state:norway", Kind: graph.State, Name: "Norway"},
			{ID: "organization:line", Kind: graph.Organization, Name: "Line"},
			{ID: "person:a", Kind: graph.Person, Name: "Anna Holm"},
			{ID: "person:a2", Kind: graph.Person, Name: "A. Holm"},
		},
		Merges: []graph.MergeDraft{{From: "person:a2", Into: "person:a"}},
		Relations: []graph.RelationDraft{
			{Type: graph.HoldsOffice, From: "person:a", To: "state:norway", Role: "Prime Minister of Norway"},
			{Type: graph.HoldsOffice, From: "person:a2", To: "state:norway", Role: "mayor"},
			{Type: graph.HoldsOffice, From: "person:a", To: "state:norway", Role: "king", AccordingTo: "statement:s"},
			{Type: graph.HoldsOffice, From: "person:a", To: "state:norway", Role: "queen", Standing: graph.Standing{Review: graph.Rejected}},
			{Type: graph.Leads, From: "person:a", To: "organization:line"},
			{Type: graph.MemberOf, From: "organization:line", To: "state:norway"},
		},
	}
	found, err := extract.NewKnown(d).Named(t.Context(), []string{"Anna Holm", "Line"})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(found[0][0].Roles, ", "); got != "Prime Minister of Norway, mayor of Norway, leader of Line" || found[1][0].Roles != nil {
		t.Errorf("roles are %s and %v", got, found[1][0].Roles)
	}
}

func TestKnownKeepsToDatesReviewAndMerges(t *testing.T) {
	d := &graph.Draft{
		Nodes: []graph.NodeDraft{
			{ID: "state:norway", Kind: graph.State, Name: "Norway"},
			{ID: "person:a", Kind: graph.Person, Name: "Anna Holm"},
			{ID: "person:b", Kind: graph.Person, Name: "Berit Moe"},
			{ID: "person:b2", Kind: graph.Person, Name: "Berit Moe-Lie"},
			{ID: "person:c", Kind: graph.Person, Name: "Cora Lie", Standing: graph.Standing{Review: graph.Rejected}},
		},
		Relations: []graph.RelationDraft{
			{Type: graph.HoldsOffice, From: "person:a", To: "state:norway", Role: "Prime Minister of Norway", ValidFrom: "2020", ValidTo: "2022-05-01"},
			{Type: graph.HoldsOffice, From: "person:b2", To: "state:norway", Role: "Norwegian prime minister", ValidFrom: "2022-05-02"},
			{Type: graph.HoldsOffice, From: "person:c", To: "state:norway", Role: "prime minister", Standing: graph.Standing{Review: graph.Rejected}},
		},
		Merges: []graph.MergeDraft{{From: "person:b2", Into: "person:b"}},
	}
	k := extract.NewKnown(d)
	for day, want := range map[string]string{"2021-03-04": "person:a", "2022-05-01": "person:a", "2022-05-02": "person:b", "2022": "person:a person:b", "2019": ""} {
		held, err := k.Holding(t.Context(), []graph.Office{{Title: "prime minister", Of: "state:norway", On: day}})
		if err != nil {
			t.Fatal(err)
		}
		if got := ids(held[0]); got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
	found, err := k.Named(t.Context(), []string{"Berit Moe-Lie", "Cora Lie"})
	if err != nil {
		t.Fatal(err)
	}
	if ids(found[0]) != "person:b" || len(found[1]) != 0 {
		t.Errorf("got %v", found)
	}
}

// TestTheActorsOfTheFoundingArticleAreNamed: whoever has a proper name there is
// found with the kind and the id that the curated annotation gives.
func TestTheActorsOfTheFoundingArticleAreNamed(t *testing.T) {
	d, k := knownSeeds(t)
	r, err := words.NewReader(func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	source := read(t, seeds.Article)
	b := names.Find(r.Read(source))
	slugs := map[string]bool{}
	for _, e := range b.Entities {
		if e.Kind != "" {
			slugs[graph.IDPrefix(e.Kind)+text.Slug(e.Name)] = true
		}
	}
	// Denmark is there by its adjective only; the office has a description for
	// a name.
	exceptions := []string{"state:denmark", "organization:us-ukraine-coalition-coordination-office", "place:a-neighboring-nation"}
	for _, n := range d.Nodes {
		if n.Kind == graph.Person || n.Kind == graph.State || n.Kind == graph.Organization || n.Kind == graph.Place {
			if found := slugs[n.ID]; found == slices.Contains(exceptions, n.ID) {
				t.Errorf("%s: found %v", n.ID, found)
			}
			delete(slugs, n.ID)
		}
	}
	if len(slugs) > 0 {
		t.Errorf("found what nobody annotated: %v", slugs)
	}
	if err := b.Link(t.Context(), k, "2026-01-06"); err != nil {
		t.Fatal(err)
	}
	for _, e := range b.Entities {
		if e.Kind != "" && e.ID != graph.IDPrefix(e.Kind)+text.Slug(e.Name) {
			t.Errorf("%s is linked to %q, candidates %s", e.Name, e.ID, ids(e.Candidates))
		}
	}
}
