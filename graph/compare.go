package graph

import (
	"cmp"
	"slices"

	"onrecord/graph/keys"
	"onrecord/graph/text"
)

// CompareDocuments says what became of commitments between a draft and a final
// text. It looks at every commitment that either document includes (INCLUDED_IN,
// or its words are evidence of it) and at those said to be omitted from the
// final one. Entries speak of the final document, compared with the draft.
//
// When both texts are held they are compared, and the entry is COMPARED:
//
//   - worded in both: PRESENT, or WEAKENED or STRENGTHENED when the claims that
//     each includes it differ in strength, when the claim about the final text
//     says so itself, or when the words say so;
//   - worded in the draft: the likest wording in the final text is looked for
//     (see wording.go; the same words, spelling, case and punctuation aside, are
//     the likest). It is PRESENT there, or WEAKENED or STRENGTHENED when it is
//     worded less or more firmly: "will" has become "could" (see modality.go).
//     When nothing alike is there, or only its opposite, "will not", it is
//     OMITTED, unless the final text is said to include it in words nobody
//     quoted: then nothing can be compared;
//   - worded in the final text: the draft is looked through in the same way;
//     what is not there is ADDED, with the same exception.
//
// Before and After are the two wordings; for a promise that was turned into its
// opposite, After is that opposite.
//
// What is reported is kept beside it, as REPORTED: that the final text includes
// the commitment, where no words of it are quoted, and that it was omitted.
//
// When a text is not held there is only what is reported of the final one.
// Where the strengths reported of the two differ, PRESENT becomes WEAKENED or
// STRENGTHENED. Of a commitment in the draft about whose fate nobody says
// anything, nothing is said.
//
// The entries are in the order of the draft's words, then of the final text's,
// then by id.
func (v *View) CompareDocuments(draft, final *Node) ([]*TextPresence, error) {
	for _, n := range []*Node{draft, final} {
		if n == nil || n.Document == nil {
			return nil, errorf(CodeBadInput, "a draft and a final document are compared; one of the two is no document")
		}
	}
	if draft.Ref == final.Ref {
		return nil, errorf(CodeBadInput, "%s cannot be compared with itself", quoted(draft.ID))
	}
	c := &comparison{draft: draft, final: final}
	texts, err := v.heldTexts([]*Node{draft, final})
	if err != nil {
		return nil, err
	}
	if texts[0].docText != nil && texts[1].docText != nil {
		c.before, c.after = newWording(texts[0]), newWording(texts[1])
	}
	groups, err := v.commitmentsIn([][]*Node{{final, draft}})
	if err != nil {
		return nil, err
	}
	commitments := slices.DeleteFunc(groups[0], func(n *Node) bool { return !n.Visible() })
	claims, err := v.claimsOf(commitments)
	if err != nil {
		return nil, err
	}
	var out []*TextPresence
	for i, n := range commitments {
		got, err := c.judge(n, claims[i])
		if err != nil {
			return nil, err
		}
		out = append(out, got...)
	}
	slices.SortStableFunc(out, func(a, b *TextPresence) int {
		return cmp.Or(comparePlaces(a.Before, b.Before), comparePlaces(a.After, b.After), cmp.Compare(a.Commitment.ID, b.Commitment.ID))
	})
	return out, nil
}

// mostCompared bounds the commitments of two documents.
const mostCompared = 5_000

// commitmentsIn finds, for each group of a document and its earlier versions,
// the commitments that any of them includes by relation, or words, or that the
// first is said to omit.
func (v *View) commitmentsIn(groups [][]*Node) ([][]*Node, error) {
	docs := slices.Concat(groups...)
	edges, err := v.Edges(docs, []Want{{IncludedIn, Incoming}, {OmittedFrom, Incoming}}, mostCompared+1)
	if err != nil {
		return nil, err
	}
	anchors, err := v.anchorsIn(docs)
	if err != nil {
		return nil, err
	}
	refs := make([][]Ref, len(groups))
	at := 0
	for g, group := range groups {
		for i := range group {
			refs[g] = append(refs[g], others(edges[at], func(e Edge) bool { return i == 0 || e.Type == IncludedIn })...)
			for _, a := range anchors[at] {
				if a.class == keys.ClassNode {
					refs[g] = append(refs[g], a.ref)
				}
			}
			at++
		}
	}
	nodes, err := v.Nodes(slices.Concat(refs...))
	if err != nil {
		return nil, err
	}
	out := make([][]*Node, len(groups))
	for g := range groups {
		seen := map[Ref]bool{}
		for _, n := range nodes[:len(refs[g])] {
			if n != nil && n.Kind == Commitment && !seen[n.Ref] {
				seen[n.Ref] = true
				out[g] = append(out[g], n)
			}
		}
		nodes = nodes[len(refs[g]):]
		if len(out[g]) > mostCompared {
			return nil, errorf(CodeBudget, "more than %d commitments stand in %s and its earlier versions", mostCompared, quoted(groups[g][0].ID))
		}
	}
	return out, nil
}

