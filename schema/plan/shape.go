package plan

import (
	"slices"
	"sync"

	"github.com/graphql-go/graphql"
)

// shape is an output type, resolved once: what completing a value needs to know.
type shape struct {
	text     string // as in the schema: [Node!]!
	nonNull  bool
	item     *shape          // of a list
	leaf     *leaf           // of a scalar or an enum
	object   *graphql.Object // of an object type
	abstract *abstract       // of an interface or a union
}

// composite reports whether values of the type have selections below them.
func (s *shape) composite() bool {
	for s.item != nil {
		s = s.item
	}
	return s.leaf == nil
}

// abstract is an interface or a union and the object types that it may be.
type abstract struct {
	name        string
	typ         graphql.Abstract
	possible    objects
	resolveType graphql.ResolveTypeFn
}

// objects are the possible types of an abstract one: so few that looking through
// them takes less than a map does.
type objects []*graphql.Object

func (o objects) named(name string) *graphql.Object {
	for _, object := range o {
		if object.PrivateName == name {
			return object
		}
	}
	return nil
}

// types knows the shapes of a schema. Shapes are made once per type and shared.
type types struct {
	schema    *graphql.Schema
	verbatim  []string // see Options
	abstracts map[string]*abstract

	mu     sync.Mutex
	shapes map[string]*shape
}

// newTypes also fills the tables that graphql-go builds lazily and without a
// lock, so that concurrent requests only read them.
func newTypes(schema *graphql.Schema, verbatim []string) *types {
	t := &types{
		schema: schema, verbatim: verbatim, abstracts: map[string]*abstract{},
		shapes: map[string]*shape{},
	}
	for name, typ := range schema.TypeMap() {
		switch typ := typ.(type) {
		case *graphql.Object:
			typ.Fields()
			typ.Interfaces()
		case *graphql.Interface:
			typ.Fields()
			t.addAbstract(name, typ, typ.ResolveType)
		case *graphql.Union:
			t.addAbstract(name, typ, typ.ResolveType)
		case *graphql.Enum:
			typ.ParseValue("")
			typ.Serialize("")
		case *graphql.InputObject:
			typ.Fields()
		}
	}
	return t
}

func (t *types) addAbstract(name string, typ graphql.Abstract, resolve graphql.ResolveTypeFn) {
	a := &abstract{name: name, typ: typ, resolveType: resolve}
	for _, object := range t.schema.PossibleTypes(typ) {
		a.possible = append(a.possible, object)
		t.schema.IsPossibleType(typ, object)
	}
	t.abstracts[name] = a
}

// applies reports whether a fragment on the named type applies to an object type.
func (t *types) applies(condition string, object *graphql.Object) bool {
	if condition == object.Name() {
		return true
	}
	a := t.abstracts[condition]
	return a != nil && a.possible.named(object.Name()) != nil
}

// field finds a field's definition, the three introspection fields included.
func (t *types) field(object *graphql.Object, name string) *graphql.FieldDefinition {
	switch name {
	case graphql.TypeNameMetaFieldDef.Name:
		return graphql.TypeNameMetaFieldDef
	case graphql.SchemaMetaFieldDef.Name:
		if object == t.schema.QueryType() {
			return graphql.SchemaMetaFieldDef
		}
	case graphql.TypeMetaFieldDef.Name:
		if object == t.schema.QueryType() {
			return graphql.TypeMetaFieldDef
		}
	}
	return object.Fields()[name]
}

// shape gives the shape of an output type.
func (t *types) shape(typ graphql.Type) *shape {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.shapeLocked(typ)
}

func (t *types) shapeLocked(typ graphql.Type) *shape {
	text := typ.String()
	if s := t.shapes[text]; s != nil {
		return s
	}
	s := &shape{text: text}
	switch typ := typ.(type) {
	case *graphql.NonNull:
		*s = *t.shapeLocked(typ.OfType)
		s.text, s.nonNull = text, true
	case *graphql.List:
		s.item = t.shapeLocked(typ.OfType)
	case *graphql.Object:
		s.object = typ
	case *graphql.Interface, *graphql.Union:
		s.abstract = t.abstracts[text]
	case *graphql.Scalar:
		s.leaf = newScalarLeaf(typ)
		s.leaf.verbatim = slices.Contains(t.verbatim, s.leaf.name)
	case *graphql.Enum:
		s.leaf = newEnumLeaf(typ)
	}
	t.shapes[text] = s
	return s
}
