package guard

import (
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/gqlerrors"
	"github.com/graphql-go/graphql/language/ast"
)

// Guard prepares the queries for one schema. It is safe for concurrent use.
type Guard struct {
	schema  *graphql.Schema
	limits  Limits
	log     *slog.Logger
	good    *cache
	refused *cache // apart, so that refused texts never drive out good ones
}

// Option configures a Guard.
type Option func(*Guard)

// WithLogger sets where panics inside graphql-go are reported; the default is
// slog.Default.
func WithLogger(log *slog.Logger) Option {
	return func(g *Guard) { g.log = log }
}

// New makes a guard for a schema and warms the schema up. Fields of limits that
// are zero take their default.
func New(schema *graphql.Schema, limits Limits, opts ...Option) *Guard {
	limits = limits.withDefaults()
	g := &Guard{
		schema: schema, limits: limits, log: slog.Default(),
		good:    newCache(limits.CachedDocuments, limits.CachedBytes),
		refused: newCache(max(limits.CachedDocuments/4, 1), limits.CachedBytes/4),
	}
	for _, opt := range opts {
		opt(g)
	}
	Warm(schema)
	return g
}

// Limits are those that the guard applies.
func (g *Guard) Limits() Limits { return g.limits }

// Prepare turns a query text into a validated document, or says what is wrong
// with it. Errors carry a stable code in their extensions.
func (g *Guard) Prepare(query string) (*Document, []gqlerrors.FormattedError) {
	if len(query) > g.limits.Bytes { // without a look at the caches
		_, err := lex(query, &g.limits)
		return nil, []gqlerrors.FormattedError{err.Format()}
	}
	if known, ok := g.good.get(query); ok {
		return known.doc, nil
	}
	if known, ok := g.refused.get(query); ok {
		return nil, cloneErrors(known.errs)
	}
	query = strings.Clone(query) // it may be a small part of a large request
	doc, errs := g.prepare(query)
	if len(errs) > 0 {
		g.refused.put(query, len(query)+4096, outcome{errs: errs})
		return nil, cloneErrors(errs)
	}
	g.good.put(query, doc.weight, outcome{doc: doc})
	return doc, nil
}

// prepare does the work of Prepare. Nothing that it calls is known to panic; if
// graphql-go does after all, the request fails and the process goes on.
func (g *Guard) prepare(query string) (doc *Document, errs []gqlerrors.FormattedError) {
	defer func() {
		if p := recover(); p != nil {
			g.log.Error("query preparation panicked", "panic", p, "query", clip(query), "stack", string(debug.Stack()))
			doc, errs = nil, []gqlerrors.FormattedError{refuse(CodeInternal, "The server failed to read this query; the fault is logged.").Format()}
		}
	}()
	tokens, err := lex(query, &g.limits)
	if err == nil {
		doc, err = parse(query, tokens)
	}
	if err == nil {
		err = measure(doc, &g.limits)
	}
	if err != nil {
		return nil, []gqlerrors.FormattedError{err.Format()}
	}
	if errs := g.validate(doc); len(errs) > 0 {
		return nil, errs
	}
	return doc, nil
}

// Operation picks the operation to execute, as GetOperation of the
// specification does. The error is an *Error.
func (g *Guard) Operation(doc *Document, name string) (*ast.OperationDefinition, error) {
	if len(doc.Operations) == 0 {
		return nil, refuse(CodeOperationNotFound, "The query defines no operation, only fragments: add a query or a mutation.")
	}
	if name == "" {
		if len(doc.Operations) > 1 {
			return nil, refuse(CodeOperationNameNeeded, "The query defines the operations %s: set operationName to one of them.", operationNames(doc))
		}
		return doc.Operations[0], nil
	}
	for _, op := range doc.Operations {
		if op.Name != nil && op.Name.Value == name {
			return op, nil
		}
	}
	return nil, refuse(CodeOperationNotFound, "The query defines no operation named %q: set operationName to one of %s.", clip(name), operationNames(doc))
}

func operationNames(doc *Document) string {
	names := make([]string, 0, len(doc.Operations))
	for _, op := range doc.Operations {
		if op.Name == nil {
			names = append(names, "(an unnamed one: leave operationName out)")
		} else {
			names = append(names, op.Name.Value)
		}
	}
	return strings.Join(names, ", ")
}
