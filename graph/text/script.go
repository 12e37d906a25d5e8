package text

import "unicode"

// undetermined is the ISO 15924 code for text without letters.
const undetermined = "Zyyy"

// scripts pairs ISO 15924 codes with Unicode's tables, the frequent first.
// Korean and Japanese have codes for their mixtures, see Script.
var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Latn", unicode.Latin},
	{"Cyrl", unicode.Cyrillic},
	{"Arab", unicode.Arabic},
	{"Hani", unicode.Han},
	{"Grek", unicode.Greek},
	{"Hebr", unicode.Hebrew},
	{"Hira", unicode.Hiragana},
	{"Kana", unicode.Katakana},
	{"Hang", unicode.Hangul},
	{"Deva", unicode.Devanagari},
	{"Geor", unicode.Georgian},
	{"Armn", unicode.Armenian},
	{"Thai", unicode.Thai},
	{"Beng", unicode.Bengali},
	{"Taml", unicode.Tamil},
	{"Telu", unicode.Telugu},
	{"Gujr", unicode.Gujarati},
	{"Guru", unicode.Gurmukhi},
	{"Knda", unicode.Kannada},
	{"Mlym", unicode.Malayalam},
	{"Orya", unicode.Oriya},
	{"Sinh", unicode.Sinhala},
	{"Ethi", unicode.Ethiopic},
	{"Khmr", unicode.Khmer},
	{"Laoo", unicode.Lao},
	{"Mymr", unicode.Myanmar},
	{"Tibt", unicode.Tibetan},
	{"Mong", unicode.Mongolian},
	{"Syrc", unicode.Syriac},
	{"Thaa", unicode.Thaana},
	{"Cher", unicode.Cherokee},
	{"Tfng", unicode.Tifinagh},
	{"Nkoo", unicode.Nko},
}

// Script gives the ISO 15924 code of the script most letters of s are in, the
// earlier of the list above on a draw: Latn, Cyrl, Grek, Arab, Hani ...; Jpan
// where kana occur, Kore where hangul do; Zyyy where there are no letters of a
// known script.
func Script(s string) string {
	counts := make([]int, len(scripts))
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		for i := range scripts {
			if unicode.Is(scripts[i].table, r) {
				counts[i]++
				break
			}
		}
	}
	best, most := undetermined, 0
	for i, n := range mixtures(counts) {
		if n > most {
			best, most = mixedName(scripts[i].code), n
		}
	}
	return best
}

// mixtures counts Han characters as Japanese or Korean where their own
// scripts stand beside them.
func mixtures(counts []int) []int {
	const han, hiragana, katakana, hangul = 3, 6, 7, 8
	switch kana := counts[hiragana] + counts[katakana]; {
	case kana > 0:
		counts[hiragana] = kana + counts[han]
	case counts[hangul] > 0:
		counts[hangul] += counts[han]
	}
	return counts
}

// mixedName is the code of the mixture that a script is written in.
func mixedName(code string) string {
	switch code {
	case "Hira", "Kana":
		return "Jpan"
	case "Hang":
		return "Kore"
	}
	return code
}
