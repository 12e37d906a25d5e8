package graph

import (
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// RelationQuery narrows the relations of a node.
type RelationQuery struct {
	Types     []RelationType
	Direction Direction
	Review    []ReviewStatus
}

// RelationsOf reads, for each node, one page of its relations: outgoing before
// incoming where no types are asked for, by type in the order of the contract,
// then by the date of the far end.
func (v *View) RelationsOf(nodes []*Node, q RelationQuery, p Page) ([]*Connection[*Relation], error) {
	pinned, err := v.forPage(p)
	if err != nil {
		return nil, err
	}
	if nodes, err = pinned.owners(nodes, v); err != nil {
		return nil, err
	}
	v = pinned
	if err := reviewFilter(q.Review).check(); err != nil {
		return nil, err
	}
	types, err := typesOrAll(q.Types)
	if err != nil {
		return nil, err
	}
	if q.Direction == "" {
		q.Direction = Both
	}
	wants := make([]Want, len(types))
	for i, t := range types {
		wants[i] = Want{t, q.Direction}
	}
	srcs := make([]source, len(nodes))
	for i, n := range nodes {
		srcs[i] = edgeSource(n, false, wants...)
		if len(q.Types) == 0 {
			srcs[i] = wholeSource(n, q.Direction)
		}
		srcs[i].hidden = len(q.Review) > 0
	}
	keep := func(r *Relation) bool { return reviewFilter(q.Review).shows(r.Review, r.RetractedAt) }
	return readPages(v, srcs, p, v.fingerprintOf("relations of", q), relationAccept(keep, true))
}

// wholeSource lists all relations of a node in a direction, or in both, from
// one range a member.
func wholeSource(n *Node, d Direction) source {
	s := source{owner: n.ID, byOther: true, tailBytes: keys.AdjacencyTail + 2, near: n.refs(), both: d == Both}
	var group [][]byte
	for _, ref := range n.refs() {
		prefix := keys.AdjacencyNode(uint64(ref))
		if d != Both {
			prefix = keys.AdjacencyDir(uint64(ref), dirCode(d))
		}
		group = append(group, prefix)
	}
	if d != Both {
		s.tailBytes--
	}
	s.groups = [][][]byte{group}
	return s
}

// typesOrAll checks relation types; none means all of them.
func typesOrAll(types []RelationType) ([]RelationType, error) {
	if len(types) == 0 {
		types = make([]RelationType, len(Ontology))
		for i, r := range Ontology {
			types[i] = r.Type
		}
		return types, nil
	}
	for _, t := range types {
		if _, ok := RuleFor(t); !ok {
			return nil, errorf(CodeBadInput, "there is no relation type %s", quoted(string(t)))
		}
	}
	types = slices.Clone(types)
	slices.SortFunc(types, func(a, b RelationType) int { return int(ruleOf(a).Code) - int(ruleOf(b).Code) })
	return slices.Compact(types), nil
}

// relationAccept makes an accept function for lists of relations. An entry of
// an adjacency names its relation beside the far end; other indexes name it
// alone.
func relationAccept(keep func(*Relation) bool, adjacency bool) accept[*Relation] {
	return func(v *View, items []item) ([]**Relation, error) {
		refs := make([]Ref, len(items))
		for i, it := range items {
			refs[i] = it.ref
			if adjacency {
				refs[i] = it.rel
			}
		}
		rels, err := v.Relations(refs)
		if err != nil {
			return nil, err
		}
		out := make([]**Relation, len(items))
		for i, r := range rels {
			if r != nil && keep(r) {
				out[i] = &rels[i]
			}
		}
		return out, nil
	}
}

// RelationFilter narrows the list of relations of the whole graph.
type RelationFilter struct {
	Types       []RelationType
	From, To    string
	Document    string // asserted by evidence in it
	AccordingTo string // claimed by this statement
	Origin      Origin
	Review      []ReviewStatus
}

// AllRelations lists relations of the whole graph by type and number.
func (v *View) AllRelations(f RelationFilter, p Page) (*Connection[*Relation], error) {
	v, err := v.forPage(p)
	if err != nil {
		return nil, err
	}
	if err := reviewFilter(f.Review).check(); err != nil {
		return nil, err
	}
	types, err := typesOrAll(f.Types)
	if err != nil {
		return nil, err
	}
	from, fromNodes, err := v.filterSet(f.From)
	if err != nil {
		return nil, err
	}
	to, toNodes, err := v.filterSet(f.To)
	if err != nil {
		return nil, err
	}
	src, adjacency, err := v.relationSource(f, types, fromNodes, toNodes)
	if err != nil {
		return nil, err
	}
	plain := func(r *Relation) bool {
		return slices.Contains(types, r.Type) && from.has(r.From) && to.has(r.To) && reviewFilter(f.Review).shows(r.Review, r.RetractedAt) && v.relationHolds(r)
	}
	ok := relationAccept(plain, adjacency)
	if f.Origin != "" {
		ok = withOrigin(ok, f.Origin)
	}
	pages, err := readPages(v, []source{src}, p, v.fingerprintOf("relations", f), ok)
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

func (v *View) relationSource(f RelationFilter, types []RelationType, from, to []*Node) (source, bool, error) {
	wants := func(d Direction) []Want {
		out := make([]Want, len(types))
		for i, t := range types {
			out[i] = Want{t, d}
		}
		return out
	}
	drive := func(nodes []*Node, d Direction) source {
		return sourceOrNone(nodes, func(n *Node) source {
			s := edgeSource(n, false, wants(d)...)
			s.owner, s.hidden = "", len(f.Review) > 0
			return s
		})
	}
	switch {
	case f.AccordingTo != "":
		s, err := v.indexedRelations(f.AccordingTo, keys.AccordingTo, claimedRelation)
		return s, false, err
	case f.From != "":
		return drive(from, Outgoing), true, nil
	case f.To != "":
		return drive(to, Incoming), true, nil
	case f.Document != "":
		s, err := v.indexedRelations(f.Document, keys.Positions, anchoredRelation)
		return s, false, err
	}
	if waiting(f.Review) {
		return reviewSource(f.Review, keys.ClassRelation), false, nil
	}
	var s source
	for _, t := range types {
		s.groups = append(s.groups, [][]byte{keys.RelationTypes(ruleOf(t).Code)})
	}
	s.tailBytes = 8
	return s, false, nil
}

// waiting says whether a filter asks only for what waits for review or is
// disputed, for which there is a queue.
func waiting(list []ReviewStatus) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(r ReviewStatus) bool { return r != Pending && r != Disputed })
}

