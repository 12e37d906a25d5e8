package graph_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/store/mem"
)

// page is one page of any list: what its members are called, and its cursors.
type page struct {
	members, cursors []string
	next, previous   bool
	seq              graph.Seq
}

// list reads one page of a list.
type list func(v *graph.View, p graph.Page) (page, error)

func pageOf[T any](c *graph.Connection[T], err error, name func(T) string) (page, error) {
	if err != nil {
		return page{}, err
	}
	p := page{cursors: c.Cursors(), next: c.HasNext, previous: c.HasPrevious, seq: c.View.Seq()}
	for _, x := range c.Items {
		p.members = append(p.members, name(x))
	}
	return p, nil
}

func onePage[T any](c []*graph.Connection[T], err error, name func(T) string) (page, error) {
	if err != nil {
		return page{}, err
	}
	return pageOf(c[0], nil, name)
}

func nodeID(n *graph.Node) string         { return n.ID }
func relationID(r *graph.Relation) string { return r.ID }

// lists are the lists of the graph's own and those of one node.
func lists(of string) map[string]list {
	at := func(read func(v *graph.View, n *graph.Node, p graph.Page) (page, error)) list {
		return func(v *graph.View, p graph.Page) (page, error) {
			n, err := v.NodeByID(of)
			if err != nil || n == nil {
				return page{}, err
			}
			return read(v, n, p)
		}
	}
	out := map[string]list{
		"relations": at(func(v *graph.View, n *graph.Node, p graph.Page) (page, error) {
			c, err := v.RelationsOf([]*graph.Node{n}, graph.RelationQuery{}, p)
			return onePage(c, err, relationID)
		}),
		"outgoing, hidden too": at(func(v *graph.View, n *graph.Node, p graph.Page) (page, error) {
			c, err := v.RelationsOf([]*graph.Node{n}, graph.RelationQuery{Direction: graph.Outgoing, Review: anyReview}, p)
			return onePage(c, err, relationID)
		}),
		"some types": at(func(v *graph.View, n *graph.Node, p graph.Page) (page, error) {
			c, err := v.RelationsOf([]*graph.Node{n}, graph.RelationQuery{Types: []graph.RelationType{graph.ConditionalOn, graph.About, graph.Pledged, graph.MemberOf}}, p)
			return onePage(c, err, relationID)
		}),
		"statements made": at(func(v *graph.View, n *graph.Node, p graph.Page) (page, error) {
			c, err := v.StatementsOf([]*graph.Node{n}, graph.StatementsOfActor, graph.StatementFilter{}, nil, p)
			return onePage(c, err, nodeID)
		}),
		"commitments owed": at(func(v *graph.View, n *graph.Node, p graph.Page) (page, error) {
			c, err := v.CommitmentsOf([]*graph.Node{n}, graph.CommitmentsOfCreditor, graph.CommitmentFilter{}, false, p)
			return onePage(c, err, nodeID)
		}),
		"commitments on condition": at(func(v *graph.View, n *graph.Node, p graph.Page) (page, error) {
			c, err := v.CommitmentsOf([]*graph.Node{n}, graph.CommitmentsOnCondition, graph.CommitmentFilter{}, false, p)
			return onePage(c, err, nodeID)
		}),
		"all relations": func(v *graph.View, p graph.Page) (page, error) {
			c, err := v.AllRelations(graph.RelationFilter{}, p)
			return pageOf(c, err, relationID)
		},
		"persons": func(v *graph.View, p graph.Page) (page, error) {
			c, err := v.Actors(graph.Person, graph.ActorFilter{}, p)
			return pageOf(c, err, nodeID)
		},
		"events": func(v *graph.View, p graph.Page) (page, error) {
			c, err := v.Events(graph.EventFilter{}, p)
			return pageOf(c, err, nodeID)
		},
		"documents": func(v *graph.View, p graph.Page) (page, error) {
			c, err := v.Documents(graph.DocumentFilter{}, p)
			return pageOf(c, err, nodeID)
		},
		"search": func(v *graph.View, p graph.Page) (page, error) {
			c, err := v.Search("the", nil, p)
			return pageOf(c, err, nodeID)
		},
		"commitments by strength": func(v *graph.View, p graph.Page) (page, error) {
			c, err := v.Commitments(graph.CommitmentFilter{}, &graph.CommitmentOrder{Field: graph.OrderStrength, Desc: true}, p)
			return pageOf(c, err, nodeID)
		},
	}
	for _, field := range []graph.StatementOrderField{graph.OrderSaidAt, graph.OrderRecordedAt, graph.OrderSpeaker, graph.OrderPosition} {
		for _, desc := range []bool{false, true} {
			out[fmt.Sprint("statements ", field, desc)] = func(v *graph.View, p graph.Page) (page, error) {
				c, err := v.Statements(graph.StatementFilter{}, &graph.StatementOrder{Field: field, Desc: desc}, p)
				return pageOf(c, err, nodeID)
			}
		}
	}
	return out
}

