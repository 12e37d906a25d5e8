package ingest_test

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/graph/ingest"
	"onrecord/graph/interop"
	"onrecord/store"
	"onrecord/store/mem"
)

const play = "The talks.\nAnn: It ends on Monday.\nBob vows: I will go home after the truce.\nAnn: We doubt it.\n"

func TestWhatIsTakenIn(t *testing.T) {
	w := newWorld(t)
	got := w.take(request("The Talks", play))
	want := &ingest.Receipt{Document: "document:the-talks", Statements: 3, Commitments: 1, Actors: 2, Transaction: "1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	doc := w.node("document:the-talks")
	if doc.Origin != graph.Imported || doc.Review != graph.Accepted || doc.Confidence != 1 || doc.Document.Language != "en" {
		t.Errorf("the document is %+v", doc)
	}
	parts := 0
	err := w.view().Parts(func(p graph.Part) error {
		parts++
		switch {
		case p.Node != nil:
			pending(t, p.Node.ID, p.Node.Standing)
		case p.Statement != nil:
			pending(t, p.Statement.ID, p.Statement.Standing)
		case p.Commitment != nil:
			pending(t, p.Commitment.ID, p.Commitment.Standing)
		case p.Relation != nil:
			pending(t, string(p.Relation.Type), p.Relation.Standing)
		case p.Fact != nil:
			pending(t, p.Fact.Property, p.Fact.Standing)
		}
		return nil
	})
	// A document, three nodes, three statements (two relations each), a
	// commitment with its pledgor, its condition and its strength.
	if err != nil || parts != 1+3+3+6+1+2+1 {
		t.Errorf("%d parts, %v", parts, err)
	}
	w.sound()
	w.x.then = func(d *graph.Draft) { *d = graph.Draft{} }
	if got := w.take(request("Nothing said", "Nothing.")); got.Statements+got.Commitments+got.Actors != 0 || got.Transaction != "2" {
		t.Errorf("%+v", got)
	}
	calls := w.x.calls.Load()
	r := request("Only stored", "Ann: Hush.")
	r.Extract = false
	if got := w.take(r); got.Statements != 0 || got.Document != "document:only-stored" || w.x.calls.Load() != calls {
		t.Errorf("%+v", got)
	}
}

// pending makes sure that whatever the extractor says of itself, it is a
// proposal.
func pending(t *testing.T, what string, s graph.Standing) {
	t.Helper()
	if s.Origin != graph.Extracted || s.Review != graph.Pending || s.Confidence != 0.75 {
		t.Errorf("%s is %+v", what, s)
	}
}

func TestHeldAlready(t *testing.T) {
	w := newWorld(t)
	r := request("The Talks", play)
	r.Document.Publisher, r.Document.URL = "The Post", "https://post.example/1"
	w.take(r)
	before := w.bytes()
	for name, change := range map[string]func(*ingest.Request){
		"again":         func(*ingest.Request) {},
		"another title": func(r *ingest.Request) { r.Document.Title = "Talks, the" },
		"another id":    func(r *ingest.Request) { r.Document.ID = "document:x" },
		"a key":         func(r *ingest.Request) { r.IdempotencyKey = "k" },
		"its id alone": func(r *ingest.Request) {
			r.Document.ID, r.Document.Publisher, r.Document.URL = "document:the-talks", "", ""
		},
		"only to be kept": func(r *ingest.Request) { r.Extract = false },
	} {
		again := r
		change(&again)
		if diff := cmp.Diff(&ingest.Receipt{Document: "document:the-talks", AlreadyHeld: true, Transaction: "0"}, w.take(again)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if id, held, err := ingest.Check(t.Context(), w.graph, again.Document); id != "document:the-talks" || !held || err != nil {
			t.Errorf("%s: %s, %v, %v", name, id, held, err)
		}
	}
	if !maps.Equal(before, w.bytes()) || w.x.calls.Load() != 1 {
		t.Errorf("it was read %d times", w.x.calls.Load())
	}
	// A copy elsewhere is a document of its own.
	r.Document.URL = "https://mirror.example/1"
	id, held, err := ingest.Check(t.Context(), w.graph, r.Document)
	got := w.take(r)
	if err != nil || held || id != got.Document || got.AlreadyHeld || !strings.HasPrefix(got.Document, "document:the-talks-") || len(got.Document) != len("document:the-talks-")+8 {
		t.Errorf("%+v, expected at %s, %v, %v", got, id, held, err)
	}
	w.sound()
}

func TestGivenIDs(t *testing.T) {
	w := newWorld(t)
	w.apply(graph.Draft{Documents: []graph.DocumentDraft{{ID: "document:plan", Title: "Plan"}}})
	// A cited document is not taken for a text that happens to have its title.
	if got := w.take(request("Plan", "Ann: One.")); got.Document == "document:plan" {
		t.Errorf("%+v", got)
	}
	r := request("Plan", "Ann: Two.")
	r.Document.ID = "document:plan"
	if got := w.take(r); got.Document != "document:plan" || w.node("document:plan").Document.Holding != graph.Held {
		t.Errorf("%+v", got)
	}
	other := request("Plan", "Ann: Three.")
	other.Document.ID = "document:plan"
	w.refuses(graph.CodeExists, other)
	r.Document.Publisher = "Somebody else"
	w.refuses(graph.CodeExists, r)
	if n := w.x.calls.Load(); n != 2 {
		t.Errorf("it was read %d times", n)
	}
	// A title that gives no slug, and one that gives a long one.
	if got := w.take(request("中国", "Ann: Four.")); len(got.Document) != len("document:")+8 {
		t.Errorf("%+v", got)
	}
	if got := w.take(request(strings.Repeat("long ", 60), "Ann: Five.")); len(got.Document) > 140 {
		t.Errorf("%+v", got)
	}
	if got := w.take(request(" ", "\nThe first line\nAnn: Six.")); w.node(got.Document).Name != "The first line" {
		t.Errorf("%+v", got)
	}
	w.sound()
}

func TestOneKeyOneAnswer(t *testing.T) {
	w := newWorld(t)
	w.x.then = func(d *graph.Draft) { d.Statements[0].Cue = "never written" }
	r := request("The Talks", play)
	r.IdempotencyKey = "k"
	first := w.take(r)
	if len(first.Rejected) != 1 || first.Statements != 2 {
		t.Fatalf("%+v", first)
	}
	again := func(w *world) {
		w.Helper()
		before := w.bytes()
		r.By = "somebody else"
		if diff := cmp.Diff(first, w.take(r)); diff != "" {
			t.Error(diff)
		}
		if !maps.Equal(before, w.bytes()) {
			t.Error("it was written twice")
		}
		other := r
		other.Extract = false
		w.refuses(graph.CodeIdempotency, other)
		other = request("The Talks", play+"Ann: More.")
		other.IdempotencyKey = "k"
		w.refuses(graph.CodeIdempotency, other)
	}
	again(w)
	if n := w.x.calls.Load(); n != 1 {
		t.Errorf("it was read %d times", n)
	}
	// The answer lies in the log: a graph made from its history gives it too.
	var history bytes.Buffer
	if err := interop.Export(&history, w.view().Session()); err != nil {
		t.Fatal(err)
	}
	copied := newWorld(t)
	if _, err := interop.Import(t.Context(), copied.graph, &history, interop.Options{}); err != nil {
		t.Fatal(err)
	}
	again(copied)
	w.sound()
	long := r
	long.IdempotencyKey = strings.Repeat("k", 300)
	w.refuses(graph.CodeBadInput, long)
}

func TestRefusals(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name, text string
		code       graph.Code
		says       string
	}{
		{"empty", "", ingest.CodeEmpty, "empty"},
		{"white space", " \n\t\u2003", ingest.CodeEmpty, "empty"},
		{"NUL", "Ann: a\x00b.", ingest.CodeNUL, "byte 6"},
		{"Latin-1", "Ann: caf\xe9.", ingest.CodeInvalidUTF8, "byte 8"},
		{"a PDF", "%PDF-1.7 and so on", ingest.CodeBinary, "a PDF"},
		{"noise", "\x01\x02\x03\x04\x05\x06 noise", ingest.CodeBinary, "binary"},
		{"too long", strings.Repeat("x", 10<<20+1), ingest.CodeTooLarge, "10485760"},
	} {
		err := w.refuses(c.code, request(c.name, c.text))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
		if _, _, err := ingest.Check(t.Context(), w.graph, request(c.name, c.text).Document); !errors.Is(err, &graph.Error{Code: c.code}) {
			t.Errorf("Check: %v", err)
		}
	}
	for name, c := range map[string]struct {
		code   graph.Code
		change func(*ingest.Request)
	}{
		"no text":         {ingest.CodeEmpty, func(r *ingest.Request) { r.Document.Text = nil }},
		"a long original": {ingest.CodeTooLarge, func(r *ingest.Request) { r.Document.Original = make([]byte, ingest.MaxOriginal+1) }},
		"an id":           {graph.CodeBadID, func(r *ingest.Request) { r.Document.ID = "person:x" }},
		"a date":          {graph.CodeBadDate, func(r *ingest.Request) { r.Document.PublishedAt = "soon" }},
		"a kind":          {graph.CodeBadInput, func(r *ingest.Request) { r.Document.DocumentKind = "SONG" }},
		"an author":       {graph.CodeBadText, func(r *ingest.Request) { r.By = "\xff" }},
	} {
		t.Run(name, func(*testing.T) {
			r := request("The Talks", play)
			c.change(&r)
			w.refuses(c.code, r)
		})
	}
	if n := w.x.calls.Load(); n != 0 {
		t.Errorf("what was refused was read %d times", n)
	}
	if _, err := ingest.Document(t.Context(), w.graph, nil, request("The Talks", play)); !errors.Is(err, &graph.Error{Code: ingest.CodeNoExtractor}) {
		t.Errorf("no extractor: %v", err)
	}
	w.x.err = &graph.Error{Code: graph.CodeUnsupported, Message: "this language is not read"}
	w.refuses(graph.CodeUnsupported, request("The Talks", play))
}

func TestRemovedTextsStayRemoved(t *testing.T) {
	w := newWorld(t)
	r := request("The Talks", play)
	w.take(r)
	if _, err := w.graph.Redact(t.Context(), graph.RedactChange{Document: "document:the-talks", Reason: "a court"}, graph.Request{}); err != nil {
		t.Fatal(err)
	}
	r.Document.Publisher = "Another"
	w.refuses(graph.CodeRedacted, r)
	if n := w.x.calls.Load(); n != 1 {
		t.Errorf("it was read %d times", n)
	}
}

func TestCancelled(t *testing.T) {
	for _, name := range []string{"before", "while it is read", "after it was read"} {
		w := newWorld(t)
		before := w.bytes()
		ctx, cancel := context.WithCancel(t.Context())
		x := &stopping{script: w.x, cancel: cancel, fail: name == "while it is read"}
		if name == "before" {
			cancel()
		}
		if out, err := ingest.Document(ctx, w.graph, x, request("The Talks", play)); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, %v", name, out, err)
		}
		cancel()
		if !maps.Equal(before, w.bytes()) {
			t.Errorf("%s: something was written", name)
		}
	}
}

