package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/graph/edtf"
	"onrecord/store/mem"
)

func written(list []graph.TimelineEntry) []string {
	var out []string
	for _, e := range list {
		id := ""
		if e.Node != nil {
			id = e.Node.ID
		} else {
			id = string(e.Relation.Type)
		}
		out = append(out, fmt.Sprintf("%s %s %s", e.Date, e.What, id))
	}
	return out
}

// timelinePages reads a whole timeline, a page at a time.
func timelinePages(t tester, v *graph.View, q graph.TimelineQuery, size int) []string {
	t.Helper()
	var (
		out   []string
		after string
	)
	for range 100 {
		c, err := v.Timeline(q, graph.Page{First: &size, After: after})
		if err != nil {
			t.Fatalf("timeline: %v", err)
		}
		if len(c.Items) > size || c.HasPrevious != (after != "") {
			t.Fatalf("a page of %d, previous %v", len(c.Items), c.HasPrevious)
		}
		out = append(out, written(c.Items)...)
		if !c.HasNext {
			n, exact, err := c.Count()
			if err != nil || !exact || n != len(out) {
				t.Fatalf("counted %d, %v, %v; read %d", n, exact, err, len(out))
			}
			return out
		}
		after = c.Cursor(len(c.Items) - 1)
	}
	t.Fatalf("the pages do not end")
	return nil
}

func dated(property, value string) []graph.FactDraft {
	return []graph.FactDraft{{Property: property, Value: value, Reason: "test"}}
}

// history is a small world with dates of every sort.
func history(w *terrain) {
	d := graph.Draft{
		Documents: []graph.DocumentDraft{sourceDraft("Much was said."), {ID: "document:treaty", Title: "Treaty", PublishedAt: "2024-05-01"}},
		Nodes: []graph.NodeDraft{
			{ID: "person:a", Kind: graph.Person, Name: "A"},
			{ID: "state:b", Kind: graph.State, Name: "B"},
			{ID: "event:war", Kind: graph.Event, Name: "War", Facts: dated("date", "2022-02-24/2025")},
			{ID: "event:vague", Kind: graph.Event, Name: "Vague", Facts: dated("date", "2023~")},
			{ID: "event:open", Kind: graph.Event, Name: "Open", Facts: dated("date", "2021/..")},
			{ID: "event:undated", Kind: graph.Event, Name: "Undated"},
		},
		Statements: []graph.StatementDraft{{
			ID: "statement:s", Evidence: quoting("said"), QuoteType: graph.Indirect, Speaker: "person:a", About: []string{"event:war"}, Facts: dated("saidAt", "2024-05-01"),
		}},
		Commitments: []graph.CommitmentDraft{{
			ID: "commitment:c", Summary: "C", Strength: graph.Offered, Evidence: quoting("Much"), PledgedBy: []string{"state:b"}, Deadline: "2026",
		}},
		Relations: []graph.RelationDraft{{
			Type: graph.HoldsOffice, From: "person:a", To: "state:b", ValidFrom: "2019-05-20", ValidTo: "2024-06", Evidence: quoting("said"),
		}},
	}
	w.apply(d)
}

