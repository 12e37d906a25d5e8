package commitments

import (
	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph/text"
)

// What a condition waits for.

// eventsOf takes a condition apart at "or": "if Russia attacks or talks
// fail", "after a ceasefire or a peace deal". At "and" between noun phrases
// both are needed, and each is an event.
func (r *reader) eventsOf(c *condition, k int) []event {
	if r.At(k).Is("either", "both") {
		k++
	}
	var out []event
	from, start := c.a, k
	for i := k; i <= c.b; i++ {
		if i < c.b && !r.At(i).Is("or") && !(r.At(i).Is("and") && !c.clause && i > start) {
			continue
		}
		if i < c.b && !r.splits(c, i, start) {
			continue
		}
		c.either = c.either || i < c.b && r.At(i).Is("or")
		n := i
		if r.At(n - 1).Comma() {
			n--
		}
		what := r.Span(start, n)
		if c.clause {
			what = r.lightened(start, n)
		}
		if what.Len() > 0 {
			out = append(out, event{r.Span(from, n), what})
		}
		from, start = i+1, i+1
		if o := r.At(i + 1); len(byFirst[o.Lower]) > 0 && c.clause {
			start++ // "or if"
		}
	}
	return out
}

// splits: the "or" (or "and") at i parts two events.
func (r *reader) splits(c *condition, i, start int) bool {
	if c.clause {
		if len(byFirst[r.At(i+1).Lower]) > 0 {
			return true
		}
		p := phrases.Right(r.Clause, i+1)
		return p.OK() && r.hasFinite(phrases.Full(r.Clause, i+1, c.b, nil)) && i > start+1
	}
	p := phrases.Right(r.Clause, i+1)
	return p.OK() && (r.At(i).Is("or") || r.At(i+1).Tag == "DT" || r.At(i+1).Tag == "PRP$")
}

// light verbs only say that the event takes place; their subject names it.
var light = grammar.Set("established reached agreed signed declared achieved concluded implemented secured announced brokered struck place made sealed finalised finalized takes begins comes happens occurs starts materialises materializes ensues effect force entered arrives emerges sets")

// lightened gives the event of a clause: "a ceasefire" of "a ceasefire is
// established", all of "Russia attacks again".
func (r *reader) lightened(a, b int) text.Span {
	if r.At(a).Is("there") && (grammar.Be[r.At(a+1).Lower] || r.At(a+1).Is("has", "have")) {
		k := a + 2
		if r.At(k).Is("been") {
			k++
		}
		return r.Span(k, b)
	}
	p := phrases.Right(r.Clause, a)
	if !p.OK() || p.B >= b {
		return r.Span(a, b)
	}
	for i := p.B; i < b; i++ {
		it := r.At(i)
		if !(grammar.Auxiliaries[it.Lower] && !it.Is("not", "n't", "to") || light[it.Lower] || lasting[it.Lower] && agreements[r.At(p.H).Lower] || it.Adverb() && !it.Is("not", "never") || it.Is("in", "into", "in")) {
			return r.Span(a, b)
		}
	}
	return r.Span(p.A, p.B)
}

// past: what the condition names has been, or is a time.
func (r *reader) past(c *condition, k int) bool {
	switch c.word {
	case "after", "following", "when", "once", "until", "till", "upon", "while", "as long as":
	default:
		return false
	}
	if !c.clause {
		k = r.pastEither(k)
		p := phrases.Right(r.Clause, k)
		if !p.OK() {
			return true
		}
		if beenAfter[r.At(p.H).Lower] || r.timeAt(k) || r.At(p.A).Is("that", "this", "which") && p.B == p.A+1 {
			return true
		}
		for i := k; i < c.b; i++ {
			if it := r.At(i); r.timeAt(i) || year(it.Lower) {
				return true
			}
		}
		return false
	}
	for i := k; i < c.b; i++ {
		it := r.At(i)
		if it.Tag == "VBD" && c.word != "once" && c.word != "until" && c.word != "as long as" {
			return true
		}
		if year(it.Lower) || it.Is("yesterday") {
			return true
		}
	}
	return false
}

// timeAt: a word at i says when.
func (r *reader) timeAt(i int) bool {
	it := r.At(i)
	if it.Tag == "DT" || it.Is("next", "last", "this") {
		it = r.At(i + 1)
	}
	return it.Time && !it.Is("then", "now", "again", "once", "night", "early", "late") || year(it.Lower)
}

func year(s string) bool {
	if len(s) != 4 || s[0] != '1' && s[0] != '2' {
		return false
	}
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s > "1800" && s < "2200"
}
