package extract

import (
	"strings"

	"onrecord/extract/cues"
)

// trailing handles a cue that follows its content: "...," X said; ..., said X;
// or stands inside it: A, X said, B.
func (c *clause) trailing(i int) {
	q := &c.cues[i]
	if q.kind != verbCue || q.passive || q.infinitive || q.done || c.claimed[q.head] {
		return
	}
	sense := c.reportingSense(q)
	if sense == nil || q.ing && c.at(q.first-1).quote < 0 {
		return
	}
	src := mention{}
	if !q.ing && !c.inversion(q) {
		src = c.subjectAt(q.first, 4)
	}
	boundary := q.first
	if src.ok() {
		boundary = src.a
	}
	for boundary > 0 && (c.items[boundary-1].adverb() || c.items[boundary-1].time || c.items[boundary-1].is("as")) && c.items[boundary-1].quote < 0 {
		boundary--
	}
	b := c.at(boundary - 1)
	after := q.end
	quote := b.quote >= 0 && (b.size > 1 || b.closing() == ',' || b.closing() == '!' || b.closing() == '?')
	if (b.comma() || b.dash() || b.is("?", "!")) && c.at(boundary-2).quote >= 0 && boundary >= 2 {
		quote = true
	}
	if boundary == 0 || !quote && !b.comma() && !b.dash() {
		return
	}
	if !src.ok() && !q.ing {
		if !sense.Takes("v") && !quote || q.first != q.head {
			return
		}
		if src = c.inverted(q.end); !src.ok() {
			return
		}
		after = src.b
	} else if src.ok() && (c.at(src.a).is("who", "which", "that") || c.resumes(src)) {
		return
	}
	start := c.leftStart(boundary, quote)
	if start >= boundary || !c.free(start, boundary) {
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
func (c *clause) resumes(m mention) bool {
	return m.b-m.a >= 2 && c.items[m.a].is("a", "an", "the") && c.items[m.a+1].is("point", "claim", "charge", "view", "position", "comment", "remark", "move", "allegation", "assertion", "accusation", "fact", "idea", "sentiment", "argument", "figure", "number")
}

// inversion: ", said NAME," has its subject after the verb, whatever could be
// one before.
func (c *clause) inversion(q *cue) bool {
	p := c.at(q.first - 1)
	if q.head != q.first || !p.comma() && p.quote < 0 || q.verb == nil || c.at(q.end).time {
		return false
	}
	if s := c.reportingSense(q); s == nil || !s.Takes("v") {
		return false
	}
	b := c.nounPhraseRight(q.end)
	if b == q.end || c.at(q.end).tag == "PRP" && !c.at(b).stop() {
		return false
	}
	n := c.at(b)
	return n.comma() || n.stop() || b >= len(c.items) || attachable(n) && p.quote >= 0 || n.is("(", "who") || n.is("and") && c.nounPhraseRight(b+1) > b+1 && !c.at(c.nounPhraseRight(b+1)).verb()
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
	for last > 0 && c.items[last].quote < 0 && (c.items[last].comma() || c.items[last].dash() || c.items[last].stop()) {
		last--
	}
	start := 0
	for k := last - 1; k >= 0; k-- {
		it := &c.items[k]
		if c.claimed[k] || it.is(";") || it.is(":") && c.items[k+1].quote >= 0 {
			start = k + 1
			break
		}
		if it.is(".") && k < last-1 {
			start = k + 1
			break
		}
	}
	// An introduction before a whole quotation is not part of it.
	if quote && c.items[last].quote >= 0 {
		f := last
		for f-1 >= start && (c.items[f-1].quote >= 0) {
			f--
		}
		if f > start && c.items[f].size > 2 && c.items[f-1].dash() {
			return f
		}
		if f > start && c.items[f].opensSentence() && c.items[f].size > 3 && (c.items[f-1].comma() || c.items[f-1].dash() || c.items[f-1].is(":", ".", "(")) {
			return f
		}
	}
	for start < last && (c.items[start].is("and", "but", "still", "yet", "so") && c.items[start].quote < 0 || c.items[start].comma()) {
		start++
	}
	// Another cue with a subject of its own stands before: "he added, and".
	return start
}

// rest finds what content there is after a cue that follows its content. It
// is false where the content after shows that what stood before was none.
func (c *clause) rest(q *cue, k int, quote bool, start, boundary int) ([][2]int, bool) {
	if more, ok := c.more(k); ok && quote && !q.ing {
		return more, true
	}
	j := c.adverbials(k)
	it := c.at(j)
	if q.ing {
		return nil, !c.begins(j)
	}
	switch {
	case j >= len(c.items) || it.stop():
		if j+1 < len(c.items) && c.items[j+1].quote >= 0 && quote {
			return c.quotesFrom(j + 1), true
		}
		return nil, quote || c.plausible(start, boundary)
	case it.comma() || it.dash():
		if c.at(j+1).quote >= 0 {
			if quote || c.plausible(start, boundary) {
				return c.quotesFrom(j + 1), true
			}
			return nil, false
		}
		if quote || c.newCueAt(j+1, -1, true) || c.at(j+1).tag == "VBG" || c.at(j+1).is("according", "who", "citing") {
			return nil, quote || c.plausible(start, boundary)
		}
		// A parenthesis: the clause goes on.
		end := c.contentEnd(j+1, -1)
		if c.at(j+1).is("and", "but") && !c.plausible(start, boundary) {
			return nil, false
		}
		return [][2]int{{j + 1, end}}, true
	case it.quote >= 0:
		if quote && it.opensSentence() && j > k {
			return c.quotesFrom(j), true
		}
		return nil, quote && c.at(boundary-1).closing() != '.'
	case it.is("that", "whether", "if"):
		return nil, false
	case quote:
		return nil, true
	}
	// Words follow that are no adverbials: content of their own, if the verb
	// can take it.
	if c.clauseAt(k) || c.clauseAt(j) {
		return nil, false
	}
	return nil, c.plausible(start, boundary) && (it.tag == "IN" || it.tag == "TO" && c.at(j+1).tag != "VB" || it.is("when", "while", "as"))
}

// more finds the quotation that goes on after "he told reporters in Paris,".
func (c *clause) more(k int) ([][2]int, bool) {
	for m := k; m < len(c.items); m++ {
		it := &c.items[m]
		if it.quote >= 0 && m > k && c.title(m) {
			continue
		}
		if it.quote >= 0 {
			if p := c.at(m - 1); it.size > 1 && (m > k && (p.comma() || p.stop() || p.is(":") || strings.HasSuffix(p.text, ".") && it.opensSentence() || p.quote >= 0 && p.closing() == '.') || m == k && it.opensSentence() && it.size > 4) {
				return c.quotesFrom(m), true
			}
			return nil, false
		}
		if m > k && it.finite() || m > k && c.at(m-1).comma() && c.newCueAt(m, -1, true) {
			return nil, false
		}
	}
	return nil, false
}

// quotesFrom takes the quotations from item k on as content.
func (c *clause) quotesFrom(k int) [][2]int {
	e := k
	for e < len(c.items) && c.items[e].quote >= 0 {
		e++
	}
	if e < len(c.items) && !c.items[e].stop() && !c.items[e].comma() && !c.items[e].dash() && c.items[e-1].closing() != '.' {
		e = c.contentEnd(k, -1)
	}
	return [][2]int{{k, e}}
}

// plausible: the items can be a statement by themselves: a clause, not an
// adverbial in front of the subject.
func (c *clause) plausible(a, b int) bool {
	f := c.at(a)
	sub := f.tag == "IN" && !f.is("that") || f.tag == "WRB" || f.tag == "VBG" || f.tag == "VBN" || f.tag == "TO"
	commas, verbs := 0, 0
	for i := a; i < b; i++ {
		it := &c.items[i]
		if it.comma() && i < b-1 {
			commas++
		}
		if it.finite() || it.quote >= 0 && it.size > 5 {
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
	src := c.inverted(q.end)
	if !src.ok() {
		return
	}
	if q.first == 0 || c.at(q.first-1).is("and", "but") && q.first < 2 {
		k := src.b
		for k < len(c.items) && !c.items[k].comma() {
			k++
		}
		if k+1 >= len(c.items) {
			return
		}
		if src.b > k {
			src = c.mention(src.a, k)
		}
		c.add(q, cues.Speech, [][2]int{{k + 1, c.contentEnd(k+1, i)}}, src, 0.85, false)
		return
	}
	start := c.leftStart(q.first, false)
	for j := range c.cues {
		// "X said that A, while B, according to Y": keep to Y's clause.
		if o := &c.cues[j]; o.done && o.end <= q.first && o.end > start {
			start = o.end
		}
	}
	ranges := [][2]int{{start, q.first}}
	if c.at(src.b).comma() && src.b+1 < len(c.items)-2 && c.at(q.first-1).comma() && !c.plausible(start, q.first) {
		ranges = append(ranges, [2]int{src.b + 1, c.contentEnd(src.b+1, i)})
	}
	if c.free(start, q.first) && start < q.first {
		c.add(q, cues.Speech, ranges, src, 0.85, true)
	}
}
