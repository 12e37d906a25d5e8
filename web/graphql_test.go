package web

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// code gives the code of an answer's first error, "" if it has none.
func code(tb testing.TB, w *httptest.ResponseRecorder) string {
	tb.Helper()
	var body struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		tb.Fatalf("the answer is not JSON: %v\n%s", err, w.Body)
	}
	if len(body.Errors) == 0 {
		return ""
	}
	if body.Errors[0].Message == "" {
		tb.Errorf("an error without a message: %s", w.Body)
	}
	return body.Errors[0].Extensions.Code
}

func TestNegotiate(t *testing.T) {
	const both = mediaGraphQL + ", " + mediaJSON
	for accept, want := range map[string]string{
		"":                                    mediaJSON,
		"*/*":                                 mediaJSON,
		"application/*":                       mediaJSON,
		mediaJSON:                             mediaJSON,
		mediaGraphQL:                          mediaGraphQL,
		both:                                  mediaGraphQL,
		mediaJSON + ", " + mediaGraphQL:       mediaJSON,
		mediaGraphQL + ";q=0.9, " + mediaJSON: mediaJSON,
		mediaGraphQL + ", " + mediaJSON + ";q=0.9":                        mediaGraphQL,
		mediaGraphQL + "; charset=utf-8":                                  mediaGraphQL,
		mediaGraphQL + "; charset=UTF-8, */*":                             mediaGraphQL,
		mediaGraphQL + "; charset=latin1":                                 "",
		mediaJSON + ";q=0":                                                "",
		mediaJSON + ";q=0, */*":                                           mediaGraphQL,
		mediaGraphQL + ";q=0, */*":                                        mediaJSON,
		mediaJSON + ";q=2":                                                "",
		"Application/GraphQL-Response+JSON":                               mediaGraphQL,
		"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": mediaJSON,
		"text/html":                                   "",
		"garbage; ;; , " + mediaGraphQL:               mediaGraphQL,
		mediaGraphQL + ";q=0.5, */*;q=0.9":            mediaJSON,
		mediaGraphQL + ";q=0.5, text/html, */*;q=0.1": mediaGraphQL,
	} {
		h := http.Header{}
		if accept != "" {
			h.Set("Accept", accept)
		}
		if got := negotiate(h); got != want {
			t.Errorf("Accept %q gives %q, want %q", accept, got, want)
		}
	}
}

