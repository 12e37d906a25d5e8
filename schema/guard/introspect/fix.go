package introspect

import (
	"sync"

	"github.com/graphql-go/graphql"
)

// Fix replaces and adds the fields of graphql-go's introspection types. Those
// are variables of graphql-go that all schemas of the process share, and they
// may not change while one is served: call Fix before NewSchema. Only the first
// call changes anything, so each maker of a schema can call it.
func Fix() { once.Do(fix) }

// once is process-wide because what it guards is.
var once sync.Once

func fix() {
	typ, value := graphql.TypeType, graphql.InputValueType

	value.AddFieldConfig("defaultValue", &graphql.Field{
		Type: graphql.String, Resolve: defaultValue,
		Description: "The default as a GraphQL literal, or null if there is none.",
	})
	value.AddFieldConfig("isDeprecated", &graphql.Field{Type: required(graphql.Boolean), Resolve: isDeprecated})
	value.AddFieldConfig("deprecationReason", &graphql.Field{Type: graphql.String, Resolve: deprecationReason})

	typ.AddFieldConfig("fields", listed(graphql.FieldType, fields))
	typ.AddFieldConfig("inputFields", listed(value, inputFields))
	typ.AddFieldConfig("enumValues", listed(graphql.EnumValueType, enumValues))
	typ.AddFieldConfig("interfaces", &graphql.Field{Type: listOf(typ), Resolve: interfaces})
	typ.AddFieldConfig("possibleTypes", &graphql.Field{Type: listOf(typ), Resolve: possibleTypes})
	typ.AddFieldConfig("specifiedByURL", &graphql.Field{Type: graphql.String, Resolve: specifiedByURL})
	typ.AddFieldConfig("isOneOf", &graphql.Field{Type: graphql.Boolean, Resolve: isOneOf})

	graphql.FieldType.AddFieldConfig("args", requiredList(listed(value, fieldArgs)))

	graphql.DirectiveType.AddFieldConfig("locations", &graphql.Field{Type: required(listOf(locationEnum())), Resolve: locations})
	graphql.DirectiveType.AddFieldConfig("args", requiredList(listed(value, directiveArgs)))
	graphql.DirectiveType.AddFieldConfig("isRepeatable", &graphql.Field{Type: required(graphql.Boolean), Resolve: isRepeatable})

	graphql.SchemaType.AddFieldConfig("description", &graphql.Field{Type: graphql.String, Resolve: schemaDescription})
	graphql.SchemaType.AddFieldConfig("types", &graphql.Field{Type: required(listOf(typ)), Resolve: types})

	for _, changed := range []*graphql.Object{typ, value, graphql.FieldType, graphql.DirectiveType, graphql.SchemaType} {
		changed.Fields() // builds them now, while nobody reads
	}
}

func required(typ graphql.Type) graphql.Output { return graphql.NewNonNull(typ) }

func listOf(typ graphql.Type) graphql.Output { return graphql.NewList(graphql.NewNonNull(typ)) }

// listed is a field that lists things of which some may be deprecated.
func listed(typ graphql.Type, resolve graphql.FieldResolveFn) *graphql.Field {
	return &graphql.Field{
		Type: listOf(typ), Resolve: resolve,
		Args: graphql.FieldConfigArgument{
			"includeDeprecated": {Type: graphql.Boolean, DefaultValue: false},
		},
	}
}

func requiredList(field *graphql.Field) *graphql.Field {
	field.Type = graphql.NewNonNull(field.Type)
	return field
}
