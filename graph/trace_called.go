package graph

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file reads what a document calls those who speak in it. A quote given to
// "the transport minister" names nobody on record, but where the document has
// "Transport Minister Ingrid Dahl" or "Per Holm, the union leader", it says who
// that is.

// Bounds of what is read around a name.
const (
	calledWithin = 120 // bytes before a name or after it
	mostNamings  = 32  // places of one name in one document
)

// called says whether a document calls an actor what the claim does: right before
// a name, or right after it between commas.
func (w *attributor) called(n *Node, h *hit) bool {
	if n == nil || h.text.docText == nil {
		return false
	}
	for i, name := range append(slices.Clone(w.aliases[n.Ref]), surname(n)) {
		// A surname may be of somebody else's whole name: what follows it is not
		// surely hers.
		if name != "" && w.calledBeside(h.text.text, name, i < len(w.aliases[n.Ref])) {
			return true
		}
	}
	return false
}

// surname is the last word of a person's name.
func surname(n *Node) string {
	i := strings.LastIndexByte(n.Name, ' ')
	if n.Kind != Person || i < 0 {
		return ""
	}
	return n.Name[i+1:]
}

func (w *attributor) calledBeside(s, name string, after bool) bool {
	for at, places := 0, 0; places < mostNamings; places++ {
		i := strings.Index(s[at:], name)
		if i < 0 {
			return false
		}
		start := at + i
		at = start + len(name)
		if !wordEndsAt(s, start) || !wordEndsAt(s, at) {
			continue
		}
		if w.titleAtEnd(phraseBefore(s, start)) || after && w.titleIn(appositionAfter(s, at)) {
			return true
		}
	}
	return false
}

// wordEndsAt says whether a place is not inside a word.
func wordEndsAt(s string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	in := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return !in(before) || !in(after)
}

// phraseEnds are the marks over which no title goes on to a name.
const phraseEnds = ".,;:!?…()[]«»“”„\"\n"

// phraseBefore gives what stands before a place without a mark between.
func phraseBefore(s string, at int) string {
	from := max(0, at-calledWithin)
	for !utf8.RuneStart(s[from]) {
		from++
	}
	phrase := s[from:at]
	if i := strings.LastIndexAny(phrase, phraseEnds); i >= 0 {
		_, size := utf8.DecodeRuneInString(phrase[i:])
		phrase = phrase[i+size:]
	}
	return phrase
}

// appositionAfter gives what stands behind a name between two marks: ", the
// union leader,".
func appositionAfter(s string, at int) string {
	rest := strings.TrimLeft(s[at:min(len(s), at+calledWithin)], " ")
	if rest == "" || rest[0] != ',' && rest[0] != '(' {
		return ""
	}
	rest = rest[1:]
	i := strings.IndexAny(rest, phraseEnds)
	if i < 0 {
		return ""
	}
	return rest[:i]
}

// titleAtEnd says whether a phrase ends in the words of the claim, and they are
// not part of another title: "deputy minister" is no minister.
func (w *attributor) titleAtEnd(phrase string) bool {
	words := claimWords(phrase)
	return slices.ContainsFunc(w.names, func(want []string) bool {
		at := len(words) - len(want)
		return len(want) > 0 && at >= 0 && slices.Equal(words[at:], want) && (at == 0 || !otherOffice[words[at-1]])
	})
}

// titleIn says whether a phrase is about the claim's words: they are in it, behind
// no preposition, and not part of another title. "A critic of the minister" is no
// minister.
func (w *attributor) titleIn(phrase string) bool {
	words := claimWords(phrase)
	return slices.ContainsFunc(w.names, func(want []string) bool {
		for at := range words {
			if otherOffice[words[at]] && !slices.Contains(want, words[at]) || preposition[words[at]] && at > 0 {
				return false
			}
			if len(want) > 0 && at+len(want) <= len(words) && slices.Equal(words[at:at+len(want)], want) {
				return true
			}
		}
		return false
	})
}

// demotes says whether a wording has the claim's words for something less: "a
// deputy minister", "an aide to the minister". Those of a title may be turned:
// "minister of defence".
func (w *attributor) demotes(wording string) bool {
	words := claimWords(wording)
	return !slices.ContainsFunc(w.names, func(want []string) bool {
		own := true
		for _, word := range words {
			switch {
			case slices.Contains(want, word):
				if own {
					return true
				}
			case otherOffice[word]:
				return false
			case preposition[word]:
				own = false
			}
		}
		return false
	})
}

var (
	// otherOffice are the words that make another office of one.
	otherOffice = set("deputy", "vice", "former", "ex", "acting", "interim", "assistant", "under", "shadow", "prime")
	preposition = set("of", "to", "for", "from", "by", "with", "against", "at", "in", "on", "under", "near", "about", "like", "who", "whose", "that", "and", "or")
)
