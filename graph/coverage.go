package graph

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"onrecord/graph/keys"
	"onrecord/graph/text"
)

// Coverage says how much of a document the graph accounts for.
type Coverage struct {
	// Sentences are those of the text, its headline among them; Covered are
	// those that the evidence of something visible touches: a statement, a
	// commitment, an assertion of a relation or a fact.
	Sentences, Covered int
	// Quotations are the pairs of quotation marks that stand in no other pair;
	// Attributed are those whose words lie in a visible statement that has a
	// speaker or a source document. A source that is not named ("a senior
	// official") attributes nothing.
	Quotations, Attributed int
	// Uncovered are the sentences that nothing covers and the quotations, marks
	// and all, that nobody is said to have said, in the order of the text.
	Uncovered []Span
}

// Coverage accounts for a held document; nil for one that is not held or was
// redacted. What a text accounts for does not depend on the day the view looks
// from.
func (v *View) Coverage(doc *Node) (*Coverage, error) {
	if doc == nil || doc.Document == nil {
		return nil, errorf(CodeBadInput, "coverage is of a document")
	}
	texts, err := v.heldTexts([]*Node{doc})
	if err != nil || texts[0].docText == nil {
		return nil, err
	}
	always := *v
	always.valid = nil
	v = &always
	anchors, err := v.anchorsIn([]*Node{doc})
	if err != nil {
		return nil, err
	}
	targets, err := v.anchorTargets(anchors[0])
	if err != nil {
		return nil, err
	}
	spoken, err := v.spoken(anchors[0], targets)
	if err != nil {
		return nil, err
	}
	d := texts[0]
	var all, said []text.Span
	for i, a := range anchors[0] {
		if a.doc != d.doc || targets[i].node == nil && targets[i].relation == nil {
			continue
		}
		s := text.Span{Start: int(a.from), End: int(a.to)}
		all = append(all, s)
		if spoken[i] {
			said = append(said, s)
		}
	}
	return d.account(joined(d.text, all), joined(d.text, said))
}

// spoken says which anchors are of statements that somebody is named for.
func (v *View) spoken(anchors []anchor, targets []anchored) ([]bool, error) {
	refs := make([]Ref, 2*len(anchors))
	for i, a := range anchors {
		if n := targets[i].node; a.class == keys.ClassNode && n != nil && n.Statement != nil {
			refs[2*i], refs[2*i+1] = n.Statement.Speaker, n.Statement.SourceDocument
		}
	}
	nodes, err := v.Nodes(refs)
	if err != nil {
		return nil, err
	}
	out := make([]bool, len(anchors))
	for i, n := range nodes {
		out[i/2] = out[i/2] || n != nil && n.Visible()
	}
	return out, nil
}

// account holds the sentences and quotations of the text against what is
// covered and what is attributed.
func (t heldText) account(covered, attributed []text.Span) (*Coverage, error) {
	c := &Coverage{}
	var open []text.Span
	for _, s := range t.sentences() {
		c.Sentences++
		if touches(covered, s) {
			c.Covered++
		} else {
			open = append(open, s)
		}
	}
	for _, q := range t.quotes() {
		if q.Depth > 0 {
			continue
		}
		c.Quotations++
		if !slices.ContainsFunc(q.Parts, func(p text.Span) bool { return !holds(attributed, wordsWithin(t.text, p)) }) {
			c.Attributed++
		} else {
			open = append(open, q.Outer)
		}
	}
	slices.SortStableFunc(open, func(a, b text.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	for _, s := range open {
		span, err := t.span(s)
		if err != nil {
			return nil, err
		}
		c.Uncovered = append(c.Uncovered, span)
	}
	return c, nil
}

// joined makes one list without overlaps of spans, in order. Spans between
// which no letter or digit stands are one: a quotation of two sentences may be
// two statements.
func joined(s string, spans []text.Span) []text.Span {
	slices.SortFunc(spans, func(a, b text.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []text.Span
	for _, next := range spans {
		if n := len(out) - 1; n >= 0 && (next.Start <= out[n].End || !hasWord(s[out[n].End:next.Start])) {
			out[n].End = max(out[n].End, next.End)
			continue
		}
		out = append(out, next)
	}
	return out
}

func hasWord(s string) bool { return strings.IndexFunc(s, inWord) >= 0 }

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordsWithin cuts off what stands before the first and after the last letter
// or digit: whether evidence takes the closing comma along does not matter.
func wordsWithin(s string, p text.Span) text.Span {
	words := p.In(s)
	first := strings.IndexFunc(words, inWord)
	if first < 0 {
		return p
	}
	last := strings.LastIndexFunc(words, inWord)
	size := len(string([]rune(words[last:])[:1]))
	return text.Span{Start: p.Start + first, End: p.Start + last + size}
}

// touches says whether one of the spans, in order and apart, overlaps s.
func touches(spans []text.Span, s text.Span) bool {
	i := firstEndingAfter(spans, s.Start)
	return i < len(spans) && spans[i].Overlaps(s)
}

func holds(spans []text.Span, s text.Span) bool {
	i := firstEndingAfter(spans, s.Start)
	return i < len(spans) && spans[i].Contains(s)
}

func firstEndingAfter(spans []text.Span, at int) int {
	i, _ := slices.BinarySearchFunc(spans, at, func(s text.Span, at int) int {
		if s.End <= at {
			return -1
		}
		return 1
	})
	return i
}
