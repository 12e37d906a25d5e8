package schema

import (
	"time"

	"onrecord/graph"
	"onrecord/graph/edtf"
)

// args are coerced arguments or a coerced input object. An explicit null is the
// same as nothing.
type args map[string]any

func (a args) text(name string) string {
	switch v := a[name].(type) {
	case string:
		return v
	case edtf.Date:
		return v.String()
	}
	return ""
}

// one reads an enum's value as the graph's own type.
func one[T ~string](a args, name string) T { return T(a.text(name)) }

// many reads a list of strings or enum values.
func many[T ~string](a args, name string) []T {
	switch list := a[name].(type) {
	case []any:
		out := make([]T, 0, len(list))
		for _, v := range list {
			if s, ok := v.(string); ok {
				out = append(out, T(s))
			}
		}
		return out
	case []string: // a default
		out := make([]T, len(list))
		for i, s := range list {
			out[i] = T(s)
		}
		return out
	}
	return nil
}

func (a args) integer(name string) *int {
	if n, ok := a[name].(int); ok {
		return &n
	}
	return nil
}

// count reads an Int that has a default.
func (a args) count(name string, otherwise int) int {
	if n := a.integer(name); n != nil {
		return *n
	}
	return otherwise
}

func (a args) number(name string) float64 {
	f, _ := a[name].(float64)
	return f
}

func (a args) flag(name string) *bool {
	if b, ok := a[name].(bool); ok {
		return &b
	}
	return nil
}

func (a args) is(name string) bool {
	b, _ := a[name].(bool)
	return b
}

func (a args) instant(name string) *time.Time {
	if t, ok := a[name].(time.Time); ok {
		return &t
	}
	return nil
}

func (a args) object(name string) args {
	m, _ := a[name].(map[string]any)
	return m
}

func (a args) objects(name string) []args {
	list, _ := a[name].([]any)
	out := make([]args, 0, len(list))
	for _, v := range list {
		if m, ok := v.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// page reads first, after, last and before. The graph checks them.
func (a args) page() graph.Page {
	return graph.Page{First: a.integer("first"), Last: a.integer("last"), After: a.text("after"), Before: a.text("before")}
}
