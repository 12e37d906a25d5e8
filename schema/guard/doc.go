// Package guard is the safe front of graphql-go: it takes a query text that a
// stranger wrote and hands on a parsed, validated, cached document together
// with strictly coerced variables, or a short list of typed errors.
//
// graphql-go v0.8.1 cannot be given such a text as it is. A cyclic fragment of
// sixty bytes overflows its stack, thirty nested fragments keep it busy for
// seconds, deep brackets kill its parser, null literals are syntax errors, a
// comment with one accented letter derails its lexer, and its coercion takes
// "3" and 3.7 for an Int. The guard therefore works in stages, each of which
// makes the next one harmless:
//
//  1. lex.go splits the text into tokens: bytes, tokens, nesting and the length
//     of names are limited.
//  2. parse.go builds graphql-go's syntax tree from them, with *Null where the
//     text says null.
//  3. measure.go refuses fragment cycles and documents that are too large once
//     their fragments are expanded, counted without expanding them.
//  4. validate.go runs the rules of the specification; those of graphql-go that
//     are wrong, exponential or costly are replaced by our own, and the walk is
//     abandoned after Limits.Errors findings.
//  5. cache.go keeps the outcome, good or bad, within bounds.
//
// At execution time the caller picks an operation, coerces the variables
// (variables.go), has the cost estimated (cost.go) and coerces the arguments of
// each field (arguments.go), all of which tell an explicit null from an absent
// value.
//
// Locations. The documents carry byte offsets without a source, since
// graphql-go computes a line by searching the whole text with a regular
// expression for every error. Document.Location gives the line and column, and
// Document.Relocate repairs errors that graphql-go made for such a document.
//
// Custom scalars. A ParseValue or ParseLiteral function may return an error as
// its value; the text of that error then is the reason that the client reads.
package guard
