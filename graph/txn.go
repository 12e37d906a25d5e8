package graph

import (
	"bytes"
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/graph/segments"
	"onrecord/store"
)

// txn applies the changes of one transaction. Records are loaded once, changed
// in memory and written at the end together with the index entries that follow
// from them: an entry is never written anywhere else.
type txn struct {
	tx    store.Tx
	head  head
	w     *cells.Writer
	seq   Seq
	now   Micros
	by    string
	first Ref // the first number this transaction gives
	next  Ref
	nodes map[Ref]*nodeState
	rels  map[Ref]*relState
	// assertions and facts by their own number
	assertions map[Ref]*assertionState
	facts      map[Ref]*factState
	// Those relations by the nodes at their ends, and those facts by their node.
	relsOf  map[Ref][]Ref
	factsAt map[Ref][]Ref
	order   []Ref             // nodes, relations, assertions and facts in the order they were first touched
	ids     map[string]idCell // ids made or looked for in this transaction; class 0 is unknown
	counts  map[Ref]counts    // what to add to counts of relations, by node
	totals  map[string]int64  // what to add to totals, by key
	words   *segments.Batch   // search words to add
	putOff  bool              // others gather the words, of these nodes:
	wordy   []*nodeState
	// commitments whose relations to documents were shown or hidden, and documents
	// whose relations to versions were
	claimed, revised map[Ref]bool
	mergeDue         bool // large segments wait to be folded
	texts            *textCache
	replaying        bool // the changes come from a log that was written before
}

type nodeState struct {
	was, now *Node  // was is nil for a new node
	record   []byte // was as it is stored
	order    keys.Date
	orderWas keys.Date
}

type relState struct{ was, now *Relation }

type assertionState struct{ was, now *Assertion }

type factState struct{ was, now *Fact }

func newTxn(tx store.Tx, h head, now Micros, by string) *txn {
	seq := h.Seq + 1
	return &txn{
		tx: tx, head: h, w: cells.NewWriter(tx, seq), seq: seq, now: now, by: by, first: h.Next, next: h.Next,
		nodes: map[Ref]*nodeState{}, rels: map[Ref]*relState{}, assertions: map[Ref]*assertionState{},
		facts: map[Ref]*factState{}, relsOf: map[Ref][]Ref{}, factsAt: map[Ref][]Ref{}, ids: map[string]idCell{}, counts: map[Ref]counts{}, claimed: map[Ref]bool{}, revised: map[Ref]bool{}, totals: map[string]int64{}, words: segments.NewBatch(), texts: newTextCache(),
	}
}

// number takes the next free number.
func (t *txn) number() Ref {
	n := t.next
	t.next++
	return n
}

// made says that a thing was made by this transaction, so that nothing about it
// is stored yet.
func (t *txn) made(ref Ref) bool { return ref >= t.first }

// register makes an id that was looked for in vain lead to a number.
func (t *txn) register(id string, c idCell) error {
	t.ids[id] = c
	return t.w.Add(keys.ID(id), encodeID(c))
}

// find resolves an id; class 0 is unknown.
func (t *txn) find(id string) (idCell, error) {
	if c, ok := t.ids[id]; ok {
		return c, nil
	}
	got, err := lookup(t.w, []string{id})
	if err != nil {
		return idCell{}, err
	}
	t.ids[id] = got[0]
	return got[0], nil
}

// findAbout resolves the id of a relation, an assertion or a fact, which follows
// from what it is about: where that was made by this transaction, so was the
// other, or it is not there. A replay looks, whatever the log says.
func (t *txn) findAbout(id string, about ...string) (idCell, error) {
	if !t.replaying {
		for _, other := range about {
			if c := t.ids[other]; c.class != 0 && t.made(c.ref) {
				return t.ids[id], nil
			}
		}
	}
	return t.find(id)
}

// needNode resolves an id that must be a node's.
func (t *txn) needNode(id string) (*nodeState, error) {
	c, err := t.find(id)
	if err != nil {
		return nil, err
	}
	if c.class != keys.ClassNode {
		return nil, errorf(CodeNotFound, "there is no node %s", quoted(id))
	}
	return t.node(c.ref)
}

// refOf gives the number of a node's id; "" is 0.
func (t *txn) refOf(id string) (Ref, error) {
	if id == "" {
		return 0, nil
	}
	n, err := t.needNode(id)
	if err != nil {
		return 0, err
	}
	return n.now.Ref, nil
}

