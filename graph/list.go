package graph

import (
	"bytes"
	"slices"

	"onrecord/graph/cells"
)

// Lists are read from index ranges that lie in the order the list is shown in.
// A source is one list: groups of ranges, one group after the other; the
// ranges of a group (a node and those merged into it) are merged by the tail
// of their keys, which holds the order and the number.
//
// Several sources (the lists of all parents of a level) are read together,
// round by round: one ScanMany for all that still need entries, one GetMany
// for the records to filter.

// Connection is one page of a list.
type Connection[T any] struct {
	View        *View // what the page was read from; a cursor pins it
	Items       []T
	HasNext     bool
	HasPrevious bool
	cursor      func(i int) string
	source      source
	accept      accept[T]
	// all reads the whole list, where it does not come from a source.
	all func(yield func(*T) bool) error
}

// Cursor gives the cursor of an item.
func (c *Connection[T]) Cursor(i int) string { return c.cursor(i) }

// Cursors gives the cursors of all items.
func (c *Connection[T]) Cursors() []string {
	out := make([]string, len(c.Items))
	for i := range out {
		out[i] = c.cursor(i)
	}
	return out
}

// source is one list.
type source struct {
	// owner is the id of the node the list hangs on, "" for the graph's own
	// lists. A cursor belongs to one owner's list.
	owner  string
	groups [][][]byte // prefixes; each is followed by a tail of 16 bytes
	desc   bool
	// sorted lists the members directly, for short lists that no index holds in
	// the order wanted; groups is empty then. Their tails are sort keys that end
	// in the number, ascending.
	sorted []item
	// byOther: the member is what the entry's edge leads to, not the number at
	// the end of its key.
	byOther bool
	hidden  bool // show rejected and retracted relations too
	role    *string
	// tailBytes is how many bytes of a key follow the prefix; 0 is an order and a
	// number, 16.
	tailBytes int
	// near and wants are the numbers of the node that the list hangs on and what
	// each group lists; see twins.go.
	near  []Ref
	wants []Want
	both  bool // the list holds both directions
	// traits leave out what cannot belong to the list, unread.
	traits traitFilter
	// whole: keep the entry itself, for members that its key and value name.
	whole bool
}

func (s *source) tail() int {
	if s.tailBytes != 0 {
		return s.tailBytes
	}
	return tailSize
}

// item is one entry of a source.
type item struct {
	group int32
	plain bool // see twins.go
	tail  []byte
	ref   Ref         // the member
	rel   Ref         // the relation, when the source is adjacency
	cell  *cells.Cell // the entry, when the source is whole
	src   *source     // when the source lists what edges lead to
}

func (i item) position() []byte { return append([]byte{byte(i.group)}, i.tail...) }

// accept loads the members of items and says which belong to the list. A nil
// result leaves a member out.
type accept[T any] func(v *View, items []item) ([]*T, error)

const (
	tailSize    = 16
	mostScanned = 200_000 // entries one request may look at in one list
)

// readPages reads one page of each source.
func readPages[T any](v *View, sources []source, p Page, fingerprint string, ok accept[T]) ([]*Connection[T], error) {
	w, err := p.checkAll(sources, fingerprint)
	if err != nil {
		return nil, err
	}
	if v, err = v.pinned(w); err != nil {
		return nil, err
	}
	walks := make([]*walk[T], len(sources))
	for i, s := range sources {
		walks[i] = newWalk[T](v, s, w)
	}
	if err := runWalks(v, walks, w.size+1, ok); err != nil {
		return nil, err
	}
	out := make([]*Connection[T], len(sources))
	for i, k := range walks {
		out[i] = k.page(v, w, fingerprint+sources[i].owner)
		out[i].source, out[i].accept = sources[i], ok
	}
	return out, nil
}

// walk is the reading of one source in one direction.
type walk[T any] struct {
	view    *View
	source  source
	reverse bool
	bound   []byte // stop before this position (the other end of the window)
	group   int
	lanes   []*lane
	ahead   map[int][]*lane // groups to come that were read along with the first
	found   []T
	items   []item
	scanned int
	done    bool
	// round are the entries that were looked at last, and took the buffer of the
	// single lane they are the beginning of.
	round, took []item
	// taken are the entries looked at so far, accepted those that belonged.
	taken, accepted int
}

