package ingest_test

import (
	"errors"
	"strings"
	"testing"

	"onrecord/graph"
	"onrecord/graph/ingest"
)

func TestLanguages(t *testing.T) {
	for _, good := range []string{"", "en", "EN", "pt-BR", "zh-Hant-TW", "uk-UA-u-ca-gregory", "i-klingon", "x-foo", "und", "xx", "zz-ZZ"} {
		if err := ingest.CheckLanguage(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"english", "en_US", "en-", "e", "en us", " en", "xx-!", "en\x00", "français", strings.Repeat("en-", 5000)} {
		if err := ingest.CheckLanguage(bad); !errors.Is(err, &graph.Error{Code: ingest.CodeBadLanguage}) || len(err.Error()) > 500 {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, good := range []string{"", "https://a.example/b?c=d#e", "HTTP://a.example", "http://127.0.0.1:8080/", "https://[::1]/", "https://bücher.example/ü", "urn:isbn:0451450523", "URN:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"} {
		if err := ingest.CheckURL(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{
		"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/hosts", "ftp://a.example/", "a.example/b", "/b", "//a.example/b",
		"https:", "https:///b", "https:a.example", "http://:80/", "https://a.example/b c", " https://a.example", "https://a.example/\n", "urn:", "urn:x:y", "urn:isbn:", "urn:isbn:a b", "java\nscript:x",
	} {
		if err := ingest.CheckURL(bad); !errors.Is(err, &graph.Error{Code: ingest.CodeBadURL}) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestWhatIsSaidIsChecked: nothing is read or written of a document with a bad
// language or address, and Check refuses it like Document.
func TestWhatIsSaidIsChecked(t *testing.T) {
	w := newWorld(t)
	before := len(w.bytes())
	tongue, place := request("T", play), request("T", play)
	tongue.Document.Language, place.Document.URL = "english", "javascript:alert(1)"
	w.refuses(ingest.CodeBadLanguage, tongue)
	w.refuses(ingest.CodeBadURL, place)
	if _, _, err := ingest.Check(t.Context(), w.graph, place.Document); !errors.Is(err, &graph.Error{Code: ingest.CodeBadURL}) {
		t.Error(err)
	}
	if w.x.calls.Load() != 0 || len(w.bytes()) != before {
		t.Error("it was read")
	}
}
