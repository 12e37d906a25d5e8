package interop_test

import (
	"errors"
	"strings"
	"testing"

	"onrecord/graph"
	"onrecord/graph/interop"
)

// TestExplicitDraftsStillPassTheGate: being explicit changes who gives the
// claims, not what proves them.
func TestExplicitDraftsStillPassTheGate(t *testing.T) {
	const (
		explicit = `{"record":"header","format":"onrecord-draft/1","explicit":true,"document":"document:d"}` + "\n"
		base     = `{"record":"document","id":"document:d","title":"D","text":"Ann said so."}
{"record":"node","id":"person:ann","kind":"PERSON","name":"Ann"}
`
		said = `{"record":"statement","id":"statement:s","quoteType":"INDIRECT","sourceKind":"NAMED","evidence":[{"exact":"said so"}]}` + "\n"
	)
	for _, c := range []struct {
		name, in string
		code     graph.Code
	}{
		{"sound", explicit + base + said + `{"record":"relation","type":"STATED","from":"person:ann","to":"statement:s","via":"statement:s","evidence":[{"exact":"Ann"}]}`, ""},
		{"wrong words", explicit + base + said + `{"record":"relation","type":"STATED","from":"person:ann","to":"statement:s","via":"statement:s","evidence":[{"exact":"Anna"}]}`, graph.CodeNotInText},
		{"speaker given", explicit + base + strings.Replace(said, `"quoteType"`, `"speaker":"person:ann","quoteType"`, 1), graph.CodeBadInput},
		{"via another node", explicit + base + said + `{"record":"relation","type":"RELATED_TO","from":"person:ann","to":"person:ann","via":"statement:s","evidence":[{"exact":"Ann"}]}`, graph.CodeBadInput},
		{"via a person", explicit + base + said + `{"record":"relation","type":"STATED","from":"person:ann","to":"statement:s","via":"person:ann","evidence":[{"exact":"Ann"}]}`, graph.CodeDomain},
		{"via unknown", explicit + base + `{"record":"fact","node":"person:bob","property":"x","value":"y","via":"person:bob","evidence":[{"exact":"Ann"}]}`, graph.CodeNotFound},
		{"via without being explicit", `{"record":"header","format":"onrecord-draft/1","document":"document:d"}` + "\n" + base + strings.Replace(said, `"sourceKind":"NAMED",`, "", 1) +
			`{"record":"relation","type":"STATED","from":"person:ann","to":"statement:s","via":"statement:s","evidence":[{"exact":"Ann"}]}`, graph.CodeBadInput},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := emptyGraph(t)
			_, err := interop.Import(t.Context(), g, strings.NewReader(c.in), interop.Options{})
			if c.code == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if !errors.Is(err, &graph.Error{Code: c.code}) {
				t.Errorf("got %v", err)
			}
			if !strings.HasSuffix(export(t, g), headOfNothing) {
				t.Error("something was written")
			}
		})
	}
}

func TestImportKeysBelongToOneDraft(t *testing.T) {
	g := emptyGraph(t)
	load := func(name string) (graph.Receipt, error) {
		return interop.Import(t.Context(), g, strings.NewReader(`{"record":"node","id":"person:ann","kind":"PERSON","name":"`+name+`"}`), interop.Options{IdempotencyKey: "k"})
	}
	first, err := load("Ann")
	if err != nil || first.Seq != 1 {
		t.Fatal(first, err)
	}
	if again, err := load("Ann"); err != nil || !again.Repeated || again.Seq != 1 {
		t.Errorf("got %+v, %v", again, err)
	}
	if _, err := load("Bob"); !errors.Is(err, &graph.Error{Code: graph.CodeIdempotency}) {
		t.Errorf("got %v", err)
	}
}
