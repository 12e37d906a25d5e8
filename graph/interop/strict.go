package interop

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
)

// line is a line of a file that is one object and in good form. Package json
// lets through what an exchange format must not: fields given twice, names in
// another case, lone surrogates, text after the object.
type line struct {
	n    int
	raw  []byte
	kind string // what stands under "record"
	// strange is the first field that no line of the format has, if any does.
	strange    string
	hasStrange bool
	in         *decoder
}

// decoder decodes one line after the other; it keeps its memory.
type decoder struct {
	from bytes.Reader
	json *json.Decoder
}

func newDecoder() *decoder {
	d := &decoder{}
	d.json = json.NewDecoder(&d.from)
	d.json.DisallowUnknownFields()
	return d
}

// decode decodes the line strictly.
func (l *line) decode(into any) error {
	if err := l.known(); err != nil {
		return err
	}
	l.in.from.Reset(l.raw)
	if err := l.in.json.Decode(into); err != nil {
		return badLine(l.n, "%s", plain(err))
	}
	return nil
}

// known refuses a field that no line of the format has.
func (l *line) known() error {
	if l.hasStrange {
		return badLine(l.n, "there is no field “%s”", l.strange)
	}
	return nil
}

// plain words an error of package json without Go's names of things.
func plain(err error) string {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return "the field “" + wrong.Field + "” holds a " + wrong.Value + ", which it does not take"
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the line ends too early"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

// recordOf says what kind of line it is.
func (l *lines) recordOf(raw []byte, known map[string]bool) (line, error) {
	out, err := l.check(raw, known)
	if err != nil {
		return out, err
	}
	if out.kind != "" {
		return out, nil
	}
	var record struct {
		Record *string `json:"record"`
	}
	if err := json.Unmarshal(raw, &record); err != nil {
		return out, badLine(l.n, "%s", plain(err))
	}
	if record.Record == nil {
		return out, badLine(l.n, "the field “record” is missing: it says what the line is")
	}
	return out, nil
}

// check makes sure that a line is one object, each of its fields given once, and
// every text free of U+0000 and of half surrogate pairs.
func (l *lines) check(raw []byte, known map[string]bool) (line, error) {
	out := line{n: l.n, raw: raw, in: l.decoder}
	escapes := bytes.IndexByte(raw, '\\') >= 0
	if escapes && loneSurrogate(raw) {
		return out, badLine(l.n, "an escape gives half of a surrogate pair, which is no character")
	}
	if !json.Valid(raw) {
		return out, invalid(l.n, raw)
	}
	if bytes.TrimLeft(raw, " \t\r\n")[0] != '{' {
		return out, badLine(l.n, "a line is one JSON object, in braces")
	}
	w := walk{line: &out, known: known, escapes: escapes}
	return out, w.all()
}

// invalid says why a line is not JSON.
func invalid(n int, raw []byte) error {
	var first json.RawMessage
	if err := json.NewDecoder(bytes.NewReader(raw)).Decode(&first); err != nil {
		return badLine(n, "not a JSON object: %s", plain(err))
	}
	return badLine(n, "there is more on the line after its object")
}

// walk goes through the objects and lists of a line that is JSON.
type walk struct {
	line    *line
	known   map[string]bool
	escapes bool // there is a backslash somewhere
	open    []level
}

// level is an object or list that is being read.
type level struct {
	object bool
	key    bool // the next text is a field's name
	record bool // the next text is what stands under "record"
	names  [][]byte
	more   map[string]bool // instead of names, where there are many
}

const (
	deepest = 64
	// few is how many names are compared one by one.
	few = 24
)

func (w *walk) all() error {
	raw := w.line.raw
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '{', '[':
			if len(w.open) == deepest {
				return badLine(w.line.n, "lists and objects are nested more than %d deep", deepest)
			}
			w.push(raw[i] == '{')
		case '}', ']':
			w.open = w.open[:len(w.open)-1]
		case ',':
			top := w.top()
			top.key, top.record = top.object, false
		case '"':
			end := w.end(i + 1)
			if err := w.text(raw[i+1:end], raw[i:end+1]); err != nil {
				return err
			}
			i = end
		}
	}
	return nil
}

