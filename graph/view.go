package graph

import (
	"slices"
	"time"

	"onrecord/graph/cells"
	"onrecord/graph/edtf"
	"onrecord/graph/keys"
)

// View is what the graph had recorded as of one transaction, seen from one day
// of the world's time and by a reader of one language. Everything read through
// it agrees. A view is used by one goroutine at a time.
//
// Methods take lists and answer them in one or two round trips to the store,
// so that a level of a query costs the same however wide it is.
type View struct {
	session  *Session
	cells    *recall
	at       Seq
	fixed    bool // asOf was asked for
	valid    *edtf.Date
	language string
	clock    time.Time
	met      *nodeTable // what Nodes gave; see met.go
}

// Seq is the transaction the view reads at.
func (v *View) Seq() Seq { return v.at }

// Session is what the view reads from.
func (v *View) Session() *Session { return v.session }

// Language is the language labels are chosen in; "" is English.
func (v *View) Language() string { return v.language }

// ValidAt gives the view of what held in the world on a day or in a period:
// relations whose validity lies outside it are not shown, and events that come
// after it have not happened.
func (v *View) ValidAt(at edtf.Date) *View {
	c := *v
	c.valid, c.met = &at, nil
	return &c
}

// In gives the view for readers of a language (BCP 47).
func (v *View) In(language string) *View {
	c := *v
	c.language, c.met = language, nil
	return &c
}

// AtSeq gives the same view as of another transaction of the same session; a
// cursor pins one.
func (v *View) AtSeq(seq Seq) *View {
	w := v.session.ViewAt(seq)
	w.fixed, w.valid, w.language, w.clock = v.fixed, v.valid, v.language, v.clock
	return w
}

// shows says whether an edge is visible in this view: not rejected or
// retracted, and valid when the view asks.
func (v *View) shows(e *edge) bool { return !e.Hidden && v.holds(e) }

func (v *View) holds(e *edge) bool {
	return v.valid == nil || e.ValidFrom <= int64(v.valid.Latest()) && e.ValidTo >= int64(v.valid.Earliest())
}

// relationHolds is holds for a relation's record.
func (v *View) relationHolds(r *Relation) bool {
	if v.valid == nil {
		return true
	}
	e := edgeOf(r, r.To)
	return v.holds(&e)
}

// NodeByID finds a node, or nil. The id of a merged node leads to the one it
// was merged into.
func (v *View) NodeByID(id string) (*Node, error) {
	got, err := v.NodesByID([]string{id})
	if err != nil {
		return nil, err
	}
	return got[0], nil
}

// NodesByID finds nodes by their ids, in order; an unknown one is nil.
func (v *View) NodesByID(ids []string) ([]*Node, error) { return v.nodesByID(ids) }

func (v *View) nodesByID(ids []string) ([]*Node, error) {
	found, err := lookup(v.cells, ids)
	if err != nil {
		return nil, err
	}
	refs := make([]Ref, len(ids))
	for i, c := range found {
		if c.class == keys.ClassNode {
			refs[i] = c.ref
		}
	}
	return v.Nodes(refs)
}

// Thing is what an id may lead to: exactly one field is set, or none.
type Thing struct {
	Node      *Node
	Relation  *Relation
	Assertion *Assertion
	Fact      *Fact
}

