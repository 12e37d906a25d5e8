package graph

import "math"

// encodeNode writes a node record; its number is in the key.
func encodeNode(n *Node) []byte {
	e := newEncoder()
	e.b = append(e.b, code(nodeKinds, n.Kind))
	e.id(n.ID, IDPrefix(n.Kind))
	e.string(n.Name)
	e.time(n.RecordedAt)
	e.standing(n.Standing)
	e.time(n.RetractedAt)
	e.string(n.Reason)
	e.ref(n.MergedInto)
	e.refs(n.Members)
	e.uint(uint64(len(n.Aliases)))
	for _, a := range n.Aliases {
		e.string(a.Text)
		e.string(a.Language)
		e.string(a.Script)
		e.bool(a.Label)
	}
	e.uint(uint64(len(n.Props)))
	for _, p := range n.Props {
		e.string(p.Name)
		e.string(p.Value)
		e.b = append(e.b, code(reviews, p.Review))
		e.bool(p.Evidence)
	}
	switch {
	case n.Document != nil:
		encodeDocument(e, n.Document)
	case n.Statement != nil:
		encodeStatement(e, n.Statement)
	case n.Commitment != nil:
		e.spans(n.Commitment.Evidence)
		e.ref(n.Commitment.AccordingTo)
		e.uint(uint64(n.Commitment.Missing))
		e.bool(n.Commitment.Versioned)
	}
	return e.b
}

func encodeDocument(e *encoder, d *DocumentPart) {
	e.b = append(e.b, code(docKinds, d.Kind), code(holdings, d.Holding))
	e.string(d.Publisher)
	e.string(d.PublishedAt)
	e.string(d.Language)
	e.string(d.URL)
	e.bytes(d.SHA256[:])
	e.bytes(d.TextSHA256[:])
	e.uint(uint64(d.Bytes))
	e.bool(d.Redacted)
}

func encodeStatement(e *encoder, s *StatementPart) {
	e.ref(s.Document)
	e.spans(s.Evidence)
	e.string(s.Text)
	e.b = append(e.b, code(quoteTypes, s.QuoteType), code(sources, s.SourceKind), code(acts, s.Act))
	e.ref(s.Speaker)
	e.string(s.SpeakerAs)
	e.ref(s.SourceDocument)
	e.refs(s.Chain)
	e.refs(s.About)
	e.string(s.Cue)
	e.strings(s.Hedges)
	e.string(s.Language)
	e.string(s.SpokenLanguage)
	switch {
	case s.Translated == nil:
		e.uint(0)
	case *s.Translated:
		e.uint(2)
	default:
		e.uint(1)
	}
}

func decodeNode(ref Ref, b []byte) (*Node, error) {
	d := newDecoder(b)
	n := nodeOf(fromCode(nodeKinds, d.byte()))
	n.Ref = ref
	n.ID = d.sharedID(IDPrefix(n.Kind))
	n.Name = d.string()
	n.RecordedAt = d.time()
	n.Standing = d.standing()
	n.RetractedAt = d.time()
	n.Reason = d.string()
	n.MergedInto = d.ref()
	n.Members = d.refs()
	if k := d.length(); k > 0 {
		n.Aliases = make([]Alias, k)
		for i := range n.Aliases {
			n.Aliases[i] = Alias{Text: d.string(), Language: d.string(), Script: d.string(), Label: d.bool()}
		}
	}
	if k := d.length(); k > 0 {
		n.Props = make([]Prop, k)
		for i := range n.Props {
			p := &n.Props[i]
			p.Name, p.Value = d.string(), d.string()
			if c := d.take(1); c != nil {
				p.Review = fromCode(reviews, c[0])
			}
			p.Evidence = d.bool()
		}
	}
	switch n.Kind {
	case Document:
		decodeDocument(d, n.Document)
	case Statement:
		decodeStatement(d, n.Statement)
	case Commitment:
		*n.Commitment = CommitmentPart{Evidence: d.spans(), AccordingTo: d.ref(), Missing: KindSet(d.uint()), Versioned: d.bool()}
	}
	return n, d.err
}

// nodeOf makes a node of a kind beside its part: what is read together lies
// together.
func nodeOf(kind NodeKind) *Node {
	switch kind {
	case Document:
		x := &struct {
			node Node
			part DocumentPart
		}{}
		x.node.Kind, x.node.Document = kind, &x.part
		return &x.node
	case Statement:
		x := &struct {
			node Node
			part StatementPart
		}{}
		x.node.Kind, x.node.Statement = kind, &x.part
		return &x.node
	case Commitment:
		x := &struct {
			node Node
			part CommitmentPart
		}{}
		x.node.Kind, x.node.Commitment = kind, &x.part
		return &x.node
	}
	return &Node{Kind: kind}
}

