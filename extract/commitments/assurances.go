package commitments

import (
	"strings"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
	"onrecord/graph/text"
)

// effect is what the document says of assurances as a whole: when they take
// effect, what they consist of.
type effect struct {
	family     string // "assurance"
	evidence   text.Span
	conditions []Condition
	modal      text.Span
	verb       text.Span
	order      int
	said       int
	parts      []part
	noun       text.Span
	owed       []text.Span
}

// part is something that assurances consist of.
type part struct {
	action   string
	head     text.Span
	evidence text.Span
	forces   []text.Span
	quantity text.Span
	summary  string
}

// families are nouns for what is promised as a whole.
var families = map[string]string{
	"assurance": "assurance", "assurances": "assurance", "guarantee": "assurance", "guarantees": "assurance",
	"commitment": "commitment", "commitments": "commitment", "pledge": "pledge", "pledges": "pledge",
	"promise": "promise", "promises": "promise",
}

var (
	consisting = grammar.Set("entail include involve comprise contain cover encompass")
	starting   = grammar.Set("take enter come apply kick begin start become")
)

// effect reads "the assurances will take effect only after ..." and "the
// guarantees would entail a monitoring mechanism". It says whether the clause
// was one of these.
func (r *reader) effect(i int, g verbGroup, s subject, hi int, said *content) bool {
	family := families[r.At(s.phrase.H).Lower]
	lemma := r.At(g.verb).Lower
	if family == "" || g.negation.Len() > 0 || g.form == phrases.Participle {
		return false
	}
	e := effect{family: family, modal: r.span(i), verb: r.span(g.verb), order: r.At(g.verb).Start, said: -1, noun: r.Span(s.phrase.A, s.phrase.B)}
	if said != nil {
		e.said = said.of
	}
	ds := r.deeds(g.verb, hi, phrases.Base)
	e.evidence = r.Span(s.mention.A, ds[len(ds)-1].end)
	switch {
	case consisting[lemma]:
		u := undertaking{start: s.mention.A}
		e.parts = r.partsAt(g.verb+1, ds[0].end, &u)
	case starting[lemma] && r.takesEffect(g.verb):
		u := undertaking{leading: true, start: s.mention.A, subject: s.mention.A}
		e.conditions = r.attach(&u, &ds[0], true, ds[:1], Pledged)
		first, last := r.reach(&u, ds[:1])
		e.evidence = r.Span(first, last)
		for k := s.phrase.B; k < i; k++ {
			if p := phrases.Right(r.Clause, k+1); r.At(k).Is("for", "to") && p.OK() && r.named(p) {
				e.owed = append(e.owed, r.Span(p.A, p.B))
			}
		}
	default:
		return false
	}
	if len(r.later) < most {
		r.later = append(r.later, e)
	}
	return true
}

func (r *reader) takesEffect(v int) bool {
	a, b := r.At(v+1), r.At(v+2)
	switch r.At(v).Lower {
	case "take":
		return a.Is("effect", "force")
	case "enter", "come", "kick":
		return a.Is("into", "in") && (b.Is("force", "effect", "play") || r.At(v).Is("kick"))
	case "become":
		return a.Is("effective", "operative", "active")
	}
	return true
}

// parts finds what the deed named before k consists of: "assurances, which
// include a monitoring system and a force".
func (r *reader) parts(k int, u *undertaking, family string) {
	end := r.clauseLimit(k)
	for i := k; i < end; i++ {
		it := r.At(i)
		if it.Finite() && !consisting[strings.TrimSuffix(it.Lower, "s")] && !consisting[strings.TrimSuffix(it.Lower, "d")] || it.Is("and", "but") && family == "" {
			return
		}
		if !it.Is("including") && !(consisting[strings.TrimSuffix(it.Lower, "s")] && r.At(i-1).Is("which", "that")) {
			continue
		}
		for _, p := range r.partsAt(i+1, end, u) {
			c := Commitment{
				Evidence: []text.Span{p.evidence}, Outcome: u.pledge.outcome, Strength: u.pledge.strength, Action: p.action, Verb: p.head,
				Pledgors: u.pledgors, Owed: u.owed, Forces: p.forces, Quantity: p.quantity, Said: -1, Confidence: u.sure - 0.15, Summary: p.summary,
				order: p.head.Start, family: family,
			}
			if u.said != nil {
				c.Said = u.said.of
			}
			r.out = append(r.out, c)
		}
		return
	}
}

