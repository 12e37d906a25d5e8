package interop

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// refused is check as it can be read: token by token. It is what the walk over
// the bytes is held to.
func refused(raw []byte, known map[string]bool) bool {
	type level struct {
		object, key bool
		seen        map[string]bool
	}
	if loneSurrogate(raw) {
		return true
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var open []*level
	for {
		tok, err := d.Token()
		if err != nil || len(open) == 0 && tok != json.Delim('{') {
			return true
		}
		s, text := tok.(string)
		if text && strings.IndexByte(s, 0) >= 0 {
			return true
		}
		if len(open) > 0 {
			top := open[len(open)-1]
			if text && top.object && top.key {
				if top.seen[s] || !known[s] {
					return true
				}
				top.seen[s], top.key = true, false
				continue
			}
			top.key = top.object
		}
		switch delim, _ := tok.(json.Delim); delim {
		case '{', '[':
			if len(open) == deepest {
				return true
			}
			open = append(open, &level{object: delim == '{', key: delim == '{', seen: map[string]bool{}})
		case '}', ']':
			open = open[:len(open)-1]
		}
		if len(open) == 0 {
			_, err := d.Token()
			return !errors.Is(err, io.EOF)
		}
	}
}

// TestLinesAreCheckedAsTokensAre: a line is refused where the walk over its
// tokens refuses it, and its kind is what package json reads.
func TestLinesAreCheckedAsTokensAre(t *testing.T) {
	known := map[string]bool{"record": true, "a": true, "b": true, `"`: true, "\\": true, "é": true}
	for i := range 2 * few {
		known[fmt.Sprint("f", i)] = true
	}
	names := []string{`"record"`, `"a"`, `"\u0061"`, `"b"`, `"x"`, `"\""`, `"\\"`, `"é"`, `"\u00e9"`, `""`}
	texts := append([]string{`"node"`, `"\u0000"`, `"\\u0000"`, `"{"`, `"a\"b"`, `"\ud83d\ude00"`, `"\ud83d"`, "\"\x00\"", `"[,:]"`}, names...)
	rapid.Check(t, func(rt *rapid.T) {
		var value func(deep int) string
		value = func(deep int) string {
			kinds := 4
			if deep == 0 {
				kinds = 2
			}
			space := rapid.SampledFrom([]string{"", "", " ", "\t"}).Draw(rt, "space")
			var parts []string
			switch rapid.IntRange(0, kinds-1).Draw(rt, "kind") {
			case 0:
				return space + rapid.SampledFrom(texts).Draw(rt, "text") + space
			case 1:
				return space + rapid.SampledFrom([]string{"1", "null", "true", "-2.5e3", "nul", "01"}).Draw(rt, "scalar")
			case 2:
				for range rapid.IntRange(0, 3).Draw(rt, "items") {
					parts = append(parts, value(deep-1))
				}
				return space + "[" + strings.Join(parts, ",") + "]" + space
			}
			for range rapid.IntRange(0, 4).Draw(rt, "fields") {
				parts = append(parts, rapid.SampledFrom(names).Draw(rt, "name")+space+":"+value(deep-1))
			}
			if rapid.IntRange(0, 9).Draw(rt, "many") == 0 {
				for i := range 2 * few {
					parts = append(parts, fmt.Sprintf(`"f%d":%d`, i, i))
				}
				parts = append(parts, fmt.Sprintf(`"f%d":0`, rapid.IntRange(0, 3*few).Draw(rt, "again")))
			}
			return space + "{" + strings.Join(parts, ",") + "}" + space
		}
		raw := []byte(value(3))
		if rapid.IntRange(0, 9).Draw(rt, "nested") == 0 {
			n := rapid.IntRange(deepest-3, deepest+1).Draw(rt, "levels")
			raw = []byte(`{"a":` + strings.Repeat("[", n) + strings.Repeat("]", n) + "}")
		}
		if rapid.IntRange(0, 5).Draw(rt, "harm") == 0 {
			at := rapid.IntRange(0, len(raw)).Draw(rt, "at")
			raw = append(append(bytes.Clone(raw[:at]), rapid.SampledFrom([]string{"", "}", `"`, `\`, "x", ",", `{`}).Draw(rt, "with")...), raw[at:]...)
		}
		l, err := newLines(nil, MaxLine).recordOf(raw, known)
		checked, wrong := newLines(nil, MaxLine).check(raw, known)
		if wrong == nil {
			wrong = checked.known()
		}
		if want := refused(raw, known); (wrong != nil) != want {
			rt.Fatalf("%q: got %v, the tokens are refused: %t", raw, wrong, want)
		}
		if err != nil || wrong != nil {
			return
		}
		var record struct {
			Record string `json:"record"`
		}
		if err := json.Unmarshal(raw, &record); err != nil || record.Record != l.kind {
			rt.Fatalf("%q: the kind is %q, package json reads %q (%v)", raw, l.kind, record.Record, err)
		}
	})
}
