package plan

import (
	"fmt"
	"reflect"
)

// Batch resolves one field for all its parents of one level at once. It
// returns one result per parent, in order. A result that is an error fails the
// field of that parent; a returned error fails the field of all of them.
//
// The parents and the arguments belong to the executor: read, do not change.
type Batch func(c *Call, parents []any) ([]any, error)

// Resolver is how a field gets its value. It has an identity: where several
// object types register the same *Resolver for the same field, objects of all
// these types are resolved by one call.
type Resolver struct {
	kind    kind
	batch   Batch
	text    func(parent any) (string, state)
	truth   func(parent any) (bool, state)
	integer func(parent any) (int64, state)
	float   func(parent any) (float64, state)
	texts   func(parent any) ([]string, state)
	any     func(parent any) (any, state)
}

// kind says which of a Resolver's functions is set. All but batches are getters:
// they read what the parent already holds, are called while the response is
// written, and spare boxing each leaf in an interface.
type kind uint8

const (
	kindBatch kind = iota
	kindText
	kindTruth
	kindInteger
	kindFloat
	kindTexts
	kindAny
)

func (k kind) String() string {
	return [...]string{"Batch", "String", "Bool", "Int", "Float", "Strings", "Value"}[k]
}

// state says what a getter found.
type state uint8

const (
	stateNull    state = iota
	statePresent       // there is a value
	stateForeign       // the parent is not of the Go type that the getter reads
)

func present(ok bool) state {
	if ok {
		return statePresent
	}
	return stateNull
}

// Many makes a Resolver of a batch function.
func Many(batch Batch) *Resolver { return &Resolver{kind: kindBatch, batch: batch} }

// Each makes a Resolver of a function that needs no batching, because it reads
// nothing from a store.
func Each[P any](resolve func(c *Call, parent P) (any, error)) *Resolver {
	one := func(c *Call, parent any) any {
		p, ok := as[P](parent)
		if !ok {
			return foreign(parent)
		}
		value, err := resolve(c, p)
		if err != nil {
			return err
		}
		return value
	}
	return Many(func(c *Call, parents []any) ([]any, error) {
		out := make([]any, len(parents))
		for i, parent := range parents {
			out[i] = c.contained(parent, one)
		}
		return out, nil
	})
}

// Value reads a property of any kind from the parent: an object, a list, or a
// leaf for which there is no typed getter.
func Value[P any](get func(P) any) *Resolver {
	return &Resolver{kind: kindAny, any: func(parent any) (any, state) {
		p, ok := as[P](parent)
		if !ok {
			return nil, stateForeign
		}
		return get(p), statePresent
	}}
}

// String reads a String, an ID, an enum value or a custom scalar's string.
func String[P any, S ~string](get func(P) S) *Resolver {
	return OptString(func(p P) (S, bool) { return get(p), true })
}

// OptString is String for a property that may be absent.
func OptString[P any, S ~string](get func(P) (S, bool)) *Resolver {
	return &Resolver{kind: kindText, text: func(parent any) (string, state) {
		p, ok := as[P](parent)
		if !ok {
			return "", stateForeign
		}
		s, ok := get(p)
		return string(s), present(ok)
	}}
}

// Bool reads a Boolean.
func Bool[P any](get func(P) bool) *Resolver {
	return OptBool(func(p P) (bool, bool) { return get(p), true })
}

// OptBool is Bool for a property that may be absent.
func OptBool[P any](get func(P) (bool, bool)) *Resolver {
	return &Resolver{kind: kindTruth, truth: func(parent any) (bool, state) {
		p, ok := as[P](parent)
		if !ok {
			return false, stateForeign
		}
		b, ok := get(p)
		return b, present(ok)
	}}
}

// Int reads an Int, or an ID that is a number. A value beyond 32 bits is an
// error of an Int field.
func Int[P any, I ~int | ~int32 | ~int64](get func(P) I) *Resolver {
	return OptInt(func(p P) (I, bool) { return get(p), true })
}

// OptInt is Int for a property that may be absent.
func OptInt[P any, I ~int | ~int32 | ~int64](get func(P) (I, bool)) *Resolver {
	return &Resolver{kind: kindInteger, integer: func(parent any) (int64, state) {
		p, ok := as[P](parent)
		if !ok {
			return 0, stateForeign
		}
		i, ok := get(p)
		return int64(i), present(ok)
	}}
}

// Float reads a Float.
func Float[P any](get func(P) float64) *Resolver {
	return OptFloat(func(p P) (float64, bool) { return get(p), true })
}

// OptFloat is Float for a property that may be absent.
func OptFloat[P any](get func(P) (float64, bool)) *Resolver {
	return &Resolver{kind: kindFloat, float: func(parent any) (float64, state) {
		p, ok := as[P](parent)
		if !ok {
			return 0, stateForeign
		}
		f, ok := get(p)
		return f, present(ok)
	}}
}

// Strings reads a list of strings, IDs, enum values or custom scalars' strings.
// A nil slice is an empty list.
func Strings[P any](get func(P) []string) *Resolver {
	return &Resolver{kind: kindTexts, texts: func(parent any) ([]string, state) {
		p, ok := as[P](parent)
		if !ok {
			return nil, stateForeign
		}
		return get(p), statePresent
	}}
}

// as reads a parent as the Go type of a getter. The root's parent may be nil,
// which only an interface type can hold.
func as[P any](parent any) (P, bool) {
	p, ok := parent.(P)
	return p, ok || parent == nil && reflect.TypeFor[P]().Kind() == reflect.Interface
}

// foreign is the error of a getter that was given a parent of another Go type.
func foreign(parent any) error {
	return internalf("the resolver does not read a parent of type %T", parent)
}

// boxed calls any Resolver for one or more parents and gives the results as a
// batch does. The reference wrapper uses it, and the executor where a getter
// yields objects.
func (r *Resolver) boxed(c *Call, parents []any) ([]any, error) {
	if r.kind == kindBatch {
		out, err := r.batch(c, parents)
		if err == nil && len(out) != len(parents) {
			return nil, internalf("a batch returned %d results for %d parents", len(out), len(parents))
		}
		return out, err
	}
	one := func(_ *Call, parent any) any {
		value, st := r.get(parent)
		switch st {
		case statePresent:
			return value
		case stateForeign:
			return foreign(parent)
		}
		return nil
	}
	out := make([]any, len(parents))
	for i, parent := range parents {
		out[i] = c.contained(parent, one)
	}
	return out, nil
}

// get reads one property, boxed.
func (r *Resolver) get(parent any) (value any, st state) {
	switch r.kind {
	case kindText:
		value, st = box(r.text(parent))
	case kindTruth:
		value, st = box(r.truth(parent))
	case kindInteger:
		value, st = box(r.integer(parent))
	case kindFloat:
		value, st = box(r.float(parent))
	case kindTexts:
		value, st = box(r.texts(parent))
	case kindAny:
		value, st = r.any(parent)
	default:
		panic(fmt.Sprintf("plan: %v is not a getter", r.kind))
	}
	return value, st
}

func box[T any](value T, st state) (any, state) { return value, st }
