package changes

import (
	"maps"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
)

// kind is what a verb says became of the words.
type kind struct {
	status graph.TextStatus
	// after: a particle that must follow ("left out"), or "".
	after []string
	// whole: the verb may be said of the text itself ("the bill was watered
	// down").
	whole bool
	// from: the text must be named by a preposition ("cut from the text").
	from bool
	// silent: only the negated verb tells of a change ("does not contain").
	silent bool
}

var kinds = map[string]kind{
	"omit": {status: graph.Omitted, from: true}, "drop": {status: graph.Omitted, from: true}, "remove": {status: graph.Omitted, from: true},
	"delete": {status: graph.Omitted, from: true}, "cut": {status: graph.Omitted, from: true}, "strike": {status: graph.Omitted, from: true},
	"excise": {status: graph.Omitted, from: true}, "strip": {status: graph.Omitted, from: true}, "exclude": {status: graph.Omitted, from: true},
	"leave": {status: graph.Omitted, after: []string{"out", "off"}, from: true}, "take": {status: graph.Omitted, after: []string{"out"}, from: true},
	"disappear": {status: graph.Omitted, from: true}, "vanish": {status: graph.Omitted, from: true}, "scrub": {status: graph.Omitted, from: true}, "erase": {status: graph.Omitted, from: true},
	"water": {status: graph.Weakened, after: []string{"down"}, whole: true}, "tone": {status: graph.Weakened, after: []string{"down"}, whole: true},
	"weaken": {status: graph.Weakened, whole: true}, "soften": {status: graph.Weakened, whole: true}, "dilute": {status: graph.Weakened, whole: true},
	"replace":    {status: graph.Weakened},
	"strengthen": {status: graph.Strengthened, whole: true}, "harden": {status: graph.Strengthened, whole: true}, "tighten": {status: graph.Strengthened, whole: true},
	"toughen": {status: graph.Strengthened, whole: true}, "sharpen": {status: graph.Strengthened, whole: true}, "reinforce": {status: graph.Strengthened, whole: true},
	"reduce": {status: graph.Weakened}, "pare": {status: graph.Weakened}, "whittle": {status: graph.Weakened}, "boil": {status: graph.Weakened}, "trim": {status: graph.Weakened, whole: true}, "confine": {status: graph.Weakened},
	"relegate": {status: graph.Weakened}, "downgrade": {status: graph.Weakened}, "scale": {status: graph.Weakened, after: []string{"back", "down"}, whole: true},
	"gut": {status: graph.Weakened, whole: true}, "blunt": {status: graph.Weakened, whole: true}, "neuter": {status: graph.Weakened, whole: true}, "loosen": {status: graph.Weakened, whole: true}, "hollow": {status: graph.Weakened, after: []string{"out"}, whole: true},
	"stiffen": {status: graph.Strengthened, whole: true}, "bolster": {status: graph.Strengthened, whole: true}, "beef": {status: graph.Strengthened, after: []string{"up"}, whole: true}, "firm": {status: graph.Strengthened, after: []string{"up"}, whole: true},
	"expunge": {status: graph.Omitted, from: true}, "purge": {status: graph.Omitted, from: true}, "axe": {status: graph.Omitted, from: true}, "ditch": {status: graph.Omitted, from: true}, "jettison": {status: graph.Omitted, from: true},
	"edit": {status: graph.Omitted, after: []string{"out"}, from: true}, "scratch": {status: graph.Omitted, from: true}, "lift": {status: graph.Omitted, after: []string{"out"}, from: true},
	"incorporate": {status: graph.Added, from: true}, "reinstate": {status: graph.Added, from: true}, "tack": {status: graph.Added, after: []string{"on", "onto"}, from: true}, "slip": {status: graph.Added, after: []string{"into"}, from: true},
	"add": {status: graph.Added, from: true}, "insert": {status: graph.Added, from: true}, "write": {status: graph.Added, after: []string{"into"}, from: true},
	"mention": {status: graph.Omitted, silent: true}, "include": {status: graph.Omitted, silent: true}, "contain": {status: graph.Omitted, silent: true},
	"refer": {status: graph.Omitted, silent: true, after: []string{"to"}}, "feature": {status: graph.Omitted, silent: true}, "commit": {status: graph.Omitted, silent: true},
	"mandate": {status: graph.Omitted, silent: true}, "promise": {status: graph.Omitted, silent: true}, "call": {status: graph.Omitted, silent: true, after: []string{"for"}},
	"appear": {status: graph.Omitted, silent: true, after: []string{"in"}},
}

var verbs = func() phrases.Verbs {
	list := ""
	for lemma := range maps.Keys(kinds) {
		list += " " + lemma
	}
	return phrases.NewVerbs(list)
}()

// absent are adjectives for what a text has not.
var absent = grammar.Set("absent missing gone lacking")

// documents are nouns for texts and for parts of them.
var documents = grammar.Set("statement statements draft drafts declaration treaty communique communiqué text texts resolution version versions paragraph paragraphs law bill document agreement accord charter memorandum protocol constitution preamble article clause clauses contract manifesto deal pact report wording language legislation amendment amendments letter convention plan proposal platform annex chapter section motion decree regulation directive guidelines transcript speech conclusions final-statement redraft roadmap blueprint ordinance paper strategy minutes memo agenda summary policy programme program code dossier leaflet bulletin notice circular footnote schedule statute bylaw byelaw terms rulebook guidance covenant handbook textbook release press-release white-paper syllabus note doctrine directive concordat settlement understanding accords treaties bills laws communiques resolutions declarations documents agreements articles paragraphs annexes protocols conventions contracts reports proposals letters memoranda")

// parts are nouns for a part of a text, which can be weakened itself; a text
// must then be named.
var parts = grammar.Set("language wording clause clauses paragraph paragraphs passage passages reference references phrase sentence section article provision provisions line pledge commitment promise call condemnation demand guarantee requirement obligation target wordings mention")

// wordings are nouns for the words of a text. A part of a text, or its words,
// stand for the text where it is not named.
var (
	wordings = grammar.Set("word words phrase term sentence passage wording")
	portions = grammar.Set("clause clauses paragraph paragraphs article section chapter provision amendment preamble annex footnote word words phrase sentence passage wording")
)

// stronger are words that say the new wording is.
var stronger = grammar.Set("stronger tougher firmer binding stricter harsher sharper mandatory harder")

// opens are the words that can tell of a change.
var opens = func() map[string]bool {
	out := map[string]bool{"longer": true}
	for w := range maps.Keys(verbs) {
		out[w] = true
	}
	for w := range maps.Keys(absent) {
		out[w] = true
	}
	for w := range maps.Keys(turns) {
		out[w] = true
	}
	return out
}()
