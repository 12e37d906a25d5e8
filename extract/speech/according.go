package speech

import (
	"onrecord/extract/cues"
)

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
		k := c.NounPhraseRight(q.End)
		if !c.At(k).Comma() || !c.ClauseAt(k+1) || !c.plainClause(k+1, len(c.Items)) {
			k = src.B
		}
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
