package introspect

import (
	"slices"

	"github.com/graphql-go/graphql"
)

// Places of directives that graphql-go has no name for.
const (
	variableDefinition  = "VARIABLE_DEFINITION"
	directiveDefinition = "DIRECTIVE_DEFINITION"
)

// Directives are those that tools of today expect of any schema: include, skip,
// deprecated (also for arguments, input fields and directives), specifiedBy and
// oneOf. Give them to NewSchema as SchemaConfig.Directives.
func Directives() []*graphql.Directive {
	return []*graphql.Directive{
		graphql.IncludeDirective,
		graphql.SkipDirective,
		graphql.NewDirective(graphql.DirectiveConfig{
			Name:        "deprecated",
			Description: "Marks what is no longer to be used.",
			Locations: []string{
				graphql.DirectiveLocationFieldDefinition,
				graphql.DirectiveLocationArgumentDefinition,
				graphql.DirectiveLocationInputFieldDefinition,
				graphql.DirectiveLocationEnumValue,
				directiveDefinition,
			},
			Args: graphql.FieldConfigArgument{"reason": {
				Type: graphql.String, DefaultValue: graphql.DefaultDeprecationReason,
				Description: "Why, and what to use instead, in Markdown.",
			}},
		}),
		graphql.NewDirective(graphql.DirectiveConfig{
			Name:        "specifiedBy",
			Description: "Gives the URL of the text that specifies a scalar.",
			Locations:   []string{graphql.DirectiveLocationScalar},
			Args: graphql.FieldConfigArgument{"url": {
				Type:        graphql.NewNonNull(graphql.String),
				Description: "Where the specification is.",
			}},
		}),
		graphql.NewDirective(graphql.DirectiveConfig{
			Name:        "oneOf",
			Description: "Marks an input object of which exactly one field must be given.",
			Locations:   []string{graphql.DirectiveLocationInputObject},
		}),
	}
}

// locationEnum is graphql-go's __DirectiveLocation with the places it lacks.
func locationEnum() *graphql.Enum {
	values := graphql.EnumValueConfigMap{
		variableDefinition:  {Value: variableDefinition, Description: "Location adjacent to the definition of a variable."},
		directiveDefinition: {Value: directiveDefinition, Description: "Location adjacent to the definition of a directive."},
	}
	for _, v := range graphql.DirectiveLocationEnumType.Values() {
		values[v.Name] = &graphql.EnumValueConfig{Value: v.Value, Description: v.Description}
	}
	return graphql.NewEnum(graphql.EnumConfig{
		Name: graphql.DirectiveLocationEnumType.Name(), Description: graphql.DirectiveLocationEnumType.Description(), Values: values,
	})
}

// locations lists the places of a directive by name.
func locations(p graphql.ResolveParams) (any, error) {
	directive, ok := p.Source.(*graphql.Directive)
	if !ok {
		return []string{}, nil
	}
	return slices.Sorted(slices.Values(directive.Locations)), nil
}
