package trace

import (
	"strings"
	"testing"
)

// TestContractions: whether a text prints "didn't" or "did not" is a matter of
// its style, in both directions and with either apostrophe.
func TestContractions(t *testing.T) {
	for _, c := range [][2]string{
		{"They didn't build it.", "They did not build it"},
		{"It isn't our money, and it never was.", "It is not our money, and it never was"},
		{"It's not our money, and it never was.", "It is not our money, and it never was"},
		{"It's not our money, and it never was.", "It isn't our money, and it never was"},
		{"Putin does not appear ready for peace.", "Putin doesn't appear ready for peace"},
		{"We won't pay.", "We will not pay"},
		{"We won't pay.", "We'll not pay"},
		{"It can't be done now.", "It cannot be done now"},
		{"It cannot be done now.", "It can not be done now"},
		{"I'm ready for this.", "I am ready for this"},
		{"They've promised a quay.", "They have promised a quay"},
		{"He'd sign it if he could, he'd said.", "He would sign it if he could"},
		{"He had signed it before we came.", "He'd signed it before we came"},
		{"He would sign it whenever we came.", "He'd sign it whenever we came"},
		{"It has been a long winter for us.", "It's been a long winter for us"},
		{"The fee is 1,500 kroner a year.", "The fee is 1500 kroner a year"},
		{"It cost 1,234,567.50 kroner in all.", "It cost 1234567.50 kroner in all"},
		{"Let's build the quay.", "Let us build the quay"},
		{"We did not go and we didn't stay.", "We didn't go and we did not stay"},
	} {
		for _, pair := range [][2]string{c, {c[1] + ".", strings.TrimRight(c[0], ".")}} {
			said, quote := pair[0], pair[1]
			if strings.Contains(quote, "he'd said") {
				continue
			}
			for _, mark := range []string{"'", "’"} {
				said, quote := strings.ReplaceAll(said, "'", mark), strings.ReplaceAll(quote, "'", "’")
				doc := "The mayor spoke first. " + said + " Then he left."
				r := Match(parsed(t, quote), NewSource(doc, nil), nil, nil)
				switch {
				case r == nil:
					t.Errorf("%q of %q: nothing", quote, said)
				case r.Verdict != Normalized && r.Verdict != Truncated || r.Score != 1 || r.Verdict == Truncated && !strings.Contains(said, "if"):
					t.Errorf("%q of %q: %v %v %+v", quote, said, r.Verdict, r.Score, r.Diff)
				case !strings.HasPrefix(said, r.Span.In(doc)):
					t.Errorf("%q of %q: it stands at %q", quote, said, r.Span.In(doc))
				}
			}
		}
	}
}

// TestContractionsThatDiffer: a "not" that goes with a contraction is a "not".
func TestContractionsThatDiffer(t *testing.T) {
	for _, c := range []struct {
		said, quote string
		want        Verdict
		diff        string
	}{
		{"They didn't build it.", "They did build it", NegationFlipped, "They [did|didn't] build it"},
		{"They did build it.", "They didn't build it", NegationFlipped, "They [didn't|did] build it"},
		{"We will pay for it.", "We won't pay for it", NegationFlipped, "We [won't|will] pay for it"},
		{"We won't pay for it.", "We will pay for it", NegationFlipped, "We [will|won't] pay for it"},
		{"We can pay for all of it.", "We cannot pay for all of it", NegationFlipped, "We [cannot|can] pay for all of it"},
		{"They did build it for us.", "They did not build it for us", NegationFlipped, "They did [not|]build it for us"},
		{"The fee is 1,500 kroner a year in all.", "The fee is 15,000 kroner a year in all", Altered, "The fee is [15,000|1,500] kroner a year in all"},
		{"The fee is 1,5 kroner a year in all.", "The fee is 15 kroner a year in all", Altered, "The fee is [15|1,5] kroner a year in all"},
		{"They don't build quays here in the north.", "They did not build quays here in the north", Altered, "They [did not|don't] build quays here in the north"},
		{"Ukraine's army is here to stay.", "Ukraine is army is here to stay", Altered, "[Ukraine is|Ukraine's] army is here to stay"},
	} {
		r := Match(parsed(t, c.quote), NewSource(c.said, nil), nil, nil)
		if r == nil || r.Verdict != c.want {
			t.Errorf("%q of %q: %+v", c.quote, c.said, r)
			continue
		}
		var b strings.Builder
		for _, d := range r.Diff {
			if d.Op == Equal {
				b.WriteString(d.Given)
			} else {
				b.WriteString("[" + strings.TrimSpace(d.Given) + "|" + strings.TrimSpace(d.Source) + "] ")
			}
		}
		if got := strings.TrimSpace(b.String()); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(c.diff, " ", "") {
			t.Errorf("%q of %q: %s, not %s", c.quote, c.said, got, c.diff)
		}
	}
}
