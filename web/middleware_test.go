package web

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRequestID(t *testing.T) {
	h, _ := serverOf(t, nil)
	seen := map[string]bool{}
	for _, given := range []string{"", "a b", "x\ny", strings.Repeat("a", 129), "é", `"quoted"`} {
		got := ask(h, http.MethodGet, "/healthz", "", "X-Request-Id", given).Header().Get("X-Request-Id")
		if len(got) != 32 || got == given || seen[got] {
			t.Errorf("for %q the request id is %q", given, got)
		}
		seen[got] = true
	}
	w := ask(h, http.MethodGet, "/nothing", "", "X-Request-Id", "trace-1.A_b")
	if got := w.Header().Get("X-Request-Id"); got != "trace-1.A_b" || !strings.Contains(w.Body.String(), `"requestId":"trace-1.A_b"`) {
		t.Errorf("request id %q: %s", got, w.Body)
	}
}

// logged runs f and gives the log lines it causes.
func logged(t *testing.T, change func(o *Options, toy *toySchema), f func(h *Handler)) []map[string]any {
	t.Helper()
	var out bytes.Buffer
	toy := newToySchema(t)
	o := Options{Schema: toy, Graph: memGraph(t), Addr: local, Logger: slog.New(slog.NewJSONHandler(&out, nil))}
	if change != nil {
		change(&o, toy)
	}
	h, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	f(h)
	var lines []map[string]any
	for dec := json.NewDecoder(&out); dec.More(); {
		var line map[string]any
		if err := dec.Decode(&line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestLogLine(t *testing.T) {
	var bytesSent int
	lines := logged(t, nil, func(h *Handler) {
		w := post(h, `{"query":"query Named($secret: String!) { hello fail __type(name: $secret) { name } }","variables":{"secret":"hunter2"}}`,
			"X-Request-Id", "r1", "Authorization", "Bearer hunter2")
		bytesSent = w.Body.Len()
	})
	if len(lines) != 1 {
		t.Fatalf("%d lines: %v", len(lines), lines)
	}
	line := lines[0]
	if d, ok := line["duration_ms"].(float64); !ok || d < 0 {
		t.Errorf("duration_ms %v", line["duration_ms"])
	}
	delete(line, "duration_ms")
	delete(line, "time")
	want := map[string]any{
		"level": "INFO", "msg": "request", "method": "POST", "path": "/graphql", "status": 200.0, "bytes": float64(bytesSent),
		"request_id": "r1", "operation": "Named", "operation_type": "query", "errors": []any{"TOY_FAILED"},
	}
	if diff := cmp.Diff(want, line); diff != "" {
		t.Errorf("log line (-want +got)\n%s", diff)
	}
	lines = logged(t, nil, func(h *Handler) { ask(h, http.MethodGet, "/graphql?query=%7Bhunter2%7D", "") })
	if text, _ := json.Marshal(lines); strings.Contains(string(text), "hunter2") {
		t.Errorf("the log tells the query: %s", text)
	}
}

func TestPanic(t *testing.T) {
	var w *httptest.ResponseRecorder
	lines := logged(t, func(_ *Options, toy *toySchema) { toy.broken = true }, func(h *Handler) {
		w = post(h, `{"query":"{ hello }"}`, "X-Request-Id", "r2", "Accept-Encoding", "gzip")
	})
	if w.Code != 500 || code(t, w) != "INTERNAL" || !strings.Contains(w.Body.String(), "r2") {
		t.Errorf("a panic: %d %s", w.Code, w.Body)
	}
	if strings.Contains(w.Body.String(), "secret") {
		t.Errorf("the answer tells the cause: %s", w.Body)
	}
	if len(lines) != 2 || lines[0]["panic"] != "toy: secret cause" || lines[1]["status"] != 500.0 || lines[1]["level"] != "ERROR" {
		t.Errorf("log: %v", lines)
	}
}

// An answer that broke off half way must not look like a whole one.
func TestPanicAfterTheHeader(t *testing.T) {
	h, _ := serverOf(t, nil)
	broken := h.observe(h.survive(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("half"))
		panic("later")
	})))
	defer func() {
		if cause := recover(); cause != http.ErrAbortHandler {
			t.Errorf("the connection is not cut: %v", cause)
		}
	}()
	ask(broken, http.MethodGet, "/", "")
}

func TestOverload(t *testing.T) {
	h, toy := serverOf(t, func(o *Options) { o.MaxInFlight = 1 })
	done := make(chan *httptest.ResponseRecorder)
	go func() { done <- post(h, `{"query":"{ wait }"}`) }()
	<-toy.entered
	w := post(h, `{"query":"{ hello }"}`)
	if w.Code != 503 || code(t, w) != "OVERLOADED" || w.Header().Get("Retry-After") == "" {
		t.Errorf("one too many: %d %v %s", w.Code, w.Header(), w.Body)
	}
	for _, path := range []string{"/healthz", "/metrics"} {
		if w = ask(h, http.MethodGet, path, ""); w.Code != 200 {
			t.Errorf("%s under load: %d", path, w.Code)
		}
	}
	close(toy.leave)
	if w = <-done; w.Code != 200 || !strings.Contains(w.Body.String(), "waited") {
		t.Errorf("the one that ran: %d %s", w.Code, w.Body)
	}
	if w = post(h, `{"query":"{ hello }"}`); w.Code != 200 {
		t.Errorf("afterwards: %d %s", w.Code, w.Body)
	}
}

func TestSecurityHeaders(t *testing.T) {
	h, _ := serverOf(t, nil)
	for _, path := range []string{"/", "/graphql?query=%7Bhello%7D", "/schema.graphql", "/nothing", "/healthz", "/metrics"} {
		header := ask(h, http.MethodGet, path, "").Header()
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Content-Security-Policy": "default-src 'none'",
		} {
			if got := header.Get(name); !strings.HasPrefix(got, want) {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
	}
}
