package graph

import (
	"math"
	"strings"

	"onrecord/graph/edtf"
	"onrecord/graph/keys"
	"onrecord/graph/text"
)

// entry is one index entry that follows from a record. The functions of this
// file are the only ones that know which; writing and checking both use them.
type entry struct{ key, value []byte }

// Kinds are listed twice: by date, and by when they were recorded (which is
// the order of their numbers).
const byRecording = 0x80

func kindCode(k NodeKind) byte { return code(nodeKinds, k) }

// Codes of timeline entries in keys.
const (
	timeSaid byte = iota + 1
	timeBegan
	timeEnded
	timePublished
	timeRecorded
)

// nodeEntries are the index entries of a node that is listed by the date.
func nodeEntries(n *Node, date keys.Date) []entry {
	if n == nil {
		return nil
	}
	ref := uint64(n.Ref)
	listed := date
	if n.Kind != Statement && n.Kind != Event && n.Kind != Commitment && n.Kind != Document {
		listed = alphabetical(n.Name)
	}
	out := []entry{
		{keys.Kind(kindCode(n.Kind), listed, ref), nil},
		{keys.Kind(kindCode(n.Kind)|byRecording, keys.Date{}, ref), nil},
		{keys.Timeline(recordedDay(n.RecordedAt), timeRecorded, ref), []byte{keys.ClassNode}},
	}
	seen := map[string]bool{}
	for _, name := range names(n) {
		folded := text.NameKey(name)
		if folded == "" || len(folded) > maxName || seen[folded] {
			continue
		}
		seen[folded] = true
		out = append(out, entry{keys.Name(folded, ref), nil})
	}
	out = append(out, dateEntries(n)...)
	for _, s := range n.evidence() {
		out = append(out, entry{keys.Position(uint64(s.Doc), s.Start, s.End, keys.ClassNode, ref), nil})
	}
	if waits(n.Review, n.RetractedAt) {
		out = append(out, entry{keys.Review(code(reviews, n.Review), keys.ClassNode, ref), nil})
	}
	return out
}

// maxName is the longest folded name that is indexed, in bytes.
const maxName = 1024

// names are what a node can be found by. Statements are found by their words.
func names(n *Node) []string {
	if n.Kind == Statement {
		return nil
	}
	out := []string{n.Name}
	for _, a := range n.Aliases {
		out = append(out, a.Text)
	}
	return out
}

// alphabetical is the start of a name as the order part of a key.
func alphabetical(name string) keys.Date {
	var d keys.Date
	copy(d[:], text.Fold(name))
	return d
}

func recordedDay(at Micros) keys.Date { return edtf.DayOf(at.Time()).SortKey() }

// dateEntries put a node on the timeline.
func dateEntries(n *Node) []entry { return momentEntries(nodeMoments(n), keys.ClassNode, n.Ref) }

// moment is one date of a thing on the timeline.
type moment struct {
	what byte
	date edtf.Date
}

// nodeMoments are the dates of a node: when a statement was made, a document
// published, a commitment is due, an event began and ended.
func nodeMoments(n *Node) []moment {
	value := dateValue(n)
	switch n.Kind {
	case Statement:
		return moments(timeSaid, value)
	case Document:
		return moments(timePublished, value)
	case Commitment:
		return moments(timeEnded, value)
	case Event:
		began, ended, _ := strings.Cut(value, "/")
		return append(moments(timeBegan, began), moments(timeEnded, ended)...)
	}
	return nil
}

// relationMoments are when a relation began and ceased to hold.
func relationMoments(r *Relation) []moment {
	return append(moments(timeBegan, r.ValidFrom), moments(timeEnded, r.ValidTo)...)
}

// moments is one moment, or none when the date is open, unknown or missing.
func moments(what byte, value string) []moment {
	if value == "" || value == ".." {
		return nil
	}
	d, err := edtf.Parse(value)
	if err != nil {
		return nil
	}
	return []moment{{what, d}}
}

// momentEntries lie in the order of the first day that a date can mean. What
// lasts longer than a day is found by its last day too.
func momentEntries(list []moment, class byte, ref Ref) []entry {
	var out []entry
	for _, m := range list {
		first, last := keys.Date(m.date.SortKey()), keys.Date(m.date.Latest().SortKey())
		out = append(out, entry{keys.Timeline(first, m.what, uint64(ref)), []byte{class}})
		if last != first {
			out = append(out, entry{keys.Lasting(last, m.what, uint64(ref)), append([]byte{class}, first[:]...)})
		}
	}
	return out
}

// evidence are the spans that a node itself is anchored at.
func (n *Node) evidence() []Span {
	switch {
	case n.Statement != nil:
		return n.Statement.Evidence
	case n.Commitment != nil:
		return n.Commitment.Evidence
	}
	return nil
}

