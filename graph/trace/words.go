package trace

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/graph/text"
)

// word is a token of text.Tokens, or a sign that says something.
type word struct {
	key        string // folded
	start, end int
	hyphen     bool // only a hyphen stands between it and the next word
	broken     bool // ... at the end of a line
	tied       bool // the next word is the other half of its contraction
}

// percent is what % is read as.
const percent = "percent"

// appendWords appends the words of s that begin in [from, to). What the plain
// run of ASCII letters and digits is, is seen here; the rest is left to
// text.Tokens, whose words these are.
func appendWords(dst []word, s string, from, to int) []word {
	for at := from; at < to; {
		c := s[at]
		switch {
		case isSpace(c):
			at++
		case c < utf8.RuneSelf && !alnum(c):
			dst = appendSign(dst, s, at, rune(c), 1)
			at++
		default:
			end, upper, ok := plainWord(s, at)
			if !ok {
				dst, at = appendPiece(dst, s, at, to)
				continue
			}
			key := s[at:end]
			if upper {
				key = strings.ToLower(key)
			}
			dst = append(dst, word{key: key, start: at, end: end})
			at = end
		}
	}
	markHyphens(dst, s)
	return dst
}

// plainWord finds the end of a word of ASCII letters and digits, where it is
// plain that the word ends there.
func plainWord(s string, at int) (end int, upper, ok bool) {
	end = at
	for end < len(s) && alnum(s[end]) {
		upper = upper || 'A' <= s[end] && s[end] <= 'Z'
		end++
	}
	switch {
	case end == at:
		return end, upper, false
	case end == len(s):
		return end, upper, true
	}
	last, long := s[end-1], end-at > 1
	switch c := s[end]; {
	case c >= utf8.RuneSelf:
		return end, upper, strings.HasPrefix(s[end:], "”") || strings.HasPrefix(s[end:], "»") || strings.HasPrefix(s[end:], "—")
	case c == '.':
		return end, upper, long && last > '9'
	case c == ',':
		return end, upper, last > '9' || end+1 == len(s) || isSpace(s[end+1])
	case c == '\'':
		return end, upper, end+1 == len(s) || isSpace(s[end+1])
	case c < ' ' || c == 0x7f:
		return end, upper, isSpace(c)
	}
	return end, upper, true
}

// appendPiece appends the words and signs up to the next white space.
func appendPiece(dst []word, s string, at, to int) ([]word, int) {
	end := at
	for end < len(s) && !isSpace(s[end]) {
		end++
	}
	seen := at
	for t := range text.Tokens(s[at:end]) {
		if at+t.Span.Start >= to {
			return dst, to
		}
		dst = appendSigns(dst, s, seen, at+t.Span.Start)
		seen = at + t.Span.End
		dst = append(dst, word{key: ungrouped(t.Text), start: at + t.Span.Start, end: seen})
	}
	return appendSigns(dst, s, seen, min(end, max(to, seen))), end
}

// ungrouped is a number without the commas that part its thousands.
func ungrouped(key string) string {
	if !strings.Contains(key, ",") {
		return key
	}
	whole, _, _ := strings.Cut(key, ".")
	for i, group := range strings.Split(whole, ",") {
		if i == 0 && (len(group) == 0 || len(group) > 3) || i > 0 && len(group) != 3 || !numeral(group) {
			return key
		}
	}
	return strings.ReplaceAll(key, ",", "")
}

// grouped puts the commas in.
func grouped(key string) string {
	whole, rest, _ := strings.Cut(key, ".")
	if len(whole) < 4 || whole[0] == '0' || !numeral(whole) {
		return key
	}
	out := key[len(whole):]
	if rest == "" {
		out = ""
	}
	for len(whole) > 3 {
		out = "," + whole[len(whole)-3:] + out
		whole = whole[:len(whole)-3]
	}
	return whole + out
}

func numeral(s string) bool { return strings.Trim(s, "0123456789") == "" }

// appendSigns appends the signs of s[from:to], where there are no words.
func appendSigns(dst []word, s string, from, to int) []word {
	for at := from; at < to; {
		r, size := utf8.DecodeRuneInString(s[at:])
		dst = appendSign(dst, s, at, r, size)
		at += size
	}
	return dst
}

func appendSign(dst []word, s string, at int, r rune, size int) []word {
	switch {
	case r == '%':
		return append(dst, word{key: percent, start: at, end: at + size})
	case r == '$' || r > 0x9f && unicode.Is(unicode.Sc, r):
		return append(dst, word{key: s[at : at+size], start: at, end: at + size})
	}
	return dst
}

// markHyphens tells of each word whether a hyphen alone parts it from the next.
func markHyphens(words []word, s string) {
	for i := range len(words) - 1 {
		words[i].hyphen, words[i].broken = text.Hyphen(s[words[i].end:words[i+1].start])
	}
}

func alnum(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// fewestLetters: shorter words are similar to no other.
const fewestLetters = 4

// similar reports words that are likely one word inflected or mistyped.
func similar(a, b string) bool {
	if len(a) < fewestLetters || len(b) < fewestLetters || a[0] != b[0] && a[len(a)-1] != b[len(b)-1] {
		return false
	}
	longest := max(len(a), len(b))
	diff := longest - min(len(a), len(b))
	if diff > 4 {
		return false
	}
	prefix := 0
	for prefix < len(a) && prefix < len(b) && a[prefix] == b[prefix] {
		prefix++
	}
	if prefix >= 4 && prefix*5 >= longest*3 {
		return !digits(a) && !digits(b)
	}
	most := 1
	if longest >= 8 {
		most = 2
	}
	return diff <= most && near(a[prefix:], b[prefix:], most) && !digits(a) && !digits(b)
}

// near reports whether so many edits of bytes turn a into b.
func near(a, b string, edits int) bool {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	switch {
	case a == "" || b == "":
		return len(a)+len(b) <= edits
	case edits == 0:
		return false
	case near(a[1:], b, edits-1) || near(a, b[1:], edits-1) || near(a[1:], b[1:], edits-1):
		return true
	}
	return len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && near(a[2:], b[2:], edits-1)
}

func digits(s string) bool { return strings.ContainsAny(s, "0123456789") }
