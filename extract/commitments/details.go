package commitments

import (
	"strings"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph/text"
)

// details reads behind the verb what the deed is done with, to whom, where,
// how much of it and by when.
func (r *reader) details(c *Commitment, d *deed) {
	k := d.from
	if d.passive {
		k = d.verb + 1
		r.things(c, d.object)
	} else if d.object.OK() {
		if n, who := r.given(d); n > k {
			c.Beneficiaries = appendNew(c.Beneficiaries, who...)
			k = n
			d.object = phrases.Right(r.Clause, k)
		}
		if d.object.OK() && d.object.B <= d.end {
			k = r.objects(c, d, k)
		}
	}
	r.prepositional(c, d, k)
}

// ditransitive verbs have who is given something right behind them.
var ditransitive = grammar.Set("give send offer lend grant provide supply sell pay hand bring arm equip allocate donate transfer loan")

// given: "give Ukraine 20 tanks".
func (r *reader) given(d *deed) (int, []text.Span) {
	if !ditransitive[d.lemma] {
		return d.from, nil
	}
	n, who := r.recipient(d.from)
	if n == d.from {
		if p := phrases.Right(r.Clause, d.from); p.OK() && r.At(p.B).Is("with") && r.receives(p) {
			return p.B + 1, []text.Span{r.placeOf(p)}
		}
	}
	if n > d.from && !phrases.Right(r.Clause, n).OK() {
		return d.from, nil
	}
	return n, who
}

// houses are agents by what goes on in them; what is guarded is the building.
var houses = grammar.Set("embassy harbour library hospital museum theatre opera church palace school court bank university")

// receivers are nouns for people who can be given something.
var receivers = grammar.Set("members voters people residents workers citizens families victims farmers refugees civilians patients pupils students pensioners households villagers fishermen miners survivors orphans widows veterans prisoners hostages tenants passengers customers women children men soldiers pilots teachers nurses doctors choir clubs schools hospitals migrants")

// receives: the noun phrase names somebody, or a land, that can be given
// something.
func (r *reader) receives(p phrases.Phrase) bool {
	h := r.At(p.H).Lower
	return r.named(p) || r.At(p.H).Tag == "PRP" || agents[h] || receivers[h] || terrain[h]
}

// objects reads the object at k with its coordinated members, and gives where
// they end.
func (r *reader) objects(c *Commitment, d *deed, k int) int {
	for k < d.end {
		p := phrases.Right(r.Clause, k)
		if !p.OK() || p.B > d.end {
			return k
		}
		r.things(c, p)
		if forgiving[d.lemma] && r.possessed(p) {
			c.Beneficiaries = appendNew(c.Beneficiaries, r.helped(p))
		}
		if helping[d.lemma] {
			if b := r.helped(p); b.Len() > 0 {
				c.Beneficiaries = appendNew(c.Beneficiaries, b)
			}
		}
		k = p.B
		if !(r.At(k).Is("and", "or") || r.At(k).Comma() && (r.At(k+1).Is("and") || phrases.Right(r.Clause, k+1).OK())) {
			return k
		}
		k++
		if r.At(k).Is("and") {
			k++
		}
	}
	return k
}

// forgiving verbs have what somebody owes as their object.
var forgiving = grammar.Set("forgive waive cancel reschedule restructure pay repay settle clear honour honor underwrite")

// possessed: the noun phrase says whose the thing is: "Liberia's debt".
func (r *reader) possessed(p phrases.Phrase) bool {
	for i := p.A + 1; i < p.H; i++ {
		if it := r.At(i); (it.Tag == "POS" || it.Is("'s")) && r.At(i-1).Tag == "NNP" {
			return true
		}
	}
	return false
}

// helping verbs have who is helped as their object.
var helping = grammar.Set("support help assist aid defend protect back train equip arm fund finance secure guarantee safeguard shield bolster strengthen rebuild reinforce compensate guard escort rescue evacuate")

// helped gives who the object of a helping verb names.
func (r *reader) helped(p phrases.Phrase) text.Span {
	for i := p.A; i < p.H; i++ {
		if it := r.At(i + 1); r.At(i).Tag == "NNP" && (it.Tag == "POS" || it.Is("'s")) {
			return r.Span(r.nameStart(i, p.A), i+1)
		}
	}
	if r.named(p) || units[r.At(p.H).Lower] || agents[r.At(p.H).Lower] && !houses[r.At(p.H).Lower] || r.At(p.H).Is("people", "civilians", "refugees", "families", "farmers") {
		return phrases.Bare(r.Clause, p)
	}
	return text.Span{}
}

