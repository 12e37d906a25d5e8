package rows

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"onrecord/bench/corpus"
)

var durableInsert = Row{
	Key: "insert", Name: "durable insert of a statement with its edges", Least: 2.5, Goal: 4, Writes: true,
	Query: map[Side]string{
		Onrecord: `mutation($speaker: ID!, $as: String!, $about: [ID!]!, $document: ID!, $exact: String!, $start: Int!, $end: Int!) {
  putNode(input: {kind: STATEMENT, statement: {quoteType: INDIRECT, speaker: $speaker, speakerAs: $as, cue: "said", act: ASSERT, about: $about, evidence: [{document: $document, exact: $exact, start: $start, end: $end}]}}) { node { id } transaction } }`,
		Peer: `mutation($speaker: String!, $as: String!, $about: [String!]!, $document: String!, $exact: String!, $start: Int!, $end: Int!) {
  putStatement(input: {speaker: $speaker, speakerAs: $as, about: $about, document: $document, exact: $exact, spanStart: $start, spanEnd: $end}) { node: result { id: rowId } } }`,
	},
	make: func(m *maker) question { return m.insert() },
}

// passage is words of a statement that an insert quotes.
type passage struct {
	document   string
	speaker    string
	as         string
	words      string
	start, end int
}

// insert makes a new statement of some of the words of one that is there.
func (m *maker) insert() question {
	for len(m.passages) == 0 {
		m.refill()
	}
	p := m.passages[len(m.passages)-1]
	m.passages = m.passages[:len(m.passages)-1]
	return question{
		variables: map[string]any{
			"speaker": p.speaker, "as": p.as, "document": p.document, "exact": p.words, "start": p.start, "end": p.end,
			"about": []string{fmt.Sprintf("place:place-%d", m.rng.IntN(corpus.Places/2)), fmt.Sprintf("place:place-%d", corpus.Places/2+m.rng.IntN(corpus.Places/2))},
		},
		check: func(answer []byte) error { return has(answer, `"id":"statement:`, 1) },
	}
}

// refill cuts a document's statements into pieces. No piece is used twice.
func (m *maker) refill() {
	const pieces = 8
	n, _ := m.at()
	if m.used == nil {
		m.used = map[string]bool{}
	}
	d := m.c.Document(n)
	for i, e := range d.Statements {
		words := strings.Fields(e.Words)
		for range pieces {
			long := 4 + m.rng.IntN(len(words)-4)
			at := m.rng.IntN(len(words) - long)
			before := len(strings.Join(words[:at+1], " ")) - len(words[at])
			p := passage{document: d.ID, speaker: e.Speaker, as: e.Name, words: strings.Join(words[at:at+long], " ")}
			p.start = d.Start(i) + utf8.RuneCountInString(e.Words[:before])
			p.end = p.start + utf8.RuneCountInString(p.words)
			if key := fmt.Sprint(n, p.start, p.end); !m.used[key] {
				m.used[key] = true
				m.passages = append(m.passages, p)
			}
		}
	}
}
