package graph

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"sort"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/store"
)

// The adjacency of a node is read in stretches: a type in a direction, a band of
// types, all of it, from either end. This file reads many stretches at once, and
// keeps what it read. A node with few relations is read whole the first time,
// whatever is asked of it: that costs one seek, and answers everything after. Of
// a node with many, what was read is kept in pieces that answer whatever lies in them.

// neighbor is one entry of a node's adjacency. Hubs have many, so it is small:
// what most relations have not is in more.
type neighbor struct {
	Other Ref
	// more is the whole edge where it has a role, a validity or an alternative;
	// nil: it is plain.
	more *edge
	// tail is the rest of its key: direction, type, date of the far end, number
	// of the relation.
	tail   [nearTail]byte
	review byte // code
	Hidden bool
	// Claimed: somebody says so, and no document in its own voice.
	Claimed bool
	far     traits
}

func neighborOf(x edge) neighbor {
	n := neighbor{Other: x.Other, review: code(reviews, x.Review), Hidden: x.Hidden, Claimed: x.Claimed, far: x.Far}
	if x.Role != "" || x.Alternative != 0 || x.ValidFrom != math.MinInt64 || x.ValidTo != math.MaxInt64 {
		n.more = &x
	}
	return n
}

// edge gives what the entry says of its relation.
func (n *neighbor) edge() edge {
	if n.more != nil {
		return *n.more
	}
	return edge{
		Other: n.Other, Review: fromCode(reviews, n.review), Hidden: n.Hidden, Claimed: n.Claimed,
		ValidFrom: math.MinInt64, ValidTo: math.MaxInt64, Far: n.far,
	}
}

// showsNear is shows for an entry of a node's adjacency.
func (v *View) showsNear(n *neighbor) bool { return !n.Hidden && (n.more == nil || v.holds(n.more)) }

const nearTail = keys.AdjacencyTail + 2

func (n *neighbor) relation() Ref { return Ref(binary.BigEndian.Uint64(n.tail[nearTail-8:])) }

func (n *neighbor) kind() RelationType { return typeOf(n.tail[1]) }

func (n *neighbor) direction() Direction { return directionOf(n.tail[0]) }

// dated: it has a validity.
func (n *neighbor) dated() bool {
	return n.more != nil && (n.more.ValidFrom != math.MinInt64 || n.more.ValidTo != math.MaxInt64)
}

// Edge gives the neighbor as lists and walks know it.
func (n *neighbor) Edge() Edge {
	e := Edge{
		Relation: n.relation(), Type: n.kind(), Direction: n.direction(), Other: n.Other,
		Review: fromCode(reviews, n.review), Claimed: n.Claimed,
	}
	if n.more != nil {
		e.Alternative, e.Role = n.more.Alternative, n.more.Role
	}
	return e
}

// bound is where a stretch begins or ends: the beginning of a tail. None is the
// node's first or last entry.
type bound struct {
	b [nearTail + 1]byte // a start may be a tail with a zero byte behind it
	n uint8
}

func boundOf(p ...byte) bound {
	var x bound
	x.n = uint8(copy(x.b[:], p))
	return x
}

// after is the bound behind all tails that begin with p.
func afterAll(p ...byte) bound { return boundOf(store.PrefixEnd(p)...) }

func (x *bound) bytes() []byte { return x.b[:x.n] }

// stretch is a part of a node's adjacency to read, at most limit entries.
type stretch struct {
	node     Ref
	from, to bound // to is exclusive
	reverse  bool
	limit    int
}

// stretchOf gives the stretch that is a range of keys.
func stretchOf(rg cells.Range) stretch {
	owner := 1 + refBytes
	s := stretch{
		node: Ref(binary.BigEndian.Uint64(rg.Start[1:])), from: boundOf(rg.Start[owner:]...),
		reverse: rg.Reverse, limit: rg.Limit,
	}
	if len(rg.End) > owner && bytes.Equal(rg.End[:owner], rg.Start[:owner]) {
		s.to = boundOf(rg.End[owner:]...)
	}
	return s
}

// cells gives the range of keys that is a stretch.
func (s *stretch) cells() cells.Range {
	all := keys.AdjacencyNode(uint64(s.node))
	rg := cells.Range{Start: append(all[:len(all):len(all)], s.from.bytes()...), Reverse: s.reverse, Limit: s.limit}
	if rg.End = store.PrefixEnd(all); s.to.n > 0 {
		rg.End = append(all, s.to.bytes()...)
	}
	return rg
}

