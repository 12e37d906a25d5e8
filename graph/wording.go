package graph

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/graph/text"
)

// wording is a text in words, to find those of another text in.
type wording struct {
	heldText
	words []text.Token
	at    map[string][]int // where a word stands, by its stem
	units []text.Span      // sentences; one that a line break cut is whole
}

func newWording(t heldText) *wording {
	w := &wording{heldText: t, words: slices.Collect(text.Tokens(t.text)), at: map[string][]int{}}
	for i, t := range w.words {
		s := stem(t.Text)
		w.at[s] = append(w.at[s], i)
	}
	for _, s := range t.sentences() {
		if n := len(w.units); n > 0 && cutByLine(t.text, w.units[n-1], s) {
			w.units[n-1].End = s.End
			continue
		}
		w.units = append(w.units, s)
	}
	return w
}

// cutByLine: a line break between two stretches ends no sentence when what
// follows goes on, in small letters or with a number, or when the line is a full
// one and no mark ends it.
func cutByLine(s string, a, b text.Span) bool {
	if s[a.End:b.Start] != "\n" {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s[:a.End])
	if strings.ContainsRune(".!?:;…。！？\"'”’»)", last) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s[b.Start:])
	line := a.End - max(a.Start, strings.LastIndexByte(s[:a.End], '\n')+1)
	return unicode.IsLower(next) || unicode.IsDigit(next) && !listed(s[b.Start:b.End]) || line >= fullLine
}

const fullLine = 60 // bytes

// listed: "1. Tanks", "2) Troops".
func listed(s string) bool {
	rest := strings.TrimLeftFunc(s, unicode.IsDigit)
	return strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ")") || rest == "."
}

// passage is a run of words of a wording, within the sentences it lies in.
type passage struct {
	terms    []term
	from, to int // the words themselves; the rest is around them
}

const (
	longestPassage = 240 // words of a sentence that are looked at
	mostPassages   = 12  // sentences that are held against a promise
	commonWord     = 2_000
	clauseReach    = 8 // words to the left of a promise that may turn it
)

// Two wordings are of one promise when this much of the first is in the second,
// and when twice what they share over all of both comes to this much. Only words
// that carry matter count: not articles and the like, not modals, not
// negations. One number in the place of another counts as shared: that a promise
// is of fewer tanks does not make it another promise.
const (
	mostKept = 0.7
	alike    = 0.6
)

// rewording is what another text makes of a passage.
type rewording struct {
	status        TextStatus
	before, after text.Span
	likeness      float64 // of the promise itself
	around        float64 // of the sentences
}

func (r *rewording) better(than *rewording) bool {
	return than == nil || cmp.Or(cmp.Compare(r.likeness, than.likeness), cmp.Compare(r.around, than.around)) > 0
}

// passage takes words out of a text with the sentence around them.
func (w *wording) passage(s text.Span) (passage, error) {
	if err := s.Check(w.text); err != nil {
		return passage{}, corrupt("evidence at bytes %d to %d is not within its document", s.Start, s.End)
	}
	from := w.wordFrom(s.Start)
	to := max(from, w.wordFrom(s.End))
	if from > 0 && w.words[from-1].Span.End > s.Start {
		from--
	}
	return w.around(from, to), nil
}

// wordFrom is the first word that starts at or after a byte.
func (w *wording) wordFrom(at int) int {
	i, _ := slices.BinarySearchFunc(w.words, at, func(t text.Token, at int) int { return cmp.Compare(t.Span.Start, at) })
	return i
}

// around makes a passage of the words from..to and their sentences.
func (w *wording) around(from, to int) passage {
	if from >= to {
		return passage{}
	}
	first, last := w.unitOf(from), w.unitOf(to-1)
	lo, hi := min(from, w.wordFrom(first.Start)), max(to, w.wordFrom(last.End))
	lo, hi = max(lo, from-longestPassage/2), min(hi, max(to, lo+longestPassage))
	return passage{terms: termsIn(w.text, w.words[lo:hi]), from: from - lo, to: to - lo}
}

func (w *wording) unitOf(word int) text.Span {
	at := w.words[word].Span.Start
	i, found := slices.BinarySearchFunc(w.units, at, func(s text.Span, at int) int { return cmp.Compare(s.Start, at) })
	if !found {
		i--
	}
	if i < 0 || w.units[i].End <= at {
		return w.words[word].Span
	}
	return w.units[i]
}

