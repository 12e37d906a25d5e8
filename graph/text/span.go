package text

import (
	"fmt"
	"unicode/utf8"
)

// Span is a half-open range of byte offsets [Start, End) of a text.
type Span struct{ Start, End int }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether other lies wholly inside s.
func (s Span) Contains(other Span) bool { return s.Start <= other.Start && other.End <= s.End }

// Overlaps reports whether the spans share a byte.
func (s Span) Overlaps(other Span) bool { return s.Start < other.End && other.Start < s.End }

// In gives the words of text at the span. The span must have come from text
// or have passed Check.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Check tells whether the span cuts whole characters out of text.
func (s Span) Check(text string) error {
	if s.Start < 0 || s.End < s.Start || s.End > len(text) {
		return &Error{CodeOutOfRange, fmt.Sprintf("span %d-%d lies outside the text of %d bytes", s.Start, s.End, len(text)), s.Start}
	}
	for _, at := range [2]int{s.Start, s.End} {
		if !onBoundary(text, at) {
			return &Error{CodeOffBoundary, fmt.Sprintf("byte offset %d falls inside a character", at), at}
		}
	}
	return nil
}

// onBoundary reports whether a character starts at byte offset at, or the
// text ends there.
func onBoundary(text string, at int) bool {
	return at == len(text) || utf8.RuneStart(text[at])
}
