package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Transliterate writes Cyrillic, Greek, Georgian and Armenian letters with
// Latin ones, the way newspapers do; everything else stays. The Cyrillic
// letters that languages read differently follow the language that the string
// betrays by letters of its own; where nothing does, it is read as Russian.
//
//	Володимир Зеленський → Volodymyr Zelenskyi   (ськ: Ukrainian)
//	Владимир Путин       → Vladimir Putin
//	Александар Вучић     → Aleksandar Vucic      (ћ: Serbian)
//	Κυριάκος Μητσοτάκης  → Kyriakos Mitsotakis
//	ირაკლი კობახიძე      → irakli kobakhidze
//
// It is for search keys and ids, not a standard: no letter is promised back.
func Transliterate(s string) string {
	if isASCII(s) {
		return s
	}
	runes := []rune(norm.NFC.String(s))
	language := cyrillicLanguage(string(runes))
	var out strings.Builder
	for i := 0; i < len(runes); {
		latin, used := latinFor(runes, i, language)
		if used == 0 {
			out.WriteRune(runes[i])
			i++
			continue
		}
		out.WriteString(likeCase(latin, runes, i, used))
		i += used
	}
	return norm.NFC.String(out.String())
}

// latinFor transliterates what starts at runes[i]: two letters that belong
// together or one. It gives used = 0 for a character of another script.
func latinFor(runes []rune, i int, language map[rune]string) (latin string, used int) {
	r := unicode.ToLower(runes[i])
	initial := i == 0 || !unicode.IsLetter(runes[i-1])
	if i+1 < len(runes) {
		if s, ok := greekPair(r, unicode.ToLower(runes[i+1]), initial); ok {
			return s, 2
		}
	}
	if initial {
		if s, ok := initialTable(language)[r]; ok {
			return s, 1
		}
	}
	if r == 'ё' && i > 0 && strings.ContainsRune("жчшщ", unicode.ToLower(runes[i-1])) {
		return "e", 1
	}
	for _, table := range []map[rune]string{language, cyrillic, others} {
		if s, ok := table[r]; ok {
			return s, 1
		}
	}
	return "", 0
}

// initialTable is for the letters that Ukrainian writes differently at the
// start of a word.
func initialTable(language map[rune]string) map[rune]string {
	if _, ok := language['є']; ok {
		return ukrainianInitial
	}
	return nil
}

// cyrillicLanguage gives the letters that the language of s reads in its own
// way, or nothing where s does not betray one.
func cyrillicLanguage(s string) map[rune]string {
	s = strings.ToLower(s)
	switch {
	case strings.ContainsAny(s, "ђћљњџјѓќѕ"):
		return southSlavic
	case strings.ContainsRune(s, 'ў'), strings.ContainsRune(s, 'і') && strings.ContainsAny(s, "ыэ"):
		return belarusian
	case strings.ContainsAny(s, "ґєії"), strings.Contains(s, "ськ"), strings.Contains(s, "цьк"), strings.Contains(s, "зьк"):
		return ukrainian
	}
	return nil
}

// likeCase gives latin the case of the letters it stands for: SHCH in a word
// of capitals, Shch at the start of a name.
func likeCase(latin string, runes []rune, i, used int) string {
	if latin == "" || !unicode.IsUpper(runes[i]) {
		return latin
	}
	after, before := i+used, i-1
	if used == 2 && unicode.IsUpper(runes[i+1]) ||
		after < len(runes) && unicode.IsUpper(runes[after]) ||
		before >= 0 && unicode.IsUpper(runes[before]) && (after == len(runes) || !unicode.IsLetter(runes[after])) {
		return strings.ToUpper(latin)
	}
	return strings.ToUpper(latin[:1]) + latin[1:]
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
