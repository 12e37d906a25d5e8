package segments

import (
	"iter"
	"strings"

	"onrecord/graph/text"
)

// PassageWords is how many words a passage has; the last one of a text may have
// fewer.
const PassageWords = 32

// longestWord bounds what is kept of a word, in bytes; longer runs of letters
// are cut.
const longestWord = 64

// Word is the form in which a folded word is looked for: without a possessive,
// cut to a bound.
func Word(w string) string {
	w = strings.TrimSuffix(w, "'s")
	if len(w) > longestWord {
		return w[:longestWord]
	}
	return w
}

// Words gives the words of a text in order, as they are looked for.
func Words(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for tok := range text.Tokens(s) {
			if !yield(Word(tok.Text)) {
				return
			}
		}
	}
}

// Passage is one window of a text: the bytes [Start, End) and its words. A
// passage ends where the next begins, the last one with the text.
type Passage struct {
	Start, End int
	Words      []string
	After      string // the first word of the next one, or empty
	broken     []int  // places of words that are broken at the end of a line
}

// Cut cuts a text into passages. The words are good until the next passage.
func Cut(s string) iter.Seq[Passage] {
	return func(yield func(Passage) bool) {
		p, end := Passage{Words: make([]string, 0, PassageWords)}, 0
		for tok := range text.Tokens(s) {
			_, broken := text.Hyphen(s[end:tok.Span.Start])
			if broken && len(p.Words) > 0 {
				p.broken = append(p.broken, len(p.Words)-1)
			}
			end = tok.Span.End
			if len(p.Words) == PassageWords {
				p.End, p.After = tok.Span.Start, Word(tok.Text)
				if !yield(p) {
					return
				}
				p = Passage{Start: tok.Span.Start, Words: p.Words[:0], broken: p.broken[:0]}
			}
			p.Words = append(p.Words, Word(tok.Text))
		}
		if len(p.Words) > 0 {
			p.End = len(s)
			yield(p)
		}
	}
}

// word gives a word of the passage, the one after the last also; or nothing.
func (p *Passage) word(i int) string {
	switch {
	case i >= 0 && i < len(p.Words):
		return p.Words[i]
	case i == len(p.Words):
		return p.After
	}
	return ""
}

// each calls yield for the words that a passage is found by: those broken at the
// end of a line in halves and whole.
func (p *Passage) each(yield func(word string)) {
	for _, w := range p.Words {
		yield(w)
	}
	for _, i := range p.broken {
		yield(Word(p.word(i) + p.word(i+1)))
	}
}

// pairs calls yield for the pairs of words that begin in a passage, those of
// broken words also as if they were whole.
func (p *Passage) pairs(yield func(pair uint32)) {
	pair := func(first, second string) {
		if first != "" && second != "" {
			yield(pairOf(first, second))
		}
	}
	for i := range p.Words {
		pair(p.word(i), p.word(i+1))
	}
	for _, i := range p.broken {
		whole := Word(p.word(i) + p.word(i+1))
		pair(p.word(i-1), whole)
		pair(whole, p.word(i+2))
	}
}
