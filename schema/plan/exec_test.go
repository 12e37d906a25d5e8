package plan

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/graphql-go/graphql"
	"go.uber.org/goleak"

	"onrecord/schema/guard"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestQueryOrder(t *testing.T) {
	toy := newToy(t, Options{})
	for _, c := range []struct{ name, query, want string }{
		{"as written", `{z: __typename node(id:0){label kind id} a: __typename}`, `{"z":"Query","node":{"label":"Person 0@0","kind":"PERSON","id":"0"},"a":"Query"}`},
		{"first place counts when merged", `{node(id:0){label} a: __typename node(id:0){id label}}`, `{"node":{"label":"Person 0@0","id":"0"},"a":"Query"}`},
		{"fragments in place", `{node(id:0){kind ...F ... on Person {age} label}} fragment F on Node {id ...on Actor{aliases}}`, `{"node":{"kind":"PERSON","id":"0","aliases":["a\"Person","Зеленський` + "\u2028" + `"],"age":0,"label":"Person 0@0"}}`},
		{"skipped ones leave no trace", `{node(id:0){id @skip(if:true) ...F @include(if:false) label id}} fragment F on Node {kind}`, `{"node":{"label":"Person 0@0","id":"0"}}`},
		{"a fragment counts once", `{node(id:0){...F label ...F}} fragment F on Node {kind}`, `{"node":{"kind":"PERSON","label":"Person 0@0"}}`},
		{"same key, other nodes", `{nodes(ids:[0,1]){...on Person{rel{total}} ...on State{rel{nodes{id}}}}}`, `{"nodes":[{"rel":{"total":2}},{"rel":{"nodes":[{"id":"3"},{"id":"4"}]}}]}`},
		{"same key, more nodes", `{nodes(ids:[0,1]){rel{total} ...on State{rel{nodes{id}}}}}`, `{"nodes":[{"rel":{"total":2}},{"rel":{"total":2,"nodes":[{"id":"3"},{"id":"4"}]}}]}`},
		{"per type", `{nodes(ids:[0,1,2]){...on State{iso id} ...on Node{id} ...on Doc{day}}}`, `{"nodes":[{"id":"0"},{"iso":null,"id":"1"},{"id":"2","day":"2026-01-06"}]}`},
	} {
		if got, want := toy.run(t, c.query), `{"data":`+c.want+`}`; got != want {
			t.Errorf("%s: got %s\nwant %s", c.name, got, want)
		}
	}
}

func TestDirectivesByVariable(t *testing.T) {
	toy := newToy(t, Options{})
	query := `query($a: Boolean!, $b: Boolean = false){node(id:0){id @include(if:$a) ...F @skip(if:$b) __typename}} fragment F on Node {kind @include(if:$a)}`
	for _, c := range []struct{ vars, want string }{
		{`{"a":true}`, `{"id":"0","kind":"PERSON","__typename":"Person"}`},
		{`{"a":false}`, `{"__typename":"Person"}`},
		{`{"a":true,"b":true}`, `{"id":"0","__typename":"Person"}`},
		{`{"a":true}`, `{"id":"0","kind":"PERSON","__typename":"Person"}`},
	} {
		if got, want := toy.run(t, query, c.vars), `{"data":{"node":`+c.want+`}}`; got != want {
			t.Errorf("%s: got %s", c.vars, got)
		}
	}
	if n := toy.ex.programs.order.Len(); n != 3 {
		t.Errorf("%d programs for three truth assignments", n)
	}
}

