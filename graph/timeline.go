package graph

import (
	"bytes"
	"slices"

	"onrecord/graph/edtf"
	"onrecord/graph/keys"
)

// TimelineWhat says what happened to a thing at a date.
type TimelineWhat string

// What happened: a statement was made; an event, or what a relation says,
// began; it ended, or a commitment was due; a document was published; a node
// was recorded here.
const (
	Said      TimelineWhat = "SAID"
	Began     TimelineWhat = "BEGAN"
	Ended     TimelineWhat = "ENDED"
	Published TimelineWhat = "PUBLISHED"
	Recorded  TimelineWhat = "RECORDED"
)

// timelineWhats is in the order of the codes.
var timelineWhats = []TimelineWhat{Said, Began, Ended, Published, Recorded}

// TimelineQuery asks what happened when.
type TimelineQuery struct {
	// About is the id of a node: its own dates and those of the nodes and
	// relations it is directly related by. Empty: all of the graph's.
	About    string
	From, To string         // EDTF; entries whose date overlaps the period
	What     []TimelineWhat // none: everything but RECORDED, which is about this store and not about the world
}

// TimelineEntry is one date of a node or of a relation; one of the two is set.
type TimelineEntry struct {
	Date     string // EDTF, as it was recorded
	What     TimelineWhat
	Node     *Node
	Relation *Relation
}

// aboutEdges bounds the relations of a node whose timeline is asked for.
const aboutEdges = 50_000

