package commitments

import (
	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
	"onrecord/graph/text"
)

// pledgeVerb reads a verb of promise, or of the opposite, at item i. It says
// false where the word is something else there.
func (r *reader) pledgeVerb(i int, v verbPledge) bool {
	it := r.At(i)
	if !it.Verb() && !(it.Tag == "NN" && v.form == phrases.Base) || it.Tag == "MD" || it.Tag == "NN" {
		return false
	}
	g := r.Group(grammar.Group{Head: i, End: i + 1, Ing: v.form == phrases.Ing})
	if r.conditional(i) || r.asks() || r.obliged(&g) {
		return true
	}
	if closing[v.lemma] {
		return r.closes(i, v.pledge, &g)
	}
	if withdrawing[v.lemma] && r.takesBack(i, v.pledge, &g) {
		return true
	}
	p, k := v.pledge, i+1
	if i == 0 && v.form == phrases.Third && p.outcome == Pledged && r.At(1).Is("to") {
		// A resolution speaks of itself: "Decides to extend the mandate".
		r.govern(i, k, len(r.Items), &undertaking{pledge: p, sure: p.sure - 0.2})
		return true
	}
	if obliging[v.lemma] {
		if r.obliges(i, p, &g) || v.lemma != "commit" && !reflexive[r.At(k).Lower] {
			return true
		}
		p.strength = graph.DeclaredIntent
	}
	if !r.governs(i, v.lemma) {
		return true
	}
	if np := phrases.Right(r.Clause, k); np.OK() && !g.Passive && (p.outcome == Refused && requests[r.At(np.H).Lower] || duties[r.At(np.H).Lower] && accepting[v.lemma]) {
		r.done[np.H] = true
		k, p.object, p.gerund = np.B, false, false
	} else if accepting[v.lemma] || p.outcome == Refused && spurning[v.lemma] {
		return true
	}
	if g.Passive {
		r.passivePledge(i, p, &g)
		return true
	}
	if g.Negated {
		if _, _, said := r.bounds(i); said == nil || p.outcome != Pledged || p.strength == graph.Aspiration {
			return true
		}
		p.outcome = Denied
	}
	r.promise(i, k, p, r.agentOf(&g), &g)
	return true
}

// obliged: what stands before the verb makes it no act of its subject: "must
// commit", "should promise".
func (r *reader) obliged(g *grammar.Group) bool {
	for k := g.First; k < g.Head; k++ {
		if r.At(k).Is("must", "should", "ought", "need", "to") {
			return true
		}
	}
	return false
}

// governs: the verb at i can govern what is promised: "swore to" does, "was
// sworn in" does not.
func (r *reader) governs(i int, lemma string) bool {
	a := r.At(i + 1)
	switch lemma {
	case "swear":
		return !a.Is("in", "by", "at")
	case "offer", "volunteer", "decline", "refuse", "agree", "aim", "hope", "prepare", "vote":
		return !a.Is("up", "for")
	}
	return !withdrawing[lemma]
}

// agentOf finds who does what the group says.
func (r *reader) agentOf(g *grammar.Group) subject {
	if g.Ing {
		m := r.Governor(g)
		if !m.OK() || m.B > len(r.Items) {
			return subject{mention: grammar.Mention{A: -1}}
		}
		s := subject{mention: m, members: phrases.Members(r.Clause, m.A, m.B)}
		if len(s.members) == 0 {
			return subject{mention: grammar.Mention{A: -1}}
		}
		s.phrase = s.members[0]
		r.describe(&s)
		return s
	}
	return r.subject(g.First)
}

// promise reads what the word of promise at item i governs, from k on.
func (r *reader) promise(i, k int, p pledge, s subject, g *grammar.Group) {
	if s.mention.A >= 0 && (nobody[r.At(s.phrase.H).Lower] || r.At(s.phrase.A).Is("no", "neither")) {
		return
	}
	if s.mention.A < 0 || !s.agent() && (inanimate[r.At(s.phrase.H).Lower] || !r.At(s.phrase.H).Noun() || !(human[p.lemma] || reflexive[r.At(k).Lower])) {
		return
	}
	if !s.agent() {
		s.actor = true // who promises is somebody: "the hill tribes have sworn"
	}
	_, _, said := r.bounds(i)
	if said != nil && foreseeing[said.said.Lemma] && !s.self {
		return
	}
	u := undertaking{pledge: p, pledgors: r.pledgors(s, said), theirs: s.theirs, start: s.mention.A, subject: s.mention.A, said: said, sure: p.sure}
	if s.theirs {
		u.forces = []text.Span{phrases.Bare(r.Clause, s.phrase)}
	}
	if p.strength == graph.DeclaredIntent {
		u.pledge.strength = r.signedHere(s.mention.A)
	}
	for m := g.First; m < i; m++ {
		if w := modals[r.At(m).Lower]; w != "" {
			u.modal = r.span(m)
			if offering[w] && u.pledge.strength == graph.DeclaredIntent {
				u.pledge.strength = graph.Offered
			}
		}
	}
	if len(u.pledgors) == 0 {
		return
	}
	r.govern(i, k, len(r.Items), &u)
}

