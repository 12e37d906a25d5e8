package guard

import (
	"strings"
	"unicode/utf8"
)

// token is one lexical token. The kind of a punctuator is its character.
type token struct {
	kind       kind
	start, end int
	value      string // of a name or number its text, of a string its value
}

type kind byte

const (
	atEnd     kind = 0
	aName     kind = 'a'
	anInt     kind = 'i'
	aFloat    kind = 'f'
	aString   kind = 's'
	spreadDot kind = '.' // the punctuator ...
)

// lexer walks over the text.
type lexer struct {
	src    string
	limits *Limits
	pos    int
	open   int // brackets that are open
	tokens []token
}

// lex splits the text into tokens and refuses it where it breaks a limit or the
// lexical grammar. The last token is atEnd.
func lex(src string, limits *Limits) ([]token, *Error) {
	if len(src) > limits.Bytes {
		return nil, refuse(CodeQueryTooLarge, "The query is %d bytes long, the limit is %d: send less text, and long values as variables.", len(src), limits.Bytes)
	}
	if i := invalidUTF8(src); i >= 0 {
		return nil, refuseAt(src, i, CodeSyntaxError, "Syntax Error: The query is not valid UTF-8 at byte %d.", i)
	}
	l := &lexer{src: src, limits: limits}
	for l.skipIgnored(); l.pos < len(src); l.skipIgnored() {
		if len(l.tokens) == limits.Tokens {
			return nil, refuseAt(src, l.pos, CodeTooManyTokens, "The query has at least %d tokens, the limit is %d: ask for less, or in several requests.", len(l.tokens)+1, limits.Tokens)
		}
		if err := l.token(); err != nil {
			return nil, err
		}
	}
	l.add(atEnd, 0, "")
	return l.tokens, nil
}

func (l *lexer) add(kind kind, length int, value string) {
	l.tokens = append(l.tokens, token{kind, l.pos, l.pos + length, value})
	l.pos += length
}

// skipIgnored moves past what the grammar ignores.
func (l *lexer) skipIgnored() {
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case strings.IndexByte(" ,\t\n\r", c) >= 0:
			l.pos++
		case strings.HasPrefix(l.src[l.pos:], "\uFEFF"):
			l.pos += len("\uFEFF")
		case c == '#':
			end := strings.IndexAny(l.src[l.pos:], "\r\n")
			if end < 0 {
				end = len(l.src) - l.pos
			}
			l.pos += end
		default:
			return
		}
	}
}

// token reads one token.
func (l *lexer) token() *Error {
	c := l.src[l.pos]
	switch {
	case isNameStart(c):
		return l.name()
	case c == '-' || isDigit(c):
		return l.number()
	case c == '"':
		return l.string()
	case c == '.':
		if !strings.HasPrefix(l.src[l.pos:], "...") {
			return l.unexpected()
		}
		l.add(spreadDot, 3, "...")
		return nil
	case strings.IndexByte("([{", c) >= 0:
		l.open++
		if l.open > l.limits.Nesting {
			return refuseAt(l.src, l.pos, CodeTooDeep, "The query nests at least %d brackets, the limit is %d: ask for fewer levels, or in several requests.", l.open, l.limits.Nesting)
		}
	case strings.IndexByte(")]}", c) >= 0:
		l.open = max(l.open-1, 0)
	case strings.IndexByte("!$&:=@|", c) < 0:
		return l.unexpected()
	}
	l.add(kind(c), 1, l.src[l.pos:l.pos+1])
	return nil
}

func (l *lexer) name() *Error {
	end := l.pos + 1
	for end < len(l.src) && (isNameStart(l.src[end]) || isDigit(l.src[end])) {
		end++
	}
	if n := end - l.pos; n > l.limits.NameBytes {
		return refuseAt(l.src, l.pos, CodeNameTooLong, "A name in the query is %d bytes long, the limit is %d: use a shorter one.", n, l.limits.NameBytes)
	}
	l.add(aName, end-l.pos, l.src[l.pos:end])
	return nil
}

// number reads an Int or Float.
func (l *lexer) number() *Error {
	end, kind := l.pos, anInt
	if l.src[end] == '-' {
		end++
	}
	whole := end
	digits := func() bool {
		from := end
		for end < len(l.src) && isDigit(l.src[end]) {
			end++
		}
		return end > from
	}
	ok := digits() && (l.src[whole] != '0' || end == whole+1)
	if ok && end < len(l.src) && l.src[end] == '.' {
		end++
		kind = aFloat
		ok = digits()
	}
	if ok && end < len(l.src) && (l.src[end] == 'e' || l.src[end] == 'E') {
		end++
		kind = aFloat
		if end < len(l.src) && (l.src[end] == '+' || l.src[end] == '-') {
			end++
		}
		ok = digits()
	}
	if !ok || end < len(l.src) && (isNameStart(l.src[end]) || l.src[end] == '.') {
		return refuseAt(l.src, l.pos, CodeSyntaxError, "Syntax Error: Invalid number %s.", clip(l.src[l.pos:min(end+1, len(l.src))]))
	}
	l.add(kind, end-l.pos, l.src[l.pos:end])
	return nil
}

// string reads a string or block string.
func (l *lexer) string() *Error {
	read := readString
	if strings.HasPrefix(l.src[l.pos:], `"""`) {
		read = readBlockString
	}
	value, end, fault := read(l.src, l.pos)
	if fault != "" {
		return refuseAt(l.src, end, CodeSyntaxError, "Syntax Error: %s", fault)
	}
	l.add(aString, end-l.pos, value)
	return nil
}

func (l *lexer) unexpected() *Error {
	r, _ := utf8.DecodeRuneInString(l.src[l.pos:])
	return refuseAt(l.src, l.pos, CodeSyntaxError, "Syntax Error: Unexpected character %q.", r)
}

func isNameStart(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// invalidUTF8 gives the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}

// clip shortens what a message quotes.
func clip(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "..."
}
