package phrases_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/cues"
	"onrecord/extract/grammar"
	"onrecord/extract/words"
)

func segments(t *testing.T, source string) []*grammar.Clause {
	t.Helper()
	r, err := words.NewReader(cues.New().Reports)
	if err != nil {
		t.Fatal(err)
	}
	read := r.Read(source)
	var out []*grammar.Clause
	for i := range read.Sentences {
		out = append(out, phrases.Segments(read, i)...)
	}
	return out
}

func worded(c *grammar.Clause, a, b int) string {
	var out []string
	for i := a; i < b; i++ {
		out = append(out, c.At(i).Text)
	}
	return strings.Join(out, " ")
}

// TestVerbs: a lemma is known in all its forms.
func TestVerbs(t *testing.T) {
	v := phrases.NewVerbs("send commit tear halve")
	for word, want := range map[string]phrases.Use{
		"send": {Lemma: "send", Form: phrases.Base}, "sent": {Lemma: "send", Form: phrases.Past}, "committing": {Lemma: "commit", Form: phrases.Ing},
		"tore": {Lemma: "tear", Form: phrases.Past}, "torn": {Lemma: "tear", Form: phrases.Participle}, "halving": {Lemma: "halve", Form: phrases.Ing}, "halves": {Lemma: "halve", Form: phrases.Third},
	} {
		if got, ok := v[word]; !ok || got != want {
			t.Errorf("%s: %+v, want %+v", word, got, want)
		}
	}
	if l := v.Lemma("sand"); l != "" {
		t.Errorf("sand is a form of %q", l)
	}
}

// TestStem: verbs of no list are brought back to their lemma.
func TestStem(t *testing.T) {
	for word, want := range map[string]string{"devaluing": "devalue", "carried": "carry", "stopping": "stop", "rating": "rate", "building": "build", "go": "go"} {
		if got := phrases.Stem(word); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}

// TestRight: the noun phrase that begins a sentence, and its members.
func TestRight(t *testing.T) {
	for _, x := range []struct{ text, phrase, head, members string }{
		{"The old harbour of Porto closed.", "The old harbour", "harbour", "The old harbour"},
		{"British, French and other European forces arrived.", "British , French and other European forces", "forces", "British , French and other European forces"},
		{"Chile and Peru agreed.", "Chile", "Chile", "Chile + Peru"},
		{"The 300 nurses came.", "The 300 nurses", "nurses", "The 300 nurses"},
		{"“Several thousand” tents arrived.", "Several thousand tents", "tents", "Several thousand tents"},
	} {
		c := segments(t, x.text)[0]
		p := phrases.Right(c, 0)
		var members []string
		verb := 0
		for verb < len(c.Items) && !c.At(verb).Finite() {
			verb++
		}
		for _, m := range phrases.Members(c, 0, verb) {
			members = append(members, worded(c, m.A, m.B))
		}
		got := []string{worded(c, p.A, p.B), c.At(p.H).Text, strings.Join(members, " + ")}
		if d := cmp.Diff([]string{x.phrase, x.head, x.members}, got); d != "" {
			t.Errorf("%s\n%s", x.text, d)
		}
	}
}

// TestSegments: a sentence comes apart at the stops inside a quotation, and
// its marks are left out.
func TestSegments(t *testing.T) {
	var got []string
	for _, c := range segments(t, "“It rains. We will wait,” she said.") {
		got = append(got, worded(c, 0, len(c.Items)))
	}
	if d := cmp.Diff([]string{"It rains .", "We will wait , she said ."}, got); d != "" {
		t.Error(d)
	}
}
