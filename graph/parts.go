package graph

import (
	"cmp"
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// Parts gives what the view shows as the parts of an explicit draft, in an
// order that depends on ids alone: documents, nodes, statements, commitments,
// relations, facts, merges. Applied to an empty graph they give one whose
// parts are the same again. It streams: nothing but merges is gathered.
//
// What was retracted is left out, and so is what cannot stand without it: a
// claim about a retracted node, according to a retracted statement, or whose
// evidence lay only in a text that was redacted. A redacted document is given
// without its text, with a fact that says so. Validity and language of the
// view do not matter here.
func (v *View) Parts(yield func(Part) error) error {
	w := &partWriter{view: v, yield: yield, nodes: map[Ref]*Node{}, out: map[Ref]bool{}}
	for _, step := range []func() error{w.documents, w.things, w.statements, w.commitments, w.relations, w.facts, w.merges} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

type partWriter struct {
	view   *View
	yield  func(Part) error
	nodes  map[Ref]*Node // read before; a bounded cache
	out    map[Ref]bool  // which of them are left out
	merged []*Node
}

// mostRemembered bounds the caches of a walk over the whole graph.
const mostRemembered = 20_000

// eachID calls yield for the numbers that ids with a prefix lead to, in the
// order of the ids.
func (v *View) eachID(prefix string, class byte, yield func(idCell) error) error {
	var bad error
	rg := prefixRange(keys.IDs(prefix))
	err := v.cells.Scan(rg, func(c cells.Cell) bool {
		if bad = v.session.stop(); bad != nil {
			return false
		}
		var id idCell
		if id, bad = decodeID(c.Value); bad == nil && id.class == class {
			bad = yield(id)
		}
		return bad == nil
	})
	return firstError(bad, err)
}

func (w *partWriter) each(kind NodeKind, yield func(*Node) error) error {
	return w.view.eachID(IDPrefix(kind), keys.ClassNode, func(c idCell) error {
		n, err := w.node(c.ref)
		if err != nil {
			return err
		}
		gone, err := w.gone(n)
		if err != nil || gone {
			return err
		}
		return yield(n)
	})
}

// node reads a node as it is stored: merges are not followed.
func (w *partWriter) node(ref Ref) (*Node, error) {
	if n, ok := w.nodes[ref]; ok {
		return n, nil
	}
	got, err := loadNodes(w.view.cells, []Ref{ref})
	if err != nil {
		return nil, err
	}
	if got[0] == nil {
		return nil, corrupt("node %d has no record", ref)
	}
	if len(w.nodes) >= mostRemembered {
		clear(w.nodes)
		clear(w.out)
	}
	w.nodes[ref] = got[0]
	return got[0], nil
}

// gone says whether a node is left out.
func (w *partWriter) gone(n *Node) (bool, error) {
	if out, ok := w.out[n.Ref]; ok {
		return out, nil
	}
	out := n.RetractedAt != 0
	if spans := n.evidence(); !out && len(spans) > 0 {
		left, err := w.readable(spans)
		if err != nil {
			return false, err
		}
		out = len(left) == 0
	}
	if !out {
		var err error
		switch {
		case n.Statement != nil:
			out, err = w.anyGone(n.Statement.SourceDocument)
		case n.Commitment != nil:
			out, err = w.anyGone(n.Commitment.AccordingTo)
		}
		if err != nil {
			return false, err
		}
	}
	w.out[n.Ref] = out
	return out, nil
}

func (w *partWriter) anyGone(refs ...Ref) (bool, error) {
	for _, ref := range refs {
		if ref == 0 {
			continue
		}
		n, err := w.node(ref)
		if err != nil {
			return false, err
		}
		if gone, err := w.gone(n); gone || err != nil {
			return gone, err
		}
	}
	return false, nil
}

// readable leaves out the spans of redacted documents.
func (w *partWriter) readable(spans []Span) ([]Span, error) {
	out := make([]Span, 0, len(spans))
	for _, s := range spans {
		doc, err := w.node(s.Doc)
		if err != nil {
			return nil, err
		}
		if doc.Document == nil {
			return nil, corrupt("evidence points at %s, which is not a document", doc.ID)
		}
		if !doc.Document.Redacted {
			out = append(out, s)
		}
	}
	return out, nil
}

func (w *partWriter) evidence(spans []Span) ([]EvidenceDraft, error) {
	spans, err := w.readable(spans)
	if err != nil {
		return nil, err
	}
	out := make([]EvidenceDraft, 0, len(spans))
	for _, s := range spans {
		doc, err := w.node(s.Doc)
		if err != nil {
			return nil, err
		}
		sha := doc.Document.TextSHA256
		texts, err := w.view.session.texts.load(w.view.session.snap, [][32]byte{sha})
		if err != nil {
			return nil, err
		}
		d := texts[sha]
		if d == nil {
			// Redacted after this view's transaction.
			continue
		}
		if wrong := spanProblem(d, s); wrong != "" {
			return nil, corrupt("evidence in %s: %s", doc.ID, wrong)
		}
		from, to := int(s.RuneStart), int(s.RuneEnd)
		out = append(out, EvidenceDraft{Document: doc.ID, Exact: d.text[s.Start:s.End], Start: &from, End: &to})
	}
	return out, nil
}

func (w *partWriter) id(ref Ref) (string, error) {
	if ref == 0 {
		return "", nil
	}
	n, err := w.node(ref)
	if err != nil {
		return "", err
	}
	return n.ID, nil
}

func (w *partWriter) documents() error {
	return w.each(Document, func(n *Node) error {
		d := n.Document
		out := &DocumentDraft{
			ID: n.ID, Title: n.Name, DocumentKind: d.Kind, Publisher: d.Publisher, PublishedAt: d.PublishedAt,
			Language: d.Language, URL: d.URL, Standing: n.Standing,
		}
		if d.Holding == Held && !d.Redacted {
			if err := w.text(d, out); err != nil {
				return err
			}
		}
		w.noteMerge(n)
		return w.yield(Part{Document: out})
	})
}

func (w *partWriter) text(d *DocumentPart, out *DocumentDraft) error {
	words, err := w.view.session.Blob(d.TextSHA256)
	if err != nil || words.Redacted {
		return err
	}
	s := string(words.Data)
	out.Text = &s
	if d.SHA256 == d.TextSHA256 {
		return nil
	}
	original, err := w.view.session.Blob(d.SHA256)
	out.Original = original.Data
	return err
}

func (w *partWriter) things() error {
	kinds := slices.Clone(things)
	slices.Sort(kinds)
	for _, kind := range kinds {
		err := w.each(kind, func(n *Node) error {
			w.noteMerge(n)
			return w.yield(Part{Node: &NodeDraft{ID: n.ID, Kind: n.Kind, Name: n.Name, Aliases: n.Aliases, Standing: n.Standing}})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *partWriter) statements() error {
	return w.each(Statement, func(n *Node) error {
		s := n.Statement
		evidence, err := w.evidence(s.Evidence)
		if err != nil {
			return err
		}
		source, err := w.id(s.SourceDocument)
		if err != nil {
			return err
		}
		return w.yield(Part{Statement: &StatementDraft{
			ID: n.ID, Evidence: evidence, QuoteType: s.QuoteType, SourceKind: s.SourceKind, SpeakerAs: s.SpeakerAs,
			SourceDocument: source, Cue: s.Cue, Act: s.Act, Hedges: s.Hedges, Language: s.Language,
			SpokenLanguage: s.SpokenLanguage, Translated: s.Translated, Standing: n.Standing,
		}})
	})
}

func (w *partWriter) commitments() error {
	return w.each(Commitment, func(n *Node) error {
		evidence, err := w.evidence(n.Commitment.Evidence)
		if err != nil {
			return err
		}
		according, err := w.id(n.Commitment.AccordingTo)
		if err != nil {
			return err
		}
		w.noteMerge(n)
		return w.yield(Part{Commitment: &CommitmentDraft{
			ID: n.ID, Summary: n.Name, Evidence: evidence, AccordingTo: according, Standing: n.Standing,
		}})
	})
}

// relations gives first what came with statements and commitments, in the
// order it came in (the order of an attribution chain is one), then the rest.
func (w *partWriter) relations() error {
	for _, kind := range []NodeKind{Commitment, Statement} {
		if err := w.each(kind, w.derived); err != nil {
			return err
		}
	}
	return w.view.eachID(relationPrefix, keys.ClassRelation, func(c idCell) error {
		return w.assertions(c.ref, func(a *Assertion) bool { return a.Via == 0 })
	})
}

func (w *partWriter) derived(n *Node) error {
	came, err := derivedFrom(w.view.cells.Reader, n.Ref)
	if err != nil {
		return err
	}
	rels := map[Ref]bool{}
	for _, c := range came {
		if c.class == keys.ClassAssertion {
			rels[c.owner] = true
		}
	}
	for _, rel := range sortedRefs(rels) {
		if err := w.assertions(rel, func(a *Assertion) bool { return a.Via == n.Ref }); err != nil {
			return err
		}
	}
	return nil
}

// assertions gives the assertions of a relation that want picks.
func (w *partWriter) assertions(ref Ref, want func(*Assertion) bool) error {
	rels, err := w.view.Relations([]Ref{ref})
	if err != nil {
		return err
	}
	r := rels[0]
	if r == nil {
		return corrupt("relation %d has no record", ref)
	}
	if gone, err := w.anyGone(r.From, r.To); gone || err != nil {
		return err
	}
	var bad error
	err = w.view.cells.Scan(prefixRange(keys.Assertions(uint64(ref))), func(c cells.Cell) bool {
		var a *Assertion
		if a, bad = decodeAssertion(ref, Ref(keys.Last(c.Key)), c.Value); bad == nil && want(a) {
			bad = w.assertion(r, a)
		}
		return bad == nil
	})
	return firstError(bad, err)
}

func (w *partWriter) assertion(r *Relation, a *Assertion) error {
	gone, err := w.anyGone(a.AccordingTo, a.Via)
	if gone || err != nil || a.RetractedAt != 0 {
		return err
	}
	evidence, err := w.evidence(a.Evidence)
	if err != nil || len(evidence) == 0 {
		return err
	}
	ids := [4]string{}
	for i, ref := range []Ref{r.From, r.To, a.AccordingTo, a.Via} {
		if ids[i], err = w.id(ref); err != nil {
			return err
		}
	}
	return w.yield(Part{Relation: &RelationDraft{
		Type: r.Type, From: ids[0], To: ids[1], Role: r.Role, ValidFrom: r.ValidFrom, ValidTo: r.ValidTo,
		Alternative: r.Alternative, Quantity: a.Quantity, Evidence: evidence, AccordingTo: ids[2], Strength: a.Strength,
		TextStatus: a.TextStatus, Reason: a.Reason, Via: ids[3], Standing: a.Standing,
	}})
}

// facts gives each node's facts in the order they were recorded in, for the
// newest decides.
func (w *partWriter) facts() error {
	kinds := slices.Clone(nodeKinds)
	slices.Sort(kinds)
	for _, kind := range kinds {
		if err := w.each(kind, w.factsOf); err != nil {
			return err
		}
	}
	return nil
}

func (w *partWriter) factsOf(n *Node) error {
	var bad error
	err := w.view.cells.Scan(prefixRange(keys.Facts(uint64(n.Ref))), func(c cells.Cell) bool {
		var f *Fact
		if f, bad = decodeFact(n.Ref, Ref(keys.Last(c.Key)), c.Value); bad == nil {
			bad = w.fact(n, f)
		}
		return bad == nil
	})
	if err := firstError(bad, err); err != nil || n.Document == nil || !n.Document.Redacted {
		return err
	}
	words, err := w.view.session.Blob(n.Document.TextSHA256)
	if err != nil {
		return err
	}
	return w.yield(Part{Fact: &FactDraft{
		Node: n.ID, Property: propRedacted, Value: "true", Reason: orElse(words.Reason, "The text was removed."),
		Standing: Standing{Origin: Curated, Confidence: 1, Review: Accepted},
	}})
}

// propRedacted says of a document in a draft that its text was removed where
// the draft comes from.
const propRedacted = "redacted"

func (w *partWriter) fact(n *Node, f *Fact) error {
	gone, err := w.anyGone(f.AccordingTo, f.Via)
	if gone || err != nil || f.RetractedAt != 0 {
		return err
	}
	evidence, err := w.evidence(f.Evidence)
	if err != nil || len(evidence) == 0 && len(f.Evidence) > 0 {
		return err
	}
	according, err := w.id(f.AccordingTo)
	if err != nil {
		return err
	}
	via, err := w.id(f.Via)
	if err != nil {
		return err
	}
	return w.yield(Part{Fact: &FactDraft{
		Node: n.ID, Property: f.Property, Value: f.Value, Number: f.Number, Approximate: f.Approximate,
		Evidence: evidence, AccordingTo: according, Reason: f.Reason, Via: via, Standing: f.Standing,
	}})
}

func (w *partWriter) noteMerge(n *Node) {
	if n.MergedInto != 0 {
		w.merged = append(w.merged, n)
	}
}

// merges gives the merges so that each can be made after those before it: a
// node with fewer members first.
func (w *partWriter) merges() error {
	slices.SortFunc(w.merged, func(a, b *Node) int {
		return cmp.Or(cmp.Compare(len(a.Members), len(b.Members)), cmp.Compare(a.ID, b.ID))
	})
	for _, n := range w.merged {
		into, err := w.node(n.MergedInto)
		if err != nil {
			return err
		}
		if gone, err := w.gone(into); err != nil {
			return err
		} else if gone {
			continue
		}
		if err := w.yield(Part{Merge: &MergeDraft{Into: into.ID, From: n.ID, Reason: n.Reason}}); err != nil {
			return err
		}
	}
	return nil
}
