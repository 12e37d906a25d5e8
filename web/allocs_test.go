package web_test

import (
	"context"
	"testing"

	"onrecord/bench/corpus"
	"onrecord/bench/rows"
	"onrecord/graph"
	"onrecord/store/mem"
)

// TestAllocations gates what one answer allocates once what it shows is in
// memory, and what one insert does: a row that grows by a third is noticed. Times
// are for people (BenchmarkRows).
func TestAllocations(t *testing.T) {
	const (
		statements = 2_000
		runs       = 20
	)
	g, err := graph.Open(mem.New())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := archived(statements).Load(context.Background(), g, corpus.Batch); err != nil {
		t.Fatal(err)
	}
	a := newAsker(handler(t, g))
	most := map[string]float64{"node": 175, "latest": 410, "hops": 1_850, "pledges": 535, "insert": 2_240}
	for _, r := range rows.All() {
		if most[r.Key] == 0 {
			continue
		}
		t.Run(r.Key, func(t *testing.T) {
			bodies := questions(t, r, statements, runs+2)
			size, asked := len(a.ask(t, bodies[0])), 0
			n := testing.AllocsPerRun(runs, func() {
				if r.Writes {
					asked++
				}
				a.ask(t, bodies[asked])
			})
			t.Logf("%.0f allocations for %d bytes", n, size)
			if n > most[r.Key] {
				t.Errorf("%.0f allocations, the limit is %.0f", n, most[r.Key])
			}
		})
	}
}
