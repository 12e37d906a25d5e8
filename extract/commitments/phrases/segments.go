package phrases

import (
	"strings"

	"onrecord/extract/grammar"
	"onrecord/extract/words"
)

// Longest is how many items a segment has at most. A sentence that somebody
// can read is shorter; one made to harm comes apart, so that whoever looks
// through a whole segment for each of its verbs does no more than so much for a
// verb. It comes apart at a comma where there is one among the last words.
const (
	Longest = 200
	slack   = 40
)

// Segments gives what stands between the stops of a sentence, as clauses whose
// items are single words. Quotation marks are left out; what they enclose is
// read like the rest. A sentence into which a quotation of several sentences
// runs comes apart again.
func Segments(t *words.Text, index int) []*grammar.Clause {
	whole := grammar.NewClause(t, index)
	s := t.Sentences[index]
	items := make([]grammar.Item, 0, s.End-s.First)
	for i := s.First; i < s.End; i++ {
		if w := &t.Words[i]; !w.Mark && !mark(w.Text) {
			items = append(items, grammar.Item{
				First: i, End: i + 1, Start: w.Start, To: w.End, Lower: w.Lower, Tag: tagOf(w), Text: w.Text, Quote: -1, Time: Times[w.Lower],
			})
		}
	}
	var out []*grammar.Clause
	from := 0
	for i := range items {
		switch {
		case ends(t, items, i):
		case i+1-from >= Longest:
		case i+1-from >= Longest-slack && (items[i].Comma() || items[i].Is(";")):
		default:
			continue
		}
		out = segment(out, whole, items[from:i+1])
		from = i + 1
	}
	return segment(out, whole, items[from:])
}

// tagOf mends the tags of number words, which are taken for names and verbs.
func tagOf(w *words.Word) string {
	if multiples[w.Lower] || Numbers[w.Lower] {
		return "CD"
	}
	return w.Tag
}

var multiples = grammar.Set("hundred thousand million billion trillion")

func segment(out []*grammar.Clause, whole *grammar.Clause, items []grammar.Item) []*grammar.Clause {
	if len(items) == 0 {
		return out
	}
	c := *whole
	c.Items = items
	c.Claimed = make([]bool, len(items))
	return append(out, &c)
}

// ends: the sentence, or one inside a quotation, ends with item i, or a line
// does after it.
func ends(t *words.Text, items []grammar.Item, i int) bool {
	if items[i].Stop() {
		return true
	}
	return i+1 < len(items) && strings.Contains(t.Source[items[i].To:items[i+1].Start], "\n")
}

// mark: a quotation mark of whatever depth.
func mark(s string) bool {
	switch s {
	case "''", "“", "”", "\"", "``", "«", "»", "„", "‟", "‹", "›", "‘", "’", "'", "`":
		return true
	}
	return false
}

// Numbers are number words, which taggers take for names and adjectives.
var Numbers = grammar.Set("two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty eighty ninety")

// Times are words that say when.
var Times = grammar.Set("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning afternoon evening night week month year weekend later earlier recently then early late ago last next this jan. feb. aug. sept. oct. nov. dec. january february march april june july august september october november december noon midnight again now once days weeks months years hours minutes shortly overnight decade spring summer autumn winter quarter")
