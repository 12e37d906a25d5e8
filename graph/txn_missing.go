package graph

import (
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// This file makes commitments show which kinds of documents are said to omit
// them, and whether a document that words them, or is said to have or lack them,
// has versions to compare. It follows their relations, and what becomes of those
// documents.

// refreshMissing does so for the commitments that this transaction touched, and
// for those of documents that count otherwise than before.
func (t *txn) refreshMissing() error {
	var commitments, documents []Ref
	for ref, s := range t.nodes {
		switch {
		case s.now.Commitment != nil && (t.claimed[ref] || s.was == nil || !slices.Equal(s.was.evidence(), s.now.evidence())):
			commitments = append(commitments, ref)
		case s.now.Document != nil && (t.revised[ref] || s.was != nil && (s.was.Document.Kind != s.now.Document.Kind ||
			s.was.MergedInto != s.now.MergedInto || !slices.Equal(s.was.Members, s.now.Members))):
			documents = append(documents, ref)
		}
	}
	slices.Sort(documents)
	touched := map[Ref]bool{}
	for _, ref := range commitments {
		touched[ref] = true
	}
	m := &missingReader{t: t, counts: map[Ref]bool{}}
	for _, ref := range documents {
		if err := m.touchedBy(ref, touched); err != nil {
			return err
		}
	}
	for _, ref := range sortedRefs(touched) {
		if err := m.redraw(ref); err != nil {
			return err
		}
	}
	return nil
}

// missingReader reads what commitments show of documents.
type missingReader struct {
	t      *txn
	counts map[Ref]bool // whether a document is related to a version
}

// redraw makes a commitment show what its visible relations and its evidence
// come to.
func (m *missingReader) redraw(ref Ref) error {
	n, err := m.t.node(ref)
	if err != nil || n.now.Commitment == nil {
		return err
	}
	omitted, err := m.t.visibleOf(ref, keys.Out, OmittedFrom)
	if err != nil {
		return err
	}
	included, err := m.t.visibleOf(ref, keys.Out, IncludedIn)
	if err != nil {
		return err
	}
	n.now.Commitment.Missing, n.now.Commitment.Versioned, err = missingFrom(m, n.now, omitted, included)
	return err
}

// documentReader reads documents, as the ones they became, with whether any that
// became one with them has versions.
type documentReader interface {
	document(ref Ref) (n *Node, versioned bool, err error)
}

// missingFrom is what a commitment shows of documents: the kinds of those that
// omit it, and whether there are versions to compare.
func missingFrom(r documentReader, n *Node, omitted, included []end) (kinds KindSet, versioned bool, err error) {
	look := func(ref Ref, omits bool) error {
		doc, has, err := r.document(ref)
		if err != nil || doc == nil || doc.Document == nil {
			return err
		}
		versioned = versioned || has
		if omits {
			kinds |= kindsOf(doc.Document.Kind)
		}
		return nil
	}
	for _, e := range omitted {
		if err := look(e.other, true); err != nil {
			return 0, false, err
		}
	}
	for _, e := range included {
		if err := look(e.other, false); err != nil {
			return 0, false, err
		}
	}
	last := Ref(0)
	for _, s := range n.evidence() {
		if s.Doc == last { // most have all of it in one
			continue
		}
		last = s.Doc
		if err := look(last, false); err != nil {
			return 0, false, err
		}
	}
	return kinds, versioned, nil
}

// document implements documentReader.
func (m *missingReader) document(ref Ref) (*Node, bool, error) {
	s, err := m.t.survivor(ref)
	if err != nil {
		return nil, false, err
	}
	for _, one := range s.now.refs() {
		has, err := m.revised(one)
		if err != nil || has {
			return s.now, has, err
		}
	}
	return s.now, false, nil
}

// revised says whether a document is related to a version after this
// transaction, by what is counted of it.
func (m *missingReader) revised(ref Ref) (bool, error) {
	if has, known := m.counts[ref]; known {
		return has, nil
	}
	all, err := m.t.countsOf(ref)
	if err != nil {
		return false, err
	}
	m.counts[ref] = all.have(ruleOf(RevisionOf).Code)
	return m.counts[ref], nil
}

// survivor is the node that a number leads to after this transaction.
func (t *txn) survivor(ref Ref) (*nodeState, error) {
	s, err := t.node(ref)
	for err == nil && s.now.MergedInto != 0 {
		s, err = t.node(s.now.MergedInto)
	}
	return s, err
}

// touchedBy adds the commitments that a document, and those that are one with
// it, bear upon. What this transaction says of them is in hand.
func (m *missingReader) touchedBy(doc Ref, touched map[Ref]bool) error {
	s, err := m.t.survivor(doc)
	if err != nil {
		return err
	}
	for _, ref := range s.now.refs() {
		if m.t.made(ref) {
			continue
		}
		for _, typ := range []RelationType{OmittedFrom, IncludedIn} {
			ends, err := m.t.visibleOf(ref, keys.In, typ)
			if err != nil {
				return err
			}
			for _, e := range ends {
				touched[e.other] = true
			}
		}
		if err := m.anchoredIn(ref, touched); err != nil {
			return err
		}
	}
	return nil
}

// anchoredIn adds the stored commitments whose evidence lies in a document.
func (m *missingReader) anchoredIn(doc Ref, touched map[Ref]bool) error {
	const atOnce = 512
	var (
		refs []Ref
		ks   [][]byte
		bad  error
	)
	look := func() error {
		got, err := m.t.w.GetMany(ks)
		for i, c := range got {
			if len(c.Value) > 0 && fromCode(nodeKinds, c.Value[0]) == Commitment {
				touched[refs[i]] = true
			}
		}
		refs, ks = refs[:0], ks[:0]
		return err
	}
	err := m.t.w.Scan(prefixRange(keys.Positions(uint64(doc))), func(c cells.Cell) bool {
		_, _, _, class, n, ok := keys.ParsePosition(c.Key)
		if !ok {
			bad = corrupt("a position key is malformed")
		} else if class == keys.ClassNode {
			refs, ks = append(refs, Ref(n)), append(ks, keys.Node(n))
			if len(ks) == atOnce {
				bad = look()
			}
		}
		return bad == nil
	})
	return firstError(bad, err, look())
}
