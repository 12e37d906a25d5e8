package guard

import (
	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// Arguments reads the arguments of a field or directive as its definition asks,
// by CoerceArgumentValues of the specification: an argument that was not given
// takes its default or has no key, an explicit null has a key and the value nil.
// The error is an *Error.
func Arguments(defs []*graphql.Argument, nodes []*ast.Argument, vars map[string]any) (map[string]any, error) {
	values := make(map[string]any, len(defs))
	for _, def := range defs {
		if err := argument(def, argumentNamed(nodes, def.Name()), vars, values); err != nil {
			return nil, err
		}
	}
	return values, nil
}

func argument(def *graphql.Argument, node *ast.Argument, vars, values map[string]any) error {
	if node != nil {
		c := &literals{vars: vars}
		value, given := c.read(node.Value, def.Type, (*path)(nil).field(def.Name()))
		if len(c.faults) > 0 {
			return refuse(CodeBadArgument, "Argument %s", c.faults[0].message)
		}
		if given {
			values[def.Name()] = value
			return nil
		}
	}
	if def.DefaultValue != nil {
		values[def.Name()] = def.DefaultValue
		return nil
	}
	if _, required := def.Type.(*graphql.NonNull); !required {
		return nil
	}
	if node != nil {
		return refuse(CodeBadArgument, "Argument %q of required type \"%s\" got the variable %s, which was not given: give it a value.", def.Name(), def.Type, printValue(node.Value))
	}
	return refuse(CodeBadArgument, "Argument %q of required type \"%s\" was not given.", def.Name(), def.Type)
}

func argumentNamed(nodes []*ast.Argument, name string) *ast.Argument {
	for _, node := range nodes {
		if node.Name.Value == name {
			return node
		}
	}
	return nil
}
