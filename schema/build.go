package schema

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/graphql-go/graphql"

	"onrecord/graph"
	"onrecord/schema/plan"
)

// builder collects the types of one schema. Types are named in GraphQL's own
// notation ("[Fact!]!") and looked up when graphql-go asks for the fields, so
// the order of declarations does not matter.
type builder struct {
	graph   *graph.Graph
	log     *slog.Logger
	version string
	// extractor reads documents; nil where none was given.
	extractor graph.Extractor
	// pages finds the article of a web page; nil where none was given.
	pages   func(raw []byte) (graph.DocumentDraft, error)
	fields  *plan.Fields
	types   map[string]graphql.Type
	objects []graphql.Type
	errs    []error
}

func newBuilder(g *graph.Graph, o Options) *builder {
	return &builder{
		graph: g, log: o.Logger, version: o.Version, extractor: o.Extractor, pages: o.Pages, fields: plan.NewFields(),
		types: map[string]graphql.Type{
			"ID": graphql.ID, "String": graphql.String, "Int": graphql.Int, "Float": graphql.Float, "Boolean": graphql.Boolean,
		},
	}
}

// field declares a field of an object or interface.
type field struct {
	name  string
	typ   string
	about string
	args  []arg
	get   *plan.Resolver
}

// arg declares an argument or a field of an input object.
type arg struct {
	name  string
	typ   string
	about string
	value any // the default; nil is none
}

// value declares a value of an enum.
type value struct{ name, about string }

func (b *builder) add(name string, t graphql.Type) {
	if b.types[name] != nil {
		b.errs = append(b.errs, fmt.Errorf("schema: the type %s is declared twice", name))
	}
	b.types[name] = t
}

// typeOf reads a type in GraphQL's notation.
func (b *builder) typeOf(text string) graphql.Type {
	if inner, ok := strings.CutSuffix(text, "!"); ok {
		return graphql.NewNonNull(b.typeOf(inner))
	}
	if inner, ok := strings.CutPrefix(text, "["); ok {
		return graphql.NewList(b.typeOf(strings.TrimSuffix(inner, "]")))
	}
	t := b.types[text]
	if t == nil {
		b.errs = append(b.errs, fmt.Errorf("schema: the type %s is not declared", text))
		return graphql.String
	}
	return t
}

func (b *builder) enum(name, about string, values ...value) {
	config := graphql.EnumValueConfigMap{}
	for _, v := range values {
		b.described(name+"."+v.name, v.about)
		config[v.name] = &graphql.EnumValueConfig{Value: v.name, Description: v.about}
	}
	b.described(name, about)
	b.add(name, graphql.NewEnum(graphql.EnumConfig{Name: name, Description: about, Values: config}))
}

func (b *builder) input(name, about string, fields ...arg) {
	b.described(name, about)
	b.add(name, graphql.NewInputObject(graphql.InputObjectConfig{
		Name: name, Description: about,
		Fields: graphql.InputObjectConfigFieldMapThunk(func() graphql.InputObjectConfigFieldMap {
			out := graphql.InputObjectConfigFieldMap{}
			for _, f := range fields {
				b.described(name+"."+f.name, f.about)
				out[f.name] = &graphql.InputObjectFieldConfig{Type: b.typeOf(f.typ), Description: f.about, DefaultValue: f.value}
			}
			return out
		}),
	}))
}

func (b *builder) iface(name, about string, fields []field) {
	b.described(name, about)
	b.add(name, graphql.NewInterface(graphql.InterfaceConfig{
		Name: name, Description: about,
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			out := graphql.Fields{}
			for _, f := range fields {
				out[f.name] = b.declare(name, f)
			}
			return out
		}),
		ResolveType: func(p graphql.ResolveTypeParams) *graphql.Object {
			object, _ := b.types[typeName(p.Value)].(*graphql.Object)
			return object
		},
	}))
}

// object declares an object type of the fields in all the lists.
func (b *builder) object(name, about string, interfaces []string, lists ...[]field) {
	b.described(name, about)
	object := graphql.NewObject(graphql.ObjectConfig{
		Name: name, Description: about,
		Interfaces: graphql.InterfacesThunk(func() []*graphql.Interface {
			out := make([]*graphql.Interface, len(interfaces))
			for i, n := range interfaces {
				out[i], _ = b.typeOf(n).(*graphql.Interface)
			}
			return out
		}),
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			out := graphql.Fields{}
			for _, list := range lists {
				for _, f := range list {
					if out[f.name] != nil {
						b.errs = append(b.errs, fmt.Errorf("schema: %s.%s is declared twice", name, f.name))
					}
					out[f.name] = b.fields.Field(name, f.name, b.declare(name, f), f.get)
				}
			}
			return out
		}),
	})
	b.add(name, object)
	b.objects = append(b.objects, object)
}

func (b *builder) declare(typ string, f field) *graphql.Field {
	b.described(typ+"."+f.name, f.about)
	out := &graphql.Field{Type: b.typeOf(f.typ), Description: f.about}
	if len(f.args) > 0 {
		out.Args = graphql.FieldConfigArgument{}
		for _, a := range f.args {
			b.described(typ+"."+f.name+"("+a.name+":)", a.about)
			out.Args[a.name] = &graphql.ArgumentConfig{Type: b.typeOf(a.typ), Description: a.about, DefaultValue: a.value}
		}
	}
	return out
}

// described holds every declaration to a description.
func (b *builder) described(what, about string) {
	if strings.TrimSpace(about) == "" {
		b.errs = append(b.errs, fmt.Errorf("schema: %s has no description", what))
	}
}

func (b *builder) err() error { return errors.Join(b.errs...) }

// typeName gives the object type of a value that stands in an interface's
// place.
func typeName(v any) string {
	switch v := v.(type) {
	case *graph.Node:
		return typeOfKind(v.Kind)
	case *graph.Relation:
		return "Relation"
	}
	return ""
}

// typeOfKind gives the object type of a kind of node. It is asked for every node
// of an answer.
func typeOfKind(k graph.NodeKind) string {
	switch k {
	case graph.Person:
		return "Person"
	case graph.State:
		return "State"
	case graph.Organization:
		return "Organization"
	case graph.Group:
		return "Group"
	case graph.Force:
		return "Force"
	case graph.Place:
		return "Place"
	case graph.Event:
		return "Event"
	case graph.Document:
		return "Document"
	case graph.Statement:
		return "Statement"
	case graph.Commitment:
		return "Commitment"
	}
	return ""
}