func waits(r ReviewStatus, retracted Micros) bool {
	return retracted == 0 && (r == Pending || r == Disputed)
}

// relationEntries are the index entries of a relation. Adjacency lies in the
// order of the useful date, which belongs to the nodes at its ends; present
// says whether to take those as they are now or as they were.
func (t *txn) relationEntries(r *Relation, present bool) ([]entry, error) {
	if r == nil {
		return nil, nil
	}
	from, err := t.node(r.From)
	if err != nil {
		return nil, err
	}
	to, err := t.node(r.To)
	if err != nil {
		return nil, err
	}
	ends := relationEnds{from: from.now, to: to.now, fromDate: from.order, toDate: to.order}
	if !present {
		ends = relationEnds{from: from.was, to: to.was, fromDate: from.orderWas, toDate: to.orderWas}
	}
	return relationEntries(r, ends), nil
}

type relationEnds struct {
	from, to         *Node
	fromDate, toDate keys.Date
}

func relationEntries(r *Relation, ends relationEnds) []entry {
	rule := ruleOf(r.Type)
	ref := uint64(r.Ref)
	outgoing := edgeOf(r, r.To)
	if r.Type == Pledged {
		outgoing.Far = traitsOf(ends.to)
	}
	out := []entry{
		{keys.Adjacency(uint64(r.From), keys.Out, rule.Code, farDate(r, ends, keys.Out), ref), encodeEdge(outgoing)},
		{keys.Adjacency(uint64(r.To), keys.In, rule.Code, farDate(r, ends, keys.In), ref), encodeEdge(edgeOf(r, r.From))},
		{keys.RelationType(rule.Code, ref), []byte{code(reviews, r.Review)}},
	}
	if r.Visible() {
		out = append(out, momentEntries(relationMoments(r), keys.ClassRelation, r.Ref)...)
	}
	if waits(r.Review, r.RetractedAt) {
		out = append(out, entry{keys.Review(code(reviews, r.Review), keys.ClassRelation, ref), nil})
	}
	return out
}

// farDate is what a node's relations of a type are ordered by: what a document
// reports by its place in the text, everything else by the date of the node at
// the far end.
func farDate(r *Relation, ends relationEnds, dir byte) keys.Date {
	if dir == keys.Out {
		return ends.toDate
	}
	if r.Type == ReportedIn {
		var d keys.Date
		for _, s := range ends.from.evidence() {
			if s.Doc == r.To {
				d[4], d[5], d[6], d[7] = byte(s.Start>>24), byte(s.Start>>16), byte(s.Start>>8), byte(s.Start)
				break
			}
		}
		return d
	}
	return ends.fromDate
}

func edgeOf(r *Relation, other Ref) edge {
	e := edge{
		Other: other, Review: r.Review, Hidden: !r.Visible(), Claimed: r.Claimed,
		Alternative: r.Alternative, Role: r.Role, ValidFrom: math.MinInt64, ValidTo: math.MaxInt64,
	}
	// Most have no dates, and to refuse "" is dear.
	if r.ValidFrom != "" {
		if d, err := edtf.Parse(r.ValidFrom); err == nil {
			e.ValidFrom = int64(d.Earliest())
		}
	}
	if r.ValidTo != "" {
		if d, err := edtf.Parse(r.ValidTo); err == nil {
			e.ValidTo = int64(d.Latest())
		}
	}
	return e
}

func assertionEntries(a *Assertion) []entry {
	if a == nil {
		return nil
	}
	rel, ref := uint64(a.Relation), uint64(a.Ref)
	var out []entry
	for _, s := range a.Evidence {
		out = append(out, entry{keys.Position(uint64(s.Doc), s.Start, s.End, keys.ClassAssertion, ref), keys.OwnerValue(rel)})
	}
	if a.AccordingTo != 0 {
		out = append(out, entry{keys.According(uint64(a.AccordingTo), rel, ref), nil})
	}
	if waits(a.Review, a.RetractedAt) {
		out = append(out, entry{keys.Review(code(reviews, a.Review), keys.ClassAssertion, ref), keys.OwnerValue(rel)})
	}
	return out
}

func factEntries(f *Fact) []entry {
	if f == nil {
		return nil
	}
	node, ref := uint64(f.Node), uint64(f.Ref)
	var out []entry
	for _, s := range f.Evidence {
		out = append(out, entry{keys.Position(uint64(s.Doc), s.Start, s.End, keys.ClassFact, ref), keys.OwnerValue(node)})
	}
	if waits(f.Review, f.RetractedAt) {
		out = append(out, entry{keys.Review(code(reviews, f.Review), keys.ClassFact, ref), keys.OwnerValue(node)})
	}
	return out
}
