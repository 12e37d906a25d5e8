package graph

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"

	"onrecord/graph/edtf"
	"onrecord/graph/keys"
	"onrecord/graph/text"
)

// Verified is a draft that passed Verify: every id resolves, every relation
// fits its ends, and every piece of evidence is the very characters of its
// document. Only Verify makes one, and only a Verified can be applied.
type Verified struct {
	changes []Change
	blobs   [][]byte
	ids     []string // of the draft's own nodes, in its order
}

// Changes are what applying will log.
func (v *Verified) Changes() []Change { return v.changes }

// IDs are the ids of the documents, nodes, statements and commitments of the
// draft, in its order.
func (v *Verified) IDs() []string { return v.ids }

// Problems are everything found wrong with a draft, up to a bound.
type Problems []*Error

const mostProblems = 50

// Error gives the first problem and how many there are.
func (p Problems) Error() string {
	if len(p) == 1 {
		return p[0].Error()
	}
	return fmt.Sprintf("%s (and %d more)", p[0].Error(), len(p)-1)
}

// Unwrap gives all of them to errors.Is and errors.As.
func (p Problems) Unwrap() []error {
	out := make([]error, len(p))
	for i, e := range p {
		out[i] = e
	}
	return out
}

// Verify holds a draft against the texts it quotes and the graph it refers to.
// It writes nothing. The error is Problems, or a failure of the store.
func (g *Graph) Verify(ctx context.Context, d *Draft) (*Verified, error) {
	return g.verify(ctx, d, mostProblems)
}

// VerifyAll is Verify that tells everything wrong with the draft, however much
// it is, for those who drop what is wrong and keep the rest.
func (g *Graph) VerifyAll(ctx context.Context, d *Draft) (*Verified, error) {
	return g.verify(ctx, d, math.MaxInt)
}

func (g *Graph) verify(ctx context.Context, d *Draft, most int) (*Verified, error) {
	s, err := g.Session(ctx)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return newVerifier(s, d, most).verified()
}

func newVerifier(s *Session, d *Draft, most int) *verifier {
	return &verifier{most: most, session: s, draft: d, texts: map[string]*docText{}, kinds: map[string]NodeKind{}, held: map[string]bool{}, chains: map[string][]string{}, out: &Verified{}}
}

func (v *verifier) verified() (*Verified, error) {
	if err := v.run(); err != nil {
		return nil, err
	}
	if len(v.problems) > 0 {
		return nil, v.problems
	}
	return v.out, nil
}

type verifier struct {
	most     int // problems that are told
	session  *Session
	draft    *Draft
	out      *Verified
	texts    map[string]*docText // by document id; nil: known, but its text is not held
	kinds    map[string]NodeKind // of every id the draft may refer to
	problems Problems
	facts    []Change
	asserts  []Change
	held     map[string]bool     // ids that were looked for and are in the graph
	chains   map[string][]string // who said the statements that are in the graph
	seen     map[string]bool     // ids of assertions and facts already made
	// before, if set, is called with all ids that are looked up in the graph.
	before func(ids []string) error
}

func (v *verifier) fail(path string, e *Error) {
	if e != nil && len(v.problems) < v.most {
		v.problems = append(v.problems, e.at(path))
	}
}

// run goes through the draft in the order in which its parts build on each
// other. Facts and assertions come last, when everything they name is there.
func (v *verifier) run() error {
	v.seen = map[string]bool{}
	if err := v.checkDefaults(); err != nil {
		v.fail("", err)
		return nil
	}
	if err := v.documents(); err != nil {
		return err
	}
	v.declare()
	if err := v.resolve(); err != nil {
		return err
	}
	if len(v.problems) > 0 {
		return nil
	}
	for i, d := range v.draft.Documents {
		v.nodeFacts(place("documents", i, d.Line), d.Facts, d.ID, "")
	}
	for i := range v.draft.Nodes {
		v.node(i)
	}
	for i := range v.draft.Statements {
		v.statement(i)
	}
	for i := range v.draft.Commitments {
		v.commitment(i)
	}
	for i := range v.draft.Relations {
		v.relation(i)
	}
	for i := range v.draft.Facts {
		f := v.draft.Facts[i]
		path := place("facts", i, f.Line)
		v.via(path, f.Via, f.Node)
		v.fact(path, f, f.Node, f.Via)
	}
	v.out.changes = append(v.out.changes, v.facts...)
	v.out.changes = append(v.out.changes, v.asserts...)
	for i, m := range v.draft.Merges {
		path := place("merges", i, m.Line)
		v.known(path, m.Into)
		v.known(path, m.From)
		v.fail(path, checkWords("the reason of a merge", m.Reason, 4000, true))
		v.out.changes = append(v.out.changes, Change{Merge: &MergeChange{Into: m.Into, From: m.From, Reason: m.Reason}})
	}
	return nil
}

