package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"
)

// decode gives a page as UTF-8. It goes by what the page declares: a byte order
// mark, or a meta element near its beginning. What declares nothing is UTF-8,
// or refused: a guess would put words into the record that nobody wrote.
func decode(raw []byte) ([]byte, error) {
	name := wideMark(raw)
	if name == "" {
		name = declared(raw)
	}
	coding, name := charset.Lookup(name)
	if coding == nil || name == "utf-8" {
		if at := invalidUTF8(raw); at >= 0 {
			return nil, &Error{Code: CodeInvalidUTF8, Offset: at, Message: fmt.Sprintf("byte %d (0x%02x) is not UTF-8, and the page declares no other charset: declare it (<meta charset=...>) or convert the page", at, raw[at])}
		}
		return trimMark(raw), nil
	}
	// One byte more than the limit shows that there is more.
	decoded, err := io.ReadAll(io.LimitReader(transform.NewReader(bytes.NewReader(raw), coding.NewDecoder()), MaxPage+1))
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, &Error{Code: CodeBinary, Offset: -1, Cause: err, Message: fmt.Sprintf("the page declares the charset %s and does not hold to it: %v", name, err)}
	}
	if len(decoded) > MaxPage {
		return nil, errorf(CodeTooLarge, "the page has more than %d bytes as UTF-8: split it, or give its text alone", MaxPage)
	}
	return trimMark(decoded), nil
}

// decoded gives a page that is UTF-8 already.
func decoded(raw []byte) ([]byte, error) {
	if at := invalidUTF8(raw); at >= 0 {
		return nil, &Error{Code: CodeInvalidUTF8, Offset: at, Message: fmt.Sprintf("byte %d (0x%02x) is not UTF-8", at, raw[at])}
	}
	return trimMark(raw), nil
}

// mostDeclared is how far into a page its charset may be declared, in bytes.
// The standard says 1024; real pages have long comments.
const mostDeclared = 16 << 10

// declared is the charset that a meta element names, or "". A page that names
// a wide one in a form that can be read byte by byte is not in it.
func declared(raw []byte) string {
	if len(trimMark(raw)) < len(raw) {
		return "" // the mark of UTF-8 has the last word
	}
	z := html.NewTokenizer(bytes.NewReader(raw[:min(len(raw), mostDeclared)]))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		name, more := z.TagName()
		if atom.Lookup(name) == atom.Body {
			break
		}
		if atom.Lookup(name) != atom.Meta || !more {
			continue
		}
		if label := charsetOf(attributes(z)); label != "" && !strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return label
		}
	}
	return ""
}

func charsetOf(meta map[string]string) string {
	if label := strings.TrimSpace(meta["charset"]); label != "" {
		return label
	}
	if !strings.EqualFold(strings.TrimSpace(meta["http-equiv"]), "content-type") {
		return ""
	}
	_, parameters, err := mime.ParseMediaType(meta["content"])
	if err != nil {
		return ""
	}
	return parameters["charset"]
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
