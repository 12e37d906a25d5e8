package graph

import (
	"cmp"
	"maps"
	"slices"
)

// PathsQuery asks how two nodes are connected.
type PathsQuery struct {
	From, To     string
	MaxLength    int            // relations, up to 10; 0 is 6
	Types        []RelationType // none: all
	ExcludeTypes []RelationType
	ExcludeIDs   []string // nodes that no path may go through
	First        int      // up to 50; 0 is 5
}

// Path leads from the first of Nodes to the last. Relations[i] joins Nodes[i]
// and Nodes[i+1], in whichever direction; Length is the number of relations.
type Path struct {
	Nodes     []*Node
	Relations []*Relation
	Length    int
}

const (
	mostLength    = 10
	defaultLength = 6
	mostPaths     = 50
	defaultPaths  = 5
	// pathEdges bounds the relations a search reads, pathWork the steps it
	// takes over what it has read.
	pathEdges = 200_000
	pathWork  = 4_000_000
)

// Paths finds simple paths (no node twice), shortest first. Relations are
// followed in either direction. Two paths differ in their nodes: where several
// relations join two neighbours, the path shows one of them, rather one that a
// document says in its own voice than one that somebody claims, then the first
// type of the contract, then the oldest. Paths of one length come in the order
// in which their nodes were recorded, the first node where they differ
// deciding.
//
// The search grows from both ends, a level at a time, from the end that has
// less to read, and stops as soon as it has enough. One that would read more
// than 200,000 relations is BUDGET_EXCEEDED.
func (v *View) Paths(q PathsQuery) ([]Path, error) {
	most, err := bounded("maxLength", q.MaxLength, defaultLength, mostLength)
	if err != nil {
		return nil, err
	}
	first, err := bounded("first", q.First, defaultPaths, mostPaths)
	if err != nil {
		return nil, err
	}
	filter := typeFilter{q.Types, q.ExcludeTypes, Both}
	if err := filter.check(); err != nil {
		return nil, err
	}
	ends, err := v.filterNodes(q.From, q.To)
	if err != nil {
		return nil, err
	}
	excluded, err := v.startNodes(q.ExcludeIDs)
	if err != nil {
		return nil, err
	}
	if ends[0] == nil || ends[1] == nil {
		return nil, nil
	}
	s := newPathSearch(v, filter, ends[0], ends[1], most, first)
	for _, n := range excluded {
		if n.Ref == s.from || n.Ref == s.to {
			return nil, errorf(CodeBadInput, "%s is an end of the path; it cannot be excluded", quoted(n.ID))
		}
		s.excluded[n.Ref] = true
	}
	if err := s.run(); err != nil {
		return nil, err
	}
	return s.load()
}

// pathSearch is a search from two sides. What it has read of the graph is in
// links, both ways.
type pathSearch struct {
	view        *View
	filter      typeFilter
	bands       []band
	spots       *spots
	from, to    Ref
	most, first int
	excluded    map[Ref]bool
	links       map[Ref]map[Ref]hop
	sides       [2]pathSide
	expanded    map[Ref]bool
	budget      int
	work        int
	found       [][]Ref
}

// hop is the relation that a path shows between two neighbours.
type hop struct {
	rel     Ref
	claimed bool
	typ     byte
}

func (h hop) compare(o hop) int {
	return cmp.Or(cmp.Compare(boolRank(h.claimed), boolRank(o.claimed)), cmp.Compare(h.typ, o.typ), cmp.Compare(h.rel, o.rel))
}

// pathSide is one end's view: all nodes nearer than depth have been expanded.
type pathSide struct {
	depth    int
	reached  map[Ref]bool
	frontier []Ref
}

func newPathSearch(v *View, filter typeFilter, from, to *Node, most, first int) *pathSearch {
	s := &pathSearch{
		view: v, filter: filter, bands: bandsOf(filter.keeps), spots: v.spots(), from: from.Ref, to: to.Ref, most: most, first: first,
		excluded: map[Ref]bool{}, links: map[Ref]map[Ref]hop{}, expanded: map[Ref]bool{}, budget: pathEdges, work: pathWork,
	}
	for i, n := range []*Node{from, to} {
		s.spots.add(n)
		s.sides[i] = pathSide{reached: map[Ref]bool{n.Ref: true}, frontier: []Ref{n.Ref}}
	}
	return s
}

