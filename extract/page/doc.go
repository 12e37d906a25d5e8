// Package page turns the bytes of a file or a web page into an article: its
// text, and what the page says about itself.
//
// Read sniffs plain text or HTML (sniff.go). Plain text must be UTF-8 and is
// only made canonical. A page is decoded by the charset it declares
// (charset.go), unless it came decoded (ReadHTML), and walked once as tokens (tokens.go), which collects what it
// says of itself (about.go) and leaves out what no reader reads. What remains
// is parsed, its article is found, and the article's blocks become paragraphs
// with a blank line between them (paragraphs.go).
//
// The article is found by codeberg.org/readeck/go-readability/v2: it is the
// port of Mozilla's Readability that is kept up with it, over golang.org/x/net/html
// and little else, where go-trafilatura brings a WebAssembly runtime and three
// calendars for the same paragraphs.
//
// Nothing here trusts its input. A page is limited in bytes, elements and
// depth before the libraries see it, and every failure is an Error with a
// stable code.
package page
