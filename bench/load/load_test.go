package load

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestQuantile(t *testing.T) {
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(100 - i)
	}
	for _, c := range []struct {
		times []time.Duration
		share float64
		want  time.Duration
	}{
		{nil, 0.5, 0},
		{[]time.Duration{7}, 0.99, 7},
		{[]time.Duration{3, 1, 2}, 0.5, 2},
		{[]time.Duration{4, 3, 2, 1}, 0.5, 2},
		{hundred, 0.5, 50},
		{hundred, 0.99, 99},
		{hundred, 1, 100},
	} {
		if got := Quantile(c.times, c.share); got != c.want {
			t.Errorf("%v of %v is %v, not %v", c.share, c.times, got, c.want)
		}
	}
}

// server answers with what was sent, in one of several ways.
func server(t *testing.T, answer http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s
}

func echo(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	_, _ = w.Write(body)
}

func same(want string) func([]byte) error {
	return func(answer []byte) error {
		if string(answer) != want {
			return errors.New("it is another")
		}
		return nil
	}
}

func plan(s *httptest.Server, requests ...*Request) Plan {
	return Plan{
		URL: s.URL + "/graphql", Connections: 3, Run: time.Minute, Requests: requests, Once: true,
		Spent: func() (time.Duration, error) { return 0, nil },
	}
}

func TestConnReadsEveryKindOfAnswer(t *testing.T) {
	long := strings.Repeat("0123456789", 20_000)
	for name, answer := range map[string]http.HandlerFunc{
		"with its length": echo,
		"in chunks": func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			for part := range bytes.SplitSeq(body, []byte("5")) {
				_, _ = w.Write(part)
				_, _ = w.Write([]byte("5"))
				w.(http.Flusher).Flush()
			}
		},
		"on a connection that ends": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Connection", "close")
			echo(w, r)
		},
	} {
		s := server(t, answer)
		c := conn{host: s.Listener.Addr().String(), path: "/graphql"}
		for _, body := range []string{"a", long, "b"} {
			want := body
			if name == "in chunks" {
				want += "5"
			}
			status, err := c.post([]byte(body))
			if err != nil || status != 200 || string(c.answer) != want {
				t.Errorf("%s: status %d, %d bytes instead of %d, %v", name, status, len(c.answer), len(want), err)
			}
		}
		c.close()
	}
}

// TestNothingIsSentTwice: a mutation whose answer was lost may have been done.
func TestNothingIsSentTwice(t *testing.T) {
	var asked atomic.Int64
	s := server(t, func(http.ResponseWriter, *http.Request) {
		asked.Add(1)
		panic(http.ErrAbortHandler)
	})
	c := conn{host: s.Listener.Addr().String(), path: "/"}
	if _, err := c.post([]byte("x")); err == nil || asked.Load() != 1 {
		t.Errorf("asked %d times, error %v", asked.Load(), err)
	}
}

func TestRunCounts(t *testing.T) {
	s := server(t, echo)
	var requests []*Request
	for range 20 {
		next := &Request{Body: []byte("second"), Check: same("second")}
		requests = append(requests, &Request{
			Body: []byte("first"), Check: same("first"),
			Right: func([]byte) bool { return false },
			Then:  func([]byte) *Request { return next },
		})
	}
	got, err := Run(t.Context(), plan(s, requests...))
	if err != nil || got.Error != nil {
		t.Fatal(err, got.Error)
	}
	if got.Requests != 40 || got.Right != 20 || got.Bytes != 20*int64(len("first")+len("second")) || got.Errors != 0 {
		t.Errorf("%+v", got)
	}
	if got.P50 <= 0 || got.P99 < got.P50 || got.PerSecond() <= 0 {
		t.Errorf("%+v", got)
	}
}

func TestRunTellsErrors(t *testing.T) {
	fails := server(t, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no room", http.StatusInsufficientStorage) })
	for name, c := range map[string]struct {
		server *httptest.Server
		want   string
	}{
		"a wrong answer": {server(t, echo), "it is another: a; asked a"},
		"a status":       {fails, "status 507: no room"},
	} {
		p := plan(c.server, &Request{Body: []byte("a"), Check: same("b")}, &Request{Body: []byte("a"), Check: same("b")})
		got, err := Run(t.Context(), p)
		if err != nil || got.Errors != 2 || got.Requests != 2 || got.Error == nil || !strings.Contains(got.Error.Error(), c.want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if _, err := Run(t.Context(), plan(fails)); err == nil {
		t.Error("nothing to ask is no error")
	}
}

// TestWarmingUpIsNotCounted, and requests that write go on where it ended.
func TestWarmingUpIsNotCounted(t *testing.T) {
	var asked atomic.Int64
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		echo(w, r)
	})
	p := plan(s, &Request{Body: []byte("a"), Check: same("a")})
	p.Once, p.Warm, p.Run = false, 20*time.Millisecond, 20*time.Millisecond
	spent := time.Duration(0)
	p.Spent = func() (time.Duration, error) { spent += time.Second; return spent, nil }
	got, err := Run(t.Context(), p)
	if err != nil || got.Error != nil {
		t.Fatal(err, got.Error)
	}
	if int64(got.Requests) >= asked.Load() || got.Server != time.Second {
		t.Errorf("%d of %d requests are counted, for %s", got.Requests, asked.Load(), got.Server)
	}
}
