package segments

import (
	"slices"

	"onrecord/store"
)

// Reader asks the segments of one state of a store. It is used by one goroutine
// at a time.
type Reader struct {
	r     store.Reader
	cache *Cache
	segs  []*segment
	units int
	word  []byte // scratch: the word of an entry
}

// segment is a live segment with its directory.
type segment struct {
	head *head
	dir  *directory
}

// NewReader reads a snapshot through a cache, which may be nil: everything then
// comes from the store. A transaction is read without one, since what it sees
// may never be committed.
func NewReader(r store.Reader, c *Cache) (*Reader, error) {
	var alive []*head
	snap, isSnapshot := r.(store.Snapshot)
	if !isSnapshot {
		c = nil
	} else {
		alive = c.headsAt(snap.Token())
	}
	if alive == nil {
		var err error
		if alive, _, err = heads(r); err != nil {
			return nil, err
		}
		if isSnapshot {
			c.keepHeads(snap.Token(), alive)
		}
	}
	out := &Reader{r: r, cache: c}
	ids, got := make([]blockID, len(alive)), make([]*cached, len(alive))
	for i, h := range alive {
		ids[i] = blockID{h.id, h.generation, firstDirectory}
	}
	c.getAll(ids, got)
	for i, h := range alive {
		if got[i] == nil {
			d, err := loadDirectory(r, h)
			if err != nil {
				return nil, err
			}
			got[i] = &cached{id: ids[i], dir: d, cost: d.cost()}
			c.put(got[i])
		}
		out.segs = append(out.segs, &segment{h, got[i].dir})
		out.units += int(h.units)
	}
	return out, nil
}

// Size tells how many segments there are, their units, and their bytes.
func (r *Reader) Size() (segments, units, bytes int) {
	for _, s := range r.segs {
		bytes += s.head.bytes
	}
	return len(r.segs), r.units, bytes
}

// place names a block of one of the reader's segments.
type place struct {
	seg   int
	block uint32
}

// block reads one block.
func (r *Reader) block(p place) ([]byte, error) {
	h := r.segs[p.seg].head
	if b := r.cache.get(blockID{h.id, h.generation, p.block}); b != nil {
		return b.data, nil
	}
	got, err := r.load([]place{p})
	if err != nil {
		return nil, err
	}
	return got[0], nil
}

// load reads blocks, those that are not at hand in one round trip.
func (r *Reader) load(places []place) ([][]byte, error) {
	ids, got := make([]blockID, len(places)), make([]*cached, len(places))
	for i, p := range places {
		h := r.segs[p.seg].head
		ids[i] = blockID{h.id, h.generation, p.block}
	}
	r.cache.getAll(ids, got)
	var (
		ks      [][]byte
		missing []int
	)
	for i := range places {
		if got[i] == nil {
			ks, missing = append(ks, blockKey(ids[i])), append(missing, i)
		}
	}
	if len(ks) > 0 {
		raw, err := r.r.GetMany(ks)
		if err != nil {
			return nil, err
		}
		for j, i := range missing {
			if raw[j] == nil {
				return nil, errMissing
			}
			got[i] = &cached{id: ids[i], data: raw[j], cost: len(raw[j]) + 160}
			r.cache.put(got[i])
		}
	}
	out := make([][]byte, len(places))
	for i := range got {
		out[i] = got[i].data
	}
	return out, nil
}

// found is a word in a segment: where its postings begin, and how many there
// are.
type found struct {
	seg int
	wordPlace
}

// find looks words up in all segments, in at most two round trips. It gives
// those segments that have the word, for each word.
func (r *Reader) find(words []string) ([][]found, error) {
	out := make([][]found, len(words))
	const each = 4
	room := make([]found, each*len(words)) // mostly a word is in few segments
	for i := range out {
		out[i] = room[each*i : each*i : each*(i+1)]
	}
	var (
		places []place
		who    []int
	)
	for j, s := range r.segs {
		if len(s.dir.words) == 0 {
			continue
		}
		s.dir.placesOf(words, func(i int, p wordPlace, known bool) {
			switch {
			case known && p.total > 0:
				out[i] = append(out[i], found{j, p})
			case !known && words[i] >= s.dir.words[0]:
				places, who = append(places, place{j, uint32(s.dir.blockOf(words[i], 0))}), append(who, i)
			}
		})
	}
	// A word whose first block ends before it begins is found in the next.
	for len(places) > 0 {
		got, err := r.load(places)
		if err != nil {
			return nil, err
		}
		var later []place
		var laterWho []int
		for k, at := range places {
			w, d := words[who[k]], r.segs[at.seg].dir
			p, err := r.findIn(got[k], w)
			if err != nil {
				return nil, err
			}
			if p.total == 0 && int(at.block)+1 < len(d.words) && d.words[at.block+1] == w {
				later, laterWho = append(later, place{at.seg, at.block + 1}), append(laterWho, who[k])
				continue
			}
			p.block = at.block
			if r.cache != nil && !isPair(w) { // what a transaction reads may never be; pairs are too many
				d.learn(w, p)
			}
			if p.total > 0 {
				out[who[k]] = append(out[who[k]], found{at.seg, p})
			}
		}
		places, who = later, laterWho
	}
	for _, l := range out {
		slices.SortFunc(l, func(a, b found) int { return a.seg - b.seg })
	}
	return out, nil
}

