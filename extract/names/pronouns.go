package names

import (
	"strings"

	"onrecord/graph"
	"onrecord/graph/text"
)

// endingBefore gives who is named directly before a relative pronoun.
func (b *Book) endingBefore(at int) *Entity {
	i := b.firstFrom(at)
	if i == 0 {
		return nil
	}
	m := &b.mentions[i-1]
	if at-m.span.End > 8 || m.span.End > at || strings.Trim(b.source[m.span.End:at], " ,") != "" {
		return nil
	}
	return b.acting(m)
}

// far is how many names back a pronoun can reach.
const far = 12

// pronoun looks for a person of the gender: who is spoken of in the sentence
// before the pronoun, who spoke last, who was named last.
func (b *Book) pronoun(span text.Span, g Gender, recent []*Entity) *Entity {
	w := b.at(b.wordAt(span.Start))
	if w.Sentence < 0 {
		return nil
	}
	sentence := b.at(b.t.Sentences[w.Sentence].First).Start
	paragraph := b.at(b.starts[w.Sentence]).Start
	i := b.firstFrom(span.Start)
	fits := func(e *Entity) bool {
		return e != nil && e.Kind == graph.Person && (e.Gender == g || e.Gender == Unknown)
	}
	// The first person named in the pronoun's own sentence, unless it is in
	// a quotation the pronoun follows.
	for j := max(b.firstFrom(sentence), i-4*far); j < i; j++ {
		if m := &b.mentions[j]; fits(m.entity) && m.quote < sentence && !possessive(b.source[m.span.End:]) {
			return m.entity
		}
	}
	for j := len(recent) - 1; j >= 0 && j >= len(recent)-3; j-- {
		if fits(recent[j]) {
			if later := b.subjectSince(paragraph, i, recent[j], fits); later != nil {
				return later
			}
			return recent[j]
		}
	}
	for j := i - 1; j >= 0 && j > i-far; j-- {
		if m := &b.mentions[j]; fits(m.entity) && !possessive(b.source[m.span.End:]) {
			return m.entity
		}
	}
	return nil
}

// subjectSince: a person who opens the paragraph of the pronoun is who it is
// about, though another spoke last.
func (b *Book) subjectSince(paragraph, i int, spoke *Entity, fits func(*Entity) bool) *Entity {
	for j := b.firstFrom(paragraph); j < i; j++ {
		m := &b.mentions[j]
		if m.span.Start-paragraph > 40 || m.quote >= paragraph {
			return nil
		}
		if fits(m.entity) && m.entity != spoke && !possessive(b.source[m.span.End:]) {
			return m.entity
		}
	}
	return nil
}

// neuter says what "it" takes up: the only state or organisation that was the
// subject of the sentence so far, else that the sentence before began with.
// Where two may be meant it is nobody.
func (b *Book) neuter(span text.Span) *Entity {
	k := b.wordAt(span.Start)
	s := b.at(k).Sentence
	if s < 0 {
		return nil
	}
	if found, n := b.bodiesIn(b.t.Sentences[s].First, k, b.at(k).Quote); n > 0 {
		if n == 1 {
			return found
		}
		return nil
	}
	if s == 0 || b.t.Sentences[s-1].Paragraph != b.t.Sentences[s].Paragraph || b.at(k).Quote >= 0 {
		return nil
	}
	before := b.t.Sentences[s-1]
	if found, n := b.bodiesIn(before.First, before.End, -1); n == 1 && found.Kind != "" {
		return found
	}
	return nil
}

// bodiesIn counts the states and organisations that are named as agents among
// the words, and gives the last of them.
func (b *Book) bodiesIn(first, end, quote int) (*Entity, int) {
	var found *Entity
	n := 0
	for i := b.firstFrom(b.at(first).Start); i < len(b.mentions) && b.mentions[i].span.End <= b.at(end-1).End; i++ {
		m := &b.mentions[i]
		lo, hi := b.wordsOf(m.span)
		if m.entity == nil || b.at(lo).Quote != quote || possessive(b.source[m.span.End:]) || b.located(i) || m.state == "" && m.entity.Kind != graph.State && m.entity.Kind != graph.Organization {
			continue
		}
		if before := b.at(lo - 1); lo > first && (before.Tag == "IN" || before.Tag == "TO" || before.Lower == "the" && b.at(lo-2).Tag == "IN") || strings.HasPrefix(b.at(hi).Tag, "NN") {
			continue // "for Norway", "Norway officials"
		}
		e := b.acting(m)
		if e != nil && e != found {
			found = e
			n++
		}
	}
	return found, n
}

func possessive(after string) bool {
	return strings.HasPrefix(after, "'s") || strings.HasPrefix(after, "’s") || strings.HasPrefix(after, "' ") || strings.HasPrefix(after, "’ ")
}
