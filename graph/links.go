package graph

import (
	"cmp"
	"maps"
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// LinksQuery asks which actors have to do with each other.
type LinksQuery struct {
	// IDs are actors; only links that touch one of them are given. Nil: links
	// among all actors.
	IDs   []string
	Via   []NodeKind // what joins them; none: STATEMENT, COMMITMENT and EVENT
	Limit int        // links, up to 2,000; 0 is 500
}

// Link joins two actors (people, states, organisations, groups) that are
// related to the same statements, commitments or events, in whatever way. It
// has no direction: From is the one whose id sorts first.
type Link struct {
	From, To *Node
	Weight   int // how many nodes they have in common
	// Sample are relations that join the two to the first node they have in
	// common, at most three.
	Sample []*Relation
}

const (
	mostLinks    = 2_000
	defaultLinks = 500
	// linkEdges bounds the relations looked at, linkPairs the pairs counted.
	linkEdges  = 200_000
	linkPairs  = 1_000_000
	mostSample = 3
)

// Links finds the pairs of actors that have nodes in common, heaviest first,
// then by their ids. A search that would look at more than 200,000 relations is
// BUDGET_EXCEEDED.
func (v *View) Links(q LinksQuery) ([]Link, error) {
	limit, err := bounded("limit", q.Limit, defaultLinks, mostLinks)
	if err != nil {
		return nil, err
	}
	if err := checkKinds(q.Via); err != nil {
		return nil, err
	}
	l := &linking{
		view: v, via: q.Via, all: q.IDs == nil, spots: v.spots(), wanted: map[Ref]bool{},
		pairs: map[[2]Ref]*pair{}, budget: linkEdges, work: linkPairs,
	}
	if len(l.via) == 0 {
		l.via = []NodeKind{Statement, Commitment, Event}
	}
	joints, err := l.joints(q.IDs)
	if err != nil || len(joints) == 0 {
		return nil, err
	}
	if err := l.count(joints); err != nil {
		return nil, err
	}
	return l.heaviest(limit)
}

// linking is a search for links. Joints are the nodes that join.
type linking struct {
	view   *View
	via    []NodeKind
	all    bool
	wanted map[Ref]bool // the actors of IDs
	spots  *spots
	pairs  map[[2]Ref]*pair
	budget int
	work   int
}

type pair struct {
	weight int
	sample []Ref
}

// joints finds the nodes that may join: those next to the actors asked for, or
// all there are.
func (l *linking) joints(ids []string) ([]*spot, error) {
	var refs []Ref
	if l.all {
		var err error
		if refs, err = l.allJoints(); err != nil {
			return nil, err
		}
	} else {
		starts, err := l.view.startNodes(ids)
		if err != nil {
			return nil, err
		}
		var near [][]Ref
		for _, n := range starts {
			if !slices.Contains(actors, n.Kind) {
				return nil, errorf(CodeBadInput, "%s is a %s; links join %v", quoted(n.ID), n.Kind, actors)
			}
			l.spots.add(n)
			l.wanted[n.Ref] = true
			near = append(near, n.refs())
		}
		if refs, err = l.next(near, func(r *Rule, d Direction) bool { return overlaps(farKinds(r, d), l.via) }); err != nil {
			return nil, err
		}
	}
	if err := l.spots.load(refs); err != nil {
		return nil, err
	}
	seen := map[Ref]*spot{}
	for _, r := range refs {
		if s := l.spots.of[r]; s.shown && slices.Contains(l.via, s.kind) {
			seen[s.ref] = s
		}
	}
	out := slices.Collect(maps.Values(seen))
	slices.SortFunc(out, func(a, b *spot) int { return compareRefs(a.ref, b.ref) })
	return out, nil
}

// next gives the far ends of the relations of nodes.
func (l *linking) next(near [][]Ref, keep func(*Rule, Direction) bool) ([]Ref, error) {
	lists, err := l.steps(near, keep)
	var refs []Ref
	for _, list := range lists {
		for _, s := range list {
			refs = append(refs, s.Other)
		}
	}
	return refs, err
}

func (l *linking) steps(near [][]Ref, keep func(*Rule, Direction) bool) ([][]step, error) {
	lists, cut, err := l.view.steps(near, bandsOf(keep), linkEdges, &l.budget)
	if err == nil && slices.Contains(cut, true) {
		return nil, l.exceeded()
	}
	return lists, err
}

func (l *linking) exceeded() error {
	return errorf(CodeBudget, "these links look at more than %d relations: ask for those of a few ids, or for fewer kinds in via", linkEdges)
}

// allJoints lists the nodes of the kinds that join.
func (l *linking) allJoints() ([]Ref, error) {
	var ranges []cells.Range
	for _, k := range l.via {
		rg := prefixRange(keys.Kinds(kindCode(k)))
		rg.Limit = linkEdges + 1
		ranges = append(ranges, rg)
	}
	got, err := l.view.cells.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	var refs []Ref
	for _, list := range got {
		for _, c := range list {
			refs = append(refs, Ref(keys.Last(c.Key)))
		}
	}
	if l.budget -= len(refs); l.budget < 0 {
		return nil, l.exceeded()
	}
	return refs, nil
}

// farKinds are the kinds that a relation may lead to in a direction.
func farKinds(r *Rule, d Direction) []NodeKind {
	if d == Outgoing {
		return r.Range
	}
	return r.Domain
}

func overlaps(a, b []NodeKind) bool {
	return slices.ContainsFunc(a, func(k NodeKind) bool { return slices.Contains(b, k) })
}

// count adds up the pairs at every joint.
func (l *linking) count(joints []*spot) error {
	near := make([][]Ref, len(joints))
	for i, j := range joints {
		near[i] = j.refs
	}
	lists, err := l.steps(near, func(r *Rule, d Direction) bool { return overlaps(farKinds(r, d), actors) })
	if err != nil {
		return err
	}
	var far []Ref
	for _, list := range lists {
		for _, s := range list {
			far = append(far, s.Other)
		}
	}
	if err := l.spots.load(far); err != nil {
		return err
	}
	for i, list := range lists {
		if err := l.pairUp(joints[i], list); err != nil {
			return err
		}
	}
	return nil
}

// pairUp counts the pairs of actors at one joint.
func (l *linking) pairUp(joint *spot, steps []step) error {
	rels := map[Ref][]Ref{}
	for _, s := range steps {
		a := l.spots.of[s.Other]
		if a.shown && a.ref != joint.ref && slices.Contains(actors, a.kind) && len(rels[a.ref]) < mostSample {
			rels[a.ref] = append(rels[a.ref], s.relation())
		}
	}
	here := slices.Sorted(maps.Keys(rels))
	asked := here
	if !l.all {
		asked = slices.DeleteFunc(slices.Clone(here), func(r Ref) bool { return !l.wanted[r] })
	}
	for _, a := range here {
		partners := asked
		if l.wanted[a] {
			partners = here
		}
		for _, b := range partners {
			if b <= a {
				continue
			}
			if l.work--; l.work < 0 {
				return errorf(CodeBudget, "these links count more than %d pairs: ask for those of a few ids", linkPairs)
			}
			p := l.pairs[[2]Ref{a, b}]
			if p == nil {
				p = &pair{sample: sample(rels[a], rels[b])}
				l.pairs[[2]Ref{a, b}] = p
			}
			p.weight++
		}
	}
	return nil
}

// sample takes one relation of each, then what more there is.
func sample(a, b []Ref) []Ref {
	all := slices.Concat(a[:1], b[:1], a[1:], b[1:])
	return all[:min(len(all), mostSample)]
}

// heaviest loads the links to answer with.
func (l *linking) heaviest(limit int) ([]Link, error) {
	type ends struct {
		from, to *spot
		*pair
	}
	all := make([]ends, 0, len(l.pairs))
	for k, p := range l.pairs {
		e := ends{l.spots.of[k[0]], l.spots.of[k[1]], p}
		if e.to.id < e.from.id {
			e.from, e.to = e.to, e.from
		}
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b ends) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.from.id, b.from.id), cmp.Compare(a.to.id, b.to.id))
	})
	all = all[:min(len(all), limit)]
	var refs, rels []Ref
	for _, e := range all {
		refs, rels = append(refs, e.from.ref, e.to.ref), append(rels, e.sample...)
	}
	nodes, err := l.view.Nodes(refs)
	if err != nil {
		return nil, err
	}
	relations, err := l.view.relationsOnce(rels)
	if err != nil {
		return nil, err
	}
	out := make([]Link, len(all))
	for i, e := range all {
		out[i] = Link{From: nodes[2*i], To: nodes[2*i+1], Weight: e.weight}
		for _, r := range e.sample {
			out[i].Sample = append(out[i].Sample, relations[r])
		}
	}
	return out, nil
}
