package guard

import (
	"fmt"
	"maps"
	"slices"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// Variables coerces the variables of an operation, by CoerceVariableValues of
// the specification and strictly: "3" is not an Int, and neither are 3.7 and
// true. Raw values are as encoding/json decodes them with UseNumber, see
// DecodeVariables. A variable that was not given and has no default has no key
// in the result, an explicit null has one and the value nil. Every error is an
// *Error and names the path, as in "$input.evidence[0].exact".
func (g *Guard) Variables(doc *Document, op *ast.OperationDefinition, raw map[string]any) (map[string]any, []error) {
	c := &inputs{limits: &g.limits}
	values := make(map[string]any, len(op.VariableDefinitions))
	for _, def := range op.VariableDefinitions {
		before := len(c.faults)
		g.variable(c, def, raw, values)
		for i := before; i < len(c.faults); i++ {
			c.faults[i].Locations = append(c.faults[i].Locations, doc.Location(def))
		}
		if len(c.faults) >= g.limits.Errors {
			break
		}
	}
	if len(c.faults) == 0 {
		return values, nil
	}
	errs := make([]error, len(c.faults))
	for i, fault := range c.faults {
		errs[i] = fault
	}
	return nil, errs
}

func (g *Guard) variable(c *inputs, def *ast.VariableDefinition, raw, values map[string]any) {
	name := def.Variable.Name.Value
	at := (*path)(nil).field("$" + name)
	typ := typeFromAST(g.schema, def.Type)
	if typ == nil || !graphql.IsInputType(typ) {
		c.fail(CodeBadVariable, at, "The type of the variable is unknown.") // validation refuses this document
		return
	}
	_, required := typ.(*graphql.NonNull)
	value, given := raw[name]
	switch {
	case given:
		if coerced, ok := c.read(value, typ, at); ok {
			values[name] = coerced
		}
	case def.DefaultValue != nil:
		coerced, _, err := ValueFromAST(def.DefaultValue, typ, nil)
		if err != nil {
			c.fail(CodeBadVariable, at, "The default value is wrong: %s", err)
			return
		}
		values[name] = coerced
	case required:
		c.fail(CodeBadVariable, at, "The variable of required type \"%s\" was not provided: send a value for it.", typ)
	}
}

// inputs reads decoded JSON values as input types.
type inputs struct {
	limits *Limits
	faults []*Error
}

func (c *inputs) fail(code string, at *path, format string, args ...any) (any, bool) {
	if len(c.faults) < c.limits.Errors {
		c.faults = append(c.faults, refuse(code, "Variable \"%s\": %s", at, fmt.Sprintf(format, args...)))
	}
	return nil, false
}

func (c *inputs) read(value any, typ graphql.Type, at *path) (any, bool) {
	if nonNull, ok := typ.(*graphql.NonNull); ok {
		if value == nil {
			return c.fail(CodeBadVariable, at, "Expected a value of type \"%s\", found null.", typ)
		}
		return c.read(value, nonNull.OfType, at)
	}
	if value == nil {
		return nil, true
	}
	switch typ := typ.(type) {
	case *graphql.List:
		return c.list(value, typ, at)
	case *graphql.InputObject:
		return c.object(value, typ, at)
	case *graphql.Enum:
		return c.enum(value, typ, at)
	case *graphql.Scalar:
		result, reason := scalarFromJSON(typ, value)
		if reason != "" {
			return c.fail(CodeBadVariable, at, "%s", reason)
		}
		return result, true
	}
	return c.fail(CodeBadVariable, at, "\"%s\" is not an input type.", typ)
}

func (c *inputs) list(value any, typ *graphql.List, at *path) (any, bool) {
	list, ok := value.([]any)
	if !ok { // a single value stands for a list of one
		item, ok := c.read(value, typ.OfType, at)
		return []any{item}, ok
	}
	if len(list) > c.limits.ListItems {
		return c.fail(CodeTooManyItems, at, "The list has %d items, the limit is %d: send fewer at a time.", len(list), c.limits.ListItems)
	}
	items := make([]any, len(list))
	good := true
	for i, raw := range list {
		item, ok := c.read(raw, typ.OfType, at.index(i))
		items[i] = item
		good = good && ok
		if !ok && len(c.faults) >= c.limits.Errors {
			break
		}
	}
	return items, good
}

func (c *inputs) object(value any, typ *graphql.InputObject, at *path) (any, bool) {
	object, ok := value.(map[string]any)
	if !ok {
		return c.fail(CodeBadVariable, at, "Expected an object of type \"%s\", found %s.", typ, describeJSON(value))
	}
	fields := typ.Fields()
	good := c.known(object, fields, typ, at)
	result := make(map[string]any, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		def := fields[name]
		raw, given := object[name]
		_, required := def.Type.(*graphql.NonNull)
		switch {
		case given:
			coerced, ok := c.read(raw, def.Type, at.field(name))
			result[name] = coerced
			good = good && ok
		case def.DefaultValue != nil:
			result[name] = def.DefaultValue
		case required:
			_, good = c.fail(CodeBadVariable, at.field(name), "The required field of type \"%s\" was not provided.", def.Type)
		}
	}
	return result, good
}

// known refuses the keys of an object that its type does not have.
func (c *inputs) known(object map[string]any, fields graphql.InputObjectFieldMap, typ *graphql.InputObject, at *path) bool {
	var unknown []string
	for name := range object {
		if fields[name] == nil {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown[:min(len(unknown), c.limits.Errors)] {
		c.fail(CodeBadVariable, at.field(clip(name)), "The field is not defined by type \"%s\".%s", typ, suggest(name, maps.Keys(fields)))
	}
	return len(unknown) == 0
}

func (c *inputs) enum(value any, typ *graphql.Enum, at *path) (any, bool) {
	name, ok := value.(string)
	if !ok {
		return c.fail(CodeBadVariable, at, "Expected the name of a value of the enum \"%s\" as a string, found %s.", typ, describeJSON(value))
	}
	result := typ.ParseValue(name)
	if result == nil {
		return c.fail(CodeBadVariable, at, "The value %q does not exist in the enum \"%s\".%s", clip(name), typ, suggest(name, enumNames(typ)))
	}
	return result, true
}

// typeFromAST finds the type that a variable's definition names, or nil.
func typeFromAST(schema *graphql.Schema, node ast.Type) graphql.Type {
	switch node := node.(type) {
	case *ast.NonNull:
		if inner := typeFromAST(schema, node.Type); inner != nil {
			return graphql.NewNonNull(inner)
		}
	case *ast.List:
		if inner := typeFromAST(schema, node.Type); inner != nil {
			return graphql.NewList(inner)
		}
	case *ast.Named:
		if found, ok := schema.TypeMap()[node.Name.Value]; ok {
			return found
		}
	}
	return nil
}
