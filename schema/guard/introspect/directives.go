package introspect

import "github.com/graphql-go/graphql"

// Directives are those that a schema of the 2021 edition has: include, skip,
// deprecated (also for arguments and input fields) and specifiedBy. Give them to
// NewSchema as SchemaConfig.Directives.
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
	}
}
