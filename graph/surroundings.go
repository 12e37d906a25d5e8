package graph

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/graph/text"
)

const (
	// smallText is the size up to which whole lines are read around a place, and
	// what was found in them is kept.
	smallText = 64 << 10
	// lineReach is how far around a place of a larger text is read, in bytes to
	// either side. A line that is longer is taken to begin or end there.
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
	// A sentence holds all that is not white space, and ends with its line.
	skip := strings.IndexFunc(d.text[at:], func(r rune) bool { return !unicode.IsSpace(r) })
	if skip < 0 {
		return text.Span{Start: at, End: at}
	}
	at += skip
	return sentenceAt(d.sentencesIn(d.line(at)), at)
}

// sentencesIn gives the sentences of a line.
func (d *docText) sentencesIn(line text.Span) []text.Span {
	return found(d, &d.lines, line, func(s string) []text.Span {
		out := text.Sentences(s)
		for i := range out {
			out[i].Start += line.Start
			out[i].End += line.Start
		}
		return out
	})
}

// quotationsIn gives the quotations of a stretch, with offsets in it.
func (d *docText) quotationsIn(around text.Span) []text.Quotation {
	return found(d, &d.quoted, around, text.Quotations)
}

// found gives what find finds in a stretch of a text, and keeps it where the text
// is small: the same places are asked about again.
func found[T any](d *docText, kept *map[text.Span]T, in text.Span, find func(string) T) T {
	if len(d.text) > smallText {
		return find(in.In(d.text))
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	out, known := (*kept)[in]
	if !known {
		if *kept == nil {
			*kept = map[text.Span]T{}
		}
		out = find(in.In(d.text))
		(*kept)[in] = out
	}
	return out
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
	around := d.paragraphs(s)
	_, quoted := text.InsideQuotes(d.quotationsIn(around), text.Span{Start: s.Start - around.Start, End: s.End - around.Start})
	return quoted
}

// line is the line around a position, of a large text as far as lineReach to
// either side.
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
	if len(d.text) <= smallText {
		return 0
	}
	at = max(0, at-lineReach)
	for at > 0 && !utf8.RuneStart(d.text[at]) {
		at--
	}
	return at
}

func (d *docText) ceiling(at int) int {
	if len(d.text) <= smallText {
		return len(d.text)
	}
	at = min(len(d.text), at+lineReach)
	for at < len(d.text) && !utf8.RuneStart(d.text[at]) {
		at++
	}
	return at
}
