package extract

import (
	"slices"

	"onrecord/extract/cues"
	"onrecord/extract/names"
	"onrecord/extract/words"
	"onrecord/graph"
	"onrecord/graph/text"
)

// A Statement is something a document attributes to somebody.
type Statement struct {
	Content    []text.Span // in order, apart from each other
	Cue        text.Span   // empty where nothing but marks or a colon attributes
	Lemma      string      // of the cue
	Class      cues.Class
	Type       graph.QuoteType
	Source     text.Span     // the mention as written; empty where nobody is named
	Speaker    *names.Entity // who the mention stands for, where that is known
	Confidence float64
	Negated    bool
	Passive    bool

	sentence int // of the cue
	left     bool
}

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

// A Reading is what was found in one document.
type Reading struct {
	Text       *words.Text
	Statements []Statement
	Names      *names.Book
}

type reading struct {
	*Extractor
	t     *words.Text
	out   []Statement
	taken []bool // quotations that are content of a statement
	said  spoke
}

// spoke is who the sentence read last was about, for a quotation that follows
// it. It announces when it has a verb of speech without content: "Smith
// agreed."
type spoke struct {
	sentence  int
	span      text.Span
	announces bool
}

// Read finds the attributions of a text.
func (x *Extractor) Read(source string) *Reading {
	e := &reading{Extractor: x, t: x.reader.Read(source)}
	e.taken = make([]bool, len(e.t.Quotations))
	for i := range e.t.Sentences {
		e.sentence(i)
	}
	slices.SortStableFunc(e.out, func(a, b Statement) int { return a.Content[0].Start - b.Content[0].Start })
	r := &Reading{Text: e.t, Statements: e.out, Names: names.Find(e.t)}
	for i := range r.Statements {
		s := &r.Statements[i]
		s.Type = quoteType(e.t, s.Content)
		s.Confidence = calibrate(s)
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

// quoteType says how much of the content stands in quotation marks.
func quoteType(t *words.Text, content []text.Span) graph.QuoteType {
	all, in := 0, 0
	for _, s := range content {
		i, _ := slices.BinarySearchFunc(t.Words, s.Start, func(w words.Word, at int) int { return w.Start - at })
		for ; i < len(t.Words) && t.Words[i].End <= s.End; i++ {
			if isWord(t.Words[i].Text) {
				all++
				if t.Words[i].Quote >= 0 {
					in++
				}
			}
		}
	}
	switch {
	case in == 0:
		return graph.Indirect
	case in*20 >= all*19:
		return graph.Direct
	}
	return graph.Mixed
}
