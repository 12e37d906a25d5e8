package plan

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// Fields knows the resolver of each field of one schema. It is filled while the
// schema is built and read-only afterwards.
type Fields struct {
	byName map[fieldName]*Resolver
	errs   []error
}

type fieldName struct{ typ, field string }

// NewFields makes an empty registry.
func NewFields() *Fields { return &Fields{byName: map[fieldName]*Resolver{}} }

// Field registers a field of an object type, sets its Resolve to a wrapper that
// lets graphql.Execute call the same resolver for one parent, and returns it. Mistakes
// are reported by New.
func (f *Fields) Field(typeName, name string, field *graphql.Field, r *Resolver) *graphql.Field {
	key := fieldName{typeName, name}
	switch known := f.byName[key]; {
	case r == nil:
		f.errs = append(f.errs, fmt.Errorf("plan: %s.%s has no resolver: give it one", typeName, name))
		return field
	case known != nil && known != r:
		f.errs = append(f.errs, fmt.Errorf("plan: %s.%s is registered twice: remove one", typeName, name))
		return field
	}
	f.byName[key] = r
	field.Resolve = reference(r)
	return field
}

// check holds the registry against the schema.
func (f *Fields) check(t *types) error {
	errs := f.errs
	for key, r := range f.byName {
		object, ok := t.schema.Type(key.typ).(*graphql.Object)
		if !ok {
			errs = append(errs, fmt.Errorf("plan: %s.%s is registered, but the schema has no object type %s", key.typ, key.field, key.typ))
			continue
		}
		def := object.Fields()[key.field]
		if def == nil {
			errs = append(errs, fmt.Errorf("plan: %s.%s is registered, but the type has no such field", key.typ, key.field))
			continue
		}
		if err := fits(r, t.shape(def.Type)); err != nil {
			errs = append(errs, fmt.Errorf("plan: %s.%s: %w", key.typ, key.field, err))
		}
	}
	return errors.Join(errs...)
}

// fits reports whether a getter can feed a field of that type.
func fits(r *Resolver, s *shape) error {
	if r.kind == kindBatch || r.kind == kindAny {
		return nil
	}
	list := s.item != nil
	if list {
		s = s.item
	}
	if s.item != nil || s.leaf == nil || list != (r.kind == kindTexts) || !s.leaf.accepts(r.kind) {
		return fmt.Errorf("a %v getter does not fit the type: use another, or Value", r.kind)
	}
	return nil
}

// Reference prepares a context for graphql.Execute: env is the environment of
// the root, and a logger, slog.Default if nil, receives panics.
func Reference(ctx context.Context, env any, log *slog.Logger) context.Context {
	if log == nil {
		log = slog.Default()
	}
	return context.WithValue(ctx, referenceKey{}, &referenceRun{
		env: env, log: log, below: map[*graphql.ResponsePath]any{},
	})
}

type referenceKey struct{}

// referenceRun carries the environments of one graphql.Execute. Paths are linked
// lists that share their ancestors, so the place at which an environment was set
// is found again from everything below it.
type referenceRun struct {
	env any
	log *slog.Logger

	mu    sync.Mutex
	below map[*graphql.ResponsePath]any
}

func (run *referenceRun) at(path *graphql.ResponsePath) any {
	run.mu.Lock()
	defer run.mu.Unlock()
	if len(run.below) > 0 {
		for ; path != nil; path = path.Prev {
			if env, ok := run.below[path]; ok {
				return env
			}
		}
	}
	return run.env
}

func (run *referenceRun) set(path *graphql.ResponsePath, env any) {
	run.mu.Lock()
	defer run.mu.Unlock()
	run.below[path] = env
}

// reference wraps a resolver for graphql.Execute. It returns no value with an
// error (the library would show it), lets no panic out and checks the context.
func reference(r *Resolver) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (value any, err error) {
		run, ok := p.Context.Value(referenceKey{}).(*referenceRun)
		if !ok {
			run = &referenceRun{log: slog.Default(), below: map[*graphql.ResponsePath]any{}}
		}
		defer func() {
			if cause := recover(); cause != nil {
				run.log.Error("resolver panicked", "type", p.Info.ParentType.Name(), "field", p.Info.FieldName, "panic", cause, "stack", string(debug.Stack()))
				value, err = nil, internalf("panic: %v", cause)
			}
		}()
		if err := p.Context.Err(); err != nil {
			return nil, err
		}
		source := p.Source
		if p.Info.Path.Prev == nil {
			source = p.Info.RootValue // the library puts an empty map for nil
		}
		c := &Call{Ctx: p.Context, Env: run.at(p.Info.Path.Prev), Args: p.Args, Field: newSelection(referenceScope(p.Info), p.Info.FieldASTs)}
		out, err := r.boxed(c, []any{source})
		if err != nil {
			return nil, err
		}
		if c.setEnv {
			run.set(p.Info.Path, c.below)
		}
		if err, ok := out[0].(error); ok {
			return nil, err
		}
		return deferErrors(out[0]), nil
	}
}

// deferErrors makes thunks of the errors in a list, the only way to fail one item
// in graphql-go. It works for nullable items; for others the library makes the
// whole response null.
func deferErrors(value any) any {
	list, ok := value.([]any)
	if !ok {
		return value
	}
	out := make([]any, len(list))
	for i, item := range list {
		if err, failed := item.(error); failed {
			out[i] = func() (any, error) { return nil, err }
			continue
		}
		out[i] = deferErrors(item)
	}
	return out
}

func referenceScope(info graphql.ResolveInfo) *scope {
	s := &scope{fragments: map[string]*ast.FragmentDefinition{}}
	for name, def := range info.Fragments {
		if fragment, ok := def.(*ast.FragmentDefinition); ok {
			s.fragments[name] = fragment
		}
	}
	s.included = func(directives []*ast.Directive) bool {
		return included(directives, func(name string) bool {
			b, _ := info.VariableValues[name].(bool)
			return b
		})
	}
	return s
}
