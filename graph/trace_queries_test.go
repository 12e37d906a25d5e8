package graph_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"onrecord/bench/corpus"
	"onrecord/graph/text"
)

// traceQuery is a quote as somebody might have passed it on, and what an answer
// must be.
type traceQuery struct {
	kind    string
	given   string
	base    string             // the words of the statement it was made from, before they were changed
	from    []corpus.Statement // whose words they are; none: nobody's
	verdict string             // empty: not judged
}

// quoteMaker makes quotes from the statements of a corpus.
type quoteMaker struct {
	rng     *rand.Rand
	c       *corpus.Corpus
	said    int
	tokens  []string            // to substitute and insert
	bySpoke map[string][][2]int // where a speaker's statements are
}

func newQuoteMaker(c *corpus.Corpus, statements int, seed uint64) *quoteMaker {
	m := &quoteMaker{rng: rand.New(rand.NewPCG(seed, 0x71756f7465)), c: c, said: statements, bySpoke: map[string][][2]int{}}
	for range 400 {
		m.tokens = append(m.tokens, plainWords(m.pick().Words)...)
	}
	for n := range min(c.Len(), 2_000) {
		for i := range min(corpus.PerDocument, statements-n*corpus.PerDocument) {
			s := c.Statement(n, i)
			m.bySpoke[s.Speaker] = append(m.bySpoke[s.Speaker], [2]int{n, i})
		}
	}
	return m
}

// A kind is one way in which quotes go wrong. It may find nothing to do with a
// statement and gives false.
type quoteKind struct {
	name string
	// few: up to two changed words; many: up to 30 %; unsaid; other. across:
	// joined from two documents, which is told but held to nothing: a verdict
	// compares with one document.
	group string
	make  func(*quoteMaker) (traceQuery, bool)
}

var quoteKinds = []quoteKind{
	{"exact", "other", (*quoteMaker).exact},
	{"short", "other", (*quoteMaker).short},
	{"refolded", "other", (*quoteMaker).refolded},
	{"ellipsis", "other", func(m *quoteMaker) (traceQuery, bool) { return m.ellipsis(false) }},
	{"ellipsis-over-not", "other", func(m *quoteMaker) (traceQuery, bool) { return m.ellipsis(true) }},
	{"bracket", "other", (*quoteMaker).bracket},
	{"cut-end", "other", func(m *quoteMaker) (traceQuery, bool) { return m.cut(false, false) }},
	{"cut-start", "other", func(m *quoteMaker) (traceQuery, bool) { return m.cut(true, false) }},
	{"cut-end-loss", "other", func(m *quoteMaker) (traceQuery, bool) { return m.cut(false, true) }},
	{"cut-start-loss", "other", func(m *quoteMaker) (traceQuery, bool) { return m.cut(true, true) }},
	{"substitute-1", "few", changed(substitute, 1)},
	{"substitute-2", "few", changed(substitute, 2)},
	{"drop-1", "few", changed(drop, 1)},
	{"drop-2", "few", changed(drop, 2)},
	{"insert-1", "few", changed(insert, 1)},
	{"insert-2", "few", changed(insert, 2)},
	{"swap-1", "few", changed(swap, 2)},
	{"substitute-30%", "many", changed(substitute, 0)},
	{"drop-30%", "many", changed(drop, 0)},
	{"insert-30%", "many", changed(insert, 0)},
	{"swap-30%", "many", changed(swap, 0)},
	{"mixed-30%", "many", changed(nil, 0)},
	{"not-added", "few", (*quoteMaker).notAdded},
	{"not-dropped", "few", (*quoteMaker).notDropped},
	{"spliced", "other", func(m *quoteMaker) (traceQuery, bool) { return m.spliced(" ", false) }},
	{"spliced-ellipsis", "other", func(m *quoteMaker) (traceQuery, bool) { return m.spliced(" ... ", false) }},
	{"spliced-documents", "across", func(m *quoteMaker) (traceQuery, bool) { return m.spliced(" ", true) }},
	{"unsaid-recombined", "unsaid", (*quoteMaker).recombined},
	{"unsaid-half", "unsaid", (*quoteMaker).halfReplaced},
}

// queries makes n quotes of a kind.
func (m *quoteMaker) queries(k quoteKind, n int) []traceQuery {
	var out []traceQuery
	for tries := 0; len(out) < n && tries < 200*n; tries++ {
		if q, ok := k.make(m); ok {
			q.kind = k.name
			out = append(out, q)
		}
	}
	return out
}

