package trace

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onrecord/graph/text"
	"pgregory.net/rapid"
)

func parsed(t fataler, s string) *Quote {
	t.Helper()
	q, err := Parse(s, Limits{})
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return q
}

func keysOf(s string) []string {
	var out []string
	for _, w := range appendWords(nil, s, 0, len(s)) {
		out = append(out, w.key)
	}
	return out
}

// Words and signs are those of text.Tokens, but for the signs.
func TestWordsAreTokens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`([A-Za-z0-9]{1,3}[ .,'’%$«»\n-]{1,2}){1,12}`)).Draw(t, "s")
		var want, got []string
		for tok := range text.Tokens(s) {
			want = append(want, fmt.Sprint(ungrouped(tok.Text), tok.Span))
		}
		for _, w := range appendWords(nil, s, 0, len(s)) {
			if in := s[w.start:w.end]; in == "%" || len(keysOf(in)) == 1 && !isWord(w) {
				continue
			}
			got = append(got, fmt.Sprint(w.key, text.Span{Start: w.start, End: w.end}))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q: words %q, tokens %q", s, got, want)
		}
	})
}

// Any run of words of a text stands there as it is.
func TestAnyRunIsVerbatimOrTruncated(t *testing.T) {
	for _, doc := range []string{harbour, article(t)} {
		words := appendWords(nil, doc, 0, len(doc))
		rapid.Check(t, func(t *rapid.T) {
			from := rapid.IntRange(0, len(words)-1).Draw(t, "from")
			to := rapid.IntRange(from, min(from+40, len(words)-1)).Draw(t, "to")
			given := doc[words[from].start:words[to].end]
			if !slices.ContainsFunc(words[from:to+1], isWord) {
				t.Skip("a lone sign is no quote")
			}
			q := parsed(t, given)
			r := Match(q, NewSource(doc, nil), nil, nil)
			if r == nil || r.Verdict != Verbatim && r.Verdict != Truncated {
				t.Fatalf("%q: %+v", given, r)
			}
			sound(t, q, doc, r)
		})
	}
}

// A quote with some words changed is ALTERED, and its difference leads back.
func TestChangedWordsAreShown(t *testing.T) {
	doc := article(t)
	words := appendWords(nil, doc, 0, len(doc))
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(8, 20).Draw(t, "n")
		from := rapid.IntRange(0, len(words)-n).Draw(t, "from")
		given := keysOf(doc[words[from].start:words[from+n-1].end])
		k := rapid.IntRange(1, n/6).Draw(t, "k")
		for i := range k {
			at := rapid.IntRange(1, len(given)-2).Draw(t, "at")
			if negates(given[at]) || strings.HasPrefix(given[at], "zz") {
				continue
			}
			given[at] = fmt.Sprintf("zzword%d", i)
		}
		quote := strings.Join(given, " ")
		if !strings.Contains(quote, "zz") {
			t.Skip("only negations were drawn")
		}
		q := parsed(t, quote)
		r := Match(q, NewSource(doc, nil), nil, nil)
		if r == nil || r.Verdict != Altered {
			t.Fatalf("%q: %+v", quote, r)
		}
		sound(t, q, doc, r)
		var led []string
		for _, d := range r.Diff {
			if d.Op != Delete {
				led = append(led, keysOf(d.Source)...)
			}
		}
		if want := keysOf(r.Parts[0].In(doc)); !slices.Equal(led, want) {
			t.Fatalf("the difference leads to %q, the document has %q", led, want)
		}
	})
}

