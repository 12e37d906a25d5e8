package commitments

import (
	"strings"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
	"onrecord/graph/text"
)

// Clauses that leave a word out: headlines ("France to send 40 vehicles") and
// what is not said twice ("Ghana would send 300 soldiers and Senegal 150").

// headlined: the sentence may be a headline: it has no full stop, and "to" not
// far from its beginning.
func (f *finder) headlined(first, end int) bool {
	w := f.text.Words
	if end-first < 4 || end-first > 30 || w[end-1].Text == "." || w[end-1].Text == "?" || w[end-1].Text == "!" {
		return false
	}
	for i := first + 1; i < end && i < first+9; i++ {
		if w[i].Lower == "to" {
			return true
		}
	}
	return false
}

// headline reads a segment that is a headline: names or agents, then "to" and
// the verb of a deed, and no verb with tense.
func (r *reader) headline() {
	if n := len(r.Items); n < 4 || r.At(n-1).Stop() {
		return
	}
	to := 0
	for to < len(r.Items) && to < 9 && !r.At(to).Is("to") {
		it := r.At(to)
		if !grammar.Nominal(it) && !it.Is("and", "&", "of", "in") && !it.Comma() || it.Verb() {
			return
		}
		to++
	}
	if to == 0 || !r.At(to).Is("to") || !r.baseVerb(to+1) || r.tensed(to+1) {
		return
	}
	members := phrases.Members(r.Clause, 0, to)
	var by []text.Span
	for _, p := range members {
		if r.named(p) || agents[r.At(p.H).Lower] || units[r.At(p.H).Lower] && p.H > p.A {
			by = append(by, r.Span(p.A, p.B))
		}
	}
	g, ok := r.groupAfter(to+1, len(r.Items))
	if !ok || len(by) == 0 || len(by) < len(members) || g.form == phrases.Participle || acts.Lemma(r.lemma(g)) == "" || unpromised[r.lemma(g)] || playing[r.lemma(g)] {
		return
	}
	u := undertaking{pledge: pledged(graph.DeclaredIntent, 0.5), pledgors: by, sure: 0.5, leading: true}
	if _, _, said := r.bounds(g.verb); said != nil {
		return
	}
	if p := members[0]; len(members) == 1 && r.forces(p) {
		if owners := r.owners(p); len(owners) > 0 {
			u.pledgors, u.theirs, u.forces = owners, true, []text.Span{phrases.Bare(r.Clause, p)}
		}
	}
	r.emit(&u, r.deeds(g.verb, len(r.Items), g.form))
}

// playing are the verbs of headlines about matches.
var playing = grammar.Set("meet face play miss host lead start")

// tensed: the clause that goes on at k has a verb with tense before a
// conjunction or a comma.
func (r *reader) tensed(k int) bool {
	for ; k < len(r.Items); k++ {
		switch it := r.At(k); {
		case it.Comma() || it.Stop() || it.Is("as", "after", "if", "when", "once", "while", "despite", "until", "unless", ":", ";"):
			return false
		case it.Tag == "VBD" || it.Tag == "VBZ" || it.Tag == "MD":
			return true
		}
	}
	return false
}

// gap is a clause whose verb stands in the one before: who, and how much.
type gap struct {
	from, end int // items of "Senegal 150"
	who       phrases.Phrase
}

// gapAfter finds "and Senegal 150" behind the verb of the deed.
func (r *reader) gapAfter(k, limit int) (gap, bool) {
	for i := k; i < limit; i++ {
		it := r.At(i)
		if it.Stop() || it.Finite() || r.conditionFrom(i) != nil {
			return gap{}, false
		}
		if !it.Is("and", "while", ";") && !it.Comma() {
			continue
		}
		a := i + 1
		if it.Comma() && r.At(a).Is("and", "while") {
			a++
		}
		b := a
		for strings.HasPrefix(r.At(b).Tag, "NNP") && !r.At(b).Time {
			b++
		}
		if b == a || r.At(b).Is("and", "or", "of") || !r.counts(b) && !r.At(b).Is("a", "an", "another", "up", "about", "some") {
			continue
		}
		if year(r.At(b).Lower) {
			continue
		}
		p := phrases.Right(r.Clause, b)
		if !p.OK() || p.B > limit {
			continue
		}
		if n := r.At(p.B); n.Finite() || n.Is("of", "'s") {
			continue
		}
		return gap{from: a, end: p.B, who: phrases.Phrase{A: a, B: b, H: b - 1}}, true
	}
	return gap{}, false
}