func (m *quoteMaker) pick() corpus.Statement {
	at := m.rng.IntN(m.said)
	return m.c.Statement(at/corpus.PerDocument, at%corpus.PerDocument)
}

// one picks a statement of one sentence and gives its words.
func (m *quoteMaker) one() (corpus.Statement, []string) {
	for {
		if s := m.pick(); !strings.Contains(s.Words, ".") {
			return s, strings.Fields(s.Words)
		}
	}
}

// window picks 8 to 20 words of a statement that stand next to each other.
func (m *quoteMaker) window() (corpus.Statement, []string) {
	s, w := m.one()
	n := min(len(w), 8+m.rng.IntN(13))
	at := m.rng.IntN(len(w) - n + 1)
	return s, slices.Clone(w[at : at+n])
}

func (m *quoteMaker) between(from, to int) int { return from + m.rng.IntN(to-from) }

func known(s corpus.Statement, base, given []string, verdict string) (traceQuery, bool) {
	return traceQuery{given: strings.Join(given, " "), base: strings.Join(base, " "), from: []corpus.Statement{s}, verdict: verdict}, true
}

func (m *quoteMaker) exact() (traceQuery, bool) {
	s := m.pick()
	w := strings.Fields(s.Words)
	return known(s, w, w, "VERBATIM")
}

// short quotes of two or three words may stand in many places.
func (m *quoteMaker) short() (traceQuery, bool) {
	s, w := m.one()
	n := 2 + m.rng.IntN(2)
	at := m.rng.IntN(len(w) - n + 1)
	return known(s, w[at:at+n], w[at:at+n], "")
}

// refolded quotes differ in nothing that folding keeps.
func (m *quoteMaker) refolded() (traceQuery, bool) {
	s := m.pick()
	w := strings.Fields(s.Words)
	given := s.Words
	switch m.rng.IntN(6) {
	case 0:
		given = strings.ToUpper(given)
	case 1:
		given = strings.ReplaceAll(given, " ", "  ")
	case 2:
		given = strings.ReplaceAll(strings.ReplaceAll(given, "fi", "ﬁ"), "fl", "ﬂ")
	case 3:
		given = strings.ReplaceAll(given, "ou", "o\u200bu")
	case 4:
		at := m.between(1, len(w))
		given = strings.Join(w[:at], " ") + " – " + strings.Join(w[at:], " ")
	case 5:
		i := m.rng.IntN(len(w))
		given = strings.Join(slices.Concat(w[:i], []string{strings.ToUpper(w[i])}, w[i+1:]), " ")
	}
	q, _ := known(s, w, nil, "NORMALIZED")
	q.given = given
	return q, given != s.Words
}

func (m *quoteMaker) ellipsis(overNot bool) (traceQuery, bool) {
	s, w := m.one()
	gone := m.between(1, 7)
	if len(w) < 8+gone {
		return traceQuery{}, false
	}
	at := m.between(4, len(w)-gone-4+1)
	out := w[at : at+gone]
	verdict := "ELIDED"
	if overNot {
		verdict = "NEGATION_FLIPPED"
	}
	if overNot != slices.ContainsFunc(out, negates) || !overNot && slices.ContainsFunc(out, loses) {
		return traceQuery{}, false
	}
	mark := []string{" ... ", "… ", " [...] ", " […] ", " … "}[m.rng.IntN(5)]
	q, ok := known(s, w, nil, verdict)
	q.given = strings.Join(w[:at], " ") + mark + strings.Join(w[at+gone:], " ")
	return q, ok
}

func (m *quoteMaker) bracket() (traceQuery, bool) {
	s, w := m.one()
	at := m.between(2, len(w)-2)
	return known(s, w, slices.Concat(w[:at], []string{"[" + s.Name + "]"}, w[at:]), "ELIDED")
}