// of gives the stretch's part of the node's whole adjacency.
func (s *stretch) of(all []neighbor) []neighbor {
	if s.from.n > 0 {
		all = all[search(all, s.from.bytes()):]
	}
	if s.to.n > 0 {
		all = all[:search(all, s.to.bytes())]
	}
	if !s.reverse {
		return all[:min(s.limit, len(all)):min(s.limit, len(all))]
	}
	all = slices.Clone(all[max(len(all)-s.limit, 0):])
	slices.Reverse(all)
	return all
}

// search finds the first neighbor whose tail is not before b.
func search(all []neighbor, b []byte) int {
	return sort.Search(len(all), func(i int) bool { return bytes.Compare(all[i].tail[:], b) >= 0 })
}

// vicinity is what is kept of a node's adjacency. It is never changed: another
// one takes its place.
type vicinity struct {
	whole  bool
	all    []neighbor // when whole
	pieces []piece    // else: what was read, the latest last
}

// piece is a part of a node's adjacency that was read without a gap. Whatever lies
// within it can be answered, from wherever it is asked for.
type piece struct {
	from, to bound // to is exclusive, and none the end
	list     []neighbor
}

const (
	// mostWhole is how many relations a node has at most that is kept whole.
	mostWhole = 64
	// longestKept is how many entries of a node with more are kept.
	longestKept   = 4096
	neighborBytes = 40
)

func (v *vicinity) size() int {
	size := 64 + neighborBytes*len(v.all)
	for i := range v.pieces {
		size += neighborBytes*len(v.pieces[i].list) + 96
	}
	return size
}

// compare orders bounds as where something begins.
func (x *bound) compare(y *bound) int { return bytes.Compare(x.bytes(), y.bytes()) }

// reaches says whether a piece that ends here goes as far as another end.
func (x *bound) reaches(end *bound) bool { return x.n == 0 || end.n > 0 && x.compare(end) >= 0 }

// answer gives what is known of a stretch. Where that is a beginning only, rest is
// what is left to read.
func (v *vicinity) answer(s *stretch) (list []neighbor, rest stretch, ok bool) {
	if v.whole {
		return s.of(v.all), stretch{}, true
	}
	rest = *s
	for i := range v.pieces {
		p := &v.pieces[i]
		if !p.holds(s) {
			continue
		}
		part := s.of(p.list)
		if len(part) == s.limit || s.reverse && p.from.compare(&s.from) <= 0 || !s.reverse && p.to.reaches(&s.to) {
			return part, stretch{}, true
		}
		if !s.reverse && len(part) > len(list) {
			list, rest.from, rest.limit = part, p.to, s.limit-len(part)
		}
	}
	return list, rest, false
}

// holds says whether a stretch begins, or going backwards ends, within the piece.
func (p *piece) holds(s *stretch) bool {
	if s.reverse {
		return p.to.reaches(&s.to) && (s.to.n == 0 || p.from.compare(&s.to) < 0)
	}
	return p.from.compare(&s.from) <= 0 && (p.to.n == 0 || s.from.compare(&p.to) < 0)
}

// with gives the vicinity and what was read of a stretch. A piece that ends where it
// begins, or begins where it ends, grows by it.
func (v *vicinity) with(s stretch, list []neighbor) *vicinity {
	r := piece{from: s.from, to: s.to, list: list}
	full := len(list) == s.limit
	switch {
	case s.reverse:
		r.list = slices.Clone(list)
		slices.Reverse(r.list)
		if full {
			r.from = boundOf(r.list[0].tail[:]...)
		}
	case full:
		r.to = boundOf(append(list[len(list)-1].tail[:], 0)...)
	}
	if p := v.longest(func(p *piece) bool { return p.to.n > 0 && p.to == r.from }); p != nil && len(p.list)+len(r.list) <= longestKept {
		r.from, r.list = p.from, slices.Concat(p.list, r.list)
	}
	if p := v.longest(func(p *piece) bool { return r.to.n > 0 && p.from == r.to }); p != nil && len(p.list)+len(r.list) <= longestKept {
		r.to, r.list = p.to, slices.Concat(r.list, p.list)
	}
	out := &vicinity{pieces: make([]piece, 0, len(v.pieces)+1)}
	for _, old := range v.pieces {
		if r.from.compare(&old.from) > 0 || !r.to.reaches(&old.to) {
			out.pieces = append(out.pieces, old)
		}
	}
	out.pieces = append(out.pieces, r)
	for kept := 0; ; kept = 0 {
		for i := range out.pieces {
			kept += len(out.pieces[i].list) + 2
		}
		if kept <= longestKept {
			return out
		}
		out.pieces = out.pieces[1:]
	}
}

