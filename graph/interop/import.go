package interop

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"onrecord/graph"
)

// Import reads a file into the graph, whichever format its header names.
//
// A draft passes the evidence gate and is written whole or not at all, whatever
// its size: a large one is read and written in parts, which are transactions of
// their own and published together (parts.go). An import of one that was
// interrupted goes on where it was, where r is an io.Seeker.
//
// A history goes into an empty store only. It is written entry by entry, each
// durably, so that its length does not matter. Where r can be read twice (it
// is an io.Seeker, as files are) the whole chain is checked before anything is
// written. From a pipe that is not possible: if a history turns out broken
// then, the store holds what came before and is to be thrown away.
func Import(ctx context.Context, g *graph.Graph, r io.Reader, o Options) (graph.Receipt, error) {
	receipt, err := load(ctx, g, r, o)
	return receipt, inFile(o.Name, err)
}

// mostHeader is how far the first line is looked at to tell the formats apart.
const mostHeader = 4096

func load(ctx context.Context, g *graph.Graph, r io.Reader, o Options) (graph.Receipt, error) {
	start, seeker := int64(0), io.Seeker(nil)
	if s, ok := r.(io.Seeker); ok {
		if at, err := s.Seek(0, io.SeekCurrent); err == nil {
			start, seeker = at, s
		}
	}
	b := bufio.NewReaderSize(r, mostHeader)
	first, err := b.Peek(mostHeader)
	if err != nil && !errors.Is(err, io.EOF) {
		return graph.Receipt{}, err
	}
	if len(bytes.TrimSpace(first)) == 0 && len(first) < mostHeader {
		return graph.Receipt{}, badLine(1, "the file is empty")
	}
	if !announcesHistory(first) {
		return loadDraft(ctx, g, newSource(b, r, seeker, start, o))
	}
	if err := empty(ctx, g); err != nil {
		return graph.Receipt{}, err
	}
	if seeker == nil {
		return loadHistory(ctx, g, b)
	}
	if _, err := loadHistory(ctx, nil, b); err != nil {
		return graph.Receipt{}, err
	}
	if _, err := seeker.Seek(start, io.SeekStart); err != nil {
		return graph.Receipt{}, fmt.Errorf("read the history again: %w", err)
	}
	return loadHistory(ctx, g, r)
}

func announcesHistory(first []byte) bool {
	for i, c := range first {
		if c == '\n' {
			return isHistory(first[:i])
		}
	}
	return isHistory(first)
}

// loadDraft writes a draft: a small one as one transaction.
func loadDraft(ctx context.Context, g *graph.Graph, s *source) (graph.Receipt, error) {
	whole, err := s.begin()
	if err != nil {
		return graph.Receipt{}, err
	}
	if whole == nil {
		return s.load(ctx, g)
	}
	v, err := g.Verify(ctx, whole)
	if err != nil {
		return graph.Receipt{}, err
	}
	return g.Apply(ctx, v, graph.Request{By: s.options.By, IdempotencyKey: s.options.IdempotencyKey})
}

func empty(ctx context.Context, g *graph.Graph) error {
	s, err := g.Session(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if seq, _, _ := s.Head(); seq != 0 {
		return &graph.Error{Code: graph.CodeNotEmpty, Message: fmt.Sprintf("the store holds %d transactions already; a history goes into an empty store: give another data directory", seq)}
	}
	return nil
}

// loadHistory writes a history, or only checks it when g is nil.
func loadHistory(ctx context.Context, g *graph.Graph, r io.Reader) (graph.Receipt, error) {
	h := &historyReader{lines: newLines(r, maxHistoryLine), graph: g}
	raw, err := h.lines.next()
	if err != nil {
		return graph.Receipt{}, err
	}
	l, err := h.lines.check(raw, historyFields)
	if err == nil {
		err = l.known()
	}
	if err != nil {
		return graph.Receipt{}, err
	}
	return h.read(ctx)
}
