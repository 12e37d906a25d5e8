// Package schema is the GraphQL surface of a graph: its types over package
// graph, and the one door through which a request passes.
//
// schema.go is the door. Execute takes a request, hands it to schema/guard
// (limits, strict coercion) and schema/plan (one batch for each field of each
// level), and gives back the body of the response.
//
// build.go turns declarations into graphql-go types. Every type is written once,
// as a list of fields with their types in GraphQL's own notation, a description
// and a resolver; what interfaces share is one list that all their types take,
// resolvers included, so that the planner loads a field of people, states and
// documents together. The files below it declare one family of types each.
//
// env.go is what resolvers read from. A request opens one session when its first
// field reads, and every field reads a view of it: asOf and validAt on a root
// field put another view under everything below, and so does a cursor, which
// pins the transaction it was made at. A mutation reads its payload from a
// session of its own, opened after the write, so that a client sees what it has
// just written.
//
// args.go reads arguments, failure.go decides what a client learns of an error.
package schema
