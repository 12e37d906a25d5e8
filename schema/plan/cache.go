package plan

import (
	"container/list"
	"slices"
	"sync"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"

	"onrecord/schema/guard"
)

// lru is a bounded map that forgets what was not used for longest.
type lru[K comparable, V any] struct {
	mu    sync.Mutex
	max   int
	order *list.List // of *entry[K, V], the latest first
	byKey map[K]*list.Element
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

func newLRU[K comparable, V any](limit int) *lru[K, V] {
	return &lru[K, V]{max: limit, order: list.New(), byKey: map[K]*list.Element{}}
}

func (c *lru[K, V]) get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, ok := c.byKey[key]; ok {
		c.order.MoveToFront(at)
		return at.Value.(*entry[K, V]).value, true
	}
	var zero V
	return zero, false
}

// put stores a value, unless the key has one: the one that the key then has is
// returned, so that concurrent makers of the same value agree.
func (c *lru[K, V]) put(key K, value V) V {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, ok := c.byKey[key]; ok {
		return at.Value.(*entry[K, V]).value
	}
	c.byKey[key] = c.order.PushFront(&entry[K, V]{key, value})
	if c.order.Len() > c.max {
		oldest := c.order.Back()
		c.order.Remove(oldest)
		delete(c.byKey, oldest.Value.(*entry[K, V]).key)
	}
	return value
}

type programKey struct {
	op    *ast.OperationDefinition
	truth string // one byte for each condition
}

// program finds or compiles the program for the variables at hand.
func (ex *Executor) program(doc *guard.Document, op *ast.OperationDefinition, root *graphql.Object, vars map[string]any) *program {
	names, ok := ex.conditions.get(op)
	if !ok {
		names = ex.conditions.put(op, conditions(op, doc.Fragments))
	}
	truth := make([]byte, len(names))
	for i, name := range names {
		truth[i] = '-'
		if b, _ := vars[name].(bool); b {
			truth[i] = '+'
		}
	}
	key := programKey{op, string(truth)}
	if p, ok := ex.programs.get(key); ok {
		return p
	}
	values := make(map[string]bool, len(names))
	for i, name := range names {
		values[name] = truth[i] == '+'
	}
	return ex.programs.put(key, ex.compile(doc, op, root, values))
}

// introspected keeps the bytes of introspection fields. They depend on the
// schema, the selection and the variables only.
type introspected struct{ lru *lru[metaKey, []byte] }

type metaKey struct {
	field *fieldPlan
	vars  string
}

// What is larger than this is not kept: it was asked for by nobody's tool.
const (
	maxIntrospected = 1 << 20
	maxMetaVars     = 1 << 10
)

func (r *run) metaKey(fp *fieldPlan) metaKey { return metaKey{fp, r.text} }

func (c introspected) get(key metaKey) []byte {
	raw, _ := c.lru.get(key)
	return raw
}

func (c introspected) put(key metaKey, raw []byte) {
	if len(raw) <= maxIntrospected && len(key.vars) <= maxMetaVars {
		c.lru.put(key, slices.Clone(raw))
	}
}
