package text

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quotation is a passage between quotation marks.
type Quotation struct {
	Outer Span // with the marks
	Inner Span // what stands between them, without white space at the ends
	// Parts are the words of each paragraph, without the marks that a
	// quotation of several paragraphs repeats at the start of each. One
	// paragraph: one part, which is Inner.
	Parts []Span
	// Depth is 0 for a quotation in the text itself, 1 inside one, and so on.
	Depth int
	// Parent is the index of the quotation around it, or -1.
	Parent int
	// Closed is false where the closing mark is missing. The quotation then
	// ends with the one around it or with the paragraph.
	Closed bool
}

// Quotations finds the passages between quotation marks, in the order in which
// they begin; of two, one lies inside the other or they are apart.
//
// It knows « » and » «, “ ”, „ “ and „ ”, ” ”, ‚ ‘, ‘ ’, ‹ ›, 「 」, 『 』, and
// typed " ", ” ” and ' '. An apostrophe inside a word is no mark; after a
// plural (the allies’ plan) or before a word cut short (’90s) it is none as far
// as can be told from what follows. A mark that closes nothing is passed over.
// A paragraph is a line. A mark that opens again at the start of the next
// paragraph carries the quotation on; every other unclosed one ends with its
// paragraph. Quotations without words are left out.
func Quotations(text string) []Quotation {
	r := quoteReader{text: text}
	for line := range lines(text) {
		r.paragraph(trim(text, line))
	}
	r.abandon(0, r.last)
	return nest(slices.DeleteFunc(r.found, func(q Quotation) bool { return q.Inner.Len() == 0 }))
}

// InsideQuotes gives the innermost quotation, of a result of Quotations, whose
// marks enclose the span.
func InsideQuotes(quotations []Quotation, s Span) (Quotation, bool) {
	// The last to begin before the span encloses it or lies within all that do.
	i := sort.Search(len(quotations), func(i int) bool { return quotations[i].Outer.Start > s.Start }) - 1
	for ; i >= 0; i = quotations[i].Parent {
		if quotations[i].Outer.Contains(s) {
			return quotations[i], true
		}
	}
	return Quotation{}, false
}

// nest fills in depth and parent of quotations in order.
func nest(quotations []Quotation) []Quotation {
	around := -1
	for i := range quotations {
		for around >= 0 && quotations[around].Outer.End <= quotations[i].Outer.Start {
			around = quotations[around].Parent
		}
		quotations[i].Parent = around
		if around >= 0 {
			quotations[i].Depth = quotations[around].Depth + 1
		}
		around = i
	}
	return quotations
}

// maxDepth is how deep quotations nest. Nobody writes so, but a text of opening
// marks alone would make every search for the innermost one long.
const maxDepth = 16

// quoteReader reads a text paragraph by paragraph.
type quoteReader struct {
	text  string
	found []Quotation
	open  []openQuote
	last  int // the end of the last paragraph that has words
}

// openQuote is a quotation whose closing mark is still awaited.
type openQuote struct {
	mark  string
	at    int // in found
	from  int // where the part in this paragraph begins
	doubt bool
}

// paragraph reads one trimmed line.
func (r *quoteReader) paragraph(p Span) {
	if p.Len() == 0 {
		return
	}
	at := r.carry(p)
	for at < p.End {
		m := r.markAt(p, at)
		if m.text == "" {
			_, size := utf8.DecodeRuneInString(r.text[at:])
			at += size
			continue
		}
		r.read(m)
		at = m.end()
	}
	r.last = p.End
}

// carry decides what becomes of quotations that the paragraph before left
// open, and gives the place from which to read on.
func (r *quoteReader) carry(p Span) int {
	if len(r.open) == 0 {
		return p.Start
	}
	outermost := r.open[0]
	again := r.markAt(p, p.Start)
	if again.text != outermost.mark || !again.opens() {
		r.abandon(0, r.last)
		return p.Start
	}
	r.abandon(1, r.last)
	q := &r.found[outermost.at]
	q.Parts = append(q.Parts, trim(r.text, Span{outermost.from, r.last}))
	r.open[0].from = again.end()
	r.open[0].doubt = false
	return again.end()
}

