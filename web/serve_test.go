package web

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// running is a real server on a port of its own.
type running struct {
	url    string
	stop   context.CancelFunc
	ended  chan struct{} // closed when Serve has returned
	err    error         // what it returned
	client *http.Client
}

func start(t *testing.T, o ServeOptions) (*running, *Handler, *toySchema) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h, toy := serverOf(t, func(o *Options) { o.Addr = l.Addr() })
	ctx, stop := context.WithCancel(context.Background())
	r := &running{url: "http://" + l.Addr().String(), stop: stop, ended: make(chan struct{}), client: &http.Client{Transport: &http.Transport{}}}
	go func() {
		defer close(r.ended)
		r.err = Serve(ctx, l, h, o)
	}()
	t.Cleanup(func() {
		r.client.CloseIdleConnections()
		_ = r.end()
	})
	return r, h, toy
}

// end stops the server and gives what Serve returned.
func (r *running) end() error {
	r.stop()
	<-r.ended
	return r.err
}

func (r *running) ask(query string) (string, error) {
	res, err := r.client.Post(r.url+"/graphql", mediaJSON, strings.NewReader(`{"query":"`+query+`"}`))
	if err != nil {
		return "", err
	}
	defer res.Body.Close() //nolint:errcheck // only read
	body, err := io.ReadAll(res.Body)
	return string(body), err
}

type answer struct {
	body string
	err  error
}

func (r *running) later(query string) chan answer {
	out := make(chan answer, 1)
	go func() {
		body, err := r.ask(query)
		out <- answer{body, err}
	}()
	return out
}

func TestShutdownLetsRequestsFinish(t *testing.T) {
	r, h, toy := start(t, ServeOptions{})
	first := r.later("{ wait }")
	<-toy.entered
	if got := ask(h, http.MethodGet, "/readyz", "").Code; got != 200 {
		t.Errorf("serving, but not ready: %d", got)
	}
	r.stop()
	for h.ready.Load() { // it says so before it closes the port
		runtime.Gosched()
	}
	select {
	case <-r.ended:
		t.Fatalf("the server ended under a request: %v", r.err)
	default:
	}
	close(toy.leave)
	if got := <-first; got.err != nil || !strings.Contains(got.body, "waited") {
		t.Errorf("the request in flight: %+v", got)
	}
	if err := r.end(); err != nil {
		t.Errorf("Serve: %v", err)
	}
	if _, err := r.ask("{ hello }"); err == nil {
		t.Error("a stopped server answers")
	}
}

func TestShutdownIsBounded(t *testing.T) {
	r, _, toy := start(t, ServeOptions{Grace: time.Millisecond})
	stuck := r.later("{ wait }")
	<-toy.entered
	if err := r.end(); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Serve: %v", err)
	}
	if toy.left.Load() != 1 {
		t.Error("Serve has returned, and a request still reads the graph")
	}
	<-stuck // answered or not
}

func TestServeTellsWhyItCannot(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h, _ := serverOf(t, nil)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Serve(context.Background(), l, h, ServeOptions{}); err == nil {
		t.Error("a closed listener serves")
	}
	if h.ready.Load() {
		t.Error("it is ready all the same")
	}
}

func TestHeaderLimit(t *testing.T) {
	r, _, _ := start(t, ServeOptions{MaxHeaderBytes: 1 << 10})
	res, err := r.client.Get(r.url + "/graphql?query=" + strings.Repeat("x", 64<<10))
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header of 64 KiB: status %d", res.StatusCode)
	}
}
