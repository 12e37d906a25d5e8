package introspect

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/graphql-go/graphql"
)

func defaultValue(p graphql.ResolveParams) (any, error) {
	switch input := p.Source.(type) {
	case *graphql.Argument:
		return defaultLiteral(input.DefaultValue, input.Type)
	case *graphql.InputObjectField:
		return defaultLiteral(input.DefaultValue, input.Type)
	}
	return nil, nil
}

func defaultLiteral(value any, typ graphql.Type) (any, error) {
	if value == nil { // graphql-go has no other way to say that there is none
		return nil, nil
	}
	text, err := Literal(value, typ)
	if err != nil {
		return nil, err
	}
	return text, nil
}

// Literal prints an internal value of an input type as a GraphQL literal: the
// value of an enum as its name, a slice as a list, a map as an input object.
func Literal(value any, typ graphql.Type) (string, error) {
	if nonNull, ok := typ.(*graphql.NonNull); ok {
		return Literal(value, nonNull.OfType)
	}
	v := reflect.ValueOf(value)
	if value == nil || v.Kind() == reflect.Pointer && v.IsNil() {
		return "null", nil
	}
	switch typ := typ.(type) {
	case *graphql.List:
		return list(v, typ)
	case *graphql.InputObject:
		return object(v, typ)
	case *graphql.Enum:
		return enum(value, typ)
	case *graphql.Scalar:
		return scalar(value, typ)
	}
	return "", fmt.Errorf("%s is not an input type: %v cannot be its default", typ, value)
}

func list(v reflect.Value, typ *graphql.List) (string, error) {
	if v.Kind() != reflect.Slice && v.Kind() != reflect.Array {
		return Literal(v.Interface(), typ.OfType) // one value stands for a list of one
	}
	items := make([]string, v.Len())
	for i := range items {
		item, err := Literal(v.Index(i).Interface(), typ.OfType)
		if err != nil {
			return "", err
		}
		items[i] = item
	}
	return "[" + strings.Join(items, ", ") + "]", nil
}

func object(v reflect.Value, typ *graphql.InputObject) (string, error) {
	values, ok := v.Interface().(map[string]any)
	if !ok {
		return "", fmt.Errorf("the default of the input object %s must be a map[string]any, not %s", typ, v.Type())
	}
	defs := typ.Fields()
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		def := defs[name]
		if def == nil {
			return "", fmt.Errorf("the default of the input object %s has the unknown field %q", typ, name)
		}
		part, err := Literal(values[name], def.Type)
		if err != nil {
			return "", err
		}
		parts = append(parts, name+": "+part)
	}
	return "{" + strings.Join(parts, ", ") + "}", nil
}

func enum(value any, typ *graphql.Enum) (string, error) {
	for _, known := range typ.Values() {
		if reflect.DeepEqual(known.Value, value) {
			return known.Name, nil
		}
	}
	return "", fmt.Errorf("the default %v is not a value of the enum %s", value, typ)
}

func scalar(value any, typ *graphql.Scalar) (string, error) {
	out := typ.Serialize(value)
	switch v := reflect.ValueOf(out); v.Kind() {
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(v.Uint(), 10), nil
	case reflect.Float32, reflect.Float64:
		if f := v.Float(); !math.IsNaN(f) && !math.IsInf(f, 0) {
			return strconv.FormatFloat(f, 'g', -1, 64), nil
		}
	case reflect.String:
		return quote(v.String()), nil
	}
	return "", fmt.Errorf("the default %v of the scalar %s cannot be written as a literal", value, typ)
}

// quote writes a GraphQL string, whose escapes are fewer than Go's.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ' || r == 0x7F:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
