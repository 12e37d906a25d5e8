package guard

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"onrecord/schema/guard/attacks"
)

const (
	attackChild = "GUARD_ATTACK_CHILD"
	mostTime    = 50 * time.Millisecond
	mostMemory  = 16 << 20
	mostTries   = 30
)

// TestAttacks runs the corpus in a process of its own, since what the guard
// keeps away would kill it: a stack overflow cannot be recovered from.
func TestAttacks(t *testing.T) {
	if os.Getenv(attackChild) != "" {
		runAttacks(t)
		return
	}
	if n := len(attacks.All()); n < 51 {
		t.Fatalf("the corpus has %d attacks, want at least 51", n)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(self, "-test.run=^TestAttacks$", "-test.v", "-test.timeout=60s", fmt.Sprintf("-test.short=%v", testing.Short()))
	child.Env = append(os.Environ(), attackChild+"=1")
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("the attacked process failed: %v\n%s", err, tail(string(out), 8000))
	}
	if n := strings.Count(string(out), "    --- PASS: TestAttacks/"); n != len(attacks.All()) {
		t.Fatalf("%d of %d attacks were run", n, len(attacks.All()))
	}
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }

func runAttacks(t *testing.T) {
	schema := toySchema(t)
	for _, attack := range attacks.All() {
		t.Run(attack.Name, func(t *testing.T) {
			fastest, least := time.Hour, ^uint64(0)
			// Others use the processor, too: one try within the bounds is enough, and
			// what is slow by itself is so in all of them.
			for try := 0; try < mostTries && (try == 0 || fastest > mostTime || least > mostMemory); try++ {
				g := New(schema, Limits{}) // nothing is cached
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				start := time.Now()
				code, err := attempt(g, attack)
				fastest = min(fastest, time.Since(start))
				runtime.ReadMemStats(&after)
				least = min(least, after.TotalAlloc-before.TotalAlloc)
				if code != attack.Code {
					t.Fatalf("refused with %q, want %q: %v", code, attack.Code, err)
				}
			}
			slow := fastest > mostTime && !testing.Short() // the race detector runs with -short
			if slow || least > mostMemory {
				t.Errorf("took %v and %d bytes", fastest, least)
			}
			t.Logf("%v, %d KiB", fastest, least>>10)
		})
	}
}

// attempt treats a request as the endpoint does, up to execution.
func attempt(g *Guard, attack attacks.Attack) (code string, err error) {
	codeOf := func(err error) (string, error) {
		var typed *Error
		errors.As(err, &typed)
		if typed == nil {
			return "", err
		}
		return typed.Code, err
	}
	doc, errs := g.Prepare(attack.Query)
	if len(errs) > 0 {
		code, _ := errs[0].Extensions["code"].(string)
		if len(errs) > g.limits.Errors {
			return "an unbounded list of errors", errs[0]
		}
		return code, errs[0]
	}
	op, err := g.Operation(doc, attack.Operation)
	if err != nil {
		return codeOf(err)
	}
	raw, err := g.DecodeVariables([]byte(attack.Variables), false)
	if err != nil {
		return codeOf(err)
	}
	vars, bad := g.Variables(doc, op, raw)
	if len(bad) > 0 {
		return codeOf(bad[0])
	}
	if _, err := g.Cost(doc, op, vars); err != nil {
		return codeOf(err)
	}
	return "", nil
}
