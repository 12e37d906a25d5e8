package plan

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/graphql-go/graphql"
	"pgregory.net/rapid"
)

// Where graphql.Execute does not do what the specification asks, or leaves
// freedom, the comparison steps aside. This is the whole list.
var exclusions = []string{
	"keys: the library writes them alphabetically, in query order is tested elsewhere; both sides are compared as maps",
	"order of errors: free; both sides are compared as sets",
	"errors inside a part that null propagation erased: which of them are reported is free, and the library visits siblings in random order; they count as one error at the place that became null",
	"extensions: the library knows no codes",
	"errors as items of a list of non-null items: the library can fail one item only by a thunk, which nulls the whole response there; the schema has none",
	"explicit null, lenient leaves, panics: differ on purpose and have tests of their own; the generator draws none",
}

func TestMatchesTheReference(t *testing.T) {
	toy := newToy(t, Options{})
	each := 6 // operations per check
	if testing.Short() {
		each = 1
	}
	drawn, admitted, failing := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		for range each {
			query, vars := drawOperation(t, &toy.schema)
			drawn++
			executed, failed := compareOne(t, toy, query, vars)
			if executed {
				admitted++
			}
			if failed {
				failing++
			}
		}
	})
	if admitted*2 < drawn || failing == 0 || failing == admitted {
		t.Errorf("the generator is off: %d drawn, %d executed, %d of them with errors", drawn, admitted, failing)
	}
}

// compareOne executes an operation on both sides. It says whether the guard let
// it through and whether it had errors.
func compareOne(t *rapid.T, toy *toy, query string, vars json.RawMessage) (executed, failed bool) {
	doc, refused := toy.guard.Prepare(query)
	if len(refused) > 0 {
		if code := refused[0].Extensions["code"]; code == "SYNTAX_ERROR" {
			t.Fatalf("drew a query that does not parse: %s\n%v", query, refused)
		}
		return false, false
	}
	res := toy.ex.Execute(context.Background(), Request{Query: query, Variables: vars, Env: 1})
	defer res.Release()
	if !res.Executed {
		return false, false // too costly
	}
	var raw map[string]any
	if err := json.Unmarshal(vars, &raw); err != nil {
		t.Fatal(err)
	}
	want := graphql.Execute(graphql.ExecuteParams{Schema: toy.schema, AST: doc.AST, Args: raw, Context: Reference(context.Background(), 1, toy.ex.log)})
	doc.Relocate(want.Errors)
	encoded, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	expected, got := normalise(t, encoded), normalise(t, res.Body)
	if diff := cmp.Diff(expected, got); diff != "" {
		t.Fatalf("differs from graphql.Execute (-want +got); excluded: %s\n%s\nquery: %s\nvariables: %s\nbody: %s",
			strings.Join(exclusions, "\n"), diff, query, vars, res.Body)
	}
	return true, len(expected.Errors) > 0
}

type outcome struct {
	Data   any
	Errors []string
}

// normalise gives what the two executors must agree on.
func normalise(t interface{ Fatalf(string, ...any) }, body []byte) outcome {
	var out struct {
		Data   any
		Errors []struct {
			Message   string
			Path      []any
			Locations any
		}
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&out); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	seen := map[string]bool{}
	for _, e := range out.Errors {
		line := fmt.Sprint(e.Path, e.Message, e.Locations)
		if at := deadAt(out.Data, e.Path); at < len(e.Path) {
			line = fmt.Sprint("null at ", e.Path[:at])
		}
		seen[line] = true
	}
	c := outcome{Data: out.Data}
	for line := range seen {
		c.Errors = append(c.Errors, line)
	}
	sort.Strings(c.Errors)
	return c
}

// deadAt gives the length of the shortest prefix of a path at which data is null.
func deadAt(data any, path []any) int {
	for i, step := range path {
		switch at := data.(type) {
		case map[string]any:
			data = at[step.(string)]
		case []any:
			n, _ := step.(json.Number).Int64()
			data = at[n]
		default:
			return i
		}
	}
	return len(path)
}

func TestIntrospectionMatchesTheReference(t *testing.T) {
	toy := newToy(t, Options{})
	query := `query I { __schema { queryType{name} mutationType{name} types { ...T } directives { name description locations args { ...V } } } }
		fragment T on __Type { kind name description fields(includeDeprecated: true) { name description args { ...V } type { ...R } isDeprecated deprecationReason }
			inputFields { ...V } interfaces { ...R } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...R } }
		fragment V on __InputValue { name description type { ...R } defaultValue }
		fragment R on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`
	doc, refused := toy.guard.Prepare(query)
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	want, err := json.Marshal(graphql.Execute(graphql.ExecuteParams{Schema: toy.schema, AST: doc.AST, Context: context.Background()}))
	if err != nil {
		t.Fatal(err)
	}
	first := toy.run(t, query)
	if diff := cmp.Diff(sortLists(normalise(t, want).Data), sortLists(normalise(t, []byte(first)).Data)); diff != "" {
		t.Fatal(diff)
	}
	if !strings.HasPrefix(first, `{"data":{"__schema":{"queryType":{"name":"Query"},"mutationType"`) {
		t.Errorf("not in query order: %.200s", first)
	}
	if toy.ex.known.lru.order.Len() != 1 {
		t.Error("the introspection was not kept")
	}
	if second := toy.run(t, query); second != first {
		t.Error("the kept introspection differs")
	}
	for range 3 { // the library takes types and arguments from maps
		if other := newToy(t, Options{}).run(t, query); other != first {
			t.Error("equal schemas are introspected differently")
		}
	}
}

// sortLists orders lists of objects, which the library takes from Go maps.
func sortLists(data any) any {
	switch data := data.(type) {
	case map[string]any:
		for k, v := range data {
			data[k] = sortLists(v)
		}
	case []any:
		for i, v := range data {
			data[i] = sortLists(v)
		}
		sort.Slice(data, func(i, j int) bool { return fmt.Sprint(data[i]) < fmt.Sprint(data[j]) })
	}
	return data
}

func TestMixedIntrospection(t *testing.T) {
	toy := newToy(t, Options{})
	for range 2 { // computed, then from the cache
		got := toy.run(t, `query($n: String!){z:__type(name:$n){kind n:name} node(id:1){label} __typename none:__type(name:"No"){name}}`, `{"n":"Doc"}`)
		if want := `{"data":{"z":{"kind":"OBJECT","n":"Doc"},"node":{"label":"State 1@0"},"__typename":"Query","none":null}}`; got != want {
			t.Errorf("got %s", got)
		}
	}
	got := toy.run(t, `query($n: String!){z:__type(name:$n){kind n:name} node(id:1){label} __typename none:__type(name:"No"){name}}`, `{"n":"Kind"}`)
	if !strings.Contains(got, `{"kind":"ENUM","n":"Kind"}`) {
		t.Errorf("other variables, same answer: %s", got)
	}
}
