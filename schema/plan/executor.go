package plan

import (
	"context"
	"encoding/json"
	"log/slog"
	"runtime/debug"
	"sync"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"

	"onrecord/schema/guard"
)

// Options tunes an Executor. A zero field means the default.
type Options struct {
	// TypeName names the object type of a value in an abstract place. If it is
	// nil or answers "", the type's ResolveType is asked, then each IsTypeOf.
	TypeName func(value any) string
	// Present decides what a client reads of a resolver's error. The default is
	// the error's text with its code and extensions, FIELD_ERROR if it has none.
	Present func(err error) (message string, extensions map[string]any)
	// Verbatim names the custom scalars that write a string as it is, so that their
	// Serialize need not be asked where a getter gives one.
	Verbatim []string
	// Logger receives panics and other faults of the server; slog.Default.
	Logger *slog.Logger

	MaxResponseBytes int // default 64 MiB
	MaxErrors        int // in one response, default 1000
	CachedPrograms   int // default 1000
}

// Executor runs operations over one schema. It is safe for concurrent use.
type Executor struct {
	schema *graphql.Schema
	fields *Fields
	guard  *guard.Guard
	opts   Options
	log    *slog.Logger
	types  *types

	programs   *lru[programKey, *program]
	conditions *lru[*ast.OperationDefinition, []string]
	known      introspected
	buffers    sync.Pool

	mu      sync.Mutex
	adapted map[*graphql.FieldDefinition]*Resolver
}

// New makes an executor. It fails if the registry does not fit the schema.
func New(schema *graphql.Schema, fields *Fields, g *guard.Guard, opts Options) (*Executor, error) {
	if opts.MaxResponseBytes == 0 {
		opts.MaxResponseBytes = 64 << 20
	}
	if opts.MaxErrors == 0 {
		opts.MaxErrors = 1000
	}
	if opts.CachedPrograms == 0 {
		opts.CachedPrograms = 1000
	}
	if opts.Logger == nil {
		opts.Logger = slog.Default()
	}
	ex := &Executor{
		schema: schema, fields: fields, guard: g, opts: opts, log: opts.Logger, types: newTypes(schema, opts.Verbatim),
		programs:   newLRU[programKey, *program](opts.CachedPrograms),
		conditions: newLRU[*ast.OperationDefinition, []string](opts.CachedPrograms),
		known:      introspected{newLRU[metaKey, []byte](32)},
		adapted:    map[*graphql.FieldDefinition]*Resolver{},
	}
	if err := fields.check(ex.types); err != nil {
		return nil, err
	}
	return ex, nil
}

// Request is one GraphQL request.
type Request struct {
	Query         string
	OperationName string
	Variables     json.RawMessage // an object, null or nothing
	Env           any             // what the root fields read from
	Root          any             // the parent of the root fields
	ReadOnly      bool            // refuse mutations, as HTTP GET must
	Extensions    map[string]any  // to stand under "extensions" in the response
}

// Response is the answer to a request.
type Response struct {
	// Body is the response in JSON. It belongs to the executor: use it before
	// Release, copy it to keep it.
	Body []byte
	// Executed is false for a request error: the operation was not begun and the
	// body has no "data".
	Executed bool
	// ErrorCode is the code of the error that refused or ended the operation as
	// a whole, empty if there was none. Errors of fields do not set it.
	ErrorCode string
	// OperationType is "query", "mutation" or "subscription", if it is known.
	OperationType string
	OperationName string
	Cost          int // as the guard estimated it
	Errors        int // in the body, and left out of it

	release func()
}

// Release gives the body's memory back. The response must not be used afterwards.
func (r *Response) Release() {
	if r.release != nil {
		r.release()
		r.Body, r.release = nil, nil
	}
}

// Execute answers a request. It starts no goroutine: when it returns, no
// resolver is running. A resolver that waits must watch Call.Ctx.
func (ex *Executor) Execute(ctx context.Context, req Request) (res *Response) {
	defer func() {
		if cause := recover(); cause != nil {
			ex.log.ErrorContext(ctx, "execution panicked", "panic", cause, "stack", string(debug.Stack()))
			res = ex.refuse(&Response{OperationType: res.OperationType, OperationName: res.OperationName}, req, &fault{CodeInternal, "internal error"})
		}
	}()
	res = &Response{}
	r, err := ex.prepare(ctx, req, res)
	if err != nil {
		return ex.refuse(res, req, err)
	}
	w := &writer{run: r, buf: ex.buffer()}
	ex.respond(w, req, res)
	return res
}

// prepare does everything that comes before execution.
func (ex *Executor) prepare(ctx context.Context, req Request, res *Response) (*run, error) {
	doc, refused := ex.guard.Prepare(req.Query)
	if len(refused) > 0 {
		return nil, formatted(refused)
	}
	op, err := ex.guard.Operation(doc, req.OperationName)
	if err != nil {
		return nil, err
	}
	res.OperationType = op.Operation
	if op.Name != nil {
		res.OperationName = op.Name.Value
	}
	root, err := ex.rootType(op, req.ReadOnly)
	if err != nil {
		return nil, err
	}
	raw, err := ex.guard.DecodeVariables(req.Variables, !req.ReadOnly)
	if err != nil {
		return nil, err
	}
	vars, faults := ex.guard.Variables(doc, op, raw)
	if len(faults) > 0 {
		return nil, several(faults)
	}
	if res.Cost, err = ex.guard.Cost(doc, op, vars); err != nil {
		return nil, err
	}
	r := &run{ex: ex, prog: ex.program(doc, op, root, vars), ctx: ctx, vars: vars, root: req.Root, env: req.Env}
	if len(op.VariableDefinitions) > 0 {
		r.text = string(req.Variables)
	}
	return r, r.alive()
}

// rootType gives the type that an operation starts from.
func (ex *Executor) rootType(op *ast.OperationDefinition, readOnly bool) (*graphql.Object, error) {
	switch op.Operation {
	case ast.OperationTypeQuery:
		return ex.schema.QueryType(), nil
	case ast.OperationTypeMutation:
		if readOnly {
			return nil, &fault{CodeReadOnly, "A mutation cannot be sent in a read-only request: use POST."}
		}
		if root := ex.schema.MutationType(); root != nil {
			return root, nil
		}
	}
	return nil, &fault{CodeNotSupported, "This endpoint does not execute operations of type " + op.Operation + "."}
}
