package seeds

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := fs.ReadFile(Files(), name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestArticleIsByteForByte(t *testing.T) {
	const want = "ba8efbca4145fb8dcb04eef0d694c246f2325f4abcb77b01847f8cd6e296288d"
	article := read(t, Article)
	sum := sha256.Sum256(article)
	if got := hex.EncodeToString(sum[:]); got != want {
		t.Errorf("the article's sha256 is %s, want %s (%d bytes)", got, want, len(article))
	}
	if n := len(quotations(string(article))); n != 19 {
		t.Errorf("%d quotations, want 19", n)
	}
	if n := len(sentences(string(article))); n != 33 {
		t.Errorf("%d sentences, want 33", n)
	}
}

func TestAnnotationHolds(t *testing.T) {
	for _, problem := range check(string(read(t, Article)), read(t, Annotation)) {
		t.Error(problem)
	}
}

func TestHeaderComesFirst(t *testing.T) {
	first, _, _ := bytes.Cut(read(t, Annotation), []byte("\n"))
	const want = `{"record": "header", "format": "onrecord-draft/1", "origin": "CURATED", "document": "document:paris-security-guarantees"}`
	if string(first) != want {
		t.Errorf("the first line is\n%s\nwant\n%s", first, want)
	}
}

// TestCheckCanFail breaks the annotation in one place at a time; each time the
// check must say so, or TestAnnotationHolds proves nothing.
func TestCheckCanFail(t *testing.T) {
	article, sound := string(read(t, Article)), string(read(t, Annotation))
	for _, c := range []struct{ name, old, new, want string }{
		{"a character off", `"exact": "This only strengthens our determination,"`, `"exact": "This only strengthen our determination,"`, "occurs 0 times"},
		{"straight apostrophe", `"exact": "Ukraine’s Western allies"}`, `"exact": "Ukraine's Western allies"}`, "occurs 0 times"},
		{"ambiguous words", `, "prefix": "Starmer noted that "`, ``, "occurs 2 times"},
		{"misspelt field", `"speakerAs"`, `"speakeras2"`, "unknown field"},
		{"a field of another record", `"record": "fact", "node"`, `"record": "fact", "name"`, `has no field "name"`},
		{"cue not in the text", `"cue": "cautioned"`, `"cue": "thundered"`, `"thundered" is not in the article`},
		{"hedge not in the text", `"largely"`, `"mostly"`, `"mostly" is not in the article`},
		{"quantity not in the text", `"quantity": "approximately 20%"`, `"quantity": "some 20%"`, `"some 20%" is not in the article`},
		{"unknown id", `"to": "place:donbas"`, `"to": "place:dombas"`, `names "place:dombas", which no line defines`},
		{"id defined twice", `"id": "place:donbas"`, `"id": "place:greenland"`, "has this id already"},
		{"kind and id differ", `"id": "place:donbas", "kind": "PLACE"`, `"id": "place:donbas", "kind": "STATE"`, "the id is not that of a state"},
		{"outside domain", `"type": "CAPTURED", "from": "state:united-states"`, `"type": "CAPTURED", "from": "place:europe"`, "does not join"},
		{"outside range", `"type": "HOLDS_OFFICE", "from": "person:vladimir-putin", "to": "state:russia"`, `"type": "HOLDS_OFFICE", "from": "person:vladimir-putin", "to": "person:donald-trump"`, "does not join"},
		{"speaker that cannot speak", `"speaker": "person:friedrich-merz"`, `"speaker": "place:europe"`, `names "place:europe" where`},
		{"value without a source", `, "reason": "ISO 3166-1 alpha-2"`, ``, "no reason is given"},
		{"quotation unattributed", `"speaker": "person:jared-kushner", `, ``, "no speaker or document is named for «while peace"},
		{"sentence left out", `"exact": "Fighting persists without any recent lull in what has become Europe’s deadliest conflict since World War II."`, `"exact": "Currently"`, `no statement accounts for the sentence "Fighting`},
	} {
		broken := strings.Replace(sound, c.old, c.new, 1)
		if broken == sound {
			t.Errorf("%s: %q is not in the annotation", c.name, c.old)
			continue
		}
		problems := check(article, []byte(broken))
		if !slices.ContainsFunc(problems, func(p string) bool { return strings.Contains(p, c.want) }) {
			t.Errorf("%s: no problem says %q; there are %q", c.name, c.want, problems)
		}
	}
}
