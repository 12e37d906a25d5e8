package graph

import (
	"encoding/binary"
	"slices"

	"onrecord/graph/segments"
	"onrecord/graph/text"
	"onrecord/graph/trace"
)

// mostCopies bounds the documents that are read for the occurrences of one
// match.
const mostCopies = 1000

// Occurrences gives, for each match, one page of the places where the same
// words stand, folded as search folds them, contracted or not: the document's own
// among them, one place a document, the earliest published first, without a date
// last. Of a quote that is spliced from two documents, those with the words of
// either are listed.
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
	var kept []*Node
	for _, part := range m.copied {
		found, err := v.copiesOf(at, part, places)
		if err != nil {
			return out, err
		}
		kept = append(kept, found...)
	}
	slices.SortStableFunc(kept, comparePublished)
	for i, n := range kept {
		// Lists go by their tails: the place in the order, then the number.
		tail := binary.BigEndian.AppendUint64(nil, uint64(i))
		out.sorted = append(out.sorted, item{ref: n.Ref, rel: at, tail: binary.BigEndian.AppendUint64(tail, uint64(n.Ref))})
	}
	return out, nil
}

// copiesOf gives the documents that hold all parts of what a match has from one
// of them, those that have no place yet, and notes the places.
func (v *View) copiesOf(at Ref, c copied, places map[copyOf]Span) ([]*Node, error) {
	parts := make([]printed, len(c.parts))
	var found []Ref
	for i, part := range c.parts {
		parts[i] = waysToPrint(part)
		holding, err := v.holding(parts[i])
		if err != nil {
			return nil, err
		}
		if i > 0 {
			holding = intersect(found, holding)
		}
		found = holding
	}
	stored, err := loadNodes(v.cells, found)
	if err != nil {
		return nil, err
	}
	docs := slices.DeleteFunc(stored, func(n *Node) bool { return n == nil || !n.held() || !n.Visible() })
	if len(docs) > mostCopies {
		return nil, errorf(CodeBudget, "the words of the match stand, together or apart, in more than %d documents; trace more of the quote", mostCopies)
	}
	shown, err := v.becomes(docs)
	if err != nil {
		return nil, err
	}
	texts, err := v.heldTexts(docs)
	if err != nil {
		return nil, err
	}
	var kept []*Node
	for i, t := range texts {
		key := copyOf{at, docs[i].Ref}
		if _, placed := places[key]; placed || t.docText == nil || shown[i] == nil || !shown[i].Visible() || !t.standAll(parts) {
			continue
		}
		if t.doc == c.evidence.Doc {
			places[key] = c.evidence
		} else {
			span, _ := t.standing(parts[0])
			if places[key], err = t.span(span); err != nil {
				return nil, err
			}
		}
		kept = append(kept, docs[i])
	}
	return kept, nil
}

// printed are the words of a part of a match in each of the ways they may be
// printed: "did not" is "didn't", and 1500 is 1,500.
type printed []wordFilter

func waysToPrint(part string) printed {
	out := printed{wordsIn(part)}
	q, err := trace.Parse(part, trace.Limits{})
	if err != nil {
		return out // what is no quote by itself is printed one way
	}
	for _, r := range q.Readings()[1:] {
		var words wordFilter
		for _, key := range r.Keys {
			words = slices.AppendSeq(words, segments.Words(key))
		}
		out = append(out, words)
	}
	return out
}

// holding gives the nodes that have all words of one of the ways, by number.
func (v *View) holding(ways printed) ([]Ref, error) {
	var out []Ref
	for _, words := range ways {
		refs, err := v.withWords(words)
		if err != nil {
			return nil, err
		}
		out = append(out, refs...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// becomes gives what documents became.
func (v *View) becomes(docs []*Node) ([]*Node, error) {
	refs := make([]Ref, len(docs))
	for i, n := range docs {
		refs[i] = n.Ref
	}
	return v.Nodes(refs)
}

// standAll says whether all parts stand somewhere in a text.
func (t heldText) standAll(parts []printed) bool {
	return !slices.ContainsFunc(parts, func(p printed) bool { _, there := t.standing(p); return !there })
}

// standing finds a place where words stand one after the other, in one of the
// ways they may be printed.
func (t heldText) standing(ways printed) (text.Span, bool) {
	for _, words := range ways {
		if span, there := t.standingAs(words); there {
			return span, true
		}
	}
	return text.Span{}, false
}

func (t heldText) standingAs(words wordFilter) (text.Span, bool) {
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
