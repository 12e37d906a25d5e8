package badger

import (
	"errors"
	"fmt"
	"math"

	badgerdb "github.com/dgraph-io/badger/v4"

	"onrecord/store"
	"onrecord/store/internal/overlay"
)

// groupBytes is the size at which a group takes no further updates.
const groupBytes = 16 << 20

// committer gives the turn to the updates that wait and brings what they wrote to
// the disk, a group at a time. While a group is on its way there, the closures of
// the next run over what it writes; but that one is written only when the group
// before it is acknowledged, and fails with it.
type committer struct {
	s       *Store
	waiting []*request // that have not had their turn
	next    *gathering // whose closures ran
	aloft   *flight    // on its way to the disk
	closed  bool
}

// gathering is a group while its closures run.
type gathering struct {
	reader  *reader
	base    store.Reader // through what is on its way to the disk
	writes  *overlay.Writes
	results []result
}

// result is a closure that ran and what came of it.
type result struct {
	r     *request
	err   error
	wrote bool
}

// flight is a group on its way to the disk.
type flight struct {
	next    record
	writes  *overlay.Writes
	shown   *overlay.Writes // the same, for the closures that run meanwhile
	results []result
	landed  chan error
}

// commitLoop is the committer: it serves whoever waits until the store is
// closed.
func (s *Store) commitLoop() {
	defer close(s.idle)
	c := &committer{s: s}
	for !c.closed {
		select {
		case <-s.queue.wake:
			c.take()
		case err := <-c.landing():
			c.land(err)
		}
		c.serve()
	}
	c.end()
}

// landing tells when the group that is on its way has arrived.
func (c *committer) landing() chan error {
	if c.aloft == nil {
		return nil
	}
	return c.aloft.landed
}

// take empties the queue. Once the store is closed, those that wait are sent
// away.
func (c *committer) take() {
	more, closed := c.s.queue.take()
	c.waiting = append(c.waiting, more...)
	if c.closed = closed; !closed {
		return
	}
	for _, r := range c.waiting {
		if r.leave(begun) {
			r.done <- outcome{err: errClosed()}
		}
	}
	c.waiting = nil
}

// end sees those through that had their turn.
func (c *committer) end() {
	for c.aloft != nil || c.next != nil {
		if c.aloft != nil {
			c.land(<-c.aloft.landed)
		} else {
			c.takeOff()
		}
	}
}

// lateRounds is how often a group that could be on its way takes in those that
// came while the closures before them ran: who starts together shares a group. No
// timer waits for anybody.
const lateRounds = 2

// serve runs the updates that wait, and sends what they wrote on its way if
// nothing is before it.
func (c *committer) serve() {
	for {
		c.gather()
		for round := 0; round < lateRounds && c.aloft == nil && c.next != nil && len(c.waiting) == 0; round++ {
			c.take()
			c.gather()
		}
		if c.aloft != nil || c.next == nil {
			return
		}
		c.takeOff()
	}
}

// gather runs updates over the writes of those before them, as many as the group
// has room for. One that wants the store for itself has it when nothing is on its
// way.
func (c *committer) gather() {
	for len(c.waiting) > 0 {
		select {
		case err := <-c.landing():
			c.land(err)
		default:
		}
		r := c.waiting[0]
		if c.next != nil && (r.alone || c.next.writes.Bytes() >= groupBytes) || r.alone && c.aloft != nil {
			return
		}
		c.waiting[0] = nil
		c.waiting = c.waiting[1:]
		switch {
		case !r.leave(begun):
		case r.alone:
			r.give(nil) //nolint:errcheck // its caller knows
			c.s.recent.clear()
		default:
			c.run(r)
		}
	}
}

// run adds an update to the group.
func (c *committer) run(r *request) {
	if c.next == nil {
		c.next = c.begin()
	}
	res, after := runOver(r, c.next.base, c.next.writes)
	c.next.results = append(c.next.results, res)
	if res.wrote {
		c.next.writes = after
	}
}

// begin makes a group. When the one on its way has arrived, what it replaced may
// be gone beneath; the new one reads all that through it.
func (c *committer) begin() *gathering {
	reader := c.s.reader(c.s.last.seq)
	g := &gathering{reader: reader, base: recalling{reader, &c.s.recent}, writes: &overlay.Writes{}}
	if c.aloft != nil {
		g.base = overlay.Begin(g.base, c.aloft.shown)
	}
	return g
}

// takeOff sends the group on its way.
func (c *committer) takeOff() {
	s, g := c.s, c.next
	c.next = nil
	defer g.reader.txn.Discard()
	if g.writes.Len() == 0 {
		s.tell(g.results)
		return
	}
	err := s.failed
	if err == nil {
		err = s.room(uint64(g.writes.Bytes()))
	}
	if err != nil {
		s.refuse(g.results, err)
		return
	}
	f := &flight{writes: g.writes, shown: g.writes.Copy(), results: g.results, landed: make(chan error, 1)}
	c.aloft = f
	last := s.last
	go func() {
		var err error
		f.next, err = s.write(last, f.writes)
		f.landed <- err
	}()
}

// land shows a group to the readers and tells its callers. After an error only
// opening the store again tells what is on disk, so those that ran over the group
// are told the same.
func (c *committer) land(err error) {
	s, f := c.s, c.aloft
	c.aloft = nil
	if err != nil {
		s.failed = err
		fail(f.results, err)
		if c.next != nil {
			fail(c.next.results, err)
			c.next.reader.txn.Discard()
			c.next = nil
		}
		return
	}
	s.publish(f.next)
	s.tell(f.results)
	s.recent.follow(f.writes)
	s.groups.Add(1)
	s.bytes.Add(uint64(f.writes.Bytes()))
}

