package interop

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"

	"onrecord/graph"
)

// historyReader takes a history apart and hands its entries on. Without a
// graph it only checks: form, digests, chain and end.
type historyReader struct {
	lines   *lines
	graph   *graph.Graph
	seq     graph.Seq
	digest  string
	entries int
	blobs   []graph.Blob // those the next entry needs
	size    int
	part    *graph.Blob // a blob that is not whole yet
	last    graph.Receipt
	answers bool
	done    bool
}

func (h *historyReader) read(ctx context.Context) (graph.Receipt, error) {
	h.digest = graph.Digest{}.String()
	for {
		raw, err := h.lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return h.last, err
		}
		if h.done {
			return h.last, badLine(h.lines.n, "the head is the last line of a history; there is more after it")
		}
		if err := h.line(ctx, raw); err != nil {
			return h.last, err
		}
	}
	if !h.done {
		return h.last, onLine(h.lines.n, graph.CodeChain, "the history ends after entry %d without its head line; it was cut off", h.seq)
	}
	return h.last, nil
}

func (h *historyReader) line(ctx context.Context, raw []byte) error {
	n := h.lines.n
	l, err := h.lines.recordOf(raw, historyFields)
	if err != nil {
		return err
	}
	kind := l.kind
	if h.part != nil && kind != "blob" {
		return badLine(n, "blob %x is not whole: %d of %d bytes", h.part.SHA256, len(h.part.Data), h.part.Size)
	}
	if len(h.blobs) > 0 && kind != "blob" && kind != "entry" {
		return badLine(n, "a blob stands before the entry that needs it")
	}
	switch kind {
	case "blob":
		return h.blob(l)
	case "entry":
		return h.entry(ctx, l)
	case "answer":
		return h.answer(ctx, l)
	case "head":
		return h.head(l)
	case "header":
		return badLine(n, "a header stands on the first line only")
	}
	return badLine(n, "there is no record “%s” in a history: use blob, entry, answer or head", kind)
}

func (h *historyReader) blob(from line) error {
	n := from.n
	var l blobLine
	if err := from.decode(&l); err != nil {
		return err
	}
	sha, err := hex.DecodeString(l.SHA256)
	if err != nil || len(sha) != 32 || l.Size < 0 {
		return badLine(n, "a blob needs its sha256 and size")
	}
	if l.Redacted && (l.Text != nil || l.Base64 != nil) || l.Text != nil && l.Base64 != nil {
		return badLine(n, "a blob has text, or base64, or was redacted")
	}
	if h.part == nil {
		h.part = &graph.Blob{SHA256: [32]byte(sha), Size: l.Size, Redacted: l.Redacted, Reason: l.Reason}
	}
	b := h.part
	if b.SHA256 != [32]byte(sha) || b.Size != l.Size || b.Redacted != l.Redacted {
		return badLine(n, "blob %x is not whole yet; its other parts come first", b.SHA256)
	}
	if l.Text != nil {
		b.Data = append(b.Data, *l.Text...)
	}
	b.Data = append(b.Data, l.Base64...)
	if h.size += len(from.raw); len(b.Data) > b.Size || h.size > 2*maxHistoryLine {
		return badLine(n, "the blobs before an entry are larger than they say, or than an entry can take")
	}
	if !b.Redacted && len(b.Data) < b.Size {
		return nil
	}
	if !b.Redacted && sha256.Sum256(b.Data) != b.SHA256 {
		return onLine(n, graph.CodeChain, "the bytes of blob %x do not have that digest", b.SHA256)
	}
	h.blobs, h.part = append(h.blobs, *b), nil
	return nil
}

func (h *historyReader) entry(ctx context.Context, from line) error {
	n := from.n
	var l entryLine
	if err := from.decode(&l); err != nil {
		return err
	}
	if h.answers {
		return badLine(n, "entries come before answers")
	}
	e, err := graph.DecodeEntry(l.Entry)
	if err != nil {
		return onLine(n, graph.CodeChain, "%v", err)
	}
	sum := sha256.Sum256(l.Entry)
	if hex.EncodeToString(sum[:]) != l.Digest {
		return onLine(n, graph.CodeChain, "entry %d does not have the digest that is given for it; it was changed", e.Seq)
	}
	if e.Seq != h.seq+1 || e.Previous != h.digest {
		return onLine(n, graph.CodeChain, "entry %d does not continue the chain after entry %d", e.Seq, h.seq)
	}
	if h.graph != nil {
		if _, err := h.graph.Replay(ctx, l.Entry, h.blobs); err != nil {
			return namingLine(n, err)
		}
	}
	h.seq, h.digest, h.blobs, h.size = e.Seq, l.Digest, nil, 0
	h.entries++
	h.last.Seq, h.last.RecordedAt, h.last.ID = e.Seq, e.RecordedAt, e.Result
	h.last.Changes += len(e.Changes)
	return nil
}

// namingLine adds the line to an error of the graph.
func namingLine(n int, err error) error {
	var known *graph.Error
	if errors.As(err, &known) {
		return &graph.Error{Code: known.Code, Path: badLine(n, "").Path, Message: err.Error(), Cause: err}
	}
	return err
}

func (h *historyReader) answer(ctx context.Context, from line) error {
	n := from.n
	var l answerLine
	if err := from.decode(&l); err != nil {
		return err
	}
	h.answers = true
	if h.graph == nil {
		return nil
	}
	if err := h.graph.RestoreAnswer(ctx, l.Answer); err != nil {
		return namingLine(n, err)
	}
	return nil
}

func (h *historyReader) head(from line) error {
	n := from.n
	var l headLine
	if err := from.decode(&l); err != nil {
		return err
	}
	if l.Seq != h.seq || l.Digest != h.digest {
		return onLine(n, graph.CodeChain, "the head names entry %d, but the last entry is %d, or its digest differs: the history was cut or changed", l.Seq, h.seq)
	}
	h.done = true
	return nil
}

// isHistory says what the first line of a file announces.
func isHistory(raw []byte) bool {
	var h historyHeader
	return json.Unmarshal(raw, &h) == nil && h.Record == "header" && h.Format == HistoryFormat
}
