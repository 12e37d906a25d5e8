package words

import (
	"slices"
	"strings"

	"onrecord/graph/text"
)

// Part gives the words of a span as a text of their own. Quotations in it stay
// what they are.
func (t *Text) Part(s text.Span) *Text {
	return t.part([]text.Span{s}, func(w *Word) bool { return true })
}

// Unmarked gives the words of some spans as a text of their own, as if no
// marks stood around any of them.
func (t *Text) Unmarked(spans []text.Span) *Text {
	p := t.part(spans, func(w *Word) bool { return !w.Mark })
	for i := range p.Words {
		p.Words[i].Quote = -1
	}
	p.divide()
	return p
}

// Inside gives what stands inside a quotation, of which the span is one
// paragraph without the marks, as a text of its own: with the quotations that
// lie in it.
func (t *Text) Inside(s text.Span) *Text {
	p := t.part([]text.Span{s}, func(w *Word) bool { return !w.Mark })
	p.Quotations = nil
	for _, q := range text.Quotations(s.In(t.Source)) {
		if q.Depth == 0 {
			p.Quotations = append(p.Quotations, shifted(q, s.Start))
		}
	}
	next := 0
	for i := range p.Words {
		w := &p.Words[i]
		for next < len(p.Quotations) && p.Quotations[next].Outer.End <= w.Start {
			next++
		}
		w.Quote, w.Mark = -1, false
		if next < len(p.Quotations) && p.Quotations[next].Outer.Start <= w.Start {
			q := &p.Quotations[next]
			w.Quote, w.Mark = next, w.End <= q.Inner.Start || w.Start >= q.Inner.End
		}
	}
	p.divide()
	return p
}

func shifted(q text.Quotation, by int) text.Quotation {
	move := func(s text.Span) text.Span { return text.Span{Start: s.Start + by, End: s.End + by} }
	q.Outer, q.Inner = move(q.Outer), move(q.Inner)
	parts := make([]text.Span, len(q.Parts))
	for i, p := range q.Parts {
		parts[i] = move(p)
	}
	q.Parts = parts
	return q
}

// part copies the words of the spans that are wanted, and the sentences as far
// as they have such words.
func (t *Text) part(spans []text.Span, wanted func(*Word) bool) *Text {
	size := 0
	for _, s := range spans {
		size += s.Len()
	}
	p := &Text{Source: t.Source, Quotations: t.Quotations, Words: make([]Word, 0, size/5+1)}
	last := -1
	for _, s := range spans {
		i, _ := slices.BinarySearchFunc(t.Words, s.Start, func(w Word, at int) int { return w.Start - at })
		for ; i < len(t.Words) && t.Words[i].End <= s.End; i++ {
			w := t.Words[i]
			if !wanted(&w) {
				continue
			}
			if w.Sentence != last {
				last = w.Sentence
				p.Sentences = append(p.Sentences, Sentence{len(p.Words), len(p.Words), t.Sentences[last].Paragraph})
			}
			w.Sentence = len(p.Sentences) - 1
			p.Words = append(p.Words, w)
			p.Sentences[w.Sentence].End = len(p.Words)
		}
	}
	return p
}

// divide makes the sentences anew: inside a quotation several stand where the
// text around it has one.
func (t *Text) divide() {
	paragraph, first := 0, 0
	t.Sentences = t.Sentences[:0]
	for i := range t.Words {
		w := &t.Words[i]
		w.Sentence = len(t.Sentences)
		if i+1 < len(t.Words) && !t.breaks(i) {
			continue
		}
		t.Sentences = append(t.Sentences, Sentence{first, i + 1, paragraph})
		if first = i + 1; first < len(t.Words) && strings.Contains(t.Source[w.End:t.Words[first].Start], "\n") {
			paragraph++
		}
	}
}

// breaks: a sentence ends with word i.
func (t *Text) breaks(i int) bool {
	w, n := &t.Words[i], &t.Words[i+1]
	if strings.Contains(t.Source[w.End:n.Start], "\n") {
		return n.Quote < 0 || n.Quote != w.Quote
	}
	if w.Mark && i > 0 && w.Quote >= 0 {
		w = &t.Words[i-1] // “We go.” They went.
	} else if w.Quote >= 0 {
		return false
	}
	return (w.Text == "." || w.Text == "?" || w.Text == "!") && (capital(n.Text) || n.Mark) && n.Text[0] != ','
}