func TestNullPropagation(t *testing.T) {
	// node 12 is a Person whose "strictly" fails, node 13 % 12 == 1 is a State; Person 9's is fine.
	toy := newToy(t, Options{})
	for _, c := range []struct {
		name, query, want string
		paths             []string
	}{
		{"nullable field", `{node(id:6){id ...on Person{fails}}}`, `{"node":{"id":"6","fails":null}}`, []string{`["node","fails"]`}},
		{"non-null field erases its object", `{node(id:12){id ...on Person{strictly}}}`, `{"node":null}`, []string{`["node","strictly"]`}},
		{"a chain of non-null fields", `{a:node(id:6){...on Person{best{strictly}}} b:__typename}`, `{"a":null,"b":"Query"}`, []string{`["a","best","strictly"]`}},
		{"up to all of data", `{must{id strictly}}`, `null`, []string{`["must","strictly"]`}},
		{"an item of a nullable list", `{people(first:6){strictly}}`, `{"people":[null,{"strictly":"fine 3"},{"strictly":"fine 6"},{"strictly":"fine 9"},null,{"strictly":"fine 15"}]}`, []string{`["people",0,"strictly"]`, `["people",4,"strictly"]`}},
		{"a null item of a non-null list", `{node(id:2){...on Doc{matrix}}}`, `{"node":{"matrix":[[1,2],null,[],[]]}}`, []string{`["node","matrix",1,1]`}},
		{"a null object of a non-null list", `{node(id:2){...on Doc{grid{id}}}}`, `{"node":{"grid":[[{"id":"2"},{"id":"1"}],null,null]}}`, []string{`["node","grid",1,1]`}},
		{"siblings behind an erased list", `{node(id:2){...on Doc{grid{...on Doc{strictly} id} id}}}`, `{"node":{"grid":[[{"strictly":"fine 2","id":"2"},{"id":"1"}],null,null],"id":"2"}}`, []string{`["node","grid",1,1]`}},
		{"non-null list of non-null", `{node(id:29){rel(first:3){strict{id} total}}}`, `{"node":{"rel":null}}`, []string{`["node","rel","strict",1]`}},
		{"a failing batch fails all its parents", `{people(first:2){rel(first:-1){total}}}`, `{"people":[{"rel":null},{"rel":null}]}`, []string{`["people",0,"rel"]`, `["people",1,"rel"]`}},
		{"a fragment spread twice", `{node(id:6){...F ...F}} fragment F on Person{fails}`, `{"node":{"fails":null}}`, []string{`["node","fails"]`}},
		{"an error in a list", `{nodes(ids:["x",1]){id}}`, `{"nodes":[null,{"id":"1"}]}`, []string{`["nodes",0]`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := toy.run(t, c.query)
			var out struct {
				Data   json.RawMessage
				Errors []struct {
					Path       json.RawMessage
					Locations  []any
					Extensions map[string]string
				}
			}
			if err := json.Unmarshal([]byte(body), &out); err != nil {
				t.Fatal(err)
			}
			if string(out.Data) != c.want {
				t.Errorf("got %s\nwant %s", out.Data, c.want)
			}
			var paths []string
			for _, e := range out.Errors {
				paths = append(paths, string(e.Path))
				if len(e.Locations) != 1 || e.Extensions["code"] == "" {
					t.Errorf("an error without location or code: %s", body)
				}
			}
			if fmt.Sprint(paths) != fmt.Sprint(c.paths) {
				t.Errorf("errors at %v, want %v", paths, c.paths)
			}
		})
	}
}

// The number of calls depends on the selection alone: not on the number of
// parents and not on the number of their types.
func TestOneCallPerLevel(t *testing.T) {
	for _, c := range []struct {
		name, query string
		want        map[string]int
	}{
		{"list", `{people(first:20){label}}`, map[string]int{"label": 1}},
		{"types share a resolver", `{nodes(ids:[0,1,2,3,4,5,6,7,8]){label}}`, map[string]int{"label": 1}},
		{"levels", `{nodes(ids:[0,1,2,3]){rel(first:5){nodes{label rel{nodes{label}}}}}}`, map[string]int{"rel": 2, "label": 2}},
		{"one parent", `{nodes(ids:[0]){rel(first:5){nodes{label rel{nodes{label}}}}}}`, map[string]int{"rel": 2, "label": 2}},
		{"different arguments", `{nodes(ids:[0,1]){a:rel(first:1){total} b:rel(first:2){total}}}`, map[string]int{"rel": 2}},
		{"below a fragment in two places", `{a:node(id:1){...F} b:node(id:2){...F}} fragment F on Node {rel{nodes{label}}}`, map[string]int{"label": 1, "node": 2, "rel": 2}},
		{"environments are kept apart", `{a:view(rev:1){...V} b:view(rev:2){...V}} fragment V on View{node(id:1){label}}`, map[string]int{"label": 2, "node": 2}},
		{"selections of one type only", `{nodes(ids:[0,1,2]){...on Person{label} ...on State{x:label}}}`, map[string]int{"label": 2}},
	} {
		toy := newToy(t, Options{})
		body := toy.run(t, c.query)
		if strings.Contains(body, "errors") {
			t.Errorf("%s: %s", c.name, body)
		}
		if fmt.Sprint(toy.calls) != fmt.Sprint(c.want) {
			t.Errorf("%s: calls %v, want %v", c.name, toy.calls, c.want)
		}
	}
}

