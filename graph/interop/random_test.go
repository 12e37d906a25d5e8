package interop_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/store/mem"
	"onrecord/store/storetest"
)

// TestRandomHistories: whatever happened to a graph, its store is sound, a
// replay of its log gives the same cells at every transaction, and history and
// state round-trip.
func TestRandomHistories(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g, err := graph.Open(storetest.Rerun(mem.New()))
		if err != nil {
			rt.Fatal(err)
		}
		r := &random{T: rt, t: t, g: g}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			r.step()
		}
		_, err = g.Check(t.Context(), graph.CheckOptions{Deep: mem.New()}, func(f graph.Finding) { rt.Error(f) })
		if err != nil {
			rt.Fatal(err)
		}
		history, state := export(t, g), exportState(t, g)
		fromHistory, fromState := emptyGraph(t), emptyGraph(t)
		if _, err := interop.Import(t.Context(), fromHistory, strings.NewReader(history), interop.Options{}); err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(history, export(t, fromHistory)); diff != "" {
			rt.Fatal("history:\n" + diff)
		}
		if _, err := interop.Import(t.Context(), fromState, strings.NewReader(state), interop.Options{}); err != nil {
			rt.Fatalf("state: %v\n%s", err, state)
		}
		if diff := cmp.Diff(state, exportState(t, fromState)); diff != "" {
			rt.Fatal("state:\n" + diff)
		}
	})
}

type random struct {
	*rapid.T
	t       *testing.T
	g       *graph.Graph
	n       int
	claimed []string // ids that can be reviewed and retracted
}

func (r *random) pick(name string, from ...string) string {
	return rapid.SampledFrom(from).Draw(r.T, name)
}

func (r *random) step() {
	r.n++
	ctx, who := r.t.Context(), graph.Request{By: r.pick("by", "", "anna"), IdempotencyKey: r.pick("key", "", "", fmt.Sprint("k", r.n))}
	var (
		out graph.Receipt
		err error
	)
	switch r.pick("step", "draft", "draft", "draft", "review", "retract", "merge", "unmerge", "redact") {
	case "draft":
		d := r.draft()
		if r.Failed() {
			return
		}
		out, err = interop.Import(ctx, r.g, strings.NewReader(d), interop.Options{By: who.By, IdempotencyKey: who.IdempotencyKey})
		if err == nil && out.ID != "" {
			r.remember()
		}
	case "review":
		status := rapid.SampledFrom([]graph.ReviewStatus{graph.Accepted, graph.Rejected, graph.Disputed, graph.Pending}).Draw(r.T, "status")
		_, err = r.g.Review(ctx, graph.ReviewChange{ID: r.target(), Status: status, Reason: r.pick("why", "", "seen")}, who)
	case "retract":
		_, err = r.g.Retract(ctx, graph.RetractChange{ID: r.target(), Reason: "gone"}, who)
	case "merge":
		_, err = r.g.Merge(ctx, graph.MergeChange{Into: r.person(), From: r.person(), Reason: "same"}, who)
	case "unmerge":
		_, err = r.g.Unmerge(ctx, graph.UnmergeChange{ID: r.person(), Reason: "two"}, who)
	case "redact":
		_, err = r.g.Redact(ctx, graph.RedactChange{Document: r.document(), Reason: "court"}, who)
	}
	var known *graph.Error
	if err != nil && !errors.As(err, &known) {
		r.Fatalf("step %d: %v", r.n, err)
	}
}

func (r *random) person() string   { return "person:" + r.pick("person", "a", "b", "c", "d") }
func (r *random) document() string { return "document:" + r.pick("document", "x", "y", "z") }

func (r *random) target() string {
	return r.pick("target", append([]string{r.person(), "statement:s1", "statement:s2", "commitment:c", "document:cited"}, r.claimed...)...)
}

// remember collects the ids of relations, assertions and facts from the log.
func (r *random) remember() {
	s, err := r.g.Session(r.t.Context())
	if err != nil {
		r.Fatal(err)
	}
	defer s.Close()
	r.claimed = nil
	err = s.Log(1, func(_ graph.Seq, raw []byte) error {
		e, err := graph.DecodeEntry(raw)
		if err != nil {
			return err
		}
		for _, c := range e.Changes {
			switch {
			case c.Assert != nil:
				r.claimed = append(r.claimed, c.Assert.Assertion, c.Assert.Relation)
			case c.Fact != nil:
				r.claimed = append(r.claimed, c.Fact.ID)
			}
		}
		return nil
	})
	if err != nil {
		r.Fatal(err)
	}
}

const randomText = "Alpha met Beta. Gamma could send «many» troops to Delta, Ωmega said."

func (r *random) evidence() string {
	words := r.pick("words", "Alpha met Beta.", "Gamma could send «many» troops", "Delta, Ωmega said.", "Beta", "many")
	return fmt.Sprintf(`"evidence":[{"document":%q,"exact":%q}]`, r.document(), words)
}

// draft makes a small draft; some parts are refused by the gate, and then the
// draft is, whole.
func (r *random) draft() string {
	var lines []string
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	add(`{"record":"header","format":"onrecord-draft/1","origin":%q}`, r.pick("origin", "CURATED", "EXTRACTED", "IMPORTED"))
	for _, id := range []string{"a", "b", "c", "d"} {
		add(`{"record":"node","id":"person:%s","kind":"PERSON","name":"Person %s","aliases":[{"text":%q,"language":%q}]}`, id, id, r.pick("alias", "Іван", "Iwan", "Jean"), r.pick("language", "", "uk", "fr"))
	}
	add(`{"record":"node","id":"event:e","kind":"EVENT","name":"Event"}`)
	add(`{"record":"document","id":"document:cited","title":"Cited"}`)
	for _, id := range []string{"x", "y", "z"} {
		add(`{"record":"document","id":"document:%s","title":"Doc %s","publisher":%q,"publishedAt":"2026-0%d","text":%q}`, id, id, id, len(id)+int(id[0]-'w'), randomText)
	}
	for range rapid.IntRange(0, 5).Draw(r.T, "claims") {
		switch r.pick("claim", "statement", "commitment", "relation", "fact", "date") {
		case "statement":
			id := r.pick("statement", "s1", "s2")
			if strings.Contains(strings.Join(lines, "\n"), `"statement:`+id+`","quoteType"`) {
				continue
			}
			a := r.person()
			relay := r.person()
			chain := fmt.Sprintf("%q", a)
			if relay != a {
				chain += fmt.Sprintf(",%q", relay)
			}
			add(`{"record":"statement","id":"statement:%s","quoteType":"INDIRECT","attributionChain":[%s],"about":[%q],%s}`, id, chain, r.person(), r.evidence())
		case "commitment":
			if strings.Contains(strings.Join(lines, "\n"), `"summary"`) {
				continue
			}
			add(`{"record":"commitment","id":"commitment:c","summary":"Sum","strength":"OFFER","pledgedBy":[%q],"conditions":[{"event":"event:e",%s}],%s}`, r.person(), r.evidence(), r.evidence())
		case "relation":
			add(`{"record":"relation","type":"RELATED_TO","from":%q,"to":%q,"role":%q,%s}`, r.person(), r.person(), r.pick("role", "", "kin"), r.evidence())
		case "fact":
			add(`{"record":"fact","node":%q,"property":"note","value":%q,%s}`, r.person(), r.pick("value", "one", "two"), r.evidence())
		case "date":
			add(`{"record":"fact","node":"event:e","property":"date","value":%q,%s}`, r.pick("value", "2026", "2026-03-01", "2026-01/2026-02"), r.evidence())
		}
	}
	return strings.Join(lines, "\n")
}
