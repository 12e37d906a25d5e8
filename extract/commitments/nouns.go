package commitments

import (
	"strings"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
	"onrecord/graph/text"
)

// pledgeNoun reads a noun of promise at item i: "a commitment from Washington
// to support", "its offer of 20 tanks", "intentions for troops to be
// deployed".
func (r *reader) pledgeNoun(i int, p pledge) {
	if r.conditional(i) || r.asks() || strings.HasPrefix(r.At(i+1).Tag, "NN") && !r.At(i+1).Time && r.At(i+1).Tag != "NNP" {
		return
	}
	np := phrases.Left(r.Clause, i)
	if !np.OK() {
		return
	}
	verb := r.verbOver(np.A)
	if verb >= 0 && (r.readAtVerb(verb, p) || demanded[r.At(verb).Lower]) {
		return
	}
	own := r.ownerOf(np, i)
	if r.takenBack(i, i+1, p, np, own) {
		return
	}
	own, k := r.giver(i+1, own)
	_, _, said := r.bounds(i)
	u := undertaking{pledge: p, pledgors: own, start: np.A, subject: np.A, said: said, sure: p.sure}
	u.pledge.gerund, u.noun = true, true
	u.pledge.object = false
	if r.At(np.A).Is("no") {
		if p.lemma != "plan" && p.lemma != "intention" && p.lemma != "intent" {
			return
		}
		u.pledge.outcome, u.pledge.strength = Refused, graph.DeclaredIntent
	}
	if r.held(&u, verb) {
		r.governNoun(i, k, &u)
	}
}

// readAtVerb: what the noun of promise means is read at the verb over it.
func (r *reader) readAtVerb(verb int, p pledge) bool {
	use, ok := pledgeVerbs[r.At(verb).Lower]
	return ok && (closing[use.lemma] && deals[p.lemma] || use.outcome == Refused || use.outcome == Withdrawn)
}

// giver reads whose promise it is behind the noun: "a commitment from
// Washington to". It gives where what is promised begins.
func (r *reader) giver(k int, own []text.Span) ([]text.Span, int) {
	if !r.At(k).Is("from", "by", "of") {
		return own, k
	}
	named := r.agentsIn(k + 1)
	if len(named) == 0 {
		return own, k
	}
	end := phrases.Full(r.Clause, k+1, len(r.Items), func(m int) bool { return !r.At(m).Is("and", "&") && !r.At(m).Comma() })
	if r.At(k).Is("from", "by") || r.At(end).Is("to", "that") {
		return named, end
	}
	return own, k
}

// held finds who made the promise where the noun does not say: the subject of
// the verb over it. It is false of a plan or a deal that nobody made.
func (r *reader) held(u *undertaking, verb int) bool {
	lemma := u.pledge.lemma
	if len(u.pledgors) == 0 && verb >= 0 {
		if deals[lemma] || lemma == "plan" && !made[r.At(verb).Lower] {
			return false
		}
		m, start := r.holder(verb)
		u.pledgors = m
		if len(m) > 0 {
			u.start = start
			u.leading = false
		}
	}
	if len(u.pledgors) == 0 && (lemma == "plan" || deals[lemma] && verb >= 0) {
		return false
	}
	if deals[lemma] && len(u.pledgors) == 0 {
		u.sure = 0.4
	}
	return true
}

// governNoun reads what the noun of promise at i governs, from k on.
func (r *reader) governNoun(i, k int, u *undertaking) {
	lemma := u.pledge.lemma
	switch {
	case r.At(k).Is("under") && r.At(k+1).Is("which"):
		u.pledge.strength = firmness([]string{lemma}, u.pledge.strength)
		r.allow(k+2, len(r.Items), u)
		return
	case r.At(k).Is("for") && (lemma == "intention" || lemma == "plan" || lemma == "intent"):
		r.forTo(k+1, len(r.Items), u)
		return
	}
	if len(u.pledgors) == 0 {
		// Whose promise it is does not matter where a text is said to hold it.
		if !r.ofText() {
			return
		}
		u.sure -= 0.3
	}
	if r.At(k).Is("of") && r.At(k+1).Tag != "VBG" && (lemma == "pledge" || lemma == "offer" || lemma == "promise" || lemma == "commitment") {
		r.nominal(k+1, len(r.Items), u)
		return
	}
	r.govern(i, k, len(r.Items), u)
}

