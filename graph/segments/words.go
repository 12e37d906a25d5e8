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
}

// Cut cuts a text into passages. The words are good until the next passage.
func Cut(s string) iter.Seq[Passage] {
	return func(yield func(Passage) bool) {
		p := Passage{Words: make([]string, 0, PassageWords)}
		for tok := range text.Tokens(s) {
			if len(p.Words) == PassageWords {
				p.End, p.After = tok.Span.Start, Word(tok.Text)
				if !yield(p) {
					return
				}
				p = Passage{Start: tok.Span.Start, Words: p.Words[:0]}
			}
			p.Words = append(p.Words, Word(tok.Text))
		}
		if len(p.Words) > 0 {
			p.End = len(s)
			yield(p)
		}
	}
}
