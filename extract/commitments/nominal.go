package commitments

import (
	"strings"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
	"onrecord/graph/text"
)

// Deeds that a noun names, and promises that are the object of a verb.

// closes reads a deal that somebody reached: "reached a consensus on
// assurances", "signed an agreement to share", "announced plans to send".
func (r *reader) closes(i int, p pledge, g *grammar.Group) bool {
	if g.Passive {
		return true
	}
	np := phrases.Right(r.Clause, i+1)
	if !np.OK() {
		return true
	}
	noun := r.At(np.H).Lower
	if !deals[noun] && !deals[strings.TrimSuffix(noun, "s")] {
		return false
	}
	s := r.agentOf(g)
	if s.mention.A < 0 || !s.agent() || g.Negated {
		return true
	}
	_, _, said := r.bounds(i)
	p.on, p.gerund, p.object = true, true, false
	p.strength = firmness([]string{strings.TrimSuffix(noun, "s")}, graph.DeclaredIntent)
	if signing[p.lemma] && p.strength != graph.LegallyBinding && signed[strings.TrimSuffix(noun, "s")] {
		p.strength = graph.SignedPolitical
	}
	for k := np.A; k < np.H; k++ {
		if r.At(k).Is("binding", "legally-binding") {
			p.strength = graph.LegallyBinding
		}
	}
	u := undertaking{pledge: p, pledgors: r.pledgors(s, said), start: s.mention.A, subject: s.mention.A, said: said, sure: p.sure}
	k := np.B
	if r.At(k).Is("under") && r.At(k+1).Is("which", "whereby") {
		r.allow(k+2, len(r.Items), &u)
		return true
	}
	if r.At(k).Is("whereby") || r.At(k).Is("that", "which") && r.At(k+1).Is("commits", "obliges", "binds", "requires") {
		r.allow(k+1, len(r.Items), &u)
		return true
	}
	r.done[np.H] = true
	r.govern(i, k, len(r.Items), &u)
	return true
}

// takesBack reads "withdrew its offer to send".
func (r *reader) takesBack(i int, p pledge, g *grammar.Group) bool {
	np := phrases.Right(r.Clause, i+1)
	if !np.OK() {
		return false
	}
	noun, ok := pledgeNouns[r.At(np.H).Lower]
	if !ok || deals[noun.lemma] || noun.outcome != Pledged {
		return false
	}
	own := r.ownerOf(np, np.H)
	_, hi, said := r.bounds(i)
	s := subject{mention: grammar.Mention{A: -1}}
	start := i
	if !g.Passive {
		if s = r.agentOf(g); s.mention.A >= 0 && s.agent() {
			own = r.pledgors(s, said)
			start = s.mention.A
		}
	}
	if len(own) == 0 || g.Negated {
		return true
	}
	r.done[np.H] = true
	p.strength, p.gerund, p.object, p.lemma = noun.strength, true, false, noun.lemma
	u := undertaking{pledge: p, pledgors: own, start: start, subject: start, said: said, sure: p.sure}
	if !r.govern(np.H, np.B, len(r.Items), &u) {
		d := deed{verb: i, lemma: r.nominalLemma(np, deedOf(noun, true)), from: i + 1, end: phrases.Full(r.Clause, i+1, hi, nil), object: np, modal: -1, negated: -1}
		r.emit(&u, []deed{d})
	}
	return true
}

// takenBack reads "plans to widen the canal have been shelved", whoever did.
func (r *reader) takenBack(i, k int, p pledge, np phrases.Phrase, own []text.Span) bool {
	if !r.At(k).Is("to") || deals[p.lemma] || p.outcome != Pledged {
		return false
	}
	for v := k + 2; v < len(r.Items) && v < k+18; v++ {
		it := r.At(v)
		if it.Stop() {
			return false
		}
		if !withdrawing[pledgeVerbs[it.Lower].lemma] || it.Tag != "VBN" && it.Tag != "VBD" {
			continue
		}
		g := r.Group(grammar.Group{Head: v, End: v + 1})
		if !g.Passive || g.Negated || r.At(g.First).Tag == "MD" || r.obliged(&g) {
			return false
		}
		if by := r.byAgent(verbGroup{verb: v}, true); len(by) > 0 {
			own = by
		}
		p.outcome, p.gerund, p.object = Withdrawn, true, false
		_, _, said := r.bounds(v)
		r.done[v] = true
		return r.govern(i, k, g.First, &undertaking{pledge: p, pledgors: own, start: np.A, subject: np.A, said: said, sure: p.sure})
	}
	return false
}

