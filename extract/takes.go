package extract

import (
	"onrecord/extract/cues"
)

// after: the sense wants a particle or preposition, and it is there.
func (c *clause) after(q *cue, s *cues.Sense) (int, bool) {
	if len(s.After) == 0 {
		return 0, false
	}
	k := q.end
	for c.at(k).adverb() && !c.at(k).is(s.After...) {
		k++
	}
	if !c.at(k).is(s.After...) {
		return 0, false
	}
	at := k + 1
	q.end = at
	if c.at(at).is("that") || c.at(at).comma() && c.at(at+1).quote >= 0 {
		return at, true
	}
	if at < len(c.items) && !c.at(at).stop() && !c.at(at).comma() {
		return at, true
	}
	return 0, false
}

// take says where content begins that the sense can take; k is where the
// adverbials after the verb end.
func (c *clause) take(q *cue, s *cues.Sense, k int) int {
	if s.Takes("a") {
		if at := c.told(q, s); at >= 0 {
			return at
		}
	}
	it := c.at(k)
	switch {
	case it.quote >= 0 && (s.Takes("q") || s.Takes("pn") && k == q.end):
		return k
	case it.is(",", ":") && c.at(k+1).quote >= 0 && s.Takes("q"):
		return k + 1
	case it.is(":") && s.Takes("cq"):
		return k + 1
	case it.comma() && c.at(k+1).is("that") && s.Takes("ct"):
		return k + 1
	case it.is("that") && s.Takes("ct"):
		return k
	case s.Takes("w") && it.is("whether", "if", "how", "why", "what", "who", "where", "when", "which"):
		return k
	case s.Takes("i") && it.is("to") && (c.at(k+1).tag == "VB" || c.at(k+1).adverb() || c.at(k+1).is("be")):
		return k
	case s.Takes("g") && it.tag == "VBG":
		return k
	}
	if s.Takes("c") {
		for _, z := range [...]int{q.end, c.timeEnd(q.end), k} {
			if c.clauseAt(z) {
				return z
			}
			if b := c.nounPhraseRight(z); b > z && c.at(b).quote >= 0 && !c.at(z).time && c.at(z).quote < 0 {
				return z
			}
		}
	}
	if s.Takes("nps") && !c.at(q.end).stop() && !c.at(q.end).comma() && !c.at(q.end).is("to") {
		if z := c.timeEnd(q.end); c.nounPhraseRight(z) > z || c.at(z).quote >= 0 {
			return z
		}
	}
	return -1
}

func (c *clause) timeEnd(k int) int {
	for {
		it := c.at(k)
		switch {
		case it.quote >= 0:
			return k
		case it.adverb() || it.time:
			k++
		case it.is("on", "in") && c.at(k+1).time:
			k += 2
		default:
			return k
		}
	}
}

// told: somebody is told, then comes what.
func (c *clause) told(q *cue, s *cues.Sense) int {
	k := c.timeEnd(q.end)
	b := c.nounPhraseRight(k)
	if b == k {
		return -1
	}
	tight := b
	k = c.adverbials(b)
	if c.at(k).comma() && !c.begins(k) {
		// An apposition of the one who is told.
		for i := k + 1; i < len(c.items) && i < k+20; i++ {
			if c.items[i].comma() && (c.at(i+1).is("that") || c.at(i+1).quote >= 0) {
				k = i
				break
			}
		}
	}
	it := c.at(k)
	switch {
	case it.quote >= 0:
		return k
	case it.is(",", ":") && (c.at(k+1).quote >= 0 || c.at(k+1).is("that") || it.is(":")):
		return k + 1
	case it.is("that") && s.Takes("ct"):
		return k
	case s.Takes("wc") && it.is("whether", "if", "how", "why", "what", "about"):
		return k
	case it.is("to") && c.at(k+1).tag == "VB":
		return k
	}
	if q.verb.Lemma == "tell" || q.verb.Lemma == "assure" || q.verb.Lemma == "remind" {
		if c.clauseAt(tight) && !c.at(tight).is("in", "on", "at") {
			return tight
		}
		if c.clauseAt(c.timeEnd(tight)) {
			return c.timeEnd(tight)
		}
		if c.clauseAt(k) {
			return k
		}
		if c.at(tight).is("about", "of") {
			return tight
		}
	}
	return -1
}

func (c *clause) passiveStart(q *cue) (int, cues.Class, float64) {
	k := c.adverbials(q.end)
	class := q.verb.Senses[0].Class
	at := c.at(q.end)
	switch {
	case at.is("by"):
		b := c.nounPhraseRight(q.end + 1)
		return b, class, 0.5
	case at.is("to") && c.at(q.end+1).tag == "VB", at.is("of", "as") && !c.at(q.end+1).stop():
		return q.end, class, 0.5
	case c.at(k).is("that", "whether", "if"), at.is("about", "if", "whether") && q.lemma == "ask":
		return k, class, 0.5
	case c.at(k).quote >= 0:
		return k, class, 0.5
	case c.at(k).comma() && c.at(k+1).quote >= 0:
		return k + 1, class, 0.5
	}
	return -1, class, 0
}
