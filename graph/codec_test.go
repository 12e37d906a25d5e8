package graph_test

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/graph/keys"
	"onrecord/store"
)

// kindOfRecord is how a kind of record is made, written and read.
type kindOfRecord struct {
	random func(t *rapid.T) any
	encode func(any) []byte
	decode func([]byte) (any, error)
}

func from[T any](list []T) *rapid.Generator[T] { return rapid.SampledFrom(list) }

func orNone[T any](list []T) *rapid.Generator[T] {
	var none T
	return from(append([]T{none}, list...))
}

var (
	anyRef    = rapid.Custom(func(t *rapid.T) graph.Ref { return graph.Ref(rapid.Uint64().Draw(t, "ref")) })
	anyMicros = rapid.Custom(func(t *rapid.T) graph.Micros { return graph.Micros(rapid.Int64().Draw(t, "micros")) })
	anyWords  = rapid.SliceOfN(rapid.String(), 0, 3)
	anyRefs   = rapid.SliceOfN(anyRef, 0, 3)
	anySpans  = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) graph.Span {
		s := graph.Span{Doc: anyRef.Draw(t, "doc"), Start: rapid.Uint32Max(1<<31).Draw(t, "start"), RuneStart: rapid.Uint32Max(1<<31).Draw(t, "runes")}
		s.End, s.RuneEnd = s.Start+rapid.Uint32Max(1<<30).Draw(t, "bytes"), s.RuneStart+rapid.Uint32Max(1<<30).Draw(t, "length")
		copy(s.Sum[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "sum"))
		return s
	}), 0, 3)
	anyStanding = rapid.Custom(func(t *rapid.T) graph.Standing {
		return graph.Standing{Origin: orNone(graph.Origins).Draw(t, "origin"), Review: orNone(graph.Reviews).Draw(t, "review"), Confidence: rapid.Float64Range(0, 1).Draw(t, "confidence")}
	})
	anyText = rapid.String()
	anyHash = rapid.Custom(func(t *rapid.T) string {
		return keys.HashText([keys.HashSize]byte(rapid.SliceOfN(rapid.Byte(), keys.HashSize, keys.HashSize).Draw(t, "hash")))
	})
)

// idOf draws an id: generated ones, those of a person's choice, and what is none.
func idOf(t *rapid.T, prefix string) string {
	before := rapid.SampledFrom([]string{"", prefix, "x" + prefix}).Draw(t, "prefix")
	return before + rapid.OneOf(anyText, anyHash, rapid.StringMatching("[a-z2-7]{26}")).Draw(t, "id")
}