// read takes one mark as an opening, a closing or an apostrophe.
func (r *quoteReader) read(m quoteMark) {
	level := r.closes(m)
	switch {
	case level >= 0:
		r.abandon(level+1, m.at)
		r.close(level, m)
	case len(r.open) < maxDepth && r.begins(m):
		r.open = append(r.open, openQuote{mark: m.text, at: len(r.found), from: m.end(), doubt: m.elision()})
		r.found = append(r.found, Quotation{Outer: Span{Start: m.at}})
	}
}

// close ends the innermost open quotation.
func (r *quoteReader) close(level int, m quoteMark) {
	r.end(r.open[level], m.at, m.end(), true)
	r.open = r.open[:level]
}

// abandon ends all open quotations from a level inwards, whose closing marks
// are missing. A single mark that begins a word in lower case was an
// apostrophe and is dropped.
func (r *quoteReader) abandon(level, end int) {
	if level > len(r.open) {
		return
	}
	for _, q := range r.open[level:] {
		if q.doubt {
			continue // Inner stays empty, so that the quotation is left out
		}
		end := trim(r.text, Span{q.from, max(end, q.from)}).End
		r.end(q, end, end, false)
	}
	r.open = r.open[:level]
}

// end writes where a quotation ends.
func (r *quoteReader) end(o openQuote, inner, outer int, closed bool) {
	q := &r.found[o.at]
	part := trim(r.text, Span{o.from, inner})
	if part.Len() > 0 {
		q.Parts = append(q.Parts, part)
	}
	q.Outer.End = outer
	q.Closed = closed
	if len(q.Parts) > 0 {
		q.Inner = Span{q.Parts[0].Start, q.Parts[len(q.Parts)-1].End}
	}
}

// innermost gives the level of the innermost open quotation that one of the
// marks began, or -1.
func (r *quoteReader) innermost(marks ...string) int {
	for level := len(r.open) - 1; level >= 0; level-- {
		if slices.Contains(marks, r.open[level].mark) {
			return level
		}
	}
	return -1
}

// top reports whether the innermost open quotation was begun by one of the
// marks, and at which level.
func (r *quoteReader) top(marks ...string) int {
	level := len(r.open) - 1
	if level >= 0 && slices.Contains(marks, r.open[level].mark) {
		return level
	}
	return -1
}

// quoteMark is a mark with what stands around it in its paragraph; 0 is the
// edge of the paragraph.
type quoteMark struct {
	text         string
	at           int
	before, next rune
	rest         string // what follows in the paragraph
}

func (m quoteMark) end() int { return m.at + len(m.text) }

// markAt gives the mark at a place, or one with an empty text.
func (r *quoteReader) markAt(p Span, at int) quoteMark {
	first, size := utf8.DecodeRuneInString(r.text[at:])
	if !strings.ContainsRune("«»“”„‚‘’‹›「」『』\"'", first) {
		return quoteMark{}
	}
	if first == '\'' && strings.HasPrefix(r.text[at:p.End], "''") && !strings.HasPrefix(r.text[at:p.End], "'''") {
		size = 2
	}
	m := quoteMark{text: r.text[at : at+size], at: at, rest: r.text[at+size : p.End]}
	if at > p.Start {
		m.before, _ = utf8.DecodeLastRuneInString(r.text[p.Start:at])
	}
	if m.rest != "" {
		m.next, _ = utf8.DecodeRuneInString(m.rest)
	}
	return m
}

// spaced reports whether white space or the edge of the paragraph stands
// before the mark.
func (m quoteMark) spaced() bool { return m.before == 0 || unicode.IsSpace(m.before) }

// opens reports whether the mark stands where an opening one would: nothing
// but space, a bracket, a dash or another opening mark before it, and no space
// after it.
func (m quoteMark) opens() bool {
	return m.next != 0 && !unicode.IsSpace(m.next) &&
		(m.spaced() || unicode.In(m.before, unicode.Ps, unicode.Pi, unicode.Pd) || strings.ContainsRune(`/"'„‚`, m.before))
}

// insideWord reports an apostrophe, or a mark of feet or minutes.
func (m quoteMark) insideWord() bool { return wordRune(m.before) && wordRune(m.next) }

// elision reports whether a single mark is likelier an apostrophe at the start
// of a word, should it never be closed: ’tis, '90s.
func (m quoteMark) elision() bool {
	return m.text == "'" || m.text == "‘" && !unicode.IsUpper(m.next)
}
