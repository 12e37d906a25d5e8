package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"
)

// decode gives a page as UTF-8. It goes by what the page declares (a byte
// order mark, or a meta element in its first 1024 bytes, as the HTML standard
// has it). What declares nothing is UTF-8, or refused: a guess would put words
// into the record that nobody wrote.
func decode(raw []byte) ([]byte, error) {
	encoding, name, declared := charset.DetermineEncoding(raw, "")
	if !declared || name == "utf-8" {
		if at := invalidUTF8(raw); at >= 0 {
			return nil, &Error{Code: CodeInvalidUTF8, Offset: at, Message: fmt.Sprintf("byte %d (0x%02x) is not UTF-8, and the page declares no other charset: declare it (<meta charset=...>) or convert the page", at, raw[at])}
		}
		return trimMark(raw), nil
	}
	// One byte more than the limit shows that there is more.
	decoded, err := io.ReadAll(io.LimitReader(transform.NewReader(bytes.NewReader(raw), encoding.NewDecoder()), MaxPage+1))
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, &Error{Code: CodeBinary, Offset: -1, Cause: err, Message: fmt.Sprintf("the page declares the charset %s and does not hold to it: %v", name, err)}
	}
	if len(decoded) > MaxPage {
		return nil, errorf(CodeTooLarge, "the page has more than %d bytes as UTF-8: split it, or give its text alone", MaxPage)
	}
	return trimMark(decoded), nil
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(raw []byte) int {
	if utf8.Valid(raw) {
		return -1
	}
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}
