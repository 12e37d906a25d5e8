package web

import (
	"bytes"
	"encoding/json"
	"net/http"

	"golang.org/x/text/language"

	"onrecord/schema"
	"onrecord/schema/plan"
)

// graphql answers GraphQL over HTTP.
func (h *Handler) graphql(w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Accept, Accept-Language")
	if r.Method == http.MethodOptions {
		w.Header().Set("Allow", "GET, POST, OPTIONS")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	media := negotiate(r.Header)
	if media == "" {
		fail(w, r, refusal(http.StatusNotAcceptable, CodeNotAcceptable, "Answers are %s or %s; accept one of them.", mediaGraphQL, mediaJSON))
		return
	}
	p, e := h.params(w, r)
	if e == nil {
		e = h.execute(w, r, p, media)
	}
	if e != nil {
		failAs(w, r, e, media)
	}
}

func (h *Handler) params(w http.ResponseWriter, r *http.Request) (params, *Error) {
	if r.Method == http.MethodGet {
		return getParams(r)
	}
	most := h.opts.MaxBody
	if h.access.mayWrite(r) == nil {
		most = h.opts.MaxUpload
	}
	return postParams(w, r, most)
}

// execute runs the operation and answers with what came out. Where the caller may
// not write, the operation runs read-only, and a mutation is answered with the
// reason.
func (h *Handler) execute(w http.ResponseWriter, r *http.Request, p params, media string) *Error {
	by, e := writer(r)
	if e != nil {
		return e
	}
	forbidden := h.access.mayWrite(r)
	if r.Method == http.MethodGet {
		forbidden = methodNotAllowed("A mutation by GET", http.MethodPost)
		forbidden.Code = CodeMutationByGET
	}
	res := h.opts.Schema.Execute(r.Context(), schema.Request{
		Query: p.query, OperationName: p.operationName, Variables: p.variables,
		ReadOnly: forbidden != nil, Language: readerLanguage(r.Header.Get("Accept-Language")), By: by,
	})
	defer res.Release()
	n := noteOf(r.Context())
	n.operation, n.operationType = res.OperationName, res.OperationType
	if forbidden != nil && !res.Executed && res.ErrorCode == plan.CodeReadOnly {
		return forbidden
	}
	n.codes = append(n.codes, errorCodes(res)...)
	body := res.Body
	if len(body) <= maxPretty && (p.pretty || wantsPretty(r)) {
		body = pretty(body)
	}
	reply(w, status(res, media), media, body)
	return nil
}

// status is what GraphQL over HTTP asks for. An operation that ran is a success
// whatever its errors. One that did not is the client's fault and is told so, but
// for application/json, where a proxy might have made the 4xx and clients look
// into a 200 only.
func status(res *schema.Response, media string) int {
	switch {
	case res.Executed:
		return http.StatusOK
	case res.ErrorCode == plan.CodeInternal:
		return http.StatusInternalServerError
	case res.ErrorCode == plan.CodeTimeout:
		return http.StatusServiceUnavailable
	case media == mediaJSON:
		return http.StatusOK
	}
	return http.StatusBadRequest
}

// Nobody reads more than this, and laid out it takes several times the memory.
const maxPretty = 4 << 20

func pretty(body []byte) []byte {
	var out bytes.Buffer
	if err := json.Indent(&out, body, "", "  "); err != nil {
		return body
	}
	out.WriteByte('\n')
	return out.Bytes()
}

// anyLanguage is what the parser makes of "*".
var anyLanguage = language.Make("mul")

// readerLanguage gives the language a reader likes best, "" if none is named.
func readerLanguage(header string) string {
	if header == "" || len(header) > 1000 {
		return ""
	}
	tags, quality, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 || quality[0] <= 0 || tags[0] == language.Und || tags[0] == anyLanguage {
		return ""
	}
	return tags[0].String()
}

// errorCodes gives the codes of the errors in an answer. They stand at its end, so
// that a large answer need not be parsed to count them.
func errorCodes(res *schema.Response) []string {
	if res.Errors == 0 {
		return nil
	}
	at := bytes.LastIndex(res.Body, []byte(`"errors":[`))
	if at < 0 {
		return []string{codeFieldErrorNoCode}
	}
	var tail struct {
		Errors []struct {
			Extensions struct {
				Code string `json:"code"`
			} `json:"extensions"`
		} `json:"errors"`
	}
	if err := json.Unmarshal(append([]byte{'{'}, res.Body[at:]...), &tail); err != nil || len(tail.Errors) == 0 {
		return []string{codeFieldErrorNoCode}
	}
	var codes []string
	for _, e := range tail.Errors {
		if e.Extensions.Code == "" {
			e.Extensions.Code = codeFieldErrorNoCode
		}
		codes = append(codes, e.Extensions.Code)
	}
	return codes
}
