package graph

import (
	"crypto/sha256"
	"maps"
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// This file keeps up to date what follows from assertions and facts: the
// properties of nodes, what statements show of their relations, and the counts.
// The outcome of relations is in tally.go.

// refreshProps recomputes the properties of every node whose facts changed, or
// that was joined by others or left by them, and of what those merged into.
func (t *txn) refreshProps() error {
	touched := map[Ref]bool{}
	for ref, s := range t.nodes {
		if s.was != nil && !slices.Equal(s.was.Members, s.now.Members) {
			touched[ref] = true
		}
	}
	for _, s := range t.facts {
		if propertyOf(s.now.Property) == nil {
			continue
		}
		for up := s.now.Node; up != 0; {
			touched[up] = true
			n, err := t.node(up)
			if err != nil {
				return err
			}
			up = n.now.MergedInto
		}
	}
	for _, ref := range sortedRefs(touched) {
		n, err := t.node(ref)
		if err != nil {
			return err
		}
		facts, err := t.factsOf(n)
		if err != nil {
			return err
		}
		n.now.Props = propsOf(facts)
	}
	return nil
}

// factsOf reads the facts of a node with those of the nodes merged into it.
func (t *txn) factsOf(n *nodeState) ([]*Fact, error) {
	var out []*Fact
	for _, node := range n.now.refs() {
		if !t.made(node) {
			if err := t.storedFacts(node, func(f *Fact) { out = append(out, f) }); err != nil {
				return nil, err
			}
		}
		for _, ref := range t.factsAt[node] {
			out = append(out, t.facts[ref].now)
		}
	}
	slices.SortFunc(out, func(a, b *Fact) int { return int(int64(a.Ref) - int64(b.Ref)) })
	return out, nil
}

// storedFacts reads the facts of a node that this transaction does not have in
// hand.
func (t *txn) storedFacts(node Ref, yield func(*Fact)) error {
	var bad error
	err := t.w.Scan(prefixRange(keys.Facts(uint64(node))), func(c cells.Cell) bool {
		ref := Ref(keys.Last(c.Key))
		if _, here := t.facts[ref]; here {
			return true
		}
		f, err := decodeFact(node, ref, c.Value)
		if bad = err; err == nil {
			yield(f)
		}
		return err == nil
	})
	return firstError(bad, err)
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// propsOf picks the value of each typed property: the newest accepted fact
// that a document gives in its own voice; without one, the newest that is
// shown at all, which then settles nothing. What an extractor found and nobody
// looked at is shown where there is nothing else.
func propsOf(facts []*Fact) []Prop {
	var out []Prop
	for i := range properties {
		var best *Fact
		for _, f := range facts {
			if f.Property != properties[i].name || !f.Visible() {
				continue
			}
			if best == nil || settles(f) || !settles(best) && !(guessed(f) && !guessed(best)) {
				best = f
			}
		}
		if best == nil {
			continue
		}
		review := best.Review
		if review == Accepted && !settles(best) {
			review = Pending
		}
		out = append(out, Prop{Name: best.Property, Value: best.Value, Review: review, Evidence: len(best.Evidence) > 0})
	}
	return out
}

// settles: accepted, and not merely what somebody says. What a commitment is
// like (its strength, its wording) is always according to who made it.
func settles(f *Fact) bool {
	return f.Review == Accepted && (f.AccordingTo == 0 || f.Via != 0)
}

// guessed: an extractor found it, and nobody has looked at it.
func guessed(f *Fact) bool { return f.Origin == Extracted && f.Review == Pending }

// showRelation does what follows from a relation becoming visible or hidden:
// the counts at both ends, and what a statement shows of itself.
func (t *txn) showRelation(r *Relation, shown bool) error {
	by := int64(1)
	if !shown {
		by = -1
	}
	c := ruleOf(r.Type).Code
	t.countAt(r.From, keys.Out, c, by)
	t.countAt(r.To, keys.In, c, by)
	switch r.Type {
	case Stated:
		return t.redrawStatement(r.To)
	case About:
		return t.redrawStatement(r.From)
	case IncludedIn, OmittedFrom:
		return t.note(t.claimed, r.From)
	case RevisionOf:
		return firstError(t.note(t.revised, r.From), t.note(t.revised, r.To))
	}
	return nil
}

// note keeps for later that something follows for a node.
func (t *txn) note(of map[Ref]bool, ref Ref) error {
	of[ref] = true
	_, err := t.node(ref)
	return err
}

// redrawStatement makes a statement show what its visible relations say: the
// speaker, those who relayed it and what it is about, each in the order in
// which the relations were made.
func (t *txn) redrawStatement(ref Ref) error {
	n, err := t.node(ref)
	if err != nil || n.now.Statement == nil {
		return err
	}
	stated, err := t.visibleOf(ref, keys.In, Stated)
	if err != nil {
		return err
	}
	about, err := t.visibleOf(ref, keys.Out, About)
	if err != nil {
		return err
	}
	s := n.now.Statement
	s.Speaker, s.Chain, s.About = 0, nil, nil
	for _, relayed := range []bool{false, true} {
		for _, r := range stated {
			if (r.role == RoleRelayed) == relayed {
				s.Chain = addRef(s.Chain, r.other)
			}
		}
		if !relayed && len(s.Chain) > 0 {
			s.Speaker = s.Chain[0]
		}
	}
	for _, r := range about {
		s.About = addRef(s.About, r.other)
	}
	return nil
}

func addRef(list []Ref, r Ref) []Ref {
	if slices.Contains(list, r) {
		return list
	}
	return append(list, r)
}

// end is where a relation leads to.
type end struct {
	rel, other Ref
	role       string
}

// visibleOf lists the visible relations of a node as they will be after this
// transaction, the oldest first.
func (t *txn) visibleOf(node Ref, dir byte, typ RelationType) ([]end, error) {
	var (
		out      []end
		bad, err error
	)
	if !t.made(node) {
		err = t.w.Scan(prefixRange(keys.AdjacencyOf(uint64(node), dir, ruleOf(typ).Code)), func(c cells.Cell) bool {
			rel := Ref(keys.Last(c.Key))
			if _, here := t.rels[rel]; here {
				return true
			}
			var e edge
			if e, bad = decodeEdge(c.Value); bad == nil && !e.Hidden {
				out = append(out, end{rel, e.Other, e.Role})
			}
			return bad == nil
		})
	}
	for _, rel := range t.relsOf[node] {
		s := t.rels[rel]
		near, far := s.now.From, s.now.To
		if dir == keys.In {
			near, far = far, near
		}
		if s.now.Type == typ && near == node && s.now.Visible() {
			out = append(out, end{rel, far, s.now.Role})
		}
	}
	slices.SortFunc(out, func(a, b end) int { return int(int64(a.rel) - int64(b.rel)) })
	return out, firstError(bad, err)
}

// tallyKind and tallyType keep the totals that statistics show.
func (t *txn) tallyKind(k NodeKind, by int64) { t.totals[string(keys.Meta("kind/"+string(k)))] += by }

func (t *txn) tallyType(r RelationType, by int64) {
	t.totals[string(keys.Meta("type/"+string(r)))] += by
}

// writeCounts adds what this transaction counted, once for each key.
func (t *txn) writeCounts() error {
	for _, ref := range slices.Sorted(maps.Keys(t.counts)) {
		if err := t.writeCountsOf(ref, t.counts[ref]); err != nil {
			return err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(t.totals)) {
		if err := t.total([]byte(key), t.totals[key]); err != nil {
			return err
		}
	}
	return nil
}

func (t *txn) countAt(node Ref, dir, typ byte, by int64) {
	t.counts[node] = t.counts[node].add(dir, typ, by)
}

func (t *txn) writeCountsOf(node Ref, more counts) error {
	key := keys.Counts(uint64(node))
	if t.made(node) {
		if raw := more.encode(); len(raw) > 0 {
			return t.w.Add(key, raw)
		}
		return nil
	}
	all, err := t.countsOf(node)
	if err != nil {
		return err
	}
	if raw := all.encode(); len(raw) > 0 {
		return t.w.Put(key, raw)
	}
	return t.w.End(key)
}

// countsOf are the counts of a node after this transaction, before they are
// written.
func (t *txn) countsOf(node Ref) (counts, error) {
	if t.made(node) {
		return t.counts[node], nil
	}
	got, err := t.w.GetMany([][]byte{keys.Counts(uint64(node))})
	if err != nil {
		return nil, err
	}
	all, err := decodeCounts(got[0].Value)
	if err != nil {
		return nil, err
	}
	for _, c := range t.counts[node] {
		all = all.add(c.dir, c.typ, c.n)
	}
	return all, nil
}

func (t *txn) total(key []byte, by int64) error {
	raw, err := t.tx.Get(key)
	if err != nil && !isNotFound(err) {
		return err
	}
	n, _ := keys.ParseNumberValue(raw)
	return t.tx.Set(key, keys.NumberValue(uint64(int64(n)+by)))
}

func sumOf(words string) [16]byte {
	sum := sha256.Sum256([]byte(words))
	return [16]byte(sum[:16])
}
