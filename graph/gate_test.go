package graph_test

import (
	"bytes"
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"onrecord/graph"
	"onrecord/store"
	"onrecord/store/mem"
	"onrecord/store/storetest"
)

// gate is a graph with one node of each kind, for trying what must be refused.
type gate struct {
	*testing.T
	store store.Store
	g     *graph.Graph
}

const gateText = "Ann said: “It ends.” 👍 Bob said it ends. Київ чекає.\nAnn said so again. Zoë’s café."

// sample has one node of each kind, two of some.
var sample = map[graph.NodeKind]string{
	graph.Person: "person:ann", graph.State: "state:eire", graph.Organization: "organization:gulf", graph.Group: "group:hosts",
	graph.Force: "force:ikon", graph.Place: "place:moor", graph.Event: "event:jam", graph.Document: "document:held",
	graph.Statement: "statement:a", graph.Commitment: "commitment:a",
}

func newGate(t *testing.T) *gate {
	t.Helper()
	s := storetest.Rerun(mem.New())
	g, err := graph.Open(s)
	if err != nil {
		t.Fatal(err)
	}
	text := gateText
	d := &graph.Draft{
		Origin: graph.Curated,
		Documents: []graph.DocumentDraft{
			{ID: "document:held", Title: "Held", Text: &text}, {ID: "document:cited", Title: "Cited"}, {ID: "document:other", Title: "Other"},
		},
		Statements: []graph.StatementDraft{
			{ID: "statement:a", Speaker: "person:ann", QuoteType: graph.Direct, Evidence: words("It ends.")},
			{ID: "statement:b", QuoteType: graph.Indirect, Evidence: words("Bob said it ends.")},
		},
		Commitments: []graph.CommitmentDraft{
			{ID: "commitment:a", Summary: "A", Strength: graph.Offered, Evidence: words("It ends.")},
			{ID: "commitment:b", Summary: "B", Strength: graph.Offered, Evidence: words("It ends.")},
		},
	}
	for k, id := range sample {
		if !slices.Contains([]graph.NodeKind{graph.Document, graph.Statement, graph.Commitment}, k) {
			d.Nodes = append(d.Nodes, graph.NodeDraft{ID: id, Kind: k, Name: id}, graph.NodeDraft{ID: id + "-two", Kind: k, Name: id + " two"})
		}
	}
	w := &gate{t, s, g}
	if err := w.try(d); err != nil {
		t.Fatal(err)
	}
	return w
}

func words(exact string) []graph.EvidenceDraft {
	return []graph.EvidenceDraft{{Document: "document:held", Exact: exact}}
}

// try verifies a draft and applies it.
func (w *gate) try(d *graph.Draft) error {
	v, err := w.g.Verify(context.Background(), d)
	if err != nil {
		return err
	}
	_, err = w.g.Apply(context.Background(), v, graph.Request{})
	return err
}

// refuses holds a request to a code, and to leaving every byte as it was.
func (w *gate) refuses(what string, code graph.Code, do func() error) {
	w.Helper()
	before := dump(w, w.store)
	err := do()
	if got := codeOf(err); got != code {
		w.Errorf("%s: %v (%s), want %s", what, err, got, code)
	}
	if !bytes.Equal(before, dump(w, w.store)) {
		w.Errorf("%s: the store changed", what)
	}
}

func (w *gate) refusesDraft(what string, code graph.Code, d graph.Draft) {
	w.Helper()
	if d.Origin == "" {
		d.Origin = graph.Curated
	}
	w.refuses(what, code, func() error { return w.try(&d) })
}

