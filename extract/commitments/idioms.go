package commitments

import (
	"strings"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
)

// An idiom is a verb that promises, or takes a promise back, only with the
// words behind it: "ruled out", "signed up to", "gave its word".
type idiom struct {
	// after are the words behind the verb; "_" stands for whose the noun behind
	// it is, "its", "their".
	after  string
	pledge pledge
}

func refused(sure float64) pledge {
	return pledge{outcome: Refused, strength: graph.DeclaredIntent, sure: sure}.of("go")
}

func withdrawn(sure float64) pledge {
	return pledge{outcome: Withdrawn, strength: graph.DeclaredIntent, sure: sure}.of("gon")
}

// idioms by the lemma of their verb.
var idioms = map[string][]idiom{
	"rule":      {{"out", refused(0.75)}},
	"turn":      {{"down", refused(0.7)}},
	"balk":      {{"at", refused(0.7)}},
	"baulk":     {{"at", refused(0.7)}},
	"shy":       {{"away from", refused(0.6)}},
	"back":      {{"out of", withdrawn(0.75)}, {"away from", withdrawn(0.75)}, {"off from", withdrawn(0.7)}, {"off", withdrawn(0.65)}, {"down from", withdrawn(0.7)}, {"down on", withdrawn(0.7)}},
	"pull":      {{"out of", withdrawn(0.75)}, {"back from", withdrawn(0.7)}},
	"walk":      {{"away from", withdrawn(0.75)}, {"back from", withdrawn(0.7)}, {"back on", withdrawn(0.7)}, {"back", withdrawn(0.65)}, {"out on", withdrawn(0.7)}},
	"go":        {{"back on", withdrawn(0.8)}},
	"row":       {{"back on", withdrawn(0.7)}, {"back from", withdrawn(0.7)}},
	"step":      {{"back from", withdrawn(0.65)}, {"away from", withdrawn(0.65)}},
	"retreat":   {{"from", withdrawn(0.7)}, {"on", withdrawn(0.65)}},
	"wriggle":   {{"out of", withdrawn(0.65)}},
	"renege":    {{"on", withdrawn(0.8)}},
	"backtrack": {{"on", withdrawn(0.8)}, {"from", withdrawn(0.75)}},
	"backpedal": {{"on", withdrawn(0.75)}, {"from", withdrawn(0.7)}},
	"tear":      {{"up", withdrawn(0.75)}},
	"sign":      {{"up to", pledged(graph.DeclaredIntent, 0.8).of("og")}, {"up", pledged(graph.DeclaredIntent, 0.65)}},
	"put": {
		{"_ name to", pledged(graph.DeclaredIntent, 0.75).of("og")},
		{"_ names to", pledged(graph.DeclaredIntent, 0.75).of("og")},
		{"_ signature to", pledged(graph.SignedPolitical, 0.75).of("og")},
	},
	"give": {
		{"_ word", pledged(graph.DeclaredIntent, 0.8)},
		{"_ consent", pledged(graph.DeclaredIntent, 0.7).of("g")},
		{"_ assent", pledged(graph.DeclaredIntent, 0.7).of("g")},
		{"_ backing to", pledged(graph.DeclaredIntent, 0.5).of("g")},
		{"an undertaking", pledged(graph.DeclaredIntent, 0.8)},
	},
	"make": {
		{"clear", pledged(graph.DeclaredIntent, 0.6)},
		{"it clear", pledged(graph.DeclaredIntent, 0.6)},
		{"plain", pledged(graph.DeclaredIntent, 0.6)},
		{"it plain", pledged(graph.DeclaredIntent, 0.6)},
	},
	"set":   {{"aside", pledged(graph.DeclaredIntent, 0.6).of("o")}},
	"say":   {{"no to", refused(0.5)}, {"yes to", pledged(graph.DeclaredIntent, 0.55).of("g")}},
	"hold":  {{"out the prospect of", pledged(graph.Offered, 0.55).of("g")}},
	"enter": {{"into", pledged(graph.DeclaredIntent, 0.6)}},
	"take":  {{"on", pledged(graph.DeclaredIntent, 0.6)}, {"upon itself", pledged(graph.DeclaredIntent, 0.7)}, {"it upon itself", pledged(graph.DeclaredIntent, 0.6)}},
}

// idiomVerbs knows the verbs of idioms in all their forms.
var idiomVerbs = func() phrases.Verbs {
	list := ""
	for lemma := range idioms {
		list += " " + lemma
	}
	return phrases.NewVerbs(list)
}()

// behindIdioms are the words that can stand right behind the verb of an idiom:
// a sentence with "give" in it is only read where one of them follows.
var behindIdioms = func() map[string]bool {
	out := grammar.Set("its his her their our my on members")
	for _, list := range idioms {
		for _, i := range list {
			first, _, _ := strings.Cut(i.after, " ")
			out[first] = true
		}
	}
	return out
}()

var whose = grammar.Set("its his her their our my")

// idiomAt reads the idiom whose verb is at item i. It gives the verb's lemma,
// what the idiom means, and where what is promised begins.
func (r *reader) idiomAt(i int) (pledge, int, bool) {
	use, ok := idiomVerbs[r.At(i).Lower]
	if !ok {
		return pledge{}, 0, false
	}
	from := i + 1
	if use.Lemma == "give" {
		if p := r.shortName(from); p.OK() && whose[r.At(p.B).Lower] {
			from = p.B // "gave members its word"
		} else if receivers[r.At(from).Lower] {
			from++
		}
	}
	for _, x := range idioms[use.Lemma] {
		if k, ok := r.spells(from, x.after); ok {
			p := x.pledge
			p.lemma = use.Lemma
			return p, k, true
		}
	}
	return pledge{}, 0, false
}

