package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the search key of s: what two spellings of the same words have in
// common whoever typed them. It is for keys only and is never stored as, or
// shown for, what a document says.
//
//	compatibility forms    ﬁne → fine, ① → 1, Ａ → a, … → ...
//	case                   PARIS → paris, Straße → strasse
//	Latin diacritics       Élysée → elysee, Łódź → lodz, Ærø → aero
//	quote marks            “x” „x“ «x» ''x'' → "x", ‘x’ → 'x', ’ → '
//	dashes and hyphens     — – ‑ − → -
//	white space            runs of it, of any kind → one space, none at the ends
//	nothing to be seen     soft hyphen, zero-width and bidi characters → dropped
//
// Marks on other scripts stay (й is not и), but for the stress mark that
// dictionaries put on Cyrillic vowels. Fold is idempotent.
func Fold(s string) string {
	if folded, ok := foldASCII(s); ok {
		return folded
	}
	var f folder
	for p := range pieces(s) {
		f.add(p.text)
	}
	return f.key()
}

// foldASCII is the same for the plain case, where only case and white space
// count. Two apostrophes are a quote mark, so they take the long way.
func foldASCII(s string) (string, bool) {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || s[i] == '\'' && i > 0 && s[i-1] == '\'' || s[i] < ' ' && !isASCIISpace(s[i]) || s[i] == 0x7f {
			return "", false
		}
	}
	return collapse(strings.ToLower(s)), true
}

func isASCIISpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// piece is a run of characters that normalisation treats as one, with its
// place in the source.
type piece struct {
	text string
	span Span
}

// pieces decomposes s and tells where each part came from.
func pieces(s string) func(func(piece) bool) {
	return func(yield func(piece) bool) {
		var it norm.Iter
		it.InitString(norm.NFKD, s)
		for !it.Done() {
			from := it.Pos()
			decomposed := string(it.Next())
			if !yield(piece{decomposed, Span{from, it.Pos()}}) {
				return
			}
		}
	}
}

// folder builds a key from decomposed characters.
type folder struct {
	out   strings.Builder
	base  rune // the last character that is not a mark
	space bool // white space is due before the next character
}

// add folds the characters of one piece.
func (f *folder) add(decomposed string) {
	for _, r := range decomposed {
		s, listed := foldTable[r]
		if !listed {
			r = foldCase(r)
			s, listed = foldTable[r]
		}
		if !listed {
			f.put(r)
			continue
		}
		for _, u := range s {
			f.put(u)
		}
	}
}

// foldCase takes a letter to upper case and back, which unites what has one
// capital: σ and ς, s and ſ.
func foldCase(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }

// put writes one folded character.
func (f *folder) put(r rune) {
	switch {
	case unicode.IsSpace(r):
		f.space = true
		f.base = ' '
	case invisible(r):
	case unicode.Is(unicode.Mn, r) && f.bare(r):
	default:
		f.write(r)
	}
}

// bare reports whether the mark r goes, given the character it stands on.
func (f *folder) bare(r rune) bool {
	if unicode.Is(unicode.Latin, f.base) {
		return true
	}
	const stress = '\u0301'
	return r == stress && strings.ContainsRune("аеиоуыэюяєіїё", f.base)
}

func (f *folder) write(r rune) {
	if f.space && f.out.Len() > 0 {
		f.out.WriteByte(' ')
	}
	f.space = false
	if !unicode.Is(unicode.Mn, r) {
		f.base = r
	}
	f.out.WriteRune(r)
}

// key ends the folding: apostrophes typed twice become a quote mark, and the
// marks that stayed are composed with their letters again.
func (f *folder) key() string {
	s := f.out.String()
	if strings.Contains(s, "''") {
		s = strings.ReplaceAll(s, "''", `"`)
	}
	return norm.NFC.String(s)
}

// collapse turns each run of white space into one space.
func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }

// invisible reports characters that leave no trace on paper: formats (bidi
// controls, zero-width joiners, the soft hyphen), variation selectors, the
// combining grapheme joiner, and control characters.
func invisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) ||
		unicode.Is(unicode.Cc, r) || r == '\u034f' || r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0'
}
