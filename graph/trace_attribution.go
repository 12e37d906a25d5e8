package graph

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
	titled  bool          // the claim is an office of no state that is named
	seated  map[Ref]bool  // who speaks and holds or held an office on record
}

// attributor reads what the judgement needs of all hits together.
func (v *View) attributor(c Claim, quotes []*traced) (*attributor, error) {
	w := &attributor{claim: c, offices: map[string][]*Node{}, aliases: map[Ref][]string{}, docs: map[Ref]*Node{}, seated: map[Ref]bool{}}
	switch c.Outcome {
	case ClaimOffice:
		if err := w.readHolders(v, quotes); err != nil || !w.vacant(quotes) {
			return w, err
		}
		return w, w.readNames(v, quotes)
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

// vacant says whether nobody on record held the claimed office when a document
// appeared.
func (w *attributor) vacant(quotes []*traced) bool {
	return slices.ContainsFunc(quotes, func(q *traced) bool {
		return slices.ContainsFunc(q.found, func(h *hit) bool { return len(w.offices[h.doc.ID]) == 0 })
	})
}

// readSeats looks where those who speak hold an office: a claim that names no
// state ("the president") may mean any of these.
func (w *attributor) readSeats(v *View, quotes []*traced) error {
	actors := speaking(quotes)
	edges, err := v.Edges(actors, []Want{{HoldsOffice, Outgoing}}, mostInList)
	if err != nil {
		return err
	}
	var refs []Ref
	for i, list := range edges {
		w.seated[actors[i].Ref] = len(list) > 0
		refs = append(refs, others(list, func(Edge) bool { return true })...)
	}
	slices.Sort(refs)
	seats, err := v.Nodes(slices.Compact(refs))
	if err != nil {
		return err
	}
	titles := w.claim.Offices
	w.titled, w.claim.Offices = true, nil
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
	is := func(n *Node) bool { return w.means(n, h) }
	switch {
	case s.speaker == nil && w.calls(s.statement.Statement):
		return Confirmed
	case s.speaker == nil:
		return UnnamedSource
	case slices.ContainsFunc(h.others, func(n *Node) bool { return !sameNode(n, s.speaker) && !is(n) }):
		return Misattributed
	case is(s.speaker), w.unknownCalled(s.statement.Statement):
		return Confirmed
	case slices.ContainsFunc(s.chain, is):
		return Relayed
	case w.resolved(s.speaker, h.doc):
		return Misattributed
	}
	return Unresolved
}

// means says whether the claim is of the actor, as of the day of a document.
func (w *attributor) means(n *Node, h *hit) bool {
	if n == nil {
		return false
	}
	is := func(other *Node) bool { return sameNode(n, other) }
	held := w.offices[h.doc.ID]
	switch w.claim.Outcome {
	case ClaimKnown, ClaimAmbiguous:
		return slices.ContainsFunc(w.claim.Actors, is)
	case ClaimOffice:
		return slices.ContainsFunc(held, is) || len(held) == 0 && w.called(n, h)
	}
	return slices.ContainsFunc(w.aliases[n.Ref], w.named) || slices.ContainsFunc(held, is) || w.called(n, h)
}

// resolved says whether it is known who the claim is of, or at least that it is
// not the speaker: it is an office that somebody holds, or one of no state that is
// named while the speaker has another on record, or the full name of somebody
// else. A title or a single name that says nothing to the graph accuses nobody.
func (w *attributor) resolved(speaker, doc *Node) bool {
	switch w.claim.Outcome {
	case ClaimKnown, ClaimAmbiguous:
		return true
	case ClaimOffice:
		return len(w.offices[doc.ID]) > 0
	}
	return w.titled && w.seated[speaker.Ref] || speaker.Kind == Person && fullName(w.claim.Given) && !w.shares(speaker)
}

// fullName says whether a claim reads as the name of a person: two words or more,
// all with a capital, and none of an office.
func fullName(given string) bool {
	words := strings.Fields(given)
	return len(words) > 1 && !slices.ContainsFunc(words, func(word string) bool {
		first, _ := utf8.DecodeRuneInString(word)
		folded := text.Fold(word)
		return !unicode.IsUpper(first) || officeWord[folded] || address[folded]
	})
}

// shares says whether one of the words of the claim is in a name of the speaker.
func (w *attributor) shares(speaker *Node) bool {
	words := append(claimWords(w.claim.Given), wordsIn(text.NameKey(w.claim.Given))...)
	return slices.ContainsFunc(w.aliases[speaker.Ref], func(name string) bool {
		return slices.ContainsFunc(append(claimWords(name), wordsIn(text.NameKey(name))...), func(s string) bool { return slices.Contains(words, s) })
	})
}

// calls says whether the source of a statement that names nobody is called so
// by its document: "a senior official", a declaration.
func (w *attributor) calls(s *StatementPart) bool {
	return w.unknownCalled(s) || w.docs[s.SourceDocument] != nil && w.named(w.docs[s.SourceDocument].Name)
}

func (w *attributor) unknownCalled(s *StatementPart) bool {
	return w.claim.Outcome == ClaimUnknown && !pronoun[text.Fold(s.SpeakerAs)] && w.named(s.SpeakerAs) && !w.demotes(s.SpeakerAs)
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
