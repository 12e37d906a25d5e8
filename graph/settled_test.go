package graph_test

import (
	"bytes"
	"slices"
	"testing"

	"onrecord/graph"
	"onrecord/graph/keys"
	"onrecord/store"
	"onrecord/store/mem"
)

// What people accepted stays what it is when an extraction comes that nobody
// has looked at; see tally.go.

var guess = graph.Standing{Origin: graph.Extracted, Review: graph.Pending}

// settle is a gate with a word on single relations.
type settle struct{ *gate }

func (w settle) relate(r graph.RelationDraft) (assertion string) {
	w.Helper()
	d := &graph.Draft{Origin: graph.Curated, Relations: []graph.RelationDraft{r}}
	v, err := w.g.Verify(w.Context(), d)
	if err == nil {
		_, err = w.g.Apply(w.Context(), v, graph.Request{})
	}
	if err != nil {
		w.Fatal(err)
	}
	return v.Changes()[len(v.Changes())-1].Assert.Assertion
}

func (w settle) review(id string, to graph.ReviewStatus) {
	w.Helper()
	if _, err := w.g.Review(w.Context(), graph.ReviewChange{ID: id, Status: to}, graph.Request{}); err != nil {
		w.Fatal(err)
	}
}

func (w settle) retract(id string) {
	w.Helper()
	if _, err := w.g.Retract(w.Context(), graph.RetractChange{ID: id, Reason: "test"}, graph.Request{}); err != nil {
		w.Fatal(err)
	}
}

// shows holds the one relation of a type to what is expected of it.
func (w settle) shows(when string, typ graph.RelationType, review graph.ReviewStatus, claimed bool, quantity string) {
	w.Helper()
	s := session(w.T, w.g)
	got, err := s.Present().AllRelations(graph.RelationFilter{Types: []graph.RelationType{typ}, Review: graph.Reviews}, everything)
	if err != nil || len(got.Items) != 1 {
		w.Fatalf("%s: %v, %v", when, got, err)
	}
	if r := got.Items[0]; r.Review != review || r.Claimed != claimed || r.Quantity != quantity {
		w.Errorf("%s: %s, claimed %v, quantity %q; want %s, %v, %q", when, r.Review, r.Claimed, r.Quantity, review, claimed, quantity)
	}
}

// sound checks the store against its log.
func (w settle) sound() {
	w.Helper()
	if found, _ := checkAll(w.T, w.g, graph.CheckOptions{Deep: mem.New()}); len(found) > 0 {
		w.Errorf("%v", found)
	}
}

func TestWhatIsClaimedStaysClaimed(t *testing.T) {
	w := settle{newGate(t)}
	office := graph.RelationDraft{Type: graph.HoldsOffice, From: "person:ann", To: "state:eire", Role: "president", Evidence: words("It ends.")}
	claim, own := office, office
	claim.AccordingTo = "statement:a"
	own.Evidence, own.Standing = words("Bob said it ends."), guess

	said := w.relate(claim)
	w.shows("a claim", graph.HoldsOffice, graph.Accepted, true, "")
	found := w.relate(own)
	w.shows("a document that nobody looked at", graph.HoldsOffice, graph.Accepted, true, "")
	w.review(said, graph.Disputed)
	w.shows("the claim is disputed", graph.HoldsOffice, graph.Disputed, true, "")
	w.review(found, graph.Accepted)
	w.shows("the document is accepted", graph.HoldsOffice, graph.Disputed, false, "")
	w.review(said, graph.Accepted)
	w.shows("both are", graph.HoldsOffice, graph.Accepted, false, "")
	w.review(found, graph.Rejected)
	w.shows("the document is rejected", graph.HoldsOffice, graph.Accepted, true, "")
	w.retract(said)
	w.shows("the claim is taken back", graph.HoldsOffice, graph.Rejected, true, "")
	w.review(found, graph.Pending)
	w.shows("only a guess is left", graph.HoldsOffice, graph.Pending, false, "")
	w.sound()
}

