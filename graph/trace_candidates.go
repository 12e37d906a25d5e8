package graph

import (
	"cmp"
	"slices"

	"onrecord/graph/text"
	"onrecord/graph/trace"
)

// This file finds the texts that a quote is held against. The segments tell
// which passages have which of its words; their documents are read in waves,
// the likeliest first, and no more of them than can still say something new.

// Bounds of the search for texts.
const (
	mostLikely     = 12  // passages that are thought of at first
	mostLikelyWide = 160 // of few words, of what was not found at first, or as of an earlier day, when many were not there yet
	mostReadShort  = 48  // documents that are read for few words
	mostReadWide   = 16  // documents that are read then
	fewWords       = 4
	// worthLooking is the share of the best passage's weight that another must
	// hold to be another wording of the quote, worthBeside what it must hold
	// where a wording was found already, and worthBesideSame where the very
	// words were.
	worthLooking    = 0.55
	worthBeside     = 0.75
	worthBesideSame = 0.8
	mostSame        = 16 // places of the very words, after which no more are looked for
	mostUnchanged   = 24 // places of words that are all there, if not all of the sentence
	alsoPlaced      = 6  // beside two for each that is asked for: some turn out to be the same
	mostOfDocument  = 8  // places in one document that are told
	// mostSearchedWhole is how many of the likeliest documents may be searched
	// whole, for the parts of a quote of at least so many words.
	mostSearchedWhole = 8
	fewestInParts     = 6
	mostExplained     = 0.85     // the score above which one place is taken for the whole
	smallDocument     = 16 << 10 // bytes of text that are searched whole for the parts of a quote
)

// waves is how many passages are looked at before what was found is.
var waves = []int{2, 6, 8, 8, 16, 40}

// tracedTexts are the texts that quotes are held against, each read once.
type tracedTexts struct {
	view    *View
	docs    map[Ref]*tracedText
	claimed bool // the words of one speaker are looked for
	memory  *trace.Memory
}

// tracedText is a document with its text; nil text: it cannot be read.
type tracedText struct {
	doc    *Node
	text   heldText
	source *trace.Source
}

func (t *tracedText) readable() bool { return t != nil && t.text.docText != nil }

// candidate is a document with the stretches of it where most of a quote's
// words stand.
type candidate struct {
	doc     Ref
	windows []likelyPlace
	weight  float64 // of the words that the best of them holds
	found   uint64  // the words that they hold together
	follows uint64  // those that may stand right behind the one before
	held    bool    // the quote was held against it
}

type likelyPlace struct {
	span  text.Span
	found uint64 // bit i: it may hold the i-th word of the quote
}

// search finds the places of quotes: of those that are likely at first, of others
// where none of them is a match.
func (s *tracedTexts) search(quotes []*traced) error {
	r, err := s.view.session.wordReader()
	if err != nil {
		return err
	}
	for _, q := range quotes {
		q.read(q.quote.Readings())
		q.left, q.reads = mostLikely, mostLikelyWide
		switch {
		case s.view.at < s.view.session.head.Seq:
			q.left, q.wide = mostLikelyWide, true
		case len(q.words) <= fewWords:
			q.left, q.reads, q.wide = mostLikelyWide, mostReadShort, true
		}
		if q.quest, err = r.Quest(q.words, q.reading.LeastPairs(), mostLikelyWide); err != nil {
			return err
		}
	}
	if err := s.readInWaves(quotes); err != nil {
		return err
	}
	if err := s.otherReadings(r, quotes); err != nil {
		return err
	}
	if err := s.splices(quotes); err != nil {
		return err
	}
	return s.wider(quotes)
}

// wider looks for those quotes that were not found by more and more of their
// words, in more documents.
func (s *tracedTexts) wider(quotes []*traced) error {
	for {
		var again []*traced
		for _, q := range quotes {
			if len(q.found) > 0 {
				continue
			}
			if !q.wide {
				q.wide, q.reads = true, mostReadWide
			}
			more, err := q.quest.Widen(q.reading.LeastFollowing())
			if err != nil {
				return err
			}
			if more && q.reads > 0 {
				q.done, q.left = false, mostLikelyWide
				again = append(again, q)
			}
		}
		if len(again) == 0 {
			return nil
		}
		if err := s.readInWaves(again); err != nil {
			return err
		}
	}
}

