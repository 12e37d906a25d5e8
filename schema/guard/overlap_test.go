package guard

import (
	"fmt"
	"strings"
	"testing"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	theirparser "github.com/graphql-go/graphql/language/parser"
	"pgregory.net/rapid"
)

// conflicts gives the findings of our rule on a document as it is.
func conflicts(schema *graphql.Schema, doc *Document) []string {
	var found []string
	overlappingFields(schema, doc, func(message string, _ ...ast.Node) { found = append(found, message) })
	return found
}

func parsed(t interface{ Fatal(...any) }, query string) *Document {
	limits := Limits{Tokens: 1 << 20, Bytes: 1 << 24, Nesting: 1000}.withDefaults()
	tokens, err := lex(query, &limits)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := parse(query, tokens)
	if err != nil {
		t.Fatal(err, query)
	}
	return doc
}

// TestOverlapAgainstTheSpecification holds the rule against the algorithm of the
// specification, written out naively, and against graphql-go's rule.
func TestOverlapAgainstTheSpecification(t *testing.T) {
	schema := toySchema(t)
	verdicts := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		query := drawDocument(t)
		doc := parsed(t, query)
		want := specification{schema, doc}.mergeable()
		got := conflicts(schema, doc)
		if want != (len(got) == 0) {
			t.Fatalf("the specification says %v, we say %v\n%s", want, got, query)
		}
		verdicts[want]++
		theirs, err := theirparser.Parse(theirparser.ParseParams{Source: query})
		if err != nil {
			t.Fatal(err)
		}
		result := graphql.ValidateDocument(schema, theirs, []graphql.ValidationRuleFn{graphql.OverlappingFieldsCanBeMergedRule})
		if !result.IsValid && len(got) == 0 {
			t.Fatalf("graphql-go refuses %v, we do not\n%s", result.Errors, query)
		}
		// Without a fragment inside a fragment, and without __typename, the two
		// verdicts are the same.
		simple := !strings.Contains(query, "__typename") && !strings.Contains(query[strings.Index(query, "fragment"):], "...F")
		if simple && result.IsValid != (len(got) == 0) {
			t.Fatalf("graphql-go says %v, we say %v\n%s", result.Errors, got, query)
		}
	})
	if verdicts[true] == 0 || verdicts[false] == 0 {
		t.Errorf("the documents drawn are of little use: %v", verdicts)
	}
}

// drawDocument writes a document with a few fragments and many clashing names.
func drawDocument(t *rapid.T) string {
	fragments := rapid.IntRange(1, 3).Draw(t, "fragments")
	var b strings.Builder
	b.WriteString("{ node(id: 1) " + drawSet(t, "Node", 3, fragments, 0) + " }")
	for i := range fragments {
		typ := rapid.SampledFrom([]string{"Node", "Person", "Document", "Statement"}).Draw(t, "type")
		fmt.Fprintf(&b, "\nfragment F%d on %s %s", i, typ, drawSet(t, typ, 2, fragments, i+1))
	}
	return b.String()
}

// drawSet draws a selection set; fragments from the given one on may be spread,
// so that there are no cycles.
func drawSet(t *rapid.T, typ string, depth, fragments, from int) string {
	fields := map[string][]string{
		"Node":      {"id", "label", "__typename", "relations", "relations(first: 1)", "relations(last: 2, first: 1)", "relations(first: 1, last: 2)"},
		"Person":    {"id", "name", "age", "relations"},
		"Document":  {"id", "title", "age", "document", "revisionOf", "relations"},
		"Statement": {"id", "text", "hedges", "document", "speaker"},
		"NodeConnection": {
			"totalCount", "nodes",
		},
	}
	below := map[string]string{
		"document": "Document", "revisionOf": "Document", "speaker": "Person", "nodes": "Node",
	}
	n := rapid.IntRange(1, 3).Draw(t, "selections")
	parts := make([]string, 0, n)
	for range n {
		switch kind := rapid.IntRange(0, 5).Draw(t, "kind"); {
		case kind == 0 && from < fragments && typ != "NodeConnection":
			parts = append(parts, fmt.Sprintf("...F%d", rapid.IntRange(from, fragments-1).Draw(t, "fragment")))
		case kind == 1 && depth > 0 && typ != "NodeConnection":
			on := rapid.SampledFrom([]string{"Node", "Person", "Document", "Statement"}).Draw(t, "on")
			parts = append(parts, "... on "+on+" "+drawSet(t, on, depth-1, fragments, from))
		default:
			field := rapid.SampledFrom(fields[typ]).Draw(t, "field")
			name, _, _ := strings.Cut(field, "(")
			inner := below[name]
			if name == "relations" {
				inner = "NodeConnection"
			}
			if inner != "" && depth == 0 {
				field, inner = "x: "+fields[typ][0], ""
			}
			alias := rapid.SampledFrom([]string{"", "", "x: "}).Draw(t, "alias")
			if strings.HasPrefix(field, "x: ") {
				alias = ""
			}
			if inner != "" {
				field += " " + drawSet(t, inner, depth-1, fragments, from)
			}
			parts = append(parts, alias+field)
		}
	}
	return "{ " + strings.Join(parts, " ") + " }"
}

