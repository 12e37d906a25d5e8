package schema_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"onrecord/graph"
	"onrecord/schema"
	"onrecord/store/badger"
)

// The benchmarks ask the questions that newsrooms ask most, of a generated
// archive in a real database: benchStatements statements in a tenth as many
// documents, by speakers some of whom speak far more often than others.
const (
	benchStatements = 5_000
	benchPerDoc     = 10
	benchSpeakers   = 200
	benchPlaces     = 50
)

// archive makes documents whose texts contain what their statements quote.
type archive struct {
	rng   *rand.Rand
	zipf  *rand.Zipf
	words []string
}

func newArchive(seed uint64) *archive {
	rng := rand.New(rand.NewPCG(seed, 1))
	a := &archive{rng: rng, zipf: rand.NewZipf(rng, 1.2, 4, benchSpeakers-1)}
	for i := range 2_000 {
		a.words = append(a.words, fmt.Sprintf("word%d", i))
	}
	return a
}

func (a *archive) sentence() string {
	n := 8 + a.rng.IntN(12)
	out := make([]string, n)
	for i := range out {
		out[i] = a.words[a.rng.IntN(len(a.words))]
	}
	return strings.Join(out, " ")
}

// document gives the draft of one document and its statements.
func (a *archive) document(d *graph.Draft, n int) {
	id := fmt.Sprintf("document:archive-%d", n)
	day := fmt.Sprintf("20%02d-%02d-%02d", 10+a.rng.IntN(15), 1+a.rng.IntN(12), 1+a.rng.IntN(28))
	var text strings.Builder
	for i := range benchPerDoc {
		said := fmt.Sprintf("%s %d-%d", a.sentence(), n, i)
		fmt.Fprintf(&text, "Someone said: “%s.”\n", said)
		d.Statements = append(d.Statements, graph.StatementDraft{
			Evidence: []graph.EvidenceDraft{{Document: id, Exact: said + "."}}, QuoteType: graph.Direct,
			Speaker: speakerID(int(a.zipf.Uint64())), SpeakerAs: "Someone", Cue: "said", Act: graph.Assert,
			About: []string{placeID(a.rng.IntN(benchPlaces))},
			Facts: []graph.FactDraft{{Property: graph.PropSaidAt, Value: day, Reason: "the day of publication"}},
		})
	}
	body := text.String()
	d.Documents = append(d.Documents, graph.DocumentDraft{ID: id, Title: fmt.Sprintf("Archive document %d", n), Text: &body, PublishedAt: day, Language: "en"})
}

func speakerID(n int) string { return fmt.Sprintf("person:speaker-%d", n) }
func placeID(n int) string   { return fmt.Sprintf("place:place-%d", n) }

// openArchive fills a database and serves it.
func openArchive(b *testing.B) (*graph.Graph, *schema.Schema) {
	b.Helper()
	s, err := badger.Open(badger.Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	g, err := graph.Open(s)
	if err != nil {
		b.Fatal(err)
	}
	a := newArchive(1)
	d := &graph.Draft{Origin: graph.Curated}
	for i := range benchSpeakers {
		d.Nodes = append(d.Nodes, graph.NodeDraft{ID: speakerID(i), Kind: graph.Person, Name: fmt.Sprintf("Speaker %d", i)})
	}
	for i := range benchPlaces {
		d.Nodes = append(d.Nodes, graph.NodeDraft{ID: placeID(i), Kind: graph.Place, Name: fmt.Sprintf("Place %d", i)})
	}
	const docsAtOnce = 50
	for n := range benchStatements / benchPerDoc {
		a.document(d, n)
		if (n+1)%docsAtOnce == 0 {
			apply(b, g, d)
			d = &graph.Draft{Origin: graph.Curated}
		}
	}
	api, err := schema.New(g, schema.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return g, api
}

func apply(b *testing.B, g *graph.Graph, d *graph.Draft) {
	b.Helper()
	v, err := g.Verify(context.Background(), d)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := g.Apply(context.Background(), v, graph.Request{}); err != nil {
		b.Fatal(err)
	}
}

// ask runs a query once and fails the benchmark on any error in the answer.
func ask(b *testing.B, api *schema.Schema, query string, variables map[string]any) int {
	b.Helper()
	raw, err := json.Marshal(variables)
	if err != nil {
		b.Fatal(err)
	}
	res := api.Execute(context.Background(), schema.Request{Query: query, Variables: raw})
	defer res.Release()
	if strings.Contains(string(res.Body), `"errors"`) {
		b.Fatalf("%s\n%s", query, res.Body)
	}
	return len(res.Body)
}

func BenchmarkGraph(b *testing.B) {
	_, api := openArchive(b)
	rng := rand.New(rand.NewPCG(2, 2))
	reads := []struct {
		name, query string
		variables   func() map[string]any
	}{
		{
			"NodeByID", `query($id: ID!) { node(id: $id) { id kind label ... on Document { title publishedAt } } }`,
			func() map[string]any {
				return map[string]any{"id": fmt.Sprintf("document:archive-%d", rng.IntN(benchStatements/benchPerDoc))}
			},
		},
		{
			"LatestStatements", `query($id: ID!) { statements(filter: {speaker: $id}, first: 100) { nodes { id text saidAt document { id title } } } }`,
			func() map[string]any { return map[string]any{"id": speakerID(rng.IntN(5))} },
		},
		{
			"Neighborhood", `query($id: ID!) { neighborhood(ids: [$id], depth: 3, limit: 500) { nodes { id kind label } relations { id type from { id } to { id } } truncated } }`,
			func() map[string]any { return map[string]any{"id": speakerID(20 + rng.IntN(100))} },
		},
	}
	for _, r := range reads {
		b.Run(r.name, func(b *testing.B) {
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				size += ask(b, api, r.query, r.variables())
			}
			b.ReportMetric(float64(size)/float64(b.N), "bytes/op")
		})
	}
	n := 0 // across runs: a name that is taken is refused
	b.Run("DurableMutation", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			n++
			ask(b, api, `mutation($name: String!) { putNode(input: {kind: PERSON, name: $name, aliases: ["Someone Else"]}) { node { id } transaction } }`,
				map[string]any{"name": fmt.Sprintf("Newcomer %d", n)})
		}
	})
}