func (r *reader) nameStart(i, least int) int {
	for i > least && r.At(i-1).Tag == "NNP" {
		i--
	}
	return i
}

// things books what a noun phrase names: forces, and how many.
func (r *reader) things(c *Commitment, p phrases.Phrase) {
	if !p.OK() {
		return
	}
	if h := r.At(p.H).Lower; units[h] || capabilities[h] {
		c.Forces = appendNew(c.Forces, phrases.Bare(r.Clause, p))
	}
	if c.Quantity.Len() == 0 {
		c.Quantity = r.quantity(p)
	}
}

// quantity finds how much the noun phrase says: "several thousand", "up to
// 30,000", "€50 billion".
func (r *reader) quantity(p phrases.Phrase) text.Span {
	for i := p.A; i < p.B; i++ {
		if !r.counts(i) {
			continue
		}
		a, b := i, i+1
		for b < p.B && (r.counts(b) || r.At(b).Is("of") && r.At(b-1).Is("thousands", "hundreds", "dozens", "tens", "scores") && r.counts(b+1)) {
			b++
		}
		if b == a+1 && (r.At(a).Is("one") || r.At(a).Tag == "$" || year(r.At(a).Lower)) {
			i = b
			continue
		}
		for a > max(0, p.A-2) && r.At(a-1).Is("to", "up", "least", "at", "than", "more", "about", "around", "over", "nearly", "almost", "roughly", "approximately", "some", "as", "many", "another", "additional", "a", "fewer", "less") {
			a--
		}
		b = r.counted(a, b, p)
		if r.At(a).Is("to", "as", "a") && !r.At(a+1).Is("further", "dozen", "few", "hundred", "thousand", "million", "billion", "couple") {
			a++
		}
		return r.Span(a, b)
	}
	return text.Span{}
}

// counted goes on over the noun right behind figures: "180 soldiers", "4
// million doses"; and over "of them". Of vague numbers the noun is no part.
func (r *reader) counted(a, b int, p phrases.Phrase) int {
	if r.At(b).Is("per") && r.At(b+1).Is("cent") {
		return b + 2
	}
	if r.At(b).Is("percent", "%") {
		return b + 1
	}
	if r.At(b).Is("of") && r.At(b+1).Is("them", "those", "these") {
		return b + 2
	}
	figures := false
	for i := a; i < b; i++ {
		figures = figures || strings.ContainsAny(r.At(i).Lower, "0123456789")
	}
	if it := r.At(b); figures && b == p.H && (it.Tag == "NNS" || it.Tag == "NN") && !it.Time && !r.At(b).Is("million", "billion") {
		return b + 1
	}
	return b
}

// counts: the word at i is a number or a word for one.
func (r *reader) counts(i int) bool {
	it := r.At(i)
	if it.Lower == "" {
		return false
	}
	if c := it.Lower[0]; c >= '0' && c <= '9' || it.Lower != "" && strings.ContainsAny(it.Lower, "0123456789") && strings.ContainsAny(it.Lower[:1], "$#0123456789") {
		return !strings.ContainsAny(it.Lower, "-/") || it.Tag == "CD"
	}
	return it.Tag == "CD" || phrases.Numbers[it.Lower] || it.Tag == "$" || it.Is("€", "£", "¥", "%", "several", "dozens", "dozen", "hundreds", "thousands", "thousand", "hundred", "million", "millions", "billion", "billions", "trillion", "percent", "per", "cent", "few", "half", "tens", "scores", "two-thirds")
}

// motion verbs go to places.
var motion = grammar.Set("send deploy dispatch ship move transfer bring airlift withdraw relocate evacuate")