// partsAt reads the members of the list that begins at k. One with a relative
// clause that says what would be done with it is left to its modal.
func (r *reader) partsAt(k, end int, u *undertaking) []part {
	var out []part
	for k < end {
		p := phrases.Right(r.Clause, k)
		if !p.OK() || p.B > end {
			return out
		}
		full := phrases.Full(r.Clause, k, end, func(i int) bool { return r.At(i).Is("and") || r.At(i).Comma() })
		relative := r.At(full).Is("that", "which") && r.At(full+1).Tag == "MD"
		if action := r.nominalLemma(p, ""); action != "" && !relative {
			x := part{action: action, head: r.span(p.H), evidence: r.Span(u.start, full), summary: r.summary(&deed{lemma: action, from: p.A, end: full})}
			var c Commitment
			r.things(&c, p)
			x.forces, x.quantity = c.Forces, c.Quantity
			out = append(out, x)
		}
		if k = full; relative || !(r.At(k).Comma() || r.At(k).Is("and")) {
			return out
		}
		for r.At(k).Comma() || r.At(k).Is("and") {
			k++
		}
	}
	return out
}

// assurances adds what the document says later of assurances as a whole to the
// commitments that they are.
func (f *finder) assurances() {
	g := groups{finder: f, last: map[string][]int{}, found: len(f.out)}
	for n := range f.later {
		e := &f.later[n]
		group := g.before(e)
		if len(e.parts) > 0 {
			from := len(f.out)
			f.consist(e, group)
			for i := from; i < len(f.out); i++ {
				g.add(i)
			}
			continue
		}
		if len(group) == 0 {
			if len(e.conditions) > 0 {
				f.out = append(f.out, Commitment{
					Evidence: []text.Span{e.evidence}, Outcome: Pledged, Strength: graph.DeclaredIntent, Action: assureOf[e.family], Verb: e.verb, Modal: e.modal,
					Owed: e.owed, Beneficiaries: e.owed, Conditions: e.conditions, Said: e.said, Confidence: 0.4, Summary: oneLine(e.noun.In(f.text.Source)), order: e.order, family: e.family,
				})
				g.add(len(f.out) - 1)
			}
			continue
		}
		for _, i := range group {
			c := &f.out[i]
			if len(c.Evidence) >= nested {
				continue // said often enough
			}
			c.Evidence = append(c.Evidence, e.evidence)
			if c.Modal.Len() == 0 {
				c.Modal = e.modal
			}
			c.Owed = appendNew(c.Owed, e.owed...)
			c.addConditions(f.text.Source, e.conditions)
		}
	}
}

var assureOf = map[string]string{"assurance": "assure", "commitment": "commit", "pledge": "pledge", "promise": "promise"}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// groups knows, for each family, the commitments that were made together last.
// It goes through the text once.
type groups struct {
	*finder
	last  map[string][]int
	found int // commitments in the order of the text, before what is added here
	next  int // of them
}

// before gives the commitments that the words of the effect mean: the last of
// the family before it, with its parts.
func (g *groups) before(e *effect) []int {
	for g.next < g.found && g.out[g.next].order <= e.order {
		g.add(g.next)
		g.next++
	}
	return g.last[e.family]
}

func (g *groups) add(i int) {
	c := &g.out[i]
	family := families[c.family]
	if family == "" || c.Outcome != Pledged {
		return
	}
	have := g.last[family]
	if len(have) > 0 && g.out[have[0]].Evidence[0].Start != c.Evidence[0].Start {
		have = nil
	}
	g.last[family] = append(have, i)
}

// addConditions adds those with events that are not there yet.
func (c *Commitment) addConditions(source string, more []Condition) {
next:
	for _, m := range more {
		for _, have := range c.Conditions {
			if bare(have.Event.In(source)) == bare(m.Event.In(source)) && have.Kind == m.Kind {
				continue next
			}
		}
		c.Conditions = append(c.Conditions[:len(c.Conditions):len(c.Conditions)], m)
	}
}

// bare is what an event is called, without its article.
func bare(s string) string {
	s = strings.ToLower(oneLine(s))
	for _, article := range [...]string{"a ", "an ", "the "} {
		if rest, ok := strings.CutPrefix(s, article); ok {
			return rest
		}
	}
	return s
}

// consist adds parts: to a part that is the same deed, or as a commitment of
// those who gave the assurances.
func (f *finder) consist(e *effect, group []int) {
next:
	for _, p := range e.parts {
		for _, i := range group {
			if f.out[i].Action == p.action {
				if len(f.out[i].Evidence) >= nested {
					continue next
				}
				f.out[i].Evidence = append(f.out[i].Evidence, p.evidence)
				for _, s := range p.forces {
					f.out[i].Forces = appendNew(f.out[i].Forces, s)
				}
				if f.out[i].Modal.Len() == 0 {
					f.out[i].Modal = e.modal
				}
				continue next
			}
		}
		if len(group) == 0 {
			continue
		}
		first := &f.out[group[0]]
		f.out = append(f.out, Commitment{
			Evidence: []text.Span{p.evidence}, Outcome: Pledged, Strength: first.Strength, Action: p.action, Verb: p.head, Modal: e.modal, Pledgors: first.Pledgors,
			Owed: first.Owed, Forces: p.forces, Quantity: p.quantity, Said: e.said, Confidence: 0.45, Summary: p.summary, order: p.head.Start, family: first.family,
		})
	}
}
