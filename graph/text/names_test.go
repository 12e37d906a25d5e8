package text

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTokens(t *testing.T) {
	for in, want := range map[string][]string{
		"Ukraine’s U.S.-led  post-ceasefire, 20% of 35,000 (3.5).": {"ukraine's", "us", "led", "post", "ceasefire", "20", "of", "35,000", "3.5"},
		"‘rock ’n’ roll’ '90s allies’ O'Brien":                     {"rock", "n", "roll", "90s", "allies", "o'brien"},
		"在巴黎Paris会议":                                               {"在", "巴", "黎", "paris", "会", "议"},
		"se\u00adcurity a\u200bb":                                  {"security", "ab"},
		"J.D. Vance a.m. no. 5 x.y":                                {"jd", "vance", "am", "no", "5", "xy"},
		"end.a b":                                                  {"end", "a", "b"},
		"U.S.A":                                                    {"usa"},
		"Élysée Зеленський":                                        {"elysee", "зеленський"},
		"--- \u3164":                                               nil,
	} {
		var got []string
		for tok := range Tokens(in) {
			got = append(got, tok.Text)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Tokens(%q) (-want +got):\n%s", in, diff)
		}
	}
}

func TestTokenSpansLocateTheirWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), longText()).Draw(t, "s")
		last := 0
		for tok := range Tokens(s) {
			if tok.Span.Start < last || tok.Span.End <= tok.Span.Start || tok.Span.Check(s) != nil {
				t.Fatalf("span %v after %d", tok.Span, last)
			}
			if tok.Text == "" {
				t.Fatalf("empty word at %v", tok.Span)
			}
			last = tok.Span.End
		}
	})
}

