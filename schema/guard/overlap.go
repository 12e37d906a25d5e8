package guard

import (
	"fmt"
	"slices"
	"strings"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// overlappingFields is OverlappingFieldsCanBeMerged of the specification: fields
// that share a name in the response must be the same field, so that one result
// can serve them.
//
// It compares pairs of fields as graphql-go's rule does, but remembers each pair
// and each written-out selection set, so that no pair is looked into twice;
// graphql-go's is exponential in the number of fragments. Its verdicts are those of the specification. They differ from graphql-go's in two
// ways, both stricter: graphql-go does not compare a field with a fragment that
// is spread by a fragment, and does not know the type of __typename.
func overlappingFields(schema *graphql.Schema, doc *Document, report func(string, ...ast.Node)) {
	o := &overlap{
		schema: schema, doc: doc, report: report,
		sets:     map[*ast.SelectionSet]*mergedSet{},
		uses:     map[*ast.Field]*fieldUse{},
		compared: map[pair]bool{},
	}
	for _, op := range doc.Operations {
		o.visit(op.SelectionSet, rootType(schema, op))
	}
	for _, definition := range doc.AST.Definitions {
		if fragment, ok := definition.(*ast.FragmentDefinition); ok {
			o.visit(fragment.SelectionSet, typeFromAST(schema, fragment.TypeCondition))
		}
	}
}

type overlap struct {
	schema   *graphql.Schema
	doc      *Document
	report   func(string, ...ast.Node)
	sets     map[*ast.SelectionSet]*mergedSet
	uses     map[*ast.Field]*fieldUse
	compared map[pair]bool
}

// fieldUse is a field at the one place where it stands in the text.
type fieldUse struct {
	id        int
	node      *ast.Field
	parent    graphql.Type
	typ       graphql.Type // nil if the field does not exist
	signature string       // its name and arguments
}

// mergedSet is a selection set with its fragments written out, by the name in
// the response. Repetitions of a leaf are left out.
type mergedSet struct {
	names  []string
	fields map[string][]*fieldUse
}

// pair is two fields, the lower id first. Exclusive pairs are of objects that
// are never the same one; they may differ in more ways.
type pair struct {
	a, b      int
	exclusive bool
}

// conflict is why two fields cannot be merged.
type conflict struct {
	name   string
	reason string
	a, b   *ast.Field
}

// visit checks a selection set and those inside it, each by itself.
func (o *overlap) visit(set *ast.SelectionSet, parent graphql.Type) {
	merged := o.merged(set, parent)
	for _, name := range merged.names {
		fields := merged.fields[name]
		for i, a := range fields {
			for _, b := range fields[i+1:] {
				if c := o.compare(name, a, b, false); c != nil {
					o.report(fmt.Sprintf("Fields %q conflict because %s. Use different aliases on the fields to fetch both if this was intentional.", c.name, c.reason), c.a, c.b)
				}
			}
		}
	}
	for _, selection := range set.Selections {
		switch selection := selection.(type) {
		case *ast.Field:
			if selection.SelectionSet != nil {
				o.visit(selection.SelectionSet, named(o.use(selection, parent).typ))
			}
		case *ast.InlineFragment:
			o.visit(selection.SelectionSet, conditionType(o.schema, selection.TypeCondition, parent))
		}
	}
}

// compare finds the reason why two fields of one response name cannot be
// merged. A pair that was compared before has been reported already.
func (o *overlap) compare(name string, a, b *fieldUse, exclusive bool) *conflict {
	if a == b {
		return nil
	}
	exclusive = exclusive || a.parent != b.parent && isObject(a.parent) && isObject(b.parent)
	key := pair{min(a.id, b.id), max(a.id, b.id), exclusive}
	if o.compared[key] || o.compared[pair{key.a, key.b, false}] {
		return nil
	}
	o.compared[key] = true
	because := func(format string, args ...any) *conflict {
		return &conflict{name, fmt.Sprintf(format, args...), a.node, b.node}
	}
	if !exclusive {
		if a.node.Name.Value != b.node.Name.Value {
			return because("%s and %s are different fields", a.node.Name.Value, b.node.Name.Value)
		}
		if a.signature != b.signature {
			return because("they have differing arguments")
		}
	}
	if a.typ != nil && b.typ != nil && typesConflict(a.typ, b.typ) {
		return because("they return conflicting types %s and %s", a.typ, b.typ)
	}
	if a.node.SelectionSet == nil || b.node.SelectionSet == nil {
		return nil
	}
	if reasons := o.between(a, b, exclusive); len(reasons) > 0 {
		return because("%s", strings.Join(reasons, " and "))
	}
	return nil
}

// between compares the fields below two fields and words the first conflicts.
func (o *overlap) between(a, b *fieldUse, exclusive bool) []string {
	const most = 3
	below1 := o.merged(a.node.SelectionSet, named(a.typ))
	below2 := o.merged(b.node.SelectionSet, named(b.typ))
	var reasons []string
	for _, name := range below1.names {
		for _, f1 := range below1.fields[name] {
			for _, f2 := range below2.fields[name] {
				if c := o.compare(name, f1, f2, exclusive); c != nil && len(reasons) < most {
					reasons = append(reasons, fmt.Sprintf("subfields %q conflict because %s", c.name, clip(c.reason)))
				}
			}
		}
	}
	return reasons
}

// merged writes a selection set out, once.
func (o *overlap) merged(set *ast.SelectionSet, parent graphql.Type) *mergedSet {
	if known := o.sets[set]; known != nil {
		return known
	}
	m := &mergedSet{fields: map[string][]*fieldUse{}}
	o.sets[set] = m
	o.collect(m, set, parent, map[string]bool{}, map[leaf]bool{})
	return m
}

// leaf is what tells fields without selections apart.
type leaf struct {
	name, signature string
	parent          graphql.Type
}

func (o *overlap) collect(m *mergedSet, set *ast.SelectionSet, parent graphql.Type, spread map[string]bool, leaves map[leaf]bool) {
	for _, selection := range set.Selections {
		switch selection := selection.(type) {
		case *ast.Field:
			m.add(o.use(selection, parent), leaves)
		case *ast.InlineFragment:
			o.collect(m, selection.SelectionSet, conditionType(o.schema, selection.TypeCondition, parent), spread, leaves)
		case *ast.FragmentSpread:
			name := selection.Name.Value
			if fragment := o.doc.Fragments[name]; fragment != nil && !spread[name] {
				spread[name] = true
				o.collect(m, fragment.SelectionSet, typeFromAST(o.schema, fragment.TypeCondition), spread, leaves)
			}
		}
	}
}

func (m *mergedSet) add(use *fieldUse, leaves map[leaf]bool) {
	name := responseName(use.node)
	if use.node.SelectionSet == nil {
		key := leaf{name, use.signature, use.parent}
		if leaves[key] {
			return
		}
		leaves[key] = true
	}
	if m.fields[name] == nil {
		m.names = append(m.names, name)
	}
	m.fields[name] = append(m.fields[name], use)
}

func (o *overlap) use(field *ast.Field, parent graphql.Type) *fieldUse {
	use := o.uses[field]
	if use == nil {
		use = &fieldUse{id: len(o.uses), node: field, parent: parent, signature: signature(field)}
		if def := fieldDefinition(o.schema, parent, field); def != nil {
			use.typ = def.Type
		}
		o.uses[field] = use
	}
	return use
}

// signature prints a field's name and arguments, the arguments in one order.
func signature(field *ast.Field) string {
	arguments := make([]string, len(field.Arguments))
	for i, argument := range field.Arguments {
		arguments[i] = argument.Name.Value + ":" + printValue(argument.Value)
	}
	slices.Sort(arguments)
	return field.Name.Value + "(" + strings.Join(arguments, ",") + ")"
}

// named takes lists and non-null marks off a type.
func named(typ graphql.Type) graphql.Type {
	for {
		switch wrapper := typ.(type) {
		case *graphql.List:
			typ = wrapper.OfType
		case *graphql.NonNull:
			typ = wrapper.OfType
		default:
			return typ
		}
	}
}

func isObject(typ graphql.Type) bool {
	_, ok := typ.(*graphql.Object)
	return ok
}

// typesConflict reports whether two fields cannot have one result: they must
// agree on lists, on null and on the type of a leaf. The fields of composite
// types are compared one by one.
func typesConflict(a, b graphql.Type) bool {
	listA, isListA := a.(*graphql.List)
	listB, isListB := b.(*graphql.List)
	if isListA || isListB {
		return !isListA || !isListB || typesConflict(listA.OfType, listB.OfType)
	}
	nonNullA, isNonNullA := a.(*graphql.NonNull)
	nonNullB, isNonNullB := b.(*graphql.NonNull)
	if isNonNullA || isNonNullB {
		return !isNonNullA || !isNonNullB || typesConflict(nonNullA.OfType, nonNullB.OfType)
	}
	return (graphql.IsLeafType(a) || graphql.IsLeafType(b)) && a != b
}
