package text

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxText is the largest document in bytes, measured before and after
// canonicalisation.
const MaxText = 10 << 20

// byteOrderMark is U+FEFF, which some editors put at the start of a file.
const byteOrderMark = "\ufeff"

// Canonicalize gives the text that every offset of a document refers to: the
// bytes as UTF-8 without a byte order mark, each CRLF and each lone CR turned
// into LF. Nothing else is changed, so that a quotation stays what the source
// printed, curly quotes, double spaces, soft hyphens and all.
//
// It is idempotent. It refuses bytes that are not UTF-8, the character U+0000,
// more than MaxText bytes, and a text of white space only; offsets in its
// errors are bytes of raw.
func Canonicalize(raw []byte) (string, error) {
	if len(raw) > MaxText {
		return "", &Error{CodeTooLarge, fmt.Sprintf("the text has %d bytes, the limit is %d: split the document", len(raw), MaxText), -1}
	}
	if at, bad := badByte(raw); bad != nil {
		bad.Offset = at
		return "", bad
	}
	s := string(raw)
	// All leading marks go, not the first alone: otherwise canonicalising
	// twice could give another text than canonicalising once.
	for strings.HasPrefix(s, byteOrderMark) {
		s = s[len(byteOrderMark):]
	}
	s = unixLineEnds(s)
	if strings.TrimSpace(s) == "" {
		return "", &Error{CodeEmpty, "the text is empty: there is nothing but white space", -1}
	}
	return s, nil
}

// badByte finds the first byte that no canonical text can hold.
func badByte(raw []byte) (int, *Error) {
	for i := 0; i < len(raw); {
		if raw[i] == 0 {
			return i, &Error{Code: CodeNUL, Message: fmt.Sprintf("the text holds the character NUL at byte %d: is it really a text file?", i)}
		}
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return i, &Error{Code: CodeInvalidUTF8, Message: fmt.Sprintf("byte %d (0x%02x) is not UTF-8: convert the text to UTF-8 first", i, raw[i])}
		}
		i += size
	}
	return 0, nil
}

// unixLineEnds turns CRLF and CR into LF.
func unixLineEnds(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