func TestTransliterate(t *testing.T) {
	for in, want := range map[string]string{
		"Володимир Зеленський":               "Volodymyr Zelenskyi",
		"Владимир Путин":                     "Vladimir Putin",
		"Юлія Їжак, Київ":                    "Yuliia Yizhak, Kyiv",
		"Горбачёв, Артём ЩУКИН":              "Gorbachev, Artyom SHCHUKIN",
		"Александар Вучић":                   "Aleksandar Vucic",
		"Αλέξης Τσίπρας Μπακογιάννη ΟΥΡΑΝΟΣ": "Alexis Tsipras Bakogianni OURANOS",
		"Κυριάκος Μητσοτάκης":                "Kyriakos Mitsotakis",
		"ირაკლი კობახიძე":                    "irakli kobakhidze",
		"Նիկոլ Փաշինյան":                     "Nikol Pashinyan",
		"й\u0308":                            "\u00ff",
		"Paris «x» 中":                        "Paris «x» 中",
	} {
		if got := Transliterate(in); got != want {
			t.Errorf("Transliterate(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNameKeysMeet(t *testing.T) {
	for _, same := range [][]string{
		{"Зеленський", "Зеленский", "Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyi", "Zelenskyj", "Selenskyj", "ZELENSKI", "Zelenskij"},
		{"Володимир", "Volodymyr", "Wolodymyr", "Володимир"},
		{"Сергей Лавров", "Sergei Lavrov", "Sergey Lavrov", "Sergej Lawrow"},
		{"J.D. Vance", "JD Vance"},
		{"Андрій Єрмак", "Andriy Yermak", "Andrii Yermak"},
		{"Élysée-Palais", "elysee palais"},
		{NameKey("z'\u0308"), "z'\u0308"}, // the accent meets the z once the apostrophe is gone
		{NameKey("jj"), "jj"},
		{"Юлія", "Yulia", "Yuliia", "Yuliya"},
	} {
		for _, name := range same[1:] {
			if a, b := NameKey(same[0]), NameKey(name); a != b {
				t.Errorf("NameKey(%q) = %q, NameKey(%q) = %q", same[0], a, name, b)
			}
		}
	}
	for _, apart := range [][2]string{{"Volodymyr", "Vladimir"}, {"Starmer", "Macron"}, {"Merz", "Mers"}, {"Paris", "Parus"}} {
		if NameKey(apart[0]) == NameKey(apart[1]) {
			t.Errorf("NameKey merges %q and %q", apart[0], apart[1])
		}
	}
}

func TestNameKeyAndSlugAreIdempotent(t *testing.T) {
	letters := rapid.SliceOfN(rapid.SampledFrom([]rune("zsškyijwvаиійїськєёΐαυ '.-ßÉж\u0308\u0301中")), 0, 12)
	rapid.Check(t, func(t *rapid.T) {
		s := string(letters.Draw(t, "letters"))
		if rapid.Bool().Draw(t, "any") {
			s = rapid.String().Draw(t, "s")
		}
		for name, f := range map[string]func(string) string{"NameKey": NameKey, "Slug": Slug, "Transliterate": Transliterate} {
			once := f(s)
			if twice := f(once); twice != once {
				t.Fatalf("%s(%q) = %q, again %q", name, s, once, twice)
			}
		}
	})
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Steve Witkoff":        "steve-witkoff",
		"Zelenskyy":            "zelenskyy",
		"Зеленський":           "zelenskyi",
		"Élysée’s U.S. desk":   "elysees-us-desk",
		"U.S.-Ukraine (draft)": "us-ukraine-draft",
		"  --- ":               "",
		"中国":                   "",
		"Łódź 2022":            "lodz-2022",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestScript(t *testing.T) {
	for in, want := range map[string]string{
		"Zelensky": "Latn", "Зеленський": "Cyrl", "Μητσοτάκης": "Grek", "بوتين": "Arab", "泽连斯基": "Hani",
		"ゼレンスキー大統領": "Jpan", "젤렌스키": "Kore", "נתניהו": "Hebr", "2022!": "Zyyy", "": "Zyyy", "Зеленський (UA)": "Cyrl",
	} {
		if got := Script(in); got != want {
			t.Errorf("Script(%q) = %q, want %q", in, got, want)
		}
	}
	for i, code := range map[int]string{3: "Hani", 6: "Hira", 7: "Kana", 8: "Hang"} {
		if scripts[i].code != code {
			t.Errorf("mixtures counts on %s at %d", code, i)
		}
	}
}

func TestFind(t *testing.T) {
	s := article(t)
	got, err := Find(s, "ceasefire", "", "")
	if err != nil || len(got) < 5 || !slices.IsSortedFunc(got, func(a, b Span) int { return a.Start - b.Start }) {
		t.Fatalf("Find = %v, %v", got, err)
	}
	for _, at := range got {
		if at.In(s) != "ceasefire" {
			t.Fatalf("%v is %q", at, at.In(s))
		}
	}
	one, err := FindOne(s, "ceasefire", "only after a ", " is established")
	if err != nil || one.In(s) != "ceasefire" || s[one.Start-13:one.Start] != "only after a " {
		t.Fatalf("FindOne = %v, %v", one, err)
	}
	overlapping, err := Find("aaaa", "aa", "a", "")
	if diff := cmp.Diff([]Span{{1, 3}, {2, 4}}, overlapping); err != nil || diff != "" {
		t.Fatalf("%v %s", err, diff)
	}
	if _, err := Find(s, "", "x", ""); wantCode(t, err, CodeEmpty) == nil {
		t.Fatal("no error")
	}
	// Bytes inside a character are no place in a text.
	if got, err := Find("’", "\x80", "", ""); err != nil || got != nil {
		t.Fatalf("Find inside a character = %v, %v", got, err)
	}
}

func TestFindOneExplains(t *testing.T) {
	s := "é «Strong» words—and the words’ end"
	for _, c := range []struct {
		exact, prefix, suffix string
		code                  Code
		offset                int
		message               string
	}{
		{"words", "", "", CodeAmbiguous, 14, `"words" stands at 2 places (characters 11, 25): add prefix or suffix`},
		{"words", "x", "", CodeAbsent, 14, `"words" is in the text (character 11) but not between the prefix "x" and the suffix ""`},
		{"“strong” words", "", "", CodeAbsent, 3, `"“strong” words" is not in the text; the text has "«Strong» words" at character 2: character 0 of it is '«' (U+00AB), yours is '“' (U+201C)`},
		{"words-and", "", "", CodeAbsent, 14, `"words-and" is not in the text; the text has "words—and" at character 11: character 5 of it is '—' (U+2014), yours is '-' (U+002D)`},
		{"weak", "", "", CodeAbsent, -1, `"weak" is not in the text`},
		{"...", "", "", CodeAbsent, -1, `"..." is not in the text`},
	} {
		_, err := FindOne(s, c.exact, c.prefix, c.suffix)
		e := wantCode(t, err, c.code)
		if diff := cmp.Diff(c.message, e.Message); diff != "" {
			t.Error(diff)
		}
		if e.Offset != c.offset {
			t.Errorf("%q: offset %d, want %d", c.exact, e.Offset, c.offset)
		}
	}
}
