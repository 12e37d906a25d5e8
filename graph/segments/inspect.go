package segments

import (
	"hash/fnv"

	"onrecord/store"
)

// inspected is how many passages are held against their texts at a time.
const inspected = 1 << 20

// print is the words and pairs of a passage, added up: equal ones give equal
// prints.
type print struct {
	sum   uint64
	words uint32
}

func (p *print) add(word []byte) {
	h := fnv.New64a()
	_, _ = h.Write(word) // never fails
	p.sum += h.Sum64()
	p.words++
}

// Inspect holds the passages of every segment against the texts they are of,
// both ways. text gives a document's canonical text, and whether there is one to
// be found by. What is off goes to report.
func Inspect(r store.Reader, text func(ref uint64) (string, bool, error), report func(ref uint64, what string)) error {
	alive, _, err := heads(r)
	if err != nil {
		return err
	}
	for _, h := range alive {
		if _, err := loadDirectory(r, h); err != nil {
			return err
		}
		for from := h.nodes; from < h.units; from += min(inspected, h.units-from) {
			to := from + min(inspected, h.units-from)
			prints, err := printsOf(r, h, from, to)
			if err != nil {
				return err
			}
			if err := holdAgainst(r, h, from, prints, text, report); err != nil {
				return err
			}
		}
	}
	return nil
}

// printsOf adds up the words of the units [from, to).
func printsOf(r store.Reader, h *head, from, to uint32) ([]print, error) {
	out := make([]print, to-from)
	s := &source{r: r, head: h}
	var units []uint32
	for {
		if err := s.advance(); err != nil {
			return nil, err
		}
		if s.done {
			return out, nil
		}
		var one print
		one.add(s.in.word)
		var err error
		if units, err = s.in.units(units[:0]); err != nil {
			return nil, err
		}
		for _, u := range units {
			if u >= h.units {
				return nil, errBlock
			}
			if u >= from && u < to {
				out[u-from].sum += one.sum
				out[u-from].words++
			}
		}
	}
}

// cutText is a document's text as it should be found.
type cutText struct {
	ref      uint64
	prints   []print
	starts   []int
	seen     int
	readable bool
}

func holdAgainst(r store.Reader, h *head, from uint32, prints []print, text func(uint64) (string, bool, error), report func(uint64, string)) error {
	var (
		doc *cutText
		bad error
	)
	finish := func() {
		// What lies in another part of the segment is counted there.
		if doc != nil && doc.readable && doc.seen < len(doc.prints) && h.units-h.nodes <= inspected {
			report(doc.ref, "the search index ends before its text does")
		}
	}
	err := eachUnit(r, h, func(s stretch) bool {
		if s.count == 0 || s.unit+s.size() <= from || s.unit >= from+uint32(len(prints)) {
			return true
		}
		if doc == nil || doc.ref != s.ref {
			finish()
			if doc, bad = cutOf(s.ref, text); bad != nil {
				return false
			}
		}
		for i := range s.count {
			u := s.unit + uint32(i)
			if u < from || u >= from+uint32(len(prints)) {
				continue
			}
			doc.seen++
			if what := doc.differs(s, i, prints[u-from]); what != "" {
				report(s.ref, what)
				return true
			}
		}
		return true
	})
	finish()
	if bad != nil {
		return bad
	}
	return err
}

func cutOf(ref uint64, text func(uint64) (string, bool, error)) (*cutText, error) {
	body, readable, err := text(ref)
	if err != nil {
		return nil, err
	}
	out := &cutText{ref: ref, readable: readable}
	if !readable {
		return out, nil
	}
	for p := range Cut(body) {
		var one print
		seen := map[string]bool{}
		add := func(w []byte) {
			if !seen[string(w)] {
				seen[string(w)] = true
				one.add(w)
			}
		}
		p.each(func(w string) { add([]byte(w)) })
		p.pairs(func(pair uint32) { add(appendPair(nil, pair)) })
		out.prints, out.starts = append(out.prints, one), append(out.starts, p.Start)
	}
	return out, nil
}

func (d *cutText) differs(s stretch, i int, p print) string {
	n := s.first + i
	switch {
	case !d.readable && p.words > 0:
		return "it has no text to be found by, and the search index has words of it"
	case !d.readable:
		return ""
	case n >= len(d.prints):
		return "the search index goes on where its text ends"
	case d.prints[n] != p:
		return "a passage of it is not found by exactly its words"
	case d.starts[n] != int(s.starts[i]):
		return "the search index has a passage of it at another place"
	}
	return ""
}

// Vocabulary calls yield for the words of every segment, those of one in order.
func Vocabulary(r store.Reader, yield func(string)) error {
	alive, _, err := heads(r)
	if err != nil {
		return err
	}
	for _, h := range alive {
		s := &source{r: r, head: h}
		for {
			if err := s.advance(); err != nil {
				return err
			}
			if s.done {
				break
			}
			if s.in.total > 0 && !isPair(s.in.word) {
				yield(string(s.in.word))
			}
		}
	}
	return nil
}
