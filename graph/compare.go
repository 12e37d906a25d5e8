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
//     each includes it differ in strength, or when the claim about the final
//     text says so itself;
//   - worded in the draft: PRESENT when the same words stand in the final text
//     (spelling, case and punctuation aside), with the place; otherwise OMITTED,
//     unless the final text is said to include it in words nobody quoted: then
//     nothing can be compared;
//   - worded in the final text: PRESENT when the same words stand in the draft;
//     otherwise ADDED, with the same exception.
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
	commitments, err := v.commitmentsIn(draft, final)
	if err != nil {
		return nil, err
	}
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

// commitmentsIn finds the visible commitments that the two documents include or
// omit by relation, or word.
func (v *View) commitmentsIn(draft, final *Node) ([]*Node, error) {
	docs := []*Node{draft, final}
	edges, err := v.Edges(docs, []Want{{IncludedIn, Incoming}, {OmittedFrom, Incoming}}, mostCompared+1)
	if err != nil {
		return nil, err
	}
	anchors, err := v.anchorsIn(docs)
	if err != nil {
		return nil, err
	}
	var refs []Ref
	for i := range docs {
		for _, e := range edges[i] {
			if i == 1 || e.Type == IncludedIn {
				refs = append(refs, e.Other)
			}
		}
		for _, a := range anchors[i] {
			if a.class == keys.ClassNode {
				refs = append(refs, a.ref)
			}
		}
	}
	nodes, err := v.Nodes(refs)
	if err != nil {
		return nil, err
	}
	var out []*Node
	seen := map[Ref]bool{}
	for _, n := range nodes {
		if n != nil && n.Kind == Commitment && n.Visible() && !seen[n.Ref] {
			seen[n.Ref] = true
			out = append(out, n)
		}
	}
	if len(out) > mostCompared {
		return nil, errorf(CodeBudget, "more than %d commitments stand in the two documents", mostCompared)
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
	var err error
	switch {
	case len(was) > 0 && len(is) > 0:
		p.Status = firmness(inDraft.strength(), inFinal.strength())
		if inFinal != nil && p.Status == Present && (inFinal.status() == Weakened || inFinal.status() == Strengthened) {
			p.Status = inFinal.status()
		}
	case len(was) > 0:
		if p.After, err = c.after.find(was, c.before); p.After != nil {
			p.Evidence = append(p.Evidence, *p.After)
		} else if p.Status = Omitted; inFinal != nil {
			return nil, err
		}
	case len(is) > 0:
		if p.Before, err = c.before.find(is, c.after); p.Before != nil {
			p.Evidence = append([]Span{*p.Before}, p.Evidence...)
		} else if p.Status = Added; inDraft != nil {
			return nil, err
		}
	default:
		return nil, nil
	}
	return p, err
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

// wording is a text in words, to find those of another text in.
type wording struct {
	heldText
	words []text.Token
	at    map[string][]int // where a word stands
}

func newWording(t heldText) *wording {
	w := &wording{heldText: t, words: slices.Collect(text.Tokens(t.text)), at: map[string][]int{}}
	for i, t := range w.words {
		w.at[t.Text] = append(w.at[t.Text], i)
	}
	return w
}

// find looks for the words at all of the spans of another text and gives the
// place of the first span's; nil when some of them do not stand here.
func (w *wording) find(spans []Span, other *wording) (*Span, error) {
	var first *text.Span
	for _, s := range spans {
		there := text.Span{Start: int(s.Start), End: int(s.End)}
		if err := there.Check(other.text); err != nil {
			return nil, corrupt("evidence at bytes %d to %d is not within its document", s.Start, s.End)
		}
		place := w.locate(slices.Collect(text.Tokens(there.In(other.text))))
		if place == nil {
			return nil, nil
		}
		if first == nil {
			first = place
		}
	}
	span, err := w.span(*first)
	return &span, err
}

// locate finds a run of words. It tries the places of its rarest one.
func (w *wording) locate(words []text.Token) *text.Span {
	if len(words) == 0 {
		return nil
	}
	rare := 0
	for i, t := range words {
		if len(w.at[t.Text]) < len(w.at[words[rare].Text]) {
			rare = i
		}
	}
	for _, at := range w.at[words[rare].Text] {
		from := at - rare
		if from < 0 || from+len(words) > len(w.words) {
			continue
		}
		here := w.words[from : from+len(words)]
		if slices.EqualFunc(here, words, func(a, b text.Token) bool { return a.Text == b.Text }) {
			return &text.Span{Start: here[0].Span.Start, End: here[len(here)-1].Span.End}
		}
	}
	return nil
}
