package graph

import (
	"slices"

	"onrecord/graph/edtf"
	"onrecord/graph/text"
)

// ActorFilter narrows lists of people, states, organisations, groups, forces
// and places.
type ActorFilter struct {
	Name     string // a name or alias, whole, in any script
	Text     string // words of names and aliases
	MemberOf string // id
	Review   []ReviewStatus
}

// Actors lists the nodes of a kind in alphabetical order.
func (v *View) Actors(k NodeKind, f ActorFilter, p Page) (*Connection[*Node], error) {
	v, err := v.forPage(p)
	if err != nil {
		return nil, err
	}
	if err := reviewFilter(f.Review).check(); err != nil {
		return nil, err
	}
	words, err := textFilter(f.Text)
	if err != nil {
		return nil, err
	}
	src := kindSource(k, false, false)
	if f.MemberOf != "" {
		_, of, err := v.filterSet(f.MemberOf)
		if err != nil {
			return nil, err
		}
		src = sourceOrNone(of, func(n *Node) source { return edgeSource(n, false, Want{MemberOf, Incoming}) })
	}
	name := ""
	if f.Name != "" {
		if e := checkWords("the name", f.Name, 500, true); e != nil {
			return nil, e
		}
		if name = foldName(f.Name); name == "" {
			return nil, errorf(CodeBadInput, "the name %s holds no letter", quoted(f.Name))
		}
		if f.MemberOf == "" {
			if src, err = v.bearersOf(name); err != nil {
				return nil, err
			}
			name = ""
		}
	}
	keep := eachNode(func(n *Node) bool {
		return n.Kind == k && n.MergedInto == 0 && reviewFilter(f.Review).shows(n.Review, n.RetractedAt) &&
			(name == "" || hasName(n, name))
	})
	pages, err := readPages(v, []source{src}, p, v.fingerprintOf("actors", k, f), nodeAccept(named(words, keep)))
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// bearersOf lists the nodes that bear a folded name, or whose members do.
func (v *View) bearersOf(name string) (source, error) {
	s, err := v.nameSource(name)
	if err != nil {
		return s, err
	}
	return v.intoSurvivors(s, func(n *Node) bool { return hasName(n, name) })
}

// Aliases gives the other names of nodes: their own aliases, and the names and
// aliases of what was merged into them.
func (v *View) Aliases(nodes []*Node) ([][]string, error) {
	members, err := v.memberNames(nodes)
	if err != nil {
		return nil, err
	}
	out := make([][]string, len(nodes))
	for i, n := range nodes {
		for _, s := range append(names(n)[1:], members[i]...) {
			if s != n.Name && !slices.Contains(out[i], s) {
				out[i] = append(out[i], s)
			}
		}
	}
	return out, nil
}

// memberNames gives, for each node, the names and aliases of what was merged
// into it.
func (v *View) memberNames(nodes []*Node) ([][]string, error) {
	parts, err := v.members(nodes)
	if err != nil {
		return nil, err
	}
	out := make([][]string, len(nodes))
	for i, list := range parts {
		for _, m := range list {
			out[i] = append(out[i], names(m)...)
		}
	}
	return out, nil
}

// members reads what was merged into nodes, in one batch.
func (v *View) members(nodes []*Node) ([][]*Node, error) {
	var refs []Ref
	for _, n := range nodes {
		if n != nil {
			refs = append(refs, n.Members...)
		}
	}
	merged, err := loadNodes(v.cells, refs)
	if err != nil {
		return nil, err
	}
	out := make([][]*Node, len(nodes))
	for i, n := range nodes {
		if n == nil {
			continue
		}
		for range n.Members {
			if merged[0] != nil {
				out[i] = append(out[i], merged[0])
			}
			merged = merged[1:]
		}
	}
	return out, nil
}

// Anchors gives, for each statement or commitment, the spans it is anchored at,
// with those of what was merged into it.
func (v *View) Anchors(nodes []*Node) ([][]Span, error) {
	parts, err := v.members(nodes)
	if err != nil {
		return nil, err
	}
	out := make([][]Span, len(nodes))
	for i, n := range nodes {
		if n == nil {
			continue
		}
		out[i] = slices.Clone(n.evidence())
		for _, m := range parts[i] {
			addSpans(&out[i], m.evidence())
		}
	}
	return out, nil
}

func hasName(n *Node, folded string) bool {
	return slices.ContainsFunc(names(n), func(s string) bool { return text.NameKey(s) == folded })
}

// EventFilter narrows the list of events.
type EventFilter struct {
	Status      []EventStatus
	Text        string
	From, To    string // EDTF
	Participant string // id
}

// Events lists events by date.
func (v *View) Events(f EventFilter, p Page) (*Connection[*Node], error) {
	v, err := v.forPage(p)
	if err != nil {
		return nil, err
	}
	words, err := textFilter(f.Text)
	if err != nil {
		return nil, err
	}
	when, err := periodOf(f.From, f.To)
	if err != nil {
		return nil, err
	}
	src := kindSource(Event, false, false)
	if f.Participant != "" {
		_, who, err := v.filterSet(f.Participant)
		if err != nil {
			return nil, err
		}
		src = sourceOrNone(who, func(n *Node) source { return edgeSource(n, false, Want{ParticipatedIn, Outgoing}) })
	}
	keep := eachNode(func(n *Node) bool {
		return n.Kind == Event && n.MergedInto == 0 && n.Visible() && contains(f.Status, v.EventStatus(n)) &&
			when.matches(n.Prop(PropDate))
	})
	pages, err := readPages(v, []source{src}, p, v.fingerprintOf("events", f), nodeAccept(named(words, keep)))
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// DocumentFilter narrows the list of documents.
type DocumentFilter struct {
	Kinds                      []DocumentKind
	Holding                    Holding
	Publisher, Language, Text  string
	PublishedFrom, PublishedTo string // EDTF
}

// Documents lists documents by when they were published.
func (v *View) Documents(f DocumentFilter, p Page) (*Connection[*Node], error) {
	v, err := v.forPage(p)
	if err != nil {
		return nil, err
	}
	words, err := textFilter(f.Text)
	if err != nil {
		return nil, err
	}
	when, err := periodOf(f.PublishedFrom, f.PublishedTo)
	if err != nil {
		return nil, err
	}
	publisher := text.Fold(f.Publisher)
	plain := func(n *Node) bool {
		d := n.Document
		return d != nil && n.MergedInto == 0 && n.Visible() && contains(f.Kinds, d.Kind) && (f.Holding == "" || f.Holding == d.Holding) &&
			(publisher == "" || text.Fold(d.Publisher) == publisher) &&
			(f.Language == "" || baseLanguage(d.Language) == baseLanguage(f.Language)) && when.matches(d.PublishedAt)
	}
	keep := func(v *View, nodes []*Node) ([]bool, error) {
		out, _ := eachNode(plain)(v, nodes)
		if len(words) == 0 {
			return out, nil
		}
		texts, err := v.Content(nodes)
		if err != nil {
			return nil, err
		}
		for i, n := range nodes {
			if !out[i] {
				continue
			}
			all := names(n)
			if texts[i] != nil {
				all = append(all, *texts[i])
			}
			out[i] = words.matches(all...)
		}
		return out, nil
	}
	src := kindSource(Document, false, false)
	if len(words) > 0 {
		if src, err = v.wordSource(words); err != nil {
			return nil, err
		}
	}
	pages, err := readPages(v, []source{src}, p, v.fingerprintOf("documents", f), nodeAccept(keep))
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// EventStatus is whether an event had taken place: what its settled facts say,
// seen from the view's day. An event whose settled date lies after that day
// has not occurred yet.
func (v *View) EventStatus(n *Node) EventStatus {
	s := EventStatus(n.Settled(PropStatus))
	if s == "" {
		if s = EventStatus(n.Prop(PropStatus)); s == "" || s == Occurred || s == Ongoing {
			// Nobody has accepted that it took place.
			return Hypothetical
		}
		return s
	}
	if s == Occurred || s == Ongoing {
		if v.afterView(n.Settled(PropDate)) {
			return Planned
		}
	}
	return s
}

// afterView says whether a date begins after what the view looks at: the last
// day it asks for, or the clock's.
func (v *View) afterView(date string) bool {
	if date == "" {
		return false
	}
	day := edtf.DayOf(v.clock)
	if v.valid != nil {
		day = v.valid.Latest()
	}
	return periodAfter(date, day)
}
