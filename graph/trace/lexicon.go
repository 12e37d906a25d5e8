package trace

import (
	"slices"
	"strings"
)

// functionWords say little about where a quote is from: in English articles,
// determiners, pronouns, prepositions, conjunctions, auxiliary verbs and the adverbs
// that fit any sentence; a few of the commonest of four other languages.
var functionWords = set(`a an the this these that those every each all any some no none both either neither another other
such same own more most much many few less least several enough half
i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours ourselves
they them their theirs themselves who whom whose which what whatever whoever one ones someone somebody something anyone anybody
anything everyone everybody everything nobody nothing
of to in on at by for from with as into onto over up out off down about above below under beneath behind beside besides between
among amid across along around through throughout toward towards against within without near during before after since until
till upon per via despite beyond except excepting excluding including like unlike concerning regarding
and or but nor so yet if than then because while whereas though although unless provided providing whether lest once
is are was were be been being am will would shall should can could may might must ought cannot have has had having do does
did doing done let
not never here there when where how why also very just only even still already again always ever often sometimes soon now
perhaps possibly probably maybe likely certainly surely rather quite too almost nearly indeed instead however therefore thus
hence moreover meanwhile otherwise together else away back well next today
le la les un une des du de et en que qui est il elle on nous vous ils elles ce cette dans pour par sur avec
der die das den dem ein eine einen einem und zu von mit ist sind wir sie ich er es auf für im
и в на не с что мы они он она это как по і та у з до ми вони він вона це як за`)

// functional reports whether a folded word is a function word, also with
// another joined to it: "we'll", "didn't".
func functional(key string) bool {
	if functionWords[key] || strings.HasSuffix(key, "n't") {
		return true
	}
	stem, rest, joined := strings.Cut(key, "'")
	return joined && rest != "" && functionWords[stem]
}

// negations turn a sentence round: English in full; the basic ones of French,
// German, Ukrainian and Russian. "n't", "n'" and "un-" are seen by shape.
var negations = set(`not never no none nobody nothing nowhere neither nor cannot without hardly scarcely barely rarely seldom dont doesnt didnt
isnt arent wasnt werent wouldnt couldnt shouldnt hasnt havent hadnt wont cant mustnt deny denies denied denying
refuse refuses refused refusing fail fails failed
pas jamais aucun aucune rien sans ni non
nicht nichts kein keine keinen keinem keiner keines nie niemals niemand niemanden niemandem ohne weder nirgends
не ні ніколи ніхто ніщо нічого немає нема без жоден жодна жодне жодного жодної жодному
ни нет никогда никто ничто ничего нельзя`)

// conditions, hedges and exceptions of one word. "But" and "although" are
// reservations, which count as exceptions.
var (
	conditions = set(`if unless until till pending conditional contingent assuming sofern falls wenn si якщо если`)
	hedges     = set(`might could perhaps possibly probably likely maybe reportedly allegedly apparently seemingly
potentially presumably hopefully supposedly arguably seem seems seemed appear appears appeared
peut-être vielleicht möglicherweise можливо возможно`)
	exceptions = set(`except exception exceptions excepting excluding save but although though however sauf außer окрім крім кроме`)
)

// phrases of more words, and the loss they are.
var phrases = map[string][]phrase{
	"as":       {{"as long as", LossCondition}},
	"so":       {{"so long as", LossCondition}},
	"provided": {{"provided that", LossCondition}, {"provided the", LossCondition}, {"provided we", LossCondition}, {"provided they", LossCondition}, {"provided it", LossCondition}, {"provided there", LossCondition}, {"provided all", LossCondition}},

	"providing": {{"providing that", LossCondition}},
	"on":        {{"on condition", LossCondition}, {"on the condition", LossCondition}},
	"in":        {{"in case", LossCondition}, {"in the event", LossCondition}, {"in my view", LossHedge}, {"in our view", LossHedge}, {"in principle", LossHedge}},
	"subject":   {{"subject to", LossCondition}},
	"only":      {{"only when", LossCondition}, {"only after", LossCondition}, {"only once", LossCondition}},
	"once":      {{"once the", LossCondition}, {"once a", LossCondition}, {"once we", LossCondition}, {"once they", LossCondition}, {"once it", LossCondition}, {"once there", LossCondition}},
	"i":         {{"i think", LossHedge}, {"i believe", LossHedge}, {"i hope", LossHedge}, {"i guess", LossHedge}, {"i suppose", LossHedge}},
	"we":        {{"we think", LossHedge}, {"we believe", LossHedge}, {"we hope", LossHedge}},
	"apart":     {{"apart from", LossException}},
	"aside":     {{"aside from", LossException}},
	"other":     {{"other than", LossException}},
	"with":      {{"with the exception", LossException}},
	"god":       {{"god willing", LossHedge}},
	"all":       {{"all being well", LossHedge}},
	"weather":   {{"weather permitting", LossCondition}},
}

type phrase struct {
	words string
	loss  Loss
}

