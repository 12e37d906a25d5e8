package guard

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/graphql-go/graphql/gqlerrors"
	"github.com/graphql-go/graphql/language/location"
)

// The stable codes that stand in an error's extensions.code.
const (
	CodeQueryTooLarge       = "QUERY_TOO_LARGE"
	CodeTooManyTokens       = "TOO_MANY_TOKENS"
	CodeNameTooLong         = "NAME_TOO_LONG"
	CodeTooDeep             = "TOO_DEEP"
	CodeTooManyFields       = "TOO_MANY_FIELDS"
	CodeTooManyAliases      = "TOO_MANY_ALIASES"
	CodeTooManyDirectives   = "TOO_MANY_DIRECTIVES"
	CodeTooManyRootFields   = "TOO_MANY_ROOT_FIELDS"
	CodeTooManyFragments    = "TOO_MANY_FRAGMENTS"
	CodeTooManyOperations   = "TOO_MANY_OPERATIONS"
	CodeTooManyVariables    = "TOO_MANY_VARIABLES"
	CodeTooManyItems        = "TOO_MANY_ITEMS"
	CodeFragmentCycle       = "FRAGMENT_CYCLE"
	CodeTooCostly           = "TOO_COSTLY"
	CodeSyntaxError         = "SYNTAX_ERROR"
	CodeValidationFailed    = "VALIDATION_FAILED"
	CodeBadVariable         = "BAD_VARIABLE"
	CodeBadArgument         = "BAD_ARGUMENT"
	CodeVariablesTooLarge   = "VARIABLES_TOO_LARGE"
	CodeOperationNotFound   = "OPERATION_NOT_FOUND"
	CodeOperationNameNeeded = "OPERATION_NAME_REQUIRED"
	CodeInternal            = "INTERNAL"
)

// Error is what the guard refuses with: a stable code, a message that names
// what was wrong and what to do, and where in the query text it was found.
type Error struct {
	Code      string
	Message   string
	Locations []location.SourceLocation
}

// Error implements error.
func (e *Error) Error() string { return e.Message }

// Extensions implements gqlerrors.ExtendedError, so that the code survives
// where graphql-go formats the error.
func (e *Error) Extensions() map[string]any { return map[string]any{"code": e.Code} }

// Format gives the error as it stands in a response.
func (e *Error) Format() gqlerrors.FormattedError {
	locations := e.Locations
	if locations == nil {
		locations = []location.SourceLocation{}
	}
	return gqlerrors.FormattedError{Message: e.Message, Locations: locations, Extensions: e.Extensions()}
}

// refuse makes an Error without a location.
func refuse(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// refuseAt makes an Error that points at byte offsets of the query text.
func refuseAt(src string, offset int, code, format string, args ...any) *Error {
	e := refuse(code, format, args...)
	e.Locations = []location.SourceLocation{locate(src, offset)}
	return e
}

// overLimit words the refusals of one counted limit alike.
func overLimit(code, what string, found, limit int, advice string) *Error {
	return refuse(code, "The query has %s %s, the limit is %s: %s.", count(found), what, count(limit), advice)
}

// count prints a number, or "more than a billion" for a saturated one.
func count(n int) string {
	if n >= saturated {
		return "more than a billion"
	}
	return strconv.Itoa(n)
}

// cloneErrors copies errors that are kept in the cache, so that a caller may add
// to what it receives.
func cloneErrors(errs []gqlerrors.FormattedError) []gqlerrors.FormattedError {
	out := make([]gqlerrors.FormattedError, len(errs))
	for i, err := range errs {
		out[i] = err
		out[i].Locations = slices.Clone(err.Locations)
		out[i].Extensions = maps.Clone(err.Extensions)
	}
	return out
}
