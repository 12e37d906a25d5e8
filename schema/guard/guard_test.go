package guard

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/location"
)

// mustPrepare prepares a query that is in order.
func mustPrepare(t testing.TB, g *Guard, query string) *Document {
	t.Helper()
	doc, errs := g.Prepare(query)
	if len(errs) > 0 {
		t.Fatalf("refused: %v\n%s", errs, query)
	}
	return doc
}

func TestRealWorkIsAdmitted(t *testing.T) {
	g := New(toySchema(t), Limits{})
	for name, query := range map[string]string{
		"introspection of 2021": fullIntrospection,
		"an analyst, ten levels deep": `query Analyst($who: ID!, $n: Int = 10) {
			person(id: $who) { name statements(first: $n) { totalCount nodes { text about(first: 5) { nodes { label
				... on Document { title statements(first: 5) { nodes { text speaker { name } } } }
				relations(types: [STATED, REPORTED_IN], direction: OUT, first: 5) { edges { node { id label } } } } } } } } }`,
		"a client that asks for type names everywhere": `{ __typename node(id: "a") { __typename id ... on Person { __typename name } } }`,
	} {
		t.Run(name, func(t *testing.T) {
			doc := mustPrepare(t, g, query)
			op, err := g.Operation(doc, "")
			if err != nil {
				t.Fatal(err)
			}
			vars, errs := g.Variables(doc, op, map[string]any{"who": "person:a"})
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			if cost, err := g.Cost(doc, op, vars); err != nil {
				t.Fatalf("cost %d: %v", cost, err)
			}
		})
	}
}

func TestOperation(t *testing.T) {
	g := New(toySchema(t), Limits{})
	one := mustPrepare(t, g, `{ statistics { id } }`)
	two := mustPrepare(t, g, `query A { statistics { id } } query B { statistics { id } }`)
	for _, c := range []struct {
		doc        *Document
		name, code string
		want       string
	}{
		{one, "", "", ""},
		{two, "B", "", "B"},
		{two, "", CodeOperationNameNeeded, ""},
		{two, "C", CodeOperationNotFound, ""},
		{one, "A", CodeOperationNotFound, ""},
	} {
		op, err := g.Operation(c.doc, c.name)
		if c.code != "" {
			var typed *Error
			if !errors.As(err, &typed) || typed.Code != c.code {
				t.Errorf("%q: got %v, want %s", c.name, err, c.code)
			}
			continue
		}
		if err != nil || c.want != "" && op.Name.Value != c.want {
			t.Errorf("%q: got %v, %v", c.name, op, err)
		}
	}
}

func TestErrorsPointAtCharacters(t *testing.T) {
	g := New(toySchema(t), Limits{})
	for _, c := range []struct {
		query, message string
		at             location.SourceLocation
	}{
		{"# Зеленський\r\n{ statistics { id }\r  nope }", `Cannot query field "nope" on type "Query". Did you mean "node"?`, location.SourceLocation{Line: 3, Column: 3}},
		{`{ node(id: "Зе") { idd } }`, `Cannot query field "idd" on type "Node". Did you mean "id"?`, location.SourceLocation{Line: 1, Column: 20}},
		{"{ é }", "Syntax Error: Unexpected character 'é'.", location.SourceLocation{Line: 1, Column: 3}},
		{"{\n a(x: ) }", `Syntax Error: Unexpected ")", expected a value.`, location.SourceLocation{Line: 2, Column: 7}},
		{"{ a", `Syntax Error: Unexpected <EOF>, expected a name.`, location.SourceLocation{Line: 1, Column: 4}},
		{"\"text\" { a }", `A definition of the type system is not executable: send operations and fragments only.`, location.SourceLocation{Line: 1, Column: 1}},
	} {
		_, errs := g.Prepare(c.query)
		if len(errs) != 1 {
			t.Fatalf("%q: %v", c.query, errs)
		}
		if errs[0].Message != c.message {
			t.Errorf("%q: %s", c.query, errs[0].Message)
		}
		if diff := cmp.Diff([]location.SourceLocation{c.at}, errs[0].Locations); diff != "" {
			t.Errorf("%q: %s", c.query, diff)
		}
	}
}

func TestDocumentsAreSharedAndForgotten(t *testing.T) {
	g := New(toySchema(t), Limits{CachedDocuments: 3})
	query := func(i int) string { return fmt.Sprintf("{ statistics { id } } # %d", i) }
	first := mustPrepare(t, g, query(0))
	if mustPrepare(t, g, query(0)) != first {
		t.Error("the same text was prepared twice")
	}
	for i := range 3 {
		mustPrepare(t, g, query(i+1))
	}
	if mustPrepare(t, g, query(0)) == first {
		t.Error("the least recently used document was kept beyond the bound")
	}
	if n := len(g.good.entries); n != 3 {
		t.Errorf("%d documents are kept", n)
	}

	small := newCache(100, 10)
	for i := range 20 {
		small.put(fmt.Sprint(i), 4, outcome{})
		if small.bytes > 10 || small.bytes != 4*len(small.entries) || small.recent.Len() != len(small.entries) {
			t.Fatalf("after %d entries: %d bytes in %d entries", i, small.bytes, len(small.entries))
		}
	}
	small.put("large", 11, outcome{})
	if _, kept := small.get("large"); kept {
		t.Error("an outcome larger than the cache was kept")
	}
}

