package text

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFoldExamples(t *testing.T) {
	for in, want := range map[string]string{
		"  The\u00a0 U.S.\n":   "the u.s.",
		"ﬁne ① Ａ…":             "fine 1 a...",
		"Straße STRASSE":       "strasse strasse",
		"Élysée Łódź Ærø":      "elysee lodz aero",
		"E\u0301lyse\u0301e":   "elysee",
		"“x” „x“ «x» ''x''":    `"x" "x" "x" "x"`,
		"‘x’ Ukraine’s":        "'x' ukraine's",
		"candid—despite x–y":   "candid-despite x-y",
		"se\u00adcu\u200brity": "security",
		"\u202eabc\u202c":      "abc",
		"Зеленський Й":         "зеленський й",
		"Зеле́нский":           "зеленский",
		"İstanbul ısı":         "istanbul isi",
		"Ν. Ντένδιας ΣΟΦΟΣ":    "ν. ντένδιασ σοφοσ",
		"中國 한국":                "中國 한국",
		"":                     "",
		"\u200b \u200b":        "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, again %q", s, once, twice)
		}
		if !utf8.ValidString(once) {
			t.Fatalf("Fold(%q) is not UTF-8", s)
		}
	})
}

// TestFoldEveryCharacter folds each character alone and after a Latin, a
// Cyrillic and a Greek letter.
func TestFoldEveryCharacter(t *testing.T) {
	for r := rune(1); r <= utf8.MaxRune; r++ {
		if r == 0x20000 {
			r = 0xe0000 // the planes between hold ideographs of one kind
		}
		if r == 0xe0200 {
			break
		}
		for _, before := range []string{"", "a", "и", "α"} {
			in := before + string(r) + "\u0301"
			once := Fold(in)
			if twice := Fold(once); twice != once {
				t.Errorf("U+%04X after %q: Fold = %q, again %q", r, before, once, twice)
			}
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Élysée ‘’''' ﬁ\u0301ẛ\u0323 \u200dΐ")
	f.Add("\xffa\u0344")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, again %q", s, once, twice)
		}
	})
}