func TestEvidenceMustBeTheVeryCharacters(t *testing.T) {
	w := newGate(t)
	num := func(n int) *int { return &n }
	at := func(exact string, start, end int) graph.EvidenceDraft {
		return graph.EvidenceDraft{Document: "document:held", Exact: exact, Start: num(start), End: num(end)}
	}
	held := func(exact, prefix, suffix string) graph.EvidenceDraft {
		return graph.EvidenceDraft{Document: "document:held", Exact: exact, Prefix: prefix, Suffix: suffix}
	}
	runes := []rune(gateText)
	start := strings.Index(gateText, "Bob")
	start = len([]rune(gateText[:start])) // after an emoji: code points, not bytes, not UTF-16
	good := at("Bob said it ends.", start, start+17)
	cases := []struct {
		what string
		code graph.Code
		e    graph.EvidenceDraft
	}{
		{"one character more", graph.CodeNotInText, held("It ends.!", "", "")},
		{"one character less inside", graph.CodeNotInText, held("Bob said it end.", "", "")},
		{"another case", graph.CodeNotInText, held("bob said it ends.", "", "")},
		{"straight quotes", graph.CodeNotInText, held("said: \"It ends.\"", "", "")},
		{"another Unicode form", graph.CodeNotInText, held("Zoe\u0308", "", "")},
		{"a space more", graph.CodeNotInText, held("Bob  said", "", "")},
		{"a wrong prefix", graph.CodeNotInText, held("Bob said", "Ann ", "")},
		{"a wrong suffix", graph.CodeNotInText, held("Bob said", "", " that")},
		{"ambiguous", graph.CodeAmbiguous, held("Ann said", "", "")},
		{"ambiguous within", graph.CodeAmbiguous, held("s", "", "")},
		{"empty", graph.CodeNoEvidence, held("", "", "")},
		{"a start too early by one", graph.CodeNotInText, at("Bob said it ends.", start-1, start+16)},
		{"a start too late by one", graph.CodeNotInText, at("Bob said it ends.", start+1, start+18)},
		{"an end too late by one", graph.CodeNotInText, at("Bob said it ends.", start, start+18)},
		{"an end too early by one", graph.CodeNotInText, at("Bob said it ends.", start, start+16)},
		{"UTF-16 offsets", graph.CodeNotInText, at("Bob said it ends.", start+1, start+18)},
		{"a negative start", graph.CodeNotInText, at("Ann", -1, 2)},
		{"an end before the start", graph.CodeNotInText, at("Ann", 3, 0)},
		{"an end beyond the text", graph.CodeNotInText, at("café.", len(runes)-5, len(runes)+1)},
		{"an immense end", graph.CodeNotInText, at("Ann", 0, math.MaxInt)},
		{"half of the offsets", graph.CodeBadInput, graph.EvidenceDraft{Document: "document:held", Exact: "Bob", Start: num(start)}},
		{"right offsets, wrong prefix", graph.CodeNotInText, graph.EvidenceDraft{Document: "document:held", Exact: "Bob", Start: num(start), End: num(start + 3), Prefix: "x"}},
		{"a cited document", graph.CodeNotHeld, graph.EvidenceDraft{Document: "document:cited", Exact: "Ann"}},
		{"an unknown document", graph.CodeNotFound, graph.EvidenceDraft{Document: "document:none", Exact: "Ann"}},
		{"something else than a document", graph.CodeDomain, graph.EvidenceDraft{Document: "person:ann", Exact: "Ann"}},
		{"no document", graph.CodeBadInput, graph.EvidenceDraft{Exact: "Ann"}},
		{"invalid UTF-8", graph.CodeBadText, held("Ann\xff", "", "")},
		{"NUL", graph.CodeBadText, held("Ann\x00", "", "")},
		{"invalid UTF-8 in the prefix", graph.CodeBadText, held("Bob", "\xf0\x28", "")},
	}
	for _, c := range cases {
		list := []graph.EvidenceDraft{c.e}
		w.refusesDraft("a fact: "+c.what, c.code, graph.Draft{Facts: []graph.FactDraft{{Node: "person:ann", Property: "height", Value: "tall", Evidence: list}}})
		w.refusesDraft("a relation: "+c.what, c.code, graph.Draft{Relations: []graph.RelationDraft{{Type: graph.About, From: "statement:b", To: "person:ann", Evidence: list}}})
		w.refusesDraft("a statement: "+c.what, c.code, graph.Draft{Statements: []graph.StatementDraft{{ID: "statement:new", QuoteType: graph.Direct, Evidence: list}}})
		w.refusesDraft("a condition: "+c.what, c.code, graph.Draft{Commitments: []graph.CommitmentDraft{{
			ID: "commitment:new", Summary: "New", Strength: graph.Offered, Evidence: words("It ends."),
			Conditions: []graph.ConditionDraft{{Event: "event:jam", Evidence: list}},
		}}})
		// One wrong piece among right ones, and right parts beside it.
		w.refusesDraft("one of many: "+c.what, c.code, graph.Draft{
			Nodes: []graph.NodeDraft{{ID: "person:new", Kind: graph.Person, Name: "New"}},
			Facts: []graph.FactDraft{{Node: "person:new", Property: "height", Value: "tall", Evidence: []graph.EvidenceDraft{good, c.e}}},
		})
		w.refuses("relate: "+c.what, c.code, func() error {
			_, err := w.g.Relate(t.Context(), graph.RelationDraft{Type: graph.About, From: "statement:b", To: "person:ann", Evidence: list}, graph.Request{IdempotencyKey: "never used"})
			return err
		})
	}
	if err := w.try(&graph.Draft{Origin: graph.Curated, Facts: []graph.FactDraft{{Node: "person:ann", Property: "height", Value: "tall", Evidence: []graph.EvidenceDraft{
		good, held("Ann said", "", " so"), held("Ann said", "", ":"), held("👍", "", ""), held("Zoë’s", ". ", ""),
	}}}}); err != nil {
		t.Errorf("right evidence: %v", err)
	}
}

