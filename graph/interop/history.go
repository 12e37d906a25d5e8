package interop

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strings"
	"unicode/utf8"

	"onrecord/graph"
)

// The lines of a history, in the order of a file: the header; for each entry
// of the log the blobs it is the first to need, then the entry; the answers to
// idempotency keys that wrote nothing; the head.
type (
	historyHeader struct {
		Record string `json:"record"`
		Format string `json:"format"`
	}
	// blobLine is a blob or, of a long one, a part: parts follow each other.
	blobLine struct {
		Record   string  `json:"record"`
		SHA256   string  `json:"sha256"`
		Size     int     `json:"size"` // of the whole blob
		Text     *string `json:"text,omitempty"`
		Base64   []byte  `json:"base64,omitempty"`
		Redacted bool    `json:"redacted,omitempty"`
		Reason   string  `json:"reason,omitempty"`
	}
	entryLine struct {
		Record string          `json:"record"`
		Digest string          `json:"digest"`
		Entry  json.RawMessage `json:"entry"` // the canonical bytes that are hashed
	}
	answerLine struct {
		Record string `json:"record"`
		graph.Answer
	}
	headLine struct {
		Record string    `json:"record"`
		Seq    graph.Seq `json:"seq"`
		Digest string    `json:"digest"`
	}
)

var historyFields = fieldNames(historyHeader{}, blobLine{}, entryLine{}, answerLine{}, headLine{}, graph.Entry{})

// maxHistoryLine bounds the lines of a history: an entry is smaller than what
// one update of a store may write.
const maxHistoryLine = 64 << 20

// partSize is how much of a blob one line carries.
const partSize = 4 << 20

// Export writes everything a session shows, with its history.
func Export(w io.Writer, s *graph.Session) error {
	out := &historyWriter{writer: newWriter(w), session: s, written: map[[32]byte]bool{}}
	if err := out.line(historyHeader{Record: "header", Format: HistoryFormat}); err != nil {
		return err
	}
	if err := s.Log(1, out.entry); err != nil {
		return err
	}
	err := s.Answers(func(a graph.Answer) error { return out.line(answerLine{Record: "answer", Answer: a}) })
	if err != nil {
		return err
	}
	seq, _, digest := s.Head()
	if err := out.line(headLine{Record: "head", Seq: seq, Digest: digest.String()}); err != nil {
		return err
	}
	return out.close()
}

type historyWriter struct {
	*writer
	session *graph.Session
	written map[[32]byte]bool // digests of blobs in the file already
}

func (w *historyWriter) entry(_ graph.Seq, raw []byte) error {
	e, err := graph.DecodeEntry(raw)
	if err != nil {
		return err
	}
	shas, err := e.Blobs()
	if err != nil {
		return err
	}
	for _, sha := range shas {
		if w.written[sha] {
			continue
		}
		w.written[sha] = true
		if err := w.blob(sha); err != nil {
			return err
		}
	}
	sum := sha256.Sum256(raw)
	// Not through the encoder, which would write the entry anew.
	for _, part := range [][]byte{[]byte(`{"record":"entry","digest":"` + hex.EncodeToString(sum[:]) + `","entry":`), raw, []byte("}\n")} {
		if _, err := w.b.Write(part); err != nil {
			return err
		}
	}
	return nil
}

func (w *historyWriter) blob(sha [32]byte) error {
	b, err := w.session.Blob(sha)
	if err != nil {
		return err
	}
	l := blobLine{Record: "blob", SHA256: hex.EncodeToString(sha[:]), Size: b.Size, Redacted: b.Redacted, Reason: b.Reason}
	if b.Redacted || len(b.Data) == 0 {
		return w.line(l)
	}
	for rest := b.Data; len(rest) > 0; {
		part := cut(rest)
		rest = rest[len(part):]
		l.Text, l.Base64 = nil, nil
		if words := string(part); utf8.ValidString(words) && strings.IndexByte(words, 0) < 0 {
			l.Text = &words
		} else {
			l.Base64 = part
		}
		if err := w.line(l); err != nil {
			return err
		}
	}
	return nil
}

// cut takes the next part of a blob, between characters where it is text.
func cut(b []byte) []byte {
	if len(b) <= partSize {
		return b
	}
	for at := partSize; at > partSize-utf8.UTFMax; at-- {
		if utf8.RuneStart(b[at]) {
			return b[:at]
		}
	}
	return b[:partSize]
}
