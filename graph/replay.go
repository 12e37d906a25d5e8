package graph

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"onrecord/graph/keys"
	"onrecord/store"
)

// Blob is what documents hold: the bytes received, or a canonical text. Of
// one that was redacted only the digest, the size and the reason are left.
type Blob struct {
	SHA256   [32]byte
	Data     []byte
	Size     int
	Redacted bool
	Reason   string
}

// Blob reads stored bytes.
func (s *Session) Blob(sha [32]byte) (Blob, error) {
	h, err := getBlobHead(s.snap, sha)
	if isNotFound(err) {
		return Blob{}, errorf(CodeNotFound, "there is no blob %x", sha)
	}
	if err != nil {
		return Blob{}, err
	}
	b := Blob{SHA256: sha, Size: h.Size, Redacted: h.Redacted, Reason: h.Reason}
	if h.Redacted {
		return b, nil
	}
	got, err := getBlobs(s.snap, [][32]byte{sha})
	if err != nil {
		return Blob{}, err
	}
	b.Data = got[0]
	return b, nil
}

// Log calls yield for the entries of the log from one transaction on, in
// order, with their canonical bytes, until it returns an error.
func (s *Session) Log(from Seq, yield func(seq Seq, raw []byte) error) error {
	return scanLog(s.snap, from, func(seq Seq, raw []byte) error {
		if err := s.stop(); err != nil {
			return err
		}
		return yield(seq, raw)
	})
}

// Blobs are the digests of the bytes that the entry's documents hold.
func (e *Entry) Blobs() ([][32]byte, error) {
	var out [][32]byte
	for _, c := range e.Changes {
		if c.Document == nil || c.Document.Holding != Held {
			continue
		}
		for _, s := range []string{c.Document.SHA256, c.Document.TextSHA256} {
			var sha [32]byte
			if err := readSum(sha[:], s); err != nil {
				return nil, err
			}
			out = append(out, sha)
		}
	}
	return out, nil
}

// DecodeEntry reads an entry of the log and makes sure that its canonical
// bytes are those given.
func DecodeEntry(raw []byte) (*Entry, error) {
	var e Entry
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return nil, errorf(CodeBadFormat, "a log entry cannot be read: %v", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errorf(CodeBadFormat, "there is more after a log entry")
	}
	e.RecordedAt = Micros(e.RecordedAt.UnixMicro()).Time()
	again, err := e.canonical()
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(again, raw) {
		return nil, errorf(CodeBadFormat, "log entry %d is not in its canonical form", e.Seq)
	}
	for i, c := range e.Changes {
		if c.kinds() != 1 {
			return nil, errorf(CodeBadFormat, "change %d of log entry %d is not exactly one change", i, e.Seq)
		}
		if id := c.madeUp(); id != "" {
			return nil, errorf(CodeBadFormat, "change %d of log entry %d has the id %s, which is none that follows from what it is about", i, e.Seq, quoted(id))
		}
	}
	return &e, nil
}

// madeUp gives an id of a relation, assertion or fact that was not generated,
// or "".
func (c Change) madeUp() string {
	ids := map[string]string{}
	switch {
	case c.Assert != nil:
		ids[relationPrefix], ids[assertionPrefix] = c.Assert.Relation, c.Assert.Assertion
	case c.Fact != nil:
		ids[factPrefix] = c.Fact.ID
	}
	for prefix, id := range ids {
		tail, ok := strings.CutPrefix(id, prefix)
		if _, is := keys.ParseHash(tail); !ok || !is {
			return id
		}
	}
	return ""
}

func (c Change) kinds() int {
	n := 0
	for _, set := range []bool{
		c.Document != nil, c.Node != nil, c.Statement != nil, c.Commitment != nil, c.Fact != nil, c.Assert != nil,
		c.Review != nil, c.Retract != nil, c.Merge != nil, c.Unmerge != nil, c.Redact != nil,
	} {
		if set {
			n++
		}
	}
	return n
}

// Replay writes the next entry of a log as it was written the first time: at
// the same instant, by the same author, with the same numbers and the same
// answer to its idempotency key. The entry must continue the chain. blobs are
// the bytes its documents hold, where the store does not have them yet.
func (g *Graph) Replay(ctx context.Context, raw []byte, blobs []Blob) (Digest, error) {
	e, err := DecodeEntry(raw)
	if err != nil {
		return Digest{}, err
	}
	for _, b := range blobs {
		if !b.Redacted && (sha256.Sum256(b.Data) != b.SHA256 || len(b.Data) != b.Size) {
			return Digest{}, errorf(CodeChain, "the bytes given for blob %x do not have that digest", b.SHA256)
		}
	}
	var (
		digest Digest
		due    bool
	)
	err = g.update(ctx, func(tx store.Tx, h head) error {
		if err := e.continues(h); err != nil {
			return err
		}
		for _, b := range blobs {
			if err := restoreBlob(tx, b); err != nil {
				return err
			}
		}
		var err error
		digest, due, err = replay(tx, h, e)
		return err
	})
	if err == nil && due {
		g.wake()
	}
	return digest, err
}

