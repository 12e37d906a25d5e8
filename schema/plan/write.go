package plan

import (
	"errors"
	"fmt"

	"github.com/graphql-go/graphql/language/location"
)

// writer turns frames into bytes, depth first and in query order.
//
// The functions that write a value answer false when the value came out null in
// a non-null place, its error recorded: the caller cuts back what was written
// and is null itself, or answers false in turn.
type writer struct {
	run    *run
	buf    []byte
	path   []step
	errs   []byte
	count  int   // errors, also those left out
	halt   error // ends the response as a whole
	ticker int   // objects written, to look at the context now and then
}

const null = "null"

// object writes the object at a row of a frame.
func (w *writer) object(f *frame, row int) bool {
	if !w.proceed() {
		return false
	}
	plan := f.planOf(row)
	w.buf = append(w.buf, '{')
	for i, fp := range plan.fields {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		if !w.field(f, row, plan, fp) {
			return false
		}
	}
	w.buf = append(w.buf, '}')
	return true
}

// proceed holds the writer against the limits of the request.
func (w *writer) proceed() bool {
	if w.halt != nil {
		return false
	}
	if w.limit(); w.halt != nil {
		return false
	}
	if w.ticker++; w.ticker%256 == 0 {
		w.halt = w.run.alive()
	}
	return w.halt == nil
}

// limit ends a response that is too large.
func (w *writer) limit() {
	if limit := w.run.ex.opts.MaxResponseBytes; w.halt == nil && len(w.buf)+len(w.errs) > limit {
		w.halt = &halted{fault{CodeTooLarge, fmt.Sprintf("The response is larger than %d bytes: ask for fewer fields or smaller pages.", limit)}}
	}
}

// field writes key and value.
func (w *writer) field(f *frame, row int, plan *objectPlan, fp *fieldPlan) bool {
	w.buf = append(w.buf, fp.prefix...)
	if fp.resolver == nil {
		w.buf = append(w.buf, plan.typename...)
		return true
	}
	w.path = append(w.path, step{key: fp.key})
	mark := len(w.buf)
	count := w.count
	ok := w.fieldValue(f, row, plan, fp)
	if fp.meta && ok && w.count == count {
		w.run.ex.known.put(w.run.metaKey(fp), w.buf[mark:])
	}
	if !ok {
		ok = w.orNull(fp.shape, mark)
	}
	w.path = w.path[:len(w.path)-1]
	return ok
}

// orNull makes a failed value null where its type allows that.
func (w *writer) orNull(s *shape, mark int) bool {
	if s.nonNull || w.halt != nil {
		return false
	}
	w.buf = append(w.buf[:mark], null...)
	return true
}

func (w *writer) fieldValue(f *frame, row int, plan *objectPlan, fp *fieldPlan) bool {
	if fp.direct() {
		return w.getter(fp, plan, f.values[row])
	}
	col := &f.cols[fp.slot]
	switch {
	case col.raw != nil:
		w.buf = append(w.buf, col.raw...)
		return true
	case col.fail != nil:
		return w.fail(fp, col.fail)
	case fp.below != nil:
		pos := int(col.starts[row])
		return w.spelled(fp, plan, col, fp.shape, &pos)
	default:
		return w.value(fp, plan, fp.shape, col.values[row])
	}
}

// spelled writes what the tape says at a position, and moves behind it.
func (w *writer) spelled(fp *fieldPlan, plan *objectPlan, col *column, s *shape, pos *int) bool {
	op := col.tape[*pos]
	*pos++
	switch op {
	case tapeNull:
		return w.null(fp, plan, s)
	case tapeError:
		*pos++
		return w.fail(fp, col.errs[col.tape[*pos-1]])
	case tapeList:
		end := int(col.tape[*pos])
		*pos++
		ok := w.spelledList(fp, plan, col, s.item, pos, end)
		*pos = end
		return ok
	default:
		return w.object(col.child, int(op))
	}
}

func (w *writer) spelledList(fp *fieldPlan, plan *objectPlan, col *column, item *shape, pos *int, end int) bool {
	w.buf = append(w.buf, '[')
	w.path = append(w.path, step{})
	at := len(w.path) - 1
	ok := true
	for i := 0; *pos < end && ok; i++ {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.path[at].index = i
		mark := len(w.buf)
		if ok = w.spelled(fp, plan, col, item, pos); !ok {
			ok = w.orNull(item, mark)
		}
	}
	w.path = w.path[:at]
	w.buf = append(w.buf, ']')
	return ok
}

// value writes a boxed leaf or a list of them.
func (w *writer) value(fp *fieldPlan, plan *objectPlan, s *shape, value any) bool {
	if err, ok := value.(error); ok {
		return w.fail(fp, err)
	}
	if isNil(value) {
		return w.null(fp, plan, s)
	}
	if s.item != nil {
		return w.list(fp, plan, s.item, value)
	}
	return w.leaf(fp, s.leaf, value)
}

func (w *writer) list(fp *fieldPlan, plan *objectPlan, item *shape, value any) bool {
	switch items := value.(type) {
	case []any:
		return w.items(len(items), item, func(i int) bool { return w.value(fp, plan, item, items[i]) })
	case []string:
		if item.leaf != nil {
			return w.texts(fp, item, items)
		}
	}
	items, ok := listOf(value)
	if !ok {
		return w.fail(fp, notAList(value))
	}
	return w.items(items.Len(), item, func(i int) bool { return w.value(fp, plan, item, items.Index(i).Interface()) })
}

