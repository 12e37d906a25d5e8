package web

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"onrecord/schema"
)

// counted answers the page's query as a full graph would.
type counted struct{ *toySchema }

func (c counted) Execute(ctx context.Context, r schema.Request) *schema.Response {
	if r.Query == statisticsQuery {
		return &schema.Response{Executed: true, Body: []byte(`{"data":{"statistics":{"nodes":[{"kind":"PERSON","count":12345},` +
			`{"kind":"GROUP","count":0},{"kind":"RELATION","count":9}],"relations":[{"count":4},{"count":5}],"documentsHeld":1,` +
			`"recordedTo":"2026-01-07T08:09:10.123456Z"}}}`)}
	}
	return c.toySchema.Execute(ctx, r)
}

func TestPage(t *testing.T) {
	h, _ := serverOf(t, func(o *Options) { o.Schema = counted{o.Schema.(*toySchema)}; o.Version = "<v1>" })
	w := ask(h, http.MethodGet, "/", "")
	body := w.Body.String()
	if w.Code != 200 || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	for _, want := range []string{
		"<dt>people</dt><dd>12\u202f345</dd>", "<dt>relations</dt><dd>9</dd>", "1 document is held",
		`<time datetime="2026-01-07T08:09:10Z">7 January 2026, 08:09:10 UTC</time>`, "onrecord &lt;v1&gt;", `<html lang="en">`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, never := range []string{"<script", "groups", "http://", "https://", " style="} {
		if strings.Contains(body, never) {
			t.Errorf("the page has %s", never)
		}
	}
	checkMarkup(t, body)
	checkPolicy(t, body, w.Header().Get("Content-Security-Policy"))
}

// checkMarkup sees that every element is closed, but for those that have no end.
func checkMarkup(t *testing.T, body string) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(strings.Replace(body, "<!doctype html>", "", 1)))
	dec.Strict, dec.AutoClose = false, []string{"meta"}
	for {
		switch _, err := dec.Token(); err {
		case nil:
		case io.EOF:
			return
		default:
			t.Fatalf("markup: %v", err)
		}
	}
}

// checkPolicy sees that the browser will take the page's style.
func checkPolicy(t *testing.T, body, policy string) {
	t.Helper()
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(body)
	if style == nil {
		t.Fatal("no style")
	}
	sum := sha256.Sum256([]byte(style[1]))
	if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
		t.Errorf("the policy %s lacks %s", policy, want)
	}
}

// A page without counts is better than none.
func TestPageWithoutCounts(t *testing.T) {
	h, toy := serverOf(t, nil) // the toy schema has no statistics
	w := ask(h, http.MethodGet, "/", "")
	if w.Code != 200 || !strings.Contains(w.Body.String(), "cannot be read right now") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if !toy.last(t).ReadOnly {
		t.Error("the page may write")
	}
}

func TestExampleLinks(t *testing.T) {
	h, _ := serverOf(t, nil)
	body := ask(h, http.MethodGet, "/", "").Body.String()
	examples := Examples()
	if len(examples) != 6 {
		t.Fatalf("%d examples", len(examples))
	}
	links := regexp.MustCompile(`<a href="(/graphql[^"]*)"`).FindAllStringSubmatch(body, -1)
	if len(links) != len(examples) {
		t.Fatalf("%d links", len(links))
	}
	for i, e := range examples {
		if e.Name == "" || e.Title == "" || e.Answers == "" || strings.HasPrefix(e.Query, "#") {
			t.Errorf("example %d is not whole: %+v", i, e)
		}
		u, err := url.Parse(html.UnescapeString(links[i][1]))
		if err != nil {
			t.Fatal(err)
		}
		if got := u.Query().Get("query"); got != e.Query {
			t.Errorf("%s: the link asks %q", e.Name, got)
		}
		if !strings.Contains(body, html.EscapeString(e.Title)) {
			t.Errorf("the page lacks %q", e.Title)
		}
	}
}

func TestSDLAndHealth(t *testing.T) {
	h, toy := serverOf(t, nil)
	w := ask(h, http.MethodGet, "/schema.graphql", "")
	if w.Code != 200 || w.Body.String() != toy.SDL() || w.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	ready := func() int { return ask(h, http.MethodGet, "/readyz", "").Code }
	if got := ready(); got != 503 {
		t.Errorf("ready before it serves: %d", got)
	}
	h.SetReady(true)
	if got := ready(); got != 200 {
		t.Errorf("not ready: %d", got)
	}
	h.SetReady(false)
	if w = ask(h, http.MethodGet, "/readyz", ""); w.Code != 503 || code(t, w) != "NOT_READY" {
		t.Errorf("ready while it stops: %d %s", w.Code, w.Body)
	}
	if w = ask(h, http.MethodGet, "/healthz", ""); w.Code != 200 || w.Body.String() != "ok\n" {
		t.Errorf("health: %d %s", w.Code, w.Body)
	}
	bad, _ := serverOf(t, func(o *Options) { o.Graph = unreadable{} })
	bad.SetReady(true)
	w = ask(bad, http.MethodGet, "/readyz", "")
	if w.Code != 503 || code(t, w) != "NOT_READY" || strings.Contains(w.Body.String(), "disk") {
		t.Errorf("a graph that cannot be read: %d %s", w.Code, w.Body)
	}
}

func TestMetrics(t *testing.T) {
	h, _ := serverOf(t, func(o *Options) {
		o.Gauges = func() []Gauge {
			return []Gauge{
				{Name: "onrecord_store_bytes", Help: "Size.", Value: 42},
				{Name: "onrecord_commits_total", Help: "Commits.", Value: 7, Counter: true},
				{Name: "not a name", Help: "Broken."},
			}
		}
	})
	post(h, `{"query":"{ hello fail }"}`)
	post(h, writes)
	post(h, `[]`)
	ask(h, "BREW", "/pot", "")
	w := ask(h, http.MethodGet, "/metrics", "")
	for _, want := range []string{
		`onrecord_http_requests_total{method="POST",operation="query",route="/graphql",status="200"} 1`,
		`onrecord_http_requests_total{method="POST",operation="mutation",route="/graphql",status="200"} 1`,
		`onrecord_http_requests_total{method="POST",operation="none",route="/graphql",status="400"} 1`,
		`onrecord_http_requests_total{method="other",operation="none",route="other",status="404"} 1`,
		`onrecord_http_request_duration_seconds_count{operation="query",route="/graphql"} 1`,
		`onrecord_errors_total{code="TOY_FAILED"} 1`,
		`onrecord_errors_total{code="BATCHING_NOT_SUPPORTED"} 1`,
		`onrecord_http_requests_in_flight 1`,
		`onrecord_store_bytes 42`,
		"# TYPE onrecord_commits_total counter", `onrecord_commits_total 7`,
		`version="v-test"`, "go_goroutines", "# HELP onrecord_errors_total",
	} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	if _, err := New(Options{Schema: newToySchema(t), Graph: memGraph(t)}); err != nil {
		t.Errorf("a second server in one process: %v", err)
	}
	if t.Failed() {
		t.Log(w.Body.String())
	}
}