type stopping struct {
	*script
	cancel func()
	fail   bool
}

func (x *stopping) Extract(ctx context.Context, doc graph.DocumentDraft, known graph.ActorIndex) (*graph.Draft, error) {
	x.cancel()
	if x.fail {
		return nil, ctx.Err()
	}
	return x.script.Extract(ctx, doc, known)
}

// TestWritesThatFail: wherever a write breaks off, nothing of it is there.
func TestWritesThatFail(t *testing.T) {
	s := &brittle{Store: mem.New()}
	w := worldOver(t, s)
	w.take(request("Before", "Ann: First."))
	r := request("The Talks", play)
	for _, broken := range []store.Code{store.CodeTooLarge, store.CodeNoSpace, store.CodeUnavailable} {
		for at := 1; at < 150; at += 17 {
			s.at, s.err = at, &store.Error{Code: broken}
			before := w.bytes()
			out, err := ingest.Document(t.Context(), w.graph, w.x, r)
			if !errors.Is(err, &store.Error{Code: broken}) {
				t.Fatalf("write %d: %v, %v", at, out, err)
			}
			if broken == store.CodeTooLarge && !errors.Is(err, &graph.Error{Code: ingest.CodeTooLarge}) {
				t.Errorf("too large: %v", err)
			}
			if !maps.Equal(before, w.bytes()) {
				t.Errorf("write %d left something", at)
			}
		}
	}
	s.err = nil
	if got := w.take(r); got.Document != "document:the-talks" || got.Transaction != "2" {
		t.Errorf("%+v", got)
	}
	w.sound()
}