func TestQuantityOfThoseThatDecide(t *testing.T) {
	w := settle{newGate(t)}
	give := func(s graph.Standing, according, evidence, quantity string) string {
		return w.relate(graph.RelationDraft{
			Type: graph.ContributesTo, From: "state:eire", To: "force:ikon",
			Standing: s, AccordingTo: according, Evidence: words(evidence), Quantity: quantity,
		})
	}
	shows := func(when string, review graph.ReviewStatus, claimed bool, quantity string) {
		t.Helper()
		w.shows(when, graph.ContributesTo, review, claimed, quantity)
	}
	first := give(guess, "", "Bob said it ends.", "Bob")
	shows("a guess", graph.Pending, false, "Bob")
	give(guess, "", "Ann said: “It ends.”", "Ann")
	shows("another guess", graph.Pending, false, "Bob")
	plain := give(graph.Standing{}, "", "It ends.", "")
	shows("accepted without a number", graph.Accepted, false, "")
	claim := give(graph.Standing{}, "statement:a", "It ends.", "It")
	shows("somebody's number", graph.Accepted, false, "")
	w.retract(plain)
	shows("only somebody says so", graph.Accepted, true, "It")
	w.review(first, graph.Accepted)
	shows("the guess was right", graph.Accepted, false, "Bob")
	newest := give(graph.Standing{}, "", "Zoë’s café.", "Zoë")
	shows("the newest", graph.Accepted, false, "Zoë")
	give(graph.Standing{Origin: graph.Imported}, "", "Київ чекає.", "Київ")
	shows("an import that waits", graph.Accepted, false, "Zoë")
	w.review(newest, graph.Rejected)
	shows("the newest is rejected", graph.Accepted, false, "Bob")
	w.retract(first)
	w.retract(claim)
	shows("an import goes before a guess", graph.Pending, false, "Київ")
	w.sound()
}

// TestTalliesOfSeveral: one assertion is its own tally; from the second on there
// is one, and what it lacks or has too much of is found.
func TestTalliesOfSeveral(t *testing.T) {
	w := settle{newGate(t)}
	tallies := func() (n int, last []byte) {
		t.Helper()
		snap, err := w.store.Snapshot()
		noError(t, err)
		defer snap.Release()
		noError(t, snap.Scan(store.Prefix(keys.Tally(0)[:1]), func(k, _ []byte) bool {
			n, last = n+1, bytes.Clone(k)
			return true
		}))
		return n, last
	}
	before, _ := tallies()
	claim := graph.RelationDraft{Type: graph.HoldsOffice, From: "person:ann", To: "state:eire", Role: "president", Evidence: words("It ends."), AccordingTo: "statement:a"}
	w.relate(claim)
	if n, _ := tallies(); n != before {
		t.Errorf("one assertion has a tally: %d, before %d", n, before)
	}
	w.sound()
	claim.AccordingTo, claim.Standing = "", guess
	found := w.relate(claim)
	w.shows("a guess", graph.HoldsOffice, graph.Accepted, true, "")
	n, key := tallies()
	if n != before+1 {
		t.Errorf("%d tallies with a second assertion, want %d", n, before+1)
	}
	w.review(found, graph.Accepted)
	w.shows("accepted", graph.HoldsOffice, graph.Accepted, false, "")
	w.sound()
	for what, change := range map[string]func(tx store.Tx) error{
		"none":         func(tx store.Tx) error { return tx.Delete(key) },
		"one too many": func(tx store.Tx) error { return tx.Set(keys.Tally(1), graph.NewTally([8]int{1}).Encode()) },
	} {
		_, err := w.store.Update(t.Context(), change)
		noError(t, err)
		all, _ := checkAll(t, w.g, graph.CheckOptions{})
		if !slices.ContainsFunc(all, func(f graph.Finding) bool { return f.Fault == graph.FaultTally }) {
			t.Errorf("%s: not among the findings %v", what, all)
		}
	}
}

