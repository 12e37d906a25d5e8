package guard

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/graphql-go/graphql/language/ast"
)

// echoed coerces the arguments of the field echo in a query.
func echoed(t *testing.T, g *Guard, query, variables string) (map[string]any, error) {
	t.Helper()
	doc, errs := g.Prepare(query)
	if len(errs) > 0 {
		return nil, errs[0]
	}
	op := doc.Operations[0]
	raw, err := g.DecodeVariables([]byte(variables), false)
	if err != nil {
		return nil, err
	}
	vars, bad := g.Variables(doc, op, raw)
	if len(bad) > 0 {
		return nil, bad[0]
	}
	field := op.SelectionSet.Selections[0].(*ast.Field)
	return Arguments(g.schema.QueryType().Fields()["echo"].Args, field.Arguments, vars)
}

func TestArguments(t *testing.T) {
	g := New(toySchema(t), Limits{})
	defaults := map[string]any{"required": 5, "old": `a "b"`}
	for _, c := range []struct {
		query, vars string
		want        map[string]any // beside the defaults
		fault       string         // part of the error instead
	}{
		{query: `{echo}`},
		{
			query: `{echo(int:null string:null list:null filter:null direction:null id:null date:null)}`,
			want:  map[string]any{"int": nil, "string": nil, "list": nil, "filter": nil, "direction": nil, "id": nil, "date": nil},
		},
		{query: `{echo(old:null)}`, want: map[string]any{"old": nil}},
		{query: `{echo(required:null)}`, fault: `Expected a value of type "Int!", found null.`},
		{query: `{echo(int:3 float:3 id:3 boolean:true string:"3")}`, want: map[string]any{"int": 3, "float": 3.0, "id": "3", "boolean": true, "string": "3"}},
		{query: `{echo(id:12345678901234567890)}`, want: map[string]any{"id": "12345678901234567890"}},
		{query: `{echo(int:"3")}`, fault: `Expected an Int, found "3".`},
		{query: `{echo(int:3.0)}`, fault: `Expected an Int, found 3.0.`},
		{query: `{echo(int:2147483648)}`, fault: "32 bits"},
		{query: `{echo(int:-2147483648)}`, want: map[string]any{"int": -2147483648}},
		{query: `{echo(float:1e400)}`, fault: "64 bits"},
		{query: `{echo(string:A)}`, fault: "Expected a String, found A."},
		{query: `{echo(boolean:1)}`, fault: "Expected a Boolean, found 1."},
		{query: `{echo(direction:IN)}`, want: map[string]any{"direction": 2}},
		{query: `{echo(direction:"IN")}`, fault: "Write IN without quotation marks."},
		{query: `{echo(direction:INN)}`, fault: `Did you mean "IN"?`},
		{query: `{echo(direction:NULL)}`, fault: `"NULL" does not exist`},
		{query: `{echo(list:1)}`, want: map[string]any{"list": []any{1}}},
		{query: `{echo(list:[1 null 3])}`, want: map[string]any{"list": []any{1, nil, 3}}},
		{query: `{echo(list:[])}`, want: map[string]any{"list": []any{}}},
		{query: `{echo(lists:[[1] null 2])}`, want: map[string]any{"lists": []any{[]any{1}, nil, []any{2}}}},
		{query: `{echo(lists:[[1 null]])}`, fault: `"lists[0][1]": Expected a value of type "Int!", found null.`},
		{query: `{echo(filter:{text:null})}`, want: map[string]any{"filter": map[string]any{"text": nil, "relayed": false, "minLength": 7}}},
		{query: `{echo(filter:{relayed:null})}`, fault: `"filter.relayed": Expected a value of type "Boolean!", found null.`},
		{query: `{echo(filter:{minLength:null acts:OUT})}`, want: map[string]any{"filter": map[string]any{"minLength": nil, "relayed": false, "acts": []any{1}}}},
		{query: `{echo(filter:{txt:"a"})}`, fault: `Did you mean "text"?`},
		{query: `{echo(filter:{text:"a" text:"b"})}`, fault: "only one input field"},
		{query: `{echo(filter:[])}`, fault: "Expected an object"},
		{query: `{echo(date:"2026-01")}`, want: map[string]any{"date": "2026-01"}},
		{query: `{echo(date:"x")}`, fault: `Expected a value of type "EDTF", found "x".`},
		{query: `{echo(string:"\uD83D\uDE00 \u{1F600} \n\"")}`, want: map[string]any{"string": "😀 😀 \n\""}},
		{query: "{echo(string:\"\"\"\n    one\n      two \\\"\"\"\n\n  \"\"\")}", want: map[string]any{"string": "one\n  two \"\"\""}},

		{query: `query($v:Int){echo(int:$v)}`, vars: `{}`},
		{query: `query($v:Int){echo(int:$v)}`, vars: `{"v":null}`, want: map[string]any{"int": nil}},
		{query: `query($v:Int=4){echo(int:$v)}`, want: map[string]any{"int": 4}},
		{query: `query($v:Int=null){echo(int:$v)}`, want: map[string]any{"int": nil}},
		{query: `query($v:Int=4){echo(int:$v)}`, vars: `{"v":null}`, want: map[string]any{"int": nil}},
		{query: `query($v:Int!=4){echo(required:$v)}`, want: map[string]any{"required": 4}},
		{query: `query($v:Int){echo(required:$v)}`, vars: `{}`},
		{query: `query($v:Int){echo(required:$v)}`, vars: `{"v":null}`, fault: `the variable "$v" is null`},
		{query: `query($v:Int=4){echo(lists:[[$v]])}`, vars: `{"v":null}`, fault: `the variable "$v" is null`},
		{query: `query($v:Int){echo(lists:[[$v]])}`, fault: `is used in a position that expects type "Int!"`},
		{query: `query($v:Int=null){echo(lists:[[$v]])}`, fault: `is used in a position that expects type "Int!"`},
		{query: `query($v:Int!){echo(lists:[[$v]])}`, vars: `{"v":1}`, want: map[string]any{"lists": []any{[]any{1}}}},
		{query: `query($v:Int){echo(list:[$v])}`, want: map[string]any{"list": []any{nil}}},
		{query: `query($v:String){echo(filter:{text:$v})}`, want: map[string]any{"filter": map[string]any{"relayed": false, "minLength": 7}}},
		{query: `query($v:Boolean){echo(filter:{relayed:$v})}`, want: map[string]any{"filter": map[string]any{"relayed": false, "minLength": 7}}},
		{query: `query($v:Direction){echo(direction:$v)}`, vars: `{"v":"OUT"}`, want: map[string]any{"direction": 1}},
		{query: `query($v:Direction!=OUT){echo(direction:$v)}`, want: map[string]any{"direction": 1}},
		{query: `query($v:Int="a"){echo(int:$v)}`, fault: `Default value of variable "$v": Expected an Int, found "a".`},
		{query: `query($v:String){echo(int:$v)}`, fault: `is used in a position`},
		{query: `query($v:[Int]){echo(int:$v)}`, fault: `is used in a position`},
		{query: `query($v:Int){echo(list:$v)}`, fault: `is used in a position`},
	} {
		got, err := echoed(t, g, c.query, c.vars)
		if c.fault != "" {
			if err == nil || !strings.Contains(err.Error(), c.fault) {
				t.Errorf("%s %s: got %v, %v, want a fault with %s", c.query, c.vars, got, err, c.fault)
			}
			continue
		}
		want := map[string]any{}
		for _, from := range []map[string]any{defaults, c.want} {
			for k, v := range from {
				want[k] = v
			}
		}
		if err != nil {
			t.Errorf("%s %s: %v", c.query, c.vars, err)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s %s: %s", c.query, c.vars, diff)
		}
	}
}

