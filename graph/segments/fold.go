package segments

import (
	"bytes"

	"onrecord/store"
)

// source reads the words of a segment in order, for folding.
type source struct {
	r     store.Reader
	head  *head
	nodes uint32 // where its nodes begin among those of all
	texts uint32 // and its passages
	next  uint32 // the block to read
	ready [][]byte
	in    entries
	done  bool
}

// readAhead is how many blocks are read in one round trip.
const readAhead = 8

// advance goes to the next entry.
func (s *source) advance() error {
	for !s.in.next() {
		if s.in.err != nil {
			return s.in.err
		}
		if len(s.ready) == 0 {
			if s.next == s.head.words {
				s.done = true
				return nil
			}
			var ids []uint32
			for ; s.next < s.head.words && len(ids) < readAhead; s.next++ {
				ids = append(ids, s.next)
			}
			var err error
			if s.ready, err = loadBlocks(s.r, s.head, ids); err != nil {
				return err
			}
		}
		s.in, s.ready = openBlock(s.ready[0]), s.ready[1:]
	}
	return nil
}

// fold writes several segments as one. stop is asked now and then.
func fold(r store.Reader, from []*head, w *writer, stop func() error) error {
	sources := make([]*source, len(from))
	nodes, texts := uint32(0), uint32(0)
	for _, h := range from {
		texts += h.nodes
	}
	for i, h := range from {
		sources[i] = &source{r: r, head: h, nodes: nodes, texts: texts}
		nodes, texts = nodes+h.nodes, texts+h.units-h.nodes
		if err := sources[i].advance(); err != nil {
			return err
		}
	}
	var passages []uint32
	for {
		if err := stop(); err != nil {
			return err
		}
		word, same, total := least(sources)
		if len(same) == 0 {
			break
		}
		w.begin(word, total)
		passages = passages[:0]
		for _, s := range same {
			var err error
			if passages, err = s.drain(word, w, passages); err != nil {
				return err
			}
		}
		if err := w.units(passages, 0); err != nil {
			return err
		}
		if err := w.end(); err != nil {
			return err
		}
	}
	for _, ofTexts := range []bool{false, true} {
		for _, h := range from {
			if err := foldTable(r, h, ofTexts, w, stop); err != nil {
				return err
			}
		}
	}
	return w.finish()
}

// least finds the next word, the sources that stand at it, and how many units
// it has in them.
func least(sources []*source) (word string, same []*source, total int) {
	var low []byte
	for _, s := range sources {
		if s.done {
			continue
		}
		c := 1
		if len(same) > 0 {
			c = bytes.Compare(low, s.in.word)
		}
		if c > 0 {
			low, same, total = s.in.word, same[:0], 0
		}
		if c >= 0 {
			same, total = append(same, s), total+max(s.in.total, s.in.count)
		}
	}
	return string(low), same, total
}

// drain moves the postings of a word: those of nodes at once, and the passages
// to a list, since they come behind the nodes of all.
func (s *source) drain(word string, w *writer, passages []uint32) ([]uint32, error) {
	var piece [pieceUnits]uint32
	for !s.done && string(s.in.word) == word {
		units, err := s.in.units(piece[:0])
		if err != nil {
			return nil, err
		}
		for _, u := range units {
			if u >= s.head.nodes {
				passages = append(passages, u-s.head.nodes+s.texts)
			} else if err := w.unit(u + s.nodes); err != nil {
				return nil, err
			}
		}
		if err := s.advance(); err != nil {
			return nil, err
		}
	}
	return passages, nil
}

// foldTable moves one half of a table.
func foldTable(r store.Reader, h *head, ofTexts bool, w *writer, stop func() error) error {
	var bad error
	err := eachUnit(r, h, func(s stretch) bool {
		if bad = stop(); bad == nil && (s.count > 0) == ofTexts {
			bad = w.stretch(s)
		}
		return bad == nil
	})
	if bad != nil {
		return bad
	}
	return err
}

// eachUnit walks the table of a segment.
func eachUnit(r store.Reader, h *head, yield func(stretch) bool) error {
	unit, going := uint32(0), true
	for at := uint32(0); at < h.tables && going; {
		var ids []uint32
		for ; at < h.tables && len(ids) < readAhead; at++ {
			ids = append(ids, firstUnitBlock+at)
		}
		got, err := loadBlocks(r, h, ids)
		if err != nil {
			return err
		}
		for _, b := range got {
			if !going {
				break
			}
			err := eachStretch(b, unit, func(s stretch) bool {
				unit = s.unit + s.size()
				going = yield(s)
				return going
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
