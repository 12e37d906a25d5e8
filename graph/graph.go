package graph

import (
	"bytes"
	"context"
	"hash/maphash"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"onrecord/graph/cache"
	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/graph/segments"
	"onrecord/store"
)

// Graph is a knowledge graph in a store. It is safe for concurrent use.
type Graph struct {
	store store.Store
	now   func() time.Time
	log   *slog.Logger
	texts *sharedTexts
	words *segments.Cache
	merge *merger
	// scopes are what traces of the last states searched.
	scopes scopes
	// traceMemory has what texts are read into, *trace.Memory.
	traceMemory sync.Pool
	// kept is what was decoded and is shared by all sessions; see recall.go.
	kept *cache.Cache
	seed maphash.Seed // of ids in kept
	last atomic.Pointer[headAt]
	// lastHead is the head that was decoded last.
	lastHead atomic.Pointer[storedHead]
}

// Option changes how a Graph is opened.
type Option func(*Graph)

// WithClock sets where recordedAt comes from.
func WithClock(now func() time.Time) Option { return func(g *Graph) { g.now = now } }

// WithLogger sets where the graph reports what no caller waits for.
func WithLogger(l *slog.Logger) Option { return func(g *Graph) { g.log = l } }

// Open makes a graph of a store. The store stays the caller's to close.
func Open(s store.Store, opts ...Option) (*Graph, error) {
	g := &Graph{
		store: s, now: time.Now, log: slog.New(slog.DiscardHandler), texts: newSharedTexts(), words: segments.NewCache(segments.DefaultCache), merge: newMerger(),
		kept: cache.New(DefaultCache), seed: maphash.MakeSeed(),
	}
	for _, o := range opts {
		o(g)
	}
	session, err := g.Session(context.Background())
	if err != nil {
		return nil, err
	}
	defer session.Close()
	return g, nil
}

// Session reads one committed state of the graph. All views made from it show
// that state or an earlier one, so that an answer never mixes two. It holds
// resources until Close, and serves one goroutine at a time.
type Session struct {
	graph *Graph
	snap  store.Snapshot
	head  head
	kept  *cache.Cache // nil: this session does without
	ctx   context.Context
	texts *textCache
	words *segments.Reader // made when it is first asked
}

// Session opens a session. When ctx ends, reads fail with its error.
func (g *Graph) Session(ctx context.Context) (*Session, error) {
	snap, err := g.store.Snapshot()
	if err != nil {
		return nil, err
	}
	h, err := g.headOf(snap)
	if err != nil {
		snap.Release()
		return nil, err
	}
	texts := newTextCache()
	texts.shared = g.texts
	out := &Session{graph: g, snap: snap, head: h, ctx: ctx, texts: texts}
	if g.kept.Join(h.Seq, h.Digest) {
		out.kept = g.kept
	}
	return out, nil
}

// headAt is the head of the log in one state of the store.
type headAt struct {
	token store.Token
	head  head
}

// headOf reads the head of the log. Sessions of the state that was read last
// share it.
func (g *Graph) headOf(snap store.Snapshot) (head, error) {
	token := snap.Token()
	if known := g.last.Load(); known != nil && known.token == token {
		return known.head, nil
	}
	h, err := g.readHead(snap)
	if err == nil {
		g.last.Store(&headAt{token, h})
	}
	return h, err
}

// storedHead is a head as it is stored, and decoded.
type storedHead struct {
	raw  []byte
	head head
}

// readHead is readHead without decoding again what was decoded last: a
// transaction begins with the head that the one before it left.
func (g *Graph) readHead(r store.Reader) (head, error) {
	raw, err := r.Get(keys.Meta(metaHead))
	if isNotFound(err) {
		return firstHead(), nil
	}
	if err != nil {
		return head{}, err
	}
	if last := g.lastHead.Load(); last != nil && bytes.Equal(last.raw, raw) {
		return last.head, nil
	}
	h, err := decodeHead(raw)
	if err == nil {
		g.lastHead.Store(&storedHead{raw, h})
	}
	return h, err
}

// Close releases the session.
func (s *Session) Close() { s.snap.Release() }

// Head is the newest transaction the session sees, its instant and digest.
func (s *Session) Head() (Seq, Micros, Digest) { return s.head.Seq, s.head.At, s.head.Digest }

