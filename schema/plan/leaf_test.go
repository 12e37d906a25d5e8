package plan

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/graphql-go/graphql"
	"pgregory.net/rapid"
)

func TestLeaves(t *testing.T) {
	type named string
	type kindInt int
	text, none := "p", (*string)(nil)
	enum := newEnumLeaf(graphql.NewEnum(graphql.EnumConfig{Name: "E", Values: graphql.EnumValueConfigMap{
		"A": {Value: kindInt(1)}, "B": {Value: "b"}, "C": {Value: named("c")}, "D": {},
	}}))
	custom := newScalarLeaf(graphql.NewScalar(graphql.ScalarConfig{Name: "Custom", Serialize: func(v any) any {
		switch v {
		case "nil":
			return nil
		case "error":
			return errors.New("refused")
		case "map":
			return map[string]any{"a": []int{1}, "h": "<&>"}
		case "func":
			return func() {}
		case "null":
			return json.RawMessage("null")
		}
		return v
	}}))
	boolean, integer, float, str, id := newScalarLeaf(graphql.Boolean), newScalarLeaf(graphql.Int), newScalarLeaf(graphql.Float), newScalarLeaf(graphql.String), newScalarLeaf(graphql.ID)
	for _, c := range []struct {
		leaf  *leaf
		value any
		want  string // empty: refused
	}{
		{integer, 1, "1"},
		{integer, int64(math.MaxInt32), "2147483647"},
		{integer, int64(math.MaxInt32) + 1, ""},
		{integer, math.MinInt32, "-2147483648"},
		{integer, int64(math.MinInt32) - 1, ""},
		{integer, uint64(math.MaxUint64), ""},
		{integer, uint8(7), "7"},
		{integer, 3.0, "3"},
		{integer, 3.7, ""},
		{integer, math.NaN(), ""},
		{integer, "3", ""},
		{integer, true, ""},
		{float, 0.1, "0.1"},
		{float, float32(0.1), "0.1"},
		{float, 1e21, "1e+21"},
		{float, 1e-9, "1e-9"},
		{float, 7, "7"},
		{float, int64(1)<<62 + 1, ""},
		{float, math.NaN(), ""},
		{float, math.Inf(1), ""},
		{float, float32(math.Inf(-1)), ""},
		{float, "1", ""},
		{str, "a", `"a"`},
		{str, named("n"), `"n"`},
		{str, &text, `"p"`},
		{str, none, ""},
		{str, 1, ""},
		{str, []byte("x"), ""},
		{str, struct{ Hash string }{"secret"}, ""},
		{boolean, true, "true"},
		{boolean, 1, ""},
		{boolean, "true", ""},
		{id, "x:y", `"x:y"`},
		{id, 12, `"12"`},
		{id, int64(math.MinInt64), `"-9223372036854775808"`},
		{id, 1.5, ""},
		{id, false, ""},
		{enum, kindInt(1), `"A"`},
		{enum, 1, ""},
		{enum, "b", `"B"`},
		{enum, "c", `"C"`}, // an enum's strings compare by their text
		{enum, named("c"), `"C"`},
		{enum, "D", `"D"`},
		{enum, "d", ""},
		{enum, []string{"b"}, ""},
		{custom, "x", `"x"`},
		{custom, "nil", ""},
		{custom, "error", ""},
		{custom, "map", `{"a":[1],"h":"<&>"}`},
		{custom, "func", ""},
		{custom, "null", ""},
		{custom, int64(5), "5"},
	} {
		got, err := c.leaf.append([]byte("#"), c.value)
		switch {
		case c.want == "" && err == nil:
			t.Errorf("%s accepts %T %v: %s", c.leaf.name, c.value, c.value, got)
		case c.want == "" && strings.Contains(err.Error(), "secret"):
			t.Errorf("the refusal shows the value: %v", err)
		case c.want != "" && (err != nil || string(got) != "#"+c.want):
			t.Errorf("%s of %T %v: %s %v", c.leaf.name, c.value, c.value, got, err)
		}
	}
}

func TestBadLeafIsAnErrorAndNotASilentNull(t *testing.T) {
	body, _ := faulty(t, graphql.Int, Value(func(any) any { return int64(1) << 40 }))
	if want := `{"data":{"x":null,"ok":1},"errors":[{"message":"Int cannot represent the value 1099511627776.","locations":[{"line":1,"column":2}],"path":["x"],"extensions":{"code":"BAD_LEAF"}}]}`; body != want {
		t.Errorf("got %s", body)
	}
	body, _ = faulty(t, graphql.NewList(graphql.Float), Value(func(any) any { return []float64{1, math.Inf(1), 2} }))
	if !strings.HasPrefix(body, `{"data":{"x":[1,null,2],"ok":1},"errors":[{"message":"Float cannot represent the value +Inf."`) || !strings.Contains(body, `"path":["x",1]`) {
		t.Errorf("got %s", body)
	}
	body, _ = faulty(t, graphql.NewList(graphql.String), Value(func(any) any { return "no list" }))
	if !strings.Contains(body, CodeBadValue) {
		t.Errorf("got %s", body)
	}
	panicky := graphql.NewScalar(graphql.ScalarConfig{Name: "P", Serialize: func(any) any { panic("hunter2") }})
	body, toy := faulty(t, graphql.NewList(panicky), Value(func(any) any { return []any{1} }))
	if !strings.HasPrefix(body, `{"data":{"x":[null],"ok":1},"errors":[{"message":"P cannot represent`) || strings.Contains(body, "hunter2") || !strings.Contains(toy.log.String(), "hunter2") {
		t.Errorf("got %s", body)
	}
}

func TestStringsAreJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "s")
		var back string
		out := appendString(nil, s)
		if err := json.Unmarshal(out, &back); err != nil || !utf8.Valid(out) {
			t.Fatalf("%q: %q %v", s, out, err)
		}
		want, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var expected string
		if err := json.Unmarshal(want, &expected); err != nil || back != expected {
			t.Fatalf("%q became %q, want %q", s, back, expected)
		}
	})
}

func TestWhatMustBeEscapedIsFoundAnywhere(t *testing.T) {
	for c := range 256 {
		for at := range 20 {
			s := []byte("zzzzzzzz\x80\xffzzzzzzzzzz")
			s[at] = byte(c)
			want := len(s)
			if !plain[byte(c)] {
				want = at
			}
			beyond := slices.ContainsFunc(s[:want], func(c byte) bool { return c >= utf8.RuneSelf })
			if got, wide := plainRun(string(s)); got != want || wide != beyond {
				t.Errorf("the first byte to escape in %q is at %d, not %d; beyond ASCII: %v, not %v", s, got, want, wide, beyond)
			}
		}
	}
}

func TestFloatsAreWrittenAsEncodingJSONDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Float64().Draw(t, "f")
		want, err := json.Marshal(f)
		if err != nil {
			return
		}
		if got := appendFloat(nil, f); string(got) != string(want) {
			t.Fatalf("got %s, want %s", got, want)
		}
	})
}
