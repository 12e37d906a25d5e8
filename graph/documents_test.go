package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/store/mem"
)

const (
	draftText = "The parties will send troops. The parties will fund the force. They will monitor the border. They may train pilots."
	finalText = "The parties will fund a fund. They WILL monitor   the border! They will now train pilots. New bases will be built."
	noteText  = "The pledge to send troops was dropped. The final text keeps the funds. The draft promised fuel, and so does the final text."
)

// negotiation is a draft and a final text with a note about them. Texts that
// are nil are only cited.
func negotiation(w *terrain, draft, final *string) {
	note := noteText
	w.apply(graph.Draft{
		Documents: []graph.DocumentDraft{
			{ID: "document:draft", Title: "Draft", Text: draft, DocumentKind: graph.DraftText},
			{ID: "document:final", Title: "Final", Text: final, DocumentKind: graph.Declaration},
			{ID: "document:note", Title: "Note", Text: &note},
		},
		Relations: []graph.RelationDraft{
			{Type: graph.RevisionOf, From: "document:final", To: "document:draft", Evidence: in("document:note", "The final text keeps the funds")},
		},
	})
}

func pledge(id string, evidence []graph.EvidenceDraft) graph.Draft {
	return graph.Draft{Commitments: []graph.CommitmentDraft{{ID: "commitment:" + id, Summary: id, Strength: graph.Offered, Evidence: evidence}}}
}

func (w *terrain) include(id, doc string, s graph.Strength, status graph.TextStatus, evidence []graph.EvidenceDraft) {
	w.apply(graph.Draft{Relations: []graph.RelationDraft{{
		Type: graph.IncludedIn, From: "commitment:" + id, To: doc, Strength: s, TextStatus: status, Evidence: evidence,
	}}})
}

func (w *terrain) omit(id, doc string, evidence []graph.EvidenceDraft) {
	w.apply(graph.Draft{Relations: []graph.RelationDraft{{Type: graph.OmittedFrom, From: "commitment:" + id, To: doc, Evidence: evidence}}})
}

// told writes presences in words.
func told(t *testing.T, v *graph.View, list []*graph.TextPresence) []string {
	t.Helper()
	words := func(s *graph.Span) string {
		if s == nil {
			return "-"
		}
		e, err := v.Evidence([]graph.Span{*s})
		if err != nil {
			t.Fatal(err)
		}
		return e[0].Exact
	}
	var out []string
	for _, p := range list {
		with := "-"
		if p.ComparedWith != nil {
			with = p.ComparedWith.ID
		}
		if _, err := v.Evidence(p.Evidence); err != nil || len(p.Evidence) == 0 {
			t.Errorf("evidence of %s: %v, %v", p.Commitment.ID, p.Evidence, err)
		}
		out = append(out, strings.Join([]string{p.Commitment.Name, p.Document.ID, string(p.Status), string(p.Basis), with, words(p.Before), words(p.After), string(p.Strength)}, " | "))
	}
	return out
}

func (w *terrain) compared(t *testing.T, v *graph.View) []string {
	t.Helper()
	got, err := v.CompareDocuments(w.node(v, "document:draft"), w.node(v, "document:final"))
	if err != nil {
		t.Fatal(err)
	}
	return told(t, v, got)
}

func (w *terrain) appearsIn(t *testing.T, v *graph.View, id string) []string {
	t.Helper()
	got, err := v.Presences([]*graph.Node{w.node(v, "commitment:"+id)})
	if err != nil {
		t.Fatal(err)
	}
	return told(t, v, got[0])
}

