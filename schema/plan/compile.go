package plan

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/location"

	"onrecord/schema/guard"
)

// program is one operation, compiled for one truth assignment of the variables
// in its directives. It is shared by concurrent requests and grows lazily.
type program struct {
	ex    *Executor
	doc   *guard.Document
	op    *ast.OperationDefinition
	scope *scope
	root  *selection
	start *objectPlan // of the root type

	mu         sync.Mutex
	selections map[*ast.Field][]*selection // by first node
}

// selection is what is selected below one list of field nodes. It does not know
// where it stands: fields that reach the same nodes share it.
type selection struct {
	prog  *program
	nodes []*ast.Field

	plans atomic.Pointer[map[*graphql.Object]*objectPlan]

	mu     sync.Mutex // held while a plan is added
	fields []*fieldPlan
}

// objectPlan is a selection as one object type answers it.
type objectPlan struct {
	object   *graphql.Object
	name     string
	typename []byte // quoted
	fields   []*fieldPlan
	bySlot   []*fieldPlan // nil where the type does not have the selection's field
}

// fieldPlan is one field of a selection. Object types share it where they share
// nodes, Resolver, type and arguments.
type fieldPlan struct {
	slot     int
	key      string
	prefix   []byte // "key":
	name     string
	nodes    []*ast.Field
	def      *graphql.FieldDefinition
	shape    *shape
	resolver *Resolver // nil for __typename
	below    *selection
	ahead    *Selection
	static   map[string]any // the arguments, if they do not depend on variables
	dynamic  bool
	failed   error // the arguments cannot be coerced
	meta     bool  // __schema or __type
	places   func() []location.SourceLocation
}

// direct reports whether the writer reads the field from the parent itself.
func (fp *fieldPlan) direct() bool {
	return fp.resolver != nil && fp.resolver.kind != kindBatch && fp.below == nil
}

func (ex *Executor) compile(doc *guard.Document, op *ast.OperationDefinition, root *graphql.Object, truth map[string]bool) *program {
	p := &program{ex: ex, doc: doc, op: op, selections: map[*ast.Field][]*selection{}}
	p.scope = &scope{fragments: doc.Fragments, included: func(d []*ast.Directive) bool {
		return included(d, func(name string) bool { return truth[name] })
	}}
	// The root selection set hangs under a field node of our own.
	p.root = &selection{prog: p, nodes: []*ast.Field{{SelectionSet: op.SelectionSet}}}
	p.start = p.root.plan(root)
	return p
}

// below gives the selection under a list of field nodes.
func (p *program) below(nodes []*ast.Field) *selection {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.selections[nodes[0]] {
		if slices.Equal(s.nodes, nodes) {
			return s
		}
	}
	s := &selection{prog: p, nodes: nodes}
	p.selections[nodes[0]] = append(p.selections[nodes[0]], s)
	return s
}

// plan gives the selection's plan for an object type.
func (s *selection) plan(object *graphql.Object) *objectPlan {
	if plans := s.plans.Load(); plans != nil {
		if plan := (*plans)[object]; plan != nil {
			return plan
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	next := map[*graphql.Object]*objectPlan{}
	if plans := s.plans.Load(); plans != nil {
		for k, v := range *plans {
			next[k] = v
		}
	}
	plan := next[object]
	if plan == nil {
		plan = s.compile(object)
		next[object] = plan
		s.plans.Store(&next)
	}
	return plan
}

// compile makes the plan for an object type: CollectFields, then each group.
func (s *selection) compile(object *graphql.Object) *objectPlan {
	plan := &objectPlan{object: object, name: object.Name(), typename: appendString(nil, object.Name())}
	for _, group := range s.collect(object) {
		def := s.prog.ex.types.field(object, group.nodes[0].Name.Value)
		if def == nil {
			continue // validation has refused it; the specification skips it
		}
		fp := s.field(object, group, def)
		plan.fields = append(plan.fields, fp)
		for len(plan.bySlot) <= fp.slot {
			plan.bySlot = append(plan.bySlot, nil)
		}
		plan.bySlot[fp.slot] = fp
	}
	return plan
}

// group is the field nodes that share a response key.
type group struct {
	key   string
	nodes []*ast.Field
}

type collector struct {
	sel    *selection
	object *graphql.Object
	groups []*group
	byKey  map[string]*group
	seen   map[string]bool
}

// collect is CollectFields of the specification, over all nodes of the selection.
func (s *selection) collect(object *graphql.Object) []*group {
	c := &collector{sel: s, object: object, byKey: map[string]*group{}, seen: map[string]bool{}}
	for _, node := range s.nodes {
		c.set(node.SelectionSet)
	}
	return c.groups
}

func (c *collector) set(set *ast.SelectionSet) {
	if set == nil {
		return
	}
	scope := c.sel.prog.scope
	for _, sel := range set.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			if scope.included(sel.Directives) {
				c.add(sel)
			}
		case *ast.InlineFragment:
			if scope.included(sel.Directives) && c.applies(sel.TypeCondition) {
				c.set(sel.SelectionSet)
			}
		case *ast.FragmentSpread:
			name := sel.Name.Value
			if c.seen[name] || !scope.included(sel.Directives) {
				continue
			}
			c.seen[name] = true
			if fragment := scope.fragments[name]; fragment != nil && c.applies(fragment.TypeCondition) {
				c.set(fragment.SelectionSet)
			}
		}
	}
}

