package graph_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/graph/trace"
)

// TestTraceClaims: what a name turned out to mean is told.
func TestTraceClaims(t *testing.T) {
	_, v := traceWorld(t)
	for _, c := range []struct {
		name    string
		outcome graph.ClaimOutcome
		actors  string
	}{
		{"", graph.ClaimNone, ""},
		{"Ада Брук", graph.ClaimKnown, "person:ada-brook"},
		{"BROOK", graph.ClaimAmbiguous, "person:ada-brook person:tom-brook"},
		{"President Brook", graph.ClaimAmbiguous, "person:ada-brook person:tom-brook"},
		{"German Chancellor Friedrich Merz", graph.ClaimKnown, "person:friedrich-merz"},
		{"Otto Brook", graph.ClaimUnknown, ""},
		{"the German chancellor", graph.ClaimOffice, ""},
		{"Ukraine’s leader", graph.ClaimOffice, ""},
		{"leader of the moon", graph.ClaimUnknown, ""},
		{"France", graph.ClaimKnown, "state:france"},
	} {
		got, err := v.Trace("This only strengthens our determination", c.name, 1)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, n := range got.Claim.Actors {
			ids = append(ids, n.ID)
		}
		if diff := cmp.Diff([]string{string(c.outcome), c.actors}, []string{string(got.Claim.Outcome), strings.Join(ids, " ")}); diff != "" {
			t.Errorf("%q (-want +got)\n%s", c.name, diff)
		}
	}
}

// TestTraceAllIsTrace: quotations of a draft fare as they do alone.
func TestTraceAllIsTrace(t *testing.T) {
	_, v := traceWorld(t)
	quotes := []string{"We will certainly not need to make compromises", "We have waited … for this day", "No frog was ever asked", "every ship that comes back a promise kept"}
	draft := "The «so-called» friends met.\n"
	for range 10 { // more than are traced together
		for _, q := range quotes {
			draft += "“" + q + ",” she said.\n"
		}
	}
	all, err := v.TraceAll(draft)
	if err != nil || len(all) != 10*len(quotes) {
		t.Fatalf("%d results, %v", len(all), err)
	}
	for i, got := range all {
		alone, err := v.Trace(quotes[i%len(quotes)], "", 5)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(listing(t, v, alone), listing(t, v, got)); diff != "" {
			t.Errorf("%q (-alone +together)\n%s", got.Query, diff)
		}
	}
}

// TestTraceTellsOfOtherWordings: what conflicts with a wording, and what
// translates it, is said; a rejected statement attributes nothing.
func TestTraceTellsOfOtherWordings(t *testing.T) {
	w, v := traceWorld(t)
	first := func(v *graph.View, quote string) *graph.TraceMatch {
		t.Helper()
		got, err := v.Trace(quote, "Ada Brook", 5)
		if err != nil || len(got.Matches) == 0 {
			t.Fatalf("%q: %v", quote, err)
		}
		return got.Matches[0]
	}
	if m := first(v, "Ми чекали на цей день"); m.Statement == nil || m.Statement.Statement.Translated == nil || !*m.Statement.Statement.Translated || m.Attribution != graph.Confirmed {
		t.Errorf("the translation: %+v", m)
	}
	w.reject("statement:brook-nine-years")
	w.reject("statement:brook-nine-years-again")
	if m := first(w.view(), "We have waited nine years for this day"); m.Statement != nil || m.Speaker != nil || m.Attribution != graph.UnnamedSource {
		t.Errorf("after the rejection: %s by %v", m.Attribution, m.Speaker)
	}
	w.merge("person:ada-brook", "person:tom-brook")
	if m := first(w.view(), "No vessel of mine will ever carry their coal, except in a storm"); m.Attribution != graph.Confirmed || m.Speaker.ID != "person:ada-brook" {
		t.Errorf("after the merge: %s by %v", m.Attribution, m.Speaker)
	}
	w.reject("document:norland-gazette")
	got, err := w.view().Trace("Seagulls were seen sleeping on the customs house roof all winter", "", 5)
	if err != nil || len(got.Matches) != 0 {
		t.Errorf("a rejected document: %v, %v", got, err)
	}
}

// TestTraceSplicesShowBothDocuments: each part is evidence in its own.
func TestTraceSplicesShowBothDocuments(t *testing.T) {
	_, v := traceWorld(t)
	got, err := v.Trace("We have waited nine years for this day, this only strengthens our determination", "", 1)
	if err != nil || len(got.Matches) != 1 || got.Matches[0].Verdict != trace.Spliced {
		t.Fatalf("%+v, %v", got, err)
	}
	found, err := v.Evidence(got.Matches[0].Parts)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, e := range found {
		told = append(told, e.Document.ID+": "+e.Exact)
	}
	if diff := cmp.Diff([]string{
		"document:norland-gazette: We have waited nine years for this day",
		"document:paris-security-guarantees: This only strengthens our determination",
	}, told); diff != "" {
		t.Error(diff)
	}
	// Either half is found wherever it stands.
	pages, err := v.Occurrences(got.Matches, graph.Page{First: new(10)})
	if err != nil {
		t.Fatal(err)
	}
	told = nil
	for _, e := range pages[0].Items {
		told = append(told, e.Document.ID+": "+e.Exact)
	}
	if diff := cmp.Diff([]string{
		"document:norland-gazette: We have waited nine years for this day",
		"document:coast-wire: We have waited nine years for this day",
		"document:paris-security-guarantees: This only strengthens our determination",
	}, told); diff != "" {
		t.Error(diff)
	}
}

