package corpus

import (
	"bufio"
	"encoding/json"
	"io"

	"onrecord/graph"
	"onrecord/graph/interop"
)

// WriteLines writes the corpus as one draft in JSON Lines, the format that
// `onrecord import` reads. It is made as it is written.
func (c *Corpus) WriteLines(w io.Writer) error {
	l := newLines(w)
	l.header()
	l.draft(c.Nodes())
	for d := range c.Documents() {
		l.document(d)
	}
	return l.end()
}

// lines writes records until the first error.
type lines struct {
	out *bufio.Writer
	enc *json.Encoder
	err error
}

func newLines(w io.Writer) *lines {
	l := &lines{out: bufio.NewWriterSize(w, 256<<10)}
	l.enc = json.NewEncoder(l.out)
	l.enc.SetEscapeHTML(false)
	return l
}

func (l *lines) end() error {
	if l.err != nil {
		return l.err
	}
	return l.out.Flush()
}

func (l *lines) put(record any) {
	if l.err == nil {
		l.err = l.enc.Encode(record)
	}
}

func (l *lines) header() {
	l.put(struct {
		Record string       `json:"record"`
		Format string       `json:"format"`
		Origin graph.Origin `json:"origin"`
	}{"header", interop.DraftFormat, graph.Curated})
}

func (l *lines) document(d *Document) {
	var draft graph.Draft
	d.addTo(&draft)
	l.draft(&draft)
}

func (l *lines) draft(d *graph.Draft) {
	for _, p := range d.Documents {
		l.put(struct {
			Record string `json:"record"`
			graph.DocumentDraft
		}{"document", p})
	}
	for _, p := range d.Nodes {
		l.put(struct {
			Record string `json:"record"`
			graph.NodeDraft
		}{"node", p})
	}
	for _, p := range d.Statements {
		l.put(struct {
			Record string `json:"record"`
			graph.StatementDraft
		}{"statement", p})
	}
	for _, p := range d.Commitments {
		l.put(struct {
			Record string `json:"record"`
			graph.CommitmentDraft
		}{"commitment", p})
	}
	for _, p := range d.Relations {
		l.put(struct {
			Record string `json:"record"`
			graph.RelationDraft
		}{"relation", p})
	}
}
