package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/graph/segments"
	"onrecord/store"
	"onrecord/store/mem"
)

// found gives the ids that a search finds now and as of an instant.
func found(t *testing.T, g *graph.Graph, before time.Time, words string) [2][]string {
	t.Helper()
	s := session(t, g)
	defer s.Close()
	past, err := s.AsOf(before)
	if err != nil {
		t.Fatal(err)
	}
	var out [2][]string
	for i, v := range []*graph.View{s.Present(), past} {
		c, err := v.Search(words, nil, graph.Page{})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range c.Items {
			out[i] = append(out[i], e.ID)
		}
	}
	return out
}

// postedWords lists the words of all live segments.
func postedWords(t *testing.T, s store.Store) map[string]bool {
	t.Helper()
	snap, err := s.Snapshot()
	noError(t, err)
	defer snap.Release()
	words := map[string]bool{}
	noError(t, segments.Vocabulary(snap, func(w string) { words[w] = true }))
	return words
}

// TestRedactedWordsAreNotFound: not now, not as of a day before, and their
// vocabulary is gone from the store. Names, and other documents with the same
// words, are found as they were.
func TestRedactedWordsAreNotFound(t *testing.T) {
	store := mem.New()
	g, err := graph.Open(store)
	if err != nil {
		t.Fatal(err)
	}
	body, other, copied := "The envoy said: “Secret zeppelins fly over Paris.”", "Paris has no zeppelins.", "The envoy said: “Secret zeppelins fly over Paris.”"
	applyDraft(t, g, &graph.Draft{
		Documents: []graph.DocumentDraft{
			{ID: "document:gone", Title: "Zeppelins again", Text: &body},
			{ID: "document:copy", Title: "A copy", Publisher: "Agency", Text: &copied},
			{ID: "document:other", Title: "Other", Text: &other},
		},
		Nodes: []graph.NodeDraft{{ID: "person:envoy", Kind: graph.Person, Name: "Secret Envoy"}},
		Statements: []graph.StatementDraft{{
			ID: "statement:gone", QuoteType: graph.Direct, Speaker: "person:envoy", SpeakerAs: "The envoy",
			Evidence: in("document:gone", "Secret zeppelins fly over Paris."),
		}},
	})
	// Enough transactions that segments are folded, and some are not.
	for i := range 20 {
		applyDraft(t, g, &graph.Draft{Nodes: []graph.NodeDraft{{ID: fmt.Sprintf("person:p%d", i), Kind: graph.Person, Name: fmt.Sprintf("Paris %d", i)}}})
	}
	before := time.Now()
	if got := found(t, g, before, "secret zeppelins"); len(got[0]) != 3 {
		t.Fatalf("before, %v is found", got)
	}
	if _, err := g.Redact(t.Context(), graph.RedactChange{Document: "document:copy", Reason: "x"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string][]string{
		"secret zeppelins": nil,
		"fly over":         nil,
		"zeppelins":        {"document:gone", "document:other"}, // by its title, and by another text
		"secret":           {"person:envoy"},
		"copy":             {"document:copy"},
	} {
		if diff := cmp.Diff([2][]string{want, want}, found(t, g, before, words)); diff != "" {
			t.Errorf("searching %q (-want +got):\n%s", words, diff)
		}
	}
	left := postedWords(t, store)
	for _, w := range []string{"fly", "over", "said"} {
		if left[w] {
			t.Errorf("the store has a posting of %q", w)
		}
	}
	if !left["zeppelins"] || !left["paris"] {
		t.Errorf("words of others are gone: %v", left)
	}
	all, _ := checkAll(t, g, graph.CheckOptions{Deep: mem.New()})
	for _, f := range all {
		t.Error(f)
	}
}

// What one statement quotes is bounded, and so is one piece of evidence.
func TestEvidenceIsBounded(t *testing.T) {
	g, err := graph.Open(mem.New())
	if err != nil {
		t.Fatal(err)
	}
	const limit = 64 << 10
	var b strings.Builder
	for i := 0; b.Len() < 4*limit; i++ {
		fmt.Fprintf(&b, "word%d ", i)
	}
	body := b.String()
	applyDraft(t, g, &graph.Draft{Documents: []graph.DocumentDraft{{ID: "document:d", Title: "D", Text: &body}}})
	verify := func(pieces ...string) error {
		s := graph.StatementDraft{QuoteType: graph.Indirect, SourceKind: graph.Narrator}
		for _, p := range pieces {
			s.Evidence = append(s.Evidence, in("document:d", p)...)
		}
		_, err := g.Verify(t.Context(), &graph.Draft{Statements: []graph.StatementDraft{s}})
		return err
	}
	if err := verify(body[:limit]); err != nil {
		t.Errorf("at the limit: %v", err)
	}
	if err := verify(body[:limit/2], body[limit:limit+limit/2]); err != nil {
		t.Errorf("two pieces at the limit: %v", err)
	}
	for name, err := range map[string]error{
		"one piece":  verify(body[:limit+1]),
		"two pieces": verify(body[:limit/2], body[limit:limit+limit/2+1]),
	} {
		p, ok := err.(graph.Problems)
		if !ok || len(p) == 0 || p[0].Code != graph.CodeBadInput || !strings.HasPrefix(p[0].Path, "statements[0]") {
			t.Errorf("%s beyond the limit: %v", name, err)
		}
	}
}
