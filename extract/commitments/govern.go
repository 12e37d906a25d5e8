package commitments

import (
	"strings"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph/text"
)

// What a word of promise governs.

// govern reads what follows the word of promise at i: "to V", "that X will V",
// "V-ing", a noun phrase. It says whether there was any of it.
func (r *reader) govern(i, k, hi int, u *undertaking) bool {
	p := u.pledge
	for r.At(k).Adverb() && !r.At(k).Is("not", "never") {
		k++
	}
	if p.person && !r.At(k).Is("to", "that") {
		if n, owed := r.recipient(k); n > k {
			u.owed = append(u.owed, owed...)
			k = n
		}
	}
	if reflexive[r.At(k).Lower] {
		k++
	}
	k = r.between(k, hi)
	it, next := r.At(k), r.At(k+1)
	switch {
	case it.Is("not", "never") && next.Is("to"):
		u.negation = r.span(k)
		u.pledge.outcome = Negated
		return r.infinitive(k+2, hi, u)
	case it.Is("to") && next.Is("not", "never"):
		u.negation = r.span(k + 1)
		u.pledge.outcome = Negated
		return r.infinitive(k+2, hi, u)
	case it.Is("to") && r.baseVerb(k+1):
		return r.infinitive(k+1, hi, u)
	case it.Is("for") && next.Tag == "VBG" && p.gerund && acts.Lemma(next.Lower) != "":
		return r.gerund(k+1, hi, u)
	case it.Is("for") && p.object && p.lemma != "offer" || it.Is("for") && p.on:
		return r.forTo(k+1, hi, u)
	case it.Is("to", "of") && next.Tag == "VBG" && !r.nominalIng(k+1) && p.gerund, it.Is("of", "in", "on") && next.Tag == "VBG" && acts.Lemma(next.Lower) != "":
		return r.gerund(k+1, hi, u)
	case it.Tag == "VBG" && p.gerund && !r.At(i).Noun() && (it.Is("having") || acts.Lemma(it.Lower) != "" || opensObject(next)):
		if it.Is("having") {
			return r.having(k, hi, u)
		}
		return r.gerund(k, hi, u)
	case it.Is("that") || it.Tag == "PRP" && !it.Is("it", "them", "him", "us", "me") || r.clauseWithModal(k, hi):
		r.allow(k, hi, u)
		return true
	case it.Is("on", "upon", "to") && p.on && (!it.Is("to") || acts.Lemma(next.Lower) == ""):
		return r.nominal(k+1, hi, u)
	case it.Is("to", "of") && p.gerund:
		return r.nominal(k+1, hi, u)
	case p.object && !it.Is("to", "by", "of") && (p.lemma != "agree" || !r.clauseAt(k)):
		return r.nominal(k, hi, u)
	}
	return false
}

func (r *reader) baseVerb(k int) bool {
	for r.At(k).Adverb() {
		k++
	}
	it := r.At(k)
	return it.Tag == "VB" || it.Tag == "VBP" || it.Tag == "NN" && takesObject(r.At(k+1)) || acts[it.Lower].Lemma == it.Lower && acts[it.Lower].Lemma != "" && it.Tag != "NNS"
}

// between skips what may stand between a word of promise and what it governs.
func (r *reader) between(k, hi int) int {
	for n := 0; n < 6 && k < hi; n++ {
		it := r.At(k)
		switch {
		case it.Is("to", "that", "not", "never") || it.Tag == "VBG":
			return k
		case it.Adverb() || it.Time:
			k++
		case it.Comma() && r.conditionFrom(k+1) != nil && r.At(r.at(r.conditionFrom(k+1).b)).Is("to"):
			k = r.at(r.conditionFrom(k + 1).b)
		case it.Is("on", "in", "at", "during", "after", "with", "last", "this", "earlier", "alongside", "under"):
			p := phrases.Right(r.Clause, k+1)
			if !p.OK() {
				return k
			}
			// Only where "to V" or "that" follows, and it is no deed itself.
			if to := r.At(p.B); (to.Is("to") && r.baseVerb(p.B+1) || to.Is("that") && to.Tag != "WDT" || to.Adverb() || to.Is("in", "on", "at", "with", "for")) && (r.timeAt(k+1) || r.towards(p.B, hi)) {
				k = p.B
				continue
			}
			return k
		default:
			return k
		}
	}
	return k
}