// prepositional reads the phrases behind the object.
func (r *reader) prepositional(c *Commitment, d *deed, k int) {
	purpose := false
	for i := k; i < d.end; i++ {
		if cond := r.conditionFrom(i); cond != nil {
			i = max(cond.b, i+1) - 1
			continue
		}
		it := r.At(i)
		if it.Is("to") && r.At(i+1).Tag == "VB" {
			purpose = true
			if l := r.At(i + 1).Lower; helping[l] {
				if p := phrases.Right(r.Clause, i+2); p.OK() {
					if b := r.helped(p); b.Len() > 0 {
						c.Beneficiaries = appendNew(c.Beneficiaries, b)
					}
				}
			}
			continue
		}
		if it.Is("by", "before", "within", "no", "not") || it.Is("in", "on", "from", "this", "next", "over") && r.timeAt(i+1) {
			if it.Is("on", "this", "next", "over", "from", "in") && (r.named(phrases.Phrase{H: d.verb}) || !r.At(d.verb).Verb() && acts.Lemma(r.At(d.verb).Lower) == "" || c.Modal.Len() == 0 && it.Is("on")) {
				continue
			}
			if end := r.deadline(c, i, d.end); end > i {
				i = end - 1
				continue
			}
		}
		if !(it.Tag == "IN" || it.Tag == "TO" || it.Tag == "RP" && opensObject(r.At(i+1))) {
			continue
		}
		p := phrases.Right(r.Clause, i+1)
		if !p.OK() || p.B > d.end || r.timeAt(i+1) {
			continue
		}
		switch {
		case it.Is("to", "for") && !motion[d.lemma] && r.At(p.B).Is("and") && r.named(p):
			end := phrases.Full(r.Clause, i+1, d.end, func(m int) bool { return !r.At(m).Is("and") && !r.At(m).Comma() })
			for _, m := range phrases.Members(r.Clause, i+1, end) {
				if r.named(m) {
					c.Beneficiaries = appendNew(c.Beneficiaries, r.placeOf(m))
				}
			}
		case it.Is("to", "into", "toward", "towards"):
			if motion[d.lemma] {
				if r.placeLike(p) {
					c.Places = appendNew(c.Places, r.placeOf(p))
				}
				if it.Is("to") && r.named(p) && d.lemma != "move" && d.lemma != "withdraw" && d.lemma != "relocate" && d.lemma != "evacuate" {
					// Where it goes is who gets it, if the place is a state.
					c.Beneficiaries = appendNew(c.Beneficiaries, r.placeOf(p))
				}
			} else if n := phrases.Right(r.Clause, p.B+1); it.Is("to") && !r.named(p) && r.At(p.B).Is("of", "in") && n.OK() && n.B <= d.end && r.named(n) {
				c.Beneficiaries = appendNew(c.Beneficiaries, r.placeOf(n)) // "to the districts of Honduras"
			} else if r.named(p) || agents[r.At(p.H).Lower] || receivers[r.At(p.H).Lower] {
				c.Beneficiaries = appendNew(c.Beneficiaries, r.placeOf(p))
			}
		case it.Is("with") && (d.lemma == "share" || d.lemma == "cooperate" || d.lemma == "coordinate") && r.receives(p):
			c.Beneficiaries = appendNew(c.Beneficiaries, r.placeOf(p))
		case it.Is("for", "behind") && (r.named(p) || agents[r.At(p.H).Lower] || receivers[r.At(p.H).Lower]):
			c.Beneficiaries = appendNew(c.Beneficiaries, r.placeOf(p))
		case it.Is("with") && ditransitive[d.lemma]:
			r.things(c, p)
		case it.Is("in", "on", "at", "across", "inside", "near", "along", "throughout", "over", "from", "off", "around", "outside") && !purpose:
			if (!it.Is("from", "on", "at") || motion[d.lemma] || terrain[r.At(p.H).Lower] || it.Is("at")) && r.placeLike(p) {
				c.Places = appendNew(c.Places, r.placeOf(p))
			}
		}
	}
}

// terrain are nouns that name a place.
var terrain = grammar.Set("soil territory border borders coast waters land region city country countries nation nations town port ports capital sea airspace frontier front island islands province district village villages strait river valley airport harbour harbor zone area areas state east west north south corridor gulf abroad")

func (r *reader) placeLike(p phrases.Phrase) bool {
	return r.named(p) || terrain[r.At(p.H).Lower]
}

// placeOf is the phrase without its determiner where it is a name.
func (r *reader) placeOf(p phrases.Phrase) text.Span {
	a := p.A
	if r.named(p) && r.At(a).Tag == "DT" && a < p.H && !r.At(p.H).Is("states", "kingdom", "netherlands", "philippines", "union") {
		a++
	}
	return r.Span(a, p.B)
}

func appendNew(to []text.Span, spans ...text.Span) []text.Span {
next:
	for _, s := range spans {
		if s.Len() == 0 {
			continue
		}
		for _, h := range to {
			if h == s {
				continue next
			}
		}
		to = append(to[:len(to):len(to)], s)
	}
	return to
}
