package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// This file keeps up to date what follows from assertions and facts: the
// properties of nodes, the outcome of relations, what statements show of their
// relations, and the counts.

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
		var bad error
		err := t.w.Scan(prefixRange(keys.Facts(uint64(node))), func(c cells.Cell) bool {
			ref := Ref(keys.Last(c.Key))
			if _, here := t.facts[ref]; here {
				return true
			}
			f, err := decodeFact(node, ref, c.Value)
			bad = err
			out = append(out, f)
			return err == nil
		})
		if err != nil || bad != nil {
			return nil, firstError(bad, err)
		}
		for _, s := range t.facts {
			if s.now.Node == node {
				out = append(out, s.now)
			}
		}
	}
	slices.SortFunc(out, func(a, b *Fact) int { return int(int64(a.Ref) - int64(b.Ref)) })
	return out, nil
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
// shown at all, which then settles nothing.
func propsOf(facts []*Fact) []Prop {
	var out []Prop
	for i := range properties {
		var best *Fact
		for _, f := range facts {
			if f.Property != properties[i].name || !f.Visible() {
				continue
			}
			if best == nil || settles(f) || !settles(best) {
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

// tally counts a relation's assertions by what became of them. It is not
// versioned: the outcome is, in the relation's record.
type tally struct {
	accepted, pending, disputed, rejected, retracted int
	ownVoice                                         int // visible, in a document's own voice
}

func (y *tally) add(a *Assertion, by int) {
	if a == nil {
		return
	}
	switch {
	case a.RetractedAt != 0:
		y.retracted += by
	case a.Review == Accepted:
		y.accepted += by
	case a.Review == Disputed:
		y.disputed += by
	case a.Review == Rejected:
		y.rejected += by
	default:
		y.pending += by
	}
	if a.Visible() && a.AccordingTo == 0 {
		y.ownVoice += by
	}
}

func (y *tally) encode() []byte {
	var b []byte
	for _, n := range []int{y.accepted, y.pending, y.disputed, y.rejected, y.retracted, y.ownVoice} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

func decodeTally(b []byte) (*tally, error) {
	d := &decoder{b: b}
	y := &tally{}
	for _, n := range []*int{&y.accepted, &y.pending, &y.disputed, &y.rejected, &y.retracted, &y.ownVoice} {
		*n = int(d.uint())
	}
	return y, d.err
}

// outcome writes what the assertions come to into the relation.
func (y *tally) outcome(r *Relation, now Micros) {
	switch {
	case y.disputed > 0:
		r.Review = Disputed
	case y.accepted > 0:
		r.Review = Accepted
	case y.pending > 0:
		r.Review = Pending
	default:
		r.Review = Rejected
	}
	r.Claimed = y.ownVoice == 0
	live := y.disputed + y.accepted + y.pending + y.rejected
	switch {
	case live > 0:
		r.RetractedAt = 0
	case r.RetractedAt == 0:
		r.RetractedAt = now
	}
}

// refreshRelations recomputes every relation whose assertions changed, and
// what depends on whether it is shown.
func (t *txn) refreshRelations() error {
	refs := map[Ref]bool{}
	for ref := range t.assertions {
		refs[ref] = true
	}
	for _, ref := range sortedRefs(refs) {
		s := t.assertions[ref]
		y, err := t.tallyOf(s.now.Relation)
		if err != nil {
			return err
		}
		y.add(s.was, -1)
		y.add(s.now, 1)
	}
	touched := map[Ref]bool{}
	for rel := range t.tallies {
		touched[rel] = true
	}
	for _, rel := range sortedRefs(touched) {
		if err := t.tx.Set(keys.Tally(uint64(rel)), t.tallies[rel].encode()); err != nil {
			return err
		}
		s, err := t.relation(rel)
		if err != nil {
			return err
		}
		t.tallies[rel].outcome(s.now, t.now)
		shown := s.was != nil && s.was.Visible()
		if s.now.Visible() == shown {
			continue
		}
		if err := t.showRelation(s.now, s.now.Visible()); err != nil {
			return err
		}
	}
	return nil
}

func (t *txn) tallyOf(rel Ref) (*tally, error) {
	if y, ok := t.tallies[rel]; ok {
		return y, nil
	}
	y := &tally{}
	raw, err := t.tx.Get(keys.Tally(uint64(rel)))
	switch {
	case err == nil:
		if y, err = decodeTally(raw); err != nil {
			return nil, err
		}
	case !isNotFound(err):
		return nil, err
	}
	t.tallies[rel] = y
	return y, nil
}

// showRelation does what follows from a relation becoming visible or hidden:
// the counts at both ends, and what a statement shows of itself.
func (t *txn) showRelation(r *Relation, shown bool) error {
	by := int64(1)
	if !shown {
		by = -1
	}
	c := ruleOf(r.Type).Code
	if err := t.count(keys.Count(uint64(r.From), keys.Out, c), by); err != nil {
		return err
	}
	if err := t.count(keys.Count(uint64(r.To), keys.In, c), by); err != nil {
		return err
	}
	switch r.Type {
	case Stated:
		return t.redrawStatement(r.To)
	case About:
		return t.redrawStatement(r.From)
	}
	return nil
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
		out []end
		bad error
	)
	err := t.w.Scan(prefixRange(keys.AdjacencyOf(uint64(node), dir, ruleOf(typ).Code)), func(c cells.Cell) bool {
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
	for rel, s := range t.rels {
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

func (t *txn) count(key []byte, by int64) error {
	n := int64(0)
	got, err := t.w.GetMany([][]byte{key})
	if err != nil {
		return err
	}
	if got[0].Key != nil {
		n, _ = binary.Varint(got[0].Value)
	}
	if n += by; n == 0 {
		return t.w.End(key)
	}
	return t.w.Put(key, binary.AppendVarint(nil, n))
}

// tallyKind and tallyType keep the totals that statistics show.
func (t *txn) tallyKind(k NodeKind, by int64) error {
	return t.total(keys.Meta("kind/"+string(k)), by)
}

func (t *txn) tallyType(r RelationType, by int64) error {
	return t.total(keys.Meta("type/"+string(r)), by)
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