func (c *collector) applies(condition *ast.Named) bool {
	return condition == nil || c.sel.prog.ex.types.applies(condition.Name.Value, c.object)
}

func (c *collector) add(node *ast.Field) {
	key := node.Name.Value
	if node.Alias != nil && node.Alias.Value != "" {
		key = node.Alias.Value
	}
	g := c.byKey[key]
	if g == nil {
		g = &group{key: key}
		c.byKey[key] = g
		c.groups = append(c.groups, g)
	}
	g.nodes = append(g.nodes, node)
}

// field finds or makes the plan of one group. Called with s.mu held.
func (s *selection) field(object *graphql.Object, g *group, def *graphql.FieldDefinition) *fieldPlan {
	ex := s.prog.ex
	resolver := ex.resolverOf(object, def)
	shape := ex.types.shape(def.Type)
	for _, fp := range s.fields {
		if fp.key == g.key && fp.resolver == resolver && fp.shape == shape &&
			slices.Equal(fp.nodes, g.nodes) && sameArguments(fp.def, def) {
			return fp
		}
	}
	fp := &fieldPlan{
		slot: len(s.fields), key: g.key, prefix: append(appendString(nil, g.key), ':'), name: def.Name,
		nodes: g.nodes, def: def, shape: shape, resolver: resolver,
		meta: def == graphql.SchemaMetaFieldDef || def == graphql.TypeMetaFieldDef,
	}
	if shape.composite() {
		fp.below = s.prog.below(g.nodes)
	}
	fp.ahead = newSelection(s.prog.scope, g.nodes)
	fp.places = sync.OnceValue(func() []location.SourceLocation {
		out := make([]location.SourceLocation, len(g.nodes))
		for i, node := range g.nodes {
			out[i] = s.prog.doc.Location(node)
		}
		return out
	})
	if fp.dynamic = dependsOnVariables(g.nodes[0]); !fp.dynamic {
		fp.static, fp.failed = arguments(fp, nil)
	}
	s.fields = append(s.fields, fp)
	return fp
}

// sameArguments reports whether two definitions coerce the same nodes alike.
func sameArguments(a, b *graphql.FieldDefinition) bool {
	if a == b {
		return true
	}
	if len(a.Args) != len(b.Args) {
		return false
	}
	for _, x := range a.Args {
		i := slices.IndexFunc(b.Args, func(y *graphql.Argument) bool { return y.PrivateName == x.PrivateName })
		if i < 0 || b.Args[i].Type.String() != x.Type.String() || !equalDefaults(x.DefaultValue, b.Args[i].DefaultValue) {
			return false
		}
	}
	return true
}

func dependsOnVariables(node *ast.Field) bool {
	return slices.ContainsFunc(node.Arguments, func(arg *ast.Argument) bool { return hasVariable(arg.Value) })
}

func hasVariable(value ast.Value) bool {
	switch v := value.(type) {
	case *ast.Variable:
		return true
	case *ast.ListValue:
		return slices.ContainsFunc(v.Values, hasVariable)
	case *ast.ObjectValue:
		return slices.ContainsFunc(v.Fields, func(f *ast.ObjectField) bool { return hasVariable(f.Value) })
	}
	return false
}
