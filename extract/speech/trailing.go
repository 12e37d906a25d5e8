package speech

import (
	"strings"

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
	if sense == nil || q.Ing && c.At(q.First-1).Quote < 0 {
		return
	}
	src := grammar.Mention{}
	if !q.Ing && !c.inversion(q) {
		src = c.SubjectAt(q.First, 4)
	}
	boundary := q.First
	if src.OK() {
		boundary = src.A
	}
	for boundary > 0 && (c.Items[boundary-1].Adverb() || c.Items[boundary-1].Time || c.Items[boundary-1].Is("as")) && c.Items[boundary-1].Quote < 0 {
		boundary--
	}
	b := c.At(boundary - 1)
	after := q.End
	quote := b.Quote >= 0 && (b.Size > 1 || b.Closing() == ',' || b.Closing() == '!' || b.Closing() == '?')
	if (b.Comma() || b.Dash() || b.Is("?", "!")) && c.At(boundary-2).Quote >= 0 && boundary >= 2 {
		quote = true
	}
	if boundary == 0 || !quote && !b.Comma() && !b.Dash() {
		return
	}
	if !src.OK() && !q.Ing {
		if !sense.Takes("v") && !quote || q.First != q.Head {
			return
		}
		if src = c.Inverted(q.End); !src.OK() {
			return
		}
		after = src.B
	} else if src.OK() && (c.At(src.A).Is("who", "which", "that") || c.resumes(src)) {
		return
	}
	start := c.leftStart(boundary, quote)
	if start >= boundary || !c.Free(start, boundary) {
		return
	}
	rest, ok := c.rest(q, after, quote, start, boundary)
	if !ok {
		return
	}
	ranges := append([][2]int{{start, boundary}}, rest...)
	c.add(q, sense.Class, ranges, src, 0.9, true)
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

// rest finds what content there is after a cue that follows its content. It
// is false where the content after shows that what stood before was none.
func (c *clause) rest(q *cue, k int, quote bool, start, boundary int) ([][2]int, bool) {
	if more, ok := c.more(k); ok && quote && !q.Ing {
		return more, true
	}
	j := c.Adverbials(k)
	it := c.At(j)
	if q.Ing {
		return nil, !c.Begins(j)
	}
	switch {
	case j >= len(c.Items) || it.Stop():
		if j+1 < len(c.Items) && c.Items[j+1].Quote >= 0 && quote {
			return c.quotesFrom(j + 1), true
		}
		return nil, quote || c.plausible(start, boundary)
	case it.Comma() || it.Dash():
		if c.At(j+1).Quote >= 0 {
			if quote || c.plausible(start, boundary) {
				return c.quotesFrom(j + 1), true
			}
			return nil, false
		}
		if quote || c.newCueAt(j+1, -1, true) || c.At(j+1).Tag == "VBG" || c.At(j+1).Is("according", "who", "citing") {
			return nil, quote || c.plausible(start, boundary)
		}
		// A parenthesis: the clause goes on.
		end := c.contentEnd(j+1, -1)
		if c.At(j+1).Is("and", "but") && !c.plausible(start, boundary) {
			return nil, false
		}
		return [][2]int{{j + 1, end}}, true
	case it.Quote >= 0:
		if quote && it.OpensSentence() && j > k {
			return c.quotesFrom(j), true
		}
		return nil, quote && c.At(boundary-1).Closing() != '.'
	case it.Is("that", "whether", "if"):
		return nil, false
	case quote:
		return nil, true
	}
	// Words follow that are no adverbials: content of their own, if the verb
	// can take it.
	if c.ClauseAt(k) || c.ClauseAt(j) {
		return nil, false
	}
	return nil, c.plausible(start, boundary) && (it.Tag == "IN" || it.Tag == "TO" && c.At(j+1).Tag != "VB" || it.Is("when", "while", "as"))
}

// more finds the quotation that goes on after "he told reporters in Paris,".
func (c *clause) more(k int) ([][2]int, bool) {
	for m := k; m < len(c.Items); m++ {
		it := &c.Items[m]
		if it.Quote >= 0 && m > k && c.title(m) {
			continue
		}
		if it.Quote >= 0 {
			if p := c.At(m - 1); it.Size > 1 && (m > k && (p.Comma() || p.Stop() || p.Is(":") || strings.HasSuffix(p.Text, ".") && it.OpensSentence() || p.Quote >= 0 && p.Closing() == '.') || m == k && it.OpensSentence() && it.Size > 4) {
				return c.quotesFrom(m), true
			}
			return nil, false
		}
		if m > k && it.Finite() || m > k && c.At(m-1).Comma() && c.newCueAt(m, -1, true) {
			return nil, false
		}
	}
	return nil, false
}

// quotesFrom takes the quotations from item k on as content.
func (c *clause) quotesFrom(k int) [][2]int {
	e := k
	for e < len(c.Items) && c.Items[e].Quote >= 0 {
		e++
	}
	if e < len(c.Items) && !c.Items[e].Stop() && !c.Items[e].Comma() && !c.Items[e].Dash() && c.Items[e-1].Closing() != '.' {
		e = c.contentEnd(k, -1)
	}
	return [][2]int{{k, e}}
}

// plausible: the items can be a statement by themselves: a clause, not an
// adverbial in front of the subject.
func (c *clause) plausible(a, b int) bool {
	f := c.At(a)
	sub := f.Tag == "IN" && !f.Is("that") || f.Tag == "WRB" || f.Tag == "VBG" || f.Tag == "VBN" || f.Tag == "TO"
	commas, verbs := 0, 0
	for i := a; i < b; i++ {
		it := &c.Items[i]
		if it.Comma() && i < b-1 {
			commas++
		}
		if it.Finite() || it.Quote >= 0 && it.Size > 5 {
			verbs++
		}
	}
	if verbs == 0 {
		return false
	}
	return !sub || commas > 0
}

// according handles "according to X".
func (c *clause) according(i int) {
	q := &c.cues[i]
	if q.kind != accordingCue {
		return
	}
	src := c.Inverted(q.End)
	if !src.OK() {
		return
	}
	if q.First == 0 || c.At(q.First-1).Is("and", "but") && q.First < 2 {
		k := src.B
		for k < len(c.Items) && !c.Items[k].Comma() {
			k++
		}
		if k+1 >= len(c.Items) {
			return
		}
		if src.B > k {
			src = c.MentionOf(src.A, k)
		}
		c.add(q, cues.Speech, [][2]int{{k + 1, c.contentEnd(k+1, i)}}, src, 0.85, false)
		return
	}
	start := c.leftStart(q.First, false)
	for j := range c.cues {
		// "X said that A, while B, according to Y": keep to Y's clause.
		if o := &c.cues[j]; o.done && o.End <= q.First && o.End > start {
			start = o.End
		}
	}
	ranges := [][2]int{{start, q.First}}
	if c.At(src.B).Comma() && src.B+1 < len(c.Items)-2 && c.At(q.First-1).Comma() && !c.plausible(start, q.First) {
		ranges = append(ranges, [2]int{src.B + 1, c.contentEnd(src.B+1, i)})
	}
	if c.Free(start, q.First) && start < q.First {
		c.add(q, cues.Speech, ranges, src, 0.85, true)
	}
}
