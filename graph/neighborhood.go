package graph

import (
	"slices"
)

// NeighborhoodQuery asks for what lies around some nodes.
type NeighborhoodQuery struct {
	IDs          []string
	Depth        int            // steps from the nearest of IDs, 0 to 5
	Types        []RelationType // none: all
	ExcludeTypes []RelationType
	Direction    Direction  // as seen from the node nearer to IDs; empty is BOTH
	Kinds        []NodeKind // of the nodes to include; none: all. IDs are always included
	Limit        int        // nodes, up to 2,000; 0 is 500
	NoLeftOut    bool       // do not count what is left out
	// EndsOnly: of relations, only what a node's list of them has is needed (type,
	// ends, role, alternative, review, whether it is claimed); their records are
	// not read.
	EndsOnly bool
}

// Subgraph is a piece of the graph.
type Subgraph struct {
	Nodes     []*Node
	Relations []*Relation
	// Truncated: there was more within the depth than a limit allowed.
	Truncated bool
	LeftOut   []LeftOut
}

// LeftOut counts the relations of a type, in the directions asked for, that a
// node of a subgraph has and the subgraph does not.
type LeftOut struct {
	Node  *Node
	Type  RelationType
	Count int
}

const (
	mostDepth     = 5
	mostAround    = 2_000
	defaultAround = 500
	// walkedPerLevel bounds the relations that one level looks at, and
	// walkedInAll those of a whole neighbourhood, hidden ones with them.
	walkedPerLevel = 50_000
	walkedInAll    = 400_000
	// relationsPerNode bounds the relations of the answer by its limit of nodes.
	relationsPerNode = 20
)

// Neighborhood walks outward from nodes, level by level.
//
// Nodes come in the order in which they are met: nearer ones first; within a
// level, those next to the node met first; next to one node, in the order of
// its relations (outgoing before incoming, by type in the order of the
// contract, by the date of the far end, by when they were recorded). When the
// limit is reached, no more nodes are taken in.
//
// Relations are those between nodes of the answer that were walked: relations
// of nodes nearer than the depth. Of each node at most the first Limit
// relations are walked, or fewer (50,000 in all) where a level is wide, so that
// a node with a million relations costs no more than the answer can hold.
//
// LeftOut has, for each node of the answer and type of relation followed, how
// many of the node's relations are not in it: because of the limit, or because
// they lie beyond the depth. Where a node's relations were not walked, it is
// not known where they lead, and all of them count.
func (v *View) Neighborhood(q NeighborhoodQuery) (*Subgraph, error) {
	if q.Depth < 0 || q.Depth > mostDepth {
		return nil, errorf(CodeBadInput, "depth %d is not within 0 to %d", q.Depth, mostDepth)
	}
	limit, err := bounded("limit", q.Limit, defaultAround, mostAround)
	if err != nil {
		return nil, err
	}
	if err := checkKinds(q.Kinds); err != nil {
		return nil, err
	}
	filter := typeFilter{q.Types, q.ExcludeTypes, q.Direction}
	if err := filter.check(); err != nil {
		return nil, err
	}
	starts, err := v.startNodes(q.IDs)
	if err != nil {
		return nil, err
	}
	w := &neighborhood{
		view: v, kinds: q.Kinds, filter: filter, bands: bandsOf(filter.keeps), limit: limit, budget: walkedInAll,
		seen: newRefTable(limit), asked: newRefTable(2 * limit), dropped: newRefTable(16), endsOnly: q.EndsOnly, out: &Subgraph{},
	}
	for _, n := range starts {
		w.include(n)
	}
	for from, depth := 0, 0; depth < q.Depth && from < len(w.out.Nodes); depth++ {
		level := w.out.Nodes[from:]
		from = len(w.out.Nodes)
		if err := w.level(level); err != nil {
			return nil, err
		}
	}
	if !q.NoLeftOut {
		w.spent = map[countKey]int{}
	}
	if err := w.relations(); err != nil || q.NoLeftOut {
		return w.out, err
	}
	return w.out, w.leftOut()
}

