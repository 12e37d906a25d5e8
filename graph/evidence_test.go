package graph_test

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/graph/text"
	"onrecord/store/mem"
)

// longText is a text of about so many bytes, with the words in its middle.
func longText(size int, words string) string {
	var b strings.Builder
	for n, said := 0, false; b.Len() < size; n++ {
		if !said && b.Len() >= size/2 {
			said = true
			fmt.Fprintf(&b, "The envoy said: “First. %s It holds.” He left.\n", words)
		}
		fmt.Fprintf(&b, "Sentence %d of the U.S. report is “as dull” as the one before. It ends here.\n", n)
	}
	return b.String()
}

// withLongText is a graph that holds a long text and a statement in it.
func withLongText(t testing.TB, size int) (*graph.Graph, []graph.Span) {
	t.Helper()
	g, err := graph.Open(mem.New())
	if err != nil {
		t.Fatal(err)
	}
	long := longText(size, "Nobody else said this.")
	d := &graph.Draft{
		Documents: []graph.DocumentDraft{{ID: "document:long", Title: "Long", Text: &long}},
		Nodes:     []graph.NodeDraft{{ID: "person:envoy", Kind: graph.Person, Name: "Envoy"}},
		Statements: []graph.StatementDraft{{
			ID: "statement:long", QuoteType: graph.Direct, Speaker: "person:envoy", SpeakerAs: "The envoy",
			Evidence: []graph.EvidenceDraft{{Document: "document:long", Exact: "Nobody else said this."}},
		}},
	}
	applyDraft(t, g, d)
	s := session(t, g)
	defer s.Close()
	nodes, err := s.Present().NodesByID([]string{"statement:long"})
	if err != nil || nodes[0] == nil {
		t.Fatalf("%v, %v", nodes, err)
	}
	return g, nodes[0].Statement.Evidence
}

