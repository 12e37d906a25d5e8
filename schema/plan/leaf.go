package plan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"

	"github.com/graphql-go/graphql"
)

// leaf writes the values of one scalar or enum. The built-in scalars are strict:
// what does not fit is an error, where graphql-go converts or answers null.
type leaf struct {
	name     string
	kind     leafKind
	scalar   *graphql.Scalar   // of a custom scalar
	verbatim bool              // it writes a string as it is
	values   map[any][]byte    // of an enum: internal value to quoted name
	texts    map[string][]byte // of an enum: the same for values that are strings
}

type leafKind uint8

const (
	leafCustom leafKind = iota
	leafInt
	leafFloat
	leafString
	leafBoolean
	leafID
	leafEnum
)

func newScalarLeaf(s *graphql.Scalar) *leaf {
	l := &leaf{name: s.Name(), scalar: s}
	switch s {
	case graphql.Int:
		l.kind = leafInt
	case graphql.Float:
		l.kind = leafFloat
	case graphql.String:
		l.kind = leafString
	case graphql.Boolean:
		l.kind = leafBoolean
	case graphql.ID:
		l.kind = leafID
	}
	return l
}

func newEnumLeaf(e *graphql.Enum) *leaf {
	l := &leaf{name: e.Name(), kind: leafEnum, values: map[any][]byte{}, texts: map[string][]byte{}}
	for _, v := range e.Values() {
		quoted := appendString(nil, v.Name)
		rv := reflect.ValueOf(v.Value)
		if rv.Comparable() {
			l.values[v.Value] = quoted
		}
		if rv.Kind() == reflect.String {
			l.texts[rv.String()] = quoted
		}
	}
	return l
}

// accepts reports whether a getter of that kind can feed the leaf.
func (l *leaf) accepts(k kind) bool {
	switch k {
	case kindText, kindTexts:
		return l.kind == leafString || l.kind == leafID || l.kind == leafEnum || l.kind == leafCustom
	case kindTruth:
		return l.kind == leafBoolean || l.kind == leafCustom
	case kindInteger:
		return l.kind == leafInt || l.kind == leafID || l.kind == leafFloat || l.kind == leafCustom
	case kindFloat:
		return l.kind == leafFloat || l.kind == leafCustom
	}
	return true
}

