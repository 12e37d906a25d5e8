package graph

import (
	"bytes"
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/edtf"
	"onrecord/graph/keys"
)

// timelineScan reads the timeline of the whole graph from its index. A period
// begins with what began before it and reaches into it; the rest lies in one
// range.
type timelineScan struct {
	*timelineOf
	view    *View
	early   []item
	rg      cells.Range
	done    bool
	scanned int
}

// scan starts behind a place, or at the start for none.
func (t *timelineOf) scan(v *View, after []byte) (*timelineScan, error) {
	k := &timelineScan{timelineOf: t, view: v, rg: prefixRange(keys.Timelines())}
	if t.when.from != edtf.Min {
		k.rg.Start = keys.TimelineFrom(t.when.from.SortKey())
	}
	if t.when.to != edtf.Max {
		k.rg.End = prefixRange(keys.TimelineFrom(t.when.to.SortKey())).End
	}
	if behind := append(keys.Timelines(), after...); bytes.Compare(behind, k.rg.Start) >= 0 && len(after) > 0 {
		k.rg.Start = append(behind, 0)
		return k, nil
	}
	return k, k.readEarly(after)
}

// readEarly finds what began before the period and lasts until it begins, in
// the order in which it began.
func (k *timelineScan) readEarly(after []byte) error {
	if k.when.from == edtf.Min {
		return nil
	}
	first := keys.Date(k.when.from.SortKey())
	rg := prefixRange(keys.Lastings())
	rg.Start = keys.LastingFrom(first)
	rg.Limit = mostScanned
	var bad error
	err := k.view.cells.Scan(rg, func(c cells.Cell) bool {
		k.scanned++
		_, what, n, ok := keys.ParseLasting(c.Key)
		if !ok || len(c.Value) != 9 {
			bad = corrupt("an entry of what lasts is malformed")
			return false
		}
		began := keys.Date(c.Value[1:])
		if bytes.Compare(began[:], first[:]) >= 0 || !k.wants(what) {
			return true
		}
		it := timelineItem(began, what, n, c.Value[0])
		if bytes.Compare(it.tail, after) > 0 {
			k.early = append(k.early, it)
		}
		return true
	})
	if k.scanned >= mostScanned {
		bad = errorf(CodeBudget, "more than %d dates are longer than a day and reach into this period; begin it later", mostScanned)
	}
	slices.SortFunc(k.early, func(a, b item) int { return bytes.Compare(a.tail, b.tail) })
	return firstError(bad, err)
}

func timelineItem(date keys.Date, what byte, n uint64, class byte) item {
	it := item{tail: keys.Timeline(date, what, n)[1:]}
	if class == keys.ClassRelation {
		it.rel = Ref(n)
	} else {
		it.ref = Ref(n)
	}
	return it
}

func (t *timelineOf) wants(what byte) bool { return int(what) < len(t.whats) && t.whats[what] }

// next gives up to n more places; none at the end.
func (k *timelineScan) next(n int) ([]item, error) {
	if len(k.early) > 0 {
		n = min(n, len(k.early))
		out := k.early[:n]
		k.early = k.early[n:]
		return out, nil
	}
	var out []item
	for len(out) == 0 && !k.done {
		if err := k.view.session.stop(); err != nil {
			return nil, err
		}
		if k.scanned >= mostScanned {
			return nil, errorf(CodeBudget, "this timeline looks at more than %d entries to fill a page; narrow the period, or ask for more kinds of entries", mostScanned)
		}
		rg := k.rg
		rg.Limit = n
		got, err := k.view.cells.ScanMany([]cells.Range{rg})
		if err != nil {
			return nil, err
		}
		k.scanned += len(got[0])
		k.done = len(got[0]) < n
		for _, c := range got[0] {
			date, what, number, ok := keys.ParseTimeline(c.Key)
			if !ok || len(c.Value) != 1 {
				return nil, corrupt("an entry of the timeline is malformed")
			}
			if k.wants(what) {
				out = append(out, timelineItem(date, what, number, c.Value[0]))
			}
			k.rg.Start = k.following(date, what, c.Key)
		}
	}
	return out, nil
}

// following is where to read on after an entry. Entries of a day lie together
// by what they are, so what is not wanted (a million nodes recorded in one
// import) is passed over at once.
func (k *timelineScan) following(date keys.Date, what byte, key []byte) []byte {
	if k.wants(what) {
		return append(slices.Clone(key), 0)
	}
	for next := what + 1; int(next) < len(k.whats); next++ {
		if k.whats[next] {
			return keys.Timeline(date, next, 0)
		}
	}
	if past := prefixRange(keys.TimelineFrom(date)).End; len(past) > 0 {
		return past
	}
	return append(slices.Clone(key), 0)
}

// page reads one page.
func (t *timelineOf) page(v *View, w window, fp string) (*Connection[TimelineEntry], error) {
	k, err := t.scan(v, w.after)
	if err != nil {
		return nil, err
	}
	var tails [][]byte
	c := &Connection[TimelineEntry]{View: v, HasPrevious: w.after != nil}
	c.cursor = func(i int) string { return sealCursor(v.at, tails[i], fp) }
	for !c.HasNext {
		// One more than the page holds, to know whether there is another.
		items, err := k.next(max(w.size+1-len(c.Items), 16))
		if err != nil {
			return nil, err
		}
		if len(items) == 0 {
			break
		}
		entries, err := timelineEntries(v, items)
		if err != nil {
			return nil, err
		}
		for i, e := range entries {
			switch {
			case e == nil:
			case len(c.Items) == w.size:
				c.HasNext = true
			default:
				c.Items, tails = append(c.Items, *e), append(tails, items[i].tail)
			}
		}
	}
	c.all = func(yield func(*TimelineEntry) bool) error { return t.each(v, yield) }
	return c, nil
}

// each calls yield for every entry.
func (t *timelineOf) each(v *View, yield func(*TimelineEntry) bool) error {
	const stretch = 512
	k, err := t.scan(v, nil)
	if err != nil {
		return err
	}
	for {
		items, err := k.next(stretch)
		if err != nil || len(items) == 0 {
			return err
		}
		entries, err := timelineEntries(v, items)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e != nil && !yield(e) {
				return nil
			}
		}
	}
}
