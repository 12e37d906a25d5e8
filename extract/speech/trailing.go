package speech

import (
	"onrecord/extract/cues"
	"onrecord/extract/grammar"
)

// trailing handles a cue that follows its content: "...," X said; ..., said X;
// or stands inside it: A, X said, B.
func (c *clause) trailing(i int) {
	q := &c.cues[i]
	if q.kind != verbCue || q.Passive || q.Infinitive || q.done || c.Claimed[q.Head] {
		return
	}
	sense := c.reportingSense(q)
	if sense == nil || q.Ing && (c.At(q.First-1).Quote < 0 || c.takesMore(q)) {
		return
	}
	src := grammar.Mention{}
	if !q.Ing && !c.inversion(q) {
		src = c.SubjectAt(q.First, 4)
	}
	boundary := c.boundary(q, src)
	quote := c.quoteEnds(boundary)
	if b := c.At(boundary - 1); boundary == 0 || !quote && !b.Comma() && !b.Dash() {
		return
	}
	src, after, ok := c.trailingSubject(q, src, sense.Takes("v") || quote)
	if !ok {
		return
	}
	start := c.leftStart(boundary, quote)
	if start >= boundary || !c.Free(start, boundary) || c.fronted(q, start) {
		return
	}
	if rest, ok := c.rest(q, after, quote, start, boundary); ok {
		c.add(q, sense.Class, append([][2]int{{start, boundary}}, rest...), src, 0.9, true)
	}
}

// boundary is where the content before a cue and its subject ends.
func (c *clause) boundary(q *cue, src grammar.Mention) int {
	k := q.First
	if src.OK() {
		k = src.A
	}
	for k > 0 && (c.Items[k-1].Adverb() || c.Items[k-1].Time || c.Items[k-1].Is("as")) && c.Items[k-1].Quote < 0 {
		k--
	}
	return k
}

// quoteEnds: a quotation that somebody said ends before item k.
func (c *clause) quoteEnds(k int) bool {
	b := c.At(k - 1)
	if b.Quote >= 0 {
		return b.Size > 1 || b.Closing() == ',' || b.Closing() == '!' || b.Closing() == '?'
	}
	return k >= 2 && (b.Comma() || b.Dash() || b.Is("?", "!")) && c.At(k-2).Quote >= 0
}

// trailingSubject makes sure of the subject, found before the cue or, where the
// verb may be inverted, after it, and says where the cue's words end.
func (c *clause) trailingSubject(q *cue, src grammar.Mention, inverts bool) (grammar.Mention, int, bool) {
	switch {
	case src.OK():
		return src, q.End, !c.At(src.A).Is("who", "which", "that") && !c.resumes(src)
	case q.Ing:
		return src, q.End, true
	case !inverts || q.First != q.Head:
		return src, q.End, false
	}
	src = c.Inverted(q.End)
	return src, src.B, src.OK()
}

// fronted: what stands at item start is only a circumstance, and the words come
// after the cue: Holding up a sign, Brook said, “We sail.”
func (c *clause) fronted(q *cue, start int) bool {
	if f := c.At(start); f.Tag != "VBG" && f.Tag != "VBN" || f.Quote >= 0 {
		return false
	}
	at, _, _ := c.contentStart(q)
	return at >= 0 && c.At(at).Quote >= 0 && c.At(at).OpensSentence()
}

// takesMore: after a participle stands what it attributes: “X,” saying Y.
func (c *clause) takesMore(q *cue) bool {
	at, _, _ := c.contentStart(q)
	return at >= 0 && !c.At(at).Stop()
}

// resumes: ", a point Smith made" takes up what was said before it.
func (c *clause) resumes(m grammar.Mention) bool {
	return m.B-m.A >= 2 && c.Items[m.A].Is("a", "an", "the") && c.Items[m.A+1].Is("point", "claim", "charge", "view", "position", "comment", "remark", "move", "allegation", "assertion", "accusation", "fact", "idea", "sentiment", "argument", "figure", "number")
}

// inversion: ", said NAME," has its subject after the verb, whatever could be
// one before.
func (c *clause) inversion(q *cue) bool {
	p := c.At(q.First - 1)
	if q.Head != q.First || !p.Comma() && p.Quote < 0 || q.verb == nil || c.At(q.End).Time {
		return false
	}
	if s := c.reportingSense(q); s == nil || !s.Takes("v") {
		return false
	}
	b := c.NounPhraseRight(q.End)
	if b == q.End || c.At(q.End).Tag == "PRP" && !c.At(b).Stop() {
		return false
	}
	n := c.At(b)
	return n.Comma() || n.Stop() || b >= len(c.Items) || grammar.Attachable(n) && p.Quote >= 0 || n.Is("(", "who") || n.Is("and") && c.NounPhraseRight(b+1) > b+1 && !c.At(c.NounPhraseRight(b+1)).Verb()
}

func (c *clause) reportingSense(q *cue) *cues.Sense {
	for i := range q.verb.Senses {
		if s := &q.verb.Senses[i]; s.Takes("cqw") && len(s.After) == 0 {
			return s
		}
	}
	return nil
}

// leftStart finds where content that ends at item end begins.
func (c *clause) leftStart(end int, quote bool) int {
	last := end - 1
	for last > 0 && c.Items[last].Quote < 0 && (c.Items[last].Comma() || c.Items[last].Dash() || c.Items[last].Stop()) {
		last--
	}
	start := 0
	for k := last - 1; k >= 0; k-- {
		it := &c.Items[k]
		if c.Claimed[k] || it.Is(";") || it.Is(":") && c.Items[k+1].Quote >= 0 {
			start = k + 1
			break
		}
		if it.Is(".") && k < last-1 {
			start = k + 1
			break
		}
	}
	// An introduction before a whole quotation is not part of it.
	if quote && c.Items[last].Quote >= 0 {
		f := last
		for f-1 >= start && (c.Items[f-1].Quote >= 0) {
			f--
		}
		if f > start && c.Items[f].Size > 2 && c.Items[f-1].Dash() {
			return f
		}
		if f > start && c.Items[f].OpensSentence() && c.Items[f].Size > 3 && (c.Items[f-1].Comma() || c.Items[f-1].Dash() || c.Items[f-1].Is(":", ".", "(")) {
			return f
		}
	}
	for start < last && (c.Items[start].Is("and", "but", "still", "yet", "so") && c.Items[start].Quote < 0 || c.Items[start].Comma()) {
		start++
	}
	// Another cue with a subject of its own stands before: "he added, and".
	return start
}