func nilIfEmpty[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

func randomNode(t *rapid.T) any {
	n := &graph.Node{
		Ref: 7, ID: idOf(t, "statement:"), Kind: from(graph.Kinds).Draw(t, "kind"), Name: anyText.Draw(t, "name"), RecordedAt: anyMicros.Draw(t, "recorded"),
		Standing: anyStanding.Draw(t, "standing"), RetractedAt: anyMicros.Draw(t, "retracted"), Reason: anyText.Draw(t, "reason"),
		MergedInto: anyRef.Draw(t, "into"), Members: nilIfEmpty(anyRefs.Draw(t, "members")),
	}
	for range rapid.IntRange(0, 2).Draw(t, "aliases") {
		n.Aliases = append(n.Aliases, graph.Alias{Text: anyText.Draw(t, "alias"), Language: "uk", Script: "Cyrl", Label: rapid.Bool().Draw(t, "label")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "props") {
		n.Props = append(n.Props, graph.Prop{Name: anyText.Draw(t, "prop"), Value: anyText.Draw(t, "value"), Review: orNone(graph.Reviews).Draw(t, "review"), Evidence: rapid.Bool().Draw(t, "evidence")})
	}
	switch n.Kind {
	case graph.Document:
		d := &graph.DocumentPart{
			Kind: orNone(graph.DocumentKinds).Draw(t, "document kind"), Holding: orNone(graph.Holdings).Draw(t, "holding"), Publisher: anyText.Draw(t, "publisher"),
			PublishedAt: anyText.Draw(t, "published"), Language: "en", URL: anyText.Draw(t, "url"), Bytes: rapid.Uint32().Draw(t, "bytes"), Redacted: rapid.Bool().Draw(t, "redacted"),
		}
		copy(d.SHA256[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "sha"))
		copy(d.TextSHA256[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "text sha"))
		n.Document = d
	case graph.Statement:
		n.Statement = &graph.StatementPart{
			Document: anyRef.Draw(t, "document"), Evidence: nilIfEmpty(anySpans.Draw(t, "spans")), Text: anyText.Draw(t, "text"),
			QuoteType: orNone(graph.Quotes).Draw(t, "quote"), SourceKind: orNone(graph.Sources).Draw(t, "source"), Speaker: anyRef.Draw(t, "speaker"),
			SpeakerAs: anyText.Draw(t, "as"), SourceDocument: anyRef.Draw(t, "source document"), Chain: nilIfEmpty(anyRefs.Draw(t, "chain")),
			About: nilIfEmpty(anyRefs.Draw(t, "about")), Cue: anyText.Draw(t, "cue"), Act: orNone(graph.Acts).Draw(t, "act"),
			Hedges: nilIfEmpty(anyWords.Draw(t, "hedges")), Language: anyText.Draw(t, "language"), SpokenLanguage: anyText.Draw(t, "spoken"),
		}
		if rapid.Bool().Draw(t, "translation known") {
			is := rapid.Bool().Draw(t, "translated")
			n.Statement.Translated = &is
		}
	case graph.Commitment:
		n.Commitment = &graph.CommitmentPart{Evidence: nilIfEmpty(anySpans.Draw(t, "spans")), AccordingTo: anyRef.Draw(t, "according"), Missing: graph.KindSet(rapid.Uint16().Draw(t, "missing")), Versioned: rapid.Bool().Draw(t, "versioned")}
	}
	return n
}

var records = map[string]kindOfRecord{
	"node": {randomNode, func(x any) []byte { return graph.EncodeNode(x.(*graph.Node)) }, func(b []byte) (any, error) { return graph.DecodeNode(7, b) }},
	"relation": {
		func(t *rapid.T) any {
			return &graph.Relation{
				Ref: 7, ID: idOf(t, "rel:"), Type: from(graph.Ontology).Draw(t, "type").Type, From: anyRef.Draw(t, "from"), To: anyRef.Draw(t, "to"),
				Role: anyText.Draw(t, "role"), ValidFrom: anyText.Draw(t, "from"), ValidTo: anyText.Draw(t, "to"), Alternative: rapid.IntRange(0, 1000).Draw(t, "alternative"),
				Quantity: anyText.Draw(t, "quantity"), RecordedAt: anyMicros.Draw(t, "recorded"), Review: orNone(graph.Reviews).Draw(t, "review"),
				Claimed: rapid.Bool().Draw(t, "claimed"), RetractedAt: anyMicros.Draw(t, "retracted"),
			}
		},
		func(x any) []byte { return graph.EncodeRelation(x.(*graph.Relation)) },
		func(b []byte) (any, error) { return graph.DecodeRelation(7, b) },
	},
	"assertion": {
		func(t *rapid.T) any {
			return &graph.Assertion{
				Ref: 7, Relation: 6, ID: idOf(t, "assertion:"), Evidence: nilIfEmpty(anySpans.Draw(t, "spans")), AccordingTo: anyRef.Draw(t, "according"),
				Standing: anyStanding.Draw(t, "standing"), Quantity: anyText.Draw(t, "quantity"), Strength: orNone(graph.Strengths).Draw(t, "strength"),
				TextStatus: orNone(graph.Texts).Draw(t, "status"), RecordedAt: anyMicros.Draw(t, "recorded"), RecordedBy: anyText.Draw(t, "by"),
				RetractedAt: anyMicros.Draw(t, "retracted"), Reason: anyText.Draw(t, "reason"), Via: anyRef.Draw(t, "via"),
			}
		},
		func(x any) []byte { return graph.EncodeAssertion(x.(*graph.Assertion)) },
		func(b []byte) (any, error) { return graph.DecodeAssertion(6, 7, b) },
	},
	"fact": {
		func(t *rapid.T) any {
			f := &graph.Fact{
				Ref: 7, Node: 6, ID: idOf(t, "fact:"), Property: anyText.Draw(t, "property"), Value: anyText.Draw(t, "value"), Approximate: rapid.Bool().Draw(t, "approximate"),
				Evidence: nilIfEmpty(anySpans.Draw(t, "spans")), AccordingTo: anyRef.Draw(t, "according"), Standing: anyStanding.Draw(t, "standing"),
				RecordedAt: anyMicros.Draw(t, "recorded"), RecordedBy: anyText.Draw(t, "by"), RetractedAt: anyMicros.Draw(t, "retracted"), Reason: anyText.Draw(t, "reason"), Via: anyRef.Draw(t, "via"),
			}
			if rapid.Bool().Draw(t, "number") {
				n := rapid.Float64().Draw(t, "value")
				f.Number = &n
			}
			return f
		},
		func(x any) []byte { return graph.EncodeFact(x.(*graph.Fact)) },
		func(b []byte) (any, error) { return graph.DecodeFact(6, 7, b) },
	},
	"adjacency": {
		func(t *rapid.T) any {
			return graph.EdgeRecord{
				Other: anyRef.Draw(t, "other"), Review: orNone(graph.Reviews).Draw(t, "review"), Hidden: rapid.Bool().Draw(t, "hidden"), Claimed: rapid.Bool().Draw(t, "claimed"),
				Alternative: rapid.IntRange(0, 1000).Draw(t, "alternative"), ValidFrom: rapid.Int64().Draw(t, "from"), ValidTo: rapid.Int64().Draw(t, "to"), Role: anyText.Draw(t, "role"), Far: graph.Traits(rapid.Uint16().Draw(t, "far")),
			}
		},
		func(x any) []byte { return graph.EncodeEdge(x.(graph.EdgeRecord)) },
		func(b []byte) (any, error) { return graph.DecodeEdge(b) },
	},
	"id": {
		func(t *rapid.T) any {
			return graph.NewID(rapid.Byte().Draw(t, "class"), anyRef.Draw(t, "ref"), anyRef.Draw(t, "owner"))
		},
		func(x any) []byte { return graph.EncodeID(x.(graph.IDRecord)) },
		func(b []byte) (any, error) { return graph.DecodeID(b) },
	},
	"tally": {
		func(t *rapid.T) any {
			return graph.NewTally([8]int(rapid.SliceOfN(rapid.IntRange(0, 1<<40), 8, 8).Draw(t, "counts")))
		},
		func(x any) []byte { return x.(*graph.TallyRecord).Encode() },
		func(b []byte) (any, error) { return graph.DecodeTally(b) },
	},
}

var inside = cmp.AllowUnexported(graph.IDRecord{}, graph.TallyRecord{})

// TestRecordsComeBack: what is written is what is read; a record cut short is
// an error of the store and never a panic or half a record.
func TestRecordsComeBack(t *testing.T) {
	for name, k := range records {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			want := k.random(t)
			raw := k.encode(want)
			got, err := k.decode(raw)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, got, inside); d != "" {
				t.Fatal(d)
			}
			cut := rapid.IntRange(0, len(raw)-1).Draw(t, "cut")
			_, err = k.decode(raw[:cut])
			if !errors.Is(err, store.ErrCorrupt) {
				t.Fatalf("cut to %d of %d bytes: %v", cut, len(raw), err)
			}
		}))
	}
}

