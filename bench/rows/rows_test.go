package rows

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/bench/corpus"
)

const statements = 600

func someRequests(t *testing.T, r Row, side Side, seed uint64) []map[string]any {
	t.Helper()
	requests, err := Requests(corpus.New(1, statements, corpus.Pledges), statements, r, side, seed, 50)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]map[string]any, len(requests))
	for i, q := range requests {
		var body struct {
			Query     string
			Variables map[string]any
		}
		if err := json.Unmarshal(q.Body, &body); err != nil {
			t.Fatal(err)
		}
		if body.Query == "" || body.Query != r.Query[side] {
			t.Fatalf("%s asks %q of %s", r.Key, body.Query, side)
		}
		out[i] = body.Variables
	}
	return out
}

// TestBothSidesAreAskedTheSame, and another seed asks for others.
func TestBothSidesAreAskedTheSame(t *testing.T) {
	for _, r := range All() {
		ours, theirs := someRequests(t, r, Onrecord, 1), someRequests(t, r, Peer, 1)
		if d := cmp.Diff(ours, theirs); d != "" {
			t.Errorf("%s:\n%s", r.Key, d)
		}
		if cmp.Equal(ours, someRequests(t, r, Onrecord, 2)) {
			t.Errorf("%s asks the same with another seed", r.Key)
		}
		different := map[string]bool{}
		for _, v := range ours {
			raw, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			different[string(raw)] = true
		}
		if len(different) < 2 || r.Writes && len(different) != len(ours) {
			t.Errorf("%s: %d different requests of %d", r.Key, len(different), len(ours))
		}
	}
}

// TestWrongAnswersAreRefused: none passes for an answer that is empty, that has
// errors or that is another row's.
func TestWrongAnswersAreRefused(t *testing.T) {
	for _, r := range All() {
		requests, err := Requests(corpus.New(1, statements, corpus.Pledges), statements, r, Onrecord, 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, answer := range []string{
			`{"data":null}`, `{}`, `{"data":{"node":null,"statements":null,"neighborhood":null,"trace":null,"commitments":null,"putNode":null}}`,
			`{"data":{"node":{"id":"statement:x"},"matches":[]},"errors":[{"message":"no"}]}`,
		} {
			if requests[0].Check([]byte(answer)) == nil {
				t.Errorf("%s takes %s", r.Key, answer)
			}
		}
	}
}

// TestInsertsQuoteTheText: the words stand where they are said to.
func TestInsertsQuoteTheText(t *testing.T) {
	c := corpus.New(1, statements, corpus.Pledges)
	for _, v := range someRequests(t, durableInsert, Onrecord, 1) {
		for n := range c.Len() {
			d := c.Document(n)
			if d.ID != v["document"] {
				continue
			}
			start, end := int(v["start"].(float64)), int(v["end"].(float64))
			if got := string([]rune(d.Text)[start:end]); got != v["exact"] {
				t.Errorf("%s has %q there, not %q", d.ID, got, v["exact"])
			}
		}
	}
}

func TestPagesFollow(t *testing.T) {
	l := pledged{"state:a", "TREATY", "OFFER"}
	answer := func(n int, more bool) []byte {
		var b bytes.Buffer
		for range n {
			b.WriteString(`{"id":"commitment:x","strength":"OFFER","appearsIn":[{"status":"OMITTED"}]},`)
		}
		if more {
			b.WriteString(`"pageInfo":{"hasNextPage":true,"endCursor":"there"}`)
		}
		return b.Bytes()
	}
	q := l.page(map[string]any{"state": "state:a"}, 27, 1)
	if err := q.check(answer(20, true)); err != nil {
		t.Error(err)
	}
	if q.check(answer(19, true)) == nil {
		t.Error("a page that lacks one passes")
	}
	next := q.then(answer(20, true))
	if next == nil || next.variables["after"] != "there" || next.check(answer(7, false)) != nil || next.then != nil {
		t.Errorf("the second page: %+v", next)
	}
	if q.then(answer(20, false)) != nil {
		t.Error("a page follows the last")
	}
}

// TestRightIsTheStatementQuoted, or one with the same words.
func TestRightIsTheStatementQuoted(t *testing.T) {
	c := corpus.New(1, 2_000, corpus.Pledges)
	m := &maker{c: c, statements: 2_000}
	s := c.Statement(5, 5)
	var again corpus.Statement // taken over from another
	for n := range c.Len() {
		for i := range corpus.PerDocument {
			if x := c.Statement(n, i); x.Origin != x.ID {
				again = x
			}
		}
	}
	found := func(id, document string) []byte {
		return []byte(`{"data":{"trace":{"matches":[{"statement":{"id":"` + id + `"},"evidence":{"document":{"id":"` + document + `"}}}]}}}`)
	}
	for _, x := range []struct {
		name   string
		answer []byte
		quoted corpus.Statement
		want   bool
	}{
		{"itself", found(s.ID, "document:c-5"), s, true},
		{"another", found("statement:c-6-6", "document:c-6"), s, false},
		{"taken over", found(again.Origin, "document:c-9"), again, true},
		{"nothing", []byte(`{"data":{"trace":{"matches":[]}}}`), s, false},
	} {
		if got := m.meant(x.quoted, x.quoted.Words, x.answer); got != x.want {
			t.Errorf("%s: %v", x.name, got)
		}
	}
}
