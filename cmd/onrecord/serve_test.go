package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

// served is a running `onrecord serve` on a free port.
type served struct {
	graphql string
	stop    func() int // its exit status
	errs    *bytes.Buffer
}

func startServe(t *testing.T, data string, more ...string) served {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	read, write := io.Pipe()
	errs := &bytes.Buffer{}
	done := make(chan int, 1)
	args := append([]string{"serve", "--json", "--log-level", "error", "--data", data, "--listen", "127.0.0.1:0"}, more...)
	go func() {
		status := run(ctx, args, strings.NewReader(""), write, errs)
		_ = write.CloseWithError(io.EOF)
		done <- status
	}()
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		cancel()
		t.Fatalf("serve ended with %d: %s", <-done, errs)
	}
	var urls struct{ URL, GraphQL string }
	if err := json.Unmarshal([]byte(line), &urls); err != nil {
		t.Fatalf("serve printed %q", line)
	}
	s := served{graphql: urls.GraphQL, errs: errs}
	s.stop = func() int {
		cancel()
		return <-done
	}
	return s
}

// TestServe starts on an empty folder, answers from the founding article, stops
// on a signal, and starts again with what it had.
func TestServe(t *testing.T) {
	defer goleak.VerifyNone(t)
	defer http.DefaultClient.CloseIdleConnections()
	data := filepath.Join(t.TempDir(), "data")
	s := startServe(t, data)
	if !strings.Contains(s.errs.String(), "the founding article is in the graph") {
		t.Errorf("the first start does not tell of the seed: %s", s.errs)
	}
	query := filepath.Join(t.TempDir(), "q.graphql")
	if err := os.WriteFile(query, []byte(`{ node(id: "person:steve-witkoff") { label } }`), 0o600); err != nil {
		t.Fatal(err)
	}
	const want = `{"data":{"node":{"label":"Steve Witkoff"}}}`
	if got := runOK(t, "query", "--json", "--url", s.graphql, query); got != want {
		t.Errorf("query --url answers %s, want %s", got, want)
	}

	var out, errs bytes.Buffer
	if status := run(context.Background(), []string{"query", "--data", data, query}, strings.NewReader(""), &out, &errs); status != exitFailed || !strings.Contains(errs.String(), "LOCKED") || !strings.Contains(errs.String(), "--url") {
		t.Errorf("query of a folder that is served: status %d, %q; want a LOCKED error that points to --url", status, errs.String())
	}
	if status := s.stop(); status != exitOK {
		t.Fatalf("serve ended with %d: %s", status, s.errs)
	}

	if got := runOK(t, "query", "--json", "--data", data, query); got != want {
		t.Errorf("query --data answers %s, want %s", got, want)
	}
	again := startServe(t, data)
	if strings.Contains(again.errs.String(), "founding article") {
		t.Errorf("the second start reads the seed again: %s", again.errs)
	}
	if status := again.stop(); status != exitOK {
		t.Fatalf("the second serve ended with %d: %s", status, again.errs)
	}
	runOK(t, "check", "--data", data, "--deep")
}

// TestServeNoSeed leaves an empty store empty.
func TestServeNoSeed(t *testing.T) {
	defer http.DefaultClient.CloseIdleConnections()
	s := startServe(t, filepath.Join(t.TempDir(), "data"), "--no-seed")
	defer s.stop()
	res, err := http.Get(s.graphql + "?query=%7Bstatistics%7BdocumentsHeld%7D%7D")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // read to its end
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(body), `"documentsHeld":0`) {
		t.Errorf("the store is not empty: %s", body)
	}
}

// runOK runs a command that must succeed and gives what it printed.
func runOK(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if status := run(context.Background(), args, strings.NewReader(""), &out, &errs); status != exitOK {
		t.Fatalf("onrecord %s: status %d\n%s%s", strings.Join(args, " "), status, out.String(), errs.String())
	}
	return strings.TrimSpace(out.String())
}