// Adding a "not" anywhere inside, or dropping one, is never anything else.
func TestNotIsNeverHidden(t *testing.T) {
	for _, doc := range []string{harbour, article(t)} {
		words := appendWords(nil, doc, 0, len(doc))
		rapid.Check(t, func(t *rapid.T) {
			n := rapid.IntRange(8, 20).Draw(t, "n")
			from := rapid.IntRange(0, len(words)-n).Draw(t, "from")
			given := keysOf(doc[words[from].start:words[from+n-1].end])
			at := rapid.IntRange(1, n-2).Draw(t, "at")
			switch {
			case given[at] == "not" || given[at] == "never":
				given = slices.Delete(given, at, at+1)
			case negates(given[at]) || negates(given[at-1]):
				t.Skip("a negation beside another")
			default:
				given = slices.Insert(given, at, "not")
			}
			quote := strings.Join(given, " ")
			q := parsed(t, quote)
			r := Match(q, NewSource(doc, nil), nil, nil)
			if r == nil || r.Verdict != NegationFlipped {
				t.Fatalf("%q: %+v", quote, r)
			}
			sound(t, q, doc, r)
		})
	}
}

func TestShortQuotesMatchExactly(t *testing.T) {
	for quote, want := range map[string]bool{
		"four cranes": true, "FOUR cranes": true, "four crane": false, "four red cranes": false, "cranes four": false,
		"two hundred bollards from": true, "two hundred posts from": true, "three hundred posts from": false,
		"hundred two bollards from": true, "cranes": true, "spaceships": false,
	} {
		if got := Match(parsed(t, quote), NewSource(harbour, nil), nil, nil) != nil; got != want {
			t.Errorf("%q: match %v, want %v", quote, got, want)
		}
	}
}

// With utterances, an ellipsis joins words of one and never of two.
func TestUtterances(t *testing.T) {
	quote := "The plan is likely to cost twice what was promised … I think the ferries should pay nothing for the new piers"
	middle := strings.Index(harbour, "I think")
	one := []Utterance{{text.Span{Start: 0, End: len(harbour)}, "one"}}
	two := []Utterance{{text.Span{Start: 0, End: middle}, "one"}, {text.Span{Start: middle, End: len(harbour)}, "two"}}
	long := "We have ordered four cranes … Every captain on this coast knows the sand comes back"
	for _, c := range []struct {
		quote string
		said  []Utterance
		want  Verdict
	}{{quote, nil, Elided}, {quote, one, Elided}, {quote, two, Spliced}, {strings.Replace(quote, " …", ".", 1), two, Verbatim}, {long, nil, Spliced}, {long, one, Elided}, {long, two, Spliced}} {
		r := Match(parsed(t, c.quote), NewSource(harbour, nil), nil, c.said)
		if r == nil || r.Verdict != c.want {
			t.Errorf("%q with %v: %+v, want %v", c.quote, c.said, r, c.want)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		quote string
		code  Code
		at    int
	}{
		{"", CodeEmpty, -1},
		{" “…” !?", CodeEmpty, -1},
		{"[Putin]", CodeEmpty, -1},
		{"a \x00 b", CodeControl, 2},
		{"a\x1b[31m", CodeControl, 1},
		{"a \xff b", CodeInvalidUTF8, 2},
		{strings.Repeat("a ", MaxWords+1), CodeTooLong, -1},
		{strings.Repeat("a", MaxBytes+1), CodeTooLong, -1},
	} {
		_, err := Parse(c.quote, Limits{})
		var e *Error
		if !errors.As(err, &e) || e.Code != c.code || e.Offset != c.at {
			t.Errorf("%.20q: %v, want %s at %d", c.quote, err, c.code, c.at)
		}
	}
}

// Every place is found, the better first, and windows are enough.
func TestMatchesAndWindows(t *testing.T) {
	doc := strings.Repeat("Filler goes here and there. ", 400) + "We will rebuild the old bridge by spring. " +
		strings.Repeat("More filler of no kind. ", 400) + "We will rebuild the new bridge by spring. " + strings.Repeat("And the rest. ", 400)
	q := parsed(t, "We will rebuild the new bridge by spring")
	first, second := strings.Index(doc, "We will"), strings.LastIndex(doc, "We will")
	for _, windows := range [][]text.Span{nil, {{Start: second + 4, End: second + 9}, {Start: first, End: first + 10}}} {
		got := Matches(q, NewSource(doc, nil), windows, nil)
		if len(got) != 2 || got[0].Span.Start != second || got[1].Span.Start != first || got[0].Verdict != Verbatim || got[1].Verdict != Altered {
			t.Errorf("windows %v: %+v", windows, got)
		}
	}
}

// made gives so many made-up words.
func made(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("w%d", int(r.ExpFloat64()*1000))
	}
	return out
}

