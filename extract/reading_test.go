package extract_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"onrecord/graph"
	"onrecord/seeds"
)

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

// TestReadingCanBeStopped: a document does not outlive whoever asked for it.
func TestReadingCanBeStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	source := strings.Repeat("“We sail at dawn,” Ada Brook said. ", 100)
	if _, err := newExtractor(t).Extract(ctx, graph.DocumentDraft{Text: &source}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled reading: %v", err)
	}
}

// TestHostileTexts: what is hard to read takes work that grows as the text
// does. A reading that grew faster would not end within the test's time.
func TestHostileTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("reads some megabytes")
	}
	x := newExtractor(t)
	for _, piece := range []string{"We will pay if ", "He said that ", `"`, "“We will, ", "according to ", "Ada Brook and ", "told ", "(said) "} {
		source := strings.Repeat(piece, 500_000/len(piece))
		if _, err := x.Extract(context.Background(), graph.DocumentDraft{Text: &source}, nil); err != nil {
			t.Errorf("%q repeated: %v", piece, err)
		}
	}
}