// continues says whether the entry is the one after the head.
func (e *Entry) continues(h head) error {
	switch {
	case e.Seq != h.Seq+1:
		return errorf(CodeChain, "log entry %d follows entry %d", e.Seq, h.Seq)
	case e.Previous != h.Digest.String():
		return errorf(CodeChain, "log entry %d does not continue the chain: it names %s as the digest before it, which is %s", e.Seq, quoted(e.Previous), h.Digest)
	case Micros(e.RecordedAt.UnixMicro()) <= h.At:
		return errorf(CodeChain, "log entry %d was recorded no later than the entry before it", e.Seq)
	case len(e.Changes) == 0:
		return errorf(CodeChain, "log entry %d changes nothing", e.Seq)
	}
	return nil
}

func restoreBlob(tx store.Tx, b Blob) error {
	if !b.Redacted {
		_, err := putBlob(tx, b.Data)
		return err
	}
	return setBlobHead(tx, b.SHA256, blobHead{Size: b.Size, Redacted: true, Reason: b.Reason})
}

func replay(tx store.Tx, h head, e *Entry) (Digest, bool, error) {
	if err := e.holdsBlobs(tx); err != nil {
		return Digest{}, false, err
	}
	t := newTxn(tx, h, Micros(e.RecordedAt.UnixMicro()), e.By)
	t.replaying = true
	for i, c := range e.Changes {
		changed, err := t.apply(c)
		if err != nil {
			return Digest{}, false, inEntry(e.Seq, i, err)
		}
		if !changed {
			return Digest{}, false, errorf(CodeChain, "change %d of log entry %d changes nothing here: the entries before it are not those it was written after", i, e.Seq)
		}
	}
	if err := t.flush(); err != nil {
		return Digest{}, false, err
	}
	digest, err := appendLog(tx, e, t.next)
	if err != nil || e.Idempotency == "" {
		return digest, t.mergeDue, err
	}
	return digest, t.mergeDue, remember(tx, Request{IdempotencyKey: e.Idempotency, digest: e.Request, note: e.Note}, Receipt{
		Seq: e.Seq, RecordedAt: e.RecordedAt, ID: e.Result, Assertion: e.Assertion, Changes: len(e.Changes),
	})
}

func (e *Entry) holdsBlobs(tx store.Tx) error {
	shas, err := e.Blobs()
	if err != nil {
		return err
	}
	for _, sha := range shas {
		_, err := getBlobHead(tx, sha)
		if isNotFound(err) {
			return errorf(CodeChain, "log entry %d needs blob %x, which is not there", e.Seq, sha)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// inEntry says which change of which entry an error is about.
func inEntry(seq Seq, change int, err error) error {
	var known *Error
	if errors.As(err, &known) {
		return &Error{Code: CodeChain, Message: fmt.Sprintf("change %d of log entry %d: %s", change, seq, known.Error()), Cause: err}
	}
	return err
}

// proves is the evidence gate of a replay: the words at the span are those
// that were logged. Nothing can be said of a text that was removed.
func (t *txn) proves(doc *Node, s Span) error {
	held, err := t.texts.load(t.tx, [][32]byte{doc.Document.TextSHA256})
	if err != nil || held[doc.Document.TextSHA256] == nil {
		return err
	}
	if wrong := spanProblem(held[doc.Document.TextSHA256], s); wrong != "" {
		return errorf(CodeNotInText, "evidence in %s: %s", quoted(doc.ID), wrong)
	}
	return nil
}

// Answer is what an idempotency key answers with though nothing was written:
// the log has no entry for it.
type Answer struct {
	Key     string `json:"key"`
	Request string `json:"request"`
	ID      string `json:"id,omitempty"`
	// Assertion is what a relate request found there already.
	Assertion string `json:"assertion,omitempty"`
}

// Answers calls yield for the idempotency keys whose requests wrote nothing,
// in the order of the keys.
func (s *Session) Answers(yield func(Answer) error) error {
	var bad error
	err := s.snap.Scan(store.Prefix(keys.IdempotencyKeys()), func(k, v []byte) bool {
		var kept stored
		if json.Unmarshal(v, &kept) != nil || len(k) < 2 {
			bad = corrupt("the receipt of an idempotency key cannot be read")
			return false
		}
		if kept.Seq == 0 {
			bad = yield(Answer{Key: string(k[1 : len(k)-1]), Request: kept.Request, ID: kept.ID, Assertion: kept.Assertion})
		}
		return bad == nil
	})
	return firstError(bad, err)
}

// RestoreAnswer writes an answer back. A key that has one keeps it.
func (g *Graph) RestoreAnswer(ctx context.Context, a Answer) error {
	r := Request{IdempotencyKey: a.Key, digest: a.Request}
	if e := r.check(); e != nil {
		return e
	}
	if _, err := hex.DecodeString(a.Request); err != nil || a.Key == "" {
		return errorf(CodeBadFormat, "the answer to idempotency key %s is malformed", quoted(a.Key))
	}
	err := g.update(ctx, func(tx store.Tx, _ head) error {
		_, err := tx.Get(keys.Idempotency(a.Key))
		if isNotFound(err) {
			return remember(tx, r, Receipt{ID: a.ID, Assertion: a.Assertion})
		}
		return err
	})
	return err
}
