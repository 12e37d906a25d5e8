package speech

import (
	"onrecord/extract/cues"
)

// after: the sense wants a particle or preposition, and it is there.
func (c *clause) after(q *cue, s *cues.Sense) (int, bool) {
	if len(s.After) == 0 {
		return 0, false
	}
	k := q.End
	for c.At(k).Adverb() && !c.At(k).Is(s.After...) {
		k++
	}
	if !c.At(k).Is(s.After...) {
		return 0, false
	}
	at := k + 1
	q.End = at
	object := c.timeEnd(at)
	if z := c.Adverbials(at); c.Begins(z) && !c.At(z).Is(":") && (z == at || c.NounPhraseRight(object) == object) {
		return z, true
	}
	if !s.Takes("cniws") {
		return 0, false
	}
	if at < len(c.Items) && !c.At(at).Stop() && !c.At(at).Comma() {
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
	it := c.At(k)
	switch {
	case it.Quote >= 0 && (s.Takes("q") || s.Takes("pn") && k == q.End):
		return k
	case it.Is(",", ":") && c.At(k+1).Quote >= 0 && s.Takes("q"):
		return k + 1
	case it.Is(":") && s.Takes("cq"):
		return k + 1
	case it.Comma() && c.At(k+1).Is("that") && s.Takes("ct"):
		return k + 1
	case it.Is("that") && s.Takes("ct") && (k == q.End || !c.Relative(k)):
		return k
	case s.Takes("w") && it.Is("whether", "if", "how", "why", "what", "who", "where", "when", "which"):
		return k
	case s.Takes("i") && it.Is("to") && (c.Infinitive(k+1) || c.At(k+1).Adverb() || c.At(k+1).Is("be") || c.At(k+1).Quote >= 0):
		return k
	case s.Takes("i") && c.At(q.End).Is("to") && c.At(q.End+1).Quote >= 0:
		return q.End
	case s.Takes("g") && it.Tag == "VBG":
		return k
	}
	if s.Takes("c") {
		for _, z := range [...]int{q.End, c.timeEnd(q.End), k} {
			if c.ClauseAt(z) {
				return z
			}
			if b := c.NounPhraseRight(z); b > z && c.At(b).Quote >= 0 && !c.At(z).Time && c.At(z).Quote < 0 {
				return z
			}
		}
	}
	if s.Takes("nps") && !c.At(q.End).Stop() && !c.At(q.End).Comma() && !c.At(q.End).Is("to") {
		z := c.timeEnd(q.End)
		n := z
		if c.At(n).Adverb() {
			n++ // roughly 700
		}
		if c.NounPhraseRight(n) > n || c.At(z).Quote >= 0 {
			return z
		}
	}
	return -1
}

func (c *clause) timeEnd(k int) int {
	for {
		it := c.At(k)
		switch {
		case it.Quote >= 0:
			return k
		case it.Adverb() && (c.At(k+1).Tag == "CD" || c.At(k+1).Tag == "$"):
			return k // roughly 700
		case it.Adverb() || it.Time:
			k++
		case it.Is("on", "in") && c.At(k+1).Time:
			k += 2
		default:
			return k
		}
	}
}

// told: somebody is told, then comes what.
func (c *clause) told(q *cue, s *cues.Sense) int {
	k := c.timeEnd(q.End)
	b := c.NounPhraseRight(k)
	if b == k {
		return -1
	}
	b = c.pastRelative(b)
	tight := b
	k = c.Adverbials(b)
	if c.At(k).Comma() && !c.Begins(k) {
		// An apposition of the one who is told.
		for i := k + 1; i < len(c.Items) && i < k+20; i++ {
			if c.Items[i].Comma() && (c.At(i+1).Is("that") || c.At(i+1).Quote >= 0) {
				k = i
				break
			}
		}
	}
	it := c.At(k)
	switch {
	case it.Quote >= 0:
		return k
	case it.Is(",", ":") && (c.At(k+1).Quote >= 0 || c.At(k+1).Is("that") || it.Is(":")):
		return k + 1
	case it.Is("that") && s.Takes("ct"):
		return k
	case s.Takes("wc") && it.Is("whether", "if", "how", "why", "what", "about"):
		return k
	case it.Is("to") && c.At(k+1).Tag == "VB":
		return k
	}
	if q.verb.Lemma == "tell" || q.verb.Lemma == "assure" || q.verb.Lemma == "remind" {
		if c.ClauseAt(tight) && !c.At(tight).Is("in", "on", "at") {
			return tight
		}
		if c.ClauseAt(c.timeEnd(tight)) {
			return c.timeEnd(tight)
		}
		if c.ClauseAt(k) {
			return k
		}
		if c.At(tight).Is("about", "of") {
			return tight
		}
	}
	return -1
}

// pastRelative skips what describes the one who is told, up to the mark that
// introduces a quotation: the agency (AP), “...”; the mayors who came, “...”.
func (c *clause) pastRelative(b int) int {
	if c.At(b).Is("(") {
		for k := b; k < len(c.Items) && k < b+8; k++ {
			if c.Items[k].Is(")") {
				return k + 1
			}
		}
	}
	if !c.At(b).Is("who", "whose", "which") {
		return b
	}
	for k := b; k < len(c.Items) && c.Items[k].Quote < 0; k++ {
		if c.Items[k].Is(",", ":") && c.At(k+1).Quote >= 0 {
			return k
		}
	}
	return b
}

func (c *clause) passiveStart(q *cue) (int, cues.Class, float64) {
	k := c.Adverbials(q.End)
	class := q.verb.Senses[0].Class
	at := c.At(q.End)
	switch {
	case at.Is("by"):
		b := c.NounPhraseRight(q.End + 1)
		return b, class, 0.5
	case at.Is("to") && c.At(q.End+1).Tag == "VB", at.Is("of", "as") && !c.At(q.End+1).Stop():
		return q.End, class, 0.5
	case c.At(k).Is("that", "whether", "if"), q.lemma == "ask" && c.At(k).Is("how", "why", "what", "who", "where", "which"), at.Is("about") && q.lemma == "ask":
		return k, class, 0.5
	case c.At(k).Quote >= 0:
		return k, class, 0.5
	case c.At(k).Comma() && c.At(k+1).Quote >= 0:
		return k + 1, class, 0.5
	}
	return -1, class, 0
}
