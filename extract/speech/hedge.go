package speech

import (
	"slices"
	"strings"

	"onrecord/extract/grammar"
	"onrecord/extract/words"
	"onrecord/graph/text"
)

// mostHedges keeps a long speech from listing every "may" of it.
const mostHedges = 20

// hedges finds the words of a statement that take back some of its certainty,
// but for those that belong to a statement inside it: they are somebody
// else's.
func (e *reading) hedges(i int) []text.Span {
	var out []text.Span
	for _, s := range e.out[i].Content {
		k, _ := slices.BinarySearchFunc(e.t.Words, s.Start, func(w words.Word, at int) int { return w.Start - at })
		for ; k < len(e.t.Words) && e.t.Words[k].End <= s.End && len(out) < mostHedges; k++ {
			n := e.hedgeAt(k)
			if n == 0 {
				continue
			}
			h := text.Span{Start: e.t.Words[k].Start, End: e.t.Words[k+n-1].End}
			if h.End <= s.End && !e.another(i, h) {
				out = append(out, h)
			}
			k += n - 1
		}
	}
	return out
}

// another: a statement inside statement i has the span in its content. The
// statements are in order, so it stands between i and the span.
func (e *reading) another(i int, s text.Span) bool {
	for j := i + 1; j < len(e.out) && e.out[j].Content[0].Start <= s.Start; j++ {
		if o := &e.out[j]; o.Within == i && slices.ContainsFunc(o.Content, func(c text.Span) bool { return c.Contains(s) }) {
			return true
		}
	}
	return false
}

// hedgeAt says how many words at k are a hedge; 0 is none.
func (e *reading) hedgeAt(k int) int {
	for _, p := range hedgingPhrases {
		if e.phraseAt(k, p) {
			return len(p)
		}
	}
	w, before, next := e.word(k), e.word(k-1), e.word(k+1)
	switch {
	case hedging[w.Lower]:
		return 1
	case w.Lower == "may" || w.Lower == "might" || w.Lower == "could":
		// Not the month, nor a “could” that asks.
		if before.Mark && next.Mark {
			next = e.word(k + 2) // “may” be asked; not “may” as a word that is spoken of
			return when(next.Tag == "VB" || strings.HasPrefix(next.Tag, "RB"))
		}
		return when(w.Tag == "MD" && next.Tag != "CD" && (w.Lower != "may" || w.Text == w.Lower))
	case w.Lower == "should":
		// Not "should a truce hold", which is a condition.
		return when(w.Tag == "MD" && (next.Tag == "VB" || strings.HasPrefix(next.Tag, "RB")) && (strings.HasPrefix(before.Tag, "N") || before.Tag == "PRP" || before.Tag == "EX" || before.Tag == "WDT" || before.Tag == "DT"))
	case roughly[w.Lower]:
		return when(next.Tag == "CD" || next.Tag == "$" || next.Lower == "half" || next.Lower == "a" && e.word(k+2).Tag == "CD")
	case seeming[w.Lower]:
		return when(strings.HasPrefix(w.Tag, "V") && (next.Lower == "to" || next.Lower == "that" || next.Lower == "not" || next.Lower == "like" || strings.HasPrefix(next.Tag, "J") || strings.HasPrefix(next.Tag, "RB") || next.Lower == "increasingly"))
	case w.Lower == "suggest" || w.Lower == "suggests":
		return when(strings.HasPrefix(w.Tag, "V") && before.Tag == "NNS" || w.Lower == "suggests" && before.Tag == "NN")
	}
	return 0
}

func when(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// word is the word at k; outside the text it is one that is nothing.
func (e *reading) word(k int) *words.Word {
	if k < 0 || k >= len(e.t.Words) {
		return &words.Word{}
	}
	return &e.t.Words[k]
}

func (e *reading) phraseAt(k int, phrase []string) bool {
	for i, p := range phrase {
		if e.word(k+i).Lower != p {
			return false
		}
	}
	// A kind of, this sort of: no hedge, but a noun.
	return phrase[len(phrase)-1] != "of" || e.word(k-1).Tag != "DT" && !strings.HasPrefix(e.word(k-1).Tag, "J")
}

// hedging are words that always weaken what is said.
var hedging = grammar.Set("possibly possible perhaps maybe probably probable likely unlikely apparently reportedly allegedly largely mostly roughly approximately almost potentially potential presumably supposedly arguably seemingly conceivably ostensibly")

// roughly are words that weaken a number.
var roughly = grammar.Set("about around nearly some almost")

// seeming are verbs that weaken what follows them.
var seeming = grammar.Set("seem seems seemed appear appears appeared tend tends tended")

// hedgingPhrases are hedges of several words.
var hedgingPhrases = phrases("more or less", "sort of", "kind of", "in part", "in principle", "in theory", "to some extent", "to a degree", "to some degree", "at least in part", "as far as i know", "not necessarily", "i think", "i believe", "i guess", "i suppose", "we think", "we believe", "if possible", "by and large")

func phrases(list ...string) [][]string {
	var out [][]string
	for _, p := range list {
		out = append(out, strings.Fields(p))
	}
	return out
}
