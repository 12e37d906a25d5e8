package graph

import (
	"encoding/hex"
	"slices"
	"strings"

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

func (t *txn) putDocument(c *DocumentChange) (bool, error) {
	part := &DocumentPart{
		Kind: c.DocumentKind, Holding: c.Holding, Publisher: c.Publisher, PublishedAt: c.PublishedAt,
		Language: c.Language, URL: c.URL, Bytes: c.Bytes,
	}
	if c.Holding == Held {
		if err := readSum(part.SHA256[:], c.SHA256); err != nil {
			return false, err
		}
		if err := readSum(part.TextSHA256[:], c.TextSHA256); err != nil {
			return false, err
		}
		h, err := getBlobHead(t.tx, part.TextSHA256)
		if isNotFound(err) {
			return false, corrupt("the text of %s is not stored", quoted(c.ID))
		}
		if err != nil {
			return false, err
		}
		// What was removed stays removed for whoever brings it again. A replay
		// finds the tombstones of later redactions too; it goes by the log.
		if !t.replaying {
			c.Redacted = h.Redacted
		}
		part.Redacted = c.Redacted
	}
	found, err := t.find(c.ID)
	if err != nil {
		return false, err
	}
	if found.class == 0 {
		if err := t.claimCopy(c, t.next); err != nil {
			return false, err
		}
		if _, err := t.addNode(&Node{ID: c.ID, Kind: Document, Name: c.Title, Document: part, Standing: c.Standing}); err != nil {
			return false, err
		}
		return true, t.countHeld(part)
	}
	return t.updateDocument(c, part)
}

// updateDocument gives a cited document its text. A held text never changes.
func (t *txn) updateDocument(c *DocumentChange, part *DocumentPart) (bool, error) {
	s, err := t.needNode(c.ID)
	if err != nil {
		return false, err
	}
	d := s.now.Document
	switch {
	case d == nil:
		return false, errorf(CodeExists, "%s is a %s", quoted(c.ID), s.now.Kind)
	case c.Holding == CitedOnly:
		return reviveNode(s.now, c.Standing), nil
	case d.Holding == CitedOnly && s.now.MergedInto != 0:
		return false, errorf(CodeMerge, "%s is merged into another document; unmerge it before it gets a text of its own", quoted(c.ID))
	case d.Holding == CitedOnly:
		if err := t.claimCopy(c, s.now.Ref); err != nil {
			return false, err
		}
		part.Kind = orElse(c.DocumentKind, d.Kind)
		part.Publisher, part.PublishedAt = orElse(c.Publisher, d.Publisher), orElse(c.PublishedAt, d.PublishedAt)
		part.Language, part.URL = orElse(c.Language, d.Language), orElse(c.URL, d.URL)
		reviveNode(s.now, c.Standing)
		s.now.Name, s.now.Document = c.Title, part
		return true, t.countHeld(part)
	case d.TextSHA256 != part.TextSHA256 || d.SHA256 != part.SHA256:
		return false, errorf(CodeExists, "%s is held already with another text; a document's text never changes: give the new text an id of its own and relate them by REVISION_OF", quoted(c.ID))
	}
	return false, nil
}

// claimCopy makes sure that one text of one publisher at one address is one
// document, the one with this number.
func (t *txn) claimCopy(c *DocumentChange, ref Ref) error {
	if c.Holding != Held {
		return nil
	}
	id := copyID(c.SHA256, c.Publisher, c.URL)
	found, err := t.find(id)
	if err != nil {
		return err
	}
	if found.class != 0 {
		held, err := t.node(found.ref)
		if err != nil {
			return err
		}
		return errorf(CodeExists, "this text of publisher %s at url %s is held already as %s", quoted(c.Publisher), quoted(c.URL), quoted(held.now.ID))
	}
	return t.register(id, idCell{class: keys.ClassNode, ref: ref})
}

func copyID(sha, publisher, url string) string { return "copy:" + identity(sha, publisher, url) }

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

func reviveNode(n *Node, now Standing) bool {
	return revive(&n.RetractedAt, &n.Standing, &n.Reason, now, "")
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

func (t *txn) putStatement(c *StatementChange) (bool, error) {
	found, err := t.find(c.ID)
	if err != nil {
		return false, err
	}
	spans, err := t.spans(c.Evidence)
	if err != nil {
		return false, err
	}
	if found.class != 0 {
		s, err := t.needNode(c.ID)
		if err != nil {
			return false, err
		}
		if differs := c.differs(s.now.Statement, spans); differs != "" {
			return false, errorf(CodeExists, "%s is there already with another %s; to correct it, retract it and record the right one under an id of its own", quoted(c.ID), differs)
		}
		return reviveNode(s.now, c.Standing), nil
	}
	source, err := t.refOf(c.SourceDocument)
	if err != nil {
		return false, err
	}
	words, err := t.quote(spans)
	if err != nil {
		return false, err
	}
	_, err = t.addNode(&Node{
		ID: c.ID, Kind: Statement, Standing: c.Standing,
		Statement: &StatementPart{
			Document: spans[0].Doc, Evidence: spans, Text: words, QuoteType: c.QuoteType, SourceKind: c.SourceKind,
			SpeakerAs: c.SpeakerAs, SourceDocument: source, Cue: c.Cue, Act: c.Act, Hedges: c.Hedges,
			Language: c.Language, SpokenLanguage: c.SpokenLanguage, Translated: c.Translated,
		},
	})
	return true, err
}

// differs names what sets a statement that is there apart from the change, or
// "". What the change leaves out does not.
func (c *StatementChange) differs(s *StatementPart, spans []Span) string {
	other := func(now, was string) bool { return now != "" && now != was }
	switch {
	case s == nil:
		return "kind"
	case !slices.Equal(s.Evidence, spans):
		return "evidence"
	case other(string(c.QuoteType), string(s.QuoteType)):
		return "quoteType"
	case other(string(c.SourceKind), string(s.SourceKind)):
		return "sourceKind"
	case other(c.SpeakerAs, s.SpeakerAs):
		return "speakerAs"
	case other(c.Cue, s.Cue):
		return "cue"
	case other(string(c.Act), string(s.Act)):
		return "act"
	}
	return ""
}

// spanSeparator joins the words of a statement that stand apart.
const spanSeparator = " [...] "

// quote gives the words at the spans, or "" when they were redacted. The text
// was verified before; here it is only cut.
func (t *txn) quote(spans []Span) (string, error) {
	doc, err := t.node(spans[0].Doc)
	if err != nil {
		return "", err
	}
	sha := doc.now.Document.TextSHA256
	held, err := t.texts.load(t.tx, [][32]byte{sha})
	if err != nil {
		return "", err
	}
	d := held[sha]
	if d == nil {
		return "", nil
	}
	parts := make([]string, len(spans))
	for i, s := range spans {
		if int(s.End) > len(d.text) {
			return "", errorf(CodeNotInText, "the evidence ends at byte %d, the document at %d", s.End, len(d.text))
		}
		parts[i] = d.text[s.Start:s.End]
		if s.Sum != sumOf(parts[i]) {
			return "", errorf(CodeNotInText, "the words at byte %d are not those that were logged", s.Start)
		}
	}
	return strings.Join(parts, spanSeparator), nil
}

func (t *txn) putCommitment(c *CommitmentChange) (bool, error) {
	found, err := t.find(c.ID)
	if err != nil {
		return false, err
	}
	spans, err := t.spans(c.Evidence)
	if err != nil {
		return false, err
	}
	if found.class != 0 {
		s, err := t.needNode(c.ID)
		if err != nil {
			return false, err
		}
		if s.now.Commitment == nil {
			return false, errorf(CodeExists, "%s is a %s", quoted(c.ID), s.now.Kind)
		}
		// The same promise in another document: its evidence joins the rest.
		if len(s.now.Commitment.Evidence)+len(spans) > maxAnchors {
			return false, errorf(CodeBadInput, "%s would be anchored at more than %d places; relate further documents by INCLUDED_IN", quoted(c.ID), maxAnchors)
		}
		revived := reviveNode(s.now, c.Standing)
		return addSpans(&s.now.Commitment.Evidence, spans) || revived, nil
	}
	according, err := t.refOf(c.AccordingTo)
	if err != nil {
		return false, err
	}
	_, err = t.addNode(&Node{
		ID: c.ID, Kind: Commitment, Name: c.Summary, Standing: c.Standing,
		Commitment: &CommitmentPart{Evidence: spans, AccordingTo: according},
	})
	return true, err
}

func addSpans(list *[]Span, more []Span) bool {
	changed := false
	for _, s := range more {
		if !slices.Contains(*list, s) {
			*list = append(*list, s)
			changed = true
		}
	}
	return changed
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
	found, err := t.find(c.ID)
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
	t.facts[f.Ref] = &factState{now: f}
	t.order = append(t.order, f.Ref)
	return true, t.register(c.ID, idCell{class: keys.ClassFact, ref: f.Ref, owner: f.Node})
}

func (t *txn) assert(c *AssertChange) (bool, error) {
	found, err := t.find(c.Assertion)
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
	if c.Quantity != "" {
		rel.now.Quantity = c.Quantity
	}
	t.assertions[a.Ref] = &assertionState{now: a}
	t.order = append(t.order, a.Ref)
	return true, t.register(c.Assertion, idCell{class: keys.ClassAssertion, ref: a.Ref, owner: rel.now.Ref})
}

// relationFor finds the relation an assertion is about, or makes it. It is
// looked up by its id, which follows from what it says, so that two writers
// cannot make it twice.
func (t *txn) relationFor(c *AssertChange) (*relState, error) {
	found, err := t.find(c.Relation)
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
	t.rels[r.Ref] = s
	t.order = append(t.order, r.Ref)
	if err := t.tallyType(c.Type, 1); err != nil {
		return nil, err
	}
	return s, t.register(c.Relation, idCell{class: keys.ClassRelation, ref: r.Ref})
}
