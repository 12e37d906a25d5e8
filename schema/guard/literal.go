package guard

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// ValueFromAST reads a literal as an input type, by the rules of the
// specification. It tells three things apart: a value, an explicit null (nil and
// present) and no value at all (not present: a variable that was not given).
// Enums come out as their internal values, lists as []any, input objects as
// map[string]any. The error is an *Error.
func ValueFromAST(value ast.Value, typ graphql.Input, vars map[string]any) (any, bool, error) {
	c := &literals{vars: vars}
	result, present := c.read(value, typ, nil)
	if len(c.faults) > 0 {
		return nil, false, &Error{Code: CodeBadArgument, Message: c.faults[0].message}
	}
	return result, present, nil
}

// literals reads literals and gathers what is wrong with them. In static mode,
// during validation, variables are taken for right: another rule and the
// coercion of variables see to them.
type literals struct {
	vars   map[string]any
	static bool
	faults []fault
}

// fault is one thing wrong with a value.
type fault struct {
	node    ast.Node
	message string
}

func (c *literals) fail(node ast.Node, at *path, format string, args ...any) (any, bool) {
	message := fmt.Sprintf(format, args...)
	if at != nil {
		message = fmt.Sprintf("%q: %s", at.String(), message)
	}
	c.faults = append(c.faults, fault{node, message})
	return nil, false
}

func (c *literals) read(value ast.Value, typ graphql.Type, at *path) (any, bool) {
	if value == nil {
		return nil, false
	}
	if variable, ok := value.(*ast.Variable); ok {
		return c.variable(variable, typ, at)
	}
	if nonNull, ok := typ.(*graphql.NonNull); ok {
		if IsNull(value) {
			return c.fail(value, at, "Expected a value of type \"%s\", found null.", typ)
		}
		return c.read(value, nonNull.OfType, at)
	}
	if IsNull(value) {
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
		result, reason := scalarFromLiteral(typ, value)
		if reason != "" {
			return c.fail(value, at, "%s", reason)
		}
		return result, true
	default:
		return c.fail(value, at, "\"%s\" is not an input type.", typ)
	}
}

func (c *literals) variable(variable *ast.Variable, typ graphql.Type, at *path) (any, bool) {
	if c.static {
		return nil, true
	}
	value, given := c.vars[variable.Name.Value]
	if _, required := typ.(*graphql.NonNull); required && given && value == nil {
		return c.fail(variable, at, "Expected a value of type \"%s\", but the variable \"$%s\" is null.", typ, variable.Name.Value)
	}
	return value, given
}

func (c *literals) list(value ast.Value, typ *graphql.List, at *path) (any, bool) {
	list, ok := value.(*ast.ListValue)
	if !ok { // a single value stands for a list of one
		item, ok := c.read(value, typ.OfType, at)
		return []any{item}, ok
	}
	items := make([]any, len(list.Values))
	for i, node := range list.Values {
		here := at.index(i)
		item, given := c.read(node, typ.OfType, here)
		if _, required := typ.OfType.(*graphql.NonNull); required && !given && isVariable(node) {
			return c.fail(node, here, "Expected a value of type \"%s\", but the variable %s was not given.", typ.OfType, printValue(node))
		}
		items[i] = item // an item cannot be absent: it is null then
	}
	return items, true
}

func isVariable(value ast.Value) bool {
	_, ok := value.(*ast.Variable)
	return ok
}

func (c *literals) object(value ast.Value, typ *graphql.InputObject, at *path) (any, bool) {
	object, ok := value.(*ast.ObjectValue)
	if !ok {
		return c.fail(value, at, "Expected an object of type \"%s\", found %s.", typ, clip(printValue(value)))
	}
	fields := typ.Fields()
	given := make(map[string]*ast.ObjectField, len(object.Fields))
	for _, field := range object.Fields {
		name := field.Name.Value
		switch {
		case fields[name] == nil:
			c.fail(field, at, "The field %q is not defined by type \"%s\".%s", name, typ, suggest(name, maps.Keys(fields)))
		case given[name] != nil:
			c.fail(field, at, "There can be only one input field named %q.", name)
		}
		given[name] = field
	}
	result := make(map[string]any, len(object.Fields))
	for _, name := range concerned(fields, given) {
		c.objectField(object, given[name], fields[name], at.field(name), result)
	}
	return result, true
}

// concerned are the fields that are given, have a default or are required: of a
// filter with many fields mostly a few.
func concerned(fields graphql.InputObjectFieldMap, given map[string]*ast.ObjectField) []string {
	names := make([]string, 0, len(given))
	for name, def := range fields {
		if _, required := def.Type.(*graphql.NonNull); required || def.DefaultValue != nil || given[name] != nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// objectField reads one field of an input object into the result.
func (c *literals) objectField(object ast.Value, node *ast.ObjectField, def *graphql.InputObjectField, at *path, result map[string]any) {
	if node != nil {
		value, given := c.read(node.Value, def.Type, at)
		if given {
			result[def.Name()] = value
			return
		}
		if !isVariable(node.Value) {
			return // it has a fault already
		}
	}
	if def.DefaultValue != nil {
		result[def.Name()] = def.DefaultValue
	} else if _, required := def.Type.(*graphql.NonNull); required {
		c.fail(object, at, "The required field of type \"%s\" was not provided.", def.Type)
	}
}

func (c *literals) enum(value ast.Value, typ *graphql.Enum, at *path) (any, bool) {
	name, ok := value.(*ast.EnumValue)
	if !ok {
		return c.fail(value, at, "Expected a value of the enum \"%s\", found %s.%s", typ, clip(printValue(value)), enumHint(typ, value))
	}
	result := typ.ParseLiteral(name)
	if result == nil {
		return c.fail(value, at, "The value %q does not exist in the enum \"%s\".%s", name.Value, typ, suggest(name.Value, enumNames(typ)))
	}
	return result, true
}

// enumHint helps who put an enum value into quotation marks.
func enumHint(typ *graphql.Enum, value ast.Value) string {
	if s, ok := value.(*ast.StringValue); ok && typ.ParseValue(s.Value) != nil {
		return " Write " + s.Value + " without quotation marks."
	}
	return ""
}

func enumNames(typ *graphql.Enum) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, value := range typ.Values() {
			if !yield(value.Name) {
				return
			}
		}
	}
}

// printValue writes a literal as it would stand in a query.
func printValue(value ast.Value) string {
	var b strings.Builder
	writeValue(&b, value)
	return b.String()
}

func writeValue(b *strings.Builder, value ast.Value) {
	switch value := value.(type) {
	case *Null:
		b.WriteString("null")
	case *ast.Variable:
		b.WriteString("$" + value.Name.Value)
	case *ast.StringValue:
		b.WriteString(strconv.Quote(value.Value))
	case *ast.BooleanValue:
		b.WriteString(strconv.FormatBool(value.Value))
	case *ast.IntValue:
		b.WriteString(value.Value)
	case *ast.FloatValue:
		b.WriteString(value.Value)
	case *ast.EnumValue:
		b.WriteString(value.Value)
	case *ast.ListValue:
		b.WriteByte('[')
		for i, item := range value.Values {
			if i > 0 {
				b.WriteString(", ")
			}
			writeValue(b, item)
		}
		b.WriteByte(']')
	case *ast.ObjectValue:
		b.WriteByte('{')
		for i, field := range value.Fields {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(field.Name.Value + ": ")
			writeValue(b, field.Value)
		}
		b.WriteByte('}')
	}
}
