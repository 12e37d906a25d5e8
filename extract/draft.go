package extract

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"onrecord/extract/names"
	"onrecord/extract/words"
	"onrecord/graph"
	"onrecord/graph/text"
)

// Extract reads the document and proposes what it says for the graph: who and
// what it names, a statement for every attribution, the commitments these and
// the document itself express, and what became of them in other texts. All of
// it is EXTRACTED and PENDING. The document's text must be given; it is made
// canonical, which is what offsets refer to.
//
// Actors that known holds are referred to by their ids; where it is not certain
// who is meant, a new node is proposed that is POSSIBLY_SAME_AS each
// candidate. known may be nil.
func (x *Extractor) Extract(ctx context.Context, doc graph.DocumentDraft, known graph.ActorIndex) (*graph.Draft, error) {
	if err := complete(&doc); err != nil {
		return nil, err
	}
	source := *doc.Text
	r, err := x.readKnowing(ctx, source, known, doc.PublishedAt)
	if err != nil {
		return nil, err
	}
	d := newDrafter(r, source, doc.ID, known)
	d.draft.Documents = []graph.DocumentDraft{doc}
	for _, step := range []func(context.Context) error{d.actors, d.statements, d.commitments, d.changes, d.settle} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return d.draft, nil
}

// unsure is the confidence of what nothing was measured for: that a document
// names an actor of this kind.
const unsure = 0.5

// complete makes the text canonical and gives the document what it needs to be
// referred to.
func complete(doc *graph.DocumentDraft) error {
	if doc.Text == nil {
		none := ""
		doc.Text = &none
	}
	source, err := text.Canonicalize([]byte(*doc.Text))
	if err != nil {
		return err
	}
	if doc.Original == nil && source != *doc.Text {
		doc.Original = []byte(*doc.Text)
	}
	doc.Text = &source
	if doc.Title == "" {
		doc.Title = text.Title(source)
	}
	if doc.ID == "" {
		doc.ID = identify(graph.Document, doc.Title, "untitled")
	}
	return nil
}

// longestSlug keeps ids below the graph's limit.
const longestSlug = 100

func identify(kind graph.NodeKind, name, otherwise string) string {
	slug := text.Slug(name)
	if len(slug) > longestSlug {
		slug = strings.TrimRight(slug[:longestSlug], "-")
	}
	if slug == "" {
		slug = otherwise
	}
	return graph.IDPrefix(kind) + slug
}

// A drafter turns a reading into a draft, step by step.
type drafter struct {
	reading *Reading
	source  string
	index   *text.Index
	doc     string
	known   graph.ActorIndex
	draft   *graph.Draft

	mentions []mention                // of names, in order
	spoke    []mention                // who spoke, in order
	ids      map[*names.Entity]string // of the actors that have a node
	proposed map[string]bool          // ids of the nodes of the draft
	things   map[string]*thing        // events and forces, by their name
	order    []*thing                 // the things, in order
	said     []int                    // a statement of the reading to its place in the draft, or -1
	narrated map[int]int              // a sentence to its narrator's statement in the draft
	promised []string                 // ids of the commitments of the reading
	cited    map[string]bool          // documents the text refers to
}

type mention struct {
	text.Span
	who *names.Entity
}

func inOrder(m []mention) []mention {
	slices.SortStableFunc(m, func(a, b mention) int { return a.Start - b.Start })
	return m
}

func newDrafter(r *Reading, source string, doc string, known graph.ActorIndex) *drafter {
	d := &drafter{
		reading: r, source: source, index: text.NewIndex(source), doc: doc, known: known,
		ids: map[*names.Entity]string{}, proposed: map[string]bool{}, things: map[string]*thing{}, narrated: map[int]int{}, cited: map[string]bool{},
		draft: &graph.Draft{Origin: graph.Extracted, Review: graph.Pending, Confidence: unsure},
	}
	for _, e := range r.Names.Entities {
		for _, s := range e.Mentions {
			d.mentions = append(d.mentions, mention{s, e})
		}
	}
	for i := range r.Statements {
		if s := &r.Statements[i]; s.Speaker != nil {
			d.spoke = append(d.spoke, mention{s.Source, s.Speaker})
		}
	}
	d.mentions, d.spoke = inOrder(d.mentions), inOrder(d.spoke)
	return d
}

// recent gives who spoke last before a place, latest last: who a pronoun there
// most likely takes up.
func (d *drafter) recent(at int) []*names.Entity {
	end, _ := slices.BinarySearchFunc(d.spoke, at, func(m mention, at int) int { return m.Start - at })
	var out []*names.Entity
	for _, m := range d.spoke[max(0, end-mostRecent):end] {
		out = append(out, m.who)
	}
	return out
}

// mostRecent is how far back a pronoun reaches.
const mostRecent = 3

// own makes an id for a part of this document, from where it stands.
func (d *drafter) own(kind graph.NodeKind, parts ...string) string {
	return graph.GeneratedID(kind, append([]string{d.doc}, parts...)...)
}

func place(spans ...text.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(strconv.Itoa(s.Start) + "-" + strconv.Itoa(s.End) + ";")
	}
	return b.String()
}

// evidence gives words of the document with where they stand in code points.
func (d *drafter) evidence(spans ...text.Span) ([]graph.EvidenceDraft, error) {
	out := make([]graph.EvidenceDraft, 0, len(spans))
	for _, s := range spans {
		start, end, err := d.index.RuneSpan(d.source, s)
		if err != nil {
			return nil, err
		}
		out = append(out, graph.EvidenceDraft{Document: d.doc, Exact: s.In(d.source), Start: &start, End: &end})
	}
	return out, nil
}

// sentenceAt is the sentence in which a span begins, and its bytes.
func (d *drafter) sentenceAt(s text.Span) (int, text.Span) {
	t := d.reading.Text
	i, _ := slices.BinarySearchFunc(t.Words, s.Start, func(w words.Word, at int) int { return w.End - 1 - at })
	if i >= len(t.Words) {
		return -1, s
	}
	n := t.Words[i].Sentence
	x := t.Sentences[n]
	return n, text.Span{Start: t.Words[x.First].Start, End: t.Words[x.End-1].End}
}
