package rows

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPiecesAreCountedAsTheLibraryCountsThem(t *testing.T) {
	few := rapid.StringOfN(rapid.SampledFrom([]rune(`"":id`)), 0, 60, -1)
	rapid.Check(t, func(t *rapid.T) {
		answer := few.Draw(t, "answer")
		piece := rapid.OneOf(few, rapid.SampledFrom([]string{`"id":"`, `"`, strings.Repeat("i", 300)})).Filter(func(s string) bool { return s != "" }).Draw(t, "piece")
		if got, want := count([]byte(answer), piece), bytes.Count([]byte(answer), []byte(piece)); got != want {
			t.Fatalf("%q is in %q %d times, counted %d", piece, answer, want, got)
		}
	})
}
