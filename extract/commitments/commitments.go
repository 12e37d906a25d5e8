package commitments

import (
	"slices"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/extract/words"
	"onrecord/graph"
	"onrecord/graph/text"
)

// Said is a statement of the document: what was said, by whom, how.
type Said struct {
	Content     []text.Span
	Source, Cue text.Span
	Lemma       string
	Negated     bool
}

// Outcome says what an actor did about the deed.
type Outcome string

// Outcomes.
const (
	Pledged   Outcome = "PLEDGED"   // would do it
	Negated   Outcome = "NEGATED"   // would not do it
	Refused   Outcome = "REFUSED"   // refused to, ruled it out, has no plans to
	Denied    Outcome = "DENIED"    // says there is no such promise
	Withdrawn Outcome = "WITHDRAWN" // took the promise back
)

// A Condition is what a commitment depends on.
type Condition struct {
	Span  text.Span // with its preposition: "after a ceasefire"
	Event text.Span // "a ceasefire"
	Kind  graph.ConditionKind
	// Alternative is above 0 for conditions one of which is enough; they share
	// the number.
	Alternative int
}

// A Commitment is an undertaking to do something, as one place of a document
// words it.
type Commitment struct {
	Evidence []text.Span // the clauses that carry it, each inside one sentence
	Outcome  Outcome
	Strength graph.Strength
	Action   string    // lemma of the deed: deploy
	Verb     text.Span // where it stands
	Modal    text.Span // "would"; empty where there is none
	Negation text.Span // "not", "never", "no" of one that is Negated
	// Pledgors are mentions of those who undertake it. Of "we" and "I" it is the
	// mention of who speaks, where the statement has one.
	Pledgors []text.Span
	// Theirs: Pledgors say whose forces would do it ("German troops could
	// take part": Pledgors is "German").
	Theirs                              bool
	Owed, Beneficiaries, Forces, Places []text.Span
	Quantity, Deadline                  text.Span
	DeadlineEDTF                        string // where a month or a year is given
	Conditions                          []Condition
	Said                                int // the innermost statement that carries it, or -1
	Confidence                          float64
	Summary                             string // "deploy a multinational European force"

	order  int    // of the verb in the text
	family string // head noun of what was promised, for what the document says of it later
}

// Find finds the commitments of a text, in its order.
func Find(t *words.Text, said []Said) []Commitment {
	f := newFinder(t, said)
	f.find()
	return f.out
}

func newFinder(t *words.Text, said []Said) *finder {
	return &finder{text: t, said: inOrder(said)}
}

func (f *finder) find() {
	for i := range f.text.Sentences {
		f.heading(f.text.Sentences[i])
		if !f.worthReading(f.text.Sentences[i]) {
			continue
		}
		for _, c := range phrases.Segments(f.text, i) {
			f.segment(c)
		}
	}
	slices.SortStableFunc(f.out, func(a, b Commitment) int { return a.order - b.order })
	f.assurances()
}

type finder struct {
	text   *words.Text
	said   []content
	out    []Commitment
	later  []effect // what is said of assurances made elsewhere
	number int      // of alternatives
	steps  int      // items looked at: a test counts that a long text costs no more than it holds
	freely freely
	list   string // noun of the deal or plan whose points are listed here, or ""
}

// worthReading: some word of the sentence can open a commitment.
func (f *finder) worthReading(s words.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		w := f.text.Words[i].Lower
		if opens[w] {
			return true
		}
		if i+1 < s.End && (idiomVerbs[w].Lemma != "" && behindIdioms[f.text.Words[i+1].Lower] || (w == "is" || w == "are") && f.text.Words[i+1].Lower == "to") {
			return true
		}
	}
	return f.headlined(s.First, s.End)
}

// A reader reads one segment.
type reader struct {
	*finder
	*grammar.Clause
	conditions []condition
	inside     []int  // of each item: 1 + the index of its condition, or 0
	done       []bool // verbs that a commitment was made of
	licences   []grant
	gaps       []gapped // clauses whose verb stands in another
}

// A grant lets modals of items [a, b) promise something: the words after
// "pledged that", "a plan under which".
type grant struct {
	a, b     int
	start    int // item where the clause of the word of promise begins
	family   string
	pledge   pledge
	pledgors []text.Span
	owed     []text.Span
}

// At is the item at i, and counts as a step of work.
func (r *reader) At(i int) *grammar.Item {
	r.steps++
	return r.Clause.At(i)
}

func (f *finder) segment(c *grammar.Clause) {
	r := &reader{finder: f, Clause: c, done: make([]bool, len(c.Items)), inside: make([]int, len(c.Items))}
	r.mend()
	r.findConditions()
	r.headline()
	for i := range r.Items {
		r.open(i)
	}
}

// open looks at what item i can open.
func (r *reader) open(i int) {
	it := r.At(i)
	if r.done[i] || idiomVerbs[it.Lower].Lemma != "" && r.idiom(i) {
		return
	}
	if it.Is("is", "are") && r.At(i+1).Is("to") {
		r.isTo(i)
		return
	}
	if !opens[it.Lower] {
		return
	}
	if it.Is("must") {
		r.must(i)
		return
	}
	if modals[it.Lower] != "" && (it.Tag == "MD" || it.Lower != "may" && it.Lower != "might" && it.Lower != "will") {
		r.modal(i)
		return
	}
	if a, ok := readiness[it.Lower]; ok && it.Verb() && r.adjectival(i) {
		r.ready(i, a) // "is prepared to", "were bound to"
		return
	}
	if u, ok := pledgeVerbs[it.Lower]; ok && r.pledgeVerb(i, u) {
		return
	}
	if n, ok := pledgeNouns[it.Lower]; ok && it.Tag != "VB" && it.Tag != "VBZ" {
		r.pledgeNoun(i, n)
		return
	}
	if a, ok := readiness[it.Lower]; ok {
		r.ready(i, a)
	}
}

// adjectival: the participle at i describes who is ready: a form of "be" stands
// before it, and "to" behind it.
func (r *reader) adjectival(i int) bool {
	k := i - 1
	for r.At(k).Adverb() {
		k--
	}
	return (grammar.Be[r.At(k).Lower] || r.At(k).Is("been", "remains", "remain", "stands", "stand")) && (r.At(i+1).Is("to") || r.At(i+1).Comma() && r.conditionFrom(i+2) != nil)
}
