package graph_test

import (
	"testing"
)

// TestTraceAllocations keeps a trace from growing dear: what it allocates is
// what it costs, on every machine alike. The bounds are a fifth above what was
// measured; lower them when it falls.
func TestTraceAllocations(t *testing.T) {
	const statements = 1_000
	c, _, g, _ := loadCorpus(t, statements, false)
	m := newQuoteMaker(c, statements, 1)
	for _, bound := range []struct {
		kind string
		most float64
	}{{"exact", 800}, {"substitute-2", 1_200}, {"mixed-30%", 1_100}, {"short", 2_700}, {"spliced", 1_300}, {"unsaid-half", 1_900}} {
		var queries []traceQuery
		for _, k := range quoteKinds {
			if k.name == bound.kind {
				queries = m.queries(k, 40)
			}
		}
		i := 0
		got := testing.AllocsPerRun(2*len(queries), func() {
			s, err := g.Session(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if _, err := s.Present().Trace(queries[i%len(queries)].given, "", 5); err != nil {
				t.Fatal(err)
			}
			i++
		})
		t.Logf("%s: %.0f", bound.kind, got)
		if got > bound.most {
			t.Errorf("%s: %.0f allocations a trace, at most %.0f wanted", bound.kind, got, bound.most)
		}
	}
}
