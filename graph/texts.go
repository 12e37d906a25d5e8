package graph

import (
	"container/list"
	"strings"
	"sync"

	"onrecord/graph/keys"
	"onrecord/graph/text"
	"onrecord/store"
)

// docText is the canonical text of a document with what follows from it. The
// parts that not every reader needs are made when they are first asked for.
type docText struct {
	text      string
	index     *text.Index
	sentences func() []text.Span
	quotes    func() []text.Quotation

	mu     sync.Mutex // guards what was found around places
	lines  map[text.Span][]text.Span
	quoted map[text.Span][]text.Quotation
}

func newDocText(s string) *docText {
	return &docText{
		text:      s,
		index:     text.NewIndex(s),
		sentences: sync.OnceValue(func() []text.Span { return text.Sentences(s) }),
		quotes:    sync.OnceValue(func() []text.Quotation { return text.Quotations(s) }),
	}
}

// textCache keeps the texts a session or a transaction read, within textBudget
// bytes. What it holds was there in that state of the store.
type textCache struct {
	texts  map[[32]byte]*docText
	size   int
	shared *sharedTexts // nil: every text is read from the store
}

func newTextCache() *textCache { return &textCache{texts: map[[32]byte]*docText{}} }

// load reads the texts of several blobs, mostly in one round trip: those that
// other sessions read lately are only asked whether they may still be read. A
// redacted one is nil.
func (c *textCache) load(r store.Reader, shas [][32]byte) (map[[32]byte]*docText, error) {
	out := make(map[[32]byte]*docText, len(shas))
	var (
		missing [][32]byte
		shared  []*docText
	)
	for _, sha := range shas {
		if _, seen := out[sha]; seen {
			continue
		}
		d, held := c.texts[sha]
		out[sha] = d
		if !held {
			missing, shared = append(missing, sha), append(shared, c.shared.get(sha))
		}
	}
	raw, err := readStarts(r, missing, shared)
	if err != nil {
		return nil, err
	}
	var rest [][32]byte // those that take more
	for i, sha := range missing {
		d := shared[i]
		switch {
		case d == nil && (raw[i] == nil || len(raw[i]) == chunkSize):
			rest = append(rest, sha)
			continue
		case d == nil:
			d = newDocText(string(raw[i]))
			c.shared.put(sha, d)
		default:
			h, err := decodeBlobHead(raw[i], sha)
			if err != nil {
				return nil, err
			}
			if !h.whole() {
				continue
			}
		}
		out[sha] = d
		c.keep(sha, d)
	}
	return out, c.loadWhole(r, rest, out)
}

// readStarts reads in one round trip the head of each blob whose text is held,
// and the first chunk of the others. That one is there only as long as the text
// may be read.
func readStarts(r store.Reader, shas [][32]byte, held []*docText) ([][]byte, error) {
	if len(shas) == 0 {
		return nil, nil
	}
	ks := make([][]byte, len(shas))
	for i, sha := range shas {
		if ks[i] = keys.BlobChunk(sha, 0); held[i] != nil {
			ks[i] = keys.BlobHead(sha)
		}
	}
	return r.GetMany(ks)
}

// loadWhole reads texts of several chunks, and finds out why others have none.
func (c *textCache) loadWhole(r store.Reader, shas [][32]byte, out map[[32]byte]*docText) error {
	heads, err := blobHeads(r, shas)
	if err != nil {
		return err
	}
	parts, err := blobParts(r, shas, heads)
	if err != nil {
		return err
	}
	for i, sha := range shas {
		if parts[i] == nil {
			continue
		}
		d := newDocText(joinedText(parts[i]))
		out[sha] = d
		c.keep(sha, d)
		c.shared.put(sha, d)
	}
	return nil
}

// joinedText makes one text of chunks, in memory for one text.
func joinedText(parts [][]byte) string {
	var b strings.Builder
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	b.Grow(size)
	for _, p := range parts {
		b.Write(p)
	}
	return b.String()
}

func (c *textCache) keep(sha [32]byte, d *docText) {
	if c.size += len(d.text); c.size > textBudget {
		clear(c.texts)
		c.size = len(d.text)
	}
	c.texts[sha] = d
}

// sharedBudget bounds the texts that the sessions of a graph share, in bytes.
const sharedBudget = 64 << 20

// sharedTexts keeps the texts that were read last, for all sessions. A text
// never changes, so there is nothing to invalidate; whether a session may see
// it is for the session to find out. It is safe for concurrent use. A nil one
// is empty and stays so.
type sharedTexts struct {
	mu    sync.Mutex
	texts map[[32]byte]*list.Element // of sharedText
	order list.List                  // the last used first
	size  int
}

type sharedText struct {
	sha  [32]byte
	text *docText
}

func newSharedTexts() *sharedTexts { return &sharedTexts{texts: map[[32]byte]*list.Element{}} }

func (s *sharedTexts) get(sha [32]byte) *docText {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.texts[sha]
	if !ok {
		return nil
	}
	s.order.MoveToFront(e)
	return e.Value.(sharedText).text
}

func (s *sharedTexts) put(sha [32]byte, d *docText) {
	if s == nil || cost(d) > sharedBudget {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, there := s.texts[sha]; there {
		return
	}
	s.texts[sha] = s.order.PushFront(sharedText{sha, d})
	for s.size += cost(d); s.size > sharedBudget; {
		s.remove(s.order.Back())
	}
}

// clear forgets all texts: one of them was removed from the store.
func (s *sharedTexts) clear() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.order.Len() > 0 {
		s.remove(s.order.Back())
	}
}

func (s *sharedTexts) remove(e *list.Element) {
	t := s.order.Remove(e).(sharedText)
	delete(s.texts, t.sha)
	s.size -= cost(t.text)
}

// cost is about what a text takes in memory with its index and, should it be
// asked for them, its sentences and quotations.
func cost(d *docText) int { return len(d.text) + len(d.text)/2 + 512 }
