package trace

import (
	"os"
	"strings"
	"testing"

	"onrecord/graph/text"
)

const harbour = `The council of Osterby met on Monday to hear from the builders of the new harbour.

“The harbour will open in May, if the dredging is paid for by the province,” Ines Varga said. “Nobody will lose a berth. We have ordered four cranes and two hundred bollards from a yard in the north.”

She added that the fishing fleet, which is not large, would keep its quay. “We are ready to sign the contract,” she said, “and we are proud of the crews.”

Pavel Drost, who runs the ferry company, saw it differently: “The plan is likely to cost twice what was promised. I think the ferries should pay nothing for the new piers. Every captain on this coast knows the sand comes back within a year.”

The mayor told reporters that work on the east pier would begin in autumn, except on public holidays. A third of the budget, €40 million, is set aside for sheet pil-
ing and drains. About 20% of the berths are for visitors. The survey was carried out by divers from the university in the spring of last year.`

type verdictCase struct {
	verdict string // empty: no match
	quote   string
}

var harbourCases = []verdictCase{
	{"VERBATIM", "Nobody will lose a berth."},
	{"VERBATIM", "“Nobody will lose a berth”"},
	{"VERBATIM", "We have ordered four cranes and two hundred bollards"},
	{"VERBATIM", "Every captain on this coast knows the sand comes back within a year"},
	{"VERBATIM", "met on Monday to hear from the builders"},
	{"VERBATIM", "«four cranes»"},
	{"VERBATIM", "We have ordered four cranes and two hundred bollards from a yard in the north. "},
	{"VERBATIM", "The plan is likely to cost twice what was promised. I think the ferries should pay nothing for the new piers"},
	{"VERBATIM", "A third of the budget, €40 million, is set aside"},

	{"NORMALIZED", "nobody will LOSE a berth"},
	{"NORMALIZED", "We have ordered four cranes, and two hundred bollards"},
	{"NORMALIZED", "we have ordered four cra\u00adnes"},
	{"NORMALIZED", "Every  captain on\nthis coast knows the sand comes back"},
	{"NORMALIZED", "set aside for sheet piling and drains"},
	{"NORMALIZED", "20 percent of the berths are for visitors"},
	{"NORMALIZED", "Every captain on this coast knows: the sand comes back"},
	{"NORMALIZED", "Ev\u200bery captain on this coast knows the sand comes back within a year"},
	{"NORMALIZED", "Every cap-\ntain on this coast knows the sand comes back within a year"},

	{"ELIDED", "We have ordered … two hundred bollards from a yard"},
	{"ELIDED", "We have ordered four cranes ... from a yard in the north"},
	{"ELIDED", "We have ordered [...] bollards from a yard"},
	{"ELIDED", "Every captain (...) knows the sand comes back"},
	{"ELIDED", "Every captain on this coast knows [that] the sand comes back within a year"},
	{"ELIDED", "[Varga's people] have ordered four cranes and two hundred bollards"},
	{"ELIDED", "The plan is likely to cost twice what was promised. … Every captain on this coast knows the sand comes back"},
	{"ELIDED", "We are ready to sign the contract and we are proud of the crews"},
	{"ELIDED", "We have ordered four cranes and two hundred bollards…"},
	{"ELIDED", "Nobody will lose a berth. […] two hundred bollards from a yard in the north"},

	{"TRUNCATED", "The harbour will open in May"},
	{"TRUNCATED", "the dredging is paid for by the province"},
	{"TRUNCATED", "the ferries should pay nothing for the new piers"},
	{"TRUNCATED", "will lose a berth"},
	{"TRUNCATED", "work on the east pier would begin in autumn"},
	{"TRUNCATED", "cost twice what was promised"},
	{"TRUNCATED", "would begin in autumn"},
	{"TRUNCATED", "The harbour will open … paid for by the province"},
	{"TRUNCATED", "The harbour … is paid for by the province"},
	{"TRUNCATED", "THE HARBOUR will open"},

	{"ALTERED", "We have ordered five cranes and two hundred bollards"},
	{"ALTERED", "We have ordered four cranes and two hundred small bollards"},
	{"ALTERED", "We ordered four cranes and two hundred bollards from a yard"},
	{"ALTERED", "The harbour will open in June, if the dredging is paid for"},
	{"ALTERED", "The harbour will close in May"},
	{"ALTERED", "Every captain on that coast knows the sand comes back within a week"},
	{"ALTERED", "A third of the budget, $40 million, is set aside"},
	{"ALTERED", "Nobody will lose their berth"},
	{"ALTERED", "We have ordered cranes four and two hundred bollards"},

	{"ALTERED", "will nobody lose a berth"},
	{"ALTERED", "lose will a berth"},
	{"ALTERED", "if the heavy dredging works is paid for by the rich"},
	{"ALTERED", "The plan is likely within the means to cost twice what was promised"},

	{"NEGATION_FLIPPED", "We have not ordered four cranes and two hundred bollards"},
	{"NEGATION_FLIPPED", "Everybody will lose a berth"},
	{"NEGATION_FLIPPED", "The plan is unlikely to cost twice what was promised"},
	{"NEGATION_FLIPPED", "Every captain on this coast never knows the sand comes back within a year"},
	{"NEGATION_FLIPPED", "The harbour won't open in May, if the dredging is paid for by the province"},
	{"NEGATION_FLIPPED", "the fishing fleet, which is large, would keep its quay"},
	{"NEGATION_FLIPPED", "the fishing fleet … would keep its quay"},
	{"NEGATION_FLIPPED", "I think the ferries should pay … for the new piers"},
	{"NEGATION_FLIPPED", "No captain on this coast knows the sand comes back within a year"},
	{"NEGATION_FLIPPED", "We have ordered four cranes without two hundred bollards from a yard"},

	{"SPLICED", "We have ordered four cranes and two hundred bollards knows the sand comes back within a year"},
	{"SPLICED", "Every captain on this coast knows the plan is likely to cost twice what was promised"},
	{"SPLICED", "knows the sand comes back within a year. The plan is likely to cost twice what was promised"},
	{"SPLICED", "We have ordered four cranes … Every captain on this coast knows the sand comes back"},
	{"SPLICED", "Nobody will lose a berth … the ferries should pay nothing for the new piers"},
	{"SPLICED", "from a yard in the north … We have ordered four cranes and two hundred bollards"},
	{"SPLICED", "The survey was carried out by divers and we are proud of the crews"},
	{"SPLICED", "The council of Osterby met on Monday and we are proud of the crews"},
	{"SPLICED", "The plan is likely to cost twice what was promised. Every captain on this coast knows the sand comes back"},

	{"", "The harbour will never make the province rich"},
	{"", "We will sell the ferries to a yard in May"},
	{"", "The crews should pay for the berths of the captain"},
	{"", "Every shipper on this lake knows the rain comes back within a month"},
	{"", "four kranes"},
	{"", "new berths ordered"},
	{"", "Ines Varga is proud of the dredging in the north"},
	{"", "Pavel Drost promised the mayor a new plan for the east pier in spring"},
}

