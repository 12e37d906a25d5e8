package text

import (
	"iter"
	"slices"
	"unicode/utf8"
)

// nearLimit is the longest text in which a near match is looked for: the
// search reads every word, which a mere error message should not make slow.
const nearLimit = 1 << 20

// nearMatch finds the first place in text whose words fold to those of exact,
// so that the message can show how the source spells them.
func nearMatch(text, exact string) (Span, bool) {
	if len(text) > nearLimit || len(exact) > len(text)*4 {
		return Span{}, false
	}
	want := slices.Collect(Tokens(exact))
	if len(want) == 0 {
		return Span{}, false
	}
	have := slices.Collect(Tokens(text))
	at := indexKeys(have, want)
	if at < 0 {
		return Span{}, false
	}
	near := Span{have[at].Span.Start, have[at+len(want)-1].Span.End}
	// Punctuation around the words belongs to what was asked for.
	before := utf8.RuneCountInString(exact[:want[0].Span.Start])
	after := utf8.RuneCountInString(exact[want[len(want)-1].Span.End:])
	return widen(text, near, before, after), true
}

// indexKeys finds the words of want in have by Knuth, Morris and Pratt, whose
// cost does not depend on how often the words nearly match.
func indexKeys(have, want []Token) int {
	back := make([]int, len(want))
	for i, k := 1, 0; i < len(want); i++ {
		for k > 0 && want[i].Text != want[k].Text {
			k = back[k-1]
		}
		if want[i].Text == want[k].Text {
			k++
		}
		back[i] = k
	}
	k := 0
	for i, t := range have {
		for k > 0 && t.Text != want[k].Text {
			k = back[k-1]
		}
		if t.Text == want[k].Text {
			k++
		}
		if k == len(want) {
			return i + 1 - k
		}
	}
	return -1
}

// widen takes so many characters more on each side, as far as there are any.
func widen(text string, s Span, before, after int) Span {
	for ; before > 0 && s.Start > 0; before-- {
		_, size := utf8.DecodeLastRuneInString(text[:s.Start])
		s.Start -= size
	}
	for ; after > 0 && s.End < len(text); after-- {
		_, size := utf8.DecodeRuneInString(text[s.End:])
		s.End += size
	}
	return s
}

// keys gives the search keys of the words of s.
func keys(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for t := range Tokens(s) {
			if !yield(t.Text) {
				return
			}
		}
	}
}