// emitGaps makes commitments of the clauses that share the verb of the deed,
// and gives where the deed itself ends.
func (r *reader) emitGaps(u *undertaking, d *deed) {
	if !d.object.OK() || d.passive || r.quantity(d.object).Len() == 0 && !r.At(d.object.A).Is("a", "an") {
		return
	}
	end := d.object.B
	for n := 0; n < 12; n++ {
		_, hi, _ := r.bounds(d.verb)
		x, ok := r.gapAfter(end, hi)
		if !ok {
			return
		}
		if n == 0 {
			cut := x.from - 1
			for cut > d.verb+1 && (r.At(cut-1).Comma() || r.At(cut).Is("and", "while") && r.At(cut-1).Comma()) {
				cut--
			}
			d.end = min(d.end, max(cut, d.object.B))
		}
		w := *u
		w.pledgors, w.theirs, w.forces, w.negation = []text.Span{r.Span(x.who.A, x.who.B)}, false, nil, text.Span{}
		w.start, w.gap = x.from, true
		object := phrases.Right(r.Clause, x.who.B)
		r.gaps = append(r.gaps, gapped{w, deed{verb: d.verb, lemma: d.lemma, from: x.who.B, end: x.end, object: object, apart: true, modal: -1, negated: -1}})
		end = x.end
	}
}

// gapped is a commitment that waits until those with a verb are made.
type gapped struct {
	u undertaking
	d deed
}

// fillGaps makes the commitments that wait.
func (r *reader) fillGaps() {
	for len(r.gaps) > 0 {
		g := r.gaps[0]
		r.gaps = r.gaps[1:]
		r.make(&g.u, []deed{g.d})
	}
}

// mend gives back their tags to verbs of promise that the tagger took for
// nouns: "Portugal undertakes to supply", "we hereby undertake to replace".
func (r *reader) mend() {
	r.mendName()
	if len(r.Items) > 2 && resolving[r.Items[0].Lower] && r.At(1).Is("to") && r.baseVerb(2) {
		r.Items[0].Tag = "VBZ"
	}
	for i := 1; i+1 < len(r.Items); i++ {
		it := &r.Items[i]
		if it.Tag == "VBP" && it.Is("hereby") {
			it.Tag = "RB"
		}
		v, ok := pledgeVerbs[it.Lower]
		if !ok || it.Verb() || !r.At(i+1).Is("to", "that", "itself", "themselves", "himself") || r.At(i+1).Is("to") && !r.baseVerb(i+2) {
			continue
		}
		before := r.At(i - 1)
		who := before.Tag == "PRP" || before.Is("hereby") || before.Noun() && before.Tag != "NNS"
		switch {
		case v.form == phrases.Third && who && it.Tag == "NNS" && (i == 1 || before.Tag == "NNP" || agents[before.Lower]):
			it.Tag = "VBZ"
		case v.form == phrases.Base && (before.Tag == "PRP" || before.Is("hereby")) || v.form == phrases.Base && before.Tag == "NNS" && i > 1 && it.Tag != "NN":
			it.Tag = "VBP"
		case v.form == phrases.Past && who && !strings.HasPrefix(it.Tag, "N"):
			it.Tag = "VBD"
		}
	}
}

// resolving are the words with which the paragraphs of a resolution begin.
var resolving = grammar.Set("decides undertakes resolves agrees")

// mendName gives its tag to a name at the head of the sentence that the tagger
// took for a common noun: "Athens shelved plans". A common noun stands there
// without an article only in the plural.
func (r *reader) mendName() {
	if len(r.Items) < 3 {
		return
	}
	it, n := &r.Items[0], r.At(1)
	if !capitalised(it) || strings.HasPrefix(it.Tag, "NNP") || inanimate[it.Lower] || len(it.Lower) < 4 {
		return
	}
	v, ok := pledgeVerbs[n.Lower]
	_, idiomatic := idiomVerbs[n.Lower]
	switch {
	case it.Tag == "NN" || it.Tag == "NNS":
		if (ok && (human[v.lemma] || withdrawing[v.lemma]) || idiomatic && behindIdioms[r.At(2).Lower]) && n.Verb() && n.Tag != "VBG" {
			it.Tag = "NNP"
		}
	case it.Tag == "JJS" || it.Tag == "JJR" || it.Tag == "JJ" || it.Tag == "FW":
		if n.Tag == "VBD" || n.Tag == "VBZ" || n.Tag == "MD" || (ok || idiomatic) && n.Verb() {
			it.Tag = "NNP"
		}
	}
}
