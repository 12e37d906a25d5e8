package guard

import (
	"slices"
	"strings"

	"github.com/graphql-go/graphql/language/ast"
)

// measure refuses documents that are too large to be validated or executed.
// Everything is counted on the tree with fragments written out, in time that
// grows with the text only: a fragment is measured once.
func measure(doc *Document, limits *Limits) *Error {
	if n := len(doc.Operations); n > limits.Operations {
		return overLimit(CodeTooManyOperations, "operations", n, limits.Operations, "send them in several requests")
	}
	if n := len(doc.Fragments); n > limits.Fragments {
		return overLimit(CodeTooManyFragments, "fragments", n, limits.Fragments, "merge some, or ask in several requests")
	}
	if err := findCycle(doc); err != nil {
		return err
	}
	if err := countNames(doc, limits); err != nil {
		return err
	}
	m := &meter{doc: doc, sizes: map[string]size{}}
	for _, op := range doc.Operations {
		if err := m.check(m.set(op.SelectionSet), limits); err != nil {
			return err
		}
	}
	for name := range doc.Fragments { // those that no operation uses, too
		s := m.fragment(name)
		s.roots = 0
		if err := m.check(s, limits); err != nil {
			return err
		}
	}
	return nil
}

// size is the extent of a selection set with its fragments written out. What
// stands below __schema and __type is counted apart.
type size struct {
	depth, fields         int
	metaDepth, metaFields int
	roots                 int // fields of the set itself
}

type meter struct {
	doc   *Document
	sizes map[string]size
}

func (m *meter) set(set *ast.SelectionSet) size {
	var total size
	if set == nil {
		return total
	}
	for _, selection := range set.Selections {
		switch selection := selection.(type) {
		case *ast.Field:
			total.addField(selection.Name.Value, m.set(selection.SelectionSet))
		case *ast.InlineFragment:
			total.add(m.set(selection.SelectionSet))
		case *ast.FragmentSpread:
			total.add(m.fragment(selection.Name.Value))
		}
	}
	return total
}

func (m *meter) fragment(name string) size {
	s, known := m.sizes[name]
	if known {
		return s
	}
	if definition := m.doc.Fragments[name]; definition != nil { // an unknown one is for validation to name
		s = m.set(definition.SelectionSet)
	}
	m.sizes[name] = s
	return s
}

func (s *size) add(o size) {
	s.depth, s.metaDepth = max(s.depth, o.depth), max(s.metaDepth, o.metaDepth)
	s.fields, s.metaFields = plus(s.fields, o.fields), plus(s.metaFields, o.metaFields)
	s.roots = plus(s.roots, o.roots)
}

func (s *size) addField(name string, below size) {
	if isMetaRoot(name) {
		below.metaDepth, below.metaFields = plus(below.depth, 1), plus(below.fields, 1)
		below.depth, below.fields = 0, 0
	} else {
		below.depth, below.fields = plus(below.depth, 1), plus(below.fields, 1)
		if below.metaDepth > 0 {
			below.metaDepth = plus(below.metaDepth, 1)
		}
	}
	below.roots = 1
	s.add(below)
}

// isMetaRoot names the fields that lead into the schema.
func isMetaRoot(name string) bool { return name == "__schema" || name == "__type" }

func (m *meter) check(s size, limits *Limits) *Error {
	const less = "ask for less, or in several requests"
	switch {
	case s.depth > limits.Depth:
		return overLimit(CodeTooDeep, "levels of fields", s.depth, limits.Depth, less)
	case s.metaDepth > limits.IntrospectionDepth:
		return overLimit(CodeTooDeep, "levels of introspection", s.metaDepth, limits.IntrospectionDepth, less)
	case s.roots > limits.RootFields:
		return overLimit(CodeTooManyRootFields, "fields at the top of an operation", s.roots, limits.RootFields, less)
	case s.fields > limits.Fields:
		return overLimit(CodeTooManyFields, "fields", s.fields, limits.Fields, less)
	case s.metaFields > limits.IntrospectionFields:
		return overLimit(CodeTooManyFields, "fields of introspection", s.metaFields, limits.IntrospectionFields, less)
	}
	return nil
}