func (w *world) read(l list, p graph.Page) page {
	w.Helper()
	s := w.session()
	defer s.Close()
	got, err := l(s.Present(), p)
	if err != nil {
		w.Fatal(err)
	}
	return got
}

// pages walks a list in both directions while other changes are committed: no
// member is skipped or shown twice, and the walk ends at the list's ends.
func (w *world) pages() {
	of := w.one("of", allIDs)
	owner := w.now.root(of)
	all := lists(of)
	var kinds []string
	for k := range all {
		kinds = append(kinds, k)
	}
	l := all[w.pick("list", sorted(kinds))]
	whole := w.read(l, everything)
	size := func() *int { n := rapid.IntRange(1, 4).Draw(w.T, "size"); return &n }
	if len(whole.members) == 0 {
		return
	}
	got := w.read(l, graph.Page{First: size()})
	seen := got.members
	for got.next {
		w.disturb()
		if w.now.root(of) != owner {
			return // what the list hung on has become another node; its cursors are refused
		}
		got = w.read(l, graph.Page{First: size(), After: got.cursors[len(got.cursors)-1]})
		if seen = append(seen, got.members...); !got.previous || got.seq != whole.seq || len(seen) > len(whole.members) {
			break
		}
	}
	if d := cmp.Diff(whole.members, seen); d != "" || len(seen) > len(got.members) != got.previous {
		w.Fatalf("forward, page by page (has previous: %v): %s", got.previous, d)
	}
	// From here the present has moved; the last cursor of the whole list pins
	// what was.
	end := whole.cursors[len(whole.cursors)-1]
	got = w.read(l, graph.Page{Last: size(), Before: end})
	seen = append(slices.Clone(got.members), whole.members[len(whole.members)-1])
	for got.previous {
		w.disturb()
		if w.now.root(of) != owner {
			return
		}
		got = w.read(l, graph.Page{Last: size(), Before: got.cursors[0]})
		if seen = append(slices.Clone(got.members), seen...); !got.next || len(seen) > len(whole.members) {
			break
		}
	}
	if d := cmp.Diff(whole.members, seen); d != "" || !got.next {
		w.Fatalf("backward, page by page (has next: %v): %s", got.next, d)
	}
	w.window(l, whole)
}

// disturb commits a change that may belong to any list.
func (w *world) disturb() {
	switch rapid.IntRange(0, 3).Draw(w.T, "disturbance") {
	case 0:
		w.putNode()
	case 1:
		w.merge()
	case 2:
		w.unmerge()
	default:
		w.reviewThing()
	}
}

// window asks for a stretch between two cursors, from either end.
func (w *world) window(l list, whole page) {
	i := rapid.IntRange(0, len(whole.members)-1).Draw(w.T, "after")
	j := rapid.IntRange(0, len(whole.members)-1).Draw(w.T, "before")
	between := []string{}
	if i < j {
		between = whole.members[i+1 : j]
	}
	n := rapid.IntRange(0, 4).Draw(w.T, "size")
	first, last := between[:min(n, len(between))], between[len(between)-min(n, len(between)):]
	p := graph.Page{First: &n, After: whole.cursors[i], Before: whole.cursors[j]}
	got := w.read(l, p)
	if !slices.Equal(got.members, first) || !got.next || !got.previous {
		w.Fatalf("the first %d between %d and %d of %v: %+v", n, i, j, whole.members, got)
	}
	p.First, p.Last = nil, &n
	got = w.read(l, p)
	if !slices.Equal(got.members, last) || !got.next || !got.previous {
		w.Fatalf("the last %d between %d and %d of %v: %+v", n, i, j, whole.members, got)
	}
}

