package plan

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"

	"onrecord/schema/guard"
)

// The toy world: entities with numbers for ids. What an entity answers follows
// from its number, so failures are where the tests expect them.
type (
	entity struct {
		id   int
		kind kind2
		rev  int // of the view it was read in
	}
	kind2 int
	conn  struct{ nodes []*entity }
	edge  struct {
		cursor string
		node   *entity
	}
	day string
)

const (
	person kind2 = iota + 1
	state2
	document
)

func (e *entity) typeName() string {
	return map[kind2]string{person: "Person", state2: "State", document: "Doc"}[e.kind]
}

func (e *entity) label() string { return fmt.Sprintf("%s %d@%d", e.typeName(), e.id, e.rev) }

// world makes entity n as a view of a revision sees it.
func world(n, rev int) *entity {
	if n < 0 || n >= 60 {
		return nil
	}
	return &entity{id: n, kind: kind2(n%3 + 1), rev: rev}
}

type codedError struct{ code string }

func (e codedError) Error() string       { return "coded: " + e.code }
func (e codedError) GraphQLCode() string { return e.code }

// toy is a schema over the world that counts the calls of its batches.
type toy struct {
	schema  graphql.Schema
	fields  *Fields
	guard   *guard.Guard
	ex      *Executor
	mu      sync.Mutex
	calls   map[string]int
	counter int
	log     logBook
	hook    func(c *Call) error // called by Query.hook
}

func (t *toy) count(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.calls[name]++
}

// logBook keeps what was logged.
type logBook struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logBook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func logTo(l *logBook) *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

func rev(c *Call) int { r, _ := c.Env.(int); return r }

func newToy(tb testing.TB, opts Options) *toy {
	tb.Helper()
	t := &toy{calls: map[string]int{}, fields: NewFields()}
	config := t.types()
	var err error
	if t.schema, err = graphql.NewSchema(config); err != nil {
		tb.Fatal(err)
	}
	quiet := logTo(&t.log)
	t.guard = guard.New(&t.schema, guard.Limits{Directives: 200, Aliases: 200}, guard.WithLogger(quiet))
	if opts.Logger == nil {
		opts.Logger = quiet
	}
	if opts.TypeName == nil {
		opts.TypeName = func(v any) string {
			if e, ok := v.(*entity); ok {
				return e.typeName()
			}
			return ""
		}
	}
	if t.ex, err = New(&t.schema, t.fields, t.guard, opts); err != nil {
		tb.Fatal(err)
	}
	return t
}