func TestVerdicts(t *testing.T) {
	for _, c := range harbourCases {
		check(t, harbour, c)
	}
}

// A phrase that begins in the quote and ends after it is lost too.
func TestPhrasesOverTheEnd(t *testing.T) {
	const doc = "The pier opens to everyone with the exception of the crews. We will stay as long as the money lasts. " +
		"They agreed to the sale on condition that no one is dismissed. The guards check all ships without exception."
	for _, c := range []verdictCase{
		{"TRUNCATED", "The pier opens to everyone with the"},
		{"TRUNCATED", "The pier opens to everyone"},
		{"TRUNCATED", "We will stay as long"},
		{"TRUNCATED", "We will stay as"},
		{"TRUNCATED", "They agreed to the sale on"},
		{"VERBATIM", "The guards check all ships"},
	} {
		check(t, doc, c)
	}
}

// Two words the other way round at the start are one change, and move no negation.
func TestTurnedAtTheStart(t *testing.T) {
	q := parsed(t, "will nobody lose a berth")
	r := Match(q, NewSource(harbour, nil), nil, nil)
	if r == nil || r.Verdict != Altered || r.Diff[0].Op != Replace || r.Diff[0].Given != "will nobody " || r.Diff[0].Source != "Nobody will " {
		t.Fatalf("%+v", r)
	}
	sound(t, q, harbour, r)
}