func TestStatusOfGraphQLAnswers(t *testing.T) {
	h, _ := serverOf(t, nil)
	for _, c := range []struct {
		name, body         string
		asGraphQL, asJSON  int
		wantCode, wantData string
	}{
		{"an answer", `{"query":"{ hello }"}`, 200, 200, "", `{"hello":"héllo"}`},
		{"a failed field", `{"query":"{ hello fail }"}`, 200, 200, "TOY_FAILED", `{"hello":"héllo","fail":null}`},
		{"syntax", `{"query":"{ hello"}`, 400, 200, "*", ""},
		{"validation", `{"query":"{ nothing }"}`, 400, 200, "*", ""},
		{"no such operation", `{"query":"query A { hello }","operationName":"B"}`, 400, 200, "*", ""},
		{"variables", `{"query":"query A($n: Int!) { hello @skip(if: false) __type(name: \"A\") { name } }","variables":{"n":"3"}}`, 400, 200, "*", ""},
		{"no query", `{"operationName":"A"}`, 400, 400, "BAD_REQUEST", ""},
		{"null query", `{"query":null}`, 400, 400, "BAD_REQUEST", ""},
		{"a query that is no string", `{"query":{}}`, 400, 400, "BAD_REQUEST", ""},
		{"variables that are no object", `{"query":"{ hello }","variables":[1]}`, 400, 400, "BAD_REQUEST", ""},
		{"variables as a string", `{"query":"{ hello }","variables":"{}"}`, 400, 400, "BAD_REQUEST", ""},
		{"extensions that are no object", `{"query":"{ hello }","extensions":1}`, 400, 400, "BAD_REQUEST", ""},
		{"an operation name that is no string", `{"query":"{ hello }","operationName":1}`, 400, 400, "BAD_REQUEST", ""},
		{"nulls", `{"query":"{ hello }","operationName":null,"variables":null,"extensions":null}`, 200, 200, "", `{"hello":"héllo"}`},
		{"something else too", `{"query":"{ hello }","id":7}`, 200, 200, "", `{"hello":"héllo"}`},
		{"a list", `[{"query":"{ hello }"}]`, 400, 400, "BATCHING_NOT_SUPPORTED", ""},
		{"a string", `"{ hello }"`, 400, 400, "BAD_REQUEST", ""},
		{"no JSON", `{"query":`, 400, 400, "BAD_JSON", ""},
		{"two texts", `{"query":"{ hello }"} {}`, 400, 400, "BAD_JSON", ""},
		{"a member twice", `{"query":"{ hello }","query":"{ fail }"}`, 400, 400, "BAD_REQUEST", ""},
		{"not UTF-8", "{\"query\":\"{ hello }\",\"x\":\"\xff\"}", 400, 400, "BAD_ENCODING", ""},
		{"spaces", " \n ", 400, 400, "BAD_JSON", ""},
		{"nothing", "", 400, 400, "BAD_JSON", ""},
		{"deep nesting", `{"query":"{ hello }","extensions":` + strings.Repeat("[", 20000), 400, 400, "BAD_JSON", ""},
	} {
		for media, want := range map[string]int{mediaGraphQL: c.asGraphQL, mediaJSON: c.asJSON} {
			w := post(h, c.body, "Accept", media)
			if w.Code != want {
				t.Errorf("%s, %s: status %d, want %d: %s", c.name, media, w.Code, want, w.Body)
			}
			if got := w.Header().Get("Content-Type"); got != media+"; charset=utf-8" {
				t.Errorf("%s, %s: Content-Type %q", c.name, media, got)
			}
			got := code(t, w)
			if c.wantCode == "*" && got == "" || c.wantCode != "*" && got != c.wantCode {
				t.Errorf("%s: code %q, want %q", c.name, got, c.wantCode)
			}
			var body map[string]json.RawMessage
			if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.wantData, string(body["data"])); diff != "" {
				t.Errorf("%s: data (-want +got)\n%s", c.name, diff)
			}
		}
	}
}

func TestContentTypes(t *testing.T) {
	h, toy := serverOf(t, nil)
	const body = `{"query":"mutation { write }"}`
	for kind, want := range map[string]int{
		"application/json":                   200,
		"application/json; charset=utf-8":    200,
		"application/json;charset=\"UTF-8\"": 200,
		"APPLICATION/JSON":                   200,
		"application/json; charset=latin1":   415,
		"text/plain":                         415, // what a page of another site may send without asking
		"application/x-www-form-urlencoded":  415,
		"multipart/form-data; boundary=x":    415,
		"text/plain; application/json":       415,
		"application/graphql":                415,
		"application/graphql-response+json":  415,
		"":                                   415,
		"application/json, text/plain":       415,
	} {
		before := toy.written
		w := post(h, body, "Content-Type", kind)
		if w.Code != want {
			t.Errorf("Content-Type %q: status %d, want %d: %s", kind, w.Code, want, w.Body)
		}
		if wrote := toy.written != before; wrote != (want == 200) {
			t.Errorf("Content-Type %q: wrote = %v", kind, wrote)
		}
		if want == 415 && code(t, w) != string(CodeMediaType) {
			t.Errorf("Content-Type %q: code %q", kind, code(t, w))
		}
	}
	if w := post(h, body, "Content-Encoding", "gzip"); w.Code != 415 || code(t, w) != string(CodeBadEncoding) {
		t.Errorf("a compressed body: %d %s", w.Code, w.Body)
	}
}

func TestMethods(t *testing.T) {
	h, _ := serverOf(t, nil)
	for _, c := range []struct {
		method, path string
		status       int
		allow        string
	}{
		{"PUT", "/graphql", 405, "GET, POST, OPTIONS"},
		{"DELETE", "/graphql", 405, "GET, POST, OPTIONS"},
		{"HEAD", "/graphql", 405, "GET, POST, OPTIONS"},
		{"OPTIONS", "/graphql", 204, "GET, POST, OPTIONS"},
		{"POST", "/", 405, "GET, HEAD"},
		{"POST", "/healthz", 405, "GET, HEAD"},
		{"POST", "/schema.graphql", 405, "GET, HEAD"},
		{"DELETE", "/metrics", 405, "GET, HEAD"},
		{"GET", "/nothing", 404, ""},
		{"POST", "/graphql/", 404, ""},
	} {
		w := ask(h, c.method, c.path, "")
		if w.Code != c.status || w.Header().Get("Allow") != c.allow {
			t.Errorf("%s %s: status %d, Allow %q", c.method, c.path, w.Code, w.Header().Get("Allow"))
		}
		if want := map[int]string{404: "NO_SUCH_ROUTE", 405: "METHOD_NOT_ALLOWED"}[c.status]; want != "" && code(t, w) != want {
			t.Errorf("%s %s: code %q, want %q", c.method, c.path, code(t, w), want)
		}
	}
}

