package page

import (
	"errors"
	"fmt"

	"onrecord/graph/text"
)

// Code is the stable name of a kind of failure.
type Code string

// The ways in which a file can be no article.
const (
	// CodeEmpty: there is nothing but white space.
	CodeEmpty Code = "EMPTY"
	// CodeBinary: a picture, a PDF or other bytes that are no text.
	CodeBinary Code = "BINARY"
	// CodeInvalidUTF8: the bytes are not UTF-8 and declare nothing else;
	// Offset is the first bad one.
	CodeInvalidUTF8 Code = "INVALID_UTF8"
	// CodeNoArticle: a page without a text to read.
	CodeNoArticle Code = "NO_ARTICLE"
	// CodeTooDeep: a page whose elements are nested deeper than MaxDepth.
	CodeTooDeep Code = "TOO_DEEP"
	// CodeTooLarge: more than MaxFile, MaxPage, MaxElements or text.MaxText.
	CodeTooLarge Code = "TOO_LARGE"
)

// Error is a failure to read a file: what was wrong and what to do. Offset is
// the byte it is about, or -1 where there is none.
type Error struct {
	Code    Code
	Message string
	Offset  int
	Cause   error
}

// Error gives the message.
func (e *Error) Error() string { return e.Message }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Is makes errors.Is compare by code.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// GraphQLCode is the code as commands and GraphQL errors carry it.
func (e *Error) GraphQLCode() string { return string(e.Code) }

func errorf(c Code, format string, args ...any) *Error {
	return &Error{Code: c, Message: fmt.Sprintf(format, args...), Offset: -1}
}

// fromText gives a failure of package text the code that files have for it.
func fromText(err error) error {
	var t *text.Error
	if !errors.As(err, &t) {
		return err
	}
	code := Code(t.Code)
	if t.Code == text.CodeNUL {
		code = CodeBinary
	}
	return &Error{Code: code, Message: t.Message, Offset: t.Offset, Cause: err}
}