// specification is FieldsInSetCanMerge, word by word and exponential.
type specification struct {
	schema *graphql.Schema
	doc    *Document
}

type specField struct {
	node   *ast.Field
	parent graphql.Type
	typ    graphql.Type
}

func (s specification) mergeable() bool {
	for _, op := range s.doc.Operations {
		if !s.everySet(op.SelectionSet, rootType(s.schema, op)) {
			return false
		}
	}
	for _, f := range s.doc.Fragments {
		if !s.everySet(f.SelectionSet, typeFromAST(s.schema, f.TypeCondition)) {
			return false
		}
	}
	return true
}

func (s specification) everySet(set *ast.SelectionSet, parent graphql.Type) bool {
	if !s.canMerge(s.fields(set, parent)) {
		return false
	}
	for _, selection := range set.Selections {
		switch selection := selection.(type) {
		case *ast.Field:
			if def := fieldDefinition(s.schema, parent, selection); selection.SelectionSet != nil && !s.everySet(selection.SelectionSet, named(def.Type)) {
				return false
			}
		case *ast.InlineFragment:
			if !s.everySet(selection.SelectionSet, conditionType(s.schema, selection.TypeCondition, parent)) {
				return false
			}
		}
	}
	return true
}

func (s specification) fields(set *ast.SelectionSet, parent graphql.Type) []specField {
	if set == nil {
		return nil
	}
	var all []specField
	for _, selection := range set.Selections {
		switch selection := selection.(type) {
		case *ast.Field:
			all = append(all, specField{selection, parent, fieldDefinition(s.schema, parent, selection).Type})
		case *ast.InlineFragment:
			all = append(all, s.fields(selection.SelectionSet, conditionType(s.schema, selection.TypeCondition, parent))...)
		case *ast.FragmentSpread:
			f := s.doc.Fragments[selection.Name.Value]
			all = append(all, s.fields(f.SelectionSet, typeFromAST(s.schema, f.TypeCondition))...)
		}
	}
	return all
}

func (s specification) canMerge(fields []specField) bool {
	for i, a := range fields {
		for _, b := range fields[i+1:] {
			if responseName(a.node) != responseName(b.node) {
				continue
			}
			if !s.sameShape(a, b) {
				return false
			}
			if a.parent != b.parent && isObject(a.parent) && isObject(b.parent) {
				continue
			}
			if signature(a.node) != signature(b.node) {
				return false
			}
			merged := append(s.fields(a.node.SelectionSet, named(a.typ)), s.fields(b.node.SelectionSet, named(b.typ))...)
			if !s.canMerge(merged) {
				return false
			}
		}
	}
	return true
}

func (s specification) sameShape(a, b specField) bool {
	typA, typB := a.typ, b.typ
	for {
		nonNullA, okA := typA.(*graphql.NonNull)
		nonNullB, okB := typB.(*graphql.NonNull)
		if okA != okB {
			return false
		}
		if okA {
			typA, typB = nonNullA.OfType, nonNullB.OfType
		}
		listA, okA := typA.(*graphql.List)
		listB, okB := typB.(*graphql.List)
		if okA != okB {
			return false
		}
		if !okA {
			break
		}
		typA, typB = listA.OfType, listB.OfType
	}
	if graphql.IsLeafType(typA) || graphql.IsLeafType(typB) {
		return typA == typB
	}
	merged := append(s.fields(a.node.SelectionSet, named(a.typ)), s.fields(b.node.SelectionSet, named(b.typ))...)
	for i, x := range merged {
		for _, y := range merged[i+1:] {
			if responseName(x.node) == responseName(y.node) && !s.sameShape(x, y) {
				return false
			}
		}
	}
	return true
}

// TestOverlapIsNotExponential gives the rule what the limits would keep away. It
// ends at all only if the rule remembers what it has compared.
func TestOverlapIsNotExponential(t *testing.T) {
	schema := toySchema(t)
	for _, n := range []int{30, 35, 50} {
		var b strings.Builder
		b.WriteString(`{ document(id: 1) { ...F0 ...F1 } }`)
		for i := range n {
			inner := "x: id"
			if i+1 < n {
				inner = fmt.Sprintf("revisionOf { ...F%d } revisionOf { ...F%[1]d id } ...F%[1]d ...F%d", i+1, min(i+2, n-1))
			}
			fmt.Fprintf(&b, "\nfragment F%d on Document { id %s }", i, inner)
		}
		doc := parsed(t, b.String())
		if got := conflicts(schema, doc); len(got) != 0 {
			t.Errorf("%d fragments: %v", n, got[0])
		}
	}
}
