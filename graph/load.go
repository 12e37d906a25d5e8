package graph

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"onrecord/graph/segments"
	"onrecord/store"
)

// A load writes any number of drafts as one publication: each is a transaction
// of its own in the log, with its own number and instant, and readers see none
// of them until they see all. It is what an import of a large file is.
//
// Several things go on at a time: the source makes the next draft, the one before
// it is verified, and the one before that is applied. A draft is verified
// against what the drafts before it made, so one that names something of a
// draft that is not applied yet waits for that.

// Source gives a load its drafts.
type Source interface {
	// Next gives the next draft, and what the source has to be told to go on
	// behind it; io.EOF after the last. It is called by one goroutine.
	Next() (d *Draft, mark []byte, err error)
	// Resume has the source go on behind the draft with this mark, which an
	// interrupted load was given; false where it has no such draft.
	Resume(mark []byte) bool
}

// LoadOptions say how a load is done.
type LoadOptions struct {
	// By is who loads; kept with every transaction.
	By string
	// Progress, if set, is called after each draft was applied, with what it
	// came to so far and the draft's mark.
	Progress func(so Receipt, mark []byte)
}

// Load writes the drafts of a source, all of them or none. The receipt is of
// the last transaction; Changes and Transactions are those of all, also where
// the load goes on where an earlier one was interrupted.
func (g *Graph) Load(ctx context.Context, src Source, o LoadOptions) (Receipt, error) {
	if e := (&Request{By: o.By}).check(); e != nil {
		return Receipt{}, e
	}
	// Segments are folded beside other transactions; a load has its own.
	g.merge.one.Lock()
	defer g.merge.one.Unlock()
	l := &loader{g: g, src: src, o: o, words: segments.NewBatch()}
	_, err := g.store.Load(ctx, store.LoadOptions{Accept: l.accept}, func(tx store.Load) error { return l.run(ctx, tx) })
	if errors.Is(err, errNothing) {
		err = nil
	}
	if err != nil {
		return Receipt{}, err
	}
	g.wake() // what earlier folds left behind is swept away
	return l.receipt, nil
}

// loader is one load.
type loader struct {
	g       *Graph
	src     Source
	o       LoadOptions
	tx      store.Load
	head    head            // after the last draft; its digest comes with behind
	behind  *behind         // what is made ready of that draft, if it is not written
	words   *segments.Batch // of the drafts since the last segment
	receipt Receipt
}

// loadMark is what the store keeps of a load at a mark.
type loadMark struct {
	Source       []byte `json:"source"`
	By           string `json:"by,omitempty"`
	ID           string `json:"id,omitempty"`
	Changes      int    `json:"changes"`
	Transactions int    `json:"transactions"`
	Seq          Seq    `json:"seq"`
	At           Micros `json:"at"`
}

// accept says whether a load can go on at a mark, and makes ready for it.
func (l *loader) accept(note []byte) bool {
	var m loadMark
	if json.Unmarshal(note, &m) != nil || m.By != l.o.By || !l.src.Resume(m.Source) {
		return false
	}
	l.receipt = Receipt{ID: m.ID, Changes: m.Changes, Transactions: m.Transactions, Seq: m.Seq}
	if m.Seq > 0 {
		l.receipt.RecordedAt = m.At.Time()
	}
	return true
}

func (l *loader) mark(source []byte) error {
	m := loadMark{Source: source, By: l.o.By, ID: l.receipt.ID, Changes: l.receipt.Changes, Transactions: l.receipt.Transactions, Seq: l.receipt.Seq}
	if m.Seq > 0 {
		m.At = Micros(l.receipt.RecordedAt.UnixMicro())
	}
	note, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return l.tx.Mark(note)
}

