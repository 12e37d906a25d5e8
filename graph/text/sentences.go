package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/v3/segment"
)

// Sentences gives the sentences of a text in order. Line breaks end a
// sentence, so a headline without a full stop is one, and so do wide gaps, so
// the cells of a table are. The spans are trimmed of white space, do not
// overlap, and hold every character that is not white space.
//
// Inside a line the work is done by prose's segmenter, a Punkt model of
// English that knows "a U.S. envoy" from "in the U.S. The allies". What it
// gets wrong is put right by rules about marks, not about words: see
// sentenceBreaks.
func Sentences(text string) []Span {
	segmenter, err := segment.New()
	if err != nil {
		// The model is compiled into the program: without it the build is
		// broken, whatever the input.
		panic("text: the sentence model cannot be loaded: " + err.Error())
	}
	var out []Span
	for line := range blocks(text) {
		from := line.Start
		for _, at := range sentenceBreaks(segmenter, line.In(text)) {
			out = appendTrimmed(out, text, Span{from, line.Start + at})
			from = line.Start + at
		}
		out = appendTrimmed(out, text, Span{from, line.End})
	}
	return out
}

// sentenceBreaks gives the offsets inside a line at which a sentence ends and
// the next begins, in order. The library's breaks are kept but where
//
//   - the next sentence begins in lower case ("Fine.” he said."),
//   - a title or an initial of another alphabet ends it ("Gen. | Mark Milley"),
//   - closing marks begin the next sentence: they belong to the one before.
//
// Breaks are added where a full stop is followed by a closing mark, white
// space and a capital, and after the full stops of Chinese and Japanese.
func sentenceBreaks(segmenter *segment.Segmenter, line string) []int {
	proposed := make(map[int]bool)
	for _, s := range segmenter.Segment(line) {
		proposed[wholeRune(line, s.Start)] = true
	}
	var out []int
	stop := stopNone
	for at, r := range line {
		begins := proposed[at]
		if begins && at > 0 && (unicode.IsSpace(r) || closesBefore(line, at, r)) {
			// Carry the break past the marks that close the sentence before.
			proposed[at+utf8.RuneLen(r)] = true
			begins = false
		}
		switch {
		case at == 0 || unicode.IsSpace(r):
		case begins && !continues(line[:at], line[at:]), !begins && stop.ends(line[at:]):
			out = append(out, at)
		}
		stop = stop.after(r)
	}
	return out
}

// closesBefore reports whether the mark r at a place belongs to the sentence
// before. A mark that can also open does not when white space parts it from
// that sentence: "Non. « Oui. »".
func closesBefore(line string, at int, r rune) bool {
	last, _ := utf8.DecodeLastRuneInString(line[:at])
	return closingMark(r, line[at:]) && (unicode.In(r, unicode.Pe, unicode.Pf) || !unicode.IsSpace(last))
}

// wholeRune moves an offset forward to the start of a character, should the
// library ever cut one.
func wholeRune(s string, at int) int {
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	return at
}

// continues reports whether what looks like the start of a sentence goes on
// with the one before.
func continues(before, after string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(after, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsSpace(r)
	}))
	if unicode.IsLower(first) {
		return true
	}
	word := lastWord(strings.TrimRightFunc(before, unicode.IsSpace))
	if !strings.HasSuffix(word, ".") {
		return false
	}
	word = strings.TrimSuffix(word, ".")
	if titles[strings.ToLower(word)] {
		return true
	}
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && r >= utf8.RuneSelf && unicode.IsUpper(r)
}

// titles are abbreviations that a name follows, so that they never end a
// sentence.
var titles = map[string]bool{
	"adm": true, "brig": true, "capt": true, "cmdr": true, "col": true, "dr": true, "gen": true, "gov": true,
	"hon": true, "lt": true, "maj": true, "mr": true, "mrs": true, "ms": true, "messrs": true, "mme": true,
	"mlle": true, "pres": true, "prof": true, "rep": true, "reps": true, "rev": true, "sen": true, "sens": true,
	"sgt": true, "st": true, "vs": true,
}