func TestGet(t *testing.T) {
	h, toy := serverOf(t, nil)
	get := func(values url.Values, headers ...string) *httptest.ResponseRecorder {
		return ask(h, http.MethodGet, "/graphql?"+values.Encode(), "", headers...)
	}
	w := get(url.Values{
		"query": {"query A($x: Boolean!) { hello @include(if: $x) } query B { fail }"}, "operationName": {"A"},
		"variables": {`{"x":true}`}, "extensions": {`{"a":1}`},
	})
	if w.Code != 200 || w.Body.String() != `{"data":{"hello":"héllo"}}` {
		t.Errorf("by GET: %d %s", w.Code, w.Body)
	}
	for name, values := range map[string]url.Values{
		"no query":            {},
		"variables no JSON":   {"query": {"{ hello }"}, "variables": {"{"}},
		"variables a list":    {"query": {"{ hello }"}, "variables": {"[]"}},
		"extensions a number": {"query": {"{ hello }"}, "extensions": {"1"}},
		"two queries":         {"query": {"{ hello }", "{ fail }"}},
		"not UTF-8":           {"query": {"{ hello } # \xff"}},
	} {
		if w := get(values); w.Code != 400 || code(t, w) == "" {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	if w := ask(h, http.MethodGet, "/graphql?query=%zz", ""); w.Code != 400 || code(t, w) != "BAD_REQUEST" {
		t.Errorf("a broken query string: %d %s", w.Code, w.Body)
	}
	for _, media := range []string{mediaJSON, mediaGraphQL} {
		w = get(url.Values{"query": {"mutation { write }"}}, "Accept", media)
		if w.Code != 405 || w.Header().Get("Allow") != "POST" || code(t, w) != "MUTATION_BY_GET" {
			t.Errorf("a mutation by GET: %d, Allow %q: %s", w.Code, w.Header().Get("Allow"), w.Body)
		}
	}
	if toy.written != 0 {
		t.Error("a GET has written")
	}
}

// A browser that follows a link must get something to read.
func TestBrowser(t *testing.T) {
	h, _ := serverOf(t, nil)
	const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	w := ask(h, http.MethodGet, "/graphql?query=%7Bhello%7D", "", "Accept", browser)
	if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), mediaJSON) {
		t.Errorf("a link: %d %v", w.Code, w.Header())
	}
	const want = "{\n  \"data\": {\n    \"hello\": \"héllo\"\n  }\n}\n"
	if diff := cmp.Diff(want, w.Body.String()); diff != "" {
		t.Errorf("a link (-want +got)\n%s", diff)
	}
	if w = ask(h, http.MethodGet, "/graphql?pretty&query=%7Bhello%7D", ""); w.Body.String() != want {
		t.Errorf("?pretty: %s", w.Body)
	}
	if w = ask(h, http.MethodGet, "/graphql?query=%7Bhello%7D", "", "Accept", "text/html"); w.Code != 406 || code(t, w) != "NOT_ACCEPTABLE" {
		t.Errorf("HTML only: %d %s", w.Code, w.Body)
	}
}

// TestUploadLimit: only who may write may send a whole document.
func TestUploadLimit(t *testing.T) {
	h, _ := serverOf(t, func(o *Options) { o.MaxBody, o.MaxUpload, o.WriteToken = 100, 200, "secret" })
	body := `{"query":"{ hello }","x":"` + strings.Repeat("x", 100) + `"}`
	if w := post(h, body); w.Code != 413 || code(t, w) != "REQUEST_TOO_LARGE" {
		t.Errorf("from a reader: %d %s", w.Code, w.Body)
	}
	if w := post(h, body, "Authorization", "Bearer secret"); w.Code != 200 {
		t.Errorf("from a writer: %d %s", w.Code, w.Body)
	}
	if w := post(h, body+strings.Repeat(" ", 100), "Authorization", "Bearer secret"); w.Code != 413 {
		t.Errorf("from a writer, too large: %d %s", w.Code, w.Body)
	}
}

