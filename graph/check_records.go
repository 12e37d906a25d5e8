package graph

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

func (c *checker) allNodes() error {
	return c.eachCell(keys.Nodes(), func(cell cells.Cell) error {
		n, err := decodeNode(Ref(keys.Last(cell.Key)), cell.Value)
		if err != nil {
			return err
		}
		c.sum.Nodes++
		if !slices.Contains(nodeKinds, n.Kind) || !bytes.Equal(encodeNode(n), cell.Value) {
			return corrupt("the record is not as it is written")
		}
		c.totals["kind/"+string(n.Kind)]++
		if n.Document != nil && n.Document.Holding == Held {
			c.totals[metaHeld]++
		}
		date, err := c.date(n)
		if err != nil {
			return err
		}
		for _, step := range []func() error{
			func() error { return c.id(n.ID, idCell{class: keys.ClassNode, ref: n.Ref}) },
			func() error { return c.expect(n.ID, nodeEntries(n, date)) },
			func() error { return c.properties(n) },
			func() error { return c.neighbours(n) },
			func() error { return c.merged(n) },
			func() error { return c.words(n) },
		} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
}

// properties compares a node's properties with its facts and those of the
// nodes merged into it.
func (c *checker) properties(n *Node) error {
	var facts []*Fact
	for _, node := range n.refs() {
		err := c.eachCell(keys.Facts(uint64(node)), func(cell cells.Cell) error {
			f, err := decodeFact(node, Ref(keys.Last(cell.Key)), cell.Value)
			if err == nil {
				facts = append(facts, f)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	slices.SortFunc(facts, func(a, b *Fact) int { return cmp.Compare(a.Ref, b.Ref) })
	if !slices.Equal(n.Props, propsOf(facts)) {
		c.find(FaultProperty, n.ID, "its properties are not those its facts give")
	}
	return nil
}

// neighbours compares the relation counts, and what a statement shows of its
// relations, with the adjacency.
func (c *checker) neighbours(n *Node) error {
	var seen counts
	var speakers, relays, about, omitted, included []end
	err := c.eachCell(keys.AdjacencyNode(uint64(n.Ref)), func(cell cells.Cell) error {
		_, dir, typ, _, rel, ok := keys.ParseAdjacency(cell.Key)
		e, err := decodeEdge(cell.Value)
		if err != nil || !ok || e.Hidden {
			return err
		}
		seen = seen.add(dir, typ, 1)
		switch t := typeOf(typ); {
		case dir == keys.In && t == Stated && e.Role == RoleRelayed:
			relays = append(relays, end{Ref(rel), e.Other, e.Role})
		case dir == keys.In && t == Stated:
			speakers = append(speakers, end{Ref(rel), e.Other, e.Role})
		case dir == keys.Out && t == About:
			about = append(about, end{Ref(rel), e.Other, e.Role})
		case dir == keys.Out && t == OmittedFrom:
			omitted = append(omitted, end{Ref(rel), e.Other, e.Role})
		case dir == keys.Out && t == IncludedIn:
			included = append(included, end{Ref(rel), e.Other, e.Role})
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := c.counts(n, seen); err != nil {
		return err
	}
	if n.Statement != nil {
		c.statement(n, speakers, relays, about)
	}
	if n.Commitment == nil {
		return nil
	}
	kinds, versioned, err := missingFrom(c, n, omitted, included)
	if err == nil && (n.Commitment.Missing != kinds || n.Commitment.Versioned != versioned) {
		c.find(FaultOmission, n.ID, "what it shows of documents that omit it, or have versions, is not what relations say")
	}
	return err
}

// document implements documentReader.
func (c *checker) document(ref Ref) (*Node, bool, error) {
	n, err := c.node(ref, whereIs(keys.Node(uint64(ref))))
	for step := 0; step <= maxMembers && err == nil && n != nil && n.MergedInto != 0; step++ {
		n, err = c.node(n.MergedInto, n.ID)
	}
	if err != nil || n == nil {
		return nil, false, err
	}
	refs := n.refs()
	ks := make([][]byte, len(refs))
	for i, r := range refs {
		ks[i] = keys.Counts(uint64(r))
	}
	got, err := c.cells.GetMany(ks)
	if err != nil {
		return nil, false, err
	}
	for _, cell := range got {
		list, err := decodeCounts(cell.Value)
		if err != nil || list.have(ruleOf(RevisionOf).Code) {
			return n, true, err
		}
	}
	return n, false, nil
}

// counts compares what is counted of a node with the relations it was seen to
// have.
func (c *checker) counts(n *Node, seen counts) error {
	got, err := c.cells.GetMany([][]byte{keys.Counts(uint64(n.Ref))})
	if err != nil || bytes.Equal(got[0].Value, seen.encode()) {
		return err
	}
	list, err := decodeCounts(got[0].Value)
	if err != nil {
		return c.soft(FaultCount, n.ID, err)
	}
	c.find(FaultCount, n.ID, "of its relations %v are counted; it has %v", list, seen)
	return nil
}

func (c *checker) statement(n *Node, speakers, relays, about []end) {
	s := n.Statement
	speaker := Ref(0)
	if all := inOrder(speakers); len(all) > 0 {
		speaker = all[0]
	}
	switch {
	case s.Speaker != speaker:
		c.find(FaultStatement, n.ID, "its speaker is not who stated it")
	case !slices.Equal(s.Chain, inOrder(speakers, relays)):
		c.find(FaultStatement, n.ID, "its attribution chain is not made of those who stated it")
	case !slices.Equal(s.About, inOrder(about)):
		c.find(FaultStatement, n.ID, "its subjects are not those it is about")
	}
}

// inOrder lists the ends of relations, each list in the order in which its
// relations were made, without repeats.
func inOrder(lists ...[]end) []Ref {
	var out []Ref
	for _, list := range lists {
		slices.SortFunc(list, func(a, b end) int { return cmp.Compare(a.rel, b.rel) })
		for _, e := range list {
			out = addRef(out, e.other)
		}
	}
	return out
}

// merged makes sure that members and survivors name each other.
func (c *checker) merged(n *Node) error {
	if n.MergedInto != 0 {
		into, err := c.node(n.MergedInto, n.ID)
		if err != nil || into == nil {
			return err
		}
		want := append([]Ref{n.Ref}, n.Members...)
		for _, ref := range want {
			if !slices.Contains(into.Members, ref) {
				c.find(FaultMerge, n.ID, "it is merged into %s, which does not have node %d as a member", into.ID, ref)
			}
		}
	}
	for _, ref := range n.Members {
		up := ref
		for step := 0; step <= maxMembers && up != 0 && up != n.Ref; step++ {
			m, err := c.node(up, n.ID)
			if err != nil {
				return err
			}
			if m == nil {
				break
			}
			up = m.MergedInto
		}
		if up != n.Ref {
			c.find(FaultMerge, n.ID, "node %d is a member but is not merged into it", ref)
		}
	}
	return nil
}

// words makes sure that a node is found by each of its words.
func (c *checker) words(n *Node) error {
	set := ownWords(n)
	body, readable, err := c.session.readableText(c.session.snap, n)
	if err != nil {
		return c.soft(FaultBlob, n.ID, err)
	}
	if readable {
		set.add(body)
	}
	list := slices.Sorted(maps.Keys(set))
	for part := range slices.Chunk(list, 64) {
		got, err := c.session.postings(part)
		if err != nil {
			return c.soft(FaultSearch, n.ID, err)
		}
		for i, refs := range got {
			if _, found := slices.BinarySearch(refs, n.Ref); !found {
				c.find(FaultSearch, n.ID, "it is not found by its word %s", quoted(part[i]))
			}
		}
	}
	return nil
}

func (c *checker) allRelations() error {
	err := c.eachCell(keys.Relations(), func(cell cells.Cell) error {
		r, err := decodeRelation(Ref(keys.Last(cell.Key)), cell.Value)
		if err != nil {
			return err
		}
		c.sum.Relations++
		c.totals["type/"+string(r.Type)]++
		if !bytes.Equal(encodeRelation(r), cell.Value) {
			return corrupt("the record is not as it is written")
		}
		if err := c.id(r.ID, idCell{class: keys.ClassRelation, ref: r.Ref}); err != nil {
			return err
		}
		if err := c.fits(r); err != nil {
			return err
		}
		entries, err := c.relationEntries(r)
		if err != nil {
			return err
		}
		if err := c.expect(r.ID, entries); err != nil {
			return err
		}
		return c.outcome(r)
	})
	if letter := keys.Tally(0)[0]; c.current[letter] != c.expected[letter] {
		c.find(FaultTally, "tally", "%d tallies for %d relations of several assertions", c.current[letter], c.expected[letter])
	}
	return err
}

// fits holds a relation against the ontology.
func (c *checker) fits(r *Relation) error {
	from, err := c.node(r.From, r.ID)
	if from == nil || err != nil {
		return err
	}
	to, err := c.node(r.To, r.ID)
	if to == nil || err != nil {
		return err
	}
	if e := ruleOf(r.Type).check(from.Kind, to.Kind, from.ID, to.ID); e != nil {
		c.find(FaultRecord, r.ID, "%v", e)
	}
	return nil
}

// outcome compares a relation and its tally with its assertions.
func (c *checker) outcome(r *Relation) error {
	var (
		y   tally
		all []*Assertion
	)
	err := c.eachCell(keys.Assertions(uint64(r.Ref)), func(cell cells.Cell) error {
		a, err := decodeAssertion(r.Ref, Ref(keys.Last(cell.Key)), cell.Value)
		if err == nil {
			y.add(a, 1)
			all = append(all, a)
		}
		return err
	})
	if err != nil {
		return err
	}
	raw, err := c.session.snap.Get(keys.Tally(uint64(r.Ref)))
	if err != nil && !isNotFound(err) {
		return err
	}
	if y.kept() {
		c.expected[keys.Tally(0)[0]]++
	}
	switch {
	case !y.kept() && err == nil:
		c.find(FaultTally, r.ID, "there is a tally of its %d assertions", y.all())
	case y.kept() && !bytes.Equal(raw, y.encode()):
		c.find(FaultTally, r.ID, "its tally is not that of its assertions")
	}
	want := *r
	y.outcome(&want, 1)
	want.Quantity = y.decided().quantity(all)
	if want.Quantity != r.Quantity || want.Review != r.Review || want.Claimed != r.Claimed || (want.RetractedAt != 0) != (r.RetractedAt != 0) {
		c.find(FaultOutcome, r.ID, "it shows something else than its assertions come to")
	}
	return nil
}

func (c *checker) allAssertions() error {
	return c.eachCell(keys.AllAssertions(), func(cell cells.Cell) error {
		owner, ref := ownerAndRef(cell.Key)
		a, err := decodeAssertion(owner, ref, cell.Value)
		if err != nil {
			return err
		}
		c.sum.Assertions++
		if a.Via != 0 {
			c.came++
		}
		if !bytes.Equal(encodeAssertion(a), cell.Value) {
			return corrupt("the record is not as it is written")
		}
		if err := c.id(a.ID, idCell{class: keys.ClassAssertion, ref: ref, owner: owner}); err != nil {
			return err
		}
		if err := c.owner(keys.Relation(uint64(owner)), a.ID); err != nil {
			return err
		}
		return firstError(c.expect(a.ID, assertionEntries(a)), c.names(a.ID, a.AccordingTo, a.Via))
	})
}

func (c *checker) allFacts() error {
	return c.eachCell(keys.AllFacts(), func(cell cells.Cell) error {
		owner, ref := ownerAndRef(cell.Key)
		f, err := decodeFact(owner, ref, cell.Value)
		if err != nil {
			return err
		}
		c.sum.Facts++
		if f.Via != 0 {
			c.came++
		}
		if !bytes.Equal(encodeFact(f), cell.Value) {
			return corrupt("the record is not as it is written")
		}
		if err := c.id(f.ID, idCell{class: keys.ClassFact, ref: ref, owner: owner}); err != nil {
			return err
		}
		return firstError(c.expect(f.ID, factEntries(f)), c.names(f.ID, owner, f.AccordingTo, f.Via))
	})
}

func ownerAndRef(k []byte) (owner, ref Ref) {
	return Ref(keys.Last(k[:len(k)-8])), Ref(keys.Last(k))
}

func (c *checker) owner(key []byte, of string) error {
	got, err := c.cells.GetMany([][]byte{key})
	if err == nil && got[0].Key == nil {
		c.find(FaultRecord, of, "it belongs to %s, which is not there", whereIs(key))
	}
	return err
}

// names makes sure that the nodes a record names are there.
func (c *checker) names(where string, refs ...Ref) error {
	for _, ref := range refs {
		if ref == 0 {
			continue
		}
		if _, err := c.node(ref, fmt.Sprint(where)); err != nil {
			return err
		}
	}
	return nil
}
