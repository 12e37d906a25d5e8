package graph

import (
	"sort"
	"sync"

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
}

func newDocText(s string) *docText {
	return &docText{
		text:      s,
		index:     text.NewIndex(s),
		sentences: sync.OnceValue(func() []text.Span { return text.Sentences(s) }),
		quotes:    sync.OnceValue(func() []text.Quotation { return text.Quotations(s) }),
	}
}

// sentence gives the sentence a position lies in.
func (d *docText) sentence(at int) text.Span {
	all := d.sentences()
	i := sort.Search(len(all), func(i int) bool { return all[i].End > at })
	if i < len(all) {
		return all[i]
	}
	return text.Span{Start: at, End: at}
}

// textCache keeps the texts a session read, within textBudget bytes.
type textCache struct {
	texts map[[32]byte]*docText
	size  int
}

func newTextCache() *textCache { return &textCache{texts: map[[32]byte]*docText{}} }

// load reads the texts of several blobs in one batch. A redacted one is nil.
func (c *textCache) load(r store.Reader, shas [][32]byte) (map[[32]byte]*docText, error) {
	out := make(map[[32]byte]*docText, len(shas))
	var missing [][32]byte
	for _, sha := range shas {
		if _, seen := out[sha]; seen {
			continue
		}
		d, held := c.texts[sha]
		out[sha] = d
		if !held {
			missing = append(missing, sha)
		}
	}
	raw, err := getBlobs(r, missing)
	if err != nil {
		return nil, err
	}
	for i, sha := range missing {
		if raw[i] == nil {
			continue
		}
		if c.size += len(raw[i]); c.size > textBudget {
			clear(c.texts)
			c.size = len(raw[i])
		}
		d := newDocText(string(raw[i]))
		out[sha], c.texts[sha] = d, d
	}
	return out, nil
}