// A speech of many words, some of them changed, is aligned whole; so are
// words that only repeat themselves.
func TestLongQuotes(t *testing.T) {
	words := made(1, 30_000)
	doc := strings.Join(made(2, 20_000), " ") + ". " + strings.Join(words, " ") + ". " + strings.Join(made(3, 20_000), " ")
	given := slices.Clone(words)
	for i := 50; i < len(given); i += 97 {
		given[i] = "changed"
	}
	q := parsed(t, strings.Join(given, " "))
	r := Match(q, NewSource(doc, nil), nil, nil)
	if r == nil || r.Verdict != Altered || r.Score < 0.98 {
		t.Fatalf("changed words: %+v", r)
	}
	sound(t, q, doc, r)
	again := strings.Repeat("on and ", 20_000)
	q = parsed(t, again[:89_999])
	if r := Match(q, NewSource(again, nil), nil, nil); r == nil || r.Score != 1 {
		t.Fatalf("%+v", r)
	}
}

func FuzzMatch(f *testing.F) {
	for _, c := range harbourCases {
		f.Add(c.quote, harbour[:900])
	}
	f.Add("a […] b [c] … d", "a b c d “e” — 5% €\n a-\nb")
	f.Fuzz(func(t *testing.T, quote, doc string) {
		doc = strings.ToValidUTF8(doc, "")
		q, err := Parse(quote, Limits{Words: 400})
		if err != nil {
			return
		}
		cut := len(doc) / 2
		for _, r := range Matches(q, NewSource(doc, nil), nil, []Utterance{{text.Span{Start: 0, End: cut}, "a"}, {text.Span{Start: cut, End: len(doc)}, "b"}}) {
			sound(t, q, doc, r)
		}
		Matches(q, NewSource(doc, nil), []text.Span{{Start: cut, End: cut}, {Start: -3, End: 1 << 40}}, nil)
	})
}

func BenchmarkMatch(b *testing.B) {
	parts := made(4, 4000)
	for i := 14; i < len(parts); i += 15 {
		parts[i] += ".\n"[:1+i%2] + " So"
	}
	doc := strings.Join(parts, " ")
	words := appendWords(nil, doc, 0, len(doc))
	at := 2000
	given := strings.Fields(doc[words[at].start:words[at+11].end])
	given[5] = "other"
	q, err := Parse(strings.Join(given, " "), Limits{})
	if err != nil {
		b.Fatal(err)
	}
	windows := []text.Span{{Start: words[at].start - 20, End: words[at+11].end + 20}}
	for i := 100; len(windows) < 8; i += 500 {
		windows = append(windows, text.Span{Start: words[i].start, End: words[i+32].end})
	}
	for _, c := range []struct {
		name string
		cold bool
	}{{"cold", true}, {"warm", false}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			source := NewSource(doc, nil)
			for b.Loop() {
				if c.cold {
					source = NewSource(doc, nil)
				}
				if Match(q, source, windows, nil) == nil {
					b.Fatal("no match")
				}
			}
		})
	}
}

func BenchmarkMatchLong(b *testing.B) {
	words := made(5, 100_000)
	doc := strings.Join(made(6, 900_000), " ") + " " + strings.Join(words, " ") + " " + strings.Join(made(7, 900_000), " ")
	words[777] = "changed"
	q, err := Parse(strings.Join(words, " "), Limits{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if Match(q, NewSource(doc, nil), []text.Span{{Start: len(doc) / 2, End: len(doc)/2 + 200}}, nil) == nil {
			b.Fatal("no match")
		}
	}
}
