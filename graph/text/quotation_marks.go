package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// closes gives the level of the open quotation that the mark closes, or -1.
// This and begins are the table of what each mark can mean.
func (r *quoteReader) closes(m quoteMark) int {
	opens := m.opens() && m.spaced()
	switch m.text {
	case "»":
		if level := r.innermost("«"); level >= 0 {
			return level
		}
		if !opens {
			return r.innermost("»") // Finnish: »sana»
		}
	case "«":
		if !opens {
			return r.innermost("»")
		}
	case "”":
		if level := r.innermost("“", "„"); level >= 0 {
			return level
		}
		if !opens {
			return r.innermost("”") // Swedish: ”ord”
		}
	case "“":
		if !opens {
			if level := r.top("„"); level >= 0 {
				return level
			}
			if !m.opens() && !wordRune(m.next) {
				return r.innermost("„", "“")
			}
		}
	case `"`, "''":
		if !opens {
			return r.innermost(m.text)
		}
	case "›":
		return r.innermost("‹")
	case "」":
		return r.innermost("「")
	case "』":
		return r.innermost("『")
	case "‘":
		if !opens {
			return r.top("‚")
		}
	case "’":
		if level := r.top("‘", "‚"); level >= 0 && m.closesSingle() {
			return level
		}
	case "'":
		if level := r.top("'"); level >= 0 && m.closesSingle() {
			return level
		}
	}
	return -1
}

// begins reports whether the mark, which closes nothing, opens a quotation.
func (r *quoteReader) begins(m quoteMark) bool {
	switch m.text {
	case "«", "„", "‚", "‹", "「", "『":
		return m.next != 0
	case "“":
		return m.next != 0 && (m.opens() || !unicode.IsSpace(m.next) || m.spaced())
	case "»", "”":
		return m.opens() || m.spaced() && m.next != 0
	case `"`, "''":
		return m.opens() || m.spaced() && m.next != 0
	case "‘":
		return !wordRune(m.before) && m.next != 0 && !unicode.IsSpace(m.next)
	case "'":
		// '90s: a decade; a quotation that begins with a number is rarer.
		return m.opens() && !decade(m.rest) && r.innermost("'") < 0
	}
	return false
}

// closesSingle reports whether a single mark can close: it stands after
// something, not inside a word, and not after a plural that owns what follows.
func (m quoteMark) closesSingle() bool {
	return !m.spaced() && !m.insideWord() && !ownsWhatFollows(m)
}

// ownsWhatFollows tells "the allies’ plan’" from "‘hubs’ across Ukraine": after
// an s and before a word, the mark is an apostrophe if a better closing mark
// follows before the next quotation begins.
func ownsWhatFollows(m quoteMark) bool {
	if m.before != 's' && m.before != 'S' || !strings.HasPrefix(m.rest, " ") {
		return false
	}
	const far = 400 // bytes; so that many such marks in a line stay cheap
	rest := m.rest
	if len(rest) > far {
		rest = rest[:far]
	}
	before := ' '
	for at, r := range rest {
		next, _ := utf8.DecodeRuneInString(rest[at+utf8.RuneLen(validRune(r)):])
		inside := wordRune(before) && wordRune(next)
		switch {
		case r == '‘' || r == '\'' && (unicode.IsSpace(before) || unicode.Is(unicode.Ps, before)):
			return false
		case (r == '’' || r == '\'') && string(r) == m.text && !inside && before != 's' && !unicode.IsSpace(before):
			return true
		}
		before = r
	}
	return false
}

// validRune gives a character of one byte for what is not UTF-8, which the
// cut at far bytes can leave.
func validRune(r rune) rune {
	if r == utf8.RuneError {
		return 'x'
	}
	return r
}

// decade reports whether s starts with two digits and an s.
func decade(s string) bool {
	return len(s) >= 3 && '0' <= s[0] && s[0] <= '9' && '0' <= s[1] && s[1] <= '9' && s[2] == 's'
}