func TestBodyLimit(t *testing.T) {
	h, toy := serverOf(t, func(o *Options) { o.MaxBody, o.MaxUpload = 100, 100 })
	fill := func(n int) string {
		const frame = `{"query":"{ hello }","x":""}`
		return strings.Replace(frame, `""`, `"`+strings.Repeat("x", n-len(frame))+`"`, 1)
	}
	if w := post(h, fill(100)); w.Code != 200 {
		t.Errorf("100 bytes: %d %s", w.Code, w.Body)
	}
	if w := post(h, fill(101)); w.Code != 413 || code(t, w) != "REQUEST_TOO_LARGE" {
		t.Errorf("101 bytes: %d %s", w.Code, w.Body)
	}
	r := httptest.NewRequest(http.MethodPost, "/graphql", io.MultiReader(strings.NewReader(fill(101)))) // of unknown length
	r.Host, r.ContentLength = "localhost", -1
	r.Header.Set("Content-Type", mediaJSON)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 413 || code(t, w) != "REQUEST_TOO_LARGE" {
		t.Errorf("101 bytes in chunks: %d %s", w.Code, w.Body)
	}
	r = httptest.NewRequest(http.MethodPost, "/graphql", unread{t}) // announced, so that it need not be sent
	r.Host, r.ContentLength = "localhost", 101
	r.Header.Set("Content-Type", mediaJSON)
	w = httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != 413 {
		t.Errorf("101 bytes announced: %d %s", w.Code, w.Body)
	}
	if len(toy.seen) != 1 {
		t.Errorf("%d requests were executed, want 1", len(toy.seen))
	}
}

// unread is a body that nobody may read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body is read")
	return 0, io.EOF
}

func TestRequestTimeout(t *testing.T) {
	h, _ := serverOf(t, func(o *Options) { o.RequestTimeout = time.Millisecond })
	w := post(h, `{"query":"{ wait }"}`, "Accept", mediaGraphQL)
	if c := code(t, w); c == "" {
		t.Errorf("a query that waits for ever: %d %s", w.Code, w.Body)
	}
}

func TestCompression(t *testing.T) {
	h, _ := serverOf(t, nil)
	w := post(h, `{"query":"{ long }"}`, "Accept-Encoding", "gzip")
	if w.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("a long answer is not compressed: %v", w.Header())
	}
	if !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept-Encoding") {
		t.Errorf("Vary: %v", w.Header().Values("Vary"))
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if other := post(h, `{"query":"{ long }"}`); other.Header().Get("Content-Encoding") != "" || other.Body.String() != string(plain) {
		t.Error("the compressed answer is another one")
	}
	if w = post(h, `{"query":"{ hello }"}`, "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" {
		t.Error("a short answer is compressed")
	}
}

func TestLanguageAndWriterReachTheSchema(t *testing.T) {
	h, toy := serverOf(t, nil)
	for header, want := range map[string]string{
		"": "", "uk": "uk", "de-AT, en;q=0.5": "de-AT", "en;q=0.5, fr": "fr", "*": "", "!!": "", "uk;q=0": "",
	} {
		post(h, `{"query":"{ hello }"}`, "Accept-Language", header)
		if got := toy.last(t).Language; got != want {
			t.Errorf("Accept-Language %q gives %q, want %q", header, got, want)
		}
	}
	long := strings.Repeat("ж", 127) // of two bytes each
	for by, want := range map[string]bool{"": true, "Анна": true, long + "x": true, long + "xx": false, "a\x7f": false, "\xff": false} {
		w := post(h, `{"query":"{ hello }"}`, "X-Onrecord-By", by)
		switch {
		case want && (w.Code != 200 || toy.last(t).By != by):
			t.Errorf("by %q: %d, the schema saw %q", by, w.Code, toy.last(t).By)
		case !want && (w.Code != 400 || code(t, w) != "BAD_HEADER"):
			t.Errorf("by %q: %d %s", by, w.Code, w.Body)
		}
	}
}
