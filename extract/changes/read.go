package changes

import (
	"strings"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
	"onrecord/graph/text"
)

// A group is a verb with its auxiliaries.
type group struct {
	first   int
	passive bool
	negated bool
	unreal  bool // "should be removed", "to delete"
}

// group reads the auxiliaries before the verb at i.
func (r *reader) group(i int) group {
	g := group{first: i}
	for k := i - 1; k >= 0; k-- {
		it := r.At(k)
		switch {
		case grammar.Be[it.Lower] || it.Is("been"):
			g.passive = true
		case it.Is("not", "n't", "never"):
			g.negated = true
		case it.Is("have", "has", "had", "having", "do", "does", "did", "also", "later", "quietly"):
		case it.Tag == "MD" || it.Is("to"):
			g.unreal = !it.Is("will")
		case it.Adverb() && !it.Is("longer") && !it.Is("no"):
		default:
			if r.At(i).Tag == "VBN" && g.first == i && i > 0 && (r.At(i-1).Noun() || r.At(i-1).Comma()) {
				// A participle behind its noun: "a clause dropped from the text".
				g.passive = !r.objectFollows(i)
			}
			return g
		}
		g.first = k
	}
	return g
}

func (r *reader) objectFollows(i int) bool {
	it := r.At(i + 1)
	return it.Tag == "DT" || it.Tag == "PRP$" || it.Tag == "CD" || strings.HasPrefix(it.Tag, "JJ") || strings.HasPrefix(it.Tag, "NN")
}

// what gives the subject of the verb group that begins at item v, whole: "a
// commitment from Washington to support the force, which was part of the
// draft", without the relative clause; that tells where it stood before.
func (r *reader) what(v int) (a, b int, before text.Span) {
	b = v
	// A relative clause between commas before the verb.
	if r.At(b - 1).Comma() {
		for k := b - 2; k > 0 && k > b-30; k-- {
			if it := r.At(k); it.Is("which", "that") && r.At(k-1).Comma() || r.At(k-1).Comma() && (it.Tag == "VBN" || it.Is("present", "part", "contained", "included", "made")) {
				before = r.document(k, b-1)
				b = k - 1
				break
			}
		}
		if b == v {
			b--
		}
	}
	return r.whatStart(b), b, before
}

// whatStart gives where the noun phrase that ends before item b begins, with
// what hangs on its head: from the last comma, "that" or verb of report before.
func (r *reader) whatStart(b int) int {
	a := b
	for k := b - 1; k >= 0; k-- {
		it := r.At(k)
		switch {
		case it.Comma():
			if p := phrases.Right(r.Clause, k+1); k == 0 || p.OK() && r.At(k+1).Tag == "DT" && !r.listed(k, b) || r.adverbialBefore(k) {
				return r.trim(k+1, b)
			}
		case it.Stop() || it.Is(":") || it.Dash() || it.Is("but", "because", "while", "although", "though", "after", "when", "if"):
			return r.trim(k+1, b)
		case it.Is("that") && k > 0 && (r.At(k-1).Verb() || r.At(k-1).Comma()):
			return r.trim(k+1, b)
		case it.Finite() && !r.inRelative(k):
			return r.trim(k+1, b)
		}
		a = k
	}
	return r.trim(a, b)
}

// inRelative: the finite verb at k belongs to a relative clause or to what was
// promised ("a pledge that Norway would send").
func (r *reader) inRelative(k int) bool {
	for n := k - 1; n >= 0 && n > k-8; n-- {
		it := r.At(n)
		if it.Is("that", "which", "who") && !r.At(n-1).Verb() {
			return true
		}
		if it.Comma() || it.Verb() {
			return false
		}
	}
	return false
}

func (r *reader) listed(k, b int) bool {
	for i := k + 1; i < b && i < k+6; i++ {
		if r.At(i).Is("and", "or") {
			return true
		}
	}
	return false
}

// adverbialBefore: what stands before the comma at k opens the sentence:
// "However,".
func (r *reader) adverbialBefore(k int) bool {
	if k <= 2 {
		return true
	}
	f := r.At(0)
	return f.Tag == "IN" || f.Adverb()
}

func (r *reader) trim(a, b int) int {
	for a < b && (r.At(a).Adverb() || r.At(a).Comma() || r.At(a).Is("and", "but", "that", "however") || r.At(a).Time && r.At(a).Tag != "NNP") {
		a++
	}
	return a
}

// document finds a phrase that names a text in items [a, b).
func (r *reader) document(a, b int) text.Span {
	for i := a; i < b; i++ {
		if it := r.At(i); !(it.Tag == "DT" || it.Tag == "PRP$" || strings.HasPrefix(it.Tag, "J") || strings.HasPrefix(it.Tag, "N") || it.Tag == "VBN" || it.Tag == "CD") {
			continue
		}
		p := phrases.Right(r.Clause, i)
		if p.OK() && p.B <= b && r.namesText(p) {
			return r.textName(p)
		}
		if p.OK() {
			i = p.B - 1
		}
	}
	return text.Span{}
}

func (r *reader) namesText(p phrases.Phrase) bool {
	return documents[r.At(p.H).Lower] || p.H > p.A && r.At(p.H).Tag == "CD" && documents[r.At(p.H-1).Lower]
}

// textName is the phrase, with what says whose text it is: "the final text of
// the treaty".
func (r *reader) textName(p phrases.Phrase) text.Span {
	b := p.B
	if r.At(b).Is("of") {
		if n := phrases.Right(r.Clause, b+1); n.OK() {
			b = n.B
		}
	}
	if r.At(b).Tag == "VBN" && r.At(b+1).Is("in", "at", "by") {
		// "the text adopted in Lima"
		if n := phrases.Right(r.Clause, b+2); n.OK() {
			b = n.B
		}
	}
	return r.Span(p.A, b)
}

// source finds the text that a preposition after item k names, and where its
// phrase ends.
func (r *reader) source(k int, prepositions ...string) (text.Span, int) {
	for i := k; i < len(r.Items) && i < k+14; i++ {
		it := r.At(i)
		if it.Stop() || it.Comma() && i > k || it.Finite() {
			break
		}
		if !it.Is(prepositions...) {
			continue
		}
		p := phrases.Right(r.Clause, i+1)
		if !p.OK() {
			continue
		}
		if r.namesText(p) {
			s := r.textName(p)
			end := p.B
			for end < len(r.Items) && r.At(end).To <= s.End {
				end++
			}
			return s, end
		}
		i = p.B - 1
	}
	return text.Span{}, 0
}

// particle: the verb at i has the particle its kind needs. It gives what comes
// after.
func (r *reader) particle(i int, k kind) (int, bool) {
	if len(k.after) == 0 {
		return i + 1, true
	}
	if r.At(i + 1).Is(k.after...) {
		return i + 2, true
	}
	return i + 1, false
}

var (
	fromWords = []string{"from", "of", "in"}
	intoWords = []string{"to", "into", "in"}
)

func prepositionsOf(k kind) []string {
	if k.status == graph.Added {
		return intoWords
	}
	return fromWords
}
