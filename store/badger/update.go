package badger

import (
	"context"
	"errors"
	"sync"

	"onrecord/store"
	"onrecord/store/internal/overlay"
)

// request is one Update that waits for its turn. The committer gives it the
// turn (more than once, if the first run's group could not be written), the
// caller's goroutine runs the closure and reports, and the committer says how
// it ended.
type request struct {
	turn chan *overlay.Tx // the committer's: run the closure over this
	ran  chan error       // the caller's: how the closure ended
	done chan outcome     // the committer's: how the update ended

	// alone: the caller commits by itself while it has the turn, over nothing.
	alone bool

	mu    sync.Mutex
	state requestState
}

type requestState int

const (
	waiting requestState = iota
	begun
	abandoned
)

type outcome struct {
	token store.Token
	err   error
}

// errUnwound is reported for a closure that panicked or ended its goroutine.
// Nobody waits for the outcome of such an update.
var errUnwound = errors.New("the update's closure did not return")

// leave moves a waiting request to another state.
func (r *request) leave(to requestState) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.state != waiting {
		return false
	}
	r.state = to
	return true
}

func newRequest() *request {
	return &request{turn: make(chan *overlay.Tx), ran: make(chan error, 1), done: make(chan outcome, 1)}
}

// Update implements store.Store.
func (s *Store) Update(ctx context.Context, fn func(store.Tx) error) (store.Token, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	r := newRequest()
	if !s.queue.put(r) {
		return 0, errClosed()
	}
	cancelled := ctx.Done()
	for {
		select {
		case <-cancelled:
			if r.leave(abandoned) {
				return 0, ctx.Err()
			}
			cancelled = nil // it has begun: see it through
		case tx := <-r.turn:
			r.run(fn, tx)
		case out := <-r.done:
			return out.token, out.err
		}
	}
}

// run runs the closure and reports, also when fn panics.
func (r *request) run(fn func(store.Tx) error, tx *overlay.Tx) {
	err := errUnwound
	defer func() { r.ran <- err }()
	err = fn(tx)
}

// give lets the caller run its closure over tx.
func (r *request) give(tx *overlay.Tx) error {
	r.turn <- tx
	return <-r.ran
}

// queue holds the requests until the committer takes them.
type queue struct {
	mu     sync.Mutex
	list   []*request
	closed bool
	wake   chan struct{} // has an element when there may be something to do
}

// put appends a request; false when the store is closed.
func (q *queue) put(r *request) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.list = append(q.list, r)
	q.signal()
	return true
}

// take empties the queue.
func (q *queue) take() (rs []*request, closed bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	rs, q.list = q.list, nil
	return rs, q.closed
}

// close refuses further requests; false when that was so already.
func (q *queue) close() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.closed = true
	q.signal()
	return true
}

func (q *queue) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}