// reviewSource lists what is in some review statuses, in the order in which it
// was recorded.
func reviewSource(list []ReviewStatus, class byte) source {
	s := source{tailBytes: 8}
	for _, r := range []ReviewStatus{Pending, Disputed} {
		if slices.Contains(list, r) {
			s.groups = append(s.groups, [][]byte{keys.Reviews(code(reviews, r), class)})
		}
	}
	return s
}

// claimedRelation reads the relation of an entry of what a statement claims,
// anchoredRelation that of what is anchored in a document; 0 is none.
func claimedRelation(c cells.Cell) (Ref, error) { return Ref(keys.RelationOf(c.Key)), nil }

func anchoredRelation(c cells.Cell) (Ref, error) {
	a, err := anchorOf(c)
	if a.class != keys.ClassAssertion {
		return 0, err
	}
	return a.owner, err
}

// indexedRelations lists the relations that an index names by assertion, each
// once.
func (v *View) indexedRelations(id string, prefix func(uint64) []byte, relation func(cells.Cell) (Ref, error)) (source, error) {
	_, nodes, err := v.filterSet(id)
	if err != nil || len(nodes) == 0 {
		return source{}, err
	}
	var (
		s       source
		seen    = map[Ref]bool{}
		scanned int
		bad     error
	)
	for _, ref := range nodes[0].refs() {
		err := v.cells.Scan(prefixRange(prefix(uint64(ref))), func(c cells.Cell) bool {
			if scanned++; scanned > mostScanned {
				bad = errorf(CodeBudget, "more than %d assertions; narrow the filter", mostScanned)
				return false
			}
			var rel Ref
			if rel, bad = relation(c); bad != nil {
				return false
			}
			if rel != 0 && !seen[rel] {
				seen[rel] = true
				s.sorted = append(s.sorted, item{ref: rel, tail: keys.NumberValue(uint64(rel))})
			}
			return len(s.sorted) <= mostSorted
		})
		if err := firstError(bad, err); err != nil {
			return s, err
		}
	}
	if len(s.sorted) > mostSorted {
		return s, errorf(CodeBudget, "more than %d relations; narrow the filter", mostSorted)
	}
	slices.SortFunc(s.sorted, func(a, b item) int { return int(int64(a.ref) - int64(b.ref)) })
	return s, nil
}

// withOrigin keeps relations that some visible assertion of the origin makes.
func withOrigin(ok accept[*Relation], origin Origin) accept[*Relation] {
	return func(v *View, items []item) ([]**Relation, error) {
		out, err := ok(v, items)
		if err != nil {
			return nil, err
		}
		var refs []Ref
		for _, r := range out {
			if r != nil {
				refs = append(refs, (*r).Ref)
			}
		}
		lists, err := v.Assertions(refs, false)
		if err != nil {
			return nil, err
		}
		at := 0
		for i, r := range out {
			if r == nil {
				continue
			}
			if !slices.ContainsFunc(lists[at], func(a *Assertion) bool { return a.Origin == origin }) {
				out[i] = nil
			}
			at++
		}
		return out, nil
	}
}
