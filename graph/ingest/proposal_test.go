package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
)

func here(words string) []graph.EvidenceDraft {
	return []graph.EvidenceDraft{{Document: "document:the-talks", Exact: words}}
}

// TestDroppedParts: a part that does not pass goes alone, with what cannot
// stand without it, and is told by its place.
func TestDroppedParts(t *testing.T) {
	stage := "The talks.\nAnn: It ends on Monday.\nBob vows: I will go home after the truce.\nAnn: We doubt it.\n"
	late := func(d *graph.Draft) { // a statement that others refer to
		d.Statements = append(d.Statements, graph.StatementDraft{ID: "statement:late", QuoteType: graph.Direct, Speaker: "person:ann", Evidence: here("We doubt")})
	}
	for _, c := range []struct {
		name string
		do   func(d *graph.Draft)
		want []string // code and path of what is told
		left [3]int   // statements, commitments, actors
	}{
		{"nothing", func(*graph.Draft) {}, nil, [3]int{3, 1, 2}},
		{"words that are not there", func(d *graph.Draft) { d.Statements[0].Evidence = here("It begins") }, []string{"EVIDENCE_NOT_FOUND statements[0].evidence[0]"}, [3]int{2, 1, 2}},
		{"several", func(d *graph.Draft) {
			d.Statements[0].Cue, d.Statements[2].QuoteType = "nowhere", "SUNG"
		}, []string{"EVIDENCE_NOT_FOUND statements[0]", "BAD_INPUT statements[2]"}, [3]int{1, 1, 2}},
		{"one by one", func(d *graph.Draft) { // an unknown speaker hides the other problem
			d.Statements[0].Speaker = "person:nobody"
			d.Statements[2].Confidence = 2
		}, []string{"NOT_FOUND statements[0]", "BAD_INPUT statements[2]"}, [3]int{1, 1, 2}},
		{"an actor", func(d *graph.Draft) { d.Nodes[0].ID = "Ann" }, []string{"BAD_ID nodes[0]", "NOT_FOUND statements[0]", "NOT_FOUND statements[2]"}, [3]int{1, 1, 1}},
		{"an actor's name", func(d *graph.Draft) { d.Nodes[0].Name = "" }, []string{
			"BAD_INPUT nodes[0]", "DEPENDS_ON_REJECTED statements[0]", "DEPENDS_ON_REJECTED statements[2]",
		}, [3]int{1, 1, 1}},
		{"a condition's event", func(d *graph.Draft) {
			d.Nodes[2].Aliases = []graph.Alias{{Text: " "}}
			d.Statements[0].About = []string{d.Nodes[2].ID}
		}, []string{"BAD_INPUT nodes[2]", "DEPENDS_ON_REJECTED commitments[0]"}, [3]int{3, 0, 2}},
		{"a condition's words", func(d *graph.Draft) { d.Commitments[0].Conditions[0].Evidence = nil }, []string{"EVIDENCE_MISSING commitments[0].conditions[0]"}, [3]int{3, 0, 2}},
		{"a fact alone", func(d *graph.Draft) {
			d.Nodes[0].Facts = []graph.FactDraft{{Property: "born", Value: "1970"}, {Property: "mention", Value: "Ann", Evidence: here("Ann: It")}}
			d.Statements[0].Facts = []graph.FactDraft{{Property: "saidAt", Value: "soon", Evidence: here("Monday")}}
		}, []string{"EVIDENCE_MISSING nodes[0].facts[0]", "BAD_INPUT statements[0].facts[0]"}, [3]int{3, 1, 2}},
		{"what follows from a statement", func(d *graph.Draft) {
			late(d)
			d.Statements[3].Evidence = here("We hope")
			d.Commitments[0].AccordingTo = "statement:late"
			d.Relations = []graph.RelationDraft{
				{Type: graph.HoldsOffice, From: "person:ann", To: "person:bob", Evidence: here("Ann: It")},
				{Type: graph.Represents, From: "person:ann", To: "person:bob", AccordingTo: "statement:late", Evidence: here("Ann: It")},
				{Type: graph.Represents, From: "person:ann", To: "person:bob", Evidence: here("Ann: It")},
			}
			d.Facts = []graph.FactDraft{{Node: "person:ann", Property: "mood", Value: "grim", AccordingTo: "statement:late", Evidence: here("Ann: It")}}
		}, []string{
			"EVIDENCE_NOT_FOUND statements[3].evidence[0]", "DOMAIN_OR_RANGE relations[0]",
			"DEPENDS_ON_REJECTED commitments[0]", "DEPENDS_ON_REJECTED relations[1]", "DEPENDS_ON_REJECTED facts[0]",
		}, [3]int{3, 0, 2}},
		{"a twin keeps the id", func(d *graph.Draft) { late(d); late(d); d.Commitments[0].AccordingTo = "statement:late" }, []string{"ALREADY_EXISTS statements[4]"}, [3]int{4, 1, 2}},
		{"other texts and merges", func(d *graph.Draft) {
			words := "Mine."
			d.Documents = append(d.Documents, graph.DocumentDraft{ID: "document:cited", Title: "Cited"}, graph.DocumentDraft{ID: "document:mine", Title: "Mine", Text: &words})
			d.Merges = []graph.MergeDraft{{Into: "person:ann", From: "person:bob", Reason: "one"}}
		}, []string{"UNSUPPORTED documents[2]", "UNSUPPORTED merges[0]"}, [3]int{3, 1, 2}},
		{"a statement of another document", func(d *graph.Draft) {
			late(d)
			d.Statements[3].ID = "statement:before"
			d.Commitments[0].AccordingTo = "statement:before"
		}, []string{"ALREADY_EXISTS statements[3]"}, [3]int{3, 1, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			before := "Ann came."
			w.apply(graph.Draft{
				Documents:  []graph.DocumentDraft{{ID: "document:before", Title: "Before", Text: &before}},
				Statements: []graph.StatementDraft{{ID: "statement:before", QuoteType: graph.Indirect, Evidence: []graph.EvidenceDraft{{Document: "document:before", Exact: "Ann came"}}}},
			})
			w.x.then = c.do
			got := w.take(request("The Talks", stage))
			var told []string
			for _, p := range got.Rejected {
				told = append(told, p.Code+" "+p.Path)
				if p.Message == "" {
					t.Errorf("%+v says nothing", p)
				}
			}
			if diff := cmp.Diff(c.want, told); diff != "" {
				t.Errorf("%s\n%+v", diff, got.Rejected)
			}
			if left := [3]int{got.Statements, got.Commitments, got.Actors}; left != c.left {
				t.Errorf("left are %v, want %v", left, c.left)
			}
			if id := w.node("person:bob").ID; id != "person:bob" {
				t.Errorf("he became %s", id)
			}
			w.sound()
		})
	}
}

