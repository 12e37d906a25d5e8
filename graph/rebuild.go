package graph

import (
	"context"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/graph/segments"
	"onrecord/store"
)

// rebuiltBytes is about how large the segments are that a rebuild writes.
const rebuiltBytes = 8 << 20

// RebuildIndex makes the search index anew from the records and the texts, as
// if nothing were there. What is found does not change, unless something was
// damaged. Transactions may go on, but one that commits meanwhile makes it fail
// with CONFLICT, and nothing has changed then.
func (g *Graph) RebuildIndex(ctx context.Context) error {
	g.merge.one.Lock()
	defer g.merge.one.Unlock()
	s, err := g.Session(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	s.texts = newTextCache()
	err = segments.Rebuild(ctx, g.store, s.allWords, func(r store.Reader) error {
		now, err := readHead(r)
		if err == nil && now.Seq != s.head.Seq {
			return &store.Error{Code: store.CodeConflict, Message: "the graph was written to while its search index was rebuilt: try again"}
		}
		return err
	})
	g.words.Clear()
	return err
}

// allWords adds the words of every node, a few megabytes at a time: those of all
// it was ever named, since searches of the past find it by them.
func (s *Session) allWords(add func(*segments.Batch) error) error {
	var (
		b   = segments.NewBatch()
		bad error
	)
	one := func(ref Ref) error {
		if err := s.stop(); err != nil {
			return err
		}
		words := nodeWords{}
		var now *Node
		err := eachVersion(s.snap, ref, func(n *Node) {
			if now == nil {
				now = n // the present one comes first
			}
			for w := range ownWords(n) {
				words[w] = true
			}
		})
		if err != nil {
			return err
		}
		b.AddNode(uint64(ref), words)
		body, readable, err := s.readableText(s.snap, now)
		if err != nil {
			return err
		}
		if readable {
			b.AddDocument(uint64(ref), body)
		}
		if b.Bytes() < rebuiltBytes {
			return nil
		}
		err = add(b)
		b = segments.NewBatch()
		return err
	}
	err := s.Present().cells.Scan(prefixRange(keys.Nodes()), func(c cells.Cell) bool {
		bad = one(Ref(keys.Last(c.Key)))
		return bad == nil
	})
	if err := firstError(bad, err); err != nil {
		return err
	}
	return add(b)
}
