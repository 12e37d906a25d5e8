package page

import (
	"bytes"

	"onrecord/graph/text"
)

// The limits. A longer article than the text limit would be no article, and a
// page of more elements than this is a catalogue.
const (
	MaxFile     = 64 << 20 // bytes of any file
	MaxPage     = 16 << 20 // bytes of a page, before and after decoding
	MaxElements = 200_000  // start tags of a page
	MaxDepth    = 511      // elements inside each other, html and body among them: the parser takes no more
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
	if err := refuse(raw); err != nil {
		return nil, err
	}
	if looksLikeHTML(raw, name) {
		return readHTML(raw, decode)
	}
	return readText(raw)
}

// ReadHTML reads a page that reached us as characters, not as bytes: it is
// UTF-8, whatever charset it declares.
func ReadHTML(raw []byte) (*Page, error) {
	if err := refuse(raw); err != nil {
		return nil, err
	}
	return readHTML(raw, decoded)
}

// refuse finds what is wrong with any file.
func refuse(raw []byte) error {
	if len(raw) > MaxFile {
		return errorf(CodeTooLarge, "the file has more than %d bytes: split it", MaxFile)
	}
	if len(bytes.TrimSpace(trimMark(raw))) == 0 {
		return errorf(CodeEmpty, "the file is empty: there is nothing but white space")
	}
	return refuseBinary(raw)
}

func readText(raw []byte) (*Page, error) {
	if encoding := wideMark(raw); encoding != "" {
		return nil, &Error{Code: CodeInvalidUTF8, Message: "byte 0 begins a text in " + encoding + ": convert it to UTF-8 first", Offset: 0}
	}
	canonical, err := text.Canonicalize(raw)
	if err != nil {
		return nil, fromText(err)
	}
	p := &Page{Title: text.Title(canonical), Text: canonical}
	if canonical != string(raw) {
		p.Original = raw
	}
	return p, nil
}
