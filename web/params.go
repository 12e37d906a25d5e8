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
	members, e := topLevel(body)
	if e != nil {
		return params{}, e
	}
	p := params{pretty: r.URL.Query().Has("pretty")}
	if p.query, e = text("query", members["query"]); e != nil {
		return params{}, e
	}
	if p.operationName, e = text("operationName", members["operationName"]); e != nil {
		return params{}, e
	}
	if p.variables, e = object("variables", members["variables"]); e != nil {
		return params{}, e
	}
	if _, e = object("extensions", members["extensions"]); e != nil {
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
	kind, args, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || kind != mediaJSON {
		return refusal(http.StatusUnsupportedMediaType, CodeMediaType, "Send the request with Content-Type: application/json.")
	}
	if !isUTF8(args["charset"]) {
		return refusal(http.StatusUnsupportedMediaType, CodeMediaType, "The charset %q is not read; send UTF-8.", args["charset"])
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
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
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
func topLevel(body []byte) (map[string]json.RawMessage, *Error) {
	trimmed := bytes.TrimLeft(body, " \t\r\n")
	if len(trimmed) == 0 {
		return nil, refusal(http.StatusBadRequest, CodeBadJSON, "The body is empty; send a JSON object with the member query.")
	}
	var syntax any
	if !json.Valid(body) {
		err := json.Unmarshal(body, &syntax)
		return nil, refusal(http.StatusBadRequest, CodeBadJSON, "The body is not JSON: %v.", err)
	}
	switch trimmed[0] {
	case '[':
		return nil, refusal(http.StatusBadRequest, CodeBatching, "A list of requests is not taken; send them one by one, or as fields of one operation.")
	case '{':
	default:
		return nil, refusal(http.StatusBadRequest, CodeBadRequest, "The body is not an object; send a JSON object with the member query.")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	out := map[string]json.RawMessage{}
	_, err := dec.Token()
	for err == nil && dec.More() {
		var key json.Token
		if key, err = dec.Token(); err != nil {
			break
		}
		name, _ := key.(string)
		if _, twice := out[name]; twice {
			return nil, refusal(http.StatusBadRequest, CodeBadRequest, "The member %q stands in the body twice.", name)
		}
		var value json.RawMessage
		err = dec.Decode(&value)
		out[name] = value
	}
	if err != nil {
		return nil, refusal(http.StatusBadRequest, CodeBadJSON, "The body is not JSON: %v.", err)
	}
	return out, nil
}

func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(bytes.TrimSpace(raw)) == "null" }

func text(name string, raw json.RawMessage) (string, *Error) {
	if isNull(raw) {
		return "", nil
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
