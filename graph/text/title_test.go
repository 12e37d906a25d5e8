package text_test

import (
	"strings"
	"testing"

	"onrecord/graph/text"
)

func TestTitle(t *testing.T) {
	long := strings.Repeat("boats, ", 40)
	for in, want := range map[string]string{
		"\n  The boats  leave \nat dawn": "The boats leave",
		"## The boats":                   "The boats",
		"#":                              "#",
		"":                               "",
		long:                             strings.Repeat("boats, ", 20) + "boats…",
		strings.Repeat("é", 200):         strings.Repeat("é", 150) + "…",
	} {
		if got := text.Title(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
