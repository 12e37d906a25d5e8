package graph

import (
	"slices"
	"strings"

	"onrecord/graph/edtf"
	"onrecord/graph/keys"
	"onrecord/graph/text"
)

// refSet is a node as filters know it: its own number and those of the nodes
// merged into it. A nil set does not filter.
type refSet map[Ref]bool

func (s refSet) has(r Ref) bool { return s == nil || s[r] }

func (s refSet) hasAny(refs []Ref) bool {
	if s == nil {
		return true
	}
	return slices.ContainsFunc(refs, func(r Ref) bool { return s[r] })
}

// filterNodes finds the nodes that ids in a filter mean. An id the graph has
// never heard of is an error; one that the view does not show yet is nil.
func (v *View) filterNodes(ids ...string) ([]*Node, error) {
	nodes, err := v.NodesByID(ids)
	if err != nil || !slices.Contains(nodes, nil) {
		return nodes, err
	}
	known, err := lookup(v.session.Present().cells, ids)
	if err != nil {
		return nil, err
	}
	for i, c := range known {
		if c.class != keys.ClassNode {
			return nil, errorf(CodeNotFound, "there is no node %s", quoted(ids[i]))
		}
	}
	return nodes, nil
}

// filterSet gives the set of all nodes that the ids mean; nil for no ids.
func (v *View) filterSet(ids ...string) (refSet, []*Node, error) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "" })
	if len(ids) == 0 {
		return nil, nil, nil
	}
	if len(ids) > MaxPage {
		return nil, nil, errorf(CodeBadInput, "a filter names %d ids; the limit is %d", len(ids), MaxPage)
	}
	nodes, err := v.filterNodes(ids...)
	if err != nil {
		return nil, nil, err
	}
	set := refSet{}
	nodes = slices.DeleteFunc(nodes, func(n *Node) bool { return n == nil })
	for _, n := range nodes {
		for _, r := range n.refs() {
			set[r] = true
		}
	}
	return set, nodes, nil
}

// period is a filter on dates: it matches what overlaps it.
type period struct {
	set      bool
	from, to edtf.Day
}

func periodOf(from, to string) (period, error) {
	p := period{from: edtf.Min, to: edtf.Max}
	for _, side := range []struct {
		value string
		into  *edtf.Day
		last  bool
	}{{from, &p.from, false}, {to, &p.to, true}} {
		if side.value == "" {
			continue
		}
		d, err := edtf.Parse(side.value)
		if err != nil {
			return p, errorf(CodeBadDate, "%v", err)
		}
		p.set = true
		*side.into = d.Earliest()
		if side.last {
			*side.into = d.Latest()
		}
	}
	if p.from > p.to {
		return p, errorf(CodeBadDate, "the period ends (%s) before it begins (%s)", to, from)
	}
	return p, nil
}

// matches says whether a date lies in the period; no date does not.
func (p period) matches(date string) bool {
	if !p.set {
		return true
	}
	if date == "" {
		return false
	}
	d, err := edtf.Parse(date)
	return err == nil && d.Earliest() <= p.to && d.Latest() >= p.from
}

// wordFilter matches texts that hold all words of a query, in any order,
// spelling folded.
type wordFilter []string

func wordsIn(s string) wordFilter {
	var out wordFilter
	for t := range text.Tokens(s) {
		out = append(out, searchWord(t.Text))
	}
	return out
}

func (f wordFilter) matches(texts ...string) bool {
	if len(f) == 0 {
		return true
	}
	left := map[string]bool{}
	for _, w := range f {
		left[w] = true
	}
	for _, s := range texts {
		for t := range text.Tokens(s) {
			delete(left, searchWord(t.Text))
			if len(left) == 0 {
				return true
			}
		}
	}
	return len(left) == 0
}

// textFilter reads a filter's text argument; words it must have.
func textFilter(s string) (wordFilter, error) {
	if s == "" {
		return nil, nil
	}
	if e := checkWords("the text to look for", s, 1000, true); e != nil {
		return nil, e
	}
	words := wordsIn(s)
	if len(words) == 0 {
		return nil, errorf(CodeBadInput, "the text %s holds no word to look for", quoted(s))
	}
	return words, nil
}

