package introspect

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/graphql-go/graphql"
)

func fields(p graphql.ResolveParams) (any, error) {
	var defs graphql.FieldDefinitionMap
	switch typ := p.Source.(type) {
	case *graphql.Object:
		defs = typ.Fields()
	case *graphql.Interface:
		defs = typ.Fields()
	default:
		return nil, nil
	}
	list := []*graphql.FieldDefinition{}
	for _, name := range slices.Sorted(maps.Keys(defs)) {
		if wanted(p, defs[name].DeprecationReason) {
			list = append(list, defs[name])
		}
	}
	return list, nil
}

func inputFields(p graphql.ResolveParams) (any, error) {
	typ, ok := p.Source.(*graphql.InputObject)
	if !ok {
		return nil, nil
	}
	list := []*graphql.InputObjectField{}
	defs := typ.Fields()
	for _, name := range slices.Sorted(maps.Keys(defs)) {
		if wanted(p, trailing(defs[name].Description(), deprecatedMark)) {
			list = append(list, defs[name])
		}
	}
	return list, nil
}

func enumValues(p graphql.ResolveParams) (any, error) {
	typ, ok := p.Source.(*graphql.Enum)
	if !ok {
		return nil, nil
	}
	list := []*graphql.EnumValueDefinition{}
	for _, value := range typ.Values() {
		if wanted(p, value.DeprecationReason) {
			list = append(list, value)
		}
	}
	slices.SortFunc(list, func(a, b *graphql.EnumValueDefinition) int { return cmp.Compare(a.Name, b.Name) })
	return list, nil
}

func interfaces(p graphql.ResolveParams) (any, error) {
	switch typ := p.Source.(type) {
	case *graphql.Object:
		return typ.Interfaces(), nil
	case *graphql.Interface: // may implement others since 2021, but not here
		return []*graphql.Interface{}, nil
	}
	return nil, nil
}

func possibleTypes(p graphql.ResolveParams) (any, error) {
	var abstract graphql.Abstract
	switch typ := p.Source.(type) {
	case *graphql.Interface:
		abstract = typ
	case *graphql.Union:
		abstract = typ
	default:
		return nil, nil
	}
	list := slices.Clone(p.Info.Schema.PossibleTypes(abstract))
	slices.SortFunc(list, func(a, b *graphql.Object) int { return cmp.Compare(a.Name(), b.Name()) })
	return list, nil
}

func fieldArgs(p graphql.ResolveParams) (any, error) {
	if field, ok := p.Source.(*graphql.FieldDefinition); ok {
		return arguments(p, field.Args), nil
	}
	return []*graphql.Argument{}, nil
}

func directiveArgs(p graphql.ResolveParams) (any, error) {
	if directive, ok := p.Source.(*graphql.Directive); ok {
		return arguments(p, directive.Args), nil
	}
	return []*graphql.Argument{}, nil
}

func arguments(p graphql.ResolveParams, args []*graphql.Argument) []*graphql.Argument {
	list := []*graphql.Argument{}
	for _, arg := range args {
		if wanted(p, trailing(arg.Description(), deprecatedMark)) {
			list = append(list, arg)
		}
	}
	slices.SortFunc(list, func(a, b *graphql.Argument) int { return cmp.Compare(a.Name(), b.Name()) })
	return list
}

func types(p graphql.ResolveParams) (any, error) {
	schema, ok := p.Source.(graphql.Schema)
	if !ok {
		schema = p.Info.Schema
	}
	known := schema.TypeMap()
	list := make([]graphql.Type, 0, len(known))
	for _, name := range slices.Sorted(maps.Keys(known)) {
		list = append(list, known[name])
	}
	return list, nil
}

// schemaDescription is null: graphql-go's schemas have none.
func schemaDescription(graphql.ResolveParams) (any, error) { return nil, nil }

// isRepeatable is false: graphql-go knows no repeatable directives.
func isRepeatable(graphql.ResolveParams) (any, error) { return false, nil }

// isOneOf is false for input objects, null for all other types.
func isOneOf(p graphql.ResolveParams) (any, error) {
	if _, ok := p.Source.(*graphql.InputObject); ok {
		return false, nil
	}
	return nil, nil
}

func specifiedByURL(p graphql.ResolveParams) (any, error) {
	if scalar, ok := p.Source.(*graphql.Scalar); ok {
		return orNull(trailing(scalar.Description(), specifiedMark)), nil
	}
	return nil, nil
}

func isDeprecated(p graphql.ResolveParams) (any, error) {
	return trailing(describe(p.Source), deprecatedMark) != "", nil
}

func deprecationReason(p graphql.ResolveParams) (any, error) {
	return orNull(trailing(describe(p.Source), deprecatedMark)), nil
}

func describe(source any) string {
	if described, ok := source.(interface{ Description() string }); ok {
		return described.Description()
	}
	return ""
}

const (
	specifiedMark  = "Specified by: "
	deprecatedMark = "Deprecated: "
)

// trailing gives what follows the mark on the last line of a description.
func trailing(description, mark string) string {
	last := description[strings.LastIndexByte(description, '\n')+1:]
	rest, ok := strings.CutPrefix(strings.TrimSpace(last), mark)
	if !ok {
		return ""
	}
	return strings.TrimSpace(rest)
}

// wanted leaves deprecated things out unless they are asked for.
func wanted(p graphql.ResolveParams, reason string) bool {
	all, _ := p.Args["includeDeprecated"].(bool)
	return all || reason == ""
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
