package text

import (
	"fmt"
	"sort"
	"unicode/utf8"
)

// stride is the number of code points from one checkpoint to the next. A
// conversion reads at most that many characters; a text of 10 MiB has about
// twenty thousand checkpoints, some 60 KB when stored.
const stride = 512

// mark is one place of a text in the three measures.
type mark struct{ bytes, runes, units int }

// Index makes conversion between byte, code point and UTF-16 offsets of one
// text cheap. Evidence is stored in bytes and code points, GraphQL speaks code
// points, browsers count UTF-16 units. An Index does not keep the text: each
// method is given the text the index was built from. It is immutable and safe
// for concurrent use.
type Index struct {
	end   mark   // the length of the text
	marks []mark // marks[i].runes == (i+1)*stride; the start is implied
}

// NewIndex builds the index of a canonical text.
func NewIndex(text string) *Index {
	x := &Index{}
	var at mark
	for i, r := range text {
		if at.runes > 0 && at.runes%stride == 0 {
			at.bytes = i
			x.marks = append(x.marks, at)
		}
		at.runes++
		at.units += unitsOf(r)
	}
	at.bytes = len(text)
	x.end = at
	return x
}

// Bytes is the length of the text in bytes.
func (x *Index) Bytes() int { return x.end.bytes }

// Runes is the length of the text in Unicode code points.
func (x *Index) Runes() int { return x.end.runes }

// Units is the length of the text in UTF-16 code units.
func (x *Index) Units() int { return x.end.units }

// ByteToRune gives the code point offset of a byte offset.
func (x *Index) ByteToRune(text string, at int) (int, error) {
	m, err := x.locate(text, at, byteOf)
	return m.runes, err
}

// RuneToByte gives the byte offset of a code point offset.
func (x *Index) RuneToByte(text string, at int) (int, error) {
	m, err := x.locate(text, at, runeOf)
	return m.bytes, err
}

// ByteToUTF16 gives the UTF-16 offset of a byte offset.
func (x *Index) ByteToUTF16(text string, at int) (int, error) {
	m, err := x.locate(text, at, byteOf)
	return m.units, err
}

// UTF16ToByte gives the byte offset of a UTF-16 offset.
func (x *Index) UTF16ToByte(text string, at int) (int, error) {
	m, err := x.locate(text, at, unitOf)
	return m.bytes, err
}

// RuneToUTF16 gives the UTF-16 offset of a code point offset.
func (x *Index) RuneToUTF16(text string, at int) (int, error) {
	m, err := x.locate(text, at, runeOf)
	return m.units, err
}

// UTF16ToRune gives the code point offset of a UTF-16 offset.
func (x *Index) UTF16ToRune(text string, at int) (int, error) {
	m, err := x.locate(text, at, unitOf)
	return m.runes, err
}

// RuneSpan gives the code point offsets of a byte span.
func (x *Index) RuneSpan(text string, s Span) (start, end int, err error) {
	return x.both(s.Start, s.End, func(at int) (int, error) { return x.ByteToRune(text, at) })
}

// UTF16Span gives the UTF-16 offsets of a byte span.
func (x *Index) UTF16Span(text string, s Span) (start, end int, err error) {
	return x.both(s.Start, s.End, func(at int) (int, error) { return x.ByteToUTF16(text, at) })
}

// SpanOfRunes gives the byte span of the code points [start, end).
func (x *Index) SpanOfRunes(text string, start, end int) (Span, error) {
	a, b, err := x.both(start, end, func(at int) (int, error) { return x.RuneToByte(text, at) })
	return Span{a, b}, err
}

// SpanOfUTF16 gives the byte span of the UTF-16 units [start, end).
func (x *Index) SpanOfUTF16(text string, start, end int) (Span, error) {
	a, b, err := x.both(start, end, func(at int) (int, error) { return x.UTF16ToByte(text, at) })
	return Span{a, b}, err
}

// both converts the two ends of a half-open range.
func (x *Index) both(start, end int, convert func(int) (int, error)) (int, int, error) {
	if start > end {
		return 0, 0, &Error{CodeOutOfRange, fmt.Sprintf("a span cannot end (%d) before it starts (%d)", end, start), -1}
	}
	a, err := convert(start)
	if err != nil {
		return 0, 0, err
	}
	b, err := convert(end)
	if err != nil {
		return 0, 0, err
	}
	return a, b, nil
}

// measure is one of the three ways to count, with its name for messages.
type measure struct {
	name string
	of   func(mark) int
}

var (
	byteOf = measure{"byte", func(m mark) int { return m.bytes }}
	runeOf = measure{"code point", func(m mark) int { return m.runes }}
	unitOf = measure{"UTF-16", func(m mark) int { return m.units }}
)

// locate finds the place that lies at offset at in the given measure.
func (x *Index) locate(text string, at int, by measure) (mark, error) {
	if len(text) != x.end.bytes {
		return mark{}, &Error{CodeIndexMismatch, fmt.Sprintf("the index is of a text of %d bytes, this one has %d", x.end.bytes, len(text)), -1}
	}
	if at < 0 || at > by.of(x.end) {
		return mark{}, &Error{CodeOutOfRange, fmt.Sprintf("%s offset %d lies outside the text, which ends at %d", by.name, at, by.of(x.end)), -1}
	}
	from, to := x.around(at, by)
	if to.bytes-from.bytes == to.runes-from.runes {
		// Nothing but ASCII here: the three measures run in step.
		step := at - by.of(from)
		return mark{from.bytes + step, from.runes + step, from.units + step}, nil
	}
	return walk(text, from, to, at, by)
}

// around gives the checkpoints before and after an offset.
func (x *Index) around(at int, by measure) (from, to mark) {
	i := sort.Search(len(x.marks), func(i int) bool { return by.of(x.marks[i]) > at })
	if i > 0 {
		from = x.marks[i-1]
	}
	to = x.end
	if i < len(x.marks) {
		to = x.marks[i]
	}
	return from, to
}

// walk reads characters from a checkpoint up to the offset.
func walk(text string, from, to mark, at int, by measure) (mark, error) {
	here := from
	for by.of(here) < at && here.bytes < to.bytes {
		r, size := utf8.DecodeRuneInString(text[here.bytes:])
		here = mark{here.bytes + size, here.runes + 1, here.units + unitsOf(r)}
	}
	if by.of(here) != at {
		return mark{}, &Error{CodeOffBoundary, fmt.Sprintf("%s offset %d falls inside a character", by.name, at), -1}
	}
	return here, nil
}

// unitsOf is the number of UTF-16 code units of a character.
func unitsOf(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}
