package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"unicode/utf8"
)

// params are the parameters of one GraphQL request.
type params struct {
	query         string
	operationName string
	variables     json.RawMessage // an object, or nil
	pretty        bool
}

// getParams reads the parameters of a GET request.
func getParams(r *http.Request) (params, *Error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return params{}, refusal(http.StatusBadRequest, CodeBadRequest, "The query string cannot be decoded: %v.", err)
	}
	p := params{pretty: values.Has("pretty")}
	for _, name := range []string{"query", "operationName", "variables", "extensions"} {
		given := values[name]
		if len(given) > 1 {
			return params{}, refusal(http.StatusBadRequest, CodeBadRequest, "The parameter %s is given %d times.", name, len(given))
		}
		if len(given) == 0 || given[0] == "" {
			continue
		}
		if !utf8.ValidString(given[0]) {
			return params{}, refusal(http.StatusBadRequest, CodeBadEncoding, "The parameter %s is not UTF-8.", name)
		}
		if e := p.fromURL(name, given[0]); e != nil {
			return params{}, e
		}
	}
	return p, p.check()
}

// fromURL takes one parameter of a query string, where maps are JSON texts.
func (p *params) fromURL(name, value string) *Error {
	switch name {
	case "query":
		p.query = value
		return nil
	case "operationName":
		p.operationName = value
		return nil
	}
	if !json.Valid([]byte(value)) {
		return refusal(http.StatusBadRequest, CodeBadJSON, "The parameter %s is not JSON; give an object.", name)
	}
	raw, e := object(name, json.RawMessage(value))
	if name == "variables" {
		p.variables = raw
	}
	return e
}

// postParams reads the parameters of a POST request.
func postParams(w http.ResponseWriter, r *http.Request, limit int64) (params, *Error) {
	if e := checkContent(r.Header); e != nil {
		return params{}, e
	}
	body, e := readBody(w, r, limit)
	if e != nil {
		return params{}, e
	}
	if !utf8.Valid(body) {
		return params{}, refusal(http.StatusBadRequest, CodeBadEncoding, "The body is not UTF-8.")
	}
	given, e := topLevel(body)
	if e != nil {
		return params{}, e
	}
	p := params{pretty: r.URL.RawQuery != "" && r.URL.Query().Has("pretty")}
	if p.query, e = text("query", given.query); e != nil {
		return params{}, e
	}
	if p.operationName, e = text("operationName", given.operationName); e != nil {
		return params{}, e
	}
	if p.variables, e = object("variables", given.variables); e != nil {
		return params{}, e
	}
	if _, e = object("extensions", given.extensions); e != nil {
		return params{}, e
	}
	return p, p.check()
}

func (p *params) check() *Error {
	if p.query == "" {
		return refusal(http.StatusBadRequest, CodeBadRequest, "The parameter query is missing; give a GraphQL document.")
	}
	return nil
}

// checkContent refuses bodies of other types than JSON. This is also what keeps
// pages of other sites from posting: the types that a browser sends without
// asking first are not among those taken.
func checkContent(h http.Header) *Error {
	if len(h.Values("Content-Type")) > 1 {
		return refusal(http.StatusBadRequest, CodeBadRequest, "The header Content-Type is given more than once.")
	}
	if given := h.Get("Content-Type"); given != mediaJSON { // as nearly everybody sends it
		kind, args, err := mime.ParseMediaType(given)
		if err != nil || kind != mediaJSON {
			return refusal(http.StatusUnsupportedMediaType, CodeMediaType, "Send the request with Content-Type: application/json.")
		}
		if !isUTF8(args["charset"]) {
			return refusal(http.StatusUnsupportedMediaType, CodeMediaType, "The charset %q is not read; send UTF-8.", args["charset"])
		}
	}
	if enc := h.Get("Content-Encoding"); enc != "" && enc != "identity" {
		return refusal(http.StatusUnsupportedMediaType, CodeBadEncoding, "A body with Content-Encoding %q is not read; send it plain.", enc)
	}
	return nil
}

