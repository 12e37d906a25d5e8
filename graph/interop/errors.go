package interop

import (
	"fmt"

	"onrecord/graph"
)

// onLine makes an error that names the line of the file.
func onLine(n int, code graph.Code, format string, args ...any) *graph.Error {
	return &graph.Error{Code: code, Path: fmt.Sprintf("line %d", n), Message: fmt.Sprintf(format, args...)}
}

func badLine(n int, format string, args ...any) *graph.Error {
	return onLine(n, graph.CodeBadFormat, format, args...)
}

// inFile puts the file's name before the error's place.
func inFile(name string, err error) error {
	if name == "" || err == nil {
		return err
	}
	return &fileError{name: name, err: err}
}

// fileError says which file an error is about.
type fileError struct {
	name string
	err  error
}

// Error gives the file and the error.
func (e *fileError) Error() string { return e.name + ": " + e.err.Error() }

// Unwrap gives the error itself.
func (e *fileError) Unwrap() error { return e.err }