func codeOf(err error) graph.Code {
	var e *graph.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// small is a little graph with all kinds of lists in it.
func small(t *testing.T) *graph.Graph {
	t.Helper()
	g, err := graph.Open(mem.New())
	if err != nil {
		t.Fatal(err)
	}
	text := textOf("document:a")
	at := func(n int) []graph.EvidenceDraft { return place("document:a", n).evidence() }
	d := &graph.Draft{
		Origin:    graph.Curated,
		Documents: []graph.DocumentDraft{{ID: "document:a", Title: "A", Text: &text}, {ID: "document:b", Title: "B"}},
		Nodes: []graph.NodeDraft{
			{ID: "person:ann", Kind: graph.Person, Name: "Ann the first"},
			{ID: "person:bob", Kind: graph.Person, Name: "Bob the second"},
			{ID: "event:jam", Kind: graph.Event, Name: "The jam"},
			{ID: "event:kin", Kind: graph.Event, Name: "The kin"},
		},
		Statements: []graph.StatementDraft{
			{ID: "statement:a", Speaker: "person:ann", QuoteType: graph.Direct, Evidence: at(0), About: []string{"person:bob", "event:jam"}},
			{ID: "statement:b", Speaker: "person:ann", QuoteType: graph.Direct, Evidence: at(1), About: []string{"person:bob", "event:kin"}},
			{ID: "statement:c", Speaker: "person:bob", QuoteType: graph.Direct, Evidence: at(2), About: []string{"person:ann", "event:kin"}},
		},
		Commitments: []graph.CommitmentDraft{
			{ID: "commitment:a", Summary: "A", PledgedBy: []string{"person:bob"}, OwedTo: []string{"person:ann"}, Strength: graph.Offered, Evidence: at(3)},
			{ID: "commitment:b", Summary: "B", PledgedBy: []string{"person:bob"}, OwedTo: []string{"person:ann"}, Strength: graph.Aspiration, Evidence: at(4)},
		},
	}
	v, err := g.Verify(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Apply(context.Background(), v, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	return g
}

// TestListsRefuseWrongPages: sizes and cursors that do not fit are typed errors
// on every list, never an empty page or the first one.
func TestListsRefuseWrongPages(t *testing.T) {
	g := small(t)
	s, err := g.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	num := func(n int) *int { return &n }
	cursors := map[string]string{}
	all := lists("person:ann")
	for name, l := range all {
		if p, err := l(s.Present(), graph.Page{First: num(1)}); err != nil {
			t.Fatal(err)
		} else if len(p.cursors) > 0 {
			cursors[name] = p.cursors[0]
		}
	}
	if len(cursors) < 15 {
		t.Fatalf("only %d of %d lists have a member: %v", len(cursors), len(all), cursors)
	}
	for name, l := range all {
		for _, p := range []graph.Page{{First: num(-1)}, {Last: num(-1)}, {First: num(501)}, {Last: num(501)}, {First: num(1), Last: num(1)}} {
			if _, err := l(s.Present(), p); codeOf(err) != graph.CodeBadPage {
				t.Errorf("%s, page %+v: %v, want BAD_PAGE", name, p, err)
			}
		}
		own := cursors[name]
		wrong := []string{"x", "====", "\x00", "ab cd", "AQ", base64.RawURLEncoding.EncodeToString(make([]byte, 64))}
		for i := range own {
			wrong = append(wrong, own[:i]+string(flip(own[i]))+own[i+1:])
			if i > 0 {
				wrong = append(wrong, own[:i])
			}
		}
		for other, c := range cursors {
			if other != name {
				wrong = append(wrong, c)
			}
		}
		for _, c := range wrong {
			for _, p := range []graph.Page{{After: c}, {Before: c}, {First: num(1), After: c}} {
				if _, err := l(s.Present(), p); codeOf(err) != graph.CodeBadCursor {
					t.Errorf("%s, cursor %q: %v, want BAD_CURSOR", name, c, err)
				}
			}
		}
	}
	// A list of another node is another list.
	p, err := lists("person:ann")["relations"](s.Present(), graph.Page{First: num(1)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lists("person:bob")["relations"](s.Present(), graph.Page{After: p.cursors[0]}); codeOf(err) != graph.CodeBadCursor {
		t.Errorf("a cursor of another node's list: %v", err)
	}
}

func flip(c byte) byte {
	if c == 'A' {
		return 'B'
	}
	return 'A'
}
