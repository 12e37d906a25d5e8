package interop_test

import (
	"bytes"
	"io/fs"
	"testing"

	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/seeds"
	"onrecord/store/mem"
	"onrecord/store/storetest"
)

func emptyGraph(t testing.TB) *graph.Graph {
	t.Helper()
	g, err := graph.Open(storetest.Rerun(mem.New()))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func seedFile(t testing.TB) []byte {
	t.Helper()
	raw, err := fs.ReadFile(seeds.Files(), seeds.Annotation)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func importSeed(t testing.TB, g *graph.Graph) graph.Receipt {
	t.Helper()
	receipt, err := interop.Import(t.Context(), g, bytes.NewReader(seedFile(t)), interop.Options{Name: seeds.Annotation, FS: seeds.Files()})
	if err != nil {
		for _, e := range problems(err) {
			t.Error(e)
		}
		t.Fatal(err)
	}
	return receipt
}

func TestSeedPassesTheGate(t *testing.T) {
	g := emptyGraph(t)
	first := importSeed(t, g)
	if first.Seq != 1 || first.Changes < 500 {
		t.Fatalf("the seed made %d changes in transaction %d", first.Changes, first.Seq)
	}
	second := importSeed(t, g)
	if second.Seq != 0 || second.Changes != 0 {
		t.Fatalf("importing the seed again wrote %d changes in transaction %d", second.Changes, second.Seq)
	}
}
