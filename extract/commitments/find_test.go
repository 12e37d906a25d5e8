package commitments_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/extract/commitments"
	"onrecord/graph/text"
	"onrecord/seeds"
)

func article(t testing.TB) string {
	t.Helper()
	b, err := fs.ReadFile(seeds.Files(), seeds.Article)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// reported are the statements of the founding article that carry commitments:
// who, the cue, how the content begins and ends.
var reported = [][4]string{
	{"Macron", "announce", "that these «strong» guarantees", "European nations"},
	{"Macron", "indicate", "that Paris could send", "post-conflict"},
	{"Starmer", "note", "that after a ceasefire, the U.K.", "requirements"},
	{"German Chancellor Friedrich Merz", "state", "that German troops", "neighboring nation"},
	{"Starmer", "caution", "«We can arrive", "suggest otherwise,»"},
	{"he", "say", "«We will certainly", "compromises,»"},
	{"Macron", "remark", "«I cannot envision", "sovereignty.»"},
}

func reportedIn(t testing.TB, source string) []commitments.Said {
	t.Helper()
	var out []commitments.Said
	for _, s := range reported {
		start := strings.Index(source, s[2])
		n := strings.Index(source[max(start, 0):], s[3])
		who := strings.LastIndex(source[:max(start, 0)], s[0])
		if start < 0 || n < 0 {
			t.Fatalf("%q is not in the article", s[2])
		}
		out = append(out, commitments.Said{
			Content: []text.Span{{Start: start, End: start + n + len(s[3])}}, Source: text.Span{Start: max(who, 0), End: max(who, 0) + len(s[0])}, Lemma: s[1],
		})
	}
	return out
}

// TestFoundingArticle: all families of commitments of the founding article,
// and nothing else.
func TestFoundingArticle(t *testing.T) {
	source := article(t)
	var got []string
	for _, c := range commitments.Find(newReader(t).Read(source), reportedIn(t, source)) {
		got = append(got, shown(source, &c))
	}
	want := []string{
		"PLEDGED DECLARED_INTENT assure | by Ukraine’s Western allies | modal will | owed Ukraine | for Kyiv | precedent [only after a ceasefire is established] a ceasefire",
		"PLEDGED DECLARED_INTENT monitor | by Ukraine’s Western allies | modal will | owed Ukraine | force U.S.-led monitoring system & truce monitoring mechanism | precedent [only after a ceasefire is established] a ceasefire",
		"PLEDGED DECLARED_INTENT deploy | by Ukraine’s Western allies | modal would | owed Ukraine | force multinational European force | precedent [post-ceasefire] ceasefire",
		"PLEDGED DECLARED_INTENT deploy | by British & French | theirs | force British, French, and other European forces | at Ukrainian soil | precedent [following a ceasefire] a ceasefire",
		"PLEDGED DECLARED_INTENT establish | by the allies | at Paris",
		"PLEDGED DECLARED_INTENT support | by Washington | for European-led multinational force | force European-led multinational force | precedent [in the event of a renewed Russian attack] a renewed Russian attack",
		"PLEDGED OFFER send | by Paris | modal could | for Ukraine | force French troops | at Ukraine | of several thousand | precedent [post-conflict] conflict",
		"PLEDGED DECLARED_INTENT establish | by the U.K. & France | modal would | force military hubs | at Ukraine | precedent [after a ceasefire] a ceasefire",
		"PLEDGED DECLARED_INTENT create | by the U.K. & France | modal would | for Ukraine | force secure facilities | precedent [after a ceasefire] a ceasefire",
		"PLEDGED OFFER monitor | by German | theirs | modal could | force German troops | at a neighboring nation",
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("not found: %s", w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("not in the article: %s", g)
		}
	}
}

// TestEveryEvidenceStandsInOneSentence of the text, with its verb in one of
// them.
func TestEveryEvidenceStandsInOneSentence(t *testing.T) {
	source := article(t)
	sentences := text.Sentences(source)
	for _, c := range commitments.Find(newReader(t).Read(source), reportedIn(t, source)) {
		held := false
		for _, e := range c.Evidence {
			held = held || e.Contains(c.Verb)
			if !slices.ContainsFunc(sentences, func(s text.Span) bool { return s.Contains(e) }) {
				t.Errorf("%q runs over a sentence", e.In(source))
			}
		}
		if !held {
			t.Errorf("%q does not hold its verb", c.Summary)
		}
	}
}

// FuzzFind: no text panics, every span is inside it and whole, and what is
// found can be used.
func FuzzFind(f *testing.F) {
	f.Add("Norway pledged to send two boats if, and only if, a truce holds or talks fail.", 7, 40)
	f.Add("“We will not, after all, build and train,” said X. He denied having promised that", 0, 60)
	f.Add("would shall could : ; agreed on , and to be able to offer of for to be post-war", 3, 30)
	f.Add("The guarantees will take effect only after. Assurances, which include a and b that would be", 0, 90)
	f.Add(article(f)[:700], 100, 600)
	r := newReader(f)
	f.Fuzz(func(t *testing.T, source string, a, b int) {
		if len(source) > 3000 || !utf8.ValidString(source) {
			return
		}
		var s []commitments.Said
		if c := (text.Span{Start: a, End: b}); c.Check(source) == nil {
			s = append(s, commitments.Said{Content: []text.Span{c}, Lemma: "say"})
		}
		for _, c := range commitments.Find(r.Read(source), s) {
			sound(t, source, &c, len(s))
		}
	})
}

// failer is what fails: a test, or one of rapid's.
type failer interface {
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func sound(t failer, source string, c *commitments.Commitment, said int) {
	spans := slices.Concat(c.Evidence, c.Pledgors, c.Owed, c.Beneficiaries, c.Forces, c.Places, []text.Span{c.Verb, c.Modal, c.Negation, c.Quantity, c.Deadline})
	for _, x := range c.Conditions {
		if x.Span.Len() == 0 || x.Event.Len() == 0 || x.Kind == "" {
			t.Fatalf("an empty condition: %+v", x)
		}
		spans = append(spans, x.Span, x.Event)
	}
	for _, x := range spans {
		if err := x.Check(source); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.Evidence) == 0 || c.Evidence[0].Len() == 0 || c.Action == "" || c.Outcome == "" || c.Strength == "" || c.Verb.Len() == 0 {
		t.Fatalf("something is missing: %+v", c)
	}
	if c.Confidence <= 0 || c.Confidence > 1 || c.Said < -1 || c.Said >= said {
		t.Fatalf("confidence %v, statement %d", c.Confidence, c.Said)
	}
	if n := utf8.RuneCountInString(c.Summary); n == 0 || n > 160 || strings.ContainsAny(c.Summary, "\n\r") {
		t.Fatalf("the summary %q", c.Summary)
	}
}

// BenchmarkFind finds the commitments of the founding article, with its words
// read already.
func BenchmarkFind(b *testing.B) {
	source := article(b)
	t := newReader(b).Read(source)
	s := reportedIn(b, source)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		commitments.Find(t, s)
	}
}

// TestLongTextsCostWhatTheyHold: a text a hundred times as long has a hundred
// times the commitments, none of them lost.
func TestLongTextsCostWhatTheyHold(t *testing.T) {
	one := "Norway pledged to send two frigates. The weather was fine.\n\n"
	r := newReader(t)
	if n := len(commitments.Find(r.Read(strings.Repeat(one, 100)), nil)); n != 100 {
		t.Errorf("found %d of 100", n)
	}
}

// soup are the words that the grammar turns on, to be stirred.
var soup = strings.Fields("Norway Kyiv pledged promised agreed to send build sending , , . “ ” « » ( ) — ; : We will would shall could not never having denied that on of for from by be have been able ready willing committed consider helping continue participate in " +
	"the a two boats British French forces its plan pledge commitment guarantees assurances which include deployed take effect only after if once unless until either or and both as long post-war under deal signed no intentions withdrew offer hope said 2030 within days ? ’s 's $ €")

// TestAnyWordsAnyOrder: whatever the words, what is found is sound, and what
// is found once is found again.
func TestAnyWordsAnyOrder(t *testing.T) {
	r := newReader(t)
	rapid.Check(t, func(t *rapid.T) {
		source := strings.Join(rapid.SliceOfN(rapid.SampledFrom(soup), 1, 60).Draw(t, "words"), " ")
		a := rapid.IntRange(0, len(source)).Draw(t, "from")
		c := text.Span{Start: a, End: rapid.IntRange(a, len(source)).Draw(t, "to")}
		var s []commitments.Said
		if c.Check(source) == nil {
			s = append(s, commitments.Said{Content: []text.Span{c}, Source: c, Lemma: rapid.SampledFrom([]string{"say", "deny", "warn"}).Draw(t, "cue")})
		}
		read := r.Read(source)
		found := commitments.Find(read, s)
		for i := range found {
			sound(t, source, &found[i], len(s))
		}
		if d := cmp.Diff(len(found), len(commitments.Find(read, s))); d != "" {
			t.Fatal(d)
		}
	})
}
