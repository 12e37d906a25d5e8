package graph_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/store/mem"
	"onrecord/store/storetest"
)

var _ graph.ActorIndex = (*graph.View)(nil)

const knownText = "Ada Holm leads Norland. Some call Bo Lind the leader."

// acquainted is a graph of people in office.
func acquainted(t *testing.T) (*terrain, *storetest.Counter) {
	t.Helper()
	s := storetest.Counting(mem.New())
	w := newTerrain(t, s, graph.WithCache(0))
	words := knownText
	holds := func(who, role, from, to, according string) graph.RelationDraft {
		return graph.RelationDraft{Type: graph.HoldsOffice, From: who, To: "state:norland", Role: role, ValidFrom: from, ValidTo: to, AccordingTo: according, Evidence: in("document:k", "Ada Holm leads Norland")}
	}
	person := func(id, name string, aliases ...graph.Alias) graph.NodeDraft {
		return graph.NodeDraft{ID: "person:" + id, Kind: graph.Person, Name: name, Aliases: aliases}
	}
	d := graph.Draft{
		Documents: []graph.DocumentDraft{{ID: "document:k", Title: "Ada Holm", Text: &words}},
		Nodes: []graph.NodeDraft{
			{ID: "state:norland", Kind: graph.State, Name: "Norland", Aliases: []graph.Alias{{Text: "Kingdom of Norland"}}},
			{ID: "state:norland-old", Kind: graph.State, Name: "Northland"},
			{ID: "organization:holm", Kind: graph.Organization, Name: "Ada Holm"},
			person("ada", "Ada Holm", graph.Alias{Text: "Ада Холм"}), person("ada-b", "A. Holm", graph.Alias{Text: "Ada of Norland"}),
			person("bo", "Bo Lind"), person("cai", "Cai Dahl"), person("dag", "Dag Moe"), person("eva", "Eva Ness"), person("gone", "Old Holm"),
		},
		Statements: []graph.StatementDraft{{ID: "statement:k", QuoteType: graph.Indirect, Evidence: in("document:k", "Some call Bo Lind the leader")}},
		Relations: []graph.RelationDraft{
			holds("person:ada", "President of Norland", "2020", "2024-06", ""),
			holds("person:cai", "Norlandish President", "2024-07", "", ""),
			holds("person:dag", "Vice President of the Kingdom of Norland", "", "", ""),
			holds("person:bo", "president", "", "", "statement:k"),
			holds("person:eva", "Norland’s foreign minister", "", "", ""),
		},
	}
	for i := range 14 {
		d.Nodes = append(d.Nodes, person(fmt.Sprintf("many-%02d", i), "Jo Vik"))
	}
	w.apply(d)
	merge := func(into, from string) {
		if _, err := w.g.Merge(t.Context(), graph.MergeChange{Into: into, From: from, Reason: "one"}, graph.Request{}); err != nil {
			t.Fatal(err)
		}
	}
	w.reject("person:gone")
	merge("person:ada", "person:gone")
	merge("person:ada", "person:ada-b")
	merge("state:norland", "state:norland-old")
	return w, s
}

func knownIDs(lists [][]graph.KnownActor) [][]string {
	out := make([][]string, len(lists))
	for i, list := range lists {
		for _, k := range list {
			out[i] = append(out[i], k.ID)
		}
	}
	return out
}

func (w *terrain) present(t *testing.T) *graph.View {
	t.Helper()
	s, err := w.g.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s.Present()
}