// countNames limits aliases, directives and variables as they stand in the text.
func countNames(doc *Document, limits *Limits) *Error {
	var c nameCount
	for _, op := range doc.Operations {
		if n := len(op.VariableDefinitions); n > limits.Variables {
			return overLimit(CodeTooManyVariables, "variables", n, limits.Variables, "gather them in an input object")
		}
		c.directives += len(op.Directives)
		c.set(op.SelectionSet)
	}
	for _, fragment := range doc.Fragments {
		c.directives += len(fragment.Directives)
		c.set(fragment.SelectionSet)
	}
	if c.aliases > limits.Aliases {
		return overLimit(CodeTooManyAliases, "aliases", c.aliases, limits.Aliases, "ask in several requests")
	}
	if c.directives > limits.Directives {
		return overLimit(CodeTooManyDirectives, "directives", c.directives, limits.Directives, "put them on fragments instead of single fields")
	}
	return nil
}

type nameCount struct{ aliases, directives int }

func (c *nameCount) set(set *ast.SelectionSet) {
	if set == nil {
		return
	}
	for _, selection := range set.Selections {
		switch selection := selection.(type) {
		case *ast.Field:
			if selection.Alias != nil {
				c.aliases++
			}
			c.directives += len(selection.Directives)
			c.set(selection.SelectionSet)
		case *ast.InlineFragment:
			c.directives += len(selection.Directives)
			c.set(selection.SelectionSet)
		case *ast.FragmentSpread:
			c.directives += len(selection.Directives)
		}
	}
}

// findCycle refuses a fragment that spreads itself, directly or through others,
// also when no operation uses it: graphql-go overflows its stack on those.
func findCycle(doc *Document) *Error {
	const (
		onPath = 1
		done   = 2
	)
	state := map[string]int{}
	var path []string
	var visit func(name string) *Error
	visit = func(name string) *Error {
		definition := doc.Fragments[name]
		if definition == nil || state[name] == done {
			return nil
		}
		state[name] = onPath
		path = append(path, name)
		for _, spread := range spreadsIn(definition.SelectionSet, nil) {
			to := spread.Name.Value
			if state[to] == onPath {
				return cycleError(doc, spread, path[slices.Index(path, to)+1:])
			}
			if err := visit(to); err != nil {
				return err
			}
		}
		path = path[:len(path)-1]
		state[name] = done
		return nil
	}
	for _, definition := range doc.AST.Definitions {
		if fragment, ok := definition.(*ast.FragmentDefinition); ok {
			if err := visit(fragment.Name.Value); err != nil {
				return err
			}
		}
	}
	return nil
}

func cycleError(doc *Document, spread *ast.FragmentSpread, via []string) *Error {
	message := "Cannot spread fragment \"" + spread.Name.Value + "\" within itself"
	if len(via) > 0 {
		message += " via " + strings.Join(via, ", ")
	}
	return refuseAt(doc.Source, spread.Loc.Start, CodeFragmentCycle, "%s: write the levels out that you need.", message)
}

// spreadsIn lists the fragment spreads of a selection set at every level.
func spreadsIn(set *ast.SelectionSet, spreads []*ast.FragmentSpread) []*ast.FragmentSpread {
	if set == nil {
		return spreads
	}
	for _, selection := range set.Selections {
		switch selection := selection.(type) {
		case *ast.Field:
			spreads = spreadsIn(selection.SelectionSet, spreads)
		case *ast.InlineFragment:
			spreads = spreadsIn(selection.SelectionSet, spreads)
		case *ast.FragmentSpread:
			spreads = append(spreads, selection)
		}
	}
	return spreads
}