// run applies what the source gives.
func (l *loader) run(ctx context.Context, tx store.Load) error {
	l.tx = tx
	if tx.Resumed() == nil {
		l.receipt = Receipt{}
	}
	var err error
	if l.head, err = readHead(tx); err != nil {
		return err
	}
	p := l.prepare(ctx)
	defer p.stop()
	defer l.leave()
	for {
		next, err := p.next()
		if errors.Is(err, io.EOF) {
			return l.finish(ctx)
		}
		if err != nil {
			return err
		}
		if err := l.apply(next); err != nil {
			return err
		}
		p.applied()
	}
}

// apply writes one draft as a transaction.
func (l *loader) apply(p prepared) error {
	for _, b := range p.verified.blobs {
		if _, err := putBlob(l.tx, b); err != nil {
			return err
		}
	}
	one := Receipt{}
	if len(p.verified.ids) > 0 {
		one.ID = p.verified.ids[0]
	}
	t := newTxn(l.tx, l.head, max(Micros(l.g.now().UnixMicro()), l.head.At+1), l.o.By)
	t.texts.shared, t.putOff = l.g.texts, true
	entry, err := t.run(Request{By: l.o.By}, p.verified.changes, &one)
	if err != nil && !errors.Is(err, errNothing) {
		return err
	}
	if err == nil {
		l.receipt.ID, l.receipt.Seq, l.receipt.RecordedAt = one.ID, one.Seq, one.RecordedAt
		l.receipt.Changes += one.Changes
		l.receipt.Transactions++
		if err := l.follow(t, entry); err != nil {
			return err
		}
	}
	if l.tx.Due() {
		if err := l.writeSegment(); err != nil {
			return err
		}
	}
	if err := l.mark(p.mark); err != nil {
		return err
	}
	if l.o.Progress != nil {
		l.o.Progress(l.receipt, p.mark)
	}
	return nil
}

// follow writes what was made ready of the draft before, and makes ready what
// this one leaves to do.
func (l *loader) follow(t *txn, e *Entry) error {
	if err := l.catchUp(); err != nil {
		return err
	}
	if l.words.Bytes() >= rebuiltBytes {
		if err := l.writeSegment(); err != nil {
			return err
		}
	}
	e.Previous = l.head.Digest.String()
	l.head.Seq, l.head.At, l.head.Next = t.seq, t.now, t.next
	l.behind = makeReady(t, e, l.words)
	return nil
}

// catchUp waits for what is made ready, and writes it.
func (l *loader) catchUp() error {
	b := l.behind
	if b == nil {
		return nil
	}
	l.behind = nil
	if <-b.done; b.err != nil {
		return b.err
	}
	l.head.Digest = b.entry.digest
	return b.entry.write(l.tx, l.head.Next)
}

// writeSegment writes the words of all drafts that were applied.
func (l *loader) writeSegment() error {
	if err := l.catchUp(); err != nil {
		return err
	}
	_, err := segments.Write(l.tx, l.words)
	l.words = segments.NewBatch()
	return err
}

// finish writes what is left when all drafts were applied, and folds the segments:
// what was loaded is asked at once.
func (l *loader) finish(ctx context.Context) error {
	if l.receipt.Seq == 0 {
		return errNothing
	}
	if err := l.writeSegment(); err != nil {
		return err
	}
	return segments.Settle(l.tx, ctx.Err)
}

// leave waits for what is made ready: it reads what the load wrote.
func (l *loader) leave() {
	if l.behind != nil {
		<-l.behind.done
	}
}

// session reads the state a load has written so far.
func (l *loader) session(ctx context.Context) *Session {
	texts := newTextCache()
	texts.shared = l.g.texts
	// Whatever a transaction of the load wrote holds now.
	return &Session{graph: l.g, snap: unpublished{l.tx}, head: head{Seq: ^Seq(0) >> 1}, ctx: ctx, texts: texts}
}

// unpublished is a snapshot of what a load has written.
type unpublished struct{ store.Reader }

// Token implements store.Snapshot.
func (unpublished) Token() store.Token { return 0 }

// Release implements store.Snapshot.
func (unpublished) Release() {}
