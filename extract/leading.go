package extract

import (
	"onrecord/extract/cues"
)

// leading handles a cue whose content follows it.
func (c *clause) leading(i int) {
	q := &c.cues[i]
	if q.done || c.claimed[q.head] {
		return
	}
	start, class, confidence := c.contentStart(q)
	if start < 0 {
		return
	}
	start = c.afterColon(q, start, class)
	end := c.contentEnd(start, i)
	end = c.participleEnd(q, start, end)
	if first := c.at(start); q.kind == verbCue && !c.clauseAt(start) && !first.is("that", "to", "whether", "if") && first.quote < 0 {
		end = c.objectEnd(start, end)
	}
	if !c.free(start, end) {
		for end > start && !c.free(start, end) {
			end--
		}
	}
	if end <= start {
		return
	}
	src := c.subject(q)
	if q.passive {
		c.passive(q, class, start, end)
		return
	}
	if !src.ok() && q.kind == verbCue && !q.ing && c.invertedBefore(q) {
		return
	}
	if !src.ok() {
		if class == cues.Belief || class == cues.Intent || q.infinitive || q.ing && q.first == 0 {
			return
		}
		confidence -= 0.2
	}
	c.add(q, class, [][2]int{{start, end}}, src, confidence, false)
}

// afterColon: of "said in a letter with many words: “...”" the content is what
// follows the colon.
func (c *clause) afterColon(q *cue, start int, class cues.Class) int {
	if class != cues.Speech || c.at(start).quote >= 0 || c.at(start).is("that") {
		return start
	}
	for k := start; k+1 < len(c.items); k++ {
		if c.items[k].is(":") && c.items[k+1].quote >= 0 && c.items[k+1].opensSentence() && c.items[k+1].size > 3 {
			return k + 1
		}
		if c.items[k].quote >= 0 {
			break
		}
	}
	return start
}

// invertedBefore: nothing stands before the verb that it could belong to.
func (c *clause) invertedBefore(q *cue) bool { return q.form == cues.Base }

// passive: somebody is said to, was accused of.
func (c *clause) passive(q *cue, class cues.Class, start, end int) {
	src := mention{}
	if c.at(q.end).is("by") {
		if b := c.nounPhraseRight(q.end + 1); b > q.end+1 {
			src = c.mention(q.end+1, b)
			start = max(start, b)
		}
	}
	if start >= end && !src.ok() {
		return
	}
	subj := c.subjectAt(q.first, 0)
	ranges := [][2]int{}
	if subj.ok() && c.free(subj.a, subj.b) && !c.at(start).is("that", "if", "whether", "about") && c.at(start).quote < 0 {
		ranges = append(ranges, [2]int{subj.a, subj.b})
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
		return q.end, q.class, 0.6
	case adjectiveCue:
		if q.first == q.head && !be[c.at(q.head-1).lower] {
			return -1, "", 0
		}
		return q.end, q.class, 0.5
	case accordingCue:
		return -1, "", 0
	}
	if q.passive {
		return c.passiveStart(q)
	}
	q.end = q.head + 1 // a particle found earlier is found again
	k := c.adverbials(q.end)
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
			if !sense.Takes("cq") || c.at(at).quote < 0 && !c.at(at).is("that") {
				conf = 0.6
			}
			return at, sense.Class, conf
		}
	}
	return -1, "", 0
}
