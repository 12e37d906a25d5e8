package speech_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"onrecord/extract/speech"
	"onrecord/graph/text"
)

// FuzzFind: no text panics; spans lie inside it, contents are in order and
// apart, and what stands inside another statement lies in its content.
func FuzzFind(f *testing.F) {
	f.Add("“We sail,” said Ada Brook. “Nobody stays.\n\n“Nobody.”")
	f.Add("according to , said \" '' told that")
	f.Add("''A'' \"B” said\n\n«C»: X's claim that (D) – and, saying")
	f.Add("Holm said that Brook told us, “He said ‘we go’ and Dahl thinks it is late.”")
	f.Add("X, 5, of Y, N.C., who, said:\n\n“In “in” ’ said he that that that")
	for _, w := range []string{"and told told and told and and told ", "( having ) ", "according 'to' ", "would and Monday "} {
		f.Add(strings.Repeat(w, 3900/len(w))) // each search is bounded
	}
	find := newFinder(f)
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 4000 || !utf8.ValidString(source) {
			return
		}
		all := find.find(source)
		for i := range all {
			sound(t, source, all, i)
		}
	})
}

func sound(t *testing.T, source string, all []speech.Statement, i int) {
	t.Helper()
	s := &all[i]
	for _, span := range append(append([]text.Span{s.Cue, s.Source, s.Agent}, s.Hedges...), s.Content...) {
		if err := span.Check(source); err != nil {
			t.Fatal(err)
		}
	}
	for k := 1; k < len(s.Content); k++ {
		if s.Content[k].Start < s.Content[k-1].End {
			t.Fatalf("contents overlap: %v", s.Content)
		}
	}
	if len(s.Content) == 0 || s.Confidence <= 0 || s.Confidence > 1 || s.Act == "" || s.Type == "" {
		t.Fatalf("not a whole statement: %+v", s)
	}
	if s.Within < -1 || s.Within >= i {
		t.Fatalf("statement %d stands within %d", i, s.Within)
	}
	if s.Within >= 0 {
		for _, c := range s.Content {
			if !lies(c, all[s.Within].Content) {
				t.Fatalf("%q stands outside the statement around it", c.In(source))
			}
		}
	}
}

func lies(s text.Span, in []text.Span) bool {
	for _, c := range in {
		if c.Contains(s) {
			return true
		}
	}
	return false
}