// TestEveryRowOfTheOntology: each relation type accepts the kinds of its row
// and no other, and no relation joins a node with itself.
func TestEveryRowOfTheOntology(t *testing.T) {
	w := newGate(t)
	other := func(id string) string {
		switch graph.KindOfID(id) {
		case graph.Document:
			return "document:other"
		case graph.Statement:
			return "statement:b"
		case graph.Commitment:
			return "commitment:b"
		}
		return id + "-two"
	}
	for _, rule := range graph.Ontology {
		for fk, from := range sample {
			for tk, to := range sample {
				if from == to {
					to = other(to)
				}
				d := graph.Draft{Relations: []graph.RelationDraft{{Type: rule.Type, From: from, To: to, Evidence: words("It ends.")}}}
				fits := slices.Contains(rule.Domain, fk) && slices.Contains(rule.Range, tk) && (!rule.SameKind || fk == tk)
				d.Origin = graph.Curated
				if !fits {
					if _, err := w.g.Verify(t.Context(), &d); codeOf(err) != graph.CodeDomain {
						t.Errorf("%s from %s to %s: %v", rule.Type, fk, tk, err)
					}
					continue
				}
				if _, err := w.g.Verify(t.Context(), &d); err != nil {
					t.Errorf("%s from %s to %s: %v", rule.Type, fk, tk, err)
				}
			}
			w.refusesDraft(string(rule.Type)+" with itself", graph.CodeDomain, graph.Draft{Relations: []graph.RelationDraft{{Type: rule.Type, From: from, To: from, Evidence: words("It ends.")}}})
		}
	}
}

