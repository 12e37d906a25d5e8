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
	cells    *cells.Reader
	at       Seq
	fixed    bool // asOf was asked for
	valid    *edtf.Date
	language string
	clock    time.Time
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
	c.valid = &at
	return &c
}

// In gives the view for readers of a language (BCP 47).
func (v *View) In(language string) *View {
	c := *v
	c.language = language
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
	ks := make([][]byte, len(ids))
	for i, c := range found {
		switch c.class {
		case keys.ClassRelation:
			ks[i] = keys.Relation(uint64(c.ref))
		case keys.ClassAssertion:
			ks[i] = keys.Assertion(uint64(c.owner), uint64(c.ref))
		case keys.ClassFact:
			ks[i] = keys.Fact(uint64(c.owner), uint64(c.ref))
		default:
			ks[i] = keys.Node(uint64(c.ref))
		}
	}
	got, err := v.cells.GetMany(ks)
	if err != nil {
		return nil, err
	}
	out := make([]Thing, len(ids))
	var merged []int
	for i, c := range found {
		if got[i].Key == nil {
			continue
		}
		value := got[i].Value
		switch c.class {
		case keys.ClassRelation:
			out[i].Relation, err = decodeRelation(c.ref, value)
		case keys.ClassAssertion:
			out[i].Assertion, err = decodeAssertion(c.owner, c.ref, value)
		case keys.ClassFact:
			out[i].Fact, err = decodeFact(c.owner, c.ref, value)
		case keys.ClassNode:
			if out[i].Node, err = decodeNode(c.ref, value); err == nil && out[i].Node.MergedInto != 0 {
				merged = append(merged, i)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	refs := make([]Ref, len(merged))
	for k, i := range merged {
		refs[k] = out[i].Node.Ref
	}
	survivors, err := v.Nodes(refs)
	if err != nil {
		return nil, err
	}
	for k, i := range merged {
		out[i].Node = survivors[k]
	}
	return out, nil
}

// Nodes reads nodes by number, each as the node it was merged into; 0 and
// unknown numbers are nil.
func (v *View) Nodes(refs []Ref) ([]*Node, error) {
	if err := v.session.stop(); err != nil {
		return nil, err
	}
	unique, at := distinct(refs)
	nodes, err := loadNodes(v.cells, unique)
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
	out := make([]*Node, len(refs))
	for i, k := range at {
		if k >= 0 {
			out[i] = nodes[k]
		}
	}
	return out, nil
}

// distinct gives the refs without repeats and zeros, and for each ref its
// place among them, or -1.
func distinct(refs []Ref) ([]Ref, []int) {
	unique := make([]Ref, 0, len(refs))
	at := make([]int, len(refs))
	seen := make(map[Ref]int, len(refs))
	for i, r := range refs {
		if r == 0 {
			at[i] = -1
			continue
		}
		k, ok := seen[r]
		if !ok {
			k = len(unique)
			seen[r] = k
			unique = append(unique, r)
		}
		at[i] = k
	}
	return unique, at
}

// Relations reads relations by number; unknown ones are nil.
func (v *View) Relations(refs []Ref) ([]*Relation, error) {
	if err := v.session.stop(); err != nil {
		return nil, err
	}
	ks := make([][]byte, len(refs))
	for i, r := range refs {
		ks[i] = keys.Relation(uint64(r))
	}
	got, err := v.cells.GetMany(ks)
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
	ranges := make([]cells.Range, len(rels))
	for i, r := range rels {
		ranges[i] = prefixRange(keys.Assertions(uint64(r)))
		ranges[i].Limit = mostInList
	}
	got, err := v.cells.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	out := make([][]*Assertion, len(rels))
	for i, list := range got {
		for _, c := range list {
			a, err := decodeAssertion(rels[i], Ref(keys.Last(c.Key)), c.Value)
			if err != nil {
				return nil, err
			}
			if all || a.Visible() {
				out[i] = append(out[i], a)
			}
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

// RelationCount is how many visible relations of a type a node has in one
// direction (keys.Out or keys.In).
type RelationCount struct {
	Type      RelationType
	Direction Direction
	Count     int
}

// Direction says which way a relation is followed from a node.
type Direction string

// Directions.
const (
	Outgoing Direction = "OUT"
	Incoming Direction = "IN"
	Both     Direction = "BOTH"
)

// Counts gives the relation counts of nodes without reading the relations;
// only a view of a day of the world's time has to walk them.
func (v *View) Counts(nodes []*Node) ([][]RelationCount, error) {
	if v.valid != nil {
		return v.countsByWalking(nodes)
	}
	var (
		ks    [][]byte
		owner []int
	)
	for i, n := range nodes {
		for _, ref := range n.refs() {
			ks, owner = append(ks, keys.Counts(uint64(ref))), append(owner, i)
		}
	}
	got, err := v.cells.GetMany(ks)
	if err != nil {
		return nil, err
	}
	sums := make([]map[[2]byte]int, len(nodes))
	for j, c := range got {
		list, err := decodeCounts(c.Value)
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			if sums[owner[j]] == nil {
				sums[owner[j]] = map[[2]byte]int{}
			}
			sums[owner[j]][[2]byte{c.dir, c.typ}] += int(c.n)
		}
	}
	return countLists(sums), nil
}

// countsByWalking reads the adjacency of all nodes together, a stretch at a
// time.
func (v *View) countsByWalking(nodes []*Node) ([][]RelationCount, error) {
	const stretch = 4096
	sums := make([]map[[2]byte]int, len(nodes))
	var (
		ranges []cells.Range
		owner  []int
	)
	for i, n := range nodes {
		sums[i] = map[[2]byte]int{}
		for _, ref := range n.refs() {
			rg := prefixRange(keys.AdjacencyNode(uint64(ref)))
			rg.Limit = stretch
			ranges, owner = append(ranges, rg), append(owner, i)
		}
	}
	for len(ranges) > 0 {
		if err := v.session.stop(); err != nil {
			return nil, err
		}
		got, err := v.cells.ScanMany(ranges)
		if err != nil {
			return nil, err
		}
		left := 0
		for j, list := range got {
			if err := v.tallyShown(sums[owner[j]], list); err != nil {
				return nil, err
			}
			if len(list) == stretch {
				rg := ranges[j]
				rg.Start = append(slices.Clone(list[stretch-1].Key), 0)
				ranges[left], owner[left] = rg, owner[j]
				left++
			}
		}
		ranges, owner = ranges[:left], owner[:left]
	}
	return countLists(sums), nil
}

func (v *View) tallyShown(sum map[[2]byte]int, list []cells.Cell) error {
	for _, c := range list {
		_, dir, typ, _, _, ok := keys.ParseAdjacency(c.Key)
		if !ok {
			return corrupt("an adjacency key is malformed")
		}
		e, err := decodeEdge(c.Value)
		if err != nil {
			return err
		}
		if v.shows(&e) {
			sum[[2]byte{dir, typ}]++
		}
	}
	return nil
}

func countLists(sums []map[[2]byte]int) [][]RelationCount {
	out := make([][]RelationCount, len(sums))
	for i, sum := range sums {
		for _, rule := range Ontology {
			for _, dir := range []byte{keys.Out, keys.In} {
				if n := sum[[2]byte{dir, rule.Code}]; n > 0 {
					out[i] = append(out[i], RelationCount{rule.Type, directionOf(dir), n})
				}
			}
		}
	}
	return out
}

func directionOf(dir byte) Direction {
	if dir == keys.Out {
		return Outgoing
	}
	return Incoming
}
