package graph

import (
	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/graph/text"
)

// anchor is one span of a document that something is evidence of, in the order
// of the text.
type anchor struct {
	doc      Ref
	from, to uint32
	class    byte
	ref      Ref // of the node, assertion or fact
	owner    Ref // an assertion's relation, a fact's node
}

// mostAnchors bounds how many spans of one document are read at once.
const mostAnchors = 100_000

// anchorsIn reads everything that is anchored in documents, in one round trip.
func (v *View) anchorsIn(docs []*Node) ([][]anchor, error) {
	var (
		ranges []cells.Range
		owner  []int
	)
	for i, n := range docs {
		for _, ref := range n.refs() {
			rg := prefixRange(keys.Positions(uint64(ref)))
			rg.Limit = mostAnchors + 1
			ranges, owner = append(ranges, rg), append(owner, i)
		}
	}
	got, err := v.cells.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	out := make([][]anchor, len(docs))
	for j, list := range got {
		if len(list) > mostAnchors {
			return nil, errorf(CodeBudget, "more than %d spans of %s are evidence; page through its annotations instead", mostAnchors, quoted(docs[owner[j]].ID))
		}
		for _, c := range list {
			a, err := anchorOf(c)
			if err != nil {
				return nil, err
			}
			out[owner[j]] = append(out[owner[j]], a)
		}
	}
	return out, nil
}

// mostKeptAnchors bounds how many spans of one document are kept.
const mostKeptAnchors = 512

// anchorList is what is kept of a document: its nodes' anchors, if all that is
// anchored in it are not too many.
type anchorList struct {
	many bool
	list []anchor
}

