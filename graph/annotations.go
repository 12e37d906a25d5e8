package graph

import (
	"onrecord/graph/keys"
)

// Annotation is one span of a document with what it is evidence of: a statement
// or commitment, the node of a fact, or a relation. Exactly one of Node and
// Relation is set.
type Annotation struct {
	Span     Span
	Node     *Node
	Relation *Relation
}

// Annotations reads, for each document, one page of everything that is anchored
// in it, in the order of the text: by where a span begins, then where it ends,
// then facts, nodes and relations. What was rejected or retracted is left out.
func (v *View) Annotations(docs []*Node, p Page) ([]*Connection[Annotation], error) {
	pinned, err := v.forPage(p)
	if err != nil {
		return nil, err
	}
	if docs, err = pinned.owners(docs, v); err != nil {
		return nil, err
	}
	v = pinned
	srcs := make([]source, len(docs))
	for i, n := range docs {
		if n == nil || n.Document == nil {
			return nil, errorf(CodeBadInput, "annotations are of documents")
		}
		srcs[i] = source{owner: n.ID, whole: true}
		// Texts have less than 16 MiB, so that the first byte of an offset is
		// zero: what follows it has the size that lists expect of a tail.
		for _, ref := range n.refs() {
			srcs[i].groups = append(srcs[i].groups, [][]byte{append(keys.Positions(uint64(ref)), 0)})
		}
	}
	return readPages(v, srcs, p, v.fingerprintOf("annotations"), acceptAnnotations)
}

// acceptAnnotations loads what the entries of position indexes lead to.
func acceptAnnotations(v *View, items []item) ([]*Annotation, error) {
	anchors := make([]anchor, len(items))
	for i, it := range items {
		var err error
		if anchors[i], err = anchorOf(*it.cell); err != nil {
			return nil, err
		}
	}
	targets, err := v.anchorTargets(anchors)
	if err != nil {
		return nil, err
	}
	out := make([]*Annotation, len(items))
	for i, t := range targets {
		if t.node != nil || t.relation != nil {
			out[i] = &Annotation{Span: t.span, Node: t.node, Relation: t.relation}
		}
	}
	return out, nil
}