// Timeline lists dates in the order of the first day that each can mean, then
// in the order SAID, BEGAN, ENDED, PUBLISHED, RECORDED, then by when the thing
// was recorded. It is read forward.
//
// Rejected and retracted nodes and relations are left out, and so are relations
// with such an end. The dates of a merged node are those of the node it was
// merged into; what that one does not say, the merged ones do.
func (v *View) Timeline(q TimelineQuery, p Page) (*Connection[TimelineEntry], error) {
	t, err := newTimeline(q)
	if err != nil {
		return nil, err
	}
	fp := v.fingerprintOf("timeline", q.About, q.From, q.To, t.whats)
	w, err := p.check(fp)
	if err != nil {
		return nil, err
	}
	if w.backward || w.before != nil {
		return nil, errorf(CodeBadPage, "a timeline is read forward: use first and after")
	}
	if v, err = v.pinned(w); err != nil {
		return nil, err
	}
	if q.About == "" {
		return t.page(v, w, fp)
	}
	nodes, err := v.filterNodes(q.About)
	if err != nil {
		return nil, err
	}
	var src source
	if nodes[0] != nil {
		if src.sorted, err = t.about(v, nodes[0]); err != nil {
			return nil, err
		}
	}
	pages, err := readPages(v, []source{src}, p, fp, timelineEntries)
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// timelineOf is a checked TimelineQuery.
type timelineOf struct {
	whats [timeRecorded + 1]bool // by code
	when  period
}

func newTimeline(q TimelineQuery) (*timelineOf, error) {
	t := &timelineOf{}
	var err error
	if t.when, err = periodOf(q.From, q.To); err != nil {
		return nil, err
	}
	for _, what := range q.What {
		if e := enumOf("what", timelineWhats, what); e != nil || what == "" {
			return nil, errorf(CodeBadInput, "%s is not one of %v", quoted(string(what)), timelineWhats)
		}
		t.whats[code(timelineWhats, what)] = true
	}
	if len(q.What) == 0 {
		t.whats = [timeRecorded + 1]bool{timeSaid: true, timeBegan: true, timeEnded: true, timePublished: true}
	}
	return t, nil
}

// about gathers what is on a node's timeline: its own dates, those of the nodes
// next to it, and those of the relations between.
func (t *timelineOf) about(v *View, n *Node) ([]item, error) {
	budget := aboutEdges
	lists, cut, err := v.steps([][]Ref{n.refs()}, bandsOf(func(*Rule, Direction) bool { return true }), aboutEdges, &budget)
	if err != nil {
		return nil, err
	}
	if cut[0] {
		return nil, errorf(CodeBudget, "%s has more than %d relations; ask for the timeline of all, or for its statements by date", quoted(n.ID), aboutEdges)
	}
	var others, rels []Ref
	for _, s := range lists[0] {
		others = append(others, s.Other)
		if s.dated() {
			rels = append(rels, s.relation())
		}
	}
	near, err := v.Nodes(others)
	if err != nil {
		return nil, err
	}
	refs := n.refs()
	for _, o := range near {
		refs = append(refs, o.refs()...)
	}
	unique, _ := distinct(refs)
	stored, err := loadNodes(v.cells, unique)
	if err != nil {
		return nil, err
	}
	relations, err := v.relationsOnce(rels)
	if err != nil {
		return nil, err
	}
	var out []item
	for _, s := range stored {
		out = append(out, t.items(append(nodeMoments(s), recordedMoment(s)), s.Ref, 0)...)
	}
	for ref, r := range relations {
		out = append(out, t.items(relationMoments(r), 0, ref)...)
	}
	slices.SortFunc(out, func(a, b item) int { return bytes.Compare(a.tail, b.tail) })
	return out, nil
}

func recordedMoment(n *Node) moment {
	d, err := edtf.Parse(edtf.DayOf(n.RecordedAt.Time()).Format())
	if err != nil {
		return moment{} // a code that nobody asks for
	}
	return moment{timeRecorded, d}
}

// items are the moments that are asked for.
func (t *timelineOf) items(list []moment, node, rel Ref) []item {
	var out []item
	for _, m := range list {
		if t.whats[m.what] && t.when.matches(m.date.String()) {
			out = append(out, item{ref: node, rel: rel, tail: timelineTail(m, max(node, rel))})
		}
	}
	return out
}

// timelineTail is a moment's place in the order: its key without the letter.
func timelineTail(m moment, ref Ref) []byte {
	return keys.Timeline(keys.Date(m.date.SortKey()), m.what, uint64(ref))[1:]
}

// timelineEntries loads the entries at places of the timeline.
func timelineEntries(v *View, items []item) ([]*TimelineEntry, error) {
	refs, rels := make([]Ref, len(items)), make([]Ref, len(items))
	for i, it := range items {
		refs[i], rels[i] = it.ref, it.rel
	}
	unique, at := distinct(refs)
	stored, err := loadNodes(v.cells, unique)
	if err != nil {
		return nil, err
	}
	relations, err := v.relationsOnce(rels)
	if err != nil {
		return nil, err
	}
	// The nodes as they are shown, and the ends of the relations.
	ends := slices.Clone(refs)
	for _, rel := range rels {
		from, to := Ref(0), Ref(0)
		if r := relations[rel]; r != nil {
			from, to = r.From, r.To
		}
		ends = append(ends, from, to)
	}
	nodes, err := v.Nodes(ends)
	if err != nil {
		return nil, err
	}
	out := make([]*TimelineEntry, len(items))
	for i, it := range items {
		switch {
		case it.ref != 0:
			out[i] = nodeEntry(it, stored[at[i]], nodes[i])
		case relations[it.rel] != nil:
			out[i] = v.relationEntry(it, relations[it.rel], nodes[len(items)+2*i], nodes[len(items)+2*i+1])
		}
	}
	return out, nil
}

// nodeEntry is the entry of a node, stored, that is shown as another one if it
// was merged.
func nodeEntry(it item, stored, shown *Node) *TimelineEntry {
	if stored == nil || shown == nil || !stored.Visible() || !shown.Visible() {
		return nil
	}
	what := it.tail[8]
	if stored.Ref != shown.Ref && (what == timeRecorded || slices.ContainsFunc(nodeMoments(shown), func(m moment) bool { return m.what == what })) {
		return nil
	}
	date := dateAt(it, append(nodeMoments(stored), recordedMoment(stored)))
	return &TimelineEntry{Date: date, What: timelineWhats[what-1], Node: shown}
}

func (v *View) relationEntry(it item, r *Relation, from, to *Node) *TimelineEntry {
	if !r.Visible() || !v.relationHolds(r) || from == nil || to == nil || from.Ref == to.Ref || !from.Visible() || !to.Visible() {
		return nil
	}
	return &TimelineEntry{Date: dateAt(it, relationMoments(r)), What: timelineWhats[it.tail[8]-1], Relation: r}
}

// dateAt gives the date that put an item where it is.
func dateAt(it item, list []moment) string {
	for _, m := range list {
		if key := m.date.SortKey(); m.what == it.tail[8] && bytes.Equal(key[:], it.tail[:8]) {
			return m.date.String()
		}
	}
	return ""
}
