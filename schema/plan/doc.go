// Package plan executes GraphQL operations over a graphql-go schema, level by
// level, and writes the response straight to bytes in query order.
//
// graphql-go's own Execute walks depth first and asks one resolver for one
// parent at a time, so a list of a hundred statements costs a hundred reads of
// their speakers. Here every field is given a Batch, which is called once per
// level with all the parents of that level. The schema stays an ordinary
// graphql-go schema: Fields.Field registers the batch and sets the field's
// Resolve to a wrapper that calls the same batch with one parent, so
// graphql.Execute remains usable as the reference that the differential tests
// hold this package against.
//
// How one request runs:
//
//  1. executor.go asks the guard for the parsed and validated document, picks
//     the operation and coerces the variables.
//  2. cache.go finds the operation's program. The variables in @skip and
//     @include are evaluated first and a program is compiled for each truth
//     assignment that occurs, so that nothing below has to look at directives.
//  3. compile.go collects fields as the specification asks, once, and lazily for
//     the object types that the data really brings. Selections of the same field
//     nodes are one selection wherever they stand; fields of different object
//     types that share nodes, arguments and Resolver are one field.
//  4. run.go resolves: all objects of one selection and one environment form a
//     frame; each field of a frame is one call, whatever the number of parents
//     and of their types; the objects in its results form frames of the next
//     level.
//  5. write.go walks the frames depth first and writes. A null in a non-null
//     place cuts the buffer back to the nearest nullable parent.
//
// Nothing falls back to graphql.Execute, so there is no metric that counts it:
// what the guard admits, the compiler takes, and a field without a Resolver of
// ours has the library's adapted (executor.go). Where the library itself strays
// from the specification is a table in differential_test.go.
//
// Introspection takes the same road: the library's own resolve functions are
// called for the fields of __Schema and __Type, and the bytes are cached.
//
// Resolvers. Many takes a Batch, for whatever reads a store. Each takes a function
// of one parent, for what needs no reading. String, Int, Strings and the like are
// getters of leaves that the parent already holds: they are called while the
// response is written and nothing is boxed. Value is the getter for everything
// else. Share one *Resolver between the object types that implement an interface
// field, and their objects are resolved by one call.
//
// Environments. Call.Env is what a batch reads from, for instance a view of a
// transaction. The request gives the first; Call.SetEnv replaces it for
// everything below the field. Objects that see different environments are never
// mixed in one call.
//
// What differs from graphql.Execute, on purpose: keys stand in query order;
// a value that its leaf type cannot express is an error and not a silent null or
// a lenient conversion; explicit nulls reach the arguments; panics do not reach
// the client; a field that fails never shows the value it also returned.
package plan
