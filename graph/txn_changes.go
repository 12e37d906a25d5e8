package graph

import (
	"encoding/hex"
	"slices"

	"onrecord/graph/keys"
	"onrecord/graph/text"
)

// apply performs one change and reports whether it changed anything: what is
// there already in the same form is no change and leaves no trace in the log.
func (t *txn) apply(c Change) (bool, error) {
	switch {
	case c.Document != nil:
		return t.putDocument(c.Document)
	case c.Node != nil:
		return t.putNode(c.Node)
	case c.Statement != nil:
		return t.putStatement(c.Statement)
	case c.Commitment != nil:
		return t.putCommitment(c.Commitment)
	case c.Fact != nil:
		return t.putFact(c.Fact)
	case c.Assert != nil:
		return t.assert(c.Assert)
	case c.Review != nil:
		return t.review(c.Review)
	case c.Retract != nil:
		return t.retract(c.Retract)
	case c.Merge != nil:
		return t.merge(c.Merge)
	case c.Unmerge != nil:
		return t.unmerge(c.Unmerge)
	case c.Redact != nil:
		return t.redact(c.Redact)
	}
	return false, errorf(CodeUnsupported, "a change of a kind this version does not know")
}

func orElse[T ~string](a, b T) T {
	if a != "" {
		return a
	}
	return b
}

func readSum(into []byte, s string) error {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(into) {
		return errorf(CodeBadInput, "%s is not a hex digest of %d bytes", quoted(s), len(into))
	}
	copy(into, b)
	return nil
}

func (t *txn) putNode(c *NodeChange) (bool, error) {
	found, err := t.find(c.ID)
	if err != nil {
		return false, err
	}
	if found.class == 0 {
		n := &Node{ID: c.ID, Kind: c.Kind, Name: c.Name, Standing: c.Standing}
		for _, a := range c.Aliases {
			addAlias(n, a)
		}
		_, err := t.addNode(n)
		return true, err
	}
	s, err := t.needNode(c.ID)
	if err != nil {
		return false, err
	}
	n := s.now
	if n.Kind != c.Kind {
		return false, errorf(CodeExists, "%s is a %s", quoted(c.ID), n.Kind)
	}
	if len(n.Aliases)+len(c.Aliases) > maxAliases {
		return false, errorf(CodeBadInput, "%s would have more than %d aliases", quoted(c.ID), maxAliases)
	}
	if !t.replaying && c.Review == Pending && n.Review != Pending {
		c.Aliases = unlabelled(c.Aliases)
	}
	changed := reviveNode(n, c.Standing)
	for _, a := range c.Aliases {
		changed = addAlias(n, a) || changed
	}
	if c.Name != "" && c.Name != n.Name {
		other := Alias{Text: c.Name}
		if c.Rename {
			other.Text, n.Name = n.Name, c.Name
			n.Aliases = slices.DeleteFunc(n.Aliases, func(a Alias) bool { return a.Text == c.Name })
			changed = true
		}
		other.Script = text.Script(other.Text)
		changed = addAlias(n, other) || changed
	}
	return changed, nil
}

// revive puts back what was retracted and is said again, with the standing it
// is now said with. An extractor does not bring back what a person took back.
func revive(retracted *Micros, s *Standing, reason *string, now Standing, why string) bool {
	if *retracted == 0 || now.Origin == Extracted {
		return false
	}
	*retracted, *s, *reason = 0, now, why
	return true
}

// reviveNode leaves the reason for which a node was merged.
func reviveNode(n *Node, now Standing) bool {
	why := ""
	if n.MergedInto != 0 {
		why = n.Reason
	}
	return revive(&n.RetractedAt, &n.Standing, &n.Reason, now, why)
}

// unlabelled are aliases that a node can be found by but is not shown under in
// any language: what waits for review does not rename what people looked at.
func unlabelled(list []Alias) []Alias {
	out := slices.Clone(list)
	for i := range out {
		out[i].Language, out[i].Label = "", false
	}
	return out
}

// Bounds of what lies in a node's own record.
const (
	maxAliases = 500
	maxAnchors = 500
)

func addAlias(n *Node, a Alias) bool {
	if a.Text == n.Name && !a.Label {
		return false
	}
	for i := range n.Aliases {
		have := &n.Aliases[i]
		// One word may be the label of several languages.
		if have.Text != a.Text || have.Language != a.Language && have.Language != "" && a.Language != "" {
			continue
		}
		before := *have
		have.Language, have.Script = orElse(have.Language, a.Language), orElse(have.Script, a.Script)
		have.Label = have.Label || a.Label
		return *have != before
	}
	n.Aliases = append(n.Aliases, a)
	return true
}

