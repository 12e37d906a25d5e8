package commitments

import (
	"strings"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
	"onrecord/graph/text"
)

// A condition as found in a segment: items [a, b).
type condition struct {
	a, b   int
	word   string // what opens it: "after", "if", "unless", "post"
	kind   graph.ConditionKind
	clause bool // a clause, not a noun phrase
	either bool // one of the events is enough
	events []event
}

// event is one of the alternatives of a condition.
type event struct{ span, what text.Span }

// opener is words that open a condition.
type opener struct {
	words  string
	kind   graph.ConditionKind
	phrase bool // takes a noun phrase
	clause bool // takes a clause
}

// openers, those of more words first.
var openers = []opener{
	{"on the condition that", graph.Precedent, false, true},
	{"on condition that", graph.Precedent, false, true},
	{"on condition of", graph.Precedent, true, false},
	{"in the event that", graph.Precedent, false, true},
	{"in the event of", graph.Precedent, true, false},
	{"in case of", graph.Precedent, true, false},
	{"in the case of", graph.Precedent, true, false},
	{"in exchange for", graph.Precedent, true, false},
	{"in return for", graph.Precedent, true, false},
	{"as soon as", graph.Precedent, false, true},
	{"as long as", graph.Concurrent, false, true},
	{"so long as", graph.Concurrent, false, true},
	{"for as long as", graph.Concurrent, false, true},
	{"save in", graph.Subsequent, true, false},
	{"except in", graph.Subsequent, true, false},
	{"except when", graph.Subsequent, false, true},
	{"subject to", graph.Precedent, true, false},
	{"contingent on", graph.Precedent, true, false},
	{"contingent upon", graph.Precedent, true, false},
	{"conditional on", graph.Precedent, true, false},
	{"depending on", graph.Precedent, true, false},
	{"dependent on", graph.Precedent, true, false},
	{"provided that", graph.Precedent, false, true},
	{"providing that", graph.Precedent, false, true},
	{"assuming that", graph.Precedent, false, true},
	{"even if", "", false, true}, // concedes, and asks for nothing
	{"as if", "", false, true},
	{"in case", graph.Precedent, false, true},
	{"provided", graph.Precedent, false, true},
	{"providing", graph.Precedent, false, true},
	{"after", graph.Precedent, true, true},
	{"once", graph.Precedent, false, true},
	{"when", graph.Precedent, false, true},
	{"if", graph.Precedent, false, true},
	{"unless", graph.Subsequent, false, true},
	{"until", graph.Subsequent, true, true},
	{"till", graph.Subsequent, true, true},
	{"while", graph.Concurrent, false, true},
	{"following", graph.Precedent, true, false},
	{"pending", graph.Precedent, true, false},
	{"upon", graph.Precedent, true, false},
	{"should", graph.Precedent, false, true},
}

// byFirst are the openers by their first word.
var byFirst = func() map[string][]opener {
	m := map[string][]opener{}
	for _, o := range openers {
		first, _, _ := strings.Cut(o.words, " ")
		m[first] = append(m[first], o)
	}
	return m
}()

// findConditions finds all conditions of the segment.
func (r *reader) findConditions() {
	for i := 0; i < len(r.Items); {
		c, ok := r.conditionAt(i)
		if !ok {
			i++
			continue
		}
		if c.kind != "" {
			r.keep(c)
		}
		i = max(c.b, i+1)
	}
}

// keep books a condition, and for each of its items that it stands in it: what
// is asked for every verb must not go through all conditions.
func (r *reader) keep(c condition) {
	r.conditions = append(r.conditions, c)
	for i := max(c.a, 0); i < c.b && i < len(r.inside); i++ {
		if r.inside[i] == 0 {
			r.inside[i] = len(r.conditions)
		}
	}
}