// texts are nouns for what a promise can stand in.
var texts = grammar.Set("text draft bill law resolution version roadmap ordinance protocol communique communiqué statement declaration treaty agreement pact manifesto platform accord document memorandum charter constitution contract conclusions")

// ofText: the segment speaks of a text.
func (r *reader) ofText() bool {
	for i := range r.Items {
		if texts[r.Items[i].Lower] {
			return true
		}
	}
	return false
}

// demanded: what somebody wants of others is no promise yet.
var demanded = grammar.Set("seek seeks sought seeking demand demands demanded demanding want wants wanted need needs needed request requests requested require requires required await awaits awaited lack lacks lacked urge urged expect expects expected discuss discussed discussing get obtain extract")

// made are verbs with which somebody states a plan.
var made = grammar.Set("announced announce announces announcing unveiled unveil unveils unveiling has have had outlined outline outlines outlining presented present presents approved approve approves confirmed confirm confirms revealed reveal reveals set laid adopted adopts detailed")

// ownerOf gives whose promise it is: "Norway's pledge", "its offer".
func (r *reader) ownerOf(np phrases.Phrase, i int) []text.Span {
	for k := i - 1; k >= np.A; k-- {
		it := r.At(k)
		switch {
		case it.Tag == "POS" || it.Is("'s", "'"):
			p := phrases.Left(r.Clause, k-1)
			if p.OK() && (r.named(p) || agents[r.At(p.H).Lower]) {
				return []text.Span{r.Span(p.A, p.B)}
			}
		case it.Tag == "PRP$" && it.Is("its", "his", "her", "their", "our", "my"):
			if v := r.verbOver(np.A); v >= 0 {
				if m, _ := r.holder(v); len(m) > 0 {
					return m
				}
			}
			return []text.Span{r.span(k)}
		case strings.HasPrefix(it.Tag, "JJ") && capitalised(it) && k > 0 || it.Tag == "NNP" && k < i && !it.Time:
			return []text.Span{r.span(k)}
		}
	}
	return nil
}

// verbOver gives the verb that governs the noun phrase that begins at a, or
// -1.
func (r *reader) verbOver(a int) int {
	for k := a - 1; k >= 0 && k >= a-4; k-- {
		it := r.At(k)
		if it.Verb() && it.Tag != "MD" {
			return k
		}
		if !it.Adverb() && !it.Is("on", "to", "for", "with", "out", "up", "of", "from", "about") {
			return -1
		}
	}
	return -1
}

// holder gives the subject of the verb at v and where it begins. What a
// declaration says is said by those who signed it.
func (r *reader) holder(v int) ([]text.Span, int) {
	for n := 0; n < 3; n++ {
		g := r.Group(grammar.Group{Head: v, End: v + 1, Ing: r.At(v).Tag == "VBG"})
		if g.Passive {
			return nil, 0
		}
		s := r.agentOf(&g)
		if s.mention.A < 0 {
			return nil, 0
		}
		if s.relative && deals[r.At(s.phrase.H).Lower] || s.relative && r.At(s.phrase.H).Is("document", "text", "letter", "plan") {
			if v = r.verbOver(s.phrase.A); v < 0 {
				return nil, 0
			}
			continue
		}
		if !s.agent() {
			return nil, 0
		}
		_, _, said := r.bounds(v)
		return r.pledgors(s, said), s.mention.A
	}
	return nil, 0
}