func newWalk[T any](v *View, s source, w window) *walk[T] {
	k := &walk[T]{view: v, source: s, reverse: s.desc != w.backward}
	from, to := w.after, w.before
	if w.backward {
		from, to = to, from
		k.group = len(s.groups) - 1
	}
	if len(to) > 1 {
		k.bound = to
	}
	if s.groups == nil {
		k.group = 0
		k.openSorted(from)
		return k
	}
	if len(from) == 1+s.tail() && int(from[0]) < len(s.groups) {
		k.group = int(from[0])
	} else {
		from = nil
	}
	k.openGroup(from)
	k.lookAhead()
	return k
}

// groupsAhead is how many groups beyond the first are read in the first round:
// most lists are short, and a round trip a group would be the cost of them.
const groupsAhead = 16

func (k *walk[T]) lookAhead() {
	step := 1
	if k.reverse != k.source.desc {
		step = -1
	}
	k.ahead = map[int][]*lane{}
	for n, g := 0, k.group+step; n < groupsAhead && g >= 0 && g < len(k.source.groups); n, g = n+1, g+step {
		k.ahead[g] = k.newLanes(g, nil)
	}
}

// openSorted makes one drained lane of the members that lie beyond from.
func (k *walk[T]) openSorted(from []byte) {
	l := &lane{drained: true}
	for _, it := range k.source.sorted {
		if len(from) <= 1 || precedes(from[1:], it.tail, k.reverse) {
			l.buffer = append(l.buffer, it)
		}
	}
	if k.reverse {
		slices.Reverse(l.buffer)
	}
	k.lanes = []*lane{l}
}

// openGroup starts the lanes of the current group, beyond the tail of from.
func (k *walk[T]) openGroup(from []byte) {
	k.lanes = nil
	if k.group < 0 || k.group >= len(k.source.groups) {
		k.done = true
		return
	}
	if lanes, read := k.ahead[k.group]; read {
		k.lanes = lanes
		delete(k.ahead, k.group)
		return
	}
	k.lanes = k.newLanes(k.group, from)
}

func (k *walk[T]) newLanes(group int, from []byte) []*lane {
	lanes := make([]*lane, 0, len(k.source.groups[group]))
	for _, prefix := range k.source.groups[group] {
		rg := prefixRange(prefix)
		rg.Reverse = k.reverse
		if from != nil {
			edge := append(slices.Clone(prefix), from[1:]...)
			if k.reverse {
				rg.End = edge
			} else {
				rg.Start = append(edge, 0)
			}
		}
		lanes = append(lanes, &lane{group: group, rg: rg})
	}
	return lanes
}

// runWalks reads until every walk has want members or is at its end.
func runWalks[T any](v *View, walks []*walk[T], want int, ok accept[T]) error {
	for {
		if err := v.session.stop(); err != nil {
			return err
		}
		batch, err := fillLanes(v, walks, want)
		if err != nil {
			return err
		}
		if len(batch) == 0 {
			return nil
		}
		var items []item
		for _, k := range batch {
			k.round = k.take(k.ask(want))
			k.taken += len(k.round)
			if len(batch) == 1 {
				items = k.round
			} else {
				items = append(items, k.round...)
			}
		}
		members, err := ok(v, items)
		if err != nil {
			return err
		}
		for _, k := range batch {
			k.keep(members[:len(k.round)], want)
			members = members[len(k.round):]
		}
	}
}

// keep takes over those entries of a round that belong to the list, until there
// are enough. What a single lane gave beyond them goes back to it.
func (k *walk[T]) keep(members []*T, want int) {
	k.found = slices.Grow(k.found, min(len(members), want-len(k.found)))
	if k.items == nil {
		k.items = k.round[:0] // nobody else reads what this overwrites
	}
	for i, m := range members {
		switch {
		case len(k.found) == want:
			if k.took != nil {
				k.lanes[0].buffer = k.took[i:]
			}
			return
		case m != nil:
			k.found, k.items = append(k.found, *m), append(k.items, k.round[i])
			k.accepted++
		}
	}
}

