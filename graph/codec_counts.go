package graph

import (
	"cmp"
	"slices"
)

// counts are how many visible relations a node has, by direction and type, in
// that order. One value holds them all: most nodes are read and written whole.
type counts []countOf

type countOf struct {
	dir, typ byte
	n        int64
}

// add changes one of them. It may change the list it is called on.
func (c counts) add(dir, typ byte, by int64) counts {
	at, found := slices.BinarySearchFunc(c, countOf{dir: dir, typ: typ}, func(a, b countOf) int {
		return cmp.Or(cmp.Compare(a.dir, b.dir), cmp.Compare(a.typ, b.typ))
	})
	if !found {
		c = slices.Insert(c, at, countOf{dir: dir, typ: typ})
	}
	c[at].n += by
	return c
}

// have says whether there are relations of a type, in either direction.
func (c counts) have(typ byte) bool {
	return slices.ContainsFunc(c, func(x countOf) bool { return x.typ == typ && x.n > 0 })
}

// encode leaves out those that came to nothing; no bytes are no counts.
func (c counts) encode() []byte {
	e := encoder{}
	for _, x := range c {
		if x.n != 0 {
			e.b = append(e.b, x.dir, x.typ)
			e.uint(uint64(x.n))
		}
	}
	return e.b
}

func decodeCounts(b []byte) (counts, error) {
	var out counts
	for d := newDecoder(b); len(d.b) > 0; {
		out = append(out, countOf{dir: d.byte(), typ: d.byte(), n: int64(d.uint())})
		if d.err != nil {
			return nil, d.err
		}
	}
	return out, nil
}
