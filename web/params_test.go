package web

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"
)

// FuzzMembers holds what is found in a body against encoding/json.
func FuzzMembers(f *testing.F) {
	for _, s := range []string{
		`{}`, ` { } `, `{"query":"{ a }"}`, `{"query" : "a\"b\\", "variables":{"x":[1,{"y":"}]"}]},"operationName":null }`,
		`{"variables":12,"query":"é","extensions":[1,2]}`, `{"query":"x","query":"y"}`, `{"a":1,"a":2}`, `{"qu\u0065ry":"escaped","z":true,"variables": {} }`,
		`{"query":"a","variables":1 ,"x":[[]]}`, "{\"query\"\n:\t\"a\"\r,\"x\":-1.5e3}", `{"a":{"b":{}},"query":""}`, `[{}]`, `"x"`, `{"query":"\ud83d\ude00"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if !utf8.Valid(body) {
			return
		}
		got, e := topLevel(body)
		var want map[string]json.RawMessage
		if err := json.Unmarshal(body, &want); err != nil || want == nil {
			if e == nil {
				t.Fatalf("%q is taken, though it is no object: %v", body, err)
			}
			return
		}
		if e != nil {
			if keysOf(t, body) == len(want) {
				t.Fatalf("%q is refused: %v", body, e.Message)
			}
			return
		}
		for name, value := range map[string]json.RawMessage{"query": got.query, "operationName": got.operationName, "variables": got.variables, "extensions": got.extensions} {
			if !bytes.Equal(value, want[name]) {
				t.Fatalf("%s of %q is %q, want %q", name, body, value, want[name])
			}
			var s string
			if json.Unmarshal(value, &s) == nil && len(value) > 0 && value[0] == '"' {
				if read, e := text(name, value); e != nil || read != s {
					t.Fatalf("%s of %q reads %q, %v, want %q", name, body, read, e, s)
				}
			}
		}
	})
}

// keysOf counts the members of an object, repeated ones too.
func keysOf(t *testing.T, body []byte) int {
	dec := json.NewDecoder(bytes.NewReader(body))
	if _, err := dec.Token(); err != nil {
		t.Fatal(err)
	}
	n := 0
	for ; dec.More(); n++ {
		if _, err := dec.Token(); err != nil {
			t.Fatal(err)
		}
		var skip json.RawMessage
		if err := dec.Decode(&skip); err != nil {
			t.Fatal(err)
		}
	}
	return n
}
