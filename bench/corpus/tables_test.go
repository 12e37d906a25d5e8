package corpus_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/bench/corpus"
)

// TestTablesAreTheCorpus: texts come back from the text format of COPY, and
// every number that a row refers to is a row.
func TestTablesAreTheCorpus(t *testing.T) {
	c := corpus.New(1, 305, corpus.Pledges)
	dir := t.TempDir()
	if err := c.WriteTables(dir); err != nil {
		t.Fatal(err)
	}
	read := map[string][][]string{}
	unescape := strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\t`, "\t", `\r`, "\r")
	for _, name := range corpus.Tables {
		raw, err := os.ReadFile(filepath.Join(dir, name+".copy"))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			row := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			for i := range row {
				row[i] = unescape.Replace(row[i])
			}
			read[name] = append(read[name], row)
		}
	}
	ids := map[string]string{}
	for _, row := range read["nodes"] {
		ids[row[0]] = row[1]
	}
	texts := map[string]string{}
	for _, row := range read["documents"] {
		texts[row[1]] = row[7]
	}
	said := map[string][]string{}
	for _, row := range read["statements"] {
		said[row[1]] = row
	}
	statements, edges := 0, 0
	for d := range c.Documents() {
		if texts[d.ID] != d.Text {
			t.Fatalf("%s is %q, not %q", d.ID, texts[d.ID], d.Text)
		}
		for _, s := range d.Statements {
			statements++
			row := said[s.ID]
			if row == nil || row[6] != s.Words || ids[row[3]] != d.ID || ids[row[4]] != s.Speaker {
				t.Fatalf("%s is %q", s.ID, row)
			}
		}
	}
	for _, row := range read["relations"] {
		if ids[row[1]] == "" || ids[row[2]] == "" || ids[row[3]] == "" {
			t.Fatalf("the relation %q refers to nothing", row)
		}
		edges++
	}
	dropped := 0
	for n := range c.Len() {
		if c.Pledge(n).Final != nil {
			dropped++
		}
	}
	if len(said) != statements || len(read["commitments"]) != c.Len() || len(read["presences"]) != c.Len()+dropped ||
		edges != 4*statements+2*c.Len()+dropped {
		t.Errorf("%d statements, %d commitments, %d presences, %d edges", len(said), len(read["commitments"]), len(read["presences"]), edges)
	}
}
