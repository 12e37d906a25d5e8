// Package web serves a graph over HTTP: GraphQL for programs, one plain page for
// people, and what operators look at.
//
// The routes are in routes.go:
//
//	/                 what this is, what it holds, six questions to click (page.go)
//	/graphql          GraphQL over HTTP (graphql.go)
//	/schema.graphql   the schema in the schema definition language
//	/healthz          the process is up
//	/readyz           the graph can be read; false while starting and stopping
//	/metrics          Prometheus (metrics.go)
//
// How a request to /graphql runs: middleware.go gives it an id, watches for
// panics and writes one log line at the end; access.go refuses Host headers and
// origins that do not belong here; limits.go bounds how many requests run and for
// how long; negotiate.go settles the media type of the answer; params.go reads the
// parameters; access.go decides whether the caller may write; the schema executes;
// graphql.go turns the outcome into a status.
//
// Who may write. A server whose every address is a loopback one lets local
// callers write, as long as the Host header is a loopback name too: a page of some
// other site that has its own name resolve to 127.0.0.1 is refused. Any other
// server takes mutations only with the token it was started with.
//
// The package knows neither GraphQL's grammar nor the graph's keys. A mutation
// that must not run is executed read-only, and it is the executor that says that
// the operation is a mutation; so there is one parser and no second opinion.
//
// Every refusal, on every route, is JSON of one shape, that of GraphQL errors,
// with a stable code (errors.go).
package web