func TestRefusalsAreCachedButNotShared(t *testing.T) {
	g := New(toySchema(t), Limits{})
	const query = `{ nope }`
	_, errs := g.Prepare(query)
	want := errs[0].Message
	errs[0].Extensions["code"] = "CHANGED"
	errs[0].Locations[0].Line = 99
	_, again := g.Prepare(query)
	if again[0].Message != want || again[0].Extensions["code"] != CodeValidationFailed || again[0].Locations[0].Line != 1 {
		t.Errorf("a caller changed what others receive: %v", again[0])
	}
	if len(g.refused.entries) != 1 || len(g.good.entries) != 0 {
		t.Error("the refusal was not cached apart")
	}
}

func TestPanicsAreReportedNotSpread(t *testing.T) {
	var log bytes.Buffer
	g := New(toySchema(t), Limits{}, WithLogger(slog.New(slog.NewTextHandler(&log, nil))))
	g.schema = nil
	_, errs := g.Prepare(`{ statistics { id } }`)
	if len(errs) != 1 || errs[0].Extensions["code"] != CodeInternal {
		t.Fatalf("got %v", errs)
	}
	if strings.Contains(errs[0].Message, "nil pointer") || !strings.Contains(log.String(), "nil pointer") {
		t.Errorf("the fault belongs into the log only: %q, log %q", errs[0].Message, log.String())
	}
}

// TestManyRequestsAtOnce is for the race detector: graphql-go fills tables of a
// schema at their first use, which New must have done before.
func TestManyRequestsAtOnce(t *testing.T) {
	g := New(toySchema(t), Limits{CachedDocuments: 2})
	const query = `{ actor { ... on Person { name relations(direction: OUT) { totalCount } } } node(id: "a") { id } }`
	limits := g.limits
	tokens, err := lex(query, &limits)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := parse(query, tokens) // validation would fill tables as well
	if err != nil {
		t.Fatal(err)
	}
	start := make(chan struct{})
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			<-start
			for k := range 20 {
				result := graphql.Execute(graphql.ExecuteParams{Schema: *g.schema, AST: doc.AST})
				if result.HasErrors() {
					t.Error(result.Errors)
				}
				if _, errs := g.Prepare(fmt.Sprintf("%s # %d", query, (i+k)%5)); len(errs) > 0 {
					t.Error(errs)
				}
				g.Prepare(`{ nope }`)
			}
		})
	}
	close(start)
	wait.Wait()
}

func TestValidationStopsWhenThereIsEnough(t *testing.T) {
	doc := parsed(t, "{"+strings.Repeat(" nope", 300)+" }")
	v := &findings{doc: doc, max: 20}
	if n := v.walk(toySchema(t), doc.AST, 1000); n != 20 || len(v.errs) != 20 {
		t.Errorf("the walk went on to %d findings and gives %d", n, len(v.errs))
	}
}

func FuzzPrepare(f *testing.F) {
	for _, seed := range []string{
		fullIntrospection, `{ echo(int: null, list: [1, null], string: """a\"""b""", id: "\uD83D\uDE00\u{1F600}") }`,
		`query A($a: [Int!]! = [1], $b: StatementFilter = {text: null}) @skip(if: true) { echo(list: $a, filter: $b) }`,
		"{ # é\n null: node(id: \"x\") { ...F } } fragment F on Node { id ...F }", `subscription { changes { sequence } }`,
	} {
		f.Add(seed)
	}
	g := New(toySchema(f), Limits{})
	f.Fuzz(func(t *testing.T, query string) {
		doc, errs := g.Prepare(query)
		if (doc == nil) == (len(errs) == 0) || len(errs) > g.limits.Errors {
			t.Fatalf("neither a document nor a bounded list of errors: %v, %d", doc, len(errs))
		}
		for _, err := range errs {
			if code, _ := err.Extensions["code"].(string); code == "" || code == CodeInternal {
				t.Fatalf("%q on %q", code, query)
			}
		}
		if doc == nil {
			return
		}
		for _, op := range doc.Operations {
			vars, _ := g.Variables(doc, op, nil)
			if _, err := g.Cost(doc, op, vars); err != nil && !errors.As(err, new(*Error)) {
				t.Fatal(err)
			}
		}
	})
}

// fullIntrospection asks for everything that clients know of, in our own words.
const fullIntrospection = `query IntrospectionQuery {
	__schema {
		description
		queryType { name kind } mutationType { name kind } subscriptionType { name kind }
		types { ...Type }
		directives { name description isRepeatable locations args(includeDeprecated: true) { ...Input } }
	}
}
fragment Type on __Type {
	kind name description specifiedByURL isOneOf
	fields(includeDeprecated: true) {
		name description args(includeDeprecated: true) { ...Input } type { ...Ref } isDeprecated deprecationReason
	}
	inputFields(includeDeprecated: true) { ...Input }
	interfaces { ...Ref }
	enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
	possibleTypes { ...Ref }
}
fragment Input on __InputValue { name description type { ...Ref } defaultValue isDeprecated deprecationReason }
fragment Ref on __Type {
	kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
	ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }
}`
