package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onrecord/bench/load"
	"onrecord/bench/peer"
	"onrecord/bench/rows"
)

// measureBriefly runs the whole bench on a small corpus and gives the table.
func measureBriefly(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	args = append([]string{"-statements", "700", "-time", "150ms", "-warm", "50ms", "-c", "3"}, args...)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	if err := run(ctx, args, &out, &errs); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	return out.String()
}

// TestEveryRowIsAnswered: the real program, loaded with the real command, gives
// right answers to every question; what stays in the folder is served again.
func TestEveryRowIsAnswered(t *testing.T) {
	dir := t.TempDir()
	table := measureBriefly(t, "-dir", dir)
	for _, r := range rows.All() {
		line := regexp.MustCompile(`(?m)^\| ` + regexp.QuoteMeta(r.Name) + ` \| .*$`).FindString(table)
		if !strings.HasSuffix(line, "| 0 |") {
			t.Errorf("%s: %q", r.Key, line)
		}
	}
	for _, want := range []string{"700 statements in 70 documents", "| bulk load, statements |", "MB while loading"} {
		if !strings.Contains(table, want) {
			t.Errorf("no %q in\n%s", want, table)
		}
	}
	again := measureBriefly(t, "-dir", dir, "-rows", "node,insert", "-binary", filepath.Join(dir, "onrecord", "onrecord"))
	if strings.Contains(again, "bulk load") || !strings.Contains(again, "node by id") || strings.Contains(again, "three hops") {
		t.Errorf("asked again:\n%s", again)
	}
}

// TestThePeerIsAskedTheSame on a machine that has it.
func TestThePeerIsAskedTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts two servers")
	}
	if why := peer.Missing(); why != "" {
		t.Skip("no peer to compare with: " + why)
	}
	dir := t.TempDir()
	openToOthers(t, dir)
	table := measureBriefly(t, "-peer", "-dir", filepath.Join(dir, "run"))
	for _, r := range rows.All() {
		line := regexp.MustCompile(`(?m)^\| ` + regexp.QuoteMeta(r.Name) + ` \| .*$`).FindString(table)
		if !strings.HasSuffix(line, "| 0, 0 |") {
			t.Errorf("%s: %q", r.Key, line)
		}
	}
}

func TestFlagsAreChecked(t *testing.T) {
	for _, args := range [][]string{{"-statements", "10"}, {"-rows", "node,nothing"}, {"surplus"}, {"-c", "0"}, {"-time", "0s"}, {"-unknown"}} {
		var out, errs bytes.Buffer
		if err := run(t.Context(), args, &out, &errs); err == nil || out.Len() > 0 {
			t.Errorf("%v: %v, %s", args, err, out.String())
		}
	}
}

func result(n int, each time.Duration) load.Result {
	return load.Result{Requests: n, Right: n * 3 / 4, Took: 2 * time.Second, P50: 850 * time.Microsecond, P99: 12345 * time.Microsecond, Bytes: int64(n) * 100, Server: time.Duration(n) * each}
}

func TestTables(t *testing.T) {
	o := options{statements: 1_000, connections: 8, each: 2 * time.Second, warm: time.Second}
	us := &measured{
		side: rows.Onrecord, load: &loaded{took: 10 * time.Second, processor: 5 * time.Second, memory: 300e6},
		rows: map[string]load.Result{"node": result(20_000, 50*time.Microsecond), "hops": result(100, 20*time.Millisecond), "trace": result(400, time.Millisecond)},
		size: size{memory: 100e6, own: 70e6, peak: 200e6, disk: 50e6},
	}
	them := &measured{
		side: rows.Peer, load: &loaded{took: 5 * time.Second, processor: 8 * time.Second},
		rows: map[string]load.Result{"node": result(1_000, time.Millisecond), "hops": result(200, 5*time.Millisecond), "trace": result(100, 10*time.Millisecond)},
		size: size{memory: 500e6, disk: 90e6, log: 40e6},
	}
	got := report(o, []*measured{us, them})
	got = got[strings.Index(got, "\n\n")+2:] // after the line about the machine
	want := `| | onrecord a second (p50, p99) | peer a second (p50, p99) | times as many | at least, goal | CPU each: onrecord, peer | times less | bytes: onrecord, peer | right first | errors |
|---|---|---|---|---|---|---|---|---|---|
| node by id | 10000 (850 µs, 12.3 ms) | 500 (850 µs, 12.3 ms) | 20 | 4, 8 | 50 µs, 1.0 ms | 20 | 100, 100 |  | 0, 0 |
| three hops, 475 nodes | 50.0 (850 µs, 12.3 ms) | 100 (850 µs, 12.3 ms) | **0.50 (peer wins)** | 8, 15 | 20.0 ms, 5.0 ms | **0.25 (peer wins)** | 100, 100 |  | 0, 0 |
| quote trace, up to two changed words | 200 (850 µs, 12.3 ms) | 50.0 (850 µs, 12.3 ms) | 4.0 | 40, 100 | 1.0 ms, 10.0 ms | 10 | 100, 100 | 75.0 %, 75.0 % | 0, 0 |
| bulk load, statements | 100 | 200 | **0.50 (peer wins)** | 1, 2 | 5.0 ms, 8.0 ms | 1.6 | | | |

onrecord: 100 MB of memory at the end (70 MB its own, the rest mapped files), 200 MB at most, 300 MB while loading; 50 MB on disk.
PostgreSQL + PostGraphile: 500 MB of memory at the end; 90 MB on disk, of which write-ahead log 40 MB.
`
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	alone := report(o, []*measured{us})
	for _, line := range []string{
		"| node by id | 10000 | 850 µs | 12.3 ms | 100 | 50 µs |  | 0 |",
		"| quote trace, up to two changed words | 200 | 850 µs | 12.3 ms | 100 | 1.0 ms | 75.0 % | 0 |",
		"| bulk load, statements | 100 | | | | 5.0 ms | | |",
	} {
		if !strings.Contains(alone, line+"\n") {
			t.Errorf("no %q in\n%s", line, alone)
		}
	}
}

// openToOthers lets the user who runs PostgreSQL reach a folder of a test.
func openToOthers(t *testing.T, dir string) {
	t.Helper()
	for at := dir; at != filepath.Dir(at) && at != os.TempDir(); at = filepath.Dir(at) {
		if err := os.Chmod(at, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}
