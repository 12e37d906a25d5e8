package speech

import (
	"onrecord/extract/cues"
)

// backToSubject: the verb after "and" at k has the tense of cue i and cannot go
// on with the content, which has a modal: said he would stay and left.
func (c *clause) backToSubject(k, start, i int) bool {
	n := k + 1
	for c.At(n).Adverb() {
		n++
	}
	if i < 0 || c.At(n).Quote >= 0 {
		return false
	}
	f := c.cues[i].form
	if first := c.At(c.cues[i].First); f == cues.Base && first.Tag == "VBZ" {
		f = cues.Third // continues to insist
	} else if f == cues.Base && first.Tag == "VBD" || f == cues.Participle && first.Is("had", "was", "were") {
		f = cues.Past
	}
	if !(c.At(n).Tag == "VBZ" && f == cues.Third || c.At(n).Tag == "VBD" && f == cues.Past) {
		return false
	}
	for j := start; j < k; j++ {
		if it := &c.Items[j]; it.Finite() {
			if it.Tag != "MD" {
				return false
			}
			for j++; j < k; j++ {
				if c.Items[j].Finite() {
					return false
				}
			}
			return true
		}
	}
	return c.At(start).Is("to") // pledged to stay and left
}

// announces: at k stands a verb and then, after a comma or colon, a whole
// quotation, whether the lexicon knows the verb or not.
func (c *clause) announces(k int) bool {
	for n := k; n < k+4; n++ {
		if it := c.At(n); it.Quote >= 0 {
			return false
		} else if it.Finite() {
			return c.At(n+1).Is(",", ":") && c.At(n+2).Quote >= 0 && c.At(n+2).OpensSentence()
		}
	}
	return false
}

// newCueAt: at k begins the part of another cue than the one at index self:
// ", saying", "and insisted that", "but she added". Comma says that a comma or
// dash came before.
func (c *clause) newCueAt(k, self int, comma bool) bool {
	for c.At(k).Is("and", "but", "while", "as", "though", "also", "then", "later", "when", "before", "after") {
		k++
	}
	for j := range c.cues {
		q := &c.cues[j]
		if j == self || q.done || q.First < k {
			continue
		}
		if q.First > k+9 {
			return false
		}
		if q.kind == accordingCue {
			return q.First == k
		}
		if q.kind != verbCue || q.Passive || q.Infinitive {
			continue
		}
		return c.reportsAt(q, k) && c.opensPart(q, k, comma, comma || self >= 0 && c.cues[self].Ing)
	}
	return false
}

// reportsAt: the cue says that somebody says or promises something, as cues do
// that can begin a part of their own.
func (c *clause) reportsAt(q *cue, k int) bool {
	for _, s := range q.verb.Senses {
		if (s.Class == cues.Speech || s.Class == cues.Commitment) && (s.Takes("cqp") || q.First == k) {
			return true
		}
	}
	return false
}

// opensPart: the part of the cue begins at k, with its verb or with a subject
// of its own, and has content. A participle opens one where it may.
func (c *clause) opensPart(q *cue, k int, comma, participle bool) bool {
	at, _, _ := c.contentStart(q)
	switch {
	case at < 0 && (!q.Ing || q.First == k):
		return false
	case q.First == k && q.Ing:
		return participle
	case q.First == k:
		return (q.form == cues.Past || q.form == cues.Third || q.form == cues.Participle || q.First < q.Head) && c.At(q.Head).Tag != "VB"
	case q.Ing:
		if at < 0 || c.At(q.First-1).Tag != "NNP" {
			return false
		}
		a, ok := c.NounPhraseLeft(q.First - 1)
		return ok && a <= k
	}
	m := c.SubjectAt(q.First, 4)
	return m.OK() && m.A <= k && (comma || q.lemma == "say" || c.At(at).Quote >= 0 || c.At(at).Is("that"))
}