// spans turns the log's passages into spans.
func (t *txn) spans(list []Passage) ([]Span, error) {
	out := make([]Span, len(list))
	for i, p := range list {
		doc, err := t.needNode(p.Document)
		if err != nil {
			return nil, err
		}
		if doc.now.Document == nil {
			return nil, errorf(CodeDomain, "%s is not a document", quoted(p.Document))
		}
		out[i] = Span{Doc: doc.now.Ref, Start: p.Start, End: p.End, RuneStart: p.RuneStart, RuneEnd: p.RuneEnd}
		if p.Start >= p.End || p.End > doc.now.Document.Bytes {
			return nil, errorf(CodeNotInText, "bytes %d to %d are not within %s", p.Start, p.End, quoted(p.Document))
		}
		if err := readSum(out[i].Sum[:], p.Sum); err != nil {
			return nil, err
		}
		if t.replaying {
			if err := t.proves(doc.now, out[i]); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func (t *txn) putFact(c *FactChange) (bool, error) {
	found, err := t.findAbout(c.ID, c.Node)
	if err != nil {
		return false, err
	}
	if found.class != 0 {
		f, err := t.fact(found.owner, found.ref)
		if err != nil {
			return false, err
		}
		return revive(&f.now.RetractedAt, &f.now.Standing, &f.now.Reason, c.Standing, c.Reason), nil
	}
	node, err := t.needNode(c.Node)
	if err != nil {
		return false, err
	}
	spans, err := t.spans(c.Evidence)
	if err != nil {
		return false, err
	}
	according, err := t.refOf(c.AccordingTo)
	if err != nil {
		return false, err
	}
	via, err := t.refOf(c.Via)
	if err != nil {
		return false, err
	}
	f := &Fact{
		Ref: t.number(), ID: c.ID, Node: node.now.Ref, Property: c.Property, Value: c.Value, Number: c.Number,
		Approximate: c.Approximate, Evidence: spans, AccordingTo: according, Reason: c.Reason, Via: via,
		Standing: c.Standing, RecordedAt: t.now, RecordedBy: t.by,
	}
	t.holdFact(&factState{now: f})
	return true, t.register(c.ID, idCell{class: keys.ClassFact, ref: f.Ref, owner: f.Node})
}

func (t *txn) assert(c *AssertChange) (bool, error) {
	found, err := t.findAbout(c.Assertion, c.Relation, c.From, c.To)
	if err != nil {
		return false, err
	}
	if found.class != 0 {
		a, err := t.assertion(found.owner, found.ref)
		if err != nil {
			return false, err
		}
		return revive(&a.now.RetractedAt, &a.now.Standing, &a.now.Reason, c.Standing, c.Reason), nil
	}
	rel, err := t.relationFor(c)
	if err != nil {
		return false, err
	}
	spans, err := t.spans(c.Evidence)
	if err != nil {
		return false, err
	}
	according, err := t.refOf(c.AccordingTo)
	if err != nil {
		return false, err
	}
	via, err := t.refOf(c.Via)
	if err != nil {
		return false, err
	}
	a := &Assertion{
		Ref: t.number(), ID: c.Assertion, Relation: rel.now.Ref, Evidence: spans, AccordingTo: according,
		Standing: c.Standing, Quantity: c.Quantity, Strength: c.Strength, TextStatus: c.TextStatus,
		RecordedAt: t.now, RecordedBy: t.by, Reason: c.Reason, Via: via,
	}
	t.assertions[a.Ref] = &assertionState{now: a}
	t.order = append(t.order, a.Ref)
	return true, t.register(c.Assertion, idCell{class: keys.ClassAssertion, ref: a.Ref, owner: rel.now.Ref})
}

// relationFor finds the relation an assertion is about, or makes it. It is
// looked up by its id, which follows from what it says, so that two writers
// cannot make it twice.
func (t *txn) relationFor(c *AssertChange) (*relState, error) {
	found, err := t.findAbout(c.Relation, c.From, c.To)
	if err != nil {
		return nil, err
	}
	if found.class != 0 {
		return t.relation(found.ref)
	}
	from, err := t.needNode(c.From)
	if err != nil {
		return nil, err
	}
	to, err := t.needNode(c.To)
	if err != nil {
		return nil, err
	}
	rule, ok := RuleFor(c.Type)
	if !ok {
		return nil, errorf(CodeUnsupported, "there is no relation type %s", quoted(string(c.Type)))
	}
	if e := rule.check(from.now.Kind, to.now.Kind, c.From, c.To); e != nil {
		return nil, e
	}
	r := &Relation{
		Ref: t.number(), ID: c.Relation, Type: c.Type, From: from.now.Ref, To: to.now.Ref, Role: c.Role,
		ValidFrom: c.ValidFrom, ValidTo: c.ValidTo, Alternative: c.Alternative, RecordedAt: t.now, Review: Rejected,
	}
	s := &relState{now: r}
	t.holdRelation(s)
	t.tallyType(c.Type, 1)
	return s, t.register(c.Relation, idCell{class: keys.ClassRelation, ref: r.Ref})
}
