package commitments

import (
	"slices"

	"onrecord/extract/grammar"
	"onrecord/graph/text"
)

// content is one span of what a statement says.
type content struct {
	span text.Span
	of   int // index of the statement
	said *Said
}

// inOrder gives the contents of the statements by where they begin, longer
// ones first.
func inOrder(said []Said) []content {
	var out []content
	for i := range said {
		for _, s := range said[i].Content {
			out = append(out, content{s, i, &said[i]})
		}
	}
	slices.SortStableFunc(out, func(a, b content) int {
		if a.span.Start != b.span.Start {
			return a.span.Start - b.span.Start
		}
		return b.span.End - a.span.End
	})
	return out
}

// fewest bytes that a content must have to be what carries a deed: a verb
// alone in quotation marks is carried by the sentence around it.
const fewest = 12

// nested is how many statements inside each other are looked through.
const nested = 40

// Carriers finds which statement of a document carries words of it.
type Carriers struct{ said []content }

// CarriersOf puts the statements of a document in the order of its text.
func CarriersOf(said []Said) Carriers { return Carriers{inOrder(said)} }

// Of gives the index of the innermost statement that carries the words, or -1.
func (c Carriers) Of(s text.Span) int {
	if x := innermost(c.said, s); x != nil {
		return x.of
	}
	return -1
}

// around finds the innermost content that holds the bytes of s; nil where the
// document speaks in its own voice.
func (f *finder) around(s text.Span) *content { return innermost(f.said, s) }

func innermost(said []content, s text.Span) *content {
	i, _ := slices.BinarySearchFunc(said, s.Start+1, func(c content, at int) int { return c.span.Start - at })
	var best *content
	for k := i - 1; k >= 0 && k >= i-nested; k-- {
		c := &said[k]
		if c.span.Contains(s) && c.span.Len() >= fewest && (best == nil || c.span.Len() < best.span.Len()) {
			best = c
		}
	}
	return best
}

// bounds are the items around item v that belong to the same content as it;
// without one, all of the segment.
func (r *reader) bounds(v int) (lo, hi int, c *content) {
	hi = len(r.Items)
	if c = r.around(text.Span{Start: r.At(v).Start, End: r.At(v).To}); c == nil {
		return 0, hi, nil
	}
	for lo < v && r.At(lo).Start < c.span.Start {
		lo++
	}
	for hi > v+1 && r.At(hi-1).To > c.span.End {
		hi--
	}
	return lo, hi, c
}

// Cues after which what others would do is no promise of anybody.
var (
	foreseeing = grammar.Set("warn fear predict forecast expect speculate worry threaten accuse allege suspect doubt estimate caution wonder ask question hope wish bet guess imagine believe think argue complain joke dream demand urge call request propose suggest recommend")
	denying    = grammar.Set("deny reject refute dispute dismiss rebut disavow contradict")
)
