package ingest

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"onrecord/graph"
)

// CodeDependent is the code of a part that was dropped with one it refers to.
const CodeDependent graph.Code = "DEPENDS_ON_REJECTED"

// lists are the names of a draft's lists, as paths have them.
var lists = []string{"documents", "nodes", "statements", "commitments", "relations", "facts"}

func at(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// number remembers where each part stands before any is dropped.
func (p *proposal) number() {
	d := p.draft
	p.was = map[string][]int{}
	for i, n := range []int{len(d.Documents), len(d.Nodes), len(d.Statements), len(d.Commitments), len(d.Relations), len(d.Facts)} {
		for j := range n {
			p.was[lists[i]] = append(p.was[lists[i]], j)
		}
	}
}

// path names a part by where it stood at first.
func (p *proposal) path(list string, i int, rest string) string {
	return at(list, p.was[list][i]) + rest
}

func (p *proposal) reject(c graph.Code, path, why string) {
	p.rejected = append(p.rejected, Problem{Code: string(c), Message: why, Path: path})
}

// verify holds the proposal against the text. What does not pass is dropped,
// with what refers to it, until the rest does.
func (p *proposal) verify(ctx context.Context, g *graph.Graph) (*graph.Verified, []Problem, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		v, err := g.VerifyAll(ctx, p.draft)
		if err == nil {
			return v, p.rejected, nil
		}
		var problems graph.Problems
		if !errors.As(err, &problems) {
			return nil, nil, err
		}
		drop := dropped{}
		for _, e := range problems {
			if !p.blame(e, drop) {
				return nil, nil, err
			}
		}
		if err := p.drop(drop); err != nil {
			return nil, nil, err
		}
	}
}

// dropped is what is to go, by list and place: whole parts (nil), or some of a
// part's facts.
type dropped map[string]map[int][]int

func (d dropped) part(list string, i int) bool {
	if d[list] == nil {
		d[list] = map[int][]int{}
	}
	facts, known := d[list][i]
	d[list][i] = nil
	return !known || facts != nil
}

func (d dropped) fact(list string, i, fact int) bool {
	if d[list] == nil {
		d[list] = map[int][]int{}
	}
	facts, known := d[list][i]
	if known && facts == nil || slices.Contains(facts, fact) {
		return false
	}
	d[list][i] = append(facts, fact)
	return true
}

func (d dropped) whole(list string, i int) bool {
	facts, known := d[list][i]
	return known && facts == nil
}

var partPath = regexp.MustCompile(`^(documents|nodes|statements|commitments|relations|facts)\[(\d+)\](\.facts\[(\d+)\])?`)

// blame finds the part that a problem is about. It fails when that is the
// document itself, or no part at all.
func (p *proposal) blame(e *graph.Error, drop dropped) bool {
	m := partPath.FindStringSubmatch(e.Path)
	if m == nil {
		return false
	}
	list := m[1]
	i, err := strconv.Atoi(m[2])
	if err != nil || i >= len(p.was[list]) {
		return false
	}
	first := false
	if m[3] != "" {
		fact, err := strconv.Atoi(m[4])
		if err != nil || fact >= len(p.factsOf(list, i)) {
			return false
		}
		first = drop.fact(list, i, fact)
	} else {
		if list == "documents" && i == 0 {
			return false
		}
		first = drop.part(list, i)
	}
	if first {
		p.reject(e.Code, p.path(list, i, e.Path[len(at(list, i)):]), e.Message)
	}
	return true
}

// factsOf are the facts inside a part. Every list but those of relations and
// facts has some.
func (p *proposal) factsOf(list string, i int) []graph.FactDraft {
	switch list {
	case "documents":
		return p.draft.Documents[i].Facts
	case "nodes":
		return p.draft.Nodes[i].Facts
	case "statements":
		return p.draft.Statements[i].Facts
	case "commitments":
		return p.draft.Commitments[i].Facts
	}
	return nil
}

// drop takes parts out, and what refers to them.
func (p *proposal) drop(drop dropped) error {
	for len(drop) > 0 {
		gone, err := p.missing(p.cut(drop))
		if err != nil {
			return err
		}
		drop = dropped{}
		if len(gone) > 0 {
			p.orphans(gone, drop)
		}
	}
	return nil
}

// cut takes parts out of the draft and gives their ids.
func (p *proposal) cut(drop dropped) []string {
	d := p.draft
	var ids []string
	gone := func(id string) { ids = append(ids, id) }
	d.Documents = cutList(p, drop, "documents", d.Documents, func(x *graph.DocumentDraft) (string, *[]graph.FactDraft) { return x.ID, &x.Facts }, gone)
	d.Nodes = cutList(p, drop, "nodes", d.Nodes, func(x *graph.NodeDraft) (string, *[]graph.FactDraft) { return x.ID, &x.Facts }, gone)
	d.Statements = cutList(p, drop, "statements", d.Statements, func(x *graph.StatementDraft) (string, *[]graph.FactDraft) { return x.ID, &x.Facts }, gone)
	d.Commitments = cutList(p, drop, "commitments", d.Commitments, func(x *graph.CommitmentDraft) (string, *[]graph.FactDraft) { return x.ID, &x.Facts }, gone)
	d.Relations = cutList(p, drop, "relations", d.Relations, func(*graph.RelationDraft) (string, *[]graph.FactDraft) { return "", nil }, gone)
	d.Facts = cutList(p, drop, "facts", d.Facts, func(*graph.FactDraft) (string, *[]graph.FactDraft) { return "", nil }, gone)
	return ids
}

func cutList[T any](p *proposal, drop dropped, list string, parts []T, of func(*T) (string, *[]graph.FactDraft), gone func(id string)) []T {
	if len(drop[list]) == 0 {
		return parts
	}
	var (
		left []T
		was  []int
	)
	for i := range parts {
		id, facts := of(&parts[i])
		if drop.whole(list, i) {
			if id != "" {
				gone(id)
			}
			continue
		}
		if some := drop[list][i]; len(some) > 0 {
			*facts = without(*facts, some)
		}
		left, was = append(left, parts[i]), append(was, p.was[list][i])
	}
	p.was[list] = was
	return left
}

func without(facts []graph.FactDraft, places []int) []graph.FactDraft {
	var out []graph.FactDraft
	for i := range facts {
		if !slices.Contains(places, i) {
			out = append(out, facts[i])
		}
	}
	return out
}

// missing keeps the ids that lead nowhere any more: neither to another part of
// the draft nor to something the graph holds.
func (p *proposal) missing(ids []string) (map[string]bool, error) {
	there, err := p.known.NodesByID(ids)
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for i, id := range ids {
		if there[i] == nil {
			out[id] = true
		}
	}
	for _, x := range p.draft.Documents {
		delete(out, x.ID)
	}
	for _, x := range p.draft.Nodes {
		delete(out, x.ID)
	}
	for _, x := range p.draft.Statements {
		delete(out, x.ID)
	}
	for _, x := range p.draft.Commitments {
		delete(out, x.ID)
	}
	return out, nil
}
