package graph

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"onrecord/graph/keys"
)

// TraceScope is how much a trace searched.
type TraceScope struct {
	Documents int // whose text can be read
	From, To  string
	Languages []string
	// Exact is false where there are more documents than are counted.
	Exact bool
}

// mostInScope bounds the documents that are counted.
const mostInScope = 100_000

// Searched tells how much a trace in this view searches: the documents whose
// text is there, when the first and the last of them were published, and their
// languages. They are counted once; what later transactions add is added. Of a
// view of the past, and after words were removed, they are counted again.
func (v *View) Searched() (TraceScope, error) {
	if v.valid != nil {
		always := *v
		always.valid = nil
		v = &always
	}
	kept := &v.session.graph.scopes
	key := scopeKey{v.at, v.session.head.Seq}
	if got := kept.of(key); got != nil {
		return got.scope(), nil
	}
	var got *scopeTally
	if last := kept.last(); last != nil && key.at == key.head && last.seq < key.head {
		var err error
		if got, err = v.catchUp(last); err != nil {
			return TraceScope{}, err
		}
	}
	if got == nil {
		var err error
		if got, err = v.countSearched(); err != nil {
			return TraceScope{}, err
		}
	}
	kept.keep(key, got)
	return got.scope(), nil
}

// scopeTally is what was counted of one state. It is not changed once it is
// kept.
type scopeTally struct {
	seq       Seq
	documents int
	from, to  string
	languages map[string]int // documents in each
	exact     bool
}

func (t *scopeTally) scope() TraceScope {
	return TraceScope{Documents: t.documents, From: t.from, To: t.to, Languages: slices.Sorted(maps.Keys(t.languages)), Exact: t.exact}
}

// add counts a document.
func (t *scopeTally) add(d *DocumentPart) {
	t.documents++
	if d.Language != "" {
		t.languages[d.Language]++
	}
	if d.PublishedAt == "" {
		return
	}
	if t.from == "" || compareDates(d.PublishedAt, t.from) < 0 {
		t.from = d.PublishedAt
	}
	if t.to == "" || compareDates(d.PublishedAt, t.to) > 0 {
		t.to = d.PublishedAt
	}
}

// compareDates puts dates in the order of lists, and those that stand at one
// place there in the order of their letters.
func compareDates(a, b string) int {
	x, y := sortOfDate(a), sortOfDate(b)
	return cmp.Or(slices.Compare(x[:], y[:]), cmp.Compare(a, b))
}

func (v *View) countSearched() (*scopeTally, error) {
	out := &scopeTally{seq: v.at, exact: true, languages: map[string]int{}}
	seen := 0
	err := readWhole(v, []source{kindSource(Document, false, false)}, nodeAccept(eachNode(searchable)), func(_ int, found []*Node) (bool, error) {
		there, err := v.heldTextsOf(found)
		if err != nil {
			return false, err
		}
		for i, n := range found {
			if there[i] {
				out.add(n.Document)
			}
		}
		seen += len(found)
		out.exact = seen < mostInScope
		return out.exact, nil
	})
	return out, err
}

// searchable: what was merged is searched as what it became.
func searchable(n *Node) bool { return n.Visible() && n.MergedInto == 0 }

// mostCaughtUp bounds the transactions that are read again to learn what they
// did; to count all is cheaper than more of them.
const mostCaughtUp = 2_000

// catchUp adds to a tally what the transactions since brought. It is nil where
// they did more to documents than to bring them.
func (v *View) catchUp(last *scopeTally) (*scopeTally, error) {
	if v.at-last.seq > mostCaughtUp || !last.exact {
		return nil, nil
	}
	brought, others, removed, err := v.session.changedSince(last.seq)
	if err != nil || removed {
		return nil, err
	}
	found, err := lookup(v.cells, others)
	if err != nil {
		return nil, err
	}
	var refs []Ref
	for _, c := range found {
		if c.class == keys.ClassNode {
			refs = append(refs, c.ref)
		}
	}
	nodes, err := loadNodes(v.cells, refs)
	if err != nil || slices.ContainsFunc(nodes, func(n *Node) bool { return n != nil && n.Document != nil }) {
		return nil, err
	}
	had, err := v.AtSeq(last.seq).searchedAmong(brought)
	if err != nil {
		return nil, err
	}
	has, err := v.searchedAmong(brought)
	if err != nil {
		return nil, err
	}
	out := *last
	out.seq, out.languages = v.at, maps.Clone(last.languages)
	for ref, n := range has {
		if had[ref] == nil {
			out.add(n.Document)
		}
	}
	out.exact = out.documents < mostInScope
	return &out, nil
}