// find looks for what other words at all of the spans, and says how it is
// worded here: the first span's places, and whether any is worded less firmly,
// more firmly, or turned into its opposite (OMITTED). It is nil when one of them
// is not worded here at all.
func (w *wording) find(spans []Span, other *wording) (*rewording, error) {
	var out *rewording
	for _, s := range spans {
		p, err := other.passage(text.Span{Start: int(s.Start), End: int(s.End)})
		if err != nil {
			return nil, err
		}
		got := w.closest(p)
		if got == nil {
			return nil, nil
		}
		switch {
		case out == nil:
			out = got
		case out.status == Present || got.status == Omitted && out.status != Omitted:
			out.status = got.status
		}
	}
	return out, nil
}

// closest finds the likest wording of a passage.
func (w *wording) closest(p passage) *rewording {
	if p.to-p.from > longestPassage {
		return w.verbatim(p)
	}
	var best *rewording
	try := func(there passage) {
		if r := p.against(there); r != nil && r.better(best) {
			best = r
		}
	}
	for _, at := range w.runs(p.terms[p.from:p.to]) {
		try(w.around(at, at+p.to-p.from))
	}
	for _, unit := range w.candidates(p) {
		there := w.around(w.wordFrom(unit.Start), w.wordFrom(unit.End))
		if from, to, ok := p.core(there); ok {
			there.from, there.to = from, to
			try(there)
		}
	}
	return best
}

// verbatim finds words that are too many to be aligned.
func (w *wording) verbatim(p passage) *rewording {
	for _, at := range w.runs(p.terms[p.from:p.to]) {
		return p.judge(w.around(at, at+p.to-p.from), &rewording{likeness: 1})
	}
	return nil
}

// runs are the places where the very words stand. They are looked for at the
// places of the rarest one.
func (w *wording) runs(words []term) []int {
	if len(words) == 0 {
		return nil
	}
	rare := 0
	for i, t := range words {
		if len(w.at[t.stem]) < len(w.at[words[rare].stem]) {
			rare = i
		}
	}
	var out []int
	for _, at := range w.at[words[rare].stem] {
		from := at - rare
		if from < 0 || from+len(words) > len(w.words) || len(out) == mostPassages {
			continue
		}
		if slices.EqualFunc(w.words[from:from+len(words)], words, func(a text.Token, b term) bool { return stem(a.Text) == b.stem }) {
			out = append(out, from)
		}
	}
	return out
}

// candidates are the sentences that have most of a passage's matter.
func (w *wording) candidates(p passage) []text.Span {
	count := map[text.Span]int{}
	seen := map[string]bool{}
	for i, t := range p.terms {
		if !t.matters() || seen[t.stem] || len(w.at[t.stem]) > commonWord {
			continue
		}
		seen[t.stem] = true
		worth := 1
		if i >= p.from && i < p.to {
			worth = 4
		}
		var last text.Span
		for _, at := range w.at[t.stem] {
			if unit := w.unitOf(at); unit != last {
				count[unit] += worth
				last = unit
			}
		}
	}
	out := make([]text.Span, 0, len(count))
	for unit := range count {
		out = append(out, unit)
	}
	slices.SortFunc(out, func(a, b text.Span) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.Start, b.Start))
	})
	return out[:min(len(out), mostPassages)]
}

// core finds, in a sentence of another text, the stretch that words the
// passage's own words: from the first to the last one they share.
func (p passage) core(there passage) (from, to int, ok bool) {
	from = -1
	for _, m := range aligned(p.terms, there.terms) {
		if t := p.terms[m[0]]; m[0] < p.from || m[0] >= p.to || !t.matters() {
			continue
		}
		if from < 0 {
			from = m[1]
		}
		to = m[1] + 1
	}
	if from < 0 {
		return 0, 0, false
	}
	// What the promise starts with, an article, its modal, starts the other too.
	lead := 0
	for i := p.from; i < p.to && !p.terms[i].matters(); i++ {
		if p.terms[i].filler {
			lead++
		}
	}
	for p.from < p.to && !p.terms[p.from].matters() && from > 0 && !there.terms[from].broken && !there.terms[from-1].matters() {
		if there.terms[from-1].filler {
			if lead--; lead < 0 {
				break
			}
		}
		from--
	}
	return from, to, true
}

