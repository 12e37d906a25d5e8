package segments

import (
	"encoding/binary"
	"math"
	"slices"

	"onrecord/graph/keys"
	"onrecord/store"
)

// roll is which segments there are. It is one value, so that a transaction that
// adds a segment reads one: a scan over the heads would pass by all that were
// deleted since the engine last tidied up, and each transaction deletes some.
type roll struct {
	last    uint64 // the highest number that was ever given
	members []member
}

// member is what the roll knows of a segment without its head.
type member struct {
	id    uint64
	state byte
	bytes int
}

// counter is the number under which the roll is kept, behind all segments.
// Numbers go up only, so that what lies in memory under one is never stale.
const counter = math.MaxUint64

var errRoll = corrupt("the roll of the search segments cannot be read: rebuild the search index with check --repair")

func readRoll(r store.Reader) (*roll, error) {
	raw, err := r.GetMany([][]byte{keys.Segment(counter)})
	if err != nil {
		return nil, err
	}
	b := raw[0]
	switch {
	case b == nil:
		return &roll{}, nil
	case len(b) < 8:
		return nil, errRoll
	}
	o := &roll{last: binary.BigEndian.Uint64(b)}
	if b = b[8:]; len(b) == 0 {
		// Earlier versions kept the number only.
		return o, o.scan(r)
	}
	for b = b[1:]; len(b) > 0; {
		m := member{state: b[0]}
		id, n := binary.Uvarint(b[1:])
		if n <= 0 {
			return nil, errRoll
		}
		bytes, k := binary.Uvarint(b[1+n:])
		if k <= 0 || bytes > math.MaxInt64 {
			return nil, errRoll
		}
		m.id, m.bytes, b = id, int(bytes), b[1+n+k:]
		o.members = append(o.members, m)
	}
	return o, nil
}

// scan calls the roll from the heads.
func (o *roll) scan(r store.Reader) error {
	var bad error
	err := r.Scan(store.Prefix(keys.Segments()), func(k, v []byte) bool {
		id := keys.Last(k)
		if id == counter {
			return true
		}
		var h *head
		if h, bad = decodeHead(id, v); bad != nil {
			return false
		}
		o.set(h)
		return true
	})
	if bad != nil {
		return bad
	}
	return err
}

func (o *roll) write(tx store.Tx) error {
	b := binary.BigEndian.AppendUint64(nil, o.last)
	b = append(b, 1) // tells it from what earlier versions kept
	for _, m := range o.members {
		b = append(b, m.state)
		b = binary.AppendUvarint(b, m.id)
		b = binary.AppendUvarint(b, uint64(m.bytes))
	}
	return tx.Set(keys.Segment(counter), b)
}

// number gives a number to a new segment.
func (o *roll) number() uint64 {
	o.last++
	return o.last
}

// set enters a segment, or what became of it.
func (o *roll) set(h *head) {
	m := member{id: h.id, state: h.state, bytes: h.bytes}
	at, known := slices.BinarySearchFunc(o.members, h.id, func(m member, id uint64) int {
		if m.id < id {
			return -1
		}
		return int(min(m.id-id, 1))
	})
	if known {
		o.members[at] = m
	} else {
		o.members = slices.Insert(o.members, at, m)
	}
}

func (o *roll) drop(id uint64) {
	o.members = slices.DeleteFunc(o.members, func(m member) bool { return m.id == id })
}

// heads gives what the roll knows of the segments, oldest first: of those that
// live, and of what merges left unfinished.
func (o *roll) heads() (alive, rest []*head) {
	for _, m := range o.members {
		h := &head{id: m.id, state: m.state, bytes: m.bytes}
		if m.state == live {
			alive = append(alive, h)
		} else {
			rest = append(rest, h)
		}
	}
	return alive, rest
}

// heads lists the segments, oldest first: those that live, and what merges left
// unfinished.
func heads(r store.Reader) (alive, rest []*head, err error) {
	o, err := readRoll(r)
	if err != nil {
		return nil, nil, err
	}
	alive, rest = o.heads()
	if alive, err = load(r, alive); err != nil {
		return nil, nil, err
	}
	return alive, rest, nil
}

// load reads whole heads, in one round trip.
func load(r store.Reader, list []*head) ([]*head, error) {
	if len(list) == 0 {
		return nil, nil
	}
	ks := make([][]byte, len(list))
	for i, h := range list {
		ks[i] = keys.Segment(h.id)
	}
	got, err := r.GetMany(ks)
	if err != nil {
		return nil, err
	}
	out := make([]*head, len(list))
	for i, h := range list {
		if got[i] == nil {
			return nil, errRoll
		}
		if out[i], err = decodeHead(h.id, got[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}
