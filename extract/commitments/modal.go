package commitments

import (
	"strings"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
	"onrecord/graph/text"
)

// A verb group after a modal: "would not have to be deployed".
type verbGroup struct {
	verb      int
	form      phrases.Form
	negation  text.Span
	wishes    bool // "would like to"
	considers bool // "would consider sending"
}

// modal reads the modal at i: "France would deploy".
func (r *reader) modal(i int) {
	if r.conditional(i) || r.asks() {
		return
	}
	_, hi, said := r.bounds(i)
	s, g, start, ok := r.clauseOf(i, hi)
	if !ok || r.wondered(s, said) || r.supposed(s) {
		return
	}
	name := modals[r.At(i).Lower]
	if name == "shall" && !s.agent() && g.form == phrases.Base && !inanimate[r.At(s.phrase.H).Lower] && acts.Lemma(r.lemma(g)) != "" && strings.HasPrefix(r.At(s.phrase.H).Tag, "NN") {
		s.actor = true // "the lessee shall pay": only somebody can be bound to act
	}
	licence := r.licence(i)
	if licence == nil && said != nil && pledging[said.said.Lemma] && !said.said.Negated && said.said.Source.Len() > 0 && (name == "will" || name == "would") {
		// "No tolls will be charged, the builder has promised."
		licence = &grant{a: i, b: hi, start: s.mention.A, pledge: pledged(graph.DeclaredIntent, 0.75), pledgors: []text.Span{said.said.Source}}
	}
	if r.effect(i, g, s, hi, said) {
		return
	}
	u := undertaking{pledge: pledged(graph.DeclaredIntent, 0), modal: r.span(i), negation: g.negation, said: said, start: s.mention.A, subject: s.mention.A, leading: true}
	if start >= 0 {
		u.start, u.subject = start, start
	}
	if licence == nil && said == nil {
		if licence = r.underDeal(i); licence == nil {
			licence = r.point(i, s)
		}
		if licence == nil && !r.ownVoice(i, name, s, g) {
			return
		}
	}
	if !r.promises(&u, s, g, name, licence) || offering[name] && g.negation.Len() > 0 {
		return // who cannot promises nothing
	}
	r.weigh(&u, name, g)
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

// clauseOf reads the subject and the verb group of the modal at i. Where the
// subject stands behind the modal, start is the modal; else -1.
func (r *reader) clauseOf(i, hi int) (s subject, g verbGroup, start int, ok bool) {
	from, start, negation := i+1, -1, text.Span{}
	if k, none, ok := r.inverted(i); ok {
		from, start, s, negation = k, i, r.subjectAt(i+1, k), none
	} else {
		s = r.subject(i)
	}
	g, ok = r.groupAfter(from, hi)
	if !ok || s.mention.A < 0 {
		return s, g, start, false
	}
	if d := r.At(s.phrase.A); g.negation.Len() == 0 && d.Is("neither", "no") {
		negation = r.span(s.phrase.A)
	}
	if g.negation.Len() == 0 {
		g.negation = negation
	}
	return s, g, start, true
}

// weigh gives the undertaking the strength and outcome of its modal.
func (r *reader) weigh(u *undertaking, name string, g verbGroup) {
	if offering[name] && u.pledge.strength != graph.Aspiration || g.considers {
		u.pledge.strength = graph.Offered
	}
	if g.considers {
		u.sure -= 0.1
	}
	switch {
	case offering[name]:
	case u.said != nil && u.said.said.Source.Len() > 0:
		// What is said is as firm as whoever says it: "shall" binds in a treaty,
		// not in a speech.
		u.pledge.strength = firmness(r.wordsOf(u.said.said.Source), u.pledge.strength)
	case name == "shall" && !r.firstPerson(u):
		u.pledge.strength = graph.LegallyBinding
	}
	if name == "shall" && !r.firstPerson(u) && r.lawful() {
		u.pledge.strength = graph.LegallyBinding
	}
	if g.negation.Len() > 0 && u.pledge.outcome == Pledged {
		u.pledge.outcome = Negated
	}
}

// lawful: the segment speaks of a law, a treaty or a contract, or of its
// parties, so that what it quotes may stand in one.
func (r *reader) lawful() bool {
	for i := range r.Items {
		if w := r.Items[i].Lower; binding[w] || statutory[w] {
			return true
		}
	}
	return false
}

var statutory = grammar.Set("article clause bill directive regulation decree ordinance party parties signatory signatories agreement accord pact lessee lessor tenant")

// firstPerson: whoever speaks undertakes it.
func (r *reader) firstPerson(u *undertaking) bool { return r.At(u.subject).Is("we", "i") }

// promises says whether the clause promises anything, and for whom.
func (r *reader) promises(u *undertaking, s subject, g verbGroup, name string, l *grant) bool {
	lemma := r.lemma(g)
	switch {
	case g.wishes:
		u.pledge.strength = graph.Aspiration
		u.sure = 0.5
		u.pledgors = r.pledgors(s, u.said)
		return s.self && acts.Lemma(lemma) != ""
	case l != nil:
		return r.licensed(u, s, g, name, l)
	}
	if u.said != nil && foreseeing[u.said.said.Lemma] && !s.self || r.expected(s) {
		return false
	}
	known := acts.Lemma(lemma) != ""
	u.pledgors, u.theirs = r.pledgors(s, u.said), s.theirs
	switch {
	case g.form == phrases.Participle:
		return r.promisesPassive(u, s, g, name)
	case s.self:
		return r.promisesSelf(u, s, g, name)
	case s.agent():
		u.sure = 0.6
		if offering[name] {
			u.sure = 0.45
			return given[lemma] && name != "can"
		}
		return known && !unpromised[lemma] || s.theirs && (lemma == "remain" || lemma == "stay")
	}
	return false
}

// licensed: a word of promise before lets the clause promise.
func (r *reader) licensed(u *undertaking, s subject, g verbGroup, name string, l *grant) bool {
	lemma, passive := r.lemma(g), g.form == phrases.Participle
	u.pledge = l.pledge
	u.pledge.outcome = Pledged
	if l.pledge.outcome == Denied {
		u.pledge.outcome = Denied
	}
	u.sure, u.owed = l.pledge.sure-0.05, l.owed
	u.pledgors = r.pledgors(s, u.said)
	u.theirs = s.theirs
	back := len(l.owed) > 0 && r.At(s.phrase.H).Is("it", "they", "he", "she") && s.phrase.A <= l.a+1 // "promised Kyiv that it would"
	if len(u.pledgors) == 0 || passive && !s.theirs || s.relative || (back || s.self && u.said == nil) && len(l.pledgors) > 0 {
		u.pledgors = l.pledgors
		u.theirs = false
	}
	if s.relative {
		u.start = min(u.start, l.start)
		u.family = l.family
	}
	if by := r.byAgent(g, passive); len(by) > 0 {
		u.pledgors, u.theirs = by, false
	}
	if offering[name] && l.pledge.lemma == "make" && !given[lemma] {
		return false // "made clear it could do no more"
	}
	return !unpromised[lemma] || s.relative && acts.Lemma(lemma) != "" || s.agent() && given[lemma]
}

// promisesPassive: "20 ships will be sent", by whoever says so.
func (r *reader) promisesPassive(u *undertaking, s subject, g verbGroup, name string) bool {
	lemma := r.lemma(g)
	u.pledgors = r.byAgent(g, true)
	u.theirs = false
	u.sure = 0.5
	if len(u.pledgors) == 0 && s.theirs {
		u.pledgors, u.theirs = s.owners, true
	}
	if len(u.pledgors) == 0 && u.said != nil && u.said.said.Source.Len() > 0 && !offering[name] {
		u.pledgors = []text.Span{u.said.said.Source}
		u.sure = 0.4
	}
	return (given[lemma] || arranged[lemma]) && !s.self && len(u.pledgors) > 0 && !s.named
}

// promisesSelf: whoever speaks says what "we", "it" would do.
func (r *reader) promisesSelf(u *undertaking, s subject, g verbGroup, name string) bool {
	lemma := r.lemma(g)
	known := acts.Lemma(lemma) != ""
	u.sure = 0.7
	if offering[name] {
		u.sure = 0.55
		return given[lemma] && name != "might" || known && name == "could" && given[lemma]
	}
	if !known {
		u.sure = 0.5
	}
	n := r.At(g.verb + 1)
	if lemma == "move" && n.Adverb() {
		return false // "we will move forward"
	}
	if enduring[lemma] && r.At(s.phrase.H).Is("it") && !opensObject(n) && n.Tag != "IN" && n.Tag != "TO" {
		return false // "it would stay so"
	}
	return !unpromised[lemma] && (known || !r.At(s.phrase.H).Is("it", "they"))
}

// enduring verbs without more say of a thing how it is, or goes on.
var enduring = grammar.Set("stay stand continue move pass work run end cease stop act change open close resume remain make keep take leave")

// byAgent: who a passive says does it.
func (r *reader) byAgent(g verbGroup, passive bool) []text.Span {
	if !passive {
		return nil
	}
	for i := g.verb + 1; i < len(r.Items) && i < g.verb+8; i++ {
		if it := r.At(i); it.Is("by") && !r.timeAt(i+1) {
			return r.agentsIn(i + 1)
		} else if it.Comma() || it.Finite() {
			return nil
		}
	}
	return nil
}

// agentsIn gives those named by the noun phrase that begins at a, who can act.
func (r *reader) agentsIn(a int) []text.Span {
	end := phrases.Full(r.Clause, a, len(r.Items), func(i int) bool {
		return !r.At(i).Is("and", "&", "as") && !r.At(i).Comma()
	})
	var out []text.Span
	for _, p := range phrases.Members(r.Clause, a, end) {
		if r.named(p) || agents[r.At(p.H).Lower] {
			out = append(out, r.Span(p.A, p.B))
		}
	}
	return out
}

func (r *reader) lemma(g verbGroup) string {
	w := r.At(g.verb).Lower
	if g.form == phrases.Base {
		return w
	}
	if l := acts.Lemma(w); l != "" {
		return l
	}
	return phrases.Stem(w)
}

// asks: the segment is a question.
func (r *reader) asks() bool {
	return len(r.Items) > 0 && r.At(len(r.Items)-1).Is("?")
}

// groupAfter reads the verb group from k, what follows a modal.
func (r *reader) groupAfter(k, hi int) (verbGroup, bool) {
	g := verbGroup{form: phrases.Base}
	for n := 0; k < hi && n < 30; n++ {
		it := r.At(k)
		switch {
		case it.Is("not", "n't", "never", "neither") || it.Is("no") && r.At(k+1).Is("longer"):
			g.negation = r.span(k)
			k++
		case it.Comma() && r.conditionFrom(k+1) != nil:
			k = r.at(r.conditionFrom(k + 1).b)
		case r.conditionFrom(k) != nil:
			k = r.at(r.conditionFrom(k).b)
		case it.Comma() && r.insertion(k, hi) > 0:
			k = r.insertion(k, hi) // "will not, under any circumstances, pay"
		case it.Adverb() || it.Is("longer", "also", "only", "first", "now", "soon") || it.Comma() && r.At(k+1).Adverb():
			k++
		case it.Is("be") && g.form == phrases.Base && r.At(k).Tag != "NN":
			k++
			for r.At(k).Adverb() {
				k++
			}
			if !r.At(k).Is("able") || !r.At(k+1).Is("to") {
				return r.groupAfterBe(g, k, hi)
			}
			k += 2
		case it.Is("like", "love") && r.At(k+1).Is("to"):
			g.wishes = true
			k += 2
		case it.Tag == "VB" || it.Tag == "VBP" || it.Tag == "NN" && takesObject(r.At(k+1)) || acts[it.Lower].Lemma == it.Lower && acts[it.Lower].Lemma != "":
			g.verb = k
			g.considers = it.Is("consider")
			return r.pass(g, hi), true
		default:
			return g, false
		}
	}
	return g, false
}

// groupAfterBe reads what stands at k behind "be": a passive or an -ing form.
func (r *reader) groupAfterBe(g verbGroup, k, hi int) (verbGroup, bool) {
	switch n := r.At(k); n.Tag {
	case "VBN", "VBD":
		g.verb, g.form = k, phrases.Participle
		return g, readiness[n.Lower].lemma == "" && !readyWord(n.Lower)
	case "VBG":
		g.verb, g.form = k, phrases.Ing
		return r.pass(g, hi), true
	}
	return g, false
}

// insertion gives what comes behind the phrase between commas that opens at k,
// if it has a preposition and no verb; else 0.
func (r *reader) insertion(k, hi int) int {
	if n := r.At(k + 1); n.Tag != "IN" && n.Tag != "TO" {
		return 0
	}
	for i := k + 2; i < hi && i < k+9; i++ {
		switch it := r.At(i); {
		case it.Comma():
			return i + 1
		case it.Finite() || it.Stop():
			return 0
		}
	}
	return 0
}

// takesObject: what stands here is the object of a verb, so that the word
// before, after "to" or a modal, is one.
func takesObject(it *grammar.Item) bool {
	return it.Tag == "DT" || it.Tag == "PRP" || it.Tag == "PRP$"
}

func readyWord(w string) bool {
	_, ok := readiness[w]
	return ok && w != "committed" && w != "set"
}

// pass goes on to the verb that matters: "continue to support", "participate
// in monitoring".
func (r *reader) pass(g verbGroup, hi int) verbGroup {
	for n := 0; n < 4; n++ {
		v := g.verb
		if passed.Lemma(r.At(v).Lower) == "" && !r.At(v).Is("take") {
			return g
		}
		k := v + 1
		for r.At(k).Adverb() || r.At(k).Is("part") {
			k++
		}
		switch a, b := r.At(k), r.At(k+1); {
		case k+1 >= hi:
			return g
		case a.Is("to") && b.Tag == "VB":
			g.verb, g.form = k+1, phrases.Base
		case throughIn[a.Lower] && b.Tag == "VBG" && !r.nominalIng(k+1):
			g.verb, g.form = k+1, phrases.Ing
		case a.Tag == "VBG" && r.At(v).Is("consider", "considering", "start", "begin", "keep") && !r.nominalIng(k):
			g.verb, g.form = k, phrases.Ing
		case a.Tag == "VB" && r.At(v).Is("help", "helping"):
			g.verb, g.form = k, phrases.Base
		default:
			return g
		}
	}
	return g
}

// nominalIng: the -ing form at i is an adjective before a noun.
func (r *reader) nominalIng(i int) bool {
	return acts.Lemma(r.At(i).Lower) == "" && !opensObject(r.At(i+1)) && r.At(i+1).Tag == "NN"
}

// licence gives what lets the modal at i promise something.
func (r *reader) licence(i int) *grant {
	for k := len(r.licences) - 1; k >= 0; k-- {
		if l := &r.licences[k]; l.a <= i && i < l.b {
			return l
		}
	}
	return nil
}

// wordsOf gives the words of a mention; a name is not longer than mentioned.
func (r *reader) wordsOf(s text.Span) []string {
	s.End = min(s.End, s.Start+mentioned)
	return strings.Fields(lowerOf(s.In(r.text.Source)))
}

// mentioned is how many bytes of a mention are read for what it says of who it
// is.
const mentioned = 300
