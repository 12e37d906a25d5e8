package cues_test

import (
	"testing"

	"onrecord/extract/cues"
)

func TestFormsBelongToTheirVerb(t *testing.T) {
	l := cues.New()
	for word, want := range map[string]string{
		"said": "say", "denies": "deny", "denied": "deny", "agreeing": "agree", "urging": "urge",
		"committed": "commit", "undertook": "undertake", "stresses": "stress", "referring": "refer",
	} {
		if u, ok := l.Verb(word); !ok || u.Verb.Lemma != want {
			t.Errorf("%s: got %+v, want %s", word, u.Verb, want)
		}
	}
	for _, word := range []string{"walked", "sayed", "telled", ""} {
		if u, ok := l.Verb(word); ok {
			t.Errorf("%s is taken for a form of %s", word, u.Verb.Lemma)
		}
	}
}

func TestClasses(t *testing.T) {
	l := cues.New()
	if c, ok := l.Noun("promises"); !ok || c != cues.Commitment {
		t.Errorf("promises: %q", c)
	}
	if c, ok := l.Adjective("confident"); !ok || c != cues.Belief {
		t.Errorf("confident: %q", c)
	}
	if l.Reports("say") || !l.Reports("said") || l.Reports("wants") {
		t.Error("only forms that can follow a quotation report")
	}
}
