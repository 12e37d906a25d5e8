package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/graph/text"
	"onrecord/graph/trace"
)

// statementReach is how far before the words the statement around them is
// looked for, in bytes, before all that is anchored in the document is read.
const statementReach = 16 << 10

// placed is a statement with who said it and who passed it on.
type placed struct {
	statement *Node
	speaker   *Node
	chain     []*Node // behind the speaker
	spans     []text.Span
}

// place finds the statements at the hits, and judges again those whose words
// lie apart: what somebody said in one breath is one utterance, two are
// spliced.
func (s *tracedTexts) place(quotes []*traced) error {
	var hits []*hit
	for _, q := range quotes {
		for _, h := range q.found {
			if hits = append(hits, h); h.second != nil {
				hits = append(hits, h.second)
			}
		}
	}
	if err := s.view.statementsAround(hits); err != nil {
		return err
	}
	for _, q := range quotes {
		for _, h := range q.found {
			// The words as they stand are nobody's splice, whoever's they are.
			if said := h.utterances(); h.second == nil && class(h.result.Verdict) > 0 && (len(h.result.Parts) > 1 || severalIDs(said)) {
				if r := trace.Match(q.quote, h.source, []text.Span{h.result.Span}, said); r != nil {
					h.result = r
				}
			}
			h.settle()
		}
	}
	return nil
}

// statementsAround reads the statements that touch each hit: of a document in
// which little is anchored among all of that, of others among what begins near
// the words.
func (v *View) statementsAround(hits []*hit) error {
	docs := make([]Ref, len(hits))
	for i, h := range hits {
		docs[i], h.statements = h.text.doc, nil
	}
	kept, err := v.cells.nodeAnchors(docs)
	if err != nil {
		return err
	}
	anchors := make([][]anchor, len(hits))
	var rest []*hit
	for i, h := range hits {
		if l := kept[docs[i]]; l != nil && !l.many {
			anchors[i] = l.list
		} else {
			rest = append(rest, h)
		}
	}
	if err := v.statementsAt(hits, anchors); err != nil || len(rest) == 0 {
		return err
	}
	if err := v.statementsNear(rest, func(*hit) int { return statementReach }); err != nil {
		return err
	}
	rest = slices.DeleteFunc(rest, func(h *hit) bool { return len(h.statements) > 0 || h.result.Span.Start <= statementReach })
	return v.statementsNear(rest, func(h *hit) int { return h.result.Span.Start })
}

// statementsNear reads the statements that touch hits, of those that begin so
// far before the words or nearer.
func (v *View) statementsNear(hits []*hit, reach func(*hit) int) error {
	if len(hits) == 0 {
		return nil
	}
	near := make([]cells.Range, len(hits))
	for i, h := range hits {
		near[i] = positionsUpTo(h, reach(h))
	}
	got, err := v.cells.ScanMany(near)
	if err != nil {
		return err
	}
	anchors := make([][]anchor, len(hits))
	for i, list := range got {
		for _, c := range list {
			a, err := anchorOf(c)
			if err != nil {
				return err
			}
			anchors[i] = append(anchors[i], a)
		}
	}
	return v.statementsAt(hits, anchors)
}

// positionsUpTo is the range of what is anchored from reach before the words to
// their end.
func positionsUpTo(h *hit, reach int) cells.Range {
	doc, span := uint64(h.text.doc), h.result.Span
	return cells.Range{
		Start: keys.Position(doc, uint32(max(0, span.Start-reach)), 0, 0, 0),
		End:   keys.Position(doc, uint32(span.End), 0, 0, 0),
		Limit: mostAnchors,
	}
}

// statementsAt reads the visible statements among anchors that touch the hits.
func (v *View) statementsAt(hits []*hit, anchors [][]anchor) error {
	var (
		refs  []Ref
		owner []int
	)
	for i, list := range anchors {
		words := hits[i].result.Span
		var own []Ref
		for _, a := range list {
			if a.class == keys.ClassNode && int(a.from) < words.End && int(a.to) > words.Start && !slices.Contains(own, a.ref) {
				own = append(own, a.ref)
				refs, owner = append(refs, a.ref), append(owner, i)
			}
		}
	}
	nodes, err := v.Nodes(refs)
	if err != nil {
		return err
	}
	var who []Ref
	for _, n := range nodes {
		if n != nil && n.Statement != nil {
			who = append(who, n.Statement.Speaker)
			who = append(who, n.Statement.Chain...)
		}
	}
	people, err := v.Nodes(who)
	if err != nil {
		return err
	}
	actors := make(map[Ref]*Node, len(who))
	for i, ref := range who {
		if people[i] != nil && people[i].Visible() {
			actors[ref] = people[i]
		}
	}
	for j, n := range nodes {
		if n == nil || n.Statement == nil || !n.Visible() {
			continue
		}
		p := placed{statement: n, speaker: actors[n.Statement.Speaker]}
		for _, ref := range n.Statement.Chain {
			if ref != n.Statement.Speaker && actors[ref] != nil {
				p.chain = append(p.chain, actors[ref])
			}
		}
		for _, s := range n.Statement.Evidence {
			if s.Doc == hits[owner[j]].text.doc {
				p.spans = append(p.spans, text.Span{Start: int(s.Start), End: int(s.End)})
			}
		}
		hits[owner[j]].statements = append(hits[owner[j]].statements, p)
	}
	return nil
}

