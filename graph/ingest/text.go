package ingest

import (
	"errors"
	"fmt"
	"strings"

	"onrecord/graph"
	"onrecord/graph/text"
)

// Codes of documents that are refused, beside those of package graph.
const (
	CodeEmpty       graph.Code = "EMPTY"        // there is nothing but white space
	CodeBinary      graph.Code = "BINARY"       // not text at all
	CodeInvalidUTF8 graph.Code = "INVALID_UTF8" // text in another encoding, or damaged
	CodeNUL         graph.Code = "NUL"          // the character U+0000
	CodeTooLarge    graph.Code = "TOO_LARGE"    // the text, its original, or what was found in it
	CodeBadLanguage graph.Code = "BAD_LANGUAGE" // no BCP 47 tag
	CodeBadURL      graph.Code = "BAD_URL"      // not an absolute http, https or urn address
	CodeNoExtractor graph.Code = "NO_EXTRACTOR" // nothing here reads documents
)

// MaxOriginal is the most bytes that a document may have been made from; its
// text may have text.MaxText.
const MaxOriginal = 16 << 20

func refuse(c graph.Code, format string, args ...any) *graph.Error {
	return &graph.Error{Code: c, Message: fmt.Sprintf(format, args...)}
}

// canonical gives the document with its canonical text, the bytes received
// where they are others, and a title.
func canonical(doc graph.DocumentDraft) (graph.DocumentDraft, error) {
	if doc.Text == nil {
		return doc, refuse(CodeEmpty, "the document has no text")
	}
	if len(doc.Original) > MaxOriginal {
		return doc, refuse(CodeTooLarge, "the original has %d bytes, the limit is %d: send the text without it, or split the document", len(doc.Original), MaxOriginal)
	}
	if err := CheckLanguage(doc.Language); err != nil {
		return doc, err
	}
	if err := CheckURL(doc.URL); err != nil {
		return doc, err
	}
	raw := *doc.Text
	if len(raw) <= text.MaxText {
		if what := text.Binary([]byte(raw)); what != "" {
			return doc, refuse(CodeBinary, "this is not text but %s: extract its text first", what)
		}
	}
	clean, err := text.Canonicalize([]byte(raw))
	if err != nil {
		return doc, textError(err)
	}
	if doc.Original == nil && clean != raw {
		doc.Original = []byte(raw)
	}
	doc.Text = &clean
	if strings.TrimSpace(doc.Title) == "" {
		doc.Title = text.Title(clean)
	}
	return doc, nil
}

// received are the bytes the document was made from.
func received(doc *graph.DocumentDraft) []byte {
	if doc.Original != nil {
		return doc.Original
	}
	return []byte(*doc.Text)
}

var textCodes = map[text.Code]graph.Code{
	text.CodeEmpty: CodeEmpty, text.CodeNUL: CodeNUL, text.CodeInvalidUTF8: CodeInvalidUTF8, text.CodeTooLarge: CodeTooLarge,
}

func textError(err error) error {
	var t *text.Error
	if !errors.As(err, &t) {
		return err
	}
	code, known := textCodes[t.Code]
	if !known {
		code = graph.CodeBadText
	}
	return &graph.Error{Code: code, Message: t.Message, Cause: err}
}
