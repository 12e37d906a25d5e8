package graph

import (
	"encoding/binary"
	"slices"

	"onrecord/graph/segments"
	"onrecord/graph/text"
)

// mostCopies bounds the documents that are read for the occurrences of one
// match.
const mostCopies = 1000

// Occurrences gives, for each match, one page of the places where the same
// words stand, folded as search folds them: the document's own among them, one
// place a document and part, the earliest published first, without a date last.
func (v *View) Occurrences(matches []*TraceMatch, p Page) ([]*Connection[*Evidence], error) {
	v, err := v.forPage(p)
	if err != nil {
		return nil, err
	}
	// Pages that are read together are counted together, by one function: an
	// item tells which match it is of.
	places := map[copyOf]Span{}
	srcs := make([]source, len(matches))
	for i, m := range matches {
		if srcs[i], err = v.sameWords(Ref(i), m, places); err != nil {
			return nil, err
		}
	}
	accept := func(v *View, items []item) ([]**Evidence, error) {
		spans := make([]Span, len(items))
		for j, it := range items {
			spans[j] = places[copyOf{it.rel, it.ref}]
		}
		found, err := v.Evidence(spans)
		if err != nil {
			return nil, err
		}
		out := make([]**Evidence, len(items))
		for j := range found {
			out[j] = &found[j]
		}
		return out, nil
	}
	out := make([]*Connection[*Evidence], len(matches))
	for i, src := range srcs {
		fp := v.fingerprintOf("occurrences", matches[i].words, matches[i].Evidence.Start)
		pages, err := readPages(v, []source{src}, p, fp, accept)
		if err != nil {
			return nil, err
		}
		out[i] = pages[0]
	}
	return out, nil
}

// copyOf is one document with the words of a match, by its place in a list.
type copyOf struct{ match, doc Ref }

// sameWords lists the documents that hold the words of a match, in order.
func (v *View) sameWords(at Ref, m *TraceMatch, places map[copyOf]Span) (source, error) {
	out := source{owner: m.Document.ID}
	words := m.parts
	var all wordFilter
	for _, part := range words {
		all = append(all, part...)
	}
	found, err := v.wordSource(all)
	if err != nil {
		return out, err
	}
	stored, err := v.storedIn(found)
	if err != nil {
		return out, err
	}
	docs := slices.DeleteFunc(stored, func(n *Node) bool { return !n.held() || !n.Visible() })
	if len(docs) > mostCopies {
		return out, errorf(CodeBudget, "the words of the match stand, together or apart, in more than %d documents; trace more of the quote", mostCopies)
	}
	shown, err := v.becomes(docs)
	if err != nil {
		return out, err
	}
	texts, err := v.heldTexts(docs)
	if err != nil {
		return out, err
	}
	var kept []*Node
	for i, t := range texts {
		if t.docText == nil || shown[i] == nil || !shown[i].Visible() {
			continue
		}
		span, ok := t.standing(words[0])
		for _, part := range words[1:] {
			if _, there := t.standing(part); !there {
				ok = false
			}
		}
		if !ok {
			continue
		}
		if t.doc == m.Evidence.Doc {
			places[copyOf{at, docs[i].Ref}] = m.Evidence
		} else if places[copyOf{at, docs[i].Ref}], err = t.span(span); err != nil {
			return out, err
		}
		kept = append(kept, docs[i])
	}
	slices.SortStableFunc(kept, comparePublished)
	for i, n := range kept {
		// Lists go by their tails: the place in the order, then the number.
		tail := binary.BigEndian.AppendUint64(nil, uint64(i))
		out.sorted = append(out.sorted, item{ref: n.Ref, rel: at, tail: binary.BigEndian.AppendUint64(tail, uint64(n.Ref))})
	}
	return out, nil
}

// becomes gives what documents became.
func (v *View) becomes(docs []*Node) ([]*Node, error) {
	refs := make([]Ref, len(docs))
	for i, n := range docs {
		refs[i] = n.Ref
	}
	return v.Nodes(refs)
}

// standing finds the place where words stand one after the other.
func (t heldText) standing(words wordFilter) (text.Span, bool) {
	var run []text.Token
	for tok := range text.Tokens(t.text) {
		run = append(run, tok)
		if len(run) > len(words) {
			run = run[1:]
		}
		if len(run) == len(words) && slices.EqualFunc(run, []string(words), func(a text.Token, b string) bool { return segments.Word(a.Text) == b }) {
			return text.Span{Start: run[0].Span.Start, End: run[len(run)-1].Span.End}, true
		}
	}
	return text.Span{}, false
}
