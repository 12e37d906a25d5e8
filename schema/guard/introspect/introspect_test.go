package introspect_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/graphql-go/graphql"

	"onrecord/schema/guard/introspect"
)

func schema(t *testing.T) graphql.Schema {
	t.Helper()
	introspect.Fix()
	introspect.Fix() // the second call changes nothing
	direction := graphql.NewEnum(graphql.EnumConfig{Name: "Direction", Values: graphql.EnumValueConfigMap{
		"OUT": {Value: 1}, "BOTH": {Value: 2}, "OLD": {Value: 3, DeprecationReason: "gone"},
	}})
	date := graphql.NewScalar(graphql.ScalarConfig{
		Name: "Date", Description: "A day.\nSpecified by: https://example.org/date",
		Serialize: func(v any) any { return v },
	})
	filter := graphql.NewInputObject(graphql.InputObjectConfig{Name: "Filter", Fields: graphql.InputObjectConfigFieldMap{
		"text":  {Type: graphql.String, DefaultValue: "a\"\n\\"},
		"order": {Type: direction, DefaultValue: 2},
		"old":   {Type: graphql.Int, Description: "Deprecated: use text"},
	}})
	s, err := graphql.NewSchema(graphql.SchemaConfig{
		Directives: introspect.Directives(),
		Query: graphql.NewObject(graphql.ObjectConfig{Name: "Query", Fields: graphql.Fields{
			"a": {Type: date, Args: graphql.FieldConfigArgument{
				"direction": {Type: graphql.NewNonNull(direction), DefaultValue: 2},
				"list":      {Type: graphql.NewList(graphql.NewNonNull(direction)), DefaultValue: []int{1, 2}},
				"single":    {Type: graphql.NewList(direction), DefaultValue: 1},
				"filter":    {Type: filter, DefaultValue: map[string]any{"order": 1, "text": nil}},
				"int":       {Type: graphql.Int, DefaultValue: 5},
				"float":     {Type: graphql.Float, DefaultValue: 1.5},
				"yes":       {Type: graphql.Boolean, DefaultValue: true},
				"id":        {Type: graphql.ID, DefaultValue: "x:y"},
				"none":      {Type: graphql.String},
				"old":       {Type: graphql.String, Description: "Was used.\nDeprecated: use id"},
				"wrong":     {Type: direction, DefaultValue: 9},
			}},
		}}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(t *testing.T, query string) (map[string]any, []string) {
	t.Helper()
	result := graphql.Do(graphql.Params{Schema: schema(t), RequestString: query})
	var faults []string
	for _, err := range result.Errors {
		faults = append(faults, err.Message)
	}
	data, _ := result.Data.(map[string]any)
	return data, faults
}

func TestDefaultsAreLiterals(t *testing.T) {
	data, faults := ask(t, `{ __type(name: "Query") { fields { args { name defaultValue } } } }`)
	got := map[string]any{}
	for _, field := range data["__type"].(map[string]any)["fields"].([]any) {
		for _, arg := range field.(map[string]any)["args"].([]any) {
			arg := arg.(map[string]any)
			got[arg["name"].(string)] = arg["defaultValue"]
		}
	}
	want := map[string]any{
		"direction": "BOTH", "list": "[OUT, BOTH]", "single": "OUT", "filter": "{order: OUT, text: null}",
		"int": "5", "float": "1.5", "yes": "true", "id": `"x:y"`, "none": nil, "wrong": nil,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"the default 9 is not a value of the enum Direction"}, faults); diff != "" {
		t.Error(diff)
	}
}

func TestThe2021Fields(t *testing.T) {
	data, faults := ask(t, `{
		date: __type(name: "Date") { specifiedByURL isOneOf }
		filter: __type(name: "Filter") { specifiedByURL isOneOf
			now: inputFields { name defaultValue isDeprecated }
			all: inputFields(includeDeprecated: true) { name isDeprecated deprecationReason } }
		direction: __type(name: "Direction") { enumValues { name } all: enumValues(includeDeprecated: true) { name deprecationReason } }
		query: __type(name: "Query") { fields { args(includeDeprecated: true) { name isDeprecated } } }
		__schema { description directives { name isRepeatable args { name } } }
	}`)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	type o = map[string]any
	type l = []any
	last := data["query"].(o)["fields"].(l)[0].(o)["args"].(l)
	if len(last) != 11 || last[7].(o)["name"] != "old" || last[7].(o)["isDeprecated"] != true {
		t.Errorf("the deprecated argument is not listed in order: %v", last)
	}
	delete(data, "query")
	want := o{
		"date": o{"specifiedByURL": "https://example.org/date", "isOneOf": nil},
		"filter": o{
			"specifiedByURL": nil, "isOneOf": false,
			"now": l{
				o{"name": "order", "defaultValue": "BOTH", "isDeprecated": false},
				o{"name": "text", "defaultValue": `"a\"\n\\"`, "isDeprecated": false},
			},
			"all": l{
				o{"name": "old", "isDeprecated": true, "deprecationReason": "use text"},
				o{"name": "order", "isDeprecated": false, "deprecationReason": nil},
				o{"name": "text", "isDeprecated": false, "deprecationReason": nil},
			},
		},
		"direction": o{
			"enumValues": l{o{"name": "BOTH"}, o{"name": "OUT"}},
			"all": l{
				o{"name": "BOTH", "deprecationReason": nil}, o{"name": "OLD", "deprecationReason": "gone"}, o{"name": "OUT", "deprecationReason": nil},
			},
		},
		"__schema": o{"description": nil, "directives": l{
			o{"name": "include", "isRepeatable": false, "args": l{o{"name": "if"}}},
			o{"name": "skip", "isRepeatable": false, "args": l{o{"name": "if"}}},
			o{"name": "deprecated", "isRepeatable": false, "args": l{o{"name": "reason"}}},
			o{"name": "specifiedBy", "isRepeatable": false, "args": l{o{"name": "url"}}},
			o{"name": "oneOf", "isRepeatable": false, "args": l{}},
		}},
	}
	if diff := cmp.Diff(want, data); diff != "" {
		t.Error(diff)
	}
}
