package extract

import (
	"context"
	"slices"

	"onrecord/extract/names"
	"onrecord/graph"
	"onrecord/graph/text"
)

// mostAbout bounds what one statement is said to be about.
const mostAbout = 12

// statements proposes a statement for every attribution.
func (d *drafter) statements(context.Context) error {
	d.said = make([]int, len(d.reading.Statements))
	for i := range d.reading.Statements {
		if err := d.statement(i); err != nil {
			return err
		}
	}
	return nil
}

func (d *drafter) statement(i int) error {
	s := &d.reading.Statements[i]
	d.said[i] = -1
	spans := d.spoken(s)
	if len(spans) == 0 {
		return nil
	}
	words, err := d.evidence(spans...)
	if err != nil {
		return err
	}
	out := graph.StatementDraft{
		ID: d.own(graph.Statement, place(spans...), place(s.Source, s.Cue)), Evidence: words, QuoteType: s.Type, Act: s.ActOf(d.ownSide(s)),
		Cue: s.Cue.In(d.source), SpeakerAs: s.Source.In(d.source), SourceKind: graph.Unnamed,
		Standing: graph.Standing{Confidence: s.Confidence},
	}
	speakers, err := d.whoIs(s.Source)
	if err != nil {
		return err
	}
	if len(speakers) > 0 {
		out.Speaker, out.SourceKind = speakers[0], graph.Named
	}
	if out.About, err = d.about(s.Content, speakers); err != nil {
		return err
	}
	for _, h := range s.Hedges {
		if w := h.In(d.source); !slices.Contains(out.Hedges, w) {
			out.Hedges = append(out.Hedges, w)
		}
	}
	d.said[i] = len(d.draft.Statements)
	d.relay(s, &out)
	d.draft.Statements = append(d.draft.Statements, out)
	for _, also := range speakers[min(1, len(speakers)):] {
		d.draft.Relations = append(d.draft.Relations, graph.RelationDraft{
			Type: graph.Stated, From: also, To: out.ID, Evidence: words, Standing: out.Standing,
		})
	}
	return nil
}

// ownSide says whether who acts in what is said is the speaker, or the state
// or organisation the speaker holds an office of: only they can offer it.
func (d *drafter) ownSide(s *Statement) bool {
	if s.Agent.Len() == 0 || s.Speaker == nil {
		return false
	}
	agents := append(d.reading.Names.ResolveAll(s.Agent, d.recent(s.Agent.Start)), d.reading.Names.Demonyms(s.Agent)...)
	return slices.ContainsFunc(agents, func(a *names.Entity) bool {
		return a == s.Speaker || slices.ContainsFunc(s.Speaker.Offices, func(o names.Office) bool { return o.Of == a && !o.Former })
	})
}

// relay makes the attribution chain: whoever told it stands behind who said
// it. What somebody unnamed said and a named person passed on has no speaker,
// but that person as the one who relayed it.
func (d *drafter) relay(s *Statement, out *graph.StatementDraft) {
	chain := []string{out.Speaker}
	for w := s.Within; w >= 0; w = d.reading.Statements[w].Within {
		by := d.draftOf(w)
		if by == nil || by.Speaker == "" || slices.Contains(chain, by.Speaker) || len(chain) == mostRelays {
			continue
		}
		if out.Speaker == "" {
			d.draft.Relations = append(d.draft.Relations, graph.RelationDraft{
				Type: graph.Stated, From: by.Speaker, To: out.ID, Role: graph.RoleRelayed, Evidence: out.Evidence, Standing: out.Standing,
			})
		}
		chain = append(chain, by.Speaker)
	}
	if out.Speaker != "" && len(chain) > 1 {
		out.Chain = chain
	}
}

// mostRelays is how many links the graph allows in an attribution chain.
const mostRelays = 8

// draftOf is the draft of a statement of the reading, or nil.
func (d *drafter) draftOf(i int) *graph.StatementDraft {
	if i < 0 || i >= len(d.said) || d.said[i] < 0 {
		return nil
	}
	return &d.draft.Statements[d.said[i]]
}

// spoken are the words of a statement as evidence: of a whole quotation, what
// stands between the marks, paragraph by paragraph.
func (d *drafter) spoken(s *Statement) []text.Span {
	var out []text.Span
	for _, c := range s.Content {
		if q := d.quotation(c); q != nil {
			out = append(out, q.Parts...)
		} else {
			out = append(out, c)
		}
	}
	return slices.DeleteFunc(out, func(s text.Span) bool { return s.Len() == 0 })
}

func (d *drafter) quotation(s text.Span) *text.Quotation {
	all := d.reading.Text.Quotations
	i, found := slices.BinarySearchFunc(all, s.Start, func(q text.Quotation, at int) int { return q.Outer.Start - at })
	if found && all[i].Outer == s && all[i].Inner.Len() > 0 {
		return &all[i]
	}
	return nil
}

// about gives who and what the content names, but for who says it.
func (d *drafter) about(content []text.Span, speakers []string) ([]string, error) {
	var out []string
	for _, c := range content {
		at, _ := slices.BinarySearchFunc(d.mentions, c.Start, func(m mention, at int) int { return m.Start - at })
		for ; at < len(d.mentions) && d.mentions[at].End <= c.End; at++ {
			id, err := d.actor(d.mentions[at].who)
			if err != nil {
				return nil, err
			}
			if id != "" && !slices.Contains(speakers, id) && !slices.Contains(out, id) && len(out) < mostAbout {
				out = append(out, id)
			}
		}
	}
	return out, nil
}

// narrator gives the statement in which the document itself says the sentence,
// for what it expresses in its own voice.
func (d *drafter) narrator(s text.Span) (int, error) {
	n, sentence := d.sentenceAt(s)
	if i, ok := d.narrated[n]; ok {
		return i, nil
	}
	words, err := d.evidence(sentence)
	if err != nil {
		return 0, err
	}
	about, err := d.about([]text.Span{sentence}, nil)
	if err != nil {
		return 0, err
	}
	d.narrated[n] = len(d.draft.Statements)
	d.draft.Statements = append(d.draft.Statements, graph.StatementDraft{
		ID: d.own(graph.Statement, place(sentence), "narrator"), Evidence: words, QuoteType: graph.Indirect,
		SourceKind: graph.Narrator, Act: graph.Assert, About: about, Standing: graph.Standing{Confidence: narratorConfidence},
	})
	return d.narrated[n], nil
}

// narratorConfidence: the sentence stands there; what is uncertain is what it
// expresses, which has a confidence of its own.
const narratorConfidence = 0.95
