package segments

import "slices"

// cursor goes through the units of a word in one segment, forwards, passing
// over those that nobody asks about.
type cursor struct {
	r    *Reader
	word string
	f    *found // nil: the segment has not the word

	piece []uint32 // the units that were read last
	until uint32   // between the piece and here there are none
	data  [pieceUnits]uint32
}

// of goes to no segment yet, with another word.
func (c *cursor) of(word string) { c.word, c.f = word, nil }

// open goes to the beginning of the word in a segment, or nowhere.
func (c *cursor) open(f *found) {
	c.f, c.piece, c.until = f, c.data[:0], 0
}

// has says whether the word stands in a unit and in the next. Units are asked
// for in order.
func (c *cursor) has(unit uint32) (here, next bool, err error) {
	if here, err = c.at(unit); err != nil {
		return false, false, err
	}
	next, err = c.at(unit + 1)
	return here, next, err
}

// at says whether the word stands in a unit.
func (c *cursor) at(unit uint32) (bool, error) {
	if n := len(c.piece); unit >= c.until && (n == 0 || c.piece[n-1] < unit) {
		if err := c.seek(unit); err != nil {
			return false, err
		}
	}
	_, there := slices.BinarySearch(c.piece, unit)
	return there, nil
}

// seek reads the last piece that begins at or before a unit, or the first one.
func (c *cursor) seek(unit uint32) error {
	d := c.r.segs[c.f.seg].dir
	block := max(d.blockOf(c.word, unit), int(c.f.block))
	raw, err := c.r.block(place{c.f.seg, uint32(block)})
	if err != nil {
		return err
	}
	c.until = ^uint32(0)
	if block+1 < len(d.words) && d.words[block+1] == c.word {
		c.until = d.firsts[block+1]
	}
	e := seekBlock(raw, c.word, unit, c.r.word)
	var last entries
	for e.next() && string(e.word) <= c.word {
		if string(e.word) < c.word {
			continue
		}
		if last.count > 0 && e.first() > unit {
			c.until = e.first()
			break
		}
		last.count, last.data = e.count, e.data
	}
	if c.r.word = e.word; e.err != nil {
		return e.err
	}
	c.piece, err = last.units(c.data[:0])
	return err
}
