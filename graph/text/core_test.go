package text

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// article is the founding article, which the seed must keep byte for byte.
func article(t testing.TB) string {
	t.Helper()
	raw, err := os.ReadFile("../../seeds/paris-security-guarantees.txt")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Canonicalize(raw)
	if err != nil {
		t.Fatal(err)
	}
	if s != string(raw) {
		t.Fatal("the article is not in canonical form")
	}
	return s
}

// wantCode fails unless err is an *Error of that code, and gives it.
func wantCode(t *testing.T, err error, code Code) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("got error %v, want code %s", err, code)
	}
	return e
}

func TestCanonicalizeKeepsAllButLineEndsAndMark(t *testing.T) {
	for in, want := range map[string]string{
		"\ufeffa\r\nb\rc\nd":                "a\nb\nc\nd",
		"\ufeff\ufeffa":                     "a",
		"a\r\r\nb":                          "a\n\nb",
		"«x»  ’ \u00ad\u200be\u0301 \ufeff": "«x»  ’ \u00ad\u200be\u0301 \ufeff",
	} {
		got, err := Canonicalize([]byte(in))
		if err != nil || got != want {
			t.Errorf("Canonicalize(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestCanonicalizeRefuses(t *testing.T) {
	for _, c := range []struct {
		in     string
		code   Code
		offset int
	}{
		{"ab\xffcd", CodeInvalidUTF8, 2},
		{"é\xed\xa0\x80", CodeInvalidUTF8, 2}, // a lone surrogate
		{"abc\xe2\x80", CodeInvalidUTF8, 3},   // cut inside a character
		{"a\x00b", CodeNUL, 1},
		{"", CodeEmpty, -1},
		{"\ufeff \r\n\t\u00a0", CodeEmpty, -1},
		{strings.Repeat("x", MaxText+1), CodeTooLarge, -1},
	} {
		_, err := Canonicalize([]byte(c.in))
		if e := wantCode(t, err, c.code); e.Offset != c.offset {
			t.Errorf("%s: offset %d, want %d", c.code, e.Offset, c.offset)
		}
	}
	if _, err := Canonicalize([]byte(strings.Repeat("x", MaxText))); err != nil {
		t.Errorf("a text of exactly MaxText bytes: %v", err)
	}
}

// longText draws text with runs long enough to cross checkpoints.
func longText() *rapid.Generator[string] {
	piece := rapid.Custom(func(t *rapid.T) string {
		s := rapid.SampledFrom([]string{"a", "é", "’", "😀", "中", "\n", "e\u0301", "𐍈x"}).Draw(t, "s")
		return strings.Repeat(s, rapid.IntRange(1, 700).Draw(t, "times"))
	})
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "")
	})
}

// checkIndex holds every conversion against counting from the start.
func checkIndex(t interface {
	Fatalf(string, ...any)
}, x *Index, s string,
) {
	runes, units := 0, 0
	for at := 0; at <= len(s); at++ {
		if at < len(s) && !utf8.RuneStart(s[at]) {
			if _, err := x.ByteToRune(s, at); !errors.Is(err, &Error{Code: CodeOffBoundary}) {
				t.Fatalf("byte %d is inside a character, got %v", at, err)
			}
			continue
		}
		for _, c := range []struct {
			name string
			f    func(string, int) (int, error)
			in   int
			want int
		}{
			{"ByteToRune", x.ByteToRune, at, runes},
			{"RuneToByte", x.RuneToByte, runes, at},
			{"ByteToUTF16", x.ByteToUTF16, at, units},
			{"UTF16ToByte", x.UTF16ToByte, units, at},
			{"RuneToUTF16", x.RuneToUTF16, runes, units},
			{"UTF16ToRune", x.UTF16ToRune, units, runes},
		} {
			if got, err := c.f(s, c.in); err != nil || got != c.want {
				t.Fatalf("%s(%d) = %d, %v; want %d", c.name, c.in, got, err, c.want)
			}
		}
		if at < len(s) {
			r, _ := utf8.DecodeRuneInString(s[at:])
			runes++
			units += utf16.RuneLen(r)
		}
	}
	if x.Bytes() != len(s) || x.Runes() != runes || x.Units() != units {
		t.Fatalf("lengths %d %d %d, want %d %d %d", x.Bytes(), x.Runes(), x.Units(), len(s), runes, units)
	}
}

func TestIndexAgreesWithCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := longText().Draw(t, "text")
		built := NewIndex(s)
		checkIndex(t, built, s)
		data, err := built.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var read Index
		if err := read.UnmarshalBinary(data); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(built, &read, cmp.AllowUnexported(Index{}, mark{})); diff != "" && len(built.marks) > 0 {
			t.Fatal(diff)
		}
		checkIndex(t, &read, s)
	})
}

func TestIndexRefuses(t *testing.T) {
	s := "a😀b"
	x := NewIndex(s)
	_, err := x.RuneToByte(s, 4)
	wantCode(t, err, CodeOutOfRange)
	_, err = x.ByteToRune(s, -1)
	wantCode(t, err, CodeOutOfRange)
	_, err = x.UTF16ToByte(s, 2)
	wantCode(t, err, CodeOffBoundary)
	_, err = x.ByteToRune(s+"c", 0)
	wantCode(t, err, CodeIndexMismatch)
	_, err = x.SpanOfRunes(s, 2, 1)
	wantCode(t, err, CodeOutOfRange)
	got, err := x.SpanOfRunes(s, 1, 2)
	if err != nil || got != (Span{1, 5}) || got.In(s) != "😀" {
		t.Fatalf("SpanOfRunes = %v, %v", got, err)
	}
	if a, b, err := x.UTF16Span(s, got); err != nil || a != 1 || b != 3 {
		t.Fatalf("UTF16Span = %d, %d, %v", a, b, err)
	}
}

func TestStoredIndexIsCheckedAndCompact(t *testing.T) {
	s := strings.Repeat("Ukraine’s ", 20000)
	data, err := NewIndex(s).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > len(s)/150 {
		t.Errorf("%d bytes of index for %d bytes of text", len(data), len(s))
	}
	for n := range len(data) {
		var x Index
		wantCode(t, x.UnmarshalBinary(data[:n]), CodeCorruptIndex)
	}
	var x Index
	wantCode(t, x.UnmarshalBinary(append(data, 0)), CodeCorruptIndex)
	wantCode(t, x.UnmarshalBinary([]byte{indexVersion, 1, 2, 2}), CodeCorruptIndex)
	wantCode(t, x.UnmarshalBinary([]byte{indexVersion, 2, 1, 2}), CodeCorruptIndex)
}

func TestSpanCheck(t *testing.T) {
	s := "a’b"
	for _, ok := range []Span{{0, 5}, {1, 4}, {5, 5}, {0, 0}} {
		if err := ok.Check(s); err != nil {
			t.Errorf("%v: %v", ok, err)
		}
	}
	for _, bad := range []Span{{-1, 1}, {0, 6}, {4, 1}} {
		wantCode(t, bad.Check(s), CodeOutOfRange)
	}
	for _, bad := range []Span{{2, 4}, {1, 3}} {
		wantCode(t, bad.Check(s), CodeOffBoundary)
	}
}

func FuzzCanonicalize(f *testing.F) {
	f.Add([]byte("\ufeffa\r\nb\r"))
	f.Add([]byte("\xff"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := Canonicalize(raw)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("untyped error %v", err)
			}
			return
		}
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\r") {
			t.Fatalf("not canonical: %q", s)
		}
		again, err := Canonicalize([]byte(s))
		if err != nil || again != s {
			t.Fatalf("not idempotent: %q, %v", again, err)
		}
	})
}

func FuzzIndex(f *testing.F) {
	f.Add("a😀é", 3)
	f.Add("’", 600)
	f.Fuzz(func(t *testing.T, s string, times int) {
		s = strings.ToValidUTF8(s, "?")
		if len(s) < 100 && times > 0 {
			s = strings.Repeat(s, times%1000+1)
		}
		if len(s) > 5000 {
			return
		}
		checkIndex(t, NewIndex(s), s)
		var x Index
		if err := x.UnmarshalBinary([]byte(s)); err == nil {
			// Bytes that happen to be an index must not make it panic.
			for at := range 10 {
				_, _ = x.RuneToUTF16(s, at)
			}
		}
	})
}
