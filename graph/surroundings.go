package graph

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/graph/text"
)

const (
	// smallText is the size up to which the sentences and quotations of a text
	// are found once, for all of it. Of a larger one they are found around the
	// place that is asked about.
	smallText = 64 << 10
	// lineReach is how far around a place is read, in bytes to either side. A
	// line that is longer is taken to begin or end there.
	lineReach = 16 << 10
)

// sentencesAt gives the words of the sentence or sentences a span stands in.
func (d *docText) sentencesAt(s text.Span) string {
	first, last := d.sentence(s.Start), d.sentence(max(s.Start, s.End-1))
	return strings.TrimSpace(d.text[first.Start:last.End])
}

// sentence gives the sentence a position lies in, or the next one when the
// position lies between two.
func (d *docText) sentence(at int) text.Span {
	if len(d.text) <= smallText {
		return sentenceAt(d.sentences(), at)
	}
	// A sentence holds all that is not white space, and ends with its line.
	skip := strings.IndexFunc(d.text[at:], func(r rune) bool { return !unicode.IsSpace(r) })
	if skip < 0 {
		return text.Span{Start: at, End: at}
	}
	at += skip
	around := d.line(at)
	found := sentenceAt(text.Sentences(around.In(d.text)), at-around.Start)
	return text.Span{Start: found.Start + around.Start, End: found.End + around.Start}
}

func sentenceAt(all []text.Span, at int) text.Span {
	i := sort.Search(len(all), func(i int) bool { return all[i].End > at })
	if i < len(all) {
		return all[i]
	}
	return text.Span{Start: at, End: at}
}

// insideQuotes says whether a span stands wholly between quotation marks.
func (d *docText) insideQuotes(s text.Span) bool {
	if len(d.text) <= smallText {
		_, quoted := text.InsideQuotes(d.quotes(), s)
		return quoted
	}
	around := d.paragraphs(s)
	_, quoted := text.InsideQuotes(text.Quotations(around.In(d.text)), text.Span{Start: s.Start - around.Start, End: s.End - around.Start})
	return quoted
}

// line is the line around a position, as far as lineReach to either side.
func (d *docText) line(at int) text.Span {
	from, to := d.floor(at), d.ceiling(at)
	if n := strings.LastIndexByte(d.text[from:at], '\n'); n >= 0 {
		from += n + 1
	}
	if n := strings.IndexByte(d.text[at:to], '\n'); n >= 0 {
		to = at + n
	}
	return text.Span{Start: from, End: to}
}

// paragraphs are the lines around a span that may belong to one quotation with
// it. A quotation goes on in the next line only if that begins with a mark, so
// a line that begins with a letter or a digit begins anew.
func (d *docText) paragraphs(s text.Span) text.Span {
	least, most := d.floor(s.Start), d.ceiling(s.End)
	from, to := d.line(s.Start).Start, d.line(s.End).End
	for from > least && !beginsAnew(d.text[from:]) {
		from = d.line(from - 1).Start
	}
	for to < most && to < len(d.text) {
		next := d.line(to + 1)
		if beginsAnew(d.text[next.Start:]) {
			break
		}
		to = next.End
	}
	return text.Span{Start: max(from, least), End: min(to, most)}
}

// beginsAnew says whether the line at the start of s begins with a letter or a
// digit.
func beginsAnew(s string) bool {
	for _, r := range s {
		if r == '\n' || !unicode.IsSpace(r) {
			return inWord(r)
		}
	}
	return false
}

// floor and ceiling are lineReach from a place, at the start of a character.
func (d *docText) floor(at int) int {
	at = max(0, at-lineReach)
	for at > 0 && !utf8.RuneStart(d.text[at]) {
		at--
	}
	return at
}

func (d *docText) ceiling(at int) int {
	at = min(len(d.text), at+lineReach)
	for at < len(d.text) && !utf8.RuneStart(d.text[at]) {
		at++
	}
	return at
}
