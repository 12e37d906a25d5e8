package commitments

import (
	"slices"
	"strings"

	"onrecord/graph"
	"onrecord/graph/text"
)

// What is booked of a deed: its evidence, its conditions, its summary.

// emit makes a commitment of each deed.
func (r *reader) emit(u *undertaking, deeds []deed) {
	if len(deeds) == 0 || len(r.out) >= most {
		return
	}
	r.emitGaps(u, &deeds[len(deeds)-1])
	r.make(u, deeds)
	r.fillGaps()
}

// make books a commitment of each deed.
func (r *reader) make(u *undertaking, deeds []deed) {
	for n := range deeds {
		d := &deeds[n]
		r.done[d.verb] = true
		evidence := r.evidence(u, deeds, n)
		if len(evidence) == 0 {
			continue
		}
		c := Commitment{
			Evidence: evidence, Outcome: u.pledge.outcome, Strength: u.pledge.strength, Action: d.lemma,
			Verb: r.span(d.verb), Modal: u.modal, Negation: u.negation, Pledgors: u.pledgors, Theirs: u.theirs,
			Owed: u.owed, Forces: u.forces, Said: -1, Confidence: u.sure, order: r.At(d.verb).Start, family: u.family,
		}
		if d.modal >= 0 {
			c.Modal = r.span(d.modal)
			c.Negation = text.Span{}
			if c.Outcome == Negated {
				c.Outcome = Pledged
			}
		}
		if d.negated >= 0 {
			c.Negation, c.Outcome = r.span(d.negated), Negated
		}
		if u.said != nil {
			c.Said = u.said.of
			if denying[u.said.said.Lemma] && c.Outcome == Pledged {
				c.Outcome = Denied
			}
		}
		r.details(&c, d)
		if len(c.Beneficiaries) == 0 && ditransitive[c.Action] {
			c.Beneficiaries = c.Owed // "promised Ukraine that it would send tanks"
		}
		c.Conditions = r.attach(u, d, n == len(deeds)-1, deeds, c.Outcome)
		c.Summary = r.summary(d)
		r.out = append(r.out, c)
	}
}

// evidence gives the words that carry deed n: who undertakes it, with the verb
// of promise or the modal, and the deed. Conditions at either end are left
// out, for they are evidence of themselves, and so is what coordinated verbs
// say.
func (r *reader) evidence(u *undertaking, deeds []deed, n int) []text.Span {
	d := &deeds[n]
	end := r.bare(d.verb+1, d.end)
	if n == 0 || d.verb <= deeds[0].verb {
		a := min(u.start, d.verb)
		if u.gap {
			a = u.start
		}
		return spansOf(r.Span(a, max(end, a+1)))
	}
	from := d.verb
	for from > deeds[n-1].verb+1 && (r.At(from-1).Adverb() || r.At(from-1).Tag == "MD" || r.At(from-1).Is("to", "not")) {
		from--
	}
	return spansOf(r.Span(u.start, deeds[0].verb), r.Span(from, max(end, from+1)))
}

func spansOf(spans ...text.Span) []text.Span {
	return slices.DeleteFunc(spans, func(s text.Span) bool { return s.Len() == 0 })
}

// bare gives where the deed ends without the conditions at its end.
func (r *reader) bare(least, end int) int {
	for again := true; again; {
		again = false
		for end > least && (r.At(end-1).Comma() || r.At(end-1).Is("and", "or", "but", "only", "effective")) {
			end--
		}
		for k := range r.conditions {
			if c := &r.conditions[k]; c.b >= end && c.a < end && c.a > least {
				end, again = c.a, true
			}
		}
	}
	return end
}

// most commitments of one document: more than anybody reads, so that a text
// made to harm costs little.
const most = 20000

func (r *reader) span(i int) text.Span { return text.Span{Start: r.At(i).Start, End: r.At(i).To} }

// reach gives the items of the clause, with the conditions before it.
func (r *reader) reach(u *undertaking, deeds []deed) (first, last int) {
	first, last = u.start, deeds[len(deeds)-1].end
	for {
		c := r.leadingTo(first)
		if c == nil || !u.leads(c) {
			return first, last
		}
		first = c.a
	}
}

// leadingTo gives the condition that ends where item i begins.
func (r *reader) leadingTo(i int) *condition {
	for k := range r.conditions {
		if c := &r.conditions[k]; c.b == i || c.b == i-1 && (r.At(c.b).Comma() || r.At(c.b).Is("then")) || c.b == i-2 && r.At(c.b).Comma() && (r.At(c.b+1).Adverb() || r.At(c.b+1).Is("then", "and", "but")) {
			return c
		}
	}
	return nil
}

