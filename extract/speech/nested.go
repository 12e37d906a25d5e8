package speech

import (
	"context"
	"encoding/binary"
	"slices"
	"strings"

	"onrecord/extract/cues"
	"onrecord/extract/words"
	"onrecord/graph/text"
)

// deepest is how far statements are looked for inside statements.
const deepest = 4

// nest looks for what one speaker says that another said, and gives it the
// place of the statement around it.
func (e *reading) nest(ctx context.Context) error {
	e.found = make(map[string]bool, len(e.out))
	for i := range e.out {
		e.out[i].Within = -1
		e.found[contentKey(e.out[i].Content)] = true
	}
	for i, n := 0, len(e.out); i < n; i++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		e.inner(e.t, i, 1)
	}
	return nil
}

// contentKey tells contents apart.
func contentKey(spans []text.Span) string {
	b := make([]byte, 0, 16*len(spans))
	for _, s := range spans {
		b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(s.Start)), uint64(s.End))
	}
	return string(b)
}

// inner finds the statements inside the content of statement i.
func (e *reading) inner(t *words.Text, i, depth int) {
	if depth > deepest {
		return
	}
	first := len(e.out) // what is found inside i comes after it
	for _, span := range e.out[i].Content {
		if q := wholeQuotation(t, span); q >= 0 {
			e.insideQuotation(&t.Quotations[q], t, i, depth)
			continue
		}
		e.take(t.Part(span), i, depth)
		q, _ := slices.BinarySearchFunc(t.Quotations, span.Start, func(q text.Quotation, at int) int { return q.Outer.Start - at })
		for ; q < len(t.Quotations) && t.Quotations[q].Outer.Start < span.End; q++ {
			// What is quoted in the reporter's words, unless a statement inside
			// has it already.
			if span.Contains(t.Quotations[q].Outer) && !e.covered(i, first, t.Quotations[q].Outer) {
				e.insideQuotation(&t.Quotations[q], t, i, depth)
			}
		}
	}
}

func (e *reading) insideQuotation(q *text.Quotation, t *words.Text, i, depth int) {
	for _, part := range q.Parts {
		e.take(t.Inside(part), i, depth)
	}
}

// take adds the statements of a part of the content of statement i.
func (e *reading) take(part *words.Text, i, depth int) {
	if len(part.Words) < 4 {
		return
	}
	found := reading{lexicon: e.lexicon, t: part, taken: make([]bool, len(part.Quotations)), nested: true}
	for s := range part.Sentences {
		found.sentence(s)
	}
	for _, s := range found.out {
		if !e.relays(&s) || e.found[contentKey(s.Content)] {
			continue
		}
		s.Within, s.Type = i, quoteType(part, s.Content)
		s.Confidence = calibrate(&s) * e.out[i].Confidence
		e.found[contentKey(s.Content)] = true
		e.out = append(e.out, s)
		e.inner(part, len(e.out)-1, depth+1)
	}
}

// relays: the statement has a speaker of its own, who says, promises or
// believes something; a speaker's own "I think" is only how he puts it.
func (e *reading) relays(s *Statement) bool {
	who := strings.ToLower(s.Source.In(e.t.Source))
	if who == "" || s.Passive || ownVoice[who] {
		return false
	}
	switch s.Class {
	case cues.Speech, cues.Commitment:
		return true
	case cues.Belief:
		return e.lexicon.Holds(s.Lemma)
	case cues.Intent:
		return offers[s.Lemma]
	}
	return false
}

// offers are verbs of intent that are said: being willing is not.
var offers = map[string]bool{"offer": true, "threaten": true, "refuse": true, "decline": true}

var ownVoice = map[string]bool{"i": true, "we": true, "you": true, "this": true, "that": true, "there": true, "one": true, "it's": true}

// covered: a statement inside statement i, one of those from first on, has the
// span in its content.
func (e *reading) covered(i, first int, s text.Span) bool {
	return slices.ContainsFunc(e.out[first:], func(o Statement) bool {
		return o.Within == i && slices.ContainsFunc(o.Content, func(c text.Span) bool { return c.Contains(s) })
	})
}

// wholeQuotation gives the quotation that is all of the span, or -1.
func wholeQuotation(t *words.Text, s text.Span) int {
	q, ok := slices.BinarySearchFunc(t.Quotations, s.Start, func(q text.Quotation, at int) int { return q.Outer.Start - at })
	if ok && t.Quotations[q].Outer == s {
		return q
	}
	return -1
}

// inOrder puts the statements in the order of the text, each before those
// inside it, and keeps Within true.
func inOrder(out []Statement) []Statement {
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return out[a].Content[0].Start - out[b].Content[0].Start })
	place := make([]int, len(out))
	sorted := make([]Statement, len(out))
	for to, from := range order {
		place[from], sorted[to] = to, out[from]
	}
	for i := range sorted {
		if sorted[i].Within >= 0 {
			sorted[i].Within = place[sorted[i].Within]
		}
	}
	return sorted
}
