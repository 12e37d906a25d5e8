package page

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"onrecord/graph/text"
)

// The limits. A longer article than the text limit would be no article, and a
// page of more elements than this is a catalogue.
const (
	MaxFile     = 64 << 20 // bytes of any file
	MaxPage     = 16 << 20 // bytes of a page, before and after decoding
	MaxElements = 200_000  // start tags of a page
	MaxDepth    = 256      // elements inside each other
)

// Page is an article and what its page says about itself. What is not said is
// empty.
type Page struct {
	Title       string
	Text        string // canonical, as graph/text makes it
	Language    string // BCP 47
	Publisher   string
	PublishedAt string // EDTF: the day, as the publisher's clock had it
	URL         string // the address the page calls its own
	// Original is the bytes received; nil when they are the text's own.
	Original []byte
}

// Read reads a file. The name helps to tell plain text from HTML where the
// content alone does not; it may be empty.
func Read(raw []byte, name string) (*Page, error) {
	if len(raw) > MaxFile {
		return nil, errorf(CodeTooLarge, "the file has %d bytes, the limit is %d: split it", len(raw), MaxFile)
	}
	if len(bytes.TrimSpace(trimMark(raw))) == 0 {
		return nil, errorf(CodeEmpty, "the file is empty: there is nothing but white space")
	}
	if err := refuseBinary(raw); err != nil {
		return nil, err
	}
	if looksLikeHTML(raw, name) {
		return readHTML(raw)
	}
	return readText(raw)
}

func readText(raw []byte) (*Page, error) {
	if encoding := wideMark(raw); encoding != "" {
		return nil, &Error{Code: CodeInvalidUTF8, Message: "byte 0 begins a text in " + encoding + ": convert it to UTF-8 first", Offset: 0}
	}
	canonical, err := text.Canonicalize(raw)
	if err != nil {
		return nil, fromText(err)
	}
	p := &Page{Title: firstLine(canonical), Text: canonical}
	if canonical != string(raw) {
		p.Original = raw
	}
	return p, nil
}

// mostTitle is how much of a first line can be a title, in characters.
const mostTitle = 150

// firstLine makes a title of the line that a plain text begins with.
func firstLine(canonical string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(canonical), "\n")
	line = strings.TrimSpace(strings.TrimLeft(line, "# "))
	return shorten(line, mostTitle)
}

// shorten cuts at a word's end, and shows that it did.
func shorten(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	cut := string([]rune(s)[:most])
	if at := strings.LastIndexByte(cut, ' '); at > 0 {
		cut = cut[:at]
	}
	return cut + "…"
}