// reviewFilter says which reviews a list shows: without a wish, all but
// REJECTED. What was retracted is shown only where REJECTED is asked for.
type reviewFilter []ReviewStatus

func (f reviewFilter) shows(r ReviewStatus, retracted Micros) bool {
	switch {
	case retracted != 0 && !f.hidden():
		return false
	case len(f) == 0:
		return r != Rejected
	}
	return slices.Contains(f, r)
}

// hidden says whether the list shows what is usually hidden.
func (f reviewFilter) hidden() bool { return slices.Contains(f, Rejected) }

func (f reviewFilter) check() error {
	for _, r := range f {
		if e := enumOf("the review", reviews, r); e != nil {
			return e
		}
	}
	return nil
}

func contains[T comparable](list []T, v T) bool { return len(list) == 0 || slices.Contains(list, v) }

// nodeAccept makes an accept function for lists of nodes of one filter.
func nodeAccept(keep func(v *View, nodes []*Node) ([]bool, error)) accept[*Node] {
	return func(v *View, items []item) ([]**Node, error) {
		nodes, err := v.listed(items)
		if err != nil {
			return nil, err
		}
		ok, err := keep(v, nodes)
		if err != nil {
			return nil, err
		}
		out := make([]**Node, len(items))
		for i := range items {
			if nodes[i] != nil && ok[i] {
				out[i] = &nodes[i]
			}
		}
		return out, nil
	}
}

// listed reads the nodes of items. What edges lead to is shown as the node it
// became; in the graph's own lists a merged node is left out, for the one it
// became is there too.
func (v *View) listed(items []item) ([]*Node, error) {
	if len(items) > 0 && items[0].src != nil {
		return v.survivors(items)
	}
	refs := make([]Ref, len(items))
	for i, it := range items {
		refs[i] = it.ref
	}
	return loadNodes(v.cells, refs)
}

// named narrows a filter to nodes whose names, and the names of what was merged
// into them, hold all the words.
func named(words wordFilter, keep func(*View, []*Node) ([]bool, error)) func(*View, []*Node) ([]bool, error) {
	if len(words) == 0 {
		return keep
	}
	return func(v *View, nodes []*Node) ([]bool, error) {
		out, err := keep(v, nodes)
		if err != nil {
			return nil, err
		}
		all, err := v.memberNames(nodes)
		if err != nil {
			return nil, err
		}
		for i, n := range nodes {
			if out[i] {
				out[i] = words.matches(append(names(n), all[i]...)...)
			}
		}
		return out, nil
	}
}

// eachNode turns a filter of single nodes into one of many.
func eachNode(keep func(n *Node) bool) func(*View, []*Node) ([]bool, error) {
	return func(_ *View, nodes []*Node) ([]bool, error) {
		out := make([]bool, len(nodes))
		for i, n := range nodes {
			out[i] = n != nil && keep(n)
		}
		return out, nil
	}
}

// kindSource lists all nodes of a kind, by date or name, or by when they were
// recorded.
func kindSource(k NodeKind, desc, recorded bool) source {
	c := kindCode(k)
	if recorded {
		c |= byRecording
	}
	return source{groups: [][][]byte{{keys.Kinds(c)}}, desc: desc}
}

// edgeSource lists what edges of the wants lead to, from a node and those
// merged into it.
func edgeSource(n *Node, desc bool, wants ...Want) source {
	s := source{owner: n.ID, desc: desc, byOther: true, near: n.refs(), wants: split(wants)}
	s.both = len(s.wants) > len(wants)
	for _, w := range s.wants {
		var group [][]byte
		for _, ref := range n.refs() {
			group = append(group, keys.AdjacencyOf(uint64(ref), dirCode(w.Direction), ruleOf(w.Type).Code))
		}
		s.groups = append(s.groups, group)
	}
	return s
}

// sourceOrNone lists nothing for a node that the view does not show.
func sourceOrNone(nodes []*Node, make func(*Node) source) source {
	if len(nodes) == 0 {
		return source{}
	}
	return make(nodes[0])
}

func foldName(s string) string { return text.NameKey(strings.TrimSpace(s)) }
