package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"onrecord/graph"
	"onrecord/store"
)

// Request is one document to take in.
type Request struct {
	// Document is the document with its text. Without a title it takes its
	// first line, without an id one made of the title. A standing that is not
	// given is IMPORTED, ACCEPTED and certain: the text is what it is.
	Document graph.DocumentDraft
	Extract  bool   // also read what the document says
	By       string // who asks; recorded
	// IdempotencyKey makes a repetition of the request answer the same.
	IdempotencyKey string
}

// Receipt says what came of it.
type Receipt struct {
	Document    string `json:"document"`    // its id
	AlreadyHeld bool   `json:"alreadyHeld"` // nothing was read or written
	Statements  int    `json:"statements"`
	Commitments int    `json:"commitments"`
	Actors      int    `json:"actors"` // people, states, organisations and groups that what was found names, known ones among them
	// Rejected are the parts of the proposal that were dropped.
	Rejected    []Problem `json:"rejected,omitempty"`
	Transaction string    `json:"transaction"` // "0": nothing was written
}

// Problem is why a part of the proposal was dropped. Path names the part by its
// place in the proposal: "statements[3].evidence[0]".
type Problem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Path    string `json:"path,omitempty"`
}

// Document takes a document in: in one transaction, or not at all. What is held
// already is answered with its id and not read again. x may be nil where
// nothing is to be extracted.
func Document(ctx context.Context, g *graph.Graph, x graph.Extractor, r Request) (*Receipt, error) {
	if r.Extract && x == nil {
		return nil, refuse(CodeNoExtractor, "there is no extractor here: store the document without extracting from it")
	}
	doc, err := canonical(r.Document)
	if err != nil {
		return nil, err
	}
	t := &taking{graph: g, extractor: x, request: r, doc: doc}
	if receipt, err := t.repeated(ctx); receipt != nil || err != nil {
		return receipt, err
	}
	for tries := 1; ; tries++ {
		receipt, err := t.once(ctx)
		if !t.applied || !errors.Is(err, errExists) || tries == mostTries {
			return receipt, err
		}
		// Somebody else may have been faster, with this text or this id. If so
		// there is another place for it now; if not, the error stands.
		id, held, lost := Check(ctx, g, doc)
		if lost != nil {
			return nil, lost
		}
		if !held && id == t.place {
			return nil, err
		}
	}
}

// mostTries bounds how often a document may lose its place to another.
const mostTries = 8

var errExists = &graph.Error{Code: graph.CodeExists}

// taking is one document on its way in.
type taking struct {
	graph     *graph.Graph
	extractor graph.Extractor
	request   Request
	doc       graph.DocumentDraft // canonical
	place     string              // the id that was tried
	applied   bool                // it came as far as the write
}

// once tries to take the document in. It fails with ALREADY_EXISTS when it
// lost against another writer.
func (t *taking) once(ctx context.Context) (*Receipt, error) {
	s, err := t.graph.Session(ctx)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	t.applied = false
	id, held, err := place(s.Present(), &t.doc)
	if err != nil {
		return nil, err
	}
	if held {
		return &Receipt{Document: id, AlreadyHeld: true, Transaction: "0"}, nil
	}
	if why, removed, err := s.Removed(*t.doc.Text); err != nil {
		return nil, err
	} else if removed {
		return nil, refuse(graph.CodeRedacted, "this text was removed from the graph and is not taken in again: %s", why)
	}
	t.place = id
	doc := t.doc
	doc.ID, doc.Standing = id, certain(doc.Standing)
	// What is wrong with the document itself is told before it is read.
	verified, err := t.graph.Verify(ctx, &graph.Draft{Documents: []graph.DocumentDraft{doc}})
	if err != nil || !t.request.Extract {
		return t.apply(ctx, verified, nil, err)
	}
	proposal, err := t.extract(ctx, doc, s.Present())
	if err != nil {
		return nil, err
	}
	verified, rejected, err := proposal.verify(ctx, t.graph)
	return t.apply(ctx, verified, rejected, err)
}

// certain fills in the standing of a document that somebody brings.
func certain(s graph.Standing) graph.Standing {
	if s.Origin == "" {
		s.Origin = graph.Imported
	}
	if s.Review == "" {
		s.Review = graph.Accepted
	}
	if s.Confidence == 0 {
		s.Confidence = 1
	}
	return s
}