// Things finds whatever the ids lead to.
func (v *View) Things(ids []string) ([]Thing, error) {
	found, err := lookup(v.cells, ids)
	if err != nil {
		return nil, err
	}
	var (
		out             = make([]Thing, len(ids))
		nodes, rels     []Ref
		nodesAt, relsAt []int
		ks              [][]byte
		ksAt            []int
	)
	for i, c := range found {
		switch c.class {
		case keys.ClassNode:
			nodes, nodesAt = append(nodes, c.ref), append(nodesAt, i)
		case keys.ClassRelation:
			rels, relsAt = append(rels, c.ref), append(relsAt, i)
		case keys.ClassAssertion:
			ks, ksAt = append(ks, keys.Assertion(uint64(c.owner), uint64(c.ref))), append(ksAt, i)
		case keys.ClassFact:
			ks, ksAt = append(ks, keys.Fact(uint64(c.owner), uint64(c.ref))), append(ksAt, i)
		}
	}
	if len(nodes) > 0 {
		got, err := v.Nodes(nodes)
		if err != nil {
			return nil, err
		}
		for j, i := range nodesAt {
			out[i].Node = got[j]
		}
	}
	if len(rels) > 0 {
		got, err := v.Relations(rels)
		if err != nil {
			return nil, err
		}
		for j, i := range relsAt {
			out[i].Relation = got[j]
		}
	}
	if len(ks) == 0 {
		return out, nil
	}
	got, err := v.cells.GetMany(ks)
	if err != nil {
		return nil, err
	}
	for j, i := range ksAt {
		if got[j].Key == nil {
			continue
		}
		if c := found[i]; c.class == keys.ClassAssertion {
			out[i].Assertion, err = decodeAssertion(c.owner, c.ref, got[j].Value)
		} else {
			out[i].Fact, err = decodeFact(c.owner, c.ref, got[j].Value)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Nodes reads nodes by number, each as the node it was merged into; 0 and
// unknown numbers are nil.
func (v *View) Nodes(refs []Ref) ([]*Node, error) {
	if err := v.session.stop(); err != nil {
		return nil, err
	}
	out := make([]*Node, len(refs))
	for at := 0; at < len(refs); at += mostMet {
		end := min(at+mostMet, len(refs))
		if err := v.meet(refs[at:end], out[at:end]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// meet is Nodes for as many as can be remembered.
func (v *View) meet(refs []Ref, out []*Node) error {
	met := v.met
	if met == nil {
		met = &nodeTable{}
	}
	v.met = nil // until what it waits for is there
	if missing := met.find(refs, out); len(missing) > 0 {
		nodes, err := v.readNodes(missing)
		if err != nil {
			return err
		}
		met.fill(missing, nodes, refs, out)
	}
	v.met = met
	return nil
}

// readNodes reads nodes by number, each as the node it was merged into.
func (v *View) readNodes(refs []Ref) ([]*Node, error) {
	nodes, err := loadNodes(v.cells, refs)
	if err != nil {
		return nil, err
	}
	// Follow merges; chains are short, and each step is one batch.
	for step := 0; step <= maxDepth; step++ {
		var (
			next  []Ref
			slots []int
		)
		for i, n := range nodes {
			if n != nil && n.MergedInto != 0 {
				next, slots = append(next, n.MergedInto), append(slots, i)
			}
		}
		if len(next) == 0 {
			break
		}
		into, err := loadNodes(v.cells, next)
		if err != nil {
			return nil, err
		}
		for j, i := range slots {
			nodes[i] = into[j]
		}
	}
	return nodes, nil
}

// distinct gives the refs without repeats and zeros, and for each ref its
// place among them, or -1.
func distinct(refs []Ref) ([]Ref, []int) {
	unique := make([]Ref, 0, len(refs))
	at := make([]int, len(refs))
	seen := newRefTable(len(refs))
	for i, r := range refs {
		if r == 0 {
			at[i] = -1
			continue
		}
		k, known := seen.get(r)
		if !known {
			k = Ref(len(unique))
			seen.put(r, k)
			unique = append(unique, r)
		}
		at[i] = int(k)
	}
	return unique, at
}

// Relations reads relations by number; unknown ones are nil.
func (v *View) Relations(refs []Ref) ([]*Relation, error) {
	if err := v.session.stop(); err != nil {
		return nil, err
	}
	return v.cells.relations(refs)
}

// loadRelations reads relation records; a missing one is nil.
func loadRelations(r cellReader, refs []Ref) ([]*Relation, error) {
	ks := make([][]byte, len(refs))
	for i, ref := range refs {
		ks[i] = keys.Relation(uint64(ref))
	}
	got, err := r.GetMany(ks)
	if err != nil {
		return nil, err
	}
	out := make([]*Relation, len(refs))
	for i, c := range got {
		if c.Key == nil {
			continue
		}
		if out[i], err = decodeRelation(refs[i], c.Value); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// mostInList bounds the plain lists of the schema: assertions of a relation,
// facts of a node, pledgors of a commitment.
const mostInList = 1000

// Assertions reads the assertions of relations, those that are shown unless
// all is set, oldest first, at most 1,000 each.
func (v *View) Assertions(rels []Ref, all bool) ([][]*Assertion, error) {
	lists, err := recalled(v.cells, keptAssertions, rels, v.cells.assertions)
	if err != nil {
		return nil, err
	}
	out := make([][]*Assertion, len(rels))
	for i, l := range lists {
		if all || !slices.ContainsFunc(l.list, func(a *Assertion) bool { return !a.Visible() }) {
			out[i] = l.list
			continue
		}
		for _, a := range l.list {
			if a.Visible() {
				out[i] = append(out[i], a)
			}
		}
	}
	return out, nil
}

// assertionList is the assertions of one relation, as they are kept.
type assertionList struct{ list []*Assertion }

func (l *assertionList) size() int {
	size := 0
	for _, a := range l.list {
		size += a.size()
	}
	return size
}

func (r *recall) assertions(rels []Ref) ([]*assertionList, error) {
	ranges := make([]cells.Range, len(rels))
	for i, rel := range rels {
		ranges[i] = prefixRange(keys.Assertions(uint64(rel)))
		ranges[i].Limit = mostInList
	}
	got, err := r.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	out := make([]*assertionList, len(rels))
	for i, list := range got {
		out[i] = &assertionList{}
		for _, c := range list {
			a, err := decodeAssertion(rels[i], Ref(keys.Last(c.Key)), c.Value)
			if err != nil {
				return nil, err
			}
			out[i].list = append(out[i].list, a)
		}
	}
	return out, nil
}

// Facts reads the facts of nodes with those of the nodes merged into them,
// those that are shown unless all is set, oldest first.
func (v *View) Facts(nodes []*Node, all bool) ([][]*Fact, error) {
	var (
		ranges []cells.Range
		owner  []int
		refs   []Ref
	)
	for i, n := range nodes {
		for _, ref := range n.refs() {
			rg := prefixRange(keys.Facts(uint64(ref)))
			rg.Limit = mostInList
			ranges, owner, refs = append(ranges, rg), append(owner, i), append(refs, ref)
		}
	}
	got, err := v.cells.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	out := make([][]*Fact, len(nodes))
	for j, list := range got {
		for _, c := range list {
			f, err := decodeFact(refs[j], Ref(keys.Last(c.Key)), c.Value)
			if err != nil {
				return nil, err
			}
			if all || f.Visible() {
				out[owner[j]] = append(out[owner[j]], f)
			}
		}
	}
	return out, nil
}

// refs are the node's own number and those of its members.
func (n *Node) refs() []Ref {
	if n == nil {
		return nil
	}
	return append([]Ref{n.Ref}, n.Members...)
}
