package segments

import (
	"maps"
	"slices"
)

// Batch gathers what one segment is to hold.
type Batch struct {
	words    map[string]*posted
	nodes    []stretch
	texts    []stretch
	pairs    []pairAt
	passages uint32
	bytes    int
}

// posted is where a word occurs: in which nodes, in which passages.
type posted struct{ nodes, passages []uint32 }

// NewBatch gives an empty batch.
func NewBatch() *Batch { return &Batch{words: map[string]*posted{}} }

// Empty says whether there is nothing to write.
func (b *Batch) Empty() bool { return len(b.words) == 0 }

// Bytes is about how large the segment will be.
func (b *Batch) Bytes() int { return b.bytes }

// AddNode adds the words a node is found by, in the form Word gives.
func (b *Batch) AddNode(ref uint64, words map[string]bool) {
	if len(words) == 0 {
		return
	}
	unit := uint32(len(b.nodes))
	for w := range words {
		p := b.posted(w)
		p.nodes = append(p.nodes, unit)
		b.bytes += 2
	}
	b.nodes = append(b.nodes, stretch{ref: ref})
}

// AddDocument adds the passages of a document's canonical text.
func (b *Batch) AddDocument(ref uint64, text string) {
	var (
		s            stretch
		ordinal, end int
	)
	flush := func() {
		if s.count > 0 {
			s.starts = append(s.starts, uint32(end))
			b.texts = append(b.texts, s)
		}
		s = stretch{ref: ref, first: ordinal}
	}
	flush()
	for p := range Cut(text) {
		if s.count == stretchUnits {
			flush()
		}
		p.each(func(w string) {
			at := b.posted(w)
			if n := len(at.passages); n == 0 || at.passages[n-1] != b.passages {
				at.passages = append(at.passages, b.passages)
				b.bytes += 2
			}
		})
		p.pairs(func(pair uint32) { b.pairs = append(b.pairs, newPairAt(pair, b.passages)) })
		b.bytes += 4 * len(p.Words)
		s.starts = append(s.starts, uint32(p.Start))
		s.count++
		b.passages++
		ordinal++
		end = p.End
	}
	flush()
}

func (b *Batch) posted(word string) *posted {
	p := b.words[word]
	if p == nil {
		p = &posted{}
		b.words[word] = p
		b.bytes += len(word)
	}
	return p
}

// writeTo writes the batch as the blocks of one segment.
func (b *Batch) writeTo(w *writer) error {
	if err := b.writePairs(w); err != nil {
		return err
	}
	for _, word := range slices.Sorted(maps.Keys(b.words)) {
		p := b.words[word]
		w.begin(word, len(p.nodes)+len(p.passages))
		if err := w.units(p.nodes, 0); err != nil {
			return err
		}
		if err := w.units(p.passages, uint32(len(b.nodes))); err != nil {
			return err
		}
		if err := w.end(); err != nil {
			return err
		}
	}
	for _, list := range [][]stretch{b.nodes, b.texts} {
		for _, s := range list {
			if err := w.stretch(s); err != nil {
				return err
			}
		}
	}
	return w.finish()
}

// writePairs writes the pairs, which come before all words.
func (b *Batch) writePairs(w *writer) error {
	b.pairs = sortPairs(b.pairs)
	var name [pairBytes]byte
	for list := b.pairs; len(list) > 0; {
		n := 1
		for n < len(list) && list[n].pair() == list[0].pair() {
			n++
		}
		w.begin(string(appendPair(name[:0], list[0].pair())), n)
		for _, p := range list[:n] {
			if err := w.unit(p.passage() + uint32(len(b.nodes))); err != nil {
				return err
			}
		}
		if err := w.end(); err != nil {
			return err
		}
		list = list[n:]
	}
	return nil
}
