package guard

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"

	"onrecord/schema/guard/introspect"
)

// toySchema has a part of the public contract, enough for the attacks, and some
// arguments that the rules and the coercion are tested on.
func toySchema(t testing.TB) *graphql.Schema {
	t.Helper()
	introspect.Fix()
	b := &toy{}
	schema, err := graphql.NewSchema(graphql.SchemaConfig{
		Query: b.query(), Mutation: b.mutation(), Subscription: b.subscription(),
		Types:      []graphql.Type{b.person, b.statement, b.document},
		Directives: introspect.Directives(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return &schema
}

type toy struct {
	node, actor                 *graphql.Interface
	person, statement, document *graphql.Object
	direction, relationType     *graphql.Enum
	statements, nodes           *graphql.Object
}

var edtf = graphql.NewScalar(graphql.ScalarConfig{
	Name: "EDTF", Description: "Extended Date/Time Format.\nSpecified by: https://www.loc.gov/standards/datetime/",
	Serialize: func(v any) any { return v },
	ParseValue: func(v any) any {
		s, ok := v.(string)
		if !ok || strings.HasPrefix(s, "panic") {
			panic("a careless scalar")
		}
		if !strings.HasPrefix(s, "20") {
			return errors.New("a date begins with its century")
		}
		return s
	},
	ParseLiteral: func(v ast.Value) any {
		if s, ok := v.(*ast.StringValue); ok && strings.HasPrefix(s.Value, "20") {
			return s.Value
		}
		return nil
	},
})

func (b *toy) types() {
	if b.node != nil {
		return
	}
	b.direction = graphql.NewEnum(graphql.EnumConfig{Name: "Direction", Values: graphql.EnumValueConfigMap{
		"OUT": {Value: 1}, "IN": {Value: 2}, "BOTH": {Value: 3},
	}})
	b.relationType = graphql.NewEnum(graphql.EnumConfig{Name: "RelationType", Values: graphql.EnumValueConfigMap{
		"STATED": {}, "REPORTED_IN": {}, "INCLUDED_IN": {},
	}})
	b.node = graphql.NewInterface(graphql.InterfaceConfig{
		Name:        "Node",
		Fields:      graphql.FieldsThunk(func() graphql.Fields { return b.common() }),
		ResolveType: func(graphql.ResolveTypeParams) *graphql.Object { return b.statement },
	})
	// Person narrows the field twin, as the contract's types do with theirs: that
	// is when graphql-go begins to share a table between requests.
	b.actor = graphql.NewInterface(graphql.InterfaceConfig{
		Name:        "Actor",
		Fields:      graphql.FieldsThunk(func() graphql.Fields { return graphql.Fields{"twin": {Type: b.node}} }),
		ResolveType: func(graphql.ResolveTypeParams) *graphql.Object { return b.person },
	})
	object := func(name string, fields func() graphql.Fields, more ...*graphql.Interface) *graphql.Object {
		return graphql.NewObject(graphql.ObjectConfig{
			Name: name, Interfaces: append(more, b.node),
			Fields: graphql.FieldsThunk(func() graphql.Fields {
				all := b.common()
				for k, v := range fields() {
					all[k] = v
				}
				return all
			}),
		})
	}
	b.person = object("Person", func() graphql.Fields {
		return graphql.Fields{"name": str(), "statements": b.page(b.statements), "age": {Type: graphql.Int}, "twin": {Type: b.person}}
	}, b.actor)
	b.document = object("Document", func() graphql.Fields {
		return graphql.Fields{
			"title": str(), "statements": b.page(b.statements), "revisionOf": {Type: b.document},
			"document": {Type: b.document}, "age": {Type: graphql.String},
		}
	})
	b.statement = object("Statement", func() graphql.Fields {
		return graphql.Fields{
			"text": str(), "speaker": {Type: b.person}, "document": {Type: b.document},
			"about": b.page(b.nodes), "hedges": {Type: graphql.NewList(graphql.String)},
		}
	})
	b.statements = connection("Statement", func() graphql.Output { return b.statement })
	b.nodes = connection("Node", func() graphql.Output { return b.node })
}

func str() *graphql.Field { return &graphql.Field{Type: graphql.String} }

func connection(name string, node func() graphql.Output) *graphql.Object {
	edge := graphql.NewObject(graphql.ObjectConfig{Name: name + "Edge", Fields: graphql.FieldsThunk(func() graphql.Fields {
		return graphql.Fields{"cursor": str(), "node": {Type: node()}}
	})})
	return graphql.NewObject(graphql.ObjectConfig{Name: name + "Connection", Fields: graphql.FieldsThunk(func() graphql.Fields {
		return graphql.Fields{
			"edges": {Type: graphql.NewList(edge)}, "nodes": {Type: graphql.NewList(node())},
			"totalCount": {Type: graphql.Int},
		}
	})})
}

func (b *toy) common() graphql.Fields {
	relations := b.page(b.nodes)
	relations.Args["types"] = &graphql.ArgumentConfig{Type: graphql.NewList(graphql.NewNonNull(b.relationType))}
	relations.Args["direction"] = &graphql.ArgumentConfig{Type: b.direction, DefaultValue: 3}
	return graphql.Fields{
		"id": {Type: graphql.NewNonNull(graphql.ID)}, "label": str(), "relations": relations,
	}
}

func (b *toy) page(of *graphql.Object) *graphql.Field {
	return &graphql.Field{Type: of, Args: graphql.FieldConfigArgument{
		"first": {Type: graphql.Int}, "after": {Type: graphql.String},
		"last": {Type: graphql.Int}, "before": {Type: graphql.String},
	}}
}

func (b *toy) query() *graphql.Object {
	b.types()
	ids := graphql.NewNonNull(graphql.NewList(graphql.NewNonNull(graphql.ID)))
	filter := graphql.NewInputObject(graphql.InputObjectConfig{Name: "StatementFilter", Fields: graphql.InputObjectConfigFieldMap{
		"speaker": {Type: graphql.ID}, "text": {Type: graphql.String}, "saidFrom": {Type: edtf},
		"acts":      {Type: graphql.NewList(graphql.NewNonNull(b.direction))},
		"relayed":   {Type: graphql.NewNonNull(graphql.Boolean), DefaultValue: false},
		"minLength": {Type: graphql.Int, DefaultValue: 7},
	}})
	statements := b.page(b.statements)
	statements.Args["filter"] = &graphql.ArgumentConfig{Type: filter}
	statements.Resolve = func(graphql.ResolveParams) (any, error) {
		return map[string]any{"nodes": []any{map[string]any{"id": "s"}}}, nil
	}
	subgraph := graphql.NewObject(graphql.ObjectConfig{Name: "Subgraph", Fields: graphql.Fields{
		"nodes": {Type: graphql.NewList(b.node)}, "truncated": {Type: graphql.Boolean},
	}})
	byID := graphql.FieldConfigArgument{"id": {Type: graphql.NewNonNull(graphql.ID)}}
	return graphql.NewObject(graphql.ObjectConfig{Name: "Query", Fields: graphql.Fields{
		"node": {Type: b.node, Args: byID, Resolve: func(graphql.ResolveParams) (any, error) {
			return map[string]any{"id": "s"}, nil
		}},
		"actor": {Type: b.actor, Resolve: func(graphql.ResolveParams) (any, error) {
			return map[string]any{"name": "p"}, nil
		}},
		"document":   {Type: b.document, Args: byID},
		"person":     {Type: b.person, Args: byID},
		"statements": statements,
		"statistics": {Type: graphql.NewObject(graphql.ObjectConfig{Name: "Statistics", Fields: graphql.Fields{"id": str()}})},
		"neighborhood": {Type: subgraph, Args: graphql.FieldConfigArgument{
			"ids": {Type: ids}, "limit": {Type: graphql.Int, DefaultValue: 500},
			"excludeTypes": {Type: graphql.NewList(graphql.NewNonNull(b.relationType)), DefaultValue: []any{"REPORTED_IN", "INCLUDED_IN"}},
		}},
		"echo": {Type: graphql.String, Args: graphql.FieldConfigArgument{
			"int": {Type: graphql.Int}, "float": {Type: graphql.Float}, "string": {Type: graphql.String},
			"boolean": {Type: graphql.Boolean}, "id": {Type: graphql.ID}, "direction": {Type: b.direction},
			"list": {Type: graphql.NewList(graphql.Int)}, "filter": {Type: filter}, "date": {Type: edtf},
			"required": {Type: graphql.NewNonNull(graphql.Int), DefaultValue: 5},
			"lists":    {Type: graphql.NewList(graphql.NewList(graphql.NewNonNull(graphql.Int)))},
			"old":      {Type: graphql.String, DefaultValue: "a \"b\"", Description: "Was once used.\nDeprecated: use string"},
		}},
	}})
}

func (b *toy) mutation() *graphql.Object {
	b.types()
	evidence := graphql.NewInputObject(graphql.InputObjectConfig{Name: "EvidenceInput", Fields: graphql.InputObjectConfigFieldMap{
		"document": {Type: graphql.NewNonNull(graphql.ID)}, "exact": {Type: graphql.NewNonNull(graphql.String)},
		"start": {Type: graphql.Int}, "end": {Type: graphql.Int},
	}})
	input := graphql.NewInputObject(graphql.InputObjectConfig{Name: "RelateInput", Fields: graphql.InputObjectConfigFieldMap{
		"type":       {Type: graphql.NewNonNull(b.relationType)},
		"from":       {Type: graphql.NewNonNull(graphql.ID)},
		"evidence":   {Type: graphql.NewNonNull(graphql.NewList(graphql.NewNonNull(evidence)))},
		"confidence": {Type: graphql.Float},
	}})
	payload := graphql.NewObject(graphql.ObjectConfig{Name: "RelatePayload", Fields: graphql.Fields{"transaction": str()}})
	return graphql.NewObject(graphql.ObjectConfig{Name: "Mutation", Fields: graphql.Fields{
		"relate": {Type: payload, Args: graphql.FieldConfigArgument{"input": {Type: graphql.NewNonNull(input)}}},
	}})
}

func (b *toy) subscription() *graphql.Object {
	change := graphql.NewObject(graphql.ObjectConfig{Name: "Change", Fields: graphql.Fields{"sequence": str()}})
	return graphql.NewObject(graphql.ObjectConfig{Name: "Subscription", Fields: graphql.Fields{
		"changes": {Type: change, Subscribe: func(graphql.ResolveParams) (any, error) { return nil, context.Canceled }},
	}})
}
