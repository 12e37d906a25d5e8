package speech

import (
	"context"
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
	Within     int // index of the statement it stands inside, which relays it; -1 for none
	Act        graph.SpeechAct
	Agent      text.Span   // who the content says will act, if it says so: “Oslo” in “Oslo would send boats”
	Hedges     []text.Span // words of the speaker that take back certainty, in order

	owned    graph.SpeechAct // the act, if the agent is on the side of the speaker
	sentence int             // of the cue
	left     bool
}

// Find finds the statements of a text, in its order. It stops between two
// sentences when the context ends.
func Find(ctx context.Context, t *words.Text, lexicon *cues.Lexicon) ([]Statement, error) {
	e := &reading{lexicon: lexicon, t: t, taken: make([]bool, len(t.Quotations))}
	for i := range t.Sentences {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		e.sentence(i)
	}
	for i := range e.out {
		s := &e.out[i]
		s.Type = quoteType(t, s.Content)
		s.Confidence = calibrate(s)
	}
	if err := e.nest(ctx); err != nil {
		return nil, err
	}
	e.out = inOrder(e.out)
	e.judge()
	return e.out, ctx.Err()
}

type reading struct {
	lexicon *cues.Lexicon
	t       *words.Text
	out     []Statement
	taken   []bool // quotations that are content of a statement
	said    spoke
	nested  bool            // the text is content of a statement
	found   map[string]bool // the contents of out, once statements are looked for inside others
}

// spoke is who the sentence read last was about, for a quotation that follows
// it. It announces when it has a verb of speech without content: "Smith
// agreed."
type spoke struct {
	sentence  int
	span      text.Span
	announces bool
	colon     bool // the sentence ends with one
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
