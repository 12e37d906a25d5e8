package guard

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// readString decodes the string that begins at start. It gives the value and
// the offset after the closing quote, or the reason and place of a fault.
// Unlike graphql-go's it joins surrogate pairs and knows \u{...}.
func readString(src string, start int) (value string, end int, fault string) {
	i := start + 1
	plain := i
	var b strings.Builder
	for i < len(src) {
		switch c := src[i]; {
		case c == '"':
			b.WriteString(src[plain:i])
			return b.String(), i + 1, ""
		case c == '\n' || c == '\r':
			return "", start, "Unterminated string."
		case c < ' ' && c != '\t':
			return "", i, "A string holds the control character U+00" + strconv.FormatUint(uint64(c)+0x100, 16)[1:] + ": write it as an escape."
		case c == '\\':
			b.WriteString(src[plain:i])
			r, next, ok := readEscape(src, i)
			if !ok {
				return "", i, "Invalid escape sequence in a string: " + clip(escapeText(src, i)) + "."
			}
			b.WriteRune(r)
			i, plain = next, next
		default:
			i++
		}
	}
	return "", start, "Unterminated string."
}

// escapeText is the part of the source that a message about an escape quotes.
func escapeText(src string, at int) string {
	end := min(at+6, len(src))
	for end < len(src) && !utf8.RuneStart(src[end]) {
		end++
	}
	return src[at:end]
}

// readEscape decodes the escape that begins at the backslash at i.
func readEscape(src string, i int) (r rune, next int, ok bool) {
	if i+1 >= len(src) {
		return 0, i, false
	}
	if k := strings.IndexByte(`"\/bfnrt`, src[i+1]); k >= 0 {
		return rune("\"\\/\b\f\n\r\t"[k]), i + 2, true
	}
	if src[i+1] != 'u' {
		return 0, i, false
	}
	if strings.HasPrefix(src[i+2:], "{") {
		end := strings.IndexByte(src[i+3:], '}')
		if end < 1 || end > 8 {
			return 0, i, false
		}
		r, ok = hexDigits(src[i+3 : i+3+end])
		return r, i + 4 + end, ok && r <= utf8.MaxRune && !utf16.IsSurrogate(r)
	}
	r, ok = hex4(src, i+2)
	if !ok || !utf16.IsSurrogate(r) {
		return r, i + 6, ok
	}
	if !strings.HasPrefix(src[i+6:], `\u`) {
		return 0, i, false
	}
	low, ok := hex4(src, i+8)
	r = utf16.DecodeRune(r, low)
	return r, i + 12, ok && r != utf8.RuneError
}

func hex4(src string, at int) (rune, bool) {
	if at+4 > len(src) {
		return 0, false
	}
	return hexDigits(src[at : at+4])
}

func hexDigits(digits string) (rune, bool) {
	n, err := strconv.ParseUint(digits, 16, 31)
	return rune(n), err == nil
}

// readBlockString decodes the block string that begins at start.
func readBlockString(src string, start int) (value string, end int, fault string) {
	const quotes = `"""`
	var raw strings.Builder
	for i := start + len(quotes); i < len(src); {
		switch c := src[i]; {
		case strings.HasPrefix(src[i:], quotes):
			return blockValue(raw.String()), i + len(quotes), ""
		case strings.HasPrefix(src[i:], `\`+quotes):
			raw.WriteString(quotes)
			i += 1 + len(quotes)
		case c < ' ' && c != '\t' && c != '\n' && c != '\r':
			return "", i, "A block string holds a control character: use a string with an escape."
		default:
			raw.WriteByte(c)
			i++
		}
	}
	return "", start, "Unterminated block string."
}

// blockValue is BlockStringValue of the specification: it takes away the common
// indentation and the blank lines around the text.
func blockValue(raw string) string {
	raw = strings.ReplaceAll(strings.ReplaceAll(raw, "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(raw, "\n")
	indent := -1
	for _, line := range lines[1:] {
		if n := leadingBlanks(line); n < len(line) && (indent < 0 || n < indent) {
			indent = n
		}
	}
	for i := 1; i < len(lines) && indent > 0; i++ {
		lines[i] = lines[i][min(indent, len(lines[i])):]
	}
	for len(lines) > 0 && leadingBlanks(lines[0]) == len(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && leadingBlanks(lines[len(lines)-1]) == len(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return strings.Join(lines, "\n")
}

func leadingBlanks(line string) int {
	return len(line) - len(strings.TrimLeft(line, " \t"))
}
