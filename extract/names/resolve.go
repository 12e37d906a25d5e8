package names

import (
	"strings"

	"onrecord/graph"
	"onrecord/graph/text"
)

// Resolve says who a mention stands for that speaks or acts, or nil where the
// document does not tell; of several that are joined, the first (see
// ResolveAll). recent are the speakers of what was said before it, latest
// last; they are who a pronoun most likely takes up.
func (b *Book) Resolve(span text.Span, recent []*Entity) *Entity {
	if all := b.ResolveAll(span, recent); len(all) > 0 {
		return all[0]
	}
	return nil
}

// single resolves a mention as that of one.
func (b *Book) single(span text.Span, recent []*Entity) *Entity {
	if span.Len() <= 10 {
		switch strings.ToLower(span.In(b.source)) {
		case "he", "him", "his", "himself":
			return b.pronoun(span, Male, recent)
		case "she", "her", "hers", "herself":
			return b.pronoun(span, Female, recent)
		case "who", "which", "that", "whose":
			return b.endingBefore(span.Start)
		case "it", "itself":
			return b.neuter(span)
		}
	}
	lo, hi := b.wordsOf(b.whole(span))
	if hi <= lo {
		return nil
	}
	head := b.headEnd(lo, hi)
	if b.quantified(lo, head) {
		return nil
	}
	if e, named := b.named(lo, head); named {
		return e
	}
	if e, named := b.apposition(head, hi); named {
		return e
	}
	for _, find := range [...]func(lo, hi int) *Entity{b.document, b.government, b.people, b.officeHolder, b.institution, b.plural} {
		if e := find(lo, head); e != nil {
			return e
		}
	}
	return b.nominal(lo, head)
}

// apposition finds the name that stands alone after the comma at word k: "the
// harbour master, Tove Lind".
func (b *Book) apposition(k, hi int) (*Entity, bool) {
	if k >= hi || b.at(k).Lower != "," {
		return nil, false
	}
	end := b.headEnd(k+1, hi)
	i := b.firstFrom(b.at(k + 1).Start)
	if end == k+1 || end < hi && b.at(end).Lower == "," && end+1 < hi && b.at(end+1).Lower != "who" && capital(b.at(end+1).Text) || i == len(b.mentions) {
		return nil, false
	}
	if m := &b.mentions[i]; m.lead == b.at(k+1).Start && m.span.End == b.at(end-1).End && m.entity != nil && m.entity.Kind != graph.Place && m.state == "" && m.entity.Kind != graph.State {
		return b.acting(m), true
	}
	return nil, false
}

// clamp keeps a span inside the text.
func (b *Book) clamp(s text.Span) text.Span {
	s.Start = min(max(s.Start, 0), len(b.source))
	s.End = min(max(s.End, s.Start), len(b.source))
	return s
}

// whole widens a span that begins inside a name to all of the name: "Street"
// is Downing Street.
func (b *Book) whole(s text.Span) text.Span {
	if i := b.firstFrom(s.Start); i > 0 && b.mentions[i-1].span.End > s.Start {
		m := b.mentions[i-1].span
		s.Start, s.End = m.Start, max(s.End, m.End)
	}
	return s
}

// headEnd gives where the mention proper ends: before any apposition.
func (b *Book) headEnd(lo, hi int) int {
	for k := lo; k < hi; k++ {
		switch b.at(k).Text {
		case ",", ";", "(", "—", "–", "--", ":":
			if k > lo {
				return k
			}
		case "who", "which", "whose":
			if k > lo {
				return k
			}
		}
	}
	return hi
}

// named finds the name that is the head of a mention. It says whether there is
// one, which may be of nobody that can be told.
func (b *Book) named(lo, hi int) (*Entity, bool) {
	start, end := b.at(lo).Start, b.at(hi-1).End
	first := b.firstFrom(start)
	if first == len(b.mentions) || b.mentions[first].span.End > end {
		return nil, false
	}
	for i := first; i < len(b.mentions) && b.mentions[i].span.End <= end; i++ {
		m := &b.mentions[i]
		k := b.wordAt(m.span.End)
		after := b.at(k).Lower
		if k < hi && after != "of" && after != "in" && after != "at" && after != "and" {
			continue
		}
		// "a spokesman for Macron" is not Macron.
		lead := b.wordAt(min(b.mentions[first].lead, m.lead))
		for j := lo; j < lead; j++ {
			switch b.at(j).Lower {
			case "of", "for", "from", "to", "by", "with", "at", "in", "on", "near", "about", "close", "inside", "outside", "against", "behind", "under":
				return nil, false
			}
		}
		return b.acting(m), true
	}
	return nil, false
}

// acting gives who a name stands for where it speaks: a capital, a seat of
// government for its state.
func (b *Book) acting(m *mention) *Entity {
	switch {
	case m.entity == nil:
		return nil
	case m.state != "":
		return b.list(b.standsFor(m))
	case m.entity.Kind == "" && plurals(m.entity.Name):
		m.entity.Kind = graph.Group
	}
	return b.list(m.entity)
}

// standsFor gives the state of a capital. Brussels is the European Union's
// seat as well; some capitals share their name with other towns.
func (b *Book) standsFor(m *mention) *Entity {
	name := m.span.In(b.source)
	switch {
	case name == "Brussels":
		union := b.bodies[string(graph.Organization)+"European Union"]
		switch {
		case union != nil && !b.shown[m.state]:
			return union
		case union == nil && b.shown[m.state]:
			return b.stateNamed(m.state)
		}
		return nil
	case common[name] && !b.shown[m.state]:
		return nil
	}
	return b.stateNamed(m.state)
}

// common are capitals whose name is more often another town's or a person's.
var common = set("Victoria Male Georgetown Kingston Santiago Nassau Wellington Kingstown Bridgetown Alexandria Hamilton Sucre Tripoli Praia Lima Colombo Sofia Bern Bissau Juba Freetown")

// government: "the French government", "Norway's government" are the state.
func (b *Book) government(lo, hi int) *Entity {
	k := lo
	if b.at(k).Lower == "the" {
		k++
	}
	e, n := known.at(b.t, k, hi)
	if n == 0 || e.sort != isDemonym && e.sort != isState {
		if b.at(k).Lower == "government" && b.at(k+1).Lower == "of" {
			k += 2
			if b.at(k).Lower == "the" {
				k++
			}
			if e, n := known.at(b.t, k, hi); n > 0 && k+n == hi && e.sort == isState {
				return b.list(b.stateNamed(e.name))
			}
		}
		return nil
	}
	k += n
	if b.at(k).Tag == "POS" || b.at(k).Lower == "'s" {
		k++
	}
	for k < hi && (present[b.at(k).Lower] || b.at(k).Lower == "federal" || b.at(k).Lower == "central") {
		k++
	}
	if k == hi-1 && b.at(k).Lower == "government" {
		return b.list(b.stateNamed(e.name))
	}
	return nil
}

// people: "the French", as one speaks of the state.
func (b *Book) people(lo, hi int) *Entity {
	if b.at(lo).Lower != "the" {
		return nil
	}
	if e, n := known.at(b.t, lo+1, hi); n > 0 && lo+1+n == hi && e.sort == isDemonym {
		return b.list(b.stateNamed(e.name))
	}
	return nil
}
