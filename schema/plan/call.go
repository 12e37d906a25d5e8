package plan

import (
	"context"
	"sync"

	"github.com/graphql-go/graphql/language/ast"
)

// Call is what a batch is told about the field it resolves.
type Call struct {
	// Ctx ends when the client is gone or the deadline has passed. A batch that
	// reads much checks it; the executor checks it between batches.
	Ctx context.Context
	// Env is what to read from: the request's, or what the nearest field above
	// has set.
	Env any
	// Args holds the coerced arguments. A key is there if the argument was given
	// or has a default; an explicit null is there as nil.
	Args map[string]any
	// Field looks ahead at what is selected below the field.
	Field *Selection

	below  any
	setEnv bool
	run    *run // nil under graphql.Execute
	field  *fieldPlan
}

// SetEnv sets what everything below this field reads from, for all parents of
// the call.
func (c *Call) SetEnv(env any) { c.below, c.setEnv = env, true }

// contained resolves one parent, so that its panic fails nothing but itself.
func (c *Call) contained(parent any, resolve func(*Call, any) any) (out any) {
	if c.run != nil { // else the reference wrapper, which has one parent, recovers
		defer func() {
			if cause := recover(); cause != nil {
				out = c.run.panicked(c.field, cause)
			}
		}()
	}
	return resolve(c, parent)
}

// Arg gives one argument's value, and whether it was given, had a default or was
// null.
func (c *Call) Arg(name string) (any, bool) {
	v, ok := c.Args[name]
	return v, ok
}

// Selection is what an operation selects below a field, fragments flattened and
// directives applied. Type conditions are not: a field that is selected on one
// of several types counts as selected.
type Selection struct {
	name  string
	nodes []*ast.Field
	scope *scope

	once  sync.Once
	names []string
	below map[string]*Selection
}

// scope is where selections look up fragments and the outcome of directives.
type scope struct {
	fragments map[string]*ast.FragmentDefinition
	included  func([]*ast.Directive) bool
}

func newSelection(s *scope, nodes []*ast.Field) *Selection {
	return &Selection{name: nodes[0].Name.Value, nodes: nodes, scope: s}
}

// Name is the field's name in the schema.
func (s *Selection) Name() string { return s.name }

// Has reports whether a field of that name (not alias) is selected directly below.
func (s *Selection) Has(name string) bool { return s.Below(name) != nil }

// HasPath reports whether the fields of these names are selected below each other.
func (s *Selection) HasPath(names ...string) bool {
	for _, name := range names {
		if s = s.Below(name); s == nil {
			return false
		}
	}
	return true
}

// Below gives the selection of the field of that name, nil if there is none.
// Several selections of the field under different aliases count as one.
func (s *Selection) Below(name string) *Selection {
	s.once.Do(s.expand)
	return s.below[name]
}

// Names lists the fields selected directly below, in query order.
func (s *Selection) Names() []string {
	s.once.Do(s.expand)
	return s.names
}

func (s *Selection) expand() {
	s.below = map[string]*Selection{}
	seen := map[string]bool{}
	for _, node := range s.nodes {
		s.collect(node.SelectionSet, seen)
	}
}

func (s *Selection) collect(set *ast.SelectionSet, seen map[string]bool) {
	if set == nil {
		return
	}
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			if !s.scope.included(sel.Directives) {
				continue
			}
			name := sel.Name.Value
			if below := s.below[name]; below != nil {
				below.nodes = append(below.nodes, sel)
				continue
			}
			s.names = append(s.names, name)
			s.below[name] = newSelection(s.scope, []*ast.Field{sel})
		case *ast.InlineFragment:
			if s.scope.included(sel.Directives) {
				s.collect(sel.SelectionSet, seen)
			}
		case *ast.FragmentSpread:
			name := sel.Name.Value
			if seen[name] || !s.scope.included(sel.Directives) {
				continue
			}
			seen[name] = true
			if fragment := s.scope.fragments[name]; fragment != nil {
				s.collect(fragment.SelectionSet, seen)
			}
		}
	}
}
