package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// sentences gives the words of the sentences.
func sentences(s string) []string {
	var out []string
	for _, at := range Sentences(s) {
		out = append(out, at.In(s))
	}
	return out
}

// TestSentences writes a bar where a sentence must end.
func TestSentences(t *testing.T) {
	for _, marked := range []string{
		"A headline without a stop\n|The U.S. envoy left. |He met the U.K. and France. |They spoke in the U.S. |The allies agreed.",
		"A U.S.-led force. |He came at 5 p.m. |He left on Jan. 6.",
		"“We go.” he said. |“Fine.” |Then he left.",
		"«We go.» |Then he said: «No.» |«Yes.»",
		"Er sagte: „Nein.“ |Dann ging er.",
		"»Nein.« |Dann ging er.",
		"'We go.' |Then he left. |(He came back.) |She did not.",
		"Gen. Mark Milley met Sen. Smith, Dr. Jones and Lt. Col. Brown. |They spoke.",
		"Mr. Smith vs. Jones, i.e. the No. 5 case.",
		"«Putin may come. |We must be candid—he is not ready. |It is so,» he said.",
		"Really?! |Yes! |Wait... what?",
		"Я приїхав. |Потім поїхав. |Це В. Зеленський.",
		"中国说。|美国说：“好。”|他走了。",
		"He has 3.5 apples. |She has 20% more.",
		"« We go. » |Then he left. |« Oui. » |(He came. ) |She did not.",
		"«One.\n\n|«Two.»",
		"Name" + strings.Repeat(" ", wideGap) + "|Office   held",
	} {
		want := strings.Split(marked, "|")
		for i := range want {
			want[i] = strings.TrimSpace(want[i])
		}
		if diff := cmp.Diff(want, sentences(strings.ReplaceAll(marked, "|", ""))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestSentencesOfTheArticle(t *testing.T) {
	s := article(t)
	got := sentences(s)
	if len(got) != 33 {
		t.Errorf("%d sentences, want 33", len(got))
	}
	for i, want := range map[int]string{
		0:  "Western Allies Forge Strong Security Pact for Ukraine in Paris Talks",
		6:  "The meeting included delegates from 35 countries, including 27 leaders.",
		11: "He later stated that these moves reflect «strong security guarantees that foster solid and enduring peace,» praising the «operational alignment» among allies, including the U.S.",
		19: "«These are not mere statements.",
		26: "Recent developments suggest otherwise,» he emphasized.",
	} {
		if got[i] != want {
			t.Errorf("sentence %d is %q, want %q", i, got[i], want)
		}
	}
	checkSentences(t, s)
}

// checkSentences holds what is promised of any text.
func checkSentences(t *testing.T, s string) {
	t.Helper()
	last := 0
	gap := func(from, to int) {
		if strings.TrimSpace(s[from:to]) != "" {
			t.Fatalf("no sentence holds %q at %d", s[from:to], from)
		}
	}
	for _, at := range Sentences(s) {
		if at.Start < last || at.End <= at.Start || at.Check(s) != nil {
			t.Fatalf("span %v after %d", at, last)
		}
		gap(last, at.Start)
		first, _ := utf8.DecodeRuneInString(at.In(s))
		end, _ := utf8.DecodeLastRuneInString(at.In(s))
		if unicode.IsSpace(first) || unicode.IsSpace(end) || strings.Contains(at.In(s), "\n") {
			t.Fatalf("%q is not one trimmed line", at.In(s))
		}
		last = at.End
	}
	gap(last, len(s))
}

func FuzzSentences(f *testing.F) {
	f.Add("The U.S. envoy. «Yes.» he said.” No. 5\n\n'a'. B")
	f.Add("A... B. .” ”.’ C。」D \u0085 \u00a0")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		checkSentences(t, s)
		if diff := cmp.Diff(Sentences(s), Sentences(s)); diff != "" {
			t.Fatal(diff)
		}
	})
}