// readInWaves reads the documents that are to be looked at, and holds the quotes
// against them.
func (s *tracedTexts) readInWaves(quotes []*traced) error {
	for wave := 0; ; wave++ {
		var (
			refs []Ref
			now  = make([][]int, len(quotes))
		)
		for i, q := range quotes {
			var err error
			if now[i], err = q.next(waves[min(wave, len(waves)-1)], s.claimed); err != nil {
				return err
			}
			for _, c := range now[i] {
				refs = append(refs, q.likely[c].doc)
			}
		}
		if err := s.read(refs); err != nil {
			return err
		}
		going := false
		for i, q := range quotes {
			going = going || !q.done && q.left > 0
			for _, c := range now[i] {
				q.likely[c].held = true
				s.hold(q, &q.likely[c])
			}
		}
		if !going {
			return nil
		}
	}
}

// next thinks of some more passages, and gives those documents among them that
// are to be read, by their place in likely.
func (q *traced) next(most int, claimed bool) ([]int, error) {
	worth := q.worth(claimed)
	if q.done || q.left <= 0 || worth > 1 {
		q.left = 0
		return nil, nil
	}
	var only func(found, follows uint64) bool
	if q.wide || len(q.words) < fewestInParts {
		only = q.possible
	}
	hits, err := q.quest.More(min(most, q.left), worth, only)
	if err != nil {
		return nil, err
	}
	q.done = len(hits) == 0
	q.left -= len(hits)
	var touched []int
	for _, h := range hits {
		i := slices.IndexFunc(q.likely, func(c candidate) bool { return c.doc == Ref(h.Document) })
		if i < 0 {
			i = len(q.likely)
			q.likely = append(q.likely, candidate{doc: Ref(h.Document)})
		}
		c := &q.likely[i]
		c.windows = append(c.windows, likelyPlace{text.Span{Start: h.Start, End: h.End}, h.Found})
		c.found |= h.Found
		c.follows |= h.Follows
		c.weight = max(c.weight, h.Score)
		q.heaviest = max(q.heaviest, h.Score)
		if !slices.Contains(touched, i) {
			touched = append(touched, i)
		}
	}
	now := slices.DeleteFunc(touched, func(i int) bool {
		c := &q.likely[i]
		return c.weight < worth*q.heaviest || !q.possible(c.found, c.follows) || q.has(c.doc)
	})
	now = now[:min(len(now), q.reads)]
	q.reads -= len(now)
	return now, nil
}

// worth is the share of the heaviest passage's weight that others must hold to
// be looked at; more than 1 when nothing more needs to be.
func (q *traced) worth(claimed bool) float64 {
	same, unchanged := 0, 0
	for _, h := range q.found {
		if class(h.result.Verdict) == 0 {
			same++
		}
		if class(h.result.Verdict) < class(trace.Altered) {
			unchanged++
		}
	}
	switch {
	case !claimed && (same >= mostSame || unchanged >= mostUnchanged):
		return 2
	case same > 0:
		return worthBesideSame
	case len(q.found) > 0:
		return worthBeside
	case q.wide && q.reads <= mostReadWide:
		return 0
	}
	return worthLooking
}

// has says whether the quote was found in a document.
func (q *traced) has(doc Ref) bool {
	return slices.ContainsFunc(q.found, func(h *hit) bool { return h.text.doc == doc })
}

func (c *candidate) spans() []text.Span {
	out := make([]text.Span, len(c.windows))
	for i, w := range c.windows {
		out[i] = w.span
	}
	return out
}

// hold holds a quote against the likely places in a document.
func (s *tracedTexts) hold(q *traced, c *candidate) {
	t := s.docs[c.doc]
	found := s.holdAt(q, t, c.spans())
	if t.readable() && len(t.text.text) <= smallDocument && q.mayBePartsOf(c) && !explained(found) {
		// Its parts may stand in passages that are not among the likeliest.
		found = trace.Matches(q.quote, t.source, nil, nil)
	}
	q.take(t, found)
}

