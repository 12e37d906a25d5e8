package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/schema"
	"onrecord/seeds"
	"onrecord/store/mem"
	"onrecord/web"
)

// founding serves the founding article, whole, on a port of its own, and gives
// the address.
func founding(t *testing.T) string {
	t.Helper()
	s := mem.New()
	g, err := graph.Open(s)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := fs.ReadFile(seeds.Files(), seeds.Annotation)
	if err != nil {
		t.Fatal(err)
	}
	o := interop.Options{Name: seeds.Annotation, FS: seeds.Files(), By: "test"}
	if _, err := interop.Import(t.Context(), g, bytes.NewReader(raw), o); err != nil {
		t.Fatal(err)
	}
	api, err := schema.New(g, schema.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h, err := web.New(web.Options{Schema: api, Graph: g, Addr: l.Addr(), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- web.Serve(ctx, l, h, web.ServeOptions{}) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Serve: %v", err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return "http://" + l.Addr().String()
}

func get(t *testing.T, url string) string {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // only read
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%d %v: %s", res.StatusCode, err, body)
	}
	return string(body)
}

// TestExamplesAreAnswered asks the page's questions of the founding article.
func TestExamplesAreAnswered(t *testing.T) {
	base := founding(t)
	want := map[string][]string{
		"1-omitted-pledge":    {"state:united-states", "document:paris-initial-draft", `"OMITTED"`, "was omitted from the final statement"},
		"2-after-a-ceasefire": {"event:ceasefire", `"strength"`, "force:"},
		"3-witkoff":           {"We have largely completed the agreement", "person:donald-trump", "this devastation must cease"},
		"4-greenland":         {"Greenland"},
		"5-kushner-to-putin":  {"person:jared-kushner", "person:vladimir-putin", `"exact"`},
		"6-trace-a-quote":     {`"TRUNCATED"`, `"CONFIRMED"`, "person:keir-starmer", "only if"},
	}
	for _, e := range web.Examples() {
		body := get(t, base+e.Link())
		if strings.Contains(body, `"errors"`) {
			t.Errorf("%s: %s", e.Name, body)
		}
		for _, part := range want[e.Name] {
			if !strings.Contains(body, part) {
				t.Errorf("the answer to %s lacks %s: %s", e.Name, part, body)
			}
		}
		if len(want[e.Name]) == 0 {
			t.Errorf("nothing is expected of %s", e.Name)
		}
	}
}

// TestPageShowsCounts sees that the page's own query fits the schema.
func TestPageShowsCounts(t *testing.T) {
	body := get(t, founding(t)+"/")
	for _, want := range []string{"<dt>statements</dt>", "<dt>commitments</dt>", "1 document is held", "Last change"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

// TestOutsideChecks holds the server against what others say GraphQL is: see
// checks/run.mjs. It needs node and the packages in checks, which make check
// installs; without them it is skipped, unless ONRECORD_REQUIRE_CHECKS=1.
func TestOutsideChecks(t *testing.T) {
	required := os.Getenv("ONRECORD_REQUIRE_CHECKS") == "1"
	lack := func(reason string) {
		if required {
			t.Fatalf("the outside checks cannot run: %s", reason)
		}
		t.Skipf("outside checks: %s", reason)
	}
	if testing.Short() && !required {
		t.Skip("outside checks: not with -short")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		lack("node is not installed")
	}
	if _, err := os.Stat(filepath.Join("checks", "node_modules", "graphql-http", "package.json")); err != nil {
		lack("run npm ci in web/checks first")
	}
	cmd := exec.CommandContext(t.Context(), node, "run.mjs", founding(t))
	cmd.Dir = "checks"
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
		return
	}
	t.Logf("\n%s", out)
}

// TestContractLaterIsWellFormed keeps the list of what later issues bring
// readable: a name, and the issue that brings it.
func TestContractLaterIsWellFormed(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("checks", "contract-later.json"))
	if err != nil {
		t.Fatal(err)
	}
	var later map[string]string
	if err := json.Unmarshal(raw, &later); err != nil {
		t.Fatal(err)
	}
	contract, err := os.ReadFile(filepath.Join("..", "schema", "contract.graphql"))
	if err != nil {
		t.Fatal(err)
	}
	for name, why := range later {
		parts := strings.Split(name, ".")
		if why == "" || !strings.Contains(string(contract), parts[len(parts)-1]) {
			t.Errorf("%s: %q", name, why)
		}
	}
}
