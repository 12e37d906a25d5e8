package rows

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"onrecord/bench/corpus"
)

var quoteTrace = Row{
	Key: "trace", Name: "quote trace, up to two changed words", Least: 40, Goal: 100, Judged: true,
	Query: map[Side]string{
		Onrecord: `query($quote: String!) { trace(quote: $quote, first: 3) { matches { verdict score statement { id } speaker { id name } evidence { exact document { id title } } } } }`,
		Peer:     `query($quote: String!) { matches: traceList(quote: $quote, most: 3) { score id: rowId speakerId speakerName exact documentId title } }`,
	},
	make: func(m *maker) question { return m.quote() },
}

// quote takes 8 to 20 words of a statement and changes up to two of them.
func (m *maker) quote() question {
	s, said := m.oneSentence()
	n := min(len(said), 8+m.rng.IntN(13))
	at := m.rng.IntN(len(said) - n + 1)
	base := said[at : at+n]
	given := slices.Clone(base)
	for range m.rng.IntN(3) {
		given = m.change(given)
	}
	return question{
		variables: map[string]any{"quote": strings.Join(given, " ")},
		// Nothing found is an answer too; it is not the right one.
		check: func(answer []byte) error {
			return atLeast(answer, `"matches":[`, 1)
		},
		right: func(answer []byte) bool { return m.meant(s, strings.Join(base, " "), answer) },
	}
}

func (m *maker) oneSentence() (corpus.Statement, []string) {
	for {
		n, i := m.at()
		if s := m.c.Statement(n, i); !strings.Contains(s.Words, ".") {
			return s, strings.Fields(s.Words)
		}
	}
}

// change replaces, drops or inserts a word.
func (m *maker) change(words []string) []string {
	if m.quotable == nil {
		for range 200 {
			_, said := m.oneSentence()
			m.quotable = append(m.quotable, said...)
		}
	}
	at, other := m.rng.IntN(len(words)), m.quotable[m.rng.IntN(len(m.quotable))]
	switch m.rng.IntN(3) {
	case 0:
		words[at] = other
		return words
	case 1:
		return slices.Delete(words, at, at+1)
	}
	return slices.Insert(words, at, other)
}

// meant says whether the first match is the statement that was quoted, one that
// was taken over from the same, or one with the very same words.
func (m *maker) meant(s corpus.Statement, base string, answer []byte) bool {
	first := valueOf(answer, "id")
	if first == s.ID {
		return true
	}
	var n, i int
	if _, err := fmt.Sscanf(first, "statement:c-%d-%d", &n, &i); err == nil && m.c.Statement(n, i).Origin == s.Origin {
		return true
	}
	at := bytes.Index(answer, []byte(`"document:c-`))
	if at < 0 {
		return false
	}
	if _, err := fmt.Sscanf(string(answer[at:min(len(answer), at+40)]), `"document:c-%d"`, &n); err != nil {
		return false
	}
	return strings.Contains(strings.ToLower(m.c.Document(n).Text), strings.ToLower(base))
}
