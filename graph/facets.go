package graph

import (
	"cmp"
	"slices"

	"onrecord/graph/edtf"
)

// Facet is one value of a list's property and how many members have it.
type Facet struct {
	Value string
	Node  *Node // when the value is a node
	Count int
}

// StatementFacet and CommitmentFacet name what a list can be counted by.
type (
	StatementFacet  string
	CommitmentFacet string
)

// Facets of statements.
const (
	BySpeaker   StatementFacet = "SPEAKER"
	ByAbout     StatementFacet = "ABOUT"
	ByDocument  StatementFacet = "DOCUMENT"
	ByPublisher StatementFacet = "PUBLISHER"
	ByQuoteType StatementFacet = "QUOTE_TYPE"
	ByAct       StatementFacet = "ACT"
	ByMonth     StatementFacet = "MONTH"
	ByYear      StatementFacet = "YEAR"
	ByReview    StatementFacet = "REVIEW"
)

// Facets of commitments.
const (
	ByPledgor          CommitmentFacet = "PLEDGOR"
	ByState            CommitmentFacet = "STATE"
	ByStrength         CommitmentFacet = "STRENGTH"
	ByCondition        CommitmentFacet = "CONDITION"
	ByIncludedDocument CommitmentFacet = "DOCUMENT"
	ByTextStatus       CommitmentFacet = "TEXT_STATUS"
	ByCommitmentReview CommitmentFacet = "REVIEW"
)

// mostFaceted bounds how many members are counted.
const mostFaceted = 100_000

// StatementFacets counts the whole list by a property, most frequent first.
func (v *View) StatementFacets(c *Connection[*Node], by StatementFacet, first int) ([]Facet, error) {
	values := func(nodes []*Node) ([][]facetValue, error) {
		out := make([][]facetValue, len(nodes))
		for i, n := range nodes {
			out[i] = statementValues(n, by)
		}
		if by == ByPublisher {
			return v.publishers(nodes)
		}
		return out, nil
	}
	return facets(c, values, first)
}

// facetValue is a value or a node.
type facetValue struct {
	text string
	ref  Ref
}

func statementValues(n *Node, by StatementFacet) []facetValue {
	s := n.Statement
	one := func(v string) []facetValue {
		if v == "" {
			return nil
		}
		return []facetValue{{text: v}}
	}
	switch by {
	case BySpeaker:
		if s.Speaker != 0 {
			return []facetValue{{ref: s.Speaker}}
		}
	case ByAbout:
		out := make([]facetValue, len(s.About))
		for i, r := range s.About {
			out[i] = facetValue{ref: r}
		}
		return out
	case ByDocument:
		return []facetValue{{ref: s.Document}}
	case ByQuoteType:
		return one(string(s.QuoteType))
	case ByAct:
		return one(string(s.Act))
	case ByMonth:
		return one(cutDate(n.Prop(PropSaidAt), len("2026-01")))
	case ByYear:
		return one(cutDate(n.Prop(PropSaidAt), len("2026")))
	case ByReview:
		return one(string(n.Review))
	}
	return nil
}

// cutDate gives the month or year a date begins in.
func cutDate(date string, n int) string {
	if date == "" {
		return ""
	}
	d, err := edtf.Parse(date)
	if err != nil || d.Earliest() == edtf.Min {
		return ""
	}
	s := d.Earliest().Format()
	if len(s) < n {
		return s
	}
	return s[:n]
}

func (v *View) publishers(nodes []*Node) ([][]facetValue, error) {
	refs := make([]Ref, len(nodes))
	for i, n := range nodes {
		refs[i] = n.Statement.Document
	}
	docs, err := v.Nodes(refs)
	if err != nil {
		return nil, err
	}
	out := make([][]facetValue, len(nodes))
	for i, d := range docs {
		if d != nil && d.Document.Publisher != "" {
			out[i] = []facetValue{{text: d.Document.Publisher}}
		}
	}
	return out, nil
}

