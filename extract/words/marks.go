package words

import (
	"strings"
	"unicode/utf8"

	"onrecord/graph/text"
)

// quotations gives the outermost quotations of a text. One that opens with a
// curly mark and closes with a typed one, or the other way round, would run
// to the end of its paragraph; it is cut where a mark follows the punctuation
// that ends speech, and what comes after is looked at anew.
func quotations(source string) []text.Quotation {
	var out []text.Quotation
	// A typed mark right after a colon opens; a space in the colon's place
	// shows it, and keeps every offset.
	for _, q := range text.Quotations(strings.ReplaceAll(source, `:"`, ` "`)) {
		if q.Depth == 0 {
			out = appendCut(out, source, q, 0)
		}
	}
	return out
}

func appendCut(out []text.Quotation, source string, q text.Quotation, depth int) []text.Quotation {
	at, mark := strangeClose(source, q), 0
	if at >= 0 {
		_, mark = utf8.DecodeRuneInString(source[at:])
	} else {
		at = cueInside(source, q)
	}
	if at < 0 || depth > 20 {
		return append(out, q)
	}
	end := at + mark
	rest := q.Outer.End
	if n := strings.IndexByte(source[end:rest], '\n'); n >= 0 && q.Closed {
		return append(out, q)
	}
	q.Outer.End, q.Inner.End, q.Closed = end, at, true
	q.Parts = []text.Span{q.Inner}
	out = append(out, q)
	for _, r := range text.Quotations(source[end:rest]) {
		if r.Depth != 0 {
			continue
		}
		r.Outer.Start, r.Outer.End = r.Outer.Start+end, r.Outer.End+end
		r.Inner.Start, r.Inner.End = r.Inner.Start+end, r.Inner.End+end
		out = appendCut(out, source, r, depth+1)
	}
	return out
}

// saying are the words that, after a comma, tell who spoke.
var saying = [...]string{", said ", ", says ", ", he said", ", she said", ", they said"}

// cueInside finds the comma after which the reporter goes on in a quotation
// that nobody closed: "The road is open, said the captain.
func cueInside(source string, q text.Quotation) int {
	if q.Closed {
		return -1
	}
	inner := q.Inner.In(source)
	if line := strings.IndexByte(inner, '\n'); line >= 0 {
		inner = inner[:line]
	}
	first := -1
	for _, s := range saying {
		if i := strings.Index(inner, s); i > 0 && (first < 0 || i < first) {
			first = i
		}
	}
	if first < 0 {
		return -1
	}
	return q.Inner.Start + first
}

// strangeClose finds a closing mark of the other kind inside a quotation.
func strangeClose(source string, q text.Quotation) int {
	opener := source[q.Outer.Start:q.Inner.Start]
	other := `"`
	switch {
	case strings.HasPrefix(opener, "“") && !q.Closed && !strings.Contains(q.Inner.In(source), `"`) && !strings.Contains(q.Inner.In(source), "‘"):
		other = "’"
	case strings.HasPrefix(opener, "“"):
	case strings.HasPrefix(opener, `"`):
		other = "”"
	default:
		return -1
	}
	for from := q.Inner.Start; ; {
		i := strings.Index(source[from:q.Inner.End], other)
		if i < 0 {
			return -1
		}
		at := from + i
		after := source[at+len(other) : q.Outer.End]
		if at > q.Inner.Start && strings.IndexByte(",.?!", source[at-1]) >= 0 && (after == "" || after[0] == ' ' || after[0] == '\n') {
			return at
		}
		from = at + len(other)
	}
}