func TestMuchIsDropped(t *testing.T) {
	w := newWorld(t)
	w.x.then = func(d *graph.Draft) {
		for range 500 {
			d.Statements = append(d.Statements, graph.StatementDraft{QuoteType: graph.Direct, Evidence: here("never said")})
		}
	}
	got := w.take(request("The Talks", play))
	last := got.Rejected[len(got.Rejected)-1]
	if got.Statements != 3 || len(got.Rejected) != 201 || last.Code != "MORE" || !strings.HasPrefix(last.Message, "300 more") {
		t.Errorf("%d statements, %d told, the last %+v", got.Statements, len(got.Rejected), last)
	}
	// What is wrong with the document itself cannot be dropped.
	w.x.then = func(d *graph.Draft) { d.Documents[0].Facts = nil; d.Documents[0].Language = strings.Repeat("e", 99) }
	w.refuses(graph.CodeBadInput, request("Another", "Ann: No."))
}

// TestCuratedStays: what people entered keeps its name, its labels and its
// facts; another name is all it gains.
func TestCuratedStays(t *testing.T) {
	w := newWorld(t)
	before := "Ann Lee is some call Ann calm."
	proof := []graph.EvidenceDraft{{Document: "document:before", Exact: "Ann calm"}}
	w.apply(graph.Draft{
		Documents: []graph.DocumentDraft{{ID: "document:before", Title: "Before", Text: &before}},
		Nodes: []graph.NodeDraft{
			{ID: "person:ann", Kind: graph.Person, Name: "Ann Lee", Aliases: []graph.Alias{{Text: "Ana"}}},
			{ID: "person:bob", Kind: graph.Person, Name: "Bob"},
			{ID: "event:the-truce", Kind: graph.Event, Name: "the truce", Facts: []graph.FactDraft{
				{Property: graph.PropStatus, Value: string(graph.Planned), Reason: "so it is"},
				{Property: graph.PropDate, Value: "2030", Reason: "said", AccordingTo: "statement:before"},
			}},
		},
		Statements: []graph.StatementDraft{{ID: "statement:before", QuoteType: graph.Indirect, Evidence: proof}},
		Relations:  []graph.RelationDraft{{Type: graph.Represents, From: "person:ann", To: "person:bob", Quantity: "Ann", Evidence: proof}},
	})
	w.x.then = func(d *graph.Draft) {
		d.Nodes[0].Aliases = []graph.Alias{{Text: "Anna", Language: "pl", Label: true}, {Text: "Ana", Language: "es", Label: true}}
		d.Nodes[2].Facts = []graph.FactDraft{
			{Property: graph.PropStatus, Value: string(graph.Occurred), Evidence: here("the truce")},
			{Property: graph.PropDate, Value: "2031", Evidence: here("the truce")},
		}
		d.Relations = []graph.RelationDraft{{Type: graph.Represents, From: "person:ann", To: "person:bob", Quantity: "home", Evidence: here("go home")}}
	}
	if got := w.take(request("The Talks", play)); len(got.Rejected) > 0 || got.Actors != 2 {
		t.Fatalf("%+v", got)
	}
	ann, truce := w.node("person:ann"), w.node("event:the-truce")
	if ann.Name != "Ann Lee" || ann.Origin != graph.Curated || ann.Review != graph.Accepted {
		t.Errorf("she is %+v", ann)
	}
	for _, language := range []string{"", "en", "pl", "es"} {
		if got := ann.Label(language); got != "Ann Lee" {
			t.Errorf("to readers of %q she is %q", language, got)
		}
	}
	var also []string
	for _, a := range ann.Aliases {
		if a.Label || a.Language != "" {
			t.Errorf("%+v would be shown", a)
		}
		also = append(also, a.Text)
	}
	if diff := cmp.Diff([]string{"Ana", "Anna", "Ann"}, also); diff != "" {
		t.Error(diff)
	}
	if truce.Prop(graph.PropStatus) != string(graph.Planned) || truce.Prop(graph.PropDate) != "2030" {
		t.Errorf("the truce is %+v", truce.Props)
	}
	facts, err := w.view().Facts([]*graph.Node{truce}, true)
	if err != nil || len(facts[0]) != 4 {
		t.Errorf("%d facts, %v", len(facts[0]), err)
	}
	rel := w.represents()
	if rel.Review != graph.Accepted || rel.Quantity != "Ann" {
		t.Errorf("the relation is %+v", rel)
	}
	w.sound()
}

