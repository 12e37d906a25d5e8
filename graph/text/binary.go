package text

import "bytes"

// signatures are how files begin that are often sent for text.
var signatures = []struct{ begin, what string }{
	{"%PDF-", "a PDF"},
	{"PK\x03\x04", "a ZIP archive or an office document"},
	{"\x89PNG", "a picture (PNG)"},
	{"GIF87a", "a picture (GIF)"},
	{"GIF89a", "a picture (GIF)"},
	{"\xff\xd8\xff", "a picture (JPEG)"},
	{"\x1f\x8b", "compressed data (gzip)"},
	{"\x7fELF", "a program"},
	{"{\\rtf", "an RTF document"},
	{"\xd0\xcf\x11\xe0", "an office document"},
}

// Binary names what the bytes are where they are clearly no text, or gives "".
// A NUL or a wrong byte here and there is not that; Canonicalize tells where
// it stands.
func Binary(raw []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(raw, []byte(s.begin)) {
			return s.what
		}
	}
	const head, most = 8 << 10, 50 // one control character in fifty
	if len(raw) > head {
		raw = raw[:head]
	}
	control := 0
	for _, c := range raw {
		if c < ' ' && c != 0 && c != '\x1b' && (c < '\t' || c > '\r') || c == 0x7f {
			control++
		}
	}
	if control >= 4 && control*most > len(raw) {
		return "binary data"
	}
	return ""
}