// lastWord is what follows the last white space or opening mark.
func lastWord(s string) string {
	at := strings.LastIndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Ps, unicode.Pi) || r == '"' || r == '„'
	})
	if at < 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[at:])
	return s[at+size:]
}

// stop follows the characters at the end of a sentence.
type stop int

const (
	stopNone   stop = iota
	stopDot         // a full stop, question mark, exclamation mark or ellipsis
	stopClosed      // and closing marks
	stopSpace       // and white space
	stopFull        // a full stop of Chinese or Japanese, perhaps closed
)

// after gives the state after one more character.
func (p stop) after(r rune) stop {
	switch {
	case strings.ContainsRune("。！？", r):
		return stopFull
	case strings.ContainsRune(".!?…", r):
		return stopDot
	case closingMark(r, "") && p == stopFull:
		return stopFull
	case closingMark(r, "") && (p == stopDot || p == stopClosed):
		return stopClosed
	case unicode.IsSpace(r) && (p == stopClosed || p == stopSpace):
		return stopSpace
	}
	return stopNone
}

// ends reports whether a sentence ended before rest.
func (p stop) ends(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	switch p {
	case stopFull:
		return !closingMark(r, "") && !strings.ContainsRune("。！？", r)
	case stopSpace:
		r, _ = utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, openingMark))
		return unicode.IsUpper(r) || unicode.IsTitle(r)
	}
	return false
}

// openingMark reports quote marks and brackets that begin a sentence.
func openingMark(r rune) bool {
	return unicode.In(r, unicode.Ps, unicode.Pi) || strings.ContainsRune(`"'„‚`, r)
}

// closingMark reports quote marks and brackets that end a sentence. Marks that
// can do both count when nothing but such marks stands between them and white
// space or the end; rest is the text from the mark on, or empty to take such
// marks as closing.
func closingMark(r rune, rest string) bool {
	if !closer(r) {
		return false
	}
	if rest == "" || unicode.Is(unicode.Pe, r) {
		return true
	}
	const most = 8 // more marks in a row are no punctuation
	n := 0
	for _, next := range rest {
		if unicode.IsSpace(next) {
			return true
		}
		if n++; n > most || !closer(next) {
			return false
		}
	}
	return true
}

// closer reports marks that can close.
func closer(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune("\"'“‘«", r)
}

// lines gives the parts of text between line breaks.
func lines(text string) func(func(Span) bool) {
	return func(yield func(Span) bool) {
		for from := 0; from <= len(text); {
			end := len(text)
			if n := strings.IndexByte(text[from:], '\n'); n >= 0 {
				end = from + n
			}
			if !yield(Span{from, end}) {
				return
			}
			from = end + 1
		}
	}
}

// wideGap is the number of white space characters in a row that no sentence
// has inside. The library's time grows with the square of such runs.
const wideGap = 16

// blocks gives the lines, cut at wide gaps.
func blocks(text string) func(func(Span) bool) {
	return func(yield func(Span) bool) {
		for line := range lines(text) {
			from, gap := line.Start, 0
			for at, r := range line.In(text) {
				if unicode.IsSpace(r) {
					gap++
					continue
				}
				if gap >= wideGap {
					if !yield(trim(text, Span{from, line.Start + at})) {
						return
					}
					from = line.Start + at
				}
				gap = 0
			}
			if !yield(trim(text, Span{from, line.End})) {
				return
			}
		}
	}
}

// appendTrimmed adds the span without the white space around it, if anything
// is left.
func appendTrimmed(out []Span, text string, s Span) []Span {
	if s = trim(text, s); s.Len() > 0 {
		out = append(out, s)
	}
	return out
}

// trim takes white space off both ends.
func trim(text string, s Span) Span {
	words := strings.TrimRightFunc(s.In(text), unicode.IsSpace)
	s.End = s.Start + len(words)
	s.Start = s.End - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	return s
}