func applyDraft(t testing.TB, g *graph.Graph, d *graph.Draft) {
	t.Helper()
	v, err := g.Verify(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Apply(t.Context(), v, graph.Request{}); err != nil {
		t.Fatal(err)
	}
}

func session(t testing.TB, g *graph.Graph) *graph.Session {
	t.Helper()
	s, err := g.Session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func readEvidence(t testing.TB, g *graph.Graph, spans []graph.Span) *graph.Evidence {
	t.Helper()
	s := session(t, g)
	defer s.Close()
	e, err := s.Present().Evidence(spans)
	if err != nil {
		t.Fatal(err)
	}
	return e[0]
}

// One span of a large document costs little beyond its text, and next to
// nothing when the text was read lately.
func TestEvidenceOfALargeDocumentIsCheap(t *testing.T) {
	const size = 2 << 20
	g, spans := withLongText(t, size)
	allocated := func() uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		e := readEvidence(t, g, spans)
		runtime.ReadMemStats(&after)
		if e.Sentence != "Nobody else said this." || !e.InsideQuotes || e.Redacted {
			t.Errorf("%+v", e)
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	g.DropTexts()
	if cold := allocated(); cold > 5*size {
		t.Errorf("cold, %d bytes were allocated for a text of %d", cold, size)
	}
	if warm := allocated(); warm > size/4 {
		t.Errorf("warm, %d bytes were allocated", warm)
	}
}

// What is found near a place is what is found in the whole.
func TestSurroundingsAreThoseOfTheWhole(t *testing.T) {
	filler := strings.Repeat("A line that is dull.\n", graph.SmallText/20)
	pieces := []string{"He said", "‘tis", "“", "”", "\"", "'", "«", "»", ". ", "U.S. ", " ", "\n", "\n\n", "Then ", "the", "Ж", "。", "(", ")", "90", "   "}
	rapid.Check(t, func(t *rapid.T) {
		middle := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 60).Draw(t, "pieces"), "")
		s := filler + middle + "\n" + filler
		at := func(label string, from int) int {
			return boundary(s, len(filler)+rapid.IntRange(from, len(middle)).Draw(t, label))
		}
		start := at("start", 0)
		end := at("end", start-len(filler))
		if start >= end {
			return
		}
		sentence, whole, inside, wholeInside := graph.Surroundings(s, text.Span{Start: start, End: end})
		if sentence != whole || inside != wholeInside {
			t.Fatalf("%q at %q: sentence %q, quoted %v; in the whole %q, %v", middle, s[start:end], sentence, inside, whole, wholeInside)
		}
	})
}

// boundary moves a place forward to the start of a character.
func boundary(s string, at int) int {
	for at < len(s) && s[at]&0xc0 == 0x80 {
		at++
	}
	return at
}

// A text without line breaks is read in part, and nothing breaks.
func TestSurroundingsOfOneLongLine(t *testing.T) {
	s := strings.Repeat("Жовтень був теплий. ", 20_000)
	for _, at := range []int{0, len(s) / 2 / 2 * 2, len(s) - 40} {
		span := text.Span{Start: boundary(s, at), End: boundary(s, min(len(s), at+11))}
		if sentence, _, _, _ := graph.Surroundings(s, span); !strings.Contains(sentence, strings.TrimSpace(span.In(s))) || len(sentence) > 100 {
			t.Errorf("the sentence at %d is %q", at, sentence)
		}
	}
}

// Texts in memory are bounded, shared by sessions, and not shown once they were
// removed: not now, and not as of a day before.
func TestSharedTexts(t *testing.T) {
	g, spans := withLongText(t, 200_000)
	before := time.Now()
	old := session(t, g)
	defer old.Close()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if e := readEvidence(t, g, spans); e.Exact != "Nobody else said this." {
					t.Errorf("%+v", e)
				}
			}
		})
	}
	wg.Wait()
	if n, size := g.SharedTexts(); n != 1 || size > graph.SharedBudget {
		t.Errorf("%d texts of %d bytes are shared", n, size)
	}
	if _, err := g.Redact(t.Context(), graph.RedactChange{Document: "document:long", Reason: "x"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	if n, _ := g.SharedTexts(); n != 0 {
		t.Errorf("%d texts are shared after a redaction", n)
	}
	// A session from before shows its state, and puts the text into memory again.
	if e, err := old.Present().Evidence(spans); err != nil || e[0].Redacted {
		t.Errorf("a session from before the redaction: %+v, %v", e, err)
	}
	if n, _ := g.SharedTexts(); n != 1 {
		t.Fatalf("%d texts are shared: this test shows nothing", n)
	}
	if e := readEvidence(t, g, spans); !e.Redacted || e.Exact != "" {
		t.Errorf("after the redaction: %+v", e)
	}
	s := session(t, g)
	defer s.Close()
	v, err := s.AsOf(before)
	if err != nil {
		t.Fatal(err)
	}
	if e, err := v.Evidence(spans); err != nil || !e[0].Redacted {
		t.Errorf("as of before: %+v, %v", e, err)
	}
}

func TestSharedTextsAreBounded(t *testing.T) {
	g, err := graph.Open(mem.New())
	if err != nil {
		t.Fatal(err)
	}
	const each = 6 << 20
	for i := range 9 {
		id := fmt.Sprintf("document:d%d", i)
		body := fmt.Sprintf("%d", i) + strings.Repeat("x", each)
		applyDraft(t, g, &graph.Draft{Documents: []graph.DocumentDraft{{ID: id, Title: id, Text: &body}}})
		s := session(t, g)
		nodes, err := s.Present().NodesByID([]string{id})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.Present().Content(nodes); err != nil || got[0] == nil || *got[0] != body {
			t.Fatalf("%s: %v", id, err)
		}
		s.Close()
	}
	if n, size := g.SharedTexts(); n == 0 || n > graph.SharedBudget/each || size > graph.SharedBudget || size < n*each {
		t.Errorf("%d texts of %d bytes are shared", n, size)
	}
}

func BenchmarkEvidenceOf10MiB(b *testing.B) {
	g, spans := withLongText(b, 10<<20-4096)
	b.Run("cold", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			g.DropTexts()
			readEvidence(b, g, spans)
		}
	})
	b.Run("warm", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			readEvidence(b, g, spans)
		}
	})
}
