package plan

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/graphql-go/graphql"
)

// column is what one field came to for all objects of its frame.
type column struct {
	fail   error  // of all objects
	raw    []byte // of introspection that is known
	values []any  // of leaf fields, by row
	child  *frame // of composite fields: where their objects are
	starts []int32
	tape   []int32
	errs   []error
}

// The tape of a composite field spells its values: a number from 0 is a row of
// the child frame, the rest is marked. It lets the writer skip what a null above
// has erased.
const (
	tapeNull  = -1
	tapeError = -2 // then the index of the error
	tapeList  = -3 // then the position behind the list, then its items
)

// layout spells a composite field's results on its tape and puts their objects
// into the frame of the next level.
func (r *run) layout(f *frame, fp *fieldPlan, col *column, rows []int32, out []any, below env) {
	col.starts = make([]int32, len(f.values))
	col.tape = make([]int32, 0, len(out)*2)
	col.child = r.child(fp.below, below)
	col.child.values = slices.Grow(col.child.values, len(out))
	for i, value := range out {
		row := int32(i)
		if rows != nil {
			row = rows[i]
		}
		col.starts[row] = int32(len(col.tape))
		r.spell(fp, col, fp.shape, value)
	}
}

// child finds the frame that objects of a selection and environment go to.
func (r *run) child(sel *selection, e env) *frame {
	for _, f := range r.next {
		if f.sel == sel && f.env.id == e.id {
			return f
		}
	}
	f := &frame{sel: sel, env: e}
	r.next = append(r.next, f)
	return f
}

func (col *column) fault(err error) {
	col.tape = append(col.tape, tapeError, int32(len(col.errs)))
	col.errs = append(col.errs, err)
}

// spell completes one value as far as objects are concerned.
func (r *run) spell(fp *fieldPlan, col *column, s *shape, value any) {
	if err, ok := value.(error); ok {
		col.fault(err)
		return
	}
	if isNil(value) {
		col.tape = append(col.tape, tapeNull)
		return
	}
	if s.item != nil {
		r.spellList(fp, col, s, value)
		return
	}
	object, err := r.objectOf(fp, s, value)
	if err != nil {
		col.fault(err)
		return
	}
	if col.child.plan != nil && col.child.plan.object == object && col.child.plans == nil {
		col.tape = append(col.tape, col.child.add(value, col.child.plan))
		return
	}
	col.tape = append(col.tape, col.child.add(value, col.child.sel.plan(object)))
}

// room makes room for a list of so many objects.
func (col *column) room(n int) {
	col.tape = slices.Grow(col.tape, n+2)
	col.child.values = slices.Grow(col.child.values, n)
}

func (r *run) spellList(fp *fieldPlan, col *column, s *shape, value any) {
	head := len(col.tape)
	if items, ok := value.([]any); ok {
		col.room(len(items))
		col.tape = append(col.tape, tapeList, 0)
		for _, item := range items {
			r.spell(fp, col, s.item, item)
		}
		col.tape[head+1] = int32(len(col.tape))
		return
	}
	list, ok := listOf(value)
	if !ok {
		col.fault(notAList(value))
		return
	}
	col.room(list.Len())
	col.tape = append(col.tape, tapeList, 0)
	for i := range list.Len() {
		r.spell(fp, col, s.item, list.Index(i).Interface())
	}
	col.tape[head+1] = int32(len(col.tape))
}

// objectOf finds the object type of a value.
func (r *run) objectOf(fp *fieldPlan, s *shape, value any) (object *graphql.Object, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			object, err = nil, r.panicked(fp, cause)
		}
	}()
	if object = s.object; s.abstract != nil {
		if object, err = r.ex.resolveType(r, fp, s.abstract, value); err != nil {
			return nil, err
		}
	}
	if object.IsTypeOf != nil && !object.IsTypeOf(graphql.IsTypeOfParams{Value: value, Info: r.info(fp, object), Context: r.ctx}) {
		return nil, &fault{CodeBadValue, fmt.Sprintf("Expected value of type %q but got: %T.", object.Name(), value)}
	}
	return object, nil
}

// resolveType asks Options.TypeName, then the type's own ResolveType, then each
// possible type's IsTypeOf.
func (ex *Executor) resolveType(r *run, fp *fieldPlan, a *abstract, value any) (*graphql.Object, error) {
	name := ""
	if ex.opts.TypeName != nil {
		name = ex.opts.TypeName(value)
	}
	if name == "" && a.resolveType != nil {
		if object := a.resolveType(graphql.ResolveTypeParams{Value: value, Info: r.info(fp, nil), Context: r.ctx}); object != nil {
			name = object.Name()
		}
	}
	if name == "" {
		for _, object := range ex.schema.PossibleTypes(a.typ) {
			if object.IsTypeOf != nil && object.IsTypeOf(graphql.IsTypeOfParams{Value: value, Info: r.info(fp, nil), Context: r.ctx}) {
				return object, nil
			}
		}
		return nil, &fault{CodeBadValue, fmt.Sprintf("Abstract type %s must resolve to an object type; a value of type %T does not.", a.name, value)}
	}
	object := a.possible.named(name)
	if object == nil {
		return nil, &fault{CodeBadValue, fmt.Sprintf("Runtime Object type %q is not a possible type for %q.", name, a.name)}
	}
	return object, nil
}

func isNil(value any) bool {
	if value == nil {
		return true
	}
	rv := reflect.ValueOf(value)
	return rv.Kind() == reflect.Pointer && rv.IsNil()
}

// listOf gives a slice, an array, or what a pointer to one points at.
func listOf(value any) (reflect.Value, bool) {
	rv := reflect.ValueOf(value)
	if rv.Kind() == reflect.Pointer {
		rv = rv.Elem()
	}
	return rv, rv.Kind() == reflect.Slice || rv.Kind() == reflect.Array
}

func notAList(value any) error {
	return &fault{CodeBadValue, fmt.Sprintf("Expected a list, found a value of type %T.", value)}
}
