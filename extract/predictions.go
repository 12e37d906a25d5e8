package extract

import (
	"encoding/json"
	"io"

	"onrecord/extract/cues"
	"onrecord/graph"
	"onrecord/graph/text"
)

// prediction is a statement as tools that score extraction read it: offsets
// count code points.
type prediction struct {
	Doc          string   `json:"doc_id"`
	Start        int      `json:"quote_start"`
	End          int      `json:"quote_end"`
	Spans        [][2]int `json:"spans"`
	Speaker      *string  `json:"speaker_text"`
	SpeakerStart *int     `json:"speaker_start,omitempty"`
	SpeakerEnd   *int     `json:"speaker_end,omitempty"`
	Entity       string   `json:"entity,omitempty"`
	CueStart     *int     `json:"cue_start,omitempty"`
	CueEnd       *int     `json:"cue_end,omitempty"`
	Class        string   `json:"cls"`
	Kind         string   `json:"kind"`
	Confidence   float64  `json:"confidence"`
}

// Predictions writes the statements of a text as JSON Lines.
func (x *Extractor) Predictions(w io.Writer, docID, source string) error {
	r := x.Read(source)
	index := text.NewIndex(source)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for i := range r.Statements {
		if r.Statements[i].Within >= 0 {
			continue // annotators mark what is outermost
		}
		p, err := predict(index, source, docID, &r.Statements[i])
		if err != nil {
			return err
		}
		if err := enc.Encode(p); err != nil {
			return err
		}
	}
	return nil
}

func predict(index *text.Index, source, docID string, s *Statement) (*prediction, error) {
	p := &prediction{Doc: docID, Class: "speech", Kind: string(s.Class), Confidence: s.Confidence}
	for _, c := range s.Content {
		a, b, err := index.RuneSpan(source, c)
		if err != nil {
			return nil, err
		}
		p.Spans = append(p.Spans, [2]int{a, b})
	}
	p.Start, p.End = p.Spans[0][0], p.Spans[len(p.Spans)-1][1]
	if s.Source.Len() > 0 {
		a, b, err := index.RuneSpan(source, s.Source)
		if err != nil {
			return nil, err
		}
		words := s.Source.In(source)
		p.Speaker, p.SpeakerStart, p.SpeakerEnd = &words, &a, &b
	}
	if s.Cue.Len() > 0 {
		a, b, err := index.RuneSpan(source, s.Cue)
		if err != nil {
			return nil, err
		}
		p.CueStart, p.CueEnd = &a, &b
	}
	if s.Speaker != nil {
		p.Entity = s.Speaker.Name
	}
	if s.Type == graph.Indirect && s.Class != cues.Speech && s.Class != cues.Commitment {
		p.Class = "other"
	}
	return p, nil
}