// Token names the committed state the session shows.
func (s *Session) Token() store.Token { return s.snap.Token() }

// Present is the view of what is recorded now.
func (s *Session) Present() *View { return s.at(s.head.Seq) }

// ViewAt is the view of what the graph had recorded as of a transaction.
func (s *Session) ViewAt(seq Seq) *View { return s.at(min(seq, s.head.Seq)) }

// AsOf is the view of what the graph had recorded at an instant.
func (s *Session) AsOf(at time.Time) (*View, error) {
	if !at.Before(s.head.At.Time()) {
		return s.Present(), nil
	}
	seq, err := seqAt(s.snap, Micros(at.UnixMicro()))
	if err != nil {
		return nil, err
	}
	v := s.at(seq)
	v.fixed = true
	return v, nil
}

func (s *Session) at(seq Seq) *View {
	r := &recall{Reader: cells.NewReader(s.snap, seq, s.head.Seq), at: seq, seed: s.graph.seed}
	if seq == s.head.Seq {
		r.kept = s.kept // what was is read anew
	}
	return &View{session: s, cells: r, at: seq, clock: s.graph.now()}
}

// Texts of documents are read whole; a session keeps the last ones within this
// many bytes.
const textBudget = 32 << 20

func (s *Session) stop() error { return s.ctx.Err() }

// idCell is what an id leads to.
type idCell struct {
	class byte
	ref   Ref
	owner Ref // an assertion's relation, a fact's node
}

// key is where the record lies that the id leads to; nil for a class that is
// none.
func (c idCell) key() []byte {
	switch c.class {
	case keys.ClassNode:
		return keys.Node(uint64(c.ref))
	case keys.ClassRelation:
		return keys.Relation(uint64(c.ref))
	case keys.ClassAssertion:
		return keys.Assertion(uint64(c.owner), uint64(c.ref))
	case keys.ClassFact:
		return keys.Fact(uint64(c.owner), uint64(c.ref))
	}
	return nil
}

func encodeID(c idCell) []byte {
	e := &encoder{b: []byte{c.class}}
	e.ref(c.ref)
	e.ref(c.owner)
	return e.b
}

func decodeID(b []byte) (idCell, error) {
	if len(b) < 3 {
		return idCell{}, corrupt("an id leads nowhere")
	}
	d := &decoder{b: b[1:]}
	c := idCell{class: b[0], ref: d.ref(), owner: d.ref()}
	return c, d.err
}

// cellReader is what lookups need: a view's cells or a transaction's.
type cellReader interface {
	GetMany(keys [][]byte) ([]cells.Cell, error)
	ScanMany(ranges []cells.Range) ([][]cells.Cell, error)
}

// lookup resolves ids; an unknown one has class 0. One that cannot be an id is
// unknown, and not looked for.
func lookup(r cellReader, ids []string) ([]idCell, error) {
	if m, ok := r.(*recall); ok && m.kept != nil {
		return m.lookup(ids)
	}
	var (
		ks = make([][]byte, 0, len(ids))
		at = make([]int, 0, len(ids))
	)
	for i, id := range ids {
		if idLike(id) {
			ks, at = append(ks, keys.ID(id)), append(at, i)
		}
	}
	got, err := r.GetMany(ks)
	if err != nil {
		return nil, err
	}
	out := make([]idCell, len(ids))
	for j, c := range got {
		if c.Key == nil {
			continue
		}
		if out[at[j]], err = decodeID(c.Value); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func idLike(id string) bool {
	if id == "" || len(id) > maxID {
		return false
	}
	for i := 0; i < len(id); i++ {
		if id[i] <= ' ' || id[i] > '~' {
			return false
		}
	}
	return true
}

// loadNodes reads node records; a missing one is nil. Refs may repeat.
func loadNodes(r cellReader, refs []Ref) ([]*Node, error) {
	if m, ok := r.(*recall); ok && m.kept != nil {
		return m.nodes(refs)
	}
	ks := make([][]byte, len(refs))
	for i, ref := range refs {
		ks[i] = keys.Node(uint64(ref))
	}
	got, err := r.GetMany(ks)
	if err != nil {
		return nil, err
	}
	out := make([]*Node, len(refs))
	for i, c := range got {
		if c.Key == nil {
			continue
		}
		if out[i], err = decodeNode(refs[i], c.Value); err != nil {
			return nil, err
		}
	}
	return out, nil
}