// nodeAnchors gives the anchors of the nodes in documents, where those are kept
// or can be.
func (r *recall) nodeAnchors(docs []Ref) (map[Ref]*anchorList, error) {
	out := make(map[Ref]*anchorList, len(docs))
	if r.kept == nil {
		return out, nil
	}
	var (
		ranges  []cells.Range
		missing []Ref
	)
	for _, doc := range docs {
		if _, seen := out[doc]; seen {
			continue
		}
		kept, ok := known[*anchorList](r, keptKey(keptAnchors, doc))
		if out[doc] = kept; !ok {
			rg := prefixRange(keys.Positions(uint64(doc)))
			rg.Limit = mostKeptAnchors + 1
			ranges, missing = append(ranges, rg), append(missing, doc)
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	got, err := r.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	for i, found := range got {
		l := &anchorList{many: len(found) > mostKeptAnchors}
		for _, c := range found {
			a, err := anchorOf(c)
			if err != nil {
				return nil, err
			}
			if a.class == keys.ClassNode && !l.many {
				l.list = append(l.list, a)
			}
		}
		out[missing[i]] = l
		r.keep(keptKey(keptAnchors, missing[i]), l, 64+48*len(l.list))
	}
	return out, nil
}

func anchorOf(c cells.Cell) (anchor, error) {
	doc, from, to, class, n, ok := keys.ParsePosition(c.Key)
	if !ok {
		return anchor{}, corrupt("a position key is malformed")
	}
	a := anchor{doc: Ref(doc), from: from, to: to, class: class, ref: Ref(n), owner: Ref(n)}
	if class != keys.ClassNode {
		owner, ok := keys.ParseOwnerValue(c.Value)
		if !ok {
			return anchor{}, corrupt("a position names no owner")
		}
		a.owner = Ref(owner)
	}
	return a, nil
}

// anchored is what an anchor leads to, as far as the view shows it. Exactly one
// of Node and Relation is set, or none when it is hidden.
type anchored struct {
	node     *Node
	relation *Relation
	span     Span
}

// anchorTargets loads what anchors lead to: the statement or commitment, the
// relation of an assertion, the node of a fact. What was rejected or retracted
// leads nowhere, and neither does what hangs on it.
func (v *View) anchorTargets(anchors []anchor) ([]anchored, error) {
	nodeRefs, relRefs := make([]Ref, len(anchors)), make([]Ref, len(anchors))
	ks := make([][]byte, len(anchors))
	for i, a := range anchors {
		switch a.class {
		case keys.ClassAssertion:
			relRefs[i], ks[i] = a.owner, keys.Assertion(uint64(a.owner), uint64(a.ref))
		case keys.ClassFact:
			nodeRefs[i], ks[i] = a.owner, keys.Fact(uint64(a.owner), uint64(a.ref))
		default:
			nodeRefs[i], ks[i] = a.ref, keys.Node(uint64(a.ref))
		}
	}
	records, err := v.cells.GetMany(ks)
	if err != nil {
		return nil, err
	}
	nodes, err := v.Nodes(nodeRefs)
	if err != nil {
		return nil, err
	}
	relations, err := v.relationsOnce(relRefs)
	if err != nil {
		return nil, err
	}
	out := make([]anchored, len(anchors))
	for i, a := range anchors {
		if records[i].Key == nil {
			return nil, corrupt("what is anchored at byte %d of document %d is not there", a.from, a.doc)
		}
		spans, shown, err := evidenceOf(a, records[i].Value)
		if err != nil {
			return nil, err
		}
		if !shown {
			continue
		}
		out[i] = anchored{span: spanOf(a, spans)}
		if n := nodes[i]; n != nil && n.Visible() {
			out[i].node = n
		}
		if r := relations[a.owner]; a.class == keys.ClassAssertion && r != nil && v.relationHolds(r) {
			out[i].relation = r
		}
	}
	return out, nil
}

// relationsOnce reads relations by number, each once.
func (v *View) relationsOnce(refs []Ref) (map[Ref]*Relation, error) {
	unique, _ := distinct(refs)
	got, err := v.Relations(unique)
	if err != nil {
		return nil, err
	}
	out := make(map[Ref]*Relation, len(unique))
	for i, r := range unique {
		out[r] = got[i]
	}
	return out, nil
}

// evidenceOf reads the spans of an anchored record and whether it is shown.
func evidenceOf(a anchor, record []byte) ([]Span, bool, error) {
	switch a.class {
	case keys.ClassAssertion:
		x, err := decodeAssertion(a.owner, a.ref, record)
		if err != nil {
			return nil, false, err
		}
		return x.Evidence, x.Visible(), nil
	case keys.ClassFact:
		x, err := decodeFact(a.owner, a.ref, record)
		if err != nil {
			return nil, false, err
		}
		return x.Evidence, x.Visible(), nil
	}
	n, err := decodeNode(a.ref, record)
	if err != nil {
		return nil, false, err
	}
	return n.evidence(), n.Visible(), nil
}

// spanOf finds the anchor's span among the evidence of its record.
func spanOf(a anchor, spans []Span) Span {
	for _, s := range spans {
		if s.Doc == a.doc && s.Start == a.from && s.End == a.to {
			return s
		}
	}
	return Span{Doc: a.doc, Start: a.from, End: a.to}
}

// heldText is a document's text with the number it is stored under: a merge may
// have put another name over it.
type heldText struct {
	*docText
	doc Ref
}

// heldTexts reads the texts of documents; one that is not held, or was
// redacted, has none.
func (v *View) heldTexts(docs []*Node) ([]heldText, error) {
	var refs []Ref
	for _, n := range docs {
		refs = append(refs, n.refs()...)
	}
	stored, err := loadNodes(v.cells, refs)
	if err != nil {
		return nil, err
	}
	var shas [][32]byte
	for _, n := range stored {
		if n != nil && n.held() {
			shas = append(shas, n.Document.TextSHA256)
		}
	}
	texts, err := v.session.texts.load(v.session.snap, shas)
	if err != nil {
		return nil, err
	}
	out := make([]heldText, len(docs))
	at := 0
	for i, n := range docs {
		for range n.refs() {
			if s := stored[at]; s != nil && s.held() && out[i].docText == nil {
				out[i] = heldText{texts[s.Document.TextSHA256], s.Ref}
			}
			at++
		}
	}
	return out, nil
}

// span makes evidence of a place in the text.
func (t heldText) span(s text.Span) (Span, error) {
	from, to, err := t.index.RuneSpan(t.text, s)
	if err != nil {
		return Span{}, corrupt("a span of document %d: %v", t.doc, err)
	}
	return Span{
		Doc: t.doc, Start: uint32(s.Start), End: uint32(s.End),
		RuneStart: uint32(from), RuneEnd: uint32(to), Sum: sumOf(s.In(t.text)),
	}, nil
}
