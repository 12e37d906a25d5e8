package text

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is a word of a text: its search key and where it stands.
type Token struct {
	Text string // folded; never empty
	Span Span
}

// Tokens gives the words of a text for search, in order: runs of letters,
// digits and marks of any script.
//
//	Ukraine’s     one word, "ukraine's"
//	U.S.-led      "us" and "led": dots between single letters go
//	3.5, 35,000   one number each, as written
//	post-conflict "post" and "conflict"
//	中国           one word a character, since nothing marks where words end
//
// Words without a visible character are left out. A word has no greatest
// length: who stores keys sets a limit of their own.
func Tokens(s string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for at := 0; at < len(s); {
			r, size := utf8.DecodeRuneInString(s[at:])
			if !wordRune(r) {
				at += size
				continue
			}
			end, dotted := wordEnd(s, at)
			key := Fold(s[at:end])
			if dotted {
				key = strings.ReplaceAll(key, ".", "")
			}
			if key != "" && !yield(Token{key, Span{at, end}}) {
				return
			}
			at = end
		}
	}
}

// Hyphen says whether what stands between two words is a hyphen alone, and
// whether a line ends behind it, so that the two may be one word that was broken.
func Hyphen(between string) (hyphen, broken bool) {
	if len(between) == 0 || len(between) > 16 || between[0] != '-' && !strings.HasPrefix(between, "‐") {
		return false, false
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(between, "-"), "‐")
	hyphen = strings.TrimSpace(rest) == ""
	return hyphen, hyphen && strings.ContainsAny(rest, "\r\n")
}

// wordEnd finds the end of the word that starts at byte at, and whether it is
// an acronym with dots.
func wordEnd(s string, at int) (end int, dotted bool) {
	letters := 0 // since the last dot
	last := rune(0)
	for end = at; end < len(s); {
		r, size := utf8.DecodeRuneInString(s[end:])
		switch {
		case ideograph(r):
			if end > at {
				return end, dotted
			}
			return end + size + marksAt(s[end+size:]), false
		case wordRune(r):
			letters++
		case r == '.' && letters == 1 && unicode.IsLetter(last) && loneLetter(s[end+size:]):
			dotted, letters = true, 0
		case !joins(r, last, s[end+size:]):
			return end, dotted
		}
		last = r
		end += size
	}
	return end, dotted
}

// wordRune reports the characters that words are made of.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.Letter, unicode.Number, unicode.Mark)
}

// ideograph reports characters that are words of their own.
func ideograph(r rune) bool {
	return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// marksAt is the length of the combining marks s starts with.
func marksAt(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.Is(unicode.Mark, r) {
			break
		}
		n += utf8.RuneLen(r)
	}
	return n
}

// joins reports whether r, with the character before it and the text after
// it, stands inside a word: an apostrophe between letters, a point or comma
// between digits, or something nobody sees.
func joins(r, before rune, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	switch {
	case apostrophe(r):
		return unicode.IsLetter(before) && unicode.IsLetter(next) && !ideograph(next)
	case r == '.' || r == ',':
		return unicode.IsDigit(before) && unicode.IsDigit(next)
	}
	return r >= utf8.RuneSelf && invisible(r) && wordRune(next) && !ideograph(next)
}

// loneLetter reports whether s starts with a letter and no more of a word.
func loneLetter(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(r) || ideograph(r) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s[size:])
	return !wordRune(next) || size == len(s)
}

// apostrophe reports the characters typed for an apostrophe.
func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '＇' }
