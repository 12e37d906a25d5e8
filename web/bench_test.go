package web_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"onrecord/bench/corpus"
	"onrecord/bench/rows"
	"onrecord/graph"
	"onrecord/schema"
	"onrecord/store/badger"
	"onrecord/web"
)

// The benchmarks ask over HTTP what newsrooms ask most, of a made archive in a
// real database:
//
//	go test ./web -run '^$' -bench Rows -archive.statements=100000 -archive.dir=/somewhere
//
// A folder that was filled before is used as it is.
var (
	archiveStatements = flag.Int("archive.statements", 2_000, "statements in the archive of the benchmarks")
	archiveCache      = flag.Int64("archive.cache", graph.DefaultCache>>20, "megabytes of decoded records that the benchmarks keep")
	archiveDir        = flag.String("archive.dir", "", "where the archive is kept; empty: nowhere")
)

// archived is what the archive holds.
func archived(statements int) *corpus.Corpus { return corpus.New(1, statements, corpus.Pledges) }

// archive opens the store of the benchmarks, filled.
func archive(tb testing.TB, statements int) *graph.Graph {
	tb.Helper()
	dir := tb.TempDir()
	if *archiveDir != "" {
		dir = filepath.Join(*archiveDir, fmt.Sprint(statements))
	}
	_, err := os.Stat(dir)
	filled := *archiveDir != "" && err == nil
	s, err := badger.Open(badger.Options{Dir: dir})
	if err != nil {
		tb.Fatal(err)
	}
	g, err := graph.Open(s, graph.WithCache(*archiveCache<<20))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := g.Close(); err != nil {
			tb.Error(err)
		}
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	if filled {
		return g
	}
	c := archived(statements)
	loaded, err := c.Load(context.Background(), g, corpus.Batch)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Logf("%d statements loaded in %v", loaded.Statements, loaded.Took)
	return g
}

func handler(tb testing.TB, g *graph.Graph) *web.Handler {
	tb.Helper()
	api, err := schema.New(g, schema.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	h, err := web.New(web.Options{Schema: api, Graph: g, Addr: &net.TCPAddr{IP: net.IPv6loopback}}) // who may write
	if err != nil {
		tb.Fatal(err)
	}
	return h
}

// asker sends questions to a handler and reads the answers.
type asker struct {
	h    http.Handler
	req  *http.Request
	body *bytes.Reader
	w    answer
}

// answer is a response writer that keeps what is written.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

func newAsker(h http.Handler) *asker {
	a := &asker{h: h, body: bytes.NewReader(nil)}
	a.req = httptest.NewRequest(http.MethodPost, "http://localhost/graphql", nil)
	a.req.Header.Set("Content-Type", "application/json")
	a.req.Header.Set("Accept", "application/json")
	return a
}

func (a *asker) ask(tb testing.TB, body []byte) []byte {
	a.body.Reset(body)
	a.req.Body, a.req.ContentLength = noClose{a.body}, int64(len(body))
	a.w.header, a.w.status = http.Header{}, 0
	a.w.body.Reset()
	a.h.ServeHTTP(&a.w, a.req)
	out := a.w.body.Bytes()
	if a.w.status != http.StatusOK || bytes.Contains(out, []byte(`"errors"`)) {
		tb.Fatalf("%d %s\n%s", a.w.status, body, out[:min(len(out), 2000)])
	}
	return out
}

type noClose struct{ *bytes.Reader }

func (noClose) Close() error { return nil }

// questions are the bodies of so many requests of a row.
func questions(tb testing.TB, r rows.Row, statements, n int) [][]byte {
	tb.Helper()
	asked, err := rows.Requests(archived(statements), statements, r, rows.Onrecord, 3, n)
	if err != nil {
		tb.Fatal(err)
	}
	out := make([][]byte, n)
	for i, q := range asked {
		out[i] = q.Body
	}
	return out
}

// BenchmarkRows measures what one answer costs the server, without the network.
func BenchmarkRows(b *testing.B) {
	g := archive(b, *archiveStatements)
	h := handler(b, g)
	for _, r := range rows.All() {
		if r.Writes {
			continue
		}
		b.Run(r.Key, func(b *testing.B) {
			bodies := questions(b, r, *archiveStatements, 1_000)
			a := newAsker(h)
			size, n := 0, 0
			for range min(len(bodies), *archiveStatements/20) {
				a.ask(b, bodies[n%len(bodies)])
				n++
			}
			b.ReportAllocs()
			b.ResetTimer()
			before, spent := g.CacheStats(), processorTime()
			for b.Loop() {
				size += len(a.ask(b, bodies[n%len(bodies)]))
				n++
			}
			b.ReportMetric(float64(processorTime()-spent)/float64(b.N), "cpu-ns/op")
			b.ReportMetric(float64(size)/float64(b.N), "bytes/op")
			after := g.CacheStats()
			b.ReportMetric(float64(after.Misses-before.Misses)/float64(b.N), "misses/op")
			b.ReportMetric(float64(after.Hits-before.Hits)/float64(b.N), "hits/op")
		})
	}
}

// processorTime is what the process has used of the processors, in nanoseconds:
// on a machine that others use too it tells more than the clock.
func processorTime() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return u.Utime.Nano() + u.Stime.Nano()
}
