package text

import (
	"strings"
	"unicode/utf8"
)

// mostTitle is how many characters of a line can be a title.
const mostTitle = 150

// Title makes a title of the first line of a text that has none of its own: the
// line, without the marks of a Markdown heading, cut at the end of a word where
// it is long.
func Title(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	if heading := strings.TrimSpace(strings.TrimLeft(line, "# ")); heading != "" {
		line = heading
	}
	return Shorten(line, mostTitle)
}

// Shorten makes one line of s, cut at the end of a word after at most so many
// characters, and shows that it cut.
func Shorten(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	cut := string([]rune(s)[:most])
	if at := strings.LastIndexByte(cut, ' '); at > 0 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}
