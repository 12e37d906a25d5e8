package speech

import (
	"slices"

	"onrecord/extract/grammar"
)

// participleEnd: what a participle or a relative clause attributes ends where
// the sentence around it goes on: "Brook, recalling X, described".
func (c *clause) participleEnd(q *cue, start, end int) int {
	relative := c.At(q.First-1).Is("who", "which", "that")
	inserted := q.kind == nounCue || q.Ing && c.At(q.First-1).Comma() || relative && c.At(q.First-2).Comma()
	inserted = inserted || c.insideInsertion(q)
	for k := start + 1; k < end; k++ {
		if relative && c.At(q.First-2).Dash() && c.Items[k].Dash() {
			return k
		}
		if !c.Items[k].Comma() && !(c.Items[k].Quote >= 0 && c.Items[k].Closing() == ',') {
			continue
		}
		n := k + 1
		for c.At(n).Adverb() && c.At(n).Quote < 0 {
			n++
		}
		if inserted && c.At(n).Finite() && c.At(n).Quote < 0 || q.Ing && q.First < 2 && c.ClauseAt(k+1) {
			if c.Items[k].Comma() {
				return k
			}
			return k + 1
		}
	}
	return end
}

// insideInsertion: the cue and its subject stand after ", which", ", in which",
// ", whom", with a subject before that still waits for its verb.
func (c *clause) insideInsertion(q *cue) bool {
	for k := q.First - 1; k > 1; k-- {
		it := &c.Items[k]
		if it.Comma() || it.Quote >= 0 || it.Is("that") {
			return false
		}
		if it.Is("who", "which", "whom", "whose", "where", "when") {
			p := k - 1
			if c.At(p).Tag == "IN" {
				p--
			}
			return c.At(p).Comma() && c.At(p-1).Noun() && !slices.ContainsFunc(c.Items[:p], func(i grammar.Item) bool { return i.Quote < 0 && i.Finite() })
		}
	}
	return false
}

// subordinateEnd: what a clause in front of the main one attributes ends where
// that begins: "While they say X, they differ", "Asked whether X, Brook smiled".
func (c *clause) subordinateEnd(q *cue, start, end int) int {
	if !c.inFront(q) {
		return end
	}
	for k := start + 1; k < end; k++ {
		it := &c.Items[k]
		if comma := it.Comma() || it.Dash(); !comma && !(it.Quote >= 0 && it.Closing() == ',') || c.At(k+1).Is("who", "which", "whose", "that", "and", "or", "but", "where", "if", "because", "as", "while", "when") {
			continue
		} else if c.ClauseAt(k+1) && c.mainClause(k+1) {
			if comma {
				return k
			}
			return k + 1
		}
	}
	return end
}

// subordinates: a subordinating word that opens the sentence, or its part after
// "and" or a phrase of time, stands before the cue with no comma between.
func (c *clause) subordinates(q *cue) bool {
	for k := q.First - 1; k >= 0; k-- {
		it := &c.Items[k]
		if it.Quote >= 0 || it.Comma() {
			return false
		}
		if !it.Is("while", "although", "though", "when", "as", "after", "before", "since", "because", "if", "once", "where", "whereas", "until", "unless") {
			continue
		}
		if k > 0 && c.Items[k-1].Is("even", "just", "only") {
			k--
		}
		if k > 0 && c.Items[k-1].Comma() {
			return !slices.ContainsFunc(c.Items[:k], func(i grammar.Item) bool { return i.Quote >= 0 || i.Finite() })
		}
		return k == 0 || c.Items[k-1].Is("and", "but")
	}
	return false
}

// nounEnd: what a noun attributes ends where the verb comes whose subject the
// noun is: her pledge to train nurses survives, his claim that it works is old.
func (c *clause) nounEnd(q *cue, start, end int) int {
	if q.kind != nounCue || c.Relative(start) {
		return end
	}
	for k := 0; k < q.First; k++ {
		if c.Items[k].Finite() && c.Items[k].Quote < 0 {
			return end
		}
	}
	own := c.At(start).Is("to") // the clause has had its verb
	for k := start + 1; k < end; k++ {
		it := &c.Items[k]
		switch {
		case it.Quote >= 0:
		case it.Is("who", "which", "that", "whose", "where", "when", "what", "how", "why", "if", "because", "as", "and", "but", "while", "than"), it.Comma(), it.Tag == "PRP" && own:
			return end
		case it.Finite() && own && !(it.Tag == "VBP" && c.Items[k-1].Tag == "NNP"):
			for k > start && c.Items[k-1].Adverb() {
				k--
			}
			return k
		case it.Finite():
			own = true
			for grammar.Auxiliaries[c.At(k+1).Lower] || c.At(k+1).Adverb() {
				k++
			}
			if c.At(k+1).Verb() && (grammar.Auxiliaries[c.Items[k].Lower] || c.Items[k].Adverb() || it.Tag == "MD") {
				k++
			}
		}
	}
	return end
}

// mainClause: at k stands a noun phrase that is the subject of a verb, perhaps
// after a phrase of time or with an insertion; not a member of a list or the
// rest of one.
func (c *clause) mainClause(k int) bool {
	k = c.Adverbials(k)
	if c.At(k).Comma() {
		k++
	}
	b := c.NounPhraseRight(k)
	if b == k {
		return false
	}
	for c.At(b).Adverb() || grammar.Attachable(c.At(b)) && c.NounPhraseRight(b+1) > b+1 {
		if c.At(b).Adverb() {
			b++
		} else {
			b = c.NounPhraseRight(b + 1)
		}
	}
	return c.At(b).Finite() && c.At(b).Quote < 0 || c.At(b).Comma() && !grammar.Nominal(c.At(b+1))
}

// inFront: the cue and its subject stand in a clause that opens the sentence
// with a subordinating word, or in a participle that does.
func (c *clause) inFront(q *cue) bool {
	first := 0
	for c.At(first).Is("and", "but", "yet", "so") || c.At(first).Comma() {
		first++
	}
	if it := c.At(first); it.Quote < 0 && q.First == first && (it.Tag == "VBN" || it.Tag == "VBD") {
		return true
	}
	return c.subordinates(q)
}