func checkKinds(kinds []NodeKind) error {
	for _, k := range kinds {
		if !slices.Contains(nodeKinds, k) {
			return errorf(CodeBadInput, "the kind %s is not one of %v", quoted(string(k)), nodeKinds)
		}
	}
	return nil
}

type neighborhood struct {
	view   *View
	kinds  []NodeKind
	filter typeFilter
	bands  []band
	limit  int
	budget int
	out    *Subgraph
	// seen leads from every number of an included node to the node's own.
	seen     *refTable
	asked    *refTable // numbers that steps lead to and that were looked up
	dropped  *refTable // numbers of nodes that do not belong in the answer
	endsOnly bool
	walked   []walkedNode
	// spent counts, by node, relations that are in the answer or never could be;
	// nil: nobody asked.
	spent map[countKey]int
}

type countKey struct {
	node Ref
	dir  Direction
	typ  RelationType
}

// walkedNode is a node of the answer with the relations that were met at it.
type walkedNode struct {
	near Ref
	trail
}

// include takes a node in; false when the answer is full.
func (w *neighborhood) include(n *Node) bool {
	if len(w.out.Nodes) >= w.limit {
		w.out.Truncated = true
		return false
	}
	for _, r := range n.refs() {
		w.seen.put(r, n.Ref)
	}
	w.out.Nodes = append(w.out.Nodes, n)
	return true
}

// level walks the relations of the nodes met last.
func (w *neighborhood) level(nodes []*Node) error {
	refs := make([][]Ref, len(nodes))
	for i, n := range nodes {
		refs[i] = n.refs()
	}
	most := min(w.limit, max(walkedPerLevel/len(nodes), 16))
	trails, cut, err := w.view.trails(refs, w.bands, most, &w.budget)
	if err != nil {
		return err
	}
	w.out.Truncated = w.out.Truncated || slices.Contains(cut, true)
	for i, t := range trails {
		w.walked = append(w.walked, walkedNode{nodes[i].Ref, t})
	}
	return w.takeIn(trails)
}

// takeIn includes what the steps lead to, in their order, until something does
// not fit any more. Nodes are loaded in stretches not much larger than what
// there is room for.
func (w *neighborhood) takeIn(trails []trail) error {
	next := position{}
	for next.trail < len(trails) {
		var refs []Ref
		refs, next = w.unknown(trails, next)
		nodes, err := w.view.Nodes(refs)
		if err != nil {
			return err
		}
		for i, n := range nodes {
			if n == nil {
				return corrupt("a relation leads to node %d, which has no record", refs[i])
			}
			if w.seen.has(n.Ref) {
				w.seen.put(refs[i], n.Ref)
				continue
			}
			if !n.Visible() || !contains(w.kinds, n.Kind) {
				w.dropped.put(refs[i], 1)
				continue
			}
			if !w.include(n) {
				return nil
			}
		}
	}
	return nil
}

// position is where among the steps of trails one is.
type position struct{ trail, step int }

// unknown gives the numbers of the next nodes that steps lead to and that were
// not met before, and where it stopped. One node more than there is room for
// tells that the answer is not all.
func (w *neighborhood) unknown(trails []trail, at position) ([]Ref, position) {
	most := max(w.limit-len(w.out.Nodes)+1, 64)
	refs := make([]Ref, 0, most)
	for ; at.trail < len(trails); at = (position{at.trail + 1, 0}) {
		t := &trails[at.trail]
		for ; at.step < t.len(); at.step++ {
			if len(refs) == most {
				return refs, at
			}
			if n, _ := t.at(at.step); w.view.showsNear(n) && w.asked.put(n.Other, 1) && !w.seen.has(n.Other) {
				refs = append(refs, n.Other)
			}
		}
	}
	return refs, at
}

