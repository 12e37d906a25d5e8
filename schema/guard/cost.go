package guard

import (
	"math"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// Cost estimates how many objects an operation may load, before it is executed.
// Leaves are free. A field with an argument first, last or limit yields that
// many objects (Limits.PageSize if none is given and none is the default), and
// what stands below is counted for each; a list without such an argument counts
// Limits.PlainList. Above Limits.Cost, or Limits.IntrospectionCost for what
// stands below __schema and __type, the error is an *Error.
func (g *Guard) Cost(doc *Document, op *ast.OperationDefinition, vars map[string]any) (int, error) {
	c := &coster{g: g, doc: doc, vars: vars, known: map[costKey]int{}}
	total := c.set(op.SelectionSet, rootType(g.schema, op), place{})
	if total > g.limits.Cost {
		return total, refuse(CodeTooCostly, "The operation may load %s objects, the limit is %d: ask for smaller pages (first, last) or fewer levels.", count(total), g.limits.Cost)
	}
	if c.meta > g.limits.IntrospectionCost {
		return total, refuse(CodeTooCostly, "The introspection may yield %s objects, the limit is %d: ask for fewer levels.", count(c.meta), g.limits.IntrospectionCost)
	}
	return total, nil
}

type coster struct {
	g     *Guard
	doc   *Document
	vars  map[string]any
	known map[costKey]int // of fragments
	meta  int             // what stands below __schema and __type
}

// place is where a selection set stands.
type place struct {
	paged bool // directly below a field that takes a size
	page  int  // that size: of the lists that are here
	meta  bool // below __schema or __type
}

type costKey struct {
	fragment string
	place
}

// set adds up a selection set. Fragments on different object types exclude each
// other, of those the costliest counts.
func (c *coster) set(set *ast.SelectionSet, parent graphql.Type, at place) int {
	total := 0
	var perType map[graphql.Type]int
	fragment := func(typ graphql.Type, cost int) {
		if !isObject(typ) || typ == parent {
			total = plus(total, cost)
			return
		}
		if perType == nil {
			perType = map[graphql.Type]int{}
		}
		perType[typ] = plus(perType[typ], cost)
	}
	for _, selection := range set.Selections {
		switch selection := selection.(type) {
		case *ast.Field:
			if c.included(selection.Directives) {
				total = plus(total, c.field(selection, parent, at))
			}
		case *ast.InlineFragment:
			if c.included(selection.Directives) {
				typ := conditionType(c.g.schema, selection.TypeCondition, parent)
				fragment(typ, c.set(selection.SelectionSet, typ, at))
			}
		case *ast.FragmentSpread:
			if definition := c.doc.Fragments[selection.Name.Value]; definition != nil && c.included(selection.Directives) {
				typ := typeFromAST(c.g.schema, definition.TypeCondition)
				fragment(typ, c.fragment(definition, typ, at))
			}
		}
	}
	most := 0
	for _, cost := range perType {
		most = max(most, cost)
	}
	return plus(total, most)
}

func (c *coster) fragment(definition *ast.FragmentDefinition, typ graphql.Type, at place) int {
	key := costKey{definition.Name.Value, at}
	cost, known := c.known[key]
	if !known {
		cost = c.set(definition.SelectionSet, typ, at)
		c.known[key] = cost
	}
	return cost
}

func (c *coster) field(field *ast.Field, parent graphql.Type, at place) int {
	def := fieldDefinition(c.g.schema, parent, field)
	if def == nil || field.SelectionSet == nil {
		return 0
	}
	typ := named(def.Type)
	if at.meta {
		return c.metaField(field, typ)
	}
	if isMetaRoot(field.Name.Value) {
		c.meta = plus(c.meta, plus(1, c.set(field.SelectionSet, typ, place{meta: true})))
		return 0
	}
	_, isList := graphql.GetNullable(def.Type).(*graphql.List)
	size, sized := c.pageSize(def, field)
	many, inside := 1, place{}
	switch {
	case sized && isList:
		many = size
	case sized:
		inside = place{paged: true, page: size}
	case isList && at.paged:
		many = at.page
	case isList:
		many = c.g.limits.PlainList
	}
	return times(many, plus(1, c.set(field.SelectionSet, typ, inside)))
}

// metaField estimates a field of the introspection types by the usual length of
// its list. The chain of ofType is short and mostly ends early.
func (c *coster) metaField(field *ast.Field, typ graphql.Type) int {
	below := c.set(field.SelectionSet, typ, place{meta: true})
	switch field.Name.Value {
	case "ofType":
		return below
	case "types":
		return times(len(c.g.schema.TypeMap()), plus(1, below))
	case "fields", "enumValues":
		return times(12, plus(1, below))
	case "inputFields", "possibleTypes":
		return times(8, plus(1, below))
	case "args", "directives":
		return times(4, plus(1, below))
	case "interfaces":
		return times(2, plus(1, below))
	}
	return plus(1, below)
}

// pageSize reads the arguments that bound how many objects a field yields.
func (c *coster) pageSize(def *graphql.FieldDefinition, field *ast.Field) (size int, sized bool) {
	size = -1
	fallback := -1
	for _, arg := range def.Args {
		switch arg.Name() {
		case "first", "last", "limit":
		default:
			continue
		}
		sized = true
		if n, ok := arg.DefaultValue.(int); ok {
			fallback = max(fallback, n)
		}
		if node := argumentNamed(field.Arguments, arg.Name()); node != nil {
			value, given, err := ValueFromAST(node.Value, graphql.Int, c.vars)
			if n, ok := value.(int); ok && given && err == nil {
				size = max(size, min(n, math.MaxInt32), 0)
			}
		}
	}
	switch {
	case size >= 0:
		return size, sized
	case fallback >= 0:
		return fallback, sized
	default:
		return c.g.limits.PageSize, sized
	}
}

// included applies @skip and @include.
func (c *coster) included(directives []*ast.Directive) bool {
	for _, directive := range directives {
		name := directive.Name.Value
		node := argumentNamed(directive.Arguments, "if")
		if node == nil || name != "skip" && name != "include" {
			continue
		}
		value, _, err := ValueFromAST(node.Value, graphql.Boolean, c.vars)
		if condition, ok := value.(bool); err == nil && ok && condition == (name == "skip") {
			return false
		}
	}
	return true
}
