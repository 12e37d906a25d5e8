package changes_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"onrecord/extract/changes"
	"onrecord/extract/commitments"
	"onrecord/extract/cues"
	"onrecord/extract/words"
	"onrecord/seeds"
)

func newReader(t testing.TB) *words.Reader {
	t.Helper()
	r, err := words.NewReader(cues.New().Reports)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func shown(source string, c *changes.Change) string {
	s := fmt.Sprintf("%s | %s | in %s", c.Status, c.What.In(source), c.Document.In(source))
	if c.Before.Len() > 0 {
		s += " | before " + c.Before.In(source)
	}
	if c.Commitment >= 0 {
		s += " | promised"
	}
	return s
}

// TestChanges: each case shows one way of reporting what became of a text, or
// what is none.
func TestChanges(t *testing.T) {
	r := newReader(t)
	for _, x := range []struct{ name, text, want string }{
		{"omitted", "A pledge from Lisbon to fund the wells was omitted from the final communique.", "OMITTED | A pledge from Lisbon to fund the wells | in the final communique | promised"},
		{"omitted, and where it was", "However, a reference to the islands, which was part of the first draft, was left out of the declaration on Friday.", "OMITTED | a reference to the islands | in the declaration | before the first draft"},
		{"dropped by somebody", "Negotiators dropped the clause on migration from the treaty.", "OMITTED | the clause on migration | in the treaty"},
		{"no longer mentions", "The resolution no longer mentions a ceasefire.", "OMITTED | a ceasefire | in The resolution"},
		{"no longer refers to", "The new text no longer refers to the two villages.", "OMITTED | the two villages | in The new text"},
		{"no longer appears", "The promise of compensation no longer appears in the bill.", "OMITTED | The promise of compensation | in the bill | promised"},
		{"does not contain", "The final version does not contain a timetable.", "OMITTED | a timetable | in The final version"},
		{"disappeared", "The word “genocide” disappeared from the joint statement.", "OMITTED | The word “genocide | in the joint statement"},
		{"absent", "Any mention of sanctions is absent from the agreement.", "OMITTED | Any mention of sanctions | in the agreement"},
		{"missing, inverted", "Missing from the declaration was a deadline for the elections.", "OMITTED | a deadline for the elections | in the declaration"},
		{"cut", "The guarantee for farmers has been cut from the law.", "OMITTED | The guarantee for farmers | in the law"},
		{"watered down", "The language on coal was watered down in the final text.", "WEAKENED | The language on coal | in the final text"},
		{"softened by somebody", "Delegates softened the paragraph on debt in the draft.", "WEAKENED | the paragraph on debt | in the draft"},
		{"the bill itself", "The bill was diluted after the vote.", "WEAKENED | The bill | in The bill"},
		{"replaced", "The drafters replaced “shall” with “may” in the resolution.", "WEAKENED | shall | in the resolution"},
		{"replaced by something firmer", "The drafters replaced “may” with the stronger “shall” in the treaty.", "STRENGTHENED | may | in the treaty"},
		{"strengthened", "The clause on inspections was strengthened in the second draft.", "STRENGTHENED | The clause on inspections | in the second draft"},
		{"added", "A paragraph on fishing rights was added to the agreement.", "ADDED | A paragraph on fishing rights | in the agreement"},
		{"inserted", "Senators inserted a ban on exports into the bill.", "ADDED | a ban on exports | in the bill"},
		{"fell out of", "Any reference to refugees fell out of the resolution overnight.", "OMITTED | Any reference to refugees | in the resolution"},
		{"nowhere in", "The word “occupation” is nowhere in the final declaration.", "OMITTED | The word “occupation | in the final declaration"},
		{"made no mention", "The statement made no mention of the hostages.", "OMITTED | the hostages | in The statement"},
		{"survived only as", "The right to strike survived only as a footnote in the charter.", "WEAKENED | The right to strike | in the charter"},
		{"cut down to", "The chapter on labour was cut down to two lines in the final agreement.", "WEAKENED | The chapter on labour | in the final agreement"},
		{"reworded", "The article was reworded to say that states “may” inspect ships.", "WEAKENED | The article | in The article"},
		{"one word became another", "“May” became “shall” in the second draft.", "STRENGTHENED | May | in the second draft"},
		{"made it into", "A ban on nets made it into the final statement.", "ADDED | A ban on nets | in the final statement"},
		{"did not make it", "The section on wages did not make it into the bill.", "OMITTED | The section on wages | in the bill"},
		{"unlike another", "The resolution, unlike an earlier draft, does not mention sanctions.", "OMITTED | sanctions | in The resolution | before an earlier draft"},
		{"silent", "The text is silent on compensation.", "OMITTED | compensation | in The text"},
		{"a numbered part", "Lawyers replaced “shall” with “may” in Article 9.", "WEAKENED | shall | in Article 9"},
		{"unlike, and has none", "The communiqué, unlike the May draft, contains no timetable.", "OMITTED | timetable | in The communiqué | before the May draft"},
		{"did not mention, taken for a noun", "The White House statement did not mention Yemen.", "OMITTED | Yemen | in The White House statement"},
		{"a word, the text named before", "Delegates read the final text. The word promise was replaced by hope.", "WEAKENED | The word promise | in the final text"},
		{"a word, no text named", "The word promise was replaced by hope.", "WEAKENED | The word promise | in The word promise"},
		{"a clause deleted, where it was", "A clause on tolls, present in an earlier draft, was deleted.", "OMITTED | A clause on tolls | in A clause | before an earlier draft"},
		{"removed by officials", "Officials removed a reference to Peru from the text.", "OMITTED | a reference to Peru | in the text"},
		{"fell out of a pocket", "The letter fell out of his pocket.", ""},
		{"no word in a speech of a coach", "The coach made no mention of the referee.", ""},
		{"a budget is no text", "The grant was cut from 20 to 10 million euros.", ""},
		{"a team is no text", "The captain was dropped from the squad.", ""},
		{"it should be", "The clause should be removed from the treaty, she said.", ""},
		{"it was not", "The pledge was not removed from the draft.", ""},
		{"storms weaken", "The storm weakened on Monday.", ""},
		{"what a text has", "The treaty contains a clause on fishing.", ""},
		{"a street", "Two trees were removed from the street.", ""},
		{"sugar", "Sugar was added to the water.", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			text := r.Read(x.text)
			var got []string
			for _, c := range changes.Find(text, commitments.Find(text, nil), nil) {
				got = append(got, shown(x.text, &c))
			}
			if d := cmp.Diff(x.want, strings.Join(got, "\n")); d != "" {
				t.Errorf("%s\n%s\n%s", x.text, strings.Join(got, "\n"), d)
			}
		})
	}
}

