package plan

import (
	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// included evaluates @skip and @include. truth gives the value of a variable.
func included(directives []*ast.Directive, truth func(name string) bool) bool {
	for _, d := range directives {
		switch d.Name.Value {
		case graphql.SkipDirective.Name:
			if condition(d, truth) {
				return false
			}
		case graphql.IncludeDirective.Name:
			if !condition(d, truth) {
				return false
			}
		}
	}
	return true
}

// condition gives the value of a directive's argument "if".
func condition(d *ast.Directive, truth func(name string) bool) bool {
	for _, arg := range d.Arguments {
		if arg.Name.Value != "if" {
			continue
		}
		switch v := arg.Value.(type) {
		case *ast.BooleanValue:
			return v.Value
		case *ast.Variable:
			return truth(v.Name.Value)
		}
	}
	return false
}

// conditions lists the variables that @skip and @include of an operation look
// at, each once, in the order of the text.
func conditions(op *ast.OperationDefinition, fragments map[string]*ast.FragmentDefinition) []string {
	c := &conditionWalk{fragments: fragments, seen: map[string]bool{}, visited: map[string]bool{}}
	c.set(op.SelectionSet)
	return c.names
}

type conditionWalk struct {
	fragments map[string]*ast.FragmentDefinition
	names     []string
	seen      map[string]bool
	visited   map[string]bool
}

func (c *conditionWalk) set(set *ast.SelectionSet) {
	if set == nil {
		return
	}
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			c.directives(sel.Directives)
			c.set(sel.SelectionSet)
		case *ast.InlineFragment:
			c.directives(sel.Directives)
			c.set(sel.SelectionSet)
		case *ast.FragmentSpread:
			c.directives(sel.Directives)
			if name := sel.Name.Value; !c.visited[name] {
				c.visited[name] = true
				if fragment := c.fragments[name]; fragment != nil {
					c.set(fragment.SelectionSet)
				}
			}
		}
	}
}

func (c *conditionWalk) directives(directives []*ast.Directive) {
	for _, d := range directives {
		if name := d.Name.Value; name != graphql.SkipDirective.Name && name != graphql.IncludeDirective.Name {
			continue
		}
		for _, arg := range d.Arguments {
			v, ok := arg.Value.(*ast.Variable)
			if ok && !c.seen[v.Name.Value] {
				c.seen[v.Name.Value] = true
				c.names = append(c.names, v.Name.Value)
			}
		}
	}
}
