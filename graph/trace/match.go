package trace

import (
	"cmp"
	"slices"

	"onrecord/graph/text"
)

// Threshold is the score below which a match is none. One change in four words
// leaves as much.
const Threshold = 0.65

// longThreshold is the same for quotes of more words than briefQuote. One of
// which three words in ten were changed still scores 0.7; where fewer stand,
// turns of phrase that many use would be taken for what somebody said.
const longThreshold = 0.68

const (
	// margin is how much further than the quote is long a window is read.
	margin = 96
	// touching is how close two stretches are read as one.
	touching = 64
	// mostPlaces bounds the places of one quote in one document.
	mostPlaces = 16
	// shortQuote and briefQuote: up to so many words, a quote must match
	// exactly, or but for one word. Of one that is almost long enough, as what
	// eight words become when one is dropped, two may be changed if one of them
	// was left out of the quote: briefThreshold sees to that.
	shortQuote, briefQuote = 3, 7
	almostLong             = 6
	briefThreshold         = 0.75
	// explained is the score from which one place is enough, but for a run
	// of words it has not.
	explained = 0.85
)

// matcher is one quote at one document: the words around the windows in order,
// with a word of number -1 between two stretches that are apart.
type matcher struct {
	q     *Quote
	doc   *Source
	said  []Utterance
	words []word
	id    []int32

	back   []int   // of exact
	single bool    // only the best place is asked for
	count  []int32 // by number: scratch, zero between uses
	found  []*alignment
	best   float64 // score of the best found
}

// Match gives the best place of the quote in the document, or nil where none is
// close enough. It looks around the windows, beyond their ends as far as the
// quote is long; without windows, in the whole document. Utterances, where
// known, tell what was said in one breath.
func Match(q *Quote, doc *Source, windows []text.Span, said []Utterance) *Result {
	if all := matches(q, doc, windows, said, true); len(all) > 0 {
		return all[0]
	}
	return nil
}

// Matches gives every place, best first, that no better one overlaps; at
// most 16 of them.
func Matches(q *Quote, doc *Source, windows []text.Span, said []Utterance) []*Result {
	return matches(q, doc, windows, said, false)
}

func matches(q *Quote, doc *Source, windows []text.Span, said []Utterance, single bool) []*Result {
	if q == nil || len(q.words) == 0 || doc == nil {
		return nil
	}
	m := &matcher{q: q, doc: doc, said: said, single: single, count: make([]int32, len(q.vocab)+1)}
	m.read(windows)
	m.guess()
	m.places()
	found := m.found
	if m.spliceable(found) {
		if a := m.judge(m.splice()); a != nil {
			found = append(found, a)
		}
	}
	slices.SortStableFunc(found, func(a, b *alignment) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(len(a.joins), len(b.joins)), cmp.Compare(a.span.Start, b.span.Start))
	})
	var out []*Result
	for _, a := range found {
		if len(out) == mostPlaces {
			break
		}
		if !slices.ContainsFunc(out, func(r *Result) bool { return r.Span.Overlaps(a.span) }) {
			out = append(out, m.result(a))
		}
	}
	slices.SortStableFunc(out, func(a, b *Result) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Verdict, b.Verdict), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	return out
}

// try keeps an alignment that is a match.
func (m *matcher) try(steps []step) {
	if a := m.judge(steps); a != nil {
		m.found = append(m.found, a)
		m.best = max(m.best, a.score)
	}
}

// spliceable reports whether pieces in several places may say more than what
// was found: where the best of it leaves a run of the quote's words, or in
// all a good part of them, and the document has most of its words somewhere.
func (m *matcher) spliceable(found []*alignment) bool {
	have := m.have(stretch{0, len(m.id)})
	// Of each piece three words in four are the same, and the fourth may be
	// similar.
	if float64(have)*7/6 < spliceThreshold*float64(m.q.counted) {
		return false
	}
	if len(found) == 0 {
		return true
	}
	best := slices.MaxFunc(found, func(a, b *alignment) int { return cmp.Compare(a.score, b.score) })
	left, run, longest := 0, 0, 0
	for i, s := range best.steps {
		switch {
		case s.q < 0:
		case best.marks[i] == same:
			run = 0
		default:
			left++
			run++
			longest = max(longest, run)
		}
	}
	return longest >= pieceWords || left >= pieceWords && best.score < explained && m.bound(have) > best.score
}

func (m *matcher) hasGaps() bool {
	return slices.Contains(m.q.gap, ellipsisGap) || slices.Contains(m.q.gap, bracketGap)
}

// read gathers the words around the windows.
func (m *matcher) read(windows []text.Span) {
	spans := m.stretches(windows)
	if len(spans) == 1 {
		m.numberAll(m.doc.read(spans[0]))
		return
	}
	total := 0
	for _, span := range spans {
		total += span.Len()/5 + 16
	}
	m.words, m.id = make([]word, 0, total), make([]int32, 0, total)
	for i, span := range spans {
		if i > 0 {
			m.words = append(m.words, word{start: span.Start, end: span.Start})
			m.id = append(m.id, -1)
		}
		m.number(m.doc.read(span))
	}
}

// stretches widens the windows, and joins those that touch.
func (m *matcher) stretches(windows []text.Span) []text.Span {
	if len(windows) == 0 {
		return []text.Span{{Start: 0, End: len(m.doc.Text)}}
	}
	wider := margin + len(m.q.Text)
	spans := make([]text.Span, 0, len(windows))
	for _, w := range windows {
		start, end := min(max(w.Start, 0), len(m.doc.Text)), min(max(w.End, 0), len(m.doc.Text))
		spans = append(spans, text.Span{Start: m.doc.wordStart(min(start, end) - wider), End: m.doc.wordEnd(max(start, end) + wider)})
	}
	slices.SortFunc(spans, func(a, b text.Span) int { return cmp.Compare(a.Start, b.Start) })
	out := spans[:1]
	for _, s := range spans[1:] {
		last := &out[len(out)-1]
		if s.Start <= last.End+touching {
			last.End = max(last.End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// numberAll is number for the only stretch: its words are not copied
// unless some must be joined or parted.
func (m *matcher) numberAll(words []word) {
	m.id = make([]int32, len(words))
	for i, w := range words {
		id := m.q.vocab[w.key]
		if id < 0 || w.hyphen && (w.broken || m.q.broken) {
			m.words, m.id = make([]word, 0, len(words)+len(words)/16+8), m.id[:0]
			m.number(words)
			return
		}
		m.id[i] = id
	}
	m.words = words
}

// number appends words with their numbers in the quote's vocabulary, 0 for
// those it has not. Halves of a word broken at a line's end are joined where the
// quote has the whole word, or where the quote's own was joined from halves; and a
// contraction is written out where the quote has its words.
func (m *matcher) number(words []word) {
	for i := 0; i < len(words); i++ {
		w := words[i]
		if w.hyphen && (w.broken || m.q.broken) && i+1 < len(words) {
			whole := w.key + words[i+1].key
			if id := m.q.vocab[whole]; id > 0 {
				m.words = append(m.words, word{key: whole, start: w.start, end: words[i+1].end})
				m.id = append(m.id, id)
				i++
				continue
			}
		}
		id := m.q.vocab[w.key]
		if id < 0 {
			m.appendParted(w, id)
			continue
		}
		m.words = append(m.words, w)
		m.id = append(m.id, id)
	}
}
