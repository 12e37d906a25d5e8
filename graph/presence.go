package graph

import (
	"cmp"
	"slices"
)

// TextPresence says what became of a commitment in one document, and on what
// grounds.
//
// Basis is COMPARED when the document itself is held and the claim's evidence
// lies in it; an omission, of which the document shows nothing, is COMPARED
// when the document and the version it is compared with are both held and the
// evidence lies in either. Everything else is REPORTED: some third document
// says so.
type TextPresence struct {
	Commitment *Node
	Document   *Node
	Status     TextStatus
	Basis      Basis
	// ComparedWith is the other version: for OMITTED, WEAKENED and
	// STRENGTHENED a version (REVISION_OF, either way) that includes the
	// commitment, the earlier one if there is a choice; for ADDED the version
	// that the document revises and that does not include it.
	ComparedWith *Node
	Before       *Span // the words in ComparedWith
	After        *Span // the words in Document
	Strength     Strength
	Evidence     []Span
}

// claim is what is asserted of a commitment and a document by one type of
// relation: INCLUDED_IN or OMITTED_FROM.
type claim struct {
	document   *Node
	kind       RelationType
	relations  []Ref
	assertions []*Assertion
}

// Presences reads what became of commitments in documents. First comes what is
// claimed: one entry for each document and type of relation, those that include
// it first, by the date of the document. A document that is said both to include
// and to omit it has two. Then comes what the texts show: where a document words
// the commitment, and it and a version of it, one step of REVISION_OF away, are
// both held, the two are compared as CompareDocuments does, and the entry speaks
// of the later one. That a document includes the commitment in words of its own
// is said once, by the comparison if it found a change.
func (v *View) Presences(commitments []*Node) ([][]*TextPresence, error) {
	claims, err := v.claimsOf(commitments)
	if err != nil {
		return nil, err
	}
	worded, err := v.wordedIn(commitments, claims)
	if err != nil {
		return nil, err
	}
	versions, err := v.versionsOf(commitments, claims, worded)
	if err != nil {
		return nil, err
	}
	found, err := v.compareVersions(commitments, claims, worded, versions)
	if err != nil {
		return nil, err
	}
	out := make([][]*TextPresence, len(commitments))
	for i, list := range claims {
		for _, c := range list {
			if p := c.presence(commitments[i], list, versions); !p.toldBy(found[i], c) {
				out[i] = append(out[i], p)
			}
		}
		for _, p := range found[i] {
			if p.Status != Present || findClaim(list, p.Document, IncludedIn) == nil {
				out[i] = append(out[i], p)
			}
		}
	}
	return out, nil
}

// toldBy: the entry of a claim that rests on the texts is told by a comparison
// of them, when that comes to something else than PRESENT.
func (p *TextPresence) toldBy(found []*TextPresence, c *claim) bool {
	return p.Basis == Compared && slices.ContainsFunc(found, func(f *TextPresence) bool {
		return f.Document.Ref == p.Document.Ref && f.Status != Present && (f.Status == Omitted) == (c.kind == OmittedFrom) &&
			(p.ComparedWith == nil || p.ComparedWith.Ref == f.ComparedWith.Ref)
	})
}

// claimsOf reads the visible INCLUDED_IN and OMITTED_FROM of commitments, those
// of merged documents together.
func (v *View) claimsOf(commitments []*Node) ([][]*claim, error) {
	edges, err := v.Edges(commitments, []Want{{IncludedIn, Outgoing}, {OmittedFrom, Outgoing}}, mostInList)
	if err != nil {
		return nil, err
	}
	var docs, rels []Ref
	for _, list := range edges {
		for _, e := range list {
			docs, rels = append(docs, e.Other), append(rels, e.Relation)
		}
	}
	nodes, err := v.Nodes(docs)
	if err != nil {
		return nil, err
	}
	assertions, err := v.Assertions(rels, false)
	if err != nil {
		return nil, err
	}
	out := make([][]*claim, len(commitments))
	at := 0
	for i, list := range edges {
		for _, e := range list {
			if doc := nodes[at]; doc != nil && doc.Document != nil && doc.Visible() {
				c := claimOn(&out[i], doc, e.Type)
				c.relations = append(c.relations, e.Relation)
				c.assertions = append(c.assertions, assertions[at]...)
			}
			at++
		}
		for _, c := range out[i] {
			c.assertions = acceptedOr(c.assertions)
		}
	}
	return out, nil
}

// acceptedOr keeps the accepted assertions where there are any: what waits for
// review adds neither a status nor words to what was accepted.
func acceptedOr(all []*Assertion) []*Assertion {
	waits := func(a *Assertion) bool { return a.Review != Accepted }
	if !slices.ContainsFunc(all, func(a *Assertion) bool { return !waits(a) }) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), waits)
}

func claimOn(list *[]*claim, doc *Node, kind RelationType) *claim {
	if c := findClaim(*list, doc, kind); c != nil {
		return c
	}
	c := &claim{document: doc, kind: kind}
	*list = append(*list, c)
	return c
}

func findClaim(list []*claim, doc *Node, kind RelationType) *claim {
	for _, c := range list {
		if c.kind == kind && c.document.Ref == doc.Ref {
			return c
		}
	}
	return nil
}

// version is a document that another one revises or is revised by.
type version struct {
	node    *Node
	earlier bool
}

