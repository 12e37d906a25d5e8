package trace

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/graph/text"
)

// MaxWords and MaxBytes are the limits of a quote where none are given.
const (
	MaxWords = 100_000
	MaxBytes = 2 << 20
)

// Limits bound a quote; zero means MaxWords and MaxBytes.
type Limits struct{ Words, Bytes int }

// Quote is a quote taken apart. It is immutable.
type Quote struct {
	// Text is the quote from its first to its last word, without what stands
	// around them: quote marks, white space, punctuation, an ellipsis.
	Text string

	words       []word
	id          []int32 // of each word: its number in vocabulary
	content     []bool  // not a mere function word
	contentByID []bool  // the same by number
	inserted    []bool  // stands in brackets
	gap         []gap   // gap[i]: before word i
	broken      bool    // a word was joined over the end of a line
	openStart   bool    // an ellipsis before the first word
	openEnd     bool    // an ellipsis after the last
	counted     int     // words outside brackets
	weight      int     // of all words, see matchScore
	vocab       map[string]int32
	contracts   []contraction       // that may stand for two of the words, see learn
	other       map[wordPair]string // see writeOut
}

// gap tells why words of the document may be passed over at a place.
type gap uint8

const (
	noGap gap = iota
	bracketGap
	ellipsisGap
)

// Parse takes a quote apart: its words, its ellipses (..., …, [...], […],
// (...)), what it has in brackets.
func Parse(s string, limits Limits) (*Quote, error) {
	if limits.Words <= 0 {
		limits.Words = MaxWords
	}
	if limits.Bytes <= 0 {
		limits.Bytes = MaxBytes
	}
	if len(s) > limits.Bytes {
		return nil, &Error{CodeTooLong, fmt.Sprintf("the quote has %d bytes, the limit is %d: give a part of it", len(s), limits.Bytes), -1}
	}
	if err := checkCharacters(s); err != nil {
		return nil, err
	}
	words := appendWords(nil, s, 0, len(s))
	if len(words) > limits.Words {
		return nil, &Error{CodeTooLong, fmt.Sprintf("the quote has %d words, the limit is %d: give a part of it", len(words), limits.Words), -1}
	}
	q := &Quote{}
	q.words, q.broken = joinBroken(words)
	q.words, q.other = writeOut(q.words, s)
	if !slices.ContainsFunc(q.words, isWord) {
		return nil, &Error{CodeEmpty, "the quote has no word: give the words to look for", -1}
	}
	q.read(s)
	if q.counted == 0 {
		return nil, &Error{CodeEmpty, "the quote has no word outside its brackets: give the words to look for", -1}
	}
	return q, nil
}

// isWord tells a word from a lone sign.
func isWord(w word) bool {
	r, _ := utf8.DecodeRuneInString(w.key)
	return !unicode.Is(unicode.Sc, r)
}

// checkCharacters refuses what no quote has.
func checkCharacters(s string) *Error {
	for at, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[at:], "\ufffd"):
			return &Error{CodeInvalidUTF8, fmt.Sprintf("byte %d of the quote is no UTF-8: send it as UTF-8", at), at}
		case unicode.IsControl(r) && !unicode.IsSpace(r):
			return &Error{CodeControl, fmt.Sprintf("the quote has the control character U+%04X at byte %d: leave it out", r, at), at}
		}
	}
	return nil
}

// joinBroken joins the halves of words broken at the end of a line.
func joinBroken(words []word) ([]word, bool) {
	out := words[:0]
	joined := false
	for i := 0; i < len(words); i++ {
		w := words[i]
		for w.broken && i+1 < len(words) {
			next := words[i+1]
			w = word{key: w.key + next.key, start: w.start, end: next.end, hyphen: next.hyphen, broken: next.broken}
			joined = true
			i++
		}
		out = append(out, w)
	}
	return out, joined
}

// read fills in everything that follows from the words.
func (q *Quote) read(s string) {
	n := len(q.words)
	q.id, q.content, q.inserted, q.gap = make([]int32, n), make([]bool, n), make([]bool, n), make([]gap, n+1)
	q.vocab = make(map[string]int32, n)
	q.contentByID = make([]bool, 1, n+1)
	brackets := bracketed(s)
	for i, w := range q.words {
		id, known := q.vocab[w.key]
		if !known {
			id = int32(len(q.vocab) + 1)
			q.vocab[w.key] = id
			q.contentByID = append(q.contentByID, !functional(w.key))
		}
		q.id[i] = id
		q.content[i] = q.contentByID[id]
		q.inserted[i] = within(brackets, w)
		if !q.inserted[i] {
			q.counted++
			q.weight += wordWeight(q.content[i])
		}
	}
	q.markGaps(s)
	q.learn()
	start, end := q.words[0].start, q.words[n-1].end
	for _, b := range brackets {
		if b.Start < start && q.inserted[0] && b.End > start {
			start = b.Start
		}
		if b.End > end && q.inserted[n-1] && b.Start < end {
			end = b.End
		}
	}
	q.Text = s[start:end]
	for i := range q.words {
		q.words[i].start -= start
		q.words[i].end -= start
	}
}

// markGaps finds the places where the quote shows that words may be missing.
func (q *Quote) markGaps(s string) {
	n := len(q.words)
	at := 0
	for i := range n + 1 {
		end := len(s)
		if i < n {
			end = q.words[i].start
		}
		dots := ellipsis(s[at:end])
		switch {
		case i == 0:
			q.openStart = dots
		case i == n:
			q.openEnd = dots
		case dots:
			q.gap[i] = ellipsisGap
		}
		if q.gap[i] == noGap && (i > 0 && q.inserted[i-1] || i < n && q.inserted[i]) {
			q.gap[i] = bracketGap
		}
		if i < n {
			at = q.words[i].end
		}
	}
}

// ellipsis reports whether what stands between two words has an ellipsis.
func ellipsis(s string) bool {
	if s == "" || s == " " {
		return false
	}
	return strings.Contains(s, "…") || strings.Contains(s, "..") || strings.Contains(s, ". . .") || strings.Contains(s, "⋯")
}

// bracketed gives the stretches in square brackets that have a word.
func bracketed(s string) []text.Span {
	var out []text.Span
	open := -1
	for i := range len(s) {
		switch s[i] {
		case '[':
			open = i
		case ']':
			if open >= 0 {
				out = append(out, text.Span{Start: open, End: i + 1})
			}
			open = -1
		}
	}
	return out
}

// within reports whether a word stands in one of the spans, in order.
func within(spans []text.Span, w word) bool {
	i, _ := slices.BinarySearchFunc(spans, w.start, func(s text.Span, at int) int { return s.End - at - 1 })
	return i < len(spans) && spans[i].Start <= w.start && w.end <= spans[i].End
}

// Words is the number of words, without those in brackets.
func (q *Quote) Words() int { return q.counted }
