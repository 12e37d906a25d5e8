package graph_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/store/mem"
)

// omitted lists what the final text leaves out: by the filter and on the
// document, which must agree.
func (w *terrain) omitted(t *testing.T, v *graph.View) []string {
	t.Helper()
	first := 3
	var lists [2][]string
	for i := range lists {
		for after := ""; ; {
			p := graph.Page{First: &first, After: after}
			var c *graph.Connection[*graph.Node]
			if i == 0 {
				got, err := v.Commitments(graph.CommitmentFilter{OmittedFrom: "document:final"}, nil, p)
				if err != nil {
					t.Fatal(err)
				}
				c = got
			} else {
				got, err := v.CommitmentsOf([]*graph.Node{w.node(v, "document:final")}, graph.CommitmentsOmitted, graph.CommitmentFilter{}, false, p)
				if err != nil {
					t.Fatal(err)
				}
				c = got[0]
			}
			for _, n := range c.Items {
				lists[i] = append(lists[i], n.Name)
			}
			if !c.HasNext {
				if n, exact, err := c.Count(); err != nil || !exact || n != len(lists[i]) {
					t.Errorf("counted %d, %v, %v; listed %d", n, exact, err, len(lists[i]))
				}
				break
			}
			after = c.Cursor(len(c.Items) - 1)
		}
	}
	if diff := cmp.Diff(lists[0], lists[1]); diff != "" {
		t.Errorf("the filter and the document (-filter +document)\n%s", diff)
	}
	return lists[0]
}

func (w *terrain) listed(t *testing.T, v *graph.View, f graph.CommitmentFilter) []string {
	t.Helper()
	page := graph.MaxPage
	c, err := v.Commitments(f, nil, graph.Page{First: &page})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, n := range c.Items {
		out = append(out, n.Name)
	}
	return out
}

