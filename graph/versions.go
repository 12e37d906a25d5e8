package graph

import "slices"

// wordedIn gives, for each commitment, the held documents that word it: those
// its evidence lies in, and those said to include it; none where none has versions.
func (v *View) wordedIn(commitments []*Node, claims [][]*claim) ([][]*Node, error) {
	var refs []Ref
	for _, n := range commitments {
		if !n.mayBeCompared() {
			continue
		}
		for _, s := range n.evidence() {
			refs = append(refs, s.Doc)
		}
	}
	nodes, err := v.Nodes(refs)
	if err != nil {
		return nil, err
	}
	out := make([][]*Node, len(commitments))
	at := 0
	for i, n := range commitments {
		if !n.mayBeCompared() {
			continue
		}
		add := func(doc *Node) {
			if doc != nil && doc.held() && doc.Visible() && !slices.ContainsFunc(out[i], func(n *Node) bool { return n.Ref == doc.Ref }) {
				out[i] = append(out[i], doc)
			}
		}
		for range n.evidence() {
			add(nodes[at])
			at++
		}
		for _, c := range claims[i] {
			if c.kind == IncludedIn {
				add(c.document)
			}
		}
	}
	return out, nil
}

// pairing is two versions and the commitments that one of them words.
type pairing struct {
	draft, final *Node
	at           []int // of the commitments
}

// mostPairings bounds the pairs of texts that are compared for one level of a
// query.
const mostPairings = 2_000

// pairings lists the versions to compare, each pair once.
func pairings(worded [][]*Node, versions map[Ref][]version) ([]*pairing, error) {
	var out []*pairing
	known := map[[2]Ref]*pairing{}
	for i, docs := range worded {
		for _, doc := range docs {
			for _, w := range versions[doc.Ref] {
				if !w.node.held() {
					continue
				}
				draft, final := doc, w.node
				if w.earlier {
					draft, final = final, draft
				}
				key := [2]Ref{draft.Ref, final.Ref}
				if known[key] == nil {
					known[key] = &pairing{draft: draft, final: final}
					out = append(out, known[key])
				}
				if p := known[key]; !slices.Contains(p.at, i) {
					p.at = append(p.at, i)
				}
			}
		}
	}
	if len(out) > mostPairings {
		return nil, errorf(CodeBudget, "more than %d pairs of versions would have to be compared; ask for fewer commitments", mostPairings)
	}
	return out, nil
}

// compareVersions holds the texts of versions against each other and gives, for
// each commitment, the entries of the later ones.
func (v *View) compareVersions(commitments []*Node, claims [][]*claim, worded [][]*Node, versions map[Ref][]version) ([][]*TextPresence, error) {
	pairs, err := pairings(worded, versions)
	if err != nil {
		return nil, err
	}
	out := make([][]*TextPresence, len(commitments))
	for len(pairs) > 0 {
		n := fitting(pairs)
		if err := v.comparePairs(pairs[:n], commitments, claims, out); err != nil {
			return nil, err
		}
		pairs = pairs[n:]
	}
	return out, nil
}

// fitting is how many of the pairs, at least one, have texts that may be held in
// memory together.
func fitting(pairs []*pairing) int {
	seen, size := map[Ref]bool{}, 0
	for i, p := range pairs {
		for _, n := range []*Node{p.draft, p.final} {
			if !seen[n.Ref] {
				seen[n.Ref] = true
				size += int(n.Document.Bytes)
			}
		}
		if size > textBudget/4 && i > 0 {
			return i
		}
	}
	return len(pairs)
}

func (v *View) comparePairs(pairs []*pairing, commitments []*Node, claims [][]*claim, out [][]*TextPresence) error {
	var docs []*Node
	for _, p := range pairs {
		docs = append(docs, p.draft, p.final)
	}
	texts, err := v.heldTexts(docs)
	if err != nil {
		return err
	}
	words := map[Ref]*wording{}
	wordsOf := func(t heldText) *wording {
		if words[t.doc] == nil {
			words[t.doc] = newWording(t)
		}
		return words[t.doc]
	}
	for i, p := range pairs {
		if err := v.session.stop(); err != nil {
			return err
		}
		if texts[2*i].docText == nil || texts[2*i+1].docText == nil {
			continue
		}
		c := &comparison{draft: p.draft, final: p.final, before: wordsOf(texts[2*i]), after: wordsOf(texts[2*i+1])}
		for _, at := range p.at {
			got, err := c.compare(commitments[at], findClaim(claims[at], p.draft, IncludedIn), findClaim(claims[at], p.final, IncludedIn))
			if err != nil {
				return err
			}
			if got != nil {
				out[at] = append(out[at], got)
			}
		}
	}
	return nil
}

// omittedSources replaces the lists of what documents are said to omit where the
// text may show more: a held document that revises another held one. The list is
// then what Presences finds among the commitments of both, in the same order.
// replaced says whether any was.
func (v *View) omittedSources(srcs []source, finals []*Node, o CommitmentOrder) (replaced bool, err error) {
	drafts, err := v.draftsOf(finals)
	if err != nil {
		return false, err
	}
	var groups [][]*Node
	for i, final := range finals {
		if len(drafts[i]) > 0 {
			groups = append(groups, append([]*Node{final}, drafts[i]...))
		}
	}
	if len(groups) == 0 {
		return false, nil
	}
	found, err := v.commitmentsIn(groups)
	if err != nil {
		return false, err
	}
	var (
		candidates []*Node
		owner      []int
	)
	for i := range finals {
		if len(drafts[i]) == 0 {
			continue
		}
		for _, n := range found[0] {
			candidates, owner = append(candidates, n), append(owner, i)
		}
		found = found[1:]
	}
	presences, err := v.Presences(candidates)
	if err != nil {
		return false, err
	}
	lists := make([][]*Node, len(finals))
	for j, list := range presences {
		i := owner[j]
		if slices.ContainsFunc(list, func(p *TextPresence) bool { return p.Status == Omitted && p.Document.Ref == finals[i].Ref }) {
			lists[i] = append(lists[i], candidates[j])
		}
	}
	for i, nodes := range lists {
		if len(drafts[i]) == 0 {
			continue
		}
		prefixes, err := commitmentKeys(o.Field)(nodes)
		if err != nil {
			return false, err
		}
		srcs[i], replaced = sortedSource(srcs[i].owner, o.Desc, nodes, prefixes), true
	}
	return replaced, nil
}

// draftsOf gives, for each document that is held, the held ones it revises.
func (v *View) draftsOf(finals []*Node) ([][]*Node, error) {
	edges, err := v.Edges(finals, []Want{{RevisionOf, Outgoing}}, mostInList)
	if err != nil {
		return nil, err
	}
	ends := make([][]Ref, len(finals))
	for i, list := range edges {
		ends[i] = others(list, func(Edge) bool { return true })
	}
	nodes, err := v.Nodes(slices.Concat(ends...))
	if err != nil {
		return nil, err
	}
	out := make([][]*Node, len(finals))
	for i, final := range finals {
		for _, n := range nodes[:len(ends[i])] {
			if final.held() && n != nil && n.held() && n.Visible() && n.Ref != final.Ref {
				out[i] = append(out[i], n)
			}
		}
		nodes = nodes[len(ends[i]):]
	}
	return out, nil
}
