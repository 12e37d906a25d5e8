package keys

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// String names a form as documentation does.
func (f Form) String() string {
	return [...]string{"number", "order", "byte", "uint32", "text", "hash", "id"}[f]
}

// Shape shows how the table's keys are put together.
func (t Table) Shape() string {
	parts := make([]string, len(t.Parts))
	for i, p := range t.Parts {
		parts[i] = p.Name + ":" + p.Form.String()
	}
	return string(rune(t.Letter)) + " " + strings.Join(parts, " ")
}

func (t Table) kept() string {
	if t.Versioned {
		return "versioned"
	}
	return "plain"
}

const legend = `Versioned tables lie in cells: a cell that holds now under C and its key, one
that ended under H, its key and the transaction that ended it (number). Each
value then begins with the transaction that began it (varint).
Forms: number is 8 bytes big endian; order 8 bytes that sort; byte 1; uint32 4,
big endian; text is UTF-8 and a zero byte; hash 32 bytes. An id of a relation, assertion,
fact or copy is a byte that says which, and 16 bytes; every other id is text.`

// PlainText is the table of all keys for a terminal.
func PlainText() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "TABLE\tKEY\tVALUE\tKEPT\tWHY")
	for _, t := range Tables {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", t.Name, t.Shape(), t.Value, t.kept(), t.Why)
	}
	// A tabwriter over a Builder cannot fail.
	_ = w.Flush()
	return b.String() + "\n" + legend + "\n"
}

// Markdown is the table of all keys for documentation.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| table | key | value | kept | why |\n|---|---|---|---|---|\n")
	for _, t := range Tables {
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s |\n", t.Name, t.Shape(), t.Value, t.kept(), t.Why)
	}
	return b.String() + "\n" + legend + "\n"
}
