package guard

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// The built-in scalars are known by their names, since a schema may bring its own
// versions of them for output. Everything else is a custom scalar and is read
// by its own functions.

// scalarFromLiteral reads a literal as a scalar, or gives the reason why not.
func scalarFromLiteral(typ *graphql.Scalar, value ast.Value) (result any, reason string) {
	found := func() string { return "found " + clip(printValue(value)) + "." }
	switch typ.Name() {
	case "Int":
		if v, ok := value.(*ast.IntValue); ok {
			return intFromDigits(v.Value)
		}
		return nil, "Expected an Int, " + found()
	case "Float":
		switch v := value.(type) {
		case *ast.IntValue:
			return floatFromDigits(v.Value)
		case *ast.FloatValue:
			return floatFromDigits(v.Value)
		}
		return nil, "Expected a Float, " + found()
	case "String":
		if v, ok := value.(*ast.StringValue); ok {
			return v.Value, ""
		}
		return nil, "Expected a String, " + found()
	case "Boolean":
		if v, ok := value.(*ast.BooleanValue); ok {
			return v.Value, ""
		}
		return nil, "Expected a Boolean, " + found()
	case "ID":
		switch v := value.(type) {
		case *ast.StringValue:
			return v.Value, ""
		case *ast.IntValue:
			return v.Value, ""
		}
		return nil, "Expected an ID, " + found()
	}
	return custom(typ, found, func() any { return typ.ParseLiteral(value) })
}

// scalarFromJSON reads a decoded JSON value as a scalar, or gives the reason why
// not. Numbers are json.Number, or what a Go caller passes.
func scalarFromJSON(typ *graphql.Scalar, value any) (result any, reason string) {
	found := func() string { return "found " + describeJSON(value) + "." }
	digits, isNumber := numberText(value)
	switch typ.Name() {
	case "Int":
		if isNumber {
			return intFromDigits(digits)
		}
		return nil, "Expected an Int, " + found()
	case "Float":
		if isNumber {
			return floatFromDigits(digits)
		}
		return nil, "Expected a Float, " + found()
	case "String":
		if s, ok := value.(string); ok {
			return s, ""
		}
		return nil, "Expected a String, " + found()
	case "Boolean":
		if b, ok := value.(bool); ok {
			return b, ""
		}
		return nil, "Expected a Boolean, " + found()
	case "ID":
		if s, ok := value.(string); ok {
			return s, ""
		}
		if isNumber && isIntegral(digits) {
			return digits, ""
		}
		return nil, "Expected an ID, a string or a whole number, " + found()
	}
	return custom(typ, found, func() any { return typ.ParseValue(plainNumbers(value)) })
}

// custom runs a custom scalar's own function. It may give an error as its value
// to say why it refuses; a panic in it is a refusal as well.
func custom(typ *graphql.Scalar, found func() string, read func() any) (result any, reason string) {
	defer func() {
		if p := recover(); p != nil {
			result, reason = nil, fmt.Sprintf("Expected a value of type \"%s\", %s", typ, found())
		}
	}()
	result = read()
	if err, ok := result.(error); ok {
		return nil, fmt.Sprintf("Expected a value of type \"%s\": %s", typ, clip(err.Error()))
	}
	if result == nil {
		return nil, fmt.Sprintf("Expected a value of type \"%s\", %s", typ, found())
	}
	return result, ""
}

func intFromDigits(digits string) (any, string) {
	n, err := strconv.ParseInt(digits, 10, 32)
	if err == nil {
		return int(n), ""
	}
	if !isIntegral(digits) { // 1.0 and 1e3 are whole numbers as well
		f, err := strconv.ParseFloat(digits, 64)
		if err != nil || f != math.Trunc(f) {
			return nil, "Expected an Int, found the number " + clip(digits) + "."
		}
		if f >= math.MinInt32 && f <= math.MaxInt32 {
			return int(f), ""
		}
	}
	return nil, "An Int has 32 bits (-2147483648 to 2147483647), found " + clip(digits) + "."
}

func floatFromDigits(digits string) (any, string) {
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return nil, "A Float has 64 bits, found " + clip(digits) + "."
	}
	return f, ""
}

func isIntegral(digits string) bool { return !strings.ContainsAny(digits, ".eE") }

// numberText gives the digits of a number as they were sent.
func numberText(value any) (string, bool) {
	switch v := value.(type) {
	case json.Number:
		return v.String(), true
	case int:
		return strconv.Itoa(v), true
	case int32:
		return strconv.FormatInt(int64(v), 10), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), !math.IsNaN(v) && !math.IsInf(v, 0)
	}
	return "", false
}

// plainNumbers gives custom scalars the numbers that graphql-go's users expect:
// int where it fits, else float64, else the json.Number itself.
func plainNumbers(value any) any {
	switch v := value.(type) {
	case json.Number:
		if n, err := strconv.ParseInt(v.String(), 10, 0); err == nil {
			return int(n)
		}
		if f, err := v.Float64(); err == nil && !isIntegral(v.String()) {
			return f
		}
		return v
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plainNumbers(v[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k := range v {
			out[k] = plainNumbers(v[k])
		}
		return out
	}
	return value
}

// describeJSON names a JSON value in a message.
func describeJSON(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case string:
		return "the string " + strconv.Quote(clip(v))
	case bool:
		return strconv.FormatBool(v)
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	}
	if digits, ok := numberText(value); ok {
		return "the number " + clip(digits)
	}
	return fmt.Sprintf("a %T", value)
}
