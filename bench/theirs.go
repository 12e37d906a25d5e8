package main

import (
	"context"
	"time"

	"onrecord/bench/peer"
	"onrecord/bench/rows"
)

// theirs is the peer, in a folder.
type theirs struct {
	*bench
	peer *peer.Peer
}

// peerWorkers are the processes of PostGraphile: one a processor.
const peerWorkers = 2

func newTheirs(ctx context.Context, b *bench, dir string) (*theirs, error) {
	if err := peer.Install(ctx); err != nil {
		return nil, err
	}
	p, err := peer.New(dir, peerWorkers)
	return &theirs{bench: b, peer: p}, err
}

// Load copies the corpus, builds the indexes and serves. Files are written and
// the empty cluster made before.
func (t *theirs) Load(ctx context.Context) (l loaded, err error) {
	if err := t.peer.StartDatabase(ctx); err != nil {
		return l, err
	}
	if err := t.peer.Write(t.corpus); err != nil {
		return l, err
	}
	before, err := t.Spent()
	if err != nil {
		return l, err
	}
	start := time.Now()
	if err := t.peer.Load(ctx); err != nil {
		return l, err
	}
	if err := t.serve(ctx); err != nil {
		return l, err
	}
	l.took = time.Since(start)
	after, err := t.Spent()
	l.processor = after - before
	return l, err
}

func (t *theirs) Open(ctx context.Context) error {
	if err := t.peer.StartDatabase(ctx); err != nil {
		return err
	}
	return t.serve(ctx)
}

func (t *theirs) serve(ctx context.Context) error {
	if err := t.peer.Serve(ctx); err != nil {
		return err
	}
	return t.answers(ctx, rows.Peer, t)
}

func (t *theirs) URL() string                   { return t.peer.URL }
func (t *theirs) Spent() (time.Duration, error) { return t.peer.Spent() }
func (t *theirs) Stop() error                   { return t.peer.Stop() }

func (t *theirs) Size() (size, error) {
	var s size
	var err error
	if s.memory, err = t.peer.Memory(); err != nil {
		return s, err
	}
	s.disk, s.log, err = t.peer.Disk()
	return s, err
}