// cut leaves out the end of a sentence, or its start.
func (m *quoteMaker) cut(start, loss bool) (traceQuery, bool) {
	s, w := m.one()
	if len(w) < 9 {
		return traceQuery{}, false
	}
	keep := m.between(6, len(w))
	given, rest := w[:keep], w[keep:]
	if start {
		given, rest = w[len(w)-keep:], w[:len(w)-keep]
	}
	verdict := "VERBATIM"
	if loss {
		verdict = "TRUNCATED"
	}
	if loss != slices.ContainsFunc(rest, loses) {
		return traceQuery{}, false
	}
	// A condition cut in two says neither one thing nor the other.
	if start && slices.Contains(opensCondition, strings.ToLower(given[0])) || !start && slices.Contains(opensCondition, rest[0]) && slices.Contains(opensCondition, given[len(given)-1]) {
		return traceQuery{}, false
	}
	return known(s, given, given, verdict)
}

// A change is made to words of a quote; it gives how many words it cost, or 0
// where it can do nothing here.
type change func(m *quoteMaker, w []string) ([]string, int)

// changed makes n changes of one sort, or of any; 0 is up to 30 % of the words.
func changed(one change, n int) func(*quoteMaker) (traceQuery, bool) {
	return func(m *quoteMaker) (traceQuery, bool) {
		s, base := m.window()
		left := n
		if n == 0 {
			if left = len(base) * 3 / 10; left > 2 {
				left = 3 + m.rng.IntN(left-2)
			}
		}
		w := slices.Clone(base)
		for tries := 0; left > 0 && tries < 100; tries++ {
			c := one
			if c == nil {
				c = []change{substitute, drop, insert, swap}[m.rng.IntN(4)]
			}
			next, cost := c(m, w)
			if cost > 0 && cost <= left {
				w, left = next, left-cost
			}
		}
		// An odd word may be left that no swap fits.
		if left > 1 || slices.Equal(w, base) || len(w) < 8 {
			return traceQuery{}, false
		}
		return known(s, base, w, "ALTERED")
	}
}

func substitute(m *quoteMaker, w []string) ([]string, int) {
	i, with := m.rng.IntN(len(w)), m.tokens[m.rng.IntN(len(m.tokens))]
	if loses(w[i]) || fixed(w[i]) || slices.Contains(w, with) {
		return w, 0
	}
	out := slices.Clone(w)
	out[i] = with
	return out, 1
}

func drop(m *quoteMaker, w []string) ([]string, int) {
	i := m.between(1, len(w)-1)
	if loses(w[i]) || w[i] == w[i-1] || w[i] == w[i+1] {
		return w, 0
	}
	return slices.Delete(slices.Clone(w), i, i+1), 1
}

func insert(m *quoteMaker, w []string) ([]string, int) {
	with := m.tokens[m.rng.IntN(len(m.tokens))]
	return slices.Insert(slices.Clone(w), m.between(1, len(w)), with), 1
}

// swap lets two neighbours change places, which changes two words.
func swap(m *quoteMaker, w []string) ([]string, int) {
	i := m.between(0, len(w)-1)
	if loses(w[i]) || loses(w[i+1]) || strings.EqualFold(w[i], w[i+1]) {
		return w, 0
	}
	out := slices.Clone(w)
	out[i], out[i+1] = out[i+1], out[i]
	return out, 2
}

var plainModals = []string{"will", "must", "can", "shall"}

func (m *quoteMaker) notAdded() (traceQuery, bool) {
	s, w := m.window()
	for _, i := range m.rng.Perm(len(w) - 1) {
		if slices.Contains(plainModals, w[i]) && !negates(w[i+1]) {
			return known(s, w, slices.Insert(slices.Clone(w), i+1, "not"), "NEGATION_FLIPPED")
		}
	}
	return traceQuery{}, false
}

func (m *quoteMaker) notDropped() (traceQuery, bool) {
	s, w := m.window()
	i := slices.IndexFunc(w, negates)
	if i < 1 || i > len(w)-2 {
		return traceQuery{}, false
	}
	return known(s, w, slices.Delete(slices.Clone(w), i, i+1), "NEGATION_FLIPPED")
}

