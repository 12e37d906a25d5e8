package speech

import (
	"onrecord/extract/grammar"
	"onrecord/graph"
)

// meaning reads the first two sentences of the content: what is said first is
// what is said.
func (e *reading) meaning(s *Statement) meaning {
	plain := e.t.Unmarked(s.Content)
	m := meaning{act: graph.Assert}
	for i := 0; i < len(plain.Sentences) && i < 2; i++ {
		c := grammar.NewClause(plain, i)
		if next := e.clauseMeaning(c, s); m.act == graph.Assert && m.byOwnSide == "" {
			m = next
		}
	}
	return m
}

func (e *reading) clauseMeaning(c *grammar.Clause, s *Statement) meaning {
	m := meaning{act: graph.Assert}
	if exhorts(c) {
		m.act = graph.Demand
		return m
	}
	p, ok := c.Predicate()
	if !ok {
		return m
	}
	v := verbOf(c, &p)
	if firstPerson(c, p.Subject) {
		if act, ok := e.performed(c, &p, v); ok {
			m.act = act
			return m
		}
	}
	if v.unlikely {
		m.act = graph.Doubt
		return m
	}
	if demands(c, &p) {
		m.act = graph.Demand
		return m
	}
	m.agent, m.byOwnSide = p.Subject.Span, undertaken(&p, v)
	if m.byOwnSide == "" {
		m.agent.End = m.agent.Start
	}
	if m.byOwnSide != "" && (firstPerson(c, p.Subject) || e.speaksOfSelf(c, p.Subject, s)) {
		m.act = m.byOwnSide
	}
	return m
}

// exhorts: let us go; do not go; please go.
func exhorts(c *grammar.Clause) bool {
	first, second := c.At(0), c.At(1)
	return first.Is("let") && second.Is("us", "'s") || first.Is("do") && second.Is("not", "n't") || first.Is("please") || first.Is("never") && second.Tag == "VB"
}

// A verb is what the main verb of a clause means, as far as it matters here.
type verb struct {
	lower    string
	unlikely bool
}

func verbOf(c *grammar.Clause, p *grammar.Predicate) verb {
	it := c.At(p.Head)
	v := verb{lower: it.Lower}
	k := p.Head + 1
	negated := p.Negated
	for c.At(k).Adverb() || c.At(k).Is("not", "n't") {
		negated = negated || c.At(k).Is("not", "n't")
		k++
	}
	if grammar.Be[it.Lower] || it.Is("seem", "seems", "seemed", "look", "looks", "remain", "remains") {
		v.unlikely = c.At(k).Is("unlikely", "doubtful") || negated && c.At(k).Is("likely")
	}
	return v
}

func firstPerson(c *grammar.Clause, m grammar.Mention) bool {
	return m.OK() && m.B == m.A+1 && c.At(m.A).Is("i", "we")
}

// speaksOfSelf: in the reporter's words the speaker is "he" or "they", or is
// named again.
func (e *reading) speaksOfSelf(c *grammar.Clause, m grammar.Mention, s *Statement) bool {
	if !m.OK() || s.Type == graph.Direct {
		return false
	}
	if m.B == m.A+1 && c.At(m.A).Is("he", "she", "they", "it") {
		return true
	}
	return s.Source.Len() > 0 && m.Span.In(e.t.Source) == s.Source.In(e.t.Source)
}

// performed is the act of a verb in the first person: we demand, I doubt.
func (e *reading) performed(c *grammar.Clause, p *grammar.Predicate, v verb) (graph.SpeechAct, bool) {
	if imagined[v.lower] && p.Negated {
		return graph.Doubt, true
	}
	if p.Modal != "" && p.Modal != "must" && p.Modal != "can" {
		return "", false // we would welcome, I will think
	}
	lemma := v.lower
	if use, ok := e.lexicon.Verb(v.lower); ok {
		lemma = use.Verb.Lemma
	}
	if v.lower == "call" && !c.At(p.Head+1).Is("on", "for", "upon") {
		return "", false
	}
	act, ok := acts[lemma]
	if grammar.Be[v.lower] {
		act, ok = acts[c.At(p.Head+1).Lower] // we are ready, I am confident
	}
	if ok && p.Negated {
		act = negation(act)
	}
	return act, ok
}

// imagined are verbs that say no to what cannot be thought.
var imagined = grammar.Set("see envision envisage imagine foresee picture believe think conceive")

// demands: somebody must or should.
func demands(c *grammar.Clause, p *grammar.Predicate) bool {
	if p.Modal != "must" && p.Modal != "should" || p.Perfect || !p.Subject.OK() {
		return false
	}
	if c.At(p.Head).Is("say", "admit", "confess", "know", "see") {
		return false // I must say
	}
	return !c.At(p.Subject.A).Is("i", "it", "there")
}

// undertaken is what it is for a speaker to say that he or his own side will,
// will not, could, is ready to do it.
func undertaken(p *grammar.Predicate, v verb) graph.SpeechAct {
	if !p.Subject.OK() || p.Perfect || states[v.lower] || grammar.Be[v.lower] {
		return ""
	}
	switch p.Modal {
	case "will", "would":
		switch {
		case p.Negated:
			return graph.Refuse
		case harms[v.lower]:
			return graph.Threaten
		}
		return graph.Pledge
	case "ready", "prepared", "willing":
		if p.Negated {
			return graph.Refuse
		}
		return graph.Offer
	case "could", "can", "able":
		if gives[v.lower] && !p.Negated {
			return graph.Offer
		}
	}
	return ""
}

// states are verbs that nobody can undertake: they tell how things are.
var states = grammar.Set("have seem appear remain become like love hate need want know see think believe feel say tell mean depend happen lose die fail find understand expect hope win learn get wake cost")

// harms are verbs that threaten when a speaker says he will.
var harms = grammar.Set("attack destroy strike punish retaliate bomb invade kill crush annihilate bombard sanction obliterate hit target shoot sue")

// gives are verbs of what one can offer: giving, sending and taking part.
var gives = grammar.Set("send provide give deploy help offer host supply share contribute join take participate support train build lend fund pay open receive accept station mediate assist deliver donate extend move transfer sell guarantee")
