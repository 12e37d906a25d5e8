package attacks

import (
	"fmt"
	"strings"
)

// fragments attacks through fragments that contain each other.
func fragments() []Attack {
	return []Attack{
		{Name: "a fragment in itself", Query: "{...A}fragment A on Query{...A}", Code: "FRAGMENT_CYCLE"},
		{Name: "a cycle of sixty bytes", Query: "{...a}fragment a on Query{a{...b}}fragment b on Query{a{...a}}", Code: "FRAGMENT_CYCLE"},
		{Name: "an unused cycle", Query: "{statistics{id}}fragment A on Query{...B}fragment B on Query{...A}", Code: "FRAGMENT_CYCLE"},
		{Name: "a cycle through an inline fragment", Query: "{...A}fragment A on Query{...on Query{...{...A}}}", Code: "FRAGMENT_CYCLE"},
		{Name: "a cycle of 25 fragments", Query: chain(25, "...F%d", "...F0"), Code: "FRAGMENT_CYCLE"},
		{Name: "30 fragments, each twice", Query: chain(30, "a:statements{nodes{id}}...F%d ...F%[1]d", "statistics{id}"), Code: "TOO_MANY_ROOT_FIELDS"},
		{Name: "28 fragments, exponential in depth", Query: branching(28), Code: "TOO_DEEP"},
		{Name: "12 fragments, 4,096 paths", Query: branching(12), Code: "TOO_MANY_FIELDS"},
		{Name: "35 exponential fragments", Query: branching(35), Code: "TOO_MANY_FRAGMENTS"},
		{Name: "one fragment with 300 fields 20 times", Query: "{statements{nodes{" + strings.Repeat("document{...F}", 20) + "}}}fragment F on Document{" + strings.Repeat("id ", 300) + "}", Code: "TOO_MANY_FIELDS"},
		{Name: "200 fragments", Query: "{...F1}" + numbered("fragment F%d on Query{a}", 200), Code: "TOO_MANY_FRAGMENTS"},
		{Name: "unused fragments", Query: "{statistics{id}}" + numbered("fragment F%d on Query{statistics{id}}", 30), Code: "VALIDATION_FAILED"},
		{Name: "unknown fragments", Query: "{statements{nodes{" + numbered("...F%d ", 300) + "}}}", Code: "VALIDATION_FAILED"},
		{Name: "one name for two fragments", Query: "{...A}fragment A on Query{...A}fragment A on Query{statistics{id}}", Code: "VALIDATION_FAILED"},
		{Name: "fragments only", Query: "fragment A on Query{statistics{id}}", Code: "VALIDATION_FAILED"},
	}
}

// chain makes n fragments, each with a body that leads to the next.
func chain(n int, body, last string) string {
	var b strings.Builder
	b.WriteString("{...F0}")
	for i := range n {
		inner := last
		if i+1 < n {
			inner = fmt.Sprintf(body, i+1)
		}
		fmt.Fprintf(&b, "fragment F%d on Query{%s}", i, inner)
	}
	return b.String()
}

// branching makes n fragments, each of which holds the next in two fields, so
// that the last is reached on 2^n paths.
func branching(n int) string {
	var b strings.Builder
	b.WriteString(`{document(id:"a"){...F0}}`)
	for i := range n {
		inner := "id"
		if i+1 < n {
			inner = fmt.Sprintf("revisionOf{...F%d}document{...F%[1]d}", i+1)
		}
		fmt.Fprintf(&b, "fragment F%d on Document{%s}", i, inner)
	}
	return b.String()
}

// findings attacks by documents with very many faults.
func findings() []Attack {
	lines := strings.Repeat("\n", 20000)
	return []Attack{
		{Name: "300 unknown fields", Query: "{statements{nodes{" + numbered("idd%d ", 300) + "}}}", Code: "VALIDATION_FAILED"},
		{Name: "300 unknown fields after 20,000 lines", Query: lines + "{statements{nodes{" + numbered("idd%d ", 300) + "}}}", Code: "VALIDATION_FAILED"},
		{Name: "300 unknown arguments", Query: "{statements(" + numbered("frist%d:1 ", 300) + "){nodes{id}}}", Code: "VALIDATION_FAILED"},
		{Name: "one argument 400 times", Query: "{statements(" + strings.Repeat("first:1 ", 400) + "){nodes{id}}}", Code: "VALIDATION_FAILED"},
		{Name: "200 unknown types", Query: "{statements{nodes{" + numbered("...on Statemant%d{id}", 200) + "}}}", Code: "VALIDATION_FAILED"},
		{Name: "undefined variables in five operations", Query: undefined(5), Operation: "Q1", Code: "VALIDATION_FAILED"},
		{Name: "undefined variables after 20,000 lines", Query: lines + undefined(5), Operation: "Q1", Code: "VALIDATION_FAILED"},
		{Name: "50 unused variables", Query: "query(" + numbered("$v%d:Int,", 50) + "){statistics{id}}", Code: "VALIDATION_FAILED"},
		{Name: "one variable defined 50 times", Query: "query(" + strings.Repeat("$v:Int,", 50) + "){statements(first:$v){nodes{id}}}", Code: "VALIDATION_FAILED"},
		{Name: "fields that conflict pairwise", Query: "{statements{nodes{" + numbered("x:document{id a%d:id}", 24) + numbered("x:speaker{id a%d:id}", 1) + "}}}", Code: "VALIDATION_FAILED"},
		{Name: "conflicts deep inside", Query: "{" + numbered("statements{nodes{document{statements{nodes{x:id y%d:id}}}}}", 15) + "statements{nodes{document{statements{nodes{x:text}}}}}}", Code: "VALIDATION_FAILED"},
		{Name: "leaves with selections", Query: "{statements{nodes{" + strings.Repeat("id{a}", 150) + "}}}", Code: "VALIDATION_FAILED"},
		{Name: "impossible fragments", Query: "{statements{nodes{" + strings.Repeat("...on Person{id}", 150) + "}}}", Code: "VALIDATION_FAILED"},
		{Name: "five operations without a name", Query: strings.Repeat("{statistics{id}}", 5), Code: "VALIDATION_FAILED"},
		{Name: "a subscription with two fields", Query: "subscription{changes{sequence}b:changes{sequence}}", Code: "VALIDATION_FAILED"},
		{Name: "a subscription with two fields by fragments", Query: "subscription{...A ...B}fragment A on Subscription{changes{sequence}}fragment B on Subscription{b:changes{sequence}}", Code: "VALIDATION_FAILED"},
		{Name: "a subscription to a type name", Query: "subscription{__typename}", Code: "VALIDATION_FAILED"},
		{Name: "an operation that is not there", Query: "query A{statements{nodes{id}}}", Operation: strings.Repeat("B", 100000), Code: "OPERATION_NOT_FOUND"},
	}
}

// undefined makes operations that share a fragment full of undefined variables.
func undefined(operations int) string {
	return numbered("query Q%d{...F}", operations) +
		"fragment F on Query{statements{nodes{" + numbered("about(first:$v%d){nodes{id}}", 100) + "}}}"
}
