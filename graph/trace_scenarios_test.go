package graph_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/graph"
	"onrecord/graph/interop"
)

// traceWorld is the founding article with passages written for tracing.
func traceWorld(t *testing.T) (*terrain, *graph.View) {
	t.Helper()
	w, _ := article(t)
	raw, err := os.ReadFile("testdata/trace/world.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := interop.Import(t.Context(), w.g, bytes.NewReader(raw), interop.Options{Name: "world.jsonl"}); err != nil {
		t.Fatal(err)
	}
	return w, w.view()
}

// scenario is a quote as somebody met it, and what there is to say about it:
// the verdict, the attribution and the statement of the first match ("-" is
// none, "*" any), then statements that must be listed too.
type scenario struct{ Quote, Speaker, Want, Note string }

// TestTraceScenarios traces labelled quotes: at least five for each verdict and
// each attribution, and sentences that nobody said.
func TestTraceScenarios(t *testing.T) {
	_, v := traceWorld(t)
	files, err := filepath.Glob("testdata/trace/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string]int{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".jsonl")
		if name == "world" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			for _, s := range scenarios(t, file) {
				got, err := v.Trace(s.Quote, s.Speaker, 5)
				if err != nil {
					t.Errorf("%q: %v", s.Quote, err)
					continue
				}
				want := strings.Fields(s.Want)
				if told := toldOf(got, want); told != s.Want {
					t.Errorf("%q by %q\n got %s\nwant %s\n%s", s.Quote, s.Speaker, told, s.Want, listing(t, v, got))
				}
				for _, label := range want[:min(len(want), 2)] {
					labels[label]++
				}
			}
		})
	}
	for _, label := range strings.Fields("VERBATIM NORMALIZED ELIDED TRUNCATED ALTERED NEGATION_FLIPPED SPLICED NOT_CLAIMED CONFIRMED RELAYED MISATTRIBUTED UNRESOLVED UNNAMED nothing") {
		if labels[label] < 5 {
			t.Errorf("%d scenarios of %s", labels[label], label)
		}
	}
}

func scenarios(t *testing.T, file string) []scenario {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []scenario
	for line := range strings.Lines(string(raw)) {
		var s scenario
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		out = append(out, s)
	}
	return out
}

// toldOf writes a result as scenarios do.
func toldOf(r *graph.TraceResult, want []string) string {
	if len(r.Matches) == 0 {
		return "nothing"
	}
	first := r.Matches[0]
	out := []string{first.Verdict.String(), string(first.Attribution), statementOf(first)}
	if len(want) > 2 && want[2] == "*" {
		out[2] = "*"
	}
	for _, m := range r.Matches[1:] {
		for _, also := range want[min(len(want), 3):] {
			if also == statementOf(m) {
				out = append(out, also)
			}
		}
	}
	return strings.Join(out, " ")
}

func statementOf(m *graph.TraceMatch) string {
	if m.Statement == nil {
		return "-"
	}
	return m.Statement.ID
}

func listing(t *testing.T, v *graph.View, r *graph.TraceResult) string {
	t.Helper()
	var b strings.Builder
	for _, m := range r.Matches {
		found, err := v.Evidence(m.Parts)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString("    " + m.Verdict.String() + " " + string(m.Attribution) + " " + statementOf(m))
		for _, e := range found {
			b.WriteString(" | " + e.Exact)
		}
		b.WriteString("\n")
	}
	return b.String()
}