// comparison is the comparing of two documents; before and after are nil unless
// both texts are held.
type comparison struct {
	draft, final  *Node
	before, after *wording
}

// judge gives the entries of one commitment.
func (c *comparison) judge(n *Node, claims []*claim) ([]*TextPresence, error) {
	inDraft, inFinal := findClaim(claims, c.draft, IncludedIn), findClaim(claims, c.final, IncludedIn)
	var out []*TextPresence
	if c.before != nil {
		p, err := c.compare(n, inDraft, inFinal)
		if err != nil {
			return nil, err
		}
		if p != nil {
			out = append(out, p)
		}
	}
	if inFinal != nil && (c.before == nil || !liesIn(inFinal.evidence(), c.final)) {
		p := c.reported(n, inDraft, inFinal)
		if p.Status == Present {
			p.Status = firmness(inDraft.strength(), inFinal.strength())
		}
		out = append(out, p)
	}
	if omitted := findClaim(claims, c.final, OmittedFrom); omitted != nil {
		out = append(out, c.reported(n, inDraft, omitted))
	}
	return out, nil
}

// reported is the entry of what a claim says of the final document.
func (c *comparison) reported(n *Node, inDraft, about *claim) *TextPresence {
	p := &TextPresence{
		Commitment: n, Document: c.final, ComparedWith: c.draft, Basis: Reported,
		Status: about.status(), Strength: about.strength(), Evidence: about.evidence(),
		Before: firstSpan(wordingOf(n, inDraft, c.draft)),
	}
	if about.kind == IncludedIn {
		p.After = firstSpan(wordingOf(n, about, c.final))
	}
	if about.compared(c.draft) {
		p.Basis = Compared
	}
	return p
}

// compare holds the two wordings against each other; nil when there is nothing
// to compare.
func (c *comparison) compare(n *Node, inDraft, inFinal *claim) (*TextPresence, error) {
	was, is := wordingOf(n, inDraft, c.draft), wordingOf(n, inFinal, c.final)
	p := &TextPresence{
		Commitment: n, Document: c.final, ComparedWith: c.draft, Basis: Compared, Status: Present,
		Before: firstSpan(was), After: firstSpan(is), Strength: inFinal.strength(),
		Evidence: append(slices.Clone(was), is...),
	}
	switch {
	case len(was) > 0 && len(is) > 0:
		p.Status = firmness(inDraft.strength(), inFinal.strength())
		if inFinal != nil && p.Status == Present && (inFinal.status() == Weakened || inFinal.status() == Strengthened) {
			p.Status = inFinal.status()
		}
		return p, c.weigh(p, was[0], is[0])
	case len(was) > 0:
		r, err := c.after.find(was, c.before)
		switch {
		case err != nil || inFinal != nil && (r == nil || r.status == Omitted):
			return nil, err
		case r == nil:
			p.Status = Omitted
			return p, nil
		}
		p.Status = r.status
		return p, c.quote(p, r.before, r.after)
	case len(is) > 0:
		r, err := c.before.find(is, c.after)
		switch {
		case err != nil || inDraft != nil && (r == nil || r.status == Omitted):
			return nil, err
		case r == nil:
			p.Status = Added
			return p, nil
		}
		p.Status = backwards[r.status]
		return p, c.quote(p, r.after, r.before)
	}
	return nil, nil
}

// backwards is what became of a promise when the later wording was looked for in
// the earlier text.
var backwards = map[TextStatus]TextStatus{Present: Present, Weakened: Strengthened, Strengthened: Weakened, Omitted: Added}

// weigh looks at how two passages that are both evidence are worded, where the
// claims leave that open.
func (c *comparison) weigh(p *TextPresence, was, is Span) error {
	if p.Status != Present {
		return nil
	}
	before, err := c.before.passage(text.Span{Start: int(was.Start), End: int(was.End)})
	if err != nil {
		return err
	}
	after, err := c.after.passage(text.Span{Start: int(is.Start), End: int(is.End)})
	if err != nil {
		return err
	}
	r := before.against(after)
	if r == nil || r.status == Present {
		return nil
	}
	p.Status = r.status
	return c.quote(p, r.before, r.after)
}

// quote shows both wordings, and adds them to the evidence.
func (c *comparison) quote(p *TextPresence, before, after text.Span) error {
	was, err := c.before.span(before)
	if err != nil {
		return err
	}
	is, err := c.after.span(after)
	if err != nil {
		return err
	}
	if p.Before == nil || p.Status != Present {
		p.Before = &was
	}
	if p.After == nil || p.Status != Present {
		p.After = &is
	}
	addSpans(&p.Evidence, []Span{was, is})
	return nil
}

// firmness compares two strengths; one that is not known changes nothing.
func firmness(was, is Strength) TextStatus {
	before, after := slices.Index(strengths, was), slices.Index(strengths, is)
	switch {
	case before < 0 || after < 0 || before == after:
		return Present
	case before < after:
		return Weakened
	}
	return Strengthened
}

func comparePlaces(a, b *Span) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}
