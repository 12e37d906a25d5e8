package graph

import (
	"slices"

	"onrecord/graph/segments"
	"onrecord/graph/text"
	"onrecord/graph/trace"
)

// Bounds of the search for texts.
const (
	mostLikely     = 24  // passages that are held against one quote
	mostLikelyWide = 160 // of very few words, of what was not found at first, or as of an earlier day, when many were not there yet
	fewWords       = 4
	worthLooking   = 0.55 // of the weight of the words that the best passage holds
	mostOfDocument = 8    // places in one document that are told
)

// tracedTexts are the texts that quotes are held against, each read once.
type tracedTexts struct {
	view *View
	docs map[Ref]*tracedText
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
	windows []text.Span
	weight  float64 // of the words that the best of them holds
}

// search finds the places of quotes. One that is not found at first is looked
// for again, wider.
func (s *tracedTexts) search(quotes []*traced) error {
	if err := s.searchAmong(quotes, mostLikely); err != nil {
		return err
	}
	var left []*traced
	for _, q := range quotes {
		if len(q.found) == 0 {
			left = append(left, q)
		}
	}
	if len(left) == 0 {
		return nil
	}
	return s.searchAmong(left, mostLikelyWide)
}

func (s *tracedTexts) searchAmong(quotes []*traced, most int) error {
	var refs []Ref
	likely := make([][]candidate, len(quotes))
	for i, q := range quotes {
		var err error
		if likely[i], err = s.view.candidates(q.quote.Text, most); err != nil {
			return err
		}
		for _, c := range likely[i] {
			refs = append(refs, c.doc)
		}
	}
	if err := s.read(refs); err != nil {
		return err
	}
	for i, q := range quotes {
		for _, c := range likely[i] {
			// What holds so much less is hardly ever another wording of it.
			if most > mostLikely || c.weight >= worthLooking*likely[i][0].weight {
				s.hold(q, s.docs[c.doc], c.windows)
			}
		}
		if err := s.splice(q, likely[i]); err != nil {
			return err
		}
	}
	return nil
}

// hold holds a quote against stretches of a text.
func (s *tracedTexts) hold(q *traced, t *tracedText, windows []text.Span) {
	if !t.readable() {
		return
	}
	windows = slices.DeleteFunc(windows, func(w text.Span) bool { return w.Check(t.text.text) != nil })
	if len(windows) == 0 {
		return
	}
	found := trace.Matches(q.quote, t.source, windows, nil)
	for _, r := range found[:min(len(found), mostOfDocument)] {
		q.found = append(q.found, &hit{doc: t.doc, text: t.text, source: t.source, result: r})
	}
}

// candidates gives the documents that may hold the words of a quote, the
// likeliest first. What the view does not show is left out later.
func (v *View) candidates(quote string, most int) ([]candidate, error) {
	r, err := v.session.wordReader()
	if err != nil {
		return nil, err
	}
	words := slices.Collect(segments.Words(quote))
	if v.at < v.session.head.Seq || len(words) <= fewWords {
		most = mostLikelyWide
	}
	hits, err := r.Passages(words, most)
	if err != nil {
		return nil, err
	}
	var out []candidate
	at := map[uint64]int{}
	for _, h := range hits {
		i, known := at[h.Document]
		if !known {
			i = len(out)
			at[h.Document] = i
			out = append(out, candidate{doc: Ref(h.Document), weight: h.Score})
		}
		out[i].windows = append(out[i].windows, text.Span{Start: h.Start, End: h.End})
	}
	return out, nil
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
	shown, err := s.view.Nodes(refs)
	if err != nil {
		return err
	}
	var shas [][32]byte
	for _, n := range stored {
		if n != nil && n.held() {
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
		if n == nil || !n.held() || t.doc == nil || t.doc.Document == nil || !t.doc.Visible() {
			continue
		}
		if d := texts[n.Document.TextSHA256]; d != nil {
			t.text = heldText{d, n.Ref}
			t.source = trace.NewSource(d.text)
		}
	}
	return nil
}
