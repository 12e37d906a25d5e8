package attacks

import (
	"fmt"
	"strings"
)

const megabyte = 1 << 20

// lexical attacks the reading of the text.
func lexical() []Attack {
	return []Attack{
		{Name: "4 MB of opening brackets", Query: strings.Repeat("[", 4*megabyte), Code: "QUERY_TOO_LARGE"},
		{Name: "5 MB of nested selections", Query: strings.Repeat("{a", 5*megabyte/2), Code: "QUERY_TOO_LARGE"},
		{Name: "3 MB of nested arguments", Query: "{a" + strings.Repeat("(a:{a", megabyte/2), Code: "QUERY_TOO_LARGE"},
		{Name: "8 MB of blanks", Query: strings.Repeat(" ", 8*megabyte), Code: "QUERY_TOO_LARGE"},
		{Name: "30 KB of list brackets", Query: "{statements(first:" + strings.Repeat("[", 30000), Code: "TOO_DEEP"},
		{Name: "10,000 nested selections", Query: strings.Repeat("{a", 10000), Code: "TOO_DEEP"},
		{Name: "1,500 nested levels, closed", Query: strings.Repeat("{node", 1500) + strings.Repeat("}", 1500), Code: "TOO_DEEP"},
		{Name: "parentheses in parentheses", Query: "{" + strings.Repeat("a(", 5000), Code: "TOO_DEEP"},
		{Name: "objects in objects", Query: "{statements(filter:" + strings.Repeat("{a:", 5000) + "1" + strings.Repeat("}", 5000) + "){nodes{id}}}", Code: "TOO_DEEP"},
		{Name: "lists of lists as a type", Query: "query($x:" + strings.Repeat("[", 4000) + "Int" + strings.Repeat("]", 4000) + "){statistics{id}}", Code: "TOO_DEEP"},
		{Name: "inline fragments in inline fragments", Query: "{" + strings.Repeat("...{", 3000) + "a" + strings.Repeat("}", 3001), Code: "TOO_DEEP"},
		{Name: "5,000 unknown directives", Query: "{statements" + strings.Repeat("@x", 5000) + "{nodes{id}}}", Code: "TOO_MANY_TOKENS"},
		{Name: "one field 10,000 times", Query: "{" + strings.Repeat("id ", 10000) + "}", Code: "TOO_MANY_TOKENS"},
		{Name: "a list of 15,000 items", Query: "{neighborhood(ids:[" + strings.Repeat("1 ", 15000) + "]){truncated}}", Code: "TOO_MANY_TOKENS"},
		{Name: "a flood of operations", Query: strings.Repeat("query A{id}", 2900), Code: "TOO_MANY_TOKENS"},
		{Name: "punctuation only", Query: strings.Repeat("!", 32000), Code: "TOO_MANY_TOKENS"},
		{Name: "a field name of 30 KB", Query: "{" + strings.Repeat("a", 30000) + "}", Code: "NAME_TOO_LONG"},
		{Name: "a type name of 30 KB", Query: "{...on " + strings.Repeat("Statement", 3000) + "{id}}", Code: "NAME_TOO_LONG"},
		{Name: "an argument name of 30 KB", Query: "{statements(" + strings.Repeat("first", 6000) + ":1){nodes{id}}}", Code: "NAME_TOO_LONG"},
		{Name: "an unterminated string", Query: `{node(id:"` + strings.Repeat("x", 30000), Code: "SYNTAX_ERROR"},
		{Name: "an unterminated block string", Query: `{node(id:"""` + strings.Repeat("\n\\\"\"\"", 6000), Code: "SYNTAX_ERROR"},
		{Name: "half of a surrogate pair", Query: `{node(id:"\uD83D"){id}}`, Code: "SYNTAX_ERROR"},
		{Name: "surrogates the wrong way round", Query: `{node(id:"\uDE00\uD83D"){id}}`, Code: "SYNTAX_ERROR"},
		{Name: "a code point beyond Unicode", Query: `{node(id:"\u{110000}"){id}}`, Code: "SYNTAX_ERROR"},
		{Name: "an unknown escape", Query: `{node(id:"\x41"){id}}`, Code: "SYNTAX_ERROR"},
		{Name: "a NUL byte in a string", Query: "{node(id:\"a\x00b\"){id}}", Code: "SYNTAX_ERROR"},
		{Name: "a NUL byte between tokens", Query: "{node\x00}", Code: "SYNTAX_ERROR"},
		{Name: "bytes that are not UTF-8", Query: "{node(id:\"\xff\xfe\"){id}}", Code: "SYNTAX_ERROR"},
		{Name: "an overlong encoding", Query: "{node(id:\"\xc0\x80\"){id}}", Code: "SYNTAX_ERROR"},
		{Name: "comments only", Query: strings.Repeat("#\n", 16000), Code: "SYNTAX_ERROR"},
		{Name: "byte order marks only", Query: strings.Repeat("\uFEFF", 10000), Code: "SYNTAX_ERROR"},
		{Name: "nothing", Query: "", Code: "SYNTAX_ERROR"},
		{Name: "a syntax error after 30 KB of lines", Query: strings.Repeat("\n", 30000) + "{a(", Code: "SYNTAX_ERROR"},
		{Name: "digits run into letters", Query: "{statements(first:1abc){nodes{id}}}", Code: "SYNTAX_ERROR"},
		{Name: "a variable in a default value", Query: "query($a:Int=$a){statements(first:$a){nodes{id}}}", Code: "SYNTAX_ERROR"},
	}
}

// shapes attacks by the size of the document.
func shapes() []Attack {
	return []Attack{
		{Name: "a field 600 times", Query: `{statements{nodes{` + strings.Repeat("id ", 600) + "}}}", Code: "TOO_MANY_FIELDS"},
		{Name: "aliases of a leaf", Query: `{statements{nodes{` + numbered("a%d:id ", 300) + "}}}", Code: "TOO_MANY_ALIASES"},
		{Name: "aliases of an expensive field", Query: "{" + numbered("a%d:statements(first:500){nodes{id}}", 100) + "}", Code: "TOO_MANY_ALIASES"},
		{Name: "unknown directives on many fields", Query: `{statements{nodes{` + strings.Repeat("id@x ", 200) + "}}}", Code: "TOO_MANY_DIRECTIVES"},
		{Name: "one field with 100 directives", Query: `{statements` + strings.Repeat("@skip(if:true)", 100) + `{nodes{id}}}`, Code: "TOO_MANY_DIRECTIVES"},
		{Name: "100 fields at the top", Query: "{" + strings.Repeat("statistics{id}", 100) + "}", Code: "TOO_MANY_ROOT_FIELDS"},
		{Name: "50 operations", Query: numbered("query Q%d{statistics{id}}", 50), Operation: "Q1", Code: "TOO_MANY_OPERATIONS"},
		{Name: "200 variables", Query: "query(" + numbered("$v%d:Int,", 200) + "){statements(first:$v1){nodes{id}}}", Code: "TOO_MANY_VARIABLES"},
		{Name: "25 levels of fields", Query: strings.Repeat("{document", 25) + "{id}" + strings.Repeat("}", 25), Code: "TOO_DEEP"},
		{Name: "a type system document", Query: "type Query { a: Int }", Code: "VALIDATION_FAILED"},
	}
}

// numbered repeats a format with the numbers from 0.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}
