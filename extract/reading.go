package extract

import (
	"context"
	"slices"

	"onrecord/extract/changes"
	"onrecord/extract/commitments"
	"onrecord/extract/cues"
	"onrecord/extract/names"
	"onrecord/extract/speech"
	"onrecord/extract/words"
	"onrecord/graph"
)

// Extractor reads documents. It is safe for concurrent use.
type Extractor struct {
	reader  *words.Reader
	lexicon *cues.Lexicon
}

// New loads the tagger and builds the lexicon.
func New() (*Extractor, error) {
	lexicon := cues.New()
	r, err := words.NewReader(lexicon.Reports)
	if err != nil {
		return nil, err
	}
	return &Extractor{reader: r, lexicon: lexicon}, nil
}

// A Statement is something a document attributes to somebody.
type Statement struct {
	speech.Statement
	Speaker *names.Entity // who the mention stands for, where that is known
}

// A Reading is what was found in one document.
type Reading struct {
	Text        *words.Text
	Names       *names.Book
	Statements  []Statement
	Commitments []commitments.Commitment
	Changes     []changes.Change
}

// Read finds what a text says: who says what, what is promised, and what became
// of it in other texts. It knows nobody but whom the text names.
func (x *Extractor) Read(source string) *Reading {
	t := x.reader.Read(source)
	r, err := x.understand(context.Background(), t, names.Find(t))
	if err != nil {
		panic("extract: reading ended early though nothing ended it: " + err.Error())
	}
	return r
}

// readKnowing reads a document with an index of who is known already, which
// tells who "the French president" was on its day.
func (x *Extractor) readKnowing(ctx context.Context, source string, known graph.ActorIndex, published string) (*Reading, error) {
	t := x.reader.Read(source)
	book := names.Find(t)
	if known != nil {
		if err := book.Link(ctx, known, published); err != nil {
			return nil, err
		}
	}
	return x.understand(ctx, t, book)
}

func (x *Extractor) understand(ctx context.Context, t *words.Text, book *names.Book) (*Reading, error) {
	r := &Reading{Text: t, Names: book}
	statements, err := speech.Find(ctx, t, x.lexicon)
	if err != nil {
		return nil, err
	}
	for _, s := range statements {
		r.Statements = append(r.Statements, Statement{Statement: s})
	}
	r.speakers()
	said := make([]commitments.Said, len(r.Statements))
	for i := range r.Statements {
		s := &r.Statements[i]
		said[i] = commitments.Said{Content: s.Content, Source: s.Source, Cue: s.Cue, Lemma: s.Lemma, Negated: s.Negated}
	}
	r.Commitments = commitments.Find(t, said)
	r.Changes = changes.Find(t, r.Commitments, said)
	return r, ctx.Err()
}

// speakers resolves the mentions in the order of the text, so that a pronoun
// can take up who spoke before it.
func (r *Reading) speakers() {
	order := make([]*Statement, len(r.Statements))
	for i := range r.Statements {
		order[i] = &r.Statements[i]
	}
	slices.SortStableFunc(order, func(a, b *Statement) int { return a.Source.Start - b.Source.Start })
	var recent []*names.Entity
	for _, s := range order {
		if s.Source.Len() == 0 {
			continue
		}
		if s.Speaker = r.Names.Resolve(s.Source, recent); s.Speaker != nil && s.Speaker.Kind != "" {
			recent = append(recent, s.Speaker)
		}
	}
}
