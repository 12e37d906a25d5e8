package speech

import (
	"onrecord/extract/cues"
	"onrecord/extract/grammar"
)

// leading handles a cue whose content follows it.
func (c *clause) leading(i int) {
	q := &c.cues[i]
	if q.done || c.Claimed[q.Head] {
		return
	}
	start, class, confidence := c.contentStart(q)
	if start < 0 {
		return
	}
	start = c.afterColon(q, start, class)
	end := c.contentEnd(start, i)
	end = c.participleEnd(q, start, end)
	if first := c.At(start); q.kind == verbCue && !c.ClauseAt(start) && !first.Is("that", "to", "whether", "if") && first.Quote < 0 {
		end = c.objectEnd(start, end)
	}
	if !c.Free(start, end) {
		for end > start && !c.Free(start, end) {
			end--
		}
	}
	if end <= start {
		return
	}
	src := c.subject(q)
	if q.Passive {
		c.passive(q, class, start, end)
		return
	}
	if !src.OK() && q.kind == verbCue && !q.Ing && c.invertedBefore(q) {
		return
	}
	if !src.OK() {
		if class == cues.Belief || class == cues.Intent || q.Infinitive || q.Ing && q.First == 0 {
			return
		}
		confidence -= 0.2
	}
	c.add(q, class, [][2]int{{start, end}}, src, confidence, false)
}

// afterColon: of "said in a letter with many words: “...”" the content is what
// follows the colon.
func (c *clause) afterColon(q *cue, start int, class cues.Class) int {
	if class != cues.Speech || c.At(start).Quote >= 0 || c.At(start).Is("that") {
		return start
	}
	for k := start; k+1 < len(c.Items); k++ {
		if c.Items[k].Is(":") && c.Items[k+1].Quote >= 0 && c.Items[k+1].OpensSentence() && c.Items[k+1].Size > 3 {
			return k + 1
		}
		if c.Items[k].Quote >= 0 {
			break
		}
	}
	return start
}

// invertedBefore: nothing stands before the verb that it could belong to.
func (c *clause) invertedBefore(q *cue) bool { return q.form == cues.Base }

// passive: somebody is said to, was accused of.
func (c *clause) passive(q *cue, class cues.Class, start, end int) {
	src := grammar.Mention{}
	if c.At(q.End).Is("by") {
		if b := c.NounPhraseRight(q.End + 1); b > q.End+1 {
			src = c.MentionOf(q.End+1, b)
			start = max(start, b)
		}
	}
	if start >= end && !src.OK() {
		return
	}
	subj := c.SubjectAt(q.First, 0)
	ranges := [][2]int{}
	if subj.OK() && c.Free(subj.A, subj.B) && !c.At(start).Is("that", "if", "whether", "about") && c.At(start).Quote < 0 {
		ranges = append(ranges, [2]int{subj.A, subj.B})
	}
	if start < end {
		ranges = append(ranges, [2]int{start, end})
	}
	if len(ranges) > 0 {
		c.add(q, class, ranges, src, 0.4, false)
	}
}

// contentStart finds where the content to the right of a cue begins, or -1.
func (c *clause) contentStart(q *cue) (int, cues.Class, float64) {
	switch q.kind {
	case nounCue:
		return q.End, q.class, 0.6
	case adjectiveCue:
		if q.First == q.Head && !grammar.Be[c.At(q.Head-1).Lower] {
			return -1, "", 0
		}
		return q.End, q.class, 0.5
	case accordingCue:
		return -1, "", 0
	}
	if q.Passive {
		return c.passiveStart(q)
	}
	q.End = q.Head + 1 // a particle found earlier is found again
	k := c.Adverbials(q.End)
	for s := range q.verb.Senses {
		if at, ok := c.after(q, &q.verb.Senses[s]); ok {
			return at, q.verb.Senses[s].Class, 0.6
		}
	}
	for s := range q.verb.Senses {
		sense := &q.verb.Senses[s]
		if len(sense.After) > 0 {
			continue
		}
		if at := c.take(q, sense, k); at >= 0 {
			conf := 0.8
			if !sense.Takes("cq") || c.At(at).Quote < 0 && !c.At(at).Is("that") {
				conf = 0.6
			}
			return at, sense.Class, conf
		}
	}
	return -1, "", 0
}
