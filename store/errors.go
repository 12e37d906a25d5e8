package store

// Code is the stable name of a kind of failure.
type Code string

// The failures an engine reports. Anything else that goes wrong inside an
// engine reaches the caller as ErrUnavailable with the engine's own words.
const (
	CodeNotFound    Code = "NOT_FOUND"
	CodeBadKey      Code = "BAD_KEY"
	CodeBadRange    Code = "BAD_RANGE"
	CodeTooLarge    Code = "TOO_LARGE"
	CodeConflict    Code = "CONFLICT"
	CodeNoSpace     Code = "NO_SPACE"
	CodeCorrupt     Code = "CORRUPT"
	CodeLocked      Code = "LOCKED"
	CodeClosed      Code = "CLOSED"
	CodeUnavailable Code = "UNAVAILABLE"
)

// Error is the failure of a store: a code for programs, a message that names
// what was wrong and what to do, and the cause where there is one.
type Error struct {
	Code    Code
	Message string
	Cause   error
}

// Error gives the message and the cause.
func (e *Error) Error() string {
	if e.Message == "" {
		return "store: " + string(e.Code)
	}
	if e.Cause != nil {
		return e.Message + ": " + e.Cause.Error()
	}
	return e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Is makes errors.Is compare by code, so that errors.Is(err, ErrNoSpace)
// holds whatever the message says.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// Values to compare with through errors.Is.
var (
	// ErrNotFound: there is no such key.
	ErrNotFound error = &Error{Code: CodeNotFound}
	// ErrBadKey: a key has no bytes.
	ErrBadKey error = &Error{Code: CodeBadKey}
	// ErrBadRange: a range has a negative limit, or none where it needs one.
	ErrBadRange error = &Error{Code: CodeBadRange}
	// ErrTooLarge: a key, value or update is over its limit. Nothing was written.
	ErrTooLarge error = &Error{Code: CodeTooLarge}
	// ErrConflict: the update lost against another too often. Try again.
	ErrConflict error = &Error{Code: CodeConflict}
	// ErrNoSpace: the disk's reserve is touched. Reads go on; writes resume
	// when there is space.
	ErrNoSpace error = &Error{Code: CodeNoSpace}
	// ErrCorrupt: what is stored is not what was written.
	ErrCorrupt error = &Error{Code: CodeCorrupt}
	// ErrLocked: another process has the store open.
	ErrLocked error = &Error{Code: CodeLocked}
	// ErrClosed: the store was closed.
	ErrClosed error = &Error{Code: CodeClosed}
	// ErrUnavailable: the engine failed; whether an update was written is unknown.
	ErrUnavailable error = &Error{Code: CodeUnavailable}
)
