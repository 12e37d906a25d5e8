package plan

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"github.com/graphql-go/graphql"
	"pgregory.net/rapid"
)

// querygen draws valid operations over the toy schema.
type querygen struct {
	t         *rapid.T
	schema    *graphql.Schema
	fragments []string
	names     []fragmentName
	variables map[string]bool
	budget    int
}

type fragmentName struct {
	name, on string
}

var variableTypes = map[string]string{"yes": "Boolean!", "no": "Boolean!", "n": "Int", "s": "String", "f": "Filter", "k": "Kind", "id": "ID!", "ids": "[ID!]!"}

var variableValues = map[string]any{
	"yes": true, "no": false, "n": 3, "s": "a \"quoted\" \u2028 ü", "f": map[string]any{"kind": "STATE", "tags": []string{"a"}},
	"k": "PERSON", "id": "7", "ids": []string{"1", "2", "nope", "59", "88"},
}

// drawOperation gives a query text and its variables.
func drawOperation(t *rapid.T, schema *graphql.Schema) (string, json.RawMessage) {
	g := &querygen{t: t, schema: schema, variables: map[string]bool{}, budget: 60}
	for i := range rapid.IntRange(0, 3).Draw(t, "fragments") {
		on := rapid.SampledFrom([]string{"Node", "Actor", "Person", "State", "Doc", "Thing", "Conn", "Query"}).Draw(t, "on")
		body := g.set(schema.Type(on), 3)
		name := fmt.Sprintf("F%d", i)
		g.fragments = append(g.fragments, fmt.Sprintf("fragment %s on %s %s", name, on, body))
		g.names = append(g.names, fragmentName{name, on}) // earlier ones only: no cycles
	}
	body := g.set(schema.QueryType(), 5)
	used := map[string]bool{}
	text := g.trim(body, used)
	var decl []string
	values := map[string]any{}
	names := make([]string, 0, len(g.variables))
	for v := range g.variables {
		names = append(names, v)
	}
	sort.Strings(names)
	for _, v := range names {
		if strings.Contains(text, "$"+v+")") || strings.Contains(text, "$"+v+",") {
			decl = append(decl, "$"+v+": "+variableTypes[v])
			values[v] = variableValues[v]
		}
	}
	head := "query Q"
	if len(decl) > 0 {
		head += "(" + strings.Join(decl, ", ") + ")"
	}
	raw, _ := json.Marshal(values)
	return head + text, raw
}

// trim adds the fragments that are spread, directly or not.
func (g *querygen) trim(body string, used map[string]bool) string {
	out := body
	for i := len(g.names) - 1; i >= 0; i-- {
		if strings.Contains(out, "..."+g.names[i].name+" ") && !used[g.names[i].name] {
			used[g.names[i].name] = true
			out += " " + g.fragments[i]
		}
	}
	return out
}

func (g *querygen) set(typ graphql.Type, depth int) string {
	var parts []string
	for range rapid.IntRange(1, 5).Draw(g.t, "selections") {
		g.budget--
		parts = append(parts, g.selection(typ, depth))
	}
	return "{" + strings.Join(parts, " ") + "}"
}

func (g *querygen) selection(typ graphql.Type, depth int) string {
	switch pick := rapid.IntRange(0, 9).Draw(g.t, "what"); {
	case pick == 0:
		return "__typename" + g.directive()
	case pick == 1 && depth > 0 && g.budget > 0:
		on := rapid.SampledFrom(g.overlapping(typ)).Draw(g.t, "condition")
		return "..." + condition2(on) + g.directive() + g.set(g.typeOr(on, typ), depth-1)
	case pick == 2:
		for _, f := range g.names {
			if g.overlap(typ, g.schema.Type(f.on)) && rapid.Bool().Draw(g.t, "spread") {
				return "..." + f.name + " " + g.directive()
			}
		}
	}
	return g.field(typ, depth)
}

func condition2(on string) string {
	if on == "" {
		return ""
	}
	return " on " + on
}

func (g *querygen) typeOr(name string, typ graphql.Type) graphql.Type {
	if name == "" {
		return typ
	}
	return g.schema.Type(name)
}