func TestWhatDraftsMustNotSay(t *testing.T) {
	w := newGate(t)
	nan := math.NaN()
	ev := words("It ends.")
	statement := func(s graph.StatementDraft) graph.Draft {
		if s.Evidence == nil {
			s.Evidence = ev
		}
		if s.QuoteType == "" {
			s.QuoteType = graph.Direct
		}
		return graph.Draft{Statements: []graph.StatementDraft{s}}
	}
	node := func(n graph.NodeDraft) graph.Draft {
		n.Kind = graph.Person
		if n.ID == "" {
			n.ID = "person:new"
		}
		return graph.Draft{Nodes: []graph.NodeDraft{n}}
	}
	fact := func(f graph.FactDraft) graph.Draft {
		if f.Node == "" {
			f.Node = "person:ann"
		}
		return graph.Draft{Facts: []graph.FactDraft{f}}
	}
	relation := func(r graph.RelationDraft) graph.Draft {
		r.Evidence = ev
		if r.Type == "" {
			r.Type, r.From, r.To = graph.About, "statement:a", "event:jam"
		}
		return graph.Draft{Relations: []graph.RelationDraft{r}}
	}
	document := func(d graph.DocumentDraft) graph.Draft {
		d.ID = "document:new"
		return graph.Draft{Documents: []graph.DocumentDraft{d}}
	}
	bad, nul, another := "a\xff", "a\x00b", "Another text."
	for _, c := range []struct {
		what string
		code graph.Code
		d    graph.Draft
	}{
		{"an unknown speaker", graph.CodeNotFound, statement(graph.StatementDraft{Speaker: "person:none"})},
		{"a speaker that cannot speak", graph.CodeDomain, statement(graph.StatementDraft{Speaker: "event:jam"})},
		{"a chain that begins with another", graph.CodeBadInput, statement(graph.StatementDraft{Speaker: "person:ann", Chain: []string{"state:eire", "person:ann"}})},
		{"somebody twice in the chain", graph.CodeBadInput, statement(graph.StatementDraft{Chain: []string{"person:ann", "state:eire", "person:ann"}})},
		{"a named source without a name", graph.CodeBadInput, statement(graph.StatementDraft{SourceKind: graph.Named})},
		{"a narrator with a speaker", graph.CodeBadInput, statement(graph.StatementDraft{SourceKind: graph.Narrator, Speaker: "person:ann"})},
		{"an unnamed source with a speaker", graph.CodeBadInput, statement(graph.StatementDraft{SourceKind: graph.Unnamed, Speaker: "person:ann"})},
		{"a document source without one", graph.CodeBadInput, statement(graph.StatementDraft{SourceKind: graph.SourceDocument})},
		{"a cue that is not there", graph.CodeNotInText, statement(graph.StatementDraft{Speaker: "person:ann", Cue: "shouted"})},
		{"a hedge that is not there", graph.CodeNotInText, statement(graph.StatementDraft{Hedges: []string{"perhaps"}})},
		{"a mention that is not there", graph.CodeNotInText, statement(graph.StatementDraft{SpeakerAs: "the lady"})},
		{"no quote type of this world", graph.CodeBadInput, statement(graph.StatementDraft{QuoteType: "LOUD"})},
		{"a statement about nothing known", graph.CodeNotFound, statement(graph.StatementDraft{About: []string{"event:none"}})},
		{"an expressed person", graph.CodeDomain, statement(graph.StatementDraft{Expresses: []string{"person:ann"}})},
		{"a fact of its own about another", graph.CodeBadInput, statement(graph.StatementDraft{ID: "statement:new", Facts: []graph.FactDraft{{Node: "person:ann", Property: "height", Value: "tall", Evidence: ev}}})},
		{"another statement under the id", graph.CodeExists, statement(graph.StatementDraft{ID: "statement:a", Evidence: words("Bob said it ends.")})},
		{"an id given twice", graph.CodeExists, graph.Draft{Nodes: []graph.NodeDraft{{ID: "person:new", Kind: graph.Person, Name: "A"}, {ID: "person:new", Kind: graph.Person, Name: "B"}}}},
		{"an id of another kind", graph.CodeBadID, node(graph.NodeDraft{ID: "state:new", Name: "A"})},
		{"an id that is no slug", graph.CodeBadID, node(graph.NodeDraft{ID: "person:New One", Name: "A"})},
		{"a node without a name", graph.CodeBadInput, node(graph.NodeDraft{})},
		{"a name of white space", graph.CodeBadInput, node(graph.NodeDraft{Name: " \n"})},
		{"a fact without evidence", graph.CodeNoEvidence, fact(graph.FactDraft{Property: "height", Value: "tall"})},
		{"a fact with a reason that nobody curated", graph.CodeNoEvidence, fact(graph.FactDraft{Property: "height", Value: "tall", Reason: "known", Standing: graph.Standing{Origin: graph.Imported}})},
		{"a status of a person", graph.CodeBadInput, fact(graph.FactDraft{Property: "status", Value: "OCCURRED", Evidence: ev})},
		{"a status that is none", graph.CodeBadInput, fact(graph.FactDraft{Node: "event:jam", Property: "status", Value: "DONE", Evidence: ev})},
		{"a date that is none", graph.CodeBadInput, fact(graph.FactDraft{Node: "event:jam", Property: "date", Value: "2026-02-30", Evidence: ev})},
		{"a property that is no name", graph.CodeBadInput, fact(graph.FactDraft{Property: "Height of", Value: "tall", Evidence: ev})},
		{"a confidence above one", graph.CodeBadInput, fact(graph.FactDraft{Property: "height", Value: "tall", Evidence: ev, Standing: graph.Standing{Confidence: 1.5}})},
		{"a confidence that is no number", graph.CodeBadInput, fact(graph.FactDraft{Property: "height", Value: "tall", Evidence: ev, Standing: graph.Standing{Confidence: nan}})},
		{"a number that is none", graph.CodeBadInput, fact(graph.FactDraft{Property: "height", Value: "tall", Evidence: ev, Number: &nan})},
		{"a claim according to a person", graph.CodeDomain, fact(graph.FactDraft{Property: "height", Value: "tall", Evidence: ev, AccordingTo: "person:ann"})},
		{"no such relation type", graph.CodeBadInput, relation(graph.RelationDraft{Type: "LIKES", From: "person:ann", To: "state:eire"})},
		{"an alternative without a condition", graph.CodeBadInput, relation(graph.RelationDraft{Alternative: 1})},
		{"validity that is no date", graph.CodeBadDate, relation(graph.RelationDraft{ValidFrom: "soon"})},
		{"strength of what is not included", graph.CodeBadInput, relation(graph.RelationDraft{Strength: graph.Offered})},
		{"an omission that is included", graph.CodeBadInput, relation(graph.RelationDraft{Type: graph.IncludedIn, From: "commitment:a", To: "document:held", TextStatus: graph.Omitted})},
		{"a quantity that is not there", graph.CodeNotInText, relation(graph.RelationDraft{Quantity: "about 20%"})},
		{"via without an explicit draft", graph.CodeBadInput, relation(graph.RelationDraft{Via: "statement:a"})},
		{"another text of a held document", graph.CodeExists, graph.Draft{Documents: []graph.DocumentDraft{{ID: "document:held", Title: "Held", Text: &another}}}},
		{"a commitment without strength", graph.CodeBadInput, graph.Draft{Commitments: []graph.CommitmentDraft{{ID: "commitment:new", Summary: "New", Evidence: ev}}}},
		{"a commitment without evidence", graph.CodeNoEvidence, graph.Draft{Commitments: []graph.CommitmentDraft{{ID: "commitment:new", Summary: "New", Strength: graph.Offered}}}},
		{"a merge without a reason", graph.CodeBadInput, graph.Draft{Merges: []graph.MergeDraft{{Into: "person:ann", From: "person:ann-two"}}}},
		{"a merge with nobody", graph.CodeNotFound, graph.Draft{Merges: []graph.MergeDraft{{Into: "person:ann", From: "person:none", Reason: "r"}}}},
		{"a merge of two kinds", graph.CodeMerge, graph.Draft{Merges: []graph.MergeDraft{{Into: "person:ann", From: "state:eire", Reason: "r"}}}},
		{"a merge of groups", graph.CodeMerge, graph.Draft{Merges: []graph.MergeDraft{{Into: "group:hosts", From: "group:hosts-two", Reason: "r"}}}},
		{"a held text merged into a citation", graph.CodeMerge, graph.Draft{Merges: []graph.MergeDraft{{Into: "document:cited", From: "document:held", Reason: "r"}}}},
		{"an origin that is none", graph.CodeBadInput, graph.Draft{Origin: "GUESSED"}},
	} {
		w.refusesDraft(c.what, c.code, c.d)
	}
	// Text that is no text, wherever text is taken.
	for _, s := range []string{bad, nul} {
		for what, d := range map[string]graph.Draft{
			"a name": node(graph.NodeDraft{Name: s}), "an alias": node(graph.NodeDraft{Name: "A", Aliases: []graph.Alias{{Text: s}}}),
			"the language of an alias": node(graph.NodeDraft{Name: "A", Aliases: []graph.Alias{{Text: "B", Language: s}}}),
			"the script of an alias":   node(graph.NodeDraft{Name: "A", Aliases: []graph.Alias{{Text: "B", Script: s}}}),
			"a title":                  document(graph.DocumentDraft{Title: s}), "a publisher": document(graph.DocumentDraft{Title: "T", Publisher: s}),
			"a url": document(graph.DocumentDraft{Title: "T", URL: s}), "a language": document(graph.DocumentDraft{Title: "T", Language: s}),
			"a text":            document(graph.DocumentDraft{Title: "T", Text: &s}),
			"a language said":   statement(graph.StatementDraft{Language: s}),
			"a spoken language": statement(graph.StatementDraft{SpokenLanguage: s}),
			"a cue":             statement(graph.StatementDraft{Cue: s}), "a hedge": statement(graph.StatementDraft{Hedges: []string{s}}), "a mention": statement(graph.StatementDraft{SpeakerAs: s}),
			"a value": fact(graph.FactDraft{Property: "height", Value: s, Evidence: ev}), "a reason": fact(graph.FactDraft{Property: "height", Value: "v", Reason: s}),
			"a role": relation(graph.RelationDraft{Role: s}), "a reason of a relation": relation(graph.RelationDraft{Reason: s}), "a quantity": relation(graph.RelationDraft{Quantity: s}),
			"a summary":         {Commitments: []graph.CommitmentDraft{{ID: "commitment:new", Summary: s, Strength: graph.Offered, Evidence: ev}}},
			"an action":         {Commitments: []graph.CommitmentDraft{{ID: "commitment:new", Summary: "S", Action: s, Strength: graph.Offered, Evidence: ev}}},
			"a reason to merge": {Merges: []graph.MergeDraft{{Into: "person:ann", From: "person:ann-two", Reason: s}}},
		} {
			w.refusesDraft(what+" as "+strings.ToValidUTF8(s, "?"), graph.CodeBadText, d)
		}
		for what, d := range map[string]graph.Draft{
			"a speaker": statement(graph.StatementDraft{Speaker: s}), "an end": relation(graph.RelationDraft{Type: graph.About, From: "statement:a", To: s}),
			"a node": fact(graph.FactDraft{Node: s, Property: "height", Value: "v", Evidence: ev}),
		} {
			w.refusesDraft(what, graph.CodeNotFound, d)
		}
	}
}

