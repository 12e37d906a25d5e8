package rows

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

var nodeByID = Row{
	Key: "node", Name: "node by id", Least: 4, Goal: 8,
	Query: map[Side]string{
		Onrecord: `query($id: ID!) { node(id: $id) { id kind ... on Statement { text quoteType cue speaker { id name } document { id title } } } }`,
		Peer:     `query($id: String!) { node: statementByRowId(rowId: $id) { id: rowId kind text quoteType cue speaker { id: rowId name } document { id: rowId title } } }`,
	},
	make: func(m *maker) question {
		n, i := m.at()
		s := m.c.Statement(n, i)
		return question{
			variables: map[string]any{"id": s.ID},
			check: func(answer []byte) error {
				for _, piece := range []string{`"id":"` + s.ID + `"`, `"id":"` + s.Speaker + `"`, `"kind":"STATEMENT"`, `"title":"`} {
					if err := has(answer, piece, 1); err != nil {
						return err
					}
				}
				return nil
			},
		}
	},
}

// page is how many statements of a speaker are asked for.
const page = 100

var latestStatements = Row{
	Key: "latest", Name: "100 latest statements with document titles", Least: 8, Goal: 15,
	Query: map[Side]string{
		Onrecord: `query($id: ID!) { statements(filter: {speaker: $id}, orderBy: {field: SAID_AT, direction: DESC}, first: 100) { nodes { id text quoteType document { id title publishedAt } } } }`,
		Peer:     `query($id: String!) { statements: latestStatementsList(speaker: $id, first: 100) { id: rowId text quoteType document { id: rowId title publishedAt } } }`,
	},
	make: func(m *maker) question {
		s := m.speaker()
		return question{
			variables: map[string]any{"id": s.id},
			check: func(answer []byte) error {
				if err := has(answer, `"id":"statement:`, s.listed); err != nil {
					return err
				}
				return has(answer, `"title":"`, s.listed)
			},
		}
	},
}

// spoken is a speaker and how many statements of theirs a page has.
type spoken struct {
	id     string
	listed int
}

// speaker draws one of those who fill a page, the frequent ones more often. In a
// corpus too small for that, one of those who said most.
func (m *maker) speaker() spoken {
	if m.speakers == nil {
		said := m.c.Said()
		const those = 20
		least := min(page, slices.Sorted(slices.Values(said))[len(said)-those])
		for i, n := range said {
			if n >= least {
				id, _ := m.c.Speaker(i)
				m.speakers = append(m.speakers, spoken{id, min(n, page)})
			}
		}
	}
	return m.speakers[zipf(m.rng, len(m.speakers))]
}

// zipf draws a number below n, the k-th about 1/k as often as the first.
func zipf(rng *rand.Rand, n int) int {
	return min(int(math.Pow(float64(n+1), rng.Float64()))-1, n-1)
}

// around is how many nodes a neighbourhood has: a document, its statements,
// their speakers and places, and other statements of those.
const around = 475

var threeHops = Row{
	Key: "hops", Name: fmt.Sprintf("three hops, %d nodes", around), Least: 8, Goal: 15,
	Query: map[Side]string{
		Onrecord: `query($id: ID!) { neighborhood(ids: [$id], depth: 3, limit: 475) { nodes { id kind label } relations { type from { id } to { id } } } }`,
		Peer:     `query($id: String!) { neighborhood(start: $id, depth: 3, most: 475) }`,
	},
	make: func(m *maker) question {
		n, _ := m.at()
		return question{
			variables: map[string]any{"id": fmt.Sprintf("document:c-%d", n)},
			check: func(answer []byte) error {
				// Small corpora have less around a document; how much less differs.
				if m.statements < 10*around {
					return atLeast(answer, `"label":"`, m.statements/5)
				}
				if err := has(answer, `"label":"`, around); err != nil {
					return err
				}
				return atLeast(answer, `"type":"`, around-1)
			},
		}
	},
}
