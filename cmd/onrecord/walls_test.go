package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The walls between the rooms: what a room may import of the project and of
// the engines. What is not named here is not allowed.
var walls = []struct {
	room    string   // the package and all below it
	allowed []string // prefixes of project packages
	engines []string // engine packages it may touch
}{
	{"onrecord/cmd", []string{"onrecord/"}, []string{"badger"}},
	{"onrecord/web", []string{"onrecord/schema", "onrecord/graph", "onrecord/web"}, []string{"net/http", "mux"}},
	{"onrecord/schema", []string{"onrecord/graph", "onrecord/schema"}, []string{"graphql-go"}},
	{"onrecord/graph", []string{"onrecord/store", "onrecord/graph"}, nil},
	{"onrecord/store", []string{"onrecord/store"}, []string{"badger"}},
	{"onrecord/extract", []string{"onrecord/graph", "onrecord/extract"}, nil},
	{"onrecord/seeds", nil, nil},
	{"onrecord/bench", []string{"onrecord/graph", "onrecord/bench"}, nil},
}

// engines are imports that belong to one room each.
var engines = map[string]string{
	"badger":     "github.com/dgraph-io/badger",
	"graphql-go": "github.com/graphql-go/graphql",
	"mux":        "github.com/gorilla/mux",
	"net/http":   "net/http",
}

// forbidden are project imports that a wall's prefixes would let through.
var forbidden = map[string][]string{
	"onrecord/graph": {"onrecord/store/badger", "onrecord/store/mem"},
	"onrecord/web":   {"onrecord/store"},
}

type listedPackage struct {
	ImportPath string
	Imports    []string
}

// TestWalls keeps the rooms apart. Tests may reach further: they put real parts
// together.
func TestWalls(t *testing.T) {
	for _, p := range listPackages(t) {
		for _, imported := range p.Imports {
			if why := breach(p.ImportPath, imported); why != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, why)
			}
		}
	}
}

// TestWallsCanFail shows that the walls would be seen broken.
func TestWallsCanFail(t *testing.T) {
	for _, pair := range [][2]string{
		{"onrecord/graph", "github.com/dgraph-io/badger/v4"},
		{"onrecord/graph", "onrecord/schema"},
		{"onrecord/graph/text", "net/http"},
		{"onrecord/graph", "onrecord/store/badger"},
		{"onrecord/schema", "onrecord/store"},
		{"onrecord/schema/plan", "net/http"},
		{"onrecord/web", "onrecord/store/badger"},
		{"onrecord/store/mem", "onrecord/graph"},
		{"onrecord/seeds", "onrecord/graph"},
		{"onrecord/attic", "onrecord/graph"},
		{"onrecord/bench/corpus", "onrecord/store/badger"},
		{"onrecord/graph", "onrecord/bench/corpus"},
		{"onrecord/extract", "onrecord/bench/corpus"},
	} {
		if breach(pair[0], pair[1]) == "" {
			t.Errorf("%s may import %s, and should not", pair[0], pair[1])
		}
	}
}

func listPackages(t *testing.T) []listedPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "onrecord/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []listedPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listedPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// breach says which wall an import breaks, or "".
func breach(from, imported string) string {
	for _, w := range walls {
		if !within(from, w.room) {
			continue
		}
		for name, path := range engines {
			if within(imported, path) && !slices.Contains(w.engines, name) && w.room != "onrecord/cmd" {
				return name + " belongs to another room"
			}
		}
		if !within(imported, "onrecord") {
			return ""
		}
		for _, f := range forbidden[w.room] {
			if within(imported, f) {
				return "it is injected by cmd"
			}
		}
		if !slices.ContainsFunc(w.allowed, func(p string) bool { return within(imported, strings.TrimSuffix(p, "/")) }) {
			return "the room may import only " + strings.Join(w.allowed, ", ")
		}
		return ""
	}
	return "the room has no row in the table of walls"
}

func within(path, room string) bool { return path == room || strings.HasPrefix(path, room+"/") }
