package graph

import (
	"errors"
	"fmt"

	"onrecord/store"
)

// Code is the stable name of a kind of failure. Clients and scripts may rely
// on it; messages may change.
type Code string

// The failures of package graph.
const (
	CodeNotFound     Code = "NOT_FOUND"            // no such id
	CodeBadInput     Code = "BAD_INPUT"            // a value is missing, malformed or out of range
	CodeBadID        Code = "BAD_ID"               // not kind:slug
	CodeBadText      Code = "BAD_TEXT"             // invalid UTF-8, NUL, empty or too long
	CodeBadDate      Code = "BAD_DATE"             // not EDTF level 1 or RFC 3339
	CodeBadPage      Code = "BAD_PAGE"             // first, last, after, before do not fit together
	CodeBadCursor    Code = "BAD_CURSOR"           // malformed, or made for another filter or order
	CodeNotInText    Code = "EVIDENCE_NOT_FOUND"   // the words are not in the document (at that place)
	CodeAmbiguous    Code = "EVIDENCE_AMBIGUOUS"   // the words stand there more than once
	CodeNoEvidence   Code = "EVIDENCE_MISSING"     // none given where some is needed
	CodeNotHeld      Code = "DOCUMENT_NOT_HELD"    // evidence in a document whose text is not stored
	CodeDomain       Code = "DOMAIN_OR_RANGE"      // the relation does not fit its ends
	CodeExists       Code = "ALREADY_EXISTS"       // the id belongs to something else
	CodeIdempotency  Code = "IDEMPOTENCY_CONFLICT" // the key was used for another request
	CodeMerge        Code = "BAD_MERGE"            // the two cannot be one
	CodeBudget       Code = "BUDGET_EXCEEDED"      // the answer would cost too much; narrow it
	CodeRedacted     Code = "REDACTED"             // the text was removed
	CodeChain        Code = "CHAIN_BROKEN"         // the log does not verify
	CodeNotEmpty     Code = "NOT_EMPTY"            // a history is imported into an empty store only
	CodeBadFormat    Code = "BAD_FORMAT"           // an import file is not what it should be
	CodeStoreFormat  Code = "STORE_FORMAT"         // the store was written by a version with another format
	CodeUnsupported  Code = "UNSUPPORTED"          // well formed, but there is no such thing here
	CodeConflictTime Code = "CLOCK"                // the clock cannot be used
)

// Error is a failure: what was wrong and what to do. Path says where in the
// input, in the input's own terms ("line 12", "relations[3].evidence[0]").
type Error struct {
	Code    Code
	Message string
	Path    string
	Cause   error
}

// Error gives the path and the message.
func (e *Error) Error() string {
	if e.Path != "" {
		return e.Path + ": " + e.Message
	}
	return e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Is makes errors.Is compare by code.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// GraphQLCode is the code as GraphQL errors carry it.
func (e *Error) GraphQLCode() string { return string(e.Code) }

func errorf(c Code, format string, args ...any) *Error {
	return &Error{Code: c, Message: fmt.Sprintf(format, args...)}
}

// at returns the error with a path, for errors found deep inside an input.
func (e *Error) at(path string) *Error {
	if path == "" {
		return e
	}
	c := *e
	if c.Path == "" {
		c.Path = path
	} else {
		c.Path = path + "." + c.Path
	}
	return &c
}

func isNotFound(err error) bool { return errors.Is(err, store.ErrNotFound) }

// corrupt is the error for stored bytes that cannot be what was written.
func corrupt(format string, args ...any) error {
	return &store.Error{Code: store.CodeCorrupt, Message: fmt.Sprintf(format, args...) + "; run `onrecord check`"}
}
