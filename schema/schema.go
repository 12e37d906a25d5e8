package schema

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"

	"github.com/graphql-go/graphql"

	"onrecord/graph"
	"onrecord/schema/guard"
	"onrecord/schema/guard/introspect"
	"onrecord/schema/plan"
)

// Options tunes a Schema. Zero fields take their defaults.
type Options struct {
	Logger    *slog.Logger    // slog.Default
	Limits    guard.Limits    // of what one request may ask for
	Version   string          // of the program, for statistics
	Extractor graph.Extractor // reads documents for ingestDocument; without it they are only stored
	// Pages finds the article of a web page for ingestDocument: its text, what
	// the page says of itself, and the page as Original. What it refuses is a
	// *graph.Error. Without it only plain text is taken in.
	Pages            func(raw []byte) (graph.DocumentDraft, error)
	MaxResponseBytes int // 64 MiB
}

// Schema answers GraphQL requests over one graph. It is safe for concurrent
// use.
type Schema struct {
	graph *graph.Graph
	types graphql.Schema
	guard *guard.Guard
	exec  *plan.Executor
	sdl   string
}

// New builds the schema. It fails only when its own declarations do not fit.
func New(g *graph.Graph, o Options) (*Schema, error) {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	introspect.Fix()
	b := newBuilder(g, o)
	config := b.config()
	types, err := graphql.NewSchema(config)
	if err := errors.Join(b.err(), err); err != nil {
		return nil, err
	}
	s := &Schema{graph: g, types: types}
	if s.sdl, err = printSchema(&s.types); err != nil {
		return nil, err
	}
	s.guard = guard.New(&s.types, o.Limits, guard.WithLogger(o.Logger))
	s.exec, err = plan.New(&s.types, b.fields, s.guard, plan.Options{
		TypeName: typeName, Verbatim: textScalars, Logger: o.Logger, MaxResponseBytes: o.MaxResponseBytes,
	})
	return s, err
}

// config declares all types.
func (b *builder) config() graphql.SchemaConfig {
	b.scalars()
	b.enums()
	node, actor := b.nodeFields(), b.actorFields()
	b.iface("Node", "Anything the graph holds: people, states, statements, commitments, relations and the rest.", node)
	b.iface("Actor", "Who can speak and promise: a person, a state, an organisation, or a group as a source words it.", append(node[:len(node):len(node)], actor...))
	b.actors(node, actor)
	b.eventsPlacesForces(node)
	b.documents(node)
	b.statements(node)
	b.commitments(node)
	b.relations(node)
	b.evidences()
	b.facets()
	b.connections()
	b.traversals()
	b.traces()
	b.statistics()
	b.filters()
	b.query()
	b.mutations()
	query, _ := b.types["Query"].(*graphql.Object)
	mutation, _ := b.types["Mutation"].(*graphql.Object)
	return graphql.SchemaConfig{Query: query, Mutation: mutation, Types: b.objects, Directives: introspect.Directives()}
}

// Request is one GraphQL request.
type Request struct {
	Query         string
	OperationName string
	Variables     json.RawMessage // an object, null or nothing
	ReadOnly      bool            // refuse mutations, as HTTP GET must
	Language      string          // the reader's, for labels (BCP 47); empty is English
	By            string          // who asks; recorded with what a mutation writes
}

// Response is the answer to a request. Its body is good until Release.
type Response = plan.Response

// Execute answers a request. All fields of a query read one committed state of
// the graph.
func (s *Schema) Execute(ctx context.Context, r Request) *Response {
	held := newRequest(ctx, s.graph, r.Language, r.By)
	defer held.close()
	return s.exec.Execute(ctx, plan.Request{
		Query: r.Query, OperationName: r.OperationName, Variables: r.Variables, ReadOnly: r.ReadOnly, Env: held.root(),
	})
}

// SDL is the schema in GraphQL's schema language, with all descriptions.
func (s *Schema) SDL() string { return s.sdl }