// runOver runs one closure over the writes pending in a group and gives the
// group with its own added.
func runOver(r *request, base store.Reader, group *overlay.Writes) (result, *overlay.Writes) {
	tx := overlay.Begin(base, group)
	err := r.give(tx)
	after, wrote := tx.End()
	return result{r: r, err: err, wrote: wrote && err == nil}, &after
}

// tell ends updates whose writes are on disk, and those that failed or wrote
// nothing: they too may have seen writes of their group.
func (s *Store) tell(results []result) {
	for _, res := range results {
		if res.wrote {
			s.commits.Add(1)
		}
		if res.err != nil {
			res.r.done <- outcome{err: res.err}
		} else {
			res.r.done <- outcome{token: store.Token(s.last.seq)}
		}
	}
}

// fail ends updates of a group that failed.
func fail(results []result, err error) {
	for _, res := range results {
		res.r.done <- outcome{err: err}
	}
}

// refuse ends updates when nothing can be written. What they saw of their
// group will never be, so each runs again, alone: one that fails by itself or
// writes nothing is told that, the others are told why they cannot write.
func (s *Store) refuse(results []result, why error) {
	reader := s.reader(s.last.seq)
	defer reader.txn.Discard()
	for _, res := range results {
		if errors.Is(res.err, errUnwound) {
			continue
		}
		again, _ := runOver(res.r, recalling{reader, &s.recent}, &overlay.Writes{})
		switch {
		case again.wrote:
			res.r.done <- outcome{err: why}
		case again.err != nil:
			res.r.done <- outcome{err: again.err}
		default:
			res.r.done <- outcome{token: store.Token(s.last.seq)}
		}
	}
}

// room checks that the disk has the space for a group twice over, in the log
// and in a table, and still keeps the reserve.
func (s *Store) room(bytes uint64) error {
	free, err := s.options.free(s.options.Dir)
	if err != nil {
		// Nothing was written: the caller may try again.
		return &store.Error{Code: store.CodeNoSpace, Message: "the free space of the disk cannot be determined, so nothing is written", Cause: err}
	}
	if free < s.options.Reserve+2*bytes {
		return &store.Error{Code: store.CodeNoSpace, Message: fmt.Sprintf("the disk of %s has %d MiB free, and %d MiB are kept in reserve: make space, then write again (reading goes on)", s.options.Dir, free>>20, s.options.Reserve>>20)}
	}
	return nil
}

// write makes a group durable that follows another, and gives its record.
func (s *Store) write(last record, group *overlay.Writes) (record, error) {
	next, err := s.writeChunks(last, group)
	if err != nil {
		return next, unavailable("a commit failed half way; close the store and open it again", err)
	}
	if err := s.testify(next); err != nil {
		return next, unavailable("a commit could not be brought to the disk; close the store and open it again", err)
	}
	return next, nil
}

// writeChunks writes a group in as many Badger transactions as it needs, the
// record in the last. They are synced when the group is acknowledged.
func (s *Store) writeChunks(last record, group *overlay.Writes) (next record, err error) {
	following := last.following(last.seq+1, group.Len())
	c := &chunks{s: s, seq: last.seq + 1}
	group.Each(func(key, value []byte, deleted bool) bool {
		following.add(key, value, deleted)
		err = c.add(&badgerdb.Entry{Key: userKey(key), Value: value}, deleted)
		return err == nil
	})
	next = following.record()
	return next, c.finish(next, err)
}

// chunks packs writes into Badger transactions.
type chunks struct {
	s     *Store
	seq   uint64
	n     int // transactions written
	txn   *badgerdb.Txn
	bytes int64
	count int64
}

// add puts a write into the transaction; a full one is written first. A
// transaction is full at half of what Badger takes.
func (c *chunks) add(e *badgerdb.Entry, deleted bool) error {
	size := int64(len(e.Key) + len(e.Value) + 32)
	if c.txn != nil && (c.bytes+size > c.s.db.MaxBatchSize()/2 || c.count >= c.s.db.MaxBatchCount()/2) {
		if err := c.flush(); err != nil {
			return err
		}
	}
	if c.txn == nil {
		c.txn = c.s.db.NewTransactionAt(math.MaxUint64, true)
	}
	c.bytes, c.count = c.bytes+size, c.count+1
	if deleted {
		return c.txn.Delete(e.Key)
	}
	return c.txn.SetEntry(e)
}

// finish writes the record of the group and what is left, unless something
// failed before.
func (c *chunks) finish(next record, err error) error {
	if err == nil {
		err = c.add(badgerdb.NewEntry(metaKey, next.encode()), false)
	}
	if err == nil && c.n > 0 {
		// One transaction is in the log whole or not at all. Of several, which may
		// be in several logs, the last must not be there before the others.
		err = c.s.logs.sync()
	}
	if err == nil {
		err = c.flush()
	}
	if err != nil && c.txn != nil {
		c.txn.Discard()
	}
	return err
}

// flush writes the transaction.
func (c *chunks) flush() error {
	if c.s.interrupt != nil {
		if err := c.s.interrupt(c.n); err != nil {
			return err
		}
	}
	err := c.txn.CommitAt(c.seq, nil)
	c.txn, c.bytes, c.count, c.n = nil, 0, 0, c.n+1
	return err
}