// relations picks the walked relations between nodes of the answer, each once.
func (w *neighborhood) relations() error {
	refs := make([]Ref, 0, 2*len(w.out.Nodes))
	seen := newRefTable(2 * len(w.out.Nodes))
	var ends endsMaker
	for i := range w.walked {
		near, t := w.walked[i].near, &w.walked[i].trail
		for k := range t.len() {
			n, of := t.at(k)
			far, in := w.seen.get(n.Other)
			if !in && (w.spent == nil || !w.dropped.has(n.Other)) || !w.view.showsNear(n) {
				continue
			}
			if !in || far == near {
				// Hidden, of another kind, or between two names of one node.
				w.spend(near, n.direction(), n.kind())
				continue
			}
			rel := n.relation()
			if seen.has(rel) {
				continue
			}
			if len(refs) == relationsPerNode*w.limit {
				w.out.Truncated = true
				continue
			}
			seen.put(rel, 1)
			refs = append(refs, rel)
			if w.endsOnly {
				w.out.Relations = append(w.out.Relations, ends.of(of, n))
			}
			w.spend(near, n.direction(), n.kind())
			w.spend(far, opposite(n.direction()), n.kind())
		}
	}
	if w.endsOnly {
		return nil
	}
	var err error
	w.out.Relations, err = w.view.Relations(refs)
	return err
}

// endsMaker gives relations as far as the entry of a node's list tells. They are
// made many at a time.
type endsMaker struct{ room []Relation }

func (m *endsMaker) of(node Ref, n *neighbor) *Relation {
	if len(m.room) == 0 {
		m.room = make([]Relation, 64)
	}
	r := &m.room[0]
	m.room = m.room[1:]
	e := n.Edge()
	*r = Relation{Ref: e.Relation, Type: e.Type, From: node, To: e.Other, Role: e.Role, Alternative: e.Alternative, Review: e.Review, Claimed: e.Claimed}
	if e.Direction == Incoming {
		r.From, r.To = r.To, r.From
	}
	return r
}

func (w *neighborhood) spend(node Ref, d Direction, t RelationType) {
	if w.spent != nil {
		w.spent[countKey{node, d, t}]++
	}
}

func opposite(d Direction) Direction {
	if d == Outgoing {
		return Incoming
	}
	return Outgoing
}

// leftOut holds the counts of the nodes against what the answer has of them.
func (w *neighborhood) leftOut() error {
	counts, err := w.view.shownCounts(w.out.Nodes, w.bands)
	if err != nil {
		return err
	}
	for i, n := range w.out.Nodes {
		for j := range Ontology {
			typ, left := Ontology[j].Type, 0
			for _, c := range counts[i] {
				if c.Type == typ && w.filter.keeps(&Ontology[j], c.Direction) {
					left += max(c.Count-w.spent[countKey{n.Ref, c.Direction, typ}], 0)
				}
			}
			if left > 0 {
				w.out.LeftOut = append(w.out.LeftOut, LeftOut{n, typ, left})
			}
		}
	}
	return nil
}

// countedPerNode is how far the relations of a node are counted where they must
// be walked to be counted.
const countedPerNode = 10_000

// shownCounts is Counts; but a view of a day of the world's time, which has to
// walk the relations to know which held, does so for all nodes together, and
// counts no further than 10,000 a node and 400,000 in all.
func (v *View) shownCounts(nodes []*Node, bands []band) ([][]RelationCount, error) {
	if v.valid == nil {
		return v.Counts(nodes)
	}
	refs := make([][]Ref, len(nodes))
	for i, n := range nodes {
		refs[i] = n.refs()
	}
	budget := walkedInAll
	lists, _, err := v.steps(refs, bands, countedPerNode, &budget)
	if err != nil {
		return nil, err
	}
	sums := make([]map[[2]byte]int, len(nodes))
	for i, list := range lists {
		sums[i] = map[[2]byte]int{}
		for _, s := range list {
			sums[i][[2]byte(s.tail[:2])]++
		}
	}
	return countLists(sums), nil
}
