package plan

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/graphql-go/graphql"

	"onrecord/schema/guard"
)

// row is what the benchmark's list is made of.
type row struct {
	ID, Name, Speaker, Cue, Kind string
	Start                        int
	Confidence                   float64
	Relayed                      bool
}

// rowSchema has typed getters, or boxed batches if typed is false.
func rowSchema(tb testing.TB, typed bool) (*graphql.Schema, *Executor, *guard.Guard) {
	tb.Helper()
	f := NewFields()
	pick := func(getter *Resolver) *Resolver {
		if typed {
			return getter
		}
		return Many(func(c *Call, parents []any) ([]any, error) { return getter.boxed(c, parents) })
	}
	str := func(get func(*row) string) *Resolver { return pick(String(get)) }
	kind := graphql.NewEnum(graphql.EnumConfig{Name: "Kind", Values: graphql.EnumValueConfigMap{"DIRECT": {}, "MIXED": {}}})
	nn := func(typ graphql.Type) graphql.Type { return graphql.NewNonNull(typ) }
	rowType := graphql.NewObject(graphql.ObjectConfig{Name: "Row", Fields: graphql.Fields{
		"id":         f.Field("Row", "id", &graphql.Field{Type: nn(graphql.ID)}, str(func(r *row) string { return r.ID })),
		"name":       f.Field("Row", "name", &graphql.Field{Type: nn(graphql.String)}, str(func(r *row) string { return r.Name })),
		"speaker":    f.Field("Row", "speaker", &graphql.Field{Type: graphql.String}, str(func(r *row) string { return r.Speaker })),
		"cue":        f.Field("Row", "cue", &graphql.Field{Type: graphql.String}, str(func(r *row) string { return r.Cue })),
		"kind":       f.Field("Row", "kind", &graphql.Field{Type: nn(kind)}, str(func(r *row) string { return r.Kind })),
		"start":      f.Field("Row", "start", &graphql.Field{Type: nn(graphql.Int)}, pick(Int(func(r *row) int { return r.Start }))),
		"confidence": f.Field("Row", "confidence", &graphql.Field{Type: nn(graphql.Float)}, pick(Float(func(r *row) float64 { return r.Confidence }))),
		"relayed":    f.Field("Row", "relayed", &graphql.Field{Type: nn(graphql.Boolean)}, pick(Bool(func(r *row) bool { return r.Relayed }))),
	}})
	rows := make([]any, 100)
	byID := map[string]any{}
	for i := range rows {
		r := &row{fmt.Sprintf("statement:%04d", i), "We will deploy several thousand", "person:emmanuel-macron", "said", "DIRECT", i * 100, 0.75, i%2 == 0}
		rows[i], byID[r.ID] = r, r
	}
	query := graphql.NewObject(graphql.ObjectConfig{Name: "Query", Fields: graphql.Fields{
		"rows": f.Field("Query", "rows", &graphql.Field{Type: graphql.NewList(rowType)}, Each(func(*Call, any) (any, error) { return rows, nil })),
		"row": f.Field("Query", "row", &graphql.Field{Type: rowType, Args: graphql.FieldConfigArgument{"id": {Type: nn(graphql.ID)}}},
			Each(func(c *Call, _ any) (any, error) { return byID[c.Args["id"].(string)], nil })),
	}})
	schema, err := graphql.NewSchema(graphql.SchemaConfig{Query: query})
	if err != nil {
		tb.Fatal(err)
	}
	g := guard.New(&schema, guard.Limits{})
	ex, err := New(&schema, f, g, Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return &schema, ex, g
}

const rowFields = `{id name speaker cue kind start confidence relayed}`

var benchmarks = []struct {
	name, query string
	vars        map[string]any
	objects     int
}{
	{"list100x8", `{rows` + rowFields + `}`, nil, 100},
	{"byID", `query($id:ID!){row(id:$id)` + rowFields + `}`, map[string]any{"id": "statement:0042"}, 1},
}

func BenchmarkExecute(b *testing.B) {
	for _, bm := range benchmarks {
		raw, err := json.Marshal(bm.vars)
		if err != nil {
			b.Fatal(err)
		}
		for _, how := range []string{"typed", "boxed"} {
			_, ex, _ := rowSchema(b, how == "typed")
			b.Run(bm.name+"/plan-"+how, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					res := ex.Execute(context.Background(), Request{Query: bm.query, Variables: raw})
					if res.Errors > 0 {
						b.Fatalf("%s", res.Body)
					}
					res.Release()
				}
				b.ReportMetric(float64(bm.objects)*float64(b.N)/b.Elapsed().Seconds(), "objects/s")
			})
		}
		schema, _, g := rowSchema(b, true)
		b.Run(bm.name+"/graphql.Execute", func(b *testing.B) {
			b.ReportAllocs()
			doc, refused := g.Prepare(bm.query)
			if len(refused) > 0 {
				b.Fatal(refused)
			}
			for b.Loop() {
				res := graphql.Execute(graphql.ExecuteParams{Schema: *schema, AST: doc.AST, Args: bm.vars, Context: context.Background()})
				if _, err := json.Marshal(res); err != nil || res.HasErrors() {
					b.Fatal(err, res.Errors)
				}
			}
			b.ReportMetric(float64(bm.objects)*float64(b.N)/b.Elapsed().Seconds(), "objects/s")
		})
	}
}