func TestEnvironment(t *testing.T) {
	toy := newToy(t, Options{})
	query := `{node(id:0){label} v:view(rev:4){node(id:0){label rel{nodes{label}}}} w:view(rev:5){node(id:0){label}}}`
	res := toy.ex.Execute(context.Background(), Request{Query: query, Env: 1})
	defer res.Release()
	want := `{"data":{"node":{"label":"Person 0@1"},"v":{"node":{"label":"Person 0@4","rel":{"nodes":[{"label":"State 1@4"},{"label":"Doc 2@4"}]}}},"w":{"node":{"label":"Person 0@5"}}}}`
	if string(res.Body) != want {
		t.Errorf("got %s", res.Body)
	}
}

func TestArguments(t *testing.T) {
	toy := newToy(t, Options{})
	for _, c := range []struct{ args, vars, want string }{
		{``, ``, `kind=3;`},
		{`(n: null)`, ``, `kind=3;n=<nil>;`},
		{`(kind: null)`, ``, `kind=<nil>;`},
		{`(n: $n)`, `{}`, `kind=3;`},
		{`(n: $n)`, `{"n":null}`, `kind=3;n=<nil>;`},
		{`(n: $n)`, `{"n":7}`, `kind=3;n=7;`},
		{`(filter: {min: $n, tags: ["a"]})`, `{"n":7}`, `filter={min=7;tags=[a];text=x;};kind=3;`},
		{`(filter: {text: null})`, ``, `filter={text=<nil>;};kind=3;`},
		{`(fs: 1, kind: PERSON)`, ``, `fs=[1];kind=1;`},
	} {
		head := ""
		if strings.Contains(c.args, "$n") {
			head = "query($n: Int)"
		}
		body := toy.run(t, head+`{echo`+c.args+`}`, c.vars)
		if want := `{"data":{"echo":"` + c.want + `"}}`; body != want {
			t.Errorf("%s %s: got %s", c.args, c.vars, body)
		}
	}
}

func TestRequestErrors(t *testing.T) {
	toy := newToy(t, Options{})
	for _, c := range []struct {
		name string
		req  Request
		code string
	}{
		{"syntax", Request{Query: `{`}, guard.CodeSyntaxError},
		{"validation", Request{Query: `{nope}`}, guard.CodeValidationFailed},
		{"operation name", Request{Query: `query A{__typename} query B{__typename}`}, guard.CodeOperationNameNeeded},
		{"variable", Request{Query: `query($n:Int){echo(n:$n)}`, Variables: json.RawMessage(`{"n":"3"}`)}, guard.CodeBadVariable},
		{"variables", Request{Query: `{__typename}`, Variables: json.RawMessage(`[1]`)}, guard.CodeBadVariable},
		{"subscription", Request{Query: `subscription{ticks}`}, CodeNotSupported},
		{"read-only", Request{Query: `mutation{bump{before}}`, ReadOnly: true}, CodeReadOnly},
	} {
		c.req.Extensions = map[string]any{"id": "<r1>"}
		res := toy.ex.Execute(context.Background(), c.req)
		if res.Executed || res.ErrorCode != c.code {
			t.Errorf("%s: executed %v, code %q: %s", c.name, res.Executed, res.ErrorCode, res.Body)
		}
		body := string(res.Body)
		if !json.Valid(res.Body) || strings.Contains(body, `"data"`) || !strings.Contains(body, `"code":"`+c.code) || !strings.HasSuffix(body, `,"extensions":{"id":"<r1>"}}`) {
			t.Errorf("%s: %s", c.name, body)
		}
		res.Release()
	}
	if toy.counter != 0 {
		t.Error("a refused mutation ran")
	}
}

func TestMutationsRunOneAfterTheOther(t *testing.T) {
	toy := newToy(t, Options{})
	got := toy.run(t, `mutation{z:bump{before now} a:bump(by:5){now before} m:bump{before}}`)
	if want := `{"data":{"z":{"before":0,"now":1},"a":{"now":6,"before":1},"m":{"before":6}}}`; got != want {
		t.Errorf("got %s", got)
	}
	got = toy.run(t, `mutation{bump{now} mustBump{now} b:bump{now}}`)
	if !strings.HasPrefix(got, `{"data":null,"errors":[{"message":"cannot bump"`) || toy.counter != 8 {
		t.Errorf("counter %d: %s", toy.counter, got)
	}
}