// represents gives the one REPRESENTS relation.
func (w *world) represents() *graph.Relation {
	w.Helper()
	v := w.view()
	edges, err := v.Edges([]*graph.Node{w.node("person:ann")}, []graph.Want{{Type: graph.Represents, Direction: graph.Both}}, 9)
	if err != nil || len(edges[0]) != 1 {
		w.Fatalf("%v, %v", edges, err)
	}
	rels, err := v.Relations([]graph.Ref{edges[0][0].Relation})
	if err != nil {
		w.Fatal(err)
	}
	return rels[0]
}

// TestFullNodes: one more name than a record takes fails no document.
func TestFullNodes(t *testing.T) {
	w := newWorld(t)
	aliases := func(from, to int) []graph.Alias {
		var out []graph.Alias
		for i := from; i < to; i++ {
			out = append(out, graph.Alias{Text: fmt.Sprint("Ann ", i)})
		}
		return out
	}
	for i := range 3 {
		w.apply(graph.Draft{Nodes: []graph.NodeDraft{{ID: "person:ann", Kind: graph.Person, Name: "Ann Lee", Aliases: aliases(150*i, 150*(i+1))}}})
	}
	w.x.then = func(d *graph.Draft) { d.Nodes[0].Aliases = aliases(1000, 1200) }
	if got := w.take(request("The Talks", play)); len(got.Rejected) > 0 || got.Statements != 3 {
		t.Errorf("%+v", got)
	}
	if n := len(w.node("person:ann").Aliases); n != 450 {
		t.Errorf("%d aliases", n)
	}
}

// TestSamePromise: the same promise in another document joins one that nobody
// has looked at. One that people looked at stays as it is.
func TestSamePromise(t *testing.T) {
	w := newWorld(t)
	w.x.then = func(d *graph.Draft) {
		for i := range d.Commitments {
			d.Statements[1].Expresses = []string{"commitment:home"}
			d.Commitments[i].ID = "commitment:home"
		}
	}
	evidence := func(id string) int { return len(w.node(id).Commitment.Evidence) }
	w.take(request("The Talks", play))
	w.take(request("The Talks", play+"Ann: More.\n"))
	if n := evidence("commitment:home"); n != 2 {
		t.Errorf("it stands in %d places", n)
	}
	if _, err := w.graph.Review(t.Context(), graph.ReviewChange{ID: "commitment:home", Status: graph.Accepted}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	if got := w.take(request("The Talks", play+"Ann: Once more.\n")); got.Commitments != 1 || len(got.Rejected) > 0 {
		t.Errorf("%+v", got)
	}
	if n := evidence("commitment:home"); n != 2 {
		t.Errorf("what was accepted stands in %d places", n)
	}
	var ids []string
	if err := w.view().Parts(func(p graph.Part) error {
		if p.Commitment != nil {
			ids = append(ids, p.Commitment.ID)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(ids, func(id string) bool { return strings.HasPrefix(id, "commitment:home-") }) || len(ids) != 2 {
		t.Errorf("the commitments are %v", ids)
	}
	// Without ids, they follow from what was promised by whom.
	w.x.then = nil
	first, second := w.take(request("Other talks", "Cai vows: I stay.")), w.take(request("Other talks", "Cai vows: I stay.\n"))
	if first.Commitments+second.Commitments != 2 {
		t.Errorf("%+v, %+v", first, second)
	}
	w.sound()
}
