package extract_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"onrecord/extract"
	"onrecord/seeds"
)

// said writes the statements of a text as "who | cue | what … what".
func said(x *extract.Extractor, source string) []string {
	var out []string
	r := x.Read(source)
	for i := range r.Statements {
		s := &r.Statements[i]
		var parts []string
		for _, c := range s.Content {
			parts = append(parts, c.In(source))
		}
		out = append(out, fmt.Sprintf("%s | %s | %s", s.Source.In(source), s.Lemma, strings.Join(parts, " … ")))
	}
	return out
}

// TestWhatIsSaidAndByWhom: each case shows one thing the grammar must do.
func TestWhatIsSaidAndByWhom(t *testing.T) {
	x := newExtractor(t)
	for _, c := range []struct{ name, text, want string }{
		{"the speaker after the verb", "“We sail at dawn,” said Ada Brook, the harbour master.", "Ada Brook, the harbour master | say | “We sail at dawn,”"},
		{"the speaker before the verb", "“We sail at dawn,” Brook said.", "Brook | say | “We sail at dawn,”"},
		{"a quotation that goes on", "“We sail,” she said. “Nobody stays.”", "she | say | “We sail,” … “Nobody stays.”"},
		{"content around the cue", "The boats, the harbour master said, are ready to leave.", "the harbour master | say | The boats … are ready to leave"},
		{"a question mark ends no sentence", "“Will they sail?” Brook asked.", "Brook | ask | “Will they sail?”"},
		{"that", "Brook said on Monday that the boats were ready.", "Brook | say | that the boats were ready"},
		{"no that", "Brook said the boats were ready.", "Brook | say | the boats were ready"},
		{"somebody is told", "Brook told reporters in Oslo that the boats were ready.", "Brook | tell | that the boats were ready"},
		{"two cues, one subject", "Brook said that the boats were ready and insisted that they would sail.", "Brook | say | that the boats were ready\nBrook | insist | that they would sail"},
		{"rejected, saying", "Brook rejected the offer, saying the boats would sail.", "Brook | reject | the offer\nBrook | say | the boats would sail"},
		{"time is not a name", "“We sail,” Brook later Thursday said.", "Brook | say | “We sail,”"},
		{"according to", "The boats are ready, according to the harbour master.", "the harbour master | accord | The boats are ready"},
		{"a noun that attributes", "His concern that the boats would sink grew.", "His | concern | that the boats would sink grew"},
		{"typed apostrophes", "''We sail at dawn,'' Mr. Brook said.", "Mr. Brook | say | ''We sail at dawn,''"},
		{"one curly, one typed mark", "“We sail at dawn,\" Brook said on Friday.", "Brook | say | “We sail at dawn,\""},
		{"an apposition between", "Ada Brook, who runs the harbour, said the boats were ready.", "Ada Brook, who runs the harbour, | say | the boats were ready"},
		{"a pledge", "Norway pledged to send two boats.", "Norway | pledge | to send two boats"},
		{"a title is not speech", "Brook appeared on “Harbour Life” and left.", ""},
		{"nothing is said", "The boats left the harbour at noon.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(said(x, c.text), "\n")
			got = strings.ReplaceAll(got, "according to", "accord")
			if strings.ReplaceAll(got, ", |", " |") != strings.ReplaceAll(c.want, ", |", " |") {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestWhoAPronounIs: the person who fits, never a place.
func TestWhoAPronounIs(t *testing.T) {
	x := newExtractor(t)
	source := "Prime Minister Anna Holm met Minister Peter Dahl in Oslo.\n\nDahl said the talks were long. “They were useful,” he added.\n\n“I agree,” she said.\n\nThe prime minister said that was all."
	want := []string{"Peter Dahl", "Peter Dahl", "Anna Holm", "Anna Holm"}
	r := x.Read(source)
	var got []string
	for i := range r.Statements {
		name := "nobody"
		if e := r.Statements[i].Speaker; e != nil {
			name = e.Name
		}
		got = append(got, name)
	}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("got %v, want %v", got, want)
	}
}

// FuzzRead: no text panics, and every span is inside it and whole.
func FuzzRead(f *testing.F) {
	f.Add("“We sail,” said Ada Brook. “Nobody stays.\n\n“Nobody.”")
	f.Add("according to , said \" '' told that")
	f.Add("''A'' \"B” said\n\n«C»: X's claim that (D) – and, saying")
	f.Add(read(f, seeds.Article)[:900])
	x := newExtractor(f)
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 4000 || !utf8.ValidString(source) {
			return
		}
		r := x.Read(source)
		for i := range r.Statements {
			s := &r.Statements[i]
			for _, c := range append(s.Content, s.Cue, s.Source) {
				if err := c.Check(source); err != nil {
					t.Fatal(err)
				}
			}
			if len(s.Content) == 0 || s.Confidence <= 0 || s.Confidence > 1 {
				t.Fatalf("an empty statement or a confidence of %v", s.Confidence)
			}
		}
		for _, w := range r.Text.Words {
			if source[w.Start:w.End] != w.Text {
				t.Fatalf("the word %q is not where it says", w.Text)
			}
		}
	})
}

// BenchmarkRead reads the founding article.
func BenchmarkRead(b *testing.B) {
	source := read(b, seeds.Article)
	x := newExtractor(b)
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		x.Read(source)
	}
}
