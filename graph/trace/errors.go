package trace

// Code is the stable name of a kind of failure.
type Code string

// The ways in which a quote can be no quote.
const (
	// CodeEmpty: there is no word in it.
	CodeEmpty Code = "EMPTY"
	// CodeTooLong: it has more words or bytes than the limits allow.
	CodeTooLong Code = "TOO_LONG"
	// CodeControl: it has a control character; Offset is its byte.
	CodeControl Code = "CONTROL_CHARACTER"
	// CodeInvalidUTF8: it is no UTF-8; Offset is the first bad byte.
	CodeInvalidUTF8 Code = "INVALID_UTF8"
)

// Error is a failure of this package: a code for programs, a message that
// names what was wrong and what to do, and the byte of the quote it is about, or
// -1 where there is none.
type Error struct {
	Code    Code
	Message string
	Offset  int
}

// Error gives the message.
func (e *Error) Error() string { return e.Message }

// Is makes errors.Is compare by code.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}
