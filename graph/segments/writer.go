package segments

// writer makes the blocks of a segment: words in order, then the table.
type writer struct {
	put   func(block uint32, data []byte) error
	head  head
	dir   directory
	block wordBlock
	table unitBlock
	word  string
	total int // of the word, until its first piece is written
	piece []uint32
}

func newWriter(id uint64, put func(block uint32, data []byte) error) *writer {
	return &writer{put: put, head: head{id: id, state: live}}
}

// begin begins a word of so many units.
func (w *writer) begin(word string, total int) {
	w.word, w.total, w.piece = word, total, w.piece[:0]
}

func (w *writer) unit(u uint32) error {
	w.piece = append(w.piece, u)
	if len(w.piece) < pieceUnits {
		return nil
	}
	return w.end()
}

// units adds several units, counted from a base.
func (w *writer) units(list []uint32, base uint32) error {
	for _, u := range list {
		if err := w.unit(u + base); err != nil {
			return err
		}
	}
	return nil
}

// end writes the piece that was begun.
func (w *writer) end() error {
	if len(w.piece) == 0 {
		return nil
	}
	if len(w.block.b) > 0 && len(w.block.b)+len(w.word)+2*len(w.piece) > blockBytes {
		if err := w.closeBlock(); err != nil {
			return err
		}
	}
	if len(w.block.b) == 0 {
		w.dir.words, w.dir.firsts = append(w.dir.words, w.word), append(w.dir.firsts, w.piece[0])
	}
	w.block.add(w.word, w.total, w.piece)
	w.total, w.piece = 0, w.piece[:0]
	return nil
}

func (w *writer) closeBlock() error {
	if len(w.block.b) == 0 {
		return nil
	}
	data := w.block.done()
	w.head.bytes += len(data)
	w.head.words++
	return w.put(w.head.words-1, data)
}

// stretch writes an entry of the table; its units follow those before.
func (w *writer) stretch(s stretch) error {
	if w.table.entries == 0 {
		w.dir.tables = append(w.dir.tables, w.head.units)
	}
	w.table.add(s)
	w.head.units += s.size()
	if s.count == 0 {
		w.head.nodes++
	}
	if w.table.entries == unitEntries || len(w.table.b) >= blockBytes {
		return w.closeTable()
	}
	return nil
}

func (w *writer) closeTable() error {
	if w.table.entries == 0 {
		return nil
	}
	data := w.table.b
	w.table = unitBlock{}
	w.head.bytes += len(data)
	w.head.tables++
	return w.put(firstUnitBlock+w.head.tables-1, data)
}

// finish writes what is left and the directory; the head is then complete.
func (w *writer) finish() error {
	if err := w.closeBlock(); err != nil {
		return err
	}
	if err := w.closeTable(); err != nil {
		return err
	}
	return w.head.setDirectory(w.dir.encode(), w.put)
}

// setDirectory puts a directory into the head, or beside it.
func (h *head) setDirectory(b []byte, put func(block uint32, data []byte) error) error {
	h.parts, h.inline = 0, nil
	if len(b) <= inlineBytes {
		h.inline = b
		return nil
	}
	for len(b) > 0 {
		part := b[:min(len(b), directoryBytes)]
		b = b[len(part):]
		if err := put(firstDirectory+h.parts, part); err != nil {
			return err
		}
		h.parts++
	}
	return nil
}