// towards: from k, over more such phrases, "to V" or "that" comes.
func (r *reader) towards(k, hi int) bool {
	for n := 0; n < 3; n++ {
		it := r.At(k)
		if it.Is("to") && r.baseVerb(k+1) || it.Is("that") {
			return k < hi
		}
		if !it.Is("on", "in", "at", "with") {
			return false
		}
		p := phrases.Right(r.Clause, k+1)
		if !p.OK() {
			return false
		}
		k = p.B
	}
	return false
}

// recipient reads who is promised something: "promised Kyiv that", "offered
// Ukraine 20 jets".
func (r *reader) recipient(k int) (int, []text.Span) {
	p := r.shortName(k)
	if !p.OK() {
		return k, nil
	}
	n := r.At(p.B)
	if n.Is("that", "to", "of") || p.OK() && r.shortName(k).B == p.B && (n.Tag == "CD" || n.Tag == "DT" || n.Tag == "$" || n.Tag == "JJ" || n.Tag == "NNS" || n.Tag == "PRP$" || n.Tag == "NN" || n.Tag == "JJR" || n.Tag == "PRP" || n.Tag == "NNP" && r.clauseWithModal(p.B, len(r.Items))) {
		return p.B, []text.Span{r.Span(p.A, p.B)}
	}
	return k, nil
}

// shortName is a name, pronoun or agent that stands alone before something
// else: "Kyiv", "them", "its allies".
func (r *reader) shortName(k int) phrases.Phrase {
	i := k
	if r.At(i).Tag == "PRP" {
		return phrases.Phrase{A: k, B: k + 1, H: k}
	}
	if r.At(i).Tag == "DT" || r.At(i).Tag == "PRP$" {
		i++
		for i < k+4 && (strings.HasPrefix(r.At(i).Tag, "JJ") || r.At(i).Tag == "NNP" && agents[r.At(i+1).Lower]) {
			i++
		}
		if agents[r.At(i).Lower] || r.At(i).Is("voters", "people", "residents", "workers", "citizens", "families", "victims", "farmers", "reporters") {
			return phrases.Phrase{A: k, B: i + 1, H: i}
		}
		if r.At(i).Tag != "NNP" {
			return phrases.Phrase{}
		}
	}
	from := i
	for strings.HasPrefix(r.At(i).Tag, "NNP") && !r.At(i).Time {
		i++
	}
	if i == from {
		if r.At(i).Is("voters", "residents", "workers", "citizens", "families", "farmers", "reporters", "lawmakers", "allies", "partners") {
			return phrases.Phrase{A: k, B: i + 1, H: i}
		}
		return phrases.Phrase{}
	}
	if units[r.At(i).Lower] || r.At(i).Tag == "POS" || r.At(i).Is("'s") {
		return phrases.Phrase{}
	}
	return phrases.Phrase{A: k, B: i, H: i - 1}
}

// infinitive reads the verb after "to", with its deeds.
func (r *reader) infinitive(k, hi int, u *undertaking) bool {
	g, ok := r.groupAfter(k, hi)
	if !ok {
		return false
	}
	lemma := r.lemma(g)
	if idle[lemma] || u.sure < 0.6 && unpromised[lemma] || u.sure < 0.5 && acts.Lemma(lemma) == "" || given[lemma] && idleThings[r.At(phrases.Right(r.Clause, g.verb+1).H).Lower] {
		return false
	}
	// "agreed to offer": what is agreed is the offer.
	if g.negation.Len() > 0 {
		u.negation, u.pledge.outcome = g.negation, Negated
	}
	_, end, said := r.bounds(g.verb)
	if said != nil {
		u.said = said
		hi = min(hi, max(end, g.verb+1))
	}
	r.emit(u, r.deeds(g.verb, hi, g.form))
	return true
}

// idle verbs after "to" say nothing that could be kept.
var idle = grammar.Set("comment say tell be speak answer discuss elaborate reply confirm identify disclose specify give-up talk think believe see know name detail interview quote")

