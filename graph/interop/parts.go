package interop

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"onrecord/graph"
)

// Parts: a draft of at most mostWhole bytes is one transaction, in which any line may
// name what any other brings. A larger one is cut into parts, before a document
// where there is one: what a line of it names must stand before it, in its own
// part or in the graph. All parts become visible together, or none does.
const (
	mostWhole = 16 << 20
	partBytes = 1 << 20 // a part is cut at the next document
	mostPart  = 4 << 20 // or here
)

// source gives a draft in parts. It is a graph.Source.
type source struct {
	options Options
	in      *draftReader
	file    io.Reader // nil where it cannot be read from the middle
	seeker  io.Seeker
	start   int64 // where the draft begins in the file
	cuts    cuts

	ready  []part // parts that were read and not given
	whole  bool   // all was read
	broken error  // why the file cannot be read on
}

// cuts is where drafts are cut, in bytes.
type cuts struct{ whole, part, most int }

// part is a part of a draft and where it ends.
type part struct {
	draft *graph.Draft
	size  int
	end   place
}

// place is a place in a file, which was read up to there.
type place struct {
	Bytes  int64  `json:"bytes"`
	Lines  int    `json:"lines"`
	SHA256 []byte `json:"sha256"` // of those bytes
}

func newSource(b *bufio.Reader, file io.Reader, seeker io.Seeker, start int64, o Options) *source {
	l := newLines(b, MaxLine)
	l.sum = sha256.New()
	s := &source{options: o, in: newDraftReader(l, o), start: start, cuts: cuts{mostWhole, partBytes, mostPart}}
	if o.cuts != nil {
		s.cuts = *o.cuts
	}
	if seeker != nil {
		s.file, s.seeker = file, seeker
	}
	return s
}

// begin reads until it is known whether the draft is small, and then gives it.
func (s *source) begin() (whole *graph.Draft, err error) {
	size := 0
	for !s.whole && size <= s.cuts.whole {
		p, err := s.read()
		if err != nil {
			return nil, err
		}
		size += p.size
		s.ready = append(s.ready, p)
	}
	if size > s.cuts.whole {
		return nil, nil
	}
	whole = s.ready[0].draft
	for _, p := range s.ready[1:] {
		whole.Documents = append(whole.Documents, p.draft.Documents...)
		whole.Nodes = append(whole.Nodes, p.draft.Nodes...)
		whole.Statements = append(whole.Statements, p.draft.Statements...)
		whole.Commitments = append(whole.Commitments, p.draft.Commitments...)
		whole.Relations = append(whole.Relations, p.draft.Relations...)
		whole.Facts = append(whole.Facts, p.draft.Facts...)
		whole.Merges = append(whole.Merges, p.draft.Merges...)
	}
	return whole, nil
}

// read reads a part; the last one may be empty.
func (s *source) read() (part, error) {
	for s.in.size < s.cuts.most && (s.in.size < s.cuts.part || !s.atDocument()) {
		err := s.in.next()
		if errors.Is(err, io.EOF) {
			s.whole = true
			break
		}
		if err != nil {
			return part{}, err
		}
	}
	l := s.in.lines
	p := part{size: s.in.size, end: place{Bytes: l.at, Lines: l.n, SHA256: l.sum.Sum(nil)}}
	p.draft = s.in.cut()
	return p, nil
}

// atDocument says whether the next line is a document, as far as can be seen
// without reading it.
func (s *source) atDocument() bool {
	next, _ := s.in.lines.r.Peek(64) //nolint:errcheck // what is there is enough
	return bytes.Contains(next, []byte(`"record":"document"`))
}

// load writes the parts.
func (s *source) load(ctx context.Context, g *graph.Graph) (graph.Receipt, error) {
	if s.options.IdempotencyKey != "" {
		return graph.Receipt{}, &graph.Error{Code: graph.CodeBadInput, Message: fmt.Sprintf("the draft is larger than %d bytes, so it is several transactions, and an idempotency key stands for one: leave the key out", s.cuts.whole)}
	}
	o := graph.LoadOptions{By: s.options.By}
	if tell := s.options.Progress; tell != nil {
		o.Progress = func(so graph.Receipt, mark []byte) {
			var at place
			if json.Unmarshal(mark, &at) == nil {
				tell(Progress{Bytes: at.Bytes, Transactions: so.Transactions, Changes: so.Changes})
			}
		}
	}
	receipt, err := g.Load(ctx, s, o)
	return receipt, s.explained(err)
}

// explained adds to an error what is special to a draft in parts.
func (s *source) explained(err error) error {
	if errors.Is(err, &graph.Error{Code: graph.CodeNotFound}) {
		return &partError{err: err, most: s.cuts.whole}
	}
	return err
}

// partError is an error that may be one only because the draft is read in parts.
type partError struct {
	err  error
	most int
}

// Error gives the error and the rule.
func (e *partError) Error() string {
	return fmt.Sprintf("%v (a file of more than %d MiB is read in parts: what a line names must stand before it)", e.err, e.most>>20)
}

// Unwrap gives the error itself.
func (e *partError) Unwrap() error { return e.err }

// Next implements graph.Source.
func (s *source) Next() (*graph.Draft, []byte, error) {
	if s.broken != nil {
		return nil, nil, s.broken
	}
	if len(s.ready) == 0 {
		if s.whole {
			return nil, nil, io.EOF
		}
		p, err := s.read()
		if err != nil {
			return nil, nil, err
		}
		s.ready = append(s.ready, p)
	}
	p := s.ready[0]
	s.ready = s.ready[1:]
	mark, err := json.Marshal(p.end)
	return p.draft, mark, err
}

// Resume implements graph.Source: the file must be, up to the place, the one
// that was read then. What is behind it may have changed.
func (s *source) Resume(mark []byte) bool {
	var at place
	if s.file == nil || json.Unmarshal(mark, &at) != nil {
		return false
	}
	now, err := s.seeker.Seek(0, io.SeekCurrent)
	if err != nil {
		return false
	}
	sum := sha256.New()
	if _, err = s.seeker.Seek(s.start, io.SeekStart); err == nil {
		_, err = io.CopyN(sum, s.file, at.Bytes)
	}
	if err != nil || !bytes.Equal(sum.Sum(nil), at.SHA256) {
		_, err = s.seeker.Seek(now, io.SeekStart)
		s.broken = err
		return false
	}
	// The header is in what was read already.
	l := newLines(s.file, MaxLine)
	l.n, l.at, l.sum = at.Lines, at.Bytes, sum
	s.in.lines, s.ready, s.whole = l, nil, false
	s.in.cut()
	return true
}
