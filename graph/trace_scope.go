package graph

import (
	"slices"
	"sync"
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
// languages. It is counted once for each state of the graph.
func (v *View) Searched() (TraceScope, error) {
	if v.valid != nil {
		always := *v
		always.valid = nil
		v = &always
	}
	return v.session.graph.scopes.of(scopeKey{v.at, v.session.head.Seq}, func() (TraceScope, error) { return v.countSearched() })
}

func (v *View) countSearched() (TraceScope, error) {
	out := TraceScope{Exact: true}
	languages := map[string]bool{}
	seen := 0
	err := readWhole(v, []source{kindSource(Document, false, false)}, nodeAccept(eachNode(func(n *Node) bool { return n.Visible() && n.MergedInto == 0 })), func(_ int, found []*Node) (bool, error) {
		there, err := v.heldTextsOf(found)
		if err != nil {
			return false, err
		}
		for i, n := range found {
			if !there[i] {
				continue
			}
			out.Documents++
			if d := n.Document.PublishedAt; d != "" {
				if out.From == "" {
					out.From = d
				}
				out.To = d
			}
			if l := n.Document.Language; l != "" {
				languages[l] = true
			}
		}
		seen += len(found)
		out.Exact = seen < mostInScope
		return out.Exact, nil
	})
	for l := range languages {
		out.Languages = append(out.Languages, l)
	}
	slices.Sort(out.Languages)
	return out, err
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

// scopes keeps the scope of the states that were asked for last. What was
// removed from the store since does not count as searched: a redaction is a
// transaction of its own, but an earlier view loses the text too, so the newest
// transaction is part of the key.
type scopes struct {
	mu    sync.Mutex
	known map[scopeKey]TraceScope
}

type scopeKey struct{ at, head Seq }

const mostScopes = 16

// of gives the scope of a state, counting it when it was not asked for lately.
func (s *scopes) of(key scopeKey, count func() (TraceScope, error)) (TraceScope, error) {
	s.mu.Lock()
	got, known := s.known[key]
	s.mu.Unlock()
	if known {
		return got, nil
	}
	got, err := count()
	if err != nil {
		return got, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.known) >= mostScopes || s.known == nil {
		s.known = map[scopeKey]TraceScope{}
	}
	s.known[key] = got
	return got, nil
}