func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, *Error) {
	tooLarge := refusal(http.StatusRequestEntityTooLarge, CodeTooLarge, "The body is larger than %d bytes; send less at a time.", limit)
	if r.ContentLength > limit {
		w.Header().Set("Connection", "close") // rather than read on
		return nil, tooLarge
	}
	var (
		body []byte
		err  error
	)
	if r.ContentLength >= 0 && r.ContentLength <= 64<<10 { // as long as it says, net/http sees to that
		body = make([]byte, r.ContentLength)
		_, err = io.ReadFull(r.Body, body)
	} else {
		body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	}
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return nil, tooLarge
	case err != nil:
		return nil, refusal(http.StatusBadRequest, CodeBodyRead, "The body could not be read to its end.")
	}
	return body, nil
}

// topLevel splits the body's object into its members. A member that stands there
// twice is refused, since two readers could each take another one.
func topLevel(body []byte) (members, *Error) {
	trimmed := bytes.TrimLeft(body, " \t\r\n")
	if len(trimmed) == 0 {
		return members{}, refusal(http.StatusBadRequest, CodeBadJSON, "The body is empty; send a JSON object with the member query.")
	}
	var syntax any
	if !json.Valid(body) {
		err := json.Unmarshal(body, &syntax)
		return members{}, refusal(http.StatusBadRequest, CodeBadJSON, "The body is not JSON: %v.", err)
	}
	switch trimmed[0] {
	case '[':
		return members{}, refusal(http.StatusBadRequest, CodeBatching, "A list of requests is not taken; send them one by one, or as fields of one operation.")
	case '{':
	default:
		return members{}, refusal(http.StatusBadRequest, CodeBadRequest, "The body is not an object; send a JSON object with the member query.")
	}
	return splitMembers(trimmed)
}

// members are the members of the body's object that mean something; nil is not
// given.
type members struct{ query, operationName, variables, extensions json.RawMessage }

func (m *members) named(name string) *json.RawMessage {
	switch name {
	case "query":
		return &m.query
	case "operationName":
		return &m.operationName
	case "variables":
		return &m.variables
	case "extensions":
		return &m.extensions
	}
	return nil
}

// splitMembers finds the members of an object, which is known to be valid JSON.
func splitMembers(object []byte) (members, *Error) {
	var (
		out   members
		other map[string]bool
	)
	for at := blank(object, 1); object[at] == '"'; {
		end := valueEnd(object, at)
		name, e := text("name", object[at:end])
		if e != nil {
			return out, e
		}
		from := blank(object, blank(object, end)+1) // behind the colon
		end = valueEnd(object, from)
		value := json.RawMessage(object[from:end])
		switch into := out.named(name); {
		case into != nil && *into != nil || into == nil && other[name]:
			return out, refusal(http.StatusBadRequest, CodeBadRequest, "The member %q stands in the body twice.", name)
		case into != nil:
			*into = value
		default:
			if other == nil {
				other = map[string]bool{}
			}
			other[name] = true
		}
		if at = blank(object, end); object[at] == ',' {
			at = blank(object, at+1)
		}
	}
	return out, nil
}

// blank skips white space.
func blank(b []byte, at int) int {
	for b[at] == ' ' || b[at] == '\t' || b[at] == '\r' || b[at] == '\n' {
		at++
	}
	return at
}

// valueEnd gives where the value that begins at a place ends.
func valueEnd(b []byte, at int) int {
	depth := 0
	for ; at < len(b); at++ {
		switch b[at] {
		case '"':
			for at++; b[at] != '"'; at++ {
				if b[at] == '\\' {
					at++
				}
			}
			if depth == 0 {
				return at + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 { // of the object around a number or a word
				return at
			}
			if depth == 0 {
				return at + 1
			}
		case ',', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return at
			}
		}
	}
	return at
}

func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(bytes.TrimSpace(raw)) == "null" }

func text(name string, raw json.RawMessage) (string, *Error) {
	if isNull(raw) {
		return "", nil
	}
	if n := len(raw) - 1; n > 0 && raw[0] == '"' && bytes.IndexByte(raw[1:n], '\\') < 0 && raw[n] == '"' {
		return string(raw[1:n]), nil // the body is valid JSON in UTF-8: nothing is left to decode
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return "", refusal(http.StatusBadRequest, CodeBadRequest, "The parameter %s is not a string.", name)
	}
	return s, nil
}

func object(name string, raw json.RawMessage) (json.RawMessage, *Error) {
	raw = bytes.TrimSpace(raw)
	if isNull(raw) {
		return nil, nil
	}
	if raw[0] != '{' {
		return nil, refusal(http.StatusBadRequest, CodeBadRequest, "The parameter %s is not an object.", name)
	}
	return raw, nil
}
