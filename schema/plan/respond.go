package plan

import (
	"errors"

	"github.com/graphql-go/graphql/gqlerrors"
	"github.com/graphql-go/graphql/language/ast"

	"onrecord/schema/guard"
)

// respond executes and writes the body.
func (ex *Executor) respond(w *writer, req Request, res *Response) {
	res.Executed = true
	w.buf = append(w.buf, `{"data":`...)
	mark := len(w.buf)
	if !w.operation() {
		w.buf = append(w.buf[:mark], null...)
	}
	if w.limit(); w.halt != nil {
		ex.end(w, mark, res)
	}
	w.closeErrors()
	if len(w.errs) > 0 {
		w.buf = append(w.buf, `,"errors":[`...)
		w.buf = append(w.buf, w.errs...)
		w.buf = append(w.buf, ']')
	}
	w.buf = closeBody(w.buf, req)
	res.Body, res.Errors = w.buf, w.count
	res.release = func() { ex.recycle(res.Body) }
}

// end replaces everything that was written by the error that ended it.
func (ex *Executor) end(w *writer, mark int, res *Response) {
	message, extensions := ex.present(w.halt)
	res.ErrorCode = codeOf(extensions, CodeInternal)
	w.buf = append(w.buf[:mark], null...)
	w.errs, w.count = nil, 1
	w.appendError(message, nil, nil, extensions)
}

// operation executes the program and writes its data. It answers false if data
// is null.
func (w *writer) operation() bool {
	r := w.run
	root := &frame{sel: r.prog.root}
	root.add(r.root, r.prog.start)
	root.env = env{value: r.env}
	if r.prog.op.Operation == ast.OperationTypeMutation {
		return w.serial(root)
	}
	if w.halt = r.levels(root); w.halt != nil {
		return false
	}
	return w.object(root, 0)
}

// serial executes the root fields of a mutation one after the other: the next
// one starts when everything below the one before is resolved and written.
func (w *writer) serial(root *frame) bool {
	plan := root.plan
	root.cols = make([]column, slots(plan.fields))
	w.buf = append(w.buf, '{')
	for i, fp := range plan.fields {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.run.next = nil
		if w.halt = w.run.field(root, fp, nil); w.halt == nil {
			w.halt = w.run.levels(w.run.next...)
		}
		if w.halt != nil || !w.field(root, 0, plan, fp) {
			return false
		}
	}
	w.buf = append(w.buf, '}')
	return w.halt == nil
}

// refuse writes the body of a request error.
func (ex *Executor) refuse(res *Response, req Request, err error) *Response {
	var list formatted
	if errors.As(err, &list) {
		res.ErrorCode = codeOf(list[0].Extensions, CodeRequestError)
	} else {
		for _, err := range unwrapAll(err) {
			message, extensions := presentPlain(err, CodeRequestError)
			e := gqlerrors.FormattedError{Message: message, Extensions: extensions}
			var located *guard.Error
			if errors.As(err, &located) {
				e.Locations = located.Locations
			}
			list = append(list, e)
		}
		res.ErrorCode = codeOf(list[0].Extensions, CodeRequestError)
	}
	buf := append(ex.buffer(), `{"errors":[`...)
	buf = appendFormatted(buf, list)
	buf = append(buf, ']')
	res.Body, res.Errors = closeBody(buf, req), len(list)
	res.release = func() { ex.recycle(res.Body) }
	return res
}

func closeBody(buf []byte, req Request) []byte {
	if len(req.Extensions) > 0 {
		buf = append(buf, `,"extensions":`...)
		buf = appendExtensions(buf, req.Extensions)
	}
	return append(buf, '}')
}

// formatted is a list of errors as the guard gives them.
type formatted []gqlerrors.FormattedError

func (f formatted) Error() string { return f[0].Message }

// several is a list of errors.
type several []error

func (s several) Error() string { return s[0].Error() }

func unwrapAll(err error) []error {
	if list, ok := err.(several); ok {
		return list
	}
	return []error{err}
}

// present says what the client reads of an error. The executor's own errors
// never go through Options.Present.
func (ex *Executor) present(err error) (string, map[string]any) {
	switch err.(type) {
	case *fault, *internal, *halted:
		return presentPlain(err, CodeInternal)
	}
	if ex.opts.Present != nil {
		return ex.opts.Present(err)
	}
	return presentPlain(err, CodeFieldError)
}

func presentPlain(err error, code string) (string, map[string]any) {
	return err.Error(), extensionsOf(err, code)
}

// Buffers that grew beyond this are left to the garbage collector.
const maxPooled = 1 << 20

func (ex *Executor) buffer() []byte {
	if b, ok := ex.buffers.Get().(*[]byte); ok {
		return (*b)[:0]
	}
	return make([]byte, 0, 4<<10)
}

func (ex *Executor) recycle(b []byte) {
	if cap(b) <= maxPooled {
		ex.buffers.Put(&b)
	}
}