func TestHeldTextsAreCompared(t *testing.T) {
	w := newTerrain(t, mem.New())
	draft, final := draftText, finalText
	negotiation(w, &draft, &final)
	w.apply(pledge("troops", in("document:draft", "will send troops")))
	w.omit("troops", "document:final", in("document:note", "The pledge to send troops was dropped"))
	w.apply(pledge("funds", append(in("document:draft", "will fund the force"), in("document:final", "will fund a fund")...)))
	w.include("funds", "document:draft", graph.LegallyBinding, "", in("document:draft", "will fund the force"))
	w.include("funds", "document:final", graph.Aspiration, "", in("document:final", "will fund a fund"))
	w.apply(pledge("border", in("document:draft", "They will monitor the border")))
	w.apply(pledge("pilots", in("document:draft", "may train pilots")))
	w.include("pilots", "document:final", graph.DeclaredIntent, graph.Strengthened, in("document:final", "will now train pilots"))
	w.apply(pledge("bases", in("document:final", "New bases will be built")))
	w.apply(pledge("fuel", in("document:note", "The draft promised fuel")))
	w.include("fuel", "document:draft", "", "", in("document:note", "The draft promised fuel"))
	w.include("fuel", "document:final", "", "", in("document:note", "so does the final text"))
	w.apply(pledge("unrelated", in("document:note", "The pledge")))
	want := []string{
		"troops | document:final | OMITTED | COMPARED | document:draft | will send troops | - | ",
		"troops | document:final | OMITTED | REPORTED | document:draft | will send troops | - | ",
		"funds | document:final | WEAKENED | COMPARED | document:draft | will fund the force | will fund a fund | ASPIRATION",
		"border | document:final | PRESENT | COMPARED | document:draft | They will monitor the border | They WILL monitor   the border | ",
		"pilots | document:final | STRENGTHENED | COMPARED | document:draft | may train pilots | will now train pilots | DECLARED_INTENT",
		"bases | document:final | ADDED | COMPARED | document:draft | - | New bases will be built | ",
		"fuel | document:final | PRESENT | REPORTED | document:draft | - | - | ",
	}
	v := w.view()
	if diff := cmp.Diff(want, w.compared(t, v)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	want = []string{
		"funds | document:draft | PRESENT | COMPARED | - | - | will fund the force | LEGALLY_BINDING",
		"funds | document:final | WEAKENED | COMPARED | document:draft | will fund the force | will fund a fund | ASPIRATION",
	}
	if diff := cmp.Diff(want, w.appearsIn(t, v, "funds")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestCitedTextsAreReported(t *testing.T) {
	w := newTerrain(t, mem.New())
	negotiation(w, nil, nil)
	w.apply(pledge("troops", in("document:note", "The pledge to send troops")))
	w.include("troops", "document:draft", graph.DeclaredIntent, "", in("document:note", "The pledge to send troops"))
	w.omit("troops", "document:final", in("document:note", "was dropped"))
	w.apply(pledge("funds", in("document:note", "keeps the funds")))
	w.include("funds", "document:draft", graph.Aspiration, "", in("document:note", "keeps the funds"))
	w.include("funds", "document:final", graph.Offered, "", in("document:note", "keeps the funds"))
	w.apply(pledge("fuel", in("document:note", "The draft promised fuel")))
	w.include("fuel", "document:draft", "", "", in("document:note", "The draft promised fuel"))
	before := w.view()
	want := []string{
		"funds | document:final | STRENGTHENED | REPORTED | document:draft | - | - | OFFER",
		"troops | document:final | OMITTED | REPORTED | document:draft | - | - | ",
	}
	if diff := cmp.Diff(want, w.compared(t, before)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	want = []string{
		"troops | document:draft | PRESENT | REPORTED | - | - | - | DECLARED_INTENT",
		"troops | document:final | OMITTED | REPORTED | document:draft | - | - | ",
	}
	if diff := cmp.Diff(want, w.appearsIn(t, before, "troops")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// When the texts arrive, the reports stay and comparison begins.
	draft, final := draftText, finalText
	negotiation(w, &draft, &final)
	w.apply(pledge("troops", in("document:draft", "will send troops")))
	want = []string{
		"troops | document:final | OMITTED | COMPARED | document:draft | will send troops | - | ",
		"troops | document:final | OMITTED | REPORTED | document:draft | will send troops | - | ",
		"funds | document:final | STRENGTHENED | REPORTED | document:draft | - | - | OFFER",
	}
	if diff := cmp.Diff(want, w.compared(t, w.view())); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := w.compared(t, before); len(got) != 2 {
		t.Errorf("as of before: %v", got)
	}
}

func TestWhatIsRejectedIsNotCompared(t *testing.T) {
	w := newTerrain(t, mem.New())
	draft, final := draftText, finalText
	negotiation(w, &draft, &final)
	w.apply(pledge("troops", in("document:draft", "will send troops")))
	w.omit("troops", "document:final", in("document:note", "was dropped"))
	for _, r := range allRelations(t, w.view()) {
		if r.Type == graph.OmittedFrom {
			w.reject(r.ID)
		}
	}
	if got := w.compared(t, w.view()); len(got) != 1 || !strings.Contains(got[0], "COMPARED") {
		t.Errorf("after the report was rejected: %v", got)
	}
	w.reject("commitment:troops")
	if got := w.compared(t, w.view()); len(got) != 0 {
		t.Errorf("after the commitment was rejected: %v", got)
	}
}

func TestCompareRefuses(t *testing.T) {
	w := newTerrain(t, mem.New())
	star(w, 1)
	v := w.view()
	doc, hub := w.node(v, sourceID), w.node(v, "person:hub")
	for _, pair := range [][2]*graph.Node{{doc, doc}, {doc, hub}, {nil, doc}} {
		_, err := v.CompareDocuments(pair[0], pair[1])
		wantCode(t, err, graph.CodeBadInput)
	}
}

func TestPresencesReadInBatches(t *testing.T) {
	trips := func(n int) int {
		counter := counting()
		w := newTerrain(t, counter)
		negotiation(w, nil, nil)
		for i := range n {
			id := fmt.Sprintf("c%d", i)
			w.apply(pledge(id, in("document:note", "The pledge")))
			w.include(id, "document:draft", "", "", in("document:note", "The pledge"))
			w.omit(id, "document:final", in("document:note", "was dropped"))
		}
		v := w.view()
		counter.Take()
		if got := w.compared(t, v); len(got) != n {
			t.Fatalf("%d entries", len(got))
		}
		return counter.Take().RoundTrips() - 4*n // told looks each entry's evidence up
	}
	if narrow, wide := trips(2), trips(40); wide > narrow {
		t.Errorf("%d round trips for 40, %d for 2", wide, narrow)
	}
}