// ask is how many entries to look at in the next round: as many as are missing,
// or, where few of those before belonged to the list, as many as will bring so
// many. Only a single lane takes back what was too much.
func (k *walk[T]) ask(want int) int {
	missing := want - len(k.found)
	if len(k.lanes) != 1 || k.bound != nil || k.taken == 0 {
		return missing
	}
	return max(missing, min(missing*k.taken/(k.accepted+1), 256))
}

// advance moves to the next group when the current one is at its end.
func (k *walk[T]) advance() {
	for !k.done {
		for _, l := range k.lanes {
			if len(l.buffer) > 0 || !l.drained {
				return
			}
		}
		if k.source.groups == nil {
			k.done = true
			return
		}
		if k.reverse == k.source.desc {
			k.group++
		} else {
			k.group--
		}
		k.openGroup(nil)
	}
}

// take merges up to n entries from the lanes. It stops where a lane has run
// dry without being at its end: what comes next is not known yet.
func (k *walk[T]) take(n int) []item {
	k.took = nil
	if len(k.lanes) == 1 && k.bound == nil { // nothing to merge or to stop at
		l := k.lanes[0]
		n = min(n, len(l.buffer))
		k.took = l.buffer
		l.buffer = l.buffer[n:]
		return k.took[:n:n]
	}
	var out []item
	for len(out) < n {
		var best *lane
		for _, l := range k.lanes {
			if len(l.buffer) == 0 {
				if !l.drained {
					return out
				}
				continue
			}
			if best == nil || precedes(l.buffer[0].tail, best.buffer[0].tail, k.reverse) {
				best = l
			}
		}
		if best == nil {
			return out
		}
		it := best.buffer[0]
		best.buffer = best.buffer[1:]
		if k.bound != nil && !k.within(it) {
			k.done = true
			return out
		}
		out = append(out, it)
	}
	return out
}

func precedes(a, b []byte, reverse bool) bool {
	if reverse {
		return bytes.Compare(a, b) > 0
	}
	return bytes.Compare(a, b) < 0
}

// within says whether an entry lies before the far end of the window.
func (k *walk[T]) within(it item) bool {
	if group := int32(k.bound[0]); it.group != group {
		return (it.group < group) == (k.reverse == k.source.desc)
	}
	return precedes(it.tail, k.bound[1:], k.reverse)
}

// page cuts the page out of what was found.
func (k *walk[T]) page(v *View, w window, fingerprint string) *Connection[T] {
	more := len(k.found) > w.size
	if more {
		k.found, k.items = k.found[:w.size], k.items[:w.size]
	}
	c := &Connection[T]{View: v, Items: k.found}
	if w.backward {
		slices.Reverse(c.Items)
		slices.Reverse(k.items)
	}
	// A cursor stands for a member, which lies beyond that end of the page.
	c.HasNext, c.HasPrevious = more && !w.backward || w.before != nil, more && w.backward || w.after != nil
	items := k.items
	c.cursor = func(i int) string { return sealCursor(v.at, items[i].position(), fingerprint) }
	return c
}

// mostCounted is how far lists are counted.
const mostCounted = 10_000

// Count counts the list, exactly up to 10,000; beyond, exact is false and the
// list has at least n members.
func (c *Connection[T]) Count() (n int, exact bool, err error) {
	err = c.each(func(*T) bool {
		n++
		return n <= mostCounted
	})
	if n > mostCounted {
		return mostCounted, false, err
	}
	return n, true, err
}

// each calls yield for every member of the whole list, in batches.
func (c *Connection[T]) each(yield func(*T) bool) error {
	if c.all != nil {
		return c.all(yield)
	}
	const stretch = 512
	k := newWalk[T](c.View, c.source, window{size: stretch})
	for {
		k.found, k.items = nil, nil
		if err := runWalks(c.View, []*walk[T]{k}, stretch, c.accept); err != nil {
			return err
		}
		for i := range k.found {
			if !yield(&k.found[i]) {
				return nil
			}
		}
		if len(k.found) < stretch {
			return nil
		}
	}
}