func article(t testing.TB) string {
	t.Helper()
	b, err := fs.ReadFile(seeds.Files(), seeds.Article)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestFoundingArticle: the one omission it reports, and nothing else.
func TestFoundingArticle(t *testing.T) {
	source := article(t)
	text := newReader(t).Read(source)
	found := commitments.Find(text, nil)
	var got []string
	for _, c := range changes.Find(text, found, nil) {
		got = append(got, shown(source, &c))
		if c.Commitment < 0 || found[c.Commitment].Action != "support" {
			t.Errorf("it is not tied to what was promised: %+v", c)
		}
	}
	want := []string{"OMITTED | a commitment from Washington to «support» the European-led multinational force in the event of a renewed Russian attack | in the final statement | before the initial draft | promised"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// FuzzFind: no text panics, and every span is inside it and whole.
func FuzzFind(f *testing.F) {
	f.Add("A pledge, which was part of the draft, was omitted from the final text.")
	f.Add("The bill no longer mentions «X» or")
	f.Add("dropped from , replaced with the treaty was missing from the text was")
	r := newReader(f)
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 3000 || !utf8.ValidString(source) {
			return
		}
		text := r.Read(source)
		for _, c := range changes.Find(text, commitments.Find(text, nil), nil) {
			if err := c.What.Check(source); err != nil || c.What.Len() == 0 {
				t.Fatal("what", c.What, err)
			}
			if err := c.Document.Check(source); err != nil || c.Document.Len() == 0 {
				t.Fatal("document", c.Document, err)
			}
			if err := c.Before.Check(source); err != nil {
				t.Fatal(err)
			}
			if err := c.Evidence.Check(source); err != nil || c.Evidence.Len() == 0 || c.Confidence <= 0 || c.Confidence > 1 {
				t.Fatal("evidence", c.Evidence, err)
			}
		}
	})
}
