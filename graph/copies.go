package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"onrecord/graph/keys"
)

// This file is what those need who bring whole documents (package ingest): is
// the text here already, may it be, and was this very request made before?

// Copy finds the document that holds these bytes as they were received, of this
// publisher at this address, or nil: what a document's identity is.
func (v *View) Copy(original []byte, publisher, url string) (*Node, error) {
	sum := sha256.Sum256(original)
	return v.NodeByID(copyID(hex.EncodeToString(sum[:]), publisher, url))
}

// Removed tells whether a text was removed from the graph, and why. Who brings
// it again does not bring it back.
func (s *Session) Removed(canonical string) (reason string, removed bool, err error) {
	h, err := getBlobHead(s.snap, sha256.Sum256([]byte(canonical)))
	if isNotFound(err) {
		return "", false, nil
	}
	return h.Reason, h.Redacted, err
}

// For says what the request's idempotency key stands for, where the changes
// alone do not tell because they depend on what the graph knew. note is kept in
// the log with the receipt, and comes back when the request is repeated.
func (r Request) For(kind string, input any, note string) (Request, error) {
	var err error
	r.digest, err = requestDigest(kind, input)
	r.note = note
	return r, err
}

// Bringing makes the request fail with ALREADY_EXISTS where the document's text
// is held by the time it is written: two that bring one text at once must not
// both say what it says.
func (r Request) Bringing(document string) Request {
	r.brings = document
	return r
}

// notHeld fails if a document's text is there.
func (t *txn) notHeld(id string) error {
	if id == "" {
		return nil
	}
	found, err := t.find(id)
	if err != nil || found.class != keys.ClassNode {
		return err
	}
	s, err := t.node(found.ref)
	if err == nil && s.now.held() {
		return errorf(CodeExists, "%s is held already", quoted(id))
	}
	return err
}

// Seen answers a request that was made before, without looking at it again.
func (g *Graph) Seen(ctx context.Context, r Request) (Receipt, bool, error) { return g.seen(ctx, r) }
