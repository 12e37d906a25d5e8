package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// described gives each quotation as its inner words behind its depth, with !
// where the closing mark is missing.
func described(s string) []string {
	var out []string
	for _, q := range Quotations(s) {
		d := strings.Repeat(">", q.Depth) + q.Inner.In(s)
		if !q.Closed {
			d += "!"
		}
		out = append(out, d)
	}
	return out
}

func TestQuotations(t *testing.T) {
	for in, want := range map[string][]string{
		"a «b c» d «e»":                             {"b c", "e"},
		"»Er sagt »ja« dazu« und »nein«.":           {"Er sagt »ja« dazu", ">ja", "nein"},
		"»sana» ja ”ord” då":                        {"sana", "ord"},
		"« mot » et «\u00a0mot\u00a0»":              {"mot", "mot"},
		"„Nein“, „nein” und ‚so‘.":                  {"Nein", "nein", "so"},
		"„a ‚b‘ c “d” e“":                           {"a ‚b‘ c “d” e", ">b", ">d"},
		"“a ‘b’ c” “d”":                             {"a ‘b’ c", ">b", "d"},
		"He said \"a 'b' c\" and \"d\".":            {"a 'b' c", ">b", "d"},
		"''two ticks'' here":                        {"two ticks"},
		"Ukraine’s allies’ plan isn't theirs, ’90s": nil,
		"the '90s and the allies' plan":             nil,
		"'Tis the allies' plan, 'em.":               {"Tis the allies"},
		"‘the allies’ plan’ and ‘hubs’ across":      {"the allies’ plan", "hubs"},
		"‘Ukraine’s plan’ and 'Ukraine's plan'":     {"Ukraine’s plan", "Ukraine's plan"},
		"‘hubs’ and the allies’ plan":               {"hubs"},
		"'the allies' plan' and 'hubs' across":      {"the allies' plan", "hubs"},
		"a 5\" gun, 6'2 tall":                       nil,
		"“unclosed here\nnext “b”":                  {"unclosed here!", "b"},
		"«a “b c» d":                                {"a “b c", ">b c!"},
		"‘tis so, ‘Unclosed":                        {"Unclosed!"},
		"(\"a\"), —\"b\"—\"c\"":                     {"a", "b", "c"},
		"» x » “” «» \"\" „":                        {"x"},
		"a” b» c’ d“":                               nil,
		"「日『本』」 ‹x›":                                {"日『本』", ">本", "x"},
		"«»«a»":                                     {"a"},
	} {
		if diff := cmp.Diff(want, described(in)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", in, diff)
		}
		checkQuotations(t, in)
	}
}

func TestQuotationOverParagraphs(t *testing.T) {
	for _, s := range []string{
		"He said: “One ‘x.\n\n“Two.\n“Three,” he said. “Four.”",
		"He said: \"One 'x.\n\n\"Two.\n\"Three,\" he said. \"Four.\"",
		"He said: «One ‘x.\n\n«Two.\n«Three,» he said. «Four.»",
		"He said: ‘One “x.\n\n‘Two.\n‘Three,’ he said. ‘Four.’",
	} {
		var top []Quotation
		for _, q := range Quotations(s) {
			if q.Depth == 0 {
				top = append(top, q)
			}
		}
		if len(top) != 2 {
			t.Fatalf("%q: %v", s, described(s))
		}
		var parts []string
		for _, p := range top[0].Parts {
			parts = append(parts, p.In(s)[:3])
		}
		if diff := cmp.Diff([]string{"One", "Two", "Thr"}, parts); diff != "" || !top[0].Closed {
			t.Errorf("%q: %s", s, diff)
		}
		if top[0].Inner.Start != top[0].Parts[0].Start || top[0].Inner.End != top[0].Parts[2].End {
			t.Errorf("inner %v, parts %v", top[0].Inner, top[0].Parts)
		}
		checkQuotations(t, s)
	}
}

