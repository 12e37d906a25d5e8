package page_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"onrecord/extract/page"
	"onrecord/graph/text"
)

const harbourText = `5 March 2026

The mayor of Port Ellery, Ada Brook, said on Wednesday that the town would not wait another winter` + "\u00a0" + `for a second ferry, and that the council had written to the ministry for the third time this year.

“We were promised two ships, and we have counted one,” Ms Brook told the council. “If the ministry agrees on a date, we will open the new pier by June.”

A spokesman for the ministry called the wording “rather ‘optimistic’” and said that the money was there, but that the shipyard was full until the autumn.

The first draft spoke of 12 crossings a day.
The second speaks of “regular service”.

Fishermen, who had feared for their moorings, said they would back the plan provided that the northern quay stays open to boats of less than ten metres, as it was in the first draft.`

// TestArticle reads a page with everything around its article that pages have.
func TestArticle(t *testing.T) {
	raw, err := os.ReadFile("testdata/harbour.html")
	if err != nil {
		t.Fatal(err)
	}
	got, err := page.Read(raw, "")
	if err != nil {
		t.Fatal(err)
	}
	want := &page.Page{
		Title: `Harbour town asks for "two ferries"`, Text: harbourText, Language: "en-GB", Publisher: "The Coast Gazette",
		PublishedAt: "2026-03-04", URL: "https://coast.example/news/ferries", Original: raw,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestPlainText is kept as it is; Original only where bytes were changed.
func TestPlainText(t *testing.T) {
	const plain = "A headline\n\nShe said: “No.”\n"
	for _, c := range []struct {
		name, raw    string
		wantOriginal bool
	}{
		{"a.txt", plain, false},
		{"a.txt", "\ufeff" + plain, true},
		{"a.txt", strings.ReplaceAll(plain, "\n", "\r\n"), true},
		{"", plain, false},
	} {
		got, err := page.Read([]byte(c.raw), c.name)
		if err != nil {
			t.Fatalf("%q: %v", c.raw, err)
		}
		want := &page.Page{Title: "A headline", Text: plain}
		if c.wantOriginal {
			want.Original = []byte(c.raw)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: (-want +got)\n%s", c.raw, diff)
		}
	}
}

// TestSniff tells pages from texts that speak of tags.
func TestSniff(t *testing.T) {
	for _, c := range []struct {
		name, raw string
		html      bool
	}{
		{"", "<!DOCTYPE html><p>The mayor agreed.", true},
		{"", "\ufeff <!-- saved --> <?xml version='1.0'?>\n<html><body><p>The mayor agreed.", true},
		{"saved.txt", "<html><body><p>The mayor agreed.</body></html>", true},
		{"", "<p>The mayor agreed.</p>", true},
		{"a.html", "The mayor <br> agreed.", true},
		{"a.htm", "The mayor agreed that 1 < 2.", false},
		{"notes.md", "<p>The mayor</p> agreed.", false},
		{"", "The <p> element begins a paragraph, the mayor said.", false},
		{"", "<grin> The mayor agreed.", false},
	} {
		got, err := page.Read([]byte(c.raw), c.name)
		if err != nil {
			t.Errorf("%s %q: %v", c.name, c.raw, err)
		} else if html := got.Original != nil && !strings.Contains(got.Text, "<"); html != c.html {
			t.Errorf("%s %q: read as HTML %v, want %v: %q", c.name, c.raw, html, c.html, got.Text)
		}
	}
}

// TestCharset decodes what pages declare.
func TestCharset(t *testing.T) {
	const words = "Le maire a dit : « Nous refusons l’été », déclare Zoé."
	latin, err := charmap.Windows1252.NewEncoder().String(`<html><head><meta charset="windows-1252"></head><body><p>` + words + `</p></body></html>`)
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{
		"utf-8, undeclared":  []byte("<html><body><p>" + words + "</p></body></html>"),
		"utf-8, late":        []byte("<html><!--" + strings.Repeat("x", 2000) + "--><body><p>" + words + "</p></body></html>"),
		"windows-1252":       []byte(latin),
		"http-equiv":         []byte(strings.Replace(latin, `charset="windows-1252"`, `http-equiv=Content-Type content="text/html; charset=ISO-8859-1"`, 1)),
		"utf-16, by mark":    wide("<html><body><p>" + words + "</p></body></html>"),
		"utf-8 mark":         []byte("\ufeff<html><body><p>" + words + "</p></body></html>"),
		"quoted by entities": []byte("<html><body><p>Le maire a dit : &laquo; Nous refusons l&rsquo;&eacute;t&#233; &raquo;, d&eacute;clare Zo&eacute;.</p></body></html>"),
	} {
		got, err := page.Read(raw, "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got.Text != words {
			t.Errorf("%s: %q", name, got.Text)
		}
	}
}

func wide(s string) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// TestRefused: each file that is no article is told why, with its code.
func TestRefused(t *testing.T) {
	deep := "<html><body>" + strings.Repeat("<div>", 600) + "The mayor agreed." + strings.Repeat("</div>", 600)
	for _, c := range []struct {
		what, raw string
		code      page.Code
		offset    int
	}{
		{"nothing", "", page.CodeEmpty, -1},
		{"a mark and spaces", "\ufeff \n\t", page.CodeEmpty, -1},
		{"a PDF", "%PDF-1.7\nwords", page.CodeBinary, -1},
		{"a picture", "\x89PNG\r\n\x1a\n", page.CodeBinary, -1},
		{"a NUL", "The mayor\x00 agreed.", page.CodeBinary, 9},
		{"a NUL in a page", "<html><p>The mayor\x00 agreed.", page.CodeBinary, 18},
		{"control bytes", "a\x01\x02\x03b\x04\x05", page.CodeBinary, -1},
		{"Latin-1", "The caf\xe9 is closed.", page.CodeInvalidUTF8, 7},
		{"UTF-16 as plain text", string(wide("The mayor agreed.")), page.CodeInvalidUTF8, 0},
		{"a page that is not UTF-8", "<html><p>The caf\xe9", page.CodeInvalidUTF8, 16},
		{"a page of menus", "<html><body><nav><ul><li><a href=/>Home</a></ul></nav>", page.CodeNoArticle, -1},
		{"a page of nothing", "<html><body></body></html>", page.CodeNoArticle, -1},
		{"a page of scripts", "<html><body><script>var words = 'The mayor agreed.'</script>", page.CodeNoArticle, -1},
		{"600 deep", deep, page.CodeTooDeep, -1},
		{"one deeper than allowed", "<html><body>" + strings.Repeat("<div>", 512-2) + "The mayor agreed.", page.CodeTooDeep, -1},
		{"much text, deep", "<html><body>" + strings.Repeat("<div>", 200) + strings.Repeat("The mayor agreed. ", 100_000), page.CodeTooDeep, -1},
		{"many elements", "<html><body>" + strings.Repeat("<p>x", page.MaxElements), page.CodeTooLarge, -1},
		{"a large page", "<html><body><p>The mayor agreed.</p><!--" + strings.Repeat("x", page.MaxPage) + "-->", page.CodeTooLarge, -1},
		{"a long text", strings.Repeat("words ", text.MaxText/6+1), page.CodeTooLarge, -1},
		{"a huge file", strings.Repeat("x", page.MaxFile+1), page.CodeTooLarge, -1},
	} {
		got, err := page.Read([]byte(c.raw), "")
		var e *page.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Offset != c.offset || e.Message == "" {
			t.Errorf("%s: got %v, %#v; want %s at %d", c.what, got, err, c.code, c.offset)
		}
	}
	for _, deep := range []int{100, 511} {
		p, err := page.Read([]byte("<html><body>"+strings.Repeat("<div>", deep-2)+"The mayor agreed."), "")
		if err != nil || p.Text != "The mayor agreed." {
			t.Errorf("a page may be %d deep: %+v, %v", deep, p, err)
		}
	}
}

// TestDecodedPages: what came as characters is not decoded a second time.
func TestDecodedPages(t *testing.T) {
	raw := []byte("<html><meta charset=iso-8859-1><title>T</title><body><p>Zoë agreed.</p></body></html>")
	got, err := page.ReadHTML(raw)
	if err != nil || got.Text != "Zoë agreed." || got.Title != "T" || !bytes.Equal(got.Original, raw) {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := page.Read(raw, "a.html"); err != nil || got.Text != "ZoÃ« agreed." {
		t.Errorf("bytes are decoded as they declare: %+v, %v", got, err)
	}
	for raw, code := range map[string]page.Code{
		" \n": page.CodeEmpty, "<p>\x00</p>": page.CodeBinary, "<p>\xe9</p>": page.CodeInvalidUTF8, "<p></p>": page.CodeNoArticle,
		"<p>" + strings.Repeat("x", page.MaxPage): page.CodeTooLarge,
	} {
		if _, err := page.ReadHTML([]byte(raw)); !errors.Is(err, &page.Error{Code: code}) {
			t.Errorf("%.20q: %v, want %s", raw, err, code)
		}
	}
}

// TestSelfDescription: what pages say of themselves, in the ways they have.
func TestSelfDescription(t *testing.T) {
	const body = `<body><p>The mayor agreed, and the council did so too.</p></body></html>`
	for _, c := range []struct {
		head string
		want page.Page
	}{
		{
			`<html><head><title>A title - The Site</title><script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],"headline":"Linked title","datePublished":"2026-01-02T03:04:05Z","inLanguage":"fr","publisher":{"@type":"Organization","name":"Linked Press"},"url":"https://linked.example/a"}]}</script></head>`,
			page.Page{Title: "Linked title", Language: "fr", Publisher: "Linked Press", PublishedAt: "2026-01-02", URL: "https://linked.example/a"},
		},
		{
			`<html lang="no such language!"><head><title>A &amp;amp; B | The Site</title><meta property="og:locale" content="uk_UA"><meta property="article:published_time" content="yesterday"><meta name="date" content="2026-02-30"><link rel="canonical" href="/relative"><meta property="og:url" content="https://og.example/a"></head><h1>A &amp; B</h1><time datetime="2026-05-06">x</time>`,
			page.Page{Title: "A & B", Language: "uk-UA", PublishedAt: "2026-05-06", URL: "https://og.example/a"},
		},
		{
			`<html><head><script type="application/ld+json">{broken</script></head><time datetime="2020-01-01">an older article</time><h1>News</h1><time itemprop="datePublished" content="2026-07-08T00:30:00+02:00">`,
			page.Page{Title: "News", PublishedAt: "2026-07-08"},
		},
		{
			`<html><head></head><time datetime="2020-01-01">an older article</time><h1>News</h1>`,
			page.Page{Title: "News"},
		},
		{
			`<html><head><link rel="canonical" href="javascript:alert(1)"></head>`,
			page.Page{Title: "The mayor agreed, and the council did so too."},
		},
	} {
		got, err := page.Read([]byte(c.head+body), "")
		if err != nil {
			t.Errorf("%s: %v", c.head, err)
			continue
		}
		got.Text, got.Original = "", nil
		if diff := cmp.Diff(&c.want, got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", c.head, diff)
		}
	}
}

// TestUnclosedDressing: unclosed tags of looks are opened again in every
// paragraph, by the standard. The tree must not grow with their product.
func TestUnclosedDressing(t *testing.T) {
	var b strings.Builder
	b.WriteString("<html><body><p>")
	for i := range 200 {
		fmt.Fprintf(&b, "<b class=c%d>", i)
	}
	b.WriteString(strings.Repeat("<p>The mayor agreed.", 2000))
	raw := []byte(b.String())
	allocated := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			if _, err := page.Read(raw, ""); err != nil {
				b.Fatal(err)
			}
		}
	}).AllocedBytesPerOp()
	if allocated > 16<<20 {
		t.Errorf("a page of %d bytes took %d bytes of memory", len(raw), allocated)
	}
}