// idleThings are what spokesmen decline to give.
var idleThings = grammar.Set("date dates detail details reason reasons name names figure figures comment comments number numbers timeline timetable explanation specifics estimate interview answer answers information")

func (r *reader) gerund(k, hi int, u *undertaking) bool {
	if r.At(k).Tag != "VBG" && r.At(k).Tag != "VBN" || idle[phrases.Stem(r.At(k).Lower)] || r.At(k).Is("being", "making") && r.At(k+1).Is("clear") {
		return false
	}
	_, end, said := r.bounds(k)
	if said != nil {
		u.said, hi = said, min(hi, max(end, k+1))
	}
	g := r.pass(verbGroup{verb: k, form: phrases.Ing}, hi)
	r.emit(u, r.deeds(g.verb, hi, g.form))
	return true
}

// having: "denied having promised to send": what was promised is denied.
func (r *reader) having(k, hi int, u *undertaking) bool {
	for n := k + 1; n < k+4; n++ {
		v, ok := pledgeVerbs[r.At(n).Lower]
		if !ok || v.outcome != Pledged {
			continue
		}
		r.done[n] = true
		w := *u
		w.pledge = v.pledge
		w.pledge.outcome = Denied
		return r.govern(n, n+1, hi, &w)
	}
	return r.gerund(k+1, hi, u)
}

// forTo reads "for British forces to be deployed".
func (r *reader) forTo(k, hi int, u *undertaking) bool {
	p := phrases.Right(r.Clause, k)
	if !p.OK() {
		return false
	}
	end := phrases.Full(r.Clause, k, hi, func(i int) bool { return r.At(i).Is("to") })
	if !r.At(end).Is("to") {
		return false
	}
	g, ok := r.groupAfter(end+1, hi)
	if !ok {
		return false
	}
	if r.forces(p) {
		if owners := r.owners(p); len(owners) > 0 {
			u.pledgors, u.theirs = owners, true
		}
		u.forces = []text.Span{phrases.Bare(r.Clause, p)}
	} else if g.form != phrases.Participle && (r.named(p) || agents[r.At(p.H).Lower]) {
		u.pledgors = nil
		for _, m := range phrases.Members(r.Clause, k, end) {
			u.pledgors = append(u.pledgors, r.Span(m.A, m.B))
		}
	}
	if by := r.byAgent(g, g.form == phrases.Participle); len(by) > 0 {
		u.pledgors, u.theirs = by, false
	}
	if _, e, said := r.bounds(g.verb); said != nil {
		u.said, hi = said, min(hi, max(e, g.verb+1))
	}
	deeds := r.deeds(g.verb, hi, g.form)
	if g.form == phrases.Participle {
		for n := range deeds {
			deeds[n].object = p
		}
	}
	r.emit(u, deeds)
	return true
}

// clauseWithModal: from k on stands a subject with a modal.
func (r *reader) clauseWithModal(k, hi int) bool {
	p := phrases.Right(r.Clause, k)
	if !p.OK() {
		return false
	}
	end := phrases.Full(r.Clause, k, hi, nil)
	for i := end; i < hi && i < end+3; i++ {
		if r.At(i).Tag == "MD" {
			return true
		}
		if !r.At(i).Adverb() {
			return false
		}
	}
	return r.At(p.B).Tag == "MD"
}

// allow lets the modals from k on promise something. An infinitive after a
// verb of promise inside is read when its turn comes.
func (r *reader) allow(k, hi int, u *undertaking) {
	end := k
	for end < hi && !r.At(end).Stop() {
		end++
	}
	r.licences = append(r.licences, grant{a: k, b: end, start: u.start, pledge: u.pledge, pledgors: u.pledgors, owed: u.owed})
}

// clauseAt: at k begins a clause with a subject of its own and a verb with
// tense.
func (r *reader) clauseAt(k int) bool {
	p := phrases.Right(r.Clause, k)
	if !p.OK() {
		return false
	}
	for i := p.B; i < len(r.Items) && i < p.B+8; i++ {
		switch it := r.At(i); {
		case it.Finite():
			return true
		case it.Comma() || it.Stop() || it.Is("and", "that", "which"):
			return false
		}
	}
	return false
}
