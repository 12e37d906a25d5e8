package guard

import (
	"fmt"
	"maps"
	"slices"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/kinds"
	"github.com/graphql-go/graphql/language/visitor"
)

// fieldsOnCorrectType: every selected field exists on its type.
func fieldsOnCorrectType(c *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	return on(kinds.Field, func(field *ast.Field) {
		parent := c.ParentType()
		if parent == nil || c.FieldDef() != nil {
			return
		}
		name := field.Name.Value
		reportf(c, field, "Cannot query field %q on type \"%s\".%s", name, parent, fieldHint(c.Schema(), parent, name))
	})
}

// fieldHint names the types that a field exists on, or fields of like names.
func fieldHint(schema *graphql.Schema, parent graphql.Type, name string) string {
	if abstract, ok := parent.(graphql.Abstract); ok {
		var owners []string
		for _, object := range schema.PossibleTypes(abstract) {
			if object.Fields()[name] != nil {
				owners = append(owners, object.Name())
			}
		}
		if len(owners) > 0 {
			return " Did you mean to use an inline fragment on \"" + slices.Min(owners) + "\"?"
		}
	}
	switch parent := parent.(type) {
	case *graphql.Object:
		return suggest(name, maps.Keys(parent.Fields()))
	case *graphql.Interface:
		return suggest(name, maps.Keys(parent.Fields()))
	}
	return ""
}

// knownTypeNames: every type that the document names exists.
func knownTypeNames(c *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	return on(kinds.Named, func(named *ast.Named) {
		types := c.Schema().TypeMap()
		if types[named.Name.Value] == nil {
			reportf(c, named, "Unknown type %q.%s", named.Name.Value, suggest(named.Name.Value, maps.Keys(types)))
		}
	})
}

// argumentsOfField: the arguments exist, have values of their types, and none
// that is required is missing.
func argumentsOfField(c *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	return on(kinds.Field, func(field *ast.Field) {
		def := c.FieldDef()
		if def == nil {
			return
		}
		owner := "field \"" + field.Name.Value + "\""
		if parent := c.ParentType(); parent != nil {
			owner += " of type \"" + parent.Name() + "\""
		}
		checkArguments(c, field, owner, def.Args, field.Arguments)
	})
}

// argumentsOfDirective is argumentsOfField for directives.
func argumentsOfDirective(c *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	return on(kinds.Directive, func(directive *ast.Directive) {
		if def := c.Directive(); def != nil {
			checkArguments(c, directive, "directive \"@"+def.Name+"\"", def.Args, directive.Arguments)
		}
	})
}

func checkArguments(c *graphql.ValidationContext, on ast.Node, owner string, defs []*graphql.Argument, nodes []*ast.Argument) {
	byName := make(map[string]*graphql.Argument, len(defs))
	for _, def := range defs {
		byName[def.Name()] = def
	}
	for _, node := range nodes {
		name := node.Name.Value
		def := byName[name]
		if def == nil {
			reportf(c, node, "Unknown argument %q on %s.%s", name, owner, suggest(name, maps.Keys(byName)))
			continue
		}
		checkLiteral(c, node.Value, def.Type, (*path)(nil).field(name), "Argument")
	}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		def := byName[name]
		_, required := def.Type.(*graphql.NonNull)
		if required && def.DefaultValue == nil && argumentNamed(nodes, name) == nil {
			reportf(c, on, "Argument %q of type \"%s\" is required on %s, but it was not provided.", name, def.Type, owner)
		}
	}
}

// defaultValues: the defaults of variables have values of their types.
func defaultValues(c *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	return on(kinds.VariableDefinition, func(def *ast.VariableDefinition) {
		typ := typeFromAST(c.Schema(), def.Type)
		if def.DefaultValue != nil && typ != nil && graphql.IsInputType(typ) {
			checkLiteral(c, def.DefaultValue, typ, (*path)(nil).field("$"+def.Variable.Name.Value), "Default value of variable")
		}
	})
}

// checkLiteral reports what is wrong with a literal.
func checkLiteral(c *graphql.ValidationContext, value ast.Value, typ graphql.Type, at *path, what string) {
	literal := &literals{static: true}
	literal.read(value, typ, at)
	for _, fault := range literal.faults {
		reportf(c, fault.node, "%s %s", what, fault.message)
	}
}

// listLengths: no literal list is longer than the limit.
func listLengths(c *graphql.ValidationContext, most int) *graphql.ValidationRuleInstance {
	return on(kinds.ListValue, func(list *ast.ListValue) {
		if len(list.Values) > most {
			reportf(c, list, "A list has %d items, the limit is %d: send fewer at a time.", len(list.Values), most)
		}
	})
}

