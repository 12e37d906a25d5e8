package schema_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"onrecord/graph"
	"onrecord/schema"
	"onrecord/schema/guard/attacks"
	"onrecord/store/mem"
)

const (
	attackChild = "SCHEMA_ATTACK_CHILD"
	attackTime  = 50 * time.Millisecond
	attackBytes = 16 << 20
)

// TestAttacks sends the corpus of attacks to the schema that is served, in a
// process of its own that must survive: each is refused within 50 ms and
// 16 MiB, with an error that carries a code, and executes nothing.
func TestAttacks(t *testing.T) {
	if os.Getenv(attackChild) != "" {
		attackSchema(t)
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(self, "-test.run=^TestAttacks$", "-test.v", "-test.timeout=120s", fmt.Sprintf("-test.short=%v", testing.Short()))
	child.Env = append(os.Environ(), attackChild+"=1")
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("the attacked process failed: %v\n%s", err, out[max(0, len(out)-8000):])
	}
	if n := strings.Count(string(out), "    --- PASS: TestAttacks/"); n != len(attacks.All()) {
		t.Fatalf("%d of %d attacks were run", n, len(attacks.All()))
	}
}

func attackSchema(t *testing.T) {
	g, err := graph.Open(mem.New())
	if err != nil {
		t.Fatal(err)
	}
	for _, attack := range attacks.All() {
		t.Run(attack.Name, func(t *testing.T) {
			fastest, least := time.Hour, ^uint64(0)
			for range 3 {
				api, err := schema.New(g, schema.Options{}) // nothing is cached
				if err != nil {
					t.Fatal(err)
				}
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				start := time.Now()
				res := api.Execute(context.Background(), schema.Request{ReadOnly: true, Query: attack.Query, OperationName: attack.Operation, Variables: json.RawMessage(attack.Variables)})
				fastest = min(fastest, time.Since(start))
				runtime.ReadMemStats(&after)
				least = min(least, after.TotalAlloc-before.TotalAlloc)
				if res.Executed || res.ErrorCode == "" {
					t.Fatalf("not refused: %.300s", res.Body)
				}
				res.Release()
			}
			slow := fastest > attackTime && !testing.Short() // the race detector runs with -short
			if slow || least > attackBytes {
				t.Errorf("took %v and %d bytes", fastest, least)
			}
		})
	}
}
