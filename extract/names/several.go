package names

import (
	"slices"

	"onrecord/graph"
	"onrecord/graph/text"
)

// ResolveAll says who a mention of several stands for: "the U.K. and France",
// "he and Merz", "Anna Holm, the minister, and NATO". Those that cannot be told
// are left out; a mention of one gives that one. "Sources close to Anna Holm and
// Peter Dahl" are none of the two.
func (b *Book) ResolveAll(span text.Span, recent []*Entity) []*Entity {
	span = b.clamp(span)
	lo, hi := b.wordsOf(b.whole(span))
	if w := b.at(lo).Lower; w == "both" || w == "neither" || w == "either" {
		lo++
	}
	parts := b.parts(lo, hi)
	if len(parts) < 2 {
		return one(b.single(span, recent))
	}
	if b.shareNoun(parts) {
		return one(b.plural(parts[0].lo, parts[len(parts)-1].hi))
	}
	var out []*Entity
	for n, p := range parts {
		if n > 0 && p.comma && b.apposed(p, parts, n) {
			continue
		}
		e := b.single(text.Span{Start: b.at(p.lo).Start, End: b.at(p.hi - 1).End}, recent)
		switch {
		case n == 0 && (e == nil || e.Kind == graph.Group) && b.prepositional(p):
			return one(b.single(span, recent)) // "leaders of France and Germany" are neither
		case e == nil && b.prepositional(p):
			return out
		case e != nil && !slices.Contains(out, e):
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		return one(b.single(span, recent))
	}
	return out
}

// shareNoun: the last part ends in a plural that all before it are of: "NATO
// and U.S. officials" are officials, neither NATO nor the United States.
// "Norway and its allies", "Anna Holm and Norwegian ministers" are not so.
func (b *Book) shareNoun(parts []conjunct) bool {
	last := parts[len(parts)-1]
	noun := b.at(last.hi - 1)
	if last.hi-last.lo < 2 || noun.Tag != "NNS" || capital(noun.Text) || !capital(b.at(last.lo).Text) {
		return false
	}
	for _, p := range parts[:len(parts)-1] {
		lo := p.lo
		if b.at(lo).Lower == "the" {
			lo++
		}
		e, n := known.at(b.t, lo, p.hi)
		if n == 0 || lo+n != p.hi || e.sort == isPlace {
			return false
		}
	}
	return true
}

func one(e *Entity) []*Entity {
	if e == nil {
		return nil
	}
	return []*Entity{e}
}

// conjunct is one part of a list, and whether a mere comma stands before it.
type conjunct struct {
	lo, hi int
	comma  bool
}

// parts divides the words [lo, hi) at commas and "and", not inside names.
func (b *Book) parts(lo, hi int) []conjunct {
	var out []conjunct
	start, comma := lo, false
	for k := lo; k <= hi; k++ {
		if k < hi && !b.divides(k, lo) {
			continue
		}
		if k > start {
			out = append(out, conjunct{start, k, comma})
			comma = k < hi && b.at(k).Lower == ","
		} else if k < hi && b.at(k).Lower != "," {
			comma = false
		}
		start = k + 1
		if k < hi && b.at(k).Lower == "with" {
			comma = false
		}
	}
	return out
}

func (b *Book) divides(k, lo int) bool {
	switch w := b.at(k).Lower; w {
	case ",", "and", "nor", "&", "plus", "alongside":
		at := b.at(k).Start
		i := b.firstFrom(at)
		return i == 0 || b.mentions[i-1].span.End <= at
	case "as":
		return b.at(k+1).Lower == "well" || k > lo && b.at(k-1).Lower == "well"
	case "well":
		return b.at(k-1).Lower == "as" && b.at(k+1).Lower == "as"
	case "with":
		return b.at(k-1).Lower == "together" || b.at(k-1).Lower == "along"
	case "together", "along":
		return b.at(k+1).Lower == "with"
	}
	return false
}

// apposed: what stands after a comma describes who was named before it. In
// "Paris, the U.K. and Oslo" it does not: it is a name of its own.
func (b *Book) apposed(p conjunct, parts []conjunct, n int) bool {
	switch b.at(p.lo).Lower {
	case "who", "whose", "which", "where", "including":
		return true
	}
	if n == len(parts)-1 {
		return b.at(p.lo).Lower == "a" || b.at(p.lo).Lower == "an" || b.at(p.lo).Lower == "the" && !b.names(p)
	}
	if b.names(p) {
		return false
	}
	_, end := b.roleAt(p.lo, p.hi)
	return end == p.hi || b.at(p.lo).Lower == "the" || b.at(p.lo).Lower == "a"
}

// names: the part is a name, but for an article.
func (b *Book) names(p conjunct) bool {
	lo := p.lo
	if b.at(lo).Lower == "the" {
		lo++
	}
	i := b.firstFrom(b.at(lo).Start)
	return i < len(b.mentions) && b.mentions[i].lead == b.at(lo).Start && b.mentions[i].span.End == b.at(p.hi-1).End
}

// prepositional: a preposition in the part governs what follows "and".
func (b *Book) prepositional(p conjunct) bool {
	for k := p.lo; k < p.hi; k++ {
		switch b.at(k).Lower {
		case "of", "for", "from", "between", "with", "to", "in", "by", "at":
			return true
		}
	}
	return false
}

// Demonyms gives the states whose names or adjectives stand in a phrase, in
// order: the United Kingdom and France for "British, French and other European
// forces", the United States for "the U.S.-led mission".
func (b *Book) Demonyms(span text.Span) []*Entity {
	lo, hi := b.wordsOf(b.clamp(span))
	var out []*Entity
	add := func(name string) {
		if e := b.stateNamed(name); !slices.Contains(out, e) {
			out = append(out, b.list(e))
		}
	}
	for k := lo; k < hi; {
		if e, n := known.at(b.t, k, hi); n > 0 {
			if e.sort == isState || e.sort == isDemonym {
				add(e.name)
			}
			k += n
			continue
		}
		for _, name := range statesIn(b.at(k).Text) {
			add(name)
		}
		k++
	}
	return out
}
