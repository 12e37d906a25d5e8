package names

import (
	"slices"
	"strings"

	"onrecord/graph"
	"onrecord/graph/text"
)

// document: what a statement says, whoever made it says: "a statement from the
// Red Crescent".
func (b *Book) document(lo, hi int) *Entity {
	k := lo
	for k < hi && k < lo+4 && !papers[b.at(k).Lower] {
		k++
	}
	if k+2 > hi || !papers[b.at(k).Lower] || b.at(k+1).Lower != "from" && b.at(k+1).Lower != "by" {
		return nil
	}
	k += 2
	e, _ := b.named(k, hi)
	if e == nil || e.Kind == graph.Place {
		return nil
	}
	return e
}

var papers = set("statement communique communiqué letter email e-mail message note memo report release tweet post")

// nominal gives the body that a definite phrase stands for: "the regional
// council", "Oslo’s transport authority", "the army command in Sarajevo". One
// word takes up the body the document calls so; where it names none, it is one
// the document knows by that word only. People whom nobody names are nobody.
func (b *Book) nominal(lo, hi int) *Entity {
	start := lo
	owned := false
	if b.at(lo).Lower == "the" {
		start++
	} else if owned = b.owned(lo, hi); !owned {
		return nil
	}
	head, end := b.phrase(start, hi)
	if head < 0 || b.at(head).Tag == "NNS" || !acts(b.at(head).Lower) || end < hi && !embedding[b.at(end).Lower] || !b.ours(start, head) {
		return nil
	}
	end = head + 1
	if !owned {
		if e, told := b.calledSo(start, head); told {
			return e
		}
	}
	span := text.Span{Start: b.at(start).Start, End: b.at(end - 1).End}
	name := straight(strings.Join(strings.Fields(span.In(b.source)), " "))
	key := bodyKey + fold(name)
	if b.bodies[key] == nil {
		b.bodies[key] = &Entity{Name: name, Kind: graph.Organization, Described: true}
	}
	e := b.list(b.bodies[key])
	if !slices.Contains(e.Mentions, span) {
		e.Mentions = append(e.Mentions, span)
	}
	return e
}

// acts: bodies with this noun speak and promise. A town is its council.
func acts(noun string) bool {
	return !people[noun] && (class(noun) == body || noun == "city" || noun == "town" || noun == "municipality" || noun == "borough")
}

// people are bodies by their noun that are rather whoever is in them, or that
// every text has another of.
var people = set("group board panel weekly label network leadership police administration presidency outfit collective website magazine newspaper court mission studio club party congress cabinet movement parliament")

// ours: nothing in the phrase makes it one of many or another.
func (b *Book) ours(start, head int) bool {
	for k := start; k < head; k++ {
		switch w := b.at(k); w.Lower {
		case "other", "same", "new", "first", "second", "third", "last", "next", "only", "former", "latter", "whole", "entire", "unnamed", "unidentified":
			return false
		default:
			if w.Tag == "CD" || strings.HasPrefix(w.Tag, "JJS") {
				return false
			}
		}
	}
	return true
}

// owned: the phrase begins with a name’s possessive, or a state’s adjective.
func (b *Book) owned(lo, hi int) bool {
	for k := lo; k < hi && (capital(b.at(k).Text) || b.at(k).Tag == "POS" || b.at(k).Lower == "'s"); k++ {
		if b.at(k).Tag == "POS" || b.at(k).Lower == "'s" {
			return k > lo
		}
	}
	return false
}

// calledSo looks for the body that the words take up. It says whether they
// tell: two that may be meant are nobody, and a company is always some company
// that has a name.
func (b *Book) calledSo(start, head int) (*Entity, bool) {
	noun := b.at(head).Lower
	var found *Entity
	for _, e := range b.called(noun) {
		if start < head && !strings.Contains(" "+strings.ToLower(e.Name)+" ", " "+strings.ToLower(b.source[b.at(start).Start:b.at(head-1).End])+" ") {
			continue
		}
		if found != nil {
			return nil, true
		}
		found = e
	}
	return found, found != nil || start == head && broad[noun]
}

// called gives the bodies that the document, or their name, calls so. It reads
// each entity once, however often it is asked.
func (b *Book) called(noun string) []*Entity {
	if b.byNoun == nil {
		b.byNoun = map[string][]*Entity{}
	}
	for ; b.read < len(b.Entities); b.read++ {
		if e := b.Entities[b.read]; e.Kind == graph.Organization {
			for _, n := range e.nouns() {
				if l := b.byNoun[n]; len(l) == 0 || l[len(l)-1] != e {
					b.byNoun[n] = append(l, e)
				}
			}
		}
	}
	if firms[noun] {
		noun = "company"
	}
	return b.byNoun[noun]
}

// nouns are the words an entity may be taken up by; all firms are companies.
func (e *Entity) nouns() []string {
	out := strings.Fields(strings.ToLower(e.Name))
	if n := len(out); n > 0 && corporate[out[n-1]] {
		out = append(out, "company")
	}
	for _, o := range e.forms {
		out = append(out, o.nouns...)
	}
	for i, n := range out {
		if firms[n] {
			out[i] = "company"
		}
	}
	return out
}

// firms are called companies as well.
var firms = set("company firm corporation conglomerate manufacturer retailer insurer lender broadcaster airline carrier brewer brewery utility startup start-up operator bank maker carmaker automaker steelmaker distributor wholesaler refinery")

var corporate = set("inc inc. corp corp. ltd ltd. plc llc gmbh company group holdings industries motors airlines airways pharmaceuticals")

// broad nouns are of bodies that have another name.
var broad = set("nonprofit non-profit ngo company firm corporation organization organisation agency institution institute group body conglomerate coalition university college school department bureau center centre")