// utterances tells what was said in one breath: by one speaker in one
// paragraph. The narrator's own sentences are none.
func (h *hit) utterances() []trace.Utterance {
	var out []trace.Utterance
	for _, p := range h.statements {
		if p.statement.Statement.SourceKind == Narrator {
			continue
		}
		for _, s := range p.spans {
			line := strings.LastIndexByte(h.text.text[:s.Start], '\n')
			who := fmt.Sprint(p.statement.Statement.Speaker)
			if p.statement.Statement.Speaker == 0 {
				who = text.Fold(p.statement.Statement.SpeakerAs)
			}
			out = append(out, trace.Utterance{Span: s, ID: fmt.Sprintf("%s/%d", who, line)})
		}
	}
	slices.SortStableFunc(out, func(a, b trace.Utterance) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End))
	})
	return out
}

func severalIDs(list []trace.Utterance) bool {
	return slices.ContainsFunc(list, func(u trace.Utterance) bool { return u.ID != list[0].ID })
}

// settle picks the statement that the words are of, and who else said a part.
func (h *hit) settle() {
	longest := h.result.Span
	for i, p := range h.result.Parts {
		if i == 0 || p.Len() > longest.Len() {
			longest = p
		}
	}
	h.said = h.statementOf(longest)
	h.others = nil
	if h.second != nil {
		if h.second.settle(); h.second.said != nil && h.second.said.speaker != nil {
			h.others = append(h.others, h.second.said.speaker)
		}
	}
	if h.result.Verdict != trace.Spliced {
		return
	}
	for _, p := range h.result.Parts {
		if said := h.statementOf(p); said != nil && said.speaker != nil && (h.said == nil || said.statement != h.said.statement) {
			h.others = append(h.others, said.speaker)
		}
	}
}

// statementOf gives the statement that holds most of the words, of several the
// innermost. It is nil where less than half of them stand in statements of its
// speaker.
func (h *hit) statementOf(words text.Span) *placed {
	var (
		best          *placed
		shared, sized int
		spoken        = map[Ref]int{} // of the words, by speaker
	)
	for i := range h.statements {
		p := &h.statements[i]
		common, size := 0, 0
		for _, s := range p.spans {
			size += s.Len()
			if s.Overlaps(words) {
				common += min(s.End, words.End) - max(s.Start, words.Start)
			}
		}
		// Statements of one speaker rarely lie in each other.
		if p.speaker != nil {
			spoken[p.speaker.Ref] += common
		}
		// The closing comma makes no statement the better one.
		const slack = 2
		switch {
		case common == 0:
		case best == nil, common > shared+slack, common >= shared-slack && size < sized:
			best, shared, sized = p, common, size
		}
	}
	if best != nil && best.speaker != nil {
		shared = max(shared, spoken[best.speaker.Ref])
	}
	if 2*shared < words.Len() {
		return nil
	}
	return best
}

// variants holds the quotes against the other wordings of the utterances they
// were found in: what conflicts with them is to be seen beside them.
func (s *tracedTexts) variants(quotes []*traced) error {
	var (
		found []*Node
		owner []*traced
	)
	for _, q := range quotes {
		for _, h := range q.found {
			if h.said != nil {
				found, owner = append(found, h.said.statement), append(owner, q)
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	wants := []Want{{VariantOf, Both}, {TranslationOf, Both}, {Restates, Both}}
	edges, err := s.view.Edges(found, wants, variantsOfOne)
	if err != nil {
		return err
	}
	var (
		refs []Ref
		of   []*traced
	)
	for i, list := range edges {
		for _, e := range list {
			refs, of = append(refs, e.Other), append(of, owner[i])
		}
	}
	others, err := s.view.Nodes(refs)
	if err != nil || len(refs) == 0 {
		return err
	}
	var docs []Ref
	for _, n := range others {
		if n != nil && n.Statement != nil && n.Visible() {
			docs = append(docs, n.Statement.Document)
		}
	}
	if err := s.read(docs); err != nil {
		return err
	}
	before := make(map[*traced]int, len(quotes))
	for _, q := range quotes {
		before[q] = len(q.found)
	}
	for i, n := range others {
		if n != nil && n.Statement != nil && n.Visible() {
			s.holdVariant(of[i], n)
		}
	}
	// Only what is new has to be placed.
	for _, q := range quotes {
		fresh := &traced{quote: q.quote, found: q.found[before[q]:]}
		if err := s.place([]*traced{fresh}); err != nil {
			return err
		}
	}
	return nil
}

// holdVariant holds a quote against one statement, unless its place was found.
func (s *tracedTexts) holdVariant(q *traced, n *Node) {
	t := s.docs[n.Statement.Document]
	if !t.readable() || len(n.Statement.Evidence) == 0 {
		return
	}
	var windows []text.Span
	for _, e := range n.Statement.Evidence {
		span := text.Span{Start: int(e.Start), End: int(e.End)}
		known := slices.ContainsFunc(q.found, func(h *hit) bool { return h.text.doc == t.text.doc && h.result.Span.Overlaps(span) })
		if e.Doc != t.text.doc || known {
			return
		}
		windows = append(windows, span)
	}
	q.take(t, s.holdAt(q, t, windows))
}
