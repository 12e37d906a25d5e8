package graph

import (
	"fmt"

	"onrecord/graph/keys"
	"onrecord/graph/text"
)

// metaHeld names the total of documents whose text is, or was, stored.
const metaHeld = "held"

// countHeld counts a document that brought its text.
func (t *txn) countHeld(d *DocumentPart) {
	if d.Holding == Held {
		t.totals[string(keys.Meta(metaHeld))]++
	}
}

// spanProblem says what is wrong with a span of a text, or "".
func spanProblem(d *docText, s Span) string {
	span := text.Span{Start: int(s.Start), End: int(s.End)}
	if err := span.Check(d.text); err != nil {
		return fmt.Sprintf("bytes %d to %d are not words of the document", s.Start, s.End)
	}
	if sumOf(span.In(d.text)) != s.Sum {
		return fmt.Sprintf("the words at bytes %d to %d are not those that were recorded", s.Start, s.End)
	}
	from, to, err := d.index.RuneSpan(d.text, span)
	if err != nil || from != int(s.RuneStart) || to != int(s.RuneEnd) {
		return fmt.Sprintf("bytes %d to %d are not code points %d to %d", s.Start, s.End, s.RuneStart, s.RuneEnd)
	}
	return ""
}
