package graph

import (
	"context"
	"sync"
)

// ahead is how many drafts may be ready before the one that is applied.
const ahead = 2

// prepared is a draft that is ready to be applied.
type prepared struct {
	verified *Verified
	mark     []byte
	err      error
}

// pipeline makes and verifies drafts ahead of their application.
type pipeline struct {
	l      *loader
	ctx    context.Context
	cancel context.CancelFunc
	read   chan unverified
	ready  chan prepared
	ended  sync.WaitGroup

	mu      sync.Mutex
	waiting []made        // drafts that are verified and not applied, in order
	moved   chan struct{} // closed when one was applied
}

// unverified is a draft as the source gave it.
type unverified struct {
	draft *Draft
	mark  []byte
	err   error
}

// made is the ids that a draft brings.
type made map[string]bool

func (l *loader) prepare(ctx context.Context) *pipeline {
	p := &pipeline{l: l, read: make(chan unverified, ahead), ready: make(chan prepared, ahead), moved: make(chan struct{})}
	p.ctx, p.cancel = context.WithCancel(ctx)
	p.ended.Go(p.readAll)
	p.ended.Go(p.verifyAll)
	return p
}

// next gives the next draft that is ready, or the error that ends the load.
func (p *pipeline) next() (prepared, error) {
	select {
	case next := <-p.ready:
		return next, next.err
	case <-p.ctx.Done():
		return prepared{}, p.ctx.Err()
	}
}

// stop ends the goroutines, and waits for them: they read what the load wrote.
func (p *pipeline) stop() {
	p.cancel()
	p.ended.Wait()
}

func (p *pipeline) readAll() {
	for {
		d, mark, err := p.l.src.Next()
		select {
		case p.read <- unverified{d, mark, err}:
		case <-p.ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}

func (p *pipeline) verifyAll() {
	for {
		var next unverified
		select {
		case next = <-p.read:
		case <-p.ctx.Done():
			return
		}
		out := prepared{mark: next.mark, err: next.err}
		if next.err == nil {
			out.verified, out.err = p.verify(next.draft)
		}
		select {
		case p.ready <- out:
		case <-p.ctx.Done():
			return
		}
		if out.err != nil {
			return
		}
	}
}

// verify is the gate. What it looks up may be of a draft that is not applied
// yet, and is there when that is.
func (p *pipeline) verify(d *Draft) (*Verified, error) {
	v := newVerifier(p.l.session(p.ctx), d, mostProblems)
	v.before = p.wait
	out, err := v.verified()
	if err != nil {
		return nil, err
	}
	ids := make(made, len(out.ids))
	for _, id := range out.ids {
		ids[id] = true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = append(p.waiting, ids)
	return out, nil
}

// wait waits until every draft that brings one of the ids is applied.
func (p *pipeline) wait(ids []string) error {
	for {
		p.mu.Lock()
		moved, named := p.moved, p.named(ids)
		p.mu.Unlock()
		if !named {
			return nil
		}
		select {
		case <-moved:
		case <-p.ctx.Done():
			return p.ctx.Err()
		}
	}
}

func (p *pipeline) named(ids []string) bool {
	for _, m := range p.waiting {
		for _, id := range ids {
			if m[id] {
				return true
			}
		}
	}
	return false
}

// applied says that the draft next gave was applied.
func (p *pipeline) applied() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = p.waiting[1:]
	close(p.moved)
	p.moved = make(chan struct{})
}