// versionsOf reads the versions of every document that is claimed of or words a
// commitment, where the commitment's record does not say that there are none.
func (v *View) versionsOf(commitments []*Node, claims [][]*claim, worded [][]*Node) (map[Ref][]version, error) {
	var docs []*Node
	seen := map[Ref]bool{}
	add := func(n *Node) {
		if !seen[n.Ref] {
			seen[n.Ref] = true
			docs = append(docs, n)
		}
	}
	for i, list := range claims {
		if !commitments[i].mayBeCompared() {
			continue
		}
		for _, c := range list {
			add(c.document)
		}
		for _, n := range worded[i] {
			add(n)
		}
	}
	edges, err := v.Edges(docs, []Want{{RevisionOf, Both}}, mostInList)
	if err != nil {
		return nil, err
	}
	ends, err := v.endsOf(edges)
	if err != nil {
		return nil, err
	}
	out := map[Ref][]version{}
	for i, list := range edges {
		for j, e := range list {
			if n := ends[i][j]; n != nil && n.Document != nil && n.Visible() && n.Ref != docs[i].Ref {
				out[docs[i].Ref] = append(out[docs[i].Ref], version{n, e.Direction == Outgoing})
			}
		}
		// Earlier versions first; otherwise in the order of the edges.
		slices.SortStableFunc(out[docs[i].Ref], func(a, b version) int {
			return cmp.Compare(boolRank(!a.earlier), boolRank(!b.earlier))
		})
	}
	return out, nil
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// leading is the assertion that decides where several disagree: an accepted
// one before others, a document's own voice before what somebody claims, then
// the newest.
func (c *claim) leading() *Assertion {
	return slices.MaxFunc(c.assertions, func(a, b *Assertion) int {
		return cmp.Or(
			cmp.Compare(boolRank(a.Review == Accepted), boolRank(b.Review == Accepted)),
			cmp.Compare(boolRank(a.AccordingTo == 0), boolRank(b.AccordingTo == 0)),
			cmp.Compare(a.Ref, b.Ref),
		)
	})
}

func (c *claim) status() TextStatus {
	if c.kind == OmittedFrom {
		return Omitted
	}
	if s := c.valueOf(func(a *Assertion) string { return string(a.TextStatus) }); s != "" {
		return TextStatus(s)
	}
	return Present
}

func (c *claim) strength() Strength {
	return Strength(c.valueOf(func(a *Assertion) string { return string(a.Strength) }))
}

// valueOf gives a value of the leading assertion that has one.
func (c *claim) valueOf(value func(*Assertion) string) string {
	if c == nil {
		return ""
	}
	having := &claim{}
	for _, a := range c.assertions {
		if value(a) != "" {
			having.assertions = append(having.assertions, a)
		}
	}
	if len(having.assertions) == 0 {
		return ""
	}
	return value(having.leading())
}

func (c *claim) evidence() []Span {
	var out []Span
	if c == nil {
		return nil
	}
	for _, a := range c.assertions {
		addSpans(&out, a.Evidence)
	}
	return out
}

// presence is the entry of one claim; all are the claims on the same
// commitment.
func (c *claim) presence(commitment *Node, all []*claim, versions map[Ref][]version) *TextPresence {
	p := &TextPresence{
		Commitment: commitment, Document: c.document, Status: c.status(), Basis: Reported,
		Strength: c.strength(), Evidence: c.evidence(),
	}
	for _, w := range versions[c.document.Ref] {
		included := findClaim(all, w.node, IncludedIn) != nil
		if p.Status == Added && w.earlier && !included || p.Status != Added && p.Status != Present && included {
			p.ComparedWith = w.node
			break
		}
	}
	if p.ComparedWith != nil {
		p.Before = firstSpan(wordingOf(commitment, findClaim(all, p.ComparedWith, IncludedIn), p.ComparedWith))
	}
	if c.kind == IncludedIn {
		p.After = firstSpan(wordingOf(commitment, c, c.document))
	}
	if c.compared(p.ComparedWith) {
		p.Basis = Compared
	}
	return p
}

func (c *claim) compared(with *Node) bool {
	here := c.document.held() && liesIn(c.evidence(), c.document)
	if c.kind == IncludedIn {
		return here
	}
	return with != nil && c.document.held() && with.held() && (here || liesIn(c.evidence(), with))
}

func liesIn(spans []Span, doc *Node) bool { return len(spansIn(spans, doc)) > 0 }

// held: the text is there, or was before it was redacted.
func (n *Node) held() bool { return n.Document != nil && n.Document.Holding == Held }

// spansIn are those of the spans that lie in a document.
func spansIn(spans []Span, doc *Node) []Span {
	var out []Span
	refs := doc.refs()
	for _, s := range spans {
		if slices.Contains(refs, s.Doc) {
			out = append(out, s)
		}
	}
	return out
}

// wordingOf is where a document words a commitment: the commitment's own evidence
// in it, else that of the claim that it is included.
func wordingOf(commitment *Node, c *claim, doc *Node) []Span {
	if own := spansIn(commitment.evidence(), doc); len(own) > 0 {
		return own
	}
	return spansIn(c.evidence(), doc)
}

func firstSpan(spans []Span) *Span {
	if len(spans) == 0 {
		return nil
	}
	return &spans[0]
}