// TestQuotesByLanguage: q elements get the marks that browsers draw.
func TestQuotesByLanguage(t *testing.T) {
	for lang, want := range map[string]string{"en": "“No ‘maybe’ here”, they said.", "fr": "«No “maybe” here», they said.", "de": "„No ‚maybe‘ here“, they said."} {
		got, err := page.Read([]byte(`<html lang="`+lang+`"><p><q>No <q>maybe</q> here</q>, they said.`), "")
		if err != nil {
			t.Fatal(err)
		}
		if got.Text != want {
			t.Errorf("%s: %q, want %q", lang, got.Text, want)
		}
	}
}

// FuzzRead: no input panics, the text is canonical, and a failure has a code.
func FuzzRead(f *testing.F) {
	raw, err := os.ReadFile("testdata/harbour.html")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw, "")
	for _, seed := range []string{
		"Plain words.", "#\nPlain words.", "<p>Hello <q>there</q><br><br>you", "<html><meta charset=utf-16><p>x", "<!doctype html><table>a<tr><td><a>b<table>c",
		"<html><meta charset=iso-2022-jp><p>\x1b$B\x00", "<html><svg><style><p>words</svg>", "\xff\xfe<\x00p\x00>\x00x\x00", "<html><p>&#0;&#13;&#xd800; \u00ad",
		"<html><template><form><select><p>x", "<html><script type=application/ld+json>[{\"@type\":\"Article\"}]</script><pre>a\r\n b</pre>",
		"<html><noscript><p>x</noscript><plaintext>y", "<html><frameset><p>x", "<html><math><mi><p>x", "<html><div class=ad><p>x</div><p>y",
	} {
		f.Add([]byte(seed), "a.html")
		f.Add([]byte(seed), "a.txt")
	}
	f.Fuzz(func(t *testing.T, raw []byte, name string) {
		before := bytes.Clone(raw)
		p, err := page.Read(raw, name)
		if !bytes.Equal(before, raw) {
			t.Fatal("Read changed its input")
		}
		var e *page.Error
		if err != nil {
			if !errors.As(err, &e) {
				t.Fatalf("an error without a code: %v", err)
			}
			return
		}
		canonical, err := text.Canonicalize([]byte(p.Text))
		if err != nil || canonical != p.Text {
			t.Fatalf("the text is not canonical (%v): %q", err, p.Text)
		}
		if p.Title == "" || strings.ContainsAny(p.Title, "\n\x00") || len(p.Title) > 2000 || len(p.Publisher) > 2000 || len(p.URL) > 4000 {
			t.Fatalf("the page says too much or too little: %q %q %q", p.Title, p.Publisher, p.URL)
		}
		if p.Original == nil && p.Text != string(raw) {
			t.Fatal("the bytes received are lost")
		}
	})
}