func (r *reader) conditionAt(i int) (condition, bool) {
	it := r.At(i)
	if c, ok := r.postCondition(i); ok {
		return c, true
	}
	for _, o := range byFirst[it.Lower] {
		n := strings.Count(o.words, " ") + 1
		if !r.words(i, o.words, n) || !r.opensHere(i, o) {
			continue
		}
		k := i + n
		c := condition{a: i, word: o.words, kind: o.kind}
		if r.At(i-1).Is("only", "even", "immediately", "directly", "soon", "shortly") && o.kind != "" {
			c.a = i - 1
		}
		if end, ok := r.clauseEnd(k); o.clause && ok {
			c.b, c.clause = end, true
		} else if end, ok := r.verbless(k); o.clause && !o.phrase && ok {
			c.b, c.clause = end, true
		} else if o.clause && r.reduced(k) {
			c.b = r.reducedEnd(k)
			c.clause = true
		} else if n := r.pastEither(k); o.phrase && phrases.Right(r.Clause, n).OK() {
			c.b = phrases.Full(r.Clause, n, len(r.Items), r.stopsPhrase)
		} else {
			continue
		}
		for c.b > k && r.At(c.b-1).Is("and", "or", "but") {
			c.b--
		}
		c.events = r.eventsOf(&c, k)
		if r.past(&c, k) || len(c.events) == 0 {
			c.kind = ""
		}
		return c, true
	}
	return condition{}, false
}

func (r *reader) pastEither(k int) int {
	if r.At(k).Is("either", "both") {
		return k + 1
	}
	return k
}

// words: the items from i on are these n words.
func (r *reader) words(i int, want string, n int) bool {
	for k := range n {
		w, rest, _ := strings.Cut(want, " ")
		if r.At(i+k).Lower != w {
			return false
		}
		want = rest
	}
	return true
}

// opensHere keeps out other uses of the same words.
func (r *reader) opensHere(i int, o opener) bool {
	before := r.At(i - 1)
	switch o.words {
	case "following":
		return before.Tag != "DT" && !before.Is("been", "is", "are", "was", "were") && !(before.Comma() && r.At(i+1).Tag == "PRP")
	case "should":
		return (i == 0 || before.Comma() || before.Is("that", "but", "and")) && r.At(i).Tag == "MD"
	case "provided", "providing":
		return before.Comma() || i == 0 || before.Is("only")
	case "while":
		// At the head of a clause and before a comma it concedes more often than
		// it binds.
		return !before.Comma() && i > 0
	case "when":
		return !before.Is("since", "on", "about", "of", "for")
	case "if":
		return !before.Is("ask", "asked", "asking", "see", "know", "wonder", "wondered", "unclear", "sure", "decide", "unsure")
	case "after":
		return !before.Is("named", "look", "looked", "looking", "soon", "shortly", "day", "year", "time")
	case "once":
		return !before.Is("at", "than", "all", "had", "was", "were", "only") || before.Is("only") && r.At(i-2).Tag != "DT"
	case "upon":
		return !before.Is("agree", "agreed", "called", "call", "calls", "based", "depends", "once", "calling", "rely", "relied")
	case "pending":
		return before.Tag != "DT" && before.Tag != "JJ"
	}
	return true
}

// postCondition: "post-ceasefire" as an adverb, not before a noun.
func (r *reader) postCondition(i int) (condition, bool) {
	it := r.At(i)
	rest, ok := strings.CutPrefix(it.Lower, "post-")
	if !ok || len(rest) < 3 || strings.HasPrefix(r.At(i+1).Tag, "NN") && r.At(i+1).Tag != "NNP" {
		return condition{}, false
	}
	s := text.Span{Start: it.Start, End: it.To}
	return condition{a: i, b: i + 1, word: "post", kind: graph.Precedent, events: []event{{s, text.Span{Start: it.Start + len("post-"), End: it.To}}}}, true
}

// stopsPhrase: at i the noun phrase of a condition is over, whatever could
// hang on it.
func (r *reader) stopsPhrase(i int) bool {
	it := r.At(i)
	if it.Comma() {
		return true
	}
	if it.Is("and") {
		k := i + 1
		if acts.Lemma(r.At(k).Lower) != "" && r.At(k).Tag != "NN" && r.At(k).Tag != "NNS" {
			return true
		}
	}
	return len(byFirst[it.Lower]) > 0 && !it.Is("in", "on", "for", "as", "so") || it.Is("by") && r.timeAt(i+1)
}