// uniqueDirectives: none stands twice at one place, which graphql-go has no rule
// for.
func uniqueDirectives(c *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	rule := on(kinds.Field, func(n *ast.Field) { checkDirectives(c, n.Directives) })
	for kind, more := range map[string]*graphql.ValidationRuleInstance{
		kinds.FragmentSpread:      on(kinds.FragmentSpread, func(n *ast.FragmentSpread) { checkDirectives(c, n.Directives) }),
		kinds.InlineFragment:      on(kinds.InlineFragment, func(n *ast.InlineFragment) { checkDirectives(c, n.Directives) }),
		kinds.FragmentDefinition:  on(kinds.FragmentDefinition, func(n *ast.FragmentDefinition) { checkDirectives(c, n.Directives) }),
		kinds.OperationDefinition: on(kinds.OperationDefinition, func(n *ast.OperationDefinition) { checkDirectives(c, n.Directives) }),
	} {
		rule.VisitorOpts.KindFuncMap[kind] = more.VisitorOpts.KindFuncMap[kind]
	}
	return rule
}

func checkDirectives(c *graphql.ValidationContext, directives []*ast.Directive) {
	for i, directive := range directives {
		name := directive.Name.Value
		before := slices.ContainsFunc(directives[:i], func(d *ast.Directive) bool { return d.Name.Value == name })
		if before {
			reportf(c, directive, "The directive \"@%s\" can only be used once at this place.", name)
		}
	}
}

// singleRootField: a subscription has one field at its top, and that is not
// about the schema. graphql-go would pick one of several at random.
func singleRootField(doc *Document, report func(string, ...ast.Node)) {
	for _, op := range doc.Operations {
		if op.Operation != ast.OperationTypeSubscription {
			continue
		}
		names := map[string]bool{}
		eachRootField(doc, op.SelectionSet, map[string]bool{}, func(field *ast.Field) {
			names[responseName(field)] = true
			if isMeta(field.Name.Value) {
				report("A subscription must not select an introspection field at its top.", field)
			}
		})
		if len(names) > 1 {
			report("A subscription must select one field at its top: send one subscription for each.", op)
		}
	}
}

func eachRootField(doc *Document, set *ast.SelectionSet, seen map[string]bool, do func(*ast.Field)) {
	for _, selection := range set.Selections {
		switch selection := selection.(type) {
		case *ast.Field:
			do(selection)
		case *ast.InlineFragment:
			eachRootField(doc, selection.SelectionSet, seen, do)
		case *ast.FragmentSpread:
			name := selection.Name.Value
			if fragment := doc.Fragments[name]; fragment != nil && !seen[name] {
				seen[name] = true
				eachRootField(doc, fragment.SelectionSet, seen, do)
			}
		}
	}
}

func isMeta(name string) bool { return len(name) > 1 && name[:2] == "__" }

func responseName(field *ast.Field) string {
	if field.Alias != nil {
		return field.Alias.Value
	}
	return field.Name.Value
}

// possibleFragmentSpreads: what a fragment asks of some type of object can be
// asked where it is spread.
func possibleFragmentSpreads(c *graphql.ValidationContext) *graphql.ValidationRuleInstance {
	check := func(node ast.Node, what string, condition *ast.Named) {
		parent := c.ParentType()
		if condition == nil || parent == nil {
			return
		}
		wanted, known := c.Schema().TypeMap()[condition.Name.Value]
		if known && !shareObject(c.Schema(), parent, wanted) {
			reportf(c, node, "%s cannot be spread here as objects of type \"%s\" can never be of type \"%s\".", what, parent, wanted)
		}
	}
	return &graphql.ValidationRuleInstance{VisitorOpts: &visitor.VisitorOptions{Enter: func(p visitor.VisitFuncParams) (string, any) {
		switch node := p.Node.(type) {
		case *ast.InlineFragment:
			check(node, "Fragment", node.TypeCondition)
		case *ast.FragmentSpread:
			if f := c.Fragment(node.Name.Value); f != nil {
				check(node, fmt.Sprintf("Fragment %q", node.Name.Value), f.TypeCondition)
			}
		}
		return visitor.ActionNoChange, nil
	}}}
}

// shareObject: some object is of both types. What is no composite type is another
// rule's business.
func shareObject(schema *graphql.Schema, a, b graphql.Type) bool {
	objects := func(t graphql.Type) []*graphql.Object {
		switch t := t.(type) {
		case *graphql.Object:
			return []*graphql.Object{t}
		case graphql.Abstract:
			return schema.PossibleTypes(t)
		}
		return nil
	}
	left, right := objects(a), objects(b)
	if left == nil || right == nil {
		return true
	}
	return slices.ContainsFunc(left, func(o *graphql.Object) bool { return slices.Contains(right, o) })
}