// TestPendingNamesAreNoLabels: who is shown under which name is not for an
// extraction to say, whichever way it comes.
func TestPendingNamesAreNoLabels(t *testing.T) {
	w := settle{newGate(t)}
	add := func(s graph.Standing, a graph.Alias) {
		t.Helper()
		if err := w.try(&graph.Draft{Origin: graph.Curated, Nodes: []graph.NodeDraft{{ID: "person:ann", Kind: graph.Person, Aliases: []graph.Alias{a}, Standing: s}}}); err != nil {
			t.Fatal(err)
		}
	}
	label := func(language string) string {
		t.Helper()
		n, err := session(t, w.g).Present().NodeByID("person:ann")
		if err != nil {
			t.Fatal(err)
		}
		return n.Label(language)
	}
	add(graph.Standing{}, graph.Alias{Text: "Анна", Language: "uk"})
	add(guess, graph.Alias{Text: "Ганна", Language: "uk", Label: true})
	add(guess, graph.Alias{Text: "Anne", Language: "fr"})
	add(guess, graph.Alias{Text: "Annie", Language: "en", Label: true})
	for language, want := range map[string]string{"uk": "Анна", "fr": "person:ann", "en": "person:ann"} {
		if got := label(language); got != want {
			t.Errorf("in %s it is %s", language, got)
		}
	}
	named, err := session(t, w.g).Present().Named(t.Context(), []string{"Ганна", "Annie"})
	if err != nil || len(named[0]) != 1 || len(named[1]) != 1 {
		t.Errorf("it is not found: %v, %v", named, err)
	}
	add(graph.Standing{}, graph.Alias{Text: "Ганна", Language: "uk", Label: true})
	if got := label("uk"); got != "Ганна" {
		t.Errorf("accepted, it is %s", got)
	}
	w.sound()
}

// TestPendingStrengthSettlesNothing: how firm an accepted commitment is goes by
// what was accepted of it.
func TestPendingStrengthSettlesNothing(t *testing.T) {
	w := settle{newGate(t)}
	state := func() graph.CommitmentState { return allStates(t, session(t, w.g).Present())["commitment:a"] }
	s := session(t, w.g)
	n, err := s.Present().NodeByID("commitment:a")
	if err != nil {
		t.Fatal(err)
	}
	facts, err := s.Present().Facts([]*graph.Node{n}, false)
	if err != nil || len(facts[0]) != 1 {
		t.Fatalf("%v, %v", facts, err)
	}
	w.retract(facts[0][0].ID)
	firm := graph.FactDraft{Node: "commitment:a", Property: graph.PropStrength, Value: string(graph.DeclaredIntent), Evidence: words("It ends."), Standing: guess}
	if err := w.try(&graph.Draft{Origin: graph.Curated, Facts: []graph.FactDraft{firm}}); err != nil {
		t.Fatal(err)
	}
	if got := state(); got != graph.Proposed {
		t.Errorf("a guess made it %s", got)
	}
	firm.Standing = graph.Standing{}
	if err := w.try(&graph.Draft{Origin: graph.Curated, Facts: []graph.FactDraft{firm}}); err != nil {
		t.Fatal(err)
	}
	if got := state(); got != graph.Detached {
		t.Errorf("accepted, it is %s", got)
	}
	w.sound()
}

// TestPendingPresence: a guess adds neither a status nor words to what was
// accepted of a document.
func TestPendingPresence(t *testing.T) {
	w := settle{newGate(t)}
	in := graph.RelationDraft{Type: graph.IncludedIn, From: "commitment:a", To: "document:other", Evidence: words("Bob said it ends.")}
	w.relate(in)
	in.Standing, in.TextStatus, in.Strength, in.Evidence = guess, graph.Weakened, graph.Aspiration, words("Київ чекає.")
	found := w.relate(in)
	presence := func() *graph.TextPresence {
		t.Helper()
		v := session(t, w.g).Present()
		n, err := v.NodeByID("commitment:a")
		if err != nil {
			t.Fatal(err)
		}
		got, err := v.Presences([]*graph.Node{n})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range got[0] {
			if p.Document.ID == "document:other" {
				return p
			}
		}
		t.Fatal("it is not there")
		return nil
	}
	if p := presence(); p.Status != graph.Present || p.Strength != "" || len(p.Evidence) != 1 {
		t.Errorf("a guess made it %s, %s, %v", p.Status, p.Strength, p.Evidence)
	}
	w.review(found, graph.Accepted)
	if p := presence(); p.Status != graph.Weakened || p.Strength != graph.Aspiration || len(p.Evidence) != 2 {
		t.Errorf("accepted, it is %s, %s, %v", p.Status, p.Strength, p.Evidence)
	}
}