// texts writes a list of strings without boxing them.
func (w *writer) texts(fp *fieldPlan, item *shape, items []string) bool {
	return w.items(len(items), item, func(i int) bool { return w.text(fp, item.leaf, items[i]) })
}

func (w *writer) items(n int, item *shape, write func(i int) bool) bool {
	w.buf = append(w.buf, '[')
	w.path = append(w.path, step{})
	at := len(w.path) - 1
	ok := true
	for i := 0; i < n && ok; i++ {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		if i%256 == 255 && !w.proceed() {
			return false
		}
		w.path[at].index = i
		mark := len(w.buf)
		if ok = write(i); !ok {
			ok = w.orNull(item, mark)
		}
	}
	w.path = w.path[:at]
	w.buf = append(w.buf, ']')
	return ok
}

// getter reads a property from the parent and writes it, unboxed.
func (w *writer) getter(fp *fieldPlan, plan *objectPlan, parent any) (ok bool) {
	depth := len(w.path)
	defer func() {
		if cause := recover(); cause != nil {
			w.path = w.path[:depth]
			ok = w.fail(fp, w.run.panicked(fp, cause))
		}
	}()
	var (
		st  state
		err error
	)
	switch r := fp.resolver; r.kind {
	case kindText:
		var s string
		if s, st = r.text(parent); st == statePresent {
			w.buf, err = fp.shape.leaf.appendText(w.buf, s)
		}
	case kindTruth:
		var b bool
		if b, st = r.truth(parent); st == statePresent {
			w.buf, err = fp.shape.leaf.appendTruth(w.buf, b)
		}
	case kindInteger:
		var i int64
		if i, st = r.integer(parent); st == statePresent {
			w.buf, err = fp.shape.leaf.appendInteger(w.buf, i)
		}
	case kindFloat:
		var f float64
		if f, st = r.float(parent); st == statePresent {
			w.buf, err = fp.shape.leaf.appendFloat(w.buf, f)
		}
	case kindTexts:
		var items []string
		if items, st = r.texts(parent); st == statePresent {
			return w.texts(fp, fp.shape.item, items)
		}
	default:
		var value any
		if value, st = r.any(parent); st == statePresent {
			return w.value(fp, plan, fp.shape, value)
		}
	}
	switch {
	case err != nil:
		return w.fail(fp, err)
	case st == stateForeign:
		return w.fail(fp, foreign(parent))
	case st == stateNull:
		return w.null(fp, plan, fp.shape)
	}
	return true
}

// text writes one string of a list.
func (w *writer) text(fp *fieldPlan, l *leaf, s string) bool {
	if l.kind == leafString || l.kind == leafID {
		w.buf = appendString(w.buf, s)
		return true
	}
	return w.leaf(fp, l, s)
}

// leaf writes one leaf. A scalar of the schema may panic, which is its way to
// refuse in graphql-go.
func (w *writer) leaf(fp *fieldPlan, l *leaf, value any) (ok bool) {
	defer func() {
		if cause := recover(); cause != nil {
			_ = w.run.panicked(fp, cause) // logged; the client reads what cannot be expressed
			ok = w.fail(fp, l.refuse(value))
		}
	}()
	var err error
	if w.buf, err = l.append(w.buf, value); err != nil {
		return w.fail(fp, err)
	}
	return true
}

// null writes null, or records that it must not stand here.
func (w *writer) null(fp *fieldPlan, plan *objectPlan, s *shape) bool {
	if s.nonNull {
		return w.fail(fp, &fault{CodeNullInNonNull, fmt.Sprintf("Cannot return null for non-nullable field %s.%s.", plan.name, fp.name)})
	}
	w.buf = append(w.buf, null...)
	return true
}

// fail records the error of the value at the current path.
func (w *writer) fail(fp *fieldPlan, err error) bool {
	if w.halt != nil {
		return false
	}
	if ended := w.run.ctx.Err(); ended != nil && errors.Is(err, ended) {
		w.halt = w.run.alive() // not the field's fault, and true of all that follow
		return false
	}
	w.logFault(fp, err)
	w.count++
	limit := w.run.ex.opts.MaxErrors
	if w.count >= limit {
		return false // the last place is kept for saying how many are left out
	}
	message, extensions := w.run.ex.present(err)
	w.appendError(message, fp.places(), w.path, extensions)
	return false
}

func (w *writer) appendError(message string, at []location.SourceLocation, path []step, extensions map[string]any) {
	if len(w.errs) > 0 {
		w.errs = append(w.errs, ',')
	}
	w.errs = appendError(w.errs, message, at, path, extensions)
}

// closeErrors says how many errors were left out.
func (w *writer) closeErrors() {
	if limit := w.run.ex.opts.MaxErrors; w.count >= limit {
		w.appendError(fmt.Sprintf("%d more errors are left out.", w.count-limit+1), nil, nil, map[string]any{"code": CodeTooManyErrors})
	}
}

// logFault reports what the server itself did wrong; the resolvers' own errors
// are theirs to report.
func (w *writer) logFault(fp *fieldPlan, err error) {
	text := ""
	switch err := err.(type) {
	case *internal:
		if err.logged {
			return
		}
		text = err.cause
	case *fault:
		text = err.message
	default:
		return
	}
	if w.run.logs++; w.run.logs <= loggedFaults {
		w.run.ex.log.ErrorContext(w.run.ctx, "field failed on the server's side", "field", fp.name, "path", pathText(w.path), "error", text)
	}
}