func (t *toy) types() graphql.SchemaConfig {
	f := t.fields.Field
	nn := func(typ graphql.Type) *graphql.NonNull { return graphql.NewNonNull(typ) }
	list := func(typ graphql.Type) *graphql.List { return graphql.NewList(typ) }

	kindEnum := graphql.NewEnum(graphql.EnumConfig{Name: "Kind", Values: graphql.EnumValueConfigMap{
		"PERSON": {Value: person}, "STATE": {Value: state2}, "DOC": {Value: document},
	}})
	dayScalar := graphql.NewScalar(graphql.ScalarConfig{
		Name: "Day",
		Serialize: func(v any) any {
			if d, ok := v.(day); ok && d != "bad" {
				return string(d)
			}
			return nil
		},
		ParseValue: func(v any) any {
			if s, ok := v.(string); ok {
				return day(s)
			}
			return nil
		},
		ParseLiteral: func(v ast.Value) any {
			if s, ok := v.(*ast.StringValue); ok {
				return day(s.Value)
			}
			return nil
		},
	})
	filter := graphql.NewInputObject(graphql.InputObjectConfig{Name: "Filter", Fields: graphql.InputObjectConfigFieldMap{
		"kind": {Type: kindEnum}, "text": {Type: graphql.String, DefaultValue: "x"},
		"min": {Type: graphql.Int}, "tags": {Type: list(nn(graphql.String))},
	}})

	var node, actor *graphql.Interface
	var personType, stateType, docType *graphql.Object
	resolveType := func(p graphql.ResolveTypeParams) *graphql.Object {
		e, ok := p.Value.(*entity)
		if !ok {
			return nil
		}
		return map[kind2]*graphql.Object{person: personType, state2: stateType, document: docType}[e.kind]
	}
	relArgs := func() graphql.FieldConfigArgument {
		return graphql.FieldConfigArgument{"first": {Type: graphql.Int, DefaultValue: 2}, "filter": {Type: filter}}
	}
	connType := graphql.NewObject(graphql.ObjectConfig{Name: "Conn", Fields: graphql.FieldsThunk(func() graphql.Fields {
		edgeType := graphql.NewObject(graphql.ObjectConfig{Name: "Edge", Fields: graphql.Fields{
			"cursor": f("Edge", "cursor", &graphql.Field{Type: nn(graphql.String)}, String(func(e edge) string { return e.cursor })),
			"node":   f("Edge", "node", &graphql.Field{Type: node}, Value(func(e edge) any { return e.node })),
		}})
		return graphql.Fields{
			"edges": f("Conn", "edges", &graphql.Field{Type: list(edgeType)}, Value(func(c *conn) any {
				out := make([]edge, len(c.nodes))
				for i, n := range c.nodes {
					out[i] = edge{fmt.Sprint("c", i), n}
				}
				return out
			})),
			"nodes":  f("Conn", "nodes", &graphql.Field{Type: list(node)}, Value(func(c *conn) any { return c.nodes })),
			"strict": f("Conn", "strict", &graphql.Field{Type: nn(list(nn(node)))}, Value(func(c *conn) any { return c.nodes })),
			"total":  f("Conn", "total", &graphql.Field{Type: graphql.Int}, Int(func(c *conn) int { return len(c.nodes) })),
		}
	})})
	nodeFields := func() graphql.Fields {
		return graphql.Fields{
			"id": {Type: nn(graphql.ID)}, "label": {Type: nn(graphql.String)}, "kind": {Type: nn(kindEnum)},
			"rel": {Type: connType, Args: relArgs()},
		}
	}
	node = graphql.NewInterface(graphql.InterfaceConfig{Name: "Node", Fields: graphql.FieldsThunk(nodeFields), ResolveType: resolveType})
	actor = graphql.NewInterface(graphql.InterfaceConfig{Name: "Actor", Fields: graphql.FieldsThunk(func() graphql.Fields {
		fields := nodeFields()
		fields["aliases"] = &graphql.Field{Type: nn(list(nn(graphql.String)))}
		return fields
	}), ResolveType: resolveType})

	label := Many(func(c *Call, parents []any) ([]any, error) {
		t.count("label")
		out := make([]any, len(parents))
		for i, p := range parents {
			out[i] = p.(*entity).label()
		}
		return out, nil
	})
	rel := Many(func(c *Call, parents []any) ([]any, error) {
		t.count("rel")
		first, _ := c.Args["first"].(int)
		if first < 0 {
			return nil, codedError{"BAD_ARGUMENT"}
		}
		out := make([]any, len(parents))
		for i, p := range parents {
			e := p.(*entity)
			n := &conn{}
			for k := range first {
				n.nodes = append(n.nodes, world((e.id*2+k+1)%63, rev(c))) // 60..62 do not exist
			}
			if f, ok := c.Args["filter"].(map[string]any); ok && f["kind"] != nil {
				n.nodes = keep(n.nodes, f["kind"].(kind2))
			}
			out[i] = n
		}
		return out, nil
	})
	id := Int(func(e *entity) int { return e.id })
	kindOf := Value(func(e *entity) any { return e.kind })
	aliases := Strings(func(e *entity) []string { return []string{"a\"" + e.typeName(), "Зеленський\u2028"} })
	common := func(typ string, more graphql.Fields) graphql.FieldsThunk {
		return func() graphql.Fields {
			fields := graphql.Fields{
				"id":    f(typ, "id", &graphql.Field{Type: nn(graphql.ID)}, id),
				"label": f(typ, "label", &graphql.Field{Type: nn(graphql.String)}, label),
				"kind":  f(typ, "kind", &graphql.Field{Type: nn(kindEnum)}, kindOf),
				"rel":   f(typ, "rel", &graphql.Field{Type: connType, Args: relArgs()}, rel),
			}
			for name, field := range more {
				fields[name] = field
			}
			return fields
		}
	}
	aliasField := func(typ string) *graphql.Field {
		return f(typ, "aliases", &graphql.Field{Type: nn(list(nn(graphql.String)))}, aliases)
	}
	fails := func(every int) *Resolver {
		return Each(func(c *Call, e *entity) (any, error) {
			switch e.id % every {
			case 0:
				return "secret", fmt.Errorf("entity %d failed", e.id)
			case 1:
				return nil, nil
			}
			return fmt.Sprint("fine ", e.id), nil
		})
	}
	next := func(step int) *Resolver {
		return Each(func(c *Call, e *entity) (any, error) { return world((e.id+step)%62, rev(c)), nil })
	}
	personType = graphql.NewObject(graphql.ObjectConfig{
		Name: "Person", Interfaces: []*graphql.Interface{node, actor},
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			return common("Person", graphql.Fields{
				"aliases":  aliasField("Person"),
				"age":      f("Person", "age", &graphql.Field{Type: graphql.Int}, OptInt(func(e *entity) (int, bool) { return e.id, e.id%2 == 0 })),
				"score":    f("Person", "score", &graphql.Field{Type: graphql.Float}, Float(func(e *entity) float64 { return float64(e.id) / 8 })),
				"friend":   f("Person", "friend", &graphql.Field{Type: personType}, next(3)),
				"best":     f("Person", "best", &graphql.Field{Type: nn(personType)}, next(6)),
				"boss":     f("Person", "boss", &graphql.Field{Type: actor}, next(4)),
				"fails":    f("Person", "fails", &graphql.Field{Type: graphql.String}, fails(6)),
				"strictly": f("Person", "strictly", &graphql.Field{Type: nn(graphql.String)}, fails(12)),
				"plain":    {Type: graphql.Boolean, Resolve: func(p graphql.ResolveParams) (any, error) { return p.Source.(*entity).id > 5, nil }},
			})()
		}),
	})
	stateType = graphql.NewObject(graphql.ObjectConfig{
		Name: "State", Interfaces: []*graphql.Interface{node, actor},
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			return common("State", graphql.Fields{
				"aliases": aliasField("State"),
				"iso":     f("State", "iso", &graphql.Field{Type: graphql.String}, OptString(func(e *entity) (string, bool) { return "XY", e.id%2 == 0 })),
				"head":    f("State", "head", &graphql.Field{Type: personType}, next(2)),
			})()
		}),
	})
	docType = graphql.NewObject(graphql.ObjectConfig{
		Name: "Doc", Interfaces: []*graphql.Interface{node},
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			return common("Doc", graphql.Fields{
				"day": f("Doc", "day", &graphql.Field{Type: dayScalar}, Value(func(e *entity) any { return day("2026-01-06") })),
				"matrix": f("Doc", "matrix", &graphql.Field{Type: list(list(nn(graphql.Int)))}, Value(func(e *entity) any {
					return [][]any{{1, 2}, {3, nil}, nil, {}} // the second row dies
				})),
				"grid": f("Doc", "grid", &graphql.Field{Type: list(list(nn(node)))}, Each(func(c *Call, e *entity) (any, error) {
					return []any{[]any{world(e.id, rev(c)), world(1, rev(c))}, []any{world(2, rev(c)), nil, world(3, rev(c))}, nil}, nil
				})),
				"fails":    f("Doc", "fails", &graphql.Field{Type: graphql.String}, fails(5)),
				"strictly": f("Doc", "strictly", &graphql.Field{Type: nn(graphql.String)}, fails(10)),
				"thing":    f("Doc", "thing", &graphql.Field{Type: t.union(personType, docType, resolveType)}, next(1)),
			})()
		}),
	})
	query := graphql.NewObject(graphql.ObjectConfig{Name: "Query", Fields: t.queryFields(node, personType, filter, kindEnum)})
	return graphql.SchemaConfig{
		Query: query, Mutation: t.mutation(node),
		Subscription: graphql.NewObject(graphql.ObjectConfig{Name: "Subscription", Fields: graphql.Fields{"ticks": {Type: graphql.Int}}}),
		Types:        []graphql.Type{personType, stateType, docType},
	}
}

