package trace

import (
	"slices"
	"strings"

	"onrecord/graph/text"
)

// Reading is one way in which the words of a quote may be printed in a text: as
// they were given, with contractions written out or put in, or with commas in its
// numbers or without. An index, which has the words as they are printed, is asked
// for one reading at a time.
type Reading struct {
	Keys []string // folded words to look for, in order; no lone signs
	At   []int    // of each word of the quote its place in Keys, or -1

	quote *Quote
}

// Readings gives the ways in which the quote may be printed, the given one first.
// A text that has some words one way and some the other is none of them.
func (q *Quote) Readings() []Reading {
	out := []Reading{q.reading(q.given)}
	if r, changed := out[0].regrouped(); changed {
		out = append(out, r)
	}
	if len(q.contracts) == 0 && !slices.ContainsFunc(q.words, func(w word) bool { return w.tied }) {
		return out
	}
	for _, how := range []func(int) string{q.writtenOut, q.notContracted, q.firstContracted} {
		r := q.reading(how)
		if !slices.ContainsFunc(out, func(had Reading) bool { return slices.Equal(had.Keys, r.Keys) }) {
			out = append(out, r)
		}
	}
	return out
}

// regrouped is a reading with "1,500" for "1500", and the other way round.
func (r Reading) regrouped() (Reading, bool) {
	changed := false
	for i, key := range r.Keys {
		other := ungrouped(key)
		if other == key {
			other = grouped(key)
		}
		if other == key {
			continue
		}
		if !changed {
			r.Keys, changed = slices.Clone(r.Keys), true
		}
		r.Keys[i] = other
	}
	return r, changed
}

// reading asks of each word whether it and the next are one, and which.
func (q *Quote) reading(joined func(i int) string) Reading {
	r := Reading{Keys: make([]string, 0, len(q.words)), At: make([]int, len(q.words)), quote: q}
	for i := 0; i < len(q.words); i++ {
		if q.sign(i) {
			r.At[i] = -1
			continue
		}
		r.At[i] = len(r.Keys)
		key := q.words[i].key
		if strings.Contains(q.Text[q.words[i].start:q.words[i].end], ",") {
			key = grouped(key)
		}
		if whole := joined(i); whole != "" {
			key = whole
			i++
			r.At[i] = len(r.Keys)
		}
		r.Keys = append(r.Keys, key)
	}
	return r
}

func (q *Quote) given(i int) string {
	if !q.words[i].tied {
		return ""
	}
	return text.Fold(q.Text[q.words[i].start:q.words[i+1].end])
}

func (q *Quote) writtenOut(int) string { return "" }

// notContracted puts "not" to the word before it: "we won't", "it isn't".
func (q *Quote) notContracted(i int) string {
	keys := q.contractionsOf(i)
	switch next := q.contractionsOf(i + 1); {
	case len(keys) == 0, len(next) > 0 && strings.HasSuffix(next[0], "n't"):
		return ""
	}
	return keys[0]
}

// firstContracted puts together what comes first: "we'll not", "it's not".
func (q *Quote) firstContracted(i int) string {
	if keys := q.contractionsOf(i); len(keys) > 0 {
		return keys[len(keys)-1]
	}
	return ""
}

// contractionsOf gives the contractions of a word and the next.
func (q *Quote) contractionsOf(i int) []string {
	if i+1 >= len(q.words) || q.gap[i+1] != noGap {
		return nil
	}
	return contracted[wordPair{q.words[i].key, q.words[i+1].key}]
}