// signedHere: what comes before item a tells of a signature: "By signing the
// declaration, Peru commits itself".
func (r *reader) signedHere(a int) graph.Strength {
	for k := 0; k < a; k++ {
		if !r.At(k).Is("signing", "signed") {
			continue
		}
		p := phrases.Right(r.Clause, k+1)
		if !p.OK() || p.B > a {
			continue
		}
		switch w := r.At(p.H).Lower; {
		case binding[w]:
			return graph.LegallyBinding
		case signed[w]:
			return graph.SignedPolitical
		}
	}
	return graph.DeclaredIntent
}

// nobody promises anything by these.
var nobody = grammar.Set("nobody none nothing no-one anybody anyone neither few")

// human verbs have somebody as their subject, unless it is one of the inanimate
// nouns that are said to promise things.
var (
	human     = grammar.Set("promise pledge vow swear undertake refuse decline agree offer renege deny rule consent volunteer give put sign walk go turn balk baulk backtrack bind earmark vote reject accede assent tear retreat row")
	inanimate = grammar.Set("plan plans deal bill system project law results result book film show season year years move measure measures car product technology app day weather statement report evidence data study road budget market markets economy story election vote future campaign programme program project initiative policy which that website article number figures")
)

// ready reads "is prepared to send", "were committed to building".
func (r *reader) ready(i int, p pledge) {
	if r.conditional(i) || r.asks() {
		return
	}
	k := i - 1
	var negation, modal text.Span
	be := -1
	for ; k >= 0; k-- {
		it := r.At(k)
		switch {
		case grammar.Be[it.Lower] || it.Is("been", "remain", "remains", "remained", "stand", "stands", "stood", "have", "has", "had"):
			be = k
		case it.Is("not", "n't", "never", "no") && !it.Is("no"):
			negation = r.span(k)
		case modals[it.Lower] != "" && it.Tag == "MD":
			modal = r.span(k)
			be = k
		case it.Adverb() || it.Is("also", "fully", "longer"):
		default:
			goto out
		}
	}
out:
	if be < 0 || r.At(i+1).Is("in", "for", "up") {
		return
	}
	for m := be; m < i; m++ {
		if r.At(m).Is("must", "should") {
			return
		}
	}
	s := r.subject(be)
	if s.mention.A < 0 || !s.agent() {
		return
	}
	_, _, said := r.bounds(i)
	if said != nil && foreseeing[said.said.Lemma] && !s.self {
		return
	}
	p.lemma = "ready"
	u := undertaking{pledge: p, pledgors: r.pledgors(s, said), theirs: s.theirs, modal: modal, negation: negation, start: s.mention.A, subject: s.mention.A, said: said, sure: p.sure, leading: true}
	if s.theirs {
		u.forces = []text.Span{phrases.Bare(r.Clause, s.phrase)}
	}
	if negation.Len() > 0 {
		u.pledge.outcome = Refused
		u.negation = text.Span{}
	}
	if len(u.pledgors) == 0 {
		return
	}
	r.govern(i, i+1, len(r.Items), &u)
}

// passivePledge: "20 tanks were pledged by Norway".
func (r *reader) passivePledge(i int, p pledge, g *grammar.Group) {
	if !p.object || p.outcome != Pledged {
		return
	}
	by := r.byAgent(verbGroup{verb: i}, true)
	s := r.SubjectAt(g.First, 0)
	if len(by) == 0 || !s.OK() {
		return
	}
	object := phrases.Right(r.Clause, s.A)
	if !object.OK() {
		return
	}
	_, hi, said := r.bounds(i)
	d := deed{verb: i, lemma: r.nominalLemma(object, deedOf(p, false)), from: i + 1, end: hi, object: object, passive: true, modal: -1, negated: -1}
	d = r.endAt(r.deeds(i, hi, phrases.Participle)[:1], hi)[0]
	d.lemma, d.object = r.nominalLemma(object, deedOf(p, false)), object
	r.emit(&undertaking{pledge: p, pledgors: by, start: s.A, subject: s.A, said: said, sure: p.sure - 0.05}, []deed{d})
}