func TestNamed(t *testing.T) {
	w, s := acquainted(t)
	v := w.present(t)
	s.Take()
	got, err := v.Named(t.Context(), []string{"ADA HOLM", "ада холм", "a holm", "Nobody", "", "Ada of Norland", "ada holm", "jo vik", "Old Holm"})
	if err != nil {
		t.Fatal(err)
	}
	if n := s.Take(); n.RoundTrips() > 7 {
		t.Errorf("%d round trips for nine names: %+v", n.RoundTrips(), n)
	}
	many := make([]string, graph.MostBearers)
	for i := range many {
		many[i] = fmt.Sprintf("person:many-%02d", i)
	}
	// The document of that title is no actor; what was merged is told as what it became.
	both := []string{"organization:holm", "person:ada"}
	want := [][]string{both, {"person:ada"}, {"person:ada"}, nil, nil, {"person:ada"}, both, many, nil}
	if diff := cmp.Diff(want, knownIDs(got)); diff != "" {
		t.Error(diff)
	}
	ada := graph.KnownActor{ID: "person:ada", Kind: graph.Person, Name: "Ada Holm", Aliases: []string{"Ада Холм", "Old Holm", "A. Holm", "Ada of Norland"}, Roles: []string{"President of Norland"}}
	if diff := cmp.Diff(ada, got[0][1]); diff != "" {
		t.Error(diff)
	}
	w.reject("organization:holm")
	w.retract("person:many-03")
	if got, err = w.present(t).Named(t.Context(), []string{"Ada Holm", "Jo Vik"}); err != nil {
		t.Fatal(err)
	}
	if ids := knownIDs(got); !cmp.Equal(ids[0], []string{"person:ada"}) || cmp.Equal(ids[1], many) || len(ids[1]) != graph.MostBearers {
		t.Errorf("what was taken back is told: %v", ids)
	}
	if old, err := v.Named(t.Context(), []string{"Ada Holm"}); err != nil || len(old[0]) != 2 {
		t.Errorf("the view as of before tells %v, %v", old, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := v.Named(ended, []string{"x"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled question gave %v", err)
	}
	if got, err := v.Named(t.Context(), nil); err != nil || len(got) != 0 {
		t.Errorf("no names gave %v, %v", got, err)
	}
}

// TestNamedTellsRoles: what people hold, lead and are members of, as it was
// recorded; not what is only claimed, and not of what is no person.
func TestNamedTellsRoles(t *testing.T) {
	w, _ := acquainted(t)
	relate := func(kind graph.RelationType, to, role string) {
		t.Helper()
		if _, err := w.g.Relate(t.Context(), graph.RelationDraft{Type: kind, From: "person:dag", To: to, Role: role, Evidence: in("document:k", "Ada Holm leads Norland")}, graph.Request{}); err != nil {
			t.Fatal(err)
		}
	}
	relate(graph.Leads, "organization:holm", "")
	relate(graph.MemberOf, "organization:holm", "")
	relate(graph.MemberOf, "organization:holm", "treasurer")
	got, err := w.present(t).Named(t.Context(), []string{"Dag Moe", "Bo Lind", "Norland", "A. Holm"})
	if err != nil {
		t.Fatal(err)
	}
	var roles [][]string
	for _, list := range got {
		for _, k := range list {
			roles = append(roles, k.Roles)
		}
	}
	want := [][]string{{"Vice President of the Kingdom of Norland", "leader of Ada Holm", "member of Ada Holm", "treasurer of Ada Holm"}, nil, nil, {"President of Norland"}}
	if diff := cmp.Diff(want, roles); diff != "" {
		t.Error(diff)
	}
}

func TestHolding(t *testing.T) {
	w, s := acquainted(t)
	v := w.present(t)
	ask := func(title, of, on string) graph.Office { return graph.Office{Title: title, Of: of, On: on} }
	s.Take()
	got, err := v.Holding(t.Context(), []graph.Office{
		ask("president", "state:norland", "2021-03"),
		ask("president", "state:norland", ""),
		ask("president", "state:norland", "2024"),
		ask("vice president", "state:norland", "1999"),
		ask("foreign minister", "state:norland-old", "2021"),
		ask("minister", "state:norland", "2021"),
		ask("president", "state:nowhere", "2021"),
		ask("", "state:norland", "2021"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := s.Take(); n.RoundTrips() > 7 {
		t.Errorf("%d round trips for eight offices: %+v", n.RoundTrips(), n)
	}
	// Bo is only called so by somebody.
	want := [][]string{{"person:ada"}, {"person:cai"}, {"person:ada", "person:cai"}, {"person:dag"}, {"person:eva"}, nil, nil, nil}
	if diff := cmp.Diff(want, knownIDs(got)); diff != "" {
		t.Error(diff)
	}
	w.reject("person:cai")
	if got, err = w.present(t).Holding(t.Context(), []graph.Office{ask("president", "state:norland", "2025")}); err != nil || len(got[0]) > 0 {
		t.Errorf("who was rejected holds office: %v, %v", got, err)
	}
	if _, err := v.Holding(t.Context(), []graph.Office{ask("president", "state:norland", "soon")}); !errors.Is(err, &graph.Error{Code: graph.CodeBadDate}) {
		t.Errorf("no day gave %v", err)
	}
}

func TestSameOffice(t *testing.T) {
	names := []string{"France", "French Republic"}
	for _, c := range []struct {
		role, title string
		same        bool
	}{
		{"President of France", "president", true},
		{"French President", "president", true},
		{"president", "president", true},
		{"President of the French Republic", "president", true},
		{"France’s president", "president", true},
		{"Secretary-General", "secretary general", true},
		{"Vice President of France", "president", false},
		{"former president", "president", false},
		{"acting French president", "president", false},
		{"Prime Minister of France", "minister", false},
		{"Minister for Foreign Affairs", "minister of foreign affairs", true},
		{"", "president", false},
		{"president", "", false},
	} {
		if got := graph.SameOffice(c.role, c.title, names); got != c.same {
			t.Errorf("%q as %q: %v", c.role, c.title, got)
		}
	}
}