func TestWhatMutationsRefuse(t *testing.T) {
	w := newGate(t)
	ctx := t.Context()
	for what, c := range map[string]struct {
		code graph.Code
		do   func(r graph.Request) error
	}{
		"review of nothing": {graph.CodeNotFound, func(r graph.Request) error {
			_, err := w.g.Review(ctx, graph.ReviewChange{ID: "fact:none", Status: graph.Accepted}, r)
			return err
		}},
		"review by a bad id": {graph.CodeNotFound, func(r graph.Request) error {
			_, err := w.g.Review(ctx, graph.ReviewChange{ID: "a\x00", Status: graph.Accepted}, r)
			return err
		}},
		"a status that is none": {graph.CodeBadInput, func(r graph.Request) error {
			_, err := w.g.Review(ctx, graph.ReviewChange{ID: "person:ann", Status: "FINE"}, r)
			return err
		}},
		"no status": {graph.CodeBadInput, func(r graph.Request) error {
			_, err := w.g.Review(ctx, graph.ReviewChange{ID: "person:ann"}, r)
			return err
		}},
		"a reason that is no text": {graph.CodeBadText, func(r graph.Request) error {
			_, err := w.g.Review(ctx, graph.ReviewChange{ID: "person:ann", Status: graph.Rejected, Reason: "\xff"}, r)
			return err
		}},
		"retract without a reason": {graph.CodeBadInput, func(r graph.Request) error {
			_, err := w.g.Retract(ctx, graph.RetractChange{ID: "person:ann"}, r)
			return err
		}},
		"retract a held document": {graph.CodeUnsupported, func(r graph.Request) error {
			_, err := w.g.Retract(ctx, graph.RetractChange{ID: "document:held", Reason: "r"}, r)
			return err
		}},
		"merge with itself": {graph.CodeMerge, func(r graph.Request) error {
			_, err := w.g.Merge(ctx, graph.MergeChange{Into: "person:ann", From: "person:ann", Reason: "r"}, r)
			return err
		}},
		"merge with nobody": {graph.CodeNotFound, func(r graph.Request) error {
			_, err := w.g.Merge(ctx, graph.MergeChange{Into: "person:ann", From: "person:\xff", Reason: "r"}, r)
			return err
		}},
		"unmerge what is not": {graph.CodeMerge, func(r graph.Request) error {
			_, err := w.g.Unmerge(ctx, graph.UnmergeChange{ID: "person:ann", Reason: "r"}, r)
			return err
		}},
		"redact what is not held": {graph.CodeNotHeld, func(r graph.Request) error {
			_, err := w.g.Redact(ctx, graph.RedactChange{Document: "document:cited", Reason: "r"}, r)
			return err
		}},
		"an author that is no text": {graph.CodeBadText, func(r graph.Request) error {
			r.By = "\x00"
			_, err := w.g.Review(ctx, graph.ReviewChange{ID: "person:ann", Status: graph.Rejected}, r)
			return err
		}},
		"a key that is no text": {graph.CodeBadText, func(r graph.Request) error {
			r.IdempotencyKey = "\xff"
			_, err := w.g.Review(ctx, graph.ReviewChange{ID: "person:ann", Status: graph.Rejected}, r)
			return err
		}},
		"a key too long": {graph.CodeBadInput, func(r graph.Request) error {
			r.IdempotencyKey = strings.Repeat("k", 256)
			_, err := w.g.Review(ctx, graph.ReviewChange{ID: "person:ann", Status: graph.Rejected}, r)
			return err
		}},
		"a relation as a node": {graph.CodeBadInput, func(r graph.Request) error {
			_, err := w.g.PutNode(ctx, graph.PutNodeInput{Kind: graph.RelationNode, Name: "R"}, r)
			return err
		}},
		"a statement without its part": {graph.CodeBadInput, func(r graph.Request) error {
			_, err := w.g.PutNode(ctx, graph.PutNodeInput{Kind: graph.Statement}, r)
			return err
		}},
	} {
		w.refuses(what, c.code, func() error { return c.do(graph.Request{}) })
		if !strings.Contains(what, "key") {
			w.refuses(what+", with a key", c.code, func() error { return c.do(graph.Request{IdempotencyKey: "spent on nothing"}) })
		}
	}
}

