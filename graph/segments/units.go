package segments

import "encoding/binary"

// The table of units is a run of entries in the order of the units. Nodes with
// their words come first, one unit each; then come stretches of passages of one
// document, as many units as there are passages.

const (
	unitEntries  = 64  // of a block
	stretchUnits = 256 // passages of one entry
)

// stretch is one entry: where its units begin and what they stand for.
type stretch struct {
	unit   uint32
	ref    uint64
	count  int      // passages; 0: a node with its words, one unit
	first  int      // the ordinal of the first passage
	starts []uint32 // where each passage begins, then where the last one ends
}

// size is how many units the stretch has.
func (s *stretch) size() uint32 { return uint32(max(1, s.count)) }

// unitBlock builds one block of the table.
type unitBlock struct {
	b       []byte
	ref     uint64
	entries int
}

func (u *unitBlock) add(s stretch) {
	u.b = binary.AppendVarint(u.b, int64(s.ref-u.ref))
	u.b = binary.AppendUvarint(u.b, uint64(s.count))
	if s.count > 0 {
		u.b = binary.AppendUvarint(u.b, uint64(s.first))
		last := uint32(0)
		for _, at := range s.starts {
			u.b = binary.AppendUvarint(u.b, uint64(at-last))
			last = at
		}
	}
	u.ref = s.ref
	u.entries++
}

// eachStretch calls yield for the entries of a block whose first unit is given,
// until it returns false. The starts are good until it returns.
func eachStretch(b []byte, unit uint32, yield func(stretch) bool) error {
	var (
		s      stretch
		starts []uint32
		bad    bool
	)
	take := func() uint64 {
		n, k := binary.Uvarint(b)
		if k <= 0 {
			bad, b = true, nil
			return 0
		}
		b = b[k:]
		return n
	}
	for s.unit = unit; len(b) > 0; s.unit += s.size() {
		d, k := binary.Varint(b)
		if k <= 0 {
			return errBlock
		}
		b = b[k:]
		s.ref += uint64(d)
		count := take()
		if count > stretchUnits {
			return errBlock
		}
		s.count, s.first, s.starts = int(count), 0, nil
		if count > 0 {
			s.first = int(take())
			starts = starts[:0]
			last := uint64(0)
			for range count + 1 {
				last += take()
				starts = append(starts, uint32(last))
			}
			s.starts = starts
		}
		if bad {
			return errBlock
		}
		if !yield(s) {
			return nil
		}
	}
	return nil
}
