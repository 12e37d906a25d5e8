package guard

import (
	"testing"

	"github.com/graphql-go/graphql/language/ast"
	theirparser "github.com/graphql-go/graphql/language/parser"
	"github.com/graphql-go/graphql/language/printer"
	"pgregory.net/rapid"
)

// TestMeasureAgainstWritingOut holds the memoised count against one that walks
// every path.
func TestMeasureAgainstWritingOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := parsed(t, drawDocument(t))
		m := &meter{doc: doc, sizes: map[string]size{}}
		got := m.set(doc.Operations[0].SelectionSet)
		fields, depth := writtenOut(doc, doc.Operations[0].SelectionSet)
		if got.fields != fields || got.depth != depth || got.roots != 1 || got.metaFields != 0 {
			t.Fatalf("measured %+v, want %d fields in %d levels\n%s", got, fields, depth, doc.Source)
		}
	})
}

func writtenOut(doc *Document, set *ast.SelectionSet) (fields, depth int) {
	if set == nil {
		return 0, 0
	}
	for _, selection := range set.Selections {
		var f, d int
		switch selection := selection.(type) {
		case *ast.Field:
			f, d = writtenOut(doc, selection.SelectionSet)
			f, d = f+1, d+1
		case *ast.InlineFragment:
			f, d = writtenOut(doc, selection.SelectionSet)
		case *ast.FragmentSpread:
			f, d = writtenOut(doc, doc.Fragments[selection.Name.Value].SelectionSet)
		}
		fields, depth = fields+f, max(depth, d)
	}
	return fields, depth
}

func TestIntrospectionIsMeasuredApart(t *testing.T) {
	doc := parsed(t, `{ statements { nodes { id } } __schema { types { name } } ...F } fragment F on Query { __type(name: "A") { name } }`)
	got := (&meter{doc: doc, sizes: map[string]size{}}).set(doc.Operations[0].SelectionSet)
	if want := (size{depth: 3, fields: 3, metaDepth: 3, metaFields: 5, roots: 3}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestCountsSaturate(t *testing.T) {
	if plus(saturated, saturated) != saturated || times(saturated, saturated) != saturated || times(1<<20, 1<<20) != saturated || times(3, 4) != 12 || times(0, saturated) != 0 {
		t.Error("arithmetic wrapped around")
	}
}

// TestParserAgainstTheirs holds our parser against graphql-go's on what both can
// read: the trees print alike and nodes stand at the same places.
func TestParserAgainstTheirs(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, query string, ours *Document) {
		theirs, err := theirparser.Parse(theirparser.ParseParams{Source: query})
		if err != nil {
			t.Fatalf("%v\n%s", err, query)
		}
		if a, b := printer.Print(ours.AST), printer.Print(theirs); a != b {
			t.Fatalf("ours:\n%s\ntheirs:\n%s", a, b)
		}
		for i, definition := range theirs.Definitions {
			a, b := ours.AST.Definitions[i].GetLoc(), definition.GetLoc()
			if a.Start != b.Start || a.End != b.End {
				t.Fatalf("ours stands at %d-%d, theirs at %d-%d", a.Start, a.End, b.Start, b.End)
			}
		}
	}
	for _, query := range []string{
		fullIntrospection,
		`query A($a: [Int!]! = [1, 2], $b: F = {x: {y: "z"}, e: E}) @skip(if: $c) { b: a(x: $a, y: [1.5e3, -2, true, false, A, []], z: {}) @d { ... { c } ...F @e ... on T @f { on } } }
		fragment F on T @x { fragment query on type: null2 }
		mutation { a } subscription B { true false null }`,
	} {
		check(t, query, parsed(t, query))
	}
	rapid.Check(t, func(t *rapid.T) {
		query := drawDocument(t)
		check(t, query, parsed(t, query))
	})
}

func TestSyntaxIsRefused(t *testing.T) {
	limits := DefaultLimits()
	for _, query := range []string{
		"{", "}", "{}", "{a(}", "{a()}", "{a(b)}", "{a(b:)}", "{a(b:[)}", "{a(b:{c})}", "{a:}", "{a b", "{...}", "{...on}", "{... on T}",
		"query(){a}", "query($a){a}", "query($a:){a}", "query($a:[Int){a}", "query($a:Int!!){a}", "query($a:Int=){a}", "query($a:Int=$b){a}", "query($a:Int@b){a}",
		"fragment on on T{a}", "fragment F{a}", "fragment F on{a}", "fragment F on T", "{a@}", "{a(b:$)}", "{a(b:0123)}", "{a(b:1.)}", "{a(b:.5)}", "{a(b:1e)}", "{a(b:--1)}",
		"a", "query", "query A", "{a}}", "{a} b", "..", "{a?}", "{a(b:'c')}", `{a(b:"\u12")}`, `{a(b:"\u{}")}`, `{a(b:"\u{zz}")}`, "{a(b:\"\n\")}", "{a(b:\"\"\"\x01\"\"\")}", "&",
	} {
		tokens, err := lex(query, &limits)
		if err == nil {
			_, err = parse(query, tokens)
		}
		if err == nil || err.Code != CodeSyntaxError || len(err.Locations) != 1 {
			t.Errorf("%q: %+v", query, err)
		}
	}
}