// place names a part of the draft: by its line in a file, else by its index.
func place(what string, i, line int) string {
	if line > 0 {
		return fmt.Sprintf("line %d", line)
	}
	return fmt.Sprintf("%s[%d]", what, i)
}

func (v *verifier) checkDefaults() *Error {
	d := v.draft
	if e := enumOf("the origin", origins, d.Origin); e != nil {
		return e
	}
	if d.Origin == "" {
		d.Origin = Imported
	}
	return enumOf("the review", reviews, d.Review)
}

// standing fills in the draft's defaults.
func (v *verifier) standing(path string, s Standing) Standing {
	v.fail(path, enumOf("the origin", origins, s.Origin))
	v.fail(path, enumOf("the review", reviews, s.Review))
	if s.Origin == "" {
		s.Origin = v.draft.Origin
	}
	if s.Review == "" {
		s.Review = v.draft.Review
	}
	if s.Review == "" {
		s.Review = Pending
		if s.Origin == Curated {
			s.Review = Accepted
		}
	}
	if s.Confidence == 0 {
		s.Confidence = v.draft.Confidence
	}
	if s.Confidence == 0 {
		s.Confidence = 0.5
		if s.Origin == Curated {
			s.Confidence = 1
		}
	}
	if !(s.Confidence > 0 && s.Confidence <= 1) {
		v.fail(path, errorf(CodeBadInput, "the confidence %v is not above 0 and at most 1", s.Confidence))
	}
	return s
}

// documents checks the draft's documents and makes their texts available.
func (v *verifier) documents() error {
	for i := range v.draft.Documents {
		d := &v.draft.Documents[i]
		path := place("documents", i, d.Line)
		if d.ID == "" {
			d.ID = IDPrefix(Document) + text.Slug(d.Title)
		}
		v.fail(path, checkID(d.ID, Document))
		v.fail(path, checkWords("the title", d.Title, 2000, true))
		v.fail(path, checkWords("the publisher", d.Publisher, 500, false))
		v.fail(path, checkWords("the url", d.URL, 4000, false))
		v.fail(path, checkWords("the language", d.Language, 35, false))
		v.fail(path, enumOf("the kind of document", docKinds, d.DocumentKind))
		if d.PublishedAt != "" {
			if wrong := checkEDTF(d.PublishedAt); wrong != "" {
				v.fail(path, errorf(CodeBadDate, "publishedAt: %s", wrong))
			}
		}
		change := &DocumentChange{
			ID: d.ID, Title: d.Title, DocumentKind: d.DocumentKind, Holding: CitedOnly,
			Publisher: d.Publisher, PublishedAt: d.PublishedAt, Language: d.Language, URL: d.URL,
			Standing: v.standing(path, d.Standing),
		}
		if d.Text != nil {
			v.heldText(path, d, change)
		} else if change.DocumentKind == "" {
			change.DocumentKind = OtherDocument
		}
		v.declareID(path, d.ID, Document)
		v.out.ids = append(v.out.ids, d.ID)
		v.out.changes = append(v.out.changes, Change{Document: change})
	}
	return nil
}