// spliced joins the beginning of one statement and the end of another.
func (m *quoteMaker) spliced(joint string, documents bool) (traceQuery, bool) {
	n, k := m.rng.IntN(m.c.Len()), m.rng.IntN(m.c.Len())
	if !documents {
		k = n
	}
	per := min(corpus.PerDocument, m.said)
	i, j := m.rng.IntN(per), m.rng.IntN(per)
	if n*corpus.PerDocument+i >= m.said || k*corpus.PerDocument+j >= m.said || n == k && i == j || documents && n == k {
		return traceQuery{}, false
	}
	a, b := m.c.Statement(n, i), m.c.Statement(k, j)
	first, second := strings.Fields(a.Words), strings.Fields(b.Words)
	if strings.Contains(a.Words+b.Words, ".") || a.Origin == b.Origin {
		return traceQuery{}, false
	}
	x, y := m.between(6, min(len(first), 12)), m.between(6, min(len(second), 12))
	head, tail := first[:x], second[len(second)-y:]
	if slices.ContainsFunc(first[x:], loses) || slices.ContainsFunc(second[:len(second)-y], loses) {
		return traceQuery{}, false
	}
	return traceQuery{
		given: strings.Join(head, " ") + joint + strings.Join(tail, " "), base: a.Words + " / " + b.Words,
		from: []corpus.Statement{a, b}, verdict: "SPLICED",
	}, true
}

// recombined gives a sentence nobody said: a few words each of several
// statements of one speaker, and of none more than a third.
func (m *quoteMaker) recombined() (traceQuery, bool) {
	who := m.bySpoke[m.pick().Speaker]
	if len(who) < 5 {
		return traceQuery{}, false
	}
	var given []string
	n := 8 + m.rng.IntN(13)
	took := map[string]int{} // words of each utterance
	for tries := 0; len(given) < n; tries++ {
		at := who[m.rng.IntN(len(who))]
		s := m.c.Statement(at[0], at[1])
		w := plainWords(s.Words)
		k := 1 + m.rng.IntN(3)
		if tries > 100 {
			return traceQuery{}, false
		}
		if took[s.Origin]+k > n/3 {
			continue
		}
		took[s.Origin] += k
		from := m.rng.IntN(len(w) - k + 1)
		given = append(given, w[from:from+k]...)
	}
	return traceQuery{given: strings.Join(given, " ")}, true
}

// halfReplaced gives a statement of which more than half of the content words
// are others of the same speaker. Exactly half could not be told from 30 % of
// all words, which must be found.
func (m *quoteMaker) halfReplaced() (traceQuery, bool) {
	s, w := m.one()
	who := m.bySpoke[s.Speaker]
	if len(who) < 3 || len(w) > 20 {
		return traceQuery{}, false
	}
	var content []int
	for i, x := range w {
		if !functionWord(x) {
			content = append(content, i)
		}
	}
	m.rng.Shuffle(len(content), func(i, j int) { content[i], content[j] = content[j], content[i] })
	out := slices.Clone(w)
	for _, i := range content[:len(content)/2+1] {
		other := who[m.rng.IntN(len(who))]
		from := slices.DeleteFunc(plainWords(m.c.Statement(other[0], other[1]).Words), functionWord)
		with := from[m.rng.IntN(len(from))]
		if slices.Contains(out, with) || strings.Contains(s.Words, with) {
			return traceQuery{}, false
		}
		out[i] = with
	}
	return traceQuery{given: strings.Join(out, " "), base: s.Words}, true
}

var (
	negations      = strings.Fields("not never no")
	opensCondition = strings.Fields("only if unless provided that")
	losses         = append(strings.Fields("if unless provided except exception may might could perhaps probably possibly only"), negations...)
	functionWords  = strings.Fields(`the a an our this these every their its some all his in of for with on at from by to into over
		under across near during through between will must can shall may might could we they he she it i everyone and because so
		then which that as also if only unless provided except not never no perhaps probably possibly together next now today have has
		everyone each`)
)

func bare(w string) string       { return strings.ToLower(strings.Trim(w, ".,")) }
func negates(w string) bool      { return slices.Contains(negations, bare(w)) }
func loses(w string) bool        { return slices.Contains(losses, bare(w)) }
func functionWord(w string) bool { return slices.Contains(functionWords, bare(w)) }

// fixed words are part of what a condition begins with.
func fixed(w string) bool { return slices.Contains(opensCondition, bare(w)) }

// plainWords are the words of a statement that change nothing but what it says.
func plainWords(s string) []string {
	var out []string
	for _, w := range strings.Fields(s) {
		if w = bare(w); !loses(w) && !fixed(w) {
			out = append(out, w)
		}
	}
	return out
}

// foldedWords are the words of a text with single spaces around each.
func foldedWords(s string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for t := range text.Tokens(s) {
		fmt.Fprintf(&b, "%s ", t.Text)
	}
	return b.String()
}
