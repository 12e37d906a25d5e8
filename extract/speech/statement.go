package speech

import (
	"slices"

	"onrecord/extract/cues"
	"onrecord/extract/grammar"
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
	Source     text.Span // the mention as written; empty where nobody is named
	Confidence float64
	Negated    bool
	Passive    bool

	sentence int // of the cue
	left     bool
}

// Find finds the statements of a text, in its order.
func Find(t *words.Text, lexicon *cues.Lexicon) []Statement {
	e := &reading{lexicon: lexicon, t: t, taken: make([]bool, len(t.Quotations))}
	for i := range t.Sentences {
		e.sentence(i)
	}
	slices.SortStableFunc(e.out, func(a, b Statement) int { return a.Content[0].Start - b.Content[0].Start })
	for i := range e.out {
		s := &e.out[i]
		s.Type = quoteType(t, s.Content)
		s.Confidence = calibrate(s)
	}
	return e.out
}

type reading struct {
	lexicon *cues.Lexicon
	t       *words.Text
	out     []Statement
	taken   []bool // quotations that are content of a statement
	said    spoke
}

// spoke is who the sentence read last was about, for a quotation that follows
// it. It announces when it has a verb of speech without content: "Smith
// agreed."
type spoke struct {
	sentence  int
	span      text.Span
	announces bool
}

// quoteType says how much of the content stands in quotation marks.
func quoteType(t *words.Text, content []text.Span) graph.QuoteType {
	all, in := 0, 0
	for _, s := range content {
		i, _ := slices.BinarySearchFunc(t.Words, s.Start, func(w words.Word, at int) int { return w.Start - at })
		for ; i < len(t.Words) && t.Words[i].End <= s.End; i++ {
			if grammar.IsWord(t.Words[i].Text) {
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