// run looks for paths of length 1, 2, and so on. Those of length n are known
// when the two sides have gone n levels between them.
func (s *pathSearch) run() error {
	if s.from == s.to {
		s.found = [][]Ref{{s.from}}
		return nil
	}
	for length := 1; length <= s.most && len(s.found) < s.first; length++ {
		side, err := s.cheaper()
		if err != nil {
			return err
		}
		if err := s.expand(side); err != nil {
			return err
		}
		if err := s.collect(length); err != nil {
			return err
		}
		if len(s.links[s.from]) == 0 && s.sides[0].depth > 0 || len(s.links[s.to]) == 0 && s.sides[1].depth > 0 {
			return nil // one end is connected to nothing
		}
	}
	return nil
}

// cheaper picks the side with less to read: by the relations of its frontier
// while that is small, so that a path between a hub and a leaf grows from the
// leaf, then by the number of its nodes.
func (s *pathSearch) cheaper() (*pathSide, error) {
	const small = 64
	a, b := &s.sides[0], &s.sides[1]
	cost := [2]int{len(a.frontier), len(b.frontier)}
	if s.view.valid == nil && cost[0] <= small && cost[1] <= small && cost[0]*cost[1] > 0 {
		for i, side := range []*pathSide{a, b} {
			var err error
			if cost[i], err = s.degree(side.frontier); err != nil {
				return nil, err
			}
		}
	}
	if cost[1] < cost[0] {
		return b, nil
	}
	return a, nil
}

func (s *pathSearch) degree(frontier []Ref) (int, error) {
	nodes := make([]*Node, len(frontier))
	for i, r := range frontier {
		refs := s.spots.of[r].refs
		nodes[i] = &Node{Ref: refs[0], Members: refs[1:]}
	}
	counts, err := s.view.Counts(nodes)
	sum := 0
	for _, list := range counts {
		for _, c := range list {
			if r := ruleOf(c.Type); s.filter.keeps(&r, c.Direction) {
				sum += c.Count
			}
		}
	}
	return sum, err
}

// expand reads the relations of a side's frontier and moves it one level out.
func (s *pathSearch) expand(side *pathSide) error {
	side.depth++
	var (
		near []Ref
		refs [][]Ref
	)
	for _, r := range side.frontier {
		if !s.expanded[r] {
			s.expanded[r] = true
			near, refs = append(near, r), append(refs, s.spots.of[r].refs)
		}
	}
	lists, cut, err := s.view.steps(refs, s.bands, pathEdges, &s.budget)
	if err != nil {
		return err
	}
	if slices.Contains(cut, true) {
		return s.exceeded(s.sides[0].depth + s.sides[1].depth - 1)
	}
	var others []Ref
	for _, list := range lists {
		for _, e := range list {
			others = append(others, e.Other)
		}
	}
	if err := s.spots.load(others); err != nil {
		return err
	}
	for i, list := range lists {
		for _, e := range list {
			s.link(near[i], e)
		}
	}
	next := map[Ref]bool{}
	for _, r := range side.frontier {
		for to := range s.links[r] {
			if !side.reached[to] {
				side.reached[to], next[to] = true, true
			}
		}
	}
	side.frontier = slices.Sorted(maps.Keys(next))
	return nil
}

// link remembers a relation both ways, unless no path may use it.
func (s *pathSearch) link(near Ref, e step) {
	far := s.spots.of[e.Other]
	if far.ref == near || s.excluded[far.ref] || !far.shown && far.ref != s.from && far.ref != s.to {
		return
	}
	h := hop{e.relation(), e.Claimed, e.tail[1]}
	for _, ends := range [2][2]Ref{{near, far.ref}, {far.ref, near}} {
		if s.links[ends[0]] == nil {
			s.links[ends[0]] = map[Ref]hop{}
		}
		if known, ok := s.links[ends[0]][ends[1]]; !ok || h.compare(known) < 0 {
			s.links[ends[0]][ends[1]] = h
		}
	}
}

func (s *pathSearch) exceeded(length int) error {
	return errorf(CodeBudget, "this search looks at more than %d relations; %d paths of up to %d relations were found until then: ask for that maxLength, exclude types, or exclude nodes that everything is connected to", pathEdges, len(s.found), max(length, 0))
}