// append writes a value that is not null.
func (l *leaf) append(dst []byte, value any) ([]byte, error) {
	switch l.kind {
	case leafCustom:
		return l.appendCustom(dst, value)
	case leafEnum:
		return l.appendEnum(dst, value)
	}
	switch v := value.(type) { // the common types, without reflection
	case string:
		return l.appendText(dst, v)
	case bool:
		return l.appendTruth(dst, v)
	case int:
		return l.appendInteger(dst, int64(v))
	case int64:
		return l.appendInteger(dst, v)
	case int32:
		return l.appendInteger(dst, int64(v))
	case float64:
		return l.appendFloat(dst, v)
	}
	rv := reflect.ValueOf(value)
	switch rv.Kind() {
	case reflect.Pointer:
		if !rv.IsNil() {
			return l.append(dst, rv.Elem().Interface())
		}
	case reflect.String:
		return l.appendText(dst, rv.String())
	case reflect.Bool:
		return l.appendTruth(dst, rv.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return l.appendInteger(dst, rv.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if u := rv.Uint(); u <= math.MaxInt64 {
			return l.appendInteger(dst, int64(u))
		}
	case reflect.Float32:
		// through the shortest decimal, so that 0.1 stays 0.1
		f, err := strconv.ParseFloat(strconv.FormatFloat(rv.Float(), 'g', -1, 32), 64)
		if err == nil {
			return l.appendFloat(dst, f)
		}
	case reflect.Float64:
		return l.appendFloat(dst, rv.Float())
	}
	return dst, l.refuse(value)
}

func (l *leaf) appendText(dst []byte, s string) ([]byte, error) {
	switch l.kind {
	case leafString, leafID:
		return appendString(dst, s), nil
	case leafEnum:
		if quoted, ok := l.texts[s]; ok {
			return append(dst, quoted...), nil
		}
	case leafCustom:
		if l.verbatim {
			return appendString(dst, s), nil
		}
		return l.appendCustom(dst, s)
	}
	return dst, l.refuse(s)
}

func (l *leaf) appendTruth(dst []byte, b bool) ([]byte, error) {
	switch l.kind {
	case leafBoolean:
		return strconv.AppendBool(dst, b), nil
	case leafCustom:
		return l.appendCustom(dst, b)
	}
	return dst, l.refuse(b)
}

func (l *leaf) appendInteger(dst []byte, i int64) ([]byte, error) {
	switch l.kind {
	case leafInt:
		if i >= math.MinInt32 && i <= math.MaxInt32 {
			return strconv.AppendInt(dst, i, 10), nil
		}
	case leafFloat:
		if f := float64(i); int64(f) == i {
			return appendFloat(dst, f), nil
		}
	case leafID:
		dst = append(dst, '"')
		dst = strconv.AppendInt(dst, i, 10)
		return append(dst, '"'), nil
	case leafCustom:
		return l.appendCustom(dst, i)
	}
	return dst, l.refuse(i)
}

func (l *leaf) appendFloat(dst []byte, f float64) ([]byte, error) {
	switch l.kind {
	case leafFloat:
		if !math.IsNaN(f) && !math.IsInf(f, 0) {
			return appendFloat(dst, f), nil
		}
	case leafInt: // a whole number is one, whatever its Go type
		if f == math.Trunc(f) && f >= math.MinInt32 && f <= math.MaxInt32 {
			return strconv.AppendInt(dst, int64(f), 10), nil
		}
	case leafCustom:
		return l.appendCustom(dst, f)
	}
	return dst, l.refuse(f)
}

func (l *leaf) appendEnum(dst []byte, value any) ([]byte, error) {
	if s, ok := value.(string); ok {
		if quoted, ok := l.texts[s]; ok {
			return append(dst, quoted...), nil
		}
		return dst, l.refuse(value)
	}
	rv := reflect.ValueOf(value)
	if rv.Comparable() {
		if quoted, ok := l.values[value]; ok {
			return append(dst, quoted...), nil
		}
	}
	if rv.Kind() == reflect.Pointer && !rv.IsNil() {
		return l.appendEnum(dst, rv.Elem().Interface())
	}
	return dst, l.refuse(value)
}

// appendCustom asks the scalar's Serialize, which may answer an error as its
// value; nil means that it cannot express the value.
func (l *leaf) appendCustom(dst []byte, value any) ([]byte, error) {
	switch v := l.scalar.Serialize(value).(type) {
	case nil:
		return dst, l.refuse(value)
	case error:
		return dst, v
	case string:
		return appendString(dst, v), nil
	case bool:
		return strconv.AppendBool(dst, v), nil
	case int:
		return strconv.AppendInt(dst, int64(v), 10), nil
	default:
		var buf bytes.Buffer
		enc := json.NewEncoder(&buf)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(v); err != nil {
			return dst, l.refuse(value)
		}
		out := bytes.TrimRight(buf.Bytes(), "\n")
		if string(out) == "null" {
			return dst, l.refuse(value)
		}
		return append(dst, out...), nil
	}
}

// refuse names the type and, where it tells something and cannot be a secret of
// the server, the value.
func (l *leaf) refuse(value any) error {
	switch value.(type) {
	case int, int32, int64, float64, bool:
		return &fault{CodeBadLeaf, fmt.Sprintf("%s cannot represent the value %v.", l.name, value)}
	}
	return &fault{CodeBadLeaf, fmt.Sprintf("%s cannot represent this value of type %T.", l.name, value)}
}
