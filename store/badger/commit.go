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

// commitLoop is the committer: it serves whoever waits until the store is
// closed.
func (s *Store) commitLoop() {
	defer close(s.idle)
	for range s.queue.wake {
		waiting, closed := s.queue.take()
		if closed {
			for _, r := range waiting {
				if r.leave(begun) {
					r.done <- outcome{err: errClosed()}
				}
			}
			return
		}
		if rest := s.serve(waiting); len(rest) > 0 {
			s.queue.putBack(rest)
		}
	}
}

// result is a closure that ran and what came of it.
type result struct {
	r     *request
	err   error
	wrote bool
}

// lateRounds is how often a group takes in those that came while the closures
// before them ran. Writers that were told of the last group together come back
// within that time: so a group is all of them, not every other half. No timer
// waits for anybody.
const lateRounds = 2

// serve runs the updates that wait, writes what they wrote as one group and
// tells them. It returns those that the group had no room for.
func (s *Store) serve(waiting []*request) (rest []*request) {
	if len(waiting) == 0 {
		return nil
	}
	g := &gathering{base: recalling{s.reader(s.last.seq), &s.recent}, writes: &overlay.Writes{}}
	defer g.base.txn.Discard()
	rest, alone := g.gather(waiting)
	for round := 0; round < lateRounds && g.writes.Len() > 0 && len(rest) == 0 && !alone; round++ {
		late, closed := s.queue.take()
		if closed {
			s.queue.putBack(late)
			break
		}
		rest, alone = g.gather(late)
	}
	if g.writes.Len() == 0 {
		s.tell(g.results)
		return rest
	}
	err := s.failed
	if err == nil {
		err = s.room(uint64(g.writes.Bytes()))
	}
	if err != nil {
		s.refuse(g.results, g.base, err)
		return rest
	}
	if err := s.write(s.last.seq+1, g.writes); err != nil {
		s.failed = err
		for _, res := range g.results {
			res.r.done <- outcome{err: err}
		}
		return rest
	}
	s.tell(g.results)
	return rest
}

// gathering is a group while its closures run.
type gathering struct {
	base    recalling
	writes  *overlay.Writes
	results []result
}

// gather runs updates over the writes of those before them. It returns those
// that the group has no room for; alone says that one had the store for itself,
// after which nothing may join.
func (g *gathering) gather(waiting []*request) (rest []*request, alone bool) {
	for i, r := range waiting {
		if g.writes.Bytes() >= groupBytes {
			return waiting[i:], false
		}
		if r.alone && len(g.results) > 0 {
			return waiting[i:], false // after the group of those before it
		}
		if !r.leave(begun) {
			continue
		}
		if r.alone {
			r.give(nil) //nolint:errcheck // its caller knows
			g.base.recent.clear()
			return waiting[i+1:], true
		}
		res, after := runOver(r, g.base, g.writes)
		g.results = append(g.results, res)
		if res.wrote {
			g.writes = after
		}
	}
	return nil, false
}

// runOver runs one closure over the writes pending in a group and gives the
// group with its own added.
func runOver(r *request, base recalling, group *overlay.Writes) (result, *overlay.Writes) {
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

// refuse ends updates when nothing can be written. What they saw of their
// group will never be, so each runs again, alone: one that fails by itself or
// writes nothing is told that, the others are told why they cannot write.
func (s *Store) refuse(results []result, base recalling, why error) {
	for _, res := range results {
		if errors.Is(res.err, errUnwound) {
			continue
		}
		again, _ := runOver(res.r, base, &overlay.Writes{})
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

// write makes a group durable at the timestamp seq and publishes it. After an
// error only opening the store again tells what is on disk.
func (s *Store) write(seq uint64, group *overlay.Writes) error {
	next, err := s.writeChunks(seq, group)
	if err != nil {
		return unavailable("a commit failed half way; close the store and open it again", err)
	}
	if err := s.acknowledge(next); err != nil {
		return err
	}
	s.recent.follow(group)
	s.groups.Add(1)
	s.bytes.Add(uint64(group.Bytes()))
	return nil
}

// writeChunks writes a group in as many Badger transactions as it needs, the
// record in the last. They are synced when the group is acknowledged.
func (s *Store) writeChunks(seq uint64, group *overlay.Writes) (next record, err error) {
	following := s.last.following(seq, group.Len())
	c := &chunks{s: s, seq: seq}
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