// brittle breaks at one of the writes of an update.
type brittle struct {
	store.Store
	at  int
	err error
}

func (s *brittle) Update(ctx context.Context, fn func(store.Tx) error) (store.Token, error) {
	return s.Store.Update(ctx, func(tx store.Tx) error { return fn(&brittleTx{tx, s, s.at}) })
}

type brittleTx struct {
	store.Tx
	s    *brittle
	left int
}

func (t *brittleTx) Set(key, value []byte) error {
	if t.left--; t.left == 0 && t.s.err != nil {
		return t.s.err
	}
	return t.Tx.Set(key, value)
}

// TestRaces: of several that bring one text one wins, and texts of one title
// do not take each other's place.
func TestRaces(t *testing.T) {
	const writers = 6
	same := func(int) string { return play }
	won, ids, w := race(t, writers, same)
	if won != 1 || len(ids) != 1 {
		t.Errorf("%d wrote the one text, as %v", won, ids)
	}
	w.sound()
	won, ids, w = race(t, writers, func(i int) string { return strings.Repeat("Ann: Otherwise. ", i+1) })
	if won != writers || len(ids) != writers {
		t.Errorf("%d of %d texts were written, as %v", won, writers, ids)
	}
	w.sound()
}

// race lets several bring a text each; all have looked for a place before the
// first of them writes.
func race(t *testing.T, writers int, words func(int) string) (won int, ids map[string]bool, w *world) {
	t.Helper()
	w = newWorld(t)
	var (
		wg, ready sync.WaitGroup
		start     = make(chan struct{})
		receipts  = make([]*ingest.Receipt, writers)
	)
	ready.Add(writers)
	for i := range writers {
		wg.Go(func() {
			got, err := ingest.Document(t.Context(), w.graph, &waiting{&script{}, &ready, start}, request("The Talks", words(i)))
			if err != nil {
				t.Error(err)
				got = &ingest.Receipt{}
			}
			receipts[i] = got
		})
	}
	ready.Wait()
	close(start)
	wg.Wait()
	ids = map[string]bool{}
	for _, r := range receipts {
		ids[r.Document] = true
		if !r.AlreadyHeld {
			won++
		}
	}
	return won, ids, w
}

type waiting struct {
	*script
	ready *sync.WaitGroup
	start chan struct{}
}

func (x *waiting) Extract(ctx context.Context, doc graph.DocumentDraft, known graph.ActorIndex) (*graph.Draft, error) {
	if x.calls.Load() == 0 {
		x.ready.Done()
		<-x.start
	}
	return x.script.Extract(ctx, doc, known)
}