func TestNullIsAValueOnlyWhereValuesStand(t *testing.T) {
	g := New(toySchema(t), Limits{})
	doc := mustPrepare(t, g, `query null($null: Int = null) { null: echo(int: $null, string: null) }`)
	op := doc.Operations[0]
	field := op.SelectionSet.Selections[0].(*ast.Field)
	if op.Name.Value != "null" || field.Alias.Value != "null" || !IsNull(op.VariableDefinitions[0].DefaultValue) {
		t.Error("a name was taken for a value, or a value for a name")
	}
	if IsNull(field.Arguments[0].Value) || !IsNull(field.Arguments[1].Value) {
		t.Error("the variable was taken for null, or null for something else")
	}
}

func TestVariables(t *testing.T) {
	g := New(toySchema(t), Limits{ListItems: 3})
	const all = `mutation($i: RelateInput!) { relate(input: $i) { transaction } }`
	one := func(typ string) string {
		argument := map[string]string{"Int": "int", "Float": "float", "String": "string", "Boolean": "boolean", "ID": "id", "Direction": "direction", "[Int]": "list", "EDTF": "date"}[typ]
		return "query($v:" + typ + "){echo(" + argument + ":$v)}"
	}
	for _, c := range []struct {
		query, vars string
		want        any
		fault       string
	}{
		{one("Int"), `{"v":3}`, 3, ""},
		{one("Int"), `{"v":3.0}`, 3, ""},
		{one("Int"), `{"v":1e3}`, 1000, ""},
		{one("Int"), `{"v":3.7}`, nil, `Variable "$v": Expected an Int, found the number 3.7.`},
		{one("Int"), `{"v":"3"}`, nil, `Variable "$v": Expected an Int, found the string "3".`},
		{one("Int"), `{"v":true}`, nil, "found true"},
		{one("Int"), `{"v":[1]}`, nil, "found a list"},
		{one("Int"), `{"v":2147483648}`, nil, "32 bits"},
		{one("Int"), `{"v":-2147483648}`, -2147483648, ""},
		{one("Float"), `{"v":3}`, 3.0, ""},
		{one("Float"), `{"v":"3"}`, nil, "found the string"},
		{one("Float"), `{"v":1e999}`, nil, "64 bits"},
		{one("String"), `{"v":3}`, nil, "found the number 3"},
		{one("String"), `{"v":"Зе"}`, "Зе", ""},
		{one("Boolean"), `{"v":"true"}`, nil, "found the string"},
		{one("Boolean"), `{"v":0}`, nil, "found the number"},
		{one("ID"), `{"v":12345678901234567890}`, "12345678901234567890", ""},
		{one("ID"), `{"v":"a"}`, "a", ""},
		{one("ID"), `{"v":1.5}`, nil, "a string or a whole number"},
		{one("ID"), `{"v":true}`, nil, "found true"},
		{one("Direction"), `{"v":"IN"}`, 2, ""},
		{one("Direction"), `{"v":2}`, nil, "as a string"},
		{one("Direction"), `{"v":"BOHT"}`, nil, `Did you mean "BOTH"?`},
		{one("EDTF"), `{"v":"2026"}`, "2026", ""},
		{one("EDTF"), `{"v":"x"}`, nil, "a date begins with its century"},
		{one("EDTF"), `{"v":"panic"}`, nil, `Expected a value of type "EDTF"`},
		{one("[Int]"), `{"v":1}`, []any{1}, ""},
		{one("[Int]"), `{"v":[1,null]}`, []any{1, nil}, ""},
		{one("[Int]"), `{"v":[1,2,3,4]}`, nil, "the limit is 3"},
		{one("[Int]"), `{"v":[1,"2"]}`, nil, `Variable "$v[1]"`},
		{one("Int"), `{"v":null}`, nil, ""},
		{all, `{}`, nil, "was not provided"},
		{all, `{"i":null}`, nil, `Expected a value of type "RelateInput!", found null.`},
		{all, `{"i":{"type":"STATED","from":"a","evidence":[{"document":"d"}]}}`, nil, `Variable "$i.evidence[0].exact": The required field of type "String!" was not provided.`},
		{all, `{"i":{"type":"STATED","from":"a","evidence":[],"form":1}}`, nil, `Variable "$i.form": The field is not defined by type "RelateInput". Did you mean "from"?`},
		{all, `{"i":{"type":"STATED","from":"a","evidence":[null]}}`, nil, `Variable "$i.evidence[0]": Expected a value of type "EvidenceInput!", found null.`},
	} {
		doc := mustPrepare(t, g, c.query)
		raw, err := g.DecodeVariables([]byte(c.vars), false)
		if err != nil {
			t.Fatal(err)
		}
		got, errs := g.Variables(doc, doc.Operations[0], raw)
		if c.fault != "" {
			var typed *Error
			if len(errs) == 0 || !strings.Contains(errs[0].Error(), c.fault) || !errors.As(errs[0], &typed) || len(typed.Locations) != 1 {
				t.Errorf("%s %s: got %v, %v, want %s", c.query, c.vars, got, errs, c.fault)
			}
			continue
		}
		value, present := got["v"]
		if len(errs) > 0 || !present {
			t.Errorf("%s %s: %v", c.query, c.vars, errs)
		} else if diff := cmp.Diff(c.want, value); diff != "" {
			t.Errorf("%s %s: %s", c.query, c.vars, diff)
		}
	}
}

