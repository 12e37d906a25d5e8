package web

import (
	"net"
	"net/http"
	"testing"
)

const writes = `{"query":"mutation { write }"}`

func TestWhoMayWrite(t *testing.T) {
	withToken := func(o *Options) { o.WriteToken = "s3cret" }
	for _, c := range []struct {
		name    string
		addr    net.Addr
		change  func(o *Options)
		headers []string
		status  int
		code    string
	}{
		{"local", local, nil, nil, 200, ""},
		{"local, another loopback name", local, nil, []string{"Host", "[::1]:8080"}, 200, ""},
		{"local, token not given", local, withToken, nil, 401, "UNAUTHORIZED"},
		{"local, token given", local, withToken, []string{"Authorization", "Bearer s3cret"}, 200, ""},
		{"local, by a proxy", local, func(o *Options) { o.AllowHosts = []string{"Onrecord.Example"} }, []string{"Host", "onrecord.example"}, 403, "WRITES_DISABLED"},
		{"public", public, nil, nil, 403, "WRITES_DISABLED"},
		{"public, by its name", public, nil, []string{"Host", "onrecord.example"}, 403, "WRITES_DISABLED"},
		{"address unknown", nil, nil, nil, 403, "WRITES_DISABLED"},
		{"public, token not given", public, withToken, nil, 401, "UNAUTHORIZED"},
		{"public, wrong token", public, withToken, []string{"Authorization", "Bearer s3cre"}, 401, "UNAUTHORIZED"},
		{"public, longer token", public, withToken, []string{"Authorization", "Bearer s3crets"}, 401, "UNAUTHORIZED"},
		{"public, empty token", public, withToken, []string{"Authorization", "Bearer "}, 401, "UNAUTHORIZED"},
		{"public, another scheme", public, withToken, []string{"Authorization", "Basic s3cret"}, 401, "UNAUTHORIZED"},
		{"public, token given", public, withToken, []string{"Authorization", "bearer s3cret"}, 200, ""},
	} {
		h, toy := serverOf(t, func(o *Options) {
			o.Addr = c.addr
			if c.change != nil {
				c.change(o)
			}
		})
		w := post(h, writes, c.headers...)
		if w.Code != c.status || code(t, w) != c.code {
			t.Errorf("%s: %d %q, want %d %q", c.name, w.Code, code(t, w), c.status, c.code)
		}
		if wrote := toy.written == 1; wrote != (c.status == 200) {
			t.Errorf("%s: wrote = %v", c.name, wrote)
		}
		if (w.Header().Get("WWW-Authenticate") != "") != (c.status == 401) {
			t.Errorf("%s: WWW-Authenticate %q", c.name, w.Header().Get("WWW-Authenticate"))
		}
		if w = post(h, `{"query":"{ hello }"}`, c.headers...); w.Code != 200 {
			t.Errorf("%s: reading is refused: %d %s", c.name, w.Code, w.Body)
		}
	}
}

// A page whose own name resolves to 127.0.0.1 is of one origin with a local
// server, so its name must not be answered, on any route.
func TestHosts(t *testing.T) {
	allow := func(o *Options) { o.AllowHosts = []string{"onrecord.example"} }
	for _, c := range []struct {
		host   string
		addr   net.Addr
		change func(o *Options)
		ok     bool
	}{
		{"localhost", local, nil, true},
		{"LOCALHOST.:8080", local, nil, true},
		{"app.localhost:8080", local, nil, true},
		{"127.0.0.1:8080", local, nil, true},
		{"127.9.9.9", local, nil, true},
		{"[::1]:8080", local, nil, true},
		{"[::1]", local, nil, true},
		{"evil.example", local, nil, false},
		{"evil.example:8080", local, nil, false},
		{"localhost.evil.example", local, nil, false},
		{"evillocalhost", local, nil, false},
		{"192.168.0.7", local, nil, false},
		{"", local, nil, false},
		{"onrecord.example:443", local, allow, true},
		{"localhost", local, allow, true},
		{"evil.example", local, allow, false},
		{"anything.example", public, nil, true},
		{"onrecord.example", public, allow, true},
		{"evil.example", public, allow, false},
	} {
		h, _ := serverOf(t, func(o *Options) {
			o.Addr = c.addr
			if c.change != nil {
				c.change(o)
			}
		})
		for _, path := range []string{"/", "/graphql?query=%7Bhello%7D", "/metrics"} {
			w := ask(h, http.MethodGet, path, "", "Host", c.host)
			if ok := w.Code == 200; ok != c.ok {
				t.Errorf("%s under the host %q on %v: status %d", path, c.host, c.addr, w.Code)
			}
			if !c.ok && (w.Code != 403 || code(t, w) != "HOST_NOT_ALLOWED") {
				t.Errorf("%s under the host %q: %d %s", path, c.host, w.Code, w.Body)
			}
		}
	}
}

func TestOrigins(t *testing.T) {
	h, toy := serverOf(t, func(o *Options) { o.AllowOrigins = []string{"https://viz.example/"} })
	for origin, want := range map[string]int{
		"": 200, "http://localhost:8080": 200, "https://viz.example": 200,
		"https://evil.example": 403, "null": 403, "http://localhost:9999": 403, "https://viz.example.evil": 403,
	} {
		before := toy.written
		w := post(h, writes, "Origin", origin)
		if w.Code != want || (toy.written != before) != (want == 200) {
			t.Errorf("origin %q: status %d, want %d", origin, w.Code, want)
		}
		allowed := w.Header().Get("Access-Control-Allow-Origin")
		if (allowed == "https://viz.example") != (origin == "https://viz.example") || allowed == "*" {
			t.Errorf("origin %q: Access-Control-Allow-Origin %q", origin, allowed)
		}
	}
	w := ask(h, http.MethodOptions, "/graphql", "", "Origin", "https://viz.example", "Access-Control-Request-Method", "POST")
	if w.Code != 204 || w.Header().Get("Access-Control-Allow-Headers") == "" {
		t.Errorf("preflight: %d %v", w.Code, w.Header())
	}
	closed, _ := serverOf(t, nil)
	for _, origin := range []string{"https://viz.example", "http://localhost:8080"} {
		w = post(closed, `{"query":"{ hello }"}`, "Origin", origin)
		for name := range w.Header() {
			if len(name) > 14 && name[:14] == "Access-Control" {
				t.Errorf("%s although no origin is allowed", name)
			}
		}
	}
	if _, err := New(Options{Schema: toy, Graph: memGraph(t), AllowOrigins: []string{"*"}}); err == nil {
		t.Error("* is taken for an origin")
	}
}

func TestLoopback(t *testing.T) {
	for _, c := range []struct {
		addr net.Addr
		want bool
	}{
		{local, true},
		{&net.TCPAddr{IP: net.IPv6loopback}, true},
		{&net.UnixAddr{Name: "s"}, true},
		{public, false},
		{&net.TCPAddr{IP: net.IPv6unspecified}, false},
		{&net.TCPAddr{}, false},
		{&net.TCPAddr{IP: net.IPv4(10, 0, 0, 1)}, false},
		{nil, false},
	} {
		if got := Loopback(c.addr); got != c.want {
			t.Errorf("Loopback(%v) = %v", c.addr, got)
		}
	}
}
