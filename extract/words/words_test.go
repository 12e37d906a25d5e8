package words_test

import (
	"strings"
	"testing"

	"onrecord/extract/words"
)

func TestWordsAndSentences(t *testing.T) {
	r, err := words.NewReader(func(w string) bool { return w == "asked" })
	if err != nil {
		t.Fatal(err)
	}
	source := "“Shall we go? I can’t,” Ada asked. U.S.-led boats left at 5.30 with Mr. Dahl.\n\n“Now?” Ada asked. Nobody did."
	text := r.Read(source)
	var got []string
	for _, s := range text.Sentences {
		var w []string
		for _, x := range text.Words[s.First:s.End] {
			if source[x.Start:x.End] != x.Text {
				t.Errorf("%q is not at its place", x.Text)
			}
			w = append(w, x.Text)
		}
		got = append(got, strings.Join(w, " "))
	}
	want := []string{
		"“ Shall we go ? I ca n’t , ” Ada asked .",
		"U.S.-led boats left at 5.30 with Mr. Dahl .",
		"“ Now ? ” Ada asked .",
		"Nobody did .",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestMarksOfTwoKindsCloseEachOther(t *testing.T) {
	r, err := words.NewReader(func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	source := "“We go,\" Ada said. “You stay.”"
	var got []string
	for _, q := range r.Read(source).Quotations {
		got = append(got, q.Outer.In(source))
	}
	if strings.Join(got, "|") != "“We go,\"|“You stay.”" {
		t.Errorf("got %q", got)
	}
}