// node loads a node for reading or changing; changes to .now are written at
// the end.
func (t *txn) node(ref Ref) (*nodeState, error) {
	if s, ok := t.nodes[ref]; ok {
		return s, nil
	}
	got, err := t.w.GetMany([][]byte{keys.Node(uint64(ref))})
	if err != nil {
		return nil, err
	}
	if got[0].Key == nil {
		return nil, corrupt("node %d has no record", ref)
	}
	was, err := decodeNode(ref, got[0].Value)
	if err != nil {
		return nil, err
	}
	now, err := decodeNode(ref, got[0].Value)
	if err != nil {
		return nil, err
	}
	s := &nodeState{was: was, now: now, record: got[0].Value}
	t.nodes[ref] = s
	t.order = append(t.order, ref)
	if s.orderWas, err = t.dateOf(was); err != nil {
		return nil, err
	}
	s.order = s.orderWas
	return s, nil
}

// addNode makes a new node.
func (t *txn) addNode(n *Node) (*nodeState, error) {
	n.Ref, n.RecordedAt = t.number(), t.now
	if err := t.register(n.ID, idCell{class: keys.ClassNode, ref: n.Ref}); err != nil {
		return nil, err
	}
	s := &nodeState{now: n}
	t.nodes[n.Ref] = s
	t.order = append(t.order, n.Ref)
	t.tallyKind(n.Kind, 1)
	return s, nil
}

func (t *txn) relation(ref Ref) (*relState, error) {
	if s, ok := t.rels[ref]; ok {
		return s, nil
	}
	got, err := t.w.GetMany([][]byte{keys.Relation(uint64(ref))})
	if err != nil {
		return nil, err
	}
	if got[0].Key == nil {
		return nil, corrupt("relation %d has no record", ref)
	}
	was, err := decodeRelation(ref, got[0].Value)
	if err != nil {
		return nil, err
	}
	now := *was
	s := &relState{was: was, now: &now}
	t.holdRelation(s)
	return s, nil
}

// holdRelation keeps a relation that was loaded or made.
func (t *txn) holdRelation(s *relState) {
	r := s.now
	t.rels[r.Ref] = s
	t.order = append(t.order, r.Ref)
	t.relsOf[r.From] = append(t.relsOf[r.From], r.Ref)
	if r.To != r.From {
		t.relsOf[r.To] = append(t.relsOf[r.To], r.Ref)
	}
}

// holdFact keeps a fact that was loaded or made.
func (t *txn) holdFact(s *factState) {
	f := s.now
	t.facts[f.Ref] = s
	t.order = append(t.order, f.Ref)
	t.factsAt[f.Node] = append(t.factsAt[f.Node], f.Ref)
}

func (t *txn) assertion(rel, ref Ref) (*assertionState, error) {
	if s, ok := t.assertions[ref]; ok {
		return s, nil
	}
	got, err := t.w.GetMany([][]byte{keys.Assertion(uint64(rel), uint64(ref))})
	if err != nil {
		return nil, err
	}
	if got[0].Key == nil {
		return nil, corrupt("assertion %d has no record", ref)
	}
	was, err := decodeAssertion(rel, ref, got[0].Value)
	if err != nil {
		return nil, err
	}
	now := *was
	s := &assertionState{was: was, now: &now}
	t.assertions[ref] = s
	t.order = append(t.order, ref)
	return s, nil
}

func (t *txn) fact(node, ref Ref) (*factState, error) {
	if s, ok := t.facts[ref]; ok {
		return s, nil
	}
	got, err := t.w.GetMany([][]byte{keys.Fact(uint64(node), uint64(ref))})
	if err != nil {
		return nil, err
	}
	if got[0].Key == nil {
		return nil, corrupt("fact %d has no record", ref)
	}
	was, err := decodeFact(node, ref, got[0].Value)
	if err != nil {
		return nil, err
	}
	now := *was
	s := &factState{was: was, now: &now}
	t.holdFact(s)
	return s, nil
}

// dateOf is the date a node is listed by: when it was said, published,
// happened or is due. Unknown dates sort first.
func (t *txn) dateOf(n *Node) (keys.Date, error) {
	if n == nil {
		return keys.Date{}, nil
	}
	if n.Kind != Statement || n.Prop(PropSaidAt) != "" {
		return sortOfDate(dateValue(n)), nil
	}
	doc, err := t.node(n.Statement.Document)
	if err != nil {
		return keys.Date{}, err
	}
	return sortOfDate(doc.now.Document.PublishedAt), nil
}

// dateValue is a node's own date, EDTF, or "".
func dateValue(n *Node) string {
	switch n.Kind {
	case Statement:
		return n.Prop(PropSaidAt)
	case Event:
		return n.Prop(PropDate)
	case Commitment:
		return n.Prop(PropDeadline)
	case Document:
		return n.Document.PublishedAt
	}
	return ""
}

