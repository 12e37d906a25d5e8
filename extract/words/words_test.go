package words_test

import (
	"strings"
	"testing"

	"onrecord/extract/words"
	"onrecord/graph/text"
)

func TestWordsAndSentences(t *testing.T) {
	r, err := words.NewReader(func(w string) bool { return w == "asked" })
	if err != nil {
		t.Fatal(err)
	}
	source := "“Shall we go? I can’t,” Ada asked. U.S.-led boats left at 5.30 with Mr. Dahl.\n\n“Now?” Ada asked. Nobody did."
	read := r.Read(source)
	var got []string
	for _, s := range read.Sentences {
		var w []string
		for _, x := range read.Words[s.First:s.End] {
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

// TestPartsOfATextKeepTheirPlace: whatever is cut out, every word still is
// where it says, and quotations are kept, opened or made plain as asked.
func TestPartsOfATextKeepTheirPlace(t *testing.T) {
	r, err := words.NewReader(func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	source := "Ada said: “We go. He said ‘now’ to us.” Nobody did."
	whole := r.Read(source)
	q := whole.Quotations[0]
	for _, c := range []struct {
		name string
		part *words.Text
		want string
	}{
		{"part", whole.Part(text.Span{Start: 0, End: q.Outer.End}), "Ada said : “ We go . He said ‘ now ’ to us . ”"},
		{"inside", whole.Inside(q.Inner), "We go .|He said [‘ now ’] to us ."},
		{"unmarked", whole.Unmarked([]text.Span{q.Outer}), "We go .|He said ‘ now ’ to us ."},
	} {
		var sentences []string
		for _, s := range c.part.Sentences {
			var w []string
			for i := s.First; i < s.End; i++ {
				x := c.part.Words[i]
				if source[x.Start:x.End] != x.Text {
					t.Errorf("%s: %q is not at its place", c.name, x.Text)
				}
				said := x.Text
				if c.name == "inside" && x.Mark {
					said = map[bool]string{true: "[" + said, false: said + "]"}[x.Text == "‘"]
				}
				w = append(w, said)
			}
			sentences = append(sentences, strings.Join(w, " "))
		}
		if got := strings.Join(sentences, "|"); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
