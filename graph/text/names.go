package text

import (
	"regexp"
	"strings"
)

// NameKey gives the search key of a name: Fold, Transliterate, and then what
// writers of Slavic names do not agree on. All of these meet:
//
//	Зеленський, Зеленский, Zelensky, Zelenskyy, Zelenskiy, Zelenskyi, Zelenskyj, Selenskyj → selenski
//	Володимир, Volodymyr, Wolodymyr → volodimir
//	Сергей, Sergei, Sergey, Sergej → sergei
//	J.D. Vance, JD Vance → jd vance
//
// What it does, to every script alike: y is i, w is v, two i are one, the i
// and j that a word ends in are one i; in words that end in -ski, z is
// s (German writes Selenskyj); apostrophes and dots go, other punctuation is a
// space. It therefore also merges names that differ in nothing else, such as
// Mary and Mari or Wen and Ven: use it to find candidates, never to decide that
// two names are one person's. First names of different languages (Volodymyr,
// Vladimir) stay apart; those are aliases. NameKey is idempotent.
func NameKey(s string) string {
	// Each step can bring an accent next to a letter that it then belongs to.
	plain := Fold(unmarked.Replace(Fold(Transliterate(Fold(s)))))
	words := strings.FieldsFunc(plain, func(r rune) bool { return !wordRune(r) })
	for i, w := range words {
		words[i] = nameWord(w)
	}
	return strings.Join(words, " ")
}

// unmarked drops what stands inside names without separating anything.
var unmarked = strings.NewReplacer("'", "", ".", "")

var (
	sameLetters = strings.NewReplacer("y", "i", "w", "v")
	manyI       = regexp.MustCompile(`i{2,}`)
	finalIJ     = regexp.MustCompile(`[ij]+$`)
)

// nameWord normalises one word of a name.
func nameWord(w string) string {
	w = manyI.ReplaceAllString(sameLetters.Replace(w), "i")
	w = finalIJ.ReplaceAllString(w, "i")
	if strings.HasSuffix(w, "ski") {
		w = strings.ReplaceAll(w, "z", "s")
	}
	return w
}

// Slug gives the readable id of a name: Latin letters and digits in lower
// case, words joined by hyphens. Steve Witkoff → steve-witkoff, Зеленський →
// zelenskyi, Élysée’s U.S. desk → elysees-us-desk. It is empty when the name has
// no letter that can be written so, such as 中国; the caller then needs another
// source for an id.
func Slug(name string) string {
	var words []string
	for key := range keys(Transliterate(Fold(name))) {
		word := strings.Map(func(r rune) rune {
			if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
				return r
			}
			return -1
		}, key)
		if word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, "-")
}
