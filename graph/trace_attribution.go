package graph

import (
	"slices"

	"onrecord/graph/edtf"
	"onrecord/graph/text"
)

// attributor judges whether matches are of the person they were given to.
type attributor struct {
	claim   Claim
	names   [][]string         // the words of the name, where nobody bears it
	offices map[string][]*Node // who held the claimed offices, by day
	aliases map[Ref][]string
	docs    map[Ref]*Node // that spoke
}

// attributor reads what the judgement needs of all hits together.
func (v *View) attributor(c Claim, quotes []*traced) (*attributor, error) {
	w := &attributor{claim: c, offices: map[string][]*Node{}, aliases: map[Ref][]string{}, docs: map[Ref]*Node{}}
	switch c.Outcome {
	case ClaimOffice:
		return w, w.readHolders(v, quotes)
	case ClaimUnknown:
		if err := w.readNames(v, quotes); err != nil || len(c.Offices) == 0 {
			return w, err
		}
		if err := w.readSeats(v, quotes); err != nil {
			return nil, err
		}
		return w, w.readHolders(v, quotes)
	}
	return w, nil
}

// day is when an office is asked for: the day of the document.
func (v *View) day(doc *Node) string {
	if on := doc.Document.PublishedAt; on != "" {
		return on
	}
	return edtf.DayOf(v.clock).Format()
}

func (w *attributor) readHolders(v *View, quotes []*traced) error {
	var (
		asked []Office
		days  []string
	)
	for _, q := range quotes {
		for _, h := range q.found {
			on := v.day(h.doc)
			if slices.Contains(days, on) {
				continue
			}
			days = append(days, on)
			for _, o := range w.claim.Offices {
				o.On = on
				asked = append(asked, o)
			}
		}
	}
	held, err := v.Holding(v.session.ctx, asked)
	if err != nil {
		return err
	}
	for i, list := range held {
		ids := make([]string, len(list))
		for j, k := range list {
			ids[j] = k.ID
		}
		nodes, err := v.NodesByID(ids)
		if err != nil {
			return err
		}
		w.offices[asked[i].On] = append(w.offices[asked[i].On], nodes...)
	}
	for _, q := range quotes {
		for _, h := range q.found {
			w.offices[h.doc.ID] = w.offices[v.day(h.doc)]
		}
	}
	return nil
}

// readSeats looks where those who speak hold an office: a claim that names no
// state ("the president") may mean any of these.
func (w *attributor) readSeats(v *View, quotes []*traced) error {
	edges, err := v.Edges(speaking(quotes), []Want{{HoldsOffice, Outgoing}}, mostInList)
	if err != nil {
		return err
	}
	var refs []Ref
	for _, list := range edges {
		refs = append(refs, others(list, func(Edge) bool { return true })...)
	}
	slices.Sort(refs)
	seats, err := v.Nodes(slices.Compact(refs))
	if err != nil {
		return err
	}
	titles := w.claim.Offices
	w.claim.Offices = nil
	for _, n := range seats {
		for _, o := range titles {
			if n != nil {
				w.claim.Offices = append(w.claim.Offices, Office{Title: o.Title, Of: n.ID})
			}
		}
	}
	return nil
}

// speaking gives those who speak in what was found, some of them twice.
func speaking(quotes []*traced) []*Node {
	var out []*Node
	for _, q := range quotes {
		for _, h := range q.found {
			if h.said != nil {
				out = append(append(out, h.said.speaker), h.said.chain...)
			}
			out = append(out, h.others...)
		}
	}
	return slices.DeleteFunc(out, func(n *Node) bool { return n == nil })
}

func (w *attributor) readNames(v *View, quotes []*traced) error {
	w.names = [][]string{claimWords(w.claim.Given)}
	var docs []Ref
	for _, q := range quotes {
		for _, h := range q.found {
			if h.said != nil {
				docs = append(docs, h.said.statement.Statement.SourceDocument)
			}
		}
	}
	actors := speaking(quotes)
	aliases, err := v.Aliases(actors)
	if err != nil {
		return err
	}
	for i, n := range actors {
		w.aliases[n.Ref] = append([]string{n.Name}, aliases[i]...)
	}
	spoke, err := v.Nodes(docs)
	if err != nil {
		return err
	}
	for i, ref := range docs {
		if spoke[i] != nil && spoke[i].Visible() {
			w.docs[ref] = spoke[i]
		}
	}
	return nil
}

// judge gives the attribution of a match; the table is at Attribution.
func (w *attributor) judge(h *hit, m *TraceMatch) Attribution {
	if w.claim.Outcome == ClaimNone {
		return NotClaimed
	}
	if h.said == nil {
		return UnnamedSource
	}
	s := h.said
	switch {
	case s.speaker == nil && w.calls(s.statement.Statement):
		return Confirmed
	case s.speaker == nil:
		return UnnamedSource
	case slices.ContainsFunc(h.others, func(n *Node) bool { return !w.means(n, h.doc) }):
		return Misattributed
	case w.means(s.speaker, h.doc), w.unknownCalled(s.statement.Statement):
		return Confirmed
	case slices.ContainsFunc(s.chain, func(n *Node) bool { return w.means(n, h.doc) }):
		return Relayed
	}
	return Misattributed
}

// means says whether the claim is of the actor, as of the day of a document.
func (w *attributor) means(n, doc *Node) bool {
	if n == nil {
		return false
	}
	is := func(other *Node) bool { return sameNode(n, other) }
	switch w.claim.Outcome {
	case ClaimKnown, ClaimAmbiguous:
		return slices.ContainsFunc(w.claim.Actors, is)
	case ClaimOffice:
		return slices.ContainsFunc(w.offices[doc.ID], is)
	}
	return slices.ContainsFunc(w.aliases[n.Ref], w.named) || slices.ContainsFunc(w.offices[doc.ID], is)
}

// calls says whether the source of a statement that names nobody is called so
// by its document: "a senior official", a declaration.
func (w *attributor) calls(s *StatementPart) bool {
	return w.unknownCalled(s) || w.docs[s.SourceDocument] != nil && w.named(w.docs[s.SourceDocument].Name)
}

func (w *attributor) unknownCalled(s *StatementPart) bool {
	return w.claim.Outcome == ClaimUnknown && !pronoun[text.Fold(s.SpeakerAs)] && w.named(s.SpeakerAs)
}

// pronoun: "he" is nobody's name.
var pronoun = set("he", "she", "they", "it", "i", "we", "you")

// named says whether all words of the claim are among those of a name.
func (w *attributor) named(name string) bool {
	have := claimWords(name)
	if key := text.NameKey(name); key != "" {
		have = append(have, wordsIn(key)...)
	}
	return slices.ContainsFunc(w.names, func(want []string) bool {
		return len(want) > 0 && !slices.ContainsFunc(want, func(s string) bool { return !slices.Contains(have, s) })
	})
}
