package graph

import (
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// The ranges that a list is read from: what is read of them ahead, for all lists
// of a level in one round trip.

// lane is one range of the group being read.
type lane struct {
	group   int
	rg      cells.Range
	buffer  []item
	drained bool
}

// toRead are the lanes that the next round may read: the current group's, and
// in the first round those of the groups to come.
func (k *walk[T]) toRead() []*lane {
	if k.scanned > 0 || len(k.ahead) == 0 {
		return k.lanes
	}
	lanes := slices.Clone(k.lanes)
	for _, more := range k.ahead {
		lanes = append(lanes, more...)
	}
	return lanes
}

// fillLanes reads the next stretch of every lane that has run dry, in one
// round trip, and returns the walks that still need members.
func fillLanes[T any](v *View, walks []*walk[T], want int) ([]*walk[T], error) {
	var (
		batch  []*walk[T]
		ranges []cells.Range
		dry    []*lane
		owner  []*walk[T]
	)
	for _, k := range walks {
		k.advance()
		if k.done || len(k.found) >= want {
			continue
		}
		if k.scanned > mostScanned {
			return nil, errorf(CodeBudget, "this list looks at more than %d entries to fill a page; narrow the filter", mostScanned)
		}
		batch = append(batch, k)
		for _, l := range k.toRead() {
			if len(l.buffer) > 0 || l.drained {
				continue
			}
			rg := l.rg
			rg.Limit = max(want-len(k.found), min(k.scanned+16, 512))
			ranges, dry, owner = append(ranges, rg), append(dry, l), append(owner, k)
		}
	}
	if len(ranges) == 0 {
		return batch, nil
	}
	return batch, readLanes(v, dry, owner, ranges)
}

// readLanes reads a stretch of each lane. All lists that are read together are
// of one kind.
func readLanes[T any](v *View, dry []*lane, owner []*walk[T], ranges []cells.Range) error {
	if owner[0].source.byOther {
		asked := make([]stretch, len(ranges))
		for i, rg := range ranges {
			asked[i] = stretchOf(rg)
		}
		got, err := v.cells.adjacent(asked)
		if err != nil {
			return err
		}
		for i, list := range got {
			owner[i].scanned += len(list)
			dry[i].addNear(v, &owner[i].source, list, ranges[i].Limit)
		}
		return nil
	}
	got, err := v.cells.ScanMany(ranges)
	if err != nil {
		return err
	}
	for i, list := range got {
		owner[i].scanned += len(list)
		if err := dry[i].add(&owner[i].source, list, ranges[i].Limit); err != nil {
			return err
		}
	}
	return nil
}

func (l *lane) add(s *source, list []cells.Cell, limit int) error {
	l.drained = len(list) < limit
	l.buffer = slices.Grow(l.buffer, len(list))
	for i := range list {
		c := &list[i]
		if len(c.Key) < s.tail() {
			return corrupt("an index key is malformed")
		}
		it := item{group: int32(l.group), tail: c.Key[len(c.Key)-s.tail():], ref: Ref(keys.Last(c.Key))}
		if s.whole {
			it.cell = c
		}
		l.buffer = append(l.buffer, it)
	}
	if n := len(list); n > 0 {
		l.goOn(list[n-1].Key)
	}
	return nil
}

// addNear adds what edges lead to.
func (l *lane) addNear(v *View, s *source, list []neighbor, limit int) {
	l.drained = len(list) < limit
	if s.traits == (traitFilter{}) { // else few of them may pass
		l.buffer = slices.Grow(l.buffer, len(list))
	}
	for i := range list {
		n := &list[i]
		if !s.traits.mayPass(n.far) {
			continue
		}
		if !s.listsNear(v, n) || s.listedBefore(n) {
			continue
		}
		it := item{group: int32(l.group), tail: n.tail[nearTail-s.tail():], ref: n.Other, rel: n.relation()}
		if len(s.wants) > 0 {
			// Whoever acts for the owner brings groups of the same wants.
			it.src, it.plain = s, n.plain(s.wants[l.group%len(s.wants)].Type)
		}
		l.buffer = append(l.buffer, it)
	}
	if n := len(list); n > 0 {
		l.goOn(append(slices.Clone(l.rg.Start[:1+refBytes]), list[n-1].tail[:]...))
	}
}

// goOn makes the lane go on behind the last key that was read.
func (l *lane) goOn(last []byte) {
	if l.rg.Reverse {
		l.rg.End = last
	} else {
		l.rg.Start = append(slices.Clone(last), 0)
	}
}

// lists says whether an edge belongs to the list.
func (s *source) lists(v *View, e *edge) bool {
	return v.holds(e) && (!e.Hidden || s.hidden) && (s.role == nil || e.Role == *s.role)
}

// listsNear is lists for an entry of a node's adjacency.
func (s *source) listsNear(v *View, n *neighbor) bool {
	if n.more != nil {
		return s.lists(v, n.more)
	}
	return (!n.Hidden || s.hidden) && (s.role == nil || *s.role == "")
}

// listedBefore: a relation between two nodes that became one has both its ends
// here; a list of both directions shows it once, as outgoing.
func (s *source) listedBefore(n *neighbor) bool {
	return len(s.near) > 1 && s.both && n.tail[0] == keys.In && slices.Contains(s.near, n.Other)
}
