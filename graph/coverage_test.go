package graph_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/store/mem"
)

const report = `Allies meet in Paris
“We stand together,” Anna Berg said. She paused. “This is a start, and it will hold. It must,” she added.
A senior official called it “a mess”. Nobody else spoke.
The draft promised “lasting support”.`

func in(doc, exact string) []graph.EvidenceDraft {
	return []graph.EvidenceDraft{{Document: doc, Exact: exact}}
}

// reporting writes the report with statements that attribute three of its four
// quotations.
func reporting(w *terrain) {
	text := report
	const doc = "document:report"
	said := func(id, exact string) graph.StatementDraft {
		return graph.StatementDraft{ID: "statement:" + id, Evidence: in(doc, exact), QuoteType: graph.Direct}
	}
	together, start, must := said("together", "We stand together"), said("start", "This is a start, and it will hold"), said("must", "It must")
	mess, support := said("mess", "called it “a mess”"), said("support", "The draft promised “lasting support”")
	together.Speaker, start.Speaker, must.Speaker = "person:anna-berg", "person:anna-berg", "person:anna-berg"
	mess.SpeakerAs, mess.SourceKind, mess.QuoteType = "A senior official", graph.Unnamed, graph.Mixed
	support.SourceDocument, support.QuoteType = "document:draft", graph.Mixed
	w.apply(graph.Draft{
		Documents:  []graph.DocumentDraft{{ID: doc, Title: "Report", Text: &text}, {ID: "document:draft", Title: "Draft"}},
		Nodes:      []graph.NodeDraft{{ID: "person:anna-berg", Kind: graph.Person, Name: "Anna Berg"}, {ID: "place:paris", Kind: graph.Place, Name: "Paris"}},
		Statements: []graph.StatementDraft{together, start, must, mess, support},
		Facts:      []graph.FactDraft{{Node: "place:paris", Property: "host", Value: "yes", Evidence: in(doc, "Paris")}},
	})
}

// uncovered writes a coverage in words.
func uncovered(t *testing.T, v *graph.View, c *graph.Coverage) (string, []string) {
	t.Helper()
	evidence, err := v.Evidence(c.Uncovered)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range evidence {
		out = append(out, e.Exact)
	}
	return fmt.Sprintf("%d of %d sentences, %d of %d quotations", c.Covered, c.Sentences, c.Attributed, c.Quotations), out
}

func TestCoverage(t *testing.T) {
	w := newTerrain(t, mem.New())
	reporting(w)
	for _, step := range []struct {
		name   string
		change func()
		counts string
		open   []string
	}{
		{"as written", func() {}, "6 of 8 sentences, 3 of 4 quotations", []string{"She paused.", "“a mess”", "Nobody else spoke."}},
		{"without a fact", func() { w.retract(factOf(t, w, "place:paris")) }, "5 of 8 sentences, 3 of 4 quotations", []string{"Allies meet in Paris", "She paused.", "“a mess”", "Nobody else spoke."}},
		{"without half of a quotation", func() { w.reject("statement:must") }, "4 of 8 sentences, 2 of 4 quotations", []string{
			"Allies meet in Paris", "She paused.", "“This is a start, and it will hold. It must,”", "It must,” she added.", "“a mess”", "Nobody else spoke.",
		}},
		{"without the speaker", func() { w.reject("person:anna-berg") }, "4 of 8 sentences, 1 of 4 quotations", []string{
			"Allies meet in Paris", "“We stand together,”", "She paused.", "“This is a start, and it will hold. It must,”", "It must,” she added.", "“a mess”", "Nobody else spoke.",
		}},
	} {
		step.change()
		v := w.view()
		c, err := v.Coverage(w.node(v, "document:report"))
		if err != nil {
			t.Fatal(err)
		}
		counts, open := uncovered(t, v, c)
		if counts != step.counts {
			t.Errorf("%s: %s, want %s", step.name, counts, step.counts)
		}
		if diff := cmp.Diff(step.open, open); diff != "" {
			t.Errorf("%s (-want +got)\n%s", step.name, diff)
		}
	}
	first := w.session().ViewAt(1)
	c, err := first.Coverage(w.node(first, "document:report"))
	if err != nil || c.Covered != 6 || c.Attributed != 3 {
		t.Errorf("as of the first transaction: %+v, %v", c, err)
	}
}

func factOf(t *testing.T, w *terrain, id string) string {
	t.Helper()
	v := w.view()
	facts, err := v.Facts([]*graph.Node{w.node(v, id)}, false)
	if err != nil || len(facts[0]) == 0 {
		t.Fatalf("facts of %s: %v", id, err)
	}
	return facts[0][0].ID
}

func TestCoverageNeedsAText(t *testing.T) {
	w := newTerrain(t, mem.New())
	reporting(w)
	v := w.view()
	if c, err := v.Coverage(w.node(v, "document:draft")); c != nil || err != nil {
		t.Errorf("of a cited document: %v, %v", c, err)
	}
	_, err := v.Coverage(w.node(v, "person:anna-berg"))
	wantCode(t, err, graph.CodeBadInput)
}

// marked writes annotations in words.
func marked(t *testing.T, v *graph.View, list []graph.Annotation) []string {
	t.Helper()
	var (
		spans []graph.Span
		out   []string
	)
	for _, a := range list {
		spans = append(spans, a.Span)
	}
	evidence, err := v.Evidence(spans)
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range list {
		what := ""
		if a.Node != nil {
			what = a.Node.ID
		} else {
			what = string(a.Relation.Type)
		}
		out = append(out, what+": "+evidence[i].Exact)
	}
	return out
}

func TestAnnotationsAreInTextOrder(t *testing.T) {
	w := newTerrain(t, mem.New())
	reporting(w)
	w.reject("statement:start")
	v := w.view()
	docs := []*graph.Node{w.node(v, "document:report"), w.node(v, "document:draft")}
	size := 4
	c, err := v.Annotations(docs, graph.Page{First: &size})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"place:paris: Paris", "statement:together: We stand together", "REPORTED_IN: We stand together", "STATED: We stand together"}
	if diff := cmp.Diff(want, marked(t, v, c[0].Items)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(c[1].Items) != 0 || c[1].HasNext {
		t.Errorf("a cited document has %d", len(c[1].Items))
	}
	size = 2
	next, err := v.Annotations(docs[:1], graph.Page{First: &size, After: c[0].Cursor(3)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"statement:must: It must", "REPORTED_IN: It must"}, marked(t, v, next[0].Items)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	n, exact, err := c[0].Count()
	if err != nil || n != 11 || !exact {
		t.Errorf("counted %d, %v, %v", n, exact, err)
	}
	_, err = v.Annotations(docs[1:], graph.Page{After: c[0].Cursor(0)})
	wantCode(t, err, graph.CodeBadCursor)
}

func TestCoverageReadsInBatches(t *testing.T) {
	wideAsNarrow(t, func(v *graph.View) error {
		doc, err := v.NodeByID(sourceID)
		if err != nil {
			return err
		}
		c, err := v.Coverage(doc)
		if err == nil && c.Covered != 1 {
			err = fmt.Errorf("%+v", c)
		}
		return err
	})
	wideAsNarrow(t, func(v *graph.View) error {
		doc, err := v.NodeByID(sourceID)
		if err != nil {
			return err
		}
		size := 500
		_, err = v.Annotations([]*graph.Node{doc}, graph.Page{First: &size})
		return err
	})
}
