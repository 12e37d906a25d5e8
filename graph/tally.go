package graph

import (
	"encoding/binary"
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// This file says what the assertions of a relation come to. Those that people
// accepted decide, where there are any; then those they dispute; only then what
// nobody has looked at. Of those that decide, a document's own voice goes before
// what somebody claims. So an extraction that waits for review changes nothing
// of a relation that was accepted: a claim stays a claim.

// tally counts a relation's assertions by what became of them. It is not
// versioned: the outcome is, in the relation's record. It is kept where there
// are several assertions; what a single one comes to, it says itself.
type tally struct {
	accepted, pending, disputed, rejected, retracted int
	ownVoice                                         int // visible, in a document's own voice
	ownAccepted, ownDisputed                         int // those of them that were accepted, or are disputed
}

func (y *tally) add(a *Assertion, by int) {
	if a == nil {
		return
	}
	own := 0
	if a.AccordingTo == 0 {
		own = by
	}
	switch {
	case a.RetractedAt != 0:
		y.retracted += by
	case a.Review == Accepted:
		y.accepted += by
		y.ownAccepted += own
	case a.Review == Disputed:
		y.disputed += by
		y.ownDisputed += own
	case a.Review == Rejected:
		y.rejected += by
	default:
		y.pending += by
	}
	if a.Visible() {
		y.ownVoice += own
	}
}

// fields are the counts in the order in which they are stored.
func (y *tally) fields() []*int {
	return []*int{&y.accepted, &y.pending, &y.disputed, &y.rejected, &y.retracted, &y.ownVoice, &y.ownAccepted, &y.ownDisputed}
}

// all is how many assertions were counted.
func (y *tally) all() int { return y.accepted + y.pending + y.disputed + y.rejected + y.retracted }

// kept says whether the tally is stored.
func (y *tally) kept() bool { return y.all() > 1 }

func (y *tally) encode() []byte {
	var b []byte
	for _, n := range y.fields() {
		b = binary.AppendUvarint(b, uint64(*n))
	}
	return b
}

func decodeTally(b []byte) (*tally, error) {
	d := &decoder{b: b}
	y := &tally{}
	for _, n := range y.fields() {
		*n = int(d.uint())
	}
	return y, d.err
}

// deciding are the assertions that an outcome goes by: those of one review, in
// a document's own voice or claimed by somebody.
type deciding struct {
	review ReviewStatus
	own    bool
}

func (y *tally) decided() deciding {
	switch {
	case y.accepted > 0:
		return deciding{Accepted, y.ownAccepted > 0}
	case y.disputed > 0:
		return deciding{Disputed, y.ownDisputed > 0}
	}
	return deciding{Pending, y.ownVoice > 0}
}

func (d deciding) by(a *Assertion) bool {
	return a != nil && a.RetractedAt == 0 && a.Review == d.review && (a.AccordingTo == 0) == d.own
}

// outcome writes what the assertions come to into the relation, but for its
// quantity.
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
	r.Claimed = !y.decided().own
	live := y.disputed + y.accepted + y.pending + y.rejected
	switch {
	case live > 0:
		r.RetractedAt = 0
	case r.RetractedAt == 0:
		r.RetractedAt = now
	}
}

// quantity is what the assertions that decide say, the newest of them. What an
// extractor read does not take the place of what stands there. The list is in
// the order of recording.
func (d deciding) quantity(list []*Assertion) string {
	var best *Assertion
	for _, a := range list {
		if !d.by(a) || a.Quantity == "" || best != nil && a.Origin == Extracted && a.Review == Pending {
			continue
		}
		best = a
	}
	if best == nil {
		return ""
	}
	return best.Quantity
}

// refreshRelations recomputes every relation whose assertions changed, and
// what depends on whether it is shown.
func (t *txn) refreshRelations() error {
	touched := map[Ref][]*assertionState{}
	for ref := range t.assertions {
		s := t.assertions[ref]
		touched[s.now.Relation] = append(touched[s.now.Relation], s)
	}
	rels := map[Ref]bool{}
	for rel := range touched {
		rels[rel] = true
	}
	for _, rel := range sortedRefs(rels) {
		if err := t.refreshRelation(rel, touched[rel]); err != nil {
			return err
		}
	}
	return nil
}

func (t *txn) refreshRelation(rel Ref, touched []*assertionState) error {
	s, err := t.relation(rel)
	if err != nil {
		return err
	}
	y, err := t.tallyOf(rel)
	if err != nil {
		return err
	}
	before := y.decided()
	for _, a := range touched {
		y.add(a.was, -1)
		y.add(a.now, 1)
	}
	if y.kept() { // assertions are never removed: it stays
		if err := t.tx.Set(keys.Tally(uint64(rel)), y.encode()); err != nil {
			return err
		}
	}
	y.outcome(s.now, t.now)
	if err := t.requantify(s, touched, before, y.decided()); err != nil {
		return err
	}
	shown := s.was != nil && s.was.Visible()
	if s.now.Visible() == shown {
		return nil
	}
	return t.showRelation(s.now, s.now.Visible())
}

// requantify looks for the quantity again where it can have changed: with who
// decides, or with an assertion of those that do.
func (t *txn) requantify(s *relState, touched []*assertionState, before, now deciding) error {
	changed := before != now
	for _, a := range touched {
		changed = changed || a.now.Quantity != "" && (before.by(a.was) || now.by(a.now))
	}
	if !changed {
		return nil
	}
	all, err := t.saying(s, touched)
	if err != nil {
		return err
	}
	s.now.Quantity = now.quantity(all)
	return nil
}

// saying gives the assertions of a relation as they will be after this
// transaction, in the order of recording. touched are those it has in hand.
func (t *txn) saying(s *relState, touched []*assertionState) ([]*Assertion, error) {
	out := make([]*Assertion, 0, len(touched))
	here := map[Ref]bool{}
	for _, a := range touched {
		out = append(out, a.now)
		here[a.now.Ref] = true
	}
	if s.was != nil {
		err := t.storedAssertions(s.now.Ref, func(a *Assertion) {
			if !here[a.Ref] {
				out = append(out, a)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b *Assertion) int { return compareRefs(a.Ref, b.Ref) })
	return out, nil
}

// storedAssertions reads the assertions of a relation as they were before this
// transaction.
func (t *txn) storedAssertions(rel Ref, yield func(*Assertion)) error {
	var bad error
	err := t.w.Scan(prefixRange(keys.Assertions(uint64(rel))), func(c cells.Cell) bool {
		a, err := decodeAssertion(rel, Ref(keys.Last(c.Key)), c.Value)
		if bad = err; err == nil {
			yield(a)
		}
		return err == nil
	})
	return firstError(bad, err)
}

func (t *txn) tallyOf(rel Ref) (*tally, error) {
	if t.made(rel) {
		return &tally{}, nil
	}
	raw, err := t.tx.Get(keys.Tally(uint64(rel)))
	if err == nil {
		return decodeTally(raw)
	}
	if !isNotFound(err) {
		return nil, err
	}
	y := &tally{}
	return y, t.storedAssertions(rel, func(a *Assertion) { y.add(a, 1) })
}
