package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type piece struct{ start, end int }

// split finds the words and marks of a text. Letters and digits join with the
// apostrophes, hyphens, points and commas between them; clitics ('s, n't,
// 'll) are words of their own, as the tagger expects.
func split(s string) []piece {
	out := make([]piece, 0, len(s)/5+1)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r):
			i += n
		case inWord(r) || (r == '$' || r == '#' || r == '@') && startsWord(s[i+n:]):
			end := wordEnd(s, i+n)
			out = clitics(out, s, i, end)
			i = end
		default:
			end := i + n
			if r == '\'' && strings.HasPrefix(s[end:], "'") || r == '`' && strings.HasPrefix(s[end:], "`") {
				end++
			}
			if r == '-' || r == '.' {
				for end < len(s) && s[end] == s[i] {
					end++
				}
			}
			out = append(out, piece{i, end})
			i = end
		}
	}
	return out
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && inWord(r)
}

// wordEnd goes on from inside a word to its end.
func wordEnd(s string, i int) int {
	start := i
	for start > 0 && inWordBefore(s, start) {
		start = before(s, start)
	}
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case inWord(r) || r == '%' || r == '\u00ad':
			i += n
		case joins(r) && startsWord(s[i+n:]) && !(r == '\'' && strings.HasPrefix(s[i:], "''")):
			i += n
		case r == '.' && abbreviation(s[start:i]):
			i++
			if i >= len(s) || s[i] != '-' || !startsWord(s[i+1:]) {
				return i
			}
		default:
			return i
		}
	}
	return i
}

func inWordBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return inWord(r)
}

func before(s string, i int) int {
	_, n := utf8.DecodeLastRuneInString(s[:i])
	return i - n
}

func joins(r rune) bool {
	switch r {
	case '\'', '’', '-', '‑', '.', ',', '/', '&', '@':
		return true
	}
	return false
}

// abbreviation says whether a point after the word is part of it: initials,
// dotted abbreviations and titles.
func abbreviation(w string) bool {
	if utf8.RuneCountInString(w) == 1 {
		r, _ := utf8.DecodeRuneInString(w)
		return unicode.IsUpper(r) && r != 'I'
	}
	if strings.Contains(w, ".") {
		return len(w) <= 7 && w[0] >= 'A' && w[0] <= 'z'
	}
	return abbreviations[w[strings.LastIndexByte(w, '-')+1:]]
}

var abbreviations = map[string]bool{
	"Mr": true, "Mrs": true, "Ms": true, "Dr": true, "Sen": true, "Rep": true, "Gov": true, "Gen": true, "Lt": true,
	"Col": true, "Sgt": true, "Capt": true, "Maj": true, "Adm": true, "Cmdr": true, "Rev": true, "Hon": true, "Prof": true,
	"St": true, "Jr": true, "Sr": true, "Atty": true, "Sens": true, "Reps": true, "Govs": true, "Messrs": true, "Supt": true,
	"vs": true, "Inc": true, "Corp": true, "Co": true, "Ltd": true, "Va": true, "Pa": true, "Calif": true, "Fla": true,
	"Mass": true, "Conn": true, "Ariz": true, "Ala": true, "Ark": true, "Colo": true, "Del": true, "Ga": true, "Ill": true, "Ind": true,
	"Kan": true, "Ky": true, "La": true, "Md": true, "Mich": true, "Minn": true, "Miss": true, "Mo": true, "Mont": true, "Neb": true,
	"Nev": true, "Okla": true, "Ore": true, "Tenn": true, "Tex": true, "Vt": true, "Wash": true, "Wis": true, "Wyo": true,
	"Jan": true, "Feb": true, "Aug": true, "Sept": true, "Oct": true, "Nov": true, "Dec": true,
}

// clitics appends a word, cut where a clitic begins.
func clitics(out []piece, s string, start, end int) []piece {
	w := s[start:end]
	for _, c := range [...]string{"n't", "n’t"} {
		if len(w) > len(c) && strings.EqualFold(w[len(w)-len(c):], c) {
			return append(out, piece{start, end - len(c)}, piece{end - len(c), end})
		}
	}
	at := strings.LastIndexAny(w, "'’")
	if at > 0 {
		switch lower(w[at:]) {
		case "'s", "'ll", "'re", "'ve", "'d", "'m":
			return append(out, piece{start, start + at}, piece{start + at, end})
		}
	}
	return append(out, piece{start, end})
}