// spells: the items from k on are these words. It gives where they end.
func (r *reader) spells(k int, want string) (int, bool) {
	for w := range strings.SplitSeq(want, " ") {
		k = r.pastTime(k)
		if it := r.At(k); w == "_" && !whose[it.Lower] || w != "_" && it.Lower != w {
			return 0, false
		}
		k++
	}
	return r.pastTime(k), true
}

// pastTime gives what comes after "on Tuesday" at k, or k.
func (r *reader) pastTime(k int) int {
	if r.At(k).Is("on", "this", "last") && r.At(k+1).Time {
		return k + 2
	}
	return k
}

// idiom reads "signed up to taking in refugees". It says false where the words
// mean something else.
func (r *reader) idiom(i int) bool {
	p, k, ok := r.idiomAt(i)
	if !ok || !r.At(i).Verb() && !r.At(i).Noun() {
		return false
	}
	g := r.Group(grammar.Group{Head: i, End: i + 1, Ing: idiomVerbs[r.At(i).Lower].Form == phrases.Ing})
	if r.conditional(i) || r.asks() || r.obliged(&g) || g.Passive {
		return true
	}
	if g.Negated {
		return true // "did not go back on its word": nothing new
	}
	s := r.agentOf(&g)
	if s.mention.A < 0 || !s.agent() && (inanimate[r.At(s.phrase.H).Lower] || !r.At(s.phrase.H).Noun()) {
		return p.outcome != Pledged
	}
	switch p.lemma {
	case "turn", "say":
		return r.turnsDown(i, k, p, s, &g)
	case "take", "enter":
		if k, ok := r.duty(k); ok {
			r.promise(i, k, p, s, &g)
			return true
		}
		return false
	}
	if k, ok = r.behindIdiom(i, k, p.lemma, s); ok {
		r.promise(i, k, p, s, &g)
	}
	return true
}

// turnsDown reads "turned down a request to host" and "said no to sending".
func (r *reader) turnsDown(i, k int, p pledge, s subject, g *grammar.Group) bool {
	if np := phrases.Right(r.Clause, k); np.OK() && requests[r.At(np.H).Lower] {
		r.done[np.H] = true
		if p.object, p.gerund = false, false; p.outcome == Refused {
			r.promise(np.H, np.B, p, s, g)
		}
		return true
	}
	if p.lemma == "say" {
		r.promise(i, k, p, s, g)
	}
	return true
}

// behindIdiom gives where what the idiom promises begins; false where the
// words behind it are not about a promise.
func (r *reader) behindIdiom(i, k int, lemma string, s subject) (int, bool) {
	np := phrases.Right(r.Clause, k)
	switch lemma {
	case "pull", "back", "walk", "tear", "step", "retreat", "wriggle", "row":
		return k, r.wordOfPromise(k) || r.At(k).Tag == "VBG" && acts.Lemma(r.At(k).Lower) != ""
	case "sign":
		if r.baseVerb(i + 3) {
			k = i + 2
		}
		return k, r.At(i+2).Is("to") && (r.At(i+3).Tag == "VBG" || r.baseVerb(i+3))
	case "put":
		if np.OK() && pledgeNouns[r.At(np.H).Lower].lemma != "" {
			r.done[np.H] = true
			k = np.B
		}
	case "set":
		return k, np.OK() && r.tangible(np) && r.money(np) && s.agent()
	case "make":
		return k, s.agent() && (r.At(k).Is("that") || r.clauseWithModal(k, len(r.Items)))
	}
	return k, true
}

// requests are nouns for what others ask of somebody, which can be turned
// down.
var requests = grammar.Set("request requests call calls demand demands appeal appeals plea pleas invitation invitations proposal proposals suggestion suggestions ultimatum")

// duties are nouns for what binds whoever takes it on.
var duties = grammar.Set("obligation obligations duty duties responsibility commitment commitments undertaking undertakings task")

// duty: at k stands an obligation somebody takes on. It gives where what it
// asks for begins.
func (r *reader) duty(k int) (int, bool) {
	np := phrases.Right(r.Clause, k)
	if !np.OK() || !duties[r.At(np.H).Lower] {
		return k, false
	}
	r.done[np.H] = true
	return np.B, r.At(np.B).Is("to", "of", "that")
}

// wordOfPromise: the noun phrase at k is a promise or a plan.
func (r *reader) wordOfPromise(k int) bool {
	np := phrases.Right(r.Clause, k)
	return np.OK() && promised(r.At(np.H).Lower) != ""
}

// promised gives the lemma of a noun that can be what was promised and is
// taken back; of "word" too, which promises nothing by itself.
func promised(w string) string {
	if w == "word" || w == "oath" {
		return w
	}
	return pledgeNouns[w].lemma
}

// money: the noun phrase names a sum.
func (r *reader) money(p phrases.Phrase) bool {
	for i := p.A; i < p.B; i++ {
		if it := r.At(i); it.Tag == "$" || strings.ContainsAny(it.Text, "$€£¥") || currencies[it.Lower] || it.Is("money", "funds") {
			return true
		}
	}
	return false
}

var currencies = grammar.Set("dollars dollar euros euro pounds pound yen yuan francs crowns kroner kronor krona rupees roubles rubles zloty pesos rand dirhams riyals lira won shillings naira")
