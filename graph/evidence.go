package graph

import (
	"unicode/utf8"

	"onrecord/graph/text"
)

// Evidence is a span with its words and what stands around them. Offsets are
// half open; Start and End count code points, the others UTF-16 units.
type Evidence struct {
	Span         Span
	Document     *Node
	Exact        string
	Prefix       string // up to 32 characters before
	Suffix       string // up to 32 characters after
	StartUTF16   int
	EndUTF16     int
	Sentence     string // the sentence or sentences the words stand in
	InsideQuotes bool   // the words stand wholly between quotation marks
	Redacted     bool   // the text was removed; only the offsets are left
}

const contextRunes = 32

// Evidence reads the words at spans, in order. All texts needed are read in
// two round trips.
func (v *View) Evidence(spans []Span) ([]*Evidence, error) {
	refs := make([]Ref, len(spans))
	for i, s := range spans {
		refs[i] = s.Doc
	}
	// The document as stored: a merge may give it another name, not another text.
	unique, at := distinct(refs)
	stored, err := loadNodes(v.cells, unique)
	if err != nil {
		return nil, err
	}
	shown, err := v.Nodes(unique)
	if err != nil {
		return nil, err
	}
	var shas [][32]byte
	for _, n := range stored {
		if n != nil && n.Document != nil && n.Document.Holding == Held {
			shas = append(shas, n.Document.TextSHA256)
		}
	}
	texts, err := v.session.texts.load(v.session.snap, shas)
	if err != nil {
		return nil, err
	}
	out := make([]*Evidence, len(spans))
	for i, s := range spans {
		if at[i] < 0 || stored[at[i]] == nil || stored[at[i]].Document == nil {
			return nil, corrupt("evidence points at node %d, which is not a document", s.Doc)
		}
		if out[i], err = evidenceAt(texts[stored[at[i]].Document.TextSHA256], s); err != nil {
			return nil, err
		}
		out[i].Document = shown[at[i]]
	}
	return out, nil
}

func evidenceAt(d *docText, s Span) (*Evidence, error) {
	if d == nil {
		return &Evidence{Span: s, Redacted: true}, nil
	}
	span := text.Span{Start: int(s.Start), End: int(s.End)}
	if err := span.Check(d.text); err != nil {
		return nil, corrupt("evidence at bytes %d to %d is not within its document", s.Start, s.End)
	}
	from, to, err := d.index.UTF16Span(d.text, span)
	if err != nil {
		return nil, corrupt("evidence offsets: %v", err)
	}
	return &Evidence{
		Span: s, Exact: span.In(d.text), Prefix: before(d.text[:span.Start]), Suffix: after(d.text[span.End:]),
		StartUTF16: from, EndUTF16: to, Sentence: d.sentencesAt(span),
		InsideQuotes: d.insideQuotes(span),
	}, nil
}

func before(s string) string {
	at := len(s)
	for n := 0; n < contextRunes && at > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

func after(s string) string {
	at := 0
	for n := 0; n < contextRunes && at < len(s); n++ {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return s[:at]
}

// Content gives the canonical texts of documents; nil where none is held or it
// was redacted.
func (v *View) Content(nodes []*Node) ([]*string, error) {
	out := make([]*string, len(nodes))
	var shas [][32]byte
	for _, n := range nodes {
		if n != nil && n.Document != nil && n.Document.Holding == Held {
			shas = append(shas, n.Document.TextSHA256)
		}
	}
	texts, err := v.session.texts.load(v.session.snap, shas)
	if err != nil {
		return nil, err
	}
	for i, n := range nodes {
		if n == nil || n.Document == nil || n.Document.Holding != Held {
			continue
		}
		if d := texts[n.Document.TextSHA256]; d != nil {
			out[i] = &d.text
		}
	}
	return out, nil
}
