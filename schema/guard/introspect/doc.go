// Package introspect repairs what graphql-go v0.8.1 tells about a schema.
//
// graphql-go answers introspection as of 2016 and in the random order of Go's
// maps, and prints the defaults of enums as strings ("\"BOTH\"") or numbers, which
// clients then drop without a word. Fix makes it speak the edition of October
// 2021 and what came after (specifiedByURL, isRepeatable, deprecated input
// values, isOneOf), print defaults as literals and list everything by name.
//
// graphql-go has no place for some of this, so it is taken from descriptions:
// a scalar whose description ends with a line "Specified by: URL" has that
// specifiedByURL, and an argument or input field whose description ends with a
// line "Deprecated: reason" is deprecated.
package introspect
