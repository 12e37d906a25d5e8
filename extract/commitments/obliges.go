package commitments

import (
	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
	"onrecord/graph/text"
)

// What a text makes its parties do: "the treaty obliges Iran to admit
// inspectors", "under the contract, the firm must deliver".

var (
	obliging  = grammar.Set("oblige obligate require bind compel commit")
	accepting = grammar.Set("accept assume")
	spurning  = grammar.Set("rebuff spurn dismiss")
	reflexive = grammar.Set("himself herself itself themselves ourselves myself")
)

// obliges reads "the agreement commits Greece to sell two ports". A bill that
// would oblige somebody does not do so yet.
func (r *reader) obliges(i int, p pledge, g *grammar.Group) bool {
	if g.Passive || g.Negated || reflexive[r.At(i+1).Lower] {
		return false
	}
	for k := g.First; k < i; k++ {
		if r.At(k).Tag == "MD" && !r.At(k).Is("will", "shall") {
			return false
		}
	}
	s := r.subject(g.First)
	if s.mention.A < 0 || s.agent() {
		return false
	}
	noun := r.At(s.phrase.H).Lower
	if !deals[noun] && !binding[noun] {
		return false
	}
	who := r.agentsIn(i + 1)
	end := phrases.Full(r.Clause, i+1, len(r.Items), func(m int) bool { return r.At(m).Is("to") })
	if len(who) == 0 || !r.At(end).Is("to") {
		return false
	}
	_, _, said := r.bounds(i)
	p.strength, p.gerund, p.object = firmness([]string{noun}, graph.DeclaredIntent), true, false
	u := undertaking{pledge: p, pledgors: who, start: s.mention.A, subject: s.mention.A, said: said, sure: p.sure}
	r.govern(i, end, len(r.Items), &u)
	return true
}

// must reads what a contract or a treaty asks of its parties: "Under the
// lease, the club must repair the roof".
func (r *reader) must(i int) {
	if r.conditional(i) || r.asks() {
		return
	}
	l := r.underDeal(i)
	if l == nil || l.pledge.strength != graph.LegallyBinding {
		return
	}
	_, hi, said := r.bounds(i)
	g, ok := r.groupAfter(i+1, hi)
	s := r.subject(i)
	if !ok || g.form == phrases.Participle || s.mention.A < 0 || !s.agent() {
		return
	}
	u := undertaking{pledge: l.pledge, pledgors: r.pledgors(s, said), theirs: s.theirs, start: s.mention.A, subject: s.mention.A, said: said, sure: 0.55, leading: true, modal: r.span(i), negation: g.negation}
	if g.negation.Len() > 0 {
		u.pledge.outcome = Negated
	}
	r.emit(&u, r.deeds(g.verb, hi, g.form))
}

// isTo reads a plan worded as "Finland is to train 200 pilots".
func (r *reader) isTo(i int) {
	if r.conditional(i) || r.asks() || !r.baseVerb(i+2) {
		return
	}
	_, hi, said := r.bounds(i)
	g, ok := r.groupAfter(i+2, hi)
	s := r.subject(i)
	if !ok || s.mention.A < 0 || !s.agent() || s.relative || r.expected(s) {
		return
	}
	lemma := r.lemma(g)
	if acts.Lemma(lemma) == "" || unpromised[lemma] || g.form == phrases.Participle && !s.theirs {
		return
	}
	if said != nil && foreseeing[said.said.Lemma] && !s.self {
		return
	}
	u := undertaking{pledge: pledged(graph.DeclaredIntent, 0.5), pledgors: r.pledgors(s, said), theirs: s.theirs, start: s.mention.A, subject: s.mention.A, said: said, sure: 0.5, leading: true, modal: text.Span{}}
	if s.theirs {
		u.forces = []text.Span{phrases.Bare(r.Clause, s.phrase)}
	}
	deeds := r.deeds(g.verb, hi, g.form)
	if g.form == phrases.Participle {
		for n := range deeds {
			deeds[n].object = s.phrase
		}
	}
	r.emit(&u, deeds)
}
