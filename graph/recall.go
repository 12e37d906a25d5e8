package graph

import (
	"context"
	"encoding/binary"
	"hash/maphash"

	"onrecord/graph/cache"
	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/store"
)

// DefaultCache is how many bytes of decoded records a graph keeps where nothing
// else is asked for.
const DefaultCache = 256 << 20

// WithCache sets how many bytes of decoded records and adjacency are kept,
// roughly; 0 keeps none. Answers are the same with any.
func WithCache(bytes int64) Option {
	return func(g *Graph) { g.kept = cache.New(bytes) }
}

// CacheStats are what the cache of decoded records holds and did.
type CacheStats = cache.Stats

// CacheStats tells what the cache of decoded records holds and did.
func (g *Graph) CacheStats() CacheStats { return g.kept.Stats() }

// recall is how a view reads cells. Where it shows the present, what was decoded
// is kept for all sessions (package cache): nodes, relations, what ids lead to,
// adjacency, assertions, counts, and what is anchored in a document.
type recall struct {
	*cells.Reader
	kept *cache.Cache // nil: nothing is kept
	at   Seq
	seed maphash.Seed
}

// Kinds of what is kept. Each but the ids goes by the first number of its keys.
const (
	keptID byte = iota + 1
	keptNode
	keptRelation
	keptNear
	keptAssertions
	keptCounts
	keptAnchors
)

// keptTables are the letters of the keys that what is kept is made of.
var keptTables = map[byte]byte{
	keys.Node(0)[0]:          keptNode,
	keys.Relation(0)[0]:      keptRelation,
	keys.AdjacencyNode(0)[0]: keptNear,
	keys.Assertions(0)[0]:    keptAssertions,
	keys.Counts(0)[0]:        keptCounts,
	keys.Positions(0)[0]:     keptAnchors,
}

// letterID is the letter of ids.
var letterID = keys.ID("")[0]

func keptKey(kind byte, ref Ref) cache.Key { return cache.KeyOf(kind, uint64(ref)) }

// keptIDKey names an id by the hash of its key; the entry holds the id itself.
func keptIDKey(seed maphash.Seed, id string) cache.Key {
	return cache.KeyOf(keptID, maphash.Bytes(seed, keys.ID(id)))
}

// refBytes is how many bytes a number takes in a key, behind the letter.
var refBytes = len(keys.Node(0)) - 1

// keptUnder gives the key of what is kept and made of a cell.
func keptUnder(seed maphash.Seed, cell []byte) (cache.Key, bool) {
	if len(cell) == 0 {
		return 0, false
	}
	if cell[0] == letterID {
		return cache.KeyOf(keptID, maphash.Bytes(seed, cell)), true
	}
	kind, ok := keptTables[cell[0]]
	if !ok || len(cell) <= refBytes {
		return 0, false
	}
	return keptKey(kind, Ref(binary.BigEndian.Uint64(cell[1:]))), true
}

// keptIDCell is what an id leads to.
type keptIDCell struct {
	id   string
	cell idCell
}

// known gives what is kept under a key.
func known[T any](r *recall, k cache.Key) (T, bool) {
	var none T
	if r.kept == nil {
		return none, false
	}
	v, ok := r.kept.Get(k, r.at)
	if !ok {
		return none, false
	}
	t, ok := v.(T)
	return t, ok
}

func (r *recall) keep(k cache.Key, v any, size int) {
	if r.kept != nil {
		r.kept.Put(k, v, size, r.at)
	}
}

// told counts how much of what was asked was kept.
func (r *recall) told(asked, missing int) {
	if r.kept != nil {
		r.kept.Told(asked-missing, missing)
	}
}

// update runs an update of the store, which is given the head of the log, and
// tells the cache what it writes, before the store shows it.
func (g *Graph) update(ctx context.Context, fn func(tx store.Tx, h head) error) error {
	_, err := g.store.Update(ctx, func(tx store.Tx) error {
		before, err := g.readHead(tx)
		if err != nil {
			return err
		}
		if g.kept == nil {
			return fn(tx, before)
		}
		w := &watchedTx{Tx: tx, seed: g.seed}
		if err := fn(w, before); err != nil {
			return err
		}
		after, err := g.readHead(tx)
		if err != nil {
			return err
		}
		if after.Seq == before.Seq && len(w.touched) == 0 {
			return nil
		}
		g.kept.Changed(max(after.Seq, before.Seq+1), before.Digest, after.Digest, w.touched)
		return nil
	})
	return err
}

// watchedTx notes which cells are written, present or past; some of them twice.
type watchedTx struct {
	store.Tx
	seed    maphash.Seed
	touched []cache.Key
}

func (w *watchedTx) note(key []byte) {
	if len(key) < 2 || key[0] != cells.CurrentPrefix && key[0] != cells.HistoryPrefix {
		return
	}
	if key[0] == cells.HistoryPrefix && key[1] == letterID {
		return // what an id led to ends with a write of its present key
	}
	if k, ok := keptUnder(w.seed, key[1:]); ok {
		w.touched = append(w.touched, k)
	}
}