// CommitmentFacets counts the whole list by a property, most frequent first.
func (v *View) CommitmentFacets(c *Connection[*Node], by CommitmentFacet, first int) ([]Facet, error) {
	values := func(nodes []*Node) ([][]facetValue, error) {
		switch by {
		case ByStrength, ByCommitmentReview:
			out := make([][]facetValue, len(nodes))
			for i, n := range nodes {
				out[i] = []facetValue{{text: string(n.Review)}}
				if by == ByStrength {
					out[i][0].text = string(n.Strength())
				}
			}
			return out, nil
		case ByIncludedDocument, ByTextStatus:
			return v.presenceValues(nodes, by)
		}
		return v.termValues(nodes, by)
	}
	return facets(c, values, first)
}

func (v *View) termValues(nodes []*Node, by CommitmentFacet) ([][]facetValue, error) {
	terms, err := v.Terms(nodes)
	if err != nil {
		return nil, err
	}
	out := make([][]facetValue, len(nodes))
	for i, t := range terms {
		switch by {
		case ByPledgor:
			for _, n := range t.PledgedBy {
				out[i] = append(out[i], facetValue{ref: n.Ref})
			}
		case ByCondition:
			for _, c := range t.Conditions {
				if c.Event != nil {
					out[i] = append(out[i], facetValue{ref: c.Event.Ref})
				}
			}
		case ByState:
			out[i] = []facetValue{{text: string(t.State)}}
		}
	}
	return out, nil
}

func (v *View) presenceValues(nodes []*Node, by CommitmentFacet) ([][]facetValue, error) {
	all, err := v.Presences(nodes)
	if err != nil {
		return nil, err
	}
	out := make([][]facetValue, len(nodes))
	for i, list := range all {
		for _, p := range list {
			if by == ByTextStatus {
				out[i] = append(out[i], facetValue{text: string(p.Status)})
			} else {
				out[i] = append(out[i], facetValue{ref: p.Document.Ref})
			}
		}
	}
	return out, nil
}

// facets counts values over a whole list, each member once a value.
func facets(c *Connection[*Node], values func([]*Node) ([][]facetValue, error), first int) ([]Facet, error) {
	if first < 0 || first > MaxPage {
		return nil, errorf(CodeBadPage, "facets(first: %d): first is 0 to %d", first, MaxPage)
	}
	counts := map[facetValue]int{}
	var (
		batch []*Node
		total int
		bad   error
	)
	flush := func() bool {
		lists, err := values(batch)
		if err != nil {
			bad = err
			return false
		}
		for _, list := range lists {
			seen := map[facetValue]bool{}
			for _, x := range list {
				if !seen[x] {
					seen[x] = true
					counts[x]++
				}
			}
		}
		batch = batch[:0]
		return true
	}
	err := c.each(func(n **Node) bool {
		if total++; total > mostFaceted {
			bad = errorf(CodeBudget, "more than %d members would have to be counted; narrow the filter", mostFaceted)
			return false
		}
		batch = append(batch, *n)
		return len(batch) < 512 || flush()
	})
	if bad == nil && err == nil && len(batch) > 0 {
		flush()
	}
	if err := firstError(bad, err); err != nil {
		return nil, err
	}
	return topFacets(c.View, counts, first)
}

func topFacets(v *View, counts map[facetValue]int, first int) ([]Facet, error) {
	list := make([]facetValue, 0, len(counts))
	refs := make([]Ref, 0, len(counts))
	for x := range counts {
		list, refs = append(list, x), append(refs, x.ref)
	}
	nodes, err := v.Nodes(refs)
	if err != nil {
		return nil, err
	}
	// Nodes that were merged count as one.
	merged := map[string]*Facet{}
	for i, x := range list {
		f := Facet{Value: x.text, Node: nodes[i]}
		if f.Node != nil {
			f.Value = f.Node.ID
		}
		if have := merged[f.Value]; have != nil {
			have.Count += counts[x]
			continue
		}
		f.Count = counts[x]
		merged[f.Value] = &f
	}
	out := make([]Facet, 0, len(merged))
	for _, f := range merged {
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b Facet) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Value, b.Value)) })
	return out[:min(first, len(out))], nil
}