func (v *verifier) heldText(path string, d *DocumentDraft, change *DocumentChange) {
	canonical, err := text.Canonicalize([]byte(*d.Text))
	if err != nil {
		v.fail(path, textError(err))
		return
	}
	original := d.Original
	if original == nil {
		original = []byte(*d.Text)
	}
	change.Holding = Held
	if change.DocumentKind == "" {
		change.DocumentKind = NewsArticle
	}
	received, textSum := sha256.Sum256(original), sha256.Sum256([]byte(canonical))
	change.SHA256, change.TextSHA256 = hex.EncodeToString(received[:]), hex.EncodeToString(textSum[:])
	change.Bytes = uint32(len(canonical))
	v.texts[d.ID] = newDocText(canonical)
	v.out.blobs = append(v.out.blobs, original)
	if string(original) != canonical {
		v.out.blobs = append(v.out.blobs, []byte(canonical))
	}
}

// declare makes the draft's own ids known, and makes ids for what has none.
func (v *verifier) declare() {
	for i := range v.draft.Nodes {
		n := &v.draft.Nodes[i]
		path := place("nodes", i, n.Line)
		if !slices.Contains(nodeKinds[:7], n.Kind) {
			v.fail(path, errorf(CodeBadInput, "the kind %s is not one of %v", quoted(string(n.Kind)), nodeKinds[:7]))
			continue
		}
		if n.ID == "" {
			n.ID = IDPrefix(n.Kind) + text.Slug(n.Name)
		}
		v.fail(path, checkID(n.ID, n.Kind))
		v.declareID(path, n.ID, n.Kind)
	}
	for i := range v.draft.Statements {
		s := &v.draft.Statements[i]
		if s.ID != "" {
			path := place("statements", i, s.Line)
			v.fail(path, checkID(s.ID, Statement))
			v.declareID(path, s.ID, Statement)
		}
	}
	for i := range v.draft.Commitments {
		c := &v.draft.Commitments[i]
		path := place("commitments", i, c.Line)
		if c.ID == "" {
			c.ID = IDPrefix(Commitment) + identity(c.Summary, strings.Join(c.PledgedBy, " "))
		}
		v.fail(path, checkID(c.ID, Commitment))
		v.declareID(path, c.ID, Commitment)
	}
}

func (v *verifier) declareID(path, id string, k NodeKind) {
	if _, twice := v.kinds[id]; twice {
		v.fail(path, errorf(CodeExists, "the id %s is given twice in this draft", quoted(id)))
	}
	v.kinds[id] = k
}

// resolve finds, in two batches, what the draft refers to but does not bring:
// the kinds of nodes and the texts of documents.
func (v *verifier) resolve() error {
	var foreign []string
	for _, id := range v.references() {
		if _, own := v.kinds[id]; !own {
			foreign = append(foreign, id)
		}
	}
	// Documents the draft brings without text may be held already.
	for _, d := range v.draft.Documents {
		foreign = append(foreign, d.ID)
	}
	// So may nodes that come without a name.
	for _, n := range v.draft.Nodes {
		if n.Name == "" {
			foreign = append(foreign, n.ID)
		}
	}
	// Statements too may be there, said by somebody else.
	for _, st := range v.draft.Statements {
		if st.ID != "" {
			foreign = append(foreign, st.ID)
		}
	}
	if v.before != nil {
		if err := v.before(foreign); err != nil {
			return err
		}
	}
	// As stored: a document that was merged into another has no part in that
	// one's text.
	nodes, err := v.stored(foreign)
	if err != nil {
		return err
	}
	var shas [][32]byte
	for i, n := range nodes {
		if n == nil {
			continue
		}
		v.kinds[foreign[i]] = n.Kind
		v.held[foreign[i]] = true
		if d := n.Document; d != nil && d.Holding == Held {
			shas = append(shas, d.TextSHA256)
		}
	}
	held, err := v.session.texts.load(v.session.snap, shas)
	if err != nil {
		return err
	}
	for i, n := range nodes {
		if n == nil || n.Document == nil {
			continue
		}
		if _, own := v.texts[foreign[i]]; !own {
			v.texts[foreign[i]] = held[n.Document.TextSHA256]
		}
	}
	return v.speakersOf(nodes)
}