// collect finds the simple paths of exactly this length. The nodes at each
// position are narrowed first to those that lie on a walk of this length, so
// that only what is no simple path is tried in vain.
func (s *pathSearch) collect(length int) error {
	at, err := s.positions(length)
	if err != nil || at == nil {
		return err
	}
	return s.descend(at, []Ref{s.from})
}

// layer is the nodes that may stand at one position.
type layer struct {
	has   map[Ref]bool
	order []Ref
}

func layerOf(set map[Ref]bool) layer { return layer{set, slices.Sorted(maps.Keys(set))} }

// positions gives the layers of all walks of a length; nil when there is none.
func (s *pathSearch) positions(length int) ([]layer, error) {
	meet := s.sides[0].depth
	sets := make([]map[Ref]bool, length+1)
	sets[0], sets[length] = map[Ref]bool{s.from: true}, map[Ref]bool{s.to: true}
	for i := length - 1; i >= meet && i > 0; i-- {
		if sets[i] = s.step(sets[i+1], nil, false); s.work < 0 {
			return nil, s.exceeded(length - 1)
		}
	}
	for i := 1; i <= meet; i++ {
		var within map[Ref]bool
		if i == meet || i == length {
			within = sets[i]
		}
		if sets[i] = s.step(sets[i-1], within, i == length); s.work < 0 {
			return nil, s.exceeded(length - 1)
		}
	}
	// Where the two sides met, only some are left; those before must lead there.
	for i := meet - 1; i > 0; i-- {
		if sets[i] = s.step(sets[i+1], sets[i], false); s.work < 0 {
			return nil, s.exceeded(length - 1)
		}
	}
	out := make([]layer, length+1)
	for i, set := range sets {
		if len(set) == 0 {
			return nil, nil
		}
		out[i] = layerOf(set)
	}
	return out, nil
}

// step gives the neighbours of a set that lie within another, if one is given;
// without the two ends of the path, unless they are asked for.
func (s *pathSearch) step(set, within map[Ref]bool, ends bool) map[Ref]bool {
	out := map[Ref]bool{}
	for r := range set {
		s.work -= len(s.links[r])
		for to := range s.links[r] {
			if (within == nil || within[to]) && (ends || to != s.from && to != s.to) {
				out[to] = true
			}
		}
	}
	return out
}

// descend goes from the last node of a path to every node that may follow.
func (s *pathSearch) descend(at []layer, path []Ref) error {
	if len(path) == len(at) {
		s.found = append(s.found, slices.Clone(path))
		return nil
	}
	last, next := path[len(path)-1], at[len(path)]
	for _, to := range s.following(last, next) {
		if s.work--; s.work < 0 {
			return s.exceeded(len(at) - 2)
		}
		if slices.Contains(path, to) {
			continue
		}
		if err := s.descend(at, append(path, to)); err != nil {
			return err
		}
		if len(s.found) >= s.first {
			return nil
		}
	}
	return nil
}

// following gives the neighbours of a node within a layer, in order; it goes
// through whichever of the two is smaller.
func (s *pathSearch) following(r Ref, next layer) []Ref {
	var out []Ref
	links := s.links[r]
	s.work -= min(len(links), len(next.order))
	if len(next.order) <= len(links) {
		for _, to := range next.order {
			if _, ok := links[to]; ok {
				out = append(out, to)
			}
		}
		return out
	}
	for to := range links {
		if next.has[to] {
			out = append(out, to)
		}
	}
	slices.SortFunc(out, compareRefs)
	return out
}

// load reads the nodes and relations of what was found.
func (s *pathSearch) load() ([]Path, error) {
	var refs, rels []Ref
	for _, path := range s.found {
		refs = append(refs, path...)
		for i := range path[1:] {
			rels = append(rels, s.links[path[i]][path[i+1]].rel)
		}
	}
	nodes, err := s.view.Nodes(refs)
	if err != nil {
		return nil, err
	}
	relations, err := s.view.relationsOnce(rels)
	if err != nil {
		return nil, err
	}
	out := make([]Path, len(s.found))
	for i, path := range s.found {
		out[i] = Path{Nodes: nodes[:len(path)], Length: len(path) - 1}
		nodes = nodes[len(path):]
		for range path[1:] {
			out[i].Relations, rels = append(out[i].Relations, relations[rels[0]]), rels[1:]
		}
	}
	return out, nil
}
