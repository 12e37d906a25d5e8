package graph

// encodeNode writes a node record; its number is in the key.
func encodeNode(n *Node) []byte {
	e := newEncoder()
	e.b = append(e.b, code(nodeKinds, n.Kind))
	e.string(n.ID)
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
	d := newDecoder("node", b)
	n := &Node{Ref: ref}
	if p := d.take(1); p != nil {
		n.Kind = fromCode(nodeKinds, p[0])
	}
	n.ID = d.string()
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
		n.Document = decodeDocument(d)
	case Statement:
		n.Statement = decodeStatement(d)
	case Commitment:
		n.Commitment = &CommitmentPart{Evidence: d.spans(), AccordingTo: d.ref()}
	}
	return n, d.err
}

func decodeDocument(d *decoder) *DocumentPart {
	p := &DocumentPart{}
	if c := d.take(2); c != nil {
		p.Kind, p.Holding = fromCode(docKinds, c[0]), fromCode(holdings, c[1])
	}
	p.Publisher, p.PublishedAt = d.string(), d.string()
	p.Language, p.URL = d.string(), d.string()
	copy(p.SHA256[:], d.take(32))
	copy(p.TextSHA256[:], d.take(32))
	p.Bytes = uint32(d.uint())
	p.Redacted = d.bool()
	return p
}

func decodeStatement(d *decoder) *StatementPart {
	s := &StatementPart{Document: d.ref(), Evidence: d.spans(), Text: d.string()}
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
	return s
}

// encodeRelation writes a relation record; its number is in the key.
func encodeRelation(r *Relation) []byte {
	e := newEncoder()
	e.b = append(e.b, ruleOf(r.Type).Code, code(reviews, r.Review))
	e.string(r.ID)
	e.ref(r.From)
	e.ref(r.To)
	e.string(r.Role)
	e.string(r.ValidFrom)
	e.string(r.ValidTo)
	e.uint(uint64(r.Alternative))
	e.string(r.Quantity)
	e.time(r.RecordedAt)
	e.bool(r.Claimed)
	e.time(r.RetractedAt)
	return e.b
}

func decodeRelation(ref Ref, b []byte) (*Relation, error) {
	d := newDecoder("relation", b)
	r := &Relation{Ref: ref}
	if c := d.take(2); c != nil {
		r.Type, r.Review = typeOf(c[0]), fromCode(reviews, c[1])
	}
	r.ID = d.string()
	r.From, r.To = d.ref(), d.ref()
	r.Role, r.ValidFrom, r.ValidTo = d.string(), d.string(), d.string()
	r.Alternative = int(d.uint())
	r.Quantity = d.string()
	r.RecordedAt = d.time()
	r.Claimed = d.bool()
	r.RetractedAt = d.time()
	return r, d.err
}

// encodeAssertion writes an assertion record; its numbers are in the key.
func encodeAssertion(a *Assertion) []byte {
	e := newEncoder()
	e.string(a.ID)
	e.spans(a.Evidence)
	e.ref(a.AccordingTo)
	e.standing(a.Standing)
	e.string(a.Quantity)
	e.b = append(e.b, code(strengths, a.Strength), code(texts, a.TextStatus))
	e.time(a.RecordedAt)
	e.string(a.RecordedBy)
	e.time(a.RetractedAt)
	e.string(a.Reason)
	e.ref(a.Via)
	return e.b
}

func decodeAssertion(rel, ref Ref, b []byte) (*Assertion, error) {
	d := newDecoder("assertion", b)
	a := &Assertion{Relation: rel, Ref: ref, ID: d.string(), Evidence: d.spans(), AccordingTo: d.ref(), Standing: d.standing(), Quantity: d.string()}
	if c := d.take(2); c != nil {
		a.Strength, a.TextStatus = fromCode(strengths, c[0]), fromCode(texts, c[1])
	}
	a.RecordedAt, a.RecordedBy = d.time(), d.string()
	a.RetractedAt, a.Reason = d.time(), d.string()
	a.Via = d.ref()
	return a, d.err
}

// encodeFact writes a fact record; its numbers are in the key.
func encodeFact(f *Fact) []byte {
	e := newEncoder()
	e.string(f.ID)
	e.string(f.Property)
	e.string(f.Value)
	e.bool(f.Number != nil)
	if f.Number != nil {
		e.float(*f.Number)
	}
	e.bool(f.Approximate)
	e.spans(f.Evidence)
	e.ref(f.AccordingTo)
	e.standing(f.Standing)
	e.time(f.RecordedAt)
	e.string(f.RecordedBy)
	e.time(f.RetractedAt)
	e.string(f.Reason)
	e.ref(f.Via)
	return e.b
}

func decodeFact(node, ref Ref, b []byte) (*Fact, error) {
	d := newDecoder("fact", b)
	f := &Fact{Node: node, Ref: ref, ID: d.string(), Property: d.string(), Value: d.string()}
	if d.bool() {
		n := d.float()
		f.Number = &n
	}
	f.Approximate = d.bool()
	f.Evidence = d.spans()
	f.AccordingTo = d.ref()
	f.Standing = d.standing()
	f.RecordedAt, f.RecordedBy = d.time(), d.string()
	f.RetractedAt, f.Reason = d.time(), d.string()
	f.Via = d.ref()
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
	ValidTo     int64
	Role        string
}

func encodeEdge(x edge) []byte {
	e := newEncoder()
	e.ref(x.Other)
	e.b = append(e.b, code(reviews, x.Review))
	e.bool(x.Hidden)
	e.bool(x.Claimed)
	e.uint(uint64(x.Alternative))
	e.int(x.ValidFrom)
	e.int(x.ValidTo)
	e.string(x.Role)
	return e.b
}

func decodeEdge(b []byte) (edge, error) {
	d := newDecoder("adjacency", b)
	x := edge{Other: d.ref()}
	if c := d.take(1); c != nil {
		x.Review = fromCode(reviews, c[0])
	}
	x.Hidden, x.Claimed = d.bool(), d.bool()
	x.Alternative = int(d.uint())
	x.ValidFrom, x.ValidTo = d.int(), d.int()
	x.Role = d.string()
	return x, d.err
}