// Set implements store.Tx.
func (w *watchedTx) Set(key, value []byte) error {
	w.note(key)
	return w.Tx.Set(key, value)
}

// Delete implements store.Tx.
func (w *watchedTx) Delete(key []byte) error {
	w.note(key)
	return w.Tx.Delete(key)
}

// keepMade keeps the node that a transaction made and answers with: whoever wrote
// it asks for it next. It must be told when the store shows the transaction.
func (g *Graph) keepMade(t *txn, id string) {
	c := t.ids[id]
	s := t.nodes[c.ref]
	if g.kept == nil || s == nil || !t.made(c.ref) {
		return
	}
	n, err := decodeNode(c.ref, encodeNode(s.now)) // as a session would read it
	if err != nil {
		return
	}
	r := &recall{kept: g.kept, at: t.seq, seed: g.seed}
	r.keepID(id, c)
	r.keep(keptKey(keptNode, c.ref), n, n.size())
}

// keepID keeps what an id leads to.
func (r *recall) keepID(id string, c idCell) {
	r.keep(keptIDKey(r.seed, id), &keptIDCell{id, c}, len(id)+48)
}

// What a record takes in memory, roughly.
const (
	nodeBytes       = 320 // with what its record has beside strings
	documentBytes   = 208
	statementBytes  = 272
	commitmentBytes = 48
	relationBytes   = 240
	assertionBytes  = 280
	spanBytes       = 40
)

// size is roughly what a node takes in memory.
func (n *Node) size() int {
	size := nodeBytes + len(n.ID) + len(n.Name) + len(n.Reason) + 8*len(n.Members)
	for _, a := range n.Aliases {
		size += 64 + len(a.Text)
	}
	for _, p := range n.Props {
		size += 56 + len(p.Name) + len(p.Value)
	}
	switch {
	case n.Document != nil:
		size += documentBytes + len(n.Document.Publisher) + len(n.Document.URL) + 16
	case n.Statement != nil:
		s := n.Statement
		size += statementBytes + len(s.Text) + len(s.SpeakerAs) + len(s.Cue) + 8*(len(s.Chain)+len(s.About)) + spanBytes*len(s.Evidence)
		for _, h := range s.Hedges {
			size += 16 + len(h)
		}
	case n.Commitment != nil:
		size += commitmentBytes + spanBytes*len(n.Commitment.Evidence)
	}
	return size
}

func (r *Relation) size() int {
	return relationBytes + len(r.ID) + len(r.Role) + len(r.ValidFrom) + len(r.ValidTo) + len(r.Quantity)
}

func (a *Assertion) size() int {
	return assertionBytes + len(a.ID) + len(a.Quantity) + len(a.RecordedBy) + len(a.Reason) + spanBytes*len(a.Evidence)
}

// lookup is lookup with what is kept.
func (r *recall) lookup(ids []string) ([]idCell, error) {
	out := make([]idCell, len(ids))
	var (
		missing []string
		at      []int
	)
	for i, id := range ids {
		if k, ok := known[*keptIDCell](r, keptIDKey(r.seed, id)); ok && k.id == id {
			out[i] = k.cell
			continue
		}
		if !idLike(id) {
			continue
		}
		missing, at = append(missing, id), append(at, i)
	}
	r.told(len(ids), len(missing))
	if len(missing) == 0 {
		return out, nil
	}
	found, err := lookup(r.Reader, missing)
	if err != nil {
		return nil, err
	}
	for j, c := range found {
		out[at[j]] = c
		if c.class != 0 {
			r.keepID(missing[j], c)
		}
	}
	return out, nil
}

// nodes is loadNodes with what is kept.
func (r *recall) nodes(refs []Ref) ([]*Node, error) {
	return recalled(r, keptNode, refs, func(missing []Ref) ([]*Node, error) { return loadNodes(r.Reader, missing) })
}

// relations reads relation records; a missing one is nil.
func (r *recall) relations(refs []Ref) ([]*Relation, error) {
	return recalled(r, keptRelation, refs, func(missing []Ref) ([]*Relation, error) { return loadRelations(r.Reader, missing) })
}

// sized is a record that knows what it takes in memory.
type sized interface {
	comparable
	size() int
}

// recalled gives records by number: those that are kept, and those that read
// then reads together.
func recalled[T sized](r *recall, kind byte, refs []Ref, read func([]Ref) ([]T, error)) ([]T, error) {
	if r.kept == nil {
		return read(refs)
	}
	var (
		none    T
		missing []Ref
		at      []int
	)
	out := make([]T, len(refs))
	for i, ref := range refs {
		if v, ok := known[T](r, keptKey(kind, ref)); ok {
			out[i] = v
			continue
		}
		missing, at = append(missing, ref), append(at, i)
	}
	r.told(len(refs), len(missing))
	if len(missing) == 0 {
		return out, nil
	}
	found, err := read(missing)
	if err != nil {
		return nil, err
	}
	for j, v := range found {
		out[at[j]] = v
		if v != none {
			r.keep(keptKey(kind, missing[j]), v, v.size())
		}
	}
	return out, nil
}