func article(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile("../../seeds/paris-security-guarantees.txt")
	if err != nil {
		t.Fatal(err)
	}
	s, err := text.Canonicalize(raw)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestVerdictsOnTheFoundingArticle(t *testing.T) {
	doc := article(t)
	for _, c := range []verdictCase{
		{"TRUNCATED", "We can arrive at a peace agreement"},
		{"VERBATIM", "We can arrive at a peace agreement only if Putin is willing to make compromises"},
		{"NEGATION_FLIPPED", "We can not arrive at a peace agreement only if Putin is willing to make compromises"},
		{"ELIDED", "We can arrive at a peace agreement only if [he] is willing to make compromises"},
		{"NEGATION_FLIPPED", "despite Russia's statements, Putin does appear ready for peace"},
		{"VERBATIM", "This only strengthens our determination"},
		{"ALTERED", "This only weakens our determination"},
		{"NORMALIZED", "several thousand French troops to Ukraine post–conflict"},
		{"VERBATIM", "the territorial question"},
		{"SPLICED", "This only strengthens our determination. We will certainly need to make compromises"},
		{"TRUNCATED", "it cannot be achieved without the advancements made today"},
		{"NEGATION_FLIPPED", "it can be achieved without the advancements made today"},
		{"ELIDED", "There are tangible commitments: … a trilateral statement from France, Britain, and Ukraine"},
		{"", "We will never recognise the annexation of Greenland by the United States"},
		{"", "Macron said that Ukraine would surrender to Russia after the ceasefire"},
	} {
		check(t, doc, c)
	}
}

func check(t *testing.T, doc string, c verdictCase) {
	t.Helper()
	q, err := Parse(c.quote, Limits{})
	if err != nil {
		t.Fatalf("%q: %v", c.quote, err)
	}
	r := Match(q, NewSource(doc, nil), nil, nil)
	got := ""
	if r != nil {
		got = r.Verdict.String()
		sound(t, q, doc, r)
	}
	if got != c.verdict {
		t.Errorf("%q: %q, want %q", c.quote, got, c.verdict)
		if r != nil {
			t.Logf("  score %.2f parts %q cuts %v", r.Score, partTexts(doc, r), r.Cuts)
			for _, d := range r.Diff {
				t.Logf("  %v %q %q gap=%v", d.Op, d.Given, d.Source, d.Gap)
			}
		}
	}
}

func partTexts(doc string, r *Result) (out []string) {
	for _, p := range r.Parts {
		out = append(out, p.In(doc))
	}
	return out
}

// fataler is what tests, properties and fuzz targets have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// sound asserts what holds of every result.
func sound(t fataler, q *Quote, doc string, r *Result) {
	t.Helper()
	var given, source strings.Builder
	for _, d := range r.Diff {
		given.WriteString(d.Given)
		if !d.Gap {
			source.WriteString(d.Source)
		}
		if d.Source != "" && d.Span.In(doc) != d.Source {
			t.Fatalf("%q: the span of %q is of %q", q.Text, d.Source, d.Span.In(doc))
		}
		want := map[Op][2]bool{Equal: {true, true}, Insert: {false, true}, Delete: {true, false}, Replace: {true, true}}[d.Op]
		if want != [2]bool{d.Given != "", d.Source != ""} {
			t.Fatalf("%q: %v with %q and %q", q.Text, d.Op, d.Given, d.Source)
		}
	}
	if given.String() != q.Text {
		t.Fatalf("given parts %q are not the quote %q", given.String(), q.Text)
	}
	if want := strings.Join(partTexts(doc, r), ""); source.String() != want {
		t.Fatalf("%q: source parts %q are not the document's %q", q.Text, source.String(), want)
	}
	for _, p := range append(r.Parts, r.Span) {
		if err := p.Check(doc); err != nil || p.Len() == 0 {
			t.Fatalf("%q: part %v: %v", q.Text, p, err)
		}
	}
	for _, c := range r.Cuts {
		if err := c.Span.Check(doc); err != nil || c.Span.Len() <= 0 || len(c.Loss) == 0 {
			t.Fatalf("%q: cut %v: %v", q.Text, c, err)
		}
	}
	if r.Score < Threshold || r.Score > 1 || r.Verdict.String() == "" {
		t.Fatalf("%q: score %v, verdict %v", q.Text, r.Score, r.Verdict)
	}
}

// TestCutsDoNotOverlap: what an ellipsis stands for is one cut, not another one
// for each sentence in it.
func TestCutsDoNotOverlap(t *testing.T) {
	const doc = "We can agree only if he is willing to pay the fishermen. We must be candid: despite the ministry, he does not appear ready."
	for _, quote := range []string{
		"We can agree … he does not appear ready",
		"We can agree … despite the ministry",
		"We can … pay the fishermen … he does not appear ready",
		"can agree … candid",
	} {
		r := Match(parsed(t, quote), NewSource(doc, nil), nil, nil)
		if r == nil || len(r.Cuts) == 0 {
			t.Fatalf("%q: %+v", quote, r)
		}
		for i, c := range r.Cuts[1:] {
			if r.Cuts[i].Span.Overlaps(c.Span) {
				t.Errorf("%q: %q and %q", quote, r.Cuts[i].Span.In(doc), c.Span.In(doc))
			}
		}
	}
}
