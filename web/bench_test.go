package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"onrecord/bench/corpus"
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
	archiveDir        = flag.String("archive.dir", "", "where the archive is kept; empty: nowhere")
)

// row is one question with the variables it is asked with.
type row struct {
	name, query string
	variables   func(rng *rand.Rand) map[string]any
}

const states = 20

// rows are the reads of the comparison with other stores.
func rows(statements int) []row {
	documents := statements / corpus.PerDocument
	// The k-th speaker says 1/k as much as the first: these have a page full.
	talkative := max(min(statements/800, 100), 1)
	return []row{
		{
			"NodeByID", `query Node($id: ID!) { node(id: $id) { id kind label ... on Statement { text quoteType saidAt } } }`,
			func(rng *rand.Rand) map[string]any {
				return map[string]any{"id": fmt.Sprintf("statement:c-%d-%d", rng.IntN(documents), rng.IntN(corpus.PerDocument))}
			},
		},
		{
			"Latest100", `query Latest($id: ID!) { statements(filter: {speaker: $id}, first: 100) { nodes { id text saidAt document { id title } } pageInfo { hasNextPage endCursor } } }`,
			func(rng *rand.Rand) map[string]any {
				return map[string]any{"id": fmt.Sprintf("person:speaker-%d", rng.IntN(talkative))}
			},
		},
		{
			"Neighborhood", `query Around($id: ID!) { neighborhood(ids: [$id], depth: 3, limit: 475) { nodes { id kind label } relations { id type from { id } to { id } } truncated } }`,
			func(rng *rand.Rand) map[string]any {
				return map[string]any{"id": fmt.Sprintf("statement:c-%d-%d", rng.IntN(documents), rng.IntN(corpus.PerDocument))}
			},
		},
		{
			"Omitted", `query Omitted($id: ID!) { commitments(filter: {pledgedBy: $id, omittedFromKind: TREATY, strength: [OFFER, DECLARED_INTENT]}, first: 10) { nodes { id summary strength state deadline } pageInfo { hasNextPage endCursor } } }`,
			func(rng *rand.Rand) map[string]any {
				return map[string]any{"id": fmt.Sprintf("state:state-%d", rng.IntN(states))}
			},
		},
	}
}

// pledges gives, beside a corpus, what states pledged in its documents: one
// promise for twenty statements, every third of which is left out of a treaty.
func pledges(c *corpus.Corpus, statements int) *graph.Draft {
	d := &graph.Draft{Origin: graph.Curated}
	for i := range states {
		d.Nodes = append(d.Nodes, graph.NodeDraft{ID: fmt.Sprintf("state:state-%d", i), Kind: graph.State, Name: fmt.Sprintf("State %d", i)})
	}
	for i := range states {
		d.Documents = append(d.Documents, graph.DocumentDraft{ID: fmt.Sprintf("document:treaty-%d", i), Title: fmt.Sprintf("Treaty %d", i), DocumentKind: graph.Treaty})
	}
	strengths := []graph.Strength{graph.Offered, graph.DeclaredIntent, graph.SignedPolitical}
	for i := range statements / 20 {
		rng := rand.New(rand.NewPCG(7, uint64(i)))
		doc := c.Document(rng.IntN(c.Len()))
		said := doc.Statements[rng.IntN(len(doc.Statements))]
		evidence := []graph.EvidenceDraft{{Document: doc.ID, Exact: said.Words}}
		id := fmt.Sprintf("commitment:pledge-%d", i)
		d.Commitments = append(d.Commitments, graph.CommitmentDraft{
			ID: id, Summary: fmt.Sprintf("Pledge %d: %s", i, said.Words), PledgedBy: []string{fmt.Sprintf("state:state-%d", rng.IntN(states))},
			OwedTo: []string{fmt.Sprintf("state:state-%d", rng.IntN(states))}, Strength: strengths[rng.IntN(len(strengths))],
			Deadline: fmt.Sprintf("20%02d-%02d-%02d", 25+rng.IntN(10), 1+rng.IntN(12), 1+rng.IntN(28)), Evidence: evidence,
		})
		d.Relations = append(d.Relations, graph.RelationDraft{Type: graph.IncludedIn, From: id, To: doc.ID, Evidence: evidence})
		if i%3 == 0 {
			d.Relations = append(d.Relations, graph.RelationDraft{Type: graph.OmittedFrom, From: id, To: fmt.Sprintf("document:treaty-%d", rng.IntN(states)), Evidence: evidence})
		}
	}
	return d
}

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
	g, err := graph.Open(s)
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
	c := corpus.New(1, statements)
	loaded, err := c.Load(context.Background(), g, corpus.Batch)
	if err != nil {
		tb.Fatal(err)
	}
	addPledges(tb, g, c, statements)
	tb.Logf("%d statements loaded in %v", loaded.Statements, loaded.Took)
	return g
}

// addPledges writes the promises beside a corpus.
func addPledges(tb testing.TB, g *graph.Graph, c *corpus.Corpus, statements int) {
	tb.Helper()
	d := pledges(c, statements)
	const atOnce = 1_000
	for len(d.Commitments) > 0 {
		n := min(atOnce, len(d.Commitments))
		part := *d
		part.Commitments, part.Relations = d.Commitments[:n], nil
		ids := map[string]bool{}
		for _, p := range part.Commitments {
			ids[p.ID] = true
		}
		for _, r := range d.Relations {
			if ids[r.From] {
				part.Relations = append(part.Relations, r)
			}
		}
		d.Commitments, d.Nodes, d.Documents = d.Commitments[n:], nil, nil
		v, err := g.Verify(context.Background(), &part)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := g.Apply(context.Background(), v, graph.Request{}); err != nil {
			tb.Fatal(err)
		}
	}
}

func handler(tb testing.TB, g *graph.Graph) *web.Handler {
	tb.Helper()
	api, err := schema.New(g, schema.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	h, err := web.New(web.Options{Schema: api, Graph: g})
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

// question is the body of a request.
func question(tb testing.TB, query string, variables map[string]any) []byte {
	tb.Helper()
	raw, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		tb.Fatal(err)
	}
	return raw
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

// BenchmarkRows measures what one answer costs the server, without the network.
func BenchmarkRows(b *testing.B) {
	h := handler(b, archive(b, *archiveStatements))
	for _, r := range rows(*archiveStatements) {
		b.Run(r.name, func(b *testing.B) {
			rng := rand.New(rand.NewPCG(3, 3))
			bodies := make([][]byte, 1_000)
			for i := range bodies {
				bodies[i] = question(b, r.query, r.variables(rng))
			}
			a := newAsker(h)
			size, n := 0, 0
			for range min(len(bodies), *archiveStatements/20) {
				a.ask(b, bodies[n%len(bodies)])
				n++
			}
			b.ReportAllocs()
			b.ResetTimer()
			spent := processorTime()
			for b.Loop() {
				size += len(a.ask(b, bodies[n%len(bodies)]))
				n++
			}
			b.ReportMetric(float64(processorTime()-spent)/float64(b.N), "cpu-ns/op")
			b.ReportMetric(float64(size)/float64(b.N), "bytes/op")
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