// endable is a context that ends when the test says so.
type endable struct {
	context.Context
	done chan struct{}
	err  atomic.Pointer[error]
}

func newEndable() *endable {
	return &endable{Context: context.Background(), done: make(chan struct{})}
}

func (c *endable) Done() <-chan struct{} { return c.done }

func (c *endable) Err() error {
	if err := c.err.Load(); err != nil {
		return *err
	}
	return nil
}

func (c *endable) end(err error) {
	c.err.Store(&err)
	close(c.done)
}

func TestCancellation(t *testing.T) {
	for _, c := range []struct {
		name, code string
		err        error
		noticed    bool // by the batch itself
	}{
		{"cancelled, the batch says so", CodeCancelled, context.Canceled, true},
		{"cancelled, the batch goes on", CodeCancelled, context.Canceled, false},
		{"timeout, the batch says so", CodeTimeout, context.DeadlineExceeded, true},
		{"timeout, the batch goes on", CodeTimeout, context.DeadlineExceeded, false},
	} {
		toy := newToy(t, Options{})
		ctx := newEndable()
		toy.hook = func(call *Call) error {
			ctx.end(c.err)
			if c.noticed {
				return call.Ctx.Err()
			}
			return nil
		}
		res := toy.ex.Execute(ctx, Request{Query: `{hook{label}}`})
		if !res.Executed || res.ErrorCode != c.code || toy.calls["label"] != 0 || res.Errors != 1 ||
			!strings.HasPrefix(string(res.Body), `{"data":null,"errors":[{`) || !strings.Contains(string(res.Body), `"extensions":{"code":"`+c.code) {
			t.Errorf("%s: %v %s", c.name, toy.calls, res.Body)
		}
		res.Release()
	}
}

// Whatever error the last batch makes of an ended context, it is not the field's.
func TestCancelledInTheLastBatch(t *testing.T) {
	cancel := func() {}
	_, toy := faulty(t, graphql.String, Many(func(*Call, []any) ([]any, error) { cancel(); return nil, errors.New("driver: closed") }))
	ctx, stop := context.WithCancel(context.Background())
	cancel = stop
	res := toy.ex.Execute(ctx, Request{Query: `{ok x}`})
	if res.ErrorCode != CodeCancelled || strings.Contains(string(res.Body), "driver") {
		t.Errorf("got %s", res.Body)
	}
}

