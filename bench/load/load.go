package load

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// Request is one question. What it is given is the body of an answer, which it
// must not keep.
type Request struct {
	Body []byte
	// Check says what is wrong with an answer.
	Check func(answer []byte) error
	// Right says whether an answer that passed is also the one that was looked
	// for; nil where that is the same.
	Right func(answer []byte) bool
	// Then gives the question that follows from an answer, such as the next
	// page; nil, or a nil answer: none.
	Then func(answer []byte) *Request
}

// Plan is how to ask.
type Plan struct {
	URL         string
	Connections int
	Warm, Run   time.Duration
	// Requests are asked in turn. They are asked again from the first unless
	// Once, when the run ends with them.
	Requests []*Request
	Once     bool
	// Spent tells the processor time that the server has used so far.
	Spent func() (time.Duration, error)
}

// Result is what was measured, without the warm-up.
type Result struct {
	Requests int
	Errors   int
	Error    error // the first
	Right    int
	Took     time.Duration
	P50, P99 time.Duration
	Bytes    int64         // of all answers
	Server   time.Duration // processor time
	Self     time.Duration // processor time of the generator
}

// PerSecond is how many requests were answered a second.
func (r Result) PerSecond() float64 { return float64(r.Requests) / r.Took.Seconds() }

// Each is the processor time of the server for one request.
func (r Result) Each() time.Duration {
	if r.Requests == 0 {
		return 0
	}
	return r.Server / time.Duration(r.Requests)
}

// Run asks, first to warm up and then to measure.
func Run(ctx context.Context, p Plan) (Result, error) {
	if len(p.Requests) == 0 {
		return Result{}, errors.New("there is nothing to ask")
	}
	u, err := url.Parse(p.URL)
	if err != nil {
		return Result{}, err
	}
	r := &run{plan: p, workers: make([]worker, p.Connections)}
	for i := range r.workers {
		r.workers[i].conn = conn{host: u.Host, path: u.RequestURI()}
		defer r.workers[i].conn.close()
	}
	if warm := r.ask(ctx, p.Warm); warm.Error != nil {
		return warm, nil
	}
	before, err := p.Spent()
	if err != nil {
		return Result{}, err
	}
	self := ownTime()
	out := r.ask(ctx, p.Run)
	out.Self = ownTime() - self
	after, err := p.Spent()
	out.Server = after - before
	return out, errors.Join(err, ctx.Err())
}

type run struct {
	plan    Plan
	workers []worker
	next    atomic.Int64 // the request whose turn it is
}

// ask lets every connection ask for so long.
func (r *run) ask(ctx context.Context, long time.Duration) Result {
	ctx, cancel := context.WithTimeout(ctx, long)
	defer cancel()
	start := time.Now()
	var all sync.WaitGroup
	for i := range r.workers {
		all.Go(func() { r.workers[i].work(ctx, r) })
	}
	all.Wait()
	return collect(r.workers, time.Since(start))
}

// turn gives the next request, nil when there is none left.
func (r *run) turn() *Request {
	n := r.next.Add(1) - 1
	if r.plan.Once && n >= int64(len(r.plan.Requests)) {
		return nil
	}
	return r.plan.Requests[n%int64(len(r.plan.Requests))]
}

// worker is one connection and what was measured on it.
type worker struct {
	conn   conn
	took   []time.Duration
	bytes  int64
	right  int
	errors int
	err    error
	_      [64]byte // workers count side by side
}

func (w *worker) work(ctx context.Context, r *run) {
	w.took, w.bytes, w.right, w.errors, w.err = make([]time.Duration, 0, 1<<14), 0, 0, 0, nil
	var then *Request
	for ctx.Err() == nil {
		q := then
		if q == nil {
			if q = r.turn(); q == nil {
				return
			}
		}
		then = w.ask(q)
	}
}

// ask asks once and gives the question that follows.
func (w *worker) ask(q *Request) *Request {
	start := time.Now()
	status, err := w.conn.post(q.Body)
	took := time.Since(start)
	if err == nil {
		err = check(q, status, w.conn.answer)
	}
	w.took = append(w.took, took)
	if err != nil {
		w.errors++
		if w.err == nil {
			w.err = fmt.Errorf("%w; asked %s", err, q.Body)
		}
		return nil
	}
	answer := w.conn.answer
	w.bytes += int64(len(answer))
	if q.Right == nil || q.Right(answer) {
		w.right++
	}
	if q.Then == nil {
		return nil
	}
	return q.Then(answer)
}

func check(q *Request, status int, answer []byte) error {
	if status != 200 {
		return fmt.Errorf("status %d: %.300s", status, answer)
	}
	if err := q.Check(answer); err != nil {
		return fmt.Errorf("%w: %.300s", err, answer)
	}
	return nil
}

func collect(each []worker, took time.Duration) Result {
	out := Result{Took: took}
	var all []time.Duration
	for i := range each {
		w := &each[i]
		all = append(all, w.took...)
		out.Bytes += w.bytes
		out.Right += w.right
		out.Errors += w.errors
		if out.Error == nil {
			out.Error = w.err
		}
	}
	out.Requests = len(all)
	out.P50, out.P99 = Quantile(all, 0.50), Quantile(all, 0.99)
	return out
}
