package plan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/graphql-go/graphql/gqlerrors"
	"github.com/graphql-go/graphql/language/location"
)

// The stable codes that stand in an error's extensions.code, beside those of the
// guard and of the resolvers.
const (
	CodeInternal      = "INTERNAL"                // a fault of the server; the cause is in the log
	CodeFieldError    = "FIELD_ERROR"             // a resolver's error that has no code of its own
	CodeNullInNonNull = "NULL_IN_NON_NULL"        // a non-null field came out null
	CodeBadLeaf       = "BAD_LEAF"                // a scalar or enum cannot express the value
	CodeBadValue      = "BAD_VALUE"               // no list, or of a type that the field does not allow
	CodeTimeout       = "TIMEOUT"                 // the deadline passed
	CodeCancelled     = "CANCELLED"               // the client went away
	CodeTooLarge      = "RESPONSE_TOO_LARGE"      // Options.MaxResponseBytes
	CodeTooManyErrors = "TOO_MANY_ERRORS"         // the last of Options.MaxErrors
	CodeNotSupported  = "OPERATION_NOT_SUPPORTED" // subscriptions, or a root type the schema lacks
	CodeReadOnly      = "MUTATION_NOT_ALLOWED"    // a mutation in a read-only request
	CodeRequestError  = "REQUEST_ERROR"           // a request error that has no code of its own
)

// Coder is an error with a stable code for clients. A method Code() string does
// the same.
type Coder interface{ GraphQLCode() string }

// Extender is an error with extensions for clients, "code" among them.
type Extender interface{ Extensions() map[string]any }

// fault is an error made by this package.
type fault struct{ code, message string }

func (f *fault) Error() string       { return f.message }
func (f *fault) GraphQLCode() string { return f.code }

// internal is a fault of the server. Its text goes to the log, not to clients.
type internal struct {
	cause  string
	logged bool
}

func (e *internal) Error() string       { return "internal error" }
func (e *internal) GraphQLCode() string { return CodeInternal }

func internalf(format string, args ...any) error {
	return &internal{cause: fmt.Sprintf(format, args...)}
}

// extensionsOf gives what an error says in "extensions", with a code always.
func extensionsOf(err error, code string) map[string]any {
	out := map[string]any{"code": code}
	var (
		coder Coder
		short interface{ Code() string }
	)
	if errors.As(err, &coder) {
		out["code"] = coder.GraphQLCode()
	} else if errors.As(err, &short) {
		out["code"] = short.Code()
	}
	var extender Extender
	if errors.As(err, &extender) {
		for k, v := range extender.Extensions() {
			out[k] = v
		}
	}
	return out
}

// codeOf is the code in extensions.
func codeOf(extensions map[string]any, otherwise string) string {
	if code, ok := extensions["code"].(string); ok && code != "" {
		return code
	}
	return otherwise
}

// step is one part of a path: a response key, or an index if the key is empty.
type step struct {
	key   string
	index int
}

// appendError writes one error of the response.
func appendError(dst []byte, message string, at []location.SourceLocation, path []step, extensions map[string]any) []byte {
	dst = append(dst, `{"message":`...)
	dst = appendString(dst, message)
	if len(at) > 0 {
		dst = append(dst, `,"locations":[`...)
		for i, l := range at {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(dst, `{"line":`...)
			dst = strconv.AppendInt(dst, int64(l.Line), 10)
			dst = append(dst, `,"column":`...)
			dst = strconv.AppendInt(dst, int64(l.Column), 10)
			dst = append(dst, '}')
		}
		dst = append(dst, ']')
	}
	if len(path) > 0 {
		dst = append(dst, `,"path":[`...)
		for i, s := range path {
			if i > 0 {
				dst = append(dst, ',')
			}
			if s.key != "" {
				dst = appendString(dst, s.key)
			} else {
				dst = strconv.AppendInt(dst, int64(s.index), 10)
			}
		}
		dst = append(dst, ']')
	}
	if len(extensions) > 0 {
		dst = append(dst, `,"extensions":`...)
		dst = appendExtensions(dst, extensions)
	}
	return append(dst, '}')
}

// appendExtensions writes a map. What JSON cannot express is left out, but for
// the code.
func appendExtensions(dst []byte, extensions map[string]any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(extensions); err != nil {
		dst = append(dst, `{"code":`...)
		dst = appendString(dst, codeOf(extensions, CodeInternal))
		return append(dst, '}')
	}
	return append(dst, bytes.TrimRight(buf.Bytes(), "\n")...)
}

// appendFormatted writes errors that the guard made.
func appendFormatted(dst []byte, errs []gqlerrors.FormattedError) []byte {
	for i, err := range errs {
		if i > 0 {
			dst = append(dst, ',')
		}
		extensions := err.Extensions
		if len(extensions) == 0 {
			extensions = extensionsOf(err.OriginalError(), CodeRequestError)
		}
		dst = appendError(dst, err.Message, err.Locations, nil, extensions)
	}
	return dst
}