func TestAbsentVariablesHaveNoKey(t *testing.T) {
	g := New(toySchema(t), Limits{})
	doc := mustPrepare(t, g, `query($a: Int, $b: Int = null, $c: Int) { echo(int: $a, list: [$b, $c]) }`)
	got, errs := g.Variables(doc, doc.Operations[0], map[string]any{"c": nil, "unknown": 1})
	if diff := cmp.Diff(map[string]any{"b": nil, "c": nil}, got); diff != "" || len(errs) > 0 {
		t.Error(diff, errs)
	}
}

func TestCost(t *testing.T) {
	g := New(toySchema(t), Limits{})
	for _, c := range []struct {
		query string
		vars  map[string]any
		want  int
	}{
		{`{ echo }`, nil, 0},
		{`{ statistics { id } }`, nil, 1},
		{`{ statements { nodes { id } } }`, nil, 1 + 20},
		{`{ statements(first: 3) { totalCount nodes { id document { id } } } }`, nil, 1 + 3*2},
		{`{ statements(last: 3) { edges { node { id } } } }`, nil, 1 + 3*2},
		{`query($n: Int) { statements(first: $n) { nodes { id } } }`, map[string]any{"n": 7}, 1 + 7},
		{`query($n: Int) { statements(first: $n) { nodes { id } } }`, nil, 1 + 20},
		{`query($n: Int) { statements(first: $n) { nodes { id } } }`, map[string]any{"n": nil}, 1 + 20},
		{`{ statements(first: -1) { nodes { id } } }`, nil, 1},
		{`{ statements(first: 2) { ...A } } fragment A on StatementConnection { nodes { about(first: 3) { nodes { id } } } }`, nil, 1 + 2*(1+1+3)},
		{`{ neighborhood(ids: []) { nodes { id } } }`, nil, 1 + 500},
		{`{ neighborhood(ids: [], limit: 5) { nodes { id } } }`, nil, 1 + 5},
		{`{ node(id: 1) { ... on Person { statements { nodes { id } } } ... on Statement { document { id } } } }`, nil, 1 + 21},
		{`query($no: Boolean = false) { statements @include(if: $no) { nodes { id } } statistics { id } }`, map[string]any{"no": false}, 1},
		{`{ __schema { types { name } } }`, nil, 0},
	} {
		doc := mustPrepare(t, g, c.query)
		got, err := g.Cost(doc, doc.Operations[0], c.vars)
		if err != nil || got != c.want {
			t.Errorf("%s: %d, %v, want %d", c.query, got, err, c.want)
		}
	}
}