// searchedAmong gives those of some documents that are searched.
func (v *View) searchedAmong(ids []string) (map[Ref]*Node, error) {
	nodes, err := v.NodesByID(ids)
	if err != nil {
		return nil, err
	}
	nodes = slices.DeleteFunc(nodes, func(n *Node) bool { return n == nil || n.Document == nil || !searchable(n) })
	there, err := v.heldTextsOf(nodes)
	if err != nil {
		return nil, err
	}
	out := make(map[Ref]*Node, len(nodes))
	for i, n := range nodes {
		if there[i] {
			out[n.Ref] = n
		}
	}
	return out, nil
}

// changedSince tells which documents transactions brought, or gave a text, what
// else they touched, and whether they removed words.
func (s *Session) changedSince(seq Seq) (brought, others []string, removed bool, err error) {
	err = scanLog(s.snap, seq+1, func(at Seq, raw []byte) error {
		var e Entry
		if err := json.Unmarshal(raw, &e); err != nil {
			return corrupt("entry %d of the log cannot be read", at)
		}
		for _, c := range e.Changes {
			switch {
			case c.Document != nil:
				brought = append(brought, c.Document.ID)
			case c.Review != nil:
				others = append(others, c.Review.ID)
			case c.Retract != nil:
				others = append(others, c.Retract.ID)
			case c.Merge != nil:
				others = append(others, c.Merge.Into, c.Merge.From)
			case c.Unmerge != nil:
				others = append(others, c.Unmerge.ID)
			case c.Redact != nil:
				removed = true
			}
		}
		return s.stop()
	})
	return brought, others, removed, err
}

// heldTextsOf tells which documents have a text that can be read, their own or
// that of one merged into them, without reading it.
func (v *View) heldTextsOf(docs []*Node) ([]bool, error) {
	out := make([]bool, len(docs))
	var (
		refs  []Ref
		owner []int
	)
	for i, n := range docs {
		for _, ref := range n.refs() {
			refs, owner = append(refs, ref), append(owner, i)
		}
	}
	stored, err := loadNodes(v.cells, refs)
	if err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(slices.Clone(stored), func(n *Node) bool { return n == nil })
	readable, err := v.readable(kept)
	if err != nil {
		return nil, err
	}
	for j, n := range stored {
		if n != nil && readable[n.Ref] {
			out[owner[j]] = true
		}
	}
	return out, nil
}

// scopes keeps what was counted of the states that were asked for last. What was
// removed from the store since does not count as searched: a redaction is a
// transaction of its own, but an earlier view loses the text too, so the newest
// transaction is part of the key. It is safe for concurrent use.
type scopes struct {
	mu     sync.Mutex
	known  map[scopeKey]*scopeTally
	newest *scopeTally // of a present
}

type scopeKey struct{ at, head Seq }

const mostScopes = 16

// of gives what was counted of a state, if it was asked for lately.
func (s *scopes) of(key scopeKey) *scopeTally {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known[key]
}

// last gives what was counted of the newest present.
func (s *scopes) last() *scopeTally {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.newest
}

func (s *scopes) keep(key scopeKey, t *scopeTally) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.known) >= mostScopes || s.known == nil {
		s.known = map[scopeKey]*scopeTally{}
	}
	s.known[key] = t
	if key.at == key.head && (s.newest == nil || s.newest.seq < t.seq) {
		s.newest = t
	}
}
