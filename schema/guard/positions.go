package guard

import (
	"fmt"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// variablePositions is VariablesInAllowedPosition of the specification: a
// variable is used only where its type fits. A nullable variable may stand where
// null may not if it, or the place, has a default.
func variablePositions(schema *graphql.Schema, doc *Document, report func(string, ...ast.Node)) {
	fragments := map[string]*usages{}
	for name, fragment := range doc.Fragments {
		u := &usages{schema: schema}
		u.set(fragment.SelectionSet, typeFromAST(schema, fragment.TypeCondition))
		u.directives(fragment.Directives)
		fragments[name] = u
	}
	for _, op := range doc.Operations {
		defs := map[string]*ast.VariableDefinition{}
		for _, def := range op.VariableDefinitions {
			defs[def.Variable.Name.Value] = def
		}
		u := &usages{schema: schema}
		u.set(op.SelectionSet, rootType(schema, op))
		u.directives(op.Directives)
		u.check(defs, report)
		for name := range reachable(doc, op.SelectionSet, map[string]bool{}) {
			fragments[name].check(defs, report)
		}
	}
}

// reachable names the fragments that a selection set spreads, directly or not.
func reachable(doc *Document, set *ast.SelectionSet, found map[string]bool) map[string]bool {
	for _, spread := range spreadsIn(set, nil) {
		name := spread.Name.Value
		if fragment := doc.Fragments[name]; fragment != nil && !found[name] {
			found[name] = true
			reachable(doc, fragment.SelectionSet, found)
		}
	}
	return found
}

// usages are the places of one definition at which variables stand.
type usages struct {
	schema *graphql.Schema
	places []usage
}

type usage struct {
	node       *ast.Variable
	typ        graphql.Type
	hasDefault bool // the argument or field, not the variable
}

func (u *usages) set(set *ast.SelectionSet, parent graphql.Type) {
	if set == nil {
		return
	}
	for _, selection := range set.Selections {
		switch selection := selection.(type) {
		case *ast.Field:
			u.directives(selection.Directives)
			def := fieldDefinition(u.schema, parent, selection)
			if def == nil {
				u.set(selection.SelectionSet, nil)
				continue
			}
			u.arguments(def.Args, selection.Arguments)
			u.set(selection.SelectionSet, named(def.Type))
		case *ast.InlineFragment:
			u.directives(selection.Directives)
			u.set(selection.SelectionSet, conditionType(u.schema, selection.TypeCondition, parent))
		case *ast.FragmentSpread:
			u.directives(selection.Directives)
		}
	}
}

// fieldDefinition finds the definition of a field, or nil.
func fieldDefinition(schema *graphql.Schema, parent graphql.Type, field *ast.Field) *graphql.FieldDefinition {
	if parent == nil {
		return nil
	}
	return graphql.DefaultTypeInfoFieldDef(schema, parent, field)
}

// conditionType is the type that a fragment's condition names.
func conditionType(schema *graphql.Schema, condition *ast.Named, parent graphql.Type) graphql.Type {
	if condition == nil {
		return parent
	}
	return typeFromAST(schema, condition)
}

func (u *usages) directives(directives []*ast.Directive) {
	for _, directive := range directives {
		if def := u.schema.Directive(directive.Name.Value); def != nil {
			u.arguments(def.Args, directive.Arguments)
		}
	}
}

func (u *usages) arguments(defs []*graphql.Argument, nodes []*ast.Argument) {
	for _, def := range defs {
		if node := argumentNamed(nodes, def.Name()); node != nil {
			u.value(node.Value, def.Type, def.DefaultValue != nil)
		}
	}
}

func (u *usages) value(value ast.Value, typ graphql.Type, hasDefault bool) {
	switch value := value.(type) {
	case *ast.Variable:
		u.places = append(u.places, usage{value, typ, hasDefault})
	case *ast.ListValue:
		if list, ok := graphql.GetNullable(typ).(*graphql.List); ok {
			for _, item := range value.Values {
				u.value(item, list.OfType, false)
			}
		}
	case *ast.ObjectValue:
		object, ok := graphql.GetNamed(typ).(*graphql.InputObject)
		if !ok {
			return
		}
		for _, field := range value.Fields {
			if def := object.Fields()[field.Name.Value]; def != nil {
				u.value(field.Value, def.Type, def.DefaultValue != nil)
			}
		}
	}
}

func (u *usages) check(defs map[string]*ast.VariableDefinition, report func(string, ...ast.Node)) {
	for _, place := range u.places {
		def := defs[place.node.Name.Value]
		if def == nil {
			continue // another rule reports it
		}
		typ := typeFromAST(u.schema, def.Type)
		if typ != nil && !allowed(typ, def, place) {
			report(fmt.Sprintf("Variable \"$%s\" of type \"%s\" is used in a position that expects type \"%s\".", place.node.Name.Value, typ, place.typ), def, place.node)
		}
	}
}

func allowed(typ graphql.Type, def *ast.VariableDefinition, place usage) bool {
	expected := place.typ
	if required, ok := expected.(*graphql.NonNull); ok {
		if _, same := typ.(*graphql.NonNull); !same {
			hasDefault := def.DefaultValue != nil && !IsNull(def.DefaultValue)
			if !hasDefault && !place.hasDefault {
				return false
			}
			expected = required.OfType
		}
	}
	return compatible(typ, expected)
}

// compatible reports whether every value of one input type is one of the other.
func compatible(typ, expected graphql.Type) bool {
	if required, ok := expected.(*graphql.NonNull); ok {
		typ, ok := typ.(*graphql.NonNull)
		return ok && compatible(typ.OfType, required.OfType)
	}
	if typ, ok := typ.(*graphql.NonNull); ok {
		return compatible(typ.OfType, expected)
	}
	if list, ok := expected.(*graphql.List); ok {
		typ, ok := typ.(*graphql.List)
		return ok && compatible(typ.OfType, list.OfType)
	}
	return typ == expected
}