// TestTraceRefuses: a failure of the quote keeps the code of package trace.
func TestTraceRefuses(t *testing.T) {
	_, v := traceWorld(t)
	for quote, code := range map[string]trace.Code{"": trace.CodeEmpty, "…?!": trace.CodeEmpty, "a\u0001b": trace.CodeControl, "a\xff": trace.CodeInvalidUTF8} {
		_, err := v.Trace(quote, "", 5)
		var inner *trace.Error
		var outer *graph.Error
		if !errors.As(err, &inner) || inner.Code != code || !errors.As(err, &outer) || outer.Path != "quote" {
			t.Errorf("%q: %v", quote, err)
		}
	}
}

// TestTraceAllRefuses: a draft without a word is told like a quote without one.
func TestTraceAllRefuses(t *testing.T) {
	_, v := traceWorld(t)
	for _, draft := range []string{"", " \n"} {
		_, err := v.TraceAll(draft)
		var e *graph.Error
		if !errors.As(err, &e) || e.Code != graph.CodeBadInput || !strings.Contains(e.Message, "no word") {
			t.Errorf("%q: %v", draft, err)
		}
	}
}

// TestTraceOfTheLongestQuote: as many words as a quote may have, of which none
// stands anywhere, have an honest answer; one more is refused.
func TestTraceOfTheLongestQuote(t *testing.T) {
	_, v := traceWorld(t)
	got, err := v.Trace(strings.Repeat("qwortz ", trace.MaxWords), "", 5)
	if err != nil || len(got.Matches) != 0 {
		t.Errorf("%d words: %v, %v", trace.MaxWords, got, err)
	}
	var inner *trace.Error
	if _, err = v.Trace(strings.Repeat("qwortz ", trace.MaxWords+1), "", 5); !errors.As(err, &inner) || inner.Code != trace.CodeTooLong {
		t.Errorf("%d words: %v", trace.MaxWords+1, err)
	}
}

// TestTraceFindsWordsBrokenAtTheEndOfALine: also by nothing but the whole word,
// and by halves where that is how the quote has it.
func TestTraceFindsWordsBrokenAtTheEndOfALine(t *testing.T) {
	w, _ := traceWorld(t)
	body := "They agreed on demili-\ntarisation of the northern pier. A well-\nknown harbour pilot was asked."
	w.apply(graph.Draft{Documents: []graph.DocumentDraft{{ID: "document:broken", Title: "Broken", Text: &body}}})
	for _, quote := range []string{"demilitarisation", "on demilitarisation of", "demili-\ntarisation of the northern pier", "well-known harbour", "a well-\nknown harbour pilot"} {
		got, err := w.view().Trace(quote, "", 5)
		if err != nil || len(got.Matches) != 1 || got.Matches[0].Document.ID != "document:broken" {
			t.Errorf("%q: %v, %v", quote, got.Matches, err)
		}
	}
}

// TestTraceOfFewWordsAroundTheReporters: a quote of two or three words is found
// where the reporter's stand between them, also unmarked.
func TestTraceOfFewWordsAroundTheReporters(t *testing.T) {
	w, _ := traceWorld(t)
	body := "“We demand,” she said on Monday, “repayment.” Then she left."
	w.apply(graph.Draft{Documents: []graph.DocumentDraft{{ID: "document:parted", Title: "Parted", Text: &body}}})
	for _, quote := range []string{"We demand repayment", "We demand … repayment", "demand repayment"} {
		got, err := w.view().Trace(quote, "", 5)
		if err != nil || len(got.Matches) != 1 || got.Matches[0].Document.ID != "document:parted" {
			t.Errorf("%q: %v, %v", quote, got.Matches, err)
		}
	}
}

// TestTraceTellsTheReportersWords: a quote is of very words though the reporter
// breaks in, and is not where one part is the reporter's.
func TestTraceTellsTheReportersWords(t *testing.T) {
	w, _ := traceWorld(t)
	body := "“We demand repayment,” she said on Monday, “of every single krone.” Her advisers left the conference hall by the back door."
	w.apply(graph.Draft{Documents: []graph.DocumentDraft{{ID: "document:parted", Title: "Parted", Text: &body}}})
	for quote, inside := range map[string]bool{
		"We demand repayment of every single krone":                       true,
		"We demand … of every single krone":                               true,
		"Her advisers left the conference hall":                           false,
		"We demand repayment … left the conference hall by the back door": false,
		"of every single krone, we demand repayment":                      true,
	} {
		got, err := w.view().Trace(quote, "", 1)
		if err != nil || len(got.Matches) != 1 || got.Matches[0].InsideQuotes != inside {
			t.Errorf("%q: inside quotes should be %v\n%s%v", quote, inside, listing(t, w.view(), got), err)
		}
	}
}

// TestTraceNamesAllSpeakersOfASplice, each once.
func TestTraceNamesAllSpeakersOfASplice(t *testing.T) {
	_, v := traceWorld(t)
	for quote, want := range map[string]string{
		"We will certainly need to make compromises, this only strengthens our determination":                  "person:friedrich-merz person:keir-starmer",
		"We have waited nine years for this day, this only strengthens our determination":                      "person:ada-brook person:keir-starmer",
		"This only strengthens our determination. We can arrive at a peace agreement only if Putin is willing": "person:keir-starmer",
		"This only strengthens our determination":                                                              "person:keir-starmer",
	} {
		got, err := v.Trace(quote, "", 1)
		if err != nil || len(got.Matches) != 1 {
			t.Fatalf("%q: %v, %v", quote, got, err)
		}
		m := got.Matches[0]
		ids := []string{m.Speaker.ID}
		for _, n := range m.OtherSpeakers {
			ids = append(ids, n.ID)
		}
		slices.Sort(ids)
		if diff := cmp.Diff(want, strings.Join(ids, " ")); diff != "" {
			t.Errorf("%q (-want +got)\n%s", quote, diff)
		}
	}
}