func (g *querygen) overlapping(typ graphql.Type) []string {
	out := []string{""}
	for _, name := range []string{"Node", "Actor", "Person", "State", "Doc", "Thing"} {
		if g.overlap(typ, g.schema.Type(name)) {
			out = append(out, name)
		}
	}
	return out
}

func (g *querygen) overlap(a, b graphql.Type) bool {
	for _, x := range g.objects(a) {
		for _, y := range g.objects(b) {
			if x == y {
				return true
			}
		}
	}
	return false
}

func (g *querygen) objects(typ graphql.Type) []string {
	if object, ok := typ.(*graphql.Object); ok {
		return []string{object.Name()}
	}
	var out []string
	for _, o := range g.schema.PossibleTypes(typ.(graphql.Abstract)) {
		out = append(out, o.Name())
	}
	return out
}

func (g *querygen) field(typ graphql.Type, depth int) string {
	var fields graphql.FieldDefinitionMap
	switch typ := typ.(type) {
	case *graphql.Object:
		fields = typ.Fields()
	case *graphql.Interface:
		fields = typ.Fields()
	default:
		return "__typename"
	}
	names := make([]string, 0, len(fields))
	for name, def := range fields {
		if name != "hook" && (isLeaf(def.Type) || depth > 0 && g.budget > 0) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "__typename"
	}
	sort.Strings(names)
	for _, name := range []string{"fails", "strictly", "matrix", "grid", "best", "strict"} { // more often: they fail
		if fields[name] != nil && depth > 0 {
			names = append(names, name, name)
		}
	}
	name := rapid.SampledFrom(names).Draw(g.t, "field")
	def := fields[name]
	args := g.arguments(def)
	key := name
	if args != "" || rapid.IntRange(0, 3).Draw(g.t, "alias") == 0 {
		// one key, one meaning: the alias says which arguments it stands for
		key = fmt.Sprintf("%s_%x", name, hash(args+def.Type.String()))
	}
	out := name + args
	if key != name {
		out = key + ": " + out
	}
	out += g.directive()
	if !isLeaf(def.Type) {
		out += g.set(g.schema.Type(graphql.GetNamed(def.Type).String()), depth-1)
	}
	return out
}

func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

func (g *querygen) directive() string {
	return g.use(rapid.SampledFrom([]string{"", "", "", "", "", "", " @include(if: $yes)", " @skip(if: $no)", " @include(if: $no)", " @skip(if: true)", " @include(if: true)", " @skip(if: $no) @include(if: $yes)"}).Draw(g.t, "directive"))
}

func (g *querygen) use(text string) string {
	for v := range variableTypes {
		if strings.Contains(text, "$"+v+")") || strings.Contains(text, "$"+v+",") {
			g.variables[v] = true
		}
	}
	return text
}

func (g *querygen) arguments(def *graphql.FieldDefinition) string {
	choices := map[string][]string{
		"rel":    {"", "(first: 3)", "(first: $n)", "(filter: {kind: DOC})", "(filter: $f)", "(first: -1)"},
		"node":   {"(id: 4)", `(id: "5")`, "(id: $id)", `(id: "zz")`, "(id: 99)"},
		"nodes":  {"(ids: [1, 2, 3])", "(ids: $ids)", "(ids: 6)"},
		"people": {"", "(first: 6)", "(first: $n)", "(first: 0)"},
		"view":   {"(rev: 7)", "(rev: 8)"},
		"echo":   {"", "(n: 3)", "(s: $s)", "(kind: PERSON, fs: [1, 2.5])", "(filter: {text: \"t\", min: 2})", "(filter: $f)", "(kind: $k)", "(b: true, fs: 3)"},
	}[def.Name]
	if len(def.Args) == 0 { // a field of that name on a type where it takes none
		return ""
	}
	return g.use(rapid.SampledFrom(choices).Draw(g.t, "args"))
}

func isLeaf(typ graphql.Type) bool {
	named, ok := graphql.GetNamed(typ).(graphql.Type)
	return ok && graphql.IsLeafType(named)
}
