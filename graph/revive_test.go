package graph_test

import (
	"strings"
	"testing"

	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/store/mem"
)

// TestAMergedNodeThatIsSaidAgain keeps the reason for which it was merged: an
// export needs it.
func TestAMergedNodeThatIsSaidAgain(t *testing.T) {
	w := newTerrain(t, mem.New())
	both := graph.Draft{Nodes: []graph.NodeDraft{
		{ID: "person:a", Kind: graph.Person, Name: "A"}, {ID: "person:b", Kind: graph.Person, Name: "B"},
	}}
	w.apply(both)
	w.retract("person:a")
	w.merge("person:b", "person:a")
	w.apply(both)
	var state strings.Builder
	noError(t, interop.ExportState(&state, w.view()))
	if _, err := interop.Import(t.Context(), newTerrain(t, mem.New()).g, strings.NewReader(state.String()), interop.Options{Name: "state.jsonl"}); err != nil {
		t.Errorf("what was exported is refused: %v\n%s", err, state.String())
	}
}