var unions sync.Map // one union per schema under construction, keyed by its toy

func (t *toy) union(p, d *graphql.Object, resolve graphql.ResolveTypeFn) *graphql.Union {
	u, _ := unions.LoadOrStore(t, graphql.NewUnion(graphql.UnionConfig{Name: "Thing", Types: []*graphql.Object{p, d}, ResolveType: func(params graphql.ResolveTypeParams) *graphql.Object {
		if o := resolve(params); o != nil && o.Name() != "State" {
			return o
		}
		return nil
	}}))
	return u.(*graphql.Union)
}

func (t *toy) queryFields(node *graphql.Interface, personType *graphql.Object, filter *graphql.InputObject, kindEnum *graphql.Enum) graphql.Fields {
	f := t.fields.Field
	nn, list := graphql.NewNonNull, graphql.NewList
	var viewType *graphql.Object
	read := func(c *Call, id string) any {
		var n int
		if _, err := fmt.Sscan(id, &n); err != nil {
			return codedError{"BAD_ID"}
		}
		if e := world(n, rev(c)); e != nil {
			return e
		}
		return nil
	}
	nodeField := func(typ string) *graphql.Field {
		return f(typ, "node", &graphql.Field{Type: node, Args: graphql.FieldConfigArgument{"id": {Type: nn(graphql.ID)}}},
			Many(func(c *Call, parents []any) ([]any, error) {
				t.count("node")
				out := make([]any, len(parents))
				for i := range out {
					out[i] = read(c, c.Args["id"].(string))
				}
				return out, nil
			}))
	}
	viewType = graphql.NewObject(graphql.ObjectConfig{Name: "View", Fields: graphql.Fields{"node": nodeField("View")}})
	return graphql.Fields{
		"node": nodeField("Query"),
		"nodes": f("Query", "nodes", &graphql.Field{Type: nn(list(node)), Args: graphql.FieldConfigArgument{"ids": {Type: nn(list(nn(graphql.ID)))}}},
			Each(func(c *Call, _ any) (any, error) {
				var out []any
				for _, id := range c.Args["ids"].([]any) {
					out = append(out, read(c, id.(string)))
				}
				return out, nil
			})),
		"people": f("Query", "people", &graphql.Field{Type: list(personType), Args: graphql.FieldConfigArgument{"first": {Type: graphql.Int, DefaultValue: 3}}},
			Many(func(c *Call, parents []any) ([]any, error) {
				first, _ := c.Args["first"].(int)
				out := make([]*entity, max(first, 0))
				for i := range out {
					out[i] = world(i*3%60, rev(c))
				}
				return []any{out}, nil
			})),
		"must": f("Query", "must", &graphql.Field{Type: nn(personType)}, Each(func(c *Call, _ any) (any, error) { return world(0, rev(c)), nil })),
		"view": f("Query", "view", &graphql.Field{Type: viewType, Args: graphql.FieldConfigArgument{"rev": {Type: nn(graphql.Int)}}},
			Each(func(c *Call, _ any) (any, error) { c.SetEnv(c.Args["rev"].(int)); return "view", nil })),
		"echo": f("Query", "echo", &graphql.Field{Type: graphql.String, Args: graphql.FieldConfigArgument{
			"filter": {Type: filter}, "kind": {Type: kindEnum, DefaultValue: document}, "n": {Type: graphql.Int}, "s": {Type: graphql.String},
			"fs": {Type: list(nn(graphql.Float))}, "b": {Type: graphql.Boolean},
		}}, Each(func(c *Call, _ any) (any, error) { return printArgs(c.Args), nil })),
		"hook": f("Query", "hook", &graphql.Field{Type: node}, Each(func(c *Call, _ any) (any, error) {
			if t.hook != nil {
				return world(0, rev(c)), t.hook(c)
			}
			return world(0, rev(c)), nil
		})),
	}
}

