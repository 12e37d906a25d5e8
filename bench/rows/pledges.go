package rows

import (
	"bytes"
	"maps"

	"onrecord/graph"
)

// pledgesPage is how many pledges are on a page, and pledgesPages how many pages
// are turned at most.
const (
	pledgesPage  = 20
	pledgesPages = 3
)

var omittedPledges = Row{
	Key: "pledges", Name: "pledges of a state omitted from a kind of document, filtered and paged", Least: 5, Goal: 10,
	Query: map[Side]string{
		Onrecord: `query($state: ID!, $kind: DocumentKind!, $strength: Strength!, $after: String) {
  commitments(filter: {pledgedBy: $state, omittedFromKind: $kind, strength: [$strength]}, orderBy: {field: DEADLINE, direction: ASC}, first: 20, after: $after) {
    nodes { id summary strength deadline pledgedBy { name } appearsIn { status document { title } } } pageInfo { hasNextPage endCursor } } }`,
		Peer: `query($state: String!, $kind: String!, $strength: String!, $after: Cursor) {
  commitments: omittedPledges(state: $state, kind: $kind, strength: $strength, first: 20, after: $after) {
    nodes { id: rowId summary strength deadline pledgedBy { name } appearsIn { status document { title } } } pageInfo { hasNextPage endCursor } } }`,
	},
	make: func(m *maker) question { return m.pledges() },
}

// pledged is one list of pledges that has members.
type pledged struct {
	state    string
	kind     graph.DocumentKind
	strength graph.Strength
}

// pledges draws a promise, and asks for all that are like it: lists are asked
// for as often as they are long.
func (m *maker) pledges() question {
	if m.lists == nil {
		m.lists = map[pledged]int{}
		for n := range m.c.Len() {
			if p := m.c.Pledge(n); p.Final != nil {
				m.lists[pledged{p.State, p.Final.Kind, p.Strength}]++
			}
		}
	}
	for {
		p := m.c.Pledge(m.rng.IntN(m.c.Len()))
		if p.Final == nil {
			continue
		}
		l := pledged{p.State, p.Final.Kind, p.Strength}
		return l.page(map[string]any{"state": l.state, "kind": l.kind, "strength": l.strength}, m.lists[l], 1)
	}
}

// page asks for a page of a list of which so many are left.
func (l pledged) page(variables map[string]any, left, number int) question {
	here := min(left, pledgesPage)
	q := question{variables: variables, check: func(answer []byte) error {
		if err := has(answer, `"id":"commitment:`, here); err != nil {
			return err
		}
		if err := has(answer, `"strength":"`+string(l.strength)+`"`, here); err != nil {
			return err
		}
		return atLeast(answer, `"status":"OMITTED"`, here)
	}}
	if left > here && number < pledgesPages {
		q.then = func(answer []byte) *question {
			if !bytes.Contains(answer, []byte(`"hasNextPage":true`)) {
				return nil
			}
			next := maps.Clone(variables)
			next["after"] = valueOf(answer, "endCursor")
			q := l.page(next, left-here, number+1)
			return &q
		}
	}
	return q
}
