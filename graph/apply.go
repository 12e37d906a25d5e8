package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"onrecord/graph/keys"
	"onrecord/store"
)

// Receipt says what a write did.
type Receipt struct {
	Seq        Seq // 0: everything was there already, nothing was written
	RecordedAt time.Time
	// ID is what the request answers with: the node, relation, assertion or
	// fact it was about.
	ID string
	// Assertion is the assertion a relate request made.
	Assertion string
	// Repeated: the idempotency key was seen before; this is its first answer.
	Repeated bool
	Changes  int
	// Transactions is how many a load wrote.
	Transactions int
	// Note is what the first request left for those that repeat it.
	Note string
}

// Request says who writes and how a repetition is known.
type Request struct {
	By             string
	IdempotencyKey string
	// digest of what the key stands for; a key belongs to one request.
	digest string
	note   string // kept with the receipt
	brings string // document whose text must not be held yet
}

const maxIdempotencyKey = 255

func (r *Request) check() *Error {
	if e := checkWords("the idempotency key", r.IdempotencyKey, maxIdempotencyKey, false); e != nil {
		return e
	}
	return checkWords("the author", r.By, 255, false)
}

// requestDigest is what an idempotency key stands for.
func requestDigest(kind string, input any) (string, error) {
	raw, err := json.Marshal(input)
	if err != nil {
		return "", errorf(CodeBadInput, "the request cannot be written down: %v", err)
	}
	sum := sha256.Sum256(append([]byte(kind+"\n"), raw...))
	return hex.EncodeToString(sum[:16]), nil
}

// errNothing tells commit that there is nothing to write.
var errNothing = errors.New("nothing to write")

// Apply writes a verified draft in one transaction: all of it or nothing.
func (g *Graph) Apply(ctx context.Context, v *Verified, r Request) (Receipt, error) {
	if r.digest == "" && r.IdempotencyKey != "" {
		var err error
		if r.digest, err = requestDigest("apply", v.changes); err != nil {
			return Receipt{}, err
		}
	}
	id := ""
	if len(v.ids) > 0 {
		id = v.ids[0]
	}
	return g.commit(ctx, r, v.changes, v.blobs, Receipt{ID: id})
}

// stored is a receipt as it is kept under its idempotency key.
type stored struct {
	Request   string `json:"request"`
	Seq       Seq    `json:"seq"`
	At        Micros `json:"at"`
	ID        string `json:"id"`
	Assertion string `json:"assertion,omitempty"`
	Changes   int    `json:"changes"`
	Note      string `json:"note,omitempty"`
}

// commit runs the changes as one transaction and logs those that changed
// something.
func (g *Graph) commit(ctx context.Context, r Request, changes []Change, blobs [][]byte, out Receipt) (Receipt, error) {
	if e := r.check(); e != nil {
		return Receipt{}, e
	}
	var (
		receipt Receipt
		t       *txn
	)
	err := g.update(ctx, func(tx store.Tx, h head) error {
		receipt, t = out, nil
		if done, err := repeated(tx, r, &receipt); done || err != nil {
			return firstError(err, errNothing)
		}
		// recordedAt strictly increases, whatever the clock does.
		now := max(Micros(g.now().UnixMicro()), h.At+1)
		for _, b := range blobs {
			if _, err := putBlob(tx, b); err != nil {
				return err
			}
		}
		t = newTxn(tx, h, now, r.By)
		t.texts.shared = g.texts
		return t.fulfil(r, changes, &receipt)
	})
	if err != nil && !errors.Is(err, errNothing) {
		return Receipt{}, err
	}
	if err == nil && t != nil {
		g.keepMade(t, receipt.ID)
		if t.mergeDue {
			g.wake()
		}
	}
	return receipt, nil
}

// fulfil does what a request asks for, and keeps the answer under its key.
func (t *txn) fulfil(r Request, changes []Change, receipt *Receipt) error {
	if err := t.notHeld(r.brings); err != nil {
		return err
	}
	err := t.commit(r, changes, receipt)
	if r.IdempotencyKey != "" && (err == nil || errors.Is(err, errNothing)) {
		err = remember(t.tx, r, *receipt)
	}
	return err
}

// commit applies the changes and logs those that changed something; errNothing
// where none did.
func (t *txn) commit(r Request, changes []Change, receipt *Receipt) error {
	entry, err := t.run(r, changes, receipt)
	if err != nil {
		return err
	}
	entry.Previous = t.head.Digest.String()
	_, err = appendLog(t.tx, entry, t.next)
	return err
}

// run applies the changes, and gives the entry that the log is to have, which
// lacks the digest of the one before; errNothing where nothing changed.
func (t *txn) run(r Request, changes []Change, receipt *Receipt) (*Entry, error) {
	var done []Change
	for _, c := range changes {
		changed, err := t.apply(c)
		if err != nil {
			return nil, err
		}
		if changed {
			done = append(done, c)
		}
	}
	if len(done) == 0 {
		return nil, errNothing
	}
	if err := t.flush(); err != nil {
		return nil, err
	}
	receipt.Seq, receipt.RecordedAt, receipt.Changes = t.seq, t.now.Time(), len(done)
	return &Entry{
		Seq: t.seq, RecordedAt: t.now.Time(), By: r.By, Idempotency: r.IdempotencyKey, Request: r.digest,
		Result: receipt.ID, Assertion: receipt.Assertion, Note: r.note, Changes: done,
	}, nil
}

// repeated answers a request whose key was used before.
func repeated(tx store.Reader, r Request, receipt *Receipt) (bool, error) {
	if r.IdempotencyKey == "" {
		return false, nil
	}
	raw, err := tx.Get(keys.Idempotency(r.IdempotencyKey))
	if isNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var s stored
	if err := json.Unmarshal(raw, &s); err != nil {
		return false, corrupt("the receipt of an idempotency key cannot be read")
	}
	if s.Request != r.digest {
		return false, errorf(CodeIdempotency, "the idempotency key %s was used for another request; use a new key for a new request", quoted(r.IdempotencyKey))
	}
	*receipt = Receipt{Seq: s.Seq, RecordedAt: s.At.Time(), ID: s.ID, Assertion: s.Assertion, Changes: s.Changes, Note: s.Note, Repeated: true}
	return true, nil
}

func remember(tx store.Tx, r Request, receipt Receipt) error {
	s := stored{Request: r.digest, Seq: receipt.Seq, ID: receipt.ID, Assertion: receipt.Assertion, Changes: receipt.Changes, Note: r.note}
	if !receipt.RecordedAt.IsZero() {
		s.At = Micros(receipt.RecordedAt.UnixMicro())
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return tx.Set(keys.Idempotency(r.IdempotencyKey), raw)
}