// leads: a condition before the subject belongs to the deed. "After talks,
// Norway pledged" says when it was promised.
func (u *undertaking) leads(c *condition) bool {
	return u.leading || c.word != "after" && c.word != "following" && c.word != "when" && c.word != "post" && c.word != "upon" && c.word != "pending"
}

// attach gives the conditions of deed d: those before the subject, those
// between subject and verb, those behind its verb, and those behind the last
// of coordinated verbs, which hold for all.
func (r *reader) attach(u *undertaking, d *deed, last bool, all []deed, outcome Outcome) []Condition {
	first, _ := r.reach(u, all)
	apart := r.apart(u)
	end := all[len(all)-1].end
	var out []Condition
	var before *condition
	for k := range r.conditions {
		c := &r.conditions[k]
		mine := c.a >= first && c.b <= all[0].verb && (c.b <= u.subject || u.leading || c.a >= u.subject) && (c.a < u.start || u.leading) ||
			c.a >= d.verb && c.b <= d.end ||
			!last && c.a >= all[len(all)-1].verb && c.b <= end && r.at(c.b) == r.at(end)
		if !mine && !slices.Contains(apart, k) {
			continue
		}
		alternative := 0
		if c.either {
			r.number++
			alternative = r.number
		}
		if before != nil && c.a-before.b <= 2 && r.At(c.a-1).Is("or") && len(out) > 0 {
			if out[len(out)-1].Alternative == 0 {
				r.number++
				out[len(out)-1].Alternative = r.number
			}
			alternative = out[len(out)-1].Alternative
		}
		before = c
		for _, e := range c.events {
			kind := c.kind
			switch {
			case c.word == "unless" && outcome != Pledged:
				kind = graph.Precedent
			case c.word == "pending" && outcome != Pledged:
				kind = graph.Subsequent
			}
			out = append(out, Condition{Span: e.span, Event: e.what, Kind: kind, Alternative: alternative})
		}
	}
	return out
}

// apart gives the conditions that the words of report part from the deed: “If
// it rains,” she said, “we will close”. They open or close another span of
// the same statement.
func (r *reader) apart(u *undertaking) []int {
	if u.said == nil || len(u.said.said.Content) < 2 {
		return nil
	}
	near := u.said.said.Content
	if i := slices.Index(near, u.said.span); len(near) > nested && i >= 0 {
		near = near[max(0, i-2):min(len(near), i+3)]
	}
	var out []int
	for k := range r.conditions {
		c := &r.conditions[k]
		s := r.Span(c.a, c.b)
		for _, span := range near {
			if span != u.said.span && span.Contains(s) && (s.Start-span.Start < 4 || span.End-s.End < 6) {
				out = append(out, k)
			}
		}
	}
	return out
}

// at gives the next item that is no comma.
func (r *reader) at(i int) int {
	for r.At(i).Comma() {
		i++
	}
	return i
}

// longest a summary may be, in characters.
const longest = 160

// summary says the deed in one line: lemma and object.
func (r *reader) summary(d *deed) string {
	parts := []string{d.lemma}
	add := func(a, b int) {
		for i := a; i < b; i++ {
			if r.conditional(i) {
				continue
			}
			parts = append(parts, strings.Join(strings.Fields(r.At(i).Text), " "))
		}
	}
	if d.passive && d.object.OK() {
		add(d.object.A, d.object.B)
		if r.At(d.object.A).Tag == "DT" && len(parts) > 1 {
			parts[1] = strings.ToLower(parts[1])
		}
	}
	if d.from > d.verb && !d.apart {
		add(d.verb+1, d.end) // with the adverbs: "roughly 200 tents"
	} else {
		add(d.from, d.end)
	}
	s := strings.Join(parts, " ")
	for _, m := range [...][2]string{{" ,", ","}, {" ’s", "’s"}, {" 's", "'s"}, {" n't", "n't"}, {"( ", "("}, {" )", ")"}, {"$ ", "$"}, {"€ ", "€"}, {"£ ", "£"}, {" %", "%"}} {
		s = strings.ReplaceAll(s, m[0], m[1])
	}
	s = strings.TrimRight(s, " ,;:")
	for _, w := range [...]string{" and", " or", " but", " only"} {
		s = strings.TrimRight(strings.TrimSuffix(s, w), " ,;:")
	}
	if runes := []rune(s); len(runes) > longest {
		s = string(runes[:longest])
		if i := strings.LastIndexByte(s, ' '); i > longest/2 {
			s = s[:i]
		}
	}
	return s
}