// harmless phrases have a word of the tables that does not mean it there.
var harmless = map[string][]string{
	"not":     {"not only", "not just", "not merely", "not least", "not to mention", "not to be named", "not to be identified"},
	"no":      {"no doubt", "no less", "no sooner", "no matter", "no wonder", "no exception", "no exceptions"},
	"without": {"without exception", "without doubt"},
	"none":    {"none other"},
	"nothing": {"nothing less", "nothing short", "nothing but"},
	"but":     {"but also"},
	"as":      {"as if", "as though"},
	"even":    {"even if"},
	"cannot":  {"cannot but"},
	"can":     {"can not but"},
	"whether": {"whether or not"},
	"non":     {"non seulement"},
	"pas":     {"pas seulement"},
	"nicht":   {"nicht nur"},
	"не":      {"не лише", "не тільки", "не только"},
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// losses gives the kinds of loss among words that are left out. The first few,
// lead, are the quote's own: a phrase that begins there and ends after is lost too.
func losses(words []word, lead int, doc string) []Loss {
	var found [LossOther + 1]bool
	for i := 0; i < len(words); i++ {
		if n := harmlessAt(words[i:]); n > 0 {
			i += n - 1
			continue
		}
		key := words[i].key
		for _, p := range phrases[key] {
			if i+strings.Count(p.words, " ") >= lead && startsWith(words[i:], p.words) {
				found[p.loss] = true
			}
		}
		if i < lead {
			continue
		}
		switch {
		case negates(key):
			found[LossNegation] = true
		case conditions[key]:
			found[LossCondition] = true
		case hedges[key], key == "may" && doc[words[i].start] == 'm':
			found[LossHedge] = true
		case exceptions[key]:
			found[LossException] = true
		}
	}
	var out []Loss
	for l := LossNegation; l < LossOther; l++ {
		if found[l] {
			out = append(out, l)
		}
	}
	if out == nil {
		out = []Loss{LossOther}
	}
	return out
}

// harmlessAt gives the length of the harmless phrase the words begin with.
func harmlessAt(words []word) int {
	for _, p := range harmless[words[0].key] {
		if startsWith(words, p) {
			return strings.Count(p, " ") + 1
		}
	}
	return 0
}

func startsWith(words []word, phrase string) bool {
	for want := range strings.FieldsSeq(phrase) {
		if len(words) == 0 || words[0].key != want {
			return false
		}
		words = words[1:]
	}
	return true
}

// negates reports whether a folded word is a negation.
func negates(key string) bool {
	return negations[key] || strings.HasSuffix(key, "n't") || strings.HasPrefix(key, "n'") && len(key) > 2
}

// opposed reports whether one side of a change has a negation the other has
// not. Two of them undo each other; a harmless phrase counts only when it is
// changed as a whole.
func opposed(given, source []string) bool {
	g, s := negationsIn(given), negationsIn(source)
	for _, w := range given {
		if slices.ContainsFunc(source, func(o string) bool { return denies(w, o) }) {
			g++
		}
	}
	for _, w := range source {
		if slices.ContainsFunc(given, func(o string) bool { return denies(w, o) }) {
			s++
		}
	}
	if slices.Contains(given, "unless") && slices.Contains(source, "if") {
		g++
	}
	if slices.Contains(source, "unless") && slices.Contains(given, "if") {
		s++
	}
	return g%2 != s%2 || (g == 0) != (s == 0) || g > 0 && moved(given, source)
}

// moved reports whether a change only puts the same words in another order, with
// a "not" among them: it turns another word round. "Will nobody" is not that.
func moved(given, source []string) bool {
	turns := func(w string) bool { return w == "not" || w == "no" || w == "never" || strings.HasSuffix(w, "n't") }
	if len(given) < 2 || slices.Equal(given, source) || !slices.ContainsFunc(given, turns) {
		return false
	}
	g, s := slices.Sorted(slices.Values(given)), slices.Sorted(slices.Values(source))
	return slices.Equal(g, s)
}

func negationsIn(keys []string) int {
	words := make([]word, len(keys))
	for i, k := range keys {
		words[i].key = k
	}
	n := 0
	for i := 0; i < len(words); i++ {
		if skip := harmlessAt(words[i:]); skip > 0 {
			i += skip - 1
			continue
		}
		if negates(words[i].key) && !(words[i].key == "ne") || turnsNext(words[i:]) {
			n++
		}
	}
	return n
}

// turnsNext reports whether the words begin with what turns the next one round
// where it stands alone in a change: "far from ready", "stopped supporting".
func turnsNext(words []word) bool {
	if startsWith(words, "far from") {
		return true
	}
	return len(words) > 1 && stops[words[0].key] && strings.HasSuffix(words[1].key, "ing")
}

// reporting are the words that tell who said something.
var reporting = set(`said says say saying told tells added adds stated states announced declared noted argued warned promised
insisted explained claimed wrote replied answered asked reported recalled stressed emphasized emphasised highlighted remarked`)

var stops = set(`stop stops stopped cease ceases ceased quit quits`)

// denies reports whether a is the denial of b by a syllable: unlikely, likely.
func denies(a, b string) bool {
	for _, prefix := range []string{"un", "non", "dis"} {
		if rest, ok := strings.CutPrefix(a, prefix); ok && len(rest) >= 4 && rest == b && !unlike[a] {
			return true
		}
	}
	for _, prefix := range []string{"in", "im", "il", "ir"} {
		if rest, ok := strings.CutPrefix(a, prefix); ok && rest == b && deniable[strings.TrimSuffix(rest, "ly")] {
			return true
		}
	}
	return false
}

// unlike are words that only look like denials.
var unlike = set(`distract dispose discover display discharge discourse dissolve distill unless until`)

// deniable are the words that in-, im-, il- or ir- turn round.
var deniable = set(`possible capable legal regular responsible acceptable dependent sufficient appropriate complete correct
effective secure stable just valid visible moral mature patient perfect polite practical probable logical legitimate
literate rational relevant replaceable reversible tolerable flexible formal direct accurate adequate consistent credible
definite evitable excusable experienced human justice security stability dependence ability action conclusive decisive`)
