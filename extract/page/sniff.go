package page

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"

	"onrecord/graph/text"
)

// refuseBinary tells bytes that are no text of any kind.
func refuseBinary(raw []byte) error {
	if wideMark(raw) != "" {
		return nil
	}
	if what := text.Binary(raw); what != "" {
		return &Error{Code: CodeBinary, Message: "the file is " + what + ": save what it says as plain text first", Offset: -1}
	}
	if at := bytes.IndexByte(raw, 0); at >= 0 {
		return &Error{Code: CodeBinary, Message: "the file holds the byte NUL: is it really a text or a page?", Offset: at}
	}
	return nil
}

var (
	// opening is how a page begins, after declarations and comments.
	opening = regexp.MustCompile(`(?i)^(?:\s+|<!--(?s:.*?)-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)\b`)
	// element is a tag that a page or a piece of one holds.
	element = regexp.MustCompile(`(?i)<(?:html|head|body|title|meta|article|main|div|section|p|h[1-6]|br|span|table|ul|ol|blockquote)\b[^<>]*>`)
	// fragment is what a piece of a page begins with.
	fragment = regexp.MustCompile(`(?i)^\s*<(?:title|meta|link|script|style|article|main|header|div|section|p|h1)\b[^<>]*>`)
)

// mostSniffed is how far into a file we look.
const mostSniffed = 64 << 10

// looksLikeHTML goes by content. The name decides where the content could be
// either: a page saved as .html may be a fragment, and a .txt or .md may speak
// of tags.
func looksLikeHTML(raw []byte, name string) bool {
	head := raw[:min(len(raw), mostSniffed)]
	if wideMark(head) != "" {
		head = bytes.ReplaceAll(head, []byte{0}, nil) // enough to see ASCII
		head = head[min(len(head), 2):]
	}
	head = trimMark(head)
	if opening.Match(head) {
		return true
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return element.Match(head)
	case ".txt", ".text", ".md":
		return false
	}
	return fragment.Match(head)
}

func trimMark(raw []byte) []byte {
	const mark = "\xef\xbb\xbf"
	for bytes.HasPrefix(raw, []byte(mark)) {
		raw = raw[len(mark):]
	}
	return raw
}

// wideMark names the encoding of more than a byte a character whose mark the
// bytes begin with, or "".
func wideMark(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return "UTF-16LE"
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return "UTF-16BE"
	}
	return ""
}
