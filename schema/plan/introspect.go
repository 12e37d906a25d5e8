package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/graphql-go/graphql"
)

// resolverOf finds the resolver of a field: the registered one, or one that calls
// the field's own Resolve, which is how introspection and fields that nobody
// registered are served. It is nil for __typename.
func (ex *Executor) resolverOf(object *graphql.Object, def *graphql.FieldDefinition) *Resolver {
	if def == graphql.TypeNameMetaFieldDef {
		return nil
	}
	if r := ex.fields.byName[fieldName{object.Name(), def.Name}]; r != nil {
		return r
	}
	ex.mu.Lock()
	defer ex.mu.Unlock()
	if r := ex.adapted[def]; r != nil {
		return r
	}
	r := adapt(object, def)
	ex.adapted[def] = r
	return r
}

// adapt makes a resolver of a graphql-go resolve function.
func adapt(object *graphql.Object, def *graphql.FieldDefinition) *Resolver {
	resolve := def.Resolve
	if resolve == nil {
		resolve = graphql.DefaultResolveFn
	}
	meta := strings.HasPrefix(object.Name(), "__")
	return Many(func(c *Call, parents []any) ([]any, error) {
		out := make([]any, len(parents))
		one := func(c *Call, parent any) any { return adapted(c, resolve, object, parent) }
		for i, parent := range parents {
			out[i] = c.contained(parent, one)
			if meta {
				out[i] = sortedByName(out[i])
			}
		}
		return out, nil
	})
}

// adapted calls a resolve function for one parent.
func adapted(c *Call, resolve graphql.FieldResolveFn, object *graphql.Object, parent any) any {
	if err := c.Ctx.Err(); err != nil {
		return err
	}
	if parent == nil { // as graphql.Execute does for the root
		parent = map[string]any{}
	}
	args := make(map[string]any, len(c.Args)) // such a function knows no explicit null, and may change the map
	for name, value := range c.Args {
		if value != nil {
			args[name] = value
		}
	}
	value, err := resolve(graphql.ResolveParams{Source: parent, Args: args, Info: c.run.info(c.field, object), Context: c.Ctx})
	if err != nil {
		return err
	}
	if thunk, ok := value.(func() (any, error)); ok {
		if value, err = thunk(); err != nil {
			return err
		}
	}
	return value
}

// sortedByName orders the lists of introspection, which the library takes from
// maps, so that equal schemas give equal bytes.
func sortedByName(value any) any {
	switch list := value.(type) {
	case []graphql.Type:
		return sorted(list, graphql.Type.Name)
	case []*graphql.FieldDefinition:
		return sorted(list, func(f *graphql.FieldDefinition) string { return f.Name })
	case []*graphql.Argument:
		return sorted(list, (*graphql.Argument).Name)
	case []*graphql.EnumValueDefinition:
		return sorted(list, func(v *graphql.EnumValueDefinition) string { return v.Name })
	case []*graphql.InputObjectField:
		return sorted(list, (*graphql.InputObjectField).Name)
	case []*graphql.Object:
		return sorted(list, (*graphql.Object).Name)
	}
	return value
}

func sorted[T any](list []T, name func(T) string) []T {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(name(a), name(b)) })
	return list
}

// equalDefaults compares default values, which may be of any type.
func equalDefaults(a, b any) bool { return fmt.Sprintf("%#v", a) == fmt.Sprintf("%#v", b) }

// pathText prints a path for the log.
func pathText(path []step) string {
	var b strings.Builder
	for i, s := range path {
		switch {
		case s.key == "":
			fmt.Fprintf(&b, "[%d]", s.index)
		case i == 0:
			b.WriteString(s.key)
		default:
			b.WriteString("." + s.key)
		}
	}
	return b.String()
}
