package text

// Code is the stable name of a kind of failure.
type Code string

// The ways in which a text, an offset or a quotation can be wrong.
const (
	// CodeInvalidUTF8: the bytes are not UTF-8; Offset is the first bad byte.
	CodeInvalidUTF8 Code = "INVALID_UTF8"
	// CodeNUL: the text holds the character U+0000; Offset is its byte.
	CodeNUL Code = "NUL"
	// CodeTooLarge: the text is longer than MaxText.
	CodeTooLarge Code = "TOO_LARGE"
	// CodeEmpty: there is no character but white space.
	CodeEmpty Code = "EMPTY"
	// CodeOutOfRange: an offset or span lies outside the text.
	CodeOutOfRange Code = "OUT_OF_RANGE"
	// CodeOffBoundary: an offset falls inside a character.
	CodeOffBoundary Code = "OFF_BOUNDARY"
	// CodeIndexMismatch: an Index is used with a text it was not built from.
	CodeIndexMismatch Code = "INDEX_MISMATCH"
	// CodeCorruptIndex: stored bytes are no Index.
	CodeCorruptIndex Code = "CORRUPT_INDEX"
	// CodeAbsent: the words do not occur in the text.
	CodeAbsent Code = "ABSENT"
	// CodeAmbiguous: the words occur more than once.
	CodeAmbiguous Code = "AMBIGUOUS"
)

// Error is a failure of this package: a code for programs, a message that
// names what was wrong and what to do, and the byte offset it is about, or -1
// where there is none.
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