// speakersOf notes who said the statements that are there, by id.
func (v *verifier) speakersOf(nodes []*Node) error {
	var refs []Ref
	for _, n := range nodes {
		if n != nil && n.Statement != nil {
			refs = append(refs, n.Statement.Chain...)
		}
	}
	who, err := loadNodes(v.session.Present().cells, refs)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if n == nil || n.Statement == nil {
			continue
		}
		for range n.Statement.Chain {
			v.chains[n.ID] = append(v.chains[n.ID], who[0].ID)
			who = who[1:]
		}
	}
	return nil
}

// stored reads the nodes that ids name, without following merges; an unknown
// one is nil.
func (v *verifier) stored(ids []string) ([]*Node, error) {
	view := v.session.Present()
	found, err := lookup(view.cells, ids)
	if err != nil {
		return nil, err
	}
	refs := make([]Ref, len(ids))
	for i, c := range found {
		if c.class == keys.ClassNode {
			refs[i] = c.ref
		}
	}
	return loadNodes(view.cells, refs)
}

// references lists every id the draft names, in no order, without repeats.
func (v *verifier) references() []string {
	set := map[string]bool{}
	add := func(ids ...string) {
		for _, id := range ids {
			if id != "" {
				set[id] = true
			}
		}
	}
	evidence := func(list []EvidenceDraft) {
		for _, e := range list {
			add(e.Document)
		}
	}
	facts := func(list []FactDraft) {
		for _, f := range list {
			add(f.Node, f.AccordingTo, f.Via)
			evidence(f.Evidence)
		}
	}
	d := v.draft
	for _, x := range d.Documents {
		facts(x.Facts)
	}
	for _, n := range d.Nodes {
		facts(n.Facts)
	}
	for _, s := range d.Statements {
		add(s.Speaker, s.SourceDocument)
		add(s.Chain...)
		add(s.About...)
		add(s.AddressedTo...)
		add(s.Expresses...)
		evidence(s.Evidence)
		facts(s.Facts)
	}
	for _, c := range d.Commitments {
		add(c.AccordingTo)
		for _, list := range [][]string{c.PledgedBy, c.OwedTo, c.Beneficiaries, c.Forces, c.Places} {
			add(list...)
		}
		for _, k := range c.Conditions {
			add(k.Event)
			evidence(k.Evidence)
		}
		evidence(c.Evidence)
		facts(c.Facts)
	}
	for _, r := range d.Relations {
		add(r.From, r.To, r.AccordingTo, r.Via)
		evidence(r.Evidence)
	}
	facts(d.Facts)
	for _, m := range d.Merges {
		add(m.Into, m.From)
	}
	out := make([]string, 0, len(set))
	for id := range set {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// known says whether an id leads somewhere, and to what kind of node.
func (v *verifier) known(path, id string) NodeKind {
	k, ok := v.kinds[id]
	if !ok {
		v.fail(path, errorf(CodeNotFound, "there is no %s, neither in this draft nor in the graph", quoted(id)))
	}
	return k
}

func (v *verifier) knownAs(path, id string, allowed ...NodeKind) {
	if k := v.known(path, id); k != "" && !slices.Contains(allowed, k) {
		v.fail(path, errorf(CodeDomain, "%s is a %s; one of %v is needed here", quoted(id), k, allowed))
	}
}

// checkWords is the check of every free text of an input.
func checkWords(what, s string, most int, needed bool) *Error {
	switch {
	case s == "" && needed:
		return errorf(CodeBadInput, "%s is missing", what)
	case !validText(s):
		return errorf(CodeBadText, "%s is not valid UTF-8, or holds the character U+0000", what)
	case len(s) > most:
		return errorf(CodeBadInput, "%s has %d bytes; the limit is %d", what, len(s), most)
	case s != "" && strings.TrimSpace(s) == "":
		return errorf(CodeBadInput, "%s is only white space", what)
	}
	return nil
}

func sortOfDate(value string) keys.Date {
	if value == "" {
		return keys.Date{}
	}
	d, err := edtf.Parse(value)
	if err != nil {
		return keys.Date{}
	}
	return keys.Date(d.SortKey())
}
