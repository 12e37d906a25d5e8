package text

import (
	"encoding/binary"
	"fmt"
)

// indexVersion is the first byte of a stored index.
const indexVersion = 1

// MarshalBinary gives the index as bytes: a version, the three lengths, and
// for each checkpoint how many bytes and UTF-16 units more than code points
// lie between it and the one before, all as varints. ASCII costs two bytes
// for 512 characters.
func (x *Index) MarshalBinary() ([]byte, error) {
	out := make([]byte, 1, 16+4*len(x.marks))
	out[0] = indexVersion
	out = binary.AppendUvarint(out, uint64(x.end.bytes))
	out = binary.AppendUvarint(out, uint64(x.end.runes))
	out = binary.AppendUvarint(out, uint64(x.end.units))
	var last mark
	for _, m := range x.marks {
		out = binary.AppendUvarint(out, uint64(m.bytes-last.bytes-stride))
		out = binary.AppendUvarint(out, uint64(m.units-last.units-stride))
		last = m
	}
	return out, nil
}

// UnmarshalBinary reads what MarshalBinary gave and refuses anything that no
// text could have led to.
func (x *Index) UnmarshalBinary(data []byte) error {
	r := indexReader{rest: data}
	if len(data) == 0 || data[0] != indexVersion {
		return corruptIndex("unknown version")
	}
	r.rest = data[1:]
	read := Index{end: mark{bytes: r.next(), runes: r.next(), units: r.next()}}
	if !r.ok() {
		return corruptIndex("impossible length")
	}
	// Each checkpoint takes two bytes at least, so a forged length cannot
	// make this allocate more than a few times the input.
	count := checkpoints(read.end.runes)
	if count > len(r.rest)/2 {
		return corruptIndex("too short")
	}
	read.marks = make([]mark, 0, count)
	var last mark
	for range count {
		m := mark{last.bytes + stride + r.next(), last.runes + stride, last.units + stride + r.next()}
		if !r.ok() || !plausible(last, m) {
			return corruptIndex("impossible checkpoint")
		}
		read.marks = append(read.marks, m)
		last = m
	}
	if !plausible(last, read.end) || len(r.rest) != 0 {
		return corruptIndex("checkpoints do not add up to the length")
	}
	*x = read
	return nil
}

// checkpoints is the number of checkpoints of a text of so many code points.
// None is kept at the very end, which the lengths already tell.
func checkpoints(runes int) int {
	if runes == 0 {
		return 0
	}
	return (runes - 1) / stride
}

// plausible reports whether some run of characters leads from one place to
// another: a code point takes one to four bytes, one or two UTF-16 units, and
// two units only when it takes four bytes.
func plausible(from, to mark) bool {
	runes, bytes, units := to.runes-from.runes, to.bytes-from.bytes, to.units-from.units
	wide := units - runes
	return runes >= 0 && wide >= 0 && wide <= runes && bytes >= runes+3*wide && bytes <= 4*wide+3*(runes-wide)
}

func corruptIndex(why string) error {
	return &Error{CodeCorruptIndex, fmt.Sprintf("this is no stored offset index (%s): build it again from the text", why), -1}
}

// indexReader reads varints; after a bad one it stays failed.
type indexReader struct {
	rest   []byte
	failed bool
}

// next reads one number, which is never larger than a text can be.
func (r *indexReader) next() int {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > 1<<40 {
		r.failed = true
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}

func (r *indexReader) ok() bool { return !r.failed }
