package graph

import (
	"slices"
	"strings"
)

// This file records what was said and what was promised.

func (t *txn) putStatement(c *StatementChange) (bool, error) {
	found, err := t.find(c.ID)
	if err != nil {
		return false, err
	}
	spans, err := t.spans(c.Evidence)
	if err != nil {
		return false, err
	}
	if found.class != 0 {
		s, err := t.needNode(c.ID)
		if err != nil {
			return false, err
		}
		if differs := c.differs(s.now.Statement, spans); differs != "" {
			return false, errorf(CodeExists, "%s is there already with another %s; to correct it, retract it and record the right one under an id of its own", quoted(c.ID), differs)
		}
		return reviveNode(s.now, c.Standing), nil
	}
	source, err := t.refOf(c.SourceDocument)
	if err != nil {
		return false, err
	}
	words, err := t.quote(spans)
	if err != nil {
		return false, err
	}
	_, err = t.addNode(&Node{
		ID: c.ID, Kind: Statement, Standing: c.Standing,
		Statement: &StatementPart{
			Document: spans[0].Doc, Evidence: spans, Text: words, QuoteType: c.QuoteType, SourceKind: c.SourceKind,
			SpeakerAs: c.SpeakerAs, SourceDocument: source, Cue: c.Cue, Act: c.Act, Hedges: c.Hedges,
			Language: c.Language, SpokenLanguage: c.SpokenLanguage, Translated: c.Translated,
		},
	})
	return true, err
}

// differs names what sets a statement that is there apart from the change, or
// "". What the change leaves out does not.
func (c *StatementChange) differs(s *StatementPart, spans []Span) string {
	other := func(now, was string) bool { return now != "" && now != was }
	switch {
	case s == nil:
		return "kind"
	case !slices.Equal(s.Evidence, spans):
		return "evidence"
	case other(string(c.QuoteType), string(s.QuoteType)):
		return "quoteType"
	case other(string(c.SourceKind), string(s.SourceKind)):
		return "sourceKind"
	case other(c.SpeakerAs, s.SpeakerAs):
		return "speakerAs"
	case other(c.Cue, s.Cue):
		return "cue"
	case other(string(c.Act), string(s.Act)):
		return "act"
	}
	return ""
}

// spanSeparator joins the words of a statement that stand apart.
const spanSeparator = " [...] "

// quote gives the words at the spans, or "" when they were redacted. The text
// was verified before; here it is only cut.
func (t *txn) quote(spans []Span) (string, error) {
	doc, err := t.node(spans[0].Doc)
	if err != nil {
		return "", err
	}
	sha := doc.now.Document.TextSHA256
	held, err := t.texts.load(t.tx, [][32]byte{sha})
	if err != nil {
		return "", err
	}
	d := held[sha]
	if d == nil {
		return "", nil
	}
	parts := make([]string, len(spans))
	for i, s := range spans {
		if int(s.End) > len(d.text) {
			return "", errorf(CodeNotInText, "the evidence ends at byte %d, the document at %d", s.End, len(d.text))
		}
		parts[i] = d.text[s.Start:s.End]
		if s.Sum != sumOf(parts[i]) {
			return "", errorf(CodeNotInText, "the words at byte %d are not those that were logged", s.Start)
		}
	}
	return strings.Join(parts, spanSeparator), nil
}

func (t *txn) putCommitment(c *CommitmentChange) (bool, error) {
	found, err := t.find(c.ID)
	if err != nil {
		return false, err
	}
	spans, err := t.spans(c.Evidence)
	if err != nil {
		return false, err
	}
	if found.class != 0 {
		s, err := t.needNode(c.ID)
		if err != nil {
			return false, err
		}
		if s.now.Commitment == nil {
			return false, errorf(CodeExists, "%s is a %s", quoted(c.ID), s.now.Kind)
		}
		// The same promise in another document: its evidence joins the rest.
		if len(s.now.Commitment.Evidence)+len(spans) > maxAnchors {
			return false, errorf(CodeBadInput, "%s would be anchored at more than %d places; relate further documents by INCLUDED_IN", quoted(c.ID), maxAnchors)
		}
		revived := reviveNode(s.now, c.Standing)
		return addSpans(&s.now.Commitment.Evidence, spans) || revived, nil
	}
	according, err := t.refOf(c.AccordingTo)
	if err != nil {
		return false, err
	}
	_, err = t.addNode(&Node{
		ID: c.ID, Kind: Commitment, Name: c.Summary, Standing: c.Standing,
		Commitment: &CommitmentPart{Evidence: spans, AccordingTo: according},
	})
	return true, err
}

func addSpans(list *[]Span, more []Span) bool {
	changed := false
	for _, s := range more {
		if !slices.Contains(*list, s) {
			*list = append(*list, s)
			changed = true
		}
	}
	return changed
}