// longest gives the longest piece of some, or nil.
func (v *vicinity) longest(some func(*piece) bool) *piece {
	var out *piece
	for i := range v.pieces {
		if p := &v.pieces[i]; some(p) && (out == nil || len(p.list) > len(out.list)) {
			out = p
		}
	}
	return out
}

// adjacent reads stretches, one list each. The lists are shared: they must not be
// changed. It is one round trip, or two where a node is met for the first time.
func (r *recall) adjacent(asked []stretch) ([][]neighbor, error) {
	if r.kept == nil {
		return r.readAdjacent(asked)
	}
	around := make([]*vicinity, len(asked))
	missing := 0
	for i := range asked {
		if i > 0 && asked[i].node == asked[i-1].node {
			around[i] = around[i-1]
		} else {
			around[i], _ = known[*vicinity](r, keptKey(keptNear, asked[i].node))
		}
		if around[i] == nil {
			missing++
		}
	}
	r.told(len(asked), missing)
	if missing > 0 {
		if err := r.meet(asked, around); err != nil {
			return nil, err
		}
	}
	var (
		out  = make([][]neighbor, len(asked))
		open []stretch
		at   []int
	)
	for i := range asked {
		list, rest, ok := around[i].answer(&asked[i])
		if !ok {
			open, at = append(open, rest), append(at, i)
		}
		out[i] = list
	}
	if len(open) == 0 {
		return out, nil
	}
	found, err := r.readAdjacent(open)
	if err != nil {
		return nil, err
	}
	for j, list := range found {
		i := at[j]
		if out[i] = list; open[j].limit < asked[i].limit {
			begun, _, _ := around[i].answer(&asked[i])
			out[i] = slices.Concat(begun, list)
		}
		// Another stretch of the same node may have been added just now.
		k := keptKey(keptNear, asked[i].node)
		if v, ok := known[*vicinity](r, k); ok && !v.whole {
			around[i] = v
		}
		if len(list) > longestKept/2 {
			continue
		}
		next := around[i].with(open[j], list)
		r.keep(k, next, next.size())
	}
	return out, nil
}

// meet reads, of nodes that nothing is known of, as much as is kept of those with
// few relations.
func (r *recall) meet(asked []stretch, around []*vicinity) error {
	var heads []stretch
	place := map[Ref]int{}
	for i, v := range around {
		if _, met := place[asked[i].node]; v == nil && !met {
			place[asked[i].node] = len(heads)
			heads = append(heads, stretch{node: asked[i].node, limit: mostWhole + 1})
		}
	}
	found, err := r.readAdjacent(heads)
	if err != nil {
		return err
	}
	met := make([]*vicinity, len(heads))
	for i, list := range found {
		met[i] = &vicinity{whole: true, all: list}
		if len(list) > mostWhole {
			met[i] = &vicinity{}
		}
		r.keep(keptKey(keptNear, heads[i].node), met[i], met[i].size())
	}
	for i := range around {
		if around[i] == nil {
			around[i] = met[place[asked[i].node]]
		}
	}
	return nil
}

// readAdjacent reads stretches from the store, in one round trip.
func (r *recall) readAdjacent(asked []stretch) ([][]neighbor, error) {
	ranges := make([]cells.Range, len(asked))
	for i := range asked {
		ranges[i] = asked[i].cells()
	}
	got, err := r.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	out := make([][]neighbor, len(asked))
	for i, list := range got {
		out[i] = make([]neighbor, len(list))
		for j, c := range list {
			if len(c.Key) != 1+refBytes+nearTail {
				return nil, corrupt("an adjacency key is malformed")
			}
			x, err := decodeEdge(c.Value)
			if err != nil {
				return nil, err
			}
			n := neighborOf(x)
			copy(n.tail[:], c.Key[1+refBytes:])
			out[i][j] = n
		}
	}
	return out, nil
}