func (t *toy) mutation(node *graphql.Interface) *graphql.Object {
	f := t.fields.Field
	by := func() graphql.FieldConfigArgument {
		return graphql.FieldConfigArgument{"by": {Type: graphql.Int, DefaultValue: 1}}
	}
	bumped := graphql.NewObject(graphql.ObjectConfig{Name: "Bumped", Fields: graphql.Fields{
		"before": f("Bumped", "before", &graphql.Field{Type: graphql.Int}, Value(func(n int) any { return n })),
		// reads when asked, not when bumped: it tells whether the next root field has run
		"now": f("Bumped", "now", &graphql.Field{Type: graphql.Int}, Value(func(int) any { return t.counter })),
	}})
	return graphql.NewObject(graphql.ObjectConfig{Name: "Mutation", Fields: graphql.Fields{
		"bump": f("Mutation", "bump", &graphql.Field{Type: bumped, Args: by()}, Each(func(c *Call, _ any) (any, error) {
			before := t.counter
			t.counter += c.Args["by"].(int)
			return before, nil
		})),
		"mustBump": f("Mutation", "mustBump", &graphql.Field{Type: graphql.NewNonNull(bumped)}, Each(func(c *Call, _ any) (any, error) {
			return nil, errors.New("cannot bump")
		})),
	}})
}

func keep(nodes []*entity, k kind2) []*entity {
	var out []*entity
	for _, n := range nodes {
		if n != nil && n.kind == k {
			out = append(out, n)
		}
	}
	return out
}

// printArgs prints arguments, nulls included, in a stable order.
func printArgs(args map[string]any) string {
	keys := make([]string, 0, len(args))
	for k := range args {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var b strings.Builder
	for _, k := range keys {
		v := args[k]
		if m, ok := v.(map[string]any); ok {
			v = "{" + printArgs(m) + "}"
		}
		fmt.Fprintf(&b, "%s=%v;", k, v)
	}
	return b.String()
}

// run executes a query and returns the body.
func (t *toy) run(tb testing.TB, query string, vars ...string) string {
	tb.Helper()
	req := Request{Query: query}
	if len(vars) > 0 {
		req.Variables = json.RawMessage(vars[0])
	}
	res := t.ex.Execute(context.Background(), req)
	defer res.Release()
	if !json.Valid(res.Body) {
		tb.Fatalf("not JSON: %s", res.Body)
	}
	return string(res.Body)
}
