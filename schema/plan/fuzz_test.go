package plan

import (
	"context"
	"encoding/json"
	"testing"
)

// FuzzExecute sends any text as a query: nothing panics, and the answer always
// is a JSON object with data or errors.
func FuzzExecute(f *testing.F) {
	toy := newToy(f, Options{MaxErrors: 10})
	for _, q := range []string{
		`{node(id:0){id label kind rel{nodes{label __typename ...on Person{age score}} total}}}`,
		`query($n:Int=2,$b:Boolean!){people(first:$n){id @skip(if:$b) fails best{strictly}}}`,
		`{nodes(ids:["1","2","x"]){...F}} fragment F on Node{id ...on Doc{matrix grid{id}}}`,
		`mutation{bump(by:2){before now}}`, `subscription{ticks}`, `{__schema{types{name}} __type(name:"Doc"){name}}`,
		`{echo(n:null,filter:{text:"\u0000",tags:["""block"""]},fs:[1,2])}`, `{`, `{a:__typename a:node(id:1){id}}`,
	} {
		f.Add(q, `{"n":1,"b":true}`)
	}
	f.Fuzz(func(t *testing.T, query, vars string) {
		res := toy.ex.Execute(context.Background(), Request{Query: query, Variables: json.RawMessage(vars), Env: 1})
		defer res.Release()
		var out struct {
			Data   *json.RawMessage `json:"data"`
			Errors []struct {
				Message    string
				Extensions map[string]any
			} `json:"errors"`
		}
		if err := json.Unmarshal(res.Body, &out); err != nil {
			t.Fatalf("%v in %s", err, res.Body)
		}
		if out.Data == nil && len(out.Errors) == 0 || res.Executed == (out.Data == nil && res.ErrorCode != "") && res.ErrorCode == "" {
			t.Fatalf("neither data nor errors, or an unclear outcome: %s", res.Body)
		}
		for _, e := range out.Errors {
			if e.Message == "" || e.Extensions["code"] == CodeInternal {
				t.Fatalf("a bad error: %s\n%s", res.Body, toy.log.String())
			}
		}
	})
}
