// Package text knows about the characters of a document and nothing else.
//
// Every edge of the graph points at the very characters of a stored document,
// so this package has two halves that must never be confused.
//
// What a document says. Canonicalize gives the text that offsets refer to; it
// touches line ends and a byte order mark and nothing else. A Span is a
// half-open range of its bytes. An Index converts between bytes, code points
// (what the W3C counts, and clients see) and UTF-16 units (what browsers
// count). Find and FindOne locate words by what stands around them. Sentences
// and Quotations divide a text into what can be covered and attributed.
//
// How it is looked for. Fold, Transliterate, NameKey and Tokens give search
// keys, in which spellings of the same words meet; Slug gives ids, Script a
// label for aliases. Keys are never shown and never evidence: a quotation is
// found through its key and then compared character for character.
//
// A paragraph is a line: text whose lines were broken at a fixed width must be
// joined before it is stored, or its sentences and quotations end with them.
//
// All functions are pure, deterministic and safe for concurrent use. What they
// refuse comes back as an *Error with a stable code.
package text
