package graph

import (
	"slices"

	"onrecord/graph/text"
	"onrecord/graph/trace"
)

// This file finds quotes that join the words of two documents. Each part must
// stand in one of them as it is; what was changed as well is no splice that
// anybody could show.

// Bounds of splices.
const (
	shortestSplice = 4   // words of a part
	mostSpliced    = 200 // words of a quote
	spliceReach    = 400 // bytes around a passage
)

// run is the longest stretch of a quote's beginning, or of its end, that stands
// in a document.
type run struct {
	text  *tracedText
	words int
	span  text.Span
}

// splices looks for the two documents that each quote may be joined from, where
// no document words it as a whole. Only those are read whose words can make up
// for what the others have not.
func (s *tracedTexts) splices(quotes []*traced) error {
	var (
		refs []Ref
		of   = make([][]candidate, len(quotes))
	)
	for i, q := range quotes {
		if n := len(q.words); n < 2*shortestSplice || n > mostSpliced || !q.spliceable() {
			continue
		}
		if q.left > 0 || !q.done && len(q.likely) < mostLikely { // it was found, if not well
			q.left = max(mostLikely-len(q.likely), 0)
			if _, err := q.next(mostLikely, false); err != nil {
				return err
			}
		}
		of[i] = q.halves()
		for _, c := range of[i] {
			refs = append(refs, c.doc)
		}
	}
	if len(refs) == 0 {
		return nil
	}
	if err := s.read(refs); err != nil {
		return err
	}
	for i, q := range quotes {
		if err := s.splice(q, of[i]); err != nil {
			return err
		}
	}
	return nil
}

// halves gives the documents that may begin or end the quote so far that
// another can do the rest.
func (q *traced) halves() []candidate {
	n := len(q.words)
	heads, tails := make([]int, len(q.likely)), make([]int, len(q.likely))
	longestHead, longestTail := 0, 0
	for i, c := range q.likely {
		for _, w := range c.windows {
			head, tail := ends(w.found, n)
			heads[i], tails[i] = max(heads[i], head), max(tails[i], tail)
		}
		longestHead, longestTail = max(longestHead, heads[i]), max(longestTail, tails[i])
	}
	var out []candidate
	for i, c := range q.likely {
		if heads[i] >= max(shortestSplice, n-1-longestTail) || tails[i] >= max(shortestSplice, n-1-longestHead) {
			out = append(out, c)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// ends gives how many words at the beginning and at the end of a quote may
// stand in a passage. Of long quotes that is not known.
func ends(found uint64, n int) (head, tail int) {
	if n > 64 {
		return n, n
	}
	for head < n && found>>head&1 != 0 {
		head++
	}
	for tail < n && found>>(n-1-tail)&1 != 0 {
		tail++
	}
	return head, tail
}

// splice looks for the two documents a quote may be joined from.
func (s *tracedTexts) splice(q *traced, likely []candidate) error {
	if len(likely) == 0 {
		return nil
	}
	words := slices.Collect(text.Tokens(q.quote.Text))
	var begins, ends run
	for _, c := range likely {
		t := s.docs[c.doc]
		if !t.readable() {
			continue
		}
		for _, w := range c.windows {
			b, e := t.runs(words, w.span)
			if b.words > begins.words {
				begins = b
			}
			if e.words > ends.words {
				ends = e
			}
		}
	}
	// One word between them may be of whoever joined them.
	if min(begins.words, ends.words) < shortestSplice || begins.words+ends.words < len(words)-1 || begins.text == ends.text {
		return nil
	}
	at := words[max(begins.words, len(words)-ends.words)].Span.Start
	first, err := begins.match(q.quote.Text[:at])
	if err != nil || first == nil {
		return err
	}
	second, err := ends.match(q.quote.Text[at:])
	if err != nil || second == nil {
		return err
	}
	share := min(1, float64(begins.words+ends.words)/float64(len(words)))
	first.result.Verdict, first.result.Score, first.second = trace.Spliced, share, second
	q.found = append(q.found, first)
	return nil
}

// mostAlone: a document that words so much of a quote is where it is from.
const mostAlone = 0.8

// spliceable: no document words the quote as a whole, or nearly.
func (q *traced) spliceable() bool {
	return !slices.ContainsFunc(q.found, func(h *hit) bool {
		return h.result.Verdict != trace.Altered || h.result.Score >= mostAlone
	})
}

// runs gives the longest stretches near a window that begin and that end a
// quote.
func (t *tracedText) runs(quote []text.Token, window text.Span) (begins, ends run) {
	s := t.text.text
	from, to := max(0, window.Start-spliceReach), min(len(s), window.End+spliceReach)
	for from > 0 && !startsWord(s, from) {
		from--
	}
	for to < len(s) && !startsWord(s, to) {
		to++
	}
	var here []text.Token
	for tok := range text.Tokens(s[from:to]) {
		tok.Span = text.Span{Start: tok.Span.Start + from, End: tok.Span.End + from}
		here = append(here, tok)
	}
	for i := range here {
		n := 0
		for i+n < len(here) && n < len(quote) && here[i+n].Text == quote[n].Text {
			n++
		}
		if n > begins.words {
			begins = run{t, n, text.Span{Start: here[i].Span.Start, End: here[i+n-1].Span.End}}
		}
		n = 0
		for i-n >= 0 && n < len(quote) && here[i-n].Text == quote[len(quote)-1-n].Text {
			n++
		}
		if n > ends.words {
			ends = run{t, n, text.Span{Start: here[i-n+1].Span.Start, End: here[i].Span.End}}
		}
	}
	return begins, ends
}

// startsWord says whether a text may be cut before a byte.
func startsWord(s string, at int) bool { return s[at] == ' ' || s[at] == '\n' }

// match holds a part against the place where it stands.
func (r run) match(part string) (*hit, error) {
	q, err := trace.Parse(part, trace.Limits{})
	if err != nil {
		return nil, quoteFailure(err)
	}
	found := trace.Match(q, r.text.source, []text.Span{r.span}, nil)
	if found == nil {
		return nil, nil
	}
	return &hit{doc: r.text.doc, text: r.text.text, source: r.text.source, result: found}, nil
}