// mayBePartsOf says whether a document is likely enough to be searched for the
// parts of a quote, and the quote long enough to have some.
func (q *traced) mayBePartsOf(c *candidate) bool {
	most := min(len(q.likely), mostSearchedWhole)
	return len(q.words) >= fewestInParts && c.weight >= worthBeside*q.heaviest &&
		slices.ContainsFunc(q.likely[:most], func(o candidate) bool { return o.doc == c.doc })
}

// holdAt holds a quote against stretches of a text.
func (s *tracedTexts) holdAt(q *traced, t *tracedText, windows []text.Span) []*trace.Result {
	if !t.readable() {
		return nil
	}
	windows = slices.DeleteFunc(windows, func(w text.Span) bool { return w.Check(t.text.text) != nil })
	if len(windows) == 0 {
		return nil
	}
	return trace.Matches(q.quote, t.source, windows, nil)
}

// take keeps the places in a text where a quote was found.
func (q *traced) take(t *tracedText, found []*trace.Result) {
	for _, r := range found[:min(len(found), mostOfDocument)] {
		q.found = append(q.found, &hit{doc: t.doc, text: t.text, source: t.source, result: r})
	}
}

// explained says whether the best place leaves no room for another part.
func explained(found []*trace.Result) bool {
	return len(found) > 0 && (class(found[0].Verdict) < class(trace.Altered) || found[0].Whole() || found[0].Score >= mostExplained)
}

// possible says whether a text with these of the quote's words can be a match,
// those among them right behind the one before that follows names. What is not
// looked for by itself, such as a sign, may stand there.
func (q *traced) possible(found, follows uint64) bool {
	return q.reading.Possible(
		func(i int) bool { return q.bit[i] < 0 || found>>q.bit[i]&1 != 0 },
		func(i int) bool { return q.bit[i] < 0 || follows>>q.bit[i]&1 != 0 },
	)
}

// read loads documents with their texts, those not loaded yet. The number is
// that of the text, whatever the document was merged into.
func (s *tracedTexts) read(refs []Ref) error {
	refs, _ = distinct(refs)
	refs = slices.DeleteFunc(refs, func(r Ref) bool { return s.docs[r] != nil })
	stored, err := loadNodes(s.view.cells, refs)
	if err != nil {
		return err
	}
	shown, err := s.shown(stored)
	if err != nil {
		return err
	}
	var shas [][32]byte
	for i, n := range stored {
		if n != nil && n.held() && shown[i] != nil {
			shas = append(shas, n.Document.TextSHA256)
		}
	}
	texts, err := s.view.session.texts.load(s.view.session.snap, shas)
	if err != nil {
		return err
	}
	for i, n := range stored {
		t := &tracedText{doc: shown[i]}
		s.docs[refs[i]] = t
		if n == nil || !n.held() || t.doc == nil {
			continue
		}
		if d := texts[n.Document.TextSHA256]; d != nil {
			t.text = heldText{d, n.Ref}
			t.source = trace.NewSource(d.text, s.memory)
			t.source.SentencesIn = d.sentencesIn
		}
	}
	return nil
}

// shown gives what documents became, where the view shows it.
func (s *tracedTexts) shown(stored []*Node) ([]*Node, error) {
	var merged []Ref
	for _, n := range stored {
		if n != nil && n.MergedInto != 0 {
			merged = append(merged, n.Ref)
		}
	}
	into, err := s.view.Nodes(merged)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(stored)
	for i, n := range out {
		if n != nil && n.MergedInto != 0 {
			n, into = into[0], into[1:]
		}
		if n != nil && (n.Document == nil || !n.Visible()) {
			n = nil
		}
		out[i] = n
	}
	return out, nil
}

// byLikeness puts what is surely told before what may be.
func byLikeness(a, b *hit) int {
	return cmp.Or(
		cmp.Compare(class(a.result.Verdict), class(b.result.Verdict)),
		cmp.Compare(b.result.Score, a.result.Score),
		comparePublished(a.doc, b.doc),
		cmp.Compare(a.result.Span.Start, b.result.Span.Start),
	)
}
