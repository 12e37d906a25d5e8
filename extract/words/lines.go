package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// unwrapped gives the text with a space in the place of every line break that
// only wraps a line: mail, agency copy and pages with <br> break lines inside
// sentences. The text keeps its length, so every offset stays. A break goes
//
//   - before a word in lower case,
//   - after a comma or a verb that reports ("said | Ada Brook"),
//   - where the next word would not have fitted into the paragraph's width, and
//     no sentence ends there.
//
// Headlines, lists and tables keep their lines.
func (r *Reader) unwrapped(source string) string {
	if !strings.Contains(source, "\n") {
		return source
	}
	var out []byte
	for start := 0; start < len(source); {
		end := len(source)
		if n := strings.Index(source[start:], "\n\n"); n >= 0 {
			end = start + n + 2
		}
		if p := source[start:end]; strings.Contains(strings.TrimSpace(p), "\n") {
			width := widest(p)
			for at := 0; ; {
				n := strings.IndexByte(p[at:], '\n')
				if n < 0 {
					break
				}
				line, next := p[at:at+n], p[at+n+1:]
				if r.wraps(strings.TrimSpace(line), strings.TrimLeft(next, " \t"), width) {
					if out == nil {
						out = []byte(source)
					}
					out[start+at+n] = ' '
				}
				at += n + 1
			}
		}
		start = end
	}
	if out == nil {
		return source
	}
	return string(out)
}

// narrowest is the width below which lines are no wrapped prose.
const narrowest = 45

// widest is the length of the longest line of a paragraph, in characters.
func widest(paragraph string) int {
	most := 0
	for line := range strings.SplitSeq(paragraph, "\n") {
		most = max(most, utf8.RuneCountInString(strings.TrimSpace(line)))
	}
	return most
}

// wraps says whether the break between a line and what follows it is only one
// of layout.
func (r *Reader) wraps(line, next string, width int) bool {
	first, _ := utf8.DecodeRuneInString(next)
	if line == "" || next == "" || next[0] == '\n' || strings.ContainsRune("-–—•*·|", first) || unicode.IsDigit(first) {
		return false
	}
	if unicode.IsLower(first) {
		return true
	}
	last := line[strings.LastIndexByte(line, ' ')+1:]
	if strings.HasSuffix(line, ",") || r.reports(strings.ToLower(last)) {
		return true
	}
	if strings.ContainsAny(line[max(0, len(line)-4):], ".?!:") || width < narrowest {
		return false
	}
	word, _, _ := strings.Cut(next, " ")
	word, _, _ = strings.Cut(word, "\n")
	return utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width
}