func decodeDocument(d *decoder, p *DocumentPart) {
	if c := d.take(2); c != nil {
		p.Kind, p.Holding = fromCode(docKinds, c[0]), fromCode(holdings, c[1])
	}
	p.Publisher, p.PublishedAt = d.string(), d.string()
	p.Language, p.URL = d.string(), d.string()
	copy(p.SHA256[:], d.take(32))
	copy(p.TextSHA256[:], d.take(32))
	p.Bytes = uint32(d.uint())
	p.Redacted = d.bool()
}

func decodeStatement(d *decoder, s *StatementPart) {
	s.Document, s.Evidence, s.Text = d.ref(), d.spans(), d.string()
	if c := d.take(3); c != nil {
		s.QuoteType, s.SourceKind, s.Act = fromCode(quoteTypes, c[0]), fromCode(sources, c[1]), fromCode(acts, c[2])
	}
	s.Speaker = d.ref()
	s.SpeakerAs = d.string()
	s.SourceDocument = d.ref()
	s.Chain = d.refs()
	s.About = d.refs()
	s.Cue = d.string()
	s.Hedges = d.strings()
	s.Language = d.string()
	s.SpokenLanguage = d.string()
	switch d.uint() {
	case 1:
		no := false
		s.Translated = &no
	case 2:
		yes := true
		s.Translated = &yes
	}
}

// encodeRelation writes a relation record; its number is in the key.
func encodeRelation(r *Relation) []byte {
	e := newEncoder()
	e.b = append(e.b, ruleOf(r.Type).Code, code(reviews, r.Review))
	e.has(r.Claimed, r.Role != "", r.ValidFrom != "", r.ValidTo != "", r.Alternative != 0, r.Quantity != "", r.RetractedAt != 0)
	e.id(r.ID, relationPrefix)
	e.ref(r.From)
	e.ref(r.To)
	e.time(r.RecordedAt)
	e.optional(r.Role)
	e.optional(r.ValidFrom)
	e.optional(r.ValidTo)
	if r.Alternative != 0 {
		e.uint(uint64(r.Alternative))
	}
	e.optional(r.Quantity)
	if r.RetractedAt != 0 {
		e.time(r.RetractedAt)
	}
	return e.b
}

func decodeRelation(ref Ref, b []byte) (*Relation, error) {
	d := newDecoder(b)
	r := &Relation{Ref: ref, Type: typeOf(d.byte()), Review: fromCode(reviews, d.byte())}
	has := d.byte()
	r.Claimed = has&1 != 0
	r.ID = d.id(relationPrefix)
	r.From, r.To = d.ref(), d.ref()
	r.RecordedAt = d.time()
	r.Role, r.ValidFrom, r.ValidTo = d.optional(has, 1), d.optional(has, 2), d.optional(has, 3)
	if has&(1<<4) != 0 {
		r.Alternative = int(d.uint())
	}
	r.Quantity = d.optional(has, 5)
	if has&(1<<6) != 0 {
		r.RetractedAt = d.time()
	}
	return r, d.err
}

// encodeAssertion writes an assertion record; its numbers are in the key.
func encodeAssertion(a *Assertion) []byte {
	e := newEncoder()
	e.has(a.AccordingTo != 0, a.Quantity != "", a.Strength != "", a.TextStatus != "", a.RecordedBy != "", a.RetractedAt != 0, a.Reason != "", a.Via != 0)
	e.id(a.ID, assertionPrefix)
	e.spans(a.Evidence)
	e.standing(a.Standing)
	e.time(a.RecordedAt)
	if a.AccordingTo != 0 {
		e.ref(a.AccordingTo)
	}
	e.optional(a.Quantity)
	if a.Strength != "" {
		e.b = append(e.b, code(strengths, a.Strength))
	}
	if a.TextStatus != "" {
		e.b = append(e.b, code(texts, a.TextStatus))
	}
	e.optional(a.RecordedBy)
	if a.RetractedAt != 0 {
		e.time(a.RetractedAt)
	}
	e.optional(a.Reason)
	if a.Via != 0 {
		e.ref(a.Via)
	}
	return e.b
}

func decodeAssertion(rel, ref Ref, b []byte) (*Assertion, error) {
	d := newDecoder(b)
	has := d.byte()
	a := &Assertion{Relation: rel, Ref: ref, ID: d.id(assertionPrefix), Evidence: d.spans(), Standing: d.standing(), RecordedAt: d.time()}
	if has&1 != 0 {
		a.AccordingTo = d.ref()
	}
	a.Quantity = d.optional(has, 1)
	if has&(1<<2) != 0 {
		a.Strength = fromCode(strengths, d.byte())
	}
	if has&(1<<3) != 0 {
		a.TextStatus = fromCode(texts, d.byte())
	}
	a.RecordedBy = d.optional(has, 4)
	if has&(1<<5) != 0 {
		a.RetractedAt = d.time()
	}
	a.Reason = d.optional(has, 6)
	if has&(1<<7) != 0 {
		a.Via = d.ref()
	}
	return a, d.err
}

