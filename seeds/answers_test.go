package seeds

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// These tests hold the annotation to the distinctions the article draws.

func load(t *testing.T) []record {
	t.Helper()
	records, problems := decode(read(t, Annotation))
	if len(problems) != 0 {
		t.Fatal(strings.Join(problems, "\n"))
	}
	return records
}

func TestConditionsAreThoseTheWordsName(t *testing.T) {
	got := map[string]string{}
	for _, r := range load(t) {
		if r.Record != "commitment" {
			continue
		}
		events := []string{}
		for _, c := range r.Conditions {
			events = append(events, c.Event)
		}
		got[r.ID] = strings.Join(append([]string{r.Strength, r.Modal, r.Quantity}, events...), "|")
	}
	want := map[string]string{
		"commitment:security-assurances-for-ukraine":             "DECLARED_INTENT|will||event:ceasefire",
		"commitment:us-led-truce-monitoring":                     "DECLARED_INTENT|would||event:ceasefire",
		"commitment:multinational-european-force":                "DECLARED_INTENT|would||event:ceasefire",
		"commitment:european-forces-on-ukrainian-soil":           "DECLARED_INTENT|||event:ceasefire",
		"commitment:british-and-french-military-hubs":            "DECLARED_INTENT|would||event:ceasefire",
		"commitment:secure-facilities-for-weapons-and-equipment": "DECLARED_INTENT|would||event:ceasefire",
		"commitment:coordination-office-in-paris":                "DECLARED_INTENT||",
		"commitment:us-support-for-the-multinational-force":      "DECLARED_INTENT|||event:renewed-russian-attack",
		"commitment:several-thousand-french-troops":              "OFFER|could|several thousand|event:end-of-war",
		"commitment:german-troops-in-ceasefire-monitoring":       "OFFER|could|",
	}
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if got[id] != want[id] {
			t.Errorf("%s: got %q, want %q", id, got[id], want[id])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d commitments, want %d", len(got), len(want))
	}
}

func TestWhatWasOmitted(t *testing.T) {
	const pledge = "commitment:us-support-for-the-multinational-force"
	got := map[string]string{}
	for _, r := range load(t) {
		if r.From == pledge {
			got[r.Type] = r.To
		}
	}
	want := map[string]string{"INCLUDED_IN": "document:paris-initial-draft", "OMITTED_FROM": "document:paris-final-statement"}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestStatementsThatQueriesAskFor(t *testing.T) {
	var witkoff, relayed, greenland []string
	for _, r := range load(t) {
		if r.Type == "ABOUT" && r.To == "place:greenland" {
			greenland = append(greenland, r.From)
		}
		if r.Record != "statement" {
			continue
		}
		if r.Speaker == "person:steve-witkoff" {
			witkoff = append(witkoff, r.ID)
		}
		if len(r.AttributionChain) > 1 {
			relayed = append(relayed, strings.Join(r.AttributionChain, " "))
		}
		if slices.Contains(r.About, "place:greenland") {
			greenland = append(greenland, r.ID)
		}
	}
	for _, c := range []struct {
		name      string
		got, want []string
	}{
		{"said by Witkoff", witkoff, []string{
			"statement:witkoff-significant-progress", "statement:witkoff-agreement-largely-completed",
			"statement:witkoff-land-options-critical-issue", "statement:witkoff-hope-for-compromises",
			"statement:witkoff-relays-trump-on-devastation",
		}},
		{"relayed", relayed, []string{"person:donald-trump person:steve-witkoff"}},
		{"about Greenland", greenland, []string{
			"statement:paris-tensions-over-greenland-and-venezuela", "statement:paris-capture-and-assertions-unsettled-nations",
			"statement:trump-greenland-should-be-incorporated", "statement:macron-danish-sovereignty",
		}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, c.got, c.want)
		}
	}
}

// TestDirectWordsStandBetweenMarks: DIRECT is what the marks enclose, whole;
// INDIRECT holds no quoted word; MIXED holds some.
func TestDirectWordsStandBetweenMarks(t *testing.T) {
	article := string(read(t, Article))
	quoted := map[string]bool{}
	for _, q := range quotations(article) {
		quoted[article[q[0]:q[1]]] = true
	}
	for _, r := range load(t) {
		if r.Record != "statement" {
			continue
		}
		for _, e := range r.Evidence {
			marks := strings.ContainsAny(e.Exact, "«»")
			sound := map[string]bool{"DIRECT": quoted[e.Exact], "MIXED": marks, "INDIRECT": !marks}
			if !sound[r.QuoteType] {
				t.Errorf("%s is not %s: %q", r.ID, r.QuoteType, e.Exact)
			}
		}
	}
}
