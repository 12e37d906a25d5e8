package keys

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph/cells"
)

// made is one key of every constructor, from drawn parts, with the parts that
// must come back.
func made(t *rapid.T) map[string]struct {
	key   []byte
	parts []any
} {
	n := func(name string) uint64 { return rapid.Uint64().Draw(t, name) }
	u := func(name string) uint32 { return rapid.Uint32().Draw(t, name) }
	c := func(name string) byte { return rapid.Byte().Draw(t, name) }
	s := strings.ReplaceAll(rapid.StringN(0, 20, 60).Draw(t, "text"), "\x00", "")
	// Ids are printable, or a hash behind one of a few prefixes.
	known := "x" + s
	if rapid.Bool().Draw(t, "hashed") {
		var h [HashSize]byte
		binary.BigEndian.PutUint64(h[:], n("hash"))
		known = rapid.SampledFrom([]string{"rel:", "assertion:", "fact:", "copy:", "node:"}).Draw(t, "prefix") + HashText(h)
	}
	a, b, d, x, y, e, f := n("a"), n("b"), n("d"), u("x"), u("y"), c("e"), c("f")
	var date Date
	binary.BigEndian.PutUint64(date[:], n("date"))
	var sha [32]byte
	binary.BigEndian.PutUint64(sha[:], n("sha"))
	type row = struct {
		key   []byte
		parts []any
	}
	return map[string]row{
		"meta":           {Meta(s), []any{s}},
		"log":            {Log(a, x), []any{a, uint64(x)}},
		"log by time":    {LogTime(a), []any{a}},
		"idempotency":    {Idempotency(s), []any{s}},
		"blob":           {BlobChunk(sha, x), []any{sha[:], uint64(x)}},
		"blob head":      {BlobHead(sha), []any{sha[:]}},
		"search segment": {Segment(a), []any{a}},
		"search posting": {SegmentBlock(a, x), []any{a, uint64(x)}},
		"tally":          {Tally(a), []any{a}},
		"id":             {ID(known), []any{known}},
		"node":           {Node(a), []any{a}},
		"relation":       {Relation(a), []any{a}},
		"assertion":      {Assertion(a, b), []any{a, b}},
		"fact":           {Fact(a, b), []any{a, b}},
		"adjacency":      {Adjacency(a, e, f, date, b), []any{a, uint64(e), uint64(f), date[:], b}},
		"count":          {Counts(a), []any{a}},
		"kind":           {Kind(e, date, a), []any{uint64(e), date[:], a}},
		"position":       {Position(a, x, y, e, b), []any{a, uint64(x), uint64(y), uint64(e), b}},
		"according to":   {According(a, b, d), []any{a, b, d}},
		"timeline":       {Timeline(date, e, a), []any{date[:], uint64(e), a}},
		"lasting":        {Lasting(date, e, a), []any{date[:], uint64(e), a}},
		"relation type":  {RelationType(e, a), []any{uint64(e), a}},
		"name":           {Name(s, a), []any{s, a}},
		"derived":        {Derived(a, b), []any{a, b}},
		"review queue":   {Review(e, f, a), []any{uint64(e), uint64(f), a}},
	}
}

// TestEveryKeyDecodes: what a constructor makes is taken apart by the row of
// its table, as a plain key, as a cell that holds and as one that ended.
func TestEveryKeyDecodes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := made(t)
		for _, table := range Tables {
			row, ok := all[table.Name]
			if !ok {
				t.Fatalf("no constructor is tested for %s", table.Name)
			}
			ended := rapid.Uint64Min(1).Draw(t, "ended")
			forms := map[uint64][]byte{0: row.key}
			if table.Versioned {
				forms = map[uint64][]byte{
					0:     append([]byte{cells.CurrentPrefix}, row.key...),
					ended: binary.BigEndian.AppendUint64(append([]byte{cells.HistoryPrefix}, row.key...), ended),
				}
			}
			for end, raw := range forms {
				got, ok := Decode(raw)
				if !ok || got.Table.Name != table.Name || got.Ended != end || !bytes.Equal(got.Key, row.key) {
					t.Fatalf("%s: %x decoded as %+v, %v", table.Name, raw, got, ok)
				}
				if diff := cmp.Diff(row.parts, values(got.Fields)); diff != "" {
					t.Fatalf("%s:\n%s", table.Name, diff)
				}
				if _, ok := Decode(raw[:len(raw)-1]); ok && end == 0 {
					t.Fatalf("%s: a key cut short decodes", table.Name)
				}
			}
		}
		if len(all) != len(Tables) {
			t.Fatalf("%d constructors, %d tables", len(all), len(Tables))
		}
	})
}

func values(fields []Field) []any {
	out := make([]any, len(fields))
	for i, f := range fields {
		switch f.Part.Form {
		case Text, Ident:
			out[i] = f.Text
		case Order, Hash:
			out[i] = f.Bytes
		default:
			out[i] = f.Number
		}
	}
	return out
}

// TestTablesDoNotOverlap: each table has a letter of its own, no plain table
// lies in the ranges of cells, and within a table no key is a proper prefix of
// another.
func TestTablesDoNotOverlap(t *testing.T) {
	seen := map[byte]string{cells.CurrentPrefix: "cells that hold", cells.HistoryPrefix: "cells that ended"}
	for _, table := range Tables {
		if other, taken := seen[table.Letter]; taken {
			t.Errorf("%s and %s share the letter %c", table.Name, other, table.Letter)
		}
		seen[table.Letter] = table.Name
	}
	rapid.Check(t, func(t *rapid.T) {
		one, two := made(t), made(t)
		for name := range one {
			a, b := one[name].key, two[name].key
			if len(a) < len(b) && bytes.HasPrefix(b, a) {
				t.Fatalf("%s: %x is a prefix of %x", name, a, b)
			}
		}
	})
}

func TestPrintedTables(t *testing.T) {
	for form, got := range map[string]string{"text": PlainText(), "markdown": Markdown()} {
		for _, table := range Tables {
			if !strings.Contains(got, table.Shape()) || !strings.Contains(got, table.Why) {
				t.Errorf("%s does not tell of %s", form, table.Name)
			}
		}
	}
	got, _ := Decode(append([]byte{cells.CurrentPrefix}, Adjacency(7, Out, 2, Date{}, 9)...))
	if want := "adjacency node=7 direction=0 type=2 order=0000000000000000 relation=9"; got.String() != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, ok := Decode([]byte("?x")); ok || got.String() != `unknown key "?x"` {
		t.Errorf("got %q, %v", got, ok)
	}
}
