package text

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Find gives every place where exact stands in text with prefix directly
// before and suffix directly after it, character for character: the
// TextQuoteSelector of W3C Web Annotation. An empty prefix or suffix asks for
// nothing. Places may overlap; they come in the order of the text. No place is
// no error here; an empty exact is.
func Find(text, exact, prefix, suffix string) ([]Span, error) {
	return findAtMost(len(text), text, exact, prefix, suffix)
}

// findAtMost stops looking when it has found so many places.
func findAtMost(most int, text, exact, prefix, suffix string) ([]Span, error) {
	if exact == "" {
		return nil, &Error{CodeEmpty, "the words to find are empty: give at least one character", -1}
	}
	var found []Span
	quote := prefix + exact + suffix
	for from := 0; len(found) < most; {
		at := strings.Index(text[from:], quote)
		if at < 0 {
			break
		}
		start := from + at + len(prefix)
		if s := (Span{start, start + len(exact)}); s.Check(text) == nil {
			found = append(found, s)
		}
		from += at + 1
	}
	return found, nil
}

// manyPlaces is where FindOne stops counting: one letter can stand at a million
// places, and nobody reads the number.
const manyPlaces = 1000

// FindOne gives the only place Find finds. More than one is AMBIGUOUS, none is
// ABSENT; the message then tells of the nearest thing to look at: the same
// words in another context, or words that differ in case, quote marks, dashes,
// white space or accents only.
func FindOne(text, exact, prefix, suffix string) (Span, error) {
	found, err := findAtMost(manyPlaces, text, exact, prefix, suffix)
	switch {
	case err != nil:
		return Span{}, err
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return Span{}, ambiguous(text, exact, found)
	}
	return Span{}, absent(text, exact, prefix, suffix)
}

// ambiguous says where the words stand.
func ambiguous(text, exact string, found []Span) error {
	const shown = 3
	at := runeOffsets(text, found[:min(shown, len(found))])
	list := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(at)), ", "), "[]")
	if len(found) > shown {
		list += ", ..."
	}
	count := fmt.Sprint(len(found))
	if len(found) == manyPlaces {
		count += " or more"
	}
	return &Error{
		CodeAmbiguous,
		fmt.Sprintf("%q stands at %s places (characters %s): add prefix or suffix", brief(exact), count, list),
		found[0].Start,
	}
}

// absent says that the words are not there, and what comes nearest.
func absent(text, exact, prefix, suffix string) error {
	message := fmt.Sprintf("%q is not in the text", brief(exact))
	if prefix != "" || suffix != "" {
		if other, err := findAtMost(1, text, exact, "", ""); err == nil && len(other) > 0 {
			at := runeOffsets(text, other[:1])[0]
			message = fmt.Sprintf("%q is in the text (character %d) but not between the prefix %q and the suffix %q",
				brief(exact), at, brief(prefix), brief(suffix))
			return &Error{CodeAbsent, message, other[0].Start}
		}
	}
	near, ok := nearMatch(text, exact)
	if !ok {
		return &Error{CodeAbsent, message, -1}
	}
	at := runeOffsets(text, []Span{near})[0]
	message += fmt.Sprintf("; the text has %q at character %d: %s", brief(near.In(text)), at, difference(near.In(text), exact))
	return &Error{CodeAbsent, message, near.Start}
}

// difference names the first character in which two wordings part.
func difference(have, given string) string {
	at := 0
	for have != "" && given != "" {
		a, n := utf8.DecodeRuneInString(have)
		b, m := utf8.DecodeRuneInString(given)
		if a != b {
			return fmt.Sprintf("character %d of it is %q (U+%04X), yours is %q (U+%04X)", at, a, a, b, b)
		}
		have, given = have[n:], given[m:]
		at++
	}
	if given == "" {
		return fmt.Sprintf("it goes on with %q", brief(have))
	}
	return fmt.Sprintf("it ends before your %q", brief(given))
}

// runeOffsets gives the code point offsets of the starts of spans in order.
func runeOffsets(text string, spans []Span) []int {
	out := make([]int, 0, len(spans))
	runes, from := 0, 0
	for _, s := range spans {
		runes += utf8.RuneCountInString(text[from:s.Start])
		from = s.Start
		out = append(out, runes)
	}
	return out
}

// brief shortens words for a message.
func brief(s string) string {
	const most = 80
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "..."
		}
		n++
	}
	return s
}
