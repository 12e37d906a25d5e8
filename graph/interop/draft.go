package interop

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"onrecord/graph"
)

// The formats.
const (
	DraftFormat   = "onrecord-draft/1"
	HistoryFormat = "onrecord-history/1"
)

// Options say what surrounds a file.
type Options struct {
	// Name is the file's name, for error messages.
	Name string
	// FS is the folder that textFile may read from: the file's own. Without it
	// a file with textFile is refused.
	FS fs.FS
	// By is who imports a draft.
	By string
	// IdempotencyKey makes a repeated import of the same draft answer the same.
	// It is for drafts of one transaction.
	IdempotencyKey string
	// Progress, if set, is called as a draft of several transactions is written.
	Progress func(Progress)

	cuts *cuts // where a test has drafts cut
}

// Progress tells how far an import is.
type Progress struct {
	Bytes        int64 // of the file
	Transactions int
	Changes      int
}

// header is the first line of a draft. It may be left out.
type header struct {
	Record     string             `json:"record"`
	Format     string             `json:"format"`
	Origin     graph.Origin       `json:"origin,omitempty"`
	Confidence float64            `json:"confidence,omitempty"`
	Review     graph.ReviewStatus `json:"review,omitempty"`
	Document   string             `json:"document,omitempty"` // of evidence that names none
	Explicit   bool               `json:"explicit,omitempty"`
}

// The lines of a draft: a part and what kind it is.
type (
	documentLine struct {
		Record string `json:"record"`
		graph.DocumentDraft
		TextFile string `json:"textFile,omitempty"`
	}
	nodeLine struct {
		Record string `json:"record"`
		graph.NodeDraft
	}
	statementLine struct {
		Record string `json:"record"`
		graph.StatementDraft
	}
	commitmentLine struct {
		Record string `json:"record"`
		graph.CommitmentDraft
	}
	relationLine struct {
		Record string `json:"record"`
		graph.RelationDraft
	}
	factLine struct {
		Record string `json:"record"`
		graph.FactDraft
	}
	mergeLine struct {
		Record string `json:"record"`
		graph.MergeDraft
	}
)

var draftFields = fieldNames(header{}, documentLine{}, nodeLine{}, statementLine{}, commitmentLine{}, relationLine{}, factLine{}, mergeLine{})

// Decode reads a draft. It checks the file's form; whether what it says is true
// to the documents is for graph.Verify.
func Decode(r io.Reader, o Options) (*graph.Draft, error) {
	d, err := decode(newLines(r, MaxLine), o)
	if err != nil {
		return nil, inFile(o.Name, err)
	}
	return d, nil
}

func decode(l *lines, o Options) (*graph.Draft, error) {
	in := newDraftReader(l, o)
	for {
		err := in.next()
		if errors.Is(err, io.EOF) {
			return in.draft, nil
		}
		if err != nil {
			return nil, err
		}
		if in.size > MaxDraft {
			return nil, badLine(l.n, "the draft is larger than %d bytes; split it into several files", MaxDraft)
		}
	}
}

// draftReader reads lines into a draft.
type draftReader struct {
	options  Options
	lines    *lines
	begun    bool // a line was read
	draft    *graph.Draft
	document string
	size     int // of the draft's lines and the texts beside them
}

func newDraftReader(l *lines, o Options) *draftReader {
	return &draftReader{options: o, lines: l, draft: &graph.Draft{Origin: graph.Imported}}
}

// next reads a line.
func (in *draftReader) next() error {
	raw, err := in.lines.next()
	if err != nil {
		return err
	}
	first := !in.begun
	in.begun = true
	return in.line(raw, first)
}

// cut takes what was read so far; what follows is a draft of its own with the
// same defaults.
func (in *draftReader) cut() *graph.Draft {
	d := in.draft
	in.draft, in.size = &graph.Draft{Origin: d.Origin, Confidence: d.Confidence, Review: d.Review, Explicit: d.Explicit}, 0
	return d
}

