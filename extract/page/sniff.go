package page

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
)

// signatures are the first bytes of files that people put among articles.
var signatures = []struct{ start, kind string }{
	{"%PDF-", "a PDF: save its text as plain text first"},
	{"\x89PNG\r\n", "a picture (PNG): give its text instead"},
	{"\xff\xd8\xff", "a picture (JPEG): give its text instead"},
	{"GIF87a", "a picture (GIF): give its text instead"},
	{"GIF89a", "a picture (GIF): give its text instead"},
	{"PK\x03\x04", "a ZIP archive or an office document: save its text as plain text first"},
	{"\x1f\x8b", "compressed (gzip): unpack it first"},
	{"\xd0\xcf\x11\xe0", "an office document: save its text as plain text first"},
}

// refuseBinary tells bytes that are no text of any kind.
func refuseBinary(raw []byte) error {
	for _, s := range signatures {
		if bytes.HasPrefix(raw, []byte(s.start)) {
			return &Error{Code: CodeBinary, Message: "the file is " + s.kind, Offset: 0}
		}
	}
	if wideMark(raw) != "" {
		return nil
	}
	if at := bytes.IndexByte(raw, 0); at >= 0 {
		return &Error{Code: CodeBinary, Message: "the file holds the byte NUL: is it really a text or a page?", Offset: at}
	}
	controls := 0
	for _, c := range raw {
		if c < ' ' && !isSpace(c) || c == 0x7f {
			controls++
		}
	}
	if controls > len(raw)/10 {
		return errorf(CodeBinary, "%d of its %d bytes are control characters: is it really a text or a page?", controls, len(raw))
	}
	return nil
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

var (
	// opening is how a page begins, after declarations and comments.
	opening = regexp.MustCompile(`(?i)^(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)*<(?:!doctype\s+html|html|head|body)\b`)
	anyTag  = regexp.MustCompile(`(?i)<(?:html|head|body|title|meta|article|main|div|section|p|h[1-6]|br|span|table|ul|ol|blockquote)\b[^<>]{0,1000}>`)
	// startTag is what a fragment begins with.
	startTag = regexp.MustCompile(`(?i)^\s*<(?:title|meta|link|script|style|article|main|header|div|section|p|h1)\b[^<>]{0,1000}>`)
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
		return anyTag.Match(head)
	case ".txt", ".text", ".md":
		return false
	}
	return startTag.Match(head)
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
