package web_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"onrecord/bench/corpus"
	"onrecord/graph"
	"onrecord/store/mem"
)

// TestAllocations gates what one answer allocates once what it shows is in
// memory: a row that grows by a third is noticed. Times are for people
// (BenchmarkRows).
func TestAllocations(t *testing.T) {
	const statements = 2_000
	g, err := graph.Open(mem.New())
	if err != nil {
		t.Fatal(err)
	}
	c := corpus.New(1, statements)
	if _, err := c.Load(context.Background(), g, corpus.Batch); err != nil {
		t.Fatal(err)
	}
	addPledges(t, g, c, statements)
	a := newAsker(handler(t, g))
	most := map[string]float64{"NodeByID": 155, "Latest100": 380, "Neighborhood": 770, "Omitted": 415}
	for _, r := range rows(statements) {
		t.Run(r.name, func(t *testing.T) {
			body := question(t, r.query, r.variables(rand.New(rand.NewPCG(1, 1))))
			size := len(a.ask(t, body))
			n := testing.AllocsPerRun(20, func() { a.ask(t, body) })
			t.Logf("%.0f allocations for %d bytes", n, size)
			if n > most[r.name] {
				t.Errorf("%.0f allocations, the limit is %.0f", n, most[r.name])
			}
		})
	}
}