// TestOmissionsInTextsAreFound: what only the texts show is found by the
// filters, on the document and on the commitment.
func TestOmissionsInTextsAreFound(t *testing.T) {
	w := newTerrain(t, mem.New())
	draft, final := draftText, finalText
	negotiation(w, &draft, nil)
	w.apply(pledge("troops", in("document:draft", "will send troops")))
	w.include("troops", "document:draft", "", "", in("document:draft", "will send troops"))
	w.apply(pledge("force", in("document:draft", "will fund the force")))
	w.apply(pledge("border", in("document:draft", "They will monitor the border")))
	w.apply(pledge("fuel", in("document:note", "The draft promised fuel")))
	w.omit("fuel", "document:final", in("document:note", "The draft promised fuel"))
	before := w.view()
	negotiation(w, &draft, &final)
	v := w.view()
	if diff := cmp.Diff([]string{"fuel"}, w.omitted(t, before)); diff != "" {
		t.Errorf("before the final text was held (-want +got)\n%s", diff)
	}
	got := w.omitted(t, v)
	slices.Sort(got)
	if diff := cmp.Diff([]string{"force", "fuel", "troops"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, f := range []graph.CommitmentFilter{
		{OmittedFromKind: graph.Declaration},
		{TextStatus: []graph.TextStatus{graph.Omitted}},
		{OmittedFrom: "document:final", TextStatus: []graph.TextStatus{graph.Omitted}},
	} {
		got := w.listed(t, v, f)
		slices.Sort(got)
		if diff := cmp.Diff([]string{"force", "fuel", "troops"}, got); diff != "" {
			t.Errorf("%v (-want +got)\n%s", f, diff)
		}
	}
	want := []string{
		"troops | document:draft | PRESENT | COMPARED | - | - | will send troops | ",
		"troops | document:final | OMITTED | COMPARED | document:draft | will send troops | - | ",
	}
	if diff := cmp.Diff(want, w.appearsIn(t, v, "troops")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	want = []string{"border | document:final | PRESENT | COMPARED | document:draft | They will monitor the border | They WILL monitor   the border | "}
	if diff := cmp.Diff(want, w.appearsIn(t, v, "border")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// What is rejected is neither shown nor compared.
	w.reject("commitment:troops")
	got = w.omitted(t, w.view())
	slices.Sort(got)
	if diff := cmp.Diff([]string{"force", "fuel"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestOmissionsFollowMerges: a revision that was recorded of another record of
// the draft is one of the draft, and promises that became one are one.
func TestOmissionsFollowMerges(t *testing.T) {
	w := newTerrain(t, mem.New())
	draft, final, note := draftText, finalText, noteText
	w.apply(graph.Draft{
		Documents: []graph.DocumentDraft{
			{ID: "document:draft", Title: "Draft", Text: &draft, DocumentKind: graph.DraftText},
			{ID: "document:cited", Title: "Draft, as cited", DocumentKind: graph.DraftText},
			{ID: "document:final", Title: "Final", Text: &final, DocumentKind: graph.Declaration},
			{ID: "document:named", Title: "Final, as cited", DocumentKind: graph.Declaration},
			{ID: "document:note", Title: "Note", Text: &note},
		},
		Relations: []graph.RelationDraft{
			{Type: graph.RevisionOf, From: "document:named", To: "document:cited", Evidence: in("document:note", "The final text keeps the funds")},
		},
	})
	w.apply(pledge("troops", in("document:draft", "will send troops")))
	w.apply(pledge("soldiers", in("document:draft", "send troops")))
	w.include("soldiers", "document:cited", "", "", in("document:draft", "send troops"))
	if got := w.omitted(t, w.view()); len(got) != 0 {
		t.Errorf("no revision of a held text: %v", got)
	}
	w.merge("document:draft", "document:cited")
	w.merge("document:final", "document:named")
	before := w.view()
	got := w.omitted(t, before)
	slices.Sort(got)
	if diff := cmp.Diff([]string{"soldiers", "troops"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	w.merge("commitment:troops", "commitment:soldiers")
	if diff := cmp.Diff([]string{"troops"}, w.omitted(t, w.view())); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := w.omitted(t, before); len(got) != 2 {
		t.Errorf("as of before: %v", got)
	}
}

// TestOmissionsInPages: reported and compared omissions make one list, by
// deadline, and a page goes on where the last one ended though more was
// written since.
func TestOmissionsInPages(t *testing.T) {
	w := newTerrain(t, mem.New())
	draft, final := draftText, finalText
	negotiation(w, &draft, &final)
	var want []string
	for i := range 8 {
		id := fmt.Sprintf("c%d", 7-i)
		p := pledge(id, in("document:draft", "will send troops"))
		p.Commitments[0].Deadline = fmt.Sprintf("2026-02-0%d", 9-i)
		w.apply(p)
		if i%2 == 0 {
			w.omit(id, "document:final", in("document:note", "was dropped"))
		}
		want = append([]string{id}, want...)
	}
	v := w.view()
	if diff := cmp.Diff(want, w.omitted(t, v)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	first := 4
	f := graph.CommitmentFilter{OmittedFrom: "document:final"}
	c, err := v.Commitments(f, nil, graph.Page{First: &first})
	if err != nil {
		t.Fatal(err)
	}
	w.apply(pledge("late", in("document:draft", "will send troops")))
	next, err := w.view().Commitments(f, nil, graph.Page{First: &first, After: c.Cursor(3)})
	if err != nil || len(next.Items) != 4 || next.HasNext {
		t.Fatalf("the second page: %v, %v", next, err)
	}
	// Back again, and by another order.
	back, err := w.view().Commitments(f, nil, graph.Page{Last: &first, Before: next.Cursor(0)})
	if err != nil || len(back.Items) != 4 || back.Items[0].Name != want[0] {
		t.Fatalf("backwards: %v, %v", back, err)
	}
	newest, err := v.Commitments(f, &graph.CommitmentOrder{Field: graph.OrderCommitmentRecordedAt, Desc: true}, graph.Page{First: &first})
	if err != nil || newest.Items[0].Name != "c0" || newest.Items[3].Name != "c3" {
		t.Errorf("newest first: %v, %v", newest, err)
	}
}

func TestOmissionsReadInBatches(t *testing.T) {
	trips := func(n int) int {
		counter := counting()
		w := newTerrain(t, counter)
		draft, final := draftText, finalText
		negotiation(w, &draft, &final)
		for i := range n {
			w.apply(pledge(fmt.Sprintf("c%d", i), in("document:draft", "will send troops")))
		}
		v := w.view()
		page := graph.MaxPage
		counter.Take()
		c, err := v.CommitmentsOf([]*graph.Node{w.node(v, "document:final")}, graph.CommitmentsOmitted, graph.CommitmentFilter{}, false, graph.Page{First: &page})
		if err != nil || len(c[0].Items) != n {
			t.Fatal(c, err)
		}
		return counter.Take().RoundTrips()
	}
	if narrow, wide := trips(2), trips(40); wide > narrow {
		t.Errorf("%d round trips for 40, %d for 2", wide, narrow)
	}
}

// TestRewordings: a promise that the final text words otherwise is weighed by
// how firmly it is worded.
func TestRewordings(t *testing.T) {
	const omitted, present, weakened, strengthened = "OMITTED", "PRESENT", "WEAKENED", "STRENGTHENED"
	for _, c := range []struct{ draft, words, final, status, before, after string }{
		{"A will send 500 tanks.", "A will send 500 tanks", "A could send 500 tanks.", weakened, "A will send 500 tanks", "A could send 500 tanks"},
		{"A could send 500 tanks.", "A could send 500 tanks", "A will send 500 tanks.", strengthened, "A could send 500 tanks", "A will send 500 tanks"},
		{"A will send 500 tanks.", "send 500 tanks", "A could send 500 tanks.", weakened, "will send 500 tanks", "could send 500 tanks"},
		{"A shall send 500 tanks.", "shall send 500 tanks", "A should send 500 tanks.", weakened, "shall send 500 tanks", "should send 500 tanks"},
		{"A will send 500 tanks.", "will send 500 tanks", "A will seek to send 500 tanks.", weakened, "will send 500 tanks", "will seek to send 500 tanks"},
		{"A intends to send 500 tanks.", "A intends to send 500 tanks", "A must send 500 tanks.", strengthened, "A intends to send 500 tanks", "A must send 500 tanks"},
		{"A will send 500 tanks.", "A will send 500 tanks", "A will consider sending 500 tanks.", weakened, "A will send 500 tanks", "A will consider sending 500 tanks"},
		{"A will send 500 tanks.", "A will send 500 tanks", "In May A will send 500 tanks.", present, "A will send 500 tanks", "A will send 500 tanks"},
		{"A will send 500 tanks.", "A will send 500 tanks", "A will send 500 new tanks to B by May.", present, "A will send 500 tanks", "A will send 500 new tanks"},
		{"A will send 500 tanks.", "A will send 500 tanks", "A will not send 500 tanks.", omitted, "A will send 500 tanks", "A will not send 500 tanks"},
		{"A will send 500 tanks.", "send 500 tanks", "A won’t send 500 tanks.", omitted, "send 500 tanks", "send 500 tanks"},
		{"A will send 500 tanks.", "A will send 500 tanks", "It is not the case that A will send 500 tanks.", omitted, "A will send 500 tanks", "A will send 500 tanks"},
		{"A will not send 500 tanks.", "A will not send 500 tanks", "A will send 500 tanks.", omitted, "A will not send 500 tanks", "A will send 500 tanks"},
		{"A will not send 500 tanks.", "A will not send 500 tanks", "A won't send 500 tanks.", present, "A will not send 500 tanks", "A won't send 500 tanks"},
		{"A will send tanks no later than May.", "A will send tanks", "A will send tanks by May.", present, "A will send tanks", "A will send tanks"},
		{"A will send tanks.", "will send tanks", "A will send no tanks.", omitted, "will send tanks", "will send no tanks"},
		{"A will send tanks.", "will send tanks", "A cannot and will never, it said, send tanks.", omitted, "will send tanks", "send tanks"},
		{"A may not send tanks.", "may not send tanks", "A will not send tanks.", strengthened, "may not send tanks", "will not send tanks"},
		{"A\nwill send\n500 tanks.", "will send\n500 tanks", "A\ncould send\n500 tanks.", weakened, "will send\n500 tanks", "could send\n500 tanks"},
		{"Although it may rain, A will send 500 tanks.", "send 500 tanks", "Although it could rain, A will send 500 tanks.", present, "send 500 tanks", "send 500 tanks"},
		{"A will send 500 tanks.", "A will send 500 tanks", "A will send 50 tanks.", present, "A will send 500 tanks", "A will send 50 tanks"},
		{"A will send 500 tanks.", "A will send 500 tanks", "The 500 tanks were discussed.", omitted, "A will send 500 tanks", "-"},
		{"Poland will send 500 tanks.", "will send 500 tanks", "Poland should deliver 500 tanks.", weakened, "will send 500 tanks", "should deliver 500 tanks"},
		{"A will send 500 tanks.", "A will send 500 tanks", "B may buy bread. A will send doctors.", omitted, "A will send 500 tanks", "-"},
		{"A will send 500 tanks.", "A will send 500 tanks", "B will not send 500 tanks. A will send 500 tanks.", present, "A will send 500 tanks", "A will send 500 tanks"},
	} {
		t.Run(c.final, func(t *testing.T) {
			w := newTerrain(t, mem.New())
			negotiation(w, &c.draft, &c.final)
			w.apply(pledge("tanks", in("document:draft", c.words)))
			want := []string{fmt.Sprintf("tanks | document:final | %s | COMPARED | document:draft | %s | %s | ", c.status, c.before, c.after)}
			if diff := cmp.Diff(want, w.compared(t, w.view())); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(want, w.appearsIn(t, w.view(), "tanks")); diff != "" {
				t.Errorf("appearsIn (-want +got)\n%s", diff)
			}
			if got := len(w.omitted(t, w.view())); got == 1 != (c.status == omitted) {
				t.Errorf("%d omitted", got)
			}
		})
	}
}

// TestRewordingsQuotedInBoth: evidence in both texts is weighed too, and the
// wording of the final text alone is looked for in the draft.
func TestRewordingsQuotedInBoth(t *testing.T) {
	draft, final := "A will send 500 tanks. B will train pilots. C may buy bread.", "A could send 500 tanks. B will not train pilots. C shall buy bread."
	w := newTerrain(t, mem.New())
	negotiation(w, &draft, &final)
	w.apply(pledge("tanks", append(in("document:draft", "will send 500 tanks"), in("document:final", "could send 500 tanks")...)))
	w.apply(pledge("pilots", append(in("document:draft", "B will train pilots"), in("document:final", "B will not train pilots")...)))
	w.apply(pledge("bread", in("document:final", "C shall buy bread")))
	want := []string{
		"tanks | document:final | WEAKENED | COMPARED | document:draft | will send 500 tanks | could send 500 tanks | ",
		"pilots | document:final | OMITTED | COMPARED | document:draft | B will train pilots | B will not train pilots | ",
		"bread | document:final | STRENGTHENED | COMPARED | document:draft | C may buy bread | C shall buy bread | ",
	}
	if diff := cmp.Diff(want, w.compared(t, w.view())); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(want[:1], w.appearsIn(t, w.view(), "tanks")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// Redacted, the texts can no longer be held against each other.
	w.redact(t, "document:final")
	if got := w.appearsIn(t, w.view(), "pilots"); len(got) != 0 {
		t.Errorf("after the final text was redacted: %v", got)
	}
}

func (w *terrain) redact(t *testing.T, doc string) {
	t.Helper()
	if _, err := w.g.Redact(context.Background(), graph.RedactChange{Document: doc, Reason: "court order"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
}