// deedOf gives the verb of what is promised where only a thing is named. A noun
// of promise, and what nobody promised, is about giving it: who made a promise
// of 20 tanks is to give them. A verb of promise with its object stands for the
// deed itself, for it says no more: "pledged 40 million euros".
func deedOf(p pledge, noun bool) string {
	switch p.lemma {
	case "promise", "pledge", "vow", "commit", "commitment", "undertaking", "assurance":
		if noun || p.outcome != Pledged {
			return "give"
		}
	case "rule":
		return "rule out"
	}
	return p.lemma
}

// nominal reads a deed that a noun phrase names: "5,000 troops", "the
// establishment of an office".
func (r *reader) nominal(k, hi int, u *undertaking) bool {
	np := phrases.Right(r.Clause, k)
	if !np.OK() || r.At(np.A).Tag == "PRP" {
		return false
	}
	head := r.At(np.H)
	family := promised(head.Lower)
	if u.pledge.outcome == Withdrawn && family != "" {
		// "reneged on its promise to send": what was promised stands behind.
		r.done[np.H] = true
		w := *u
		w.pledge.object, w.pledge.on = false, false
		w.pledge.gerund = true
		if r.govern(np.H, np.B, hi, &w) {
			return true
		}
	}
	lemma := r.nominalLemma(np, "")
	if lemma == "" {
		if !r.tangible(np) && u.pledge.outcome == Pledged {
			return false
		}
		lemma = deedOf(u.pledge, u.noun)
	}
	_, end, said := r.bounds(np.H)
	if said != nil {
		u.said, hi = said, min(hi, max(end, np.B))
	}
	d := deed{verb: np.H, lemma: lemma, from: np.A, object: np, modal: -1, negated: -1}
	whole := r.deeds(np.H, hi, phrases.Base)
	d.end = whole[0].end
	if r.At(np.B).Is("of") && deverbal[head.Lower] != "" {
		if inner := phrases.Right(r.Clause, np.B+1); inner.OK() {
			d.object, d.from = inner, np.B+1
		}
	}
	first := len(r.out)
	r.emit(u, []deed{d})
	if first < len(r.out) {
		r.out[first].family = strings.TrimSuffix(family, "s")
	}
	// What it consists of, and what its relative clauses say of it.
	r.licences = append(r.licences, grant{a: np.B, b: r.clauseLimit(np.B), start: u.start, family: strings.TrimSuffix(family, "s"), pledge: u.pledge, pledgors: u.pledgors, owed: u.owed})
	r.parts(np.B, u, strings.TrimSuffix(family, "s"))
	return true
}

func (r *reader) clauseLimit(k int) int {
	for k < len(r.Items) && !r.At(k).Stop() {
		k++
	}
	return k
}

// nominalLemma gives the verb of a noun phrase: of its head, or of what stands
// before it ("monitoring system").
func (r *reader) nominalLemma(p phrases.Phrase, otherwise string) string {
	for i := p.H; i >= p.A; i-- {
		if l := deverbal[r.At(i).Lower]; l != "" {
			return l
		}
		if it := r.At(i); it.Tag == "VBG" && i < p.H || strings.HasSuffix(it.Lower, "ing") && i < p.H {
			if l := acts.Lemma(it.Lower); l != "" {
				return l
			}
		}
	}
	return otherwise
}

// tangible: the noun phrase names something that can be given: forces, money,
// goods, a number of anything.
func (r *reader) tangible(p phrases.Phrase) bool {
	if h := r.At(p.H).Lower; units[h] || capabilities[h] || goods[h] {
		return true
	}
	for i := p.A; i < p.B; i++ {
		if it := r.At(i); it.Tag == "CD" && !it.Is("one") || it.Tag == "$" || it.Is("million", "billion", "thousands", "hundreds", "several", "dozens") {
			return true
		}
	}
	return false
}

var goods = grammar.Set("money funds funding cash reforms reform elections election referendum amnesty asylum visas vaccines food grain fuel gas oil electricity power generators shelter housing jobs compensation reparations relief sanctions package packages transparency neutrality independence access passage immunity concessions subsidies scholarships grants ceasefire truce release swap exchange summit cover air-cover intelligence satellites satellite refuge peace security")
