package ingest

import (
	"strings"

	"onrecord/graph"
)

// proposal is what an extractor found, on its way through the gate.
type proposal struct {
	draft    *graph.Draft
	known    *graph.View
	was      map[string][]int // where the parts that are left stood at first, by list
	rejected []Problem
}

// propose makes a proposal of an extractor's draft: everything in it is
// EXTRACTED and PENDING, and can add to what is known but not change it.
func propose(d *graph.Draft, doc graph.DocumentDraft, known *graph.View) (*proposal, error) {
	d.Origin, d.Review, d.Explicit = graph.Extracted, graph.Pending, false
	p := &proposal{draft: d, known: known}
	p.pend()
	p.documents(doc)
	for i := range d.Merges {
		p.reject(graph.CodeUnsupported, at("merges", i), "what is one is decided by people: an extractor merges nothing")
	}
	d.Merges = nil
	p.number()
	if err := p.nodes(); err != nil {
		return nil, err
	}
	if err := p.statements(); err != nil {
		return nil, err
	}
	return p, p.commitments()
}

// pend gives every part its standing. Of what the extractor says it keeps how
// sure it is.
func (p *proposal) pend() {
	d := p.draft
	pending := func(s *graph.Standing) { s.Origin, s.Review = graph.Extracted, graph.Pending }
	facts := func(list []graph.FactDraft) {
		for i := range list {
			pending(&list[i].Standing)
			list[i].Line = 0
		}
	}
	for i := range d.Documents {
		x := &d.Documents[i]
		pending(&x.Standing)
		facts(x.Facts)
		x.Line = 0
	}
	for i := range d.Nodes {
		x := &d.Nodes[i]
		pending(&x.Standing)
		facts(x.Facts)
		x.Line = 0
	}
	for i := range d.Statements {
		x := &d.Statements[i]
		pending(&x.Standing)
		facts(x.Facts)
		x.Line = 0
	}
	for i := range d.Commitments {
		x := &d.Commitments[i]
		pending(&x.Standing)
		facts(x.Facts)
		x.Line = 0
	}
	for i := range d.Relations {
		x := &d.Relations[i]
		pending(&x.Standing)
		x.Line = 0
	}
	facts(d.Facts)
}

// documents puts the document first, as it was brought: the extractor may tell
// its language where nobody else did, and facts about it. Others it may cite.
func (p *proposal) documents(doc graph.DocumentDraft) {
	list := []graph.DocumentDraft{doc}
	for i, d := range p.draft.Documents {
		switch {
		case d.ID == doc.ID:
			if list[0].Language == "" {
				list[0].Language = d.Language
			}
			list[0].Facts = append(list[0].Facts, d.Facts...)
		case d.Text != nil || d.Original != nil:
			p.reject(graph.CodeUnsupported, at("documents", i), "an extractor cites other documents; it does not bring their texts")
		default:
			list = append(list, d)
		}
	}
	p.draft.Documents = list
}

// Bounds that keep a proposal below those of a record of the graph, which
// would refuse the whole transaction.
const (
	mostAliases = 450 // of a node
	mostAnchors = 400 // places of a commitment
)

// nodes: one that is there gets other names at most, and none that would be
// shown in place of the label it has.
func (p *proposal) nodes() error {
	ids := make([]string, len(p.draft.Nodes))
	for i := range p.draft.Nodes {
		ids[i] = p.draft.Nodes[i].ID
	}
	there, err := p.known.NodesByID(ids)
	if err != nil {
		return err
	}
	for i, n := range there {
		if n == nil {
			continue
		}
		x := &p.draft.Nodes[i]
		for j := range x.Aliases {
			x.Aliases[j].Language, x.Aliases[j].Label = "", false
		}
		room := max(0, mostAliases-len(n.Aliases))
		if room == 0 {
			x.Name = ""
		}
		x.Aliases = x.Aliases[:min(room, len(x.Aliases))]
	}
	return nil
}

// statements: an id that is there belongs to what another document says.
func (p *proposal) statements() error {
	ids := make([]string, len(p.draft.Statements))
	for i := range p.draft.Statements {
		ids[i] = p.draft.Statements[i].ID
	}
	there, err := p.known.NodesByID(ids)
	if err != nil {
		return err
	}
	drop := dropped{}
	for i, n := range there {
		if n != nil {
			p.reject(graph.CodeExists, p.path("statements", i, ""), "the id "+ids[i]+" belongs to a statement that is there already")
			drop.part("statements", i)
		}
	}
	return p.drop(drop)
}

// commitments: one that is there and still a proposal is the same promise in
// another document. What people have looked at stays as it is; the new one
// gets an id of its own, and people say whether the two are one.
func (p *proposal) commitments() error {
	list := p.draft.Commitments
	ids := make([]string, len(list))
	for i := range list {
		c := &list[i]
		if c.ID == "" {
			mark := hash(append([]string{c.Summary}, c.PledgedBy...)...)
			c.ID = graph.IDPrefix(graph.Commitment) + joined(short(slug(c.Summary)), mark[:20])
		}
		ids[i] = c.ID
	}
	there, err := p.known.NodesByID(ids)
	if err != nil {
		return err
	}
	rename := map[string]string{}
	for i, n := range there {
		if n == nil || n.Commitment == nil || open(n) && len(n.Commitment.Evidence)+len(list[i].Evidence) <= mostAnchors {
			continue
		}
		mark := hash(p.draft.Documents[0].ID, ids[i])
		rename[ids[i]] = graph.IDPrefix(graph.Commitment) + joined(short(strings.TrimPrefix(ids[i], graph.IDPrefix(graph.Commitment))), mark[:20])
	}
	if len(rename) > 0 {
		p.rename(rename)
	}
	return nil
}

// short cuts a slug that gets a hash.
func short(slug string) string {
	const most = 80
	if len(slug) > most {
		slug = strings.TrimRight(slug[:most], "-")
	}
	return slug
}

// open says that nobody has looked at a proposal yet.
func open(n *graph.Node) bool {
	return n.Origin == graph.Extracted && n.Review == graph.Pending && n.RetractedAt == 0
}

// rename gives commitments other ids, wherever the draft names them.
func (p *proposal) rename(ids map[string]string) {
	d := p.draft
	to := func(id *string) {
		if other, ok := ids[*id]; ok {
			*id = other
		}
	}
	for i := range d.Commitments {
		to(&d.Commitments[i].ID)
		for j := range d.Commitments[i].Facts {
			to(&d.Commitments[i].Facts[j].Node)
		}
	}
	for i := range d.Statements {
		for j := range d.Statements[i].Expresses {
			to(&d.Statements[i].Expresses[j])
		}
	}
	for i := range d.Relations {
		to(&d.Relations[i].From)
		to(&d.Relations[i].To)
		to(&d.Relations[i].Via)
	}
	for i := range d.Facts {
		to(&d.Facts[i].Node)
		to(&d.Facts[i].Via)
	}
}