// TestOneKeyOneRequest: the same key twice writes once, whatever the request;
// another request under it is refused.
func TestOneKeyOneRequest(t *testing.T) {
	w := newGate(t)
	ctx := t.Context()
	draft := func(name string) *graph.Verified {
		v, err := w.g.Verify(ctx, &graph.Draft{Origin: graph.Curated, Nodes: []graph.NodeDraft{{ID: "person:dee", Kind: graph.Person, Name: name}}})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	// Each: a request, and another of the same kind.
	for name, do := range map[string]func(r graph.Request, other bool) (graph.Receipt, error){
		"apply": func(r graph.Request, other bool) (graph.Receipt, error) {
			return w.g.Apply(ctx, draft(pick(other, "Dee", "Deirdre")), r)
		},
		"put": func(r graph.Request, other bool) (graph.Receipt, error) {
			return w.g.PutNode(ctx, graph.PutNodeInput{Kind: graph.Person, Name: pick(other, "Eve", "Eva")}, r)
		},
		"relate": func(r graph.Request, other bool) (graph.Receipt, error) {
			return w.g.Relate(ctx, graph.RelationDraft{Type: graph.About, From: "statement:b", To: pick(other, "event:jam", "place:moor"), Evidence: words("It ends.")}, r)
		},
		"review": func(r graph.Request, other bool) (graph.Receipt, error) {
			return w.g.Review(ctx, graph.ReviewChange{ID: "force:ikon", Status: pick(other, graph.Disputed, graph.Rejected)}, r)
		},
		"retract": func(r graph.Request, other bool) (graph.Receipt, error) {
			return w.g.Retract(ctx, graph.RetractChange{ID: pick(other, "place:moor", "place:moor-two"), Reason: "r"}, r)
		},
		"merge": func(r graph.Request, other bool) (graph.Receipt, error) {
			return w.g.Merge(ctx, graph.MergeChange{Into: "state:eire", From: pick(other, "state:eire-two", "state:none"), Reason: "r"}, r)
		},
		"nothing new": func(r graph.Request, other bool) (graph.Receipt, error) {
			return w.g.Review(ctx, graph.ReviewChange{ID: "person:ann", Status: pick(other, graph.Accepted, graph.Pending)}, r)
		},
	} {
		r := graph.Request{By: "someone", IdempotencyKey: "key of " + name}
		first, err := do(r, false)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		before := dump(t, w.store)
		again, err := do(r, false)
		if err != nil || !again.Repeated || again.Seq != first.Seq || again.ID != first.ID || again.Assertion != first.Assertion || !again.RecordedAt.Equal(first.RecordedAt) {
			t.Errorf("%s answered %+v, then %+v, %v", name, first, again, err)
		}
		if !bytes.Equal(before, dump(t, w.store)) {
			t.Errorf("%s: the repetition wrote something", name)
		}
		w.refuses(name+" under a used key", graph.CodeIdempotency, func() error { _, err := do(r, true); return err })
	}
	w.refuses("a request of another kind", graph.CodeIdempotency, func() error {
		_, err := w.g.Retract(ctx, graph.RetractChange{ID: "force:ikon", Reason: "r"}, graph.Request{IdempotencyKey: "key of review"})
		return err
	})
}

func pick[T any](other bool, a, b T) T {
	if other {
		return b
	}
	return a
}

// TestMergedDocumentsKeepTheirOwnText: evidence in a document means that
// document's text, whatever it was merged into.
func TestMergedDocumentsKeepTheirOwnText(t *testing.T) {
	w := newGate(t)
	if _, err := w.g.Merge(t.Context(), graph.MergeChange{Into: "document:held", From: "document:cited", Reason: "the same"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	fact := graph.Draft{Facts: []graph.FactDraft{{Node: "person:ann", Property: "height", Value: "tall", Evidence: []graph.EvidenceDraft{{Document: "document:cited", Exact: "It ends."}}}}}
	w.refusesDraft("the words of the document it was merged into", graph.CodeNotHeld, fact)
	text := strings.Repeat("Something else. ", 20)
	w.refusesDraft("a text of its own while it is merged", graph.CodeMerge, graph.Draft{Documents: []graph.DocumentDraft{{ID: "document:cited", Title: "Cited", Text: &text}}})
}

// TestClaimedWithdrawal: that somebody says a debtor withdrew cancels nothing.
func TestClaimedWithdrawal(t *testing.T) {
	w := newGate(t)
	relate := func(r graph.RelationDraft) {
		t.Helper()
		r.Evidence = words("It ends.")
		if _, err := w.g.Relate(t.Context(), r, graph.Request{}); err != nil {
			t.Fatal(err)
		}
	}
	state := func() graph.CommitmentState {
		s, err := w.g.Session(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		return allStates(t, s.Present())["commitment:a"]
	}
	relate(graph.RelationDraft{Type: graph.Pledged, From: "state:eire", To: "commitment:a"})
	before := state()
	relate(graph.RelationDraft{Type: graph.Withdrew, From: "state:eire", To: "commitment:a", AccordingTo: "statement:a"})
	if got := state(); got != before {
		t.Errorf("a claimed withdrawal made it %s", got)
	}
	relate(graph.RelationDraft{Type: graph.Withdrew, From: "state:eire", To: "commitment:a"})
	if got := state(); got != graph.Cancelled {
		t.Errorf("a withdrawal made it %s", got)
	}
}
