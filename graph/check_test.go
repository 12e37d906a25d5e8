package graph_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/graph"
	"onrecord/graph/cells"
	"onrecord/graph/interop"
	"onrecord/graph/keys"
	"onrecord/seeds"
	"onrecord/store"
	"onrecord/store/mem"
)

// busyGraph gives a graph with the seed and every kind of change after it, and the
// store below.
func busyGraph(t testing.TB) (*graph.Graph, store.Store) {
	t.Helper()
	s := mem.New()
	g, err := graph.Open(s)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := seeds.Files().Open(seeds.Annotation)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	ctx := t.Context()
	do := func(_ graph.Receipt, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	more := `{"record":"document","id":"document:second","title":"Second","publisher":"Anna","publishedAt":"2026-02","text":"A truce began. Paris hosted it."}
{"record":"node","id":"organization:other","kind":"ORGANIZATION","name":"Other"}
{"record":"statement","id":"statement:second","quoteType":"INDIRECT","speaker":"person:emmanuel-macron","about":["place:paris"],"evidence":[{"document":"document:second","exact":"Paris hosted it."}],"facts":[{"property":"saidAt","value":"2026-02-03","evidence":[{"document":"document:second","exact":"Paris"}]}]}
{"record":"relation","type":"LOCATED_IN","from":"event:ceasefire","to":"state:ukraine","validFrom":"2026-01","validTo":"2026-03","evidence":[{"document":"document:second","exact":"A truce began"}]}
{"record":"relation","type":"REPORTED_IN","from":"commitment:several-thousand-french-troops","to":"document:second","evidence":[{"document":"document:second","exact":"A truce began"}]}`
	later := `{"record":"commitment","id":"commitment:several-thousand-french-troops","summary":"x","strength":"OFFER","evidence":[{"document":"document:second","exact":"Paris"}]}
{"record":"fact","node":"statement:second","property":"saidAt","value":"2026-02-05","origin":"CURATED","reason":"asked"}
{"record":"fact","node":"event:ceasefire","property":"date","value":"2026-02/2026-04","evidence":[{"document":"document:second","exact":"A truce began"}]}`
	do(interop.Import(ctx, g, raw, interop.Options{FS: seeds.Files()}))
	do(interop.Import(ctx, g, strings.NewReader(more), interop.Options{By: "anna", IdempotencyKey: "more"}))
	do(interop.Import(ctx, g, strings.NewReader(later), interop.Options{}))
	do(g.Review(ctx, graph.ReviewChange{ID: "statement:second", Status: graph.Rejected}, graph.Request{}))
	do(g.Review(ctx, graph.ReviewChange{ID: "statement:second", Status: graph.Disputed}, graph.Request{IdempotencyKey: "r"}))
	do(g.Retract(ctx, graph.RetractChange{ID: "statement:macron-danish-sovereignty", Reason: "x"}, graph.Request{}))
	do(g.Retract(ctx, graph.RetractChange{ID: "commitment:coordination-office-in-paris", Reason: "x"}, graph.Request{}))
	do(g.Merge(ctx, graph.MergeChange{Into: "organization:nato", From: "organization:other", Reason: "x"}, graph.Request{}))
	return g, s
}

func checkAll(t testing.TB, g *graph.Graph, o graph.CheckOptions) ([]graph.Finding, graph.Summary) {
	t.Helper()
	var all []graph.Finding
	sum, err := g.Check(t.Context(), o, func(f graph.Finding) { all = append(all, f) })
	if err != nil {
		t.Fatal(err)
	}
	if sum.Findings != len(all) {
		t.Fatalf("%d findings summed, %d reported", sum.Findings, len(all))
	}
	return all, sum
}

func TestSoundStoresHaveNoFindings(t *testing.T) {
	g, _ := busyGraph(t)
	sound := func(stage string) {
		all, sum := checkAll(t, g, graph.CheckOptions{Deep: mem.New()})
		for _, f := range all {
			t.Errorf("%s: %s", stage, f)
		}
		for what, n := range map[string]int{
			"entries": sum.Entries, "blobs": sum.Blobs, "nodes": sum.Nodes, "relations": sum.Relations,
			"assertions": sum.Assertions, "facts": sum.Facts, "spans": sum.Spans, "index": sum.Index,
		} {
			if n == 0 {
				t.Errorf("%s: no %s were checked", stage, what)
			}
		}
	}
	sound("busy")
	if _, err := g.Unmerge(t.Context(), graph.UnmergeChange{ID: "organization:other", Reason: "y"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	sound("unmerged")
	if _, err := g.Redact(t.Context(), graph.RedactChange{Document: "document:second", Reason: "y"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	sound("redacted")
	empty, err := graph.Open(mem.New())
	if err != nil {
		t.Fatal(err)
	}
	if all, _ := checkAll(t, empty, graph.CheckOptions{Deep: mem.New()}); len(all) > 0 {
		t.Errorf("an empty store: %v", all)
	}
}

// storedAt finds one key of a table, current cells for versioned ones.
func storedAt(t testing.TB, s store.Store, table string, pick func(keys.Stored, []byte) bool) (key, value []byte) {
	t.Helper()
	snap, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Release()
	err = snap.Scan(store.Range{}, func(k, v []byte) bool {
		d, ok := keys.Decode(k)
		if ok && d.Table.Name == table && d.Ended == 0 && (pick == nil || pick(d, v)) {
			key, value = bytes.Clone(k), bytes.Clone(v)
			return false
		}
		return true
	})
	if err != nil || key == nil {
		t.Fatalf("no key of table %s: %v", table, err)
	}
	return key, value
}

// isNode picks the record of a node.
func isNode(t testing.TB, id string) func(keys.Stored, []byte) bool {
	return func(_ keys.Stored, v []byte) bool {
		_, record, ok := cells.Split(v)
		n, err := graph.DecodeNode(0, record)
		if !ok || err != nil {
			t.Fatalf("a node's record cannot be read: %v", err)
		}
		return n.ID == id
	}
}

// TestCorruptionIsFound damages a sound store in one place at a time. Each
// damage must be found, by the fault it is.
func TestCorruptionIsFound(t *testing.T) {
	index := []string{"adjacency", "kind", "position", "according to", "timeline", "lasting", "relation type", "name", "derived", "review queue"}
	type damage struct {
		name  string
		fault graph.Fault
		do    func(t *testing.T, s store.Store, tx store.Tx)
	}
	remove := func(table string) func(*testing.T, store.Store, store.Tx) {
		return func(t *testing.T, s store.Store, tx store.Tx) {
			k, _ := storedAt(t, s, table, nil)
			noError(t, tx.Delete(k))
		}
	}
	// Cells begin with the transaction that began them, here in one byte.
	flip := func(table string, at int) func(*testing.T, store.Store, store.Tx) {
		return func(t *testing.T, s store.Store, tx store.Tx) {
			k, v := storedAt(t, s, table, func(_ keys.Stored, v []byte) bool { return len(v) > 1 })
			v[(at+len(v))%len(v)] ^= 1
			noError(t, tx.Set(k, v))
		}
	}
	shorten := func(table string) func(*testing.T, store.Store, store.Tx) {
		return func(t *testing.T, s store.Store, tx store.Tx) {
			k, v := storedAt(t, s, table, nil)
			noError(t, tx.Set(k, v[:len(v)-1]))
		}
	}
	cases := []damage{
		{"log entry", graph.FaultLog, flip("log", 20)},
		{"log entry removed", graph.FaultLog, remove("log")},
		{"instant removed", graph.FaultLogTime, remove("log by time")},
		{"receipt removed", graph.FaultReceipt, remove("idempotency")},
		{"blob", graph.FaultBlob, flip("blob", 0)},
		{"blob removed", graph.FaultBlob, remove("blob")},
		{"blob head removed", graph.FaultBlob, remove("blob head")},
		{"stray blob part", graph.FaultBlob, func(t *testing.T, _ store.Store, tx store.Tx) {
			noError(t, tx.Set(keys.BlobChunk([32]byte{1}, 0), []byte("x")))
		}},
		{"text under evidence", graph.FaultEvidence, flip("blob", 100)},
		{"span of an assertion", graph.FaultEvidence, func(t *testing.T, s store.Store, tx store.Tx) { shiftSpan(t, s, tx, "assertion") }},
		{"span of a fact", graph.FaultEvidence, func(t *testing.T, s store.Store, tx store.Tx) { shiftSpan(t, s, tx, "fact") }},
		{"span of a statement", graph.FaultEvidence, func(t *testing.T, s store.Store, tx store.Tx) { shiftSpan(t, s, tx, "node") }},
		{"node cut short", graph.FaultRecord, shorten("node")},
		{"relation cut short", graph.FaultRecord, shorten("relation")},
		{"assertion cut short", graph.FaultRecord, shorten("assertion")},
		{"fact cut short", graph.FaultRecord, shorten("fact")},
		{"relation's review", graph.FaultOutcome, flip("relation", 2)},
		{"relation removed", graph.FaultRecord, remove("relation")},
		{"id removed", graph.FaultID, remove("id")},
		{"id leads elsewhere", graph.FaultID, flip("id", 2)},
		{"stray id", graph.FaultID, func(t *testing.T, s store.Store, tx store.Tx) {
			_, v := storedAt(t, s, "id", nil)
			noError(t, tx.Set(append([]byte{cells.CurrentPrefix}, keys.ID("person:nobody")...), v))
		}},
		{"count", graph.FaultCount, flip("count", -1)},
		{"count removed", graph.FaultCount, remove("count")},
		{"tally", graph.FaultTally, func(t *testing.T, s store.Store, tx store.Tx) {
			k, v := storedAt(t, s, "tally", nil)
			v[len(v)-1] ^= 1
			noError(t, tx.Set(k, v))
		}},
		{"tally removed", graph.FaultTally, remove("tally")},
		{"total", graph.FaultTotal, func(t *testing.T, _ store.Store, tx store.Tx) {
			noError(t, tx.Set(keys.Meta("kind/PERSON"), keys.NumberValue(99)))
		}},
		{"held total", graph.FaultTotal, func(t *testing.T, _ store.Store, tx store.Tx) {
			noError(t, tx.Delete(keys.Meta("held")))
		}},
		{"posting removed", graph.FaultSearch, remove("search posting")},
		{"segment removed", graph.FaultSearch, remove("search segment")},
		{"fact removed", graph.FaultProperty, func(t *testing.T, s store.Store, tx store.Tx) {
			k, _ := storedAt(t, s, "fact", func(_ keys.Stored, v []byte) bool { return bytes.Contains(v, []byte("iso3166")) })
			noError(t, tx.Delete(k))
		}},
		{"speaker's relation hidden", graph.FaultStatement, func(t *testing.T, s store.Store, tx store.Tx) {
			k, _ := storedAt(t, s, "adjacency", func(d keys.Stored, _ []byte) bool {
				return d.Fields[1].Number == uint64(keys.In) && d.Fields[2].Number == 1
			})
			noError(t, tx.Delete(k))
		}},
		{"member unmerged on one side", graph.FaultMerge, func(t *testing.T, s store.Store, tx store.Tx) {
			// The record before the merge, of the survivor.
			now, _ := storedAt(t, s, "node", isNode(t, "organization:nato"))
			snap, err := s.Snapshot()
			noError(t, err)
			defer snap.Release()
			was := append([]byte{cells.HistoryPrefix}, now[1:]...)
			var old []byte
			noError(t, snap.Scan(store.Prefix(was), func(_, v []byte) bool { old = bytes.Clone(v); return true }))
			noError(t, tx.Set(now, old))
		}},
		{"unknown key", graph.FaultKey, func(t *testing.T, _ store.Store, tx store.Tx) { noError(t, tx.Set([]byte("?"), nil)) }},
		{"cell from the future", graph.FaultVersion, func(t *testing.T, s store.Store, tx store.Tx) {
			k, v := storedAt(t, s, "kind", nil)
			noError(t, tx.Set(k, append([]byte{0xff, 0x7f}, v[1:]...)))
		}},
	}
	for _, table := range index {
		cases = append(cases,
			damage{table + " removed", graph.FaultMissing, remove(table)},
			damage{"stray " + table, graph.FaultExtra, func(t *testing.T, s store.Store, tx store.Tx) {
				k, v := storedAt(t, s, table, nil)
				k[len(k)-6] ^= 1 // another number, far beyond all
				noError(t, tx.Set(k, v))
			}},
		)
		if table != "kind" && table != "name" && table != "according to" {
			cases = append(cases, damage{table + " changed", graph.FaultMissing, func(t *testing.T, s store.Store, tx store.Tx) {
				k, v := storedAt(t, s, table, func(_ keys.Stored, v []byte) bool { return len(v) > 1 })
				v[len(v)-1] ^= 1
				noError(t, tx.Set(k, v))
			}})
		}
	}
	_, sound := busyGraph(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := copyOf(t, sound)
			g, err := graph.Open(s)
			noError(t, err)
			_, err = s.Update(t.Context(), func(tx store.Tx) error { c.do(t, s, tx); return nil })
			noError(t, err)
			all, _ := checkAll(t, g, graph.CheckOptions{})
			if !slices.ContainsFunc(all, func(f graph.Finding) bool { return f.Fault == c.fault }) {
				t.Errorf("no finding %s among %v", c.fault, all)
			}
		})
	}
}

func copyOf(t testing.TB, s store.Store) store.Store {
	t.Helper()
	snap, err := s.Snapshot()
	noError(t, err)
	defer snap.Release()
	out := mem.New()
	_, err = out.Update(t.Context(), func(tx store.Tx) error {
		var bad error
		err := snap.Scan(store.Range{}, func(k, v []byte) bool {
			bad = tx.Set(k, v)
			return bad == nil
		})
		return errors.Join(bad, err)
	})
	noError(t, err)
	return out
}

// shiftSpan changes the recorded sum of words that each kind of record quotes.
func shiftSpan(t *testing.T, s store.Store, tx store.Tx, table string) {
	t.Helper()
	for _, words := range []string{"Paris hosted it.", "Paris", "A truce began"} {
		sum := sha256.Sum256([]byte(words))
		var k, v []byte
		snap, err := s.Snapshot()
		noError(t, err)
		defer snap.Release()
		noError(t, snap.Scan(store.Range{}, func(key, value []byte) bool {
			d, ok := keys.Decode(key)
			if ok && d.Table.Name == table && bytes.Contains(value, sum[:16]) {
				k, v = bytes.Clone(key), bytes.Clone(value)
			}
			return true
		}))
		if k != nil {
			v[bytes.Index(v, sum[:16])] ^= 1
			noError(t, tx.Set(k, v))
			return
		}
	}
	t.Fatalf("no %s quotes these words", table)
}

func noError(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestDeepCheckFindsWhatTheLogDoesNotSay: a record that is consistent with
// itself but is not what the log tells.
func TestDeepCheckFindsWhatTheLogDoesNotSay(t *testing.T) {
	g, s := busyGraph(t)
	_, err := s.Update(t.Context(), func(tx store.Tx) error {
		k, v := storedAt(t, s, "node", isNode(t, "statement:second"))
		return tx.Set(k, bytes.Replace(v, []byte("second"), []byte("zecond"), 1))
	})
	noError(t, err)
	all, _ := checkAll(t, g, graph.CheckOptions{Deep: mem.New()})
	if !slices.ContainsFunc(all, func(f graph.Finding) bool { return f.Fault == graph.FaultReplay && strings.HasPrefix(f.Where, "node ") }) {
		t.Errorf("not found: %v", all)
	}
}

func TestStatistics(t *testing.T) {
	g, _ := busyGraph(t)
	s, err := g.Session(t.Context())
	noError(t, err)
	defer s.Close()
	got, err := s.Statistics()
	noError(t, err)
	seq, at, digest := s.Head()
	if got.DocumentsHeld != 2 || got.Transactions != seq || got.LogHead != digest || !got.RecordedTo.Equal(at.Time()) {
		t.Errorf("got %+v", got)
	}
	count := map[string]int{}
	for _, k := range got.Nodes {
		count[string(k.Kind)] = k.Count
	}
	for _, r := range got.Relations {
		count[string(r.Type)] = r.Count
	}
	if count["COMMITMENT"] != 10 || count["REPORTED_IN"] != count["STATEMENT"]+1 {
		t.Errorf("got %v", count)
	}
}

func TestReplayRefusesWhatDoesNotContinueTheChain(t *testing.T) {
	g, _ := busyGraph(t)
	s, err := g.Session(t.Context())
	noError(t, err)
	defer s.Close()
	var entries [][]byte
	noError(t, s.Log(1, func(_ graph.Seq, raw []byte) error {
		entries = append(entries, bytes.Clone(raw))
		return nil
	}))
	next := func(change func(*graph.Entry)) []byte {
		_, at, digest := s.Head()
		e := graph.Entry{
			Seq: graph.Seq(len(entries) + 1), RecordedAt: at.Time().Add(time.Second), Previous: digest.String(),
			Changes: []graph.Change{{Node: &graph.NodeChange{
				ID: "person:new", Kind: graph.Person, Name: "New", Standing: graph.Standing{Origin: graph.Curated, Confidence: 1, Review: graph.Accepted},
			}}},
		}
		change(&e)
		raw, err := json.Marshal(e)
		noError(t, err)
		return raw
	}
	for name, raw := range map[string][]byte{
		"again":        entries[len(entries)-1],
		"first":        entries[0],
		"another past": next(func(e *graph.Entry) { e.Previous = graph.Digest{1}.String() }),
		"a gap":        next(func(e *graph.Entry) { e.Seq++ }),
		"no later":     next(func(e *graph.Entry) { _, at, _ := s.Head(); e.RecordedAt = at.Time() }),
		"no changes":   next(func(e *graph.Entry) { e.Changes = []graph.Change{} }),
		"changes nothing": next(func(e *graph.Entry) {
			e.Changes[0] = graph.Change{Review: &graph.ReviewChange{ID: "person:emmanuel-macron", Status: graph.Accepted}}
		}),
	} {
		if _, err := g.Replay(t.Context(), raw, nil); !errors.Is(err, &graph.Error{Code: graph.CodeChain}) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if all, _ := checkAll(t, g, graph.CheckOptions{Deep: mem.New()}); len(all) > 0 {
		t.Errorf("a refused entry left something: %v", all)
	}
	if _, err := g.Replay(t.Context(), next(func(*graph.Entry) {}), nil); err != nil {
		t.Errorf("a sound entry: %v", err)
	}
}