// encodeFact writes a fact record; its numbers are in the key.
func encodeFact(f *Fact) []byte {
	e := newEncoder()
	e.has(f.Approximate, f.Number != nil, f.AccordingTo != 0, f.RecordedBy != "", f.RetractedAt != 0, f.Reason != "", f.Via != 0)
	e.id(f.ID, factPrefix)
	e.string(f.Property)
	e.string(f.Value)
	e.spans(f.Evidence)
	e.standing(f.Standing)
	e.time(f.RecordedAt)
	if f.Number != nil {
		e.float(*f.Number)
	}
	if f.AccordingTo != 0 {
		e.ref(f.AccordingTo)
	}
	e.optional(f.RecordedBy)
	if f.RetractedAt != 0 {
		e.time(f.RetractedAt)
	}
	e.optional(f.Reason)
	if f.Via != 0 {
		e.ref(f.Via)
	}
	return e.b
}

func decodeFact(node, ref Ref, b []byte) (*Fact, error) {
	d := newDecoder(b)
	has := d.byte()
	f := &Fact{Node: node, Ref: ref, Approximate: has&1 != 0, ID: d.id(factPrefix), Property: d.string(), Value: d.string(), Evidence: d.spans(), Standing: d.standing(), RecordedAt: d.time()}
	if has&(1<<1) != 0 {
		n := d.float()
		f.Number = &n
	}
	if has&(1<<2) != 0 {
		f.AccordingTo = d.ref()
	}
	f.RecordedBy = d.optional(has, 3)
	if has&(1<<4) != 0 {
		f.RetractedAt = d.time()
	}
	f.Reason = d.optional(has, 5)
	if has&(1<<6) != 0 {
		f.Via = d.ref()
	}
	return f, d.err
}

// edge is what an adjacency entry says of its relation, so that lists and
// walks need no further read to know where it leads and whether it is shown.
type edge struct {
	Other       Ref
	Review      ReviewStatus
	Hidden      bool // rejected or retracted
	Claimed     bool
	Alternative int
	ValidFrom   int64 // day number; math.MinInt64 is open
	ValidTo     int64 // math.MaxInt64 is open
	Role        string
	Far         traits // of a commitment, in its pledgor's list
}

// The bits of an edge that follow those of the review.
const (
	edgeHidden = 8 << iota
	edgeClaimed
	edgeFrom
	edgeTo
	edgeMore // a role, an alternative or traits
)

func encodeEdge(x edge) []byte {
	e := &encoder{b: make([]byte, 0, 12)}
	bits := code(reviews, x.Review)
	set := func(bit byte, there bool) bool {
		if there {
			bits |= bit
		}
		return there
	}
	set(edgeHidden, x.Hidden)
	set(edgeClaimed, x.Claimed)
	from, to := set(edgeFrom, x.ValidFrom != math.MinInt64), set(edgeTo, x.ValidTo != math.MaxInt64)
	more := set(edgeMore, x.Role != "" || x.Alternative != 0 || x.Far != 0)
	e.b = append(e.b, bits)
	e.ref(x.Other)
	if from {
		e.int(x.ValidFrom)
	}
	if to {
		e.int(x.ValidTo)
	}
	if more {
		far := uint64(0)
		if x.Far != 0 {
			far = 1
		}
		e.uint(uint64(x.Alternative)<<1 | far)
		e.string(x.Role)
		if x.Far != 0 {
			e.uint(uint64(x.Far))
		}
	}
	return e.b
}

func decodeEdge(b []byte) (edge, error) {
	d := decoder{b: b}
	bits := d.byte()
	x := edge{
		Other: d.ref(), Review: fromCode(reviews, bits&7), Hidden: bits&edgeHidden != 0, Claimed: bits&edgeClaimed != 0,
		ValidFrom: math.MinInt64, ValidTo: math.MaxInt64,
	}
	if bits&edgeFrom != 0 {
		x.ValidFrom = d.int()
	}
	if bits&edgeTo != 0 {
		x.ValidTo = d.int()
	}
	if bits&edgeMore != 0 {
		n := d.uint()
		x.Alternative, x.Role = int(n>>1), d.string()
		if n&1 != 0 {
			x.Far = traits(d.uint())
		}
	}
	return x, d.err
}
