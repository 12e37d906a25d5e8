package names

import (
	"slices"
	"strings"

	"onrecord/graph"
	"onrecord/graph/text"
)

// Resolve says who a mention stands for, or nil where the document does not
// tell. recent are the speakers of what was said before it, latest last; they
// are who a pronoun most likely takes up.
func (b *Book) Resolve(span text.Span, recent []*Entity) *Entity {
	said := strings.ToLower(span.In(b.source))
	switch said {
	case "he", "him", "his", "himself":
		return b.pronoun(span, Male, recent)
	case "she", "her", "hers", "herself":
		return b.pronoun(span, Female, recent)
	case "who", "which", "that", "whose":
		return b.endingBefore(span.Start)
	}
	if e := b.named(span); e != nil {
		return e
	}
	return b.office(said)
}

// named finds the name that is the head of a mention: the last before any
// apposition that is not a possessor of what follows.
func (b *Book) named(span text.Span) *Entity {
	end := span.End
	if n := strings.IndexAny(span.In(b.source), ",;(—–"); n > 0 {
		end = span.Start + n
	}
	var found *Entity
	for i := b.firstFrom(span.Start); i < len(b.mentions) && b.mentions[i].span.End <= end; i++ {
		m := b.mentions[i]
		after := strings.TrimLeft(b.source[m.span.End:end], " ")
		if after == "" || strings.HasPrefix(after, "of ") || strings.HasPrefix(after, "in ") || strings.HasPrefix(after, "at ") || strings.HasPrefix(after, "and ") {
			found = m.entity
			break
		}
	}
	if found == nil {
		return nil
	}
	// "a spokesman for Macron" is not Macron.
	first := b.mentions[b.firstFrom(span.Start)].span.Start
	lead := strings.ToLower(b.source[span.Start:first])
	for _, p := range [...]string{" of ", " for ", " from ", " to ", " by ", " with ", " at ", " in "} {
		if strings.Contains(" "+lead+" ", p) {
			return nil
		}
	}
	return found
}

func (b *Book) firstFrom(at int) int {
	i, _ := slices.BinarySearchFunc(b.mentions, at, func(m mention, at int) int { return m.span.Start - at })
	return i
}

func (b *Book) endingBefore(at int) *Entity {
	i := b.firstFrom(at)
	if i == 0 {
		return nil
	}
	m := b.mentions[i-1]
	if gap := b.source[m.span.End:at]; strings.Trim(gap, " ,") != "" {
		return nil
	}
	return m.entity
}

// pronoun looks for a person of the gender: who is spoken of in the sentence
// before the pronoun, who spoke last, who was named last.
func (b *Book) pronoun(span text.Span, g Gender, recent []*Entity) *Entity {
	paragraph := strings.LastIndexByte(b.source[:span.Start], '\n') + 1
	sentence := max(paragraph, strings.LastIndex(b.source[:span.Start], ". ")+1)
	i := b.firstFrom(span.Start)
	fits := func(e *Entity) bool {
		return e != nil && e.Kind == graph.Person && (e.Gender == g || e.Gender == Unknown)
	}
	// The first person named in the pronoun's own sentence, unless it is in
	// a quotation the pronoun follows.
	for j := b.firstFrom(sentence); j < i; j++ {
		if m := b.mentions[j]; fits(m.entity) && !quotedBefore(b.source[sentence:m.span.Start]) && !possessive(b.source[m.span.End:]) {
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
	for j := i - 1; j >= 0 && j > i-12; j-- {
		if m := b.mentions[j]; fits(m.entity) && !possessive(b.source[m.span.End:]) {
			return m.entity
		}
	}
	return nil
}

// subjectSince: a person who opens the paragraph of the pronoun is who it is
// about, though another spoke last.
func (b *Book) subjectSince(paragraph, i int, spoke *Entity, fits func(*Entity) bool) *Entity {
	for j := b.firstFrom(paragraph); j < i; j++ {
		m := b.mentions[j]
		if m.span.Start-paragraph > 40 || quotedBefore(b.source[paragraph:m.span.Start]) {
			return nil
		}
		if fits(m.entity) && m.entity != spoke && !possessive(b.source[m.span.End:]) {
			return m.entity
		}
	}
	return nil
}

func possessive(after string) bool {
	return strings.HasPrefix(after, "'s") || strings.HasPrefix(after, "’s") || strings.HasPrefix(after, "' ") || strings.HasPrefix(after, "’ ")
}

func quotedBefore(s string) bool { return strings.ContainsAny(s, "“«\"„") }

// office finds the only person whose role the words name: "the French
// president".
func (b *Book) office(said string) *Entity {
	role := strings.TrimPrefix(said, "the ")
	if role == said {
		return nil
	}
	var found *Entity
	for _, e := range b.Entities {
		for _, r := range e.Roles {
			if r == role || strings.HasSuffix(r, " "+role) && offices[role] {
				if found != nil && found != e {
					return nil
				}
				found = e
			}
		}
	}
	return found
}