// Occur says whether every one of some words stands somewhere.
func (r *Reader) Occur(words []string) (bool, error) {
	asked := make([]string, len(words))
	for i, w := range words {
		asked[i] = Word(w)
	}
	got, err := r.find(asked)
	return err == nil && !slices.ContainsFunc(got, func(f []found) bool { return len(f) == 0 }), err
}

// findIn finds the first entry of a word in a block.
func (r *Reader) findIn(block []byte, word string) (wordPlace, error) {
	body, _, err := blockParts(block)
	if err != nil {
		return wordPlace{}, err
	}
	e := seekBlock(block, word, 0, r.word)
	defer func() { r.word = e.word }()
	for left := len(e.b); e.next() && string(e.word) <= word; left = len(e.b) {
		if string(e.word) == word {
			return wordPlace{offset: uint32(len(body) - left), total: max(e.total, e.count)}, nil
		}
	}
	return wordPlace{}, e.err
}

// open stands at the entry of a word that was found. Whatever word comes before
// it in the block, what they share is the beginning of this one.
func (r *Reader) open(f *found, word string) (entries, error) {
	raw, err := r.block(place{f.seg, f.block})
	if err != nil {
		return entries{}, err
	}
	body, _, err := blockParts(raw)
	if err != nil {
		return entries{}, err
	}
	if int(f.offset) > len(body) {
		return entries{}, errBlock
	}
	e := entries{b: body[f.offset:], word: append(r.word[:0], word...)}
	if !e.next() || string(e.word) != word {
		return entries{}, errBlock
	}
	r.word = e.word
	return e, nil
}

// passages leads to the first piece of a word that may name a passage.
func (r *Reader) passages(f *found, word string) (found, error) {
	s := r.segs[f.seg]
	block := uint32(s.dir.blockOf(word, s.head.nodes))
	if s.head.nodes == 0 || f.total <= pieceUnits || block < f.block {
		return *f, nil
	}
	raw, err := r.block(place{f.seg, block})
	if err != nil {
		return *f, err
	}
	body, _, err := blockParts(raw)
	if err != nil {
		return *f, err
	}
	e := seekBlock(raw, word, s.head.nodes, r.word)
	out, some := *f, false
	for left := len(e.b); e.next() && string(e.word) <= word; left = len(e.b) {
		if string(e.word) < word {
			continue
		}
		if some && e.first() > s.head.nodes {
			break
		}
		out.block, out.offset, some = block, uint32(len(body)-left), true
	}
	r.word = e.word
	return out, e.err
}

// all gives the units of a word in a segment, in order, at most so many.
func (r *Reader) all(f *found, word string, to []uint32, most int) ([]uint32, error) {
	d := r.segs[f.seg].dir
	e, err := r.open(f, word)
	if err != nil {
		return to, err
	}
	for there, block := true, f.block; ; {
		for there && string(e.word) == word {
			var err error
			if to, err = e.units(to); err != nil || len(to) >= most {
				return to, err
			}
			there = e.next()
		}
		if e.err != nil {
			return to, e.err
		}
		if block++; there || int(block) >= len(d.words) || d.words[block] != word {
			return to, nil
		}
		raw, err := r.block(place{f.seg, block})
		if err != nil {
			return to, err
		}
		e = openBlock(raw)
		there = e.next()
	}
}

// Postings gives the nodes that each word occurs in, in its names, its statement
// or its text, each once and by number.
func (r *Reader) Postings(words []string) ([][]uint64, error) {
	asked := make([]string, len(words))
	for i, w := range words {
		asked[i] = Word(w)
	}
	got, err := r.find(asked)
	if err != nil {
		return nil, err
	}
	out := make([][]uint64, len(words))
	var units []uint32
	for i := range got {
		for j := range got[i] {
			f := &got[i][j]
			if units, err = r.all(f, asked[i], units[:0], int(^uint(0)>>1)); err != nil {
				return nil, err
			}
			if out[i], err = r.refs(f.seg, units, out[i]); err != nil {
				return nil, err
			}
		}
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out, nil
}

// refs appends the nodes of units, which are in order.
func (r *Reader) refs(seg int, units []uint32, to []uint64) ([]uint64, error) {
	err := r.stretches(seg, units, func(_ uint32, s stretch) {
		if n := len(to); n == 0 || to[n-1] != s.ref {
			to = append(to, s.ref)
		}
	})
	return to, err
}

// stretches calls yield for each of the units, in order, with its entry of the
// table.
func (r *Reader) stretches(seg int, units []uint32, yield func(uint32, stretch)) error {
	d := r.segs[seg].dir
	var places []place
	last := -1
	for _, u := range units {
		if t := d.tableOf(u); t != last {
			if t < 0 {
				return errBlock
			}
			places, last = append(places, place{seg, firstUnitBlock + uint32(t)}), t
		}
	}
	got, err := r.load(places)
	if err != nil {
		return err
	}
	for k, b := range got {
		if len(units) == 0 {
			break
		}
		err := eachStretch(b, d.tables[places[k].block-firstUnitBlock], func(s stretch) bool {
			for len(units) > 0 && units[0] < s.unit+s.size() {
				yield(units[0], s)
				units = units[1:]
			}
			return len(units) > 0
		})
		if err != nil {
			return err
		}
	}
	if len(units) > 0 {
		return corrupt("a posting of a search segment names a unit that is not there")
	}
	return nil
}