func (in *draftReader) line(raw []byte, first bool) error {
	in.size += len(raw)
	l, err := in.lines.recordOf(raw, draftFields)
	if err != nil {
		return err
	}
	if l.kind == "header" {
		if !first {
			return badLine(l.n, "a header stands on the first line only")
		}
		return in.header(l)
	}
	part, err := in.part(l)
	if err != nil {
		return err
	}
	part.EachEvidence(func(e *graph.EvidenceDraft) {
		if e.Document == "" {
			e.Document = in.document
		}
	})
	in.draft.Add(part)
	return nil
}

func (in *draftReader) header(l line) error {
	n := l.n
	var h header
	if err := l.decode(&h); err != nil {
		return err
	}
	if h.Format == HistoryFormat {
		return badLine(n, "this is a history (%s), not a draft; it is imported into an empty store", HistoryFormat)
	}
	if h.Format != DraftFormat {
		return badLine(n, "the format “%s” is not %s", h.Format, DraftFormat)
	}
	if h.Origin != "" {
		in.draft.Origin = h.Origin
	}
	in.draft.Confidence, in.draft.Review, in.draft.Explicit = h.Confidence, h.Review, h.Explicit
	in.document = h.Document
	return nil
}

func (in *draftReader) part(from line) (graph.Part, error) {
	n := from.n
	switch from.kind {
	case "document":
		return in.documentPart(from)
	case "node":
		var l nodeLine
		err := from.decode(&l)
		l.Line = n
		return graph.Part{Node: &l.NodeDraft}, err
	case "statement":
		var l statementLine
		err := from.decode(&l)
		l.Line = n
		return graph.Part{Statement: &l.StatementDraft}, err
	case "commitment":
		var l commitmentLine
		err := from.decode(&l)
		l.Line = n
		return graph.Part{Commitment: &l.CommitmentDraft}, err
	case "relation":
		var l relationLine
		err := from.decode(&l)
		l.Line = n
		return graph.Part{Relation: &l.RelationDraft}, err
	case "fact":
		var l factLine
		err := from.decode(&l)
		l.Line = n
		return graph.Part{Fact: &l.FactDraft}, err
	case "merge":
		var l mergeLine
		err := from.decode(&l)
		l.Line = n
		return graph.Part{Merge: &l.MergeDraft}, err
	}
	return graph.Part{}, badLine(n, "there is no record “%s”: use header, document, node, statement, commitment, relation, fact or merge", from.kind)
}

func (in *draftReader) documentPart(from line) (graph.Part, error) {
	n := from.n
	var l documentLine
	if err := from.decode(&l); err != nil {
		return graph.Part{}, err
	}
	l.Line = n
	if l.TextFile != "" {
		if l.Text != nil {
			return graph.Part{}, badLine(n, "text and textFile do not go together")
		}
		words, err := in.readText(n, l.TextFile)
		if err != nil {
			return graph.Part{}, err
		}
		l.Text = &words
	}
	return graph.Part{Document: &l.DocumentDraft}, nil
}

// readText reads a text that lies beside the file.
func (in *draftReader) readText(n int, name string) (string, error) {
	if in.options.FS == nil {
		return "", badLine(n, "textFile cannot be read here: there is no folder; give the words in “text”")
	}
	if !fs.ValidPath(name) {
		return "", badLine(n, "textFile “%s” is not a plain path below the file's own folder", name)
	}
	f, err := in.options.FS.Open(name)
	if err != nil {
		return "", &graph.Error{Code: graph.CodeBadFormat, Path: fmt.Sprintf("line %d", n), Message: fmt.Sprintf("textFile “%s” cannot be read: %v", name, err), Cause: err}
	}
	defer f.Close()
	words, err := io.ReadAll(io.LimitReader(f, MaxLine+1))
	if err != nil {
		return "", badLine(n, "textFile “%s” cannot be read: %v", name, err)
	}
	if len(words) > MaxLine {
		return "", badLine(n, "textFile “%s” is longer than %d bytes", name, MaxLine)
	}
	in.size += len(words)
	return string(words), nil
}