func TestCancelledBeforehand(t *testing.T) {
	toy := newToy(t, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	res := toy.ex.Execute(ctx, Request{Query: `mutation{bump{now}}`})
	if res.Executed || res.ErrorCode != CodeCancelled || toy.counter != 0 {
		t.Errorf("%+v", res)
	}
}

func TestLimits(t *testing.T) {
	toy := newToy(t, Options{MaxResponseBytes: 2000, MaxErrors: 5})
	if body := toy.run(t, `{people(first:20){id}}`); strings.Contains(body, "errors") {
		t.Errorf("a small response is refused: %s", body)
	}
	res := toy.ex.Execute(context.Background(), Request{Query: `query($n:Int){people(first:$n){aliases label}}`, Variables: json.RawMessage(`{"n":200}`)})
	if res.ErrorCode != CodeTooLarge || !strings.HasPrefix(string(res.Body), `{"data":null,"errors":[{"message":"The response is larger than 2000 bytes`) {
		t.Errorf("%q %s", res.ErrorCode, res.Body)
	}
	body := toy.run(t, `{people(first:20){fails}}`) // ten of the entities 0, 3, ... fail
	if strings.Count(body, `"message"`) != 5 || !strings.Contains(body, `{"message":"6 more errors are left out.","extensions":{"code":"TOO_MANY_ERRORS"}}]}`) {
		t.Errorf("%s", body)
	}
}

// One bad record fails nothing but itself, also where it panics.
func TestPanicFailsOneParent(t *testing.T) {
	bad := func(e *entity) any {
		if e.id == 3 {
			panic("hunter2")
		}
		return e
	}
	for name, r := range map[string]*Resolver{
		"getter": Value(bad),
		"each":   Each(func(_ *Call, e *entity) (any, error) { return bad(e), nil }),
	} {
		f := NewFields()
		item := graphql.NewObject(graphql.ObjectConfig{Name: "Item", Fields: graphql.FieldsThunk(func() graphql.Fields {
			return graphql.Fields{"id": f.Field("Item", "id", &graphql.Field{Type: graphql.Int}, Int(func(e *entity) int { return e.id }))}
		})})
		outer := graphql.NewObject(graphql.ObjectConfig{Name: "Outer", Fields: graphql.Fields{
			"self": f.Field("Outer", "self", &graphql.Field{Type: item}, r),
		}})
		query := graphql.NewObject(graphql.ObjectConfig{Name: "Query", Fields: graphql.Fields{
			"all": f.Field("Query", "all", &graphql.Field{Type: graphql.NewList(outer)}, Value(func(any) any { return []*entity{{id: 2}, {id: 3}, {id: 4}} })),
		}})
		schema, err := graphql.NewSchema(graphql.SchemaConfig{Query: query})
		if err != nil {
			t.Fatal(err)
		}
		var log logBook
		ex, err := New(&schema, f, guard.New(&schema, guard.Limits{}), Options{Logger: logTo(&log)})
		if err != nil {
			t.Fatal(err)
		}
		res := ex.Execute(context.Background(), Request{Query: `{all{self{id}}}`})
		want := `{"data":{"all":[{"self":{"id":2}},{"self":null},{"self":{"id":4}}]},"errors":[{"message":"internal error","locations":[{"line":1,"column":6}],"path":["all",1,"self"],"extensions":{"code":"INTERNAL"}}]}`
		if string(res.Body) != want || strings.Count(log.String(), "hunter2") == 0 {
			t.Errorf("%s: got %s", name, res.Body)
		}
	}
}

// A schema of one field each for what a resolver may do wrong.
func faulty(t *testing.T, typ graphql.Output, r *Resolver) (string, *toy) {
	t.Helper()
	toy := &toy{fields: NewFields(), calls: map[string]int{}}
	var err error
	toy.schema, err = graphql.NewSchema(graphql.SchemaConfig{Query: graphql.NewObject(graphql.ObjectConfig{Name: "Query", Fields: graphql.Fields{
		"x":  toy.fields.Field("Query", "x", &graphql.Field{Type: typ}, r),
		"ok": {Type: graphql.Int, Resolve: func(graphql.ResolveParams) (any, error) { return 1, nil }},
	}})})
	if err != nil {
		t.Fatal(err)
	}
	toy.guard = guard.New(&toy.schema, guard.Limits{})
	if toy.ex, err = New(&toy.schema, toy.fields, toy.guard, Options{Logger: logTo(&toy.log)}); err != nil {
		t.Fatal(err)
	}
	return toy.run(t, `{x ok}`), toy
}

func TestFaultsStayWithTheirField(t *testing.T) {
	secret := errors.New("secret")
	for _, c := range []struct {
		name   string
		r      *Resolver
		want   string
		logged string
	}{
		{"panic in a batch", Many(func(*Call, []any) ([]any, error) { panic("hunter2") }), CodeInternal, "hunter2"},
		{"panic in a getter", Value(func(any) any { panic("hunter2") }), CodeInternal, "hunter2"},
		{"panic in a typed getter", String(func(any) string { panic(secret) }), CodeInternal, "secret"},
		{"wrong number of results", Many(func(*Call, []any) ([]any, error) { return []any{1, 2}, nil }), CodeInternal, "2 results for 1 parents"},
		{"foreign parent", String(func(e *entity) string { return "" }), CodeInternal, "does not read a parent"},
		{"coded", Each(func(*Call, any) (any, error) { return "hunter2", fmt.Errorf("wrapped: %w", codedError{"MINE"}) }), "MINE", ""},
		{"plain", Each(func(*Call, any) (any, error) { return "hunter2", errors.New("no such thing") }), CodeFieldError, ""},
		{"value of a batch error", Many(func(*Call, []any) ([]any, error) { return []any{"hunter2"}, errors.New("no") }), CodeFieldError, ""},
	} {
		body, toy := faulty(t, graphql.String, c.r)
		if !strings.HasPrefix(body, `{"data":{"x":null,"ok":1},"errors":[{"message":"`) || !strings.Contains(body, `"path":["x"],"extensions":{"code":"`+c.want+`"}`) {
			t.Errorf("%s: %s", c.name, body)
		}
		if strings.Contains(body, "hunter2") || strings.Contains(body, "secret") {
			t.Errorf("%s: leaks: %s", c.name, body)
		}
		if !strings.Contains(toy.log.String(), c.logged) {
			t.Errorf("%s: the log does not tell: %s", c.name, toy.log.String())
		}
		// the reference is wrapped as safely
		doc, _ := toy.guard.Prepare(`{x ok}`)
		ref, err := json.Marshal(graphql.Execute(graphql.ExecuteParams{Schema: toy.schema, AST: doc.AST, Context: Reference(context.Background(), nil, logTo(&toy.log))}))
		if err != nil || strings.Contains(string(ref), "hunter2") || strings.Contains(string(ref), "secret") {
			t.Errorf("%s: the reference leaks: %s %v", c.name, ref, err)
		}
	}
}

func TestRegistryMistakes(t *testing.T) {
	f := NewFields()
	s := String(func(any) string { return "" })
	query := graphql.NewObject(graphql.ObjectConfig{Name: "Query", Fields: graphql.Fields{
		"a": f.Field("Query", "a", &graphql.Field{Type: graphql.Int}, s),
		"b": f.Field("Query", "b", &graphql.Field{Type: graphql.String}, s),
		"c": f.Field("Query", "c", &graphql.Field{Type: graphql.String}, nil),
		"e": f.Field("Query", "e", &graphql.Field{Type: graphql.NewObject(graphql.ObjectConfig{Name: "O", Fields: graphql.Fields{"x": {Type: graphql.Int}}})}, s),
		"f": f.Field("Query", "f", &graphql.Field{Type: graphql.NewList(graphql.NewList(graphql.String))}, Strings(func(any) []string { return nil })),
		"d": f.Field("Query", "d", &graphql.Field{Type: graphql.NewList(graphql.String)}, s),
	}})
	f.Field("Query", "b", &graphql.Field{Type: graphql.String}, String(func(any) string { return "" }))
	f.Field("Nope", "b", &graphql.Field{Type: graphql.String}, s)
	f.Field("Query", "nope", &graphql.Field{Type: graphql.String}, s)
	schema, err := graphql.NewSchema(graphql.SchemaConfig{Query: query})
	if err != nil {
		t.Fatal(err)
	}
	_, err = New(&schema, f, guard.New(&schema, guard.Limits{}), Options{})
	for _, want := range []string{"Query.a: a String getter does not fit", "Query.b is registered twice", "Query.c has no resolver", "Query.d: a String", "Query.e: a String", "Query.f: a Strings", "no object type Nope", "Query.nope is registered, but"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not reported: %v", want, err)
		}
	}
}