func TestTimeline(t *testing.T) {
	w := newTerrain(t, mem.New())
	history(w)
	v := w.view()
	for name, c := range map[string]struct {
		q    graph.TimelineQuery
		want []string
	}{
		"all": {graph.TimelineQuery{}, []string{
			"2019-05-20 BEGAN HOLDS_OFFICE", "2021 BEGAN event:open", "2022-02-24 BEGAN event:war", "2023~ BEGAN event:vague",
			"2024-05-01 SAID statement:s", "2024-05-01 PUBLISHED document:treaty", "2024-06 ENDED HOLDS_OFFICE", "2025 ENDED event:war", "2026 ENDED commitment:c",
		}},
		"a period takes what reaches into it": {graph.TimelineQuery{From: "2023-06-01", To: "2024-06-15"}, []string{
			"2023~ BEGAN event:vague", "2024-05-01 SAID statement:s", "2024-05-01 PUBLISHED document:treaty", "2024-06 ENDED HOLDS_OFFICE",
		}},
		"what":        {graph.TimelineQuery{What: []graph.TimelineWhat{graph.Ended}, From: "2025-12-31"}, []string{"2025 ENDED event:war", "2026 ENDED commitment:c"}},
		"about actor": {graph.TimelineQuery{About: "person:a"}, []string{"2019-05-20 BEGAN HOLDS_OFFICE", "2024-05-01 SAID statement:s", "2024-06 ENDED HOLDS_OFFICE"}},
		"about event": {graph.TimelineQuery{About: "event:war", From: "2022"}, []string{"2022-02-24 BEGAN event:war", "2024-05-01 SAID statement:s", "2025 ENDED event:war"}},
		"about state": {graph.TimelineQuery{About: "state:b", What: []graph.TimelineWhat{graph.Ended, graph.Recorded}}, []string{
			"2024-06 ENDED HOLDS_OFFICE", "2026 ENDED commitment:c", "2026-01-07 RECORDED person:a", "2026-01-07 RECORDED state:b", "2026-01-07 RECORDED commitment:c",
		}},
		"about undated": {graph.TimelineQuery{About: "event:undated"}, nil},
	} {
		for size := 1; size <= 4; size++ {
			got := timelinePages(t, v, c.q, size)
			// What is due in 2026 begins before the day of recording.
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s, pages of %d (-want +got)\n%s", name, size, diff)
			}
		}
	}
}

