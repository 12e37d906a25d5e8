package changes

import (
	"slices"

	"onrecord/extract/commitments"
	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/extract/words"
	"onrecord/graph"
	"onrecord/graph/text"
)

// A Change is what became of something in a text, as the document reports it.
type Change struct {
	What       text.Span // what was dropped, weakened, added
	Commitment int       // index of the commitment that What is, or -1
	Document   text.Span // the text: "the final statement"
	Before     text.Span // where it stood before: "the initial draft"; may be empty
	Status     graph.TextStatus
	Evidence   text.Span // the clause
	Said       int       // the innermost statement that carries it, or -1
	Confidence float64
}

// Find finds the changes of texts that a document reports, in its order.
func Find(t *words.Text, found []commitments.Commitment, said []commitments.Said) []Change {
	f := &finder{text: t, found: found, carriers: commitments.CarriersOf(said)}
	f.order = inOrder(found)
	for i := range t.Sentences {
		if !f.worthReading(t.Sentences[i]) {
			continue
		}
		for _, c := range phrases.Segments(t, i) {
			r := &reader{finder: f, Clause: c}
			for k := range r.Items {
				r.open(k)
			}
		}
	}
	return f.out
}

type finder struct {
	text     *words.Text
	found    []commitments.Commitment
	order    []int // of found, by where their verbs stand
	carriers commitments.Carriers
	before   before
	out      []Change
}

func inOrder(found []commitments.Commitment) []int {
	order := make([]int, len(found))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return found[a].Verb.Start - found[b].Verb.Start })
	return order
}

// worthReading: a sentence that names a text and a word of change.
func (f *finder) worthReading(s words.Sentence) bool {
	changes, names := false, false
	for i := s.First; i < s.End; i++ {
		w := f.text.Words[i].Lower
		changes = changes || opens[w]
		names = names || documents[w] || wordings[w]
	}
	return changes && names
}

// A reader reads one segment.
type reader struct {
	*finder
	*grammar.Clause
}

// open looks at what word i says of a text.
func (r *reader) open(i int) {
	it := r.At(i)
	if !opens[it.Lower] {
		return
	}
	if t, ok := turns[it.Lower]; ok && t(r, i) {
		return
	}
	if it.Is("longer") {
		r.noLonger(i)
		return
	}
	if absent[it.Lower] {
		r.absent(i)
		return
	}
	if use, ok := verbs[it.Lower]; ok && (it.Verb() || r.At(i-1).Is("not", "n't")) {
		g := r.group(i)
		if r.decided(g.first) {
			g.unreal = false
		}
		switch k := kinds[use.Lemma]; {
		case g.passive && !g.negated && !g.unreal && (k.status == graph.Weakened || use.Lemma == "cut") && r.lessened(i, g):
		case k.silent && !g.negated && !g.unreal && r.At(i+1).Is("no", "neither"):
			r.silentAt(i, g.first, k, 0.6)
		case g.negated && k.silent:
			r.silent(i, g)
		case k.silent || g.negated || g.unreal:
		case use.Lemma == "replace" && !g.passive:
			r.replaced(i, g)
		case g.passive:
			r.passive(i, k, g)
		case use.Lemma == "disappear" || use.Lemma == "vanish":
			r.passive(i, k, g)
		default:
			r.active(i, k, g)
		}
	}
}

// add books a change.
func (r *reader) add(c Change, a, b int, sure float64) {
	c.Evidence = r.Span(a, b)
	if c.What.Len() == 0 || c.Document.Len() == 0 || c.Evidence.Len() == 0 {
		return
	}
	c.Commitment, c.Said, c.Confidence = r.commitment(c.What), r.carriers.Of(c.Evidence), sure
	r.out = append(r.out, c)
}

// near is how many commitments before and behind the words of a change can
// overlap them.
const near = 12

// commitment gives the commitment whose verb stands in the words, else the one
// whose evidence overlaps them most.
func (f *finder) commitment(what text.Span) int {
	at, _ := slices.BinarySearchFunc(f.order, what.Start, func(i, start int) int { return f.found[i].Verb.Start - start })
	if at < len(f.order) && what.Contains(f.found[f.order[at]].Verb) {
		return f.order[at]
	}
	best, size := -1, 0
	for _, i := range f.order[max(0, at-near):min(len(f.order), at+near)] {
		for _, e := range f.found[i].Evidence {
			if n := min(e.End, what.End) - max(e.Start, what.Start); n > size {
				best, size = i, n
			}
		}
	}
	return best
}
