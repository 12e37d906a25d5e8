package plan

import (
	"math"
	"strconv"
	"unicode/utf8"
)

const hex = "0123456789abcdef"

// plain marks the bytes that stand for themselves inside a JSON string.
var plain = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= 0x20 && c != '"' && c != '\\'
	}
	return t
}()

// appendString writes a JSON string. Invalid UTF-8 becomes U+FFFD; everything
// else that JSON allows stands as it is, also U+2028 and the signs of HTML,
// because the response is served as JSON and never as script.
func appendString(dst []byte, s string) []byte {
	mark, rest, wide := len(dst), s, false
	dst = append(dst, '"')
	for {
		n, beyond := plainRun(rest)
		dst, wide = append(dst, rest[:n]...), wide || beyond
		if n == len(rest) {
			break
		}
		dst = appendEscape(dst, rest[n])
		rest = rest[n+1:]
	}
	if wide && !utf8.ValidString(s) {
		return appendRepaired(dst[:mark], s)
	}
	return append(dst, '"')
}

// plainRun is how many bytes at the beginning stand for themselves, and whether
// any of them is beyond ASCII. It looks at eight at a time: most of an answer is
// text with nothing to escape.
func plainRun(s string) (n int, beyond bool) {
	const (
		ones = 0x0101010101010101
		tops = 0x80 * ones
	)
	seen := uint64(0)
	for ; len(s)-n >= 8; n += 8 {
		w := eight(s[n : n+8])
		quote, slash := w^'"'*ones, w^'\\'*ones
		// The lowest byte that is below a blank, a quote or a backslash has its top
		// bit set, and if there is none no byte has.
		if ((w-' '*ones)&^w|(quote-ones)&^quote|(slash-ones)&^slash)&tops != 0 {
			break
		}
		seen |= w
	}
	for n < len(s) && plain[s[n]] {
		seen |= uint64(s[n])
		n++
	}
	return n, seen&tops != 0
}

// eight reads the first eight bytes.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// appendRepaired is appendString for a text that is not valid UTF-8.
func appendRepaired(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for _, r := range s { // yields U+FFFD for each invalid byte
		if r < utf8.RuneSelf && !plain[r] {
			dst = appendEscape(dst, byte(r))
			continue
		}
		dst = utf8.AppendRune(dst, r)
	}
	return append(dst, '"')
}

func appendEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	}
	return append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}

// appendFloat writes a finite number as encoding/json and JavaScript do.
func appendFloat(dst []byte, f float64) []byte {
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	dst = strconv.AppendFloat(dst, f, format, -1, 64)
	if n := len(dst); format == 'e' && n >= 4 && dst[n-4] == 'e' && dst[n-3] == '-' && dst[n-2] == '0' {
		dst[n-2] = dst[n-1] // e-09 is written e-9
		dst = dst[:n-1]
	}
	return dst
}