// against holds a passage against one of another text; nil when they do not
// word the same: neither the words themselves nor, with who is to do it, their
// clauses.
func (p passage) against(there passage) *rewording {
	if len(p.terms) == 0 || len(there.terms) == 0 {
		return nil
	}
	pairs := aligned(p.terms, there.terms)
	likeness := max(p.likeness(there, pairs, p.from, there.from), p.likeness(there, pairs, p.clause(), there.clause()))
	if likeness == 0 {
		return nil
	}
	return p.judge(there, &rewording{around: 2 * float64(len(pairs)) / float64(len(p.terms)+len(there.terms)), likeness: likeness})
}

// likeness compares what lies between the given starts and the ends of the
// passages; 0 is too little.
func (p passage) likeness(there passage, pairs [][2]int, from, thereFrom int) float64 {
	ours, theirs := mattering(p.terms[from:p.to]), mattering(there.terms[thereFrom:there.to])
	shared, numbers := 0, 0
	for _, m := range pairs {
		if m[0] >= from && m[0] < p.to && m[1] >= thereFrom && m[1] < there.to && p.terms[m[0]].matters() {
			shared++
			numbers -= boolRank(isNumber(p.terms[m[0]]))
		}
	}
	numbers += min(countNumbers(ours), countNumbers(theirs))
	shared += max(numbers, 0)
	if len(ours) == 0 {
		return float64(boolRank(len(theirs) == 0))
	}
	if kept := float64(shared) / float64(len(ours)); kept < mostKept {
		return 0
	}
	if both := 2 * float64(shared) / float64(len(ours)+len(theirs)); both >= alike {
		return both
	}
	return 0
}

func mattering(list []term) []term {
	return slices.DeleteFunc(slices.Clone(list), func(t term) bool { return !t.matters() })
}

func isNumber(t term) bool { return t.stem[0] >= '0' && t.stem[0] <= '9' }

func countNumbers(list []term) int {
	n := 0
	for _, t := range list {
		n += boolRank(isNumber(t))
	}
	return n
}

// judge says what the wording there makes of the promise.
func (p passage) judge(there passage, out *rewording) *rewording {
	was, is := p.clause(), there.clause()
	out.status = moodOf(p.terms[was:p.right()]).change(moodOf(there.terms[is:there.right()]))
	from, to := p.from, there.from
	if out.status == Weakened || out.status == Strengthened {
		from, to = p.fromModal(was), there.fromModal(is)
	}
	out.before = text.Span{Start: p.terms[from].span.Start, End: p.terms[p.to-1].span.End}
	out.after = text.Span{Start: there.terms[to].span.Start, End: there.terms[there.to-1].span.End}
	return out
}

// clause is where the clause of the words begins, as far back as matters: to a
// mark, or, once a modal was seen, to a comma or conjunction.
func (p passage) clause() int {
	modal := slices.ContainsFunc(p.terms[p.from:p.to], func(t term) bool { return t.modal > 0 })
	at := p.from
	for at > 0 && p.from-at < clauseReach {
		if p.terms[at].hard || modal && (p.terms[at].broken || breaks[p.terms[at-1].stem]) {
			break
		}
		at--
		modal = modal || p.terms[at].modal > 0
	}
	return at
}

// right takes a negation that follows at once: "will send none".
func (p passage) right() int {
	if p.to < len(p.terms) && p.terms[p.to].negates && !p.terms[p.to].broken {
		return p.to + 1
	}
	return p.to
}

// fromModal widens the words to the modal before them, when they have none.
func (p passage) fromModal(clause int) int {
	has := func(t term) bool { return t.modal > 0 }
	if slices.ContainsFunc(p.terms[p.from:p.to], has) {
		return p.from
	}
	for at := p.from - 1; at >= clause; at-- {
		if has(p.terms[at]) {
			for at > clause && has(p.terms[at-1]) {
				at--
			}
			return at
		}
	}
	return p.from
}

// aligned pairs the words of two sentences: the longest common subsequence of
// their stems, where a word that matters weighs more than one that does not.
func aligned(a, b []term) [][2]int {
	best := make([]int, (len(a)+1)*(len(b)+1))
	row := len(b) + 1
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			n := max(best[(i+1)*row+j], best[i*row+j+1])
			if a[i].stem == b[j].stem {
				n = max(n, best[(i+1)*row+j+1]+weight(a[i]))
			}
			best[i*row+j] = n
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].stem == b[j].stem && best[i*row+j] == best[(i+1)*row+j+1]+weight(a[i]):
			out = append(out, [2]int{i, j})
			i++
			j++
		case best[i*row+j] == best[(i+1)*row+j]:
			i++
		default:
			j++
		}
	}
	return out
}

func weight(t term) int {
	if t.matters() {
		return 4
	}
	return 1
}