// flush writes what changed, in the order it was touched.
func (t *txn) flush() error {
	if err := t.refreshProps(); err != nil {
		return err
	}
	if err := t.refreshRelations(); err != nil {
		return err
	}
	if err := t.refreshMissing(); err != nil {
		return err
	}
	if err := t.restale(); err != nil {
		return err
	}
	if err := t.writeCounts(); err != nil {
		return err
	}
	for _, ref := range t.order {
		if err := t.write(ref); err != nil {
			return err
		}
	}
	if err := t.writeDerived(); err != nil {
		return err
	}
	return t.writeSegment()
}

// restale finds nodes whose date or traits changed; their relations lie in the
// order of that date, or tell those traits, and must be written again.
func (t *txn) restale() error {
	for _, ref := range slices.Clone(t.order) {
		s, ok := t.nodes[ref]
		if !ok {
			continue
		}
		var err error
		if s.order, err = t.dateOf(s.now); err != nil {
			return err
		}
		// Where a commitment stands in a document is its place in the
		// document's list.
		moved := s.was != nil && !slices.Equal(s.was.evidence(), s.now.evidence())
		if s.was == nil {
			continue
		}
		if s.order != s.orderWas || moved {
			err = t.touchRelations(keys.AdjacencyNode(uint64(ref)))
		} else if traitsOf(s.was) != traitsOf(s.now) {
			err = t.touchRelations(keys.AdjacencyOf(uint64(ref), keys.In, ruleOf(Pledged).Code))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// touchRelations makes the relations of a part of a node's adjacency be written
// again.
func (t *txn) touchRelations(near []byte) error {
	var bad error
	err := t.w.Scan(prefixRange(near), func(c cells.Cell) bool {
		_, _, _, _, rel, ok := keys.ParseAdjacency(c.Key)
		if !ok {
			bad = corrupt("an adjacency key is malformed")
			return false
		}
		_, bad = t.relation(Ref(rel))
		return bad == nil
	})
	return firstError(bad, err)
}

func prefixRange(p []byte) cells.Range { return store.Prefix(p) }

func (t *txn) write(ref Ref) error {
	if s, ok := t.nodes[ref]; ok {
		return t.writeNode(s)
	}
	if s, ok := t.rels[ref]; ok {
		return t.writeRelation(s)
	}
	if s, ok := t.assertions[ref]; ok {
		return t.put(s.was == nil, assertionEntries(s.was), assertionEntries(s.now),
			keys.Assertion(uint64(s.now.Relation), uint64(ref)), encodeAssertion(s.now))
	}
	if s, ok := t.facts[ref]; ok {
		return t.put(s.was == nil, factEntries(s.was), factEntries(s.now),
			keys.Fact(uint64(s.now.Node), uint64(ref)), encodeFact(s.now))
	}
	return nil
}

func (t *txn) writeNode(s *nodeState) error {
	record := encodeNode(s.now)
	// Most nodes that a transaction knows it only looks at. Their entries follow
	// from the record and the date, and are what they were.
	if s.was != nil && s.order == s.orderWas && bytes.Equal(record, s.record) {
		return nil
	}
	if err := t.put(s.was == nil, nodeEntries(s.was, s.orderWas), nodeEntries(s.now, s.order), keys.Node(uint64(s.now.Ref)), record); err != nil {
		return err
	}
	return t.addWords(s)
}

func (t *txn) writeRelation(s *relState) error {
	was, err := t.relationEntries(s.was, false)
	if err != nil {
		return err
	}
	now, err := t.relationEntries(s.now, true)
	if err != nil {
		return err
	}
	return t.put(s.was == nil, was, now, keys.Relation(uint64(s.now.Ref)), encodeRelation(s.now))
}

// put writes a record with its entries. All their keys hold its number, so
// those of a new one cannot be there.
func (t *txn) put(fresh bool, was, now []entry, key, record []byte) error {
	if !fresh {
		return t.diff(was, now, key, record)
	}
	for _, e := range now {
		if err := t.w.Add(e.key, e.value); err != nil {
			return err
		}
	}
	return t.w.Add(key, record)
}

// diff ends the entries that no longer follow from a record, begins the new
// ones and writes the record.
func (t *txn) diff(was, now []entry, key, record []byte) error {
	keep := make(map[string]bool, len(now))
	for _, e := range now {
		keep[string(e.key)] = true
	}
	for _, e := range was {
		if !keep[string(e.key)] {
			if err := t.w.End(e.key); err != nil {
				return err
			}
		}
	}
	for _, e := range now {
		if err := t.w.Put(e.key, e.value); err != nil {
			return err
		}
	}
	return t.w.Put(key, record)
}