func (w *walk) top() *level { return &w.open[len(w.open)-1] }

// push opens a level, with the memory of one that was as deep.
func (w *walk) push(object bool) {
	n := len(w.open)
	if n < cap(w.open) {
		w.open = w.open[:n+1]
	} else {
		w.open = append(w.open, level{})
	}
	top := w.top()
	*top = level{object: object, key: object, names: top.names[:0]}
}

// end gives the place of the quotation mark that ends a text.
func (w *walk) end(from int) int {
	raw := w.line.raw
	if !w.escapes {
		return from + bytes.IndexByte(raw[from:], '"')
	}
	for i := from; ; i++ {
		switch raw[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
}

// text takes a text, and the same with its quotation marks.
func (w *walk) text(s, quoted []byte) error {
	if w.escapes && bytes.IndexByte(s, '\\') >= 0 {
		var plain string
		if err := json.Unmarshal(quoted, &plain); err != nil {
			return badLine(w.line.n, "not a JSON object: %s", err)
		}
		if s = []byte(plain); bytes.IndexByte(s, 0) >= 0 {
			return badLine(w.line.n, "a text holds the character U+0000")
		}
	}
	top := w.top()
	switch {
	case top.key:
		return w.name(top, s)
	case top.record:
		w.line.kind = string(s)
	}
	return nil
}

// name takes the name of a field.
func (w *walk) name(top *level, s []byte) error {
	if top.given(s) {
		return badLine(w.line.n, "the field “%s” is given twice", s)
	}
	if !w.line.hasStrange && !w.known[string(s)] {
		w.line.strange, w.line.hasStrange = string(s), true
	}
	top.key, top.record = false, len(w.open) == 1 && string(s) == "record"
	return nil
}

// given notes a name, and says whether it was there.
func (l *level) given(s []byte) bool {
	if l.more == nil {
		for _, name := range l.names {
			if bytes.Equal(name, s) {
				return true
			}
		}
		if l.names = append(l.names, s); len(l.names) <= few {
			return false
		}
		l.more = make(map[string]bool, 2*few)
		for _, name := range l.names {
			l.more[string(name)] = true
		}
		return false
	}
	if l.more[string(s)] {
		return true
	}
	l.more[string(s)] = true
	return false
}

// loneSurrogate finds an escape \ud800 to \udfff that is not one of a pair.
// Package json would silently read it as U+FFFD.
func loneSurrogate(raw []byte) bool {
	for i := 0; i+1 < len(raw); {
		if raw[i] != '\\' {
			i++
			continue
		}
		switch half := surrogate(raw[i:]); {
		case half == 0:
			i += 2
		case half == 'h' && surrogate(raw[i+6:]) == 'l':
			i += 12
		default:
			return true
		}
	}
	return false
}

// surrogate says whether an escape is the high or low half of a pair.
func surrogate(b []byte) byte {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' || b[2] != 'd' && b[2] != 'D' {
		return 0
	}
	switch {
	case strings.IndexByte("89abAB", b[3]) >= 0:
		return 'h'
	case strings.IndexByte("cdefCDEF", b[3]) >= 0:
		return 'l'
	}
	return 0
}

// fieldNames collects the names of all fields a line of these types may have,
// at any depth.
func fieldNames(lines ...any) map[string]bool {
	out := map[string]bool{}
	var add func(t reflect.Type)
	add = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return
		}
		for i := range t.NumField() {
			f := t.Field(i)
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
				out[name] = true
			}
			add(f.Type)
		}
	}
	for _, l := range lines {
		add(reflect.TypeOf(l))
	}
	return out
}