func TestQuotationsOfTheArticle(t *testing.T) {
	s := article(t)
	found := Quotations(s)
	if len(found) != 19 {
		t.Errorf("%d quotations, want 19", len(found))
	}
	pairs := strings.Count(s, "«")
	for i, q := range found {
		words := q.Inner.In(s)
		if q.Depth != 0 || !q.Closed || strings.ContainsAny(words, "«»") || q.Outer.In(s) != "«"+words+"»" {
			t.Errorf("quotation %d: %+v %q", i, q, words)
		}
	}
	if pairs != 19 {
		t.Errorf("the article has %d opening marks", pairs)
	}
	inside, err := FindOne(s, "land options", "", "")
	if err != nil {
		t.Fatal(err)
	}
	if q, ok := InsideQuotes(found, inside); !ok || q.Inner != inside {
		t.Errorf("InsideQuotes(%v) = %v, %v", inside, q, ok)
	}
	if q, ok := InsideQuotes(found, Span{inside.Start, inside.End + 3}); ok {
		t.Errorf("a span that leaves the quotation is inside %v", q)
	}
}

// checkQuotations holds what is promised of any text.
func checkQuotations(t interface{ Fatalf(string, ...any) }, s string) {
	found := Quotations(s)
	for i, q := range found {
		if q.Outer.Check(s) != nil || q.Inner.Check(s) != nil || q.Inner.Len() == 0 || !q.Outer.Contains(q.Inner) || q.Outer.Start == q.Inner.Start {
			t.Fatalf("%q: quotation %d: %+v", s, i, q)
		}
		if i > 0 && q.Outer.Start <= found[i-1].Outer.Start {
			t.Fatalf("%q: not in order: %+v", s, found)
		}
		last := q.Inner.Start
		for _, p := range q.Parts {
			if p.Start < last || p.Len() == 0 || !q.Inner.Contains(p) {
				t.Fatalf("%q: parts of %+v", s, q)
			}
			last = p.End
		}
		for j, other := range found[:i] {
			nested := other.Outer.Contains(q.Outer)
			if !nested && other.Outer.Overlaps(q.Outer) {
				t.Fatalf("%q: %+v crosses %+v", s, other, q)
			}
			if j == q.Parent && (!nested || q.Depth != other.Depth+1) {
				t.Fatalf("%q: %+v is no parent of %+v", s, other, q)
			}
		}
		if (q.Parent < 0) != (q.Depth == 0) {
			t.Fatalf("%q: %+v", s, q)
		}
	}
	checkInside(t, s, found)
}

// checkInside holds InsideQuotes against looking at all quotations.
func checkInside(t interface{ Fatalf(string, ...any) }, s string, found []Quotation) {
	for start := 0; start < len(s); start += 1 + len(s)/20 {
		for end := start; end <= len(s); end += 1 + len(s)/20 {
			span, want := Span{start, end}, -1
			for i, q := range found {
				if q.Outer.Contains(span) {
					want = i
				}
			}
			got, ok := InsideQuotes(found, span)
			if ok != (want >= 0) || ok && got.Outer != found[want].Outer {
				t.Fatalf("%q: InsideQuotes(%v) = %v, want quotation %d of %v", s, span, got, want, found)
			}
		}
	}
}

func TestQuotationsOfAnything(t *testing.T) {
	soup := rapid.SliceOfN(rapid.SampledFrom([]rune("«»“”„‚‘’‹›\"''aA s.,\n\n-5中")), 0, 40)
	rapid.Check(t, func(t *rapid.T) { checkQuotations(t, string(soup.Draw(t, "soup"))) })
}

func FuzzQuotations(f *testing.F) {
	f.Add("“a ‘b’ c\n“d” «e» ''f'' 'g' „h“ »i«")
	f.Add("\xe2\x80s' a \xff’")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		if len(s) < 2000 {
			checkQuotations(t, s)
		}
	})
}