// clauseEnd gives where the clause that begins at k, with a subject and a
// finite verb, ends.
func (r *reader) clauseEnd(k int) (int, bool) {
	p := phrases.Right(r.Clause, k)
	start := k
	if r.At(k).Is("there", "it", "that", "this", "both", "either") {
		start = k + 1
	} else if p.OK() {
		start = phrases.Full(r.Clause, k, len(r.Items), nil)
	} else {
		return 0, false
	}
	verb := false
	i := start
	if start > k+1 && !r.hasFinite(start) {
		// The phrase may have run over its verb ("a ceasefire holds").
		i = k + 1
	}
	for ; i < len(r.Items); i++ {
		it := r.At(i)
		switch {
		case it.Stop() || it.Is(":", "(", ")") || it.Dash():
			return i, verb
		case it.Comma():
			return i, verb
		case !verb && it.Is("and", "but", "who", "which", "that"):
			p := phrases.Right(r.Clause, i+1)
			if i != start || !it.Is("and") || !p.OK() || !r.hasFinite(p.B) || r.At(p.B).Tag == "MD" {
				return 0, false
			}
		case it.Finite() || it.Tag == "VB" || it.Tag == "VBN" && i > k:
			if verb && it.Tag == "MD" {
				// "if Russia attacks France will": a comma was left out.
				return r.subjectBefore(i, k), true
			}
			verb = true
		case verb && len(byFirst[it.Lower]) > 0 && !it.Is("on", "in", "for", "as", "so", "upon", "should"):
			if i > start+1 {
				return i, true
			}
		case verb && it.Is("and", "but") && r.continues(i+1):
			return i, true
		}
	}
	return i, verb
}

// verbless: what follows a conjunction up to the next comma reads like a clause
// whose verb the tagger took for a noun: "once the shelling stops".
func (r *reader) verbless(k int) (int, bool) {
	i := k
	for i < len(r.Items) && !r.At(i).Comma() && !r.At(i).Stop() && !r.At(i).Dash() {
		if r.At(i).Finite() || i > k+6 {
			return 0, false
		}
		i++
	}
	last := r.At(i - 1)
	return i, i > k+1 && grammar.Nominal(r.At(k)) && (last.Tag == "NNS" || last.Tag == "NN") && !last.Time && phrases.Right(r.Clause, k).B == i
}

// hasFinite: what follows item i, over adverbs, is a verb with tense.
func (r *reader) hasFinite(i int) bool {
	for r.At(i).Adverb() || r.At(i).Is("not") {
		i++
	}
	return r.At(i).Finite() || r.At(i).Tag == "VB"
}

// subjectBefore gives where the subject of the modal at i begins.
func (r *reader) subjectBefore(i, least int) int {
	if p := phrases.Left(r.Clause, i-1); p.OK() && p.A > least && r.At(p.A-1).Tag != "IN" && r.At(p.A-1).Tag != "TO" {
		return p.A
	}
	return i
}

// continues: at k goes on what was promised, not the condition.
func (r *reader) continues(k int) bool {
	for r.At(k).Adverb() {
		k++
	}
	it := r.At(k)
	return it.Tag == "VB" || it.Tag == "MD" || acts[it.Lower].Lemma == it.Lower && acts[it.Lower].Lemma != "" && it.Tag != "NN" && it.Tag != "NNS"
}

// reduced: a clause without a subject: "if asked", "once signed", "if
// necessary", "when in place".
func (r *reader) reduced(k int) bool {
	it := r.At(k)
	return it.Tag == "VBN" || it.Tag == "VBD" || it.Tag == "VBG" || it.Tag == "JJ" && (r.At(k+1).Comma() || r.At(k+1).Stop() || k+1 == len(r.Items)) || it.Is("needed", "necessary", "possible")
}

func (r *reader) reducedEnd(k int) int {
	i := k + 1
	for i < len(r.Items) && !r.At(i).Comma() && !r.At(i).Stop() && !r.At(i).Dash() && !r.At(i).Is("and", "but") && r.At(i).Tag != "MD" {
		i++
	}
	return i
}

// lasting verbs say no more than that of an agreement, but a roof holds or not.
var (
	lasting    = grammar.Set("hold holds held exists stands")
	agreements = grammar.Set("ceasefire cease-fire truce agreement deal accord peace armistice treaty pact settlement cessation calm")
)
