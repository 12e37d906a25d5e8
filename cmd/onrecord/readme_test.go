package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/schema"
	"onrecord/seeds"
	"onrecord/store/mem"
)

var update = flag.Bool("update", false, "write the real answers into the README")

const readme = "../../README.md"

// worked finds a query of the README and the answer printed below it.
var worked = regexp.MustCompile("(?s)```graphql\n(.*?)\n```\n\n```json\n(.*?)\n```")

// TestREADME asks the worked queries of the README and holds their answers
// against those printed there.
func TestREADME(t *testing.T) {
	raw, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	found := worked.FindAllStringSubmatch(text, -1)
	if len(found) != 5 {
		t.Fatalf("the README works %d queries; it should work five", len(found))
	}
	api := seededAPI(t)
	for _, m := range found {
		raw := askFor(t, api, m[1])
		if *update {
			text = strings.Replace(text, m[0], strings.Replace(m[0], m[2], compact(t, raw, ""), 1), 1)
			continue
		}
		var printed, answer any
		if err := json.Unmarshal(raw, &answer); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(m[2]), &printed); err != nil {
			t.Fatalf("the answer to\n%s\nis not JSON: %v", m[1], err)
		}
		if diff := cmp.Diff(printed, answer); diff != "" {
			t.Errorf("the README's answer to\n%s\nis not the program's (run with -update to write it); README -, program +:\n%s", m[1], diff)
		}
	}
	if *update {
		if err := os.WriteFile(readme, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// seededAPI serves the founding graph from memory.
func seededAPI(t *testing.T) *schema.Schema {
	t.Helper()
	g, err := graph.Open(mem.New())
	if err != nil {
		t.Fatal(err)
	}
	f, err := seeds.Files().Open(seeds.Annotation)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // embedded
	if _, err := interop.Import(context.Background(), g, f, interop.Options{FS: seeds.Files()}); err != nil {
		t.Fatal(err)
	}
	api, err := schema.New(g, schema.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return api
}

// askFor asks a query that must be answered without errors.
func askFor(t *testing.T, api *schema.Schema, query string) json.RawMessage {
	t.Helper()
	res := api.Execute(context.Background(), schema.Request{Query: query})
	defer res.Release()
	if bytes.Contains(res.Body, []byte(`"errors":`)) {
		t.Fatalf("%s\nis answered with errors: %s", query, res.Body)
	}
	return bytes.Clone(res.Body)
}

// compact prints an answer in its own order, with everything that fits on a
// line on one line.
func compact(t *testing.T, raw json.RawMessage, indent string) string {
	t.Helper()
	if raw[0] != '{' && raw[0] != '[' {
		return string(raw)
	}
	open, members := string(raw[:1]), membersOf(t, raw)
	closing := map[string]string{"{": "}", "[": "]"}[open]
	flat := make([]string, len(members))
	for i, m := range members {
		flat[i] = m.name + compact(t, m.value, indent)
	}
	line := open + strings.Join(flat, ", ") + closing
	if len(indent)+len([]rune(line)) <= 116 && !strings.Contains(line, "\n") {
		return line
	}
	inner := indent + "  "
	for i, m := range members {
		flat[i] = inner + m.name + compact(t, m.value, inner)
	}
	return open + "\n" + strings.Join(flat, ",\n") + "\n" + indent + closing
}

// member is one member of an object, or one item of a list.
type member struct {
	name  string // with its colon; empty in lists
	value json.RawMessage
}

func membersOf(t *testing.T, raw json.RawMessage) []member {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		t.Fatal(err)
	}
	var out []member
	for dec.More() {
		var m member
		if raw[0] == '{' {
			key, err := dec.Token()
			if err != nil {
				t.Fatal(err)
			}
			m.name = `"` + key.(string) + `": `
		}
		if err := dec.Decode(&m.value); err != nil {
			t.Fatal(err)
		}
		out = append(out, m)
	}
	return out
}
