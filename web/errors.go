package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// Code is the stable name of a refusal. Clients may rely on it; messages may
// change. Codes of GraphQL errors proper come from the schema.
type Code string

// The refusals of this package.
const (
	CodeBadRequest       Code = "BAD_REQUEST"            // the parameters are not what GraphQL over HTTP asks for
	CodeBadJSON          Code = "BAD_JSON"               // the body is not JSON
	CodeBadEncoding      Code = "BAD_ENCODING"           // not UTF-8, or compressed
	CodeBadHeader        Code = "BAD_HEADER"             // a header of ours has a value it cannot have
	CodeBatching         Code = "BATCHING_NOT_SUPPORTED" // a list of requests
	CodeTooLarge         Code = "REQUEST_TOO_LARGE"      // the body is over the limit
	CodeBodyRead         Code = "BODY_NOT_READ"          // the body broke off or came too slowly
	CodeMediaType        Code = "UNSUPPORTED_MEDIA_TYPE" // the body is of another type than JSON
	CodeNotAcceptable    Code = "NOT_ACCEPTABLE"         // the client takes neither media type
	CodeMethod           Code = "METHOD_NOT_ALLOWED"     // the route has no such method
	CodeMutationByGET    Code = "MUTATION_BY_GET"        // mutations are sent by POST
	CodeNoRoute          Code = "NO_SUCH_ROUTE"          // nothing lives at that path
	CodeHost             Code = "HOST_NOT_ALLOWED"       // the Host header is not a name of this server
	CodeOrigin           Code = "ORIGIN_NOT_ALLOWED"     // a page of another site asks
	CodeUnauthorized     Code = "UNAUTHORIZED"           // a mutation without the token
	CodeWritesDisabled   Code = "WRITES_DISABLED"        // this server takes no mutations
	CodeOverloaded       Code = "OVERLOADED"             // too many requests at a time
	CodeNotReady         Code = "NOT_READY"              // starting, stopping, or the graph cannot be read
	CodeInternal         Code = "INTERNAL"               // a fault of the server; the cause is in the log
	codeFieldErrorNoCode      = "FIELD_ERROR"            // counted for errors whose codes could not be read
)

// Error is a refusal: what was wrong, and what to do.
type Error struct {
	Status  int
	Code    Code
	Message string
	Allow   string // of a 405: the methods that there are
}

// Error gives the message.
func (e *Error) Error() string { return e.Message }

func refusal(status int, code Code, format string, args ...any) *Error {
	return &Error{Status: status, Code: code, Message: fmt.Sprintf(format, args...)}
}

func methodNotAllowed(method string, allow ...string) *Error {
	list := strings.Join(allow, ", ")
	e := refusal(http.StatusMethodNotAllowed, CodeMethod, "%s is not possible here; use %s.", method, list)
	e.Allow = list
	return e
}

// errorBody is the shape of every refusal, the one of a GraphQL request error.
type errorBody struct {
	Errors []errorItem `json:"errors"`
}

type errorItem struct {
	Message    string         `json:"message"`
	Extensions map[string]any `json:"extensions"`
}

// body gives the refusal in JSON.
func (e *Error) body(requestID string) []byte {
	extensions := map[string]any{"code": e.Code}
	if requestID != "" {
		extensions["requestId"] = requestID
	}
	b, err := json.Marshal(errorBody{[]errorItem{{Message: e.Message, Extensions: extensions}}})
	if err != nil { // strings only; it cannot fail
		return []byte(`{"errors":[{"message":"internal error","extensions":{"code":"INTERNAL"}}]}`)
	}
	return b
}

// fail answers with a refusal and notes its code for the log and the metrics.
func fail(w http.ResponseWriter, r *http.Request, e *Error) { failAs(w, r, e, mediaJSON) }

func failAs(w http.ResponseWriter, r *http.Request, e *Error, media string) {
	note := noteOf(r.Context())
	note.codes = append(note.codes, string(e.Code))
	h := w.Header()
	switch e.Status {
	case http.StatusMethodNotAllowed:
		h.Set("Allow", e.Allow)
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="onrecord"`)
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "1")
	}
	reply(w, e.Status, media, append(e.body(note.requestID), '\n'))
}

// reply writes a whole answer. That the client is gone is nothing to report: the
// log line has the bytes that were sent.
func reply(w http.ResponseWriter, status int, media string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", media+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-store")
	}
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
