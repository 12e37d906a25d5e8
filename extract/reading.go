package extract

import (
	"slices"

	"onrecord/extract/cues"
	"onrecord/extract/names"
	"onrecord/extract/speech"
	"onrecord/extract/words"
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
	Text       *words.Text
	Statements []Statement
	Names      *names.Book
}

// Read finds the attributions of a text.
func (x *Extractor) Read(source string) *Reading {
	t := x.reader.Read(source)
	r := &Reading{Text: t, Names: names.Find(t)}
	for _, s := range speech.Find(t, x.lexicon) {
		r.Statements = append(r.Statements, Statement{Statement: s})
	}
	r.speakers()
	return r
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