func TestTimelineHidesAndMerges(t *testing.T) {
	w := newTerrain(t, mem.New())
	history(w)
	all := timelinePages(t, w.view(), graph.TimelineQuery{}, 50)
	w.reject("state:b")
	w.reject("statement:s")
	w.merge("event:undated", "event:vague")
	w.merge("event:war", "event:open")
	w.apply(graph.Draft{Documents: []graph.DocumentDraft{{ID: "document:copy", Title: "Copy", PublishedAt: "2024-04-01"}, {ID: "document:reprint", Title: "Reprint", PublishedAt: "2024-06-01"}}})
	w.merge(sourceID, "document:copy")
	w.merge("document:treaty", "document:reprint")
	s := w.session()
	got := timelinePages(t, s.Present(), graph.TimelineQuery{}, 3)
	want := []string{
		"2021 BEGAN event:war", "2023~ BEGAN event:undated", "2024-04-01 PUBLISHED document:source",
		"2024-05-01 PUBLISHED document:treaty", "2026 ENDED commitment:c",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// The source with its copy, the treaty with its reprint, two events, A, and C.
	recorded := timelinePages(t, s.Present(), graph.TimelineQuery{What: []graph.TimelineWhat{graph.Recorded}}, 50)
	if len(recorded) != 6 {
		t.Errorf("recorded: %q", recorded)
	}
	if diff := cmp.Diff(all, timelinePages(t, s.ViewAt(1), graph.TimelineQuery{}, 3)); diff != "" {
		t.Errorf("as of before (-want +got)\n%s", diff)
	}
}

func TestTimelinePassesOverWhatIsNotWanted(t *testing.T) {
	w := newTerrain(t, mem.New())
	star(w, 300)
	w.apply(graph.Draft{Nodes: []graph.NodeDraft{{ID: "event:late", Kind: graph.Event, Name: "Late", Facts: dated("date", "2027")}}})
	if diff := cmp.Diff([]string{"2027 BEGAN event:late"}, timelinePages(t, w.view(), graph.TimelineQuery{}, 5)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestTimelineOfPeriodsIsAFilterOfTheWhole(t *testing.T) {
	dates := []string{"2020", "2020-03", "2020-03-05", "2021~", "202X", "2019/2022", "2020-12-31", "2021-01-01", "../2020", "2021/.."}
	rapid.Check(t, func(t *rapid.T) {
		w := newTerrain(t, mem.New())
		d := graph.Draft{Documents: []graph.DocumentDraft{sourceDraft("Much was said.")}}
		for i := range rapid.IntRange(1, 8).Draw(t, "statements") {
			d.Statements = append(d.Statements, graph.StatementDraft{
				ID: fmt.Sprintf("statement:s%d", i), Evidence: quoting("said"), QuoteType: graph.Indirect,
				Facts: dated("saidAt", rapid.SampledFrom(dates).Draw(t, "date")),
			})
		}
		w.apply(d)
		v := w.view()
		q := graph.TimelineQuery{From: rapid.SampledFrom(dates[:8]).Draw(t, "from")}
		if rapid.Bool().Draw(t, "ends") {
			q.To = "2020-06"
			if q.From > "2020-06" && q.From != "202X" {
				q.From = "2020"
			}
		}
		var want []string
		from, _ := edtf.Parse(q.From)
		to, _ := edtf.Parse(q.To)
		for _, line := range timelinePages(t, v, graph.TimelineQuery{}, 50) {
			date, err := edtf.Parse(strings.Fields(line)[0])
			if err != nil {
				t.Fatal(err)
			}
			if date.Latest() >= from.Earliest() && (q.To == "" || date.Earliest() <= to.Latest()) {
				want = append(want, line)
			}
		}
		if diff := cmp.Diff(want, timelinePages(t, v, q, rapid.IntRange(1, 4).Draw(t, "size"))); diff != "" {
			t.Fatalf("from %s to %s (-want +got)\n%s", q.From, q.To, diff)
		}
		if !slices.IsSortedFunc(want, func(a, b string) int {
			x, _ := edtf.Parse(strings.Fields(a)[0])
			y, _ := edtf.Parse(strings.Fields(b)[0])
			return int(min(max(int64(x.Earliest())/2-int64(y.Earliest())/2, -1), 1))
		}) {
			t.Fatalf("not in order: %v", want)
		}
	})
}

func TestTimelineCursorsArePinnedToTheirList(t *testing.T) {
	w := newTerrain(t, mem.New())
	history(w)
	size := 2
	first, err := w.view().Timeline(graph.TimelineQuery{}, graph.Page{First: &size})
	if err != nil {
		t.Fatal(err)
	}
	w.apply(graph.Draft{Nodes: []graph.NodeDraft{{ID: "event:new", Kind: graph.Event, Name: "New", Facts: dated("date", "2021-06")}}})
	next, err := w.view().Timeline(graph.TimelineQuery{}, graph.Page{First: &size, After: first.Cursor(1)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2022-02-24 BEGAN event:war", "2023~ BEGAN event:vague"}, written(next.Items)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, c := range []struct {
		q    graph.TimelineQuery
		p    graph.Page
		code graph.Code
	}{
		{graph.TimelineQuery{From: "2021"}, graph.Page{After: first.Cursor(1)}, graph.CodeBadCursor},
		{graph.TimelineQuery{}, graph.Page{After: "x"}, graph.CodeBadCursor},
		{graph.TimelineQuery{}, graph.Page{Last: &size}, graph.CodeBadPage},
		{graph.TimelineQuery{From: "yesterday"}, graph.Page{}, graph.CodeBadDate},
		{graph.TimelineQuery{From: "2022", To: "2021"}, graph.Page{}, graph.CodeBadDate},
		{graph.TimelineQuery{What: []graph.TimelineWhat{"DIED"}}, graph.Page{}, graph.CodeBadInput},
		{graph.TimelineQuery{About: "person:nobody"}, graph.Page{}, graph.CodeNotFound},
	} {
		_, err := w.view().Timeline(c.q, c.p)
		wantCode(t, err, c.code)
	}
}

func TestTimelineReadsInBatches(t *testing.T) {
	// What is not asked for is passed over at once, however much there is.
	n := roundTrips(t, 200, func(v *graph.View) error {
		_, err := v.Timeline(graph.TimelineQuery{}, graph.Page{})
		return err
	})
	if n > 2 {
		t.Errorf("%d round trips past what was recorded", n)
	}
	for _, about := range []string{"", "person:hub"} {
		wideAsNarrow(t, func(v *graph.View) error {
			size := 500
			_, err := v.Timeline(graph.TimelineQuery{About: about, What: []graph.TimelineWhat{graph.Recorded}}, graph.Page{First: &size})
			return err
		})
	}
}