// TestBytesOfTheFormat: a store of this format keeps its meaning. What is
// written as these bytes is still written so and still means this; where that
// must change, the number of the format does. Set ONRECORD_GOLDEN to write the
// file of a new one.
func TestBytesOfTheFormat(t *testing.T) {
	seen := map[string]int{}
	readGolden(t, filepath.Join("testdata", fmt.Sprintf("records.format%d", graph.Format)), golden(), seen)
	for name := range records {
		if seen[name] == 0 {
			t.Errorf("no bytes of a %s", name)
		}
	}
}

func readGolden(t *testing.T, file string, wanted map[string]any, all map[string]int) {
	if _, err := os.Stat(file); err != nil && os.Getenv("ONRECORD_GOLDEN") != "" {
		writeGolden(t, file, wanted)
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	seen := map[string]int{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 {
			t.Fatalf("the line %q", lines.Text())
		}
		name := fields[0]
		raw, err := hex.DecodeString(fields[2])
		if err != nil {
			t.Fatal(err)
		}
		want := wanted[name+" "+fields[1]]
		got, err := records[name].decode(raw)
		if err != nil {
			t.Errorf("%s %s: %v", name, fields[1], err)
			continue
		}
		if d := cmp.Diff(want, got, inside); d != "" {
			t.Errorf("%s %s: %s", name, fields[1], d)
		}
		if again := hex.EncodeToString(records[name].encode(want)); again != fields[2] {
			t.Errorf("%s %s is written as\n%s, and was as\n%s", name, fields[1], again, fields[2])
		}
		seen[name]++
		all[name]++
	}
	if want := len(wanted); len(seen) == 0 || sum(seen) != want {
		t.Errorf("%d records, want %d", sum(seen), want)
	}
}

func sum(m map[string]int) (n int) {
	for _, k := range m {
		n += k
	}
	return n
}

func writeGolden(t *testing.T, file string, wanted map[string]any) {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []string
	for name := range wanted {
		all = append(all, name)
	}
	for _, name := range sorted(all) {
		kind, _, _ := strings.Cut(name, " ")
		if _, err := f.WriteString(name + " " + hex.EncodeToString(records[kind].encode(wanted[name])) + "\n"); err != nil {
			t.Fatal(err)
		}
	}
}

// golden are the records whose bytes are kept.
func golden() map[string]any {
	yes, number := true, 0.2
	spans := []graph.Span{{Doc: 1, Start: 5, End: 300, RuneStart: 4, RuneEnd: 280, Sum: [16]byte{1, 2, 3, 15: 16}}, {Doc: 1, Start: 301, End: 302, RuneStart: 281, RuneEnd: 282}}
	st := graph.Standing{Origin: graph.Extracted, Confidence: 0.75, Review: graph.Disputed}
	sha := [32]byte{0: 0xab, 31: 0xcd}
	return map[string]any{
		"node person": &graph.Node{
			Ref: 7, ID: "person:ann", Kind: graph.Person, Name: "Ann Moss", RecordedAt: 1_767_700_000_000_000, Standing: st, RetractedAt: 1_767_700_000_000_001,
			Reason: "why", MergedInto: 9, Members: []graph.Ref{11, 300}, Aliases: []graph.Alias{{Text: "Анна", Language: "uk", Script: "Cyrl", Label: true}, {Text: "Annie"}},
			Props: []graph.Prop{{Name: "mention", Value: "the lady", Review: graph.Accepted, Evidence: true}},
		},
		"node document": &graph.Node{Ref: 7, ID: "document:a", Kind: graph.Document, Name: "A", Document: &graph.DocumentPart{
			Kind: graph.Treaty, Holding: graph.Held, Publisher: "P", PublishedAt: "2026-01-06", Language: "en", URL: "https://example.org/a", SHA256: sha, TextSHA256: sha, Bytes: 70_000, Redacted: true,
		}},
		"node statement": &graph.Node{Ref: 7, ID: "statement:a", Kind: graph.Statement, Statement: &graph.StatementPart{
			Document: 1, Evidence: spans, Text: "It ends. [...] So", QuoteType: graph.Mixed, SourceKind: graph.Narrator, Speaker: 3, SpeakerAs: "she", SourceDocument: 4,
			Chain: []graph.Ref{3, 5}, About: []graph.Ref{6}, Cue: "said", Act: graph.Refuse, Hedges: []string{"may", "could"}, Language: "en", SpokenLanguage: "fr", Translated: &yes,
		}},
		"node commitment": &graph.Node{Ref: 7, ID: "commitment:a", Kind: graph.Commitment, Name: "Sum", Commitment: &graph.CommitmentPart{Evidence: spans, AccordingTo: 8, Missing: 0x102, Versioned: true}},
		"relation full": &graph.Relation{
			Ref: 7, ID: "rel:abc", Type: graph.PossiblySameAs, From: 1, To: 2, Role: "role", ValidFrom: "2025", ValidTo: "2026-01~", Alternative: 3, Quantity: "20%",
			RecordedAt: 5, Review: graph.Rejected, Claimed: true, RetractedAt: 6,
		},
		"assertion full": &graph.Assertion{
			Ref: 7, Relation: 6, ID: "assertion:abc", Evidence: spans, AccordingTo: 3, Standing: st, Quantity: "20%", Strength: graph.Aspiration, TextStatus: graph.Strengthened,
			RecordedAt: 5, RecordedBy: "someone", RetractedAt: 6, Reason: "why", Via: 4,
		},
		"fact full": &graph.Fact{
			Ref: 7, Node: 6, ID: "fact:abc", Property: "share", Value: "approximately 20%", Number: &number, Approximate: true, Evidence: spans, AccordingTo: 3, Standing: st,
			RecordedAt: 5, RecordedBy: "someone", RetractedAt: 6, Reason: "why", Via: 4,
		},
		"relation plain": &graph.Relation{
			Ref: 7, ID: "rel:mfrggzdfmztwq2lknnwg23tpoa", Type: graph.Stated, From: 1, To: 2, RecordedAt: 1_767_700_000_000_000, Review: graph.Accepted,
		},
		"assertion plain": &graph.Assertion{
			Ref: 7, Relation: 6, ID: "assertion:mfrggzdfmztwq2lknnwg23tpoa", Evidence: spans[:1], RecordedAt: 1_767_700_000_000_000, Via: 4,
			Standing: graph.Standing{Origin: graph.Curated, Confidence: 1, Review: graph.Accepted},
		},
		"adjacency plain": graph.EdgeRecord{Other: 300, Review: graph.Accepted, ValidFrom: math.MinInt64, ValidTo: math.MaxInt64},
		"adjacency far":   graph.EdgeRecord{Other: 300, Review: graph.Accepted, ValidFrom: math.MinInt64, ValidTo: math.MaxInt64, Far: 0x8402},
		"adjacency full":  graph.EdgeRecord{Other: 300, Review: graph.Pending, Hidden: true, Claimed: true, Alternative: 2, ValidFrom: -5, ValidTo: 20_000, Role: "relayed"},
		"id fact":         graph.NewID('f', 300, 7),
		"tally full":      graph.NewTally([8]int{1, 2, 3, 4, 5, 300, 1, 200}),
	}
}

// FuzzDecodeRecords: whatever bytes a disk gives back, reading them ends in a
// record or in an error, and what was read can be written again.
func FuzzDecodeRecords(f *testing.F) {
	var names []string
	for name := range records {
		names = append(names, name)
	}
	sorted(names)
	for name, x := range golden() {
		kind, _, _ := strings.Cut(name, " ")
		raw := records[kind].encode(x)
		for i, n := range names {
			if n == kind {
				f.Add(byte(i), raw)
				f.Add(byte(i), raw[:len(raw)/2])
			}
		}
	}
	f.Fuzz(func(t *testing.T, which byte, raw []byte) {
		k := records[names[int(which)%len(names)]]
		x, err := k.decode(raw)
		if err != nil {
			if !errors.Is(err, store.ErrCorrupt) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		again, err := k.decode(k.encode(x))
		if err != nil {
			t.Fatalf("what was read cannot be written and read: %v", err)
		}
		if d := cmp.Diff(k.encode(x), k.encode(again)); d != "" {
			t.Fatal(d)
		}
	})
}

// TestColdRecordsAreCheap: a record that is met for the first time is copied once,
// not string by string.
func TestColdRecordsAreCheap(t *testing.T) {
	raw := graph.EncodeNode(golden()["node statement"].(*graph.Node))
	got := testing.AllocsPerRun(100, func() {
		if _, err := graph.DecodeNode(7, raw); err != nil {
			t.Fatal(err)
		}
	})
	if got > 10 {
		t.Errorf("a statement is decoded in %.0f allocations", got)
	}
}
