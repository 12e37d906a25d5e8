package graph

import (
	"slices"

	"onrecord/graph/segments"
	"onrecord/graph/trace"
)

// This file looks for quotes in the other ways they may be printed: "did not" in
// the texts that have "didn't". The segments have words as they are printed, so
// that each way is a search of its own, made only for quotes that were not found
// with all their words.

// read takes up the first of the readings, and out of it the words to look for.
func (q *traced) read(readings []trace.Reading) {
	q.reading, q.others = readings[0], readings[1:]
	q.words = nil
	at := make([]int, len(q.reading.Keys))
	for i, key := range q.reading.Keys {
		at[i] = -1
		for w := range segments.Words(key) {
			if at[i] < 0 && len(q.words) < 64 {
				at[i] = len(q.words)
			}
			q.words = append(q.words, w)
		}
	}
	q.bit = make([]int, len(q.reading.At))
	for i, k := range q.reading.At {
		if q.bit[i] = -1; k >= 0 {
			q.bit[i] = at[k]
		}
	}
}

// longReading is the words of a quote of which a contraction or two are no more
// than words that were changed.
const longReading = 12

// otherReadings looks for those quotes that stand nowhere with all their words.
func (s *tracedTexts) otherReadings(r *segments.Reader, quotes []*traced) error {
	var also, of []*traced
	for _, q := range quotes {
		if len(q.found) > 0 && (len(q.words) > longReading || q.foundUnchanged()) {
			continue
		}
		for i := range q.others {
			o := &traced{raw: q.raw, quote: q.quote, left: mostLikely, reads: mostLikely, wide: true}
			o.read(q.others[i : i+1])
			// What is printed nowhere is not looked for among all the rest.
			printed, err := r.Occur(slices.DeleteFunc(slices.Clone(o.words), func(w string) bool { return slices.Contains(q.words, w) }))
			if err != nil {
				return err
			}
			if !printed {
				continue
			}
			if o.quest, err = r.Quest(o.words, o.reading.LeastPairs(), mostLikely); err != nil {
				return err
			}
			also, of = append(also, o), append(of, q)
		}
	}
	if len(also) == 0 {
		return nil
	}
	if err := s.readInWaves(also); err != nil {
		return err
	}
	for i, o := range also {
		for _, h := range o.found {
			if !slices.ContainsFunc(of[i].found, h.same) {
				of[i].found = append(of[i].found, h)
			}
		}
	}
	return nil
}

func (q *traced) foundUnchanged() bool {
	return slices.ContainsFunc(q.found, func(h *hit) bool { return class(h.result.Verdict) < class(trace.Altered) })
}

// same says whether two hits are of one place.
func (h *hit) same(o *hit) bool { return h.text.doc == o.text.doc && h.result.Span == o.result.Span }