func (t *taking) extract(ctx context.Context, doc graph.DocumentDraft, known *graph.View) (*proposal, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	words := *doc.Text // a copy: the extractor may do with it what it likes
	read := doc
	read.Text = &words
	d, err := t.extractor.Extract(ctx, read, known)
	if err != nil {
		return nil, fmt.Errorf("extract %s: %w", doc.ID, err)
	}
	if d == nil {
		d = &graph.Draft{}
	}
	return propose(d, doc, known)
}

// apply writes what passed, and makes the receipt.
func (t *taking) apply(ctx context.Context, v *graph.Verified, rejected []Problem, err error) (*Receipt, error) {
	if err != nil {
		return nil, err
	}
	out := count(v.Changes())
	out.Document, out.Rejected = t.place, told(rejected)
	r, err := t.key(*out)
	if err != nil {
		return nil, err
	}
	t.applied = true
	done, err := t.graph.Apply(ctx, v, r.Bringing(t.place))
	if errors.Is(err, store.ErrTooLarge) {
		return nil, &graph.Error{Code: CodeTooLarge, Cause: err, Message: fmt.Sprintf("so much was found in the document (%d statements, %d commitments) that it cannot be written at once: split it, or store it without extracting", out.Statements, out.Commitments)}
	}
	if err != nil {
		return nil, err
	}
	if done.Repeated {
		return fromNote(done)
	}
	out.Transaction = strconv.FormatUint(uint64(done.Seq), 10)
	return out, nil
}

// count says what changes bring.
func count(changes []graph.Change) *Receipt {
	out := &Receipt{}
	actors := map[string]bool{}
	for _, c := range changes {
		switch {
		case c.Statement != nil:
			out.Statements++
		case c.Commitment != nil:
			out.Commitments++
		case c.Node != nil:
			actors[c.Node.ID] = true
		case c.Assert != nil:
			actors[c.Assert.From], actors[c.Assert.To] = true, true
		}
	}
	kinds := []graph.NodeKind{graph.Person, graph.State, graph.Organization, graph.Group}
	for id := range actors {
		if slices.Contains(kinds, graph.KindOfID(id)) {
			out.Actors++
		}
	}
	return out
}

// mostTold bounds how many dropped parts are told one by one.
const mostTold = 200

func told(all []Problem) []Problem {
	if len(all) <= mostTold {
		return all
	}
	return append(slices.Clone(all[:mostTold]), Problem{Code: "MORE", Message: fmt.Sprintf("%d more parts were dropped", len(all)-mostTold)})
}

// key is the request as the graph keeps it. The receipt lies beside its key.
func (t *taking) key(out Receipt) (graph.Request, error) {
	r := graph.Request{By: t.request.By, IdempotencyKey: t.request.IdempotencyKey}
	if r.IdempotencyKey == "" {
		return r, nil
	}
	note, err := json.Marshal(out)
	if err != nil {
		return r, err
	}
	return r.For("ingestDocument", t.digest(), string(note))
}

// digest is what tells one request from another: all that was asked, the texts
// by their hashes.
func (t *taking) digest() any {
	d := t.request.Document
	sum := func(b []byte) string {
		s := sha256.Sum256(b)
		return hex.EncodeToString(s[:])
	}
	text, original := sum([]byte(*t.doc.Text)), sum(received(&t.doc))
	d.Text, d.Original = nil, nil
	return struct {
		Document       graph.DocumentDraft
		Text, Original string
		Extract        bool
	}{d, text, original, t.request.Extract}
}

// repeated answers a request that was made before.
func (t *taking) repeated(ctx context.Context) (*Receipt, error) {
	r, err := t.key(Receipt{})
	if err != nil {
		return nil, err
	}
	// Also checks the key and the author, before any work is done.
	before, seen, err := t.graph.Seen(ctx, r)
	if err != nil || !seen {
		return nil, err
	}
	return fromNote(before)
}

func fromNote(r graph.Receipt) (*Receipt, error) {
	out := &Receipt{}
	if err := json.Unmarshal([]byte(r.Note), out); err != nil {
		return nil, &store.Error{Code: store.CodeCorrupt, Message: "what was answered to an idempotency key cannot be read; run `onrecord check`", Cause: err}
	}
	out.Transaction = strconv.FormatUint(uint64(r.Seq), 10)
	return out, nil
}
