package interop

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
)

// decodeLine decodes one object strictly. Package json lets through what an
// exchange format must not: fields given twice, names in another case, lone
// surrogates, text after the object. check finds these first.
func decodeLine(n int, raw []byte, known map[string]bool, into any) error {
	if err := check(n, raw, known); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return badLine(n, "%s", plain(err))
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

// check walks the tokens of a line: it must be one object, each of its fields
// known by exactly that name and given once, and every text free of U+0000 and
// of half surrogate pairs. A nil known allows any field.
func check(n int, raw []byte, known map[string]bool) error {
	if loneSurrogate(raw) {
		return badLine(n, "an escape gives half of a surrogate pair, which is no character")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var open []*level
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) && len(open) == 0 {
			return badLine(n, "the line is empty")
		}
		if err != nil {
			return badLine(n, "not a JSON object: %s", plain(err))
		}
		if len(open) == 0 && tok != json.Delim('{') {
			return badLine(n, "a line is one JSON object, in braces")
		}
		if s, ok := tok.(string); ok && strings.IndexByte(s, 0) >= 0 {
			return badLine(n, "a text holds the character U+0000")
		}
		if open, err = step(n, open, tok, known); err != nil {
			return err
		}
		if len(open) == 0 {
			break
		}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return badLine(n, "there is more on the line after its object")
	}
	return nil
}

// level is an object or list that is being read.
type level struct {
	object bool
	key    bool // the next token is a field's name
	seen   map[string]bool
}

const deepest = 64

func step(n int, open []*level, tok json.Token, known map[string]bool) ([]*level, error) {
	if len(open) > 0 {
		top := open[len(open)-1]
		if name, ok := tok.(string); ok && top.object && top.key {
			if top.seen[name] {
				return nil, badLine(n, "the field “%s” is given twice", name)
			}
			if known != nil && !known[name] {
				return nil, badLine(n, "there is no field “%s”", name)
			}
			top.seen[name], top.key = true, false
			return open, nil
		}
		top.key = top.object
	}
	delim, ok := tok.(json.Delim)
	switch {
	case !ok:
	case delim == '{' || delim == '[':
		if len(open) == deepest {
			return nil, badLine(n, "lists and objects are nested more than %d deep", deepest)
		}
		object := delim == '{'
		open = append(open, &level{object: object, key: object, seen: map[string]bool{}})
	default:
		open = open[:len(open)-1]
	}
	return open, nil
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
