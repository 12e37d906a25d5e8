package schema_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"onrecord/schema"
)

var update = flag.Bool("update", false, "write the answers into testdata instead of comparing")

// TestAnswers holds the answers over the founding article against those kept in
// testdata: in each archive a query, perhaps its variables, and the answer.
func TestAnswers(t *testing.T) {
	w := seeded(t)
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d archives, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var (
				r    schema.Request
				want []byte
			)
			for _, f := range a.Files {
				switch f.Name {
				case "query.graphql":
					r.Query = string(f.Data)
				case "variables.json":
					r.Variables = f.Data
				case "language":
					r.Language = strings.TrimSpace(string(f.Data))
				case "answer.json":
					want = f.Data
				}
			}
			var got bytes.Buffer
			if err := json.Indent(&got, []byte(w.send(t, r)), "", "  "); err != nil {
				t.Fatal(err)
			}
			got.WriteByte('\n')
			if *update {
				a.Files = append(a.Files[:0:0], withoutAnswer(a.Files)...)
				a.Files = append(a.Files, txtar.File{Name: "answer.json", Data: got.Bytes()})
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
	if w.log.Len() > 0 {
		t.Errorf("something was logged: %s", w.log)
	}
}

func withoutAnswer(files []txtar.File) []txtar.File {
	var out []txtar.File
	for _, f := range files {
		if f.Name != "answer.json" {
			out = append(out, f)
		}
	}
	return out
}
