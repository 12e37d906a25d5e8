package grammar_test

import (
	"fmt"
	"testing"

	"onrecord/extract/grammar"
	"onrecord/extract/words"
)

// TestPredicate: who does what in the main clause, and under which modal.
func TestPredicate(t *testing.T) {
	r, err := words.NewReader(func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"We will send two boats.", "We will send"},
		{"After a truce, the boats would sail.", "the boats would sail"},
		{"We’re going to send boats.", "We will send"},
		{"They are not ready to send boats.", "They not ready send"},
		{"We cannot send boats.", "We not can send"},
		{"The crew who had come would sail.", "The crew who had come would sail"},
		{"They have to leave.", "They must leave"},
		{"They must have been late.", "They must+ been"},
		{"The boats sailed.", "The boats sailed"},
		{"Never mind.", "none"},
	} {
		got := "none"
		clause := grammar.NewClause(r.Read(c.text), 0)
		if p, ok := clause.Predicate(); ok {
			got = p.Subject.Span.In(c.text)
			if p.Negated {
				got += " not"
			}
			if p.Modal != "" {
				got += " " + p.Modal
			}
			if p.Perfect {
				got += "+"
			}
			got = fmt.Sprint(got, " ", clause.At(p.Head).Text)
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}