func TestLookAhead(t *testing.T) {
	toy := newToy(t, Options{})
	var seen *Selection
	toy.hook = func(c *Call) error { seen = c.Field; return nil }
	query := `query($no:Boolean!){hook{...F x:label ...on Doc{day} id @include(if:$no)}} fragment F on Node{rel{nodes{kind}} again:rel(first:1){edges{node{label}}}}`
	check := func(how string) {
		t.Helper()
		for path, want := range map[string]bool{"label": true, "x": false, "day": true, "id": false, "rel/nodes/kind": true, "rel/edges/node/label": true, "rel/total": false} {
			if got := seen.HasPath(strings.Split(path, "/")...); got != want {
				t.Errorf("%s: HasPath(%s) = %v", how, path, got)
			}
		}
		if names := fmt.Sprint(seen.Names()); names != "[rel label day]" {
			t.Errorf("%s: Names = %s", how, names)
		}
	}
	toy.run(t, query, `{"no":false}`)
	check("executor")
	seen = nil
	doc, _ := toy.guard.Prepare(query)
	graphql.Execute(graphql.ExecuteParams{Schema: toy.schema, AST: doc.AST, Args: map[string]any{"no": false}, Context: context.Background()})
	check("reference")
}

func TestConcurrentRequests(t *testing.T) {
	toy := newToy(t, Options{CachedPrograms: 3})
	queries := []string{
		`{nodes(ids:[0,1,2]){label rel{nodes{id ...on Doc{day}}}}}`, `{people{fails best{id}}}`, `{__schema{types{name}}}`,
		`{node(id:2){...on Doc{grid{label}}}}`, `{view(rev:2){node(id:1){label}}}`,
	}
	want := map[string]string{}
	for _, q := range queries {
		want[q] = newToy(t, Options{}).run(t, q)
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for k := range 40 {
				q := queries[(i+k)%len(queries)]
				if got := toy.run(t, q); got != want[q] {
					t.Errorf("%s: got %s", q, got)
				}
			}
		})
	}
	wg.Wait()
}
